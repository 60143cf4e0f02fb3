"""The list of those who are invited to a meeting, for them to sign."""

from reportlab.lib.units import mm

from nrw_desktop.domain.model.labels_de import caption, value_text
from nrw_desktop.domain.model.meeting_records import Meeting
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.queries import meetings
from nrw_desktop.reports.document import Document, titled, written
from nrw_desktop.reports.meeting_paper import empty, head, when_and_where
from nrw_desktop.reports.phase_overview import column_widths
from nrw_desktop.reports.request import Request
from nrw_desktop.reports.typeset.pagination import Part
from nrw_desktop.reports.typeset.styles import Share

REPORT = "Anwesenheitsliste"
_SHARES = (Share(12, 12 * mm), Share(70, 45 * mm), Share(30, 28 * mm), Share(55, 40 * mm))
_LABELS = ("Nr.", "Name", "Teilnahme", "Unterschrift")
_GUESTS = 5
"""So many lines are left for others."""
_ROOM = 9.0
"""Above and below a line, so that one can sign by hand (points)."""


def attendance_list(plan: Plan, request: Request) -> bytes:
    """The list as a PDF; without a meeting that is asked for, for the next one.

    Raises:
        PlanError: the meeting is not in the plan, or the paper is too narrow.
    """
    draft = Document(plan, request, REPORT, "portrait")
    meeting = plan.find(Meeting, request.meeting)
    if meeting is None:
        return empty(draft, REPORT)
    found = plan.attendance(meeting.id)
    draft.count(len(found))
    opening = draft.opening(titled(REPORT, caption(meeting)), [f"Stand: {written(request.today)}"])
    first = head(draft, [("Gremium", meetings.body_name(plan, meeting)), *when_and_where(meeting)])
    # What is made first is read first.
    heading = draft.heading(REPORT)
    table = draft.table(column_widths(_SHARES, draft), _LABELS)
    header, goes_on = table.header(), draft.goes_on(REPORT)
    rows = []
    people = [(meetings.who(plan, one), value_text("attendance", "state", one.state)) for one in found]
    for number, (name, state) in enumerate([*people, *[("", "")] * _GUESTS], 1):
        line = table.line()
        place, who, how, _sign = line.cells
        place.text(str(number))
        if name:
            who.text(name)
        if state:
            how.text(state)
        draft.steps.set()
        rows.append(line.row(above=_ROOM, below=_ROOM, rule=0.25, caption=goes_on))
    return draft.finished([Part(opening, first.header, first.rows), Part([heading], header, rows)])
