"""Erasing a person: no byte is left in the file, and the log still adds up."""

from pathlib import Path

import pytest

from nrw_desktop.domain import edits
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Contact, Partner, SetAside
from nrw_desktop.domain.queries.change_labels import label_text
from nrw_desktop.storage.file import integrity_check
from nrw_desktop.storage.file.plan_file import PlanFile
from nrw_desktop.storage.upkeep import backup, new_plans

SECRETS = ("Erika Mustermann-Geheim", "+49 521 777000", "erika@geheim.example", "Geheimweg 7")


@pytest.fixture
def file(tmp_path: Path) -> PlanFile:
    return new_plans.new_plan(tmp_path / "plan.nrwplan")


def partner(plan: Plan, number: int = 0) -> Partner:
    return plan.partners[number]


def fill(file: PlanFile, of: Partner) -> None:
    for field, value in zip(("person", "phone", "mail", "address"), SECRETS, strict=True):
        file.commit(edits.partners.set_contact(file.plan, of.id, field, value))


def bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_no_byte_is_left(file: PlanFile, tmp_path: Path) -> None:
    of = partner(file.plan)
    fill(file, of)
    file.commit(edits.partners.set_contact(file.plan, of.id, "phone", "0521 1"))
    file.undo()
    assert all(secret.encode() in bytes_of(tmp_path) for secret in SECRETS)
    change = file.erase(of)
    assert label_text(change, file.plan) == f"Kontaktdaten von ‚{of.name}‘ endgültig gelöscht"
    assert not any(secret.encode() in bytes_of(tmp_path) for secret in (*SECRETS, "0521 1"))
    path = file.path
    file.close()
    assert integrity_check.problems(path) == []
    with PlanFile.open(path) as opened:
        assert opened.plan.contacts(of.id) == ()


def test_a_contact_deleted_long_ago_goes_too(file: PlanFile, tmp_path: Path) -> None:
    of = partner(file.plan)
    fill(file, of)
    for field in ("person", "phone", "mail", "address"):
        file.commit(edits.partners.set_contact(file.plan, of.id, field, None))
    assert file.plan.contacts(of.id) == ()
    file.erase(of)
    assert not any(secret.encode() in bytes_of(tmp_path) for secret in SECRETS)
    file.close()
    assert integrity_check.problems(file.path) == []


def test_what_merged_partners_had_goes_too(file: PlanFile, tmp_path: Path) -> None:
    first, second, third, other = (partner(file.plan, number) for number in range(4))
    for of in (first, second):
        fill(file, of)
    file.commit(edits.contacts.add(file.plan, first.id, "Lange Fort"))
    file.commit(edits.contacts.remove(file.plan, [file.plan.contacts(first.id)[1].id]))
    file.commit(edits.contacts.add(file.plan, other.id, "Bleibt Hier"))
    # The second has the same contact: one of the two goes with the merge, as a row of the log.
    file.commit(edits.merge_partners.merge(file.plan, second.id, first.id))
    file.commit(edits.merge_partners.merge(file.plan, third.id, second.id))
    file.undo()
    file.redo()
    assert len(file.plan.contacts(third.id)) == 1
    file.erase(partner(file.plan, 0))
    held = bytes_of(tmp_path)
    assert not any(secret.encode() in held for secret in (*SECRETS, "Lange Fort"))
    assert file.plan.contacts(other.id)[0].person == "Bleibt Hier"
    file.close()
    assert integrity_check.problems(file.path) == []


def test_a_merge_that_was_taken_back_joins_nobody(file: PlanFile) -> None:
    one, other = partner(file.plan), partner(file.plan, 1)
    fill(file, one)
    fill(file, other)
    file.commit(edits.merge_partners.merge(file.plan, other.id, one.id))
    file.undo()
    file.erase(other)
    assert file.plan.contacts(one.id)[0].person == SECRETS[0]


def test_other_people_stay(file: PlanFile) -> None:
    one, other = partner(file.plan), partner(file.plan, 1)
    fill(file, one)
    file.commit(edits.partners.set_contact(file.plan, other.id, "person", "Bleibt Hier"))
    file.erase(one)
    assert file.plan.contacts(other.id)[0].person == "Bleibt Hier"


def test_no_undo_goes_back_behind_it(file: PlanFile) -> None:
    of = partner(file.plan)
    fill(file, of)
    file.erase(of)
    assert file.undo_step() is None
    file.commit(edits.partners.set_field(file.plan, of.id, "remark", "danach"))
    assert file.undo() is not None
    assert file.undo() is None
    file.close()


def test_a_read_only_file_is_refused(file: PlanFile) -> None:
    path = file.path
    file.close()
    with PlanFile.open(path, read_only=True) as opened, pytest.raises(Exception, match="schreibgeschützt"):
        opened.erase(partner(opened.plan))


def typed(file: PlanFile, field: str, value: str, number: int = 0) -> None:
    measure = file.plan.measures(file.plan.phases[0].id)[number]
    file.commit(edits.measures.set_field(file.plan, measure.id, field, value))


def test_free_text_that_names_the_person_is_found_and_loses_the_name(file: PlanFile, tmp_path: Path) -> None:
    of = partner(file.plan)
    fill(file, of)
    typed(file, "note", "Frau Mustermann-Geheim ruft an, nicht die Kollegin")
    typed(file, "responsible", "Erika Mustermann-Geheim")
    typed(file, "place", "Zimmer 3", 1)
    typed(file, "note", "mit Mustermann-Geheim, Erika und ERIKA@GEHEIM.EXAMPLE", 1)
    typed(file, "note", "erledigt", 1)
    # A row that only the history has.
    file.commit(edits.measures.add(file.plan, file.plan.phases[0].id, "Treffen mit Erika Mustermann-Geheims Chor"))
    file.commit(edits.measures.remove(file.plan, [file.plan.measures(file.plan.phases[0].id)[-1].id]))
    found = file.traces(of)
    assert [(one.table, one.field, one.sure, one.in_plan) for one in found] == [
        ("measure", "responsible", True, True),
        ("measure", "note", True, False),
        ("measure", "text", True, False),
        ("measure", "note", False, True),
    ]
    file.erase(of, [one.place for one in found])
    first, second, *_ = file.plan.measures(file.plan.phases[0].id)
    assert (first.note, first.responsible) == ("Frau … ruft an, nicht die Kollegin", None)
    assert (second.place, second.note) == ("Zimmer 3", "erledigt")
    held = bytes_of(tmp_path)
    assert not any(secret.encode() in held for secret in (*SECRETS, "Mustermann", "ERIKA"))
    file.close()
    assert integrity_check.problems(file.path) == []


def test_the_texts_of_a_year_lose_the_name(file: PlanFile, tmp_path: Path) -> None:
    of, parts = partner(file.plan), edits.detail_rows.YEAR_TEXTS
    fill(file, of)
    file.commit(parts.add(file.plan, None, "2018"))
    key = file.plan.year_texts[0].id
    file.commit(parts.set_field(file.plan, key, "course", "Geleitet hat\n\nErika Mustermann-Geheim den Kreis."))
    file.commit(parts.set_field(file.plan, key, "outlook", "Frau Mustermann-Geheim geht."))
    file.commit(parts.set_field(file.plan, key, "outlook", "Offen."))
    found = file.traces(of)
    assert {(one.field, one.sure, one.in_plan) for one in found if one.table == "year_text"} == {
        ("course", True, True),
        ("outlook", False, False),
    }
    file.erase(of, [one.place for one in found])
    assert file.plan.year_texts[0].course == "Geleitet hat\n\n… den Kreis."
    assert file.plan.year_texts[0].outlook == "Offen."
    assert b"Mustermann" not in bytes_of(tmp_path)
    file.close()
    assert integrity_check.problems(file.path) == []


def test_why_something_was_set_aside_loses_the_name_and_goes_with_the_contact(file: PlanFile, tmp_path: Path) -> None:
    of, asides = partner(file.plan), edits.set_asides
    fill(file, of)
    (contact,) = file.plan.contacts(of.id)
    measure = file.plan.measures(file.plan.phases[0].id)[0]
    file.commit(asides.set_aside(file.plan, "overdue", measure, "Erika Mustermann-Geheim ist dran"))
    file.commit(asides.set_aside(file.plan, "kept_too_long", contact, "Sie will es so, sagt Mustermann-Geheim"))
    file.commit(asides.set_field(file.plan, f"kept_too_long+{contact.id}", "reason", "Geheimabsprache"))
    found = file.traces(of)
    assert [(one.table, one.text) for one in found] == [("set_aside", "Erika Mustermann-Geheim ist dran")]
    file.erase(of, [one.place for one in found])
    (left,) = file.plan.all(SetAside).values()
    assert (left.rule, left.reason) == ("overdue", "… ist dran")
    held = bytes_of(tmp_path)
    assert not any(secret in held for secret in (b"Mustermann", b"Geheimabsprache", b"Sie will es so"))
    file.close()
    assert integrity_check.problems(file.path) == []


def test_texts_that_were_not_chosen_stay(file: PlanFile) -> None:
    of = partner(file.plan)
    fill(file, of)
    typed(file, "note", "Herr Mustermann-Geheim")
    file.erase(of)
    assert file.plan.measures(file.plan.phases[0].id)[0].note == "Herr Mustermann-Geheim"
    assert integrity_check.problems(file.path) == []


def test_a_backup_from_before_does_not_bring_the_name_back(file: PlanFile) -> None:
    of = partner(file.plan)
    fill(file, of)
    typed(file, "note", "Rückruf Erika Mustermann-Geheim")
    typed(file, "result", "Dank an Erika Mustermann-Geheim", 1)
    made = backup.make(file, "von Hand")
    assert made is not None
    typed(file, "result", "", 1)
    file.erase(of, [one.place for one in file.traces(of)])
    past = backup.plan_of(made, file)
    first, second, *_ = past.measures(past.phases[0].id)
    assert (first.note, second.result) == ("Rückruf …", None)
    assert past.contacts(of.id) == ()
    file.close()


def test_who_came_chaired_wrote_and_had_a_task_loses_the_name(file: PlanFile, tmp_path: Path) -> None:
    of, name = partner(file.plan), SECRETS[0]
    fill(file, of)
    file.commit(edits.bodies.add(file.plan, "Steuerungskreis"))
    file.commit(edits.bodies.add_member(file.plan, file.plan.bodies[0].id, name))
    file.commit(edits.meetings.add(file.plan, file.plan.bodies[0].id, "4.6.2018"))
    meeting = file.plan.meetings[0].id
    for field in ("chair", "minutes_by"):
        file.commit(edits.meetings.set_field(file.plan, meeting, field, name))
    file.commit(edits.agenda.add(file.plan, meeting, "Fachtagung"))
    item = file.plan.agenda(meeting)[0].id
    file.commit(edits.agenda.set_field(file.plan, item, "text", f"{name} berichtet."))
    file.commit(edits.tasks.add(file.plan, "Saal mieten", item, name))
    file.commit(edits.meetings.close(file.plan, meeting))
    found = file.traces(of)
    assert {(one.table, one.field) for one in found if one.sure} == {
        ("body_member", "name"),
        ("meeting", "chair"),
        ("meeting", "minutes_by"),
        ("attendance", "name"),
        ("agenda_item", "text"),
        ("task", "name"),
    }
    file.erase(of, [one.place for one in found])
    assert file.plan.agenda(meeting)[0].text == "… berichtet."
    assert (file.plan.meetings[0].chair, file.plan.tasks[0].name) == (None, None)
    path = file.path
    file.close()
    assert name.encode() not in bytes_of(tmp_path)
    assert integrity_check.problems(path) == []


def test_a_person_by_the_name_goes_with_what_contacts_of_it_hold(file: PlanFile, tmp_path: Path) -> None:
    name, other = SECRETS[0], "Bleibt Hier"
    first, second, third = (partner(file.plan, number) for number in range(3))
    fill(file, first)
    # A contact that went long ago, and one that was hers and is somebody else's.
    file.commit(edits.contacts.add(file.plan, second.id, name))
    gone = file.plan.contacts(second.id)[0].id
    file.commit(edits.partners.set_contact(file.plan, second.id, "address", SECRETS[3]))
    made = backup.make(file, "von Hand")
    assert made is not None
    file.commit(edits.contacts.remove(file.plan, [gone]))
    file.commit(edits.contacts.add(file.plan, third.id, name))
    file.commit(edits.partners.set_contact(file.plan, third.id, "person", other))
    typed(file, "responsible", f"Mustermann-Geheim, Erika (Amt 7), {SECRETS[2]}")
    typed(file, "note", "Familie Mustermann-Geheim")
    found = file.traces(name)
    assert [(one.table, one.field, one.sure, one.in_plan) for one in found] == [
        ("measure", "responsible", True, True),
        ("contact", "person", True, False),
        ("measure", "note", False, True),
    ]
    change = file.erase(name, [one.place for one in found if one.sure])
    assert label_text(change, file.plan) == "Angaben zu einer Person endgültig gelöscht"
    measure = file.plan.measures(file.plan.phases[0].id)[0]
    assert (measure.responsible, measure.note) == ("… (Amt 7), …", "Familie Mustermann-Geheim")
    assert [contact.person for contact in file.plan.all(Contact).values()] == [other]
    assert not any(secret.encode() in bytes_of(tmp_path) for secret in SECRETS)
    # A backup from before brings neither of her contacts back.
    assert dict(backup.plan_of(made, file).all(Contact)) == {}
    assert file.traces("Niemand Nirgends") == []
    file.close()
    assert integrity_check.problems(file.path) == []
