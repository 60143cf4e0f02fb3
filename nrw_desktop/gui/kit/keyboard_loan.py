"""The keyboard on loan: a list that comes over the window for a moment gives it back to where it was.

Whoever had it is not left meanwhile: an editor stays open with what was typed, a filter stays, commands are about the
list they were about.
"""

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QMenu, QMenuBar, QWidget
from shiboken6 import isValid

_BORROWS = "borrows_keyboard"


def is_borrower(widget: QWidget | None) -> bool:
    """Whether a widget is, or stands in, one that has the keyboard only on loan."""
    while widget is not None and not widget.property(_BORROWS):
        widget = widget.parentWidget()
    return widget is not None


def is_elsewhere(widget: QWidget | None) -> bool:
    """Whether the keyboard is where commands are still about what had it before: in a menu, or on loan."""
    return widget is None or isinstance(widget, QMenu | QMenuBar) or is_borrower(widget)


def is_on_loan() -> bool:
    """Whether the keyboard is where it goes back from."""
    return is_borrower(QApplication.focusWidget())


class Loan:
    """The keyboard as one widget borrows it."""

    def __init__(self, borrower: QWidget):
        borrower.setProperty(_BORROWS, True)
        self._lender: QWidget | None = None

    def take(self, target: QWidget) -> None:
        """Put the keyboard on a part of the borrower; where it is on loan already, the lender stays the same."""
        if not is_on_loan():
            self._lender = QApplication.focusWidget()
        # For this reason a line keeps what is selected in it.
        target.setFocus(Qt.FocusReason.PopupFocusReason)

    def give_back(self) -> bool:
        """Put the keyboard where it was; False where that has gone."""
        lender, self._lender = self._lender, None
        if lender is None or not isValid(lender) or not lender.isVisible():
            return False
        lender.setFocus(Qt.FocusReason.PopupFocusReason)
        return True

    def let_go(self) -> None:
        """The keyboard went elsewhere by itself, with a click: only now the lender is left."""
        lender, self._lender = self._lender, None
        if lender is not None and isValid(lender) and lender.isVisible() and not lender.hasFocus():
            QCoreApplication.sendEvent(lender, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.OtherFocusReason))
