"""All tasks that are open, of whichever meeting: what is due first comes first."""

import datetime as dt
from collections.abc import Iterator

from PySide6.QtCore import Signal

from nrw_desktop.domain import edits
from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.queries import meetings
from nrw_desktop.gui.kit import list_menu
from nrw_desktop.gui.kit.card import Card
from nrw_desktop.gui.kit.list_menu import MenuEntry
from nrw_desktop.gui.lists.record_table import RecordTable
from nrw_desktop.gui.lists.record_view import RecordView
from nrw_desktop.gui.meetings.meeting_tables import OPEN_TASKS
from nrw_desktop.gui.session.workspace import Workspace


class OpenTasksCard(Card):
    """The card „Offene Aufgaben“; `wanted` carries a task whose agenda item is to be shown."""

    wanted = Signal(object)

    def __init__(self, workspace: Workspace):
        self.view = RecordView(RecordTable(workspace, OPEN_TASKS))
        super().__init__("Offene Aufgaben", self.view)
        self._workspace = workspace
        self.add_button("Erledigt", "check", "Die gewählten heute als erledigt eintragen", self.finish,
                        not workspace.read_only)  # fmt: skip
        list_menu.offer(self.view, self._menu)
        workspace.changed.connect(self._follow)
        self._follow(workspace.plan, None)

    def finish(self) -> None:
        """Note of the chosen tasks that they are done, today."""
        # A button takes no keyboard: what is being typed in the list is taken in first, or stays where it is refused.
        if self._workspace.take_in() and (keys := self.view.selected_keys()):
            self.view.model().try_run(edits.tasks.set_done, keys, dt.date.today())

    def _menu(self) -> Iterator[MenuEntry]:
        chosen = self.view.current_record()
        writable = chosen is not None and not self._workspace.read_only
        noted = chosen is not None and meetings.meeting_of(self._workspace.plan, chosen) is not None
        yield MenuEntry("Erledigt", "check", self.finish, writable)
        yield MenuEntry("Bearbeiten", "pencil", self.view.edit_current, writable)
        yield MenuEntry("Zum Tagesordnungspunkt", "corner-down-right", lambda: self.wanted.emit(chosen), noted)
        yield MenuEntry("Löschen", "trash-2", self.view.remove_selected, writable)

    def _follow(self, plan: Plan, _change: Change | None) -> None:
        self.set_count(len(meetings.open_tasks(plan)))
