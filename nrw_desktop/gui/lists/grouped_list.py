"""A list with headings whose rows say a sentence: hits of a search, gaps in a plan; Enter or a click chooses one."""

from collections.abc import Callable, Hashable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QApplication, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from nrw_desktop.gui.kit import text_layout, theme
from nrw_desktop.gui.kit.row_marks import RowHover
from nrw_desktop.gui.kit.theme import GRID
from nrw_desktop.gui.lists.cell_editors import ENTER
from nrw_desktop.gui.lists.cell_painting import inks, paint_focus, paint_ground

if TYPE_CHECKING:
    from nrw_desktop.gui.kit.colors import Colors

Index = QModelIndex | QPersistentModelIndex

KEYS = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, *ENTER)
"""What the list does with the keyboard; a field above it hands these on."""

_NOWHERE = QModelIndex()
_ROW_ROLE = Qt.ItemDataRole.UserRole
_SIDE, _ABOVE, _BETWEEN = 14, 7, 2
_MOST_LINES, _NARROWEST = 3, 80
_KEPT, _AT_ONCE = 1024, 24
"""Layouts that are kept, and rows that are laid out in one go."""
_LAST_WORD = 30
"""Letters of a word that goes as a whole where a text is cut."""


class Heading(NamedTuple):
    """What the rows below have in common, and how many there are."""

    title: str
    total: int


class Line(NamedTuple):
    """What a row shows: a text, the places in it that stand out, and below it, quieter, where it belongs."""

    text: str
    places: tuple[tuple[int, int], ...] = ()
    foot: str = ""


class Entry:
    """A row: what it stands for, and how to make its line, which is done when it is first seen."""

    __slots__ = ("_line", "_make", "key")

    def __init__(self, key: Hashable, make: Callable[[], Line]):
        self.key, self._make = key, make
        self._line: Line | None = None

    @property
    def line(self) -> Line:
        """What the row shows."""
        if self._line is None:
            self._line = self._make()
        return self._line


Row = Heading | Entry


class GroupedModel(QAbstractListModel):
    """Headings and entries."""

    def __init__(self, parent: QWidget):
        super().__init__(parent)
        self.rows: Sequence[Row] = ()

    def show(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or isinstance(self.rows[index.row()], Heading):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == _ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{row.title}  {row.total}" if isinstance(row, Heading) else row.line.text
        if role == Qt.ItemDataRole.AccessibleTextRole and isinstance(row, Entry):
            return f"{row.line.text}\n{row.line.foot}" if row.line.foot else row.line.text
        return None


class GroupedDelegate(QStyledItemDelegate):
    """Paints headings, and entries with what stands out bold and on a ground of its own."""

    def __init__(self, parent: "GroupedList"):
        super().__init__(parent)
        self._view = parent
        self._layouts: dict[tuple[Line, str, int, Colors], tuple[QTextLayout, float]] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row, metrics = index.data(_ROW_ROLE), option.fontMetrics
        if isinstance(row, Heading):
            return QSize(0, metrics.height() + 3 * GRID)
        layout, step = self._lay_out(row.line, option.font)
        foot = metrics.height() + _BETWEEN if row.line.foot else 0
        return QSize(0, round(layout.lineCount() * step) + foot + 2 * _ABOVE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(_ROW_ROLE)
        painter.save()
        if isinstance(row, Heading):
            _paint_heading(painter, option, row)
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
        at = QPointF(option.rect.left() + _SIDE, option.rect.top() + _ABOVE)
        painter.setPen(shades[0])
        layout.draw(painter, at)
        if line.foot:
            painter.setPen(shades[1])
            top = round(at.y() + layout.lineCount() * step) + _BETWEEN
            foot = metrics.elidedText(line.foot, Qt.TextElideMode.ElideRight, self._view.text_width)
            painter.drawText(QPointF(at.x(), top + metrics.ascent()), foot)

    def _lay_out(self, line: Line, font: QFont) -> tuple[QTextLayout, float]:
        """The layout of a line's text and the height of one of its lines, kept for the next time."""
        key = (line, font.key(), self._view.text_width, theme.colors())
        found = self._layouts.get(key)
        if found is None:
            if len(self._layouts) > _KEPT:
                self._layouts.clear()
            found = self._layouts[key] = lay_out(line, font, self._view.text_width)
        return found


def _paint_heading(painter: QPainter, option: QStyleOptionViewItem, heading: Heading) -> None:
    shades = theme.colors()
    font = QFont(option.font)
    font.setWeight(QFont.Weight.DemiBold)
    metrics = QFontMetrics(font)
    count = str(heading.total)
    place = option.rect.adjusted(_SIDE, GRID, -_SIDE, 0)
    pill = QRect(0, 0, metrics.horizontalAdvance(count) + 2 * GRID, metrics.height() + 2)
    title = metrics.elidedText(heading.title, Qt.TextElideMode.ElideRight, place.width() - pill.width() - GRID)
    painter.setFont(font)
    painter.setPen(QColor(shades.text))
    painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), title)
    pill.moveCenter(place.center())
    pill.moveLeft(place.left() + metrics.horizontalAdvance(title) + GRID)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(shades.planned) if shades.strong else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(shades.planned_ground))
    painter.drawRoundedRect(QRectF(pill), GRID, GRID)
    painter.setFont(option.font)
    painter.setPen(QColor(shades.planned))
    painter.drawText(pill, int(Qt.AlignmentFlag.AlignCenter), count)


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


class GroupedList(RowHover, QListView):
    """The list; `chosen` carries the key of the entry that was clicked or entered."""

    chosen = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None):
        super().__init__(parent)
        self.follow_mouse()
        self.setAccessibleName(name)
        self._model = GroupedModel(self)
        self.setModel(self._model)
        self.setItemDelegate(GroupedDelegate(self))
        self.text_width = _NARROWEST
        self.setResizeMode(QListView.ResizeMode.Adjust)
        # Nobody who types waits for the rows out of sight.
        self.setBatchSize(_AT_ONCE)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Qt tells of clicks on headings as well.
        self.clicked.connect(lambda index: self.choose() if index == self.currentIndex() else None)
        QApplication.instance().focusChanged.connect(self._follow_focus)  # type: ignore[union-attr]

    def has_keyboard(self) -> bool:
        """Whether the keyboard is in the list, or in the field beside it that leads it."""
        focus, beside = QApplication.focusWidget(), self.parentWidget() or self
        return focus is not None and beside.isAncestorOf(focus)

    def _follow_focus(self) -> None:
        self.viewport().update()

    def show_rows(self, rows: Sequence[Row], keep: Hashable = None) -> None:
        """Show other rows; the entry of the key ``keep`` is current again, else the first one is."""
        top = self.verticalScrollBar().value() if keep is not None else 0
        places = {row.key: place for place, row in enumerate(rows) if isinstance(row, Entry)}
        far = top > 0 or places.get(keep, 0) >= _AT_ONCE
        self.setLayoutMode(self.LayoutMode.SinglePass if far else self.LayoutMode.Batched)
        self._model.show(rows)
        if places:
            self.setCurrentIndex(self._model.index(places.get(keep, min(places.values()))))
        # Qt would scroll the heading of the first entry out of sight.
        self.verticalScrollBar().setValue(top if keep in places else 0)

    def current_key(self) -> Hashable:
        """What the current entry stands for; None where there is none."""
        index = self.currentIndex()
        row = self._model.rows[index.row()] if index.isValid() else None
        return row.key if isinstance(row, Entry) else None

    def entries(self) -> list[Entry]:
        """All entries in their order."""
        return [row for row in self._model.rows if isinstance(row, Entry)]

    def step(self, step: int) -> None:
        """Make the next or previous entry the current one, around the ends."""
        places = [place for place, row in enumerate(self._model.rows) if isinstance(row, Entry)]
        if not places:
            return
        now = self.currentIndex().row()
        later = [place for place in places if (place > now if step > 0 else place < now)]
        if step > 0:
            self._go_to(later[0] if later else places[0])
        else:
            self._go_to(later[-1] if later else places[-1])

    def choose(self) -> None:
        """Choose the current entry."""
        if (key := self.current_key()) is not None:
            self.chosen.emit(key)

    def resizeEvent(self, event: QResizeEvent) -> None:
        # The same with and without a scroll bar, or all would be laid out twice.
        bar = self.verticalScrollBar().sizeHint().width()
        self.text_width = max(_NARROWEST, self.contentsRect().width() - bar - 2 * _SIDE)
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Up:
                self.step(1 if event.key() == Qt.Key.Key_Down else -1)
            case Qt.Key.Key_PageDown | Qt.Key.Key_PageUp:
                self._turn(1 if event.key() == Qt.Key.Key_PageDown else -1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.choose()
            case _:
                super().keyPressEvent(event)

    def _turn(self, way: int) -> None:
        """Make the entry a page further down or up the current one, or the last one there is."""
        places = [place for place, row in enumerate(self._model.rows) if isinstance(row, Entry)]
        now = self.currentIndex().row()
        start, page = self.visualRect(self.currentIndex()).top(), self.viewport().height()
        further = [place for place in places if (place - now) * way > 0]
        near = [place for place in further if abs(self.visualRect(self._model.index(place)).top() - start) < page]
        if further:
            self._go_to(max(near or further[:1], key=lambda place: place * way))

    def _go_to(self, place: int) -> None:
        self.setCurrentIndex(self._model.index(place))
        if place and isinstance(self._model.rows[place - 1], Heading):
            # The heading says where the entry is.
            self.scrollTo(self._model.index(place - 1))
            self.scrollTo(self._model.index(place))
