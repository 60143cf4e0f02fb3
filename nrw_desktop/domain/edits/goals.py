"""Editing goals and how they nest."""

from collections.abc import Iterable, Sequence

from nrw_desktop.domain.edits.common import checked, field_change, places, removed
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change, RowChange, inserted, reference, updated
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import MOST_LEVELS, Goal, Phase, new_id
from nrw_desktop.domain.queries.goals import subtree


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
    standing = plan.goals(phase, parent)
    rest = [sibling for sibling in standing if sibling.id != key]
    if index is not None and goal in standing[:index]:
        index -= 1
    at_end = index is None or index >= len(rest)
    if goal in standing and standing.index(goal) == (len(rest) if at_end else index):
        return Change((), "")
    keys, rekeyed = places(rest, index, 1)
    rows = [*rekeyed, *updated(goal, phase=phase, parent=parent, order=keys[0])]
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
    step = parent
    while step is not None:
        levels, step = levels + 1, plan.get(Goal, step).parent
    if levels > MOST_LEVELS:
        raise PlanError(
            f"Ziele lassen sich höchstens {MOST_LEVELS} Ebenen tief gliedern. Bitte eine höhere Ebene wählen."
        )


def levels_of(goals: Iterable[tuple[str, str | None]]) -> int:
    """How many levels goals have among them, as ids with that of the parent; parents first."""
    found: dict[str | None, int] = {}
    for key, parent in goals:
        found[key] = found.get(parent, 0) + 1
    return max(found.values(), default=0)


def _follow(below: tuple[Goal, ...], phase: str) -> list[RowChange]:
    return [row for member in below for row in updated(member, phase=phase)]


def indent(plan: Plan, key: str) -> Change:
    """Put a goal under the one above it in its list.

    Raises:
        PlanError: it is the first of its list.
    """
    goal = plan.get(Goal, key)
    siblings = plan.goals(goal.phase, goal.parent)
    place = siblings.index(goal)
    if place == 0:
        raise PlanError("Das erste Ziel einer Liste kann nicht untergeordnet werden: Über ihm steht keines.")
    return move(plan, key, goal.phase, siblings[place - 1].id)


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
