"""The measures of a phase: the table, and what the window's commands do with its rows."""

from nrw_desktop.domain.plan import Plan
from nrw_desktop.gui.columns import MEASURES
from nrw_desktop.gui.pane import Pane
from nrw_desktop.gui.record_table import RecordTable
from nrw_desktop.gui.record_view import RecordView
from nrw_desktop.gui.workspace import Workspace


class MeasuresPane(Pane):
    """The card „Maßnahmen“."""

    view: RecordView
    counted = ("measure",)

    def __init__(self, workspace: Workspace, phase: str):
        super().__init__("Maßnahmen", RecordView(RecordTable(workspace, MEASURES, phase)))
        self._phase = phase
        self.add_button("Neu", "plus", "Neue Maßnahme (Strg+M)", self.add_row, not workspace.read_only)

    def add_row(self) -> None:
        self.view.add()

    def remove_row(self) -> None:
        self.view.remove_selected()

    def move_row(self, step: int) -> None:
        self.view.move_selected(step)

    def move_row_to(self, phase: str) -> None:
        self.view.move_to_phase(phase)

    def refresh(self, plan: Plan) -> None:
        self.set_count(len(plan.measures(self._phase)))
