"""A plan that is damaged or gone: what is wrong is said, with the way to its last good backup."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from nrw_desktop.app import App
from nrw_desktop.domain import edits
from nrw_desktop.gui.dialogs.backup_dialog import BackupDialog
from nrw_desktop.gui.session import recovery_dialog
from nrw_desktop.storage.file.plan_file import PlanFile
from nrw_desktop.storage.system import lock
from nrw_desktop.storage.upkeep import backup, new_plans, recent_plans
from tests.gui.conftest import qapp  # noqa: F401
from tests.gui.hands import answer, measure_texts, settle
from tests.storage import hostile
from tests.test_app import chosen, program, window_of  # noqa: F401


def altered(plan: Path) -> None:
    with closing(sqlite3.connect(plan)) as database:
        database.execute("UPDATE measure SET text = 'heimlich'")
        database.commit()


def garbled(plan: Path) -> None:
    content = plan.read_bytes()
    plan.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))


HARM: dict[str, tuple[Callable[[Path], object], str]] = {
    "empty": (lambda plan: os.truncate(plan, 0), "ist leer"),
    "cut": (lambda plan: os.truncate(plan, 9000), "abgeschnitten"),
    "text": (lambda plan: plan.write_text("verschlüsselt " * 900), "keine Plandatei"),
    "garbled": (garbled, "beschädigt"),
    "gone": (lambda plan: plan.unlink(), "gibt es nicht"),
    "rows that are no plan": (
        hostile.rows("UPDATE measure SET start = '2017-99'"),
        "„2017-99“ unter „Beginn“ ist kein Monat",
    ),
    "crafted": (hostile.text("goal", "remark TEXT", "remark TEXT AS (hex(text))"), "nicht so aufgebaut"),
}


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan with two backups, of which the newer one is damaged too."""
    path = tmp_path / "Plan.nrwplan"
    with new_plans.new_plan(path) as file:
        for text in ("in der guten Sicherung", "nur in der schlechten"):
            file.commit(edits.measures.add(file.plan, file.plan.phases[0].id, text))
            made = backup.make(file, "von Hand")
            assert made is not None
        made.path.chmod(0o644)
        made.path.write_bytes(made.path.read_bytes()[:-7])
    return path


@pytest.mark.complains("Plan.nrwplan: ")
@pytest.mark.parametrize("harm", HARM)
def test_a_start_on_a_damaged_plan_offers_the_last_good_backup(
    program: App,  # noqa: F811
    plan: Path,
    tmp_path: Path,
    harm: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    spoil, words = HARM[harm]
    spoil(plan)
    before = plan.read_bytes() if plan.exists() else None
    told = answer(monkeypatch, "Sicherung öffnen", "Sicherung öffnen")
    picks = iter(["", tmp_path / "wieder da"])
    monkeypatch.setattr("PySide6.QtWidgets.QFileDialog.getSaveFileName", lambda *_, **__: (str(next(picks)), ""))
    assert program.start(plan) == 0
    assert words in told[0]
    assert "Die letzte gute Sicherung ist vom " in told[0]
    assert "mit 15 Maßnahmen" in told[0]
    # Given up once, it is asked again.
    assert len(told) == 2
    assert window_of(program).workspace.path == tmp_path / "wieder da.nrwplan"
    assert measure_texts(window_of(program).workspace.plan, 1)[-1] == "in der guten Sicherung"
    assert (plan.read_bytes() if plan.exists() else None) == before
    assert not lock.lock_path(plan).exists()


def test_the_last_plan_is_gone_and_its_backup_is_offered(
    program: App,  # noqa: F811
    plan: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    recent_plans.remember_plan(plan)
    plan.unlink()
    told = answer(monkeypatch, "Sicherung öffnen")
    chosen(monkeypatch, "getSaveFileName", tmp_path / "wieder da")
    assert program.start(None) == 0
    assert "ist nicht mehr da" in told[0]
    assert window_of(program).workspace.path == tmp_path / "wieder da.nrwplan"


def test_without_a_backup_none_is_offered(
    program: App,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "leer.nrwplan").touch()
    boxes = list[list[str]]()

    def leave(box: QMessageBox) -> int:
        boxes.append([button.text() for button in box.buttons()])
        next(button for button in box.buttons() if button.text() == "Beenden").click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", leave)
    program.start(tmp_path / "leer.nrwplan")
    assert sorted(boxes[0]) == sorted([recovery_dialog.OPEN, recovery_dialog.NEW, "Beenden"])


def test_from_the_window_a_damaged_plan_offers_its_backup(
    program: App,  # noqa: F811
    plan: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    program.start(None)
    before = window_of(program)
    os.truncate(plan, 9000)
    told = answer(monkeypatch, "Abbrechen", "Sicherung öffnen", "Sicherung öffnen")
    chosen(monkeypatch, "getSaveFileName", "")
    program.open_plan(before, plan)
    program.open_plan(before, plan)
    assert window_of(program) is before
    assert "abgeschnitten" in told[0]
    chosen(monkeypatch, "getSaveFileName", tmp_path / "wieder da")
    program.open_plan(before, plan)
    assert window_of(program).workspace.path == tmp_path / "wieder da.nrwplan"


@pytest.mark.parametrize("way", ["Alle Sicherungen", "Sicherung öffnen", "Weiterarbeiten"])
def test_damage_that_shows_after_opening_is_told_with_the_way_out(
    program: App,  # noqa: F811
    plan: Path,
    tmp_path: Path,
    way: str,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    altered(plan)
    told = answer(monkeypatch, way)
    chosen(monkeypatch, "getSaveFileName", tmp_path / "wieder da")
    assert program.start(plan) == 0
    window = window_of(program)
    qtbot.waitUntil(lambda: bool(told), timeout=10000)
    settle()
    assert "ist anders als im Verlauf" in told[0]
    assert "Die letzte gute Sicherung ist vom " in told[0]
    if way == "Sicherung öffnen":
        assert window_of(program).workspace.path == tmp_path / "wieder da.nrwplan"
    else:
        assert window_of(program) is window
        assert bool(window.findChildren(BackupDialog)) == (way == "Alle Sicherungen")


def test_over_a_window_enter_does_nothing(
    program: App,  # noqa: F811
    plan: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    defaults = list[str]()

    def enter(box: QMessageBox) -> int:
        button = box.defaultButton()
        assert button is not None
        defaults.append(button.text())
        button.click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", enter)
    program.start(None)
    os.truncate(plan, 0)
    program.open_plan(window_of(program), plan)
    assert defaults == ["Abbrechen"]


def test_a_backup_that_was_damaged_meanwhile_is_not_put_there(plan: Path, tmp_path: Path) -> None:
    good = backup.last_good(plan)
    assert good is not None
    good.path.chmod(0o644)
    good.path.write_bytes(b"x")
    with pytest.raises(Exception, match="ist beschädigt"):
        recovery_dialog.restored_copy(None, plan, good)
    assert backup.last_good(plan) is None


def test_a_plan_as_it_was_restored_is_whole(plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good = backup.last_good(plan)
    assert good is not None
    chosen(monkeypatch, "getSaveFileName", tmp_path / "wieder da")
    target = recovery_dialog.restored_copy(None, plan.parent / "weg" / plan.name, good)
    assert target is not None
    with PlanFile.open(target, read_only=True) as file:
        assert measure_texts(file.plan, 1)[-1] == "in der guten Sicherung"
