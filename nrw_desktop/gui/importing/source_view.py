"""The tables of a file as they stand there, each column with a chooser of what it is taken for."""

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QVBoxLayout, QWidget

from nrw_desktop.domain.drafts.draft import Draft, Place
from nrw_desktop.exchange.sources.source import Cell, Source, Table
from nrw_desktop.exchange.tables.headings import NO_FIELD, WORDS
from nrw_desktop.gui.kit import theme
from nrw_desktop.gui.kit.plain_table import PlainItem, plain_table
from nrw_desktop.gui.kit.safe_widgets import ComboBox

_MOST_ROWS = 400
"""Rows that are shown; a plan has some hundred at most."""
_WIDTH, _LINES = 150, 6
_NOT_TAKEN = "nicht übernehmen"


class SourceView(QWidget):
    """Shows one table at a time: the first row holds the choosers, below it are the rows of the file.

    `chosen` tells the key and the field of a column that was decided about, `pointed` the place that was clicked.
    """

    chosen = Signal(str, str)
    pointed = Signal(object)

    def __init__(self, source: Source):
        super().__init__()
        self._draft: Draft | None = None
        self._tables = [table for table in source.tables if table.rows]
        self._which = ComboBox()
        self._which.setAccessibleName("Tabelle der Datei")
        for table in self._tables:
            self._which.addItem(table.name)
        self._which.setVisible(len(self._tables) > 1)
        self.table: QTableWidget = plain_table(())
        self.table.setAccessibleName("Die Datei")
        self.table.horizontalHeader().hide()
        self.table.setShowGrid(True)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self._which)
        page.addWidget(self.table, 1)
        self._which.currentIndexChanged.connect(lambda _place: self._fill())
        self.table.currentCellChanged.connect(lambda row, column, *_: self._point(row, column))
        self._fill()

    def show_draft(self, draft: Draft) -> None:
        """Show what the columns are taken for in this draft."""
        self._draft = draft
        for column in range(self.table.columnCount()):
            field = draft.columns.get(self._key(column))
            chooser = self.table.cellWidget(0, column)
            if isinstance(chooser, ComboBox):
                chooser.setVisible(field is not None)
                chooser.setCurrentIndex(max(0, chooser.findData(field)))
                spoken = PlainItem()
                spoken.setData(
                    Qt.ItemDataRole.AccessibleTextRole, f"{chooser.accessibleName()}: {chooser.currentText()}"
                )
                self.table.setItem(0, column, spoken)
            self._shade(column, field == NO_FIELD)

    def mark(self, place: Place) -> None:
        """Bring a place of the file in sight."""
        number = next((number for number, table in enumerate(self._tables) if table.name == place.part), None)
        if number is None:
            return
        self._which.setCurrentIndex(number)
        row, column = place.row if place.row else 1, max(0, place.column - 1)
        self.table.blockSignals(True)
        self.table.setCurrentCell(min(row, self.table.rowCount() - 1), column)
        self.table.blockSignals(False)

    # Inside

    @property
    def _table(self) -> Table | None:
        place = self._which.currentIndex()
        return self._tables[place] if 0 <= place < len(self._tables) else None

    def _key(self, column: int) -> str:
        return Place(self._table.name if self._table else "", 0, column + 1).said

    def _fill(self) -> None:
        table = self._table
        if table is None:
            return
        rows = table.rows[:_MOST_ROWS]
        self.table.blockSignals(True)
        self.table.clearSpans()
        self.table.setRowCount(0)
        self.table.setColumnCount(table.width)
        self.table.setRowCount(len(rows) + 1)
        for column in range(table.width):
            self.table.setColumnWidth(column, theme.scaled(_WIDTH))
            self.table.setCellWidget(0, column, self._chooser(column))
        for one, other in pairwise([self.table, *(self.table.cellWidget(0, one) for one in range(table.width))]):
            QWidget.setTabOrder(one, other)
        for number, row in enumerate(rows, 1):
            for column, cell in enumerate(row):
                self._put(number, column, cell, len(rows))
        self.table.resizeRowsToContents()
        chooser = self.table.cellWidget(0, 0)
        self.table.setRowHeight(0, chooser.sizeHint().height() + 10 if chooser else 0)
        most = _LINES * self.fontMetrics().lineSpacing() + 10
        for number in range(1, len(rows) + 1):
            self.table.setRowHeight(number, min(self.table.rowHeight(number), most))
        self.table.blockSignals(False)
        if self._draft is not None:
            self.show_draft(self._draft)

    def _put(self, number: int, column: int, cell: Cell, rows: int) -> None:
        if cell.is_covered:
            return
        item = PlainItem("\n".join(f"{'    ' * line.depth}{_mark(line.mark)}{line.text}" for line in cell.lines))
        item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.table.setItem(number, column, item)
        high, wide = min(cell.rows, rows - number + 1), min(cell.columns, self.table.columnCount() - column)
        if high > 1 or wide > 1:
            self.table.setSpan(number, column, high, wide)

    def _chooser(self, column: int) -> ComboBox:
        chooser = ComboBox()
        chooser.setAccessibleName(f"Spalte {column + 1} ist")
        chooser.addItem(_NOT_TAKEN, NO_FIELD)
        for field, word in WORDS.items():
            chooser.addItem(word, field)
        chooser.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        chooser.activated.connect(lambda _place: self.chosen.emit(self._key(column), chooser.currentData()))
        return chooser

    def _shade(self, column: int, is_left_out: bool) -> None:
        """What is not taken is grey, but it is there."""
        shades = theme.colors()
        for row in range(1, self.table.rowCount()):
            if item := self.table.item(row, column):
                item.setForeground(QColor(shades.muted if is_left_out else shades.text))

    def _point(self, row: int, column: int) -> None:
        if row > 0 and self._table is not None:
            self.pointed.emit(Place(self._table.name, row, column + 1))


def _mark(mark: str) -> str:
    return "• " if mark == "-" else "– " if mark else ""
