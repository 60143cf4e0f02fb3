"""The „Stand“ of a plan on a day: what is overdue, due soon, running or done, how far each phase is, what comes next.

What is missing belongs to it too, and is what `checks` finds: that takes longer and may be looked for in pieces.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import NamedTuple

import msgspec

from nrw_desktop.domain.model.meeting_records import Task
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Deadline, Measure, Phase
from nrw_desktop.domain.queries import due, meetings, progress
from nrw_desktop.domain.queries.progress import Progress

_UNLISTED = {
    "later": "später fällig",
    "undated": "ohne bekanntes Ende",
    "done": "abgeschlossen",
    "done_earlier": "schon früher abgeschlossen",
    "postponed": "zurückgestellt",
    "dropped": "entfallen",
}
"""How measures are called that no list shows, by where they stand."""


class Entry(msgspec.Struct, frozen=True, gc=False):
    """A measure and when it is due; None while nobody knows."""

    measure: Measure
    due: due.Due | None


Entries = tuple[Entry, ...]


class Lists(msgspec.Struct, frozen=True):
    """Measures by where they stand (`due.standing`); each is in just one of these lists, so that they add up.

    What is due first comes first, of what is done what was due last; else they are in the order of the plan. ``done``
    are those since the day that is asked for, ``done_earlier`` those before it; without such a day all are ``done``.
    """

    overdue: Entries
    soon: Entries
    later: Entries
    undated: Entries
    done: Entries
    done_earlier: Entries
    postponed: Entries
    dropped: Entries

    @property
    def all(self) -> Entries:
        """The measures of all lists."""
        return tuple(chain.from_iterable(getattr(self, where) for where in self.__struct_fields__))

    @property
    def running(self) -> Entries:
        """Those running, whatever list they are in; what is due first comes first."""
        found = (*self.overdue, *self.soon, *self.later, *self.undated)
        return tuple(entry for entry in found if entry.measure.status == "running")

    @property
    def statuses(self) -> Counter[str]:
        """How many measures have which status."""
        return Counter(entry.measure.status for entry in self.all)

    def told_unlisted(self, shown: Iterable[Sequence[Entry]]) -> str:
        """What none of the lists that are shown has, e.g. „1 später fällig, 2 entfallen“; empty where they have all."""
        listed = {entry.measure.id for entries in shown for entry in entries}
        counts = {where: sum(entry.measure.id not in listed for entry in getattr(self, where)) for where in _UNLISTED}
        return ", ".join(f"{count} {_UNLISTED[where]}" for where, count in counts.items() if count)


class InPhase(NamedTuple):
    """A phase and how far its measures are."""

    phase: Phase
    progress: Progress


class Standing(msgspec.Struct, frozen=True):
    """How a plan stands ``today``.

    ``since`` is the day from which on what is done is told apart, if one was asked for. ``without_period`` are the
    measures that count and of which nobody knows either when they start or when they end. The next deadline may be
    today. ``tasks`` are those that are not done, what is due first before.
    """

    today: dt.date
    since: dt.date | None
    lists: Lists
    without_period: Entries
    phases: tuple[InPhase, ...]
    next_deadline: Deadline | None
    past_deadlines: tuple[Deadline, ...]
    tasks: tuple[Task, ...]


def of_plan(plan: Plan, today: dt.date, since: dt.date | None = None, earlier: Plan | None = None) -> Standing:
    """How a plan stands on a day; ``since`` and ``earlier`` as for `due.is_done_since`."""
    measures = [measure for phase in plan.phases for measure in plan.measures(phase.id)]
    lists = of_measures(plan, measures, today, since, earlier)
    # Whatever has an end, or is in a phase that has one, has a period.
    endless = (entry for entry in lists.all if entry.due is None and progress.counts(entry.measure))
    past: list[Deadline] = []
    coming: list[Deadline] = []
    for deadline in plan.deadlines:
        if deadline.date:
            (past if due.is_past(deadline.date, today) else coming).append(deadline)
    return Standing(
        today,
        since,
        lists,
        tuple(entry for entry in endless if not due.has_period(plan, entry.measure)),
        tuple(InPhase(phase, progress.of_phase(plan, phase)) for phase in plan.phases),
        coming[0] if coming else None,
        tuple(past),
        meetings.open_tasks(plan),
    )


def of_measures(
    plan: Plan,
    measures: Iterable[Measure],
    today: dt.date,
    since: dt.date | None = None,
    earlier: Plan | None = None,
) -> Lists:
    """Some measures by where they stand on a day; ``since`` and ``earlier`` as for `due.is_done_since`."""
    places: defaultdict[str, list[Entry]] = defaultdict(list)
    for measure in measures:
        found = due.of_measure(plan, measure)
        where = due.standing_when(measure, found, today)
        if where == "done" and not due.is_done_since(plan, measure, since, earlier):
            where = "done_earlier"
        places[where].append(Entry(measure, found))
    for where in ("overdue", "soon", "later", "done", "done_earlier"):
        places[where].sort(key=_order)
    for where in ("done", "done_earlier"):
        places[where].reverse()
    return Lists(**{where: tuple(places[where]) for where in Lists.__struct_fields__})


def _order(entry: Entry) -> str:
    return entry.due.order if entry.due else ""
