"""The line of today: „2 überfällig · 3 bis Ende März · nächste Frist 31.03. · seit dem 2. März 4 erledigt“.

It comes in parts, each with the records behind it, so that a page can make each one lead to them::

    stand = standing.of_plan(plan, today, since, workspace.state_before(since))
    parts = today_line.parts(plan, stand)                                  # „seit dem 2. März 4 erledigt“
    today_line.SEPARATOR.join(part.words for part in parts)                # the whole line as a text

A part without records („nichts überfällig“) leads nowhere and is but text; what was done leads to what has changed.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Literal

import msgspec

from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Deadline, Measure
from nrw_desktop.domain.queries.due import last_month_of_soon
from nrw_desktop.domain.queries.meetings import last_day
from nrw_desktop.domain.queries.standing import Entries, Standing
from nrw_desktop.domain.text import months
from nrw_desktop.domain.text.values import german_date, running_date

SEPARATOR = " · "


class Part(msgspec.Struct, frozen=True):
    """A part of the line: which one, its words, and the records that it counts or names, what is due first before."""

    kind: Literal["overdue", "soon", "deadline", "done"]
    words: str
    records: tuple[Measure, ...] | tuple[Deadline, ...]

    @property
    def leads_on(self) -> bool:
        """Whether there is something to show for it."""
        return bool(self.records) or self.kind == "done"


def parts(plan: Plan, standing: Standing) -> tuple[Part, ...]:
    """The parts of the line in their order.

    What is overdue and what is due soon is always told, none of it too; a deadline only where one comes; what was done
    only where the standing knows since when; the day of the last meeting is called so. Years are told where they are
    not today's.
    """
    return tuple(_parts(plan, standing))


def _parts(plan: Plan, standing: Standing) -> Iterator[Part]:
    lists, today = standing.lists, standing.today
    soon = f"bis Ende {_short(months.named(last_month_of_soon(today)), today)}"
    yield Part("overdue", f"{_count(lists.overdue)} überfällig", _measures(lists.overdue))
    yield Part("soon", f"{_count(lists.soon)} {soon}{'' if lists.soon else ' fällig'}", _measures(lists.soon))
    if next_one := standing.next_deadline:
        date = next_one.date or ""
        when = "heute" if date == today.isoformat() else _numeric(date, today)
        yield Part("deadline", f"nächste Frist {when}", tuple(one for one in plan.deadlines if one.date == date))
    if standing.since:
        since = _since(plan, standing.since, today)
        yield Part("done", f"{since} {_count(lists.done)} erledigt", _measures(lists.done))


def _since(plan: Plan, day: dt.date, today: dt.date) -> str:
    if last_day(plan, today) == day.isoformat():
        return f"seit der letzten Sitzung ({_numeric(day.isoformat(), today)})"
    return f"seit dem {_short(running_date(day.isoformat()), today)}"


def _numeric(date: str, today: dt.date) -> str:
    """A day without its year, where that is today's."""
    return german_date(date).removesuffix(str(today.year))


def _count(entries: Entries) -> str:
    return str(len(entries) or "nichts")


def _measures(entries: Entries) -> tuple[Measure, ...]:
    return tuple(entry.measure for entry in entries)


def _short(words: str, today: dt.date) -> str:
    """„März 2027“ as „März“ in that year."""
    return words.removesuffix(f" {today.year}")
