"""The cells of a table as a grid, in which some reach over several places."""

from collections.abc import Iterator, Sequence

import msgspec

from nrw_desktop.exchange.sources.source import Cell

Place = tuple[int, int]


class Grid:
    """The cells of a table, and for each place of it where the cell stands that reaches there."""

    def __init__(self, rows: Sequence[Sequence[Cell]]):
        self.rows = rows = tuple(rows)
        self.owners: list[list[Place | None]] = [[None] * len(row) for row in rows]
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                if not cell.is_covered:
                    for other in self.owners[number : number + cell.rows]:
                        other[place : place + cell.columns] = [(number, place)] * len(
                            other[place : place + cell.columns]
                        )

    def __getitem__(self, number: int) -> Sequence[Cell]:
        return self.rows[number]

    def __len__(self) -> int:
        return len(self.rows)

    def texts(self, first: int, end: int | None = None) -> Iterator[list[str]]:
        """The texts of some rows."""
        return ([cell.text for cell in row] for row in self.rows[first:end])

    def turned(self) -> "Grid":
        """The same with its rows as columns."""
        return Grid(
            [
                [msgspec.structs.replace(cell, rows=cell.columns, columns=cell.rows) for cell in column]
                for column in zip(*self.rows, strict=True)
            ]
        )
