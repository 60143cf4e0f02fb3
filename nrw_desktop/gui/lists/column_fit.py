"""The widths of a table's columns: what a row is about keeps room, empty columns give theirs to the texts."""

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QHeaderView, QTableView

from nrw_desktop.gui.kit import text_layout, theme
from nrw_desktop.gui.lists.cell_painting import PADDING_X
from nrw_desktop.gui.lists.record_table import RecordTable

_ROOM = 152
"""Pixels that a column which takes the rest of the width keeps, where text has its usual size."""
_NARROWEST = 136
"""Pixels to which a column of words that wrap may be squeezed; its longest word keeps its room."""
_LONGEST = 200
"""Pixels of a word; a longer one is divided."""
_ARROW = 22
"""Pixels for the arrow of a sorted column."""
_MEASURED, _LOOKED_AT = 200, 1000
"""Rows whose words are measured, and rows in which a column is looked at for whether it is empty."""


class ColumnFit(QObject):
    """Follows one table, some columns of which take the rest of the width.

    A column has its usual width, and at least that of its longest word or date; an empty one that of its header. Where
    the table is too narrow, columns whose words wrap are squeezed first, and then it scrolls sideways. A width that a
    person has set by hand stays, and comes back with the room for it.
    """

    def __init__(self, view: QTableView, model: RecordTable):
        super().__init__(view)
        self._view, self._model, self._columns = view, model, model.spec.columns
        self._rest = [place for place, column in enumerate(self._columns) if column.stretch]
        self._by_hand: dict[int, int] = {}
        self._needs: dict[int, tuple[int, int]] = {}
        self._busy = False
        self._header = view.horizontalHeader()
        self._header.sectionResized.connect(self._note)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._fit)
        for told in (model.dataChanged, model.rowsInserted, model.rowsRemoved, model.modelReset):
            told.connect(self._look_again)
        # The header gets another font later than the rows.
        for watched in (view.viewport(), self._header):
            watched.installEventFilter(self)

    def by_hand(self, place: int) -> int:
        """The width that a person gave a column, as it is where text has its usual size; 0 where none did."""
        return self._by_hand.get(place, 0)

    def give(self, place: int, width: int) -> None:
        """Give a column a width as `by_hand` told it."""
        if width > 0 and width != self._columns[place].width:
            self._by_hand[place] = width
            self._soon.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is not self._header:
            self._fit()
        elif event.type() == QEvent.Type.FontChange:
            self._look_again()
        return False

    def _note(self, place: int, _old: int, new: int) -> None:
        if not self._busy and place not in self._rest:
            self._by_hand[place] = round(new / theme.scale())

    def _look_again(self) -> None:
        self._needs.clear()
        self._soon.start()

    def _need(self, place: int) -> tuple[int, int]:
        """How wide a column is where there is room, and the least it can do with."""
        found = self._needs.get(place)
        if found is None:
            found = self._needs[place] = self._measured(place)
        hand = self._by_hand.get(place)
        return found if hand is None else (theme.scaled(hand), min(found[1], theme.scaled(hand)))

    def _measured(self, place: int) -> tuple[int, int]:
        column, model, usual = self._columns[place], self._model, theme.scaled(self._columns[place].width)
        rows = min(model.rowCount(), _LOOKED_AT)
        if rows and not any(model.text(row, place) for row in range(rows)):
            bold = QFont(self._header.font())
            bold.setWeight(QFont.Weight.DemiBold)
            words = QFontMetrics(bold).horizontalAdvance(column.header)
            header = min(usual, words + 2 * PADDING_X + theme.scaled(_ARROW))
            return header, header
        texts = {model.text(row, place) for row in range(min(rows, _MEASURED))}
        font, most = self._view.font(), theme.scaled(_LONGEST)
        word = max((min(most, text_layout.widest_piece(text, font)) for text in texts), default=0.0)
        least = round(word) + 2 * PADDING_X + 1
        wanted = max(usual, least)
        return wanted, max(least, theme.scaled(_NARROWEST)) if column.wraps else wanted

    def _fit(self) -> None:
        self._busy = True
        needs = {place: self._need(place) for place in range(len(self._columns)) if place not in self._rest}
        room = theme.scaled(_ROOM)
        missing = max(0, len(self._rest) * room + sum(need[0] for need in needs.values()) - self._width())
        spare = {place: wanted - least for place, (wanted, least) in needs.items() if self._columns[place].wraps}
        spare = {place: max(0, left) for place, left in spare.items()}
        given = min(missing, sum(spare.values())) if self._rest else 0
        for place, (wanted, _least) in needs.items():
            less = given * spare[place] // sum(spare.values()) if given and place in spare else 0
            if self._view.columnWidth(place) != wanted - less:
                self._view.setColumnWidth(place, wanted - less)
        mode = QHeaderView.ResizeMode.Interactive if missing > given else QHeaderView.ResizeMode.Stretch
        for place in self._rest:
            if self._header.sectionResizeMode(place) != mode:
                self._header.setSectionResizeMode(place, mode)
            if missing > given and self._view.columnWidth(place) != room:
                self._view.setColumnWidth(place, room)
        self._busy = False

    def _width(self) -> int:
        return self._view.viewport().width()
