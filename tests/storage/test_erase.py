"""Erasing a person: no byte is left in the file, and the log still adds up."""

from pathlib import Path

import pytest

from nrw_desktop.domain import edits
from nrw_desktop.domain.labels import label_text
from nrw_desktop.domain.plan import Plan
from nrw_desktop.domain.records import Contact, Partner
from nrw_desktop.storage import check, library
from nrw_desktop.storage.plan_file import PlanFile

SECRETS = ("Erika Mustermann-Geheim", "+49 521 777000", "erika@geheim.example", "Geheimweg 7")


@pytest.fixture
def file(tmp_path: Path) -> PlanFile:
    return library.new_plan(tmp_path / "plan.nrwplan")


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
    change = file.erase_contacts(of)
    assert label_text(change, file.plan) == f"Kontaktdaten von ‚{of.name}‘ endgültig gelöscht"
    assert not any(secret.encode() in bytes_of(tmp_path) for secret in (*SECRETS, "0521 1"))
    path = file.path
    file.close()
    assert check.problems(path) == []
    with PlanFile.open(path) as opened:
        (contact,) = opened.plan.contacts(of.id)
        assert contact == Contact(contact.id, partner=of.id)


def test_a_contact_deleted_long_ago_goes_too(file: PlanFile, tmp_path: Path) -> None:
    of = partner(file.plan)
    fill(file, of)
    for field in ("person", "phone", "mail", "address"):
        file.commit(edits.partners.set_contact(file.plan, of.id, field, None))
    assert file.plan.contacts(of.id) == ()
    file.erase_contacts(of)
    assert not any(secret.encode() in bytes_of(tmp_path) for secret in SECRETS)
    file.close()
    assert check.problems(file.path) == []


def test_what_merged_partners_had_goes_too(file: PlanFile, tmp_path: Path) -> None:
    first, second, third, other = (partner(file.plan, number) for number in range(4))
    for of in (first, second):
        fill(file, of)
    file.commit(edits.contacts.add(file.plan, first.id, "Lange Fort"))
    file.commit(edits.contacts.remove(file.plan, [file.plan.contacts(first.id)[1].id]))
    file.commit(edits.contacts.add(file.plan, other.id, "Bleibt Hier"))
    # The second has the same contact: one of the two goes with the merge, as a row of the log.
    file.commit(edits.merging.merge(file.plan, second.id, first.id))
    file.commit(edits.merging.merge(file.plan, third.id, second.id))
    file.undo()
    file.redo()
    assert len(file.plan.contacts(third.id)) == 1
    file.erase_contacts(partner(file.plan, 0))
    held = bytes_of(tmp_path)
    assert not any(secret.encode() in held for secret in (*SECRETS, "Lange Fort"))
    assert file.plan.contacts(other.id)[0].person == "Bleibt Hier"
    file.close()
    assert check.problems(file.path) == []


def test_a_merge_that_was_taken_back_joins_nobody(file: PlanFile) -> None:
    one, other = partner(file.plan), partner(file.plan, 1)
    fill(file, one)
    fill(file, other)
    file.commit(edits.merging.merge(file.plan, other.id, one.id))
    file.undo()
    file.erase_contacts(other)
    assert file.plan.contacts(one.id)[0].person == SECRETS[0]


def test_other_people_stay(file: PlanFile) -> None:
    one, other = partner(file.plan), partner(file.plan, 1)
    fill(file, one)
    file.commit(edits.partners.set_contact(file.plan, other.id, "person", "Bleibt Hier"))
    file.erase_contacts(one)
    assert file.plan.contacts(other.id)[0].person == "Bleibt Hier"


def test_no_undo_goes_back_behind_it(file: PlanFile) -> None:
    of = partner(file.plan)
    fill(file, of)
    file.erase_contacts(of)
    assert file.undo_step() is None
    file.commit(edits.partners.set_field(file.plan, of.id, "remark", "danach"))
    assert file.undo() is not None
    assert file.undo() is None
    file.close()


def test_a_read_only_file_is_refused(file: PlanFile) -> None:
    path = file.path
    file.close()
    with PlanFile.open(path, read_only=True) as opened, pytest.raises(Exception, match="schreibgeschützt"):
        opened.erase_contacts(partner(opened.plan))
