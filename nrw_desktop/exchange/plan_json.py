"""The plan as JSON for other programs, as `show --json` promises it: keys keep their order, new ones come last.

Amounts of money are whole cents. Goals are named by their path in their phase's list („2.1“), partners by their name.
"""

from functools import cache

import msgspec

from nrw_desktop.domain.model.choices import ListStyle
from nrw_desktop.domain.model.labels_de import caption
from nrw_desktop.domain.model.meeting_records import Body, Meeting, Task
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import (
    FIELD_TABLE,
    TABLE_OF,
    Contact,
    Deadline,
    FundingYear,
    Goal,
    Measure,
    Partner,
    Phase,
    Record,
    SetAside,
)
from nrw_desktop.domain.queries import goals, meetings, partners, period
from nrw_desktop.domain.text.points import PROJECT_END


def plan_json(plan: Plan) -> bytes:
    """The whole plan in UTF-8, indented, umlauts as they are, with a line end at the end."""
    return msgspec.json.format(msgspec.json.encode(plan_object(plan)), indent=2) + b"\n"


def plan_object(plan: Plan) -> dict[str, object]:
    """The same as lists and dicts. What has no value is None; status and styles are the English codes."""
    project = plan.project
    paths = {goal: path for phase in plan.phases for goal, path in goals.paths(plan, phase.id)}
    return {
        "project": {
            "heading": project.heading,
            "title": project.title,
            "introduction": project.introduction,
            "lead": project.lead,
            "end": project.end,
            "municipality": project.municipality,
            "programme": project.programme,
            "funding_notice": project.funding_notice,
            "deadlines": [_own(deadline) for deadline in plan.deadlines],
            "funding": [_own(year) for year in plan.funding_years],
            "year_texts": [_own(texts) for texts in plan.year_texts],
            **_newer(project),
        },
        "phases": [_phase(plan, number, phase, paths) for number, phase in enumerate(plan.phases, 1)],
        "partners": [_partner(plan, partner) for partner in plan.partners],
        "set_aside": [_set_aside(plan, aside, paths) for _, aside in sorted(plan.all(SetAside).items())],
        "bodies": [_body(plan, body) for body in plan.bodies],
        "meetings": [_meeting(plan, meeting) for meeting in plan.meetings],
        "tasks": [_task(plan, task) for task in plan.tasks],
        "topics": [
            {"number": entry.number, **_own(entry.item), "about": list(meetings.topics(plan, entry.item.id))}
            for entry in meetings.entries(plan, None)
        ],
    }


def _phase(plan: Plan, number: int, phase: Phase, paths: dict[str, str]) -> dict[str, object]:
    return {
        "number": number,
        "title": phase.title,
        "period": {
            "start": period.resolved_start(plan, phase),
            "end": period.resolved_end(plan, phase),
            "open_end": phase.end_rule == PROJECT_END,
            "start_derived": bool(phase.start_derived),
            "text": period.wording(plan, phase),
            "start_follows": _follows(plan, period.point(phase, "start")),
            "end_follows": _follows(plan, period.point(phase, "end")),
            **_days(plan, phase),
        },
        "measures": [_measure(plan, measure, paths) for measure in plan.measures(phase.id)],
        "goals": {"style": phase.goal_style, "items": _goals(plan, plan.goals(phase.id))},
        "partners": _partners_of(plan, phase),
    }


def _follows(plan: Plan, point: period.Point) -> dict[str, object] | None:
    """What one end of a period follows: the project's end (no phase) or that of a phase, months later or earlier."""
    if not point.rule:
        return None
    return {"phase": plan.number(point.phase) if point.phase else None, "months": point.offset}


def _days(plan: Plan, record: Phase | Measure) -> dict[str, int | None]:
    """The days of both ends in their months, where these are known to the day."""
    return {f"{side}_day": period.resolved_point(plan, record, side).day for side in period.SIDES}


def _fields(record: Record, *fields: str) -> dict[str, object]:
    return {field: getattr(record, field) for field in fields}


def _own(record: Record) -> dict[str, object]:
    """All that a record says about itself."""
    return _fields(record, *_own_fields(TABLE_OF[type(record)]))


@cache
def _own_fields(table: str) -> tuple[str, ...]:
    return tuple(field for field, spec in FIELD_TABLE[table].items() if spec.is_own)


_FIRST = {
    "project": {"heading", "title", "introduction", "lead", "end", "municipality", "programme", "funding_notice"},
    "measure": {
        *("text", "status", "start", "end", "responsible", "note", "short", "target_group", "place", "field_of_action"),
        *("participants_expected", "participants_actual", "priority", "result", "deviation"),
        *("start_day", "end_day", "start_rule", "start_offset", "end_rule", "end_offset", "period_text"),
    },
    "goal": {"text", "child_style", "indicator", "unit", "baseline", "target", "actual", "step", "reached", "remark"},
    "partner": {"name", "abbreviation", "expansion", "kind", "remark"},
}
"""Fields that have their place among the keys that were there first."""


def _newer(record: Record) -> dict[str, object]:
    """The fields that came later: others may go by the order of the keys that were there before."""
    table = TABLE_OF[type(record)]
    return _fields(record, *(field for field in _own_fields(table) if field not in _FIRST[table]))


def _measure(plan: Plan, measure: Measure, paths: dict[str, str]) -> dict[str, object]:
    key = measure.id
    partners_of = [plan.find(Partner, link.partner) for link in plan.partners_of(key)]
    return {
        "text": measure.text,
        "status": measure.status,
        "start": period.resolved_start(plan, measure),
        "end": period.resolved_end(plan, measure),
        "responsible": plan.responsible(measure) or None,
        "note": measure.note,
        "short": measure.short,
        **_fields(measure, "target_group", "place", "field_of_action", "participants_expected", "participants_actual"),
        **_fields(measure, "priority", "result", "deviation"),
        "costs": [_own(cost) for cost in plan.costs(key)],
        "decisions": [_own(decision) for decision in plan.decisions(key)],
        "documents": [_own(document) for document in plan.documents(key)],
        "goals": [_goal_path(plan, link.goal, paths) for link in plan.goals_of(key)],
        "partners": [partner.name for partner in partners_of if isinstance(partner, Partner)],
        "period_text": period.wording(plan, measure),
        "start_follows": _follows(plan, period.point(measure, "start")),
        "end_follows": _follows(plan, period.point(measure, "end")),
        **_days(plan, measure),
        **_newer(measure),
    }


def _goal_path(plan: Plan, goal: str, paths: dict[str, str]) -> dict[str, object]:
    found = plan.find(Goal, goal)
    phase = found.phase if isinstance(found, Goal) else ""
    return {"phase": plan.number(phase), "goal": paths.get(goal, "")}


def _goals(plan: Plan, listed: tuple[Goal, ...]) -> list[dict[str, object]]:
    return [
        {
            "text": goal.text,
            "children": _children(plan, plan.goals(goal.phase, goal.id), goal.child_style),
            **_fields(goal, "indicator", "unit", "baseline", "target", "actual", "step", "reached", "remark"),
            **_newer(goal),
        }
        for goal in listed
    ]


def _children(plan: Plan, listed: tuple[Goal, ...], style: ListStyle) -> dict[str, object] | None:
    return {"style": style, "items": _goals(plan, listed)} if listed else None


def _partners_of(plan: Plan, phase: Phase) -> dict[str, object]:
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


def _partner(plan: Plan, partner: Partner) -> dict[str, object]:
    return {
        "name": partner.name,
        "abbreviation": partner.abbreviation,
        "aliases": [alias.text for alias in plan.aliases(partner.id)],
        **_fields(partner, "expansion", "kind", "remark"),
        "joined_in": plan.number(partner.joined_phase) or None if partner.joined_phase else None,
        **_newer(partner),
    }


def _body(plan: Plan, body: Body) -> dict[str, object]:
    return {**_own(body), "members": [meetings.who(plan, member) for member in plan.members(body.id)]}


def _meeting(plan: Plan, meeting: Meeting) -> dict[str, object]:
    """A meeting with who came, and its agenda in reading order; measures go by phase and place, as elsewhere."""
    body = plan.find(Body, meeting.body)
    fields = _own(meeting)
    fields.pop("closed_by")
    return {
        **fields,
        "body": body.name if body else None,
        "attendance": [
            {"who": meetings.who(plan, one), "state": one.state, "named": bool(one.named)}
            for one in plan.attendance(meeting.id)
        ],
        "agenda": [
            {
                "number": entry.number,
                **_own(entry.item),
                "about": list(meetings.topics(plan, entry.item.id)),
                "decisions": [
                    {
                        **_own(decision),
                        "measures": [_place(plan, link.measure) for link in plan.decided_on(decision.id)],
                    }
                    for decision in plan.decisions_at(entry.item.id)
                ],
                "tasks": [_task(plan, task) for task in plan.tasks_at(entry.item.id)],
            }
            for entry in meetings.entries(plan, meeting.id)
        ],
    }


def _task(plan: Plan, task: Task) -> dict[str, object]:
    return {
        **_fields(task, "text", "until", "done_on"),
        "who": meetings.who(plan, task) or None,
        "measure": _place(plan, task.measure),
        "phase": plan.number(task.phase) if task.phase else None,
    }


def _place(plan: Plan, key: str | None) -> dict[str, int] | None:
    """A measure by its phase and its place there, counted from 1."""
    measure = plan.find(Measure, key)
    if measure is None:
        return None
    return {"phase": plan.number(measure.phase), "measure": plan.measures(measure.phase).index(measure) + 1}


def _set_aside(plan: Plan, aside: SetAside, paths: dict[str, str]) -> dict[str, object]:
    """A rule of the checks that is set aside, at a record („about“) or, where that is None, as a whole."""
    other = plan.find(Partner, aside.aspect)
    return {
        "rule": aside.rule,
        "about": _about(plan, aside, paths),
        "aspect": other.name if other else aside.aspect,
        "reason": aside.reason,
    }


def _about(plan: Plan, aside: SetAside, paths: dict[str, str]) -> dict[str, object] | None:
    """The record at which something is set aside: measures by their place in the phase, counted from 1."""
    match plan.record_of(aside):
        case Phase(id=key):
            return {"phase": plan.number(key)}
        case Measure(id=key):
            return {**(_place(plan, key) or {})}
        case Goal(id=key):
            return _goal_path(plan, key, paths)
        case Partner(name=name):
            return {"partner": name}
        case Contact(partner=partner):
            return {"contact_of": plan.get(Partner, partner).name}
        case Deadline(what=what):
            return {"deadline": what}
        case FundingYear(year=year):
            return {"funding_year": year}
        case Meeting() as meeting:
            return {"meeting": caption(meeting)}
        case Task(text=text):
            return {"task": text}
        case None:
            return None
        case _:
            return {"table": aside.table}
