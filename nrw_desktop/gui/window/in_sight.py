"""What has the keyboard comes in sight, also by F6, a letter with Alt, an arrow or a hit: Qt sees to Tab alone."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QPlainTextEdit, QScrollArea, QTextEdit, QWidget

from nrw_desktop.gui.kit import theme

_ENOUGH = 64
"""Pixels of a tall widget that say where the keyboard is, where text has its usual size."""
_AROUND = 12
"""Pixels of what is around it, so that the frame of the keyboard is seen whole, and that of its card."""


class InSight(QObject):
    """Scrolls the pages and forms that the widget with the keyboard stands in; a list scrolls by itself."""

    def watch(self, before: QWidget | None, now: QWidget | None) -> None:
        """Bring the focused widget in sight, and what the keys lead to in it."""
        if before is not None:
            before.removeEventFilter(self)
        if now is None:
            return
        now.installEventFilter(self)
        # Under a pressed button of the mouse nothing moves.
        if QApplication.mouseButtons() == Qt.MouseButton.NoButton:
            _show(now)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyRelease and isinstance(watched, QWidget):
            _show(watched)
        return False


def _show(widget: QWidget) -> None:
    place, above = _place(widget), widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea) and (page := above.widget()) is not None and page.isAncestorOf(widget):
            there = QRect(widget.mapTo(page, place.topLeft()), place.size())
            middle, half = there.center(), QPoint(there.width(), there.height()) / 2
            above.ensureVisible(middle.x(), middle.y(), half.x() + _AROUND, half.y() + _AROUND)
        above = above.parentWidget()


def _place(widget: QWidget) -> QRect:
    """What of a widget should be seen: of a list its row, of a text its cursor, of what is tall its beginning."""
    place, inner = widget.rect(), QRect()
    if isinstance(widget, QAbstractItemView):
        inner = widget.visualRect(widget.currentIndex())
    elif isinstance(widget, QPlainTextEdit | QTextEdit):
        inner = widget.cursorRect()
    if isinstance(widget, QAbstractItemView | QPlainTextEdit | QTextEdit):
        inner = inner.intersected(widget.viewport().rect())
        place = inner.translated(widget.viewport().pos()) if not inner.isEmpty() else place
    return QRect(place.topLeft(), QSize(place.width(), min(place.height(), theme.scaled(_ENOUGH))))
