"""A table whose head is found: its columns, and below them its rows with what stands in each."""

from collections.abc import Iterable, Sequence

import msgspec

from nrw_desktop.exchange.sources.source import Line, lines_of
from nrw_desktop.exchange.tables.headings import Heading


class Entry(msgspec.Struct, frozen=True):
    """What stands in a row under a head: its lines, its row and column in the file, from 1.

    ``goes_on`` says that it is a cell of an earlier row which reaches down here; ``rows`` is how many it reaches over.
    ``over`` are the columns that it covers, where these are several.
    """

    lines: tuple[Line, ...]
    row: int
    column: int
    goes_on: bool = False
    rows: int = 1
    over: tuple[int, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands there."""
        return not self.lines


class Band(msgspec.Struct, frozen=True):
    """A row that is a heading for those below it; one that has only its first cell may be a row, of this ``entry``."""

    lines: tuple[Line, ...]
    row: int
    entry: Entry | None = None


class Row:
    """A row: what stands in it by the number of the column, and its number in the file, from 1.

    Of a sheet it has the ``texts`` of all columns, and its cells are made when they are asked for.
    """

    __slots__ = ("_cells", "row", "texts")

    def __init__(self, cells: dict[int, Entry] | None, row: int, texts: tuple[str, ...] = ()):
        self._cells, self.row, self.texts = cells, row, texts

    @property
    def cells(self) -> dict[int, Entry]:
        """What stands in it; empty places are left out."""
        if self._cells is None:
            entries = ((number, self.entry(number)) for number in range(len(self.texts)))
            self._cells = {number: entry for number, entry in entries if entry}
        return self._cells

    def entry(self, number: int) -> Entry | None:
        """What stands in one column; None where that is nothing."""
        if self._cells is not None:
            return self._cells.get(number)
        text = self.texts[number]
        return Entry(lines_of(text), self.row, number + 1) if text else None


def lines_in(row: Row | Band) -> Sequence[Line]:
    """All lines that stand in a row."""
    if isinstance(row, Band):
        return row.lines
    return [line for one in row.cells.values() if not one.goes_on for line in one.lines]


def words_of(row: Row | Band) -> str:
    """All that stands in a row, in one text."""
    return " ".join(line.text for line in lines_in(row))


class Column(msgspec.Struct, frozen=True):
    """A column: the words at its head, what these say, and its number in the file, from 1."""

    words: str
    heading: Heading | None
    number: int


class Sheet(msgspec.Struct, frozen=True):
    """A table with its head found, or without one: its columns, and its rows from top to bottom.

    ``above`` are the lines of rows before the head, ``notes`` what is noted at its words; ``is_turned`` says that the
    heads stand at the left, so that each column of the file is a row here.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row | Band, ...]
    above: tuple[Line, ...] = ()
    notes: tuple[str, ...] = ()
    is_turned: bool = False
    has_head: bool = True

    @property
    def plain(self) -> list[tuple[str, ...]]:
        """The texts of all rows that hold nothing but texts, as in a sheet, where few need a closer look."""
        return [row.texts for row in self.rows if isinstance(row, Row) and row.texts]

    def with_rows(self, rows: Iterable[Row | Band]) -> "Sheet":
        """The same with other rows; itself where these are its own."""
        found = tuple(rows)
        return self if found == self.rows else msgspec.structs.replace(self, rows=found)
