"""The periods of phases and measures as people write them: „März bis Juli 2017“, „14.11.2018“, „Juli bis Projektende“.

Either end is a month, a day in one, or follows the end of the project or of a phase at a distance in months, and then
moves with it. What was typed is kept beside that where it says more („Anfang 2018“).
"""

from collections.abc import Iterable
from operator import attrgetter

from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Measure, Phase
from nrw_desktop.domain.text import points
from nrw_desktop.domain.text.months import shifted
from nrw_desktop.domain.text.points import (
    NOWHERE,
    PHASE_END,
    PROJECT_END,
    SIDES,
    Period,
    Point,
    Side,
    check_ends,
    fields_of,
    spoken,
    stored,
)

__all__ = [
    "SIDES", "Period", "Point", "Side", "cell", "check", "ends", "fields_of", "follows", "one_of_each", "point",
    "reading", "resolved", "resolved_end", "resolved_point", "resolved_start", "shown", "sort_points", "stored",
    "told", "wording",
]  # fmt: skip

_OF_SIDE = {side: attrgetter(*fields_of(side)) for side in SIDES}
_LIES = attrgetter("phase", *(field for side in SIDES for field in fields_of(side)))


def point(record: Phase | Measure, side: Side) -> Point:
    """One end of the period of a phase or a measure."""
    return Point._make(_OF_SIDE[side](record))


def wording(plan: Plan, record: Phase | Measure) -> str:
    """The period in words: those that were typed or stood in the source where they say more, else made of its ends."""
    if record.period_text is not None:
        return record.period_text
    return _spoken(plan, record)


def _spoken(plan: Plan, record: Phase | Measure) -> str:
    return spoken(Period(point(record, "start"), point(record, "end")), plan.number)


def cell(plan: Plan, record: Phase | Measure) -> str:
    """The period as it stands in a table: words where there are some or it follows something, else 08–10/2017."""
    start, end = point(record, "start"), point(record, "end")
    if record.period_text is None and not (start.rule or end.rule):
        return points.compact(start, end)
    return wording(plan, record)


def reading(plan: Plan, record: Phase | Measure) -> str:
    """What the words in a table mean as months or days, as far as anybody knows; empty where they say it themselves."""
    start, end = point(record, "start"), point(record, "end")
    if not (start.rule or end.rule) and record.period_text in (None, _spoken(plan, record)):
        return ""
    return points.compact(*ends(plan, record))


def told(plan: Plan, record: Phase | Measure) -> str:
    """What stands beside the words of a period: how they are read, else nothing."""
    found = reading(plan, record)
    return f"gelesen als {found}" if found else ""


def shown(plan: Plan, phase: Phase | Measure) -> str:
    """The period on screen and in the overview: as in words, and the months that these do not tell once known."""
    text = wording(plan, phase)
    sides = [point(phase, side) for side in SIDES]
    is_own = phase.period_text is not None and phase.period_text != _spoken(plan, phase)
    if is_own and any(one.rule for one in sides) and isinstance(phase, Phase) and phase.start_derived:
        # „Juli bis Projektende“: that the year was concluded is told apart from it.
        is_own = False
    start, end = (
        resolved_point(plan, phase, side) if is_own or one.rule else NOWHERE
        for side, one in zip(SIDES, sides, strict=True)
    )
    first, last = points.written(start), points.written(end)
    if first and last:
        return f"{text} ({first} bis {last})" if first != last else f"{text} ({first})"
    # What follows something has a month at its end; „bis“ is said where the words alone could mean the start.
    return f"{text} ({f'ab {first}' if first else f'bis {last}' if is_own else last})" if first or last else text


def one_of_each(measures: Iterable[Measure]) -> Iterable[Measure]:
    """One measure of each period that occurs: those with the same ends in the same phase lie alike."""
    return {_LIES(measure): measure for measure in measures}.values()


def ends(plan: Plan, record: Phase | Measure) -> tuple[Point, Point]:
    """Both ends of a period as months or days; nowhere while nobody knows."""
    return resolved_point(plan, record, "start"), resolved_point(plan, record, "end")


def sort_points(plan: Plan, record: Phase | Measure) -> tuple[str | None, str | None]:
    """Both ends as texts whose order is that of time; None while nobody knows."""
    start, end = ends(plan, record)
    return points.iso(start), points.iso(end)


def resolved_start(plan: Plan, record: Phase | Measure) -> str | None:
    """The month in which it starts, None while nobody knows."""
    return resolved(plan, record, "start")


def resolved_end(plan: Plan, record: Phase | Measure) -> str | None:
    """The month in which it ends: its own, or that of what it follows; None while nobody knows."""
    return resolved(plan, record, "end")


def resolved(plan: Plan, record: Phase | Measure, side: Side) -> str | None:
    """The month of one end of a period."""
    return resolved_point(plan, record, side).month


def resolved_point(plan: Plan, record: Phase | Measure, side: Side) -> Point:
    """One end of a period as a month or a day. Phases that follow each other in a circle have none.

    Months later than a day is a month.
    """
    one = point(record, side)
    if not one.rule:
        # Nearly all are so, and a window asks for all of them at its start.
        return one if one.month else NOWHERE
    distance, seen = 0, {record.id}
    while one.rule == PHASE_END:
        distance += one.offset
        found = plan.find(Phase, one.phase)
        if not isinstance(found, Phase) or found.id in seen:
            return NOWHERE
        seen.add(found.id)
        one = point(found, "end")
    if one.rule == PROJECT_END:
        distance, one = distance + one.offset, Point(plan.project.end)
    if not one.month:
        return NOWHERE
    return Point(shifted(one.month, distance)) if distance else Point(one.month, day=one.day)


def check(plan: Plan, record: Phase | Measure) -> None:
    """Refuse a period whose end lies before its start.

    Raises:
        PlanError: it does.
    """
    check_ends(*ends(plan, record))


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
