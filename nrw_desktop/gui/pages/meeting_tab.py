"""The tab of the meetings: their list, and the chosen one with its agenda, its minutes and who was there."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QSplitter,
    QWidget,
)

from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.meeting_records import AgendaItem, Meeting
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Record
from nrw_desktop.domain.queries import meetings
from nrw_desktop.gui.cards.ways_card import Way, WaysCard
from nrw_desktop.gui.kit import theme
from nrw_desktop.gui.kit.keyboard_loan import is_elsewhere
from nrw_desktop.gui.kit.safe_widgets import Faces
from nrw_desktop.gui.kit.tab_order import in_order
from nrw_desktop.gui.kit.theme import GRID
from nrw_desktop.gui.lists.record_view import RecordView
from nrw_desktop.gui.meetings.meeting_view import MeetingView
from nrw_desktop.gui.meetings.meetings_card import MeetingsCard
from nrw_desktop.gui.meetings.open_tasks_card import OpenTasksCard
from nrw_desktop.gui.meetings.topics_card import TopicsCard
from nrw_desktop.gui.session.page import Page
from nrw_desktop.gui.session.workspace import Workspace

_WAYS = (
    Way(
        "next_meeting",
        "calendar-days",
        "Nächste Sitzung vorbereiten",
        "Eine Tagesordnung aus dem, was im Plan offen ist: Aufgaben, was überfällig ist oder bald fällig wird, Themen "
        "aus dem Speicher, Verschiedenes. Alles lässt sich danach ändern.",
    ),
    Way("add_meeting", "plus", "Leere Sitzung anlegen", "Ohne Tagesordnung, alles von Hand."),
)
_PURPOSE = (
    "Hier entstehen Tagesordnung und Protokoll: was besprochen und beschlossen wurde, wer was bis wann tut, "
    "und wer dabei war."
)

_LEAST = 300
"""Pixels of the lists, in which the columns of the open tasks stand side by side, where text has its usual size."""


class MeetingTab(Page):
    """All meetings of a plan; what is shown at the right follows the list."""

    def __init__(self, workspace: Workspace):
        super().__init__()
        self._workspace = workspace
        self._list = MeetingsCard(workspace)
        self._meeting = MeetingView(workspace)
        self._none = WaysCard("Noch keine Sitzung", _WAYS, not workspace.read_only, _PURPOSE)
        self._table: RecordView | None = None
        self._in_agenda = False
        self._sides = Faces()
        for side in (self._none, self._meeting):
            self._sides.addWidget(side)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(GRID + 4)
        self._splitter.setChildrenCollapsible(False)
        self._tasks = OpenTasksCard(workspace)
        self._topics = TopicsCard(workspace, self._list.chosen)
        left = QSplitter(Qt.Orientation.Vertical)
        left.setHandleWidth(GRID + 4)
        left.setChildrenCollapsible(False)
        for widget in (self._list, self._topics, self._tasks):
            left.addWidget(widget)
        theme.follow_text(left, lambda side: side.setMinimumWidth(theme.scaled(_LEAST)))
        self._splitter.addWidget(left)
        self._splitter.addWidget(self._sides)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setSizes([340, 880])
        page = QHBoxLayout(self)
        page.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        page.addWidget(self._splitter)
        for part in (self._meeting, self._none):
            part.command_wanted.connect(self.command_wanted)
        self._meeting.paper_wanted.connect(self.paper_wanted)
        self._meeting.page.agenda.context_menu_wanted.connect(self.context_menu_wanted)
        self._tasks.wanted.connect(self.reveal)
        self._topics.taken.connect(self.reveal)
        self._list.made.connect(self._meeting.focus_fields)
        self._list.view.chosen.connect(self._follow_choice)
        QApplication.instance().focusChanged.connect(self._follow_focus)  # type: ignore[union-attr]
        workspace.changed.connect(self._follow)
        if self._list.view.model().rowCount():
            self._list.view.setCurrentIndex(self._list.view.model().index(0, 0))
        self._show_chosen()
        in_order(self)

    @property
    def commands(self) -> dict[str, Callable[[], None]]:
        """What the window's actions can do here: with the chosen meeting, and with the list that the keyboard is in."""
        commands: dict[str, Callable[[], None]] = {
            "add_meeting": self._list.add,
            "next_meeting": self._list.prepare_next,
            "add_topic": self._topics.add,
        }
        if (meeting := self._list.chosen()) is not None:
            commands |= self._meeting.commands(meeting)
        if self._in_agenda:
            return commands | self._meeting.page.agenda.commands()
        if (table := self._table) is not None:
            commands |= {"edit": table.edit_current, "delete": table.remove_selected}
        return commands

    def reveal(self, record: Record) -> None:
        """Choose the meeting that a record belongs to, and bring the record into sight."""
        meeting = meetings.meeting_of(self._workspace.plan, record)
        if meeting is None:
            card = self._topics if isinstance(record, AgendaItem) else self._tasks
            card.view.select(record.id)
            card.view.setFocus()
            return
        self._list.view.select(meeting.id)
        if isinstance(record, Meeting):
            self._list.view.setFocus()
        else:
            self._meeting.reveal(record)

    def focus_field(self, record: Record, field: str) -> None:
        """Put the keyboard on a field of a record."""
        self.reveal(record)
        self._meeting.focus_field(record, field)

    def focus_first(self) -> None:
        """Put the keyboard on the list of meetings, or on the way to the first one."""
        if self._list.chosen() is None:
            self._none.focus_first()
        else:
            self._list.view.come_by()

    def state(self) -> dict[str, str]:
        """The widths of the two sides, to come back at the next start."""
        return {"splitters": ",".join(map(str, self._splitter.sizes()))}

    def restore(self, state: dict[str, str]) -> None:
        """Bring back what `state` told."""
        sizes = [int(size) for size in state.get("splitters", "").split(",") if size.isdigit()]
        if len(sizes) == self._splitter.count():
            self._splitter.setSizes(sizes)

    def _follow_choice(self, _record: object) -> None:
        self._show_chosen()

    def _show_chosen(self) -> None:
        meeting = self._list.chosen()
        self._meeting.show_meeting(meeting.id if meeting else None)
        self._sides.setCurrentWidget(self._meeting if meeting else self._none)
        self.area_changed.emit()

    def _follow(self, _plan: Plan, change: Change | None) -> None:
        if change is None or any(row.table == "meeting" for row in change.rows):
            self._show_chosen()

    def _follow_focus(self, _before: QWidget | None, widget: QWidget | None) -> None:
        """Commands go where the keyboard is, or was before a menu took it."""
        if widget is None or is_elsewhere(widget):
            return
        before = self._in_agenda, self._table
        self._in_agenda = self._meeting.page.agenda.isAncestorOf(widget)
        tables = self.findChildren(RecordView)
        self._table = next((one for one in tables if one is widget or one.isAncestorOf(widget)), None)
        if before != (self._in_agenda, self._table):
            self.area_changed.emit()
