"""How bars look: what has which status, what is open, concluded or only thin, told apart without colours too."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QLinearGradient, QPainter, QPen, QPolygonF

from nrw_desktop.gui.kit import theme
from nrw_desktop.gui.kit.colors import color

Piece = tuple[float, float]
"""Left and right edge of a bar, or of a part of it beside a break of the axis."""

_FADE = 56.0
"""Pixels in which an open end fades out, at most."""
_LEAST = 4.0
_ROUND = 3.0
_PIECE, _SPACE = 9.0, 3.0
"""What a broken bar is made of, and what lies between."""
_THIN = 3.0
_SHARE_ORDER = ("done", "running", "planned", "postponed")


def measure_bar(painter: QPainter, pieces: Sequence[Piece], top: float, height: float, status: str, late: bool) -> None:
    """The bar of a measure.

    Done is full, running hatched, planned empty; what is postponed is broken into pieces and what was dropped has a
    line through it. What is late has the colour of what is wrong, and a thick edge.
    """
    shades = theme.colors()
    ink = color(shades.danger if late else getattr(shades, status))
    pen = QPen(ink, 2.2 if late else 1.2)
    for left, right in pieces:
        rect = QRectF(left, top, max(right - left, _LEAST), height)
        if status == "postponed":
            painter.setPen(pen)
            painter.setBrush(color(shades.postponed_ground))
            at = rect.left()
            while at < rect.right():
                painter.drawRect(QRectF(at, top + 1, min(_PIECE, rect.right() - at), height - 2))
                at += _PIECE + _SPACE
            continue
        painter.setPen(pen)
        painter.setBrush(ink if status == "done" else color(getattr(shades, f"{status}_ground")))
        painter.drawRoundedRect(rect.adjusted(0.6, 0.6, -0.6, -0.6), _ROUND, _ROUND)
        if status == "running":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QBrush(ink, Qt.BrushStyle.BDiagPattern))
            painter.drawRoundedRect(rect.adjusted(0.6, 0.6, -0.6, -0.6), _ROUND, _ROUND)
        elif status == "dropped":
            painter.drawLine(QPointF(rect.left(), rect.center().y()), QPointF(rect.right(), rect.center().y()))


def group_bar(
    painter: QPainter, pieces: Sequence[Piece], top: float, height: float, shares: Counter[str], derived: bool
) -> None:
    """The bar of a group: how many of its measures are done, running, planned, postponed, from the left.

    Its edge is dashed where its beginning was concluded.
    """
    shades = theme.colors()
    total, length = shares.total(), sum(max(right - left, _LEAST) for left, right in pieces)
    edges, passed = {}, 0.0
    for status in _SHARE_ORDER:
        edges[status] = (passed, passed + (length * shares[status] / total if total else 0.0))
        passed = edges[status][1]
    before = 0.0
    for left, right in pieces:
        rect = QRectF(left, top, max(right - left, _LEAST), height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(shades.planned_ground))
        painter.drawRoundedRect(rect, _ROUND, _ROUND)
        for status, (first, last) in edges.items():
            one, other = max(first - before, 0.0), min(last - before, rect.width())
            if status != "planned" and other > one:
                part = QRectF(rect.left() + one, top, other - one, height)
                painter.setBrush(_share_brush(status))
                painter.drawRect(part)
        before += rect.width()
        pen = QPen(color(shades.accent), 1.4)
        if derived:
            pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(0.7, 0.7, -0.7, -0.7), _ROUND, _ROUND)


def _share_brush(status: str) -> QBrush:
    shades = theme.colors()
    pattern = {"running": Qt.BrushStyle.BDiagPattern, "postponed": Qt.BrushStyle.Dense5Pattern}
    return QBrush(color(getattr(shades, status)), pattern.get(status, Qt.BrushStyle.SolidPattern))


def thin_line(painter: QPainter, pieces: Sequence[Piece], middle: float) -> None:
    """What has no dates of its own lies over its phase as a thin line."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color(theme.colors().edge))
    for left, right in pieces:
        painter.drawRect(QRectF(left, middle - _THIN / 2, max(right - left, _LEAST), _THIN))


def ghost_bar(painter: QPainter, pieces: Sequence[Piece], top: float, height: float) -> None:
    """Where a bar lay before: an empty frame of dots."""
    pen = QPen(color(theme.colors().text), 1.3)
    pen.setDashPattern([1.5, 2])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for left, right in pieces:
        painter.drawRect(QRectF(left, top, max(right - left, _LEAST), height))


def fade(painter: QPainter, piece: Piece, top: float, height: float, ground: QColor, to_right: bool) -> None:
    """Let a bar fade out into the ground at one side: nobody knows where it ends."""
    width = min(_FADE, (piece[1] - piece[0]) * 0.7)
    if width <= 0:
        return
    left = piece[1] - width if to_right else piece[0]
    gradient = QLinearGradient(left, 0, left + width, 0)
    clear = QColor(ground)
    clear.setAlpha(0)
    gradient.setColorAt(0, clear if to_right else ground)
    gradient.setColorAt(1, ground if to_right else clear)
    rect = QRectF(left - (0 if to_right else 2), top - 2, width + 2, height + 4)
    painter.fillRect(rect, QBrush(gradient))


def diamond(painter: QPainter, x: float, middle: float, size: float) -> None:
    """The mark of a deadline."""
    shades = theme.colors()
    painter.setPen(QPen(color(shades.text), 1.2))
    painter.setBrush(color(shades.accent))
    half = size / 2
    corners = ((x, middle - half), (x + half, middle), (x, middle + half), (x - half, middle))
    painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
