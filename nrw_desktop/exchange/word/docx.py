"""Reads a Word file (.docx, .docm, .dotx, strict ones too) as tables and the paragraphs around them."""

from collections.abc import Iterator
from pathlib import Path

from nrw_desktop.exchange.sources.limits import MOST_COLUMNS, too_much
from nrw_desktop.exchange.sources.source import Line, Source, Table
from nrw_desktop.exchange.sources.xml import Element, alternative, local
from nrw_desktop.exchange.word.grids import Grids, Raw, RawRow
from nrw_desktop.exchange.word.margins import with_margins
from nrw_desktop.exchange.word.paragraphs import Texts, outermost
from nrw_desktop.exchange.word.parts import Parts, W

_REMOVED = frozenset({"del", "moveFrom"})
_ON = (None, "1", "true", "on")


def read(path: Path) -> Source:
    """What the file at this path holds.

    Raises:
        SourceError: it is no Word file, damaged, protected, or larger than is read.
    """
    parts = Parts(path)
    body = next((one for one in parts.document if local(one) == "body"), None)
    texts = Texts(parts)
    margins = [_Document(texts.apart(), one).source() for one in parts.margins.roots]
    return with_margins(_Document(texts, body).source(), margins, parts.margins.unread)


class _Document:
    """A Word file, or the head or foot of its pages, while it is read."""

    def __init__(self, texts: Texts, body: Element | None):
        self._texts = texts
        self._grids = Grids()
        self._body = body
        self._tables: list[Table] = []

    def source(self) -> Source:
        """All of it."""
        waiting: list[Element] = []
        before: tuple[Line, ...] = ()
        for block in () if self._body is None else blocks(self._body):
            name = local(block)
            if name == "p":
                waiting.append(block)
                for box in outermost(block, "txbxContent"):
                    for table in outermost(box, "tbl"):
                        self._table(table, ())
            elif name == "tbl":
                before, waiting = self._texts.lines(waiting, in_cell=False), []
                self._table(block, before)
            elif name == "altChunk":
                self._texts.tally.add("embedded")
        behind = self._texts.lines(waiting, in_cell=False)
        return Source(tuple(self._tables), behind, self._texts.tally.left())

    def _table(self, element: Element, before: tuple[Line, ...], within: int = 0) -> tuple[Line, ...]:
        """Take a table, and those within its cells behind it; all its lines, row by row."""
        number = len(self._tables) + 1
        self._tables.append(Table((), before=before, within=within))
        raw: list[RawRow] = []
        for row in _parts(element, "tr"):
            properties = row.find(f"{W}trPr")
            if properties is not None and properties.find(f"{W}del") is not None:
                self._texts.tally.once("tracked")
            elif _flag(properties, "hidden"):
                self._texts.tally.add("hidden_row", "".join(one.text or "" for one in row.iter(f"{W}t")))
            else:
                raw.append(self._row(row, number))
        grid = element.find(f"{W}tblGrid")
        widths = [] if grid is None else [_number(one, "w") or 0 for one in grid.iter(f"{W}gridCol")]
        rows = self._grids.rows(raw, widths)
        self._tables[number - 1] = Table(rows, f"Tabelle {number}", before, within)
        self._texts.tally.each("hidden", self._grids.unseen)
        self._grids.unseen.clear()
        return tuple(line for row in rows for cell in row for line in cell.lines)

    def _row(self, row: Element, table: int) -> RawRow:
        properties = row.find(f"{W}trPr")
        is_head = _flag(properties, "tblHeader")
        found = RawRow([], _span(properties, "gridBefore", 0))
        for cell in _parts(row, "tc"):
            own = cell.find(f"{W}tcPr")
            if own is not None and own.find(f"{W}cellDel") is not None:
                self._texts.tally.once("tracked")
                continue
            merge = None if own is None else own.find(f"{W}vMerge")
            goes_on = merge is not None and merge.get(f"{W}val") in (None, "continue")
            aside = None if own is None else own.find(f"{W}hMerge")
            lines = self._cell(cell, table)
            span = _span(own, "gridSpan", 1)
            if found.before + sum(one.span for one in found.cells) + span > MOST_COLUMNS * 5:
                raise too_much("Spalten", MOST_COLUMNS)
            if found.cells and aside is not None and aside.get(f"{W}val") in (None, "continue"):
                found.cells[-1].span += span
                found.cells[-1].lines += lines
            else:
                found.cells.append(Raw(lines, span, 1, goes_on, is_head=is_head))
        return found

    def _cell(self, cell: Element, table: int) -> tuple[Line, ...]:
        found: list[Line] = []
        waiting: list[Element] = []
        for block in blocks(cell):
            if local(block) == "p":
                waiting.append(block)
            elif local(block) == "tbl":
                found += self._texts.lines(waiting, in_cell=True)
                waiting = []
                found += self._table(block, (), table)
            else:
                self._texts.tally.add("embedded")
        return (*found, *self._texts.lines(waiting, in_cell=True))


def blocks(element: Element) -> Iterator[Element]:
    """The paragraphs and tables below an element, through content controls and accepted changes."""
    for child in element:
        name = local(child)
        if name in ("p", "tbl", "altChunk"):
            yield child
        elif name == "AlternateContent":
            for one in alternative(child):
                yield from blocks(one)
        elif name not in _REMOVED and not name.endswith("Pr"):
            yield from blocks(child)


def _parts(element: Element, name: str) -> Iterator[Element]:
    """The rows of a table, or the cells of a row, through content controls and accepted changes."""
    for child in element:
        if local(child) == name:
            yield child
        elif local(child) in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"):
            yield from _parts(child, name)


def _flag(properties: Element | None, name: str) -> bool:
    found = None if properties is None else properties.find(f"{W}{name}")
    return found is not None and found.get(f"{W}val") in _ON


def _span(properties: Element | None, name: str, least: int) -> int:
    found = None if properties is None else properties.find(f"{W}{name}")
    return max(least, _number(found, "val") or least) if found is not None else least


def _number(element: Element, name: str) -> int | None:
    text = str(element.get(f"{W}{name}") or "")
    return int(text[:12]) if text.isdecimal() and text.isascii() else None
