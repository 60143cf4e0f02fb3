"""Linking measures with the goals they serve and the partners who take part. Nothing links them but a person."""

from nrw_desktop.domain.edits.common import removed
from nrw_desktop.domain.model.change import Change, inserted, reference
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Goal, Measure, MeasureGoal, MeasurePartner, Partner, link_id


def set_goal(plan: Plan, measure: str, goal: str, linked: bool) -> Change:
    """Say whether a measure serves a goal, of its own phase or of another."""
    found = MeasureGoal(link_id(measure, goal), measure=measure, goal=goal)
    return _set(plan, plan.get(Measure, measure), found, f"Ziel {reference(plan.get(Goal, goal))}", linked)


def set_partner(plan: Plan, measure: str, partner: str, linked: bool) -> Change:
    """Say whether a partner takes part in a measure."""
    found = MeasurePartner(link_id(measure, partner), measure=measure, partner=partner)
    return _set(plan, plan.get(Measure, measure), found, f"Partner {reference(plan.get(Partner, partner))}", linked)


def _set(plan: Plan, measure: Measure, link: MeasureGoal | MeasurePartner, other: str, linked: bool) -> Change:
    table = "measure_goal" if isinstance(link, MeasureGoal) else "measure_partner"
    there = plan.record(table, link.id)
    if linked == (there is not None):
        return Change((), "")
    if there is None:
        return Change((inserted(link),), f"Maßnahme {reference(measure)} mit {other} verknüpft")
    return Change(tuple(removed(plan, [there])), f"Maßnahme {reference(measure)} von {other} gelöst")
