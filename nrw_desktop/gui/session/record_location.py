"""Where in the window a record is seen: a cost at its measure, a contact at its partner, a goal in its phase."""

from nrw_desktop.domain.model.change import RowChange
from nrw_desktop.domain.model.meeting_records import AgendaItem, Task
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import (
    Alias,
    Contact,
    Deadline,
    FundingYear,
    Measure,
    Partner,
    Phase,
    Project,
    Record,
    YearText,
)
from nrw_desktop.domain.queries import meetings
from nrw_desktop.domain.queries.change_labels import row_in


def owner(plan: Plan, record: Record) -> Record:
    """The record that another is a part of, and in whose form it is seen; the record itself where it is none."""
    if isinstance(record, (Contact, Alias)):
        return plan.find(Partner, record.partner) or record
    return plan.find(Measure, getattr(record, "measure", None)) or record


def is_of_project(record: Record) -> bool:
    """Whether a record is seen in the dialog of the project's data alone."""
    return isinstance(record, (Project, Deadline, FundingYear, YearText))


def is_of_meetings(plan: Plan, record: Record) -> bool:
    """Whether a record is seen on the page of meetings: one itself, and what belongs to one."""
    return isinstance(record, AgendaItem | Task) or meetings.meeting_of(plan, record) is not None


def phase_of(plan: Plan, record: Record | None) -> str | None:
    """The phase in whose tab a record is seen; None where it is in none."""
    if record is None or isinstance(record, Phase):
        return record.id if record else None
    if is_of_meetings(plan, record):
        return None
    return getattr(owner(plan, record), "phase", None)


def phase_of_row(plan: Plan, row: RowChange) -> str | None:
    """The phase in whose tab a row is seen, or was before it went."""
    return phase_of(plan, plan.record(row.table, row.id) or row_in((row,), row.table, row.id))
