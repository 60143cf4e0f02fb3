"""A plan as a template for another municipality: what is to be done and reached, without people, dates and status."""

from typing import Any

from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Goal, Measure, Mention, Partner, Phase, Record
from nrw_desktop.domain.model.template import (
    GoalTemplate,
    MeasureTemplate,
    MentionTemplate,
    PartnerTemplate,
    PhaseTemplate,
    ProjectTemplate,
    Template,
)
from nrw_desktop.domain.queries import goals

LEFT_OUT = (
    "Eine Vorlage enthält Phasen, Maßnahmen, Ziele und Kooperationspartner ohne Personen und Kontakte, Termine und "
    "Zeiträume, Status und Ergebnisse, Kosten, Beschlüsse, Sitzungen, Unterlagen und Notizen; Kommune und "
    "Federführung bleiben leer. Texte bleiben, wie sie sind: Bitte Einleitung, Maßnahmen und Ziele auf Namen und Daten "
    "durchsehen."
)
"""What a template leaves out, and what is left to look at, as a person is told."""
_PROJECT = ("heading", "title", "introduction", "programme")
_PHASE = ("title", "wording", "goal_style")
_MEASURE = ("text", "short", "target_group", "field_of_action")
_GOAL = ("text", "child_style", "indicator", "unit", "step")
_PARTNER = ("name", "abbreviation", "expansion", "kind")
_MENTION = ("printed", "joiner", "stressed")


def template_of(plan: Plan) -> Template:
    """The plan with nothing but what these fields say, its references by number and name."""
    return Template(
        project=ProjectTemplate(**_of(plan.project, _PROJECT)),
        phases=[_phase(plan, phase) for phase in plan.phases],
        # They are told apart by their names.
        partners=[_partner(plan, one) for one in {partner.name: partner for partner in plan.partners}.values()],
    )


def _of(record: Record, fields: tuple[str, ...]) -> dict[str, Any]:
    return {field: getattr(record, field) for field in fields}


def _phase(plan: Plan, phase: Phase) -> PhaseTemplate:
    paths = dict(goals.paths(plan, phase.id))
    return PhaseTemplate(
        **_of(phase, _PHASE),
        refers_to=plan.number(phase.refers_to) if phase.refers_to else None,
        emphasis_phase=plan.number(phase.emphasis_phase) if phase.emphasis_phase else None,
        measures=[_measure(plan, measure, paths) for measure in plan.measures(phase.id)],
        goals=[_goal(plan, goal) for goal in plan.goals(phase.id)],
        mentions=_mentions(plan, phase),
    )


def _measure(plan: Plan, measure: Measure, paths: dict[str, str]) -> MeasureTemplate:
    return MeasureTemplate(
        **_of(measure, _MEASURE),
        # What it serves in another phase has no path in this one.
        goals=[paths[link.goal] for link in plan.goals_of(measure.id) if link.goal in paths],
        partners=list(dict.fromkeys(plan.get(Partner, link.partner).name for link in plan.partners_of(measure.id))),
    )


def _goal(plan: Plan, goal: Goal) -> GoalTemplate:
    children = [_goal(plan, child) for child in plan.goals(goal.phase, goal.id)]
    return GoalTemplate(**_of(goal, _GOAL), children=children)


def _mentions(plan: Plan, phase: Phase) -> list[MentionTemplate]:
    """The partners that a phase names, those of one name once."""
    first: dict[str, Mention] = {}
    for mention in plan.mentions(phase.id):
        first.setdefault(plan.get(Partner, mention.partner).name, mention)
    return [MentionTemplate(**_of(mention, _MENTION), partner=name) for name, mention in first.items()]


def _partner(plan: Plan, partner: Partner) -> PartnerTemplate:
    return PartnerTemplate(**_of(partner, _PARTNER), aliases=[alias.text for alias in plan.aliases(partner.id)])
