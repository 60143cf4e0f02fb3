"""Tables and cells as reports fill them: each text and list gets its place in the structure and its lines at once."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from nrw_desktop.domain.queries.goals import BULLET
from nrw_desktop.reports.typeset.structure_tree import Element, data_cell, header_cell, item_list
from nrw_desktop.reports.typeset.styles import BODY, COLUMN, EMPTY, INK, NOTE, Composer, Style
from nrw_desktop.reports.typeset.table_layout import Block, Cell, Column, Row

HANG = 8.0
"""How far the text of a bulleted item stands from its mark's left edge."""
ITEM_GAP = 3.5
_NUMBER_GAP = 4.0


class Item(NamedTuple):
    """An item of a list: its text, the mark before it, how deep it stands, and what is noted under it.

    A note of several short texts has them in one line with dots between, or in more where they need more.
    """

    text: str
    mark: str = BULLET
    depth: int = 0
    notes: tuple[str | tuple[str, ...], ...] = ()


class CellText:
    """What stands in one cell, or in an opening: texts and lists, from top to bottom, in a column of this width."""

    def __init__(self, composer: Composer, element: Element, width: float):
        self._composer, self._element, self.width = composer, element, width
        self._blocks: list[Block] = []

    @property
    def blocks(self) -> Cell:
        """All that was put in."""
        return tuple(self._blocks)

    def text(
        self,
        text: str,
        style: Style = BODY,
        before: float = 0.0,
        *,
        keeps: bool = False,
        tag: str = "P",
        part: float = 1.0,
        indent: float = 0.0,
    ) -> None:
        """A paragraph, in this part of the width; ``tag`` is „H1“ and so on for a heading."""
        lines = self._composer.lines(text, style, self.width * part - indent)
        element = Element(tag, self._element)
        self._blocks.append(Block(lines, style, indent, before=before, keeps=keeps, element=element))

    def text_or(self, text: str, otherwise: str, style: Style = BODY) -> None:
        """A paragraph, or in italics what says that there is none."""
        if text.strip():
            self.text(text, style)
        else:
            self.text(otherwise, EMPTY)

    def items(self, items: Iterable[Item], told: Callable[[], None] | None = None, before: float = 0.0) -> None:
        """A list, nested as deep as its items stand. ``told`` is called for each item that is set."""
        entries = list(items)
        room = self._room_of_marks(entries)
        lists: list[Element] = []
        bodies: list[Element] = []
        for position, item in enumerate(entries):
            del lists[item.depth + 1 :], bodies[item.depth :]
            if len(lists) <= item.depth:
                parent = bodies[-1] if bodies else self._element
                lists.append(item_list(parent, numbered=item.mark != BULLET))
            entry = Element("LI", lists[-1])
            label = Element("Lbl", entry)
            body = Element("LBody", entry)
            bodies.append(body)
            self._item(item, room, label, body, before if before and not position else ITEM_GAP)
            if told is not None:
                told()

    def _room_of_marks(self, items: Sequence[Item]) -> dict[int, float]:
        """How much the marks of each depth need; the text of all items of a depth begins at one place."""
        room: dict[int, float] = {}
        for item in items:
            space = HANG if item.mark == BULLET else self._composer.width(item.mark, BODY) + _NUMBER_GAP
            room[item.depth] = max(room.get(item.depth, 0.0), space)
        return room

    def _item(self, item: Item, room: dict[int, float], label: Element, body: Element, before: float) -> None:
        # However deep a list nests, half of the width stays for its text.
        at = min(sum(room[depth] for depth in range(item.depth)), self.width / 2 - room[item.depth])
        indent = at + room[item.depth]
        if item.mark.endswith("."):
            at = indent - _NUMBER_GAP - self._composer.width(item.mark, BODY)
        width = self.width - indent
        lines = self._composer.lines(item.text, BODY, width)
        text, keeps = Element("P", body), bool(item.notes)
        self._blocks.append(Block(lines, BODY, indent, item.mark, at, before, keeps, text, label))
        notes = [
            line
            for note in item.notes
            for line in ([note] if isinstance(note, str) else self._composer.dotted(note, NOTE, width))
        ]
        for number, note in enumerate(notes, 1):
            lines = self._composer.lines(note, NOTE, width)
            keeps = number < len(notes)
            self._blocks.append(Block(lines, NOTE, indent, keeps=keeps, element=Element("P", body)))


class Line:
    """A row while it is filled, cell by cell."""

    def __init__(self, composer: Composer, columns: Sequence[Column], cells: Sequence[Element]):
        self._columns = columns
        self.cells = tuple(
            CellText(composer, element, column.width) for element, column in zip(cells, columns, strict=True)
        )

    def row(self, **more: Any) -> Row:
        """The row as it is laid; what else is given are fields of it."""
        return Row(self._columns, tuple(cell.blocks for cell in self.cells), **more)


class Table:
    """A table of the structure, with a header that names its columns; the first cell of a row names the row."""

    def __init__(self, composer: Composer, parent: Element, columns: Sequence[Column], labels: Sequence[str]):
        self._composer, self._columns = composer, columns
        table = Element("Table", parent)
        row = Element("TR", Element("THead", table))
        self._body = Element("TBody", table)
        self.head = Line(composer, columns, [header_cell(row, "Column") for _ in columns])
        for label, cell in zip(labels, self.head.cells, strict=True):
            if label:
                cell.text(label, COLUMN)

    def header(self, **more: Any) -> Row:
        """The row of labels."""
        return self.head.row(**{"below": 4, "rule": 1.0, "rule_colour": INK, **more})

    def line(self, columns: Sequence[Column] | None = None) -> Line:
        """A new row, to be filled; with its own columns where its text stands elsewhere than the labels."""
        row = Element("TR", self._body)
        places = self._columns if columns is None else columns
        elements = [header_cell(row, "Row"), *(data_cell(row) for _ in places[1:])]
        return Line(self._composer, places, elements)
