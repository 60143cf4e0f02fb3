"""Going from cell to cell by keyboard, as people know it from spreadsheets."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QTableView

from nrw_desktop.gui.lists.cell_editors import DOWN, UP
from nrw_desktop.gui.lists.editing import MODIFIERS, EditingView

if TYPE_CHECKING:
    _View = QTableView
else:
    # The view that this is mixed with comes after it and does the rest.
    _View = object

_Hint = QAbstractItemDelegate.EndEditHint
_Move = QAbstractItemView.CursorAction
_Modifiers = Qt.KeyboardModifier


class CellNavigation(EditingView, _View):
    """Mixed into a table view.

    Enter in an editor commits and goes down, with Shift up, with Ctrl it stays. Tab goes right and on to the next row,
    and leaves the table behind its last cell, after Esc, or at once where it had only led here; Ctrl and an arrow go to
    the edge. Shift+Space chooses the whole row.
    """

    tab_leaves = False
    """Whether Tab leaves the table at once: one in which nothing is edited."""
    _whole = False
    """Whether Shift+Space has chosen whole rows, and not cells of them."""

    def moveCursor(self, action: _Move, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Ctrl with an arrow goes to the edge; all else is Qt's."""
        rows, columns = self.model().rowCount(), self.model().columnCount()
        index = self.currentIndex()
        if not modifiers & _Modifiers.ControlModifier or not index.isValid():
            return super().moveCursor(action, modifiers)
        edges = {
            _Move.MoveUp: (0, index.column()),
            _Move.MoveDown: (rows - 1, index.column()),
            _Move.MoveLeft: (index.row(), 0),
            _Move.MoveRight: (index.row(), columns - 1),
        }
        return self.model().index(*edges[action]) if action in edges else super().moveCursor(action, modifiers)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._choose_whole(False)
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shift = bool(event.modifiers() & _Modifiers.ShiftModifier)
        if shift and event.key() == Qt.Key.Key_Space and not self.is_editing():
            self._choose_whole(self.currentIndex().isValid())
            return
        if event.key() not in (*MODIFIERS, Qt.Key.Key_Delete) and not shift:
            self._choose_whole(False)
        # As in spreadsheets, this opens the list of a choice.
        if event.key() == Qt.Key.Key_Down and event.modifiers() & _Modifiers.AltModifier and not self.is_editing():
            self.edit_current()
            return
        super().keyPressEvent(event)

    def _choose_whole(self, whole: bool) -> None:
        if self._whole != whole:
            self._whole = whole
            self.viewport().update()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab and Shift+Tab: the next cell or the one before; beyond the first or last one they leave the table."""
        leaves, self._escaped = self.tab_leaves or self._escaped or self._passing, False
        if not leaves and not self.is_editing() and self._step(1 if forward else -1):
            return True
        return super().focusNextPrevChild(forward)

    def _closing_hint(self, hint: _Hint) -> _Hint:
        # Qt would open the editor of the next cell, and after the last one go to the first.
        return _Hint.NoHint if hint in (_Hint.EditNextItem, _Hint.EditPreviousItem) else hint

    def _go_on(self, hint: _Hint, leaving: str) -> None:
        if hint in (_Hint.EditNextItem, _Hint.EditPreviousItem):
            self._step(1 if hint == _Hint.EditNextItem else -1)
        elif hint == _Hint.SubmitModelCache and leaving in (DOWN, UP):
            row = self.currentIndex().row() + (1 if leaving == DOWN else -1)
            if 0 <= row < self.model().rowCount():
                self._choose_cell(row, self.currentIndex().column())

    def _step(self, step: int) -> bool:
        """Go so many cells on, row after row; False where there are none."""
        index, columns = self.currentIndex(), self.model().columnCount()
        place = index.row() * columns + index.column() + step
        if not index.isValid() or not 0 <= place < self.model().rowCount() * columns:
            return False
        self._choose_cell(*divmod(place, columns))
        return True

    def _choose_cell(self, row: int, column: int) -> None:
        flags = QItemSelectionModel.SelectionFlag
        chosen = flags.ClearAndSelect | self.chosen_with
        self.selectionModel().setCurrentIndex(self.model().index(row, column), chosen)
