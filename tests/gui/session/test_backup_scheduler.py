"""Automatic backups of the open plan: when they come, and that trouble never stops the work."""

import gc
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from nrw_desktop.domain import edits
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.gui.session.backup_scheduler import BackupScheduler
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.storage.archive import backup_mirror, backup_schedule, backup_store
from nrw_desktop.storage.file import integrity_check
from nrw_desktop.storage.file.plan_file import PlanFile
from nrw_desktop.storage.upkeep import backup
from tests.gui.conftest import ORIGIN
from tests.gui.hands import settle


@pytest.fixture
def backups(workspace: Workspace) -> BackupScheduler:
    # What other tests left behind must not be collected within the thread that puts a backup away.
    gc.collect()
    return BackupScheduler(workspace, workspace)


def done(backups: BackupScheduler, qtbot: QtBot) -> None:
    with qtbot.waitSignal(backups.made, timeout=10000):
        pass


def edit(workspace: Workspace, text: str) -> None:
    workspace.run(edits.measures.add, workspace.plan.phases[0].id, text)


def test_the_first_look_makes_one(backups: BackupScheduler, workspace: Workspace, qtbot: QtBot) -> None:
    backups.look()
    done(backups, qtbot)
    found = backup.backups(workspace.path)
    assert [(one.facts.reason, one.facts.head) for one in found if one.facts] == [("automatisch", workspace.plan.head)]


def test_there_is_none_without_changes(
    backups: BackupScheduler, workspace: Workspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    backups.look()
    done(backups, qtbot)
    monkeypatch.setattr(backup_schedule, "INTERVAL_SECONDS", 0)
    backups.look()
    # By hand too: the plan is as the last backup has it.
    backups.make("von Hand")
    backups.finish()
    settle()
    assert len(backup.backups(workspace.path)) == 1
    edit(workspace, "neu")
    backups.look()
    backups.finish()
    assert len(backup.backups(workspace.path)) == 2


def test_the_state_before_the_first_edit_is_kept(backups: BackupScheduler, workspace: Workspace) -> None:
    before = workspace.plan.head
    edit(workspace, "neu")
    backups.finish()
    assert [one.facts.head for one in backup.backups(workspace.path) if one.facts] == [before]


def test_the_next_comes_after_half_an_hour_of_work(backups: BackupScheduler, workspace: Workspace) -> None:
    backups.look()
    backups.finish()
    edit(workspace, "neu")
    backups.look()
    backups.finish()
    assert len(backup.backups(workspace.path)) == 1


def test_one_at_a_time(backups: BackupScheduler, workspace: Workspace) -> None:
    backups.make("eins")
    backups.make("zwei")
    backups.finish()
    assert [one.facts.reason for one in backup.backups(workspace.path) if one.facts] == ["eins"]


def test_a_second_place_that_is_gone_is_said_once(
    backups: BackupScheduler, workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    stick = tmp_path / "Stick"
    stick.mkdir()
    backup_mirror.set_second_place(stick)
    stick.rmdir()
    told = list[str]()
    backups.trouble.connect(told.append)
    for text in ("eins", "zwei"):
        backups.make("von Hand")
        done(backups, qtbot)
        edit(workspace, text)
    assert len(told) == 1
    assert "ist gerade nicht da" in told[0]
    stick.mkdir()
    backups.make("von Hand")
    done(backups, qtbot)
    assert [one.second for one in backup.backups(workspace.path)].count(True) == 1
    assert len(told) == 1


def test_what_cannot_be_made_is_said_and_work_goes_on(
    backups: BackupScheduler, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise PlanError("Der Datenträger ist voll.")

    monkeypatch.setattr(backup, "begin", refuse)
    told = list[str]()
    backups.trouble.connect(told.append)
    backups.look()
    backups.finish()
    assert told == ["Der Datenträger ist voll."]
    edit(workspace, "geht weiter")


def altered(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute(statement)
        database.commit()


@pytest.mark.parametrize("has_backup", [False, True])
def test_a_plan_damaged_where_nobody_looks_is_said_once(
    plan_path: Path, has_backup: bool, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    """It opens without an error. Also where there is a backup of this very state, so that none is needed."""
    monkeypatch.setattr(backup_schedule, "INTERVAL_SECONDS", 0)
    if has_backup:
        with PlanFile.open(plan_path, ORIGIN) as file:
            backup.make(file, "von Hand")
    altered(plan_path, "UPDATE goal SET text = 'heimlich'")
    backups = request.getfixturevalue("backups")
    workspace = request.getfixturevalue("workspace")
    damaged = list[str]()
    backups.damaged.connect(damaged.append)
    for _ in range(2):
        backups.make("automatisch")
        backups.finish()
        settle()
    assert len(damaged) == 1
    assert "beschädigt: Ziel ‚heimlich‘ ist anders als im Verlauf" in damaged[0]
    assert len(backup.backups(workspace.path)) == has_backup
    assert not [one for one in backup_store.folder(workspace.path).iterdir() if one.name.endswith(".tmp")]


@pytest.mark.complains("malformed", "is not what it was")
def test_a_plan_damaged_while_it_is_open_goes_on_elsewhere_and_no_older_backup_is_offered(
    backups: BackupScheduler, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup_schedule, "INTERVAL_SECONDS", 0)
    path, before = workspace.path, workspace.plan
    altered(path, "UPDATE goal SET text = 'heimlich'")
    damaged = list[str]()
    backups.damaged.connect(damaged.append)
    backups.make("automatisch")
    backups.finish()
    settle()
    assert damaged == []
    assert workspace.path != path
    assert workspace.plan == before
    assert integrity_check.problems(workspace.path) == []


@pytest.mark.complains("malformed")
def test_a_plan_whose_pages_cannot_be_read_any_more_goes_on_elsewhere_and_has_its_backup_there(
    backups: BackupScheduler, workspace: Workspace
) -> None:
    path, content = workspace.path, bytearray(workspace.path.read_bytes())
    content[3 * 4096 :] = b"\xff" * (len(content) - 3 * 4096)
    path.write_bytes(content)
    damaged = list[str]()
    backups.damaged.connect(damaged.append)
    backups.look()
    backups.finish()
    settle()
    assert damaged == []
    assert workspace.path != path
    assert path.read_bytes() == content
    assert backup.backups(path) == []
    assert len(backup.backups(workspace.path)) == 1
    assert integrity_check.problems(workspace.path) == []


def test_a_sound_plan_with_a_backup_is_looked_at_in_silence(backups: BackupScheduler, workspace: Workspace) -> None:
    backup.make(workspace.plan_file, "von Hand")
    told = list[str]()
    backups.damaged.connect(told.append)
    backups.trouble.connect(told.append)
    backups.look()
    backups.finish()
    settle()
    assert told == []
    assert len(list(backup_store.folder(workspace.path).iterdir())) == 2


def test_of_a_plan_that_is_closed_no_backup_is_begun(backups: BackupScheduler, workspace: Workspace) -> None:
    """A look that is due may come between the end of a window and its death."""
    workspace.plan_file.close()
    backups.look()
    backups.finish()
    assert backup.backups(workspace.path) == []


def test_a_window_that_goes_waits_for_the_backup(backups: BackupScheduler, workspace: Workspace) -> None:
    backups.look()
    backups.finish()
    # Not a moment of the event loop has passed.
    assert len(backup.backups(workspace.path)) == 1
