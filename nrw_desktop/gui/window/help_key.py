"""F1 where no action of a window answers it: in dialogs and boxes, and over an entry of a menu."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from nrw_desktop.gui.session.plan_window import PlanWindow

KEY = "F1"
_NAME = "help_key"
_WITHOUT = (Qt.WindowType.Popup, Qt.WindowType.Tool)
"""The list of a choice is gone with the next key: help beside it would be, too. A tool has the keys of its window."""


class HelpKey(QObject):
    """Gives each window that gets the keyboard the key for help; `wanted` carries the widget that has the keyboard."""

    wanted = Signal(QWidget)

    def watch(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Take in the window that the keyboard is in now; that of a plan has an action for it."""
        window = now.window() if now is not None else None
        if window is None or isinstance(window, PlanWindow) or window.windowType() in _WITHOUT:
            return
        if window.findChild(QShortcut, _NAME, Qt.FindChildOption.FindDirectChildrenOnly) is not None:
            return
        key = QShortcut(QKeySequence(KEY), window)
        key.setObjectName(_NAME)
        key.activated.connect(self._ask)

    def _ask(self) -> None:
        focus = QApplication.focusWidget()
        if focus is not None:
            self.wanted.emit(focus)


class MenuHelp(QObject):
    """Closes a menu on F1; `wanted` carries the name of the action that was chosen in it."""

    wanted = Signal(str)

    def add(self, menu: QMenu) -> None:
        """Listen to a menu."""
        menu.installEventFilter(self)

    def eventFilter(self, menu: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or event.key() != Qt.Key.Key_F1:
            return False
        assert isinstance(menu, QMenu)
        action = menu.activeAction()
        if action is not None and action.objectName():
            while (popup := QApplication.activePopupWidget()) is not None:
                popup.close()
            self.wanted.emit(action.objectName())
        return True
