"""The timeline in its card: what it shows is chosen in the head, and a table says the same in words."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.choices import STATUS_WORDS
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Measure, Record
from nrw_desktop.gui.kit.card import Card
from nrw_desktop.gui.kit.keyboard_loan import is_elsewhere
from nrw_desktop.gui.kit.tab_order import in_order
from nrw_desktop.gui.session import late_edits as edits
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.timeline.choosing import FilterButton, GroupingBox
from nrw_desktop.gui.timeline.comparing import DayChoice
from nrw_desktop.gui.timeline.timeline_view import TimelineView

if TYPE_CHECKING:
    from nrw_desktop.gui.timeline.timeline_table import TimelineTable

_ZOOM = 1.5


class TimelineCard(Card):
    """The card „Zeitplan“.

    `opened` tells the phase or measure to go to, `area_changed` that other things can be done.
    """

    opened = Signal(object)
    area_changed = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None):
        self.view = TimelineView(workspace)
        self._table: TimelineTable | None = None
        self._faces = QStackedWidget()
        self._faces.addWidget(self.view)
        super().__init__("Zeitplan", self._faces, count=False, parent=parent)
        self._workspace = workspace
        self._grouping, self._filter = GroupingBox(), FilterButton(workspace.plan)
        heads: list[QWidget] = [self._grouping, self._filter]
        if not workspace.is_past:
            day = DayChoice(workspace)
            day.chosen.connect(self.view.compare)
            heads.append(day)
        for widget in reversed(heads):
            self.put_in_head(widget, gives=widget is self._grouping)
        self._scale = [
            self.add_button("", "zoom-out", "Kleinerer Maßstab (−)", partial(self.view.zoom, 1 / _ZOOM)),
            self.add_button("", "zoom-in", "Größerer Maßstab (+)", partial(self.view.zoom, _ZOOM)),
            self.add_button("", "maximize", "Den ganzen Zeitraum zeigen (0)", self.view.show_all),
        ]
        self._as_table = self.add_button(
            "Als Tabelle", "table-2", "Zeitplan als Tabelle zeigen", self.take_keyboard, stop=True
        )
        self._as_table.setCheckable(True)
        self.view.opened.connect(self.opened)
        self.view.arranged.connect(self._fill)
        self._grouping.currentIndexChanged.connect(self._choose)
        self._filter.changed.connect(self._choose)
        self._as_table.toggled.connect(self._turn)
        # The table shows the rows of the timeline, whichever of the two is in front.
        self.view.is_seen = self.isVisible
        self.has_keyboard = False
        self._done = ""
        self.view.moved.connect(self._tell_area)
        workspace.changed.connect(self._follow)
        QApplication.instance().focusChanged.connect(self._follow_focus)  # type: ignore[union-attr]

    def commands(self) -> dict[str, Callable[[], None]]:
        """What the window's actions do here, by the actions' names: with the row that the keyboard is at."""
        if not self.has_keyboard:
            return {}
        record = self._face.current_record
        edit = {"edit": self._face.open_current}
        if not isinstance(record, Measure):
            return edit
        return edit | {f"status_{code}": partial(self._set_status, record.id, code) for code in STATUS_WORDS}

    def _set_status(self, measure: str, code: str) -> None:
        self._workspace.run(edits.measures.set_status, [measure], code)

    def _follow_focus(self, _before: QWidget | None, widget: QWidget | None) -> None:
        """A menu takes the keyboard as well, or a list over the page; what it is about is where it was before."""
        if widget is None or is_elsewhere(widget):
            return
        self.has_keyboard = self._faces.isAncestorOf(widget)
        self._tell_area()

    def _tell_area(self) -> None:
        done = ",".join(self.commands())
        if done != self._done:
            self._done = done
            self.area_changed.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Before it is in its window, Qt puts nothing behind the last one of it.
        in_order(self)
        self.view.catch_up()

    def reveal(self, record: Record) -> bool:
        """Choose the row of a phase or a measure and bring it into sight; False where it has none."""
        face = self._face
        if found := face.reveal(record):
            face.setFocus()
        return found

    def take_keyboard(self) -> None:
        """Put the keyboard into the face that is shown now.

        The card has no proxy for it: Tab would come to that one before what is in the head.
        """
        self._face.setFocus()

    @property
    def _face(self) -> "TimelineView | TimelineTable":
        return self._made_table() if self._as_table.isChecked() else self.view

    def _made_table(self) -> "TimelineTable":
        """The table, which is made when it is first asked for."""
        if self._table is None:
            from nrw_desktop.gui.timeline.timeline_table import TimelineTable

            self._table = TimelineTable()
            self._table.opened.connect(self.opened)
            self._table.moved.connect(self._tell_area)
            self._faces.addWidget(self._table)
            in_order(self)
        return self._table

    def state(self) -> dict[str, str]:
        """The scale, what is open, grouped and filtered, and which face is shown."""
        chosen = {"by": self._grouping.by(), "filter": self._filter.text_state()}
        return self.view.state() | chosen | {"table": str(int(self._as_table.isChecked()))}

    def restore(self, state: dict[str, str]) -> None:
        """Bring back what `state` told."""
        self._grouping.choose(state.get("by"))
        self._filter.restore(state.get("filter", ""))
        self.view.restore(state)
        self._as_table.setChecked(state.get("table") == "1")

    def _follow(self, plan: Plan, change: Change | None) -> None:
        if change is None or any(row.table in ("measure", "partner") for row in change.rows):
            self._filter.follow(plan)

    def _choose(self) -> None:
        self.view.choose(self._grouping.by(), self._filter.chosen)

    def _turn(self, to_table: bool) -> None:
        """Show the other face, at the same row."""
        lane = self.view.current
        if to_table:
            table = self._made_table()
            table.fill(self.view.lanes)
            if lane is not None and lane.record is not None:
                table.reveal(lane.record)
        self._faces.setCurrentWidget(self._face)
        self._tell_area()
        for button in self._scale:
            button.setEnabled(not to_table)

    def _fill(self) -> None:
        if self._as_table.isChecked():
            self._made_table().fill(self.view.lanes)
        self._tell_area()
