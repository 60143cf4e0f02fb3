"""When measures are due, which are overdue, due soon, done or of a year: one rule for all that show or count them."""

import datetime as dt
from functools import lru_cache

import msgspec

from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Measure, Phase
from nrw_desktop.domain.queries import period
from nrw_desktop.domain.text import months, points
from nrw_desktop.domain.text.values import german_date, running_date

OPEN = ("planned", "running")
"""What is postponed or dropped is not waited for."""
SOON = 3
"""Months, this one included, in which what is due is due soon."""
_MOST_YEARS = 60
BY_PHASE = "nach Phase"
"""What stands beside a date that is not the measure's own."""


class Due(msgspec.Struct, frozen=True):
    """The last month (``YYYY-MM``) or day (ISO) for a measure; ``by_phase`` where it is that of its phase."""

    until: str
    by_phase: bool = False

    @property
    def order(self) -> str:
        """What due dates are compared by: a month is over after all of its days."""
        return f"{self.until}-99" if len(self.until) == len("2018-07") else self.until

    @property
    def named(self) -> str:
        """As it stands in sentences: „Juli 2018“, „1. Juli 2018“."""
        return running_date(self.until) if len(self.until) > len("2018-07") else months.named(self.until)

    @property
    def numeric(self) -> str:
        """As it stands in tables: 07/2018, 01.07.2018."""
        return german_date(self.until) if len(self.until) > len("2018-07") else months.numeric(self.until)


def of_measure(plan: Plan, measure: Measure) -> Due | None:
    """When a measure is due: at its own end, else at that of its phase; None while nobody knows."""
    if measure.end and not measure.end_rule and not measure.end_day:
        # Nearly all are so, and a window asks for all of them at its start.
        return Due(measure.end)
    if own := points.iso(period.resolved_point(plan, measure, "end")):
        return Due(own)
    phase = plan.find(Phase, measure.phase)
    until = points.iso(period.resolved_point(plan, phase, "end")) if isinstance(phase, Phase) else None
    return Due(until, by_phase=True) if until else None


def is_past(until: str, today: dt.date) -> bool:
    """Whether a month or a day is wholly past."""
    return until < today.isoformat()[: len(until)]


def standing(plan: Plan, measure: Measure, today: dt.date) -> str:
    """Where a measure stands: each is in just one place, so that they add up.

    One that is planned or running is „overdue“ where the month or day that it was due is past, „soon“ where it is due
    by `last_month_of_soon`, „later“ after that, „undated“ while nobody knows when. Any other is where its status says.
    """
    return standing_when(measure, of_measure(plan, measure), today)


def standing_when(measure: Measure, found: Due | None, today: dt.date) -> str:
    """The same for who has found out already when the measure is due."""
    if measure.status not in OPEN:
        return measure.status
    if found is None:
        return "undated"
    if is_past(found.until, today):
        return "overdue"
    return "soon" if found.until[:7] <= last_month_of_soon(today) else "later"


@lru_cache(maxsize=1)
def last_month_of_soon(today: dt.date) -> str:
    """The last month, ``YYYY-MM``, in which what is due is due soon."""
    return months.shifted(f"{today:%Y-%m}", SOON - 1)


def missed(plan: Plan, measure: Measure, today: dt.date) -> Due | None:
    """When a measure was due that is overdue: planned or running though that month or day is past; else None."""
    # Of most measures their status tells.
    found = of_measure(plan, measure) if measure.status in OPEN else None
    return found if found and standing_when(measure, found, today) == "overdue" else None


def is_overdue(plan: Plan, measure: Measure, today: dt.date) -> bool:
    """Whether a measure is planned or running though the month or day that it was due is past."""
    return missed(plan, measure, today) is not None


def is_done_since(plan: Plan, measure: Measure, since: dt.date | None, earlier: Plan | None) -> bool:
    """Whether a measure is done, and was not before a day, if one is given.

    ``earlier`` is the plan as it stood when that day began; without it the day tells on which the measure was due.
    """
    if measure.status != "done":
        return False
    if since is None:
        return True
    if earlier is not None:
        before = earlier.find(Measure, measure.id)
        return before is None or before.status != "done"
    found = of_measure(plan, measure)
    return found is None or not is_past(found.until, since)


def in_year(start: str | None, end: str | None, year: int) -> bool:
    """Whether a stretch of months or days reaches into the year; what has no end on one side goes on there."""
    return (start is None or int(start[:4]) <= year) and (end is None or int(end[:4]) >= year)


def phase_in_year(plan: Plan, phase: Phase, year: int) -> bool:
    """Whether a phase reaches into the year."""
    return in_year(period.resolved_start(plan, phase), period.resolved_end(plan, phase), year)


def measure_in_year(plan: Plan, measure: Measure, year: int) -> bool:
    """Whether a measure belongs to the year: it reaches into it, or money was planned or spent for it then.

    By its own months; where it has none by those of its phase. What has no period at all belongs to every year.
    """
    phase = plan.find(Phase, measure.phase)
    start, end = own_start, own_end = period.resolved_start(plan, measure), period.resolved_end(plan, measure)
    if isinstance(phase, Phase):
        first, last = period.resolved_start(plan, phase), period.resolved_end(plan, phase)
        # One that lies outside its phase with the month it has lies there with the other one too.
        start = own_start or (min(first, own_end) if first and own_end else first)
        end = own_end or (max(last, own_start) if last and own_start else last)
    return in_year(start, end, year) or year in _years_of_costs(plan, measure)


def has_period(plan: Plan, measure: Measure) -> bool:
    """Whether anybody knows when a measure starts or ends, if only by its phase."""
    records = (measure, plan.find(Phase, measure.phase))
    return any(end.month for record in records if record is not None for end in period.ends(plan, record))


def years(plan: Plan) -> list[int]:
    """The years that a plan speaks of, and those in between; these not where they are too many to choose from."""
    named = [plan.project.end]
    records: list[Phase | Measure] = [*plan.all(Phase).values(), *plan.all(Measure).values()]
    for record in records:
        named += [period.resolved_start(plan, record), period.resolved_end(plan, record)]
    found = {int(month[:4]) for month in named if month} | {texts.year for texts in plan.year_texts}
    for measure in plan.all(Measure).values():
        found |= _years_of_costs(plan, measure)
    if not found or max(found) - min(found) >= _MOST_YEARS:
        return sorted(found)
    return list(range(min(found), max(found) + 1))


def _years_of_costs(plan: Plan, measure: Measure) -> set[int]:
    """The years for which there is an amount; an older file may hold 0 where nobody has said one."""
    costs = plan.costs(measure.id)
    return {cost.year for cost in costs if cost.year and (cost.planned is not None or cost.actual is not None)}
