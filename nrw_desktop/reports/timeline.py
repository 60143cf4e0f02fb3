"""The Zeitplan: phases and measures under each other, with bars along one time axis that is as wide as the page."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from reportlab.lib.units import mm

from nrw_desktop.domain.model import labels_de
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Measure, Phase
from nrw_desktop.domain.queries import period, progress, stretches
from nrw_desktop.domain.queries.stretches import Stretch
from nrw_desktop.domain.queries.time_axis import YEAR, TimeAxis, of_day
from nrw_desktop.domain.text import months
from nrw_desktop.reports.document import Document, titled, written
from nrw_desktop.reports.long_phases import bookmark_of
from nrw_desktop.reports.phase_overview import left_out, measures_of, nothing_chosen, scope
from nrw_desktop.reports.request import ORIENTATIONS, Request, chosen_phases
from nrw_desktop.reports.typeset.pagination import Part
from nrw_desktop.reports.typeset.styles import ACCENT, BODY, COLUMN, QUIET, Colour, Share, Style, shared
from nrw_desktop.reports.typeset.table_builder import CellText, Table
from nrw_desktop.reports.typeset.table_layout import Column, Label, Row, Shape, Upright

REPORT = "Zeitplan"

_LABELS = ("Phase und Maßnahmen", "Zeitraum", "Stand")
_SHARES = (Share(112, 50 * mm), Share(41, 24 * mm), Share(33, 24 * mm))
_AXIS, _AXIS_YEAR, _WIDEST_AXIS, _LEAST_AXIS = 50, 6, 110, 45 * mm
"""What share of the width the axis gets: the more, the more years it has."""
_GAP = 5 * mm

_GRID: Colour = (0.86, 0.88, 0.90)
_TODAY: Colour = (0.74, 0.16, 0.13)
_PALE: Colour = (0.76, 0.85, 0.89)
_WHITE: Colour = (1.0, 1.0, 1.0)
_STATUS_COLOURS: dict[str, Colour] = {
    "planned": (0.55, 0.72, 0.79),
    "running": (0.16, 0.52, 0.66),
    "done": (0.16, 0.45, 0.30),
    "postponed": (0.72, 0.74, 0.77),
    "dropped": (0.72, 0.74, 0.77),
}
_MEASURE = Style(size=8.5, leading=11)
_STATE = Style(size=8, leading=11, colour=QUIET)
_PHASE_STATE = Style(size=8, leading=12, colour=QUIET)
_SPAN = Style(size=8.5, leading=12, ragged=1)
_NAME = Style("Bold", 9, 12, ragged=1)
_TICK = Style(size=8, leading=10, colour=COLUMN.colour)
_TODAY_LABEL = Style("Bold", size=8, leading=10, colour=_TODAY)
_PHASE_BAR, _BAR, _PALE_BAR = 8.0, 5.0, 2.0
_TIP = 5.0
_PIECE, _SPACE, _EDGE = 5.0, 1.5, 0.8
"""What a broken bar is made of and what lies between, and how thick the edge of a hollow one is."""
_ABOVE, _BETWEEN = 5.0, 1.0
"""The space above and below a phase with its measures, and above and below each of these."""


def timeline(plan: Plan, request: Request) -> bytes:
    """The Zeitplan as a PDF, one page wide whatever the span.

    Raises:
        PlanError: a phase is not in the plan, or the paper is too narrow.
    """
    draft = Document(plan, request, REPORT, "landscape")
    phases = chosen_phases(plan, request)
    title = titled(REPORT, scope(draft, phases))
    if not phases:
        return draft.finished([Part([*draft.opening(title), draft.sentence(nothing_chosen(plan))])])
    draft.count(sum(len(measures_of(draft, phase)) + 1 for phase in phases))
    chart = _Chart(draft, phases)
    opening = draft.opening(title, [chart.description])
    table = draft.table(chart.columns, _LABELS)
    header = chart.header(table)
    rows = [row for phase in phases for row in chart.rows(table, phase)]
    return draft.finished([Part(opening, header, rows)])


class _Chart:
    """The rows with their bars."""

    def __init__(self, draft: Document, phases: Sequence[Phase]):
        self._draft, self._plan = draft, draft.plan
        self._year = draft.request.year
        self._today = of_day(draft.request.today)
        paper = draft.paper
        turned = ORIENTATIONS["landscape" if paper.width > paper.height else "portrait"]
        shown = self._months(phases)
        years = sum(last - first for first, last in TimeAxis.over(shown, 1).stretches) / YEAR
        axis = Share(min(_WIDEST_AXIS, _AXIS + _AXIS_YEAR * years), _LEAST_AXIS)
        widths = shared((*_SHARES, axis), paper.measure, f"{draft.request.paper} im {turned}")
        self.columns: list[Column] = []
        x = 0.0
        for width in widths[:-1]:
            self.columns.append(Column(x, width - _GAP))
            x += width
        self._left = x
        self._axis = TimeAxis.over(shown, paper.measure - x)
        year, month = (draft.composer.width(name, _TICK) + 3 for name in ("2000", "00/2000"))
        self._ticks = list(self._axis.ticks(year, month))

    def _months(self, phases: Sequence[Phase]) -> list[int]:
        """The months that the axis has to hold."""
        if self._year is not None:
            return [self._year * YEAR, self._year * YEAR + YEAR - 1]
        found: list[Stretch | None] = []
        for phase in phases:
            own = stretches.of_phase(self._plan, phase)
            found += [own, *(stretches.of_measure(self._plan, one, own) for one in measures_of(self._draft, phase))]
        return stretches.months_shown(self._plan, phases, found, self._today)

    @property
    def description(self) -> str:
        """What the axis shows, in words."""
        axis, today = self._axis, self._draft.request.today
        if axis.holds(self._today):
            now = f"die senkrechte Linie steht für heute, den {written(today)}"
        else:
            side = "vor ihrem Beginn" if self._today < axis.first else "nach ihrem Ende"
            now = f"heute, der {written(today)}, liegt {side}"
        if not axis.cuts:
            return f"Zeitachse von {_month(axis.first)} bis {_month(axis.last - 1)}; {now}."
        shown, cut = (" und ".join(_years(*each) for each in stretches) for stretches in (axis.stretches, axis.cuts))
        return f"Zeitachse {shown}; {now}. Ausgelassen ist {cut}, weil dann nichts beginnt oder endet."

    def header(self, table: Table) -> Row:
        """The labels of the columns, and above the chart the years or months and today."""
        labels = [Label(self._left + tick.x + 1, 11, tick.label, _TICK) for tick in self._ticks if tick.label]
        if self._axis.holds(self._today):
            width = self._draft.composer.width("heute", _TODAY_LABEL)
            x = min(max(self._axis.x(self._today) - width / 2, 0), self._axis.width - width)
            labels.append(Label(self._left + x, 0, "heute", _TODAY_LABEL))
        header = table.header(above=10, labels=tuple(labels), width=self._draft.paper.measure)
        return replace(header, shapes=tuple(self._break_marks(header.height)))

    def _break_marks(self, low: float) -> Iterator[Shape]:
        """Two strokes across the line below the header, where years are cut out."""
        for start, end in self._axis.cuts:
            middle = self._left + (self._axis.x(start) + self._axis.x(end)) / 2
            for at in (middle - 1.75, middle + 1.75):
                yield Shape(((at - 2, low + 5), (at + 1.3, low - 5), (at + 2, low - 5), (at - 1.3, low + 5)), QUIET)

    def rows(self, table: Table, phase: Phase) -> Iterator[Row]:
        """A phase and its measures, in their order."""
        plan = self._plan
        own = stretches.of_phase(self._plan, phase)
        line = table.line()
        name, span, state = line.cells
        number = self._draft.numbers[phase.id]
        name.text(f"{number} {phase.title}".rstrip(), _NAME)
        span.text_or(period.shown(plan, phase), "Noch ohne Zeitraum", _SPAN)
        measures = measures_of(self._draft, phase)
        if measures or not plan.measures(phase.id):
            state.text(progress.of_measures(measures).short, _PHASE_STATE)
        if rest := left_out(self._draft, phase):
            state.text(rest, _PHASE_STATE)
        shapes = self._bar(own, _PHASE_BAR, ACCENT, _ABOVE + BODY.leading / 2)
        self._draft.steps.set()
        more: dict[str, Any] = {"uprights": self._uprights(), "width": self._draft.paper.measure}
        outline = self._draft.phase_name(phase)
        rule = 0.0 if measures else 0.5
        yield line.row(
            above=_ABOVE, below=3 if measures else _ABOVE, shapes=shapes, keeps=True, outline=outline, rule=rule, **more
        )
        more["caption"] = self._draft.goes_on(outline)
        for at, measure in enumerate(measures):
            line = table.line()
            more["shapes"] = self._measure(line.cells, measure, own)
            self._draft.steps.set()
            left = len(measures) - at - 1
            # Neither the first nor the last measure of a phase stands alone on a page.
            more["keeps"] = left == 1 or (at == 0 and left > 0)
            below, rule = (_BETWEEN, 0.0) if left else (_ABOVE, 0.5)
            more["outline"] = bookmark_of(measure)
            yield line.row(above=_BETWEEN, below=below, rule=rule, level=1, **more)

    def _measure(self, cells: Sequence[CellText], measure: Measure, phase: Stretch | None) -> tuple[Shape, ...]:
        name, span, state = cells
        middle = _BETWEEN + _MEASURE.leading / 2
        name.text(labels_de.full_name(measure), _MEASURE, indent=10)
        state.text(labels_de.value_text("measure", "status", measure.status), _STATE)
        own = period.cell(self._plan, measure)
        if own:
            span.text(own, _MEASURE)
        stretch = stretches.of_measure(self._plan, measure, phase)
        if stretch is not None and stretch.own:
            bar = self._bar(stretch, _BAR, _STATUS_COLOURS.get(measure.status, ACCENT), middle)
            return tuple(shape for one in bar for shape in (one, *_left_free(one, measure.status)))
        if not own:
            span.text("wie die Phase" if phase else "Noch ohne Zeitraum", _STATE)
        return self._bar(phase, _PALE_BAR, _PALE, middle)

    def _bar(self, stretch: Stretch | None, height: float, colour: Colour, middle: float) -> tuple[Shape, ...]:
        """A bar in the middle of the row's first line; one that goes on beyond the axis or has no end is pointed."""
        axis = self._axis
        if stretch is None or stretch.last <= axis.first or stretch.first >= axis.last:
            return ()
        top, low = middle - height / 2, middle + height / 2
        # Never none: years that are cut out hold no beginning and no end.
        *pieces, (start, end) = axis.pieces(stretch.first, stretch.last)
        shapes = [_oblong(self._left + left, self._left + right, top, low, colour) for left, right in pieces]
        left, right = self._left + start, self._left + max(end, start + 1.5)
        if stretch.last > axis.last:
            body = max(left, right - _TIP)
            shapes.append(Shape(((left, top), (body, top), (right, middle), (body, low), (left, low)), colour))
        else:
            shapes.append(_oblong(left, right, top, low, colour))
        return tuple(shapes)

    def _uprights(self) -> tuple[Upright, ...]:
        places = [tick.x for tick in self._ticks]
        places += [self._axis.x(start) for start, _ in self._axis.cuts]
        lines = [Upright(self._left + x, 0.4, _GRID) for x in places]
        if self._axis.holds(self._today):
            lines.append(Upright(self._left + self._axis.x(self._today), 1.0, _TODAY))
        return tuple(lines)


def _left_free(bar: Shape, status: str) -> Iterator[Shape]:
    """What stays white of the bar of a measure that is not waited for, so that both kinds are told apart in grey.

    One that is postponed is broken into pieces, one that was dropped is hollow.
    """
    (left, top), (low, right) = bar.corners[0], (bar.corners[-1][1], max(x for x, _ in bar.corners))
    # The second corner is where a pointed bar begins to close.
    body = bar.corners[1][0]
    if status == "postponed":
        for step in range(1, int((body - left) // _PIECE) + 1):
            edge = min(left + step * _PIECE, body)
            yield Shape(((edge - _SPACE, top), (edge, top), (edge, low), (edge - _SPACE, low)), _WHITE)
    if status == "dropped" and body - left > 2 * _EDGE:
        tip = right - _EDGE if right == body else right - 2 * _EDGE
        yield Shape(
            (
                (left + _EDGE, top + _EDGE),
                (min(body, tip), top + _EDGE),
                (tip, (top + low) / 2),
                (min(body, tip), low - _EDGE),
                (left + _EDGE, low - _EDGE),
            ),
            _WHITE,
        )


def _years(first: int, last: int) -> str:
    """Whole years from the beginning of a month to the beginning of another."""
    one, other = first // YEAR, last // YEAR - 1
    return f"{one} bis {other}" if other > one else str(one)


def _oblong(left: float, right: float, top: float, low: float, colour: Colour) -> Shape:
    return Shape(((left, top), (right, top), (right, low), (left, low)), colour)


def _month(at: int) -> str:
    return months.named(f"{at // YEAR:04d}-{at % YEAR + 1:02d}")
