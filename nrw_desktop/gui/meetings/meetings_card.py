"""The list of all meetings, the newest first."""

import datetime as dt
from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView

from nrw_desktop.domain import edits
from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.meeting_records import Meeting
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.queries import meetings
from nrw_desktop.gui.kit import list_menu
from nrw_desktop.gui.kit.card import Card
from nrw_desktop.gui.kit.link_button import LinkButton
from nrw_desktop.gui.kit.list_menu import MenuEntry
from nrw_desktop.gui.lists.record_table import RecordTable
from nrw_desktop.gui.lists.record_view import RecordView
from nrw_desktop.gui.meetings.meeting_tables import MEETINGS
from nrw_desktop.gui.session.workspace import Workspace


class MeetingsCard(Card):
    """The card „Sitzungen“, with the two ways to a new one; `made` tells that there is one."""

    made = Signal()

    def __init__(self, workspace: Workspace):
        self.view = RecordView(RecordTable(workspace, MEETINGS))
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        super().__init__("Sitzungen", self.view)
        self._workspace = workspace
        writable = not workspace.read_only
        self.view.horizontalHeader().hide()
        self.add_button("Neu", "plus", "Neue Sitzung", self.add, writable)
        follow = LinkButton("calendar-days", self.prepare_next)
        follow.show_words("Nächste vorbereiten", "Eine Sitzung mit allem, was offen ist, auf der Tagesordnung")
        follow.setEnabled(writable)
        # The menus have it too.
        follow.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.add_line(follow)
        list_menu.offer(self.view, self._menu)
        workspace.changed.connect(self._follow)
        self._follow(workspace.plan, None)

    def chosen(self) -> Meeting | None:
        """The chosen meeting as it is now."""
        record = self.view.current_record()
        return self._workspace.plan.find(Meeting, record.id) if record else None

    def add(self) -> None:
        """Make an empty meeting of the body that the chosen one is of, and choose it."""
        if self._workspace.take_in():
            self._choose_new(self.view.model().try_to(self._add))

    def prepare_next(self) -> None:
        """Make a meeting of that body with an agenda of all that is open, and choose it."""
        if self._workspace.take_in():
            self._choose_new(self.view.model().try_to(self._prepare))

    def _add(self) -> Change | None:
        return self._workspace.run(edits.meetings.add, self._body(), minutes_by=self._workspace.user_name)

    def _prepare(self) -> Change | None:
        body, today = self._body(), dt.date.today()
        last = meetings.last_day(self._workspace.plan, today, body)
        earlier = self._workspace.state_before(dt.date.fromisoformat(last)) if last else None
        writer = self._workspace.user_name
        return self._workspace.run(edits.next_meeting.prepared, body, today, earlier, writer)

    def _body(self) -> str | None:
        """The body whose turn it is: that of the chosen meeting, or the only one that there is."""
        chosen, bodies = self.chosen(), self._workspace.plan.bodies
        if chosen is not None:
            return chosen.body
        return bodies[0].id if len(bodies) == 1 else None

    def _choose_new(self, change: Change | None) -> None:
        new = [row.id for row in change.rows if row.table == "meeting"] if change else []
        if new:
            self.view.select(new[0])
            self.made.emit()

    def _menu(self) -> Iterator[MenuEntry]:
        writable = not self._workspace.read_only
        yield MenuEntry("Neu", "plus", self.add, writable)
        yield MenuEntry("Nächste vorbereiten", "calendar-days", self.prepare_next, writable)
        yield MenuEntry("Löschen", "trash-2", self.view.remove_selected, writable and self.chosen() is not None)

    def _follow(self, plan: Plan, _change: Change | None) -> None:
        self.set_count(len(plan.meetings))
