"""A table drawn directly: blocks of lines stand in cells, and cells in rows, which can be split."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from nrw_desktop.reports.typeset.canvas import Canvas
from nrw_desktop.reports.typeset.links import Link
from nrw_desktop.reports.typeset.structure_tree import Element
from nrw_desktop.reports.typeset.styles import BODY, HAIRLINE, Colour, Style

KEPT_LINES = 12
"""A block of no more lines stays whole where a row is split."""
LEAST_LINES = 2
"""So many lines of a split block stand at least on either page."""


class Run(NamedTuple):
    """A part of a line that is an element of its own: where it begins, counted from the line's, and how wide it is.

    ``style`` is its own where it differs from that of the block.
    """

    x: float
    width: float
    text: str
    element: Element
    link: Link | None
    style: Style | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of one style, with the mark of a list before the first. ``keeps`` holds it together with the next block.

    ``indent`` and ``mark_at`` count from the cell's left edge, ``before`` is the space above unless it comes first.
    ``element`` and ``label`` are what the lines and the mark are in the structure; without one they are not read aloud.
    Where a part of the text is a link or has a style of its own, ``runs`` has the parts of each line. ``outline`` is a
    bookmark below the row's.
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
    runs: tuple[tuple[Run, ...], ...] = ()
    outline: str = ""

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
    """A picture (an `ImageReader`) in the row's upper right corner, or so far from its right and upper edge."""

    image: Any
    width: float
    height: float
    element: Element
    right: float = 0.0
    low: float = 0.0


@dataclass(frozen=True, slots=True)
class Row:
    """Cells side by side, and the line under them.

    ``outline`` is the row's name in the PDF's outline at ``level``; links lead to it by its ``anchor``. ``again`` is
    what opens its first cell on a further page, ``caption`` what stands above a table that goes on there with this row.
    ``keeps`` holds it together with the next row, ``repeats`` marks what every page of a table begins with.
    ``shapes``, ``uprights`` and ``labels`` are artifacts, the first two below the text. The line is as long as
    ``width``, else it ends with the last column.
    """

    columns: Sequence[Column]
    cells: tuple[Cell, ...]
    above: float = 0.0
    below: float = 0.0
    rule: float = 0.0
    rule_colour: Colour = HAIRLINE
    outline: str = ""
    level: int = 0
    anchor: str = ""
    again: Cell = ()
    caption: Cell = ()
    keeps: bool = False
    repeats: bool = False
    width: float = 0.0
    shapes: tuple[Shape, ...] = ()
    uprights: tuple[Upright, ...] = ()
    labels: tuple[Label, ...] = ()
    pictures: tuple[Picture, ...] = ()
    height: float = field(init=False)

    @property
    def is_section(self) -> bool:
        """Whether something begins with it that stands in the list of contents."""
        return bool(self.outline) and self.level == 0

    def __post_init__(self) -> None:
        height = self.above + max(map(cell_height, self.cells), default=0.0) + self.below
        object.__setattr__(self, "height", height)


def cell_height(cell: Cell) -> float:
    """How high the blocks stand on one another."""
    return sum(block.height + block.before for block in cell) - (cell[0].before if cell else 0.0)


def unread(row: Row) -> Row:
    """The row as it is repeated on a further page: seen, but not read aloud once more."""
    cells = tuple(
        tuple(replace(block, element=None, label=None, runs=(), outline="") for block in cell) for cell in row.cells
    )
    return replace(row, cells=cells, outline="", anchor="")


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
    return first, replace(row, cells=tuple(rests), outline="", anchor="", shapes=(), labels=(), pictures=())


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
                lines, runs = block.lines, block.runs
                taken.append(replace(block, lines=lines[:count], runs=runs[:count], keeps=False))
                rest = replace(
                    block, lines=lines[count:], runs=runs[count:], mark="", label=None, outline="", before=0.0
                )
                return tuple(taken), (rest, *cell[at + 1 :])
            break
        break
    return tuple(taken), cell[at:]


def draw(canvas: Canvas, row: Row, left: float, top: float) -> None:
    """Draw a row with its upper left corner here."""
    if row.outline:
        canvas.bookmark(row.outline, top, row.level)
    if row.anchor:
        canvas.anchor(row.anchor, top)
    for upright in row.uprights:
        x, half = left + upright.x, upright.width / 2
        low = top - row.height
        canvas.polygon(((x - half, top), (x + half, top), (x + half, low), (x - half, low)), upright.colour)
    for shape in row.shapes:
        canvas.polygon(tuple((left + x, top - y) for x, y in shape.corners), shape.colour)
    last = row.columns[-1]
    right = left + (row.width or last.x + last.width)
    for picture in row.pictures:
        edge, upper = right - picture.right, top - picture.low
        box = (edge - picture.width, upper - picture.height, edge, upper)
        canvas.picture(picture.image, box, picture.element)
    for column, cell in zip(row.columns, row.cells, strict=True):
        _draw_cell(canvas, cell, left + column.x, top - row.above, row.level + 1)
    for label in row.labels:
        canvas.lines(left + label.x, top - label.y, (label.text,), label.style)
    if row.rule:
        canvas.rule(left, top - row.height, right - left, row.rule, row.rule_colour)


def _draw_cell(canvas: Canvas, cell: Cell, left: float, y: float, level: int) -> None:
    for position, block in enumerate(cell):
        if position:
            y -= block.before
        if block.outline:
            canvas.bookmark(block.outline, y, level)
        if block.mark:
            canvas.lines(left + block.mark_at, y, (block.mark,), block.style, block.label)
        if block.runs:
            _draw_runs(canvas, block, left + block.indent, y)
        else:
            canvas.lines(left + block.indent, y, block.lines, block.style, block.element)
        y -= block.height


def _draw_runs(canvas: Canvas, block: Block, left: float, top: float) -> None:
    """The lines part by part, and where one is a link, what makes it clickable."""
    for runs in block.runs:
        for run in runs:
            canvas.lines(left + run.x, top, (run.text,), run.style or block.style, run.element)
            if run.link is not None:
                box = (left + run.x, top - block.style.leading, left + run.x + run.width, top)
                canvas.link(box, run.link, run.element)
        top -= block.style.leading
