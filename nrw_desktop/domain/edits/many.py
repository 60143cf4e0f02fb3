"""Editing several rows in one step: a field of all of them, goals, mentions, partners."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from nrw_desktop.domain.edits.common import Setter, counted, field_label, places, removed
from nrw_desktop.domain.edits.goals import check_list, with_links
from nrw_desktop.domain.edits.goals import move as move_goal
from nrw_desktop.domain.edits.goals import remove as remove_goal
from nrw_desktop.domain.edits.meeting_links import without_partner
from nrw_desktop.domain.edits.mentions import new_mention
from nrw_desktop.domain.edits.partners import remove as remove_partner
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change, RowChange, inserted, reference, updated
from nrw_desktop.domain.model.labels_de import MANY_WORDS
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Distinct, Measure, Mention, Partner, Phase, Record, link_id
from nrw_desktop.domain.queries.clipboard_rows import top_goals
from nrw_desktop.domain.queries.goals import subtree
from nrw_desktop.domain.queries.trees import levels_of

_NONE = "Es ist kein Ziel ausgewählt. Bitte zuerst eine Zeile anklicken."


def set_in_all(plan: Plan, setter: Setter, table: str, keys: Sequence[str], field: str, value: str | None) -> Change:
    """Give one field of several records the same value, by the setter of their table.

    Raises:
        PlanError: the value is not possible for one of them; none gets it then.
    """
    rows: list[RowChange] = []
    for key in keys:
        change = setter(plan, key, field, value)
        rows += change.rows
        plan = plan.apply(change)
    return Change(tuple(rows), f"{field_label(table, field)} von {len(keys)} {MANY_WORDS[table]} geändert")


def clear_field(plan: Plan, keys: Sequence[str], field: str, name: str, set_field: Setter) -> Change:
    """Empty one field of several records in one step; without rows where all are empty.

    Raises:
        PlanError: the field must not be empty.
    """
    changes = [change for key in keys if (change := set_field(plan, key, field, "")).rows]
    if len(changes) == 1:
        return changes[0]
    return Change(tuple(row for change in changes for row in change.rows), f"{name} in {len(changes)} Zeilen geleert")


def remove_goals(plan: Plan, keys: Sequence[str]) -> Change:
    """Delete goals with all that stand under them."""
    goals = top_goals(plan, keys)
    if not goals:
        raise PlanError(_NONE)
    if len(goals) == 1:
        return remove_goal(plan, goals[0].id)
    branches = [member for goal in goals for member in subtree(plan, goal)]
    label = f"{len(goals)} Ziele gelöscht"
    if len(branches) > len(goals):
        label = f"{len(goals)} Ziele mit {len(branches) - len(goals)} untergeordneten gelöscht"
    return Change(tuple(with_links(plan, branches)), label)


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
    moving = {goal.id for goal in goals}
    if parent is not None and any(member.id == parent for branch in branches for member in branch):
        raise PlanError("Ein Ziel kann nicht unter sich selbst stehen. Bitte eine andere Stelle wählen.")
    check_list(plan, phase, parent, levels_of((member.id, member.parent) for branch in branches for member in branch))
    standing = plan.goals(phase, parent)
    rest = [goal for goal in standing if goal.id not in moving]
    if index is not None:
        index -= sum(1 for goal in standing[:index] if goal.id in moving)
    if [*rest[:index], *goals, *(rest[index:] if index is not None else [])] == list(standing):
        return Change((), "")
    orders, rekeyed = places(rest, index, len(goals))
    rows: list[RowChange] = list(rekeyed)
    for goal, branch, order in zip(goals, branches, orders, strict=True):
        rows += updated(goal, phase=phase, parent=parent, order=order)
        rows += [row for member in branch[1:] for row in updated(member, phase=phase)]
    away = f" nach Phase {reference(target)}" if any(goal.phase != phase for goal in goals) else ""
    return Change(tuple(rows), f"{len(goals)} Ziele{away} verschoben")


def remove_partners(plan: Plan, keys: Sequence[str]) -> Change:
    """Delete partners with all that `partners.remove` takes with one; measures and meetings keep their names."""
    if len(keys) == 1:
        return remove_partner(plan, keys[0])
    partners = {key: plan.get(Partner, key) for key in keys}
    if not partners:
        raise PlanError("Es ist kein Kooperationspartner ausgewählt. Bitte zuerst eine Zeile anklicken.")
    rows: list[RowChange] = []
    for measure in plan.all(Measure).values():
        partner = partners.get(measure.responsible_partner or "")
        if partner is not None:
            rows += updated(measure, responsible_partner=None, responsible=partner.name)
    apart = [one for one in plan.all(Distinct).values() if not partners.keys().isdisjoint(_pair(one))]
    gone: list[Record] = [*apart]
    for key, partner in partners.items():
        gone += (*plan.mentioned(key), *plan.aliases(key), *plan.contacts(key), *plan.measures_with(key), partner)
    for partner in partners.values():
        rows += without_partner(plan, partner)
    rows += removed(plan, gone)
    return Change(tuple(rows), f"{len(partners)} Kooperationspartner gelöscht")


def _pair(distinct: Distinct) -> tuple[str, str]:
    return distinct.one, distinct.other


def name_partners(
    plan: Plan,
    phase: str,
    partners: Sequence[Partner],
    new: Sequence[RowChange],
    index: int | None = None,
    printed: Mapping[str, str | None] = MappingProxyType({}),
) -> Change:
    """Name partners in a phase, before the mention of this index; ``new`` adds those the register does not know yet.

    ``printed`` gives the phase's own spelling of a partner, by its id.

    Raises:
        PlanError: the phase names all of them already.
    """
    owner = plan.get(Phase, phase)
    fresh = list({partner.id: partner for partner in partners}.values())
    fresh = [partner for partner in fresh if not plan.find(Mention, link_id(phase, partner.id))]
    if not fresh:
        raise PlanError("Diese Kooperationspartner sind in dieser Phase schon genannt. Es wurde nichts eingefügt.")
    rows = list(new)
    added = {row.id for row in new}
    for partner in fresh:
        if partner.id not in added and partner.joined_phase is None:
            rows += updated(partner, joined_phase=phase)
    keys, rekeyed = places(plan.mentions(phase), index, len(fresh))
    rows += rekeyed
    for partner, key in zip(fresh, keys, strict=True):
        words = printed.get(partner.id)
        rows.append(inserted(new_mention(owner, partner.id, key, words if words != partner.name else None)))
    subject = counted(fresh, "Kooperationspartner", "Kooperationspartner")
    return Change(tuple(rows), f"{subject} in Phase {reference(owner)} genannt")
