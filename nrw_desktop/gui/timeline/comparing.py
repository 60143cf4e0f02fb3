"""The choice of a day to compare with: how the plan stood when that day began, out of its own history."""

import datetime as dt

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.text.values import german_date, parse_past_day
from nrw_desktop.gui.kit import theme
from nrw_desktop.gui.kit.callout import show_refusal
from nrw_desktop.gui.kit.safe_widgets import ComboBox, LineEdit
from nrw_desktop.gui.kit.theme import GRID
from nrw_desktop.gui.session.workspace import Workspace

_TOO_OLD = "So weit zurück reicht der Verlauf dieser Datei nicht. Bitte einen späteren Tag angeben."


class DayChoice(QWidget):
    """„ohne Vergleich“, or a day that is typed. `chosen` carries the earlier plan, or None."""

    chosen = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None):
        super().__init__(parent)
        self._workspace = workspace
        self._day = ""
        self._what, self._typed = ComboBox(), LineEdit()
        self._what.addItem("ohne Vergleich")
        self._what.addItem("Vergleich mit …")
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
        self._what.currentIndexChanged.connect(self._choose)
        self._typed.editingFinished.connect(self._take)

    @property
    def day(self) -> str:
        """The day compared with, as an ISO date; empty for none."""
        return self._day

    def _choose(self, place: int) -> None:
        self._typed.setVisible(place == 1)
        if place == 1:
            self._typed.setFocus()
            self._take()
        else:
            self._compare_with("", None)

    def _take(self) -> None:
        """Read the day that was typed, and hand on the plan as it was; an empty line compares with none."""
        if self._what.currentIndex() != 1:
            return
        try:
            day = parse_past_day(self._typed.text(), dt.date.today())
            if day is None:
                self._compare_with("", None)
            elif day.isoformat() != self._day:
                earlier = self._earlier(day)
                self._typed.setText(german_date(day.isoformat()))
                self._compare_with(day.isoformat(), earlier)
        except PlanError as error:
            show_refusal(str(error), self._typed)

    def _compare_with(self, day: str, earlier: Plan | None) -> None:
        if day != self._day:
            self._day = day
            self.chosen.emit(earlier)

    def _earlier(self, day: dt.date) -> Plan:
        earlier = self._workspace.state_before(day)
        if earlier is None:
            raise PlanError(_TOO_OLD)
        return earlier
