"""Who was invited to a meeting, who came, and whether they are enough to decide."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout

from nrw_desktop.domain import edits
from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.meeting_records import Attendance, Meeting
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.gui.kit import theme
from nrw_desktop.gui.kit.card import Card
from nrw_desktop.gui.kit.safe_widgets import Label
from nrw_desktop.gui.kit.theme import GRID
from nrw_desktop.gui.lists.detail_table import DetailTable
from nrw_desktop.gui.lists.record_page import RecordPage
from nrw_desktop.gui.meetings.meeting_head import present_text
from nrw_desktop.gui.meetings.meeting_tables import ATTENDANCE
from nrw_desktop.gui.session.workspace import Workspace


class AttendancePage(RecordPage):
    """Shows the people of one meeting after the other."""

    def __init__(self, workspace: Workspace):
        super().__init__()
        self._workspace = workspace
        self._key: str | None = None
        self._table = DetailTable(workspace, ATTENDANCE, "Anwesenheit")
        self._table.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        for text, icon, tip, run, of_row in (
            ("Anwesend", "check", "Die Gewählten als anwesend eintragen (Leertaste)", self._toggle_came, True),
            ("Entschuldigt", "x", "Die Gewählten als entschuldigt eintragen", self._excuse, True),
            (
                "Namentlich",
                "user",
                "Die Gewählten öffentlich nennen oder nicht",
                self._toggle_named,
                True,
            ),
            ("Alle anwesend", "users", "Alle Eingeladenen als anwesend eintragen", self._all_came, False),
            ("Mitglieder einladen", "list-plus", "Die Mitglieder des Gremiums nennen", self._invite, False),
        ):
            self._table.add_button(text, icon, tip, run, of_row=of_row)
        # Of the list itself: in a cell that is edited, and at a button, the key is theirs.
        came = QShortcut(QKeySequence(Qt.Key.Key_Space), self._table.view)
        came.setContext(Qt.ShortcutContext.WidgetShortcut)
        came.activated.connect(self._toggle_came)
        self._quorum = theme.named(Label(), "muted")
        self._quorum.setWordWrap(True)
        self._quorum.setContentsMargins(2 * GRID, 0, 2 * GRID, GRID)
        self._card = Card("Anwesenheit", self._table)
        self._card.add_line(self._quorum)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self._card)
        workspace.changed.connect(self._follow)

    def show_record(self, key: str | None) -> None:
        """Show the people of another meeting, or none."""
        self._key = key
        self._table.show_record(key)
        self._follow(self._workspace.plan, None)

    def reveal(self, record: Attendance) -> None:
        """Choose a row and give it the keyboard."""
        self._table.view.select(record.id)
        self._table.view.setFocus()

    def focus_first(self) -> None:
        """Put the keyboard on the list."""
        self._table.view.setFocus()

    def _toggle_came(self) -> None:
        """Note of the chosen rows that they came; of those that all did, that they are invited as before."""
        keys = self._table.view.selected_keys()
        chosen = [self._workspace.plan.get(Attendance, key) for key in keys]
        self._set(keys, "invited" if all(one.state == "came" for one in chosen) else "came")

    def _toggle_named(self) -> None:
        """Name the chosen rows in public, or, where all of them are, none of them any more."""
        keys = self._table.view.selected_keys()
        named = all(self._workspace.plan.get(Attendance, key).named for key in keys)
        wanted, setter = "0" if named else "1", edits.attendance.set_field
        if keys:
            self._table.view.model().try_run(edits.many.set_in_all, setter, "attendance", keys, "named", wanted)

    def _excuse(self) -> None:
        self._set(self._table.view.selected_keys(), "excused")

    def _all_came(self) -> None:
        """Note of all of whom nothing else is known that they came."""
        people = self._workspace.plan.attendance(self._key or "")
        if keys := [one.id for one in people if one.state == "invited"]:
            self._set(keys, "came")

    def _invite(self) -> None:
        self._table.view.model().try_run(edits.attendance.invite_members, self._key or "")

    def _set(self, keys: Sequence[str], state: str) -> None:
        self._table.view.model().try_run(edits.attendance.set_state, keys, state)

    def _follow(self, plan: Plan, _change: Change | None) -> None:
        meeting = plan.find(Meeting, self._key)
        self._card.set_count(len(plan.attendance(self._key or "")))
        self._quorum.setText(present_text(plan, meeting) if meeting else "")
        self._quorum.setVisible(bool(self._quorum.text()))
