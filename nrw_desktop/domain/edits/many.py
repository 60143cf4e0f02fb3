"""Editing several goals or mentions in one step."""

from collections.abc import Sequence

from nrw_desktop.domain.change import Change, RowChange, deleted, inserted, reference, updated
from nrw_desktop.domain.edits.common import counted, places
from nrw_desktop.domain.edits.goals import check_list, levels_of, without_links
from nrw_desktop.domain.edits.goals import move as move_goal
from nrw_desktop.domain.edits.goals import remove as remove_goal
from nrw_desktop.domain.edits.mentions import new_mention
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.goals import subtree
from nrw_desktop.domain.parcel import top_goals
from nrw_desktop.domain.plan import Plan
from nrw_desktop.domain.records import Goal, Partner, Phase, link_id

_NONE = "Es ist kein Ziel ausgewählt. Bitte zuerst eine Zeile anklicken."


def remove_goals(plan: Plan, keys: Sequence[str]) -> Change:
    """Delete goals with all that stand under them."""
    goals = top_goals(plan, keys)
    if not goals:
        raise PlanError(_NONE)
    if len(goals) == 1:
        return remove_goal(plan, goals[0].id)
    branches = [member for goal in goals for member in subtree(plan, goal)]
    links = [row for member in branches for row in without_links(plan, member)]
    label = f"{len(goals)} Ziele gelöscht"
    if len(branches) > len(goals):
        label = f"{len(goals)} Ziele mit {len(branches) - len(goals)} untergeordneten gelöscht"
    return Change((*links, *(deleted(member) for member in reversed(branches))), label)


def move_goals(
    plan: Plan, keys: Sequence[str], phase: str, parent: str | None = None, index: int | None = None
) -> Change:
    """Put goals with all below them into a list, before the goal of this index (None: at its end).

    The index counts the list as it stands, those that move included.

    Raises:
        PlanError: a goal would stand under itself.
    """
    goals, target = top_goals(plan, keys), plan.get(Phase, phase)
    if len(goals) == 1:
        return move_goal(plan, goals[0].id, phase, parent, index)
    if not goals:
        raise PlanError(_NONE)
    branches = [subtree(plan, goal) for goal in goals]
    if parent is not None and any(plan.get(Goal, parent) in branch for branch in branches):
        raise PlanError("Ein Ziel kann nicht unter sich selbst stehen. Bitte eine andere Stelle wählen.")
    check_list(plan, phase, parent, levels_of((member.id, member.parent) for branch in branches for member in branch))
    standing = plan.goals(phase, parent)
    rest = [goal for goal in standing if goal not in goals]
    if index is not None:
        index -= sum(1 for goal in standing[:index] if goal in goals)
    if [*rest[:index], *goals, *(rest[index:] if index is not None else [])] == list(standing):
        return Change((), "")
    orders, rekeyed = places(rest, index, len(goals))
    rows: list[RowChange] = list(rekeyed)
    for goal, branch, order in zip(goals, branches, orders, strict=True):
        rows += updated(goal, phase=phase, parent=parent, order=order)
        rows += [row for member in branch[1:] for row in updated(member, phase=phase)]
    away = f" nach Phase {reference(target)}" if any(goal.phase != phase for goal in goals) else ""
    return Change(tuple(rows), f"{len(goals)} Ziele{away} verschoben")


def name_partners(
    plan: Plan, phase: str, partners: Sequence[Partner], new: Sequence[RowChange], index: int | None = None
) -> Change:
    """Name partners in a phase, before the mention of this index; ``new`` adds those the register does not know yet.

    Raises:
        PlanError: the phase names all of them already.
    """
    owner = plan.get(Phase, phase)
    fresh = list({partner.id: partner for partner in partners}.values())
    fresh = [partner for partner in fresh if not plan.find("mention", link_id(phase, partner.id))]
    if not fresh:
        raise PlanError("Diese Kooperationspartner sind in dieser Phase schon genannt. Es wurde nichts eingefügt.")
    rows = list(new)
    added = {row.id for row in new}
    for partner in fresh:
        if partner.id not in added and partner.joined_phase is None:
            rows += updated(partner, joined_phase=phase)
    keys, rekeyed = places(plan.mentions(phase), index, len(fresh))
    rows += rekeyed
    rows += [inserted(new_mention(owner, partner.id, key)) for partner, key in zip(fresh, keys, strict=True)]
    subject = counted(fresh, "Kooperationspartner", "Kooperationspartner")
    return Change(tuple(rows), f"{subject} in Phase {reference(owner)} genannt")
