"""Reads a CSV file: in the encoding in which its letters are German, parted where that makes a table."""

import csv
import io
import re
from collections import Counter
from pathlib import Path

from nrw_desktop.exchange.lists.cells import table
from nrw_desktop.exchange.marks import unmarked
from nrw_desktop.exchange.sources.limits import SourceError, too_much
from nrw_desktop.exchange.sources.source import Source, TextForm

MOST_BYTES = 32_000_000
_BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_CALLED = {
    "utf-8-sig": "UTF-8",
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "cp1252": "Windows-1252",
    "cp850": "DOS (Codepage 850)",
    "mac_roman": "Mac Roman",
}
_SINGLE = ("cp1252", "cp850", "mac_roman")
_SEPARATORS = {";": "Semikolon", ",": "Komma", "\t": "Tabulator", "|": "senkrechter Strich"}
_BESIDE, _LONGEST_SAMPLE = 40, 24
"""Bytes beside a sign by which its word is looked for, and letters of the word that are shown."""
_LOOKED_AT = 200_000
"""Characters by which encoding and separator are told."""
_LOWER, _UPPER = frozenset("äöü"), frozenset("ÄÖÜ")
_OPENING, _CLOSING = frozenset("„‚«»"), frozenset("“”’‘»«")
_COMMON = frozenset("–—…•·§€°´éèàêçáíóúñ²³½×\xa0")
_BINARY = (
    "Die Datei enthält keinen Text, auch wenn sie so heißt. Bitte die Tabelle in dem Programm, aus dem sie kommt, als "
    "CSV-Datei speichern."
)


def read(path: Path, encoding: str = "", separator: str = "") -> Source:
    """What the file at this path holds, and a remark about how it was read: as a person says, else as it looks.

    Raises:
        SourceError: it holds no text, or more than is read.
    """
    if path.stat().st_size > MOST_BYTES:
        raise too_much("Megabyte", MOST_BYTES // 1_000_000)
    content = path.read_bytes()
    encoding = encoding if encoding in _CALLED else encoding_of(content)
    text = content.decode(encoding, "replace")
    if "\0" in text:
        raise SourceError(_BINARY)
    separator = separator if separator in _SEPARATORS else separator_of(text)
    csv.field_size_limit(MOST_BYTES)
    try:
        rows = [list(map(unmarked, row)) for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator)]
    except csv.Error as error:
        raise SourceError(_BINARY) from error
    remark = f"Gelesen als {_CALLED[encoding]}, die Spalten getrennt durch {_SEPARATORS[separator]}."
    form = TextForm(encoding, separator, _encodings(content, encoding), _SEPARATORS)
    return Source((table("Tabelle 1", rows),), remarks=(remark,), form=form)


def _encodings(content: bytes, read: str) -> dict[str, str]:
    """The encodings that a person may choose, each with a word of the file as it looks in it."""
    place = next((place for place, byte in enumerate(content[:_LOOKED_AT]) if byte > 0x7F), None)
    called = {_CALLED[key]: key for key in (*_CALLED, read)}
    return {key: f"{name}{_sample(content, place, key)}" for name, key in called.items()}


def _sample(content: bytes, place: int | None, encoding: str) -> str:
    if place is None:
        return ""
    # Two bytes may be one sign, so that it begins at an even place.
    begin = max(0, place - _BESIDE) // 2 * 2
    text = content[begin : place + _BESIDE].decode(encoding, "replace")
    words = re.split(r"[\s;,|\"\x00]+", text)
    found = next((word for word in words[1:] if any(letter > "\x7f" for letter in word)), words[0])
    return f": „{''.join(letter for letter in found if letter.isprintable())[:_LONGEST_SAMPLE]}“"


def encoding_of(content: bytes) -> str:
    """The encoding of a text in German: by its mark, UTF-8 if it can be, else where its letters stand as they may."""
    for bom, encoding in _BOMS.items():
        if content.startswith(bom):
            return encoding
    begin = content[:_LOOKED_AT]
    if b"\0" in begin:
        return "utf-16-le" if begin[1::2].count(0) > begin[::2].count(0) else "utf-16-be"
    try:
        content.decode()
    except UnicodeDecodeError:
        return max(_SINGLE, key=lambda encoding: _score(begin.decode(encoding, "replace")))
    return "utf-8"


def _score(text: str) -> float:
    """How German a text looks by the letters that are in no ASCII, each beside its neighbours."""
    return sum(
        _letter(text[at - 1 : at] or " ", letter, text[at + 1 : at + 2] or " ")
        for at, letter in enumerate(text)
        if letter > "\x7f"
    )


def _letter(before: str, letter: str, after: str) -> float:
    if letter in _LOWER:
        # „für“, „über“, „Ämter“: not among capitals.
        return 3 if not (before.isupper() and after.isupper()) else -1
    if letter in _UPPER:
        return 3 if not before.islower() else -2
    if letter == "ß":
        return 3 if before.isalpha() and not after.isupper() else -2
    if letter in _OPENING and not before.isalnum() and not after.isspace():
        return 1
    if letter in _CLOSING and not before.isspace() and not after.isalnum():
        return 1
    if letter in _COMMON:
        return 0.5
    if letter == "\ufffd" or not letter.isprintable():
        return -5
    return -2 if letter.isalpha() or before.isalpha() or after.isalpha() else -1


def separator_of(text: str) -> str:
    """What parts the columns: the sign by which most of the first rows have the same number of cells, more than one."""

    def fitness(separator: str) -> tuple[float, int]:
        rows = csv.reader(io.StringIO(text[:_LOOKED_AT], newline=""), delimiter=separator)
        try:
            widths = Counter(len(row) for row, _ in zip(rows, range(50), strict=False) if any(row))
        except csv.Error:
            return 0, 0
        if not widths:
            return 0, 0
        width, count = max(widths.items(), key=lambda one: (one[0] > 1, one[1], one[0]))
        return (count / widths.total() if width > 1 else 0, width)

    return max(_SEPARATORS, key=fitness)
