"""Editing tasks: what, who, until when, and done."""

import datetime as dt
from collections.abc import Sequence

from nrw_desktop.domain.edits.common import checked, counted, field_change, field_label, removed
from nrw_desktop.domain.edits.meeting_links import refuse_closed
from nrw_desktop.domain.edits.reading import one_day, read
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change, inserted, reference, updated
from nrw_desktop.domain.model.meeting_records import AgendaItem, Task
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Phase, new_id

_DAYS = ("until", "done_on")
NOTED_LATER = frozenset({"done_on", "measure", "phase"})
"""What is noted of a task in closed minutes too: when it was done, and what it belongs to."""


def add(
    plan: Plan, text: str, item: str | None = None, who: str = "", until: str = "", phase: str | None = None
) -> Change:
    """A new task. ``who`` is the partner that is called so, else a name; ``until`` as people write a day.

    It belongs to the measure of its agenda item, where that is about one alone.

    Raises:
        PlanError: there is no text, the day is none, or the minutes are closed.
    """
    measure = None
    if item is not None:
        refuse_closed(plan, plan.get(AgendaItem, item))
        about = [link.measure for link in plan.measures_at(item) if link.measure]
        measure = about[0] if len(about) == 1 else None
    task = Task(
        new_id(),
        checked("task", "text", text),
        until=one_day(until, dt.date.today()),
        agenda_item=item,
        measure=measure,
        phase=plan.get(Phase, phase).id if phase else None,
        **read(plan, "task", "who", who),
    )
    return Change((inserted(task),), f"Aufgabe {reference(task)} hinzugefügt")


def set_field(plan: Plan, key: str, field: str, value: str | None) -> Change:
    """Give one field of a task a new value: „who“ as for `add`, a day as people write it.

    When it was done can be noted in closed minutes too, and what it belongs to.

    Raises:
        PlanError: the value is not possible, or the minutes are closed.
    """
    task = plan.get(Task, key)
    if field not in NOTED_LATER:
        refuse_closed(plan, task)
    if field in ("who", "name"):
        return Change(updated(task, **read(plan, "task", "who", value or "")), f"Wer {reference(task)} macht, geändert")
    if field in _DAYS:
        value = one_day(value or "", dt.date.today())
    change = field_change(plan, task, field, value)
    return Change(change.rows, f"{field_label('task', field)} der Aufgabe {reference(task)} geändert")


def set_done(plan: Plan, keys: Sequence[str], done_on: dt.date | None) -> Change:
    """Note of tasks that they are done, on this day; or, without one, that they are open again.

    Raises:
        PlanError: none is chosen.
    """
    tasks = _chosen(plan, keys)
    day = done_on.isoformat() if done_on else None
    rows = tuple(row for task in tasks for row in updated(task, done_on=day))
    return Change(rows, f"{counted(tasks, 'Aufgabe', 'Aufgaben')} {'erledigt' if done_on else 'wieder offen'}")


def remove(plan: Plan, keys: Sequence[str]) -> Change:
    """Delete tasks.

    Raises:
        PlanError: none is chosen, or the minutes of one are closed.
    """
    tasks = _chosen(plan, keys)
    for task in tasks:
        refuse_closed(plan, task)
    return Change(tuple(removed(plan, tasks)), f"{counted(tasks, 'Aufgabe', 'Aufgaben')} gelöscht")


def _chosen(plan: Plan, keys: Sequence[str]) -> list[Task]:
    tasks = [plan.get(Task, key) for key in keys]
    if not tasks:
        raise PlanError("Es ist keine Aufgabe ausgewählt. Bitte zuerst eine Zeile anklicken.")
    return tasks
