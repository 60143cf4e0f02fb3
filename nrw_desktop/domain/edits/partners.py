"""Editing the register of partners."""

from nrw_desktop.domain.edits.common import checked, field_change, field_label, refuse_place, removed
from nrw_desktop.domain.edits.meeting_links import without_partner
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change, inserted, reference, updated
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Contact, Distinct, Partner, new_id, row
from nrw_desktop.domain.text.gate import looks


def add(plan: Plan, name: str) -> Change:
    """A new partner in the register, named by no phase yet."""
    partner = new_partner(plan, name)
    return Change((inserted(partner),), f"Kooperationspartner {reference(partner)} hinzugefügt")


def new_partner(plan: Plan, name: str, joined_phase: str | None = None) -> Partner:
    """A partner of this name, which the register must not have yet."""
    name = checked("partner", "name", name)
    refuse_double(plan, name)
    return Partner(new_id(), name=name, joined_phase=joined_phase)


def set_field(plan: Plan, key: str, field: str, value: str | None) -> Change:
    """Give one field of a partner a new value."""
    partner = plan.get(Partner, key)
    if field == "name":
        refuse_double(plan, checked("partner", "name", value), partner.id)
    return field_change(plan, partner, field, value)


def set_contact(plan: Plan, key: str, field: str, value: str | None) -> Change:
    """Give one field of a contact a new value; a contact comes and goes with its content.

    ``key`` is the contact's id, or that of a partner for the partner's first contact.
    """
    contact = plan.find(Contact, key)
    partner = plan.get(Partner, contact.partner if contact else key)
    label = f"{field_label('contact', field)} von {reference(partner)} geändert"
    refuse_place("contact", field)
    value = checked("contact", field, value)
    contact = contact or next(iter(plan.contacts(key)), None)
    if contact is None:
        return Change((inserted(Contact(new_id(), partner=key, **{field: value})),) if value else (), label)
    content = {name: held for name, held in row(contact).items() if name not in ("id", "partner")} | {field: value}
    if not any(content.values()):
        return Change(tuple(removed(plan, [contact])), label)
    return Change(updated(contact, **{field: value}), label)


def remove(plan: Plan, key: str) -> Change:
    """Delete a partner with its contacts and spellings, everywhere it is named; measures and meetings keep the name."""
    partner = plan.get(Partner, key)
    freed = [
        row
        for measure in plan.rows["measure"].values()
        if getattr(measure, "responsible_partner", None) == key
        for row in updated(measure, responsible_partner=None, responsible=partner.name)
    ]
    apart = [one for one in plan.rows["distinct"].values() if isinstance(one, Distinct) and key in (one.one, one.other)]
    gone = (*plan.mentioned(key), *plan.aliases(key), *plan.contacts(key), *plan.measures_with(key), *apart, partner)
    kept = without_partner(plan, partner)
    return Change((*freed, *kept, *removed(plan, gone)), f"Kooperationspartner {reference(partner)} gelöscht")


def refuse_double(plan: Plan, name: str, own: str | None = None) -> None:
    """Refuse a name that looks like what another partner is called.

    Raises:
        PlanError: it does.
    """
    other = next((partner for partner in plan.called(name) if partner.id != own), None)
    if other is None:
        return
    if looks(other.name) == looks(name):
        raise PlanError(f"Den Kooperationspartner „{name}“ gibt es schon. Bitte den vorhandenen verwenden.")
    raise PlanError(
        f"„{name}“ steht schon bei „{other.name}“. Sind beide dasselbe, bitte „{other.name}“ verwenden; sonst dort die "
        "Abkürzung oder Schreibweise ändern."
    )
