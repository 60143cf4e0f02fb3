"""Reads what was copied elsewhere, a list or a table from a text, a spreadsheet or a mail, as rows of a plan."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

import msgspec

from nrw_desktop.domain.text import gate
from nrw_desktop.exchange.pasted_html import Block, html_blocks
from nrw_desktop.exchange.pasted_size import check_columns, check_depth, check_rows, check_size
from nrw_desktop.exchange.sources.source import Cell, Line, Source
from nrw_desktop.exchange.sources.source import Table as SourceTable
from nrw_desktop.exchange.sources.source import lines_of as lines_of_cell

_BULLET = re.compile(r"(?P<mark>[•●○◦▪▫■□‣⁃∙·*\-–—➢✓\uf0a7\uf0b7\uf0d8]|o(?=\s))(?:\s+|$)")
_TIGHT = re.compile(r"(?P<before>\s*)(?P<mark>[-–—])(?=[^\W\d_a-zäöüß])")
"""A dash right before a word, as some type the bullets of a list; one line alone may begin with the end of a word."""
_NUMBER = re.compile(r"\(?(?P<mark>\d{1,3}(?:\.\d{1,2}){0,9}|[a-z])(?P<end>[.)]|(?<=\.\d)|(?<=\.\d\d))\s+", re.I)
# What these take they never give back: else a text with quotation marks left open would take the square of the time.
_CELL = re.compile(r'"((?:[^"]|"")*+)"(?=\t|\n|\Z)|([^\t\n]*+)')
_QUOTED_CELL = re.compile(r'^"((?:[^"]|"")*+)"$', re.MULTILINE)
_QUOTED = re.compile(r"^\s?(>\s?)++")
_RUN_OF_BLANKS = re.compile("[ \N{NO-BREAK SPACE}]{2,}")


class Row(msgspec.Struct, frozen=True):
    """One row: its cells from left to right, how deep it stood in its list, and whether that counts its items."""

    cells: tuple[str, ...]
    depth: int = 0
    numbered: bool = False


Lines = tuple[Row, ...]
"""What stands in a cell of a table, line by line, each of one cell."""


class Table(NamedTuple):
    """A table whose cells may hold lists: its rows without the empty ones, and whether there is a text beside it.

    ``texts`` are the paragraphs of that by the number of the row that they stand before, counted from 0. ``cells`` are
    the rows as those of a file: lists apart from paragraphs, and each cell with how far it reaches.
    """

    rows: list[tuple[Lines, ...]]
    has_more: bool = False
    texts: Mapping[int, Sequence[str]] = {}
    cells: Sequence[Sequence[Cell]] = ()


def pasted_rows(html: str, text: str, blanks: bool = False) -> list[Row]:
    """The rows of what was copied, which may be there as HTML, as plain text, or as both; without empty ones.

    With ``blanks``, empty rows between others are rows too: what is pasted into cells goes on below them.

    Raises:
        PlanError: it is more than can be pasted.
    """
    check_size(html, text)
    # Some office programs end the clipboard's texts by a NUL.
    html, text = html.rstrip("\0"), text.rstrip("\0")
    rows = _without_blanks(_rows_of(html_blocks(html, blanks), blanks), blanks)
    rows = rows or _without_blanks(text_rows(text, blanks), blanks)
    check_rows(len(rows))
    return _levelled(rows)


def pasted_table(html: str, text: str) -> Table:
    """The table of what was copied, several as one, with the lists in its cells; without rows where there is none.

    Raises:
        PlanError: it is more than can be pasted.
    """
    check_size(html, text)
    blocks = html_blocks(html.rstrip("\0"))
    # A row of one cell goes over all columns of its table: „Phase 2“ above those of that phase.
    rows = [tuple(map(_lines, block.within)) for block in blocks if block.within]
    if any(len(row) > 1 for row in rows):
        cells = [_cells_of(block) for block in blocks if block.within]
        return Table(rows, len(rows) < len(blocks), _texts_beside(blocks), cells)
    if blocks or "\t" not in text:
        return Table([])
    texts = _table(text.rstrip("\0").replace("\r\n", "\n").replace("\r", "\n").strip("\n"))
    filled = [row for row in texts if any(row)]
    cells = [[Cell(lines_of_cell(one) if one else ()) for one in row] for row in filled]
    return Table([tuple(map(lines_of, row)) for row in filled], cells=cells)


def source_of(table: Table) -> Source:
    """A pasted table as that of a file; texts within it divide it into several, as on the page they come from."""
    last = len(table.rows)
    starts = [0, *(place for place in sorted(table.texts) if 0 < place < last)]
    tables: list[SourceTable] = []
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], last], strict=True), 1):
        before = tuple(map(Line, table.texts.get(start, ())))
        tables.append(SourceTable(_grid(table.cells[start:end]), f"Tabelle {number}", before))
    return Source(tuple(tables), tuple(map(Line, table.texts.get(last, ()))))


def _texts_beside(blocks: Sequence[Block]) -> Mapping[int, Sequence[str]]:
    """The paragraphs beside the rows of tables, by the number of the row that they stand before."""
    found: dict[int, list[str]] = {}
    rows = 0
    for block in blocks:
        rows += bool(block.within)
        if not block.within and (text := plain(_of_html(block.cells[0]))):
            found.setdefault(rows, []).append(text)
    return found


def _grid(rows: Sequence[Sequence[Cell]]) -> tuple[tuple[Cell, ...], ...]:
    """Rows of as many cells each, those that lie under others marked so."""
    width = max(map(len, rows), default=0)
    found = [[*row, *([Cell()] * (width - len(row)))] for row in rows]
    for number, row in enumerate(rows):
        if len(row) == 1 < width:
            # A row of one cell goes over all columns.
            found[number][0] = msgspec.structs.replace(row[0], columns=width, rows=1)
        for place, cell in enumerate(found[number]):
            high, wide = min(cell.rows, len(found) - number), min(cell.columns, width - place)
            if cell.is_covered or (high, wide) == (1, 1):
                continue
            for line in found[number : number + high]:
                line[place : place + wide] = [
                    one if one.lines else Cell(is_covered=True) for one in line[place : place + wide]
                ]
            found[number][place] = msgspec.structs.replace(cell, rows=high, columns=wide)
    return tuple(map(tuple, found))


def _cells_of(row: Block) -> list[Cell]:
    """The cells of a row, each with its lines and how far it reaches."""
    return [Cell(tuple(_cell_lines(blocks)), *row.reach.get(place, (1, 1))) for place, blocks in enumerate(row.within)]


def _cell_lines(blocks: Sequence[Block]) -> Iterator[Line]:
    """The lines of a cell: items of lists with their marks, and those of paragraphs."""
    for block in blocks:
        text = plain(_of_html(" ".join(block.cells)))
        if block.loose:
            yield from (Line(line) for part in text.split("\n") if (line := part.strip()))
        elif text := unmarked(" ".join(text.split())):
            yield Line(text, block.depth, "1" if block.numbered else "-")


def lines_of(text: str) -> Lines:
    """The lines of a cell that was typed; bullets and numbers before them tell the depth."""
    return tuple(_levelled([row for row in text_rows(text.replace("\t", " ")) if any(row.cells)]))


def _lines(blocks: Sequence[Block]) -> Lines:
    rows = [Row((" ".join(row.cells).replace("\n", " "),), row.depth, row.numbered) for row in _rows_of(blocks)]
    return tuple(_levelled([row for row in rows if any(row.cells)]))


def _rows_of(found: Sequence[Block], blanks: bool = False) -> list[Row]:
    rows: list[Row] = []
    for loose, blocks in groupby(found, key=lambda block: block.loose):
        if loose:
            rows += text_rows("\n".join(_of_html(block.cells[0]) for block in blocks), blanks)
            continue
        for block in blocks:
            cells = tuple(plain(_of_html(cell)) for cell in block.cells)
            rows.append(Row((unmarked(cells[0]),) if len(cells) == 1 else cells, block.depth, block.numbered))
    return rows


def _without_blanks(rows: list[Row], between: bool) -> list[Row]:
    """The rows without empty ones; with ``between``, only without those at the end."""
    if not between:
        return [row for row in rows if any(row.cells)]
    last = max((place for place, row in enumerate(rows) if any(row.cells)), default=-1)
    return rows[: last + 1]


def text_rows(text: str, blanks: bool = False) -> list[Row]:
    """The rows of a plain text: a line each; bullets and numbers before them are taken off and tell the depth.

    Empty lines are rows only with ``blanks``.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    quoted = any("\n" in match[1] for match in _QUOTED_CELL.finditer(lines))
    if not _is_list(lines) and ("\t" in lines or quoted):
        return [Row(cells) for cells in _table(lines) if blanks or any(cells)]
    return _list(lines.split("\n"), blanks)


def plain(text: str) -> str:
    """The text as it would be stored if it had been typed."""
    return gate.received(text, lines=True)


def _of_html(text: str) -> str:
    """The text of a piece of HTML; blanks that follow each other look like one there, or serve the look alone."""
    return "\n".join(_RUN_OF_BLANKS.sub(" ", line).strip(" \N{NO-BREAK SPACE}") for line in text.split("\n"))


def unmarked(text: str) -> str:
    """The text without a bullet that was typed before it."""
    match = _BULLET.match(text)
    return text[match.end() :] if match else text


def _table(lines: str) -> list[tuple[str, ...]]:
    rows: list[list[str]] = [[]]
    place = 0
    while True:
        match = _CELL.match(lines, place)
        assert match is not None, "the second alternative matches anything"
        quoted, bare = match.groups()
        rows[-1].append(plain(quoted.replace('""', '"') if quoted is not None else bare))
        check_columns(len(rows[-1]))
        place = match.end()
        if place >= len(lines):
            return [tuple(row) for row in rows]
        if lines[place] == "\n":
            check_rows(len(rows))
            rows.append([])
        place += 1


def _is_list(lines: str) -> bool:
    """Whether lines begin with marks; a tab that is not behind one divides the columns of a table."""
    rest = lines.split("\n")
    marks = [_BULLET.match(line.lstrip()) or _NUMBER.match(line.lstrip()) for line in rest]
    if any("\t" in line.lstrip()[mark.end() if mark else 0 :].rstrip() for line, mark in zip(rest, marks, strict=True)):
        return False
    return any(_BULLET.match(line.lstrip()) for line in rest) or _counts(rest)


def _list(lines: Sequence[str], blanks: bool) -> list[Row]:
    numbered = _counts(lines)
    if sum(bool(_TIGHT.match(line)) for line in lines) > 1:
        lines = [_TIGHT.sub(r"\g<before>\g<mark> ", line, count=1) if _TIGHT.match(line) else line for line in lines]
    rows: list[Row] = []
    levels: list[tuple[int, str]] = []
    continues = False
    for line in lines:
        line = _QUOTED.sub("", line)
        bare = plain(line)
        indent = len(line.expandtabs(8)) - len(line.expandtabs(8).lstrip())
        mark = _BULLET.match(bare)
        kind = mark["mark"] if mark else ""
        if not mark and numbered and (mark := _NUMBER.match(bare + " ")):
            kind = _kind(mark["mark"])
        if not bare:
            continues = False
            rows += [Row(("",))] if blanks else []
        elif not mark and continues and indent > levels[-1][0]:
            # A line that was broken to the width of a mail.
            rows[-1] = msgspec.structs.replace(rows[-1], cells=(f"{rows[-1].cells[0]} {bare}",))
        else:
            while levels and (levels[-1][0] > indent or (levels[-1][0] == indent and _above(levels, indent, kind))):
                levels.pop()
            if (indent, kind) not in levels:
                check_depth(len(levels))
                levels.append((indent, kind))
            content = bare[mark.end() :].strip() if mark else bare
            if content:
                rows.append(Row((content,), len(levels) - 1, kind.startswith(("number", "letter"))))
            continues = bool(mark and content)
    return rows


def _above(levels: Sequence[tuple[int, str]], indent: int, kind: str) -> bool:
    """Whether the innermost level ends before a line of this indent and kind of mark.

    Some programs do not indent at all: then a mark of a new kind begins a list within the list.
    """
    last = levels[-1][1]
    if last == kind:
        return False
    if last.startswith("number") and kind.startswith("number") and kind < last:
        return True
    return (indent, kind) in levels or not kind or not last


def _kind(mark: str) -> str:
    """What marks of one list have in common: how many numbers they have, or that they are letters."""
    return f"number {mark.count('.')}" if mark[0].isdigit() else "letter"


def _counts(lines: Sequence[str]) -> bool:
    """Whether the numbers before the lines count, as those of a list do and those of dates do not."""
    marks = [_numbers(match["mark"]) for line in lines if (match := _NUMBER.match(plain(_QUOTED.sub("", line)) + " "))]
    if len(marks) < 2:
        return False
    stack: list[tuple[int, ...]] = []
    for mark in marks:
        while stack and not _follows(stack[-1], mark):
            stack.pop()
        if not stack and mark is not marks[0] and mark[-1] != 1:
            return False
        if stack and len(stack[-1]) == len(mark) and _follows(stack[-1], mark) and mark[-1] != 1:
            stack.pop()
        stack.append(mark)
    return True


def _follows(before: tuple[int, ...], mark: tuple[int, ...]) -> bool:
    """Whether a mark comes next in the list of the one before, in one above that, or begins a list below it."""
    last = len(mark) - 1
    return mark[-1] == 1 or (last < len(before) and mark == (*before[:last], before[last] + 1))


def _numbers(mark: str) -> tuple[int, ...]:
    if mark[0].isdigit():
        return tuple(int(number) for number in mark.split("."))
    # Kept apart from numbers.
    return (0, ord(mark[0].lower()) - ord("a") + 1)


def _levelled(rows: Sequence[Row]) -> list[Row]:
    """The rows with depths that start at the top and go down a step at a time."""
    found: list[Row] = []
    stack: list[int] = []
    for row in rows:
        while stack and stack[-1] >= row.depth:
            stack.pop()
        stack.append(row.depth)
        found.append(msgspec.structs.replace(row, depth=len(stack) - 1))
    return found
