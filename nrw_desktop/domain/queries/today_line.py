"""The line of today: „2 überfällig · 3 bis Ende März · nächste Frist 31.03. · seit dem 2. März 4 erledigt“.

It comes in parts, each with the records behind it, so that a page can make each one lead to them::

    stand = standing.of_plan(plan, today, since, workspace.state_before(since))
    parts = today_line.parts(plan, stand)                                  # „seit dem 2. März 4 erledigt“
    parts = today_line.parts(plan, stand, "seit der letzten Sitzung")      # where the day has a better name
    today_line.SEPARATOR.join(part.words for part in parts)                # the whole line as a text

A part without records („nichts überfällig“) leads nowhere and is but text.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Literal

import msgspec

from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Deadline, Measure
from nrw_desktop.domain.queries.due import last_month_of_soon
from nrw_desktop.domain.queries.standing import Entries, Standing
from nrw_desktop.domain.text import months
from nrw_desktop.domain.text.values import german_date, running_date

SEPARATOR = " · "


class Part(msgspec.Struct, frozen=True):
    """A part of the line: which one, its words, and the records that it counts or names, what is due first before."""

    kind: Literal["overdue", "soon", "deadline", "done"]
    words: str
    records: tuple[Measure, ...] | tuple[Deadline, ...]


def parts(plan: Plan, standing: Standing, since: str = "") -> tuple[Part, ...]:
    """The parts of the line in their order.

    What is overdue and what is due soon is always told, none of it too; a deadline only where one comes; what was done
    only where the standing knows since when. ``since`` are the words for that day; without any the day itself is named.
    Years are told where they are not today's.
    """
    return tuple(_parts(plan, standing, since))


def _parts(plan: Plan, standing: Standing, since: str) -> Iterator[Part]:
    lists, today = standing.lists, standing.today
    soon = f"bis Ende {_short(months.named(last_month_of_soon(today)), today)}"
    yield Part("overdue", f"{_count(lists.overdue)} überfällig", _measures(lists.overdue))
    yield Part("soon", f"{_count(lists.soon)} {soon}{'' if lists.soon else ' fällig'}", _measures(lists.soon))
    if next_one := standing.next_deadline:
        date = next_one.date or ""
        when = "heute" if date == today.isoformat() else german_date(date).removesuffix(str(today.year))
        yield Part("deadline", f"nächste Frist {when}", tuple(one for one in plan.deadlines if one.date == date))
    if standing.since:
        since = since or f"seit dem {_short(running_date(standing.since.isoformat()), today)}"
        yield Part("done", f"{since} {_count(lists.done)} erledigt", _measures(lists.done))


def _count(entries: Entries) -> str:
    return str(len(entries) or "nichts")


def _measures(entries: Entries) -> tuple[Measure, ...]:
    return tuple(entry.measure for entry in entries)


def _short(words: str, today: dt.date) -> str:
    """„März 2027“ as „März“ in that year."""
    return words.removesuffix(f" {today.year}")
