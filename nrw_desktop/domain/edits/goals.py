"""Editing goals and how they nest."""

from collections.abc import Sequence

from nrw_desktop.domain.edits.common import checked, field_change, places, removed
from nrw_desktop.domain.edits.trees import one_above, place_for, refuse_depth
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change, RowChange, inserted, reference, updated
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Goal, Phase, new_id
from nrw_desktop.domain.queries.goals import subtree
from nrw_desktop.domain.queries.trees import levels_of


def add(plan: Plan, phase: str, text: str, parent: str | None = None, index: int | None = None) -> Change:
    """A new goal, at the end of its list or before the one of this index."""
    check_list(plan, phase, parent)
    keys, rekeyed = places(plan.goals(phase, parent), index, 1)
    goal = Goal(new_id(), phase=phase, parent=parent, order=keys[0], text=checked("goal", "text", text))
    return Change((*rekeyed, inserted(goal)), f"Ziel {reference(goal)} hinzugefügt")


def set_field(plan: Plan, key: str, field: str, value: str | None) -> Change:
    """Give one field of a goal a new value."""
    return field_change(plan, plan.get(Goal, key), field, value)


def set_list_style(plan: Plan, phase: str, parent: str | None, style: str) -> Change:
    """Mark a list of goals by numbers or by bullets: the phase's own list, or the one under a goal."""
    if parent is not None:
        goal = plan.get(Goal, parent)
        rows = updated(goal, child_style=checked("goal", "child_style", style))
        return Change(rows, f"Listenart unter {reference(goal)} geändert")
    owner = plan.get(Phase, phase)
    rows = updated(owner, goal_style=checked("phase", "goal_style", style))
    return Change(rows, f"Listenart der Ziele von {reference(owner)} geändert")


def move(plan: Plan, key: str, phase: str, parent: str | None = None, index: int | None = None) -> Change:
    """Put a goal with all below it into a list, before the goal of this index (None: at its end).

    The index counts the list as it stands, the goal itself included.

    Raises:
        PlanError: the goal would stand under itself.
    """
    goal, target = plan.get(Goal, key), plan.get(Phase, phase)
    branch = subtree(plan, goal)
    if parent is not None and plan.get(Goal, parent) in branch:
        raise PlanError("Ein Ziel kann nicht unter sich selbst stehen. Bitte eine andere Stelle wählen.")
    check_list(plan, phase, parent, levels_of((member.id, member.parent) for member in branch))
    place = place_for(goal, plan.goals(phase, parent), index)
    if place is None:
        return Change((), "")
    rows = [*place.rekeyed, *updated(goal, phase=phase, parent=parent, order=place.order)]
    rows += _follow(branch[1:], phase)
    away = f" nach Phase {reference(target)}" if goal.phase != phase else ""
    return Change(tuple(rows), f"Ziel {reference(goal)}{away} verschoben")


def check_list(plan: Plan, phase: str, parent: str | None, levels: int = 1) -> None:
    """Refuse a list that is not there: no such phase, no such goal, or one that stands in another phase.

    Refuses as well what has so many ``levels`` that it would stand too deep there.
    """
    plan.get(Phase, phase)
    if parent is not None and plan.get(Goal, parent).phase != phase:
        raise PlanError("Das übergeordnete Ziel steht in einer anderen Phase. Bitte eines aus derselben Phase wählen.")
    refuse_depth(plan, Goal, parent, levels, "Ziele")


def _follow(below: tuple[Goal, ...], phase: str) -> list[RowChange]:
    return [row for member in below for row in updated(member, phase=phase)]


def indent(plan: Plan, key: str) -> Change:
    """Put a goal under the one above it in its list.

    Raises:
        PlanError: it is the first of its list.
    """
    goal = plan.get(Goal, key)
    refusal = "Das erste Ziel einer Liste kann nicht untergeordnet werden: Über ihm steht keines."
    return move(plan, key, goal.phase, one_above(goal, plan.goals(goal.phase, goal.parent), refusal))


def outdent(plan: Plan, key: str) -> Change:
    """Put a goal behind the one it stands under.

    Raises:
        PlanError: it stands at the top already.
    """
    goal = plan.get(Goal, key)
    if goal.parent is None:
        raise PlanError("Dieses Ziel steht schon auf der obersten Ebene.")
    parent = plan.get(Goal, goal.parent)
    place = plan.goals(goal.phase, parent.parent).index(parent)
    return move(plan, key, goal.phase, parent.parent, place + 1)


def remove(plan: Plan, key: str) -> Change:
    """Delete a goal with all that stand under it."""
    goal = plan.get(Goal, key)
    branch = subtree(plan, goal)
    label = f"Ziel {reference(goal)} gelöscht"
    if len(branch) > 1:
        label = f"Ziel {reference(goal)} mit {len(branch) - 1} untergeordneten gelöscht"
    return Change(tuple(with_links(plan, branch)), label)


def with_links(plan: Plan, goals: Sequence[Goal]) -> list[RowChange]:
    """The rows that delete goals, which come parents first, and what links measures to them."""
    links = [link for goal in goals for link in plan.measures_for(goal.id)]
    return removed(plan, (*links, *reversed(goals)))
