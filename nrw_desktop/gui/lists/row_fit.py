"""The heights of a table's rows: as high as their texts, those in sight at once and the others a moment later."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex

from nrw_desktop.gui.lists.record_table import RecordTable

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTableView

    _View = QTableView
else:
    # The table that this is mixed with comes after it.
    _View = object

_FITTED_ROWS = 1000
"""Rows grow with their text up to so many; a longer table has rows of two lines."""


class RowFit(_View):
    """Mixed into a table view."""

    _table: RecordTable
    _unfitted = False

    def fit_all_rows(self) -> None:
        """Make every row as high as its text, or all of two lines where there are very many."""
        count = self._table.rowCount()
        if count <= _FITTED_ROWS:
            self.resizeRowsToContents()
        else:
            self.verticalHeader().setDefaultSectionSize(2 * self.fontMetrics().lineSpacing() + 16)

    def _fit_soon(self) -> None:
        """Fit also the rows out of sight, which takes long where they are many: once those in sight are painted."""
        self._unfitted = True

    def _fit_visible_rows(self) -> None:
        """Fit what is in sight at once, so that it does not jump when the others follow."""
        if self._table.rowCount() > _FITTED_ROWS:
            self.fit_all_rows()
            return
        row = max(0, self.rowAt(0))
        # Not the viewport's height: the first widget that Qt made and Python meets has PySide make up all classes of
        # widgets there are, 5 ms of the start.
        while row < self._table.rowCount() and self.rowViewportPosition(row) < self.height():
            self.resizeRowToContents(row)
            row += 1

    def _fit_inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        self._fit_rows(first, last)

    def _fit_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        self._fit_rows(first.row(), last.row())

    def _fit_rows(self, first: int, last: int) -> None:
        if self._table.rowCount() > _FITTED_ROWS:
            return
        for row in range(first, last + 1):
            self.resizeRowToContents(row)
