"""Takes apart the HTML of a clipboard: lists with their depth, tables with their cells, and paragraphs."""

import re
from html.parser import HTMLParser
from typing import NamedTuple

import msgspec

_LEVEL = re.compile(r"mso-list:[^;]*?level(\d+)")
_MARK = re.compile(r"mso-list:\s*ignore", re.I)
_MARK_GAP = re.compile(r"font:\s*7(\.0)?pt\s*[\"']?times new roman", re.I)
_LONGEST_MARK = 6
_HIDDEN = frozenset({"head", "title", "style", "script", "xml", "template", "comment", "noscript"})
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt", "figure",
     "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre",
     "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"}
)  # fmt: skip


class Block(NamedTuple):
    """One paragraph, list item or table row: its cells, its depth in a list; ``loose`` is what stands in neither."""

    cells: tuple[str, ...]
    depth: int
    loose: bool


class _Table(msgspec.Struct):
    """A table that is being read: the blocks of its cells, row by row."""

    lists: list[str]
    rows: list[list[list[Block]]] = []
    spanned: int = 0


def html_blocks(html: str) -> list[Block]:
    """What stands in a piece of HTML, from top to bottom, as word processors, spreadsheets and browsers write it."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.finished()


class _Reader(HTMLParser):
    """Collects blocks; never raises, whatever the HTML is like."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._blocks: list[Block] = []
        self._tables: list[_Table] = []
        self._lists: list[str] = []
        self._text: list[str] = []
        self._level = 0
        """The depth that a word processor's paragraph says of itself, from 1."""
        self._item: int | None = None
        """The block of the list item that is open: further paragraphs in it belong to it."""
        self._hidden = ""
        self._hidden_depth = 0
        self._preformatted = 0

    def finished(self) -> list[Block]:
        """All blocks, once everything was fed."""
        self._end_block()
        while self._tables:
            self._end_table()
        return self._blocks

    # What the parser calls

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        style = next((value or "" for name, value in attrs if name == "style"), "")
        if self._hidden:
            if tag == "body":
                self._hidden = ""
            else:
                self._hidden_depth += tag == self._hidden
                return
        if tag in _HIDDEN or (tag == "span" and _MARK.search(style)):
            self._hidden, self._hidden_depth = tag, 1
            return
        if tag == "span" and self._level and _MARK_GAP.search(style) and len("".join(self._text)) <= _LONGEST_MARK:
            # The blanks between a mark and its text: what stands before them is the mark.
            self._text.clear()
        if tag == "br":
            self._text.append("\n")
        if tag in _BLOCKS:
            self._end_block()
            self._begin(tag, dict(attrs), style)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag in _HIDDEN or tag in _BLOCKS:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._hidden:
            self._hidden_depth -= tag == self._hidden
            if self._hidden_depth == 0:
                self._hidden = ""
            return
        if tag in _BLOCKS:
            self._end_block()
        if tag in ("ul", "ol"):
            self._item = None
            if self._lists:
                self._lists.pop()
        elif tag == "li":
            self._item = None
        elif tag == "table" and self._tables:
            self._end_table()
        elif tag == "pre":
            self._preformatted = max(0, self._preformatted - 1)

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._text.append(data if self._preformatted else re.sub(r"[ \t\r\n\f]+", " ", data))

    # Inside

    def _begin(self, tag: str, attributes: dict[str, str | None], style: str) -> None:
        if tag in ("ul", "ol"):
            self._lists.append(tag)
            self._item = None
        elif tag == "li":
            self._item = None
        elif tag == "table":
            self._tables.append(_Table(self._lists))
            self._lists, self._item = [], None
        elif tag == "tr" and self._tables:
            self._tables[-1].rows.append([])
            self._tables[-1].spanned = 0
        elif tag in ("td", "th") and self._tables:
            self._begin_cell(attributes.get("colspan"))
        elif tag == "pre":
            self._preformatted += 1
        elif tag == "p":
            level = _LEVEL.search(style)
            of_list = (attributes.get("class") or "").startswith("MsoList")
            self._level = int(level[1]) if level else int(of_list)

    def _begin_cell(self, span: str | None) -> None:
        table = self._tables[-1]
        if not table.rows:
            table.rows.append([])
        # The columns that the cell before spans stay empty.
        table.rows[-1].extend([] for _ in range(table.spanned))
        table.rows[-1].append([])
        table.spanned = min(int(span), 100) - 1 if span and span.isdecimal() and int(span) else 0
        self._item = None

    def _end_block(self) -> None:
        text = "\n".join(line.strip(" ") for line in "".join(self._text).split("\n")).strip("\n ")
        self._text.clear()
        level, self._level = self._level, 0
        if not text:
            return
        place = self._place()
        if self._lists and self._item is not None and self._item < len(place):
            before = place[self._item]
            place[self._item] = Block((f"{before.cells[0]}\n{text}",), before.depth, False)
            return
        depth = level - 1 if level else max(0, len(self._lists) - 1)
        place.append(Block((text,), depth, not level and not self._lists))
        if self._lists:
            self._item = len(place) - 1

    def _place(self) -> list[Block]:
        """Where blocks go: into the cell that is open, or among the others."""
        if self._tables and self._tables[-1].rows and self._tables[-1].rows[-1]:
            return self._tables[-1].rows[-1][-1]
        return self._blocks

    def _end_table(self) -> None:
        table = self._tables.pop()
        self._lists, self._item = table.lists, None
        rows = [row for row in table.rows if any(row)]
        cells = [cell for row in rows for cell in row if cell]
        one_column = all(sum(map(bool, row)) == 1 for row in rows)
        within = any(not block.loose for cell in cells for block in cell)
        if len(cells) == 1 or (one_column and within):
            # A table that only serves the layout, or lists below each other.
            self._place().extend(block for cell in cells for block in cell)
            return
        for row in rows:
            texts = ("\n".join(text for block in cell for text in block.cells if text) for cell in row)
            self._place().append(Block(tuple(texts), 0, False))
