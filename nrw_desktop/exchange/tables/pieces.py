"""Several tables that stand one below the other on one sheet: each with its own head, and its rows where they are."""

from collections.abc import Sequence

from msgspec import structs

from nrw_desktop.exchange.sources.source import Cell, Table
from nrw_desktop.exchange.tables.headings import folded, heading

_LEAST = 0.6
"""So many of the filled cells of a row are known heads, where it is the head of another table."""


def pieces(table: Table) -> list[Table]:
    """The tables that one is made of, those above left empty, so that rows keep their numbers; mostly it alone."""
    starts = _starts(table.rows)
    if len(starts) < 2:
        return [table]
    ends = [*starts[1:], len(table.rows)]
    empty = (Cell(),) * table.width
    found = []
    for order, (start, end) in enumerate(zip(starts, ends, strict=True)):
        rows = (*((empty,) * start), *table.rows[start:end])
        name = table.name if not order else f"{table.name} ab Zeile {start + 1}"
        found.append(structs.replace(table, rows=rows, name=name, before=() if order else table.before))
    return found


def _starts(rows: Sequence[Sequence[Cell]]) -> list[int]:
    """Where each begins: behind an empty row, with the lines above its head that no other row separates from it."""
    starts = [0]
    heads: set[str] = set()
    gap, begin = False, 0
    for number, row in enumerate(rows):
        texts = [cell.text for cell in row if cell.text and not cell.is_covered]
        if not texts:
            gap = True
            continue
        if gap:
            begin = number
        gap = False
        words = {folded(text) for text in texts}
        if not _is_head(texts):
            continue
        # The same head again is that of a new page.
        if heads and not words <= heads and begin > starts[-1]:
            starts.append(begin)
        heads |= words
    return starts


def _is_head(texts: Sequence[str]) -> bool:
    known = [one for one in map(heading, texts) if one and one.is_sure]
    fields = {one.field for one in known}
    return len(fields) > 1 and len(known) >= _LEAST * len(texts) and bool(fields & {"measures", "goals", "partners"})
