"""Plan templates: what a new plan begins with, as a JSON that a person can read and check against its source."""

from typing import Any, get_args

import msgspec

from nrw_desktop.domain.model import order
from nrw_desktop.domain.model.change import Change, inserted
from nrw_desktop.domain.model.records import (
    FIELD_TABLE,
    TABLE_OF,
    Alias,
    Cost,
    Deadline,
    Decision,
    Document,
    FundingYear,
    Goal,
    Measure,
    MeasureGoal,
    MeasurePartner,
    Mention,
    Partner,
    Phase,
    Project,
    Record,
    YearText,
    link_id,
    new_id,
)


def _own(record: type[Record]) -> Any:
    """A struct with the fields of a record that say something about itself; only what it needs has to be there."""
    specs = FIELD_TABLE[TABLE_OF[record]]
    defaults = dict(zip(record.__struct_fields__[1:], record.__struct_defaults__, strict=True))
    own = [(field, get_args(record.__annotations__[field])[0]) for field, spec in specs.items() if spec.is_own]
    fields: list[Any] = [(field, kind) for field, kind in own if specs[field].needed]
    fields += [(field, kind, defaults[field]) for field, kind in own if not specs[field].needed]
    return msgspec.defstruct(f"{record.__name__}Template", fields, forbid_unknown_fields=True, omit_defaults=True)


class CostTemplate(_own(Cost)):  # type: ignore[misc]
    """What a measure costs in a year, in cents."""


class DecisionTemplate(_own(Decision)):  # type: ignore[misc]
    """What a body decided about a measure."""


class DocumentTemplate(_own(Document)):  # type: ignore[misc]
    """A document about a measure."""


class FundingTemplate(_own(FundingYear)):  # type: ignore[misc]
    """What a year may cost, and the own share of it, in cents."""


class DeadlineTemplate(_own(Deadline)):  # type: ignore[misc]
    """What is due when."""


class YearTextTemplate(_own(YearText)):  # type: ignore[misc]
    """What the Sachbericht of a year tells."""


class ProjectTemplate(_own(Project)):  # type: ignore[misc]
    """What concerns the whole."""


class GoalTemplate(_own(Goal)):  # type: ignore[misc]
    """A goal and the list under it."""

    children: list["GoalTemplate"] = msgspec.field(default_factory=list)


class MeasureTemplate(_own(Measure)):  # type: ignore[misc]
    """A measure of which more is known than its text; ``goals`` are paths in the phase's own list („2.1“)."""

    start_phase: int | None = None
    end_phase: int | None = None
    costs: list[CostTemplate] = msgspec.field(default_factory=list)
    decisions: list[DecisionTemplate] = msgspec.field(default_factory=list)
    documents: list[DocumentTemplate] = msgspec.field(default_factory=list)
    goals: list[str] = msgspec.field(default_factory=list)
    partners: list[str] = msgspec.field(default_factory=list)


class MentionTemplate(_own(Mention), kw_only=True):  # type: ignore[misc, call-arg]
    """A partner named by a phase, found by the name it has in the register."""

    partner: str


class PhaseTemplate(_own(Phase)):  # type: ignore[misc]
    """A phase with all that stands in it; phases are referred to by number. A measure may be its text alone."""

    refers_to: int | None = None
    emphasis_phase: int | None = None
    start_phase: int | None = None
    end_phase: int | None = None
    measures: list[str | MeasureTemplate] = msgspec.field(default_factory=list)
    goals: list[GoalTemplate] = msgspec.field(default_factory=list)
    mentions: list[MentionTemplate] = msgspec.field(default_factory=list)


class PartnerTemplate(_own(Partner)):  # type: ignore[misc]
    """A partner of the register with its other spellings."""

    aliases: list[str] = msgspec.field(default_factory=list)


class Template(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """A whole template."""

    project: ProjectTemplate
    funding: list[FundingTemplate] = msgspec.field(default_factory=list)
    deadlines: list[DeadlineTemplate] = msgspec.field(default_factory=list)
    year_texts: list[YearTextTemplate] = msgspec.field(default_factory=list)
    phases: list[PhaseTemplate] = msgspec.field(default_factory=list)
    partners: list[PartnerTemplate] = msgspec.field(default_factory=list)


def read(data: bytes) -> Template:
    """The template in a JSON.

    Raises:
        msgspec.ValidationError: it is none.
    """
    return msgspec.json.decode(data, type=Template)


def written(template: Template) -> bytes:
    """A template as JSON in UTF-8, for people too; what is empty is not there."""
    return msgspec.json.format(msgspec.json.encode(template), indent=2) + b"\n"


def origin_change(template: Template) -> Change:
    """The first change of a new plan: every row of the template, with fresh ids. It cannot be undone."""
    rows: list[Record] = [Project(new_id(), **_fields(template.project))]
    rows += [FundingYear(new_id(), **_fields(entry)) for entry in template.funding]
    rows += [Deadline(new_id(), **_fields(entry)) for entry in template.deadlines]
    rows += [YearText(new_id(), **_fields(entry)) for entry in template.year_texts]
    phases = [new_id() for _ in template.phases]
    partners = {entry.name: new_id() for entry in template.partners}
    for entry, key, place in zip(template.phases, phases, order.block("", None, len(phases)), strict=True):
        rows.append(_phase(entry, key, place, phases))
    rows += _partners(template, partners, phases)
    for entry, key in zip(template.phases, phases, strict=True):
        goals = _goals(entry.goals, key, None)
        rows += [*goals.values(), *_measures(entry, key, goals, partners, phases)]
        mentions = order.block("", None, len(entry.mentions))
        for mention, place in zip(entry.mentions, mentions, strict=True):
            rows.append(_mention(mention, key, partners[mention.partner], place))
    return Change(tuple(inserted(row) for row in rows), "Plan angelegt", "origin")


def _fields(entry: msgspec.Struct, *without: str) -> dict[str, Any]:
    return {field: getattr(entry, field) for field in entry.__struct_fields__ if field not in without}


def _phase(entry: PhaseTemplate, key: str, place: str, phases: list[str]) -> Phase:
    kept = _fields(entry, "measures", "goals", "mentions")
    _refer(kept, phases, "refers_to", "emphasis_phase", "start_phase", "end_phase")
    return Phase(key, order=place, **kept)


def _refer(fields: dict[str, Any], phases: list[str], *names: str) -> None:
    """Put the ids of phases in the place of their numbers, which count from 1."""
    for field in names:
        number = fields[field]
        if number is not None and number < 1:
            raise IndexError(number)
        fields[field] = None if number is None else phases[number - 1]


def _partners(template: Template, ids: dict[str, str], phases: list[str]) -> list[Record]:
    """The register; a partner joined in the first phase that names it."""
    joined: dict[str, str] = {}
    for phase, entry in zip(phases, template.phases, strict=True):
        for mention in entry.mentions:
            joined.setdefault(mention.partner, phase)
    rows: list[Record] = []
    for partner in template.partners:
        fields = _fields(partner, "aliases")
        rows.append(Partner(ids[partner.name], joined_phase=joined.get(partner.name), **fields))
        rows += [Alias(new_id(), partner=ids[partner.name], text=text) for text in partner.aliases]
    return rows


def _goals(entries: list[GoalTemplate], phase: str, parent: str | None, above: str = "") -> dict[str, Goal]:
    """The goals of a list with all below them, by their path."""
    found: dict[str, Goal] = {}
    for number, (entry, place) in enumerate(zip(entries, order.block("", None, len(entries)), strict=True), 1):
        path = f"{above}{number}"
        goal = Goal(new_id(), phase=phase, parent=parent, order=place, **_fields(entry, "children"))
        found |= {path: goal, **_goals(entry.children, phase, goal.id, f"{path}.")}
    return found


def _measures(
    phase: PhaseTemplate, key: str, goals: dict[str, Goal], partners: dict[str, str], phases: list[str]
) -> list[Record]:
    rows: list[Record] = []
    for given, place in zip(phase.measures, order.block("", None, len(phase.measures)), strict=True):
        entry = MeasureTemplate(given) if isinstance(given, str) else given
        fields = _fields(entry, "costs", "decisions", "documents", "goals", "partners")
        _refer(fields, phases, "start_phase", "end_phase")
        if responsible := partners.get(entry.responsible or ""):
            fields |= {"responsible": None, "responsible_partner": responsible}
        measure = Measure(new_id(), phase=key, order=place, **fields)
        rows.append(measure)
        rows += [Cost(new_id(), measure=measure.id, **_fields(cost)) for cost in entry.costs]
        rows += [Decision(new_id(), measure=measure.id, **_fields(decision)) for decision in entry.decisions]
        rows += [Document(new_id(), measure=measure.id, **_fields(document)) for document in entry.documents]
        for goal in (goals[path].id for path in entry.goals):
            rows.append(MeasureGoal(link_id(measure.id, goal), measure=measure.id, goal=goal))
        for partner in (partners[name] for name in entry.partners):
            rows.append(MeasurePartner(link_id(measure.id, partner), measure=measure.id, partner=partner))
    return rows


def _mention(entry: MentionTemplate, phase: str, partner: str, place: str) -> Mention:
    fields = _fields(entry, "partner")
    return Mention(link_id(phase, partner), phase=phase, partner=partner, order=place, **fields)
