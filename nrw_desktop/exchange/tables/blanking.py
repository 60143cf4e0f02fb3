"""A table without some of its cells, which are left empty, so that all others keep their places."""

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from msgspec import structs

from nrw_desktop.exchange.sources.source import Cell, Table, TextRows


def blanked(row: Sequence[str], places: Collection[int]) -> tuple[str, ...]:
    """The texts of a row, those at some places empty."""
    return tuple("" if place in places else text for place, text in enumerate(row))


def without(table: Table, gone: Mapping[int, Collection[int]]) -> Table:
    """The table with these places of its rows empty; both count from 0."""

    def bare(row: Sequence[Cell], places: Collection[int]) -> tuple[Cell, ...]:
        return tuple(structs.replace(cell, lines=()) if place in places else cell for place, cell in enumerate(row))

    rows = table.rows
    if isinstance(rows, TextRows):
        texts = [blanked(row, gone[number]) if number in gone else row for number, row in enumerate(rows.texts)]
        dressed = {number: bare(row, gone.get(number, ())) for number, row in rows.dressed.items()}
        return structs.replace(table, rows=TextRows(texts, dressed))
    cells = tuple(bare(row, gone[number]) if number in gone else row for number, row in enumerate(rows))
    return structs.replace(table, rows=cells)


def parts_beside(texts: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """The columns that stand together, from the first to behind the last: between them are empty ones."""
    width = len(texts[0]) if texts else 0
    edges = [-1, *(place for place in range(width) if not any(row[place] for row in texts)), width]
    return [(one + 1, end) for one, end in pairwise(edges) if end > one + 1]
