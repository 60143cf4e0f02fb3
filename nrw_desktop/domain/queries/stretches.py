"""Which stretch of time a phase or a measure takes, for whoever draws it as a bar; nothing is invented for that."""

from collections.abc import Iterable
from math import ceil, floor, inf

import msgspec

from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Measure, Phase
from nrw_desktop.domain.queries import period
from nrw_desktop.domain.queries.time_axis import index
from nrw_desktop.domain.text.points import Point

_DAYS = 31
"""A day takes this part of its month, whatever month that is, as on the axis (`time_axis.of_day`)."""


class Stretch(msgspec.Struct, frozen=True):
    """From one time to another, in months since the year 0 (`time_axis.index`), known to the day where its end is one.

    ``starts`` and ``ends`` tell which of both somebody knows. What nobody knows of a measure is as in its phase; what
    nobody knows of that either is infinitely far away. ``derived`` is a start whose year was concluded.
    """

    first: float
    last: float
    starts: bool = True
    ends: bool = True
    derived: bool = False

    @property
    def own(self) -> bool:
        """Whether it is known for itself, be it one end alone; else it is that of the phase."""
        return self.starts or self.ends


EVERYWHERE = Stretch(-inf, inf, starts=False, ends=False)
"""What a phase lies in."""


def of_phase(plan: Plan, phase: Phase) -> Stretch | None:
    """The stretch of a phase; None while nobody knows either end."""
    found = between(*period.ends(plan, phase), EVERYWHERE)
    return msgspec.structs.replace(found, derived=bool(phase.start_derived)) if found.own else None


def of_measure(plan: Plan, measure: Measure, phase: Stretch | None) -> Stretch | None:
    """The stretch of a measure in a phase with this one; None while nobody knows anything of either."""
    found = between(*period.ends(plan, measure), phase)
    return found if found.own or phase is not None else None


def between(start: Point, end: Point, around: Stretch | None) -> Stretch:
    """The stretch from one month or day to another; an end that nobody knows is that of what lies ``around`` it."""
    if start.month and end.month:
        first = _beginning(start)
        return Stretch(first, _after(end, first))
    if start.month:
        first = _beginning(start)
        return Stretch(first, around.last if around and around.last > first else first + 1, ends=False)
    if end.month:
        last = _after(end, -inf)
        return Stretch(around.first if around and around.first < last else index(end.month), last, starts=False)
    return msgspec.structs.replace(around or EVERYWHERE, starts=False, ends=False, derived=False)


def months_shown(plan: Plan, phases: Iterable[Phase], stretches: Iterable[Stretch | None], today: float) -> list[int]:
    """The months that an axis has to hold for these stretches, and for the phases whose end may be open."""
    shown = [index(plan.project.end)] if plan.project.end else []
    for stretch in stretches:
        if stretch is not None and stretch.starts:
            shown.append(floor(stretch.first))
        if stretch is not None and stretch.ends:
            shown.append(ceil(stretch.last) - 1)
    now = int(today)
    # A phase whose end nobody knows goes on at least until today.
    if not shown or any(phase.end_rule and not period.resolved_end(plan, phase) for phase in phases):
        shown.append(now)
    # Today is shown unless the plan would shrink to make room for it.
    span = max(shown) - min(shown) + 1
    if min(shown) - span / 2 <= now <= max(shown) + span / 2:
        shown.append(now)
    return shown


def _beginning(point: Point) -> float:
    return index(point.month or "") + ((point.day - 1) / _DAYS if point.day else 0)


def _after(point: Point, first: float) -> float:
    """Where what ends with this point is over; a month after ``first`` where that would be before it."""
    last = index(point.month or "") + (point.day / _DAYS if point.day else 1)
    return last if last > first else first + 1
