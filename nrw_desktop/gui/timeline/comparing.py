"""The choice of a day to compare with: how the plan stood when that day began, out of its own history."""

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.queries import meetings
from nrw_desktop.domain.text.values import german_date, parse_past_day, running_date
from nrw_desktop.gui.kit import theme
from nrw_desktop.gui.kit.callout import show_note, show_refusal
from nrw_desktop.gui.kit.safe_widgets import ComboBox, LineEdit
from nrw_desktop.gui.kit.theme import GRID
from nrw_desktop.gui.session.workspace import Workspace

if TYPE_CHECKING:
    from nrw_desktop.domain.queries.changes_since import Ground

_DAY, _MEETING = "day", "meeting"


class DayChoice(QWidget):
    """„ohne Vergleich“, a day that is typed, or that of the last meeting. `chosen` carries the earlier plan, or None.

    A day before the plan began compares with the plan as it was first.
    """

    chosen = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None):
        super().__init__(parent)
        self._workspace = workspace
        self._day = ""
        self._what, self._typed = ComboBox(), LineEdit()
        self._what.addItem("ohne Vergleich")
        self._what.addItem("Vergleich mit …", _DAY)
        self._what.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._what.setMinimumContentsLength(11)
        self._what.setAccessibleName("Vergleichen mit")
        theme.named(self._what, "compare")
        theme.named(self._typed, "compare_day")
        self._typed.setPlaceholderText("TT.MM.JJJJ")
        self._typed.setAccessibleName("Tag, mit dessen Beginn verglichen wird")
        theme.follow_text(
            self._typed, lambda line: line.setFixedWidth(line.fontMetrics().horizontalAdvance("00.00.0000000"))
        )
        self._typed.hide()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        for widget in (self._what, self._typed):
            layout.addWidget(widget)
        self._what.currentIndexChanged.connect(lambda _place: self._choose())
        self._typed.editingFinished.connect(self._take)
        workspace.changed.connect(self._follow)
        self._offer_meeting()

    @property
    def day(self) -> str:
        """The day compared with, as an ISO date; empty for none."""
        return self._day

    def _follow(self, _plan: Plan, change: Change | None) -> None:
        if change is None or any(row.table == "meeting" for row in change.rows):
            self._offer_meeting()

    def _last_day(self) -> str | None:
        return meetings.last_day(self._workspace.plan, dt.date.today())

    def _offer_meeting(self) -> None:
        """Offer the day of the last meeting while there is one; who compares with it does so with that of now."""
        place = self._what.findData(_MEETING)
        if self._last_day() is None and place >= 0:
            if self._what.currentIndex() == place:
                # Qt would go on with the choice above.
                self._what.setCurrentIndex(0)
            self._what.removeItem(place)
        elif self._last_day() and place < 0:
            self._what.addItem("letzte Sitzung", _MEETING)
        elif self._what.currentData() == _MEETING:
            self._choose()

    def _choose(self) -> None:
        what = self._what.currentData()
        self._typed.setVisible(what == _DAY)
        if what == _DAY:
            self._typed.setFocus()
            self._take()
        elif what == _MEETING and (day := self._last_day()):
            try:
                self._compare_with(day, self._earlier(dt.date.fromisoformat(day)).plan)
            except PlanError as error:
                show_refusal(str(error), self._what)
        else:
            self._compare_with("", None)

    def _take(self) -> None:
        """Read the day that was typed, and hand on the plan as it was; an empty line compares with none."""
        if self._what.currentData() != _DAY:
            return
        try:
            day = parse_past_day(self._typed.text(), dt.date.today())
            if day is None:
                self._compare_with("", None)
            elif day.isoformat() != self._day:
                ground = self._earlier(day)
                self._typed.setText(german_date(day.isoformat()))
                self._compare_with(day.isoformat(), ground.plan)
                if ground.since != f"dem {running_date(day.isoformat())}":
                    show_note(f"Verglichen wird seit {ground.since}.", self._typed)
        except PlanError as error:
            show_refusal(str(error), self._typed)

    def _compare_with(self, day: str, earlier: Plan | None) -> None:
        if day != self._day:
            self._day = day
            self.chosen.emit(earlier)

    def _earlier(self, day: dt.date) -> "Ground":
        return self._workspace.plan_file.since_day(day)
