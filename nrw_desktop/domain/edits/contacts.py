"""Adding and removing the people to talk to at a partner; their fields are set by `partners.set_contact`."""

from collections.abc import Sequence

from nrw_desktop.domain.edits.common import checked, removed
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change, inserted, reference
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Contact, Partner, new_id


def add(plan: Plan, partner: str, person: str) -> Change:
    """One more contact of a partner.

    Raises:
        PlanError: the person has no name.
    """
    owner, name = plan.get(Partner, partner), checked("contact", "person", person)
    if not name:
        raise PlanError("Ein Kontakt braucht einen Namen. Bitte einen eingeben oder mit Esc abbrechen.")
    return Change(
        (inserted(Contact(new_id(), partner=partner, person=name)),), f"Kontakt von {reference(owner)} hinzugefügt"
    )


def remove(plan: Plan, keys: Sequence[str]) -> Change:
    """Delete contacts."""
    contacts = [plan.get(Contact, key) for key in keys]
    if not contacts:
        raise PlanError("Es ist kein Kontakt ausgewählt. Bitte zuerst eine Zeile anklicken.")
    owner = plan.get(Partner, contacts[0].partner)
    what = "Kontakt" if len(contacts) == 1 else f"{len(contacts)} Kontakte"
    return Change(tuple(removed(plan, contacts)), f"{what} von {reference(owner)} gelöscht")
