"""The table view over a `RecordTable`: keyboard, mouse, drafts, row heights, and editors that keep what was typed."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from nrw_desktop.domain.model.records import Record
from nrw_desktop.gui.kit import theme
from nrw_desktop.gui.kit.row_marks import RowHover, paint_frame, ring
from nrw_desktop.gui.lists.cell_navigation import CellNavigation
from nrw_desktop.gui.lists.cell_painting import chosen_color, chosen_ink, paint_empty
from nrw_desktop.gui.lists.column_fit import ColumnFit
from nrw_desktop.gui.lists.delegates import delegate_for
from nrw_desktop.gui.lists.editing import NOTHING_FITS, taken_in
from nrw_desktop.gui.lists.record_table import RecordTable
from nrw_desktop.gui.lists.row_fit import RowFit

_MARK = 4
"""Pixels that the mark at the side of a row is wide."""
_NOT_EMPTY = "„{}“ darf nicht leer sein."
_NOT_HERE = "„{}“ ergibt sich aus anderen Angaben und lässt sich hier nicht {}."
_ARRANGED = (
    "Die Tabelle ist gerade sortiert oder gefiltert. Verschieben geht in der Reihenfolge des Plans: Filter leeren, "
    "oder auf die Spaltenüberschrift klicken, bis ihr Pfeil verschwindet."
)


class RecordView(RowFit, CellNavigation, RowHover, QTableView):
    """Shows and edits one `RecordTable`."""

    chosen = Signal(object)
    arranged = Signal()
    unfiltered = Signal()

    beyond: QWidget | None = None
    """Where the rest of a new row is filled in, behind its last cell."""
    _sorted = (-1, Qt.SortOrder.AscendingOrder)

    def __init__(self, model: RecordTable, parent: QWidget | None = None):
        super().__init__(parent)
        self._table = model
        self.follow_mouse()
        self.painted_rows: set[int] = set()
        self.painted_hover = -1
        self.painted_focus, self.font_key = (-1, -1), ""
        self.painted_ground = self.painted_ink = QColor()
        # Before there are rows: Qt would ask each for the width of its number.
        self.set_up_names()
        self.setModel(model)
        # It follows the plan for this view alone.
        model.setParent(self)
        for place, column in enumerate(model.spec.columns):
            self.setItemDelegateForColumn(place, delegate_for(column, self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(True)
        self._set_up_headers()
        if model.spec.move:
            self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
            self.setDefaultDropAction(Qt.DropAction.MoveAction)
            self.setDragDropOverwriteMode(False)
            self.setDropIndicatorShown(True)
        self.listen(model)
        model.rowsInserted.connect(self._fit_inserted)
        model.dataChanged.connect(self._fit_changed)
        model.modelReset.connect(self.fit_all_rows)
        model.workspace.unaccepted.changed.connect(self._repaint)
        self.selectionModel().currentRowChanged.connect(self._tell_chosen)

    def model(self) -> RecordTable:
        """Its model, as what it is."""
        return self._table

    def set_up_names(self) -> None:
        """Show nothing beside the rows."""
        self.verticalHeader().hide()

    def _set_up_headers(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setMinimumSectionSize(60)
        header.setStretchLastSection(False)
        if self._table.spec.sortable:
            header.setSectionsClickable(True)
            header.setSortIndicatorClearable(True)
            header.setSortIndicatorShown(True)
            header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
            header.sortIndicatorChanged.connect(self._sort)
        for place, column in enumerate(self._table.spec.columns):
            mode = QHeaderView.ResizeMode.Stretch if column.stretch else QHeaderView.ResizeMode.Interactive
            header.setSectionResizeMode(place, mode)
            self.setColumnWidth(place, theme.scaled(column.width))
        self._widths = ColumnFit(self, self._table)
        self._fit_later = QTimer(self)
        self._fit_later.setSingleShot(True)
        self._fit_later.setInterval(30)
        self._fit_later.timeout.connect(self.fit_all_rows)
        header.sectionResized.connect(self._fit_soon)

    # What tabs call

    def current_record(self) -> Record | None:
        """The record of the row that the keyboard is at."""
        return self._table.record(self.currentIndex())

    def width_by_hand(self, place: int) -> int:
        """The width that a person gave a column, whatever the size of the text; 0 where none did."""
        return self._widths.by_hand(place)

    def give_width(self, place: int, width: int) -> None:
        """Give a column a width as `width_by_hand` told it."""
        self._widths.give(place, width)

    def selected_keys(self) -> list[str]:
        """The ids of the selected rows from top to bottom."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        records = (self._table.record(self._table.index(row, 0)) for row in rows)
        return [record.id for record in records if record is not None]

    def select(self, key: str) -> bool:
        """Choose the row of a record and bring it into sight; False where it is not in this table."""
        if self._table.row_of(key) < 0 and self._table.arrangement.is_filtered:
            # What someone wants to see must not stay hidden.
            self.unfiltered.emit()
            self.filter_by("")
        row = self._table.row_of(key)
        if row < 0:
            return False
        self._choose_row(row)
        self.scrollTo(self.currentIndex())
        return True

    def edit_field(self, field: str) -> None:
        """Open the cell of a field in the row that the keyboard is at."""
        fields = [column.field for column in self._table.spec.columns]
        if field in fields:
            self.setCurrentIndex(self._table.index(self.currentIndex().row(), fields.index(field)))
            self.setFocus()
            self.edit_current()

    def choose(self, keys: Sequence[str]) -> None:
        """Choose the rows of several records; the keyboard goes to the first."""
        if keys and self.select(keys[0]):
            self._keep_selected([key for key in keys if self._table.row_of(key) >= 0])

    @taken_in
    def filter_by(self, words: str) -> None:
        """Show only the rows that hold these words; all where there are none. What was chosen stays so if it shows."""
        keys = self.selected_keys()
        self._table.filter_by(words)
        kept = [key for key in keys if self._table.row_of(key) >= 0]
        if kept:
            self._keep_selected(kept)
        elif self._table.rowCount():
            self._choose_row(0)
        self.viewport().update()
        self.arranged.emit()

    def counts(self) -> tuple[int, int]:
        """How many rows are shown, and how many there are."""
        return self._table.rowCount() - self._table.has_draft, self._table.total

    @taken_in
    def sort_current(self) -> None:
        """Sort by the column that the keyboard is at: up, then down, then as the plan has it."""
        header, column = self.horizontalHeader(), max(0, self.currentIndex().column())
        up, down = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
        if header.sortIndicatorSection() != column:
            header.setSortIndicator(column, up)
        elif header.sortIndicatorOrder() == up:
            header.setSortIndicator(column, down)
        else:
            header.setSortIndicator(-1, up)

    def _sort(self, column: int, order: Qt.SortOrder) -> None:
        if not self.take_in():
            with QSignalBlocker(self.horizontalHeader()):
                self.horizontalHeader().setSortIndicator(*self._sorted)
            return
        self._sorted = (column, order)
        self._table.sort_by(column if column >= 0 else None, order == Qt.SortOrder.DescendingOrder)
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())
        self.arranged.emit()

    @taken_in
    def add(self) -> None:
        """Open an empty row to type into."""
        if self._table.is_locked or self._table.spec.add is None:
            return
        index = self._table.begin_draft()
        self.scrollTo(index)
        self.setCurrentIndex(index)
        self.setFocus()
        # Not that index: rows may have come and gone, as other places followed the one that is current.
        self.open_editor()

    def add_next(self) -> None:
        self.add()

    def fill_in(self, step: int) -> bool:
        current = self.currentIndex()
        for column in range(current.column() + step, len(self._table.spec.columns) if step > 0 else -1, step):
            index = self._table.index(current.row(), column)
            if index.flags() & Qt.ItemFlag.ItemIsEditable:
                self.setCurrentIndex(index)
                self.open_editor()
                return True
        if step < 0 or self.beyond is None:
            return False
        self._filled_in = None
        self.beyond.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    @taken_in
    def remove_selected(self) -> None:
        """Delete the selected rows; the row that follows is chosen next."""
        keys = self.selected_keys()
        if not keys or self._table.spec.remove is None or self._table.is_locked:
            return
        self._whole = False
        row = self._table.row_of(keys[0])
        change = self._table.try_run(self._table.spec.remove, keys)
        self._choose_row(min(row, self._table.rowCount() - 1))
        self._tell_deleted(change, keys)

    @taken_in
    def clear_selected(self) -> None:
        """Empty the chosen cells: in all chosen rows, the column that the keyboard is at. Whole rows are deleted."""
        columns, keys = self._table.spec.columns, self.selected_keys()
        # Where a row has one cell, or none to edit, the keyboard is at the row.
        if self._whole or len(columns) == 1 or not any(column.editable for column in columns):
            self.remove_selected()
            return
        if not keys or self._table.is_locked:
            return
        column = self._table.column(self.currentIndex())
        if not column.editable:
            self._show_refusal(self.currentIndex(), _NOT_HERE.format(column.header, "leeren") + self._how_to_delete())
        elif not column.can_be_empty:
            self._show_refusal(self.currentIndex(), _NOT_EMPTY.format(column.header) + self._how_to_delete())
        else:
            self._table.try_to(lambda: column.clear(self._table.workspace, keys))

    def _tell_not_editable(self) -> None:
        index = self.currentIndex()
        if index.isValid() and not self._table.is_locked and any(one.editable for one in self._table.spec.columns):
            self._show_refusal(index, _NOT_HERE.format(self._table.column(index).header, "eingeben"))

    def _how_to_delete(self) -> str:
        return " Strg+Entf löscht die ganze Zeile." if self._table.spec.remove is not None else ""

    @taken_in
    def move_selected(self, step: int) -> None:
        """Move the selected rows one place up (-1) or down (1)."""
        keys = self.selected_keys()
        if not keys or self._table.spec.move is None:
            return
        if not self._table.arrangement.rests:
            self._show_refusal(self.currentIndex(), _ARRANGED)
            return
        rows = [self._table.row_of(key) for key in keys]
        target = rows[0] - 1 if step < 0 else rows[-1] + 2
        if 0 <= target <= self._table.rowCount():
            self._table.try_run(self._table.spec.move, keys, self._table.scope, target)
            self._keep_selected(keys)

    @taken_in
    def move_to_phase(self, phase: str) -> None:
        """Move the selected rows to the end of another phase."""
        keys = self.selected_keys()
        if keys and self._table.spec.move is not None:
            self._table.try_run(self._table.spec.move, keys, phase)

    # How Qt is told

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.selectionModel().hasSelection() and self._table.rowCount():
            self._choose_row(max(0, self.currentIndex().row()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # On its way to the screen a table gets several sizes; the rows are fitted to the last one.
        if self.isVisible():
            self._fit_visible_rows()
        self._fit_soon()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit_visible_rows()

    def paintEvent(self, event: QPaintEvent) -> None:
        # Asking the selection cell by cell takes longer than painting.
        first, last = self.rowAt(0), self.rowAt(self.viewport().height())
        last = last if last >= 0 else self._table.rowCount() - 1
        self.note_chosen(first, last)
        self.painted_ground, self.painted_ink = chosen_color(self), chosen_ink(self)
        self.painted_hover = self.hovered.row()
        current = self.currentIndex()
        at_cell = self.hasFocus() and not self._whole
        self.painted_focus = (current.row(), current.column()) if at_cell else (-1, -1)
        self.font_key = self.font().key()
        super().paintEvent(event)
        if self._unfitted:
            self._unfitted = False
            self._fit_later.start()
        self._draw_lines(first, last)
        if self._whole and self.hasFocus():
            ends = (current.siblingAtColumn(0), current.siblingAtColumn(self._table.columnCount() - 1))
            place = self.visualRect(ends[0]).united(self.visualRect(ends[1]))
            paint_frame(QPainter(self.viewport()), place, ring(current.row() in self.painted_rows))
        sentence = NOTHING_FITS if self._table.arrangement.is_filtered else self._table.spec.empty
        if self._table.rowCount() == 0:
            paint_empty(self, sentence, 16)

    def note_chosen(self, first: int, last: int) -> None:
        """Find out what is chosen of these rows, for those who paint them."""
        self.painted_rows = {
            row
            for part in self.selectionModel().selection().toList()
            for row in range(max(part.top(), first), min(part.bottom(), last) + 1)
        }

    def is_painted_chosen(self, row: int, column: int) -> bool:
        """Whether a cell is painted as one that is chosen."""
        return row in self.painted_rows

    # Inside

    def _draw_lines(self, first: int, last: int) -> None:
        """A hairline below each row in sight, and a mark at those with a text that was not accepted."""
        if first < 0:
            return
        painter = QPainter(self.viewport())
        painter.setPen(QColor(theme.colors().line))
        width = self.horizontalHeader().length()
        marked = self._table.workspace.unaccepted.records()
        for row in range(first, last + 1):
            top, height = self.rowViewportPosition(row), self.rowHeight(row)
            painter.drawLine(0, top + height - 1, width - 1, top + height - 1)
            if marked and self._table.is_marked(row, marked):
                painter.fillRect(0, top, _MARK, height - 1, QColor(theme.colors().danger))
        painter.end()

    def _repaint(self) -> None:
        self.viewport().update()

    def _tell_chosen(self) -> None:
        self.chosen.emit(self.current_record())

    def _choose_row(self, row: int) -> None:
        if row >= 0:
            flags = QItemSelectionModel.SelectionFlag
            index = self._table.index(row, max(0, self.currentIndex().column()))
            self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | self.chosen_with)

    def _keep_selected(self, keys: Sequence[str]) -> None:
        rows = [self._table.row_of(key) for key in keys]
        if rows and min(rows) >= 0:
            flags = QItemSelectionModel.SelectionFlag
            column = max(0, self.currentIndex().column())
            self.selectionModel().setCurrentIndex(self._table.index(rows[0], column), flags.ClearAndSelect | flags.Rows)
            for row in rows[1:]:
                self.selectionModel().select(self._table.index(row, 0), flags.Select | flags.Rows)
            self.scrollTo(self.currentIndex())
