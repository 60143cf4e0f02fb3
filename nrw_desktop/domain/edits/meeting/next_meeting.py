"""Preparing the next meeting: an agenda of what is open, which then is edited as any other."""

import datetime as dt

from nrw_desktop.domain.edits.meeting.agenda import LAST, on_agenda
from nrw_desktop.domain.edits.meeting.meetings import new_meeting
from nrw_desktop.domain.model import order
from nrw_desktop.domain.model.change import Change, inserted, reference
from nrw_desktop.domain.model.labels_de import caption
from nrw_desktop.domain.model.meeting_records import AgendaItem, AgendaMeasure, Meeting
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Measure, Record, link_id, new_id
from nrw_desktop.domain.queries import changes_since, meetings, standing
from nrw_desktop.domain.text.shortening import shortened
from nrw_desktop.domain.text.values import german_date

_Point = tuple[str, list[str]]
"""The title of an agenda item, and the measures that it is about."""


def prepared(plan: Plan, body: str | None, today: dt.date, earlier: Plan | None = None, minutes_by: str = "") -> Change:
    """A new meeting with its body's members invited, and an agenda; ``minutes_by`` is who writes the minutes.

    On it are the approval of the last minutes, open tasks, what is overdue or due soon, what has changed since the last
    meeting (how much, if ``earlier`` is the plan as it stood then), decisions waiting, the topics that were kept for
    later, and any other business; of what there is none of, nothing.

    Raises:
        PlanError: the body is gone.
    """
    meeting, invited = new_meeting(plan, body, minutes_by=minutes_by)
    last = meetings.last_meeting(plan, today, body)
    points: list[tuple[_Point, list[_Point]]] = []
    if last:
        points.append(((f"Genehmigung des Protokolls „{caption(last)}“", []), []))
    if tasks := meetings.open_tasks(plan):
        below = [(_task(task.text, task.until), [task.measure] if task.measure else []) for task in tasks]
        points.append(((f"Offene Aufgaben ({len(tasks)})", []), below))
    points += _due(plan, today)
    if last and (point := _changed(plan, last, earlier)):
        points.append(((point, []), []))
    if waiting := meetings.waiting_decisions(plan):
        below = [(_decision(plan, one.measure, one.body), [one.measure] if one.measure else []) for one in waiting]
        points.append((("Ausstehende Beschlüsse", []), below))
    kept = plan.agenda(None)
    places = order.block("", None, len(points) + len(kept) + 1)
    points.append(((LAST, []), []))
    items = _items(meeting.id, points, [*places[: len(points) - 1], places[-1]])
    taken = on_agenda(plan, meeting, kept, places[len(points) - 1 : -1])
    label = f"Sitzung {reference(meeting)} mit Tagesordnung vorbereitet"
    return Change((*map(inserted, (meeting, *invited, *items)), *taken), label)


def _task(text: str, until: str | None) -> str:
    return f"{shortened(text)}, bis {german_date(until)}" if until else shortened(text)


def _due(plan: Plan, today: dt.date) -> list[tuple[_Point, list[_Point]]]:
    lists = standing.of_plan(plan, today).lists
    found: list[tuple[_Point, list[_Point]]] = []
    for title, entries in (("Überfällige Maßnahmen", lists.overdue), ("Bald fällige Maßnahmen", lists.soon)):
        if entries:
            about = [entry.measure.id for entry in entries]
            found.append(((f"{title} ({len(entries)})", about), []))
    return found


def _changed(plan: Plan, last: Meeting, earlier: Plan | None) -> str:
    since = f"seit dem {german_date(last.date)}"
    if earlier is None:
        return f"Änderungen {since}"
    count = sum(len(group.items) for group in changes_since.changes(earlier, plan))
    return f"Änderungen {since} ({count})" if count else ""


def _decision(plan: Plan, measure: str | None, body: str) -> str:
    about = plan.find(Measure, measure)
    return f"{caption(about)} ({body})" if about else body


def _items(meeting: str, points: list[tuple[_Point, list[_Point]]], places: list[str]) -> list[Record]:
    rows: list[Record] = []

    def put(point: _Point, parent: str | None, key: str) -> str:
        title, about = point
        item = AgendaItem(new_id(), meeting, parent, key, title)
        links = [AgendaMeasure(link_id(item.id, measure), item.id, measure) for measure in about]
        rows.extend((item, *links))
        return item.id

    for (point, below), key in zip(points, places, strict=True):
        above = put(point, None, key)
        for one, place in zip(below, order.block("", None, len(below)), strict=True):
            put(one, above, place)
    return rows
