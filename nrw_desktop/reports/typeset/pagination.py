"""Lays the rows of a report on pages: what stays together, and where a table goes on overleaf."""

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace

from nrw_desktop.reports.typeset.styles import Paper
from nrw_desktop.reports.typeset.table_layout import Column, Row, cell_height, split, unread

LEAST_ROOM = 90.0
"""A row higher than a page begins at the end of one only where this much is left (points)."""
EMPTY_PART = 1 / 4
"""Rather than leave so much of a page empty, what should stay whole is divided."""
_FIRST_PART = 0.6
"""How much of a row stays where the next one does not fit, though the two belong together."""
_BELOW_CAPTION = 3.0
_TRIES = 4
"""So often a page may end sooner for what closes the report: for each who signs, and for a row."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a report: what opens it, and the rows of a table under a header that every further page repeats.

    One that is ``whole`` begins on a new page rather than on two, if it fits on one. One that is ``closing`` belongs to
    what stands before it: no page has it alone.
    """

    opening: Sequence[Row] = ()
    header: Row | None = None
    rows: Sequence[Row] = ()
    whole: bool = False
    closing: bool = False


Cut = tuple[int, float]
"""The number of a page, counted from 0, and by how much it ends sooner than others."""


@dataclass(slots=True)
class Page:
    """Rows with the height of their upper edge above the sheet's lower edge, and what is left below them.

    At the foot so much is ``reserved`` besides. ``cut`` says which page ends sooner.
    """

    rows: list[tuple[float, Row]]
    left: float
    reserved: float = 0.0
    number: int = 0
    cut: Cut = (-1, 0.0)

    def __post_init__(self) -> None:
        self.left -= self.shorter

    @property
    def shorter(self) -> float:
        """By how much it ends sooner."""
        number, height = self.cut
        return height if number == self.number else 0.0

    def next(self, room: float) -> "Page":
        """An empty one after it, of so much room."""
        return Page([], room, 0.0, self.number + 1, self.cut)


def laid_out(parts: Sequence[Part], paper: Paper, reserved: float = 0.0) -> list[Page]:
    """All pages, the last of which has more than what closes the report, if it can: else the one before ends sooner."""
    closing = {id(row.cells) for part in parts if part.closing for row in part.opening}

    def is_alone(found: list[Page]) -> bool:
        return len(found) > 1 and all(id(row.cells) in closing for _, row in found[-1].rows)

    first = found = list(pages(parts, paper, reserved))
    number, cut = len(first) - 2, 0.0
    for _ in range(_TRIES):
        if not is_alone(found) or len(found) != len(first):
            break
        # What stood last there no longer fits.
        cut += found[number].left + 1
        found = list(pages(parts, paper, reserved, (number, cut)))
    return found if len(found) == len(first) and not is_alone(found) else first


def pages(parts: Sequence[Part], paper: Paper, reserved: float = 0.0, cut: Cut = (-1, 0.0)) -> Iterator[Page]:
    """Lay the parts on pages, one below the other; so much at the foot of the first is ``reserved``.

    A row stays whole where it fits on a page, unless a quarter of one would stay empty; a higher one is split, and so
    is the report's first if it would leave the first page with the opening alone. No opening stands at the foot of a
    page without what it opens, and where a table is divided, two rows of it at least stand on either page.
    """
    page = Page([], paper.room - reserved, reserved, 0, cut)
    for part in parts:
        if page.rows and _beginning(part, paper.room, page.left) > page.left:
            yield page
            page = page.next(paper.room)
        for row in part.opening:
            page = yield from _laid(row, page, paper)
        page = yield from _table(part, page, paper)
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
        page = page.next(paper.room)
    _put(page, rest, paper)
    return page


def _table(part: Part, page: Page, paper: Paper) -> Generator[Page, None, Page]:
    """Put the rows on this page and on further ones, each with what its table begins with; gives the last page."""
    rows = part.rows
    begun = False
    tops: Sequence[Row] = (part.header,) if part.header else ()
    for at, row in enumerate(rows):
        again = (part.header.height if part.header else 0.0) + _caption_height(row)
        rest: Row | None = row
        while rest is not None:
            room = page.left - sum([top.height for top in tops])
            fresh = paper.room - again
            # Not split, the second would leave the first alone here, and the last would be alone overleaf.
            edge = row is rows[-1] or (at == 1 and rest.height > room)
            taken: Row | None = None
            if (_held(rows, at, fresh) if begun and rest is row and page.rows else rest.height) <= room:
                taken, rest = rest, None
            elif not page.rows or room >= _needed_to_split(rest, fresh, paper.room, begun=begun, edge=edge):
                taken, rest = _divided(rest, room, paper.room * EMPTY_PART, force=not page.rows)
            if taken is not None:
                for top in (*tops, taken):
                    _put(page, top, paper)
                tops, begun = (), True
            if rest is not None:
                yield page
                page = page.next(paper.room)
                tops = _tops_again(part, row, paper) if begun else tops
    return page


def _needed_to_split(row: Row, fresh: float, room: float, *, begun: bool, edge: bool) -> float:
    """How much must be left on a page so that a row which does not fit is split there, and not put on the next one."""
    if row.height > fresh or not begun:
        return LEAST_ROOM
    return room * (EMPTY_PART / 2 if edge else EMPTY_PART)


def _divided(row: Row, room: float, least: float, *, force: bool) -> tuple[Row | None, Row | None]:
    """What of a row stands on this page, and what on the next one.

    One that fits, but not with the next one that it belongs to, goes on there with it; or stays here as a whole if so
    much of the page would be left empty all the same.
    """
    if row.height > room:
        return split(row, room, force=force)
    first = row.height * _FIRST_PART
    taken, rest = split(row, first, force=force)
    return (row, None) if taken is None or room - first >= least else (taken, rest)


def _tops_again(part: Part, row: Row, paper: Paper) -> list[Row]:
    """What stands above a row that goes on with a table: of what this is, for the eye alone, and the header."""
    tops = []
    if row.caption:
        tops.append(Row([Column(0, paper.measure)], (row.caption,), below=_BELOW_CAPTION, repeats=True))
    if part.header:
        tops.append(unread(part.header))
    return tops


def _caption_height(row: Row) -> float:
    return cell_height(row.caption) + _BELOW_CAPTION if row.caption else 0.0


def _held(rows: Sequence[Row], at: int, fresh: float) -> float:
    """The height of a row with those that it is not parted from, if a page holds them all."""
    alone = total = rows[at].height
    last = len(rows) - 1
    while at < last and (rows[at].keeps or at == last - 1):
        at += 1
        total += rows[at].height
    return total if total <= fresh else alone


def _beginning(part: Part, room: float, left: float) -> float:
    """The height that a part needs at least to begin on a page: its opening, and the first rows if a page holds all."""
    height = sum(row.height for row in part.opening) + (part.header.height if part.header else 0.0)
    rows = part.rows
    if not rows:
        return min(height, room)
    roomy = left >= room * EMPTY_PART
    total = height + sum(row.height for row in rows)
    if part.whole and total <= room and (total <= left or not roomy):
        return total
    first = rows[0].height
    # Three rows cannot be divided so that two stand on either page.
    together = height + sum(row.height for row in rows[: 3 if len(rows) == 3 else 2])
    needed = together if together <= room else height + (first if height + first <= room else LEAST_ROOM)
    if needed > left and roomy:
        rest, row, least = left - height, rows[0], LEAST_ROOM
        if first <= rest and len(rows) > 1:
            rest, row, least = rest - first, rows[1], room * EMPTY_PART / 2
        if row.height > rest >= least and split(row, rest, force=False)[0] is not None:
            return left
    return needed


def _put(page: Page, row: Row, paper: Paper) -> None:
    page.rows.append((paper.bottom + page.reserved + page.shorter + page.left, row))
    page.left -= row.height
