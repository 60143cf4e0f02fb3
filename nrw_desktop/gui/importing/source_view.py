"""The tables of a file as they stand there, each column with a chooser of what it is taken for."""

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from nrw_desktop.domain.drafts.draft import Draft, Place
from nrw_desktop.exchange.sources.source import Source, Table, TextForm, TextRows
from nrw_desktop.exchange.tables.headings import NO_FIELD, WORDS
from nrw_desktop.exchange.tables.turning import LEFT, TOP, key_of
from nrw_desktop.gui.clipboard.paste_columns import NOT_TAKEN, BoxHeader, choice
from nrw_desktop.gui.importing.text_table import TextTable
from nrw_desktop.gui.kit import theme
from nrw_desktop.gui.kit.safe_widgets import ComboBox, Label
from nrw_desktop.gui.kit.theme import GRID

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_WIDTH = 150
_COLOURED = "■"
"""Stands in a cell that says something by its colour alone; which colour it is, is not read."""


class SourceView(QWidget):
    """Shows one table at a time: over its columns are the choosers, below them the rows of the file.

    `chosen` tells the key of what was decided about and the choice: the field of a column, or which way a table lies;
    `form_chosen` how a text file is to be read, which is chosen in ``form``, wherever that stands; `pointed` the place
    that was clicked.
    """

    chosen = Signal(str, str)
    form_chosen = Signal(str, str)
    pointed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._tables: list[Table] = []
        self._fields: Mapping[str, str] = {}
        self._source: Source | None = None
        self._lying: Mapping[str, str] = {}
        self._which = ComboBox()
        self._which.setAccessibleName("Tabelle der Datei")
        self.table = TextTable("Die Datei")
        self._model = _SourceModel(self)
        self._choosers = _Choosers(self.table, lambda column, field: self.chosen.emit(self._key(column), field))
        self.table.setHorizontalHeader(self._choosers)
        self.table.setModel(self._model)
        self.table.setShowGrid(True)
        self.table.horizontalScrollBar().valueChanged.connect(lambda _value: self._choosers.updateGeometries())
        self.form = QWidget()
        self._encoding, self._separator = ComboBox(), ComboBox()
        self._turned = QCheckBox("Tabelle &gedreht lesen (Überschriften links)")
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self._which)
        page.addWidget(self._turned)
        page.addWidget(self.table, 1)
        self._build_form()
        self._which.currentIndexChanged.connect(lambda _place: self._fill())
        self._turned.clicked.connect(self._turn)
        self.table.pointed.connect(self._point)

    def _build_form(self) -> None:
        line = QHBoxLayout(self.form)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GRID)
        for words, box, letters in (("&Zeichen:", self._encoding, 26), ("Spa&lten durch:", self._separator, 16)):
            label = Label(words)
            label.setBuddy(box)
            box.setAccessibleName(words.replace("&", "").rstrip(":"))
            box.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(letters)
            box.activated.connect(lambda _place: self._choose_form())
            line.addWidget(label)
            line.addWidget(box)
        line.addStretch(1)

    def show_source(self, source: Source, lying: Mapping[str, str]) -> None:
        """Show the tables of a file, and where their heads stand if that is not sure; the one in front stays there."""
        self._show_form(source.form)
        if source == self._source and lying == self._lying:
            return
        self._source, self._lying = source, lying
        before = self._which.currentText()
        self._tables = [table for table in source.tables if table.rows]
        self._which.blockSignals(True)
        self._which.clear()
        for table in self._tables:
            self._which.addItem(table.name)
        self._which.setCurrentIndex(max(0, self._which.findText(before)) if self._tables else -1)
        self._which.blockSignals(False)
        self._which.setVisible(len(self._tables) > 1)
        self._fill()

    def show_draft(self, draft: Draft) -> None:
        """Show what the columns are taken for in this draft."""
        self._fields = draft.columns
        self._show_fields()

    def mark(self, place: Place) -> None:
        """Bring a place of the file in sight."""
        number = next((one for one, table in enumerate(self._tables) if table.name == place.part), None)
        if number is None:
            return
        self._which.setCurrentIndex(number)
        self.table.go_to(max(0, place.row - 1), max(0, place.column - 1))

    # Inside

    def _show_form(self, form: TextForm | None) -> None:
        self.form.setVisible(form is not None)
        if form is None:
            return
        for box, chosen, words in (
            (self._encoding, form.encoding, form.encodings),
            (self._separator, form.separator, form.separators),
        ):
            box.clear()
            for key, word in words.items():
                box.addItem(word, key)
            box.setCurrentIndex(box.findData(chosen))

    def _choose_form(self) -> None:
        self.form_chosen.emit(self._encoding.currentData(), self._separator.currentData())

    def _turn(self, is_turned: bool) -> None:
        if self._table is not None:
            self.chosen.emit(key_of(self._table.name), LEFT if is_turned else TOP)

    @property
    def _table(self) -> Table | None:
        place = self._which.currentIndex()
        return self._tables[place] if 0 <= place < len(self._tables) else None

    def _key(self, column: int) -> str:
        return Place(self._table.name if self._table else "", 0, column + 1).said

    def _fill(self) -> None:
        table = self._table
        self.table.clearSpans()
        self._choosers.forget()
        self._model.show(table)
        lies = self._lying.get(table.name) if table is not None else None
        self._turned.setVisible(lies is not None)
        self._turned.setChecked(lies == LEFT)
        if table is None:
            return
        self._choosers.setDefaultSectionSize(theme.scaled(_WIDTH))
        # Few cells of a sheet reach over others.
        rows = table.rows.dressed.items() if isinstance(table.rows, TextRows) else enumerate(table.rows)
        for number, row in rows:
            for column, cell in enumerate(row):
                high, wide = min(cell.rows, len(table.rows) - number), min(cell.columns, table.width - column)
                if (high > 1 or wide > 1) and not cell.is_covered:
                    self.table.setSpan(number, column, high, wide)
        self._show_fields()

    def _show_fields(self) -> None:
        columns = range(self._model.columnCount())
        fields = {column: field for column in columns if (field := self._fields.get(self._key(column))) is not None}
        self._choosers.show_fields(fields)
        self._model.shade({column for column, field in fields.items() if field == NO_FIELD})

    def _point(self, row: int, column: int) -> None:
        if self._table is not None:
            self.pointed.emit(Place(self._table.name, row + 1, column + 1))


class _SourceModel(QAbstractTableModel):
    """The cells of a table; those of columns that are not taken are grey, but they are there."""

    def __init__(self, parent: QWidget):
        super().__init__(parent)
        self._table: Table | None = None
        self._muted: set[int] = set()

    def show(self, table: Table | None) -> None:
        """Show another table."""
        self.beginResetModel()
        self._table, self._muted = table, set()
        self.endResetModel()

    def shade(self, columns: set[int]) -> None:
        """Have these columns grey and no others."""
        changed, self._muted = self._muted ^ columns, columns
        for column in changed:
            self.dataChanged.emit(self.index(0, column), self.index(self.rowCount() - 1, column))

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return len(self._table.rows) if self._table and not parent.isValid() else 0

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return self._table.width if self._table and not parent.isValid() else 0

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        # Over the columns stand the choosers.
        return "" if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(index) or (_COLOURED if self._is_coloured(index) else "")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._text(index).strip() or ("gefärbt" if self._is_coloured(index) else "leer")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        if role == Qt.ItemDataRole.ForegroundRole:
            return QColor(theme.colors().muted) if index.column() in self._muted else None
        return None

    def _is_coloured(self, index: Index) -> bool:
        """Whether a colour of the cell says something, as that of a bar below months."""
        return self._table is not None and index.column() in self._table.colours.get(index.row(), ())

    def _text(self, index: Index) -> str:
        assert self._table is not None
        rows = self._table.rows
        # A whole row of cells would be made for one of them.
        if isinstance(rows, TextRows):
            return rows.texts[index.row()][index.column()]
        lines = rows[index.row()][index.column()].lines
        return "\n".join(f"{'    ' * line.depth}{_mark(line.mark)}{line.text}" for line in lines)


class _Choosers(BoxHeader):
    """A chooser over each column of which something is decided; made when its column comes in sight."""

    def __init__(self, table: TextTable, choose: Callable[[int, str], None]):
        super().__init__(table)
        self._table, self._choose = table, choose
        self._fields: Mapping[int, str] = {}
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)

    def show_fields(self, fields: Mapping[int, str]) -> None:
        """Show what each column is taken for; others have no chooser."""
        self._fields = fields
        for column in [column for column in self.over if column not in fields]:
            self.over.pop(column).deleteLater()
        for column, box in self.over.items():
            box.setCurrentIndex(max(0, box.findData(fields[column])))
        self.setVisible(bool(fields))
        self.updateGeometries()

    def forget(self) -> None:
        """The columns are those of another table from now on."""
        self.show_fields({})

    def place(self) -> None:
        """Put each chooser over its column, and make those that are missing there."""
        for column in self._fields:
            left = self.sectionViewportPosition(column)
            # One more at each side, for whoever goes there with Tab.
            if (
                column not in self.over
                and -self.sectionSize(column) <= left + self.sectionSize(column)
                and left <= (self.viewport().width() + self.sectionSize(column))
            ):
                self.over[column] = self._chooser(column)
                self._put_in_order()
        super().place()

    def _chooser(self, column: int) -> ComboBox:
        box = choice(f"Spalte {column + 1} ist")
        box.setParent(self)
        box.addItem(NOT_TAKEN, NO_FIELD)
        for field, word in WORDS.items():
            box.addItem(word, field)
        box.setCurrentIndex(max(0, box.findData(self._fields[column])))
        box.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.activated.connect(lambda _place: self._choose(column, box.currentData()))
        box.installEventFilter(self)
        return box

    def _put_in_order(self) -> None:
        """Tab goes from the table through them, from left to right."""
        for one, other in pairwise([self._table, *(self.over[column] for column in sorted(self.over))]):
            QWidget.setTabOrder(one, other)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A column that somebody comes to by Tab comes in sight."""
        if event.type() == QEvent.Type.FocusIn:
            column = next((column for column, box in self.over.items() if box is watched), None)
            if column is not None:
                self._table.scrollTo(self._table.model().index(max(0, self._table.rowAt(0)), column))
        return super().eventFilter(watched, event)


def _mark(mark: str) -> str:
    return "• " if mark == "-" else "– " if mark else ""
