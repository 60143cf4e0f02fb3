"""The topics for later: what is noted between meetings, until it is put on an agenda."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView

from nrw_desktop.domain import edits
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.meeting_records import AgendaItem, Meeting
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.gui.dialogs import topics_dialog
from nrw_desktop.gui.kit import list_menu
from nrw_desktop.gui.kit.card import Card
from nrw_desktop.gui.kit.list_menu import MenuEntry
from nrw_desktop.gui.lists.link_lists import TOPICS_OF_ITEM
from nrw_desktop.gui.lists.record_table import RecordTable
from nrw_desktop.gui.lists.record_view import RecordView
from nrw_desktop.gui.meetings.meeting_tables import TOPICS
from nrw_desktop.gui.session.workspace import Workspace

_NO_MEETING = "Bitte zuerst die Sitzung wählen, auf deren Tagesordnung das Thema soll."


class TopicsCard(Card):
    """The card „Themenspeicher“; `taken` carries a topic that is on the agenda of ``meeting`` now."""

    taken = Signal(object)

    def __init__(self, workspace: Workspace, meeting: Callable[[], Meeting | None]):
        self.view = RecordView(RecordTable(workspace, TOPICS))
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        super().__init__("Themenspeicher", self.view)
        self._workspace, self._meeting = workspace, meeting
        self.view.horizontalHeader().hide()
        writable = not workspace.read_only
        self.add_button("Neu", "plus", "Neues Thema für später", self.add, writable)
        self._take = self.add_button("", "list-plus", "Auf die Tagesordnung der gewählten Sitzung", self.take_up)
        insert = QShortcut(QKeySequence(Qt.Key.Key_Insert), self.view)
        insert.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        insert.activated.connect(self.add)
        list_menu.offer(self.view, self._menu)
        self.view.selectionModel().selectionChanged.connect(self._enable)
        workspace.changed.connect(self._follow)
        self._follow(workspace.plan, None)

    def add(self) -> None:
        """Open a new topic to type into."""
        self.view.add()

    def take_up(self) -> None:
        """Put the chosen topic on the agenda of the meeting that is shown."""
        # A button takes no keyboard: what is being typed in the list is taken in first, or stays where it is refused.
        if not self._workspace.take_in() or not (keys := self.view.selected_keys()):
            return
        if self.view.model().try_to(lambda: self._take_up(keys)):
            self.taken.emit(self._workspace.plan.get(AgendaItem, keys[0]))

    def _take_up(self, keys: list[str]) -> Change | None:
        meeting = self._meeting()
        if meeting is None:
            raise PlanError(_NO_MEETING)
        return self._workspace.run(edits.agenda.take_up, keys, meeting.id)

    def _choose_topics(self) -> None:
        if topic := self.view.current_record():
            assert isinstance(topic, AgendaItem)
            topics_dialog.choose(self._workspace, self, TOPICS_OF_ITEM, topic.id, topic.title)

    def _menu(self) -> Iterator[MenuEntry]:
        writable = not self._workspace.read_only
        of_row = writable and self.view.current_record() is not None
        yield MenuEntry("Neu", "plus", self.add, writable)
        yield MenuEntry("Bearbeiten", "pencil", self.view.edit_current, of_row)
        yield MenuEntry("Worum es geht …", "layers", self._choose_topics, of_row)
        yield MenuEntry("Auf die Tagesordnung", "list-plus", self.take_up, of_row)
        yield MenuEntry("Löschen", "trash-2", self.view.remove_selected, of_row)

    def _follow(self, plan: Plan, _change: Change | None) -> None:
        self.set_count(len(plan.agenda(None)))
        self._enable()

    def _enable(self) -> None:
        self._take.setEnabled(not self._workspace.read_only and self.view.current_record() is not None)
