"""The questions about a file, each with its place and its choices; an answer draws the draft anew."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QVBoxLayout, QWidget

from nrw_desktop.domain.drafts.draft import Doubt
from nrw_desktop.gui.kit import theme
from nrw_desktop.gui.kit.plain_table import PlainItem, plain_table
from nrw_desktop.gui.kit.safe_widgets import ComboBox

_OPEN = "bitte wählen"
_WIDTH, _HEIGHT = 300, 48


class QuestionList(QWidget):
    """A row for each question. `answered` tells its key and the key of the choice, `pointed` its place in the file."""

    answered = Signal(str, str)
    pointed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._doubts: Sequence[Doubt] = ()
        self.table: QTableWidget = plain_table(("Frage", "Stelle", "Antwort"))
        self.table.setAccessibleName("Fragen")
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.setColumnWidth(1, theme.scaled(_WIDTH * 2 / 3))
        self.table.setColumnWidth(2, theme.scaled(_WIDTH))
        # Rows have room around what they hold, which a field in one does not know.
        self.table.verticalHeader().setMinimumSectionSize(theme.scaled(_HEIGHT))
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self.table)
        self.table.currentCellChanged.connect(lambda row, *_: self._point(row))

    def show_doubts(self, doubts: Sequence[Doubt]) -> None:
        """Show these questions; where the keyboard was, it stays."""
        focused = next((row for row, _ in enumerate(self._doubts) if self.answer_of(row).hasFocus()), None)
        if [doubt.key for doubt in doubts] != [doubt.key for doubt in self._doubts]:
            self._doubts = doubts
            self._build()
        self._doubts = doubts
        for row, doubt in enumerate(doubts):
            answer = self.answer_of(row)
            answer.setCurrentIndex(max(0, answer.findData(doubt.answer)))
            # What lies in a cell tells only who goes in.
            spoken = PlainItem()
            spoken.setData(Qt.ItemDataRole.AccessibleTextRole, f"Antwort: {answer.currentText()}")
            self.table.setItem(row, 2, spoken)
        if focused is not None and focused < len(doubts):
            self.answer_of(focused).setFocus()

    def answer_of(self, row: int) -> ComboBox:
        """The field in which a question is answered."""
        found = self.table.cellWidget(row, 2).findChild(ComboBox)
        assert isinstance(found, ComboBox)
        return found

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A question that is being answered is the one whose place is shown."""
        if event.type() == QEvent.Type.FocusIn:
            row = next((row for row in range(len(self._doubts)) if self.answer_of(row) is watched), -1)
            self.table.setCurrentCell(row, 0)
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        self.table.blockSignals(True)
        self.table.setRowCount(0)
        self.table.setRowCount(len(self._doubts))
        for row, doubt in enumerate(self._doubts):
            self.table.setItem(row, 0, PlainItem(doubt.question))
            self.table.setItem(row, 1, PlainItem(doubt.place.said))
            # A long question makes its row high, and not the field in it.
            holder = QWidget()
            line = QVBoxLayout(holder)
            line.setContentsMargins(0, 0, 0, 0)
            line.addWidget(self._answer(doubt), 0, Qt.AlignmentFlag.AlignVCenter)
            self.table.setCellWidget(row, 2, holder)
        fields = [self.table, *map(self.answer_of, range(len(self._doubts)))]
        for one, other in pairwise(fields):
            QWidget.setTabOrder(one, other)
        self.table.blockSignals(False)

    def _answer(self, doubt: Doubt) -> ComboBox:
        field = ComboBox()
        field.setAccessibleName(doubt.question)
        field.addItem(_OPEN, "")
        for choice in doubt.choices:
            field.addItem(f"{choice.words} (Vorschlag)" if choice.key == doubt.suggestion else choice.words, choice.key)
        further = [choice for choice in doubt.more if choice.key not in {one.key for one in doubt.choices}]
        for choice in further:
            field.addItem(choice.words, choice.key)
        field.installEventFilter(self)
        field.activated.connect(lambda _place: self.answered.emit(doubt.key, field.currentData()))
        return field

    def _point(self, row: int) -> None:
        if 0 <= row < len(self._doubts):
            self.pointed.emit(self._doubts[row].place)
