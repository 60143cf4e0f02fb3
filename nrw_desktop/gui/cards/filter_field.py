"""The line in the head of a list that shows only the rows with what is typed into it."""

from typing import Protocol

from PySide6.QtCore import QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QShowEvent

from nrw_desktop.gui.kit import icons, theme
from nrw_desktop.gui.kit.keyboard_loan import is_on_loan
from nrw_desktop.gui.kit.safe_widgets import LineEdit

_WIDTH, _LEAST = 230, 110
_LEAVING = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Filterable(Protocol):
    """A view that can show some of its rows."""

    unfiltered: SignalInstance

    def filter_by(self, words: str) -> None:
        """Show only the rows that hold these words; all where there are none."""

    def setFocus(self) -> None:
        """Take the keyboard."""


class FilterField(LineEdit):
    """Hidden until it is wanted; Esc empties and hides it, Enter goes to the rows found.

    `turned` tells that it has come or gone: what stands beside it has less room, or more.
    """

    turned = Signal()

    def __init__(self, view: Filterable, name: str):
        super().__init__()
        self._view = view
        self.setObjectName("filter_line")
        self.setPlaceholderText("Filtern")
        self.setAccessibleName(f"{name} filtern")
        icons.put_before(self, "list-filter", "Filter")
        self.setClearButtonEnabled(True)
        theme.follow_text(self, lambda line: line.setMinimumWidth(theme.scaled(_LEAST)))
        self.hide()
        self.textChanged.connect(view.filter_by)
        view.unfiltered.connect(self._follow)

    def open(self) -> None:
        """Show the line and put the keyboard in it."""
        self.show()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def sizeHint(self) -> QSize:
        return QSize(theme.scaled(_WIDTH), super().sizeHint().height())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.turned.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.turned.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self._view.setFocus()
            self.hide()
        elif event.key() in _LEAVING:
            self._view.setFocus()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if not self.text() and event.reason() != Qt.FocusReason.ActiveWindowFocusReason and not is_on_loan():
            self.hide()

    def _follow(self) -> None:
        """The view shows all rows again, since one of those hidden was wanted."""
        self.blockSignals(True)
        self.clear()
        self.blockSignals(False)
        self.hide()
