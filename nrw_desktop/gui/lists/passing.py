"""Whether the Tab key walks within a list or leaves it: who came by it, and did nothing there, goes on."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QMouseEvent

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractItemView

    _View = QAbstractItemView
else:
    # The view that this is mixed with comes after it and does the rest.
    _View = object

_Reason = Qt.FocusReason
_BACK_AGAIN = (_Reason.ActiveWindowFocusReason, _Reason.PopupFocusReason, _Reason.MenuBarFocusReason)
_BY_TAB = (_Reason.TabFocusReason, _Reason.BacktabFocusReason)


class Passing(_View):
    """Mixed into an item view that has a use for the Tab key itself."""

    _escaped = False
    """Whether Esc was pressed here last: the next Tab leaves the list then, unless mouse or focus come first."""
    _passing = False
    """Whether the keyboard came by Tab and has done nothing here since."""

    def come_by(self) -> None:
        """Take the keyboard as if Tab had brought it: the next Tab goes on."""
        self.setFocus(_Reason.TabFocusReason)
        self._passing = True

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() not in _BACK_AGAIN:
            self._passing = event.reason() in _BY_TAB

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._escaped = False
        super().focusOutEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._escaped = self._passing = False
        super().mousePressEvent(event)
