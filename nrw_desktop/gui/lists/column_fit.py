"""The widths of a table's columns where it is narrow: what a row is about keeps room, the others give way."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QHeaderView, QTableView

_ROOM = 152
"""Pixels that the column which takes the rest of the width keeps."""
_NARROWEST = 136
"""Pixels to which a column of words that wrap may be squeezed."""


class ColumnFit(QObject):
    """Follows one table with one column that takes the rest.

    ``wrapping`` are the columns whose words can wrap: they are squeezed first. Where that is not enough, the table
    scrolls sideways. What a person has set by hand comes back with the room for it.
    """

    def __init__(self, view: QTableView, rest: int, wrapping: tuple[int, ...]):
        super().__init__(view)
        self._view, self._rest, self._wrapping = view, rest, wrapping
        self._header = view.horizontalHeader()
        self._wanted = {place: view.columnWidth(place) for place in range(view.model().columnCount()) if place != rest}
        self._busy = False
        self._header.sectionResized.connect(self._note)
        view.viewport().installEventFilter(self)

    def wanted(self, place: int) -> int:
        """How wide a column is where there is room."""
        return self._wanted.get(place, self._view.columnWidth(place))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return False

    def _note(self, place: int, _old: int, new: int) -> None:
        if not self._busy and place in self._wanted:
            self._wanted[place] = new

    def _fit(self) -> None:
        self._busy = True
        width = self._view.viewport().width()
        missing = max(0, _ROOM + sum(self._wanted.values()) - width)
        spare = {place: max(0, self._wanted[place] - _NARROWEST) for place in self._wrapping}
        given = min(missing, sum(spare.values()))
        for place, wanted in self._wanted.items():
            less = given * spare[place] // sum(spare.values()) if given and place in spare else 0
            if self._view.columnWidth(place) != wanted - less:
                self._view.setColumnWidth(place, wanted - less)
        mode = QHeaderView.ResizeMode.Interactive if missing > given else QHeaderView.ResizeMode.Stretch
        if self._header.sectionResizeMode(self._rest) != mode:
            self._header.setSectionResizeMode(self._rest, mode)
        if missing > given and self._view.columnWidth(self._rest) != _ROOM:
            self._view.setColumnWidth(self._rest, _ROOM)
        self._busy = False
