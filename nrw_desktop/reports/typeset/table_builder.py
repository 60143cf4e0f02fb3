"""Tables and cells as reports fill them: each text and list gets its place in the structure and its lines at once."""

import math
from collections.abc import Callable, Iterable, Sequence
from itertools import chain, groupby
from typing import Any, NamedTuple

from nrw_desktop.domain.queries.goals import BULLET
from nrw_desktop.reports.typeset import bidi
from nrw_desktop.reports.typeset.fonts import SOFT_HYPHEN, printable
from nrw_desktop.reports.typeset.links import Link, Span, addresses
from nrw_desktop.reports.typeset.structure_tree import Element, data_cell, header_cell, item_list
from nrw_desktop.reports.typeset.styles import BODY, COLUMN, EMPTY, INK, NOTE, Composer, Style
from nrw_desktop.reports.typeset.table_layout import Block, Cell, Column, Row, Run

HANG = 8.0
"""How far the text of a bulleted item stands from its mark's left edge."""
ITEM_GAP = 3.5
_NUMBER_GAP = 4.0


class Item(NamedTuple):
    """An item of a list: its text, the mark before it, how deep it stands, what is noted under it, and its bookmark.

    A note of several short texts has them in one line with dots between, or in more where they need more. ``spans`` are
    the links and bold words in the text besides its addresses.
    """

    text: str
    mark: str = BULLET
    depth: int = 0
    notes: tuple[str | tuple[str, ...], ...] = ()
    outline: str = ""
    spans: tuple[Span, ...] = ()


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
        link: tuple[str, Link] | None = None,
        spans: Sequence[Span] = (),
        right: bool = False,
    ) -> None:
        """A paragraph, in this part of the width; ``tag`` is „H1“ and so on for a heading.

        ``right`` says that it is moved there as a figure is. ``link`` has the words in it that lead somewhere,
        ``spans`` are more of them and what has a style of its own; addresses lead to themselves.
        """
        element = Element(tag, self._element)
        if self._composer.recorder:
            self._composer.recorder.text(element, text, style.kind, indent, right)
        if link is not None and (start := text.find(link[0])) >= 0:
            spans = (*spans, Span(start, start + len(link[0]), link[1]))
        lines, runs = self._lines(text, style, self.width * part - indent, element, spans)
        self._blocks.append(Block(lines, style, indent, before=before, keeps=keeps, element=element, runs=runs))

    def text_or(self, text: str, otherwise: str, style: Style = BODY, link: tuple[str, Link] | None = None) -> None:
        """A paragraph, or in italics what says that there is none."""
        if text.strip():
            self.text(text, style, link=link)
        else:
            self.text(otherwise, EMPTY)

    def items(
        self,
        items: Iterable[Item],
        told: Callable[[], None] | None = None,
        before: float = 0.0,
        style: Style = BODY,
    ) -> None:
        """A list, nested as deep as its items stand. ``told`` is called for each item that is set."""
        entries = list(items)
        room = self._room_of_marks(entries, style)
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
            self._item(item, room, label, body, before if before and not position else ITEM_GAP, style)
            if told is not None:
                told()

    def _room_of_marks(self, items: Sequence[Item], style: Style) -> dict[int, float]:
        """How much the marks of each depth need; the text of all items of a depth begins at one place."""
        room: dict[int, float] = {}
        for item in items:
            space = HANG if item.mark == BULLET else self._composer.width(item.mark, style) + _NUMBER_GAP
            room[item.depth] = max(room.get(item.depth, 0.0), space)
        return room

    def _item(
        self, item: Item, room: dict[int, float], label: Element, body: Element, before: float, style: Style
    ) -> None:
        # However deep a list nests, half of the width stays for its text.
        at = min(sum(room[depth] for depth in range(item.depth)), self.width / 2 - room[item.depth])
        indent = at + room[item.depth]
        if item.mark.endswith("."):
            at = indent - _NUMBER_GAP - self._composer.width(item.mark, style)
        width = self.width - indent
        text, keeps = Element("P", body), bool(item.notes)
        if self._composer.recorder:
            self._composer.recorder.text(text, item.text, style.kind)
            self._composer.recorder.marks[label] = item.mark
        lines, runs = self._lines(item.text, style, width, text, item.spans)
        self._blocks.append(Block(lines, style, indent, item.mark, at, before, keeps, text, label, runs, item.outline))
        notes = noted(self._composer, item, width)
        for number, note in enumerate(notes, 1):
            text, keeps = Element("P", body), number < len(notes)
            if self._composer.recorder:
                self._composer.recorder.text(text, note, NOTE.kind)
            lines, runs = self._lines(note, NOTE, width, text)
            self._blocks.append(Block(lines, NOTE, indent, keeps=keeps, element=text, runs=runs))

    def _lines(
        self, text: str, style: Style, width: float, element: Element, more: Sequence[Span] = ()
    ) -> tuple[tuple[str, ...], tuple[tuple[Run, ...], ...]]:
        """The lines of a paragraph and, where something in it is a link or bold, their parts."""
        found = addresses(text)
        spans = found if not more else sorted([*more, *(span for span in found if not _meets(span, more))])
        # Bold letters are the wider ones: lines of them alone would just fit.
        bold = next((span.style for span in spans if span.style is not None and span.style.cut == "Bold"), style)
        lines = self._composer.lines(text, bold, width)
        # Where parts run from right to left, what stands left of a link is not what comes before it in the text.
        if not spans or bidi.turns(text):
            return lines, ()
        return lines, linked(self._composer, lines, style, element, text, spans)


def _meets(span: Span, others: Sequence[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in others)


def noted(composer: Composer, item: Item, width: float) -> list[str]:
    """What is noted under an item, each a paragraph in a column of this width."""
    lines = ([note] if isinstance(note, str) else composer.dotted(note, NOTE, width) for note in item.notes)
    return list(chain.from_iterable(lines))


def linked(
    composer: Composer, lines: Sequence[str], style: Style, element: Element, text: str, spans: Sequence[Span]
) -> tuple[tuple[Run, ...], ...]:
    """The parts of each line: the spans, and what stands between them; all of them elements within this one."""
    # Lines have other spaces than the text they come from, and hyphens, but the same letters in the same order.
    ends: list[float] = []
    for span in spans:
        ends += [_letters(printable(text[:at])[0]) for at in (span.start, span.end)]
    ends.append(math.inf)
    # Every second part is that of a span.
    parts = [Element("Link" if at % 2 and spans[at // 2].link else "Span", element) for at in range(len(ends))]
    found = []
    part = count = 0
    for line in lines:
        places = []
        for letter in line:
            if _counts(letter):
                part += sum(1 for end in ends[part:] if end <= count)
                count += 1
            # A space after a link is none of it.
            places.append(part + (part % 2 and count == ends[part] and letter.isspace()))
        runs, x, start = [], 0.0, 0
        for at, letters in groupby(places):
            end = start + len(list(letters))
            words, start = line[start:end], end
            link, worn = (spans[at // 2].link, spans[at // 2].style or style) if at % 2 else (None, style)
            runs.append(Run(x, composer.width(words.rstrip(), worn), words, parts[at], link, worn))
            x += composer.width(words, worn)
        found.append(tuple(runs))
    return tuple(found)


def _letters(text: str) -> int:
    return sum(map(_counts, text))


def _counts(letter: str) -> bool:
    return letter != SOFT_HYPHEN and not letter.isspace()


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
        if composer.recorder:
            composer.recorder.widths[table] = tuple(column.width for column in columns)
        row = Element("TR", Element("THead", table))
        self._body = Element("TBody", table)
        self.head = Line(composer, columns, [header_cell(row, "Column") for _ in columns])
        for label, cell in zip(labels, self.head.cells, strict=True):
            if label:
                cell.text(label, COLUMN)

    def header(self, **more: Any) -> Row:
        """The row of labels."""
        return self.head.row(**{"below": 4, "rule": 1.0, "rule_colour": INK, "repeats": True, **more})

    def line(self, columns: Sequence[Column] | None = None) -> Line:
        """A new row, to be filled; with its own columns where its text stands elsewhere than the labels."""
        row = Element("TR", self._body)
        places = self._columns if columns is None else columns
        elements = [header_cell(row, "Row"), *(data_cell(row) for _ in places[1:])]
        return Line(self._composer, places, elements)
