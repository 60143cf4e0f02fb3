"""The place at the right of the window for what goes along with the work: one panel at a time, closed with Esc."""

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QDockWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from nrw_desktop.domain.model.records import Record
from nrw_desktop.gui.dialogs import project_dialog
from nrw_desktop.gui.kit import theme
from nrw_desktop.gui.kit.card import Card
from nrw_desktop.gui.kit.keyboard_loan import is_borrower
from nrw_desktop.gui.kit.theme import GRID
from nrw_desktop.gui.session import record_location
from nrw_desktop.gui.session.plan_window import PlanWindow

_WIDTH, _NARROWEST = 320, 264

P = TypeVar("P", bound="SidePanel")


class SidePanel(QDockWidget):
    """A panel with a title, a count and a body. Its width is kept, and the keyboard goes back where it was."""

    def __init__(self, window: PlanWindow, title: str, name: str, body: QWidget):
        super().__init__(title, window)
        self.setObjectName(name)
        self._window = window
        self._before: QWidget | None = None
        self.setFeatures(QDockWidget.DockWidgetFeature.DockWidgetClosable)
        # The card has a title of its own.
        self.setTitleBarWidget(QWidget())
        self.card = Card(title, body)
        self.card.add_button("", "x", "Schließen (Esc)", self._leave, stop=True)
        around = QWidget()
        layout = QVBoxLayout(around)
        layout.setContentsMargins(0, GRID + 4, 2 * GRID, 2 * GRID)
        layout.addWidget(self.card)
        self.setWidget(around)
        theme.follow_text(self, lambda panel: panel.setMinimumWidth(theme.scaled(_NARROWEST)))
        window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self)
        self.hide()
        QApplication.instance().focusChanged.connect(self._remember)  # type: ignore[union-attr]

    def open(self) -> None:
        """Come up, in the place of any other panel."""
        if self.isVisible():
            return
        for other in self._window.findChildren(SidePanel):
            if other is not self and other.isVisible():
                other.close()
        self._remember(QApplication.focusWidget(), self)
        self.show()
        width = str(self._window.settings.value("side_panel/width", ""))
        wanted = theme.scaled(int(width) if width.isdigit() else _WIDTH)
        self._window.resizeDocks([self], [wanted], Qt.Orientation.Horizontal)

    def come(self) -> None:
        """Come up with the keyboard in it; go where the keyboard is there already."""
        if self.isVisible() and self.isAncestorOf(QApplication.focusWidget() or self):
            self.close()
            return
        self.open()
        self.take_keyboard()

    def take_keyboard(self) -> None:
        """Put the keyboard where one begins."""
        self.widget().setFocus()

    def lead_to(self, record: Record, field: str = "") -> None:
        """Go to where a record is seen; for the data of the project that is a dialog, and there the field."""
        if record_location.is_of_project(record):
            project_dialog.reveal(self._window, record, field)
        else:
            self._window.reveal(record)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Hand the keyboard back to where it came from, unless it has gone there already."""
        if not self._window.forgets_layout:
            self._window.settings.setValue("side_panel/width", round(self.width() / theme.scale()))
        focus = QApplication.focusWidget()
        inside = focus is None or self.isAncestorOf(focus)
        super().closeEvent(event)
        # What had the keyboard can have gone with its page.
        if inside and self._before is not None and isValid(self._before) and self._before.isVisible():
            self._before.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        super().keyPressEvent(event)

    def _leave(self) -> None:
        self.close()

    def _remember(self, old: QWidget | None, new: QWidget | None) -> None:
        """Note which widget of the window had the keyboard before this panel got it."""
        entered = new is not None and (new is self or self.isAncestorOf(new))
        if not entered or old is None or self.isAncestorOf(old) or is_borrower(old):
            return
        if self._window.isAncestorOf(old):
            self._before = old


def existing(window: QWidget, kind: type[P]) -> P | None:
    """The window's panel of this kind, if it was opened before."""
    return window.findChild(kind)
