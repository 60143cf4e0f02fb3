"""How goals nest and how their lists are marked."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from nrw_desktop.domain.model.choices import ListStyle
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Goal, Phase
from nrw_desktop.domain.queries.trees import branch, numbered

BULLET = "•"


class Entry(NamedTuple):
    """A goal in its list: its depth from 0, and the mark before it („•“, „2.“, „2.1“)."""

    goal: Goal
    depth: int
    mark: str


def entries(plan: Plan, phase: Phase) -> Iterator[Entry]:
    """All goals of a phase in reading order. A list under a numbered goal counts on from its number: 2.1, 2.2."""
    return _entries(plan, plan.goals(phase.id), phase.goal_style, 0, "")


def _entries(plan: Plan, goals: Sequence[Goal], style: ListStyle, depth: int, path: str) -> Iterator[Entry]:
    for position, goal in enumerate(goals, 1):
        number = f"{path}.{position}" if path else str(position)
        numbered = style == "numbered"
        mark = BULLET if not numbered else number if path else f"{number}."
        yield Entry(goal, depth, mark)
        if below := plan.goals(goal.phase, goal.id):
            yield from _entries(plan, below, goal.child_style, depth + 1, number if numbered else "")


def paths(plan: Plan, phase: str) -> Iterator[tuple[str, str]]:
    """The place of each goal in the lists of its phase, whatever their marks, by its id: „2“, „2.1“."""
    return ((goal.id, number) for goal, number in numbered(partial(plan.goals, phase)))


def style_of(plan: Plan, goal: Goal) -> ListStyle:
    """The style of the list that the goal stands in."""
    if parent := plan.find(Goal, goal.parent):
        return parent.child_style
    return plan.get(Phase, goal.phase).goal_style


def subtree(plan: Plan, goal: Goal) -> tuple[Goal, ...]:
    """The goal and all that stand under it, parents first."""
    return branch(partial(plan.goals, goal.phase), goal)


def count(plan: Plan, phase: Phase) -> int:
    """How many goals a phase has, nested ones included."""
    return sum(1 for _ in entries(plan, phase))
