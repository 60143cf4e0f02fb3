"""Making one of two partners that are the same, and remembering of two that they are not."""

from collections.abc import Iterator
from typing import Any

from nrw_desktop.domain.edits.common import removed
from nrw_desktop.domain.edits.meeting_links import merged_partner
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change, RowChange, deleted, inserted, reference, updated
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import (
    Alias,
    Contact,
    Distinct,
    Measure,
    MeasurePartner,
    Mention,
    Partner,
    SetAside,
    link_id,
    new_id,
    row,
    set_aside_id,
)
from nrw_desktop.domain.queries.partners import printed_name
from nrw_desktop.domain.text.gate import looks


def merge(plan: Plan, keep: str, gone: str, both: bool = True) -> Change:
    """Make one partner of two: ``keep`` gets all that ``gone`` has, which then is no more.

    What phases print stays as it was. A phase that names both keeps one mention, at the place of the first; with
    ``both`` that prints both spellings, else only the first one's. The name that goes is a spelling of the other one
    from then on; empty fields are filled from it. The partner joined in the earlier of the two phases.

    Raises:
        PlanError: both are the same partner, or one is no longer there.
    """
    kept, going = plan.get(Partner, keep), plan.get(Partner, gone)
    if keep == gone:
        raise PlanError("Ein Partner lässt sich nicht mit sich selbst zusammenführen. Bitte zwei verschiedene wählen.")
    rows = [
        *updated(kept, **_filled(plan, kept, going)),
        *_mentions(plan, kept, going, both),
        *_aliases(plan, kept, going),
        *_contacts(plan, kept, going),
        *_measures(plan, kept, going),
        *merged_partner(plan, kept, going),
        *_distinct(plan, kept, going),
        *_set_asides(plan, kept, going),
        deleted(going),
    ]
    return Change(tuple(rows), f"Kooperationspartner {reference(going)} mit {reference(kept)} zusammengeführt")


def keep_apart(plan: Plan, one: str, other: str) -> Change:
    """Remember that two partners are not the same, however alike they are called."""
    first, second = (plan.get(Partner, key) for key in sorted((one, other)))
    if one == other:
        raise PlanError("Das ist derselbe Partner. Bitte zwei verschiedene wählen.")
    label = f"{reference(first)} und {reference(second)} als verschieden bestätigt"
    if plan.find(Distinct, link_id(first.id, second.id)):
        return Change((), label)
    return Change((inserted(_apart(first.id, second.id)),), label)


def compare_again(plan: Plan, one: str, other: str) -> Change:
    """Forget that two partners were told apart."""
    first, second = (plan.get(Partner, key) for key in sorted((one, other)))
    pairs = plan.all(Distinct).values()
    rows = removed(plan, (pair for pair in pairs if {pair.one, pair.other} == {one, other}))
    return Change(tuple(rows), f"{reference(first)} und {reference(second)} nicht mehr als verschieden bestätigt")


def _apart(one: str, other: str) -> Distinct:
    one, other = sorted((one, other))
    return Distinct(link_id(one, other), one=one, other=other)


def _filled(plan: Plan, kept: Partner, going: Partner) -> dict[str, Any]:
    """The kept partner's fields that are empty, as the other one has them; remarks of both; the earlier phase."""
    fields = {name: getattr(going, name) for name in ("kind", "remark") if not getattr(kept, name)}
    if not kept.abbreviation and not kept.expansion:
        # An abbreviation without its meaning, or the other way round, would get a wrong partner from the other one.
        fields |= {"abbreviation": going.abbreviation, "expansion": going.expansion}
    if kept.remark and going.remark and going.remark not in kept.remark:
        fields["remark"] = f"{kept.remark}; {going.remark}"
    joined = [phase for phase in (kept.joined_phase, going.joined_phase) if phase]
    fields["joined_phase"] = min(joined, key=plan.number) if joined else None
    return fields


def _mentions(plan: Plan, kept: Partner, going: Partner, both: bool) -> Iterator[RowChange]:
    for mention in plan.mentioned(going.id):
        yield from removed(plan, [mention])
        printed = printed_name(plan, mention)
        own = plan.find(Mention, link_id(mention.phase, kept.id))
        if own is None:
            values = row(mention) | {"id": link_id(mention.phase, kept.id), "partner": kept.id}
            yield inserted(Mention(**values | {"printed": _spelling(kept, printed)}))
            continue
        first, second = sorted((own, mention), key=lambda one: (one.order, one.id))
        text = printed_name(plan, first)
        if both and printed_name(plan, second) != text:
            text += second.joiner + printed_name(plan, second)
        yield from updated(
            own,
            order=first.order,
            joiner=first.joiner,
            printed=_spelling(kept, text),
            stressed=max(own.stressed, mention.stressed),
        )


def _spelling(kept: Partner, text: str) -> str | None:
    """What a mention of the kept partner holds to print this text."""
    return None if text == kept.name else text


def _aliases(plan: Plan, kept: Partner, going: Partner) -> Iterator[RowChange]:
    """The other's spellings; its name, and short and long form where the kept one has its own, are spellings too."""
    known = {looks(kept.name), *(looks(alias.text) for alias in plan.aliases(kept.id))}
    for alias in plan.aliases(going.id):
        yield from removed(plan, [alias]) if looks(alias.text) in known else updated(alias, partner=kept.id)
        known.add(looks(alias.text))
    names = [going.name]
    if kept.abbreviation or kept.expansion:
        known |= {looks(kept.abbreviation or ""), looks(kept.expansion or "")}
        if going.abbreviation and going.abbreviation not in going.name.split():
            names += [going.abbreviation, going.expansion or ""]
    for name in names:
        if name and looks(name) not in known:
            known.add(looks(name))
            yield inserted(Alias(new_id(), partner=kept.id, text=name))


def _contacts(plan: Plan, kept: Partner, going: Partner) -> Iterator[RowChange]:
    """The other's contacts, without one that the kept partner has just so."""
    known = [_content(contact) for contact in plan.contacts(kept.id)]
    for contact in plan.contacts(going.id):
        yield from removed(plan, [contact]) if _content(contact) in known else updated(contact, partner=kept.id)


def _content(contact: Contact) -> dict[str, Any]:
    return {name: value for name, value in row(contact).items() if name not in ("id", "partner")}


def _measures(plan: Plan, kept: Partner, going: Partner) -> Iterator[RowChange]:
    for measure in plan.all(Measure).values():
        if measure.responsible_partner == going.id:
            yield from updated(measure, responsible_partner=kept.id)
    for link in plan.measures_with(going.id):
        yield from removed(plan, [link])
        key = link_id(link.measure, kept.id)
        if plan.find(MeasurePartner, key) is None:
            yield inserted(MeasurePartner(key, measure=link.measure, partner=kept.id))


def _distinct(plan: Plan, kept: Partner, going: Partner) -> Iterator[RowChange]:
    """Whom the other was told apart from, the kept one is too; that the two were told apart is forgotten."""
    for found in plan.all(Distinct).values():
        if going.id not in (found.one, found.other):
            continue
        yield from removed(plan, [found])
        third = found.other if found.one == going.id else found.one
        apart = _apart(third, kept.id)
        if third != kept.id and plan.find(Distinct, apart.id) is None:
            yield inserted(apart)


def _set_asides(plan: Plan, kept: Partner, going: Partner) -> Iterator[RowChange]:
    """What was set aside about the other is set aside about the kept one, unless it is so already."""
    known = set(plan.all(SetAside))
    for aside in plan.all(SetAside).values():
        if going.id not in (aside.row, aside.aspect):
            continue
        yield deleted(aside)
        row_id, aspect = (kept.id if key == going.id else key for key in (aside.row, aside.aspect))
        if row_id is None or row_id == aspect:
            continue
        if (aside.rule, aside.table) == ("spelt_alike", "partner") and aspect is not None:
            # Of two partners, it is found at the one that stands first in the register.
            row_id, aspect = sorted((row_id, aspect))
        key = set_aside_id(aside.rule, row_id, aspect)
        if key not in known:
            known.add(key)
            yield inserted(SetAside(key, aside.rule, aside.table, row_id, aspect, aside.reason))
