"""The widths of a table's columns: what a row is about keeps room, empty columns give theirs to the texts."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from PySide6.QtCore import QEvent, QModelIndex, QObject, QTimer
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QHeaderView, QTableView

from nrw_desktop.gui.kit import text_layout, theme
from nrw_desktop.gui.lists.cell_painting import PADDING_X, pill_room
from nrw_desktop.gui.lists.columns import Editor
from nrw_desktop.gui.lists.record_table import RecordTable

_ROOM = 152
"""Pixels that a column which takes the rest of the width keeps, where text has its usual size."""
_NARROWEST = 136
"""Pixels to which a column of words that wrap may be squeezed; its longest word keeps its room."""
_TIGHT = 96
"""Pixels to which columns of texts go down, their words divided, before a table scrolls sideways."""
_LONGEST = 200
"""Pixels of a word; a longer one is divided."""
_ARROW = 22
"""Pixels for the arrow of a sorted column."""
_MEASURED, _LOOKED_AT = 200, 1000
"""Rows whose words are measured, and rows in which a column is looked at for whether it is empty."""


class Need(NamedTuple):
    """Pixels of a column: where there is room, with its longest word whole, with its words divided, and at the last.

    What a row is about keeps its least until all others are at their tightest.
    """

    wanted: int
    least: int
    tight: int
    last: int


def squeezed(needs: Sequence[Need], width: int) -> list[int] | None:
    """Widths of columns that fit into that of their table, or None where it must scroll.

    All go step by step from what they want to what they can do with at the last, each by a like part of the way.
    """
    for wide, narrow in pairwise(zip(*needs, strict=True)):
        if sum(narrow) <= width:
            missing, way = max(0, sum(wide) - width), max(1, sum(wide) - sum(narrow))
            return [high - (high - low) * missing // way for high, low in zip(wide, narrow, strict=True)]
    return None


class ColumnFit(QObject):
    """Follows one table, some columns of which take the rest of the width.

    A column has its usual width, and at least that of its longest word or date; an empty one that of its header. Where
    the table is too narrow, columns whose words wrap are squeezed first, then all texts, and then it scrolls sideways.
    A width that a person has set by hand stays, and comes back with the room for it.
    """

    def __init__(self, view: QTableView, model: RecordTable):
        super().__init__(view)
        self._view, self._model, self._columns = view, model, model.spec.columns
        self._rest = [place for place, column in enumerate(self._columns) if column.stretch]
        self._by_hand: dict[int, int] = {}
        self._needs: dict[int, Need] = {}
        self._texts: dict[int, list[str]] = {}
        self._widest: dict[int, dict[str, float]] = {}
        self._busy = False
        self._header = view.horizontalHeader()
        self._header.sectionResized.connect(self._note)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._fit)
        for told in (model.rowsInserted, model.rowsRemoved, model.modelReset):
            told.connect(self._look_again)
        model.dataChanged.connect(self._look_at)
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
            self._widest.clear()
            self._look_again()
        return False

    def _note(self, place: int, _old: int, new: int) -> None:
        if not self._busy and place not in self._rest:
            self._by_hand[place] = round(new / theme.scale())

    def _look_again(self) -> None:
        self._needs.clear()
        self._soon.start()

    def _look_at(self, first: QModelIndex, last: QModelIndex) -> None:
        """Measure anew only the columns in which these rows say something else."""
        changed = [place for place, texts in self._texts.items() if self._says_else(place, texts, first, last)]
        for place in changed:
            self._needs.pop(place, None)
        if changed:
            self._soon.start()

    def _says_else(self, place: int, texts: Sequence[str], first: QModelIndex, last: QModelIndex) -> bool:
        rows, is_empty = range(first.row(), min(last.row() + 1, _LOOKED_AT)), not any(texts)
        # Below the measured ones it matters whether anything is there at all.
        return any(self._model.text(row, place) != texts[row] if row < len(texts) else is_empty for row in rows)

    def _need(self, place: int) -> Need:
        """How wide a column is where there is room, and what it can do with."""
        found = self._needs.get(place)
        if found is None:
            found = self._needs[place] = self._measured(place)
        hand = theme.scaled(self._by_hand.get(place, 0))
        # What a person has set gives way after all that nobody has.
        return found if not hand else Need(hand, hand, min(found.tight, hand), min(found.last, hand))

    def _measured(self, place: int) -> Need:
        column, model, usual = self._columns[place], self._model, theme.scaled(self._columns[place].width)
        if place in self._rest:
            room = theme.scaled(min(_ROOM, column.width or _ROOM))
            return Need(max(room, usual), room, room, min(room, theme.scaled(_TIGHT)))
        rows = min(model.rowCount(), _LOOKED_AT)
        texts = self._texts[place] = [model.text(row, place) for row in range(min(rows, _MEASURED))]
        bold = QFont(self._header.font())
        bold.setWeight(QFont.Weight.DemiBold)
        header = QFontMetrics(bold).horizontalAdvance(column.header) + 2 * PADDING_X
        if not any(texts) and not any(model.text(row, place) for row in range(len(texts), rows)):
            empty = max(header, min(usual, header + theme.scaled(_ARROW)))
            return Need(empty, empty, empty, empty)
        # Of all texts, an edit brings one that was not measured yet.
        known, font = self._widest.get(place, {}), self._view.font()
        widest = {text: known.get(text) or text_layout.widest_piece(text, font) for text in set(texts)}
        self._widest[place] = widest
        word = max(widest.values(), default=0.0)
        least = round(min(word, theme.scaled(_LONGEST))) + 2 * PADDING_X + 1
        wanted = max(usual, least, header)
        if column.wraps:
            narrow = min(wanted, max(least, theme.scaled(_NARROWEST)))
            tight = min(narrow, max(header, theme.scaled(_TIGHT)))
            return Need(wanted, narrow, tight, tight)
        sign = pill_room() if column.editor is Editor.CHOICE else 0
        tight = min(wanted, max(least + sign, header))
        return Need(wanted, wanted, tight, tight)

    def _fit(self) -> None:
        self._busy = True
        needs = [self._need(place) for place in range(len(self._columns))]
        found = squeezed(needs, self._width()) if self._rest else None
        widths = found or [need.least if self._rest else need.wanted for need in needs]
        for place, width in enumerate(widths):
            if place not in self._rest and self._view.columnWidth(place) != width:
                self._view.setColumnWidth(place, width)
        mode = QHeaderView.ResizeMode.Stretch if found else QHeaderView.ResizeMode.Interactive
        for place in self._rest:
            if self._header.sectionResizeMode(place) != mode:
                self._header.setSectionResizeMode(place, mode)
            if not found and self._view.columnWidth(place) != widths[place]:
                self._view.setColumnWidth(place, widths[place])
        self._busy = False

    def _width(self) -> int:
        return self._view.viewport().width()
