"""What the smaller tables about partners show: spellings, contacts, abbreviations."""

import datetime as dt
from typing import Any

from nrw_desktop.domain import edits
from nrw_desktop.domain.model.labels_de import field_word
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Contact
from nrw_desktop.domain.queries import retention
from nrw_desktop.domain.text.collation import sort_key
from nrw_desktop.domain.text.values import german_date
from nrw_desktop.gui.lists.columns import Column, TableSpec


def _contact(field: str, width: int, **more: Any) -> Column:
    return Column("contact", field, more.pop("header", field_word("contact", field)), width, **more)


def _person(_plan: Plan, contact: Any) -> str:
    return contact.person or contact.mail or contact.phone or "ohne Namen"


def until(contact: Contact) -> str:
    """A contact's retention date, and whether it is past."""
    date = german_date(contact.retain_until)
    return f"{date}, abgelaufen" if retention.is_over(contact, dt.date.today()) else date


ALIASES = TableSpec(
    "alias",
    (Column("alias", "text", field_word("alias", "text"), 300, stretch=True),),
    lambda plan, partner: plan.aliases(partner) if partner else (),
    add=lambda plan, partner, text: edits.aliases.add(plan, partner, text),
    remove=lambda plan, keys: edits.aliases.remove(plan, keys),
    empty="Keine andere Schreibweise bekannt.",
)

CONTACTS = TableSpec(
    "contact",
    (
        _contact("person", 160, stretch=True, editable=False, shows=_person),
        _contact("purpose", 110, editable=False, header="Zweck"),
        _contact("retain_until", 180, editable=False, shows=lambda _plan, contact: until(contact)),
    ),
    lambda plan, partner: plan.contacts(partner) if partner else (),
    add=lambda plan, partner, text: edits.contacts.add(plan, partner, text),
    remove=lambda plan, keys: edits.contacts.remove(plan, keys),
    draft="person",
    empty="Kein Kontakt. Die Felder darunter legen einen an.",
)

ABBREVIATIONS = TableSpec(
    "partner",
    (
        Column("partner", "abbreviation", field_word("partner", "abbreviation"), 110),
        Column("partner", "expansion", "steht für", 320, stretch=True),
        Column("partner", "name", "Kooperationspartner", 260, stretch=True, editable=False),
    ),
    lambda plan, everyone: sorted(
        (partner for partner in plan.partners if everyone or partner.abbreviation or partner.expansion),
        key=lambda partner: (not partner.abbreviation, sort_key(partner.abbreviation or ""), sort_key(partner.name)),
    ),
    draft="abbreviation",
    placed_by=("abbreviation", "expansion", "name"),
    empty="Noch keine Abkürzung. „Alle Kooperationspartner zeigen“ und dann eine eintragen.",
)
