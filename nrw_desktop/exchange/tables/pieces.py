"""Several tables that stand one below the other on one sheet: each with its own head, and its rows where they are."""

from collections.abc import Sequence
from itertools import islice

from msgspec import structs

from nrw_desktop.exchange.sources.source import Cell, Table, TextRows
from nrw_desktop.exchange.tables.headings import folded, heading
from nrw_desktop.exchange.tables.layout import has_head
from nrw_desktop.exchange.tables.registers import reaches_people

_LEAST = 0.6
"""So many of the filled cells of a row are known heads, where it is the head of another table."""


def pieces(table: Table) -> list[Table]:
    """The tables that one is made of, those above left empty, so that rows keep their numbers; mostly it alone."""
    filled = list(table.filled())
    has_gap = bool(filled) and filled[-1] - filled[0] >= len(filled)
    # Without an empty row between them there are two only where people follow.
    if not filled or not (has_gap or any(map(reaches_people, islice(table.texts, filled[0] + 1, None)))):
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
    gap, begin, last = False, 0, -1
    has_lines_alone = True
    for number, row in enumerate(table.texts):
        texts = [" ".join(text.split("\n")) for text in row if text]
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
        # The same head again is that of a new page.
        if start > starts[-1] and not words <= heads:
            # People below a plan are none of its phases, however little its own head says.
            above = structs.replace(table, rows=_below(table, starts[-1], start)) if of_people and not heads else None
            if heads or (above is not None and has_head(above)):
                starts.append(start)
        heads |= words
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
