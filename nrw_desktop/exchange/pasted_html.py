"""Takes apart the HTML of a clipboard: lists with their depth, tables with their cells, and paragraphs."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from html import unescape
from typing import NamedTuple

import msgspec

from nrw_desktop.exchange.pasted_size import (
    MOST_COLUMNS,
    MOST_ROWS,
    check_cells,
    check_columns,
    check_depth,
    check_rows,
)

# The standard library's parser takes the square of the time for what is left open, such as „<!--“ many times over.
# These match in one pass: what each part takes it never gives back.
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/><]*+)((?:\"[^\"]*+\"|'[^']*+'|[^'\">])*+)>")
_BARE_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/><]*+)([^<>]*+)>")
_OTHER = re.compile(r"<[!?/][^<>]*+>")
_ATTRIBUTE = re.compile(r"""(?<![\w-])(style|class|colspan|rowspan)\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s"'>]++)""", re.I)
_RAW = {tag: re.compile(f"</{tag}", re.I) for tag in ("script", "style")}
_LONGEST_TAG = 8_192
_LONGEST_STYLE = 2_000
_MOST_BROKEN = 100
"""Tags with a quotation mark left open that are looked at closely."""
_LEVEL = re.compile(r"mso-list:[^;]*?level(\d+)")
_MARK = re.compile(r"mso-list:\s*ignore", re.I)
_MARK_GAP = re.compile(r"font:\s*7(\.0)?pt\s*[\"']?times new roman", re.I)
_LONGEST_MARK = 6
_COUNTS = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,2})*[.)]?|[a-z]{1,4}[.)])", re.I)
_HIDDEN = frozenset({"head", "title", "style", "script", "xml", "template", "comment", "noscript"})
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt", "figure",
     "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre",
     "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"}
)  # fmt: skip


class Block(NamedTuple):
    """One paragraph, list item or table row: its cells, its depth in a list; ``loose`` is what stands in neither.

    ``numbered`` is an item of a list that counts, ``within`` are the blocks of each cell of a table row, ``reach`` over
    how many rows and columns those go that go over several, by their places.
    """

    cells: tuple[str, ...]
    depth: int
    loose: bool
    numbered: bool = False
    within: tuple[tuple["Block", ...], ...] = ()
    reach: Mapping[int, tuple[int, int]] = {}


class _Item(NamedTuple):
    """A list item that is open: the list and the number of its block, and its paragraphs."""

    place: list[Block]
    number: int
    parts: list[str]


class _Table(msgspec.Struct):
    """A table that is being read: the blocks of its cells, row by row.

    ``spanned`` are the further columns of the cell that is open, ``reaching`` by column the rows below that cells above
    still reach down to; ``reach`` over how many rows and columns cells go, by the numbers of row and column.
    """

    lists: list[str]
    rows: list[list[list[Block]]] = []
    spanned: int = 0
    reaching: dict[int, int] = {}
    reach: dict[tuple[int, int], tuple[int, int]] = {}

    def begin_row(self) -> None:
        """Begin a row, once the one before it has what reaches down to it behind its last cell."""
        if self.rows:
            ended = len(self.rows[-1]) + self.spanned
            if self.reaching.get(ended, 0) > 0:
                self.pass_over()
            ended = max(ended, len(self.rows[-1]))
            self.reaching = {column: rows - (column >= ended) for column, rows in self.reaching.items() if rows}
        self.rows.append([])
        self.spanned = 0

    def pass_over(self) -> None:
        """Leave the columns empty that the cell before spans, and those that cells above reach down to."""
        row = self.rows[-1]
        row.extend([] for _ in range(self.spanned))
        self.spanned = 0
        while self.reaching.get(len(row), 0) > 0:
            self.reaching[len(row)] -= 1
            row.append([])


def html_blocks(html: str, blanks: bool = False) -> list[Block]:
    """What stands in a piece of HTML, from top to bottom, as word processors, spreadsheets and browsers write it.

    Empty rows of tables are left out, but not with ``blanks``.

    It takes a time that grows with the length, whatever the HTML is like.

    Raises:
        PlanError: there is more of it than can be pasted.
    """
    reader = _Reader(blanks)
    for closes, tag, text in _pieces(_without_comments(html)):
        if not tag:
            reader.add_text(text)
        elif closes:
            reader.end(tag)
        else:
            reader.start(tag, text)
            if text.endswith("/"):
                reader.end_empty(tag)
    return reader.finished()


def _without_comments(html: str) -> str:
    first, *rest = html.split("<!--")
    # One that is never closed hides what follows, as browsers have it.
    return "".join((first, *(part.partition("-->")[2] for part in rest)))


def _pieces(html: str) -> Iterator[tuple[bool, str, str]]:
    """Tags as (whether it closes, name, attributes), and the text between them as (False, "", text)."""
    at, broken = 0, 0
    while at < len(html):
        if html[at] != "<":
            end = html.find("<", at)
            end = end if end >= 0 else len(html)
            yield False, "", unescape(html[at:end])
            at = end
            continue
        match = _TAG.match(html, at, at + _LONGEST_TAG) if broken < _MOST_BROKEN else None
        broken += match is None and html[at + 1 : at + 2].isalpha()
        match = match or _BARE_TAG.match(html, at)
        if match is not None:
            tag = match[2].lower()
            yield bool(match[1]), tag, match[3]
            at = match.end()
            if tag in _RAW and not match[1]:
                # What looks like a tag in there is none.
                end_tag = _RAW[tag].search(html, at)
                at = end_tag.start() if end_tag else len(html)
        elif other := _OTHER.match(html, at):
            at = other.end()
        else:
            yield False, "", "<"
            at += 1


def _span(attributes: dict[str, str], name: str, most: int) -> int:
    """Over how many columns or rows a cell goes."""
    said = attributes.get(name, "")
    return max(1, min(int(said), most)) if said.isdecimal() and len(said) < 5 else 1


class _Reader:
    """Collects blocks; what is left open or closed twice does not matter."""

    def __init__(self, blanks: bool) -> None:
        self._blanks = blanks
        self._count = 0
        """How many rows there are so far."""
        self._cells = 0
        """How many paragraphs there are so far, in rows or not."""
        self._length = 0
        """How long the text of the open block is."""
        self._blocks: list[Block] = []
        self._tables: list[_Table] = []
        self._lists: list[str] = []
        self._text: list[str] = []
        self._mark = ""
        """What a word processor set before the open block: a bullet or a number."""
        self._level = 0
        """The depth that a word processor's paragraph says of itself, from 1."""
        self._item: _Item | None = None
        """The list item that is open: further paragraphs in it belong to it."""
        self._hidden = ""
        self._hidden_depth = 0
        self._preformatted = 0

    def finished(self) -> list[Block]:
        """All blocks, once everything was fed."""
        self._end_block()
        self._end_item()
        while self._tables:
            self._end_table()
        return self._blocks

    # What is read

    def start(self, tag: str, attributes: str) -> None:
        """A tag opens."""
        found = {name.lower(): unescape(value.strip("\"'")) for name, value in _ATTRIBUTE.findall(attributes)}
        style = found.get("style", "")[:_LONGEST_STYLE]
        if self._hidden:
            if tag == "body":
                self._hidden = ""
            else:
                self._hidden_depth += tag == self._hidden
                return
        if tag in _HIDDEN or (tag == "span" and _MARK.search(style)):
            self._hidden, self._hidden_depth = tag, 1
            return
        if tag == "span" and self._level and _MARK_GAP.search(style) and self._length <= _LONGEST_MARK:
            # The blanks between a mark and its text: what stands before them is the mark.
            self._mark = "".join(self._text)
            self._forget_text()
        if tag == "br":
            self._put("\n")
        if tag in _BLOCKS:
            self._end_block()
            self._begin(tag, found, style)

    def end_empty(self, tag: str) -> None:
        """The tag that opened just now has nothing in it."""
        if tag in _HIDDEN or tag in _BLOCKS:
            self.end(tag)

    def end(self, tag: str) -> None:
        """A tag closes."""
        if self._hidden:
            self._hidden_depth -= tag == self._hidden
            if self._hidden_depth == 0:
                self._hidden = ""
            return
        if tag in _BLOCKS:
            self._end_block()
        if tag in ("ul", "ol"):
            self._end_item()
            if self._lists:
                self._lists.pop()
        elif tag == "li":
            self._end_item()
        elif tag == "table" and self._tables:
            self._end_table()
        elif tag == "pre":
            self._preformatted = max(0, self._preformatted - 1)

    def add_text(self, text: str) -> None:
        """Text between two tags."""
        if self._hidden == "span":
            self._mark = (self._mark + text)[: _LONGEST_MARK * 2]
        elif not self._hidden:
            self._put(text if self._preformatted else re.sub(r"[ \t\r\n\f]+", " ", text))

    # Inside

    def _put(self, text: str) -> None:
        self._text.append(text)
        self._length += len(text)

    def _forget_text(self) -> None:
        self._text.clear()
        self._length = 0

    def _begin(self, tag: str, attributes: dict[str, str], style: str) -> None:
        if tag in ("ul", "ol"):
            check_depth(len(self._lists))
            self._lists.append(tag)
            self._end_item()
        elif tag == "li":
            self._end_item()
        elif tag == "table":
            check_depth(len(self._tables))
            self._end_item()
            self._tables.append(_Table(self._lists))
            self._lists = []
        elif tag == "tr" and self._tables:
            self._count_one()
            self._tables[-1].begin_row()
        elif tag in ("td", "th") and self._tables:
            self._begin_cell(_span(attributes, "colspan", MOST_COLUMNS), _span(attributes, "rowspan", MOST_ROWS))
        elif tag == "pre":
            self._preformatted += 1
        elif tag == "p":
            level = _LEVEL.search(style)
            of_list = attributes.get("class", "").startswith("MsoList")
            self._level = int(level[1][:4]) if level else int(of_list)

    def _begin_cell(self, columns: int, rows: int) -> None:
        table = self._tables[-1]
        if not table.rows:
            table.begin_row()
        table.pass_over()
        place = len(table.rows[-1])
        table.rows[-1].append([])
        check_columns(len(table.rows[-1]))
        table.spanned = columns - 1
        if rows > 1 or columns > 1:
            table.reach[len(table.rows) - 1, place] = (rows, columns)
        if rows > 1:
            table.reaching |= dict.fromkeys(range(place, place + columns), rows - 1)
        self._end_item()

    def _end_block(self) -> None:
        text = "\n".join(line.strip(" ") for line in "".join(self._text).split("\n")).strip("\n ")
        self._forget_text()
        level, self._level = self._level, 0
        mark, self._mark = self._mark.strip(), ""
        if not text:
            return
        place = self._place()
        if self._lists and self._item is not None and self._item.place is place:
            self._item.parts.append(text)
            return
        self._cells += 1
        check_cells(self._cells)
        self._count_one(bool(self._lists) or not self._tables)
        depth = level - 1 if level else max(0, len(self._lists) - 1)
        check_depth(depth)
        numbered = self._lists[-1] == "ol" if self._lists else _COUNTS.fullmatch(mark) is not None
        place.append(Block((text,), depth, not level and not self._lists, numbered))
        if self._lists:
            self._item = _Item(place, len(place) - 1, [text])

    def _end_item(self) -> None:
        if self._item is not None and len(self._item.parts) > 1:
            place, number, parts = self._item
            place[number] = place[number]._replace(cells=("\n".join(parts),))
        self._item = None

    def _count_one(self, is_row: bool = True) -> None:
        self._count += is_row
        check_rows(self._count)

    def _place(self) -> list[Block]:
        """Where blocks go: into the cell that is open, or among the others."""
        if self._tables and self._tables[-1].rows and self._tables[-1].rows[-1]:
            return self._tables[-1].rows[-1][-1]
        return self._blocks

    def _end_table(self) -> None:
        table = self._tables.pop()
        self._end_item()
        self._lists = table.lists
        filled = [row for row in table.rows if any(row)]
        rows = table.rows if self._blanks else filled
        numbers = [number for number, row in enumerate(table.rows) if self._blanks or any(row)]
        reach: dict[int, dict[int, tuple[int, int]]] = {}
        for (first, place), (high, wide) in table.reach.items():
            # Rows that are left out are none to reach over.
            low = bisect_left(numbers, first)
            reach.setdefault(first, {})[place] = (max(1, bisect_left(numbers, first + high) - low), wide)
        cells = [cell for row in rows for cell in row if cell]
        one_column = all(sum(map(bool, row)) == 1 for row in filled)
        within = any(not block.loose for cell in cells for block in cell)
        if len(cells) == 1 or (one_column and within):
            # A table that only serves the layout, or lists below each other.
            self._place().extend(block for cell in cells for block in cell)
            return
        for number, row in zip(numbers, rows, strict=True):
            texts = ("\n".join(text for block in cell for text in block.cells if text) for cell in row)
            self._place().append(Block(tuple(texts), 0, False, False, tuple(map(tuple, row)), reach.get(number, {})))
