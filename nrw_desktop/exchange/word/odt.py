"""Reads a document of Writer (.odt) as tables and the paragraphs around them; deleted text is not in it."""

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from nrw_desktop.exchange.sources.limits import MOST_COLUMNS, MOST_LEVELS, MOST_PARAGRAPHS, Count, SourceError, too_much
from nrw_desktop.exchange.sources.package import DAMAGED, Package
from nrw_desktop.exchange.sources.source import PLACEHOLDER, Line, Source, Table
from nrw_desktop.exchange.sources.xml import Element, local, parsed
from nrw_desktop.exchange.word.grids import Grids, Raw, RawRow
from nrw_desktop.exchange.word.margins import opened, with_margins
from nrw_desktop.exchange.word.numbering import Depths
from nrw_desktop.exchange.word.odt_styles import OFFICE, STYLE, TABLE, TEXT, Styles
from nrw_desktop.exchange.word.tally import Tally

_SILENT = frozenset(
    {"tracked-changes", "table-of-content", "forms", "sequence-decls", "variable-decls", "hidden-text", "ruby-text"}
    | {"title", "desc", "note-citation", "hidden-paragraph", "illustration-index", "bibliography", "user-index"}
)
_BLANKS = re.compile(r"[ \t\r\n]+")
_BOXES = frozenset({"frame", "custom-shape", "rect", "ellipse", "caption", "polygon", "path"})
"""What is drawn and may hold text."""
_ROW_GROUPS = frozenset({"table-rows", "table-header-rows", "table-row-group"})
_MOST_REPEATED = 1_000
"""Rows or cells that are said once and meant many times; more are empty ones at the end of a sheet."""


def read(path: Path) -> Source:
    """What the file at this path holds.

    Raises:
        SourceError: it is no such document, damaged, or larger than is read.
    """
    with Package(path) as package:
        content = parsed(package.read("content.xml"), "content.xml")
        shared = parsed(package.read("styles.xml"), "styles.xml") if package.has("styles.xml") else None
    body = content.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise SourceError(DAMAGED)
    styles = Styles(content, shared)
    pages = () if shared is None else shared.iterfind(f"{OFFICE}master-styles/{STYLE}master-page")
    margins = opened(
        (one for page in pages for one in page if local(one).startswith(("header", "footer"))), lambda one: one
    )
    return with_margins(
        _Document(styles).source(body), [_Document(styles).source(one) for one in margins.roots], margins.unread
    )


class _Paragraph(msgspec.Struct):
    """A paragraph while it is read."""

    texts: list[str] = msgspec.field(default_factory=list)
    notes: list[str] = msgspec.field(default_factory=list)
    boxes: list[Line] = msgspec.field(default_factory=list)
    forms: list[str] = msgspec.field(default_factory=list)
    """What fields say that nobody has filled in."""


class _Document:
    """A document, or the head or foot of its pages, while it is read."""

    def __init__(self, styles: Styles):
        self._styles = styles
        self._grids = Grids()
        self._tally = Tally()
        self._paragraphs = Count("Absätze", MOST_PARAGRAPHS)
        self._tables: list[Table] = []
        self._depths = Depths()
        self._deep = 0

    def source(self, body: Element) -> Source:
        """All of it."""
        if body.find(f"{TEXT}tracked-changes") is not None:
            self._tally.once("tracked")
        waiting: list[Line] = []
        for block in self._blocks(body, None, 0):
            if isinstance(block, Line):
                waiting.append(block)
            else:
                before, waiting = tuple(waiting), []
                self._table(block, before)
        return Source(tuple(self._tables), tuple(waiting), self._tally.left())

    def _blocks(self, element: Element, list_style: str | None, depth: int, mark: bool = False) -> Iterator[Element]:
        """The lines and tables below an element, in their order; ``depth`` counts the lists around it."""
        self._go_down()
        for child in element:
            name = local(child)
            if name in ("p", "h"):
                yield from self._lines(child, list_style, depth, mark)
                # What follows the first paragraph of an item belongs to it, without a mark of its own.
                mark = False
            elif name == "table":
                yield child
            elif name == "list":
                style = child.get(f"{TEXT}style-name") or list_style
                for item in child:
                    yield from self._blocks(item, style, depth + 1, local(item) == "list-item")
            elif name in _BOXES:
                yield from self._frame(child)
            elif name == "numbered-paragraph":
                level = child.get(f"{TEXT}level") or "1"
                yield from self._blocks(
                    child, child.get(f"{TEXT}style-name"), int(level) if level in "123456789" else 1, True
                )
            elif name not in _SILENT:
                yield from self._blocks(child, list_style, depth, mark)
        self._deep -= 1

    def _lines(self, element: Element, list_style: str | None, depth: int, mark: bool) -> Iterator[Line]:
        self._paragraphs.add()
        paragraph = _Paragraph()
        self._walk(element, paragraph)
        style = element.get(f"{TEXT}style-name") or ""
        text = "\n".join(_BLANKS.sub(" ", part).strip() for part in "".join(paragraph.texts).split("\v")).strip()
        item = self._styles.item(list_style, style, depth) if mark and depth else None
        kind = "" if item is None else "1" if item.counts else "-"
        deep = self._depths.depth(item) if item and text else 0
        heading = self._styles.heading(style) or (
            element.get(f"{TEXT}outline-level") or "" if local(element) == "h" else ""
        )
        if paragraph.forms and not text and self._in_cell(element):
            yield Line(" ".join(paragraph.forms), style=PLACEHOLDER)
        else:
            self._tally.each("placeholder", paragraph.forms)
        if (text or paragraph.notes) and not self._styles.is_of_contents(style):
            yield Line(text, deep, kind, heading[:1], tuple(paragraph.notes))
        yield from paragraph.boxes

    def _walk(self, element: Element, paragraph: _Paragraph) -> None:
        """The text below an element; a line break is a vertical tab, as all else that is blank becomes a blank."""
        paragraph.texts.append(element.text or "")
        for child in element:
            name = local(child)
            if name == "s" or name == "tab":
                paragraph.texts.append(" ")
            elif name == "line-break":
                paragraph.texts.append("\v")
            elif name == "note":
                body = child.find(f"{TEXT}note-body")
                word = "Endnote" if child.get(f"{TEXT}note-class") == "endnote" else "Fußnote"
                paragraph.notes += [f"{word}: {text}"] if body is not None and (text := _plain(body)) else []
            elif name == "annotation":
                author = next((one.text for one in child if local(one) == "creator" and one.text), "")
                text = " ".join(filter(None, (_plain(one) for one in child if local(one) in ("p", "list"))))
                paragraph.notes += [f"Kommentar{f' ({author})' if author else ''}: {text}"] if text else []
            elif name in _BOXES:
                paragraph.boxes += (one for one in self._frame(child) if isinstance(one, Line))
            elif name == "span" and self._styles.is_hidden(child.get(f"{TEXT}style-name") or ""):
                self._tally.add("hidden", _plain(child))
            elif name == "placeholder" or _is_form(child):
                paragraph.forms += filter(None, [_plain(child)])
            elif name not in _SILENT or child.tag == f"{TEXT}title":
                paragraph.texts.append(_chosen(child) if name in ("fieldmark", "fieldmark-start") else "")
                # The title of the document is a field as well as what is said of a picture.
                if name == "span" and self._styles.is_struck(child.get(f"{TEXT}style-name") or ""):
                    self._tally.add("struck", _plain(child))
                self._go_down()
                self._walk(child, paragraph)
                self._deep -= 1
            paragraph.texts.append(child.tail or "")

    def _frame(self, frame: Element) -> Iterator[Element]:
        """What stands in a box: in a cell its lines belong to that; elsewhere only its tables are taken."""
        box = next((one for one in frame if local(one) == "text-box"), None)
        if box is None and local(frame) == "frame":
            self._tally.add("picture")
            return
        found = list(self._blocks(frame if box is None else box, None, 0))
        lines = [one for one in found if isinstance(one, Line)]
        if self._in_cell(frame):
            yield from lines
        elif lines:
            self._tally.add("box", " ".join(line.text for line in lines))
        for table in found:
            if not isinstance(table, Line):
                self._table(table, ())

    def _in_cell(self, element: Element) -> bool:
        # A table within a shape has names of LibreOffice's own.
        return any(local(one) == "table-cell" for one in element.iterancestors())

    def _table(self, element: Element, before: tuple[Line, ...], within: int = 0) -> tuple[Line, ...]:
        """Take a table, and those within its cells behind it; all its lines, row by row."""
        self._go_down()
        number = len(self._tables) + 1
        self._tables.append(Table((), before=before, within=within))
        raw: list[RawRow] = []
        for row, is_head in _rows(element):
            if row.get(f"{TABLE}visibility") in ("collapse", "filter"):
                self._tally.add("hidden_row", _plain(row))
                continue
            cells = self._cells(row, number, is_head)
            raw += [cells] * min(_repeated(row, "number-rows-repeated"), _MOST_REPEATED if _has_text(cells) else 1)
        rows = self._grids.rows(raw, self._styles.widths(element))
        self._tables[number - 1] = Table(rows, f"Tabelle {number}", before, within)
        self._depths = Depths()
        self._deep -= 1
        return tuple(line for row in raw for cell in row.cells for line in cell.lines)

    def _cells(self, row: Element, table: int, is_head: bool) -> RawRow:
        found: list[Raw] = []
        for cell in row:
            if local(cell) not in ("table-cell", "covered-table-cell"):
                continue
            times = _repeated(cell, "number-columns-repeated")
            covered = local(cell) == "covered-table-cell"
            lines = () if covered else self._cell(cell, table)
            if covered and (unseen := _plain(cell)):
                self._tally.add("hidden", unseen)
            # A sheet says that the rest of a row is empty; a wide one is refused.
            times = times if lines else min(times, MOST_COLUMNS)
            span = _repeated(cell, "number-columns-spanned")
            if len(found) + times > MOST_COLUMNS or span > MOST_COLUMNS:
                raise too_much("Spalten", MOST_COLUMNS)
            high = _repeated(cell, "number-rows-spanned")
            # What lies under a cell stands in the row as well, so that here each takes one column.
            found += [Raw(lines, 1, high, False, covered, is_head, span)] * times
        return RawRow(found)

    def _cell(self, cell: Element, table: int) -> tuple[Line, ...]:
        found: list[Line] = []
        self._depths = Depths()
        for block in self._blocks(cell, None, 0):
            if isinstance(block, Line):
                found.append(block)
            else:
                found += self._table(block, (), table)
        return tuple(found)

    def _go_down(self) -> None:
        self._deep += 1
        if self._deep > MOST_LEVELS:
            raise too_much("Ebenen ineinander", MOST_LEVELS)


def _is_form(control: Element) -> bool:
    """Whether a content control shows what it asks for, and nothing that somebody wrote."""
    return local(control) == "content-control" and any(
        key.endswith("}showing-place-holder") and value == "true" for key, value in control.items()
    )


def _chosen(mark: Element) -> str:
    """What a form field shows that has no text of its own: the choice of a list, or whether a box is ticked."""
    kind = str(next((value for key, value in mark.items() if key.endswith("}type")), ""))
    params = [
        {key.rpartition("}")[2]: str(value) for key, value in one.items()} for one in mark if local(one) == "param"
    ]
    if kind.endswith("FORMCHECKBOX"):
        return "☒" if any(one.get("value") == "true" for one in params) else "☐"
    entries = [one.get("value", "") for one in params if one.get("name", "").startswith("Dropdown_ListEntry")]
    number = next((one.get("value", "") for one in params if one.get("name") == "Dropdown_Selected"), "0")
    return entries[int(number)] if number.isdigit() and int(number) < len(entries) else ""


def _rows(table: Element, is_head: bool = False) -> Iterator[tuple[Element, bool]]:
    for child in table:
        if local(child) == "table-row":
            yield child, is_head
        elif local(child) in _ROW_GROUPS:
            yield from _rows(child, local(child) == "table-header-rows")


def _repeated(element: Element, name: str) -> int:
    text = str(element.get(f"{TABLE}{name}") or "")
    return max(1, int(text[:9])) if text.isdecimal() and text.isascii() else 1


def _has_text(row: RawRow) -> bool:
    return any(cell.lines for cell in row.cells)


def _plain(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())
