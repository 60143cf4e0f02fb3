"""The questions about a file, each with its place and its choices; an answer draws the draft anew."""

from collections.abc import Sequence
from itertools import pairwise

from msgspec import structs
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QVBoxLayout, QWidget

from nrw_desktop.domain.drafts.draft import Doubt
from nrw_desktop.gui.kit import theme
from nrw_desktop.gui.kit.plain_table import PlainItem, plain_table
from nrw_desktop.gui.kit.safe_widgets import ComboBox

_OPEN = "bitte wählen"
_WIDTH, _HEIGHT = 330, 48
_MOST = 200
"""Questions that are shown at once: nobody answers more one by one."""


class QuestionList(QWidget):
    """A row for each question. `answered` tells its key and the key of the choice, `pointed` its place in the file."""

    answered = Signal(str, str)
    pointed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._doubts: Sequence[Doubt] = ()
        self._fields: dict[int, ComboBox] = {}
        self.table: QTableWidget = plain_table(("Frage", "Stelle", "Antwort"))
        self.table.setAccessibleName("Fragen")
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        # Rows have room around what they hold, which a field in one does not know.
        self.table.verticalHeader().setMinimumSectionSize(theme.scaled(_HEIGHT))
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self.table)
        self.table.currentCellChanged.connect(lambda row, *_: self._point(row))
        self.table.verticalScrollBar().valueChanged.connect(lambda _value: self._make_in_sight())
        self.table.viewport().installEventFilter(self)

    def show_doubts(self, doubts: Sequence[Doubt]) -> None:
        """Show these questions; where the keyboard was, it stays. Of very many, the first that are open."""
        if len(doubts) > _MOST:
            doubts = ([doubt for doubt in doubts if doubt.is_open] or doubts)[:_MOST]
        focused = next((row for row, field in self._fields.items() if field.hasFocus()), None)
        # Another answer may change what is asked or suggested under the same key.
        is_other = [*map(_asked, doubts)] != [*map(_asked, self._doubts)]
        self._doubts = doubts
        if is_other:
            self._build()
        for row, field in self._fields.items():
            field.setCurrentIndex(max(0, field.findData(doubts[row].answer)))
        for row, doubt in enumerate(doubts):
            # What lies in a cell tells only who goes in.
            spoken = PlainItem()
            spoken.setData(Qt.ItemDataRole.AccessibleTextRole, f"Antwort: {_said(doubt)}")
            self.table.setItem(row, 2, spoken)
        if focused is not None and focused < len(doubts):
            self.answer_of(focused).setFocus()

    def answer_of(self, row: int) -> ComboBox:
        """The field in which a question is answered; made when its row comes in sight, or is asked for."""
        if row not in self._fields:
            self._make(row)
        return self._fields[row]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A question that is being answered is the one whose place is shown."""
        if event.type() == QEvent.Type.FocusIn:
            row = next((row for row, field in self._fields.items() if field is watched), -1)
            if row >= 0:
                self.table.setCurrentCell(row, 0)
                self._make_in_sight()
        elif event.type() == QEvent.Type.Resize:
            # Large letters in a small window leave the question its share.
            room = self.table.viewport().width()
            self.table.setColumnWidth(1, min(theme.scaled(_WIDTH * 2 / 3), room // 5))
            self.table.setColumnWidth(2, min(theme.scaled(_WIDTH), room * 2 // 5))
            self._make_in_sight()
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        self._fields = {}
        self.table.blockSignals(True)
        self.table.setRowCount(0)
        self.table.setRowCount(len(self._doubts))
        for row, doubt in enumerate(self._doubts):
            self.table.setItem(row, 0, PlainItem(doubt.question))
            self.table.setItem(row, 1, PlainItem(doubt.place.said))
        self.table.blockSignals(False)
        self._make_in_sight()

    def _make_in_sight(self) -> None:
        """Make the fields of the rows in sight, and of one more at each side, for whoever goes there with Tab."""
        first, last = self.table.rowAt(0), self.table.rowAt(self.table.viewport().height())
        if first < 0:
            return
        rows = range(max(0, first - 1), min(len(self._doubts), (last if last >= 0 else len(self._doubts)) + 2))
        missing = [row for row in rows if row not in self._fields]
        for row in missing:
            self._make(row)

    def _make(self, row: int) -> None:
        # A long question makes its row high, and not the field in it.
        holder = QWidget()
        line = QVBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        field = self._fields[row] = self._answer(self._doubts[row])
        line.addWidget(field, 0, Qt.AlignmentFlag.AlignVCenter)
        self.table.setCellWidget(row, 2, holder)
        for one, other in pairwise([self.table, *(self._fields[row] for row in sorted(self._fields))]):
            QWidget.setTabOrder(one, other)

    def _answer(self, doubt: Doubt) -> ComboBox:
        field = ComboBox()
        field.setAccessibleName(doubt.question)
        field.addItem(_OPEN, "")
        for choice in doubt.choices:
            field.addItem(f"{choice.words} (Vorschlag)" if choice.key == doubt.suggestion else choice.words, choice.key)
        for choice in doubt.more:
            field.addItem(choice.words, choice.key)
        field.setCurrentIndex(max(0, field.findData(doubt.answer)))
        field.installEventFilter(self)
        field.activated.connect(lambda _place: self.answered.emit(doubt.key, field.currentData()))
        return field

    def _point(self, row: int) -> None:
        if 0 <= row < len(self._doubts):
            self.pointed.emit(self._doubts[row].place)


def _asked(doubt: Doubt) -> Doubt:
    """A question without its answer."""
    return structs.replace(doubt, answer="")


def _said(doubt: Doubt) -> str:
    """The words of the answer that a question has."""
    return next((choice.words for choice in (*doubt.choices, *doubt.more) if choice.key == doubt.answer), _OPEN)
