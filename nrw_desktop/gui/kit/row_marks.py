"""What shows a person where they are in a list: a quiet ground under the mouse, a frame around the keyboard's place."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QCursor, QPainter, QPalette, QPen
from PySide6.QtWidgets import QWidget

from nrw_desktop.gui.kit import theme

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


def ring(chosen: bool) -> QColor:
    """The colour of the frame around the place with the keyboard, whose row is chosen or not."""
    shades = theme.colors()
    return QColor(shades.ring_on_selection if chosen else shades.accent)


def paint_frame(painter: QPainter, rect: QRect, shade: QColor) -> None:
    """The frame around the cell that the keyboard is at."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(shade, 2))
    painter.drawRoundedRect(QRectF(rect).adjusted(1.5, 1.5, -1.5, -2), 4, 4)
    painter.restore()
