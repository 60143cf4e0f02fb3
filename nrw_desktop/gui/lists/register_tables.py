"""What the smaller tables about partners show: spellings, contacts, abbreviations."""

import datetime as dt

from nrw_desktop.domain import edits
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Contact
from nrw_desktop.domain.queries import retention
from nrw_desktop.domain.text.collation import sort_key
from nrw_desktop.domain.text.values import german_date
from nrw_desktop.gui.lists.columns import TableSpec, column_of


def _person(_plan: Plan, contact: Contact) -> str:
    return contact.person or contact.mail or contact.phone or "ohne Namen"


def until(contact: Contact) -> str:
    """A contact's retention date, and whether it is past."""
    date = german_date(contact.retain_until)
    return f"{date}, abgelaufen" if retention.is_over(contact, dt.date.today()) else date


ALIASES = TableSpec(
    "alias",
    (column_of("alias", "text", stretch=True),),
    lambda plan, partner: plan.aliases(partner) if partner else (),
    add=edits.aliases.add,
    remove=edits.aliases.remove,
    empty="Noch keine andere Schreibweise. „Neu“ nimmt eine auf.",
)

CONTACTS = TableSpec(
    "contact",
    (
        column_of("contact", "person", width=160, stretch=True, editable=False, shows=_person),
        column_of("contact", "purpose", width=110, editable=False, header="Zweck"),
        column_of("contact", "retain_until", width=180, editable=False, shows=lambda _plan, contact: until(contact)),
    ),
    lambda plan, partner: plan.contacts(partner) if partner else (),
    add=edits.contacts.add,
    remove=edits.contacts.remove,
    draft="person",
    empty="Kein Kontakt. Die Felder darunter legen einen an.",
)

ABBREVIATIONS = TableSpec(
    "partner",
    (
        column_of("partner", "abbreviation", width=110),
        column_of("partner", "expansion", header="steht für", width=320, stretch=True),
        column_of("partner", "name", header="Kooperationspartner", width=260, stretch=True, editable=False),
    ),
    lambda plan, everyone: sorted(
        (partner for partner in plan.partners if everyone or partner.abbreviation or partner.expansion),
        key=lambda partner: (not partner.abbreviation, sort_key(partner.abbreviation or ""), sort_key(partner.name)),
    ),
    draft="abbreviation",
    placed_by=("abbreviation", "expansion", "name"),
    empty="Noch keine Abkürzung. „Alle Kooperationspartner zeigen“ und dann eine eintragen.",
)
