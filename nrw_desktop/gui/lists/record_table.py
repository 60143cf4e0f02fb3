"""The one table model: records of the plan in rows, changed only through the workspace."""

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Record
from nrw_desktop.gui.kit.error_boxes import ROW_IS_GONE
from nrw_desktop.gui.kit.safe_widgets import tip_text
from nrw_desktop.gui.lists import row_drag
from nrw_desktop.gui.lists.columns import Column, TableSpec
from nrw_desktop.gui.lists.refusing import Refusing
from nrw_desktop.gui.lists.row_order import RowOrder, Sorted
from nrw_desktop.gui.lists.stable_rows import longest_run
from nrw_desktop.gui.session.workspace import Workspace

Index = QModelIndex | QPersistentModelIndex
Display = Qt.ItemDataRole.DisplayRole

RECORD_ROLE = Qt.ItemDataRole.UserRole
"""The record of a row."""

_ROW = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_DROP = Qt.ItemFlag.ItemIsDropEnabled
_FLAGS = {
    (False, False): _ROW,
    (False, True): _ROW | Qt.ItemFlag.ItemIsEditable,
    (True, False): _ROW | Qt.ItemFlag.ItemIsDragEnabled,
    (True, True): _ROW | Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsEditable,
}
"""What a cell can do, by whether its row can be dragged and itself be edited."""
_MARKED, _NOWHERE = "eine Eingabe ist nicht übernommen", QModelIndex()
_MANY = 200
"""More rows coming and going than this are shown by one reset."""


class RecordTable(Refusing, QAbstractTableModel):
    """Rows of one list of a plan, as its `TableSpec` says.

    The last row may be a draft: a record that does not exist before its first field is filled in. `refused` tells why
    the last `setData` was; `refusal` keeps that sentence for the view, which leaves the editor open. Sorting and
    filtering are a way to look at the rows, and change no plan; rows are not moved meanwhile.
    """

    refused = Signal(QModelIndex, str)
    noted = Signal(QModelIndex, str)

    def __init__(self, workspace: Workspace, spec: TableSpec, scope: str | None = None, parent: QObject | None = None):
        super().__init__(parent)
        self.workspace, self.spec, self.scope = workspace, spec, scope
        self._arrangement = RowOrder(spec)
        self._records: Sequence[Record] = list(spec.rows(workspace.plan, scope))
        self._total = len(self._records)
        self._renew_flags()
        self._texts: dict[str, tuple[str, ...]] = {}
        self._draft = False
        self._made: str | None = None
        workspace.changed.connect(self._follow)

    # What Qt asks

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._records) + self._draft

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.spec.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Display) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Display:
            return self.spec.columns[section].header
        if role == Qt.ItemDataRole.TextAlignmentRole and self.spec.columns[section].right:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        row = index.row()
        if 0 <= row < len(self._records):
            # Qt asks several times for each cell that it paints; putting flags together takes Python longest of all.
            return self._cell_flags[index.column()]
        if row < 0:
            return _DROP if self._arrangement.rests else Qt.ItemFlag.NoItemFlags
        if not self.is_draft(index):
            return Qt.ItemFlag.NoItemFlags
        return _FLAGS[False, self.spec.columns[index.column()] is self.spec.draft_column]

    def _renew_flags(self) -> None:
        """Rows can be dragged while they stand as the plan has them, and edited where the plan can be written."""
        movable, writable = self.spec.move is not None and self._arrangement.rests, not self.is_locked
        self._cell_flags = [_FLAGS[movable, column.editable and writable] for column in self.spec.columns]

    def data(self, index: Index, role: int = Display) -> Any:
        row = index.row()
        if not index.isValid() or row >= len(self._records):
            return None
        record, column = self._records[row], self.spec.columns[index.column()]
        if role == Display:
            return self._row_texts(record)[index.column()]
        if role == Qt.ItemDataRole.EditRole:
            return column.edit_text(self.workspace.plan, record)
        if role == RECORD_ROLE:
            return record
        if role == Qt.ItemDataRole.AccessibleTextRole:
            text = f"{column.header}: {self._row_texts(record)[index.column()] or 'leer'}"
            marked = _MARKED if record.id in self.workspace.unaccepted.records() else ""
            return ", ".join(filter(None, (text, column.told(self.workspace.plan, record), marked)))
        return tip_text(column.told(self.workspace.plan, record)) if role == Qt.ItemDataRole.ToolTipRole else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        return self.take(self.index(index.row(), index.column()), lambda: self._store(index, str(value)))

    def _store(self, index: Index, text: str) -> None:
        record = self.record(index)
        if self.is_draft(index):
            self._create(text)
        elif record is None:
            raise PlanError(ROW_IS_GONE)
        else:
            self.store_in(self.index(index.row(), index.column()), self.column(index), record.id, text)

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [row_drag.mime_type(self.spec.table)]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        rows = (index.row() for index in indexes)
        return row_drag.packed(self.spec.table, (self._records[row].id for row in rows if row < len(self._records)))

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        dragged = row_drag.read(data)
        if not self.spec.move or not self._arrangement.rests or not dragged or dragged.table != self.spec.table:
            return False
        if row < 0:
            row = parent.row() if parent.isValid() else len(self._records)
        self.try_run(self.spec.move, dragged.keys, self.scope, row)
        # The model has moved the rows itself; True would make the view delete them a second time.
        return False

    # What the view asks

    def record(self, index: Index) -> Record | None:
        """The record of a row; None for the draft and for no row."""
        return self._records[index.row()] if 0 <= index.row() < len(self._records) else None

    def text(self, row: int, column: int) -> str:
        """What a cell says: what `data` gives, without the way through Qt."""
        return self._row_texts(self._records[row])[column] if row < len(self._records) else ""

    def is_marked(self, row: int, keys: Collection[str]) -> bool:
        """Whether the record of a row is one of these."""
        return row < len(self._records) and self._records[row].id in keys

    def code(self, row: int, column: int) -> str | None:
        """The code of a choice; None for none, and for the row being added."""
        field = self.spec.columns[column].field
        code: str | None = getattr(self._records[row], field) if row < len(self._records) else None
        return code

    def row_of(self, key: str) -> int:
        """The row of a record, -1 where it is not in this table."""
        return next((row for row, record in enumerate(self._records) if record.id == key), -1)

    def column(self, index: Index) -> Column:
        """The column's description."""
        return self.spec.columns[index.column()]

    def is_draft(self, index: Index) -> bool:
        """Whether the row is the one that is just being added."""
        return self._draft and index.row() == len(self._records)

    def entry_place(self, index: Index) -> tuple[str, str, str, str] | None:
        """What a text for this cell goes by that was not accepted: table, id, field, and the list of a new row."""
        if not index.isValid():
            return None
        record, column = self.record(index), self.spec.columns[index.column()]
        return column.place(record) if record else (self.spec.table, "", column.field, self.scope or "")

    @property
    def total(self) -> int:
        """How many rows there are, those included that are not shown."""
        return self._total

    @property
    def arrangement(self) -> RowOrder:
        """How the rows are looked at."""
        return self._arrangement

    def sort_by(self, column: int | None, descending: bool = False) -> None:
        """Show the rows by a column in German order; None is the plan's own order. Chosen rows stay chosen."""
        self._arrangement.sort(column, descending)
        self._renew_flags()
        plan = self.workspace.plan
        shown = self._arrangement.arranged(plan, self.spec.rows(plan, self.scope))
        others = self._arrangement.is_filtered and {one.id for one in shown} != {one.id for one in self._records}
        if others or len(shown) != len(self._records):
            # Rows that an edit left in sight do not hold the words any more, and others may hold them now.
            self.show_records(shown)
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        places = self._places(shown, {index.row() for index in before})
        self._records = shown
        if before:
            after = [self.index(places.get(index.row(), index.row()), index.column()) for index in before]
            self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _places(self, shown: Sequence[Record], rows: set[int]) -> dict[int, int]:
        """Where rows stand from now on; a row being added stays at the end."""
        before = self._records
        rows = {row for row in rows if row < len(before)}
        if not isinstance(shown, Sorted):
            wanted = {before[row].id: row for row in rows}
            return (
                {wanted[record.id]: place for place, record in enumerate(shown) if record.id in wanted} if rows else {}
            )
        same = isinstance(before, Sorted) and before.records is shown.records
        found = {
            row: shown.place_of(before[row], before.source(row) if same and isinstance(before, Sorted) else row)
            for row in rows
        }
        return {row: place for row, place in found.items() if place is not None}

    def filter_by(self, words: str) -> None:
        """Show only the rows that hold these words; all where there are none."""
        self._arrangement.filter(words)
        self._renew_flags()
        plan = self.workspace.plan
        self.show_records(self._arrangement.arranged(plan, self.spec.rows(plan, self.scope)))

    @property
    def has_draft(self) -> bool:
        """Whether a row is just being added."""
        return self._draft

    def begin_draft(self) -> QModelIndex:
        """Add an empty row at the end; the index of the cell to fill in first."""
        if not self._draft:
            self.beginInsertRows(_NOWHERE, len(self._records), len(self._records))
            self._draft = True
            self.endInsertRows()
        return self.index(len(self._records), self.spec.columns.index(self.spec.draft_column))

    def end_draft(self) -> str | None:
        """Take the draft row away; the id of the record that was made of it."""
        made, self._made = self._made, None
        if self._draft:
            self.beginRemoveRows(_NOWHERE, len(self._records), len(self._records))
            self._draft = False
            self.endRemoveRows()
        return made

    def set_scope(self, scope: str | None) -> None:
        """Show another list of the same kind."""
        self.scope = scope
        plan = self.workspace.plan
        records = self.spec.rows(plan, scope)
        self._total = len(records)
        self._renew_flags()
        self.show_records(self._arrangement.arranged(plan, records), renew_all=True)

    def _create(self, text: str) -> None:
        """Make a record of the draft, unless it is empty or was made already; the draft row stays until its end."""
        if not text.strip() or self._made is not None or self.spec.add is None:
            return
        change = self.workspace.run(self.spec.add, self.scope, text)
        for row in change.rows if change else ():
            if row.before is None and row.table == self.spec.table:
                self._made = row.id

    def _row_texts(self, record: Record) -> tuple[str, ...]:
        texts = self._texts.get(record.id)
        if texts is None:
            plan = self.workspace.plan
            texts = self._texts[record.id] = tuple(column.show(plan, record) for column in self.spec.columns)
        return texts

    # Following the plan

    def _follow(self, plan: Plan, change: Change | None) -> None:
        tables = {row.table for row in change.rows} if change else None
        if tables is not None and not tables & {self.spec.table, *self.spec.depends}:
            return
        self._renew_flags()
        renew_all = tables is None or bool(tables & set(self.spec.depends))
        own = [row.id for row in change.rows if row.table == self.spec.table] if change else ()
        self._arrangement.forget(None if renew_all else own)
        rests = self._arrangement.rests
        if change is not None and rests and not renew_all and self._renewed_in_place(plan, change):
            return
        records: Sequence[Record] = self.spec.rows(plan, self.scope)
        self._total = len(records)
        if not rests:
            edited = change is not None and change.kind == "edit"
            arrange = self._arrangement
            records = arrange.kept(self._records, records) if edited else arrange.arranged(plan, records)
        self.show_records(records, renew_all)

    def _renewed_in_place(self, plan: Plan, change: Change) -> bool:
        """Renew just the rows that a change names, where none comes, goes or moves; whether it was such a change."""
        touched: dict[str, Record] = {}
        for part in change.rows:
            if part.table != self.spec.table:
                continue
            if part.before is None or part.after is None or any(field in part.after for field in self.spec.placed_by):
                return False
            touched[part.id] = plan.rows[part.table][part.id]
        for row in [row for row, record in enumerate(self._records) if record.id in touched]:
            self._renew_row(row, touched[self._records[row].id])
        return True

    def show_records(self, records: Sequence[Record], renew_all: bool = False) -> None:
        """Bring the rows to these records by the fewest removals, moves, inserts and repaints."""
        wanted = {record.id: place for place, record in enumerate(records)}
        coming = len(records) - sum(record.id in wanted for record in self._records)
        if coming + max(0, len(self._records) - len(records)) > _MANY:
            self.beginResetModel()
            self._records, self._texts = list(records), {}
            self.endResetModel()
            return
        self._records = list(self._records)
        if renew_all:
            self._texts.clear()
        # Most edits change what a row holds and not which rows there are.
        if [record.id for record in self._records] != list(wanted):
            self._remove_missing(wanted)
            self._move_into_order(wanted)
            self._insert_new(records)
        for row, record in enumerate(records):
            if renew_all or self._records[row] is not record:
                self._renew_row(row, record)

    def _renew_row(self, row: int, record: Record) -> None:
        if self._records[row] is not record:
            self._held[row] = record
        self._texts.pop(record.id, None)
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.spec.columns) - 1))

    @property
    def _held(self) -> list[Record]:
        """The rows while they change one by one."""
        assert isinstance(self._records, list)
        return self._records

    def _remove_missing(self, wanted: dict[str, int]) -> None:
        row = len(self._records) - 1
        while row >= 0:
            if self._records[row].id in wanted:
                row -= 1
                continue
            last = row
            while row >= 0 and self._records[row].id not in wanted:
                self._texts.pop(self._records[row].id, None)
                row -= 1
            self.beginRemoveRows(_NOWHERE, row + 1, last)
            del self._held[row + 1 : last + 1]
            self.endRemoveRows()

    def _move_into_order(self, wanted: dict[str, int]) -> None:
        settled = longest_run([wanted[record.id] for record in self._records])
        for key in [record.id for record in self._records if wanted[record.id] not in settled]:
            source = self.row_of(key)
            target = next(
                (
                    row
                    for row, record in enumerate(self._records)
                    if wanted[record.id] in settled and wanted[record.id] > wanted[key]
                ),
                len(self._records),
            )
            if target not in (source, source + 1):
                self.beginMoveRows(_NOWHERE, source, source, _NOWHERE, target)
                self._held.insert(target - (target > source), self._held.pop(source))
                self.endMoveRows()
            settled.add(wanted[key])

    def _insert_new(self, records: Sequence[Record]) -> None:
        known = {record.id for record in self._records}
        row = 0
        while row < len(records):
            if records[row].id in known:
                row += 1
                continue
            last = row
            while last + 1 < len(records) and records[last + 1].id not in known:
                last += 1
            for record in records[row : last + 1]:
                # A row that was here before and comes back may say something else.
                self._texts.pop(record.id, None)
            self.beginInsertRows(_NOWHERE, row, last)
            self._held[row:row] = records[row : last + 1]
            self.endInsertRows()
            row = last + 1
