"""What is written while a meeting goes on: decisions, tasks and what was said, at the place that the room sees.

Words are never refused for want of a place: where there is no agenda item for it (any more), one is made, and a meeting
of the day where there is none, all in one step.
"""

import datetime as dt
from collections.abc import Callable
from typing import Concatenate, NamedTuple, ParamSpec

from nrw_desktop.domain.edits.meeting import agenda, meeting_decisions, meetings, tasks
from nrw_desktop.domain.model.change import Change, RowChange, reference
from nrw_desktop.domain.model.labels_de import caption
from nrw_desktop.domain.model.meeting_records import AgendaItem, Meeting
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Phase
from nrw_desktop.domain.queries import meetings as queries
from nrw_desktop.domain.text.folding import alike

P = ParamSpec("P")


class Place(NamedTuple):
    """What the room sees: an item of an agenda, or a page of another title, and the phase that this is about.

    ``meeting`` is the one that the room sits in; None where none is noted yet.
    """

    title: str
    meeting: str | None = None
    item: str | None = None
    phase: str | None = None


def decide(plan: Plan, place: Place, today: dt.date, text: str, *votes: str) -> Change:
    """A decision at a place; ``votes`` as for `meeting_decisions.add`.

    Raises:
        PlanError: there is no wording, a vote is no number, or the minutes are closed.
    """
    steps = _Steps(plan)
    return steps.change(steps.do(meeting_decisions.add, _item(steps, place, today), text, (), votes).label)


def give_task(plan: Plan, place: Place, today: dt.date, text: str, who: str = "", until: str = "") -> Change:
    """A task at a place; of the phase that this is about. The words as for `tasks.add`.

    Raises:
        PlanError: there is no text, the day is none, or the minutes are closed.
    """
    steps = _Steps(plan)
    phase = place.phase if plan.find(Phase, place.phase) else None
    return steps.change(steps.do(tasks.add, text, _item(steps, place, today), who, until, phase=phase).label)


def note(plan: Plan, place: Place, today: dt.date, text: str) -> Change:
    """What was said at a place, below what stands there already; nothing for no words.

    Raises:
        PlanError: the minutes are closed.
    """
    if not text.strip():
        return Change((), "")
    steps = _Steps(plan)
    before = plan.find(AgendaItem, _known(plan, place))
    key = before.id if before else _item(steps, place, today, text)
    if before:
        steps.do(agenda.set_field, key, "text", f"{before.text}\n{text}" if before.text else text)
    return steps.change(f"Besprochenes bei {reference(steps.plan.get(AgendaItem, key))} festgehalten")


class _Steps:
    """Edits one after the other, each on the plan that the one before left, to be one change."""

    def __init__(self, plan: Plan):
        self.plan = plan
        self._rows: tuple[RowChange, ...] = ()

    def do(self, edit: Callable[Concatenate[Plan, P], Change], *given: P.args, **more: P.kwargs) -> Change:
        """The next edit."""
        change = edit(self.plan, *given, **more)
        self._rows += change.rows
        self.plan = self.plan.apply(change)
        return change

    def change(self, label: str) -> Change:
        """All of them, as one that is called so."""
        return Change(self._rows, label)


def _known(plan: Plan, place: Place) -> str | None:
    """The agenda item that stands for a place: the one shown, the first about the phase, or one of the same title."""
    shown = plan.find(AgendaItem, place.item)
    if shown is not None and shown.meeting is not None:
        return shown.id
    if plan.find(Meeting, place.meeting) is None:
        return None
    items = [entry.item for entry in queries.entries(plan, place.meeting)]
    about = (one for one in items if place.phase and place.phase in {link.phase for link in plan.phases_at(one.id)})
    named = (one for one in items if alike(one.title, place.title))
    found = next(about, None) or next(named, None)
    return found.id if found else None


def _item(steps: _Steps, place: Place, today: dt.date, said: str = "") -> str:
    """The agenda item for a place; a new one, with what was said there, where there is none."""
    if (known := _known(steps.plan, place)) is not None:
        return known
    there = steps.plan.find(Meeting, place.meeting)
    meeting = there.id if there else _made(steps.do(meetings.add, None, today.isoformat(), "Sitzung"), "meeting")
    phase = steps.plan.find(Phase, place.phase)
    title = caption(phase) if phase else place.title
    item = _made(steps.do(agenda.add, meeting, title, said=said), "agenda_item")
    if phase:
        steps.do(agenda.set_phase, item, phase.id, True)
    return item


def _made(change: Change, table: str) -> str:
    """The id of the row of a table that a change adds."""
    return next(changed.id for changed in change.rows if changed.table == table and changed.before is None)
