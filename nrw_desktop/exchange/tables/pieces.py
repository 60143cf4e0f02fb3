"""Several tables that stand below or beside each other on one sheet: each with its own head, its cells in place."""

from collections.abc import Mapping, Sequence
from itertools import islice

from msgspec import structs

from nrw_desktop.exchange.sources.source import Cell, Table, TextRows
from nrw_desktop.exchange.tables.blanking import parts_beside, without
from nrw_desktop.exchange.tables.headings import folded, heading
from nrw_desktop.exchange.tables.layout import has_head
from nrw_desktop.exchange.tables.registers import reaches_people

_LOOKED_AT = 12
_LEAST = 0.6
"""So many of the filled cells of a row are known heads, where it is the head of another table."""


def pieces(table: Table) -> list[Table]:
    """The tables that one is made of, the others left empty, so that cells keep their places; mostly it alone."""
    return [piece for side in _sides(table) for piece in _one_below_the_other(side)]


def _sides(table: Table) -> list[Table]:
    """The tables that stand beside each other, with an empty column between them, and have heads that say the same."""
    parts = parts_beside(table.texts)
    if len(parts) < 2:
        return [table]
    heads = [_first_head(table, *part) for part in parts]
    if heads[0] is None:
        return [table]
    starts = [0]
    for (first, _), head in zip(parts[1:], heads[1:], strict=True):
        # The empty column may be one within a table as well.
        if head is not None and (head[0] != heads[0][0] or head[1] == heads[0][1]):
            starts.append(first)
    found = []
    for start, end in zip(starts, [*starts[1:], table.width], strict=True):
        others = {place for place in range(table.width) if not start <= place < end}
        side = without(table, dict.fromkeys(range(len(table.rows)), others)) if len(starts) > 1 else table
        name = f"{table.name} ab Spalte {start + 1}" if start else table.name
        found.append(structs.replace(side, name=name, before=() if start else table.before))
    return found


def _first_head(table: Table, first: int, end: int) -> tuple[int, str] | None:
    """The row of the head in some columns, and what its first word says; None where there is none."""
    for number in islice(table.filled(), _LOOKED_AT):
        texts = _words(table.texts[number][first:end])
        if len(texts) > 1 and _is_head(texts) and (found := heading(texts[0])):
            return number, found.field
    return None


def _one_below_the_other(table: Table) -> list[Table]:
    filled = list(table.filled())
    has_gap = bool(filled) and filled[-1] - filled[0] >= len(filled)
    # Without an empty row between them there are two only where people follow.
    others = islice(table.texts, filled[0] + 1, None) if filled else ()
    if not filled or not (has_gap or any(map(reaches_people, others)) or _is_shuffled(table)):
        return [table]
    starts = _starts(table)
    if len(starts) < 2:
        return [table]
    ends = [*starts[1:], len(table.rows)]
    found = []
    for order, (start, end) in enumerate(zip(starts, ends, strict=True)):
        rows = _below(table, start, end)
        name = table.name if not order else f"{table.name} ab Zeile {start + 1}"
        found.append(structs.replace(table, rows=rows, name=name, before=() if order else table.before))
    return found


def _is_shuffled(table: Table) -> bool:
    """Whether the head comes again with its words in another order."""
    first = next(
        (number for number in islice(table.filled(), _LOOKED_AT) if _is_head(_words(table.texts[number]))), None
    )
    if first is None:
        return False
    head = table.texts[first]
    words = set(filter(None, head))
    return any(
        row != head and (row[0] or next(filter(None, row), "")) in words and _is_other(_places(head), _places(row))
        for row in islice(table.texts, first + 1, None)
    )


def _places(row: Sequence[str]) -> dict[str, int]:
    return {folded(" ".join(text.split("\n"))): place for place, text in enumerate(row) if text}


def _is_other(head: Mapping[str, int], row: Mapping[str, int]) -> bool:
    """Whether a row has several words of a head alone, of which one stands elsewhere."""
    return len(row) > 1 and row.keys() <= head.keys() and any(head[word] != place for word, place in row.items())


def _words(row: Sequence[str]) -> list[str]:
    return [" ".join(text.split("\n")) for text in row if text]


def _below(table: Table, start: int, end: int) -> Sequence[tuple[Cell, ...]]:
    """These rows of a table, with empty ones for those above them."""
    if isinstance(table.rows, TextRows):
        texts = [*([("",) * table.width] * start), *table.rows.texts[start:end]]
        return TextRows(texts, {number: row for number, row in table.rows.dressed.items() if start <= number < end})
    return (*(((Cell(),) * table.width,) * start), *table.rows[start:end])


def _starts(table: Table) -> list[int]:
    """Where each begins: behind an empty row, with the lines above its head that no other row separates from it.

    A list of people begins with its head where rows of another table stand right above it.
    """
    starts = [0]
    heads: set[str] = set()
    places: dict[str, int] = {}
    gap, begin, last = False, 0, -1
    has_lines_alone = True
    for number, row in enumerate(table.texts):
        texts = _words(row)
        if not texts:
            gap = True
            continue
        if gap:
            begin, has_lines_alone = number, True
        gap = False
        of_people = reaches_people(texts)
        if not of_people and not _is_head(texts):
            has_lines_alone &= len(texts) == 1
            continue
        words = {folded(text) for text in texts}
        start = begin
        if of_people and not has_lines_alone:
            # The second row of a head stands right below the first, or leaves the first column empty.
            start = number if row[0] and number > last + 1 else starts[-1]
        last, has_lines_alone = number, False
        if _is_other(places, _places(row)):
            start = max(start, number)
            starts.append(start)
        # The same head again is that of a new page.
        elif start > starts[-1] and not words <= heads:
            # People below a plan are none of its phases, however little its own head says.
            above = structs.replace(table, rows=_below(table, starts[-1], start)) if of_people and not heads else None
            if heads or (above is not None and has_head(above)):
                starts.append(start)
        heads |= words
        places |= _places(row)
    return starts


def _is_head(texts: Sequence[str]) -> bool:
    fields = set()
    # Nearly all of thousands of rows are none, which their first words show.
    unknown = 0
    for text in texts:
        found = heading(text)
        if found and found.is_sure:
            fields.add(found.field)
        else:
            unknown += 1
            if unknown > (1 - _LEAST) * len(texts):
                return False
    return len(fields) > 1 and bool(fields & {"measures", "goals", "partners"})
