"""The invitation to a meeting with its agenda."""

from reportlab.lib.units import mm

from nrw_desktop.domain.model.labels_de import caption
from nrw_desktop.domain.model.meeting_records import Meeting
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.queries import meetings
from nrw_desktop.domain.queries.meetings import Entry
from nrw_desktop.reports.document import Document, titled, written
from nrw_desktop.reports.meeting_paper import empty, head, people, when_and_where
from nrw_desktop.reports.phase_overview import column_widths
from nrw_desktop.reports.request import Request
from nrw_desktop.reports.typeset.pagination import Part
from nrw_desktop.reports.typeset.styles import NOTE, Share

REPORT = "Tagesordnung"
_COLUMNS = {"TOP": Share(16, 14 * mm), "Thema": Share(128, 60 * mm), "Minuten": Share(23, 20 * mm)}


def agenda(plan: Plan, request: Request) -> bytes:
    """The agenda as a PDF; without a meeting that is asked for, that of the next one.

    Raises:
        PlanError: the meeting is not in the plan, or the paper is too narrow.
    """
    draft = Document(plan, request, REPORT, "portrait")
    meeting = plan.find(Meeting, request.meeting)
    if meeting is None:
        return empty(draft, REPORT)
    entries = list(meetings.entries(plan, meeting.id))
    draft.count(len(entries))
    opening = draft.opening(
        titled(REPORT, caption(meeting)), ["Einladung zur Sitzung", f"Stand: {written(request.today)}"]
    )
    first = head(draft, _facts(draft, meeting))
    parts = [Part(opening, first.header, first.rows)]
    if not entries:
        return draft.finished([*parts, Part([draft.sentence("Die Tagesordnung ist noch leer.")])])
    return draft.finished([*parts, _table(draft, entries)])


def _facts(draft: Document, meeting: Meeting) -> list[tuple[str, str]]:
    return [
        ("Gremium", meetings.body_name(draft.plan, meeting)),
        *when_and_where(meeting),
        ("Leitung", meeting.chair or ""),
        ("Eingeladen", people(draft, draft.plan.attendance(meeting.id))),
    ]


def _table(draft: Document, entries: list[Entry]) -> Part:
    has_minutes = any(entry.item.minutes for entry in entries)
    columns = {label: share for label, share in _COLUMNS.items() if has_minutes or label != "Minuten"}
    # What is made first is read first.
    heading = draft.heading("Tagesordnung")
    table = draft.table(column_widths(list(columns.values()), draft), list(columns))
    header, goes_on = table.header(), draft.goes_on("Tagesordnung")
    rows = []
    for entry in entries:
        line = table.line()
        number, title, *time = line.cells
        number.text(entry.number)
        title.text(entry.item.title)
        if topics := meetings.topics(draft.plan, entry.item.id):
            title.text("; ".join(topics), NOTE)
        for cell in time:
            cell.text(str(entry.item.minutes or "–"))
        draft.steps.set()
        rows.append(line.row(above=3.5, below=4, rule=0.25, caption=goes_on))
    return Part([heading], header, rows)
