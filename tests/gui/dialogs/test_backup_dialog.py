"""The list of backups, and bringing one back."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog, QTableWidget, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from nrw_desktop.domain import edits
from nrw_desktop.gui.dialogs.backup_dialog import BackupDialog
from nrw_desktop.gui.kit.error_boxes import Refused
from nrw_desktop.gui.session.backup_scheduler import BackupScheduler
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.window.main_window import MainWindow
from nrw_desktop.storage.archive import backup_mirror
from nrw_desktop.storage.file.plan_file import PlanFile
from nrw_desktop.storage.upkeep import backup
from tests.gui.conftest import ORIGIN
from tests.gui.hands import answer, button, child, labels, measure_texts, settle

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def backups(workspace: Workspace) -> BackupScheduler:
    made = BackupScheduler(workspace, workspace)
    made.make("von Hand")
    made.finish()
    settle()
    return made


@pytest.fixture
def dialog(backups: BackupScheduler, workspace: Workspace, window: MainWindow, show: Show) -> BackupDialog:
    """One backup, and two changes since."""
    for text in ("eins", "zwei"):
        workspace.run(edits.measures.add, workspace.plan.phases[0].id, text)
    made = BackupDialog(workspace, backups, window)
    show(made)
    return made


def listed(dialog: BackupDialog) -> list[tuple[str, ...]]:
    table = child(dialog, QTableWidget, "roomy")
    cells: Any = ((table.item(row, column) for column in range(6)) for row in range(table.rowCount()))
    return [tuple(cell.text() for cell in row) for row in cells]


def saves_as(monkeypatch: pytest.MonkeyPatch, path: Path | str) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments, **_more: (str(path), ""))


def goes_to(monkeypatch: pytest.MonkeyPatch, path: Path | str) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_arguments, **_more: str(path))


def damage(workspace: Workspace) -> None:
    path = backup.backups(workspace.path)[0].path
    path.chmod(0o666)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def test_backups_are_listed_with_what_changed_since(dialog: BackupDialog, workspace: Workspace) -> None:
    ((at, reason, measures, since, size, place),) = listed(dialog)
    assert at == f"{backup.backups(workspace.path)[0].at:%d.%m.%Y, %H:%M} Uhr"
    assert (reason, measures, since, place) == ("von Hand", "14", "2", "dieser Rechner")
    assert int(size.removesuffix(" KiB")) > 10
    assert "Noch kein zweiter Ort" in labels(dialog)


def test_one_is_made_now(dialog: BackupDialog, qtbot: QtBot) -> None:
    make = next(one for one in dialog.findChildren(QToolButton) if "sichern" in one.text())
    make.click()
    qtbot.waitUntil(lambda: len(listed(dialog)) == 2, timeout=10000)
    assert [row[3] for row in listed(dialog)] == ["0", "2"]


def test_bringing_one_back_is_one_step_that_can_be_undone(dialog: BackupDialog, workspace: Workspace) -> None:
    full = workspace.plan
    button(dialog, "zurückholen").click()
    settle()
    assert not {"eins", "zwei"} & set(measure_texts(workspace.plan, 1))
    assert workspace.undo_label().startswith("Sicherung vom ")
    assert workspace.undo_label().endswith(" wiederhergestellt")
    assert listed(dialog)[0][3] == "3"
    workspace.undo()
    assert workspace.plan == full


def test_a_damaged_one_is_shown_and_not_brought_back(
    dialog: BackupDialog,
    backups: BackupScheduler,
    workspace: Workspace,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    damage(workspace)
    backups.made.emit()
    assert listed(dialog)[0][1] == "beschädigt"
    before = workspace.plan
    told = answer(monkeypatch, "OK", "OK")
    button(dialog, "zurückholen").click()
    assert "ist beschädigt" in told[0]
    assert workspace.plan is before
    target = tmp_path / "von früher.nrwplan"
    saves_as(monkeypatch, target)
    button(dialog, "Kopie").click()
    assert "ist beschädigt" in told[1]
    assert not target.exists()


def test_a_copy_is_made_to_be_opened(
    dialog: BackupDialog, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = list[Path]()
    workspace.copy_made.connect(made.append)
    saves_as(monkeypatch, "")
    button(dialog, "Kopie").click()
    assert made == []
    saves_as(monkeypatch, tmp_path / "von früher")
    button(dialog, "Kopie").click()
    assert made == [tmp_path / "von früher.nrwplan"]
    with PlanFile.open(made[0], ORIGIN) as file:
        assert "eins" not in measure_texts(file.plan, 1)
    assert measure_texts(workspace.plan, 1)[-1] == "zwei"


def test_an_entry_that_is_refused_comes_first(dialog: BackupDialog, workspace: Workspace) -> None:
    before = workspace.plan
    workspace.flushing.connect(lambda refused: refused.append(Refused("Bitte den Monat prüfen.", "x", dialog)))
    button(dialog, "zurückholen").click()
    assert workspace.plan is before


def test_a_second_place_is_chosen_and_filled(
    dialog: BackupDialog, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    goes_to(monkeypatch, "")
    button(dialog, "Zweiter Ort").click()
    assert backup_mirror.second_place() is None
    told = answer(monkeypatch, "OK")
    goes_to(monkeypatch, tmp_path / "gibt es nicht")
    button(dialog, "Zweiter Ort").click()
    assert "gibt es nicht" in told[0]
    stick = tmp_path / "Stick"
    stick.mkdir()
    goes_to(monkeypatch, stick)
    button(dialog, "Zweiter Ort").click()
    qtbot.waitUntil(lambda: "zweiter Ort" in [row[5] for row in listed(dialog)], timeout=10000)
    assert f"Zweiter Ort: {stick}" in labels(dialog)
    assert backup_mirror.second_place() == stick


def test_nothing_listed_is_nothing_to_bring_back(workspace: Workspace, window: MainWindow, show: Show) -> None:
    made = BackupDialog(workspace, BackupScheduler(workspace, workspace), window)
    show(made)
    assert listed(made) == []
    assert not button(made, "zurückholen").isEnabled()
    assert not button(made, "Kopie").isEnabled()
    for words in ("zurückholen", "Kopie"):
        # Grey buttons tell of no click.
        button(made, words).clicked.emit()


def test_a_plan_to_read_is_not_brought_back(
    backups: BackupScheduler, workspace: Workspace, window: MainWindow, show: Show
) -> None:
    with PlanFile.open(workspace.path, ORIGIN, read_only=True) as file:
        made = BackupDialog(Workspace(file), backups, window)
        show(made)
        assert button(made, "Kopie").isEnabled()
        assert not button(made, "zurückholen").isEnabled()
        made.close()
        settle()
