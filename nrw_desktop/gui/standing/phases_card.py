"""All phases, a line each: how far they are, and what is due in them first."""

import datetime as dt
from typing import Any

from PySide6.QtCore import Signal

from nrw_desktop.domain.model.labels_de import caption
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Phase, Record
from nrw_desktop.domain.queries import due, period, progress, standing
from nrw_desktop.gui.kit.card import Card
from nrw_desktop.gui.lists.columns import Column, Editor, TableSpec
from nrw_desktop.gui.lists.record_table import RecordTable
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.standing.phases_view import PhasesView


def _next_due(plan: Plan, phase: Any) -> str:
    """The measure that is due first, e.g. „07/2017 überfällig: Fachtagung“; nothing where no date is known."""
    entry = standing.next_due(plan, phase)
    if entry is None or entry.due is None:
        return ""
    late = due.is_past(entry.due.until, dt.date.today())
    return f"{entry.due.numeric}{' überfällig' if late else ''}: {caption(entry.measure)}"


def _column(field: str, header: str, width: int, shows: Any, stretch: bool = False) -> Column:
    return Column("phase", field, header, width, Editor.TEXT, stretch, editable=False, shows=shows)


PHASES = TableSpec(
    "phase",
    (
        _column("title", "Phase", 260, lambda plan, phase: f"{plan.number(phase.id)}  {caption(phase)}", stretch=True),
        _column("period", "Zeitraum", 200, period.shown),
        _column("progress", "Fortschritt", 200, lambda plan, phase: progress.of_phase(plan, phase).short),
        _column("due", "Als Nächstes fällig", 320, _next_due, stretch=True),
    ),
    lambda plan, _scope: plan.phases,
    # On phases too: one that moves gives others their numbers.
    depends=("phase", "measure", "project"),
    sortable=False,
)


class PhasesCard(Card):
    """The card „Phasen“. `opened` carries the phase that somebody wants to go to."""

    opened = Signal(object)
    print_wanted = Signal(object)

    def __init__(self, workspace: Workspace):
        self._table = RecordTable(workspace, PHASES)
        self._view = PhasesView(self._table)
        super().__init__("Phasen", self._view)
        self._workspace = workspace
        self._view.opened.connect(self._open)
        self._view.print_wanted.connect(self.print_wanted)
        workspace.changed.connect(self._tell_count)
        self._tell_count(workspace.plan)

    def reveal(self, record: Record) -> None:
        """Choose a phase's row."""
        self._view.select(record.id)

    def renew(self) -> None:
        """Say everything anew: another day has come."""
        self._table.set_scope(None)

    def _open(self, key: str) -> None:
        self.opened.emit(self._workspace.plan.find(Phase, key))

    def _tell_count(self, plan: Plan) -> None:
        self.set_count(len(plan.phases))
