"""A table drawn directly: blocks of lines stand in cells, cells in rows, and rows are laid on pages."""

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import Any

from nrw_desktop.reports.typeset.canvas import Canvas
from nrw_desktop.reports.typeset.structure_tree import Element
from nrw_desktop.reports.typeset.styles import BODY, HAIRLINE, Colour, Paper, Style

KEPT_LINES = 12
"""A block of no more lines stays whole where a row is split."""
LEAST_LINES = 2
"""So many lines of a split block stand at least on either page."""
LEAST_ROOM = 90.0
"""A row higher than a page begins at the end of one only where this much is left (points)."""


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of one style, with the mark of a list before the first. ``keeps`` holds it together with the next block.

    ``indent`` and ``mark_at`` count from the cell's left edge, ``before`` is the space above unless it comes first.
    ``element`` and ``label`` are what the lines and the mark are in the structure; without one they are not read aloud.
    """

    lines: tuple[str, ...]
    style: Style = BODY
    indent: float = 0.0
    mark: str = ""
    mark_at: float = 0.0
    before: float = 0.0
    keeps: bool = False
    element: Element | None = None
    label: Element | None = None

    @property
    def height(self) -> float:
        """Without the space above."""
        return len(self.lines) * self.style.leading


Cell = tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """Where a column begins and how wide its text may be, in points from the table's left edge."""

    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Shape:
    """An area filled with a colour; its corners count from the row's upper left corner, rightwards and downwards."""

    corners: tuple[tuple[float, float], ...]
    colour: Colour


@dataclass(frozen=True, slots=True)
class Upright:
    """A vertical line from the row's upper to its lower edge."""

    x: float
    width: float
    colour: Colour


@dataclass(frozen=True, slots=True)
class Label:
    """A line of text that is seen and not read aloud, such as a year above a time line; counted as a shape's corner."""

    x: float
    y: float
    text: str
    style: Style


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture (an `ImageReader`) in the row's upper right corner."""

    image: Any
    width: float
    height: float
    element: Element


@dataclass(frozen=True, slots=True)
class Row:
    """Cells side by side, and the line under them.

    ``outline`` is the row's name in the PDF's outline at ``level``, ``again`` what opens its first cell on a further
    page. ``keeps`` holds it together with the next row. ``shapes``, ``uprights`` and ``labels`` are artifacts, the
    first two below the text. The line is as long as ``width``, else it ends with the last column.
    """

    columns: Sequence[Column]
    cells: tuple[Cell, ...]
    above: float = 0.0
    below: float = 0.0
    rule: float = 0.0
    rule_colour: Colour = HAIRLINE
    outline: str = ""
    level: int = 0
    again: Cell = ()
    keeps: bool = False
    width: float = 0.0
    shapes: tuple[Shape, ...] = ()
    uprights: tuple[Upright, ...] = ()
    labels: tuple[Label, ...] = ()
    picture: Picture | None = None
    height: float = field(init=False)

    def __post_init__(self) -> None:
        height = self.above + max(map(cell_height, self.cells), default=0.0) + self.below
        object.__setattr__(self, "height", height)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a report: what opens it, and the rows of a table under a header that every further page repeats.

    One that is ``whole`` begins on a new page rather than on two, if it fits on one.
    """

    opening: Sequence[Row] = ()
    header: Row | None = None
    rows: Sequence[Row] = ()
    whole: bool = False


@dataclass(slots=True)
class Page:
    """Rows with the height of their upper edge above the sheet's lower edge, and what is left below them."""

    rows: list[tuple[float, Row]]
    left: float


def cell_height(cell: Cell) -> float:
    """How high the blocks stand on one another."""
    return sum(block.height + block.before for block in cell) - (cell[0].before if cell else 0.0)


def pages(parts: Sequence[Part], paper: Paper) -> Iterator[Page]:
    """Lay the parts on pages, one below the other.

    A row stays whole where it fits on a page; a higher one is split, and so is the report's first if it would leave the
    first page with the opening alone. No opening stands at the foot of a page without what it opens.
    """
    page = Page([], paper.room)
    for part in parts:
        if page.rows and _beginning(part, paper.room) > page.left:
            yield page
            page = Page([], paper.room)
        for row in part.opening:
            page = yield from _laid(row, page, paper)
        header, headed, begun = part.header, False, False
        fresh = paper.room - (header.height if header else 0.0)
        for row, following in zip_longest(part.rows, part.rows[1:]):
            rest: Row | None = row
            held = row.height + following.height if row.keeps and following else row.height
            while rest is not None:
                head = 0.0 if headed or header is None else header.height
                if (held if begun and rest is row and held <= fresh else rest.height) <= page.left - head:
                    taken, rest = rest, None
                # Whole on the next page, if it fits there and this one is not left with the opening alone.
                elif page.rows and (page.left - head < LEAST_ROOM or (begun and rest.height <= fresh)):
                    taken = None
                else:
                    taken, rest = split(rest, page.left - head, force=not page.rows)
                if taken is not None:
                    if header is not None and not headed:
                        _put(page, header, paper)
                        header, headed = unread(header), True
                    _put(page, taken, paper)
                    begun = True
                if rest is not None:
                    yield page
                    page, headed = Page([], paper.room), False
    yield page


def _laid(row: Row, page: Page, paper: Paper) -> Generator[Page, None, Page]:
    """Put a row of an opening on this page and, where it is too high, on further ones; gives the last."""
    # The space above a heading is for what stands before it.
    rest = row if page.rows or row.shapes else replace(row, above=0.0)
    while rest.height > page.left:
        part, rest = split(rest, page.left, force=not page.rows)
        if part is not None:
            _put(page, part, paper)
        yield page
        page = Page([], paper.room)
    _put(page, rest, paper)
    return page


def _beginning(part: Part, room: float) -> float:
    """The height that a part needs at least to begin on a page: its opening, and the first row if a page holds both."""
    height = sum(row.height for row in part.opening) + (part.header.height if part.header else 0.0)
    if not part.rows:
        return min(height, room)
    total = height + sum(row.height for row in part.rows)
    if part.whole and total <= room:
        return total
    first = part.rows[0].height
    return height + (first if height + first <= room else LEAST_ROOM)


def _put(page: Page, row: Row, paper: Paper) -> None:
    page.rows.append((paper.bottom + page.left, row))
    page.left -= row.height


def unread(row: Row) -> Row:
    """The row as it is repeated on a further page: seen, but not read aloud once more."""
    cells = tuple(tuple(replace(block, element=None, label=None) for block in cell) for cell in row.cells)
    return replace(row, cells=cells, outline="")


def split(row: Row, room: float, *, force: bool) -> tuple[Row | None, Row]:
    """What of a row fits into this height, and the rest. ``force`` takes at least a line, so that there is an end."""
    room -= row.above + row.below
    halves = [split_cell(cell, room) for cell in row.cells]
    if not any(taken for taken, _ in halves):
        if not force:
            return None, row
        halves = [split_cell(cell, room, least=1) for cell in row.cells]
    # No line under it: the row goes on overleaf.
    first = replace(row, cells=tuple(taken for taken, _ in halves), rule=0.0)
    rests = [rest for _, rest in halves]
    if rests:
        rests[0] = row.again + rests[0]
    return first, replace(row, cells=tuple(rests), outline="", shapes=(), labels=(), picture=None)


def split_cell(cell: Cell, room: float, least: int = LEAST_LINES) -> tuple[Cell, Cell]:
    """The blocks of a cell that fit into this height, and the others. Only a long block is divided itself."""
    taken: list[Block] = []
    at = 0
    while at < len(cell):
        end = at + 1
        while end < len(cell) and cell[end - 1].keeps:
            end += 1
        group = cell[at:end]
        spaced = group if taken else (replace(group[0], before=0.0), *group[1:])
        needed = sum(block.height + block.before for block in spaced)
        if needed <= room + 0.01:
            taken += spaced
            room -= needed
            at = end
            continue
        if taken and sum(len(block.lines) for block in group) <= KEPT_LINES:
            break
        for block in spaced:
            if block.height + block.before <= room + 0.01:
                taken.append(block)
                room -= block.height + block.before
                at += 1
                continue
            count = min(int((room - block.before + 0.01) // block.style.leading), len(block.lines) - least)
            if count >= least:
                taken.append(replace(block, lines=block.lines[:count], keeps=False))
                rest = replace(block, lines=block.lines[count:], mark="", label=None, before=0.0)
                return tuple(taken), (rest, *cell[at + 1 :])
            break
        break
    return tuple(taken), cell[at:]


def draw(canvas: Canvas, row: Row, left: float, top: float) -> None:
    """Draw a row with its upper left corner here."""
    if row.outline:
        canvas.bookmark(row.outline, top, row.level)
    for upright in row.uprights:
        x, half = left + upright.x, upright.width / 2
        low = top - row.height
        canvas.polygon(((x - half, top), (x + half, top), (x + half, low), (x - half, low)), upright.colour)
    for shape in row.shapes:
        canvas.polygon(tuple((left + x, top - y) for x, y in shape.corners), shape.colour)
    last = row.columns[-1]
    right = left + (row.width or last.x + last.width)
    if row.picture is not None:
        picture = row.picture
        canvas.picture(picture.image, (right - picture.width, top - picture.height, right, top), picture.element)
    for column, cell in zip(row.columns, row.cells, strict=True):
        y = top - row.above
        for position, block in enumerate(cell):
            if position:
                y -= block.before
            if block.mark:
                canvas.lines(left + column.x + block.mark_at, y, (block.mark,), block.style, block.label)
            canvas.lines(left + column.x + block.indent, y, block.lines, block.style, block.element)
            y -= block.height
    for label in row.labels:
        canvas.lines(left + label.x, top - label.y, (label.text,), label.style)
    if row.rule:
        canvas.rule(left, top - row.height, right - left, row.rule, row.rule_colour)
