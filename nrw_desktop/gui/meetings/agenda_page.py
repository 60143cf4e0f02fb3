"""The agenda of a meeting beside what came of the item that is chosen in it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter

from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.meeting_records import AgendaItem, Task
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Decision, Record
from nrw_desktop.gui.kit.theme import GRID
from nrw_desktop.gui.lists.record_page import RecordPage
from nrw_desktop.gui.meetings.agenda_card import AgendaCard
from nrw_desktop.gui.meetings.item_pane import ItemPane
from nrw_desktop.gui.session.workspace import Workspace


class AgendaPage(RecordPage):
    """Shows the agenda of one meeting after the other."""

    def __init__(self, workspace: Workspace):
        super().__init__()
        self.agenda = AgendaCard(workspace)
        self.item = ItemPane(workspace)
        self._sides = QSplitter(Qt.Orientation.Horizontal)
        self._sides.setHandleWidth(GRID + 4)
        self._sides.setChildrenCollapsible(False)
        for side, share in ((self.agenda, 2), (self.item, 3)):
            self._sides.addWidget(side)
            self._sides.setStretchFactor(self._sides.indexOf(side), share)
        self._sides.setSizes([400, 600])
        page = QHBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self._sides)
        self.agenda.view.chosen.connect(self._follow_choice)
        workspace.changed.connect(self._follow)

    def show_record(self, key: str | None) -> None:
        """Show another meeting's agenda, or none."""
        self.agenda.show_meeting(key)
        self._show_item()

    def reveal(self, record: Record) -> None:
        """Choose an item, or the row of one of its decisions or tasks, and give it the keyboard."""
        if isinstance(record, AgendaItem):
            self.agenda.view.select(record.id)
            self.agenda.view.setFocus()
        elif isinstance(record, Decision | Task):
            self.agenda.view.select(record.agenda_item or "")
            self.item.reveal(record)

    def _follow_choice(self, _node: object) -> None:
        self._show_item()

    def _show_item(self) -> None:
        item = self.agenda.chosen()
        self.item.show_item(item.id if item else None)

    def _follow(self, _plan: Plan, _change: Change | None) -> None:
        self._show_item()
