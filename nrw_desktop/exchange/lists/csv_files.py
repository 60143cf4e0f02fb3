"""Reads a CSV file: in the encoding in which its letters are German, parted where that makes a table."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from nrw_desktop.domain.text.numbers import grouped
from nrw_desktop.exchange.lists.cells import is_ours, left, nothing_seen, table
from nrw_desktop.exchange.lists.encodings import CALLED, called, encoding_of
from nrw_desktop.exchange.marks import unmarked
from nrw_desktop.exchange.sources.limits import SourceError, too_much
from nrw_desktop.exchange.sources.source import Source, TextForm

MOST_BYTES = 32_000_000
_SEPARATORS = {";": "Semikolon", "\t": "Tabulator", "|": "senkrechte Striche", ",": "Komma"}
"""The comma comes last: it stands in texts and numbers as well."""
_LOOKED_AT = 200_000
"""Characters by which the separator is told."""
_MOST_LINES = 200
"""Lines of one cell, where the quotes of a file are not in order."""
_SAYS_SEPARATOR = re.compile(r"\"?sep=([;,\t|])\"?[;,\t|]*(?:\r\n?|\n)", re.I)
"""The first line with which a file tells Excel its separator."""
_ERROR = re.compile(r"#(?:NV|N/A|WERT!|VALUE!|BEZUG!|REF!|DIV/0!|NAME\?|ZAHL!|NUM!|NULL!|ÜBERLAUF!|SPILL!)|Err:\d{3}")
"""What Excel and Calc write for a cell with an error."""
_TWICE = re.compile(r"[ÃÂ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€[\x80-\xbf€‚„“”™œž¦]")
"""Letters of UTF-8 that were read as Windows-1252 once: „fÃ¼r“ for „für“."""
_AS_TEXT = re.compile(r'="([^"]*)"')
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+\Z")
_BINARY = (
    "Die Datei enthält keinen Text, auch wenn sie so heißt. Bitte die Tabelle in dem Programm, aus dem sie kommt, als "
    "CSV-Datei speichern."
)

_DIVIDED = "Zeilen standen als Ganzes in Anführungszeichen und sind noch einmal geteilt. Bitte einige Stellen ansehen."
_MENDED = (
    "Die Umlaute waren in der Datei verdorben („fÃ¼r“) und sind zurückgelesen („für“). Bitte einige Stellen ansehen."
)


def read(path: Path, encoding: str = "", separator: str = "") -> Source:
    """What the file at this path holds, and remarks about how it was read: as a person says, else as it looks.

    Raises:
        SourceError: it holds no text, or more than is read.
    """
    if path.stat().st_size > MOST_BYTES:
        raise too_much("Megabyte", MOST_BYTES // 1_000_000)
    content = path.read_bytes()
    is_chosen = encoding in CALLED
    encoding = encoding if is_chosen else encoding_of(content)
    text = content.decode(encoding, "replace").removeprefix("\ufeff")
    if "\0" in text:
        raise SourceError(_BINARY)
    said = _SAYS_SEPARATOR.match(text)
    remarks = []
    if is_twice := bool(mended := "" if is_chosen else _read_once(text)):
        text = mended
    if separator not in _SEPARATORS:
        separator = said[1] if said else _separator_of(text)
    csv.field_size_limit(MOST_BYTES)
    rows, broken = _rows(text[said.end() :] if said else text, separator)
    if whole := _whole_lines(rows) or (_rejoined(text, rows) if '"' in text and not said else None):
        separator, rows = whole
        remarks.append(_DIVIDED)
    # The rows below keep the numbers that a spreadsheet program shows.
    rows = [[], *rows] if said else rows
    remarks.insert(0, f"Gelesen als {CALLED[encoding]}, die Spalten getrennt durch {_SEPARATORS[separator]}.")
    if is_twice:
        remarks.append(_MENDED)
    if unreadable := text.count("\ufffd"):
        remarks.append(
            f"{grouped(unreadable)} Zeichen der Datei {'ist' if unreadable == 1 else 'sind'} in dieser Kodierung "
            "nicht lesbar; dort steht „\ufffd“. Bitte diese Stellen ansehen."
        )
    if broken:
        numbers = ", ".join(map(str, broken[:5]))
        remarks.append(
            f"In Zeile {numbers}{' und weiteren' if len(broken) > 5 else ''} stehen Anführungszeichen, die nicht "
            "geschlossen sind; sie sind als Text gelesen. Bitte diese Stellen ansehen."
        )
    if not any(map(any, rows)):
        raise nothing_seen(())
    form = TextForm(encoding, separator, called(content, encoding), _SEPARATORS)
    if not is_ours(rows) and '="' in text:
        # So programs write a text that Excel would take for a number.
        rows = [[found[1] if (found := _AS_TEXT.fullmatch(cell)) else cell for cell in row] for row in rows]
    # In a list of ours, a text may look like one.
    errors = _errors(rows) if not is_ours(rows) and ("#" in text or "Err:" in text) else []
    read = table("Tabelle 1", [list(map(unmarked, row)) for row in rows])
    return Source((read,), left=tuple(left("error", errors)), remarks=tuple(remarks), form=form)


def _errors(rows: Sequence[list[str]]) -> list[str]:
    """Take what stands for an error out of all cells, and say where that was."""
    found = []
    for number, row in enumerate(rows, 1):
        for place, text in enumerate(row):
            if _ERROR.fullmatch(text):
                found.append(f"Zeile {number}: {text}")
                row[place] = ""
    return found


def _read_once(text: str) -> str:
    """A text that was written as UTF-8 twice, as it was before; empty where it was not.

    Where files of several encodings were put together, it is so in some lines.
    """
    if not _TWICE.search(text):
        return ""
    if found := _as_once(text):
        return found
    lines = [_as_once(line) or line if _TWICE.search(line) else line for line in _LINE.findall(text)]
    return found if (found := "".join(lines)) != text else ""


def _as_once(text: str) -> str:
    content = bytearray()
    for letter in text:
        try:
            content += letter.encode("cp1252")
        except UnicodeEncodeError:
            # Five bytes are no letter of Windows-1252.
            if ord(letter) > 255:
                return ""
            content.append(ord(letter))
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return ""


def _whole_lines(rows: Sequence[Sequence[str]]) -> tuple[str, list[list[str]]] | None:
    """The rows of a file of which each line stands in quotes as a whole, as Excel writes one column; else None."""
    texts = [row[0] if row else "" for row in rows]
    if len(texts) < 2 or any(len(list(filter(None, row))) > 1 for row in rows):
        return None
    text = "\n".join(texts)
    separator = _separator_of(text)
    parted = [_parted([one], separator)[0] if one and "\n" not in one else [one] for one in texts]
    widths = [len(row) for row in parted if any(row)]
    # A column of texts with commas is one, whose head has none.
    return (separator, parted) if widths and widths[0] == Counter(widths).most_common(1)[0][0] > 1 else None


def _separator_of(text: str) -> str:
    """What parts the columns: the sign by which most of the first rows have the same number of cells, more than one."""
    begin = text[:_LOOKED_AT]

    def fitness(separator: str) -> tuple[float, bool, int]:
        rows = csv.reader(io.StringIO(begin, newline=""), delimiter=separator)
        try:
            found = [row for row, _ in zip(rows, range(50), strict=False) if any(row)]
        except csv.Error:
            found = []
        widths = Counter(map(len, found))
        if not widths:
            return 0, False, 0
        width, count = max(widths.items(), key=lambda one: (one[0] > 1, one[1], one[0]))
        return (count / widths.total() if width > 1 else 0, separator != ",", width)

    return max(_SEPARATORS, key=fitness)


def _rejoined(text: str, rows: Sequence[Sequence[str]]) -> tuple[str, list[list[str]]] | None:
    """The rows of a file that was opened with another separator than its own and saved with that; None for others."""
    head = next(iter(rows), ())
    if _has_form(rows, 0.5) and not any(cell.count(other) > 1 for cell in head for other in _SEPARATORS):
        return None
    for outer in _SEPARATORS:
        try:
            # Blanks behind it belong to the texts that it parted.
            read = csv.reader(io.StringIO(text, newline=""), delimiter=outer, strict=True)
            lines = [outer.join(row).rstrip(outer) for row in read]
            inner = _separator_of("\n".join(lines))
            parted = _parted(io.StringIO("\n".join(lines), newline=""), inner)
        except csv.Error:
            continue
        if inner != outer and parted == rows:
            # Nobody divided it again.
            return None
        if inner != outer and _has_form(parted, 0.9):
            return inner, parted
    return None


def _has_form(rows: Sequence[Sequence[str]], least: float) -> bool:
    """Whether so many of the rows have as many cells as the first one, and more than two."""
    widths = [len(row) for row in rows if any(row)]
    return bool(widths) and widths[0] > 2 and widths.count(widths[0]) >= least * len(widths)


def _rows(text: str, separator: str) -> tuple[list[list[str]], list[int]]:
    """The rows, and the numbers of the lines whose quotes are not in order, which are read as text."""
    try:
        return _parted(io.StringIO(text, newline=""), separator), []
    except csv.Error:
        return _line_by_line(_LINE.findall(text), separator)


def _line_by_line(lines: Sequence[str], separator: str) -> tuple[list[list[str]], list[int]]:
    rows: list[list[str]] = []
    broken: list[int] = []
    number = 0
    while number < len(lines):
        end = _end_of_row(lines, number)
        try:
            rows += _parted(io.StringIO("".join(lines[number:end]), newline=""), separator)
        except csv.Error:
            try:
                rows += _parted(io.StringIO(_mended("".join(lines[number:end]), separator), newline=""), separator)
            except csv.Error:
                end = number + 1
                line = [lines[number].rstrip("\r\n")]
                rows += csv.reader(line, delimiter=separator, quoting=csv.QUOTE_NONE)
                broken.append(end)
        number = end
    return rows, broken


def _mended(text: str, separator: str) -> str:
    """Lines with blanks behind closing quotes, or with quotes marked as databases do, as a CSV file has them."""
    return re.sub(rf'"[ ]+(?={re.escape(separator)}|[\r\n]|\Z)', '"', text.replace('\\"', '""'))


def _parted(lines: Iterable[str], separator: str) -> list[list[str]]:
    # Blanks behind a separator would hide the quotes of a cell.
    return list(csv.reader(lines, delimiter=separator, skipinitialspace=True, strict=True))


def _end_of_row(lines: Sequence[str], first: int) -> int:
    """Behind the line in which all quotes are closed that open from the first one on; behind that where none is."""
    quotes = 0
    for number in range(first, min(first + _MOST_LINES, len(lines))):
        quotes += lines[number].count('"')
        if quotes % 2 == 0:
            return number + 1
    return first + 1
