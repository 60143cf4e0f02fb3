"""The partners of a phase: the tree grouped by where they come from, and what the window's commands do with them."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Mention, Partner, Phase
from nrw_desktop.domain.queries import partners
from nrw_desktop.gui.cards.list_card import ListCard, Movable, neighbour
from nrw_desktop.gui.lists.outline import Outline
from nrw_desktop.gui.lists.outline_view import OutlineView
from nrw_desktop.gui.lists.phase_outlines import MENTIONS
from nrw_desktop.gui.session import late_edits as edits
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.trees.reference_button import ReferenceButton

if TYPE_CHECKING:
    from nrw_desktop.domain.edits.bulk_add import Typed
    from nrw_desktop.domain.queries.clipboard_rows import ClipboardRows


class PartnersCard(ListCard, Movable):
    """The card „Kooperationspartner“. What is taken over from an earlier phase is changed there."""

    view: OutlineView
    counted = ("mention", "partner", "phase")
    table = "mention"
    takes = ("mention", "partner")
    typed_table = "partner"

    def __init__(self, workspace: Workspace, phase: str):
        view = OutlineView(Outline(workspace, MENTIONS, phase), self._unnamed)
        super().__init__("Kooperationspartner", view, workspace, "Partner")
        self._workspace, self._phase = workspace, phase
        self.add_button("", "list-filter", "Kooperationspartner filtern (Strg+Umschalt+F)", self.filter_rows)
        self.add_button("Neu", "plus", "Kooperationspartner nennen (Strg+K)", self.add_row, not workspace.read_only)
        self._reference = ReferenceButton("link", self.edit_reference)
        self.add_line(self._reference)

    def commands(self) -> dict[str, Callable[[], None]]:
        return super().commands() | self.moves()

    def chosen_partner(self) -> Partner | None:
        """The partner that the keyboard is at, named here or in an earlier phase."""
        node = self.view.current_node()
        record = node.record if node else None
        key = record.partner if isinstance(record, Mention) else record.id if record else None
        found = self._workspace.plan.find(Partner, key)
        return found if isinstance(found, Partner) else None

    def edit_reference(self) -> None:
        """Open the dialog about the reference and how the partners print."""
        from nrw_desktop.gui.dialogs.reference_dialog import ReferenceDialog

        if not self._workspace.flush():
            ReferenceDialog(self._workspace, self._phase, self.window()).open()

    def add_row(self) -> None:
        self.view.add()

    def move_row(self, step: int) -> None:
        key = self._mention()
        if key is None:
            return
        place = [mention.id for mention in self._workspace.plan.mentions(self._phase)].index(key)
        target = neighbour(place, step)
        if target is not None:
            self.view.run(edits.mentions.move, [key], self._phase, target)

    def move_row_to(self, phase: str) -> None:
        if keys := self.view.selected_keys():
            self.view.run(edits.mentions.move, keys, phase)

    def refresh(self, plan: Plan) -> None:
        phase = plan.get(Phase, self._phase)
        self.show_count(len(partners.effective(plan, phase)))
        self._reference.show_reference(partners.lead_in(plan, phase), partners.refers_forward(plan, phase))

    def paste_parcel(self, copied: "ClipboardRows") -> Change | None:
        return self._workspace.run(edits.paste.paste_mentions, copied, self.home, self._phase, self._behind())

    def add_typed(self, rows: "Sequence[tuple[int, Typed]]") -> Change | None:
        typed = [cells for _depth, cells in rows]
        return self._workspace.run(edits.bulk_add.name_partners, self._phase, typed, self._behind())

    def _behind(self) -> int | None:
        """The place behind the mention that the keyboard is at; None for the end."""
        order = [mention.id for mention in self._workspace.plan.mentions(self._phase)]
        key = self._mention()
        return order.index(key) + 1 if key in order else None

    def _mention(self) -> str | None:
        node = self.view.current_node()
        return node.record.id if node and isinstance(node.record, Mention) else None

    def _unnamed(self) -> list[str]:
        """The register's names that this phase does not name yet."""
        plan = self._workspace.plan
        named = {mention.partner for mention in plan.mentions(self._phase)}
        return [partner.name for partner in plan.partners if partner.id not in named]
