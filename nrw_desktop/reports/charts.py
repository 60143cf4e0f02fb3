"""Bars beside the figures they show: a table that is read aloud, with the bars drawn next to it for the eye.

Each kind has a pattern of its own, so that the bars are told apart in grey and without seeing colours.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from reportlab.lib.units import mm

from nrw_desktop.domain.model import labels_de
from nrw_desktop.reports.document import Document
from nrw_desktop.reports.typeset.decimal_columns import NOTHING, Figure, set_figures, set_label
from nrw_desktop.reports.typeset.pagination import Part
from nrw_desktop.reports.typeset.styles import BODY, COLUMN, STRONG, Colour
from nrw_desktop.reports.typeset.table_layout import Column, Row, Shape

ORDER = ("done", "running", "planned", "postponed", "dropped")
"""The statuses from the left of a bar to its right."""

_DARK: Colour = (0.05, 0.30, 0.42)
_MIDDLE: Colour = (0.16, 0.52, 0.66)
_PALE: Colour = (0.90, 0.94, 0.96)
_GREY: Colour = (0.45, 0.48, 0.52)
_WHITE: Colour = (1.0, 1.0, 1.0)
_BAR, _ABOVE, _EDGE, _STRIPE, _STEP, _SWATCH = 9.0, 3.0, 0.7, 1.3, 3.4, 14.0
_GAP, _LEAST_BAR, _LABEL = 12.0, 70.0, 36 * mm

Point = tuple[float, float]


class Bar(NamedTuple):
    """A row of a chart: what it is about, and how many there are of each kind."""

    label: str
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        """All kinds together."""
        return sum(self.counts.values())


def statuses(draft: Document, title: str, first: str, bars: Sequence[Bar]) -> Part:
    """How the measures of each row stand: figures by status, and one bar of all, as long as the row has measures.

    ``first`` names the rows. A status that no measure has gets no column.
    """
    found: Counter[str] = Counter()
    for bar in bars:
        found.update(bar.counts)
    kinds = [kind for kind in ORDER if found[kind]] + sorted(kind for kind in found if kind not in ORDER)
    labels = {kind: labels_de.value_text("measure", "status", kind) for kind in kinds}
    columns, left, width = _places(draft, list(labels.values()))
    heading = draft.heading(title)
    table = draft.table(columns, [first, *("" for _ in kinds)])
    swatches: list[Shape] = []
    for kind, column, cell in zip(kinds, columns[1:], table.head.cells[1:], strict=True):
        set_label(draft.composer, cell, labels[kind], COLUMN)
        edge = column.x + column.width
        swatches += pattern(kind, edge - _SWATCH, edge, 0.0, _BAR)
    header = table.header(above=_BAR + 3, width=draft.paper.measure, shapes=tuple(swatches))
    lines = [table.line() for _ in bars]
    for at, kind in enumerate(kinds, 1):
        figures = [Figure(str(bar.counts.get(kind, 0) or NOTHING)) for bar in bars]
        set_figures(draft.composer, [line.cells[at] for line in lines], figures)
    most = max((bar.total for bar in bars), default=1) or 1
    rows: list[Row] = []
    for bar, line in zip(bars, lines, strict=True):
        line.cells[0].text(bar.label)
        shapes = tuple(_stacked(bar, kinds, left, width / most))
        rows.append(
            line.row(
                above=_ABOVE,
                below=_ABOVE + 1,
                rule=0.25,
                width=draft.paper.measure,
                shapes=shapes,
                caption=draft.goes_on(title),
            )
        )
    return Part([heading], header, rows, whole=True)


def by_status(draft: Document, title: str, counts: Mapping[str, int]) -> Part:
    """How many measures there are of each status, a bar for each, and all together."""
    kinds = [kind for kind in ORDER if counts.get(kind)] + sorted(kind for kind in counts if kind not in ORDER)
    columns, left, width = _places(draft, ["Maßnahmen"])
    heading = draft.heading(title)
    table = draft.table(columns, ["Stand", ""])
    set_label(draft.composer, table.head.cells[1], "Maßnahmen", COLUMN)
    header = table.header(width=draft.paper.measure)
    lines = [table.line() for _ in [*kinds, ""]]
    figures = [Figure(str(counts[kind])) for kind in kinds]
    figures.append(Figure(str(sum(counts.values())), STRONG))
    set_figures(draft.composer, [line.cells[1] for line in lines], figures)
    most = max(counts.values(), default=1) or 1
    rows = []
    for kind, line in zip([*kinds, ""], lines, strict=True):
        line.cells[0].text(labels_de.value_text("measure", "status", kind) or "insgesamt", BODY if kind else STRONG)
        length = width * counts.get(kind, 0) / most
        shapes = tuple(_in_line(kind, left, left + length)) if kind else ()
        rows.append(line.row(above=_ABOVE, below=_ABOVE + 1, rule=0.25, width=draft.paper.measure, shapes=shapes))
    return Part([heading], header, rows, whole=True)


def _places(draft: Document, labels: Sequence[str]) -> tuple[list[Column], float, float]:
    """The columns of figures, each as wide as its label, the place of the bars and how long they may be.

    Where the paper is too narrow for all, the bars are left out.
    """
    measure = draft.paper.measure
    wide = [max(draft.composer.width(label, COLUMN), _SWATCH) + 1 for label in labels]
    room = measure - sum(wide) - _GAP * (len(wide) + 1)
    first = max(_LABEL, min(room * 0.55, 80 * mm))
    columns, x = [Column(0.0, first)], first + _GAP
    for width in wide:
        columns.append(Column(x, width))
        x += width + _GAP
    left = measure - x
    return columns, x, left if left >= _LEAST_BAR / 2 else 0.0


def _stacked(bar: Bar, kinds: Sequence[str], left: float, unit: float) -> Iterator[Shape]:
    for kind in kinds:
        if count := bar.counts.get(kind, 0):
            right = left + count * unit
            yield from _in_line(kind, left, right)
            left = right


def _in_line(kind: str, left: float, right: float) -> Iterator[Shape]:
    """A stretch of a bar in the middle of a row's first line."""
    top = _ABOVE + (BODY.leading - _BAR) / 2
    return pattern(kind, left, right, top, top + _BAR)


def pattern(kind: str, left: float, right: float, top: float, low: float) -> Iterator[Shape]:
    """The area of a status: full, stripes that lean, pale, upright stripes, or empty."""
    if right - left < 2 * _EDGE:
        return
    if kind == "done":
        yield _area(left, right, top, low, _DARK)
        return
    slanted, upright = kind == "running", kind == "postponed"
    colour = _MIDDLE if slanted else _DARK if kind == "planned" else _GREY
    yield _area(left, right, top, low, _PALE if kind == "planned" else _WHITE)
    if slanted or upright:
        yield from _stripes(left, right, top, low, low - top if slanted else 0.0, colour)
    # The frame comes last and of four strips: renderers let nothing thin vanish that is drawn, but what is left free.
    yield _area(left, right, top, top + _EDGE, colour)
    yield _area(left, right, low - _EDGE, low, colour)
    yield _area(left, left + _EDGE, top, low, colour)
    yield _area(right - _EDGE, right, top, low, colour)


def _area(left: float, right: float, top: float, low: float, colour: Colour) -> Shape:
    return Shape(((left, top), (right, top), (right, low), (left, low)), colour)


def _stripes(left: float, right: float, top: float, low: float, lean: float, colour: Colour) -> Iterator[Shape]:
    """Stripes that lean to the right by so much from their foot to their head, cut off at the edges."""
    at = left - lean
    while at < right:
        corners = [(at, low), (at + _STRIPE, low), (at + _STRIPE + lean, top), (at + lean, top)]
        cut = _beside(_beside(corners, left, 1), right, -1)
        if len(cut) > 2:
            yield Shape(tuple(cut), colour)
        at += _STEP


def _beside(corners: Sequence[Point], edge: float, side: int) -> list[Point]:
    """The part of an area that lies to the right (1) or to the left (-1) of an upright edge."""
    kept: list[Point] = []
    for (x, y), (further, below) in zip(corners, (*corners[1:], *corners[:1]), strict=True):
        if side * (x - edge) >= 0:
            kept.append((x, y))
        if (x - edge) * (further - edge) < 0:
            kept.append((edge, y + (below - y) * (edge - x) / (further - x)))
    return kept
