"""A pasted table before it is put in: its cells as a model, and above them what each column is taken for."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QTableView,
    QWidget,
)

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.exchange.pasted_sheet import Sheet
from nrw_desktop.gui.kit import icons, theme
from nrw_desktop.gui.kit.safe_widgets import ComboBox, tip_text
from nrw_desktop.gui.kit.theme import GRID
from nrw_desktop.gui.lists.open_editor import OneEditor

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_FLAG = Qt.ItemFlag
NOT_TAKEN = "nicht übernehmen"
GUESSED = " (vermutet)"


class SheetModel(QAbstractTableModel):
    """The rows of a sheet; the first column says by a check mark whether a row is put in.

    `edited` tells that what is put in is another now, `refused` why a cell cannot hold what was typed.
    """

    edited = Signal()
    refused = Signal(str)

    def __init__(self, sheet: Sheet, parent: QWidget):
        super().__init__(parent)
        self.sheet = sheet
        self._mark = icons.icon("triangle-alert", "postponed")

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.sheet.cells) - self.sheet.first

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self.sheet.width + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        # Over the other columns stand the choices of their fields.
        names = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return ("Zeile" if section == 0 else "") if names else None

    def place(self, index: Index) -> tuple[int, int]:
        """The row and column of the sheet; the column is -1 for that of the check marks."""
        return index.row() + self.sheet.first, index.column() - 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        row, column = self.place(index)
        if column < 0:
            return _FLAG.ItemIsEnabled | _FLAG.ItemIsSelectable | _FLAG.ItemIsUserCheckable
        out = _FLAG.ItemIsSelectable | _FLAG.ItemIsEnabled
        return out if row in self.sheet.left_out else out | _FLAG.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = self.place(index)
        if column < 0:
            return self._row_data(row, role)
        text = self.sheet.cells[row][column]
        if role == Qt.ItemDataRole.EditRole:
            return text
        if role == Qt.ItemDataRole.DisplayRole:
            return "    " * (self.sheet.depths[row] if column == 0 else 0) + text
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip_text(text)
        if role == Qt.ItemDataRole.ForegroundRole:
            out = row in self.sheet.left_out or self.sheet.taken[column].field is None
            return QColor(theme.colors().faint) if out else None
        if role in (Qt.ItemDataRole.BackgroundRole, Qt.ItemDataRole.DecorationRole):
            if not self.sheet.doubt(row, column):
                return None
            back = role == Qt.ItemDataRole.BackgroundRole
            return QColor(theme.colors().postponed_ground) if back else self._mark
        if role == Qt.ItemDataRole.AccessibleTextRole:
            doubt = self.sheet.doubt(row, column)
            return f"{text or 'leer'}. Zu prüfen: {doubt}" if doubt else text or "leer"
        return None

    def _row_data(self, row: int, role: int) -> Any:
        out = row in self.sheet.left_out
        if role == Qt.ItemDataRole.DisplayRole:
            return str(row + 1)
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Unchecked if out else Qt.CheckState.Checked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"Zeile {row + 1} {'ausgelassen' if out else 'wird eingefügt'}"
        return QColor(theme.colors().muted) if role == Qt.ItemDataRole.ForegroundRole else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row, column = self.place(index)
        if column < 0 and role == Qt.ItemDataRole.CheckStateRole:
            self.sheet.leave_out(row, Qt.CheckState(value) != Qt.CheckState.Checked)
        elif column >= 0 and role == Qt.ItemDataRole.EditRole:
            try:
                self.sheet.mend(row, column, str(value))
            except PlanError as error:
                self.refused.emit(str(error))
                return False
        else:
            return False
        self.renew()
        return True

    def renew(self) -> None:
        """Show what a decision changed: it may be about any cell."""
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))
        self.edited.emit()

    def reset(self) -> None:
        """Show the rows anew: the first of them may be a heading from now on."""
        self.beginResetModel()
        self.endResetModel()
        self.edited.emit()


class SheetView(OneEditor, QTableView):
    """The table of what is to be pasted.

    Where a column is taken for something else all cells are read anew, and an editor may outlive its own.
    """


class BoxHeader(QHeaderView):
    """The header of a table with a choice over columns, by their numbers in ``over``: it stays where they scroll."""

    def __init__(self, parent: QWidget):
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.over: dict[int, ComboBox] = {}
        self.sectionResized.connect(lambda *_: self.place())

    def sizeHint(self) -> QSize:
        height = max((box.sizeHint().height() for box in self.over.values()), default=24)
        return QSize(super().sizeHint().width(), height + GRID)

    def place(self) -> None:
        """Put each choice over its column."""
        for column, box in self.over.items():
            width = self.sectionSize(column)
            box.setGeometry(self.sectionViewportPosition(column) + 2, GRID // 2, width - 4, self.height() - GRID)
            box.show()

    def updateGeometries(self) -> None:
        super().updateGeometries()
        self.place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place()


class ColumnHeader(BoxHeader):
    """The header of the table, with a choice of fields over each column."""

    taken = Signal(int, object)

    def __init__(self, sheet: Sheet, parent: QWidget):
        super().__init__(parent)
        self._sheet = sheet
        self.boxes = [self._box(column) for column in range(sheet.width)]
        # Before them is the column of check marks.
        self.over = dict(enumerate(self.boxes, 1))

    def _box(self, column: int) -> ComboBox:
        box = choice(f"Spalte {column + 1} ist")
        box.setParent(self)
        box.addItem(NOT_TAKEN, None)
        for field, word in self._sheet.fields.items():
            box.addItem(word, field)
        box.activated.connect(lambda _index: self.taken.emit(column, box.currentData()))
        return box

    def show_taken(self) -> None:
        """Choose in each box what its column is taken for; a guess is marked as one."""
        for box, taken in zip(self.boxes, self._sheet.taken, strict=True):
            for place in range(1, box.count()):
                field = box.itemData(place)
                guessed = taken.guessed and field == taken.field
                box.setItemText(place, self._sheet.fields[field] + GUESSED if guessed else self._sheet.fields[field])
            box.setCurrentIndex(max(0, box.findData(taken.field)) if taken.field else 0)
        self.place()


def choice(name: str) -> ComboBox:
    box = ComboBox()
    box.setAccessibleName(name)
    return box
