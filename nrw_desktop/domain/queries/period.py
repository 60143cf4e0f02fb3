"""The periods of phases as people write them: „März bis Juli 2017“, „Juli 2018 bis Projektende“, „ab Ende von Phase 2“.

A period is month-exact. Either end is a month, or follows the end of the project or of another phase at a distance in
months, and then moves with it.
"""

from collections.abc import Sequence

from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Phase
from nrw_desktop.domain.text import period_text
from nrw_desktop.domain.text.months import numeric, shifted
from nrw_desktop.domain.text.points import PHASE_END, PROJECT_END, SIDES, Period, Point, Side, fields_of, spoken

__all__ = [
    "SIDES", "Period", "Point", "Side", "fields_of", "follows", "parse_period", "point", "resolved", "resolved_end",
    "resolved_start", "shown", "wording",
]  # fmt: skip


def point(phase: Phase, side: Side) -> Point:
    """One end of a phase's period."""
    return Point(*(getattr(phase, field) for field in fields_of(side)))


def parse_period(text: str, phases: Sequence[str] = (), after: str | None = None) -> Period:
    """The period that a person typed for what holds months and rules alone, as a phase does.

    Days, whole years and words that would have to be kept are refused; `period_text.parse_period` understands them.

    Raises:
        PlanError: it is no such period, has no year, ends before it starts, or names a phase that there is not.
    """
    return period_text.parse_period(text, phases, after, open_end_allowed=False, months_only=True)


def wording(plan: Plan, phase: Phase) -> str:
    """The phase's period in words: the source's own as long as nobody edited it."""
    if phase.period_text is not None:
        return phase.period_text
    return spoken(Period(point(phase, "start"), point(phase, "end")), plan.number)


def shown(plan: Plan, phase: Phase) -> str:
    """The period on screen and in the overview: as in words, and the months that follow something once known."""
    text = wording(plan, phase)
    start, end = (resolved(plan, phase, side) if point(phase, side).rule else None for side in ("start", "end"))
    if start and end:
        return f"{text} ({numeric(start)} bis {numeric(end)})"
    return f"{text} ({f'ab {numeric(start)}' if start else numeric(end)})" if start or end else text


def resolved_start(plan: Plan, phase: Phase) -> str | None:
    """The month the phase starts in, None while nobody knows."""
    return resolved(plan, phase, "start")


def resolved_end(plan: Plan, phase: Phase) -> str | None:
    """The month the phase ends in: its own, or that of what it follows; None while nobody knows."""
    return resolved(plan, phase, "end")


def resolved(plan: Plan, phase: Phase, side: Side) -> str | None:
    """The month of one end of a phase's period. Phases that follow each other in a circle have none."""
    distance, seen, one = 0, {phase.id}, point(phase, side)
    while one.rule == PHASE_END:
        distance += one.offset
        found = plan.find(Phase, one.phase)
        if not isinstance(found, Phase) or found.id in seen:
            return None
        seen.add(found.id)
        one = point(found, "end")
    month = plan.project.end if one.rule == PROJECT_END else one.month
    return shifted(month, distance + (one.offset if one.rule else 0)) if month else None


def follows(plan: Plan, phase: str, other: str | None) -> bool:
    """Whether the end of ``other`` depends on the end of ``phase``, or is the very same."""
    seen: set[str] = set()
    while other is not None and other not in seen:
        if other == phase:
            return True
        seen.add(other)
        found = plan.find(Phase, other)
        other = found.end_phase if isinstance(found, Phase) else None
    return False
