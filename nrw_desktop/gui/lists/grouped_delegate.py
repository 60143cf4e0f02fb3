"""How the rows of a list with headings are painted."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from nrw_desktop.gui.kit import text_layout, theme
from nrw_desktop.gui.kit.theme import GRID
from nrw_desktop.gui.lists.cell_painting import inks, paint_focus, paint_ground
from nrw_desktop.gui.lists.grouped_rows import Heading, Line

if TYPE_CHECKING:
    from nrw_desktop.gui.kit.colors import Colors

Index = QModelIndex | QPersistentModelIndex

ROW_ROLE = Qt.ItemDataRole.UserRole
SIDE = 14
"""Pixels left and right of a text."""
_ABOVE, _BETWEEN = 7, 2
_CHEVRON = 4
"""Half of the width of the sign before a heading that folds."""
_MOST_LINES = 3
_KEPT = 1024
"""Layouts that are kept."""
_LAST_WORD = 30
"""Letters of a word that goes as a whole where a text is cut."""


class GroupedDelegate(QStyledItemDelegate):
    """Paints headings, and entries with what stands out bold; ``width`` says how wide a text may be, in pixels."""

    def __init__(self, parent: QWidget, width: Callable[[], int]):
        super().__init__(parent)
        self._width = width
        self._layouts: dict[tuple[Line, str, int, Colors], tuple[QTextLayout, float]] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row, metrics = index.data(ROW_ROLE), option.fontMetrics
        if isinstance(row, Heading):
            note = metrics.height() + _BETWEEN if row.note else 0
            indent = 0 if row.key is None else theme.scaled(2 * GRID)
            title = _title_height(row, option.font, _title_room(row, metrics, self._width() - indent))
            return QSize(0, title + (3 * GRID if row.key is None else 2 * GRID) + note)
        layout, step = self._lay_out(row.line, option.font)
        foot = metrics.height() + _BETWEEN if row.line.foot else 0
        return QSize(0, round(layout.lineCount() * step) + foot + 2 * _ABOVE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        painter.save()
        if isinstance(row, Heading):
            if row.key is not None:
                paint_ground(painter, option, index)
            _paint_heading(painter, option, row, inks(option, index))
            if row.key is not None:
                paint_focus(painter, option, index)
        else:
            paint_ground(painter, option, index)
            self._paint_line(painter, option, row.line, inks(option, index))
            paint_focus(painter, option, index)
        painter.restore()

    def _paint_line(
        self, painter: QPainter, option: QStyleOptionViewItem, line: Line, shades: tuple[QColor, QColor]
    ) -> None:
        metrics = option.fontMetrics
        layout, step = self._lay_out(line, option.font)
        at = QPointF(option.rect.left() + SIDE, option.rect.top() + _ABOVE)
        painter.setPen(shades[0])
        layout.draw(painter, at)
        if line.foot:
            painter.setPen(shades[1])
            top = round(at.y() + layout.lineCount() * step) + _BETWEEN
            foot = metrics.elidedText(line.foot, Qt.TextElideMode.ElideRight, self._width())
            painter.drawText(QPointF(at.x(), top + metrics.ascent()), foot)
        if line.total is not None:
            _paint_count(painter, option, option.rect, line.total, option.rect.right() - SIDE)

    def _lay_out(self, line: Line, font: QFont) -> tuple[QTextLayout, float]:
        """The layout of a line's text and the height of one of its lines, kept for the next time."""
        width = self._width()
        if line.total is not None:
            width -= _count_width(QFontMetrics(font), line.total) + GRID
        key = (line, font.key(), width, theme.colors())
        found = self._layouts.get(key)
        if found is None:
            if len(self._layouts) > _KEPT:
                self._layouts.clear()
            found = self._layouts[key] = lay_out(line, font, width)
        return found


def _paint_heading(
    painter: QPainter, option: QStyleOptionViewItem, heading: Heading, inks: tuple[QColor, QColor]
) -> None:
    font = _bold(option.font)
    metrics = QFontMetrics(font)
    place = option.rect.adjusted(SIDE, GRID if heading.key is None else 0, -SIDE, 0)
    if heading.note:
        place.setBottom(place.bottom() - option.fontMetrics.height() - _BETWEEN)
    if heading.key is not None:
        _paint_chevron(painter, QPointF(place.left(), place.center().y()), heading.is_open, inks[1])
        place.setLeft(place.left() + theme.scaled(2 * GRID))
    room, width = _title_room(heading, option.fontMetrics, place.width()), metrics.horizontalAdvance(heading.title)
    painter.setFont(font)
    painter.setPen(inks[0])
    if width <= room:
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), heading.title)
    else:
        height = _title_height(heading, option.font, room)
        text_layout.draw(painter, QRect(place.left(), place.center().y() - height // 2, room, height),
                         heading.title, font)  # fmt: skip
    painter.setFont(option.font)
    if heading.total is not None:
        end = place.left() + min(width, room) + place.width() - room
        _paint_count(painter, option, place, heading.total, end)
    if heading.note:
        painter.setPen(inks[1])
        note = option.fontMetrics.elidedText(heading.note, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place.left(), place.bottom() + option.fontMetrics.ascent() - _BETWEEN, note)


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    return bold


def _title_room(heading: Heading, metrics: QFontMetrics, width: int) -> int:
    """The pixels that a title has beside the number behind it."""
    return width - GRID - (0 if heading.total is None else _count_width(metrics, heading.total))


def _title_height(heading: Heading, font: QFont, room: int) -> int:
    """The pixels that a title is high: one line, or two where it is too long; what is left over is cut."""
    bold = _bold(font)
    metrics = QFontMetrics(bold)
    if metrics.horizontalAdvance(heading.title) <= room:
        return metrics.height()
    return min(text_layout.height(heading.title, bold, room), round(2 * text_layout.LEADING * metrics.height()))


def _count_width(metrics: QFontMetrics, count: int) -> int:
    return metrics.horizontalAdvance(str(count)) + 2 * GRID


def _paint_count(painter: QPainter, option: QStyleOptionViewItem, place: QRect, count: int, right: int) -> None:
    """A number in a pill that ends there, in the middle of the place."""
    shades, metrics = theme.colors(), option.fontMetrics
    pill = QRect(0, 0, _count_width(metrics, count), metrics.height() + 2)
    pill.moveCenter(place.center())
    pill.moveRight(right)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(shades.planned) if shades.strong else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(shades.planned_ground))
    painter.drawRoundedRect(QRectF(pill), GRID, GRID)
    painter.setPen(QColor(shades.planned))
    painter.drawText(pill, int(Qt.AlignmentFlag.AlignCenter), str(count))


def _paint_chevron(painter: QPainter, at: QPointF, is_open: bool, ink: QColor) -> None:
    side = theme.scaled(_CHEVRON)
    half = side / 2
    corners = [(-side, -half), (0, half), (side, -half)] if is_open else [(-half, -side), (half, 0), (-half, side)]
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ink, 1.6 * theme.scale()))
    painter.drawPolyline([at + QPointF(side + x, y) for x, y in corners])


def lay_out(line: Line, font: QFont, width: int) -> tuple[QTextLayout, float]:
    """A text in at most three lines of this width, with what stands out in it; and the height of one of them."""
    text, places = line.text, line.places
    step = QFontMetrics(font).height() * text_layout.LEADING
    layout, words = _broken(text, places, font, width)
    while layout.lineCount() > _MOST_LINES:
        # What does not fit ends in an ellipsis, and what stands out before it still does.
        end = min(words.before(layout.lineAt(_MOST_LINES).textStart()), len(text)) - 3
        text = text[: max(1, text.rfind(" ", 0, end) if " " in text[end - _LAST_WORD : end] else end)] + " …"
        places = tuple((low, min(high, len(text) - 2)) for low, high in places if low < len(text) - 2)
        layout, words = _broken(text, places, font, width)
    for number in range(layout.lineCount()):
        one = layout.lineAt(number)
        one.setPosition(QPointF(0, number * step + (step - one.height()) / 2))
    return layout, step


def _broken(
    text: str, places: tuple[tuple[int, int], ...], font: QFont, width: int
) -> tuple[QTextLayout, text_layout.Divided]:
    """The text in lines of this width."""
    words = text_layout.divided(text, font, width)
    layout = QTextLayout(words.text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setFormats([_standing_out(words.there(start), words.there(end)) for start, end in places])
    layout.setCacheEnabled(True)
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
    layout.endLayout()
    return layout, words


def _standing_out(start: int, end: int) -> QTextLayout.FormatRange:
    look, shades = QTextCharFormat(), theme.colors()
    # Not by colour alone.
    look.setFontWeight(QFont.Weight.Bold)
    look.setBackground(QColor(shades.postponed_ground))
    look.setForeground(QColor(shades.text))
    found = QTextLayout.FormatRange()
    found.start, found.length, found.format = start, end - start, look
    return found
