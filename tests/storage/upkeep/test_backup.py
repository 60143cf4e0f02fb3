"""Backups are whole or not there, are shown as damaged if they are, and bring a plan back."""

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from nrw_desktop import paths
from nrw_desktop.domain.edits import restore
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change, inserted, updated
from nrw_desktop.domain.model.records import Contact, Measure, Partner
from nrw_desktop.storage.archive import backup_mirror, backup_store
from nrw_desktop.storage.archive.backup_store import Backup, Facts
from nrw_desktop.storage.file import integrity_check
from nrw_desktop.storage.file.plan_file import PlanFile
from nrw_desktop.storage.system.lock import Lock
from nrw_desktop.storage.upkeep import backup
from tests.storage.database.test_change_log import typed
from tests.storage.plans import ORIGIN
from tests.storage.synchroniser import added, in_place, version


def made(file: PlanFile, reason: str = "Probe") -> Backup:
    """A backup, which must be needed."""
    found = backup.make(file, reason)
    assert found is not None
    return found


def spoil(one: Backup) -> None:
    """Flips a bit of a backup."""
    content = bytearray(one.path.read_bytes())
    content[len(content) // 2] ^= 1
    one.path.chmod(0o644)
    one.path.write_bytes(content)


def lay(where: Path, at: datetime, **values: object) -> Path:
    """Puts down what looks like a backup of that time."""
    where.mkdir(parents=True, exist_ok=True)
    path = where / backup_store.new_name(at)
    path.write_bytes(b"x")
    facts = Facts(hashlib.sha256(b"x").hexdigest(), "", 0, 0, "Probe")
    content = msgspec.json.encode(msgspec.structs.replace(facts, **values))
    path.with_name(f"{path.name}.json").write_bytes(content)
    return path


def test_a_backup_is_a_plan_with_its_checksum(plan_file: PlanFile, data_dir: Path) -> None:
    typed(plan_file, "eins")
    one = made(plan_file, "beim Öffnen")
    assert one.path.parent == backup_store.folder(plan_file.path)
    assert one.path.parent.parent == data_dir / "backups"
    assert one.path.parent.name.startswith(f"{plan_file.path.stem}-")
    facts = backup_store.verify(one)
    assert (facts.head, facts.seq, facts.measures, facts.reason) == (plan_file.plan.head, 2, 1, "beim Öffnen")
    assert facts.sha256 == hashlib.sha256(one.path.read_bytes()).hexdigest()
    assert integrity_check.problems(one.path) == []
    assert abs(one.at - datetime.now().astimezone()) < timedelta(minutes=1)
    assert sorted(os.listdir(one.path.parent)) == [one.path.name, f"{one.path.name}.json"]
    assert backup.backups(plan_file.path) == [one]
    with PlanFile.open(one.path, ORIGIN) as opened:
        assert (opened.plan, opened.read_only or os.name == "nt") == (plan_file.plan, True)


def test_nothing_new_needs_no_backup(plan_file: PlanFile) -> None:
    one = made(plan_file)
    assert backup.make(plan_file, "Probe") is None
    assert backup.changes_since(plan_file, one) == 0
    typed(plan_file, "eins")
    plan_file.undo()
    assert backup.changes_since(plan_file, one) == 2
    two = made(plan_file)
    assert [found.path for found in backup.backups(plan_file.path)] == [two.path, one.path]
    # One that is damaged is none.
    spoil(two)
    three = made(plan_file)
    assert backup.last_good(plan_file.path) == three
    spoil(three)
    assert backup.last_good(plan_file.path) == one


def test_plans_of_the_same_name_have_folders_of_their_own(tmp_path: Path) -> None:
    names = {backup_store.folder_name(tmp_path / place / "Plan.nrwplan") for place in ("a", "b")}
    assert len(names) == 2
    assert all(name.startswith("Plan-") for name in names)
    assert len(backup_store.folder_name(tmp_path / f"{'ä' * 200}.nrwplan").encode()) < 200


def test_a_draft_can_be_given_up_or_finished_elsewhere(plan_file: PlanFile) -> None:
    draft = backup.begin(plan_file, "Probe")
    assert draft is not None
    assert backup.backups(plan_file.path) == []
    draft.drop()
    assert os.listdir(backup_store.folder(plan_file.path)) == []
    draft = backup.begin(plan_file, "Probe")
    assert draft is not None
    typed(plan_file, "inzwischen")
    thread = threading.Thread(target=draft.finish)
    thread.start()
    thread.join()
    (one,) = backup.backups(plan_file.path)
    assert backup.changes_since(plan_file, one) == 1


def test_a_damaged_plan_gives_no_backup(path: Path, plan_file: PlanFile) -> None:
    one = made(plan_file)
    typed(plan_file, "eins")
    with closing(sqlite3.connect(path)) as database:
        database.execute("UPDATE goal SET text = 'heimlich'")
        database.commit()
    with pytest.raises(PlanError, match=r"ließ sich keine Sicherung machen. Der Plan ist beschädigt: Ziel ‚heimlich‘"):
        backup.make(plan_file, "Probe")
    assert backup.backups(path) == [one]
    assert len(os.listdir(one.path.parent)) == 2


@pytest.mark.parametrize("step", ["sync_file", "write_whole", "replace_file"])
def test_a_full_disk_leaves_the_old_backups_and_nothing_else(
    plan_file: PlanFile, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    one = made(plan_file)
    typed(plan_file, "eins")
    with monkeypatch.context() as patch:
        patch.setattr(paths, step, full)
        with pytest.raises(PlanError, match=r"ließ sich keine Sicherung machen.* voll"):
            backup.make(plan_file, "Probe")
    assert backup.backups(plan_file.path) == [one]
    assert len(os.listdir(one.path.parent)) == 2
    made(plan_file)


def test_the_restore_drill(path: Path, plan_file: PlanFile, tmp_path: Path) -> None:
    typed(plan_file, "eins")
    plan, one = plan_file.plan, made(plan_file)
    typed(plan_file, "zwei")
    target = tmp_path / "zurück.nrwplan"
    backup.restore_copy(one, target)
    assert hashlib.sha256(target.read_bytes()).hexdigest() == backup_store.verify(one).sha256
    assert integrity_check.problems(target) == []
    with PlanFile.open(target, ORIGIN) as restored:
        assert restored.plan == plan
        restored.undo()
        assert restored.plan.get(Measure, "m1").text.startswith("Auftakt")
    assert os.listdir(tmp_path) != []
    assert not [name for name in os.listdir(tmp_path) if name.endswith(".tmp")]


def test_restoring_overwrites_only_when_asked(path: Path, plan_file: PlanFile, tmp_path: Path) -> None:
    one, target = made(plan_file), tmp_path / "da.nrwplan"
    target.write_text("alt")
    with pytest.raises(PlanError, match="gibt es schon"):
        backup.restore_copy(one, target)
    assert target.read_text() == "alt"
    held = Lock.acquire(target)
    with pytest.raises(PlanError, match="geöffnet"):
        backup.restore_copy(one, target, replace=True)
    held.release()
    with pytest.raises(PlanError, match="Ordner"):
        backup.restore_copy(one, tmp_path, replace=True)
    assert target.read_text() == "alt"
    backup.restore_copy(one, target, replace=True)
    assert integrity_check.problems(target) == []
    assert target.stat().st_mode & 0o200


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (spoil, "ist beschädigt: Ihre Prüfsumme"),
        (lambda one: backup_store._facts_file(one.path).unlink(), "fehlt"),
        (lambda one: backup_store._facts_file(one.path).write_text("{"), "nicht lesbar"),
        (lambda one: (one.path.chmod(0o644), one.path.unlink()), "gibt es nicht"),
    ],
)
def test_a_damaged_backup_is_not_restored(plan_file: PlanFile, tmp_path: Path, damage: object, words: str) -> None:
    one = made(plan_file)
    damage(one)  # type: ignore[operator]
    for found in [*backup.backups(plan_file.path), one]:
        if found is one and words in ("fehlt", "nicht lesbar"):
            continue
        assert not backup_store.is_intact(found)
        with pytest.raises(PlanError, match=words):
            backup.restore_copy(found, tmp_path / "neu.nrwplan")
        with pytest.raises(PlanError, match=words):
            backup.plan_of(found, plan_file)
    assert not (tmp_path / "neu.nrwplan").exists()


def test_in_place_a_backup_is_one_step(plan_file: PlanFile) -> None:
    plan, one = plan_file.plan, made(plan_file)
    rows = tuple(inserted(Measure(f"n{number}", phase="f1", text=str(number))) for number in range(1000))
    plan_file.commit(Change(rows, "1000 Maßnahmen"))
    full = plan_file.plan
    change = restore.back_to(full, backup.plan_of(one, plan_file), restore.backup_label(one.at))
    plan_file.commit(change)
    assert plan_file.plan == plan == plan_file.reload()
    undone = plan_file.undo()
    assert undone is not None
    assert (undone.target, plan_file.plan) == (change.id, full)


def test_what_was_erased_does_not_come_back(plan_file: PlanFile) -> None:
    rows = (Contact("c1", partner="k1", person="Erika Muster"), Partner("k2"), Contact("c2", partner="k2", mail="a@b"))
    plan_file.commit(Change(tuple(inserted(record) for record in rows), "Kontakte"))
    old = made(plan_file)
    erasing = plan_file.erase(plan_file.plan.get(Partner, "k1"))
    later = Contact("c3", partner="k1", person="Nachfolgerin")
    plan_file.commit(Change((inserted(later),), "Kontakt"))
    new = made(plan_file)
    assert backup.made_before(plan_file, erasing.id) == [old]
    plan = backup.plan_of(old, plan_file)
    assert "c1" not in plan.rows["contact"]
    assert plan.get(Contact, "c2").mail == "a@b"
    assert backup.plan_of(new, plan_file).get(Contact, "c3") == later


def test_a_backup_of_another_plan_is_not_comparable(path: Path, plan_file: PlanFile, template: Path) -> None:
    typed(plan_file, "eins")
    one = made(plan_file)
    plan_file.close()
    shutil.copy(template, path)
    with PlanFile.open(path, ORIGIN) as other:
        assert backup.changes_since(other, one) is None
        assert backup.made_before(other, other.plan.head or "") == [one]


def test_old_backups_go(tmp_path: Path) -> None:
    now = datetime(2026, 11, 20, 14, 5, tzinfo=UTC)
    minutes = [0, 30, 60, 90, 120, 150, 180, 210]
    for minute in minutes:
        lay(tmp_path, now - timedelta(minutes=minute))
    future = lay(tmp_path, now + timedelta(days=365))
    backup_store.thin(tmp_path, now)
    found = backup_store.listed(tmp_path)
    assert found[0].path == future
    assert [(now - one.made) // timedelta(minutes=1) for one in found[1:]] == [0, 30, 60, 90, 120, 150, 210]
    assert len(os.listdir(tmp_path)) == 2 * len(found)


def test_backups_of_two_versions_do_not_thin_each_other(path: Path, plan_file: PlanFile, tmp_path: Path) -> None:
    base = path.read_bytes()
    for text in ("meins", "noch eins"):
        plan_file.commit(added(text))
    ours = made(plan_file)
    theirs = version(base, tmp_path / "dort", *(f"ihres {number}" for number in range(4)))
    # The program opens what is there; the shelf goes by the name of the plan.
    plan_file.close()
    in_place(path, theirs)
    with PlanFile.open(path, ORIGIN) as other:
        for number in range(12):
            other.commit(added(f"danach {number}"))
            made(other)
    backup_store.thin(ours.path.parent, datetime.now(UTC) + timedelta(days=800))
    found = backup_store.listed(ours.path.parent)
    assert backup_store.is_intact(ours)
    assert ours.path in [one.path for one in found]
    assert len(found) < 13


def test_a_power_cut_leaves_no_backup_without_its_facts(plan_file: PlanFile, monkeypatch: pytest.MonkeyPatch) -> None:
    one = made(plan_file)
    there = list[list[bool]]()
    facts = one.path.with_name(f"{one.path.name}.json")
    monkeypatch.setattr(paths, "sync_folder", lambda _: there.append([one.path.exists(), facts.exists()]))
    backup_store.remove(one)
    assert there == [[False, True]]
    assert not facts.exists()


def test_a_backup_can_be_given_a_day_to_go(plan_file: PlanFile, monkeypatch: pytest.MonkeyPatch) -> None:
    one = made(plan_file)
    typed(plan_file, "eins")
    two = made(plan_file)
    for each in (one, two):
        backup_store.let_go(each, date(2026, 12, 24))
    where = one.path.parent
    backup_store.thin(where, datetime(2026, 12, 23, 12, tzinfo=UTC))
    assert [found.facts.goes for found in backup_store.listed(where) if found.facts] == ["2026-12-24"] * 2
    assert backup_store.is_intact(backup_store.read(one.path))
    backup_store.thin(where, datetime(2026, 12, 24, 12, tzinfo=UTC))
    assert [found.path for found in backup_store.listed(where)] == [two.path]


def test_what_broken_off_backups_left_is_swept_up(plan_file: PlanFile) -> None:
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    one = made(plan_file)
    where = one.path.parent
    gone, mine = where / f".{child.pid}-0123456789ab.tmp", where / f".{os.getpid()}-0123456789ab.tmp"
    orphan, fresh = (where / f"{backup_store.new_name(datetime.now(UTC))}.json" for _ in range(2))
    others = where / "Notizen.json"
    for path in (gone, mine, orphan, fresh, others):
        path.write_text("x")
    for path in (orphan, others):
        os.utime(path, (1e9, 1e9))
    backup_store.thin(where)
    assert [path.exists() for path in (gone, mine, orphan, fresh, others)] == [False, True, False, True, True]
    assert backup_store.is_intact(one)


def test_the_second_place_gets_what_is_new(plan_file: PlanFile, tmp_path: Path) -> None:
    stick = tmp_path / "Stick"
    assert (backup_mirror.second_place(), backup_mirror.mirror(plan_file.path)) == (None, "")
    with pytest.raises(PlanError, match="Den Ordner"):
        backup_mirror.set_second_place(stick)
    stick.mkdir()
    backup_mirror.set_second_place(stick)
    assert backup_mirror.mirror(plan_file.path) == ""
    one = made(plan_file)
    assert backup_mirror.mirror(plan_file.path) == backup_mirror.mirror(plan_file.path) == ""
    here, there = sorted(backup.backups(plan_file.path), key=lambda found: found.second)
    assert (here, there.second, there.facts) == (one, True, one.facts)
    assert backup_store.is_intact(there)
    assert there.path == stick / one.path.parent.name / one.path.name
    spoil(there)
    assert backup_mirror.mirror(plan_file.path) == ""
    assert backup_store.is_intact(there)
    backup_mirror.set_second_place(None)
    assert [found.second for found in backup.backups(plan_file.path)] == [False]


def test_a_second_place_that_is_gone_or_full_is_said_and_blocks_nothing(
    plan_file: PlanFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    stick = tmp_path / "Stick"
    stick.mkdir()
    backup_mirror.set_second_place(stick)
    one = made(plan_file)
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "copyfile", full)
        assert "voll" in backup_mirror.mirror(plan_file.path)
    assert os.listdir(stick / one.path.parent.name) == []
    shutil.rmtree(stick)
    assert "ist gerade nicht da" in backup_mirror.mirror(plan_file.path)
    assert backup.backups(plan_file.path) == [one]
    stick.mkdir()
    assert backup_mirror.mirror(plan_file.path) == ""
    assert len(backup.backups(plan_file.path)) == 2


def test_a_copy_to_a_folder_of_ones_choice_is_made_each_time(plan_file: PlanFile, tmp_path: Path) -> None:
    for _ in range(7):
        draft = backup.begin(plan_file, "von Hand", tmp_path)
        assert draft is not None
        draft.finish()
    assert len(backup_store.listed(tmp_path / backup_store.folder_name(plan_file.path))) == 7
    with pytest.raises(PlanError, match="Den Ordner"):
        backup.begin(plan_file, "von Hand", tmp_path / "weg")


def test_a_plan_that_is_only_read_is_backed_up(path: Path, data_dir: Path) -> None:
    before = path.read_bytes()
    with PlanFile.open(path, read_only=True) as file:
        made(file)
        updates = updated(file.plan.get(Measure, "m1"), text="neu")
        with pytest.raises(PlanError):
            file.commit(Change(updates, "x"))
    assert (path.read_bytes(), os.listdir(path.parent)) == (before, [path.name])


def test_reading_one_backup(plan_file: PlanFile, tmp_path: Path) -> None:
    one = made(plan_file)
    assert backup_store.read(one.path) == one
    for found, words in ((tmp_path, "ist ein Ordner"), (tmp_path / "weg", "gibt es nicht")):
        with pytest.raises(PlanError, match=words):
            backup_store.read(found)
    renamed = tmp_path / "Meine Sicherung.nrwplan"
    shutil.copy(one.path, renamed)
    assert backup_store.read(renamed).facts is None
