"""The agenda of a meeting: an outline of its items, which are added, renamed, moved and nested as goals are."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView

from nrw_desktop.domain import edits
from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.meeting_records import AgendaItem
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.text.shortening import shortened
from nrw_desktop.gui.cards.list_card import neighbour
from nrw_desktop.gui.kit.callout import show_note
from nrw_desktop.gui.kit.card import Card
from nrw_desktop.gui.lists.outline import Outline
from nrw_desktop.gui.lists.outline_view import OutlineView
from nrw_desktop.gui.meetings.meeting_tables import AGENDA
from nrw_desktop.gui.session.workspace import Workspace


class AgendaCard(Card):
    """The card „Tagesordnung“; `context_menu_wanted` tells where."""

    context_menu_wanted = Signal(object)

    def __init__(self, workspace: Workspace):
        self._outline = Outline(workspace, AGENDA, "")
        self.view = OutlineView(self._outline)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        super().__init__("Tagesordnung", self.view)
        self._workspace = workspace
        self._new = self.add_button("Neu", "plus", "Neuer Tagesordnungspunkt (Strg+Umschalt+T)", self.add_row)
        self.view.nest_wanted.connect(self._nest_by_key)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._want_menu)
        workspace.changed.connect(self._follow)

    def commands(self) -> dict[str, Callable[[], None]]:
        """What can be done with a chosen item."""
        return {
            "edit": self.view.edit_current,
            "delete": self.view.remove_selected,
            "move_up": lambda: self._move(-1),
            "move_down": lambda: self._move(1),
            "indent": lambda: self._nest(edits.agenda.indent),
            "outdent": lambda: self._nest(edits.agenda.outdent),
        }

    def show_meeting(self, key: str | None) -> None:
        """Show another agenda, or none; its first item is chosen."""
        if key != self._outline.scope:
            self.view.leave_rows()
            self._outline.set_scope(key or "")
            self.view.setCurrentIndex(self._outline.index(0, 0))
        self._follow(self._workspace.plan, None)

    def chosen(self) -> AgendaItem | None:
        """The chosen item as it is now."""
        node = self.view.current_node()
        return self._workspace.plan.find(AgendaItem, node.key) if node else None

    def add_row(self) -> None:
        """Open a new item; beside the chosen one where that is being worked on."""
        item = self.chosen() if self.view.hasFocus() else None
        self.view.add(item.parent if item else None)

    def postpone(self) -> None:
        """Put the chosen item off: it becomes a topic for later."""
        if (item := self.chosen()) and self._workspace.take_in():
            before = self._workspace.plan
            self.view.run(edits.agenda.postpone, item.id, dt.date.today())
            if self._workspace.plan is not before:
                show_note(f"„{shortened(item.title)}“ steht jetzt im Themenspeicher.", self.view)

    def _move(self, step: int) -> None:
        item = self.chosen()
        if item is None:
            return
        place = self._workspace.plan.agenda(item.meeting, item.parent).index(item)
        target = neighbour(place, step)
        if target is not None:
            self.view.run(edits.agenda.move, item.id, item.parent, target)

    def _nest_by_key(self, way: int) -> None:
        self._nest(edits.agenda.indent if way > 0 else edits.agenda.outdent)

    def _nest(self, edit: Callable[[Plan, str], Change]) -> None:
        if item := self.chosen():
            self.view.run(edit, item.id)

    def _follow(self, plan: Plan, _change: Change | None) -> None:
        self.set_count(len(plan.agenda(self._outline.scope)))
        self._new.setEnabled(not self._outline.is_locked)

    def _want_menu(self, at: QPoint) -> None:
        self.view.setFocus()
        self.context_menu_wanted.emit(self.view.viewport().mapToGlobal(at))
