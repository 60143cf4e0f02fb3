"""A table in a card, with the buttons of its rows in the head: decisions and tasks, which need all the width."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.gui.kit import list_menu, theme
from nrw_desktop.gui.kit.card import Card
from nrw_desktop.gui.kit.list_menu import MenuEntry
from nrw_desktop.gui.lists.columns import TableSpec
from nrw_desktop.gui.lists.record_table import RecordTable
from nrw_desktop.gui.lists.record_view import RecordView
from nrw_desktop.gui.session.workspace import Workspace

if TYPE_CHECKING:
    from PySide6.QtWidgets import QToolButton


class RowsCard(Card):
    """Shows the rows of one record after the other."""

    def __init__(self, workspace: Workspace, spec: TableSpec, title: str, new: str):
        self._table = RecordTable(workspace, spec, None)
        self.view = RecordView(self._table)
        super().__init__(title, self.view)
        self._workspace = workspace
        self._more: list[tuple[MenuEntry, QToolButton]] = []
        theme.follow_text(self.view, lambda view: view.setMinimumHeight(theme.scaled(64)))
        self._new = self.add_button("Neu", "plus", new, self.view.add)
        self._remove = self.add_button("", "trash-2", f"{title}: Zeile löschen (Strg+Entf)", self.view.remove_selected)
        insert = QShortcut(QKeySequence(Qt.Key.Key_Insert), self.view)
        insert.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        insert.activated.connect(self.view.add)
        list_menu.offer(self.view, self._menu)
        self.view.selectionModel().selectionChanged.connect(self._enable)
        workspace.changed.connect(self._follow)
        self._follow(workspace.plan, None)

    def add_command(self, text: str, icon: str, tip: str, run: Callable[[], None]) -> None:
        """One more button, about the chosen row; its menu has it too."""
        self._more.append((MenuEntry(text, icon, run), self.add_button("", icon, tip, run)))
        self._enable()

    def show_record(self, key: str | None) -> None:
        """Show the rows of another record, or none."""
        if key != self._table.scope:
            self.view.leave_rows()
            self._table.set_scope(key)
        self._follow(self._workspace.plan, None)

    def _menu(self) -> Iterator[MenuEntry]:
        of_row = self._remove.isEnabled()
        yield MenuEntry("Neu", "plus", self.view.add, self._new.isEnabled())
        yield MenuEntry("Bearbeiten", "pencil", self.view.edit_current, of_row)
        for entry, _button in self._more:
            yield msgspec.structs.replace(entry, enabled=of_row)
        yield MenuEntry("Löschen", "trash-2", self.view.remove_selected, of_row)

    def _follow(self, plan: Plan, _change: Change | None) -> None:
        self.set_count(len(self._table.spec.rows(plan, self._table.scope)))
        self._enable()

    def _enable(self) -> None:
        self._new.setEnabled(not self._table.is_locked)
        of_row = not self._table.is_locked and self.view.current_record() is not None
        for button in (self._remove, *(button for _entry, button in self._more)):
            button.setEnabled(of_row)
