"""The dialog before a table is pasted: what each column is, which cells are in doubt, which rows stay out."""

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialogButtonBox,
    QHBoxLayout,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.labels_de import field_word
from nrw_desktop.exchange.pasted_columns import NOTES
from nrw_desktop.exchange.pasted_sheet import EMPTY, IN_NOTE, WITHOUT_ROW, Sheet
from nrw_desktop.gui.clipboard.paste_columns import GUESSED, NOT_TAKEN, ColumnHeader, SheetModel, SheetView, choice
from nrw_desktop.gui.kit import theme
from nrw_desktop.gui.kit.callout import show_refusal
from nrw_desktop.gui.kit.dialog import Dialog
from nrw_desktop.gui.kit.safe_widgets import ComboBox, Label
from nrw_desktop.gui.kit.theme import GRID

_NEW = {
    "measure": "Als neue Maßnahmen",
    "goal": "Als neue Ziele",
    "partner": "Als neue Kooperationspartner",
    "phase": "Als neue Phasen",
}
_WIDEST, _BESIDE = 320, 56
"""Pixels that a column has at most at first, and that it has beside its words."""
_MEASURED = 100
"""Rows that a column's width is taken from."""
_LINES, _LINES_OF_A_LIST = 2, 6
"""Lines of text that a row shows, and one with whole lists in its cells."""
_WIDEST_OF_LISTS = 176
"""Then columns are narrower: what belongs together stands beside each other."""


class PastePreview(Dialog):
    """Shows a sheet, takes what a person decides about it, and runs ``put_in`` with it: one step that undo takes back.

    ``place`` says where the rows would be written that are not new, such as „ab ‚Fachtag‘“.
    """

    def __init__(self, sheet: Sheet, put_in: Callable[[Sheet], object], place: str, parent: QWidget):
        super().__init__(parent)
        self.setWindowTitle("Einfügen prüfen")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._sheet, self._put_in = sheet, put_in
        self._model = SheetModel(sheet, self)
        self._build(place)
        self._model.edited.connect(self._show_state)
        self._model.refused.connect(self._refuse)
        self.table.selectionModel().currentChanged.connect(lambda *_: self._show_cell())
        self._start()
        self.want_size(1000, 620)

    def _refuse(self, sentence: str) -> None:
        show_refusal(sentence, self.table)

    # Building

    def _build(self, place: str) -> None:
        page = QVBoxLayout(self)
        page.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        page.setSpacing(GRID)
        self.count = _plain_label("card_title")
        page.addWidget(self.count)
        page.addLayout(self._ways(place))
        page.addWidget(self._made_table(), 1)
        self.why = _plain_label("muted")
        self.why.setWordWrap(True)
        self.why.setMinimumHeight(2 * self.fontMetrics().lineSpacing() + 4)
        page.addWidget(self.why)
        page.addLayout(self._mending())
        buttons = QDialogButtonBox()
        self._put = buttons.addButton("Einfügen", QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("Abbrechen", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._finish)
        buttons.rejected.connect(self.reject)
        page.addWidget(buttons)
        # Only in its dialog: else the button that had the keyboard last stays the default one, and may be „Abbrechen“.
        self._put.setDefault(True)
        boxes = [self.way, self.heading, *self.header.boxes, self.table, self._next, self._suggest, self.rest]
        for one, other in pairwise(boxes):
            QWidget.setTabOrder(one, other)

    def _ways(self, place: str) -> QHBoxLayout:
        self.way = choice("Wie eingefügt wird")
        self.way.addItem(_NEW[self._sheet.table], False)
        if self._sheet.targets:
            self.way.addItem(f"In die Zeilen, die schon da sind, {place}", True)
        self.way.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.way.setMinimumContentsLength(36)
        self.way.activated.connect(lambda _index: self._choose_way())
        self.heading = QCheckBox("&Erste Zeile ist die Überschrift")
        self.heading.setEnabled(len(self._sheet.cells) > 1)
        self.heading.clicked.connect(self._choose_heading)
        label = _plain_label()
        label.setText("E&infügen:")
        label.setBuddy(self.way)
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(label)
        line.addWidget(self.way, 1)
        line.addSpacing(2 * GRID)
        line.addWidget(self.heading)
        return line

    def _made_table(self) -> QTableView:
        self.table = table = SheetView()
        table.setAccessibleName("Was eingefügt wird")
        self.header = ColumnHeader(self._sheet, table)
        table.setHorizontalHeader(self.header)
        table.setModel(self._model)
        table.setTabKeyNavigation(False)
        table.setShowGrid(True)
        table.setWordWrap(True)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.verticalHeader().hide()
        of_lists = self._sheet.table == "phase"
        lines, most = (_LINES_OF_A_LIST, _WIDEST_OF_LISTS) if of_lists else (_LINES, _WIDEST)
        table.verticalHeader().setDefaultSectionSize(lines * self.fontMetrics().lineSpacing() + 10)
        table.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        table.horizontalScrollBar().valueChanged.connect(lambda _value: self.header.updateGeometries())
        self.header.taken.connect(self._take)
        table.setColumnWidth(0, 64)
        for column in range(self._sheet.width):
            cells = (row[column].partition("\n")[0] for row in self._sheet.cells[:_MEASURED])
            word = self._sheet.fields.get(self._sheet.taken[column].field or "", "")
            texts = (*cells, NOT_TAKEN, word + GUESSED * self._sheet.taken[column].guessed)
            widest = max(self.fontMetrics().horizontalAdvance(text[:80]) for text in texts)
            least = self.fontMetrics().horizontalAdvance(word)
            table.setColumnWidth(column + 1, max(least, min(most - _BESIDE, widest)) + _BESIDE)
        return table

    def _mending(self) -> QHBoxLayout:
        self._next = QPushButton("&Nächste Stelle")
        self._suggest = QPushButton("&Vorschläge übernehmen")
        for button, run in ((self._next, self._go_on), (self._suggest, self._take_suggestions)):
            button.setAutoDefault(False)
            button.clicked.connect(run)
        self.rest = choice("Was mit Zellen geschieht, die nicht passen")
        if note := NOTES.get(self._sheet.table):
            self.rest.addItem(f"in „{field_word(self._sheet.table, note)}“ schreiben", IN_NOTE)
        self.rest.addItem("leer lassen", EMPTY)
        self.rest.addItem("ihre Zeile auslassen", WITHOUT_ROW)
        self.rest.activated.connect(lambda _index: self._choose_rest())
        self._rest_label = _plain_label()
        self._rest_label.setText("Was nicht &passt:")
        self._rest_label.setBuddy(self.rest)
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(self._next)
        line.addWidget(self._suggest)
        line.addStretch(1)
        line.addWidget(self._rest_label)
        line.addWidget(self.rest)
        return line

    # What a person decides

    def _choose_way(self) -> None:
        self._sheet.set_filling(bool(self.way.currentData()))
        self._model.renew()

    def _choose_heading(self, heading: bool) -> None:
        self._sheet.set_heading(heading)
        self._model.reset()
        self._start()

    def _choose_rest(self) -> None:
        self._sheet.rest = self.rest.currentData()
        self._model.renew()

    def _take(self, column: int, field: str | None) -> None:
        self._sheet.take(column, field)
        self._model.renew()

    def _take_suggestions(self) -> None:
        for row, column in self._sheet.doubts():
            if text := self._sheet.suggestion(row, column):
                self._sheet.mend(row, column, text)
        self._model.renew()
        self._show_cell()

    def _go_on(self) -> None:
        """Go to the next cell in doubt behind the current one, or to the first."""
        doubts, here = self._sheet.doubts(), self._model.place(self.table.currentIndex())
        if doubts:
            row, column = next((place for place in doubts if place > here), doubts[0])
            self._go_to(row, column)
            self.table.setFocus()

    def _go_to(self, row: int, column: int) -> None:
        self.table.setCurrentIndex(self._model.index(row - self._sheet.first, column + 1))
        self.table.scrollTo(self.table.currentIndex())

    def _finish(self) -> None:
        try:
            self._put_in(self._sheet)
        except PlanError as error:
            self.why.setText(str(error))
            return
        self.accept()

    # What is shown

    def _start(self) -> None:
        """Go to the first cell in doubt, or to the first of all."""
        self._show_state()
        doubts = self._sheet.doubts()
        if doubts:
            self._go_to(*doubts[0])
        elif self._model.rowCount():
            self.table.setCurrentIndex(self._model.index(0, 1))
        self.table.setFocus()
        self._show_cell()

    def _show_state(self) -> None:
        sheet = self._sheet
        self.way.setCurrentIndex(int(sheet.filling))
        self.heading.setChecked(sheet.heading)
        self.header.show_taken()
        doubts, suggested = sheet.doubts(), 0
        count = len(sheet.filled() if sheet.filling else sheet.typed())
        parts = [sheet.told]
        if doubts:
            suggested = sum(bool(sheet.suggestion(row, column)) for row, column in doubts)
            parts.append("1 Zelle zu prüfen" if len(doubts) == 1 else f"{len(doubts)} Zellen zu prüfen")
        missing = sheet.missing
        self.count.setText(missing or ", ".join((*parts, *sheet.lost())))
        self._put.setEnabled(count > 0 and not missing)
        self._next.setEnabled(bool(doubts))
        self._suggest.setEnabled(suggested > 0)
        self._suggest.setText(f"&Vorschläge übernehmen ({suggested})" if suggested else "&Vorschläge übernehmen")
        for widget in (self.rest, self._rest_label):
            widget.setVisible(bool(doubts) and not sheet.filling)
        self._show_cell()

    def _show_cell(self) -> None:
        """Say of the cell that the keyboard is at why it is in doubt, and what could be meant."""
        index = self.table.currentIndex()
        if not index.isValid():
            self.why.clear()
            return
        row, column = self._model.place(index)
        if column < 0:
            self.why.setText("Leertaste: diese Zeile einfügen oder auslassen.")
            return
        doubt, meant = self._sheet.doubt(row, column), self._sheet.suggestion(row, column)
        self.why.setText(f"{doubt} Vorschlag: „{meant}“." if meant else doubt)


def _plain_label(name: str = "") -> Label:
    label = Label()
    return theme.named(label, name) if name else label
