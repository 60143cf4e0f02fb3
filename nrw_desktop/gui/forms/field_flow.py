"""Lets the fields of a form flow into a narrow column: in a wide one they stand as they were designed."""

from operator import itemgetter
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QPlainTextEdit, QWidget

from nrw_desktop.gui.kit.theme import is_narrow

_COLUMNS = 6
"""Of the narrow form: one, two or three fields stand in a line."""
_FULL = 0.62
"""The part of the designed width that fits into a line of the narrow form."""


class _Item(NamedTuple):
    widget: QWidget
    row: int
    column: int
    rows: int
    columns: int


class FieldFlow(QObject):
    """Follows the width of one form with a grid; labels stand above the fields that they name, in both ways."""

    def __init__(self, form: QWidget):
        super().__init__(form)
        grid = form.layout()
        assert isinstance(grid, QGridLayout)
        self._form, self._grid = form, grid
        self._is_narrow = False
        self._designed = _items(form, grid)
        self._stretches = [grid.rowStretch(row) for row in range(grid.rowCount())]
        self._width = grid.columnCount()
        labels = [one for one in form.findChildren(QWidget) if isinstance(one, QLabel) and one.buddy() is not None]
        self._labels = {label.buddy(): label for label in labels}
        # Else it would never become as narrow as its place, and its end would be cut.
        form.setMinimumWidth(1)
        form.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.FontChange):
            narrow = is_narrow(self._form)
            if narrow != self._is_narrow:
                self._is_narrow = narrow
                self._lay_out()
        return False

    def _lay_out(self) -> None:
        items = self._narrow() if self._is_narrow else self._designed
        high = {item.row for item in items if isinstance(item.widget, QPlainTextEdit)}
        rows = max(item.row for item in items) + 1
        # The row behind the last one takes a share of what is left over, so that texts are not stretched too high.
        if self._is_narrow:
            high.add(rows)
        for row in range(max(self._grid.rowCount(), rows + 1)):
            designed = self._stretches[row] if row < len(self._stretches) else 0
            self._grid.setRowStretch(row, int(row in high) if self._is_narrow else designed)
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, int(column < (_COLUMNS if self._is_narrow else self._width)))
        for item in items:
            self._grid.removeWidget(item.widget)
        for item in items:
            self._grid.addWidget(item.widget, item.row, item.column, item.rows, item.columns)
        self._grid.activate()

    def _narrow(self) -> list[_Item]:
        """The fields in their reading order, as many in a line as fit."""
        placed: list[_Item] = []
        for number, line in enumerate(self._lines()):
            span = _COLUMNS // len(line)
            for place, widget in enumerate(line):
                if widget in self._labels:
                    placed.append(_Item(self._labels[widget], 2 * number, place * span, 1, span))
                placed.append(_Item(widget, 2 * number + 1, place * span, 1, span))
        return placed

    def _lines(self) -> list[list[QWidget]]:
        """What stands side by side; a long text, and a label that names no field, has a line of its own."""
        lines: list[list[QWidget]] = [[]]
        filled = 0.0
        named = {*self._labels.values()}
        for item in sorted(self._designed, key=lambda item: (item.row, item.column)):
            if item.widget in named:
                continue
            alone = isinstance(item.widget, QPlainTextEdit | QLabel)
            part = item.columns / self._width
            if lines[-1] and (alone or filled + part > _FULL):
                lines.append([])
                filled = 0.0
            lines[-1].append(item.widget)
            filled += 1 if alone else part
        return lines


def _items(form: QWidget, grid: QGridLayout) -> list[_Item]:
    # Not by the grid's own items, which Qt deletes while PySide goes on knowing them (`tab_order`).
    children = form.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    placed = sorted(((number, child) for child in children if (number := grid.indexOf(child)) >= 0), key=itemgetter(0))
    return [_Item(child, *grid.getItemPosition(number)) for number, child in placed]  # type: ignore[misc]
