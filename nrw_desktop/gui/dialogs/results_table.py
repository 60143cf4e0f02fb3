"""The rows of the results of a year: a measure each, called by its place in the plan, and blocks of their cells."""

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import Qt

from nrw_desktop.domain import edits
from nrw_desktop.domain.edits.cells import Cell
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.labels_de import caption, full_name
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Cost, Measure
from nrw_desktop.domain.queries.change_labels import row_in
from nrw_desktop.gui.dialogs.results_columns import word_of
from nrw_desktop.gui.kit.safe_widgets import tip_text
from nrw_desktop.gui.lists.columns import Column
from nrw_desktop.gui.lists.record_table import Display, Index, RecordTable

Place = tuple[int, int]
"""Row and column of a cell."""
_READ_ONLY = "Dieser Plan lässt sich nur ansehen. Bitte eine Kopie öffnen, um etwas zu ändern."
_DERIVED = "„{}“ ergibt sich aus anderen Angaben und lässt sich hier nicht ändern. Es wurde nichts eingetragen."


class ResultsTable(RecordTable):
    """A table of measures that also shows, and sets, what belongs to each: its costs of the year.

    A column of costs reads and writes through its measure, as any column with a text and a setter of its own does; here
    is only which row a cost renews.
    """

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Display) -> Any:
        if orientation == Qt.Orientation.Horizontal:
            whole = word_of(self.spec.columns[section])
            if role == Qt.ItemDataRole.AccessibleTextRole:
                return whole
            return (
                tip_text(whole)
                if role == Qt.ItemDataRole.ToolTipRole
                else super().headerData(section, orientation, role)
            )
        number, name = self.name(section)
        if role in (Display, Qt.ItemDataRole.AccessibleTextRole):
            return f"{number}  {name}"
        return tip_text(f"{number}  {self._measure(section).text}") if role == Qt.ItemDataRole.ToolTipRole else None

    def data(self, index: Index, role: int = Display) -> Any:
        found = super().data(index, role)
        if role == Qt.ItemDataRole.AccessibleTextRole and found:
            return f"{caption(self._measure(index.row()))}, {found}"
        if role == Qt.ItemDataRole.ToolTipRole and not found and index.isValid():
            # A row is not as high as a long text.
            return tip_text(self.text(index.row(), index.column()))
        return found

    def name(self, row: int) -> tuple[str, str]:
        """What a row is called: the number of its phase and its own in that, „2.3“, and the measure's name."""
        measure = self._measure(row)
        return self._numbers(self.workspace.plan).get(measure.id, ""), full_name(measure)

    def begins_phase(self, row: int) -> bool:
        """Whether a row is of another phase than the one above it."""
        return row > 0 and self._measure(row).phase != self._measure(row - 1).phase

    def measures(self) -> list[Measure]:
        """The measures that have a row."""
        return [record for record in self._records if isinstance(record, Measure)]

    def _measure(self, row: int) -> Measure:
        record = self._records[row]
        assert isinstance(record, Measure)
        return record

    def longest_number(self) -> int:
        """How many letters the number of a row has at most."""
        return max(map(len, self._numbers(self.workspace.plan).values()), default=0)

    _numbered: tuple[Plan | None, dict[str, str]] = (None, {})

    def _numbers(self, plan: Plan) -> dict[str, str]:
        if self._numbered[0] is not plan:
            numbers = {
                measure.id: f"{phase}.{place}"
                for phase, one in enumerate(plan.phases, 1)
                for place, measure in enumerate(plan.measures(one.id), 1)
            }
            self._numbered = plan, numbers
        return self._numbered[1]

    # Blocks of cells

    def edit_text(self, place: Place) -> str:
        """What the editor of a cell starts with."""
        return self._column(place).edit_text(self.workspace.plan, self._records[place[0]])

    def put(self, texts: Iterable[tuple[Place, str]]) -> int:
        """Write into many cells in one step, each as if it had been typed there; those that say so already are left.

        Returns how many were written.

        Raises:
            PlanError: one refuses, and nothing is written.
        """
        if self.workspace.read_only:
            raise PlanError(_READ_ONLY)
        cells = [
            self._cell(place, text) for place, text in texts if text not in (self.edit_text(place), self.text(*place))
        ]
        if cells:
            self.workspace.run(edits.cells.set_cells, cells)
        return len(cells)

    def block(self, rows: Sequence[int], columns: Sequence[int]) -> list[list[str]]:
        """What cells say, row by row."""
        return [[self.text(row, column) for column in columns] for row in rows]

    def _column(self, place: Place) -> Column:
        return self.spec.columns[place[1]]

    def _cell(self, place: Place, text: str) -> Cell:
        column = self._column(place)
        if not column.editable:
            raise PlanError(_DERIVED.format(column.header))
        setter = column.sets or edits.setter(column.table)
        return Cell(self._measure(place[0]).id, column.field, text, setter, word_of(column))

    # Following the plan

    def _follow(self, plan: Plan, change: Change | None) -> None:
        super()._follow(plan, change)
        costs = [row for row in change.rows if row.table == "cost"] if change else []
        if not costs:
            return
        found = (plan.record("cost", row.id) or row_in((row,), "cost", row.id) for row in costs)
        touched = {cost.measure for cost in found if isinstance(cost, Cost)}
        records = self.spec.rows(plan, self.scope)
        if len(records) != len(self._records):
            # One that has a cost belongs to its year from now on.
            self.show_records(records)
        for row, record in enumerate(self._records):
            if record.id in touched:
                self._renew_row(row, record)
