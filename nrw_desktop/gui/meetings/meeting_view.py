"""The chosen meeting: its head, and behind tabs its agenda with the minutes, who was there, and what it is."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nrw_desktop.domain import edits
from nrw_desktop.domain.model.change import Change, table_of
from nrw_desktop.domain.model.labels_de import caption
from nrw_desktop.domain.model.meeting_records import AgendaItem, Attendance, Meeting
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Record
from nrw_desktop.domain.queries import meetings
from nrw_desktop.gui.forms.form_pages import FormPages, PageSpec
from nrw_desktop.gui.kit.theme import GRID
from nrw_desktop.gui.meetings import closing
from nrw_desktop.gui.meetings.about_page import AboutPage
from nrw_desktop.gui.meetings.agenda_page import AgendaPage
from nrw_desktop.gui.meetings.attendance_page import AttendancePage
from nrw_desktop.gui.meetings.meeting_head import MeetingHead
from nrw_desktop.gui.session.workspace import Workspace


class MeetingView(QWidget):
    """Shows one meeting; `command_wanted` carries the name of a command of the window.

    `paper_wanted` tells the name of a report and the meeting's id.
    """

    command_wanted = Signal(str)
    paper_wanted = Signal(str, str)

    def __init__(self, workspace: Workspace):
        super().__init__()
        self._workspace = workspace
        self._key: str | None = None
        self._head = MeetingHead(not workspace.read_only)
        self._head.command_wanted.connect(self.command_wanted)
        self.page = AgendaPage(workspace)
        self._attendance = AttendancePage(workspace)
        self._about = AboutPage(workspace)
        # All three are made at once: commands lead to each of them.
        pages = (
            PageSpec("Tagesordnung", lambda _workspace: self.page, tables=("agenda_item", "decision", "task")),
            PageSpec("Anwesenheit", lambda _workspace: self._attendance, tables=("attendance",)),
            PageSpec("Angaben", lambda _workspace: self._about, tables=("meeting",)),
        )
        self._pages = FormPages(workspace, pages, "Seiten der Sitzung")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self._head)
        layout.addWidget(self._pages, 1)
        workspace.changed.connect(self._follow)

    def commands(self, meeting: Meeting) -> dict[str, Callable[[], None]]:
        """What can be done with the meeting that is shown."""
        commands: dict[str, Callable[[], None]] = {
            "said": lambda: self._minutes().item.focus_said(),
            "attendance": self._show_attendance,
            "print_agenda": lambda: self.paper_wanted.emit("agenda", meeting.id),
            "print_minutes": lambda: self.paper_wanted.emit("minutes", meeting.id),
        }
        if meeting.state == "closed":
            return commands | {"reopen_meeting": self._reopen}
        return commands | {
            "add_item": lambda: self._minutes().agenda.add_row(),
            "add_decision": lambda: self._minutes().item.add_decision(),
            "add_task": lambda: self._minutes().item.add_task(),
            "topics": lambda: self._minutes().item.choose_topics(),
            "concerned": lambda: self._minutes().item.choose_concerned(),
            "postpone": lambda: self._minutes().agenda.postpone(),
            "close_meeting": self._close,
        }

    def show_meeting(self, key: str | None) -> None:
        """Show another meeting, or none."""
        self._key = key
        self._pages.show_record(key)
        self._follow(self._workspace.plan, None)

    def focus_fields(self) -> None:
        """Put the keyboard on what is filled in first of a new meeting."""
        self._pages.bring("meeting")
        self._about.focus("title")

    def reveal(self, record: Record) -> None:
        """Bring what belongs to the meeting in sight and give it the keyboard."""
        self._pages.bring(table_of(record))
        if isinstance(record, Attendance):
            self._attendance.reveal(record)
        else:
            self.page.reveal(record)

    def focus_field(self, record: Record, field: str) -> None:
        """Put the keyboard on a field of the meeting, or of an item of its agenda."""
        if isinstance(record, Meeting):
            self._pages.bring("meeting")
            self._about.focus(field)
        elif isinstance(record, AgendaItem):
            self.page.item.focus(field)

    def _minutes(self) -> AgendaPage:
        """The page of the agenda, in front."""
        self._pages.bring("agenda_item")
        return self.page

    def _show_attendance(self) -> None:
        self._pages.bring("attendance")
        self._attendance.focus_first()

    def _close(self) -> None:
        """Say what is odd, and close the minutes if they are to be."""
        refused = [one.sentence for one in self._workspace.flush()]
        plan = self._workspace.plan
        meeting = plan.get(Meeting, self._key or "")
        if closing.ask_to_close(self, caption(meeting), (*refused, *meetings.questions(plan, meeting.id))):
            self._workspace.run(edits.meetings.close, meeting.id)

    def _reopen(self) -> None:
        """Ask why, and let the minutes be edited again."""
        meeting = self._workspace.plan.get(Meeting, self._key or "")
        dialog = closing.ReopenDialog(self, caption(meeting))
        if dialog.exec():
            self._workspace.run(edits.meetings.reopen, meeting.id, dialog.reason())

    def _follow(self, plan: Plan, _change: Change | None) -> None:
        meeting = plan.find(Meeting, self._key)
        if meeting is not None:
            self._head.show_meeting(plan, meeting)
