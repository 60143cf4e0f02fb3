"""When measures are due, and which are overdue, due soon or in a year: one rule for all that show or count them."""

import datetime as dt
from typing import NamedTuple

from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Measure, Phase
from nrw_desktop.domain.queries import period
from nrw_desktop.domain.text import months, points
from nrw_desktop.domain.text.values import german_date, running_date

OPEN = ("planned", "running")
"""What is postponed or dropped is not waited for."""
SOON = 3
"""Months, this one included, in which what is due is due soon."""
BY_PHASE = "nach Phase"
"""What stands beside a date that is not the measure's own."""


class Due(NamedTuple):
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
    if own := points.iso(period.resolved_point(plan, measure, "end")):
        return Due(own)
    phase = plan.find(Phase, measure.phase)
    until = points.iso(period.resolved_point(plan, phase, "end")) if isinstance(phase, Phase) else None
    return Due(until, by_phase=True) if until else None


def is_past(until: str, today: dt.date) -> bool:
    """Whether a month or a day is wholly past."""
    return until < today.isoformat()[: len(until)]


def is_overdue(plan: Plan, measure: Measure, today: dt.date) -> bool:
    """Whether a measure is planned or running though the month or day that it was due is past."""
    due = of_measure(plan, measure) if measure.status in OPEN else None
    return due is not None and is_past(due.until, today)


def is_due_soon(plan: Plan, measure: Measure, today: dt.date) -> bool:
    """Whether a measure is planned or running and due in this month or one of the next two."""
    due = of_measure(plan, measure) if measure.status in OPEN else None
    if due is None or is_past(due.until, today):
        return False
    return due.until[:7] <= months.shifted(f"{today:%Y-%m}", SOON - 1)


def in_year(start: str | None, end: str | None, year: int) -> bool:
    """Whether a stretch of months or days reaches into the year; what has no end on one side goes on there."""
    return (start is None or int(start[:4]) <= year) and (end is None or int(end[:4]) >= year)


def phase_in_year(plan: Plan, phase: Phase, year: int) -> bool:
    """Whether a phase reaches into the year."""
    return in_year(period.resolved_start(plan, phase), period.resolved_end(plan, phase), year)


def measure_in_year(plan: Plan, measure: Measure, year: int) -> bool:
    """Whether a measure reaches into the year: by its own months, where it has none by those of its phase."""
    phase = plan.find(Phase, measure.phase)
    start, end = own_start, own_end = period.resolved_start(plan, measure), period.resolved_end(plan, measure)
    if isinstance(phase, Phase):
        first, last = period.resolved_start(plan, phase), period.resolved_end(plan, phase)
        # One that lies outside its phase with the month it has lies there with the other one too.
        start = own_start or (min(first, own_end) if first and own_end else first)
        end = own_end or (max(last, own_start) if last and own_start else last)
    return in_year(start, end, year)
