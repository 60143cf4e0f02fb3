"""The commands backup, backups and restore."""

import hashlib
import os
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from nrw_desktop import paths
from nrw_desktop.domain import edits
from nrw_desktop.storage.archive import backup_mirror, backup_store
from nrw_desktop.storage.file.plan_file import PlanFile
from nrw_desktop.storage.system.lock import Lock
from tests.cli.conftest import Call


def change(plan: Path) -> None:
    with PlanFile.open(plan, paths.origin()) as file:
        file.commit(edits.project.set_field(file.plan, "", "title", f"{file.plan.project.title}!"))


def named(out: str) -> list[Path]:
    """The backups that an answer names."""
    return [Path(found) for found in re.findall(r"\S*Z-[0-9a-f]{4}\.nrwplan", out.replace("„", " "))]


def test_a_backup_and_the_way_back(call: Call, plan: Path) -> None:
    content = call("show", plan, "--json").out
    (path,) = named(call("backup", plan).out)
    assert "nichts geändert" in call("backup", plan).out
    change(plan)
    (line,) = call("backups", plan).out.splitlines()
    assert ", 14 Maßnahmen, von Hand, 1 Änderung seither: " in line
    assert named(line) == [path]
    result = call("restore", path, "-o", "zurück")
    assert "„zurück.nrwplan“ ist da, auf dem Stand der Sicherung vom " in result.out
    assert call("show", "zurück.nrwplan", "--json").out == content
    restored = plan.with_name("zurück.nrwplan")
    assert hashlib.sha256(restored.read_bytes()).digest() == hashlib.sha256(path.read_bytes()).digest()


def test_a_plan_that_is_there_is_not_overwritten(call: Call, plan: Path) -> None:
    (path,) = named(call("backup", plan).out)
    change(plan)
    before = plan.read_bytes()
    result = call("restore", path, "-o", plan)
    assert (result.code, "gibt es schon" in result.err) == (1, True)
    held = Lock.acquire(plan)
    assert "geöffnet" in call("restore", path, "-o", plan).err
    held.release()
    assert "ist ein Ordner" in call("restore", path, "-o", plan.parent).err
    assert "Den Ordner" in call("restore", path, "-o", "weg/neu.nrwplan").err
    assert plan.read_bytes() == before


def test_a_backup_in_a_folder_of_ones_choice(call: Call, plan: Path, tmp_path: Path) -> None:
    stick = tmp_path / "Stick"
    assert "Den Ordner" in call("backup", plan, "--to", stick).err
    stick.mkdir()
    (path,) = named(call("backup", plan, "--to", stick).out)
    assert path.parent.parent == stick
    assert "noch keine Sicherung" in call("backups", plan).out
    assert call("restore", path, "-o", "neu.nrwplan").code == 0


def test_a_damaged_backup_is_shown_and_not_restored(call: Call, plan: Path) -> None:
    (path,) = named(call("backup", plan).out)
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:-1])
    assert ", beschädigt: " in call("backups", plan).out
    result = call("restore", path, "-o", "neu.nrwplan")
    assert (result.code, "Prüfsumme stimmt nicht" in result.err) == (1, True)
    backup_store._facts_file(path).unlink()
    assert "mit der Prüfsumme" in call("restore", path, "-o", "neu.nrwplan").err
    assert "gibt es nicht" in call("restore", "weg.nrwplan", "-o", "neu.nrwplan").err
    assert os.listdir(plan.parent) == [plan.name]


@pytest.mark.parametrize("damage", [Path.unlink, lambda path: path.write_bytes(b"")])
def test_backups_of_a_plan_that_is_gone_or_damaged(call: Call, plan: Path, damage: object) -> None:
    (path,) = named(call("backup", plan).out)
    damage(plan)  # type: ignore[operator]
    out = call("backups", plan).out
    assert named(out) == [path]
    assert "seither" not in out
    backup_store.remove(backup_store.read(path))
    assert call("backups", plan).code == 1
    assert call("backup", plan).code == 1


def test_the_second_place(call: Call, plan: Path, tmp_path: Path) -> None:
    stick = tmp_path / "Stick"
    stick.mkdir()
    backup_mirror.set_second_place(stick)
    call("backup", plan)
    assert [", zweiter Ort: " in line for line in call("backups", plan).out.splitlines()] == [False, True]
    stick.rename(tmp_path / "abgezogen")
    change(plan)
    result = call("backup", plan)
    assert (result.code, "ist gerade nicht da" in result.out) == (0, True)


def test_an_open_plan_can_be_backed_up(call: Call, plan: Path) -> None:
    held = Lock.acquire(plan)
    assert call("backup", plan).code == 0
    assert call("backups", plan).code == 0
    held.release()


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["backup"], "Es fehlt: PLAN."),
        (["backup", "b", "--to"], "Bei --to fehlt der Wert."),
        (["backups", "a", "b"], "Unbekannt oder zu viel: b."),
        (["restore", "a"], "Es fehlt: -o/--output."),
        (["undo"], "Es fehlt: PLAN."),
    ],
)
def test_wrong_use(call: Call, words: list[str], why: str) -> None:
    result = call(*words)
    assert (result.code, why in result.err) == (2, True)


@pytest.mark.parametrize("harm", ["altered", "truncated", "gone"])
def test_a_check_names_the_last_good_backup(call: Call, plan: Path, harm: str) -> None:
    (good,) = named(call("backup", plan).out)
    change(plan)
    (spoilt,) = named(call("backup", plan).out)
    spoilt.chmod(0o644)
    spoilt.write_bytes(spoilt.read_bytes()[:-1])
    if harm == "altered":
        with closing(sqlite3.connect(plan)) as database:
            database.execute("UPDATE goal SET text = 'heimlich'")
            database.commit()
    elif harm == "truncated":
        os.truncate(plan, 5000)
    else:
        plan.unlink()
    for words in (("check", plan), *([(plan,)] if harm != "altered" else [])):
        result = call(*words)
        assert result.code == 1
        assert "Die letzte gute Sicherung ist vom " in result.err
        assert f"nrw-desktop restore {good} -o NEU" in result.err
    assert call("restore", good, "-o", "neu").code == 0


def test_a_damaged_plan_with_a_good_backup_is_left_to_the_window(
    call: Call, plan: Path, window: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    call("backup", plan)
    os.truncate(plan, 0)
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert call(plan).code == 0
    assert window == [plan]
    other = plan.with_name("ohne.nrwplan")
    other.touch()
    assert "ist leer" in call(other).err
    assert window == [plan]
