"""The plan as JSON for other programs, as `show --json` promises it: keys keep their order, new ones come last."""

from typing import Any

import msgspec

from nrw_desktop.domain import partners, period
from nrw_desktop.domain.plan import Plan
from nrw_desktop.domain.records import PROJECT_END, Goal, ListStyle, Partner, Phase


def plan_json(plan: Plan) -> bytes:
    """The whole plan in UTF-8, indented, umlauts as they are, with a line end at the end."""
    return msgspec.json.format(msgspec.json.encode(plan_object(plan)), indent=2) + b"\n"


def plan_object(plan: Plan) -> dict[str, Any]:
    """The same as lists and dicts. What has no value is None; status and styles are the English codes."""
    project = plan.project
    return {
        "project": {
            "heading": project.heading,
            "title": project.title,
            "introduction": project.introduction,
            "lead": project.lead,
            "end": project.end,
        },
        "phases": [_phase(plan, number, phase) for number, phase in enumerate(plan.phases, 1)],
        "partners": [_partner(plan, partner) for partner in plan.partners],
    }


def _phase(plan: Plan, number: int, phase: Phase) -> dict[str, Any]:
    return {
        "number": number,
        "title": phase.title,
        "period": {
            "start": phase.start,
            "end": period.resolved_end(phase, plan.project.end),
            "open_end": phase.end_rule == PROJECT_END,
            "start_derived": bool(phase.start_derived),
            "text": period.wording(phase),
        },
        "measures": [
            {
                "text": measure.text,
                "status": measure.status,
                "start": measure.start,
                "end": measure.end,
                "responsible": plan.responsible(measure) or None,
                "note": measure.note,
            }
            for measure in plan.measures(phase.id)
        ],
        "goals": {"style": phase.goal_style, "items": _goals(plan, plan.goals(phase.id))},
        "partners": _partners_of(plan, phase),
    }


def _goals(plan: Plan, goals: tuple[Goal, ...]) -> list[dict[str, Any]]:
    return [
        {"text": goal.text, "children": _children(plan, plan.goals(goal.phase, goal.id), goal.child_style)}
        for goal in goals
    ]


def _children(plan: Plan, goals: tuple[Goal, ...], style: ListStyle) -> dict[str, Any] | None:
    return {"style": style, "items": _goals(plan, goals)} if goals else None


def _partners_of(plan: Plan, phase: Phase) -> dict[str, Any]:
    """What a phase says about partners. Phases go by their number; ``wording`` keeps ``{n}`` in its place."""
    earlier = partners.referred_phase(plan, phase)
    joined_in = plan.number(phase.emphasis_phase) if phase.emphasis_phase else 0
    return {
        "refers_to": plan.number(earlier.id) if earlier else None,
        "wording": phase.wording,
        "emphasis": {"joined_in": joined_in} if joined_in else None,
        "named": [partners.printed_name(plan, mention) for mention in plan.mentions(phase.id)],
        "text": partners.cell_text(plan, phase),
        "effective": [found.partner.name for found in partners.effective(plan, phase)],
    }


def _partner(plan: Plan, partner: Partner) -> dict[str, Any]:
    return {
        "name": partner.name,
        "abbreviation": partner.abbreviation,
        "aliases": [alias.text for alias in plan.aliases(partner.id)],
    }
