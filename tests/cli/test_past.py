"""The commands history, undo and redo."""

import os
from pathlib import Path
from typing import Any

import pytest

from nrw_desktop import paths
from nrw_desktop.domain import edits
from nrw_desktop.storage.file.plan_file import PlanFile
from nrw_desktop.storage.system.lock import Lock
from nrw_desktop.storage.upkeep import upgrade
from tests.cli.conftest import Call
from tests.storage.synchroniser import in_place


@pytest.fixture
def worked_on(plan: Path) -> Path:
    """A plan with two steps of this installation."""
    with PlanFile.open(plan, paths.origin()) as file:
        measure = file.plan.measures(file.plan.phases[0].id)[5]
        file.commit(edits.measures.set_field(file.plan, measure.id, "status", "done"))
        file.commit(edits.measures.remove(file.plan, [measure.id]))
    return plan


def test_history_tells_what_was_done(call: Call, worked_on: Path) -> None:
    lines = call("history", worked_on).out.splitlines()
    assert [line.partition(" Uhr  ")[2] for line in lines] == [
        "Maßnahme ‚Öffentlichkeitsarbeit‘ gelöscht",
        "Status von ‚Öffentlichkeitsarbeit‘ geändert",
        "Plan angelegt",
    ]
    lines = call("history", worked_on, "--limit", 1).out.splitlines()
    assert lines[1:] == ["Davor: 2 weitere; „--limit all“ zeigt alle."]
    assert len(call("history", worked_on, "--limit", "all").out.splitlines()) == 3


@pytest.mark.parametrize("limit", ["0", "-1", "zwei", ""])
def test_a_limit_is_a_number(call: Call, plan: Path, limit: str) -> None:
    result = call("history", plan, f"--limit={limit}")
    assert (result.code, "ist keine Anzahl" in result.err) == (2, True)


def test_undo_and_redo_say_what_they_did(call: Call, worked_on: Path) -> None:
    assert call("undo", worked_on).out == "Rückgängig gemacht: Maßnahme ‚Öffentlichkeitsarbeit‘ gelöscht\n"
    assert call("undo", worked_on).out == "Rückgängig gemacht: Status von ‚Öffentlichkeitsarbeit‘ geändert\n"
    result = call("undo", worked_on)
    assert (result.code, "kein Schritt zurücknehmen" in result.err) == (1, True)
    assert call("redo", worked_on).out == "Wiederholt: Status von ‚Öffentlichkeitsarbeit‘ geändert\n"
    assert call("redo", worked_on).out == "Wiederholt: Maßnahme ‚Öffentlichkeitsarbeit‘ gelöscht\n"
    result = call("redo", worked_on)
    assert (result.code, "kein Schritt wiederholen" in result.err) == (1, True)
    assert call("check", worked_on).code == 0
    assert os.listdir(worked_on.parent) == [worked_on.name]


@pytest.mark.parametrize("has_backup", [True, False])
def test_another_version_put_there_meanwhile_is_kept_beside_ours(
    call: Call, worked_on: Path, has_backup: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    with PlanFile.open(worked_on, paths.origin()) as file:
        older = worked_on.read_bytes()
        file.commit(edits.measures.add(file.plan, file.plan.phases[0].id, "zuletzt"))
    if has_backup:
        # It has the history that the other version lacks.
        call("backup", worked_on)
    open_plan = upgrade.open_plan

    def swapped(*arguments: Any) -> PlanFile:
        file = open_plan(*arguments)
        in_place(worked_on, older)
        return file

    monkeypatch.setattr(upgrade, "open_plan", swapped)
    result = call("undo", worked_on)
    assert result.code == 1
    (kept,) = (one for one in worked_on.parent.glob("*.nrwplan") if one != worked_on)
    assert f"„{worked_on.name}“ enthält jetzt einen anderen Stand" in result.err
    assert f"„{kept.name}“" in result.err
    assert ("Rückgängig gemacht ist dort: Maßnahme ‚zuletzt‘ hinzugefügt" in result.err) is has_backup
    assert worked_on.read_bytes() == older
    assert call("check", kept).code == 0
    with PlanFile.open(kept, read_only=True) as file:
        texts = [measure.text for measure in file.plan.measures(file.plan.phases[0].id)]
    assert ("zuletzt" in texts) is not has_backup
    assert [one for one in os.listdir(kept.parent) if "lock" in one] == []


def test_somebody_elses_step_is_not_undone(call: Call, plan: Path) -> None:
    with PlanFile.open(plan, "jemand anders") as file:
        file.commit(edits.project.set_field(file.plan, "", "title", "Anders"))
    assert call("undo", plan).code == 1
    assert "Titel" in call("history", plan).out


def test_while_a_window_has_the_plan_open(call: Call, worked_on: Path) -> None:
    held = Lock.acquire(worked_on)
    before = worked_on.read_bytes()
    try:
        for command in ("undo", "redo"):
            result = call(command, worked_on)
            assert (result.code, "geöffnet" in result.err) == (1, True)
        assert call("history", worked_on).code == 0
    finally:
        held.release()
    assert worked_on.read_bytes() == before


@pytest.mark.parametrize("command", ["history", "undo", "redo"])
def test_what_is_no_plan_is_said_and_left_alone(call: Call, tmp_path: Path, command: str) -> None:
    letter = tmp_path / "Brief.nrwplan"
    letter.write_text("Sehr geehrte Damen und Herren")
    for name in (letter, tmp_path / "weg.nrwplan", tmp_path):
        assert call(command, name).code == 1
    assert os.listdir(tmp_path) == [letter.name]


def test_a_read_only_plan_takes_no_undo(call: Call, worked_on: Path) -> None:
    worked_on.chmod(0o444)
    assert "schreibgeschützt" in call("undo", worked_on).err
