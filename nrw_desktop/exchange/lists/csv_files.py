"""Reads a CSV file: in the encoding in which its letters are German, parted where that makes a table."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from nrw_desktop.domain.text.numbers import grouped
from nrw_desktop.exchange.lists.cells import table
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
_SAYS_SEPARATOR = re.compile(r"sep=([;,\t|])(?:\r\n?|\n)", re.I)
"""The first line with which a file tells Excel its separator."""
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+\Z")
_BINARY = (
    "Die Datei enthält keinen Text, auch wenn sie so heißt. Bitte die Tabelle in dem Programm, aus dem sie kommt, als "
    "CSV-Datei speichern."
)


def read(path: Path, encoding: str = "", separator: str = "") -> Source:
    """What the file at this path holds, and remarks about how it was read: as a person says, else as it looks.

    Raises:
        SourceError: it holds no text, or more than is read.
    """
    if path.stat().st_size > MOST_BYTES:
        raise too_much("Megabyte", MOST_BYTES // 1_000_000)
    content = path.read_bytes()
    encoding = encoding if encoding in CALLED else encoding_of(content)
    text = content.decode(encoding, "replace").removeprefix("\ufeff")
    if "\0" in text:
        raise SourceError(_BINARY)
    said = _SAYS_SEPARATOR.match(text)
    if separator not in _SEPARATORS:
        separator = said[1] if said else separator_of(text)
    csv.field_size_limit(MOST_BYTES)
    rows, broken = _rows(text[said.end() :] if said else text, separator)
    # The rows below keep the numbers that a spreadsheet program shows.
    rows = [[], *rows] if said else rows
    remarks = [f"Gelesen als {CALLED[encoding]}, die Spalten getrennt durch {_SEPARATORS[separator]}."]
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
    form = TextForm(encoding, separator, called(content, encoding), _SEPARATORS)
    read = table("Tabelle 1", [list(map(unmarked, row)) for row in rows])
    return Source((read,), remarks=tuple(remarks), form=form)


def separator_of(text: str) -> str:
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
            end = number + 1
            line = [lines[number].rstrip("\r\n")]
            rows += csv.reader(line, delimiter=separator, quoting=csv.QUOTE_NONE)
            broken.append(end)
        number = end
    return rows, broken


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
