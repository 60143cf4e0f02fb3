"""A list with headings whose rows say a sentence: hits of a search, gaps in a plan; Enter or a click chooses one.

A heading that has a key can be chosen too, and what is below it folds away.
"""

from collections.abc import Hashable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QListView, QWidget

from nrw_desktop.gui.kit.row_marks import RowHover
from nrw_desktop.gui.lists.cell_editors import ENTER
from nrw_desktop.gui.lists.grouped_delegate import ROW_ROLE, SIDE, GroupedDelegate
from nrw_desktop.gui.lists.grouped_rows import Entry, Heading, Row

Index = QModelIndex | QPersistentModelIndex

KEYS = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, *ENTER)
"""What the list does with the keyboard; a field above it hands these on."""

_NOWHERE = QModelIndex()
_NARROWEST = 80
_AT_ONCE = 24
"""Rows that are laid out in one go."""


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
        if not index.isValid() or self.rows[index.row()].key is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            if isinstance(row, Entry):
                return row.line.text
            return row.title if row.total is None else f"{row.title}  {row.total}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken if isinstance(row, Heading) else row.line.spoken
        return None


class GroupedList(RowHover, QListView):
    """The list; `chosen` carries the key of the entry that was clicked or entered.

    `folded` carries that of a heading, and whether the rows below it are wanted now.
    """

    chosen = Signal(object)
    folded = Signal(object, bool)

    def __init__(self, name: str, parent: QWidget | None = None):
        super().__init__(parent)
        self.follow_mouse()
        self.setAccessibleName(name)
        self._model = GroupedModel(self)
        self.setModel(self._model)
        self.setItemDelegate(GroupedDelegate(self, lambda: self.text_width))
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
        """Show other rows; the one of the key ``keep`` is current again, else the first one is."""
        top = self.verticalScrollBar().value() if keep is not None else 0
        places = {row.key: place for place, row in enumerate(rows) if row.key is not None}
        far = top > 0 or places.get(keep, 0) >= _AT_ONCE
        self.setLayoutMode(self.LayoutMode.SinglePass if far else self.LayoutMode.Batched)
        self._model.show(rows)
        if places:
            self.setCurrentIndex(self._model.index(places.get(keep, min(places.values()))))
        # Qt would scroll the heading of the first entry out of sight.
        self.verticalScrollBar().setValue(top if keep in places else 0)

    def current_key(self) -> Hashable:
        """What the current row stands for; None where there is none."""
        row = self._current()
        return row.key if row is not None else None

    def key_beside(self) -> Hashable:
        """The key of the entry that comes after the current one in its group, else of the row before it."""
        rows, now = self._model.rows, self.currentIndex().row()
        if now + 1 < len(rows) and isinstance(rows[now + 1], Entry):
            return rows[now + 1].key
        return rows[now - 1].key if now > 0 else None

    def _current(self) -> Row | None:
        index = self.currentIndex()
        return self._model.rows[index.row()] if index.isValid() else None

    def _places(self) -> list[int]:
        """Where rows are that can be current."""
        return [place for place, row in enumerate(self._model.rows) if row.key is not None]

    def entries(self) -> list[Entry]:
        """All entries in their order."""
        return [row for row in self._model.rows if isinstance(row, Entry)]

    def step(self, step: int) -> None:
        """Make the next or previous entry the current one, around the ends."""
        places = self._places()
        if not places:
            return
        now = self.currentIndex().row()
        later = [place for place in places if (place > now if step > 0 else place < now)]
        if step > 0:
            self._go_to(later[0] if later else places[0])
        else:
            self._go_to(later[-1] if later else places[-1])

    def choose(self) -> None:
        """Choose the current entry; a heading opens or closes."""
        match self._current():
            case Heading(key=key, is_open=is_open) if key is not None:
                self.folded.emit(key, not is_open)
            case Entry(key=key):
                self.chosen.emit(key)

    def _fold(self, opens: bool) -> None:
        """Open the current heading or go into it; close it, or go from an entry to its own."""
        rows, now = self._model.rows, self.currentIndex().row()
        row = self._current()
        if isinstance(row, Heading):
            if row.is_open != opens:
                self.folded.emit(row.key, opens)
            elif opens:
                self.step(1)
        elif row is not None and not opens:
            self._go_to(max((place for place in range(now) if isinstance(rows[place], Heading)), default=now))

    def _folds(self) -> bool:
        return any(isinstance(row, Heading) and row.key is not None for row in self._model.rows)

    def resizeEvent(self, event: QResizeEvent) -> None:
        # The same with and without a scroll bar, or all would be laid out twice.
        bar = self.verticalScrollBar().sizeHint().width()
        self.text_width = max(_NARROWEST, self.contentsRect().width() - bar - 2 * SIDE)
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Up:
                self.step(1 if event.key() == Qt.Key.Key_Down else -1)
            case Qt.Key.Key_PageDown | Qt.Key.Key_PageUp:
                self._turn(1 if event.key() == Qt.Key.Key_PageDown else -1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.choose()
            case Qt.Key.Key_Left | Qt.Key.Key_Right if self._folds():
                self._fold(event.key() == Qt.Key.Key_Right)
            case _:
                super().keyPressEvent(event)

    def _turn(self, way: int) -> None:
        """Make the entry a page further down or up the current one, or the last one there is."""
        places = self._places()
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
