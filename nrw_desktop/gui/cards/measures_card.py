"""The measures of a phase: the table, and what the window's commands do with its rows."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.choices import STATUS_WORDS
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.gui.cards.list_card import ListCard, Movable
from nrw_desktop.gui.lists.columns import MEASURES
from nrw_desktop.gui.lists.record_table import RecordTable
from nrw_desktop.gui.lists.record_view import RecordView
from nrw_desktop.gui.session import late_edits as edits
from nrw_desktop.gui.session.workspace import Workspace

if TYPE_CHECKING:
    from nrw_desktop.domain.edits.bulk_add import Typed
    from nrw_desktop.domain.queries.clipboard_rows import ClipboardRows


class MeasuresCard(ListCard, Movable):
    """The card „Maßnahmen“."""

    view: RecordView
    counted = ("measure",)
    table = "measure"
    takes = ("measure",)
    typed_table = "measure"
    takes_files = True

    def __init__(self, workspace: Workspace, phase: str):
        super().__init__("Maßnahmen", RecordView(RecordTable(workspace, MEASURES, phase)), workspace)
        self._phase = phase
        self.add_button("", "list-filter", "Maßnahmen filtern (Strg+Umschalt+F)", self.filter_rows)
        self.add_button("Neu", "plus", "Neue Maßnahme (Strg+M)", self.add_row, not workspace.read_only)

    def commands(self) -> dict[str, Callable[[], None]]:
        statuses = {f"status_{code}": partial(self.set_status, code) for code in STATUS_WORDS}
        return super().commands() | statuses | self.moves()

    def add_row(self) -> None:
        self.view.add()

    def move_row(self, step: int) -> None:
        self.view.move_selected(step)

    def move_row_to(self, phase: str) -> None:
        self.view.move_to_phase(phase)

    def set_status(self, code: str) -> None:
        """Give all that is chosen a status."""
        keys = self.view.selected_keys()
        if keys and not self.view.is_editing():
            self._try(lambda: self.workspace.run(edits.measures.set_status, keys, code))

    @staticmethod
    def duplicate_edit(plan: Plan, keys: Sequence[str]) -> Change:
        return edits.paste.duplicate_measures(plan, keys)

    def paste_parcel(self, copied: "ClipboardRows") -> Change | None:
        return self.workspace.run(edits.paste.paste_measures, copied, self.home, self._phase, self._behind())

    def add_typed(self, rows: "Sequence[tuple[int, Typed]]") -> Change | None:
        typed = [cells for _depth, cells in rows]
        return self.workspace.run(edits.bulk_add.add_measures, self._phase, typed, self._behind())

    def refresh(self, plan: Plan) -> None:
        self.show_count(len(plan.measures(self._phase)))

    def _behind(self) -> int | None:
        """The place behind what is chosen, in the order of the plan; None for the end."""
        chosen = set(self.view.selected_keys())
        places = [place for place, one in enumerate(self.workspace.plan.measures(self._phase), 1) if one.id in chosen]
        return max(places, default=None)
