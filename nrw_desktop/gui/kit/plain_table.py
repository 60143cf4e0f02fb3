"""A small table to read or to tick in, as dialogs have them."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, QTimer
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
)

from nrw_desktop.gui.kit.row_marks import RowHover, is_same_row, paint_frame, ring

Index = QModelIndex | QPersistentModelIndex

_PADDING = 4
"""Pixels at both sides of a cell, as in the style sheet."""


class PlainTable(RowHover, QTableWidget):
    """The table; its delegates are `PlainDelegate`."""

    def fit_rows(self) -> None:
        """From now on, have rows as high as their texts need in the widths that the columns have in the end."""
        soon = QTimer(self)
        soon.setSingleShot(True)
        soon.timeout.connect(self.resizeRowsToContents)
        # Qt tells of each column while it still goes on with the others.
        self.horizontalHeader().sectionResized.connect(lambda _section, _old, _new: soon.start())


class PlainItem(QTableWidgetItem):
    """A cell of such a table, which tells who hears it what stands over it, and whether it is empty."""

    def data(self, role: int) -> Any:
        found = super().data(role)
        if role != Qt.ItemDataRole.AccessibleTextRole or found:
            return found
        table = self.tableWidget()
        header = table.horizontalHeaderItem(self.column()) if table is not None else None
        return heard(header.text() if header is not None else "", self.text())


def heard(head: str, text: str) -> str:
    """What is heard of a cell: what stands over it, and its text or that it is empty."""
    words = text.strip() or "leer"
    return f"{head}: {words}" if head else words


class PlainDelegate(QStyledItemDelegate):
    """Shows the whole row under the mouse, and the cell with the keyboard, which the style leaves out."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        view = self.parent()
        if isinstance(view, RowHover) and is_same_row(view.hovered, index):
            option.state |= QStyle.StateFlag.State_MouseOver

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Measured in the width that a text is painted in: the style sheet pads only what it has then."""
        if option.rect.width() > 2 * _PADDING:
            option = QStyleOptionViewItem(option)
            option.rect = option.rect.adjusted(0, 0, -2 * _PADDING, 0)
        return super().sizeHint(option, index)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        view = self.parent()
        if isinstance(view, RowHover) and view.hasFocus() and view.currentIndex() == index:
            paint_frame(painter, option.rect, ring(view.selectionModel().isSelected(view.currentIndex())))


def plain_table(headers: Sequence[str]) -> PlainTable:
    """An empty table with these column headers, in the look of the window's own tables."""
    table = PlainTable(0, len(headers))
    table.follow_mouse()
    table.setItemDelegate(PlainDelegate(table))
    table.setObjectName("roomy")
    table.setHorizontalHeaderLabels(list(headers))
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setWordWrap(True)
    table.verticalHeader().hide()
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    return table
