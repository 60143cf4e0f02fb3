"""What was corrected in minutes that had been closed: they were opened again for a reason, and are different since."""

from collections.abc import Iterator

import msgspec
from msgspec.structs import replace

from nrw_desktop.domain.model.labels_de import caption
from nrw_desktop.domain.model.meeting_records import AgendaMeasure, AgendaPhase, Attendance, Meeting, Task
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import TABLES, Measure, Partner, Phase, Record
from nrw_desktop.domain.queries import changes_since, meetings

OF_A_MEETING = (
    "meeting",
    "attendance",
    "agenda_item",
    "agenda_measure",
    "agenda_phase",
    "decision",
    "measure_decision",
    "task",
)
"""The tables of what meetings are made of."""


class Correction(msgspec.Struct, frozen=True):
    """Minutes that were opened again: on which day (ISO), why, the plan as they were closed and as they were then."""

    on: str
    reason: str
    before: Plan
    after: Plan

    def lines(self, meeting: str) -> tuple[str, ...]:
        """What is different in the minutes of the meeting, in people's words."""
        return tuple(_lines(self.before, self.after, meeting))


def with_gone_partners(before: Plan, after: Plan) -> Plan:
    """The later plan with tasks still of partners deleted since: a name that was typed is public no more.

    Deleting a partner leaves its name in words. Else the public edition would tell of a correction that was none.
    """
    tasks = dict(after.rows["task"])
    for key, task in tasks.items():
        old = before.find(Task, key)
        partner = before.find(Partner, old.partner) if old else None
        if partner and isinstance(task, Task) and after.find(Partner, partner.id) is None and task.name == partner.name:
            tasks[key] = replace(task, partner=partner.id, name=None)
    return Plan({**after.rows, "task": tasks})


class Minutes(msgspec.Struct, frozen=True):
    """What the papers of a meeting print: the plan as its minutes were closed, or as it is; and what was corrected."""

    plan: Plan
    corrections: tuple[Correction, ...] = ()


def _lines(before: Plan, after: Plan, meeting: str) -> Iterator[str]:
    # What else was done in the plan meanwhile is no correction of the minutes: all of that is the same on both sides.
    others = {table: {**before.rows[table], **after.rows[table]} for table in TABLES if table not in OF_A_MEETING}
    named = Plan({**after.rows, **others})
    old, new = (Plan({**others, **_rows_of(plan, meeting, named)}) for plan in (before, after))
    for group in changes_since.changes(old, new):
        for item in group.items:
            front = "" if item.table == "meeting" else f"{item.kind} „{item.title}“: "
            yield from (f"{front}{line.text}" for line in item.lines)


def _rows_of(plan: Plan, meeting: str, named: Plan) -> dict[str, dict[str, Record]]:
    """The rows of a meeting as minutes print them, without what closing and opening it and doing its tasks change."""
    rows: dict[str, dict[str, Record]] = {table: {} for table in OF_A_MEETING}
    for table in OF_A_MEETING:
        for key, record in plan.rows[table].items():
            if (of := meetings.meeting_of(plan, record)) is not None and of.id == meeting:
                rows[table][key] = _as_printed(named, record)
    return rows


def _as_printed(named: Plan, record: Record) -> Record:
    """A row that says in words who and what it is about, so that it is the same once those are gone.

    ``named`` has all that the plan knew then or knows now, so that another name for it is no correction either.
    """
    match record:
        case Meeting():
            return replace(record, state="closed", closed_by=None, reopened=None)
        case Attendance():
            return replace(record, partner=None, name=meetings.who(named, record))
        case Task():
            who = meetings.who(named, record)
            return replace(record, partner=None, name=who, done_on=None, measure=None, phase=None)
        case AgendaMeasure():
            measure = named.find(Measure, record.measure)
            return replace(record, measure=None, name=caption(measure) if measure else record.name)
        case AgendaPhase():
            phase = named.find(Phase, record.phase)
            return replace(record, phase=None, name=meetings.phase_name(named, phase) if phase else record.name)
    return record
