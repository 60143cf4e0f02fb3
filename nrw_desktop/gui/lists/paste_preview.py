"""The dialog before a table is pasted: what each column is, which cells are in doubt, which rows stay out."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.labels_de import field_word
from nrw_desktop.exchange.pasted_columns import NOTES
from nrw_desktop.exchange.pasted_sheet import EMPTY, IN_NOTE, WITHOUT_ROW, Sheet
from nrw_desktop.gui.kit import icons, theme
from nrw_desktop.gui.kit.safe_widgets import ComboBox, Label
from nrw_desktop.gui.kit.theme import GRID

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_FLAG = Qt.ItemFlag
_NOT_TAKEN = "nicht übernehmen"
_GUESSED = " (vermutet)"
_WORDS = {"measure": ("Maßnahme", "Maßnahmen"), "goal": ("Ziel", "Ziele"), "partner": ("Kooperationspartner",) * 2}
_NEW = {"measure": "Als neue Maßnahmen", "goal": "Als neue Ziele", "partner": "Als neue Kooperationspartner"}
_WIDEST, _BESIDE = 320, 56
"""Pixels that a column has at most at first, and that it has beside its words."""
_MEASURED = 100
"""Rows that a column's width is taken from."""


class SheetModel(QAbstractTableModel):
    """The rows of a sheet; the first column says by a check mark whether a row is put in."""

    edited = Signal()

    def __init__(self, sheet: Sheet, parent: QWidget):
        super().__init__(parent)
        self.sheet = sheet
        self._mark = icons.icon("triangle-alert", "postponed")

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.sheet.cells) - self.sheet.first

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self.sheet.width + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        # Over the other columns stand the choices of their fields.
        names = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return ("Zeile" if section == 0 else "") if names else None

    def place(self, index: Index) -> tuple[int, int]:
        """The row and column of the sheet; the column is -1 for that of the check marks."""
        return index.row() + self.sheet.first, index.column() - 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        row, column = self.place(index)
        if column < 0:
            return _FLAG.ItemIsEnabled | _FLAG.ItemIsSelectable | _FLAG.ItemIsUserCheckable
        out = _FLAG.ItemIsSelectable | _FLAG.ItemIsEnabled
        return out if row in self.sheet.left_out else out | _FLAG.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = self.place(index)
        if column < 0:
            return self._row_data(row, role)
        text = self.sheet.cells[row][column]
        if role == Qt.ItemDataRole.EditRole:
            return text
        if role == Qt.ItemDataRole.DisplayRole:
            return "    " * (self.sheet.depths[row] if column == 0 else 0) + text
        if role == Qt.ItemDataRole.ForegroundRole:
            out = row in self.sheet.left_out or self.sheet.taken[column].field is None
            return QColor(theme.colors().faint) if out else None
        if role in (Qt.ItemDataRole.BackgroundRole, Qt.ItemDataRole.DecorationRole):
            if not self.sheet.doubt(row, column):
                return None
            back = role == Qt.ItemDataRole.BackgroundRole
            return QColor(theme.colors().postponed_ground) if back else self._mark
        if role == Qt.ItemDataRole.AccessibleTextRole:
            doubt = self.sheet.doubt(row, column)
            return f"{text or 'leer'}. Zu prüfen: {doubt}" if doubt else text or "leer"
        return None

    def _row_data(self, row: int, role: int) -> Any:
        out = row in self.sheet.left_out
        if role == Qt.ItemDataRole.DisplayRole:
            return str(row + 1)
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Unchecked if out else Qt.CheckState.Checked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"Zeile {row + 1} {'ausgelassen' if out else 'wird eingefügt'}"
        return QColor(theme.colors().muted) if role == Qt.ItemDataRole.ForegroundRole else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row, column = self.place(index)
        if column < 0 and role == Qt.ItemDataRole.CheckStateRole:
            self.sheet.leave_out(row, Qt.CheckState(value) != Qt.CheckState.Checked)
        elif column >= 0 and role == Qt.ItemDataRole.EditRole:
            self.sheet.mend(row, column, str(value))
        else:
            return False
        self.renew()
        return True

    def renew(self) -> None:
        """Show what a decision changed: it may be about any cell."""
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))
        self.edited.emit()

    def reset(self) -> None:
        """Show the rows anew: the first of them may be a heading from now on."""
        self.beginResetModel()
        self.endResetModel()
        self.edited.emit()


class ColumnHeader(QHeaderView):
    """The header of the table, with a choice of fields over each column."""

    taken = Signal(int, object)

    def __init__(self, sheet: Sheet, parent: QWidget):
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._sheet = sheet
        self.boxes = [self._box(column) for column in range(sheet.width)]
        self.sectionResized.connect(lambda *_: self._place())

    def _box(self, column: int) -> ComboBox:
        box = _choice(f"Spalte {column + 1} ist")
        box.setParent(self)
        box.addItem(_NOT_TAKEN, None)
        for field, word in self._sheet.fields.items():
            box.addItem(word, field)
        box.activated.connect(lambda _index: self.taken.emit(column, box.currentData()))
        return box

    def show_taken(self) -> None:
        """Choose in each box what its column is taken for; a guess is marked as one."""
        for box, taken in zip(self.boxes, self._sheet.taken, strict=True):
            for place in range(1, box.count()):
                field = box.itemData(place)
                guessed = taken.guessed and field == taken.field
                box.setItemText(
                    place, f"{self._sheet.fields[field]} (vermutet)" if guessed else self._sheet.fields[field]
                )
            box.setCurrentIndex(max(0, box.findData(taken.field)) if taken.field else 0)
        self._place()

    def sizeHint(self) -> QSize:
        height = max((box.sizeHint().height() for box in self.boxes), default=24)
        return QSize(super().sizeHint().width(), height + GRID)

    def _place(self) -> None:
        for column, box in enumerate(self.boxes, 1):
            width = self.sectionSize(column)
            box.setGeometry(self.sectionViewportPosition(column) + 2, GRID // 2, width - 4, self.height() - GRID)
            box.show()

    def updateGeometries(self) -> None:
        super().updateGeometries()
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()


class PastePreview(QDialog):
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
        self.table.selectionModel().currentChanged.connect(lambda *_: self._show_cell())
        self._start()
        self.resize(min(1000, parent.width() - 2 * GRID), min(620, parent.height() - 4 * GRID))

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
        self._put.setDefault(True)
        buttons.addButton("Abbrechen", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._finish)
        buttons.rejected.connect(self.reject)
        page.addWidget(buttons)
        boxes = [self.way, self.heading, *self.header.boxes, self.table, self._next, self._suggest, self.rest]
        for one, other in pairwise(boxes):
            QWidget.setTabOrder(one, other)

    def _ways(self, place: str) -> QHBoxLayout:
        self.way = _choice("Wie eingefügt wird")
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
        self.table = table = QTableView()
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
        table.verticalHeader().setDefaultSectionSize(2 * self.fontMetrics().lineSpacing() + 10)
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
            texts = (*cells, _NOT_TAKEN, word + _GUESSED * self._sheet.taken[column].guessed)
            widest = max(self.fontMetrics().horizontalAdvance(text[:80]) for text in texts)
            table.setColumnWidth(column + 1, min(_WIDEST, widest + _BESIDE))
        return table

    def _mending(self) -> QHBoxLayout:
        self._next = QPushButton("&Nächste Stelle")
        self._suggest = QPushButton("&Vorschläge übernehmen")
        for button, run in ((self._next, self._go_on), (self._suggest, self._take_suggestions)):
            button.setAutoDefault(False)
            button.clicked.connect(run)
        note = field_word(self._sheet.table, NOTES[self._sheet.table])
        self.rest = _choice("Was mit Zellen geschieht, die nicht passen")
        for words, code in (
            (f"in „{note}“ schreiben", IN_NOTE),
            ("leer lassen", EMPTY),
            ("ihre Zeile auslassen", WITHOUT_ROW),
        ):
            self.rest.addItem(words, code)
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
        one, several = _WORDS[sheet.table]
        parts = [f"1 {one}" if count == 1 else f"{count} {several}"]
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


def _choice(name: str) -> ComboBox:
    box = ComboBox()
    box.setAccessibleName(name)
    return box


def _plain_label(name: str = "") -> Label:
    label = Label()
    return theme.named(label, name) if name else label
