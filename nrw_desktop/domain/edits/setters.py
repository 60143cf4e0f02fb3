"""Which edit sets a field of a record, by the record's table."""

from nrw_desktop.domain.edits import (
    aliases,
    detail_rows,
    goals,
    measures,
    mentions,
    partners,
    phases,
    project,
    set_asides,
)
from nrw_desktop.domain.edits.common import Setter
from nrw_desktop.domain.edits.meeting import agenda, attendance, bodies, meeting_decisions, meetings, tasks

_SETTERS: dict[str, Setter] = {
    "project": project.set_field,
    "phase": phases.set_field,
    "measure": measures.set_field,
    "goal": goals.set_field,
    "partner": partners.set_field,
    "alias": aliases.set_field,
    "contact": partners.set_contact,
    "mention": mentions.set_field,
    "set_aside": set_asides.set_field,
    **{table: part.set_field for table, part in detail_rows.ALL.items()},
    "body": bodies.set_field,
    "body_member": bodies.set_member,
    "meeting": meetings.set_field,
    "attendance": attendance.set_field,
    "agenda_item": agenda.set_field,
    "decision": meeting_decisions.set_field,
    "task": tasks.set_field,
}


def setter(table: str) -> Setter:
    """How one field of a record of this table is set: what cells and forms call."""
    return _SETTERS[table]
