"""The row under the mouse has a quiet ground of its own, so that the eye finds its way along it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, Signal
from PySide6.QtGui import QCursor, QPalette
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractItemView as _View
else:
    _View = object

Index = QModelIndex | QPersistentModelIndex


class _Ground(QWidget):
    """What a view paints on. `left` tells that the mouse has gone.

    Made in Python: asked for Qt's own, PySide would learn the enums of fifty classes, 5 ms of a start.
    """

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.left.emit()


class RowHover(_View):
    """Mixed into an item view, which calls `follow_mouse` before it gets a model; ``hovered`` is a place in the row."""

    hovered: Index = QPersistentModelIndex()

    def follow_mouse(self) -> None:
        """Know from now on which row the mouse is over."""
        # Kept here too, or it would go with its Python half.
        self._ground = _Ground()
        self.setViewport(self._ground)
        self._ground.left.connect(self._hover)
        self.setMouseTracking(True)
        self.entered.connect(self._hover)
        self.viewportEntered.connect(self._hover)
        self.verticalScrollBar().valueChanged.connect(self._hover_anew)

    def _hover(self, index: Index = QModelIndex()) -> None:  # noqa: B008 - nothing changes it
        if is_same_row(index, self.hovered):
            return
        rows = (self.hovered, index)
        self.hovered = QPersistentModelIndex(index)
        for row in rows:
            if row.isValid():
                place = self.visualRect(row)
                self._ground.update(QRect(0, place.top(), self._ground.width(), place.height()))

    def _hover_anew(self) -> None:
        """The rows went on below the mouse."""
        if self._ground.underMouse():
            self._hover(self.indexAt(self._ground.mapFromGlobal(QCursor.pos())))


def is_same_row(one: Index, other: Index) -> bool:
    """Whether two places are in one row."""
    return one.row() == other.row() and one.parent() == other.parent()
