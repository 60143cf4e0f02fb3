"""The bar of tabs: each shows its number and as much of its title as fits, the one in front the whole of it."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QMimeData, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFont,
    QFontMetrics,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyleOptionTab, QTabBar

from nrw_desktop.gui.kit import theme
from nrw_desktop.gui.kit.safe_widgets import unmarked

_PADDING = 11
"""At the sides of a tab, as in the style sheet."""
_MARK, _ABOVE = 11, 4
"""The mark's size, which is that of the padding, so that no tab grows by it; and what is above it."""
_GAP = "  "
"""What stands between number and title."""
_LETTERS = 2
"""A title of which no more can be read is left out."""


class TabStrip(QTabBar):
    """Tabs that share the width: titles are cut before a tab would get out of sight, and only then the bar scrolls.

    A tab whose data is true has a mark. ``takes`` says whether something can be dropped on the tab of a place;
    `dropped` tells that it was.
    """

    dropped = Signal(int, object)

    def __init__(self, takes: Callable[[int, QMimeData], bool]) -> None:
        super().__init__()
        self.takes = takes
        self._advances: dict[str, int] = {}
        self._look: tuple[tuple[str, ...], int, int] | None = None
        self._widths: list[int] = []
        self.setExpanding(False)
        self.setDrawBase(False)
        self.setDocumentMode(True)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        # A row dragged over a tab opens that phase, to be dropped there; dropped on the tab, it goes to its end.
        self.setAcceptDrops(True)
        self.setAccessibleName("Seiten des Plans")
        self.may_leave: Callable[[], bool] = lambda: True
        self.currentChanged.connect(self._share_anew)

    @staticmethod
    def text_of(number: int, title: str) -> str:
        """The text of a phase's tab; where it is too narrow, the number stays."""
        return f"{number}{_GAP}{title}"

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> Any:
        """Where the menu of the keyboard opens: at the tab in front."""
        if query == Qt.InputMethodQuery.ImCursorRectangle:
            return self.tabRect(self.currentIndex())
        return super().inputMethodQuery(query)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click goes to another page once what is being typed is taken in."""
        if self.may_leave():
            super().mousePressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DragEnter:
            # Before Qt turns to the page below what is dragged.
            self.setChangeCurrentOnDrag(self.may_leave())
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel turns the page too."""
        if self.may_leave():
            super().wheelEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        place = self.tabAt(event.position().toPoint())
        event.setAccepted(place >= 0 and self.takes(place, event.mimeData()))

    def dropEvent(self, event: QDropEvent) -> None:
        place = self.tabAt(event.position().toPoint())
        if place >= 0 and self.takes(place, event.mimeData()):
            # Moved by the plan: the list that the rows come from must not remove them once more.
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.dropped.emit(place, event.mimeData())

    def showEvent(self, event: QShowEvent) -> None:
        """Lay the tabs out anew: before they were seen, neither their font nor their room was known."""
        super().showEvent(event)
        self.changeEvent(QEvent(QEvent.Type.FontChange))

    def _share_anew(self) -> None:
        """Share the width among all: Qt lays tabs out only where the new one in front has another width than before."""
        super().changeEvent(QEvent(QEvent.Type.FontChange))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._advances.clear()
            self._look = None
        super().changeEvent(event)

    def tabSizeHint(self, index: int) -> QSize:
        hint = super().tabSizeHint(index)
        if not self.isVisible():
            # Asked for each tab while they are put in; how wide they may be shows only with the window.
            return hint
        texts = tuple(self.tabText(place) for place in range(self.count()))
        look = texts, self.width(), self.currentIndex()
        if look != self._look:
            # Qt asks for each tab, several times.
            wanted = [self._width(text) for text in texts]
            least = [self._width(_number(text) or text) for text in texts]
            self._look, self._widths = look, fitted(wanted, least, self.width(), self.currentIndex())
        return QSize(self._widths[index], hint.height())

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def initStyleOption(self, option: QStyleOptionTab, index: int) -> None:
        super().initStyleOption(option, index)
        if index == self.currentIndex():
            # Qt cuts it by the font of the others.
            room = self.style().subElementRect(QStyle.SubElement.SE_TabBarTabText, option, self).width()
            mnemonic = Qt.TextFlag.TextShowMnemonic.value
            text = QFontMetrics(self._front_font()).elidedText(self.tabText(index), self.elideMode(), room, mnemonic)
            option.text = text
        number = _number(self.tabText(index))
        if number and option.text != self.tabText(index) and len(option.text) < len(number + _GAP) + _LETTERS + 1:
            option.text = number

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        marked = [self.tabRect(place) for place in range(self.count()) if self.tabData(place)]
        if not marked:
            return
        shades, painter = theme.colors(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(self.font())
        font.setPixelSize(_MARK - 2)
        font.setWeight(QFont.Weight.Bold)
        painter.setFont(font)
        for tab in marked:
            mark = QRectF(tab.right() - _MARK, tab.top() + _ABOVE, _MARK, _MARK)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(shades.danger))
            painter.drawEllipse(mark)
            painter.setPen(QColor(shades.card))
            painter.drawText(mark, "!", Qt.AlignmentFlag.AlignCenter)
        painter.end()

    def _width(self, text: str) -> int:
        """The width of a tab with this text, in the font of the one in front: nothing moves when another one is."""
        found = self._advances.get(text)
        if found is None:
            found = self._advances[text] = QFontMetrics(self._front_font()).horizontalAdvance(unmarked(text))
        return found + 2 * _PADDING + 4

    def _front_font(self) -> QFont:
        """The font of the tab in front, as in the style sheet."""
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        return font


def _number(text: str) -> str:
    """The number of a phase's tab; nothing for the other tabs."""
    number, gap, _title = text.partition(_GAP)
    return number if gap else ""


def fitted(wanted: Sequence[int], least: Sequence[int], room: int, current: int) -> list[int]:
    """Widths of tabs that fit in the room, unless they all at their least do not.

    The first, the current and the last one stay whole, the widest of the others are cut first. The current one is cut
    where it would leave too little for the others, but not below three tenths of the room.
    """
    if sum(wanted) <= room:
        return list(wanted)
    cut = [place for place in range(len(wanted)) if place not in (0, current, len(wanted) - 1)]
    widths = list(wanted)
    if 0 <= current < len(wanted):
        beside = sum(wanted) - wanted[current] - sum(wanted[place] - least[place] for place in cut)
        widths[current] = min(wanted[current], max(room - beside, room * 3 // 10))
    left = room - sum(width for place, width in enumerate(widths) if place not in cut)

    def at_most(cap: int) -> list[int]:
        return [max(least[place], min(wanted[place], cap)) for place in cut]

    low, high = 0, max((wanted[place] for place in cut), default=0)
    while low < high:
        middle = (low + high + 1) // 2
        if sum(at_most(middle)) <= left:
            low = middle
        else:
            high = middle - 1
    for place, width in zip(cut, at_most(low), strict=True):
        widths[place] = width
    return widths
