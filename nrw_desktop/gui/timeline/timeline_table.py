"""The timeline as a plain table: what, when, how far and what is due next, for who cannot or need not see bars."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTableWidget, QVBoxLayout, QWidget

from nrw_desktop.domain.model.records import Phase, Record
from nrw_desktop.gui.kit import theme
from nrw_desktop.gui.kit.plain_table import PlainItem, plain_table
from nrw_desktop.gui.kit.safe_widgets import tip_text
from nrw_desktop.gui.timeline.lanes import Lane, Lanes

_COLUMNS = ("Phase und Maßnahmen", "Zeitraum", "Stand", "Nächste Frist", "Verantwortlich")
_WIDTHS = (0, 26, 26, 30, 24)
"""How wide columns are, in letters; the first gets the rest."""


class TimelineTable(QWidget):
    """All rows of a timeline, also those of groups that are closed there. `opened` tells the record to go to."""

    opened = Signal(object)
    moved = Signal()

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.table = plain_table(_COLUMNS)
        self.table.setAccessibleName("Zeitplan als Tabelle")
        self.table.setWordWrap(False)
        self.table.setSelectionBehavior(self.table.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(self.table.SelectionMode.SingleSelection)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        theme.follow_text(self.table, _give_widths)
        self.table.cellDoubleClicked.connect(lambda _row, _column: self.open_current())
        self.table.currentCellChanged.connect(lambda *_: self.moved.emit())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 0, 4, 0)
        layout.addWidget(self.table)
        self.setFocusProxy(self.table)
        self._records: list[Record | None] = []

    def fill(self, lanes: Lanes) -> None:
        """Show all rows of these, and the deadlines; the keyboard stays in its row as far as there is one."""
        rows: list[tuple[Record | None, tuple[str, ...], bool]] = []
        whole = (lane for group in lanes.groups for lane in lanes.lanes_of(group, opened=True))
        rows += ((lane.record, _cells(lanes, lane), lane.is_head) for lane in whole)
        rows += [(None, (f"Frist: {what[11:]}", what[:10], "", what[:10], ""), False) for _at, what in lanes.deadlines]
        kept, place = self.current_record, self.table.currentRow()
        self._records = [record for record, _cells, _bold in rows]
        self.table.setRowCount(len(rows))
        bold = self.table.font()
        bold.setBold(True)
        for row, (_record, cells, is_head) in enumerate(rows):
            for column, text in enumerate(cells):
                item = PlainItem(text)
                item.setToolTip(tip_text(text))
                if is_head:
                    item.setFont(bold)
                self.table.setItem(row, column, item)
        if rows and (kept is None or not self.reveal(kept)):
            self.table.setCurrentCell(min(max(place, 0), len(rows) - 1), 0)

    @property
    def current_record(self) -> Record | None:
        """What the current row is about; None for what is no record."""
        row = self.table.currentRow()
        return self._records[row] if 0 <= row < len(self._records) else None

    def open_current(self) -> None:
        """Go to what the current row is about."""
        if (record := self.current_record) is not None:
            self.opened.emit(record)

    def reveal(self, record: Record) -> bool:
        """Choose a record's row; False where it has none."""
        keys = [one.id if one else "" for one in self._records]
        if record.id not in keys:
            return False
        self.table.setCurrentCell(keys.index(record.id), 0)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_current()
            return
        super().keyPressEvent(event)


def _give_widths(table: QTableWidget) -> None:
    for column, letters in enumerate(_WIDTHS):
        if letters:
            table.setColumnWidth(column, letters * table.fontMetrics().averageCharWidth())


def _cells(lanes: Lanes, lane: Lane) -> tuple[str, ...]:
    said = lanes.said(lane)
    indent = "" if lane.is_head or isinstance(lane.record, Phase) else "    "
    state = " · ".join(part for part in (said.state, said.late) if part)
    return f"{indent}{said.name}", said.period, state, f"{said.due} {said.what}".strip(), said.responsible
