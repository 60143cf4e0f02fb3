"""Plan templates: what a new plan begins with, as a JSON that a person can read and check against its source."""

from typing import Any

import msgspec

from nrw_desktop.domain.model import order
from nrw_desktop.domain.model.change import Change, inserted
from nrw_desktop.domain.model.records import (
    Alias,
    Cost,
    Deadline,
    Decision,
    Document,
    FundingYear,
    Goal,
    ListStyle,
    Measure,
    MeasureGoal,
    MeasurePartner,
    Mention,
    Partner,
    PartnerKind,
    Phase,
    Priority,
    Project,
    Reached,
    Record,
    Status,
    link_id,
    new_id,
)


class GoalPart(msgspec.Struct, forbid_unknown_fields=True):
    """A goal and the list under it."""

    text: str
    child_style: ListStyle = "bulleted"
    children: list["GoalPart"] = []
    indicator: str | None = None
    unit: str | None = None
    baseline: str | None = None
    target: str | None = None
    actual: str | None = None
    step: int | None = None
    reached: Reached | None = None
    remark: str | None = None


class CostPart(msgspec.Struct, forbid_unknown_fields=True):
    """What a measure costs in a year, in cents."""

    year: int
    planned: int | None = None
    actual: int | None = None


class DecisionPart(msgspec.Struct, forbid_unknown_fields=True):
    """What a body decided about a measure."""

    body: str
    date: str | None = None
    text: str | None = None


class DocumentPart(msgspec.Struct, forbid_unknown_fields=True):
    """A document about a measure."""

    target: str
    title: str | None = None


class MeasurePart(msgspec.Struct, forbid_unknown_fields=True):
    """A measure of which more is known than its text; ``goals`` are paths in the phase's own list („2.1“)."""

    text: str
    short: str | None = None
    status: Status = "planned"
    start: str | None = None
    end: str | None = None
    responsible: str | None = None
    note: str | None = None
    target_group: str | None = None
    place: str | None = None
    field_of_action: str | None = None
    participants_expected: int | None = None
    participants_actual: int | None = None
    priority: Priority | None = None
    result: str | None = None
    deviation: str | None = None
    costs: list[CostPart] = []
    decisions: list[DecisionPart] = []
    documents: list[DocumentPart] = []
    goals: list[str] = []
    partners: list[str] = []


class MentionPart(msgspec.Struct, forbid_unknown_fields=True):
    """A partner named by a phase, found by the name it has in the register."""

    partner: str
    printed: str | None = None
    joiner: str = ", "
    stressed: int = 0


class PhasePart(msgspec.Struct, forbid_unknown_fields=True):
    """A phase with all that stands in it; phases are referred to by number. A measure may be its text alone."""

    title: str
    start: str | None = None
    end: str | None = None
    start_rule: str | None = None
    start_phase: int | None = None
    start_offset: int = 0
    end_rule: str | None = None
    end_phase: int | None = None
    end_offset: int = 0
    start_derived: int = 0
    period_text: str | None = None
    goal_style: ListStyle = "bulleted"
    refers_to: int | None = None
    wording: str | None = None
    emphasis_phase: int | None = None
    measures: list[str | MeasurePart] = []
    goals: list[GoalPart] = []
    mentions: list[MentionPart] = []


class PartnerPart(msgspec.Struct, forbid_unknown_fields=True):
    """A partner of the register with its other spellings."""

    name: str
    abbreviation: str | None = None
    expansion: str | None = None
    kind: PartnerKind | None = None
    remark: str | None = None
    aliases: list[str] = []


class FundingPart(msgspec.Struct, forbid_unknown_fields=True):
    """What a year may cost, and the own share of it, in cents."""

    year: int
    cap: int | None = None
    own_share: int | None = None


class DeadlinePart(msgspec.Struct, forbid_unknown_fields=True):
    """What is due when."""

    what: str
    date: str | None = None


class ProjectPart(msgspec.Struct, forbid_unknown_fields=True):
    """What concerns the whole."""

    heading: str = ""
    title: str = ""
    introduction: str = ""
    lead: str = ""
    municipality: str = ""
    programme: str = ""
    end: str | None = None
    funding_notice: str | None = None


class Template(msgspec.Struct, forbid_unknown_fields=True):
    """A whole template."""

    project: ProjectPart
    funding: list[FundingPart] = []
    deadlines: list[DeadlinePart] = []
    phases: list[PhasePart] = []
    partners: list[PartnerPart] = []


def read(data: bytes) -> Template:
    """The template in a JSON.

    Raises:
        msgspec.ValidationError: it is none.
    """
    return msgspec.json.decode(data, type=Template)


def origin_change(template: Template) -> Change:
    """The first change of a new plan: every row of the template, with fresh ids. It cannot be undone."""
    rows: list[Record] = [Project(new_id(), **_fields(template.project))]
    rows += [FundingYear(new_id(), **_fields(part)) for part in template.funding]
    rows += [Deadline(new_id(), **_fields(part)) for part in template.deadlines]
    phases = [new_id() for _ in template.phases]
    partners = {part.name: new_id() for part in template.partners}
    for part, key, place in zip(template.phases, phases, order.block("", None, len(phases)), strict=True):
        rows.append(_phase(part, key, place, phases))
    rows += _partners(template, partners, phases)
    for part, key in zip(template.phases, phases, strict=True):
        goals = _goals(part.goals, key, None)
        rows += [*goals.values(), *_measures(part, key, goals, partners)]
        mentions = order.block("", None, len(part.mentions))
        for mention, place in zip(part.mentions, mentions, strict=True):
            rows.append(_mention(mention, key, partners[mention.partner], place))
    return Change(tuple(inserted(row) for row in rows), "Plan angelegt", "origin")


def _fields(part: msgspec.Struct, *without: str) -> dict[str, Any]:
    return {field: getattr(part, field) for field in part.__struct_fields__ if field not in without}


def _phase(part: PhasePart, key: str, place: str, phases: list[str]) -> Phase:
    kept = _fields(part, "measures", "goals", "mentions")
    for field in ("refers_to", "emphasis_phase", "start_phase", "end_phase"):
        kept[field] = phases[kept[field] - 1] if kept[field] else None
    return Phase(key, order=place, **kept)


def _partners(template: Template, ids: dict[str, str], phases: list[str]) -> list[Record]:
    """The register; a partner joined in the first phase that names it."""
    joined: dict[str, str] = {}
    for phase, part in zip(phases, template.phases, strict=True):
        for mention in part.mentions:
            joined.setdefault(mention.partner, phase)
    rows: list[Record] = []
    for partner in template.partners:
        fields = _fields(partner, "aliases")
        rows.append(Partner(ids[partner.name], joined_phase=joined.get(partner.name), **fields))
        rows += [Alias(new_id(), partner=ids[partner.name], text=text) for text in partner.aliases]
    return rows


def _goals(parts: list[GoalPart], phase: str, parent: str | None, above: str = "") -> dict[str, Goal]:
    """The goals of a list with all below them, by their path."""
    found: dict[str, Goal] = {}
    for number, (part, place) in enumerate(zip(parts, order.block("", None, len(parts)), strict=True), 1):
        path = f"{above}{number}"
        goal = Goal(new_id(), phase=phase, parent=parent, order=place, **_fields(part, "children"))
        found |= {path: goal, **_goals(part.children, phase, goal.id, f"{path}.")}
    return found


def _measures(phase: PhasePart, key: str, goals: dict[str, Goal], partners: dict[str, str]) -> list[Record]:
    rows: list[Record] = []
    for given, place in zip(phase.measures, order.block("", None, len(phase.measures)), strict=True):
        part = MeasurePart(given) if isinstance(given, str) else given
        fields = _fields(part, "costs", "decisions", "documents", "goals", "partners")
        if responsible := partners.get(part.responsible or ""):
            fields |= {"responsible": None, "responsible_partner": responsible}
        measure = Measure(new_id(), phase=key, order=place, **fields)
        rows.append(measure)
        rows += [Cost(new_id(), measure=measure.id, **_fields(cost)) for cost in part.costs]
        rows += [Decision(new_id(), measure=measure.id, **_fields(decision)) for decision in part.decisions]
        rows += [Document(new_id(), measure=measure.id, **_fields(document)) for document in part.documents]
        for goal in (goals[path].id for path in part.goals):
            rows.append(MeasureGoal(link_id(measure.id, goal), measure=measure.id, goal=goal))
        for partner in (partners[name] for name in part.partners):
            rows.append(MeasurePartner(link_id(measure.id, partner), measure=measure.id, partner=partner))
    return rows


def _mention(part: MentionPart, phase: str, partner: str, place: str) -> Mention:
    return Mention(
        link_id(phase, partner),
        phase=phase,
        partner=partner,
        order=place,
        printed=part.printed,
        joiner=part.joiner,
        stressed=part.stressed,
    )
