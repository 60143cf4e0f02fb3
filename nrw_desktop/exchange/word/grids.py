"""Tables whose cells go over several rows and columns, made rectangular; the same for Word and for Writer."""

from collections.abc import Sequence

import msgspec

from nrw_desktop.exchange.sources.limits import MOST_CELLS, MOST_COLUMNS, Count, too_much
from nrw_desktop.exchange.sources.source import Cell, Line

_NEAR = 0.04
"""The share of a table's width up to which two borders are the same one, drawn by hand."""
_MOST_ROWS = 20_000


class Raw(msgspec.Struct):
    """A cell as the file has it: its lines, how many columns of the grid it takes, and how many rows."""

    lines: tuple[Line, ...]
    span: int = 1
    rows: int = 1
    goes_on: bool = False
    """Whether it only continues the one above."""
    is_covered: bool = False
    """Whether it lies under another, which says so itself."""
    is_head: bool = False
    covers: int = 1
    """How many columns it goes over, where those under it stand in the row as well."""


class RawRow(msgspec.Struct):
    """A row: its cells, and how many columns of the grid stand empty before them."""

    cells: list[Raw]
    before: int = 0


class Grids:
    """Makes the tables of one file rectangular, and counts their cells."""

    def __init__(self) -> None:
        self.unseen: list[str] = []
        """The texts of cells that only continue another, which nobody sees."""
        self._cells = Count("Tabellenzellen", MOST_CELLS)

    def rows(self, raw: Sequence[RawRow], widths: Sequence[int] = ()) -> tuple[tuple[Cell, ...], ...]:
        """The rows of a table, each of as many cells; ``widths`` are those of the grid's columns, in any unit.

        Raises:
            SourceError: it has more columns or cells than are read.
        """
        starts = [_starts(row) for row in raw]
        edges = _edges(starts, widths)
        width = len(edges) - 1
        if width > MOST_COLUMNS:
            raise too_much("Spalten", MOST_COLUMNS)
        if len(raw) > _MOST_ROWS:
            raise too_much("Zeilen", _MOST_ROWS)
        self._cells.add(max(0, width) * len(raw))
        place = _columns(edges)
        grid: list[list[Cell | None]] = [[None] * width for _ in raw]
        owners: dict[tuple[int, int], tuple[int, int]] = {}
        for number, (row, starting) in enumerate(zip(raw, starts, strict=True)):
            for one, (first, last) in zip(row.cells, starting, strict=True):
                if not one.is_covered:
                    self._put(grid, owners, number, one, place[first], max(place[last], place[first] + 1))
        return tuple(tuple(cell or Cell() for cell in row) for row in grid)

    def _put(
        self,
        grid: list[list[Cell | None]],
        owners: dict[tuple[int, int], tuple[int, int]],
        row: int,
        raw: Raw,
        first: int,
        last: int,
    ) -> None:
        above = owners.get((row - 1, first)) if raw.goes_on else None
        if above is not None and (owner := grid[above[0]][above[1]]) is not None:
            height = row - above[0] + 1
            grid[above[0]][above[1]] = msgspec.structs.replace(owner, rows=height)
            self.unseen += [line.text for line in raw.lines]
            _cover(grid, owners, above, range(row, row + 1), range(first, min(first + owner.columns, len(grid[row]))))
            return
        last = min(last + raw.covers - 1, len(grid[row]))
        height = max(1, min(raw.rows, len(grid) - row))
        grid[row][first] = Cell(raw.lines, height, max(1, last - first), False, raw.is_head)
        _cover(grid, owners, (row, first), range(row, row + height), range(first, last))


def _cover(
    grid: list[list[Cell | None]],
    owners: dict[tuple[int, int], tuple[int, int]],
    owner: tuple[int, int],
    rows: range,
    columns: range,
) -> None:
    for row in rows:
        for column in columns:
            owners[row, column] = owner
            if (row, column) != owner:
                grid[row][column] = Cell(is_covered=True)


def _starts(row: RawRow) -> list[tuple[int, int]]:
    """Where in the grid each cell of a row begins and ends."""
    found: list[tuple[int, int]] = []
    place = row.before
    for cell in row.cells:
        found.append((place, place + max(1, cell.span)))
        place += max(1, cell.span)
    return found


def _edges(starts: Sequence[Sequence[tuple[int, int]]], widths: Sequence[int]) -> list[list[int]]:
    """The borders between columns, from left to right: each is the places in the grid that are one and the same.

    Only borders that some cell has count, and those that lie close together are one, drawn twice by hand.
    """
    used = sorted({place for row in starts for cell in row for place in cell} | {0})
    if not widths or used[-1] > len(widths) or min(widths) <= 0:
        return [[place] for place in used]
    total = sum(widths)
    left = [0]
    for one in widths:
        left.append(left[-1] + one)
    narrow = {cell for row in starts for cell in row}
    edges = [[used[0]]]
    for place in used[1:]:
        close = left[place] - left[edges[-1][0]] <= _NEAR * total
        # A column may be as narrow as that: its own cells have both borders.
        if close and not any((other, place) in narrow for other in edges[-1]):
            edges[-1].append(place)
        else:
            edges.append([place])
    return edges


def _columns(edges: Sequence[Sequence[int]]) -> dict[int, int]:
    return {place: number for number, places in enumerate(edges) for place in places}
