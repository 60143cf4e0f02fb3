"""A table drawn directly: blocks of lines stand in cells, cells in rows, and rows are laid on pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from nrw_desktop.reports.layout import BODY, HAIRLINE, Colour, Paper, Pen, Style

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
    """

    lines: tuple[str, ...]
    style: Style = BODY
    indent: float = 0.0
    mark: str = ""
    mark_at: float = 0.0
    before: float = 0.0
    keeps: bool = False

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
class Row:
    """Cells side by side, and the line under them.

    ``outline`` is the row's name in the PDF's outline, ``again`` what opens its first cell on a further page.
    """

    columns: Sequence[Column]
    cells: tuple[Cell, ...]
    above: float = 0.0
    below: float = 0.0
    rule: float = 0.0
    rule_colour: Colour = HAIRLINE
    outline: str = ""
    again: Cell = ()
    height: float = field(init=False)

    def __post_init__(self) -> None:
        height = self.above + max(map(cell_height, self.cells), default=0.0) + self.below
        object.__setattr__(self, "height", height)


@dataclass(slots=True)
class Page:
    """Rows with the height of their upper edge above the sheet's lower edge, and what is left below them."""

    rows: list[tuple[float, Row]]
    left: float


def cell_height(cell: Cell) -> float:
    """How high the blocks stand on one another."""
    return sum(block.height + block.before for block in cell) - (cell[0].before if cell else 0.0)


def pages(opening: Sequence[Row], header: Row | None, rows: Sequence[Row], paper: Paper) -> Iterator[Page]:
    """Lay rows on pages: the opening first, then the others under a header that is repeated on each new page.

    A row stays whole where it fits on a page; a higher one is split, and so is the first if it would leave the first
    page with the opening alone.
    """
    page = Page([], paper.room)
    for row in opening:
        rest: Row | None = row
        while rest is not None:
            if rest.height <= page.left:
                _put(page, rest, paper)
                break
            part, rest = split(rest, page.left, force=not page.rows)
            if part is not None:
                _put(page, part, paper)
            yield page
            page = Page([], paper.room)
    headed = False
    for row in rows:
        rest = row
        while rest is not None:
            head = 0.0 if headed or header is None else header.height
            fresh = paper.room - (header.height if header else 0.0)
            if rest.height <= page.left - head:
                part, rest = rest, None
            # Whole on the next page, if it fits there and this one is not left with the opening alone.
            elif page.rows and (page.left - head < LEAST_ROOM or (headed and rest.height <= fresh)):
                part = None
            else:
                part, rest = split(rest, page.left - head, force=not page.rows)
            if part is not None:
                if header is not None and not headed:
                    _put(page, header, paper)
                    headed = True
                _put(page, part, paper)
            if rest is not None:
                yield page
                page, headed = Page([], paper.room), False
    yield page


def _put(page: Page, row: Row, paper: Paper) -> None:
    page.rows.append((paper.bottom + page.left, row))
    page.left -= row.height


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
    return first, replace(row, cells=tuple(rests), outline="")


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
                rest = replace(block, lines=block.lines[count:], mark="", before=0.0)
                return tuple(taken), (rest, *cell[at + 1 :])
            break
        break
    return tuple(taken), cell[at:]


def draw(pen: Pen, row: Row, left: float, top: float) -> None:
    """Draw a row with its upper left corner here."""
    if row.outline:
        pen.bookmark(row.outline, top)
    for column, cell in zip(row.columns, row.cells, strict=True):
        y = top - row.above
        for position, block in enumerate(cell):
            if position:
                y -= block.before
            if block.mark:
                pen.lines(left + column.x + block.mark_at, y, (block.mark,), block.style)
            pen.lines(left + column.x + block.indent, y, block.lines, block.style)
            y -= block.height
    if row.rule:
        last = row.columns[-1]
        pen.rule(left, top - row.height, last.x + last.width, row.rule, row.rule_colour)
