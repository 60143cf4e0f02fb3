"""Editing meetings: making, preparing, closing their minutes and opening them again."""

import datetime as dt

import msgspec

from nrw_desktop.domain.edits.common import checked, field_change, field_label, removed
from nrw_desktop.domain.edits.meeting_links import refuse_closed
from nrw_desktop.domain.edits.reading import one_day
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change, RowChange, inserted, reference, updated
from nrw_desktop.domain.model.meeting_records import AgendaItem, Attendance, Body, Meeting
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Decision, Record, new_id
from nrw_desktop.domain.queries import meetings


def add(plan: Plan, body: str | None = None, date: str = "", title: str = "", minutes_by: str = "") -> Change:
    """A new meeting, of this body if one is given; all its members are invited then.

    ``date`` as people write it, or nothing; ``minutes_by`` is who writes the minutes.

    Raises:
        PlanError: the date is none.
    """
    meeting, invited = new_meeting(plan, body, date, title, minutes_by)
    return Change(tuple(map(inserted, (meeting, *invited))), f"Sitzung {reference(meeting)} hinzugefügt")


def new_meeting(
    plan: Plan, body: str | None, date: str = "", title: str = "", minutes_by: str = ""
) -> tuple[Meeting, tuple[Attendance, ...]]:
    """A new meeting, and its body's members as invited."""
    owner = plan.get(Body, body) if body else None
    named = checked("meeting", "title", title) or (owner.name if owner else "")
    writer, day = checked("meeting", "minutes_by", minutes_by), one_day(date, dt.date.today())
    meeting = Meeting(new_id(), body=body, title=named, date=day, minutes_by=writer)
    members = plan.members(body) if body else ()
    invited = (Attendance(new_id(), meeting=meeting.id, partner=one.partner, name=one.name) for one in members)
    return meeting, tuple(invited)


def set_field(plan: Plan, key: str, field: str, value: str | None) -> Change:
    """Give one field of a meeting a new value; its decisions are of its date and its body.

    Raises:
        PlanError: the value is not possible, the minutes are closed, or it would close them.
    """
    meeting = plan.get(Meeting, key)
    refuse_closed(plan, meeting)
    if field == "date":
        value = one_day(value or "", dt.date.today())
    if field == "state" and checked("meeting", "state", value) == "closed":
        return close(plan, key)
    change = field_change(plan, meeting, field, value)
    rows: list[RowChange] = list(change.rows)
    if rows and field in ("date", "body", "title"):
        after = msgspec.structs.replace(meeting, **(rows[0].after or {}))
        for decision in meetings.decisions(plan, key):
            rows += updated(decision, **meetings.made_in(plan, after))
    return Change(tuple(rows), f"{field_label('meeting', field)} von {reference(meeting)} geändert")


def remove(plan: Plan, key: str) -> Change:
    """Delete a meeting with its agenda and who came, and with its decisions; its tasks stay.

    Raises:
        PlanError: its minutes are closed.
    """
    meeting = plan.get(Meeting, key)
    refuse_closed(plan, meeting)
    items = [entry.item for entry in meetings.entries(plan, key)]
    rows = [*without_items(plan, items), *removed(plan, (*plan.attendance(key), meeting))]
    return Change(tuple(rows), f"Sitzung {reference(meeting)} gelöscht")


def without_items(plan: Plan, items: list[AgendaItem]) -> list[RowChange]:
    """The rows that delete agenda items, which come parents first, with links and decisions; tasks stay."""
    freed = [row for item in items for task in plan.tasks_at(item.id) for row in updated(task, agenda_item=None)]
    gone: list[Record] = []
    for item in reversed(items):
        decided: tuple[Decision, ...] = plan.decisions_at(item.id)
        links = [link for decision in decided for link in plan.decided_on(decision.id)]
        gone += (*links, *decided, *plan.measures_at(item.id), *plan.phases_at(item.id), item)
    return [*freed, *removed(plan, gone)]


def close(plan: Plan, key: str) -> Change:
    """Close the minutes of a meeting: from then on nothing in them is edited, until they are opened again.

    Raises:
        PlanError: they are closed already.
    """
    meeting = plan.get(Meeting, key)
    refuse_closed(plan, meeting)
    change = new_id()
    rows = updated(meeting, state="closed", closed_by=change)
    return Change(rows, f"Protokoll von {reference(meeting)} abgeschlossen", id=change)


def reopen(plan: Plan, key: str, reason: str) -> Change:
    """Open closed minutes again, for a reason that is kept.

    Raises:
        PlanError: they are not closed, or there is no reason.
    """
    meeting = plan.get(Meeting, key)
    if meeting.state != "closed":
        raise PlanError("Das Protokoll dieser Sitzung ist nicht abgeschlossen.")
    why = checked("meeting", "reopened", reason)
    if not why:
        raise PlanError("Ohne Grund wird ein Protokoll nicht wieder geöffnet. Bitte einen Grund eingeben.")
    rows = updated(meeting, state="held", closed_by=None, reopened=why)
    return Change(rows, f"Protokoll von {reference(meeting)} wieder geöffnet")
