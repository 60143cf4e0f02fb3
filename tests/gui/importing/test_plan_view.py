"""The plan as it would be is shown with all that comes in, also what stands in none of its phases."""

from nrw_desktop.domain.drafts.draft import Draft, Place
from nrw_desktop.domain.model.change import Change, inserted
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Contact, Partner, Project, new_id
from nrw_desktop.gui.importing.plan_view import lines_of


def test_partners_and_how_to_reach_them_are_lines_with_their_places() -> None:
    partner = Partner(new_id(), name="MBR")
    contact = Contact(new_id(), partner=partner.id, person="Kim", phone="0521 1", address="Markt 1\n33602 Bielefeld")
    plan = Plan.empty().apply(Change(tuple(map(inserted, (Project(new_id()), partner, contact))), ""))
    place = Place("Adressen", 2)
    lines = lines_of(Draft(plan=plan, places={contact.id: place}))
    assert [(line.text, line.place) for line in lines] == [
        ("Partner: MBR", None),
        ("Kontakt bei MBR: Kim, 0521 1, Markt 1 33602 Bielefeld", place),
    ]
