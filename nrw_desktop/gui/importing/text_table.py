"""A table of texts to read, of any length: a row is made as high as its text only when it comes in sight."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from nrw_desktop.gui.kit.plain_table import PlainDelegate, heard
from nrw_desktop.gui.kit.row_marks import RowHover

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_LINES = 6
"""Lines of text that a row shows at most."""


class TextModel(QAbstractTableModel):
    """Rows of texts under these heads; ``bold`` are the numbers of rows that are titles."""

    def __init__(self, heads: Sequence[str], parent: QWidget):
        super().__init__(parent)
        self.rows: Sequence[Sequence[str]] = ()
        self.bold: Collection[int] = ()
        self._heads = heads

    def show(self, rows: Sequence[Sequence[str]], bold: Collection[int] = ()) -> None:
        """Show other rows: of those before and behind what is different nothing is said."""
        old, most = self.rows, min(len(self.rows), len(rows))
        same = next((place for place in range(most) if old[place] != rows[place]), most)
        rest = most - same
        after = next((place for place in range(rest) if old[-1 - place] != rows[-1 - place]), rest)
        gone, come = len(old) - same - after, len(rows) - same - after
        kept = [*old[:same], *old[len(old) - after :]]
        if gone:
            self.beginRemoveRows(_NOWHERE, same, same + gone - 1)
            self.rows = kept
            self.endRemoveRows()
        if come:
            self.beginInsertRows(_NOWHERE, same, same + come - 1)
        self.rows, self.bold = rows, bold
        if come:
            self.endInsertRows()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        is_head = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return self._heads[section] if is_head else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self.rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.FontRole and index.row() in self.bold:
            font = QFont()
            font.setBold(True)
            return font
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return heard(self._heads[index.column()], self.rows[index.row()][index.column()])
        return None


class TextTable(RowHover, QTableView):
    """The table; whoever makes it gives it its model. `pointed` tells the row and column that a person went to."""

    pointed = Signal(int, int)

    def __init__(self, name: str):
        super().__init__()
        self.follow_mouse()
        self.setObjectName("roomy")
        self.setAccessibleName(name)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.verticalHeader().hide()
        self.setItemDelegate(PlainDelegate(self))
        self._is_led = False
        self._fitted: set[int] = set()
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._fit)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._fit())
        self.horizontalScrollBar().valueChanged.connect(lambda _value: self.fit_anew())

    def setModel(self, model: Any) -> None:
        """Show a model, and be told where its rows are others."""
        super().setModel(model)
        for signal in (model.rowsInserted, model.rowsRemoved, model.modelReset):
            signal.connect(self.fit_anew)
        self.selectionModel().currentChanged.connect(lambda index, _before: self._point(index))
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        # Of many columns, those in sight say how high a row is.
        header.setResizeContentsPrecision(0)
        header.sectionResized.connect(lambda *_: self.fit_anew())
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().lineSpacing() + 12)

    def go_to(self, row: int, column: int = 0) -> None:
        """Bring a cell in sight as the current one; `pointed` does not tell of it."""
        self._is_led = True
        self.setCurrentIndex(self.model().index(row, column))
        self._is_led = False

    def fit_anew(self) -> None:
        """Have the rows in sight as high as their texts, once there is nothing else to do."""
        self._fitted.clear()
        self._soon.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._soon.start()

    def _point(self, index: Index) -> None:
        if index.isValid() and not self._is_led:
            self.pointed.emit(index.row(), index.column())

    def _fit(self) -> None:
        most = _LINES * self.fontMetrics().lineSpacing() + 12
        for row in self._in_sight():
            if row not in self._fitted:
                self._fitted.add(row)
                self.setRowHeight(row, min(self.sizeHintForRow(row), most))

    def _in_sight(self) -> Iterator[int]:
        row, bottom = self.rowAt(0), self.viewport().height()
        while 0 <= row < self.model().rowCount() and self.rowViewportPosition(row) < bottom:
            yield row
            row += 1
