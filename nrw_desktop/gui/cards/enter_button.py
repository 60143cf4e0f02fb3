"""A button of a page that Enter presses too, as in a dialog, but which never becomes the one of the default."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton


class EnterButton(QPushButton):
    """Pressed by Enter and by the space bar."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # Held down, it would go on into what it led to.
            if not event.isAutoRepeat():
                self.click()
            return
        super().keyPressEvent(event)
