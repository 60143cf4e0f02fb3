"""The table of the results of a year: cells are chosen as in a spreadsheet, filled, copied and pasted in blocks."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent, QItemSelectionModel, QRect, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.exchange.clipboard import table_html, table_text
from nrw_desktop.gui.clipboard import system_clipboard
from nrw_desktop.gui.dialogs.results_table import Place, ResultsTable
from nrw_desktop.gui.kit import list_menu, text_layout, theme
from nrw_desktop.gui.kit.callout import show_note
from nrw_desktop.gui.kit.choice_box import ChoiceBox
from nrw_desktop.gui.kit.list_menu import MenuEntry
from nrw_desktop.gui.kit.safe_widgets import Label
from nrw_desktop.gui.kit.text_edit import typed_in
from nrw_desktop.gui.lists.cell_editors import STAY
from nrw_desktop.gui.lists.cell_painting import PADDING_X, PADDING_Y, Index
from nrw_desktop.gui.lists.editing import taken_in
from nrw_desktop.gui.lists.open_editor import mark, place_of
from nrw_desktop.gui.lists.record_view import RecordView

_FLAG = QItemSelectionModel.SelectionFlag
_ASIDE = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_ALT_SHIFT = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
NARROW, _WIDE = 220, 460
"""Pixels that the names have at least, and at most where the columns leave room; for text of the usual size."""
_LINES, _NAME_LINES = 4, 2
"""Lines that a row is high at most, and for its name alone; the tip and the editor have all of a longer text."""
_NUMBER = 4
"""Letters of a number at least, „2.34“."""
_HERE = "Bitte erst die Zellen wählen: die oberste mit dem Wert, darunter die, die ihn bekommen sollen."
_NO_ROOM = (
    "Der Block in der Zwischenablage hat {} und {}; von hier an ist Platz für {} und {}. "
    "Bitte weiter oben oder links einfügen. Es wurde nichts eingetragen."
)
_NOTHING = "In der Zwischenablage steht kein Text. Bitte die Zellen noch einmal kopieren."


class Names(QHeaderView):
    """The measures at the left, which stay where the columns scroll: the number, quieter, and the name."""

    def __init__(self, parent: QWidget):
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setObjectName("names")
        self.setAccessibleName("Maßnahmen")
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self._number_width = 0

    def fit_text(self) -> None:
        """Give rows the heights that go with the size of the text, and the numbers their room."""
        self.setMaximumSectionSize(round(_LINES * self.fontMetrics().height() * 1.2) + 2 * PADDING_Y)
        self.setDefaultSectionSize(self.fontMetrics().lineSpacing() + 2 * PADDING_Y + 2)
        self.make_room()

    def make_room(self) -> None:
        """Let the longest number stand beside the names."""
        model = self.model()
        assert isinstance(model, ResultsTable)
        letters = max(_NUMBER, model.longest_number())
        self._number_width = self.fontMetrics().horizontalAdvance("8" * letters) + PADDING_X

    def sectionSizeFromContents(self, row: int) -> QSize:
        model = self.model()
        assert isinstance(model, ResultsTable)
        width = self.width() - self._number_width - 2 * PADDING_X
        lines = text_layout.height(model.name(row)[1], self.font(), width)
        most = _NAME_LINES * text_layout.height("", self.font(), width)
        return QSize(self.width(), min(lines, most) + 2 * PADDING_Y)

    def paintSection(self, painter: QPainter, rect: QRect, row: int) -> None:
        model, shades = self.model(), theme.colors()
        assert isinstance(model, ResultsTable)
        number, name = model.name(row)
        chosen = self.selectionModel().rowIntersectsSelection(row)
        painter.save()
        painter.fillRect(rect, QColor(shades.selection_beside if chosen else shades.card))
        painter.setFont(self.font())
        place = rect.adjusted(PADDING_X, PADDING_Y, -PADDING_X, -PADDING_Y)
        painter.setPen(QColor(shades.text if chosen else shades.muted))
        text_layout.draw(painter, place, number, self.font())
        painter.setPen(QColor(shades.text))
        text_layout.draw(painter, place.adjusted(self._number_width, 0, 0, 0), name, self.font())
        painter.setPen(QColor(shades.muted if row + 1 < self.count() and model.begins_phase(row + 1) else shades.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setPen(QColor(shades.line))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.restore()


class ResultsView(RecordView):
    """Shows and edits one `ResultsTable`."""

    chosen_with = _FLAG.NoUpdate
    _move: Callable[[int], None]

    def __init__(self, model: ResultsTable, parent: QWidget | None = None):
        super().__init__(model, parent)
        self._results = model
        self._painted: set[Place] = set()
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setAccessibleName("Ergebnisse der Maßnahmen")
        self._title = theme.named(Label("Maßnahme", self), "column_title")
        self._title.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        header = self.horizontalHeader()
        header.setSectionsMovable(True)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.sectionResized.connect(self._share_room)
        model.workspace.changed.connect(self._renew_names)
        theme.follow_text(self, ResultsView._fit_names)
        if not model.rowCount():
            return
        self.setCurrentIndex(model.index(0, 0))

    def set_up_names(self) -> None:
        # Once Python knows Qt's own header, that one must not be replaced: PySide would look at it when it is gone.
        self._names = Names(self)
        self.setVerticalHeader(self._names)

    # What the dialog calls

    @taken_in
    def copy_cells(self) -> None:
        """Put the chosen cells on the clipboard: the rows and columns that have one, as a table."""
        rows, columns = self._chosen_lines()
        if rows:
            block = self._results.block(rows, columns)
            system_clipboard.put_table(table_text(block), table_html(block))

    @taken_in
    def cut_cells(self) -> None:
        """Copy the chosen cells, and empty them."""
        self.copy_cells()
        self.clear_selected()

    @taken_in
    def paste_cells(self) -> None:
        """Write what is on the clipboard into the cells from the first chosen one on.

        One row fills all chosen rows, one column all chosen columns. An empty cell leaves what is there.
        """
        self._try(lambda: self._results.put(self._pasted()), "eingefügt")

    @taken_in
    def fill_down(self) -> None:
        """Write into the chosen cells of each column what the uppermost of them says."""
        if len(self._chosen_lines()[0]) < 2:
            self._show_refusal(self.currentIndex(), _HERE)
            return
        first: dict[int, str] = {}
        texts = []
        for place in self.chosen_cells():
            if place[1] in first:
                texts.append((place, first[place[1]]))
            else:
                first[place[1]] = self._results.edit_text(place)
        self._try(lambda: self._results.put(texts), "nach unten gefüllt")

    @taken_in
    def clear_selected(self) -> None:
        """Empty the chosen cells, all or none."""
        self._try(lambda: self._results.put((place, "") for place in self.chosen_cells()), "geleert")

    def offer_menu(self, move: Callable[[int], None], widen: Callable[[int], None]) -> None:
        """Give the table its menu; ``move`` and ``widen`` change the column that the keyboard is at."""
        self._move = move
        writable = not self._results.workspace.read_only

        def entries() -> Iterator[MenuEntry]:
            yield MenuEntry("&Kopieren\tStrg+C", "copy", self.copy_cells)
            yield MenuEntry("E&infügen\tStrg+V", "clipboard-paste", self.paste_cells, writable)
            yield MenuEntry("&Nach unten füllen\tStrg+U", "arrow-down", self.fill_down, writable)
            yield MenuEntry("&Leeren\tEntf", "eraser", self.clear_selected, writable)
            yield MenuEntry("Spal&te nach links\tAlt+Umschalt+Links", "arrow-left", lambda: move(-1))
            yield MenuEntry("Spalte nach &rechts\tAlt+Umschalt+Rechts", "arrow-right", lambda: move(1))
            yield MenuEntry("Spalte &breiter", "zoom-in", lambda: widen(1))
            yield MenuEntry("Spalte &schmaler", "zoom-out", lambda: widen(-1))

        list_menu.offer(self, entries)

    def current_field(self) -> str:
        """The field of the column that the keyboard is at; empty for none."""
        index = self.currentIndex()
        return self._results.column(index).field if index.isValid() else ""

    def go_to(self, key: str, field: str) -> None:
        """Bring the keyboard to a field of a measure, where both are shown."""
        row = self._results.row_of(key)
        fields = [column.field for column in self._results.spec.columns]
        if row >= 0:
            self.setCurrentIndex(self._results.index(row, fields.index(field) if field in fields else 0))

    def chosen_cells(self) -> list[Place]:
        """The chosen cells, from left to right and from top to bottom."""
        return sorted((index.row(), index.column()) for index in self.selectedIndexes())

    # Inside

    def _chosen_lines(self) -> tuple[list[int], list[int]]:
        cells = self.chosen_cells()
        return sorted({row for row, _column in cells}), sorted({column for _row, column in cells})

    def _try(self, put: Callable[[], int], done: str) -> None:
        """Write into many cells and say so; a refusal is told, and nothing is written."""
        try:
            count = put()
        except PlanError as error:
            self._show_refusal(self.currentIndex(), str(error))
            return
        if count > 1:
            show_note(
                f"{count} Zellen {done}. Strg+Z nimmt es zurück.", self.viewport(), self.below(self.currentIndex())
            )

    def _pasted(self) -> Iterator[tuple[Place, str]]:
        block = [row.cells for row in system_clipboard.rows(blanks=True)]
        if not block:
            raise PlanError(_NOTHING)
        (rows, columns), current = self._chosen_lines(), self.currentIndex()
        top = rows[0] if rows else current.row()
        left = columns[0] if columns else current.column()
        height, width = len(block), max(map(len, block))
        down = rows if height == 1 and rows else range(top, top + height)
        across = columns if width == 1 and columns else range(left, left + width)
        room = self._results.rowCount() - top, self._results.columnCount() - left
        if down[-1] >= self._results.rowCount() or across[-1] >= self._results.columnCount():
            raise PlanError(_NO_ROOM.format(*_block_words(height, width), *_block_words(*room)))
        for at, row in enumerate(down):
            cells = block[at % height]
            for place, column in enumerate(across):
                text = cells[place % width] if place % width < len(cells) else ""
                if text:
                    yield (row, column), text

    def commitData(self, editor: QWidget) -> None:
        """Ctrl+Enter writes into all chosen cells what one of them was given, in one step."""
        cells = self.chosen_cells()
        if editor.property("leaving") != STAY or len(cells) < 2 or editor.property("gone") or not self.owns(editor):
            super().commitData(editor)
            return
        text = typed_in(editor)
        if isinstance(editor, ChoiceBox):
            code = editor.code()
            text = editor.currentText() if code is None else code
        at = place_of(editor)
        here = self._results.index(at.row(), at.column())
        self._results.take(here, lambda: self._results.put((cell, text) for cell in cells))
        refusal = self._results.refusal
        if refusal:
            # Mended and left in another way, it is for this cell alone.
            editor.setProperty("leaving", "")
        self._keep(editor, refusal)
        mark(editor, bool(refusal))

    def selectionCommand(self, index: Index, event: QEvent | None = None) -> QItemSelectionModel.SelectionFlag:
        return super().selectionCommand(index, event) & ~_FLAG.Rows

    def _choose_whole(self, whole: bool) -> None:
        """Shift+Space chooses all cells of the chosen rows."""
        for row in self._chosen_lines()[0] if whole else ():
            index = self._results.index(row, 0)
            self.selectionModel().select(index, _FLAG.Select | _FLAG.Rows)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.is_editing():
            for key, command in (
                (QKeySequence.StandardKey.Copy, self.copy_cells),
                (QKeySequence.StandardKey.Cut, self.cut_cells),
                (QKeySequence.StandardKey.Paste, self.paste_cells),
            ):
                if event.matches(key):
                    command()
                    return
            aside = _ASIDE.get(Qt.Key(event.key()))
            if aside and event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == _ALT_SHIFT:
                self._move(aside)
                return
            if event.key() == Qt.Key.Key_U and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
                self.fill_down()
                return
        super().keyPressEvent(event)

    # How it is painted

    def note_chosen(self, first: int, last: int) -> None:
        self.painted_rows = set()
        self._painted = {
            (row, column)
            for part in self.selectionModel().selection().toList()
            for row in range(max(part.top(), first), min(part.bottom(), last) + 1)
            for column in range(part.left(), part.right() + 1)
        }

    def is_painted_chosen(self, row: int, column: int) -> bool:
        return (row, column) in self._painted

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self._draw_grid()

    def _draw_grid(self) -> None:
        """Lines between the columns, and a stronger one where another phase begins."""
        painter, shades, header = QPainter(self.viewport()), theme.colors(), self.horizontalHeader()
        height, width = self.viewport().height(), header.length()
        painter.setPen(QColor(shades.line))
        end = self.rowViewportPosition(self._results.rowCount() - 1) + self.rowHeight(self._results.rowCount() - 1)
        for column in range(self._results.columnCount()):
            x = self.columnViewportPosition(column) + self.columnWidth(column) - 1
            painter.drawLine(x, 0, x, min(height, end))
        painter.setPen(QColor(shades.muted))
        first, last = self.rowAt(0), self.rowAt(height)
        for row in range(max(first, 0), (last if last >= 0 else self._results.rowCount() - 1) + 1):
            if self._results.begins_phase(row):
                y = self.rowViewportPosition(row) - 1
                painter.drawLine(0, y, width - 1, y)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self, *_section: int) -> None:
        """The names take what the columns leave."""
        room = self.width() - self.horizontalHeader().length() - self.verticalScrollBar().sizeHint().width() - 4
        width = max(theme.scaled(NARROW), min(theme.scaled(_WIDE), room))
        if self._names.width() != width:
            self._names.setFixedWidth(width)
            self._fit_soon()
        self._title.setGeometry(0, 0, width, self.horizontalHeader().height())

    def _fit_names(self) -> None:
        self._names.fit_text()
        self._share_room()
        self._fit_soon()

    def _renew_names(self, *_change: object) -> None:
        self._names.make_room()
        self._names.viewport().update()

    def selectionChanged(self, *chosen: object) -> None:
        super().selectionChanged(*chosen)  # type: ignore[arg-type]
        self._names.viewport().update()


def _block_words(rows: int, columns: int) -> tuple[str, str]:
    return f"{rows} {'Zeile' if rows == 1 else 'Zeilen'}", f"{columns} {'Spalte' if columns == 1 else 'Spalten'}"
