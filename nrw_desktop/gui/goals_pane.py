"""The goals of a phase: the tree, and what the window's commands do with them."""

from collections.abc import Callable

from nrw_desktop.domain import edits, goals
from nrw_desktop.domain.change import Change
from nrw_desktop.domain.plan import Plan
from nrw_desktop.domain.records import Goal, Phase
from nrw_desktop.gui.outline import Outline
from nrw_desktop.gui.outline_view import OutlineView
from nrw_desktop.gui.pane import Pane, neighbour
from nrw_desktop.gui.phase_outlines import GOALS
from nrw_desktop.gui.workspace import Workspace


class GoalsPane(Pane):
    """The card „Ziele“."""

    view: OutlineView
    counted = ("goal",)

    def __init__(self, workspace: Workspace, phase: str):
        super().__init__("Ziele", OutlineView(Outline(workspace, GOALS, phase)))
        self._workspace, self._phase = workspace, phase
        writable = not workspace.read_only
        if writable:
            self.view.nest_wanted.connect(lambda way: self.nest(edits.goals.indent if way > 0 else edits.goals.outdent))
        self.add_button("", "list-ordered", "Nummern oder Punkte", self.toggle_style, writable)
        self.add_button("Neu", "plus", "Neues Ziel (Strg+G)", self.add_row, writable)

    def add_row(self) -> None:
        """A new goal stands in the list of the chosen one; at the top where none is being worked on."""
        goal = self._goal() if self.view.hasFocus() else None
        self.view.add(goal.parent if goal else None)

    def remove_row(self) -> None:
        if goal := self._goal():
            self.view.remove(edits.goals.remove, goal.id)

    def move_row(self, step: int) -> None:
        goal = self._goal()
        if goal is None:
            return
        place = self._workspace.plan.goals(self._phase, goal.parent).index(goal)
        target = neighbour(place, step)
        if target is not None:
            self.view.run(edits.goals.move, goal.id, self._phase, goal.parent, target)

    def move_row_to(self, phase: str) -> None:
        if goal := self._goal():
            self.view.run(edits.goals.move, goal.id, phase)

    def nest(self, edit: Callable[[Plan, str], Change]) -> None:
        """Put the chosen goal a level down or up."""
        if goal := self._goal():
            self.view.run(edit, goal.id)

    def toggle_style(self) -> None:
        """Mark the list of the chosen goal by numbers instead of bullets, or the other way round."""
        plan, goal = self._workspace.plan, self._goal()
        style = goals.style_of(plan, goal) if goal else plan.get(Phase, self._phase).goal_style
        other = "bulleted" if style == "numbered" else "numbered"
        self._workspace.run(edits.goals.set_list_style, self._phase, goal.parent if goal else None, other)

    def refresh(self, plan: Plan) -> None:
        self.set_count(goals.count(plan, plan.get(Phase, self._phase)))

    def _goal(self) -> Goal | None:
        """The chosen goal as it is now."""
        node = self.view.current_node()
        return self._workspace.plan.get(Goal, node.record.id) if node and isinstance(node.record, Goal) else None
