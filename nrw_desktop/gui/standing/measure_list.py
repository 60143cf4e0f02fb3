"""The measures that a part of the line of today counts: a list over the page; Enter goes to one, Esc back."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from nrw_desktop.domain.model.choices import STATUS_WORDS
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Measure
from nrw_desktop.domain.queries import due
from nrw_desktop.domain.text.shortening import shortened
from nrw_desktop.gui.kit import theme
from nrw_desktop.gui.kit.safe_widgets import Label
from nrw_desktop.gui.kit.theme import GRID
from nrw_desktop.gui.lists.grouped_list import GroupedList
from nrw_desktop.gui.lists.grouped_rows import Entry, Line

_WIDTH = 560
_SEEN = 8
"""Rows that are seen at once where the page is high enough."""
_LENGTH = 120
"""Letters of a measure that are shown."""


class MeasureList(QFrame):
    """Comes up below a button of the page; `chosen` carries the id of a measure."""

    chosen = Signal(object)

    def __init__(self, page: QWidget):
        super().__init__(page)
        theme.named(self, "palette")
        self._page = page
        self._button: QWidget | None = None
        self._title = theme.named(Label(), "card_title")
        self._title.setContentsMargins(GRID, GRID // 2, GRID, 0)
        self._list = GroupedList("Maßnahmen")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, GRID, GRID, GRID)
        layout.setSpacing(GRID // 2)
        layout.addWidget(self._title)
        layout.addWidget(self._list)
        self.hide()
        self._list.chosen.connect(self._choose)
        QApplication.instance().focusChanged.connect(self._follow_focus)  # type: ignore[union-attr]

    def open(self, plan: Plan, title: str, measures: Sequence[Measure], button: QWidget) -> None:
        """Come up with these, and the keyboard in the list."""
        self._button = button
        self._title.setText(title)
        self._list.setAccessibleName(title)
        self._list.show_rows([Entry(one.id, partial(_line, plan, one)) for one in measures])
        self.show()
        self.raise_()
        self._fit(button)
        self._list.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_up(self) -> None:
        """Go, and put the keyboard back on the button."""
        if self.isVisible():
            if self._button is not None:
                self._button.setFocus(Qt.FocusReason.PopupFocusReason)
            self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_up()

    def _fit(self, button: QWidget) -> None:
        """Stand below the button, within the page, as high as what is listed."""
        place = button.mapTo(self._page, QPoint(0, button.height() + GRID // 2))
        width = min(_WIDTH, self._page.width() - 2 * GRID)
        self.setFixedWidth(width)
        self.layout().activate()  # type: ignore[union-attr]
        rows = min(self._list.model().rowCount(), _SEEN)
        wanted = sum(self._list.sizeHintForRow(row) for row in range(rows)) + GRID // 2
        room = self._page.height() - place.y() - self._title.sizeHint().height() - 4 * GRID
        self._list.setFixedHeight(max(0, min(wanted, room)))
        self.adjustSize()
        self.move(max(0, min(place.x(), self._page.width() - width)), place.y())

    def _choose(self, key: str) -> None:
        self.close_up()
        self.chosen.emit(key)

    def _follow_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        """A click elsewhere is a way out too."""
        if self.isVisible() and new is not None and not self.isAncestorOf(new):
            self.hide()


def _line(plan: Plan, measure: Measure) -> Line:
    """A measure, and below it how it stands, when it is due, in which phase, and who is responsible."""
    found, number = due.of_measure(plan, measure), plan.number(measure.phase)
    when = f"bis {found.named}" if found else ""
    parts = (f"Phase {number}", STATUS_WORDS[measure.status], when, plan.responsible(measure))
    return Line(measure.short or shortened(measure.text, _LENGTH), foot="  ·  ".join(filter(None, parts)))
