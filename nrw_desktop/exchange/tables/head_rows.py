"""The rows around the first one of a head: lines above it, and parts below: „Plan“ and „Ist“ below „Kosten“."""

import re
from collections.abc import Collection, Iterable, Sequence
from string import ascii_lowercase

from nrw_desktop.exchange.sources.source import Cell, Line
from nrw_desktop.exchange.tables.cells import notes_of
from nrw_desktop.exchange.tables.contacts import is_label
from nrw_desktop.exchange.tables.grid import Grid
from nrw_desktop.exchange.tables.headings import folded, heading

_LONGEST = 40
_LEAST_COUNTED = 3
_WORDS = (
    "Plan, Ist, Soll, geplant, tatsächlich, beantragt, bewilligt, gesamt, Summe, Eigenmittel, Fördermittel, netto, "
    "brutto, Anzahl, Betrag, kurzfristig, mittelfristig, langfristig, verantwortlich, beteiligt, intern, extern, "
    "Text, Art, Höhe, Quelle, in €"
)
_PARTS = frozenset(map(folded, _WORDS.split(", ")))
"""What columns below one word are called, besides the words of plans and contacts."""
_PART = re.compile(r"\d{1,2}\.\d{1,2}\.?\s")
_BAND = re.compile(r"\s*(?:\w*phase\s+(?:\d|[IVX]+\b)|\d{1,2}\.\s*Phase\b)", re.I)
_YEAR = re.compile(
    r"(?:19|20)\d\d|(?:[1-4]|I{1,3}|IV)?\.?\s?(?:Hj|HJ|Halbjahr|Quartal|Q)\.?\s?[1-4]?"
    r"|(?:Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)\w*\.?",
)
_UNIT = re.compile(
    r"\(?(?:in\s+\S+(?:\s\S+)?|T?€|T?EUR|Euro|%|Std\.?|Stunden|Wochen|Monate|Tage|Personen|ja/nein)\)?", re.I
)


def lines_above(rows: Sequence[Sequence[Cell]]) -> tuple[Line, ...]:
    """The lines of the rows above a head; „Träger:“ and what stands beside it are one."""
    found: list[Line] = []
    for row in rows:
        if _are_numbers([cell.text for cell in row if cell.lines]):
            continue
        label: Line | None = None
        for line in (line for cell in row for line in cell.lines):
            if label is not None:
                line = Line(f"{label.text} {line.text}", notes=notes_of((label, line)))
            label = line if label is None and line.text.endswith(":") else None
            if label is None:
                found.append(line)
        found += [label] if label is not None else []
    return tuple(found)


def lines_beside(grid: Grid, first: int, height: int) -> tuple[Line, ...]:
    """The lines of cells that stand beside a head and reach below it: a title at the side of the whole table."""
    cells = (cell for cell in grid[first] if cell.rows > height and heading(cell.text) is None)
    return tuple(line for cell in cells for line in cell.lines)


def _are_numbers(texts: Sequence[str]) -> bool:
    """Whether the cells of a row count the columns: „1“, „2“, „3“ or „(a)“, „(b)“, „(c)“."""
    if len(texts) < _LEAST_COUNTED or texts[0].strip("(). ") not in ("1", "a", "A"):
        return False
    bare = [text.strip("(). ").lower() for text in texts]
    return bare in ([str(number) for number in range(1, len(bare) + 1)], list(ascii_lowercase[: len(bare)]))


def is_head_again(texts: Sequence[str], heads: Collection[str]) -> bool:
    """Whether the filled cells of a row are its head once more, on a new page, maybe in other words for the same.

    What counts the columns is a part of it.
    """
    one_line = [" ".join(text.split()) for text in texts]
    if all(folded(text) in heads for text in one_line) or _are_numbers(one_line):
        return True
    if len(one_line[0]) > _LONGEST or folded(one_line[0]) not in heads:
        return False
    return all((found := heading(text)) is not None and found.is_sure for text in one_line)


def names_table(below: Iterable[Sequence[str]], heads: Collection[str], titles: Sequence[int]) -> bool:
    """Whether words that stand alone are those of a table: ``below`` them the head comes again, and a phase begins."""
    filled = (row for row in below if any(row))
    again, first = [text for text in next(filled, ()) if text], next(filled, ())
    return (
        len(again) > 1 and is_head_again(again, heads) and any(place < len(first) and first[place] for place in titles)
    )


def has_several(row: Sequence[Cell]) -> bool:
    """Whether a row may be a head: lines above one stand alone."""
    return sum(bool(cell.lines) for cell in row) > 1


def times_in(row: Sequence[Cell]) -> frozenset[str]:
    """What several years, halves, quarters or months in a head say: beside „Maßnahme“ alone, they say when."""
    return frozenset({"period"} if sum(bool(_YEAR.fullmatch(cell.text)) for cell in row) > 1 else ())


def first_band(grid: Grid) -> int:
    """The first row that is a phase, over all columns, below a row of several cells; 0 for none."""
    wide = [len(row) > 1 and row[0].columns == len(row) for row in grid.rows]
    bands = (number for number, row in enumerate(grid.rows) if wide[number] and _BAND.match(row[0].text))
    first = next(bands, 0)
    return first if not all(wide[:first]) else 0


def is_part(text: str, around: Iterable[Sequence[str]]) -> bool:
    """Whether what stands alone in a row is counted as the full rows next to it are: „1.2“ below „1.1“."""
    return bool(_PART.match(text)) and any(
        _PART.match(row[0]) and any(row[1:]) for row in around if row and row[0] != text
    )


def goes_below(grid: Grid, first: int, height: int) -> bool:
    """Whether the head that begins in a row, and is so high, goes on in the next one.

    It does where that has nothing below „Phase“ or „Maßnahme“, and below other words at least two parts or a unit.
    """
    number = first + height
    if number + 1 >= len(grid):
        return False
    groups = [group_of(grid, first, height, place) for place in range(len(grid[number]))]
    words = {start: _text(grid, first, height, start) for start in set(groups)}
    main = {start for start, text in words.items() if (found := heading(text)) and found.field in ("title", "measures")}
    parts: dict[int, list[str]] = {}
    for place, cell in enumerate(grid[number]):
        if cell.text and not cell.is_covered:
            if len(set(groups[place : place + cell.columns])) > 1:
                return False
            # What is itself above several columns counts as these.
            parts.setdefault(groups[place], []).extend([cell.text] * min(cell.columns, 2))
    if not parts or main <= set(parts):
        return False
    if not all(_are_parts(grid, first, height, start, texts) for start, texts in parts.items()):
        return False
    is_above = any(cell.text for place, cell in enumerate(grid[number + 1]) if groups[place] in main)
    return is_above or (height == 1 and goes_below(grid, first, 2))


def holds_heads(grid: Grid, first: int, height: int) -> bool:
    """Whether the rows that a cell of a head reaches over hold heads alone; else it reaches down into the table."""
    for number in range(first + 1, first + height):
        for place, cell in enumerate(grid[number]):
            above = (grid[row][place] for row in range(first, number))
            is_single = any(one.text and one.columns == 1 for one in above)
            if cell.text and is_single and not (len(cell.text) <= _LONGEST and _is_known(cell.text)):
                return False
    return True


def group_of(grid: Grid, first: int, height: int, place: int) -> int:
    """In which column the words begin below which a place stands; those of an empty cell are further left."""
    while place and not _text(grid, first, height, place):
        place -= 1
    owner = grid.owners[first + height - 1][place]
    return owner[1] if owner else place


def _text(grid: Grid, first: int, height: int, place: int) -> str:
    owners = (grid.owners[number][place] for number in range(first + height - 1, first - 1, -1))
    return next((text for one in owners if one and one[0] >= first and (text := grid[one[0]][one[1]].text)), "")


def _are_parts(grid: Grid, first: int, height: int, start: int, texts: list[str]) -> bool:
    if any(len(text) > _LONGEST for text in texts):
        return False
    if len(texts) == 1:
        return bool(_UNIT.fullmatch(texts[0]))
    owner = grid.owners[first + height - 1][start]
    is_merged = owner is not None and grid[owner[0]][owner[1]].columns > 1
    return is_merged or all(_is_known(text) for text in texts)


def _is_known(text: str) -> bool:
    return bool(
        heading(text) or is_label(text) or folded(text) in _PARTS or _YEAR.fullmatch(text) or _UNIT.fullmatch(text)
    )
