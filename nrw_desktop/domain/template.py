"""Plan templates: what a new plan begins with, as a JSON that a person can read and check against its source."""

from typing import Any

import msgspec

from nrw_desktop.domain import order
from nrw_desktop.domain.change import Change, inserted
from nrw_desktop.domain.records import (
    Alias,
    Goal,
    ListStyle,
    Measure,
    Mention,
    Partner,
    Phase,
    Project,
    Record,
    mention_id,
    new_id,
)


class GoalPart(msgspec.Struct, forbid_unknown_fields=True):
    """A goal and the list under it."""

    text: str
    child_style: ListStyle = "bulleted"
    children: list["GoalPart"] = []


class MentionPart(msgspec.Struct, forbid_unknown_fields=True):
    """A partner named by a phase, found by the name it has in the register."""

    partner: str
    printed: str | None = None
    joiner: str = ", "
    stressed: int = 0


class PhasePart(msgspec.Struct, forbid_unknown_fields=True):
    """A phase with all that stands in it; phases are referred to by number."""

    title: str
    start: str | None = None
    end: str | None = None
    end_rule: str | None = None
    start_derived: int = 0
    period_text: str | None = None
    goal_style: ListStyle = "bulleted"
    refers_to: int | None = None
    wording: str | None = None
    emphasis_phase: int | None = None
    measures: list[str] = []
    goals: list[GoalPart] = []
    mentions: list[MentionPart] = []


class PartnerPart(msgspec.Struct, forbid_unknown_fields=True):
    """A partner of the register with its other spellings."""

    name: str
    abbreviation: str | None = None
    expansion: str | None = None
    remark: str | None = None
    aliases: list[str] = []


class ProjectPart(msgspec.Struct, forbid_unknown_fields=True):
    """What concerns the whole."""

    heading: str = ""
    title: str = ""
    introduction: str = ""
    lead: str = ""
    municipality: str = ""
    programme: str = ""


class Template(msgspec.Struct, forbid_unknown_fields=True):
    """A whole template."""

    project: ProjectPart
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
    project = Project(new_id(), **msgspec.structs.asdict(template.project))
    phases = [new_id() for _ in template.phases]
    partners = {part.name: new_id() for part in template.partners}
    rows: list[Record] = [project]
    for part, key, place in zip(template.phases, phases, order.block("", None, len(phases)), strict=True):
        rows.append(_phase(part, key, place, phases))
    rows += _partners(template, partners, phases)
    for part, key in zip(template.phases, phases, strict=True):
        measures = order.block("", None, len(part.measures))
        for text, place in zip(part.measures, measures, strict=True):
            rows.append(Measure(new_id(), phase=key, order=place, text=text))
        rows += _goals(part.goals, key, None)
        mentions = order.block("", None, len(part.mentions))
        for mention, place in zip(part.mentions, mentions, strict=True):
            rows.append(_mention(mention, key, partners[mention.partner], place))
    return Change(tuple(inserted(row) for row in rows), "Plan angelegt", "origin")


def _phase(part: PhasePart, key: str, place: str, phases: list[str]) -> Phase:
    kept: dict[str, Any] = {
        field: getattr(part, field)
        for field in ("title", "start", "end", "end_rule", "start_derived", "period_text", "goal_style", "wording")
    }
    refers_to = phases[part.refers_to - 1] if part.refers_to else None
    emphasis = phases[part.emphasis_phase - 1] if part.emphasis_phase else None
    return Phase(key, order=place, refers_to=refers_to, emphasis_phase=emphasis, **kept)


def _partners(template: Template, ids: dict[str, str], phases: list[str]) -> list[Record]:
    """The register; a partner joined in the first phase that names it."""
    joined: dict[str, str] = {}
    for phase, part in zip(phases, template.phases, strict=True):
        for mention in part.mentions:
            joined.setdefault(mention.partner, phase)
    rows: list[Record] = []
    for partner in template.partners:
        fields = {name: getattr(partner, name) for name in ("name", "abbreviation", "expansion", "remark")}
        rows.append(Partner(ids[partner.name], joined_phase=joined.get(partner.name), **fields))
        rows += [Alias(new_id(), partner=ids[partner.name], text=text) for text in partner.aliases]
    return rows


def _goals(parts: list[GoalPart], phase: str, parent: str | None) -> list[Record]:
    rows: list[Record] = []
    for part, place in zip(parts, order.block("", None, len(parts)), strict=True):
        goal = Goal(new_id(), phase=phase, parent=parent, order=place, text=part.text, child_style=part.child_style)
        rows += [goal, *_goals(part.children, phase, goal.id)]
    return rows


def _mention(part: MentionPart, phase: str, partner: str, place: str) -> Mention:
    return Mention(
        mention_id(phase, partner),
        phase=phase,
        partner=partner,
        order=place,
        printed=part.printed,
        joiner=part.joiner,
        stressed=part.stressed,
    )
