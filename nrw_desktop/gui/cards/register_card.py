"""The register of partners as a table, and what the window's commands do with its rows."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from nrw_desktop.domain import edits
from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.gui.cards.list_card import ListCard
from nrw_desktop.gui.lists.columns import PARTNERS
from nrw_desktop.gui.lists.record_table import RecordTable
from nrw_desktop.gui.lists.record_view import RecordView
from nrw_desktop.gui.session.workspace import Workspace

if TYPE_CHECKING:
    from nrw_desktop.domain.edits.bulk_add import Typed
    from nrw_desktop.domain.queries.clipboard_rows import ClipboardRows


class RegisterCard(ListCard):
    """The card „Kooperationspartner“ of the register."""

    view: RecordView
    table = "partner"
    takes = ("partner", "mention")
    typed_table = "partner"

    def __init__(self, workspace: Workspace):
        super().__init__("Kooperationspartner", RecordView(RecordTable(workspace, PARTNERS)), workspace)
        self.add_button("", "list-filter", "Kooperationspartner filtern (Strg+Umschalt+F)", self.filter_rows)
        self.add_button("Neu", "plus", "Neuer Kooperationspartner (Strg+K)", self.add_row, not workspace.read_only)

    def add_row(self) -> None:
        self.view.add()

    def paste_parcel(self, copied: "ClipboardRows") -> Change | None:
        return self.workspace.run(edits.paste.paste_partners, copied)

    def add_typed(self, rows: "Sequence[tuple[int, Typed]]") -> Change | None:
        return self.workspace.run(edits.bulk_add.add_partners, [cells for _depth, cells in rows])

    def refresh(self, plan: Plan) -> None:
        self.show_count(len(plan.partners))
