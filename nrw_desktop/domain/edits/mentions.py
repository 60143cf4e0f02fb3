"""Editing which partners a phase names."""

from collections.abc import Sequence
from typing import Any

from nrw_desktop.domain.edits.common import checked, counted, field_label, places, removed
from nrw_desktop.domain.edits.partners import new_partner
from nrw_desktop.domain.edits.partners import set_field as set_partner_field
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change, RowChange, inserted, reference, updated
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Mention, Partner, Phase, link_id
from nrw_desktop.domain.queries.partners import known

JOINERS = (", ", " und ")
"""What can stand between two mentions."""

_OWN = frozenset({"printed", "joiner", "stressed"})


def add(plan: Plan, phase: str, text: str, index: int | None = None) -> Change:
    """Name a partner in a phase; one that the register does not know is added to it and joined in this phase.

    Raises:
        PlanError: the phase names it already.
    """
    owner = plan.get(Phase, phase)
    partner = known(plan, checked("partner", "name", text))
    rows: list[RowChange] = []
    if partner is None:
        partner = new_partner(plan, text, joined_phase=phase)
        rows.append(inserted(partner))
    elif plan.find(Mention, link_id(phase, partner.id)):
        raise PlanError(f"„{partner.name}“ ist in dieser Phase schon genannt.")
    return _naming(plan, owner, partner, index, rows)


def toggle(plan: Plan, phase: str, partner: str) -> Change:
    """Name a partner of the register at the end of a phase; no longer where the phase names it already."""
    owner, found = plan.get(Phase, phase), plan.get(Partner, partner)
    mention = plan.find(Mention, link_id(phase, partner))
    return remove(plan, [mention.id]) if mention else _naming(plan, owner, found)


def _naming(
    plan: Plan, owner: Phase, partner: Partner, index: int | None = None, rows: Sequence[RowChange] = ()
) -> Change:
    joins = updated(partner, joined_phase=owner.id) if partner.joined_phase is None else ()
    keys, rekeyed = places(plan.mentions(owner.id), index, 1)
    named = inserted(new_mention(owner, partner.id, keys[0]))
    label = f"Kooperationspartner {reference(partner)} in Phase {reference(owner)} genannt"
    return Change((*rows, *joins, *rekeyed, named), label)


def new_mention(owner: Phase, partner: str, order: str, printed: str | None = None) -> Mention:
    """A new mention: after a reference to another phase it stands out, as in „Siehe Phase 1 und insbesondere: …“."""
    return Mention(
        link_id(owner.id, partner),
        phase=owner.id,
        partner=partner,
        order=order,
        printed=printed,
        stressed=int(owner.refers_to is not None),
    )


def set_field(plan: Plan, key: str, field: str, value: str | None) -> Change:
    """Change how a phase prints a partner: ``printed``, ``joiner`` or ``stressed``.

    ``name`` renames the partner: in the register, and so wherever its own name is printed.
    """
    mention = plan.get(Mention, key)
    if field not in _OWN:
        return set_partner_field(plan, mention.partner, field, value)
    partner, phase = plan.get(Partner, mention.partner), plan.get(Phase, mention.phase)
    label = f"{field_label('mention', field)} von {reference(partner)} in Phase {reference(phase)} geändert"
    return Change(as_printed(plan, mention, **{field: value}), label)


def as_printed(plan: Plan, mention: Mention, **values: Any) -> tuple[RowChange, ...]:
    """The rows that give a mention another spelling, joiner or emphasis.

    A spelling that is the partner's own name, or empty, is none: the phase prints that name, whatever it will be.

    Raises:
        PlanError: the value is not possible.
    """
    changed = {field: value for field, value in values.items() if value != getattr(mention, field)}
    fields = {field: checked("mention", field, value) for field, value in changed.items()}
    if fields.get("printed") == plan.get(Partner, mention.partner).name:
        fields["printed"] = None
    if fields.get("joiner", mention.joiner) not in (*JOINERS, mention.joiner):
        raise PlanError("Zwischen zwei Namen steht ein Komma oder ein „und“. Bitte eines davon wählen.")
    return updated(mention, **fields)


def move(plan: Plan, keys: Sequence[str], phase: str, index: int | None = None) -> Change:
    """Put mentions before the one of this index in a phase (None: at its end), within it or from another.

    The index counts the phase's mentions as they stand, those that move included.
    """
    owner = plan.get(Phase, phase)
    moved = [plan.get(Mention, key) for key in keys]
    standing, moving = plan.mentions(phase), set(keys)
    rest = [mention for mention in standing if mention.id not in moving]
    if index is not None:
        index -= sum(1 for mention in standing[:index] if mention.id in moving)
    if [*rest[:index], *moved, *(rest[index:] if index is not None else [])] == list(standing):
        return Change((), "")
    orders, rekeyed = places(rest, index, len(moved))
    rows = list(rekeyed)
    named = {mention.partner for mention in standing}
    for mention, order in zip(moved, orders, strict=True):
        if mention.phase == phase:
            rows += updated(mention, order=order, joiner=", ")
            continue
        rows += removed(plan, [mention])
        if mention.partner not in named:
            named.add(mention.partner)
            rows.append(inserted(new_mention(owner, mention.partner, order, mention.printed)))
    rows += _let_go(plan, [mention for mention in moved if mention.phase != phase], also=phase)
    partners = [plan.get(Partner, mention.partner) for mention in moved]
    away = f" nach Phase {reference(owner)}" if any(mention.phase != phase for mention in moved) else ""
    return Change(tuple(rows), f"{counted(partners, 'Kooperationspartner', 'Kooperationspartner')}{away} verschoben")


def remove(plan: Plan, keys: Sequence[str]) -> Change:
    """Name partners no longer in their phase; they stay in the register."""
    mentions = [plan.get(Mention, key) for key in keys]
    partners = [plan.get(Partner, mention.partner) for mention in mentions]
    rows = [*removed(plan, mentions), *_let_go(plan, mentions)]
    if not rows:
        raise PlanError("Es ist kein Kooperationspartner ausgewählt. Bitte zuerst eine Zeile anklicken.")
    return Change(
        tuple(rows), f"{counted(partners, 'Kooperationspartner', 'Kooperationspartner')} aus der Phase genommen"
    )


def _let_go(plan: Plan, mentions: Sequence[Mention], also: str | None = None) -> list[RowChange]:
    """What these mentions' end means for when their partners joined; one may be let go by several phases at once."""
    phases: dict[str, set[str]] = {}
    for mention in mentions:
        phases.setdefault(mention.partner, set()).add(mention.phase)
    return [row for partner, without in phases.items() for row in rejoined(plan, partner, without, also)]


def rejoined(plan: Plan, partner: str, without: set[str], also: str | None = None) -> tuple[RowChange, ...]:
    """A partner that joined in a phase which names it no longer joined in the first of the others that do.

    ``without`` are the phases that let it go, ``also`` is one that names it from now on.
    """
    found = plan.get(Partner, partner)
    if found.joined_phase not in without:
        return ()
    naming = {mention.phase for mention in plan.mentioned(partner)} - without | ({also} if also else set())
    first = next((phase.id for phase in plan.phases if phase.id in naming), None)
    return updated(found, joined_phase=first)
