"""What the papers of a meeting share: its head, and who was there."""

from collections.abc import Iterable, Sequence

from reportlab.lib.units import mm

from nrw_desktop.domain.model.meeting_records import Attendance, Meeting
from nrw_desktop.domain.queries import meetings
from nrw_desktop.domain.text.values import how_many, running_date
from nrw_desktop.reports.document import Document
from nrw_desktop.reports.phase_overview import column_widths
from nrw_desktop.reports.typeset.pagination import Part
from nrw_desktop.reports.typeset.styles import STRONG, Share, Style
from nrw_desktop.reports.typeset.table_builder import CellText
from nrw_desktop.reports.typeset.table_layout import Column, Row

NONE = "Dieser Plan hat noch keine Sitzung."
_HEAD = (Share(30, 32 * mm), Share(137, 60 * mm))


def when_and_where(meeting: Meeting) -> list[tuple[str, str]]:
    """Date, time and place of a meeting, as lines of its head."""
    day = running_date(meeting.date) if meeting.date else "noch offen"
    return [("Datum", ", ".join(filter(None, (day, meeting.time)))), ("Ort", meeting.place or "noch offen")]


def people(draft: Document, found: Sequence[Attendance]) -> str:
    """How many they are, and their names; the public edition has the names of those alone who agreed to be named."""
    if not found:
        return ""
    names = (name for one in found if (name := meetings.who(draft.plan, one)))
    return " · ".join((how_many(len(found), "Person", "Personen"), *names))


def head(draft: Document, facts: Iterable[tuple[str, str]]) -> Part:
    """A table of what a meeting is: a line for each fact that there is."""
    table = draft.table(column_widths(_HEAD, draft), ("Sitzung", "Angabe"))
    header = table.header()
    rows = []
    for label, value in facts:
        if value:
            line = table.line()
            what, told = line.cells
            what.text(label, STRONG)
            told.text(value)
            rows.append(line.row(above=3, below=3.5, rule=0.25, caption=draft.goes_on("Sitzung")))
    return Part([], header, rows)


def paragraphs(draft: Document, told: Iterable[tuple[str, Style]]) -> Row:
    """Texts below each other over the whole width."""
    cell = CellText(draft.composer, draft.root, draft.paper.measure)
    for place, (text, style) in enumerate(told):
        cell.text(text, style, before=3.0 if place else 0.0)
    return Row([Column(0, draft.paper.measure)], (cell.blocks,), below=4.0)


def empty(draft: Document, kind: str) -> bytes:
    """The paper of a plan without meetings."""
    draft.count(0)
    return draft.finished([Part([*draft.opening(kind), draft.sentence(NONE)])])
