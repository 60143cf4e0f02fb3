"""Wrapped text in cells: broken at words, within one only where it is wider than the cell, with air between lines."""

from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption

_LEADING = 1.16
_NARROWEST = 24


def height(text: str, font: QFont, width: int) -> int:
    """The pixels that the text needs in this width; one line where there is none."""
    layout, step = _lay_out(text, font, width)
    return round(max(1, layout.lineCount()) * step)


def draw(painter: QPainter, place: QRect, text: str, font: QFont) -> None:
    """Draw the text from the top of the place; what does not fit ends in an ellipsis."""
    layout, step = _lay_out(text, font, place.width())
    fitting = max(1, round(place.height() / step))
    at = QPointF(place.topLeft())
    if layout.lineCount() <= fitting:
        layout.draw(painter, at)
        return
    painter.setFont(font)
    for number in range(fitting - 1):
        layout.lineAt(number).draw(painter, at)
    start = layout.lineAt(fitting - 1).textStart()
    rest = QFontMetricsF(font).elidedText(text[start:].replace("\n", " "), Qt.TextElideMode.ElideRight, place.width())
    line = layout.lineAt(fitting - 1)
    painter.drawText(at + QPointF(0, line.y() + line.ascent()), rest)


def _lay_out(text: str, font: QFont, width: int) -> tuple[QTextLayout, float]:
    return _cached(text, font.key(), max(width, _NARROWEST), Carried(font))


class Carried:
    """Carries a font past the cache, which goes by the font's key."""

    def __init__(self, font: QFont):
        self.font = font

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Carried)

    def __hash__(self) -> int:
        return 0


@lru_cache(maxsize=2048)
def _cached(text: str, _key: str, width: int, carrier: Carried) -> tuple[QTextLayout, float]:
    layout = QTextLayout(text.replace("\n", "\N{LINE SEPARATOR}"), carrier.font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    step = QFontMetricsF(carrier.font).height() * _LEADING
    layout.beginLayout()
    number = 0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, number * step + (step - line.height()) / 2))
        number += 1
    layout.endLayout()
    return layout, step
