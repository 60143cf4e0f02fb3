"""Work that can wait until a widget has been seen: what the first look does not need must not delay it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget


def after_first_paint(widget: QWidget, work: Callable[[], object]) -> None:
    """Do the work once, as soon as the widget is painted and its picture is on the screen."""
    _FirstPaint(widget, work)


class _FirstPaint(QObject):
    def __init__(self, widget: QWidget, work: Callable[[], object]):
        super().__init__(widget)
        self._work = work
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A timer comes after the paint that is going on; one started before it would come first."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self._work)
        return False
