"""Cards: tables of two columns, heads at the left and what they hold at the right, one phase below the other."""

from msgspec import structs

from nrw_desktop.exchange.tables.grid import Grid
from nrw_desktop.exchange.tables.headings import folded, heading
from nrw_desktop.exchange.tables.sheet import Band, Column, Entry, Row, Sheet

MAIN = frozenset({"measures", "goals", "partners"})
"""What a table of a plan has one of at least."""


def cards(grid: Grid) -> Sheet | None:
    """A table that is made of them below its words; None for any other."""
    if not len(grid) or len(grid[0]) < 2:
        return None
    fields: list[Column] = []
    by_words: dict[str, int] = {}
    rows: list[Row | Band] = []
    entries: dict[int, Entry] = {}
    known, last = 0, -1
    for number, row in enumerate(grid.rows):
        cells = [(place, cell) for place, cell in enumerate(row) if not cell.is_covered and cell.lines]
        if len([cell for cell in row if not cell.is_covered]) > 2:
            return None
        words = row[0].text
        if last >= 0 and len(cells) == 1 and cells[0][0]:
            # What has no word at its left goes on with what stands above it.
            entry = entries.get(last) or Entry((), number + 1, cells[0][0] + 1)
            entries[last] = structs.replace(entry, lines=entry.lines + cells[0][1].lines)
            continue
        if len(cells) == 1 and (cells[0][1].columns == len(row) or not heading(words)):
            rows += [Row(entries, number)] if entries else []
            entries, last = {}, -1
            rows.append(Band(cells[0][1].lines, number + 1))
            continue
        found = heading(words)
        known += bool(found and found.is_sure)
        if words and folded(words) not in by_words:
            by_words[folded(words)] = len(fields)
            fields.append(Column(words, found, 1))
        place = by_words.get(folded(words))
        if place is None:
            continue
        last = place
        if place in entries:
            rows.append(Row(entries, number))
            entries = {}
        if len(cells) > 1:
            entries[place] = Entry(cells[1][1].lines, number + 1, cells[1][0] + 1)
    rows += [Row(entries, len(grid))] if entries else []
    sure = {one.heading.field for one in fields if one.heading and one.heading.is_sure}
    if len(sure) < 2 or not sure & MAIN or known * 2 < len(grid) - sum(isinstance(one, Band) for one in rows):
        return None
    return Sheet(tuple(fields), tuple(rows), is_turned=True)
