"""The register: other spellings, several contacts and how long they are kept, abbreviations."""

import datetime as dt

import pytest

from nrw_desktop.domain import edits
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Partner
from nrw_desktop.domain.queries import abbreviations, partners, retention


def by_name(plan: Plan, name: str) -> Partner:
    return next(partner for partner in plan.partners if partner.name == name)


def test_spellings_are_added_changed_and_forgotten(bielefeld: Plan) -> None:
    key = by_name(bielefeld, "Integrationsrat").id
    plan = bielefeld.apply(edits.aliases.add(bielefeld, key, " Ausländerbeirat "))
    (alias,) = plan.aliases(key)
    assert alias.text == "Ausländerbeirat"
    plan = plan.apply(edits.setter("alias")(plan, alias.id, "text", "Ausländerrat"))
    assert partners.known(plan, "auslanderrat") == by_name(plan, "Integrationsrat")
    plan = plan.apply(edits.aliases.remove(plan, [alias.id]))
    assert plan == bielefeld


def test_a_spelling_belongs_to_one_partner(bielefeld: Plan) -> None:
    key = by_name(bielefeld, "Integrationsrat").id
    for text, sentence in (
        ("integrationsrat", "bei diesem Partner schon bekannt"),
        ("AK Asyl", "Partner zusammenführen"),
        ("Stadtteilkordinatorinnen und -koordinatoren", "Partner zusammenführen"),
        (" ", "darf nicht leer sein"),
    ):
        with pytest.raises(PlanError, match=sentence):
            edits.aliases.add(bielefeld, key, text)
    plan = bielefeld.apply(edits.aliases.add(bielefeld, key, "Rat"))
    (alias,) = plan.aliases(key)
    assert edits.aliases.set_field(plan, alias.id, "text", "Rat").rows == ()
    with pytest.raises(PlanError, match="zusammenführen"):
        edits.aliases.set_field(plan, alias.id, "text", "MBR")
    with pytest.raises(PlanError, match="nur durch Verschieben"):
        edits.aliases.set_field(plan, alias.id, "partner", key)
    with pytest.raises(PlanError, match="keine Schreibweise"):
        edits.aliases.remove(plan, [])


def test_a_partner_has_several_contacts(bielefeld: Plan) -> None:
    key = by_name(bielefeld, "MBR").id
    plan = bielefeld.apply(edits.partners.set_contact(bielefeld, key, "person", "Frau Ünal"))
    plan = plan.apply(edits.contacts.add(plan, key, "Herr Öz"))
    first, second = plan.contacts(key)
    plan = plan.apply(edits.partners.set_contact(plan, second.id, "retain_until", "31.12.2026"))
    assert [contact.retain_until for contact in plan.contacts(key)] == [None, "2026-12-31"]
    # The partner's id stands for the first.
    plan = plan.apply(edits.partners.set_contact(plan, key, "phone", "0521 51-0"))
    assert [contact.phone for contact in plan.contacts(key)] == ["0521 51-0", None]
    emptied = plan.apply(edits.partners.set_contact(plan, second.id, "retain_until", ""))
    assert edits.partners.set_contact(emptied, second.id, "person", "").rows[0].after is None
    assert len(plan.apply(edits.contacts.remove(plan, [first.id])).contacts(key)) == 1
    with pytest.raises(PlanError, match="braucht einen Namen"):
        edits.contacts.add(plan, key, " ")
    with pytest.raises(PlanError, match="kein Kontakt"):
        edits.contacts.remove(plan, [])
    with pytest.raises(PlanError, match="kein Datum"):
        edits.partners.set_contact(plan, second.id, "retain_until", "irgendwann")


def test_a_retention_date_is_past_the_day_after(bielefeld: Plan) -> None:
    plan = bielefeld
    for name, date in (("MBR", "31.12.2026"), ("AK Asyl", "01.03.2025"), ("Integrationsrat", "")):
        key = by_name(plan, name).id
        plan = plan.apply(edits.contacts.add(plan, key, name))
        plan = plan.apply(edits.partners.set_contact(plan, key, "retain_until", date))
    days = (dt.date(2025, 3, 1), dt.date(2025, 3, 2), dt.date(2027, 1, 1))
    contacts = [contact for partner in plan.partners for contact in plan.contacts(partner.id)]
    assert [{one.person for one in contacts if retention.is_over(one, day)} for day in days] == [
        set(),
        {"AK Asyl"},
        {"AK Asyl", "MBR"},
    ]


def test_the_list_of_abbreviations(bielefeld: Plan) -> None:
    assert [(line.short, line.meaning) for line in abbreviations.listed(bielefeld)] == [
        ("AK", "Arbeitskreis"),
        ("IKG", "Institut für interdisziplinäre Konflikt- und Gewaltforschung"),
        ("MBR", "Mobile Beratung gegen Rechtsextremismus"),
    ]
    plan = bielefeld
    for name, field, value in (
        ("Bündnis gegen Rechts", "abbreviation", "AK"),
        ("Bündnis gegen Rechts", "expansion", "Arbeitskreis"),
        ("Integrationsrat", "abbreviation", "Är"),
    ):
        plan = plan.apply(edits.partners.set_field(plan, by_name(plan, name).id, field, value))
    lines = abbreviations.listed(plan)
    assert [line.short for line in lines] == ["AK", "Är", "IKG", "MBR"]
    assert [partner.name for partner in lines[0].partners] == ["AK Asyl", "Bündnis gegen Rechts"]
    assert [line.short for line in abbreviations.without_meaning(plan)] == ["Är"]
