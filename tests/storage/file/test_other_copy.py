"""Another copy of a plan merged into an open one: as one step, once, with its history, and without whom it erased."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from nrw_desktop.domain import edits
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.merging.conflict import Choice
from nrw_desktop.domain.model.change import Change, RowChange, inserted
from nrw_desktop.domain.model.meeting_records import Meeting
from nrw_desktop.domain.model.records import Measure, Partner, new_id
from nrw_desktop.domain.queries.change_labels import label_text
from nrw_desktop.storage.database import change_log
from nrw_desktop.storage.database.change_log import Entry
from nrw_desktop.storage.database.connection import SCHEMA
from nrw_desktop.storage.file import integrity_check
from nrw_desktop.storage.file.plan_file import PlanFile, StaleError
from nrw_desktop.storage.upkeep import backup, upgrade
from tests.storage.plans import ORIGIN
from tests.storage.synchroniser import COLLEAGUE, added

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
SECRETS = ("Erika Mustermann-Geheim", "erika@geheim.example", "0521 987654")


@pytest.fixture
def laptop(plan_file: PlanFile, path: Path, tmp_path: Path) -> Iterator[PlanFile]:
    """A copy of the plan on another computer."""
    copy = tmp_path / "Laptop.nrwplan"
    shutil.copy(path, copy)
    with PlanFile.open(copy, COLLEAGUE) as opened:
        yield opened


def take_in(file: PlanFile, other: PlanFile, choice: Choice | None = None) -> int | None:
    """Merge; how many things were taken over, None where there was nothing new."""
    with closing(file.other_copy(other.path)) as copy:
        joining = file.joining(copy)
        change = file.merge(copy, {one.key: choice or "ours" for one in joining.merge.conflicts})
    assert choice or not joining.merge.conflicts
    assert integrity_check.problems(file.path) == []
    return None if change is None else joining.taken


def status(file: PlanFile, value: str, key: str = "m1") -> None:
    file.commit(edits.measures.set_status(file.plan, [key], value))


def test_a_copy_comes_home_as_one_step(plan_file: PlanFile, laptop: PlanFile) -> None:
    before = plan_file.plan
    laptop.commit(added("Unterwegs"))
    status(laptop, "done")
    laptop.commit(edits.phases.set_period(laptop.plan, "f2", "August bis Dezember 2017"))
    plan_file.commit(edits.goals.add(plan_file.plan, "f1", "Zuhause"))
    home = plan_file.plan
    assert take_in(plan_file, laptop) == 3
    plan = plan_file.plan
    assert plan.get(Measure, "m1").status == "done"
    assert {one.text for one in plan.measures("f1")} >= {"Unterwegs"}
    assert {one.text for one in plan.goals("f1")} >= {"Zuhause"}
    steps = plan_file.steps()
    assert [step.kind for step in steps[:5]] == ["merge", "foreign", "foreign", "foreign", "edit"]
    assert steps[0].label == "Zusammengeführt mit „Laptop.nrwplan“: 3 übernommen"
    assert steps[2].label == "In einer anderen Kopie: Status von ‚Auftaktveranstaltung mit „Ä* ß“‘ geändert"
    # A second time there is nothing; and what was taken back can be merged anew.
    assert take_in(plan_file, laptop) is None
    undone = plan_file.undo()
    assert undone is not None
    assert plan_file.plan == home
    status(plan_file, "running", "m1")
    assert plan_file.undo() is not None
    assert take_in(plan_file, laptop) == 3
    assert plan_file.plan == plan
    # The way back: the laptop gets what was done at home, and then both are the same.
    assert take_in(laptop, plan_file) == 1
    assert laptop.plan == plan
    assert take_in(plan_file, laptop) is None
    while plan_file.undo():
        pass
    assert plan_file.plan == before
    assert integrity_check.problems(plan_file.path) == []


@pytest.mark.parametrize(
    ("choice", "held", "note"),
    [
        ("ours", "running", None),
        ("theirs", "done", None),
        ("both", "running", "(andere Fassung: Status: abgeschlossen)"),
        (
            "later",
            "running",
            "Beim Zusammenführen offen geblieben: Status: hier „läuft“, in der anderen Kopie „abgeschlossen“.",
        ),
    ],
)
def test_what_contradicts_is_asked_once(
    plan_file: PlanFile, laptop: PlanFile, choice: Choice, held: str, note: str | None
) -> None:
    status(laptop, "done")
    status(plan_file, "running")
    with closing(plan_file.other_copy(laptop.path)) as copy:
        (one,) = plan_file.joining(copy).merge.conflicts
        assert (one.subject, one.what) == ("Maßnahme ‚Auftaktveranstaltung mit „Ä* ß“‘", "Status")
        assert (one.ours.text, one.theirs.text) == ("läuft", "abgeschlossen")
        assert one.theirs.step is not None
        assert one.theirs.step.origin == COLLEAGUE
        with pytest.raises(PlanError, match="Eine Stelle ist noch nicht entschieden"):
            plan_file.merge(copy, {})
    assert take_in(plan_file, laptop, choice) == 0
    measure = plan_file.plan.get(Measure, "m1")
    assert (measure.status, measure.note) == (held, note)
    assert take_in(plan_file, laptop) is None
    # Who merges the result is not asked again and has the same.
    take_in(laptop, plan_file)
    assert laptop.plan == plan_file.plan


def test_an_edited_row_is_kept_with_what_belongs_to_it(plan_file: PlanFile, laptop: PlanFile) -> None:
    part = edits.detail_rows.ALL["decision"]
    plan_file.commit(part.add(plan_file.plan, "m1", "Rat"))
    take_in(laptop, plan_file)
    laptop.commit(edits.measures.remove(laptop.plan, ["m1"]))
    laptop.commit(edits.phases.remove(laptop.plan, "f1"))
    status(plan_file, "running")
    with closing(plan_file.other_copy(laptop.path)) as copy:
        (one,) = plan_file.joining(copy).merge.conflicts
        assert (one.ours.text, one.theirs.text) == ("Status: läuft", "gelöscht")
    take_in(plan_file, laptop, "ours")
    plan = plan_file.plan
    assert [decision.body for decision in plan.decisions("m1")] == ["Rat"]
    assert [phase.id for phase in plan.phases] == ["f1", "f2"]
    # The phase of the measure is back, and as it was.
    assert [goal.id for goal in plan.goals("f1")] == ["g1"]
    take_in(laptop, plan_file)
    assert laptop.plan == plan


def test_minutes_closed_in_another_copy_are_found_as_they_were_closed(plan_file: PlanFile, laptop: PlanFile) -> None:
    laptop.commit(edits.meetings.add(laptop.plan, None, "4.6.2018", "Runde"))
    (key,) = laptop.plan.rows["meeting"].keys() - plan_file.plan.rows["meeting"].keys()
    laptop.commit(edits.meetings.close(laptop.plan, key))
    status(plan_file, "running")
    take_in(plan_file, laptop)
    meeting = plan_file.plan.get(Meeting, key)
    closed = plan_file.state_at(meeting.closed_by or "")
    assert closed.get(Meeting, key) == meeting
    assert closed.head == plan_file.plan.head


def fill(file: PlanFile) -> None:
    for field, value in zip(("person", "mail", "phone"), SECRETS, strict=True):
        file.commit(edits.partners.set_contact(file.plan, "k1", field, value))


def holds(folder: Path, *secrets: str) -> bool:
    content = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    return any(secret.encode() in content for secret in secrets)


@pytest.mark.parametrize("erased_on", ["laptop", "home"])
def test_who_was_erased_stays_erased(plan_file: PlanFile, laptop: PlanFile, tmp_path: Path, erased_on: str) -> None:
    fill(plan_file)
    plan_file.commit(edits.measures.set_field(plan_file.plan, "m1", "note", f"Frau {SECRETS[0]} ruft an"))
    take_in(laptop, plan_file)
    eraser, other = (laptop, plan_file) if erased_on == "laptop" else (plan_file, laptop)
    partner = eraser.plan.get(Partner, "k1")
    eraser.erase(partner, [trace.place for trace in eraser.traces(partner)])
    # Meanwhile the other copy goes on with it, and gets to know somebody else.
    other.commit(edits.partners.set_contact(other.plan, "k1", "person", SECRETS[0] + "-Neu"))
    other.commit(edits.contacts.add(other.plan, "k1", "Otto Bleibt"))
    other.commit(edits.measures.set_field(other.plan, "m1", "place", "Rathaus"))
    # It writes the name where nobody knew of it who erased.
    added = edits.meetings.add(other.plan, None, "4.6.2018", "Steuerungskreis")
    other.commit(added)
    meeting = added.rows[0].id
    other.commit(edits.meetings.set_field(other.plan, meeting, "chair", SECRETS[0]))
    other.commit(edits.attendance.add(other.plan, meeting, SECRETS[0]))
    other.commit(edits.tasks.add(other.plan, f"Mit {SECRETS[0]} sprechen", who=SECRETS[0]))
    take_in(plan_file, laptop)
    assert ("Mit … sprechen", None) in [(task.text, task.name) for task in plan_file.plan.tasks]
    assert plan_file.plan.get(Meeting, meeting).chair is None
    assert len(plan_file.plan.attendance(meeting)) == 1
    assert [contact.person for contact in plan_file.plan.contacts("k1")] == ["Otto Bleibt"]
    measure = plan_file.plan.get(Measure, "m1")
    assert (measure.note, measure.place) == ("Frau … ruft an", "Rathaus")
    for _ in range(2):
        take_in(laptop, plan_file)
        take_in(plan_file, laptop)
        assert laptop.plan == plan_file.plan
    assert take_in(laptop, plan_file) is None
    plan_file.close()
    laptop.close()
    assert not holds(tmp_path, *SECRETS)


@pytest.mark.parametrize("erased_on", ["laptop", "home"])
def test_who_was_erased_by_the_name_stays_erased(
    plan_file: PlanFile, laptop: PlanFile, tmp_path: Path, erased_on: str
) -> None:
    """No copy notes the name; the one that has not heard of it tells it itself."""
    name = SECRETS[0]
    added = edits.meetings.add(plan_file.plan, None, "4.6.2018", "Steuerungskreis")
    plan_file.commit(added)
    meeting = added.rows[0].id
    for text in (f"{name} sagt zu.", f"{name} und Otto Bleibt sagen zu."):
        plan_file.commit(edits.measures.set_field(plan_file.plan, "m1", "note", text))
    # In one field after the other stood somebody else.
    for chair in (name, "Otto Bleibt"):
        plan_file.commit(edits.meetings.set_field(plan_file.plan, meeting, "chair", chair))
    # A contact that is gone already is emptied in the other copy too.
    plan_file.commit(edits.contacts.add(plan_file.plan, "k1", name))
    contact = plan_file.plan.contacts("k1")[0].id
    plan_file.commit(edits.partners.set_contact(plan_file.plan, "k1", "mail", SECRETS[1]))
    plan_file.commit(edits.contacts.remove(plan_file.plan, [contact]))
    take_in(laptop, plan_file)
    stick = tmp_path / "Stick.nrwplan"
    shutil.copy(laptop.path, stick)
    eraser, other = (laptop, plan_file) if erased_on == "laptop" else (plan_file, laptop)
    eraser.erase(name, [trace.place for trace in eraser.traces(name)])
    other.commit(edits.attendance.add(other.plan, meeting, name))
    other.commit(edits.attendance.add(other.plan, meeting, "Otto Bleibt"))
    other.commit(edits.tasks.add(other.plan, f"Mit {name} sprechen", who="Herr Mustermann-Geheim"))
    take_in(plan_file, laptop)
    take_in(laptop, plan_file)
    with PlanFile.open(stick, "55555555-5555-4555-8555-555555555555") as third:
        third.commit(edits.measures.set_field(third.plan, "m1", "result", f"{name} fragen"))
        # It hears of it from one that has heard of it.
        take_in(third, other)
        take_in(other, third)
        assert third.plan == other.plan
    take_in(eraser, other)
    assert eraser.plan == other.plan
    plan = plan_file.plan
    assert plan.get(Measure, "m1").note == "… und Otto Bleibt sagen zu."
    assert plan.get(Measure, "m1").result == "… fragen"
    assert plan.get(Meeting, meeting).chair == "Otto Bleibt"
    assert {one.name for one in plan.attendance(meeting)} == {None, "Otto Bleibt"}
    # Only the family name may be somebody else's.
    assert ("Mit … sprechen", "Herr Mustermann-Geheim") in [(task.text, task.name) for task in plan.tasks]
    plan_file.close()
    laptop.close()
    assert not holds(tmp_path, name, SECRETS[1])


def test_who_were_erased_one_after_the_other_stay_erased(plan_file: PlanFile, laptop: PlanFile, tmp_path: Path) -> None:
    """Here one text names two of them, and what a contact holds, which goes with the first, names the second."""
    names = SECRETS[0], "Lea Verborgen"
    # Of those who are erased by the name, only what both copies know tells who it was, and that twice or together.
    others = "Kim Dritte", "Eva Vierte", "Ida Fünfte"
    plan_file.commit(edits.measures.set_field(plan_file.plan, "m1", "result", "Kim Dritte ruft an; Kim Dritte kommt"))
    plan_file.commit(edits.measures.set_field(plan_file.plan, "m1", "responsible", ", ".join(others[1:])))
    for partner, name in zip(("k1", "k2"), names, strict=True):
        if partner == "k2":
            plan_file.commit(Change((inserted(Partner("k2", name="Verein")),), "Partner angelegt"))
        plan_file.commit(edits.contacts.add(plan_file.plan, partner, name))
    take_in(laptop, plan_file)
    for partner in ("k1", "k2"):
        whom = laptop.plan.get(Partner, partner)
        laptop.erase(whom, [trace.place for trace in laptop.traces(whom)])
    for name in others:
        laptop.erase(name, [trace.place for trace in laptop.traces(name)])
    plan_file.commit(edits.measures.set_field(plan_file.plan, "m1", "note", " und ".join(names) + " kommen"))
    plan_file.commit(edits.partners.set_contact(plan_file.plan, "k1", "address", f"Vertretung: {names[1]}"))
    take_in(plan_file, laptop)
    assert plan_file.plan.get(Measure, "m1").note == "… und … kommen"
    take_in(laptop, plan_file)
    assert laptop.plan == plan_file.plan
    plan_file.close()
    laptop.close()
    assert not holds(tmp_path, *names, *others)


@pytest.mark.parametrize("erased_on", ["laptop", "home"])
def test_where_one_who_was_erased_may_still_be_named_is_told(
    plan_file: PlanFile, laptop: PlanFile, erased_on: str
) -> None:
    """The family name alone may be somebody else's or a word, so that it stays, and is told where it means a person."""
    plan_file.commit(edits.measures.set_field(plan_file.plan, "m1", "result", "Frau Sommer war die andere."))
    plan_file.commit(edits.contacts.add(plan_file.plan, "k1", "Lea Sommer"))
    take_in(laptop, plan_file)
    eraser, other = (laptop, plan_file) if erased_on == "laptop" else (plan_file, laptop)
    eraser.erase(eraser.plan.get(Partner, "k1"))
    for field, text in (
        ("note", "Im Sommer fragen wir Frau Sommer."),
        ("responsible", "Sommers"),
        ("target_group", "Frau im Sommer"),
        ("deviation", "Herrn Sommerfeld gefragt, erst im Sommer"),
    ):
        other.commit(edits.measures.set_field(other.plan, "m1", field, text))
    with closing(plan_file.other_copy(laptop.path)) as copy:
        named = plan_file.joining(copy).named
        measure = f"Maßnahme ‚{plan_file.plan.get(Measure, 'm1').text}‘"
        assert set(named) == {f"{measure}, Notiz", f"{measure}, Verantwortlich"}
        plan_file.merge(copy, {})
    assert plan_file.plan.get(Measure, "m1").note == "Im Sommer fragen wir Frau Sommer."
    take_in(laptop, plan_file)
    other.commit(edits.measures.set_field(other.plan, "m1", "note", "Frau Sommer ist eine andere."))
    with closing(plan_file.other_copy(laptop.path)) as copy:
        assert plan_file.joining(copy).named == ()


def test_three_copies_and_a_backup_go_round(plan_file: PlanFile, laptop: PlanFile, tmp_path: Path) -> None:
    made = backup.make(plan_file, "von Hand")
    assert made is not None
    stick = tmp_path / "Stick.nrwplan"
    shutil.copy(laptop.path, stick)
    with PlanFile.open(stick, "55555555-5555-4555-8555-555555555555") as third:
        third.commit(added("Vom Stick"))
        take_in(laptop, third)
        laptop.commit(added("Vom Laptop"))
        take_in(plan_file, laptop)
        plan_file.commit(added("Von hier"))
        take_in(third, plan_file)
        take_in(laptop, third)
        assert third.plan == plan_file.plan == laptop.plan
        assert len(third.plan.measures("f1")) == 4
        # An edit that knows another one by way of a third copy does not contradict it.
        status(third, "running")
        take_in(laptop, third)
        status(laptop, "done")
        take_in(plan_file, laptop)
        assert take_in(third, plan_file) == 1
        assert third.plan.get(Measure, "m1").status == "done"
    with closing(plan_file.other_copy(made.path)) as copy:
        assert plan_file.joining(copy).merge.is_empty


def no_plan(path: Path) -> None:
    path.write_text("kein Plan", "utf-8")


REFUSED: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing": (lambda path: path.unlink(), "gibt es nicht|nicht gefunden|nicht mehr da|fehlt"),
    "empty": (lambda path: path.write_bytes(b""), "ist leer"),
    "no plan": (no_plan, "keine Plandatei"),
    "cut off": (lambda path: path.write_bytes(path.read_bytes()[:-5000]), "abgeschnitten"),
    "newer": (lambda path: _sql(path, f"PRAGMA user_version={SCHEMA + 1}"), "neueren Version"),
    "other rows": (lambda path: _sql(path, "UPDATE measure SET text = 'von Hand'"), "beschädigt"),
    "log without an entry": (lambda path: _sql(path, "UPDATE change SET label = 'x'"), "beschädigt"),
}


def _sql(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute(statement)
        database.commit()


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_copy_is_refused(plan_file: PlanFile, tmp_path: Path, what: str) -> None:
    spoil, words = REFUSED[what]
    copy = tmp_path / "Laptop.nrwplan"
    shutil.copy(plan_file.path, copy)
    spoil(copy)
    before = plan_file.path.read_bytes(), copy.read_bytes() if copy.exists() else b""
    with pytest.raises(PlanError, match=words):
        plan_file.other_copy(copy)
    assert (plan_file.path.read_bytes(), copy.read_bytes() if copy.exists() else b"") == before


def test_itself_and_another_plan_are_refused(plan_file: PlanFile, tmp_path: Path) -> None:
    link = tmp_path / "Link.nrwplan"
    link.symlink_to(plan_file.path)
    for path in (plan_file.path, link):
        with pytest.raises(PlanError, match="ist der Plan selbst"):
            plan_file.other_copy(path)
    other = tmp_path / "Anderer.nrwplan"
    PlanFile.create(other, change_log.origin_of(plan_file.plan), ORIGIN).close()
    before = plan_file.path.read_bytes()
    with closing(plan_file.other_copy(other)) as copy, pytest.raises(PlanError, match="keine Kopie dieses Plans"):
        plan_file.joining(copy)
    assert plan_file.path.read_bytes() == before


def test_a_copy_of_an_older_schema_is_brought_up_in_memory(tmp_path: Path) -> None:
    own, older = tmp_path / "Plan.nrwplan", tmp_path / "Plan-PC-KI-04.nrwplan"
    for path in (own, older):
        shutil.copy(FIXTURES / "schema-3.nrwplan", path)
    _edited_as_then(older)
    before = older.read_bytes()
    with upgrade.open_plan(own, ORIGIN) as file, closing(file.other_copy(older)) as copy:
        key = next(iter(file.plan.rows["measure"]))
        assert file.joining(copy).taken == 1
        change = file.merge(copy, {})
        assert change is not None
        assert label_text(change, file.plan) == "Zusammengeführt mit „Plan-PC-KI-04.nrwplan“: 1 übernommen"
        assert file.plan.get(Measure, key).place == "Rathaus"
    assert integrity_check.problems(own) == []
    assert older.read_bytes() == before


def _edited_as_then(path: Path) -> None:
    """One more edit, as the program of that version wrote it."""
    with closing(sqlite3.connect(path)) as database:
        key, place = database.execute("SELECT id, place FROM measure").fetchone()
        (seq,) = database.execute("SELECT max(seq) FROM change").fetchone()
        body = change_log.encoded((RowChange("measure", key, {"place": place}, {"place": "Rathaus"}),))
        entry = Entry(seq + 1, new_id(), COLLEAGUE, "2018-01-01T10:00:00.000+00:00", "edit", None, None, 3, None, "Ort")
        database.execute("UPDATE measure SET place = 'Rathaus' WHERE id = ?", (key,))
        database.execute(f"INSERT INTO change VALUES ({','.join('?' * len(entry))})", entry)
        database.execute("INSERT INTO change_body VALUES (?, ?, ?)", (seq + 1, body, change_log.checksum(entry, body)))
        database.commit()


def test_merging_into_what_others_wrote_meanwhile(plan_file: PlanFile, laptop: PlanFile) -> None:
    laptop.commit(added("Unterwegs"))
    with closing(plan_file.other_copy(laptop.path)) as copy:
        with PlanFile.open(plan_file.path, COLLEAGUE) as second:
            second.commit(added("Nebenan"))
        with pytest.raises(StaleError):
            plan_file.merge(copy, {})
        plan_file.reload()
        assert plan_file.merge(copy, {}) is not None
    assert {one.text for one in plan_file.plan.measures("f1")} >= {"Unterwegs", "Nebenan"}


def test_a_name_that_a_merge_does_not_bring_is_not_told_of(plan_file: PlanFile, laptop: PlanFile) -> None:
    plan_file.commit(edits.measures.set_field(plan_file.plan, "m1", "result", "Frau Sommer war da."))
    plan_file.commit(edits.contacts.add(plan_file.plan, "k1", "Lea Sommer"))
    take_in(laptop, plan_file)
    laptop.erase(laptop.plan.get(Partner, "k1"))
    laptop.commit(edits.measures.set_field(laptop.plan, "m1", "result", "Jemand war da."))
    plan_file.commit(edits.measures.set_field(plan_file.plan, "m1", "status", "running"))
    with closing(plan_file.other_copy(laptop.path)) as copy:
        assert plan_file.joining(copy).named == ()
        plan_file.merge(copy, {})
    assert plan_file.plan.get(Measure, "m1").result == "Jemand war da."
