"""What happens to the file of an open plan: said at once where one types, nothing typed is lost, and it goes on after.

Each fault is a real one, made on the disk while the real window is open.
"""

import contextlib
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractItemView, QApplication
from pytestqt.qtbot import QtBot

from nrw_desktop.app import App
from nrw_desktop.domain import edits
from nrw_desktop.gui.window.main_window import MainWindow
from nrw_desktop.storage.file import integrity_check
from nrw_desktop.storage.file.plan_file import PlanFile
from nrw_desktop.storage.upkeep import new_plans, recent_plans
from tests.gui.conftest import qapp  # noqa: F401
from tests.gui.hands import (
    Key,
    answer,
    callouts,
    command,
    editor_text,
    list_of,
    measure_texts,
    on_first_phase,
    open_editor,
    press,
    replace_text,
    settle,
)
from tests.gui.window.test_main_window import said
from tests.test_app import backups_of, chosen, program, window_of  # noqa: F401

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows lets nobody touch a file that is open")

Fault = Callable[[Path], Callable[[], object]]
"""Does the harm to a plan's file and gives back what mends it."""

pytestmark = pytest.mark.complains(".nrwplan")
"""That a file is gone or damaged stands in the log, with its path."""

TYPED = "mühsam getippt " * 20


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    folder = tmp_path / "Stick"
    folder.mkdir()
    new_plans.new_plan(folder / "Plan.nrwplan").close()
    return folder / "Plan.nrwplan"


def swapped(plan: Path) -> Callable[[], object]:
    ours = plan.rename(plan.with_name("unserer"))
    new_plans.new_plan(plan, "leer").close()
    return lambda: os.replace(ours, plan)


def truncated(plan: Path) -> Callable[[], object]:
    content = plan.read_bytes()
    os.truncate(plan, len(content) // 2)
    return lambda: plan.write_bytes(content)


def emptied(plan: Path) -> Callable[[], object]:
    content = plan.read_bytes()
    os.truncate(plan, 0)
    return lambda: plan.write_bytes(content)


def overwritten(plan: Path) -> Callable[[], object]:
    content = plan.read_bytes()
    plan.write_text("Sehr geehrte Damen und Herren,\n" * 5000)
    return lambda: plan.write_bytes(content)


def deleted(plan: Path) -> Callable[[], object]:
    content = plan.read_bytes()
    plan.unlink()
    return lambda: plan.write_bytes(content)


def moved(plan: Path) -> Callable[[], object]:
    elsewhere = plan.rename(plan.with_name("umbenannt.nrwplan"))
    return lambda: elsewhere.rename(plan)


def folder_moved(plan: Path) -> Callable[[], object]:
    elsewhere = plan.parent.rename(plan.parent.with_name("weg"))
    return lambda: elsewhere.rename(plan.parent)


def folder_deleted_and_brought_back(plan: Path) -> Callable[[], object]:
    """As with a stick that is pulled and put in again: the same file, and another one for the system."""
    elsewhere = Path(shutil.copytree(plan.parent, plan.parent.with_name("anderswo")))
    shutil.rmtree(plan.parent)
    return lambda: shutil.copytree(elsewhere, plan.parent)


def another_drive(plan: Path) -> Callable[[], object]:
    """As with a share that is gone: its folder is there still, with nothing in it, and on this computer's own drive."""
    done = subprocess.run(["mount", "-t", "tmpfs", "tmpfs", plan.parent], capture_output=True, check=False)
    if done.returncode:
        pytest.skip("may not mount")
    return lambda: subprocess.run(["umount", plan.parent], check=True)


def read_only(plan: Path) -> Callable[[], object]:
    plan.chmod(0o444)
    return lambda: plan.chmod(0o644)


def read_only_folder(plan: Path) -> Callable[[], object]:
    plan.parent.chmod(0o555)
    return lambda: plan.parent.chmod(0o755)


def no_larger(plan: Path) -> Callable[[], object]:
    """The system lets no file of this program grow beyond the plan's size, as on a disk that is full."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, before)


LOST: tuple[Fault, ...] = (swapped, truncated, emptied, overwritten, deleted, moved)
"""After these the file of this name is there no more, or another one."""

FAULTS: dict[str, tuple[Fault, str]] = {
    "folder moved": (folder_moved, "Laufwerk verbunden"),
    "share gone": (another_drive, "Laufwerk noch verbunden"),
    "stick pulled": (folder_deleted_and_brought_back, "Laufwerk verbunden"),
    "read-only": (read_only, "schreibgeschützt"),
    "read-only folder": (read_only_folder, "schreibgeschützt"),
    "no larger": (no_larger, "noch verbunden"),
}


def typed_into(program: App, plan: Path, qtbot: QtBot) -> tuple[MainWindow, QAbstractItemView]:  # noqa: F811
    """The window with the plan, the first backup made, one edit saved, and a text typed but not yet handed in."""
    program.start(plan)
    window = on_first_phase(window_of(program))
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.workspace.run(edits.measures.add, window.workspace.plan.phases[0].id, "vorher")
    backups_of(window).finish()
    view: QAbstractItemView = list_of(window, "Maßnahmen")
    view.setFocus()
    view.setCurrentIndex(view.model().index(0, 0))
    press(Key.Key_F2)
    replace_text(TYPED)
    return window, view


def is_refused(window: MainWindow, view: QAbstractItemView, words: str) -> None:
    """The entry is said to be unsaved, at its place and at the foot, and is still there."""
    press(Key.Key_Return)
    assert words in callouts(window)[0]
    assert "Bitte" in callouts(window)[0]
    assert "Nicht gespeichert: " in said(window)
    assert words in said(window)
    assert editor_text(view) == TYPED


@pytest.mark.complains("Plan.nrwplan: ")
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_said_and_saving_works_again_after_it(
    program: App,  # noqa: F811
    plan: Path,
    tmp_path: Path,
    fault: str,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    window, view = typed_into(program, plan, qtbot)
    harm, words = FAULTS[fault]
    mend = harm(plan)
    try:
        for _ in range(2):
            is_refused(window, view, words)
        if fault != "no larger":
            chosen(monkeypatch, "getSaveFileName", tmp_path / "gerettet")
            command(window, "Kopie speichern unter")
            with PlanFile.open(tmp_path / "gerettet.nrwplan", read_only=True) as copy:
                assert measure_texts(copy.plan, 1)[-1] == "vorher"
            assert editor_text(view) == TYPED
    finally:
        mend()
    press(Key.Key_Return)
    settle()
    assert open_editor(view) is None
    assert "Nicht gespeichert" not in said(window)
    with PlanFile.open(plan, read_only=True) as file:
        assert measure_texts(file.plan, 1)[0] == TYPED.strip()
        assert measure_texts(file.plan, 1)[-1] == "vorher"
    assert integrity_check.problems(plan) == []


@pytest.mark.parametrize("harm", LOST)
def test_without_its_file_the_plan_goes_on_beside_it(
    program: App,  # noqa: F811
    plan: Path,
    harm: Fault,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window, view = typed_into(program, plan, qtbot)
    harm(plan)
    found = plan.read_bytes() if plan.exists() else None
    told = answer(monkeypatch, "weiterarbeiten")
    press(Key.Key_Return)
    assert open_editor(view) is None
    assert "Alles gespeichert" in said(window)
    kept = window.workspace.path
    assert kept.parent == plan.parent
    assert kept.name.startswith("Plan (mein Stand vom ")
    assert (plan.read_bytes() if plan.exists() else None) == found
    # The backup that was made before has the beginning of its history.
    command(window, "Rückgängig")
    command(window, "Rückgängig")
    assert "vorher" not in measure_texts(window.workspace.plan, 1)
    command(window, "Wiederholen")
    command(window, "Wiederholen")
    with PlanFile.open(kept, read_only=True) as file:
        assert measure_texts(file.plan, 1)[0] == TYPED.strip()
        assert measure_texts(file.plan, 1)[-1] == "vorher"
    assert integrity_check.problems(kept) == []
    qtbot.waitUntil(lambda: bool(told), timeout=10000)
    assert len(told) == 1
    assert kept.name in told[0]


@pytest.mark.complains("disk is full")
def test_a_full_disk_is_said_and_saving_works_again_after_it(
    program: App,  # noqa: F811
    plan: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    with small_disk(tmp_path / "klein") as disk:
        plan = Path(shutil.copy(plan, disk / "Plan.nrwplan"))
        window, view = typed_into(program, plan, qtbot)
        filler = disk / "voll"
        with contextlib.suppress(OSError), filler.open("wb", buffering=0) as file:
            while True:
                file.write(b"x" * 4096)
        for _ in range(2):
            is_refused(window, view, "voll")
        chosen(monkeypatch, "getSaveFileName", tmp_path / "gerettet")
        command(window, "Kopie speichern unter")
        with PlanFile.open(tmp_path / "gerettet.nrwplan", read_only=True) as copy:
            assert measure_texts(copy.plan, 1)[-1] == "vorher"
        filler.unlink()
        press(Key.Key_Return)
        assert "Nicht gespeichert" not in said(window)
        assert measure_texts(window.workspace.plan, 1)[0] == TYPED.strip()
        assert integrity_check.problems(plan) == []
        window.close()
        settle()
        program._window = None


@contextlib.contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A disk of one megabyte; only an administrator may make one."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("no disk can be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_newer_state_in_the_place_of_the_file_is_worked_on(
    program: App,  # noqa: F811
    plan: Path,
    qtbot: QtBot,
) -> None:
    """As when a program for synchronising replaces the file by one in which somebody went on."""
    window, _view = typed_into(program, plan, qtbot)
    newer = plan.with_name("neuer")
    window.workspace.copy_to(newer)
    with PlanFile.open(newer, "44444444-4444-4444-8444-444444444444") as file:
        file.commit(edits.measures.add(file.plan, file.plan.phases[0].id, "von dort"))
    os.replace(newer, plan)
    press(Key.Key_Return)
    settle()
    assert "Nicht gespeichert" not in said(window)
    with PlanFile.open(plan, read_only=True) as file:
        assert measure_texts(file.plan, 1)[0] == TYPED.strip()
        assert measure_texts(file.plan, 1)[-2:] == ["vorher", "von dort"]


def test_undo_on_a_folder_that_is_gone_is_said(
    program: App,  # noqa: F811
    plan: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    window, _view = typed_into(program, plan, qtbot)
    press(Key.Key_Escape)
    mend = folder_moved(plan)
    told = answer(monkeypatch, "OK")
    command(window, "Rückgängig")
    assert "Bitte" in told[0]
    assert "Nicht gespeichert" in said(window)
    mend()
    command(window, "Rückgängig")
    assert "Alles gespeichert" in said(window)
    assert "vorher" not in measure_texts(window.workspace.plan, 1)


@pytest.mark.complains("No such file")
def test_the_window_closes_over_a_file_that_is_gone(
    program: App,  # noqa: F811
    plan: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    window, _view = typed_into(program, plan, qtbot)
    shutil.rmtree(plan.parent)
    told = answer(monkeypatch, "Zurück", "Verwerfen", "weiterarbeiten")
    assert not window.close()
    assert window.close()
    program._window = None
    assert not plan.parent.exists()
    # The last place that had what was saved was this program.
    kept = recent_plans.last_plan()
    assert kept is not None
    assert str(kept) in told[-1]
    with PlanFile.open(kept, read_only=True) as file:
        assert measure_texts(file.plan, 1)[-1] == "vorher"
    assert isinstance(QApplication.instance(), QApplication)
