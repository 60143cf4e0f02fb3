"""Wrapped text in cells: broken at words, within one only where it is wider than the cell, with air between lines."""

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption

_LEADING = 1.16
_NARROWEST = 24
_MOST = 4096
"""So many texts are kept laid out."""
_layouts: dict[tuple[str, str, int], tuple[QTextLayout, float]] = {}


def height(text: str, font: QFont, width: int) -> int:
    """The pixels that the text needs in this width; one line where there is none."""
    layout, step = _lay_out(text, font, width)
    return round(max(1, layout.lineCount()) * step)


def draw(painter: QPainter, place: QRect, text: str, font: QFont, key: str = "") -> None:
    """Draw the text from the top of the place; what does not fit ends in an ellipsis."""
    layout, step = _lay_out(text, font, place.width(), key)
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


def _lay_out(text: str, font: QFont, width: int, key: str = "") -> tuple[QTextLayout, float]:
    """The text in lines; ``key`` is the font's, where it is known."""
    place = text, key or font.key(), max(width, _NARROWEST)
    found = _layouts.get(place)
    if found is None:
        if len(_layouts) >= _MOST:
            _layouts.clear()
        found = _layouts[place] = _laid_out(text, place[2], font)
    return found


def _laid_out(text: str, width: int, font: QFont) -> tuple[QTextLayout, float]:
    layout = QTextLayout(text.replace("\n", "\N{LINE SEPARATOR}"), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    step = QFontMetricsF(font).height() * _LEADING
    layout.beginLayout()
    number = 0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, number * step + (step - line.height()) / 2))
        number += 1
    layout.endLayout()
    return layout, step
