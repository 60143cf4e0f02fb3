"""The goals of a phase: the tree, and what the window's commands do with them."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Goal, Phase
from nrw_desktop.domain.queries import goals
from nrw_desktop.gui.cards.list_card import ListCard, Movable, neighbour
from nrw_desktop.gui.lists.outline import Outline
from nrw_desktop.gui.lists.outline_view import OutlineView
from nrw_desktop.gui.lists.phase_outlines import GOALS
from nrw_desktop.gui.session import late_edits as edits
from nrw_desktop.gui.session.workspace import Workspace

if TYPE_CHECKING:
    from nrw_desktop.domain.edits.bulk_add import Typed
    from nrw_desktop.domain.queries.clipboard_rows import ClipboardRows


class GoalsCard(ListCard, Movable):
    """The card „Ziele“."""

    view: OutlineView
    counted = ("goal",)
    table = "goal"
    takes = ("goal",)
    typed_table = "goal"

    def __init__(self, workspace: Workspace, phase: str):
        super().__init__("Ziele", OutlineView(Outline(workspace, GOALS, phase)), workspace)
        self._workspace, self._phase = workspace, phase
        writable = not workspace.read_only
        if writable:
            self.view.nest_wanted.connect(self._nest_by_key)
        self.add_button("", "list-filter", "Ziele filtern (Strg+Umschalt+F)", self.filter_rows)
        self.add_button("", "list-ordered", "Nummern oder Punkte", self.toggle_style, writable)
        self.add_button("Neu", "plus", "Neues Ziel (Strg+G)", self.add_row, writable)

    def commands(self) -> dict[str, Callable[[], None]]:
        nesting: dict[str, Callable[[], None]] = {
            "indent": lambda: self.nest(edits.goals.indent),
            "outdent": lambda: self.nest(edits.goals.outdent),
            "goal_style": self.toggle_style,
        }
        return super().commands() | self.moves() | nesting

    def add_row(self) -> None:
        """A new goal stands in the list of the chosen one; at the top where none is being worked on."""
        goal = self._goal() if self.view.hasFocus() else None
        self.view.add(goal.parent if goal else None)

    def move_row(self, step: int) -> None:
        goal = self._goal()
        if goal is None:
            return
        place = self._workspace.plan.goals(self._phase, goal.parent).index(goal)
        target = neighbour(place, step)
        if target is not None:
            self.view.run(edits.goals.move, goal.id, self._phase, goal.parent, target)

    def move_row_to(self, phase: str) -> None:
        if keys := self.view.selected_keys():
            self.view.run(edits.many.move_goals, keys, phase)

    def nest(self, edit: Callable[[Plan, str], Change]) -> None:
        """Put the chosen goal a level down or up."""
        if goal := self._goal():
            self.view.run(edit, goal.id)

    def _nest_by_key(self, way: int) -> None:
        self.nest(edits.goals.indent if way > 0 else edits.goals.outdent)

    def toggle_style(self) -> None:
        """Mark the list of the chosen goal by numbers instead of bullets, or the other way round."""
        plan, goal = self._workspace.plan, self._goal()
        style = goals.style_of(plan, goal) if goal else plan.get(Phase, self._phase).goal_style
        other = "bulleted" if style == "numbered" else "numbered"
        self._workspace.run(edits.goals.set_list_style, self._phase, goal.parent if goal else None, other)

    def refresh(self, plan: Plan) -> None:
        self.show_count(goals.count(plan, plan.get(Phase, self._phase)))

    @staticmethod
    def duplicate_edit(plan: Plan, keys: Sequence[str]) -> Change:
        return edits.paste.duplicate_goals(plan, keys)

    def paste_parcel(self, copied: "ClipboardRows") -> Change | None:
        return self._workspace.run(edits.paste.paste_goals, copied, self.home, self._phase, *self._behind())

    def add_typed(self, rows: "Sequence[tuple[int, Typed]]") -> Change | None:
        return self._workspace.run(edits.bulk_add.add_goals, self._phase, rows, *self._behind())

    def _behind(self) -> tuple[str | None, int | None]:
        """The list of the goal that the keyboard is at, and the place behind it; the end of all where it is at none."""
        goal = self._goal()
        if goal is None:
            return None, None
        return goal.parent, self._workspace.plan.goals(self._phase, goal.parent).index(goal) + 1

    def _goal(self) -> Goal | None:
        """The chosen goal as it is now."""
        node = self.view.current_node()
        return self._workspace.plan.get(Goal, node.record.id) if node and isinstance(node.record, Goal) else None
