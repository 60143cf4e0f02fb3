"""Creating, opening, committing, reloading and copying a plan file."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from nrw_desktop.domain.errors import ConflictError, PlanError
from nrw_desktop.domain.model.change import Change, deleted, inserted, updated
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Measure, Partner, Phase, Project, new_id
from nrw_desktop.storage.database import change_log
from nrw_desktop.storage.database.connection import APPLICATION_ID, SCHEMA, journal
from nrw_desktop.storage.file import integrity_check
from nrw_desktop.storage.file.plan_file import PlanFile, StaleError
from nrw_desktop.storage.system import lock
from nrw_desktop.storage.writing import writer
from tests.storage.plans import ORIGIN, RECORDS, origin_change


def edit(plan: Plan, key: str = "m1", label: str = "Text geändert", **values: object) -> Change:
    """A change of a measure's fields."""
    return Change(updated(plan.get(Measure, key), **values), label)


def test_what_is_created_is_read_back(tmp_path: Path) -> None:
    change = origin_change()
    with PlanFile.create(tmp_path / "neu.nrwplan", change, ORIGIN) as created:
        assert created.plan == Plan.empty().apply(change)
        assert created.plan.head == change.id
        newest = created.newest()
    assert newest is not None
    assert (newest.id, newest.kind, newest.origin, newest.joins) == (change.id, "origin", ORIGIN, None)
    assert os.listdir(tmp_path) == ["neu.nrwplan"]
    with PlanFile.open(tmp_path / "neu.nrwplan") as opened:
        assert {record for table in opened.plan.rows.values() for record in table.values()} == set(RECORDS)
        assert not opened.recovered


def test_a_file_says_what_it_is(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert database.execute("PRAGMA user_version").fetchone() == (SCHEMA,)


def test_creating_never_overwrites(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(PlanError, match="gibt es schon"):
        PlanFile.create(path, origin_change(), ORIGIN)
    assert path.read_bytes() == before
    assert os.listdir(path.parent) == [path.name]


def test_creating_does_not_overwrite_what_came_meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "neu.nrwplan"
    monkeypatch.setattr(os.path, "lexists", lambda name: path.write_text("von jemand anderem") == 0)
    with pytest.raises(PlanError, match="gibt es schon"):
        PlanFile.create(path, origin_change(), ORIGIN)
    assert path.read_text() == "von jemand anderem"
    assert os.listdir(tmp_path) == [path.name]


def test_creating_where_the_disk_knows_no_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(Path, "hardlink_to", refused)
    PlanFile.create(tmp_path / "neu.nrwplan", origin_change(), ORIGIN).close()
    assert os.listdir(tmp_path) == ["neu.nrwplan"]
    assert integrity_check.problems(tmp_path / "neu.nrwplan") == []


def test_a_first_change_that_does_not_fit_makes_no_file(tmp_path: Path) -> None:
    twice = Change((inserted(Project("p")), inserted(Project("p"))), "", "origin")
    dangling = Change((inserted(Measure("m", phase="nirgends")),), "", "origin")
    for change in (twice, dangling):
        with pytest.raises(ConflictError):
            PlanFile.create(tmp_path / "neu.nrwplan", change, ORIGIN)
    assert os.listdir(tmp_path) == []


def test_a_journal_left_by_a_crash_is_not_given_to_a_new_file(tmp_path: Path, plan_file: PlanFile) -> None:
    path = tmp_path / "neu.nrwplan"
    journal(path).write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7")
    with pytest.raises(PlanError, match="abgebrochenen"):
        PlanFile.create(path, origin_change(), ORIGIN)
    with pytest.raises(PlanError, match="abgebrochenen"):
        plan_file.copy_to(path)
    assert not path.exists()


def test_a_commit_is_in_the_file_and_in_the_plan(path: Path) -> None:
    with PlanFile.open(path, ORIGIN) as first:
        change = Change((inserted(Partner("k2", name="KI")), *updated(first.plan.get(Measure, "m1"), note="neu")), "x")
        plan = first.commit(change)
        assert plan is first.plan
        first.commit(Change((deleted(plan.get(Partner, "k2")),), "y"))
        plan = first.plan
    with PlanFile.open(path, ORIGIN) as again:
        assert again.plan == plan
        assert again.plan.head == plan.head
    assert integrity_check.problems(path) == []
    assert os.listdir(path.parent) == [path.name]


def test_a_change_without_rows_writes_nothing(plan_file: PlanFile) -> None:
    before = plan_file.newest()
    plan_file.commit(Change((), "nichts"))
    assert plan_file.newest() == before


def test_a_change_that_does_not_fit_writes_nothing(plan_file: PlanFile) -> None:
    plan = plan_file.plan
    change = edit(plan, text="neu")
    plan_file.commit(edit(plan, text="schon anders"))
    before = plan_file.newest()
    with pytest.raises(ConflictError):
        plan_file.commit(change)
    assert plan_file.newest() == before


def test_a_row_that_is_still_referred_to_cannot_go(plan_file: PlanFile) -> None:
    plan = plan_file.plan
    with pytest.raises(ConflictError, match="verweist"):
        plan_file.commit(Change((deleted(plan.get(Phase, "f1")),), "Phase gelöscht"))
    assert plan_file.plan is plan
    plan_file.commit(edit(plan, text="Es geht weiter"))


def test_text_that_cannot_be_stored_is_refused(plan_file: PlanFile) -> None:
    with pytest.raises(PlanError, match="Zeichen"):
        plan_file.commit(edit(plan_file.plan, text="halb \ud83d"))
    plan_file.commit(edit(plan_file.plan, text="ganz 😀\u202e"))
    assert plan_file.reload().get(Measure, "m1").text == "ganz 😀\u202e"


def test_who_stands_on_an_old_plan_reloads(path: Path) -> None:
    with PlanFile.open(path, "a") as first, PlanFile.open(path, "b") as second:
        first.commit(edit(first.plan, text="vom ersten"))
        with pytest.raises(StaleError):
            second.commit(edit(second.plan, note="vom zweiten"))
        second.reload()
        second.commit(edit(second.plan, note="vom zweiten"))
        assert first.reload() == second.plan
        assert (first.plan.get(Measure, "m1").text, first.plan.get(Measure, "m1").note) == ("vom ersten", "vom zweiten")


def test_an_error_after_the_commit_arrived_is_none(plan_file: PlanFile, monkeypatch: pytest.MonkeyPatch) -> None:
    write = writer.write

    def failing(*arguments: object) -> None:
        write(*arguments)  # type: ignore[arg-type]
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(writer, "write", failing)
    plan = plan_file.commit(edit(plan_file.plan, text="angekommen"))
    assert plan.get(Measure, "m1").text == "angekommen"
    assert plan_file.reload() == plan


def test_a_commit_whose_fate_is_unknown_is_met_again(plan_file: PlanFile, monkeypatch: pytest.MonkeyPatch) -> None:
    write = writer.write

    def failing(*arguments: object) -> None:
        write(*arguments)  # type: ignore[arg-type]
        patch.setattr(change_log, "newest", unreadable)
        raise sqlite3.OperationalError("disk I/O error")

    def unreadable(_: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    plan = plan_file.plan
    with monkeypatch.context() as patch:
        patch.setattr(writer, "write", failing)
        with pytest.raises(PlanError):
            plan_file.commit(edit(plan, text="vielleicht"))
    assert plan_file.plan is plan
    with pytest.raises(StaleError):
        plan_file.commit(edit(plan, text="noch einmal"))
    assert plan_file.reload().get(Measure, "m1").text == "vielleicht"


def test_an_error_in_the_commit_leaves_no_open_transaction(
    plan_file: PlanFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan_file.commit(edit(plan_file.plan, text="vorher"))
    with monkeypatch.context() as patch:
        patch.setattr(writer, "write_rows", lambda connection, rows: connection.execute("SELECT nichts"))
        with pytest.raises(PlanError):
            plan_file.commit(edit(plan_file.plan, text="nein"))
    assert plan_file.plan.get(Measure, "m1").text == "vorher"
    plan_file.commit(edit(plan_file.plan, text="nachher"))
    assert plan_file.reload().get(Measure, "m1").text == "nachher"


def test_rows_that_someone_removed_behind_the_log_are_noticed(path: Path, plan_file: PlanFile) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute("DELETE FROM measure")
        database.commit()
    before = path.read_bytes()
    plan_file.commit(edit(plan_file.plan, text="neu"))
    assert path.read_bytes() == before
    assert plan_file.path != path
    assert integrity_check.problems(plan_file.path) == []


@pytest.mark.skipif(os.name == "nt", reason="an open file cannot be replaced on Windows")
def test_a_file_that_was_swapped_is_not_written(path: Path, template: Path, plan_file: PlanFile) -> None:
    plan_file.commit(edit(plan_file.plan, text="vorher"))
    shutil.copy(template, path.with_name("anders"))
    os.replace(path.with_name("anders"), path)
    before = path.read_bytes()
    plan_file.copy_to(path.with_name("gerettet.nrwplan"))
    with PlanFile.open(path.with_name("gerettet.nrwplan"), ORIGIN) as rescued:
        assert rescued.plan.get(Measure, "m1").text == "vorher"
        assert rescued.undo_step() == plan_file.undo_step()
    plan_file.commit(edit(plan_file.plan, text="nachher"))
    assert path.read_bytes() == before
    assert plan_file.path != path


def test_many_rows_in_one_change(plan_file: PlanFile) -> None:
    measures = [Measure(new_id(), phase="f1", order=f"b{number:04}", text=str(number)) for number in range(1000)]
    plan_file.commit(Change(tuple(inserted(measure) for measure in measures), "1000 Maßnahmen"))
    done = plan_file.plan
    plan_file.undo()
    assert len(plan_file.plan.measures("f1")) == 1
    plan_file.redo()
    assert plan_file.plan == done == plan_file.reload()


def test_a_copy_is_whole_and_replaces_what_is_there(path: Path, plan_file: PlanFile) -> None:
    target = path.with_name("Kopie.nrwplan")
    target.write_text("alt")
    plan_file.commit(edit(plan_file.plan, text="für die Kopie"))
    plan_file.copy_to(target)
    with PlanFile.open(target, ORIGIN) as copy:
        assert copy.plan == plan_file.plan
        assert copy.undo_step() == plan_file.undo_step()
    assert integrity_check.problems(target) == []
    assert sorted(name for name in os.listdir(path.parent) if "journal" not in name) == sorted([path.name, target.name])


def test_a_copy_goes_neither_onto_itself_nor_onto_an_open_plan(path: Path, plan_file: PlanFile) -> None:
    link = path.with_name("Verknüpfung.nrwplan")
    link.symlink_to(path)
    for target in (path, link):
        with pytest.raises(PlanError, match="selbst"):
            plan_file.copy_to(target)
    with pytest.raises(PlanError, match="Ordner"):
        plan_file.copy_to(path.parent)
    with pytest.raises(PlanError, match="Den Ordner"):
        plan_file.copy_to(path.parent / "weg" / "Kopie.nrwplan")
    other = path.with_name("offen.nrwplan")
    held = lock.Lock.acquire(other)
    with pytest.raises(PlanError, match="geöffnet"):
        plan_file.copy_to(other)
    held.release()


def test_a_copy_that_fails_leaves_the_old_one(path: Path, plan_file: PlanFile, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    target = path.with_name("Kopie.nrwplan")
    target.write_text("alt")
    monkeypatch.setattr("nrw_desktop.paths.sync_file", full)
    with pytest.raises(PlanError, match="voll"):
        plan_file.copy_to(target)
    assert target.read_text() == "alt"
    assert not [name for name in os.listdir(path.parent) if name.endswith(".tmp")]


@pytest.mark.skipif(os.name != "posix", reason="an open file cannot be cut on Windows")
def test_a_file_cut_short_while_open_still_gives_a_copy(tmp_path: Path) -> None:
    from nrw_desktop.storage.upkeep import new_plans

    with new_plans.new_plan(tmp_path / "plan.nrwplan") as file:
        os.truncate(file.path, 5000)
        assert not file.copy_to(tmp_path / "rescued.nrwplan")
        plan = file.plan
    with PlanFile.open(tmp_path / "rescued.nrwplan") as rescued:
        assert rescued.plan == plan
        assert rescued.undo_step() is None


@pytest.mark.skipif(os.name != "posix", reason="an open file cannot be deleted on Windows")
def test_a_file_deleted_while_open_still_gives_a_whole_copy(tmp_path: Path) -> None:
    from nrw_desktop.storage.upkeep import new_plans

    with new_plans.new_plan(tmp_path / "plan.nrwplan") as file:
        file.path.unlink()
        assert file.copy_to(tmp_path / "rescued.nrwplan")
        plan = file.plan
    with PlanFile.open(tmp_path / "rescued.nrwplan") as rescued:
        assert rescued.plan == plan
