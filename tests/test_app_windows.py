"""The program with more than one window or program about: plans held elsewhere, the past, backups, dialogs."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel, QListView, QMessageBox
from pytestqt.qtbot import QtBot

import nrw_desktop
from nrw_desktop.app import App
from nrw_desktop.domain import edits
from nrw_desktop.errands import Errands
from nrw_desktop.gui.dialogs.backup_dialog import BackupDialog
from nrw_desktop.gui.dialogs.history_dialog import HistoryDialog
from nrw_desktop.gui.printing.print_dialog import PrintDialog
from nrw_desktop.gui.session.backup_scheduler import BackupScheduler
from nrw_desktop.gui.session.plan_lock import PlanLock
from nrw_desktop.gui.session.plan_window import PlanWindow
from nrw_desktop.gui.window.main_window import MainWindow
from nrw_desktop.gui.window.past_banner import PastBanner
from nrw_desktop.storage.file.plan_file import PlanFile
from nrw_desktop.storage.system import lock
from nrw_desktop.storage.system.lock import lock_path
from nrw_desktop.storage.upkeep import backup, new_plans, upgrade
from tests.gui.conftest import qapp  # noqa: F401
from tests.gui.hands import (
    SHIFT,
    Key,
    answer,
    button,
    command,
    entry,
    labels,
    list_of,
    measure_texts,
    on_first_phase,
    press,
    settle,
    tabs,
)
from tests.program import program_command
from tests.quiet import complaints
from tests.storage.system.test_lock import laid, lay
from tests.storage.test_bad_files import CRASH
from tests.test_app import backups_of, chosen, program, window_of  # noqa: F401

HOLD = """
import sys
from pathlib import Path
from nrw_desktop.domain import edits
from nrw_desktop.storage.system.lock import Lock
from nrw_desktop.storage.file.plan_file import PlanFile
lock = Lock.acquire(Path(sys.argv[1]))
with PlanFile.open(sys.argv[1], "22222222-2222-4222-8222-222222222222") as file:
    print("held", flush=True)
    for text in sys.stdin:
        file.commit(edits.measures.add(file.plan, file.plan.phases[0].id, text.strip()))
        print("written", flush=True)
lock.release()
"""


def past_windows() -> list[MainWindow]:
    """The windows that show a step of the past."""
    windows = [one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow) and one.isVisible()]
    return [one for one in windows if one.workspace.is_past]


@pytest.fixture
def held(tmp_path: Path) -> Iterator[tuple[Path, subprocess.Popen[str]]]:
    """A plan that another program has open; what is written to that program it adds as a measure."""
    plan = tmp_path / "b.nrwplan"
    new_plans.new_plan(plan, "bielefeld").close()
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(plan)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdin is not None
        assert other.stdout.readline() == "held\n"
        yield plan, other
        other.stdin.close()
        other.wait(20)


def test_a_plan_held_by_another_program_is_read_along(
    program: App,  # noqa: F811
    held: tuple[Path, "subprocess.Popen[str]"],
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    plan, other = held
    monkeypatch.setattr("nrw_desktop.gui.session.plan_lock._CATCH_UP", 50)
    told = answer(monkeypatch, "Nur lesen")
    assert program.start(plan) == 0
    assert "ist gerade auf diesem Rechner" in told[0]
    window = window_of(program)
    assert window.workspace.read_only
    assert "Nur lesen" in labels(window.statusBar())
    assert other.stdin is not None
    other.stdin.write("von dort\n")
    other.stdin.flush()
    qtbot.waitUntil(lambda: measure_texts(window.workspace.plan, 1)[-1] == "von dort", timeout=10000)


def test_a_plan_of_an_older_version_is_brought_up_and_that_is_said(
    program: App,  # noqa: F811
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    older = sorted((Path(__file__).parent / "storage" / "fixtures").glob("schema-*.nrwplan"))[0]
    plan = Path(shutil.copy(older, tmp_path / "alt.nrwplan"))
    assert program.start(plan) == 0
    window = window_of(program)
    assert not window.workspace.read_only
    qtbot.waitUntil(lambda: "aus einer älteren Version" in labels(window.statusBar()))
    # What must be read first goes before it, and none stands over another.
    assert "Alles gespeichert" in labels(window.statusBar())
    window.statusBar().show_saved("Der Datenträger ist voll.")
    assert "älteren Version" not in labels(window.statusBar())
    window.statusBar().show_saved()
    shown = [one.geometry() for one in window.statusBar().findChildren(QLabel) if one.isVisible()]
    assert not any(one.intersects(other) for one, other in combinations(shown, 2))
    window.workspace.run(edits.measures.add, window.workspace.plan.phases[0].id, "neu")
    (made, *_) = backup.backups(plan)[-1:]
    assert made.facts is not None
    assert made.facts.reason == upgrade.REASON


def test_a_plan_held_by_another_program_is_copied(
    program: App,  # noqa: F811
    held: tuple[Path, "subprocess.Popen[str]"],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plan, _other = held
    answer(monkeypatch, "Kopie", "Kopie")
    chosen(monkeypatch, "getSaveFileName", "")
    assert program.start(plan) == 0
    assert program._window is None
    chosen(monkeypatch, "getSaveFileName", tmp_path / "meine")
    program.start(plan)
    workspace = window_of(program).workspace
    assert workspace.path == tmp_path / "meine.nrwplan"
    workspace.run(edits.measures.add, workspace.plan.phases[0].id, "nur hier")
    with PlanFile.open(plan, read_only=True) as theirs:
        assert "nur hier" not in measure_texts(theirs.plan, 1)


def test_a_plan_held_by_another_program_is_left(
    program: App,  # noqa: F811
    held: tuple[Path, "subprocess.Popen[str]"],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plan, _other = held
    content = plan.read_bytes()
    answer(monkeypatch, "Abbrechen")
    assert program.start(plan) == 0
    assert program._window is None
    assert lock_path(plan).exists()
    assert plan.read_bytes() == content


def test_a_window_that_answers_the_door_spares_the_question(
    program: App,  # noqa: F811
    held: tuple[Path, "subprocess.Popen[str]"],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plan, _other = held
    rung = list[Path]()
    monkeypatch.setattr("nrw_desktop.gui.session.single_instance.ring", lambda path: bool(rung.append(path)) or True)
    assert program.start(plan) == 0
    assert (rung, program._window) == ([plan], None)


def test_the_door_is_answered_and_the_first_backup_made(program: App, qtbot: QtBot) -> None:  # noqa: F811
    program.start(None)
    window = window_of(program)
    qtbot.waitUntil(lambda: window.findChild(BackupScheduler) is not None, timeout=5000)
    qtbot.waitUntil(lambda: len(backup.backups(window.workspace.path)) == 1, timeout=10000)
    bell = next(one for one in window.children() if type(one).__name__ == "Doorbell")
    window.showMinimized()
    bell.rung.emit()  # type: ignore[attr-defined]
    assert not window.isMinimized()
    assert window.isVisible()


def test_history_and_an_earlier_state_in_a_window_of_its_own(
    program: App,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    program.start(None)
    window = window_of(program)
    for text in ("eins", "zwei"):
        window.workspace.run(edits.measures.add, window.workspace.plan.phases[0].id, text)
    command(window, "Verlauf")
    settle()
    dialog = window.findChild(HistoryDialog)
    assert dialog is not None
    steps = dialog.findChild(QListView, "roomy")
    assert steps is not None
    steps.setCurrentIndex(steps.model().index(2, 0))
    button(dialog, "ansehen").click()
    settle()
    (past,) = past_windows()
    assert "Stand vom" in past.windowTitle()
    (banner,) = past.findChildren(PastBanner)
    at = past.workspace.past_at
    assert at is not None
    assert f"Stand vom {at:%d.%m.%Y, %H:%M} Uhr" in labels(banner)
    assert measure_texts(past.workspace.plan, 1)[-1] == "eins"
    assert not entry(past, "Neue Maßnahme").isEnabled()
    assert not entry(past, "Verlauf").isEnabled()
    assert not entry(past, "Sicherungen").isEnabled()
    chosen(monkeypatch, "getSaveFileName", tmp_path / "damals")
    command(past, "Kopie speichern unter")
    assert "ohne Verlauf" in labels(past.statusBar())
    with PlanFile.open(tmp_path / "damals.nrwplan", read_only=True) as copy:
        assert measure_texts(copy.plan, 1)[-1] == "eins"
    # On a small screen with large letters (1280 pixels at 150 %) all of it has room.
    assert past.minimumSizeHint().width() <= 853
    tabs(past).setCurrentIndex(tabs(past).count() - 1)
    past.close()
    settle()
    assert past_windows() == []
    assert window.settings.value(f"page/{window.workspace.path}", "") != "partners"
    window.workspace.run(edits.measures.add, window.workspace.plan.phases[0].id, "geht weiter")


@pytest.fixture
def with_past(program: App) -> tuple[MainWindow, MainWindow]:  # noqa: F811
    """A window whose plan has two measures more than the one beside it, which shows how it was before."""
    program.start(None)
    window = window_of(program)
    for text in ("eins", "zwei"):
        window.workspace.run(edits.measures.add, window.workspace.plan.phases[0].id, text)
    command(window, "Verlauf")
    settle()
    dialog = window.findChild(HistoryDialog)
    assert dialog is not None
    steps = dialog.findChild(QListView, "roomy")
    assert steps is not None
    steps.setCurrentIndex(steps.model().index(3, 0))
    button(dialog, "ansehen").click()
    dialog.close()
    settle()
    (past,) = past_windows()
    return window, past


def test_the_banner_leads_back_to_the_state_in_one_step(with_past: tuple[MainWindow, MainWindow]) -> None:
    window, past = with_past
    plan = window.workspace.plan
    button(past.findChildren(PastBanner)[0], "Bis hierher zurück").click()
    settle()
    assert past_windows() == []
    assert measure_texts(window.workspace.plan, 1) == measure_texts(plan, 1)[:-2]
    assert "wiederhergestellt" in labels(window.statusBar())
    command(window, "Rückgängig")
    assert window.workspace.plan.rows == plan.rows


def test_the_banner_is_reached_by_keys_and_prints_copies_and_closes(
    with_past: tuple[MainWindow, MainWindow], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot
) -> None:
    _window, past = with_past
    (banner,) = past.findChildren(PastBanner)
    past.activateWindow()
    qtbot.waitUntil(past.isActiveWindow)
    list_of(on_first_phase(past), "Maßnahmen").setFocus()
    press(Key.Key_F6, SHIFT)
    assert QApplication.focusWidget() is button(banner, "Bis hierher zurück")
    press(Key.Key_Tab)
    chosen(monkeypatch, "getSaveFileName", tmp_path / "damals")
    press(Key.Key_Space)
    assert (tmp_path / "damals.nrwplan").is_file()
    printed: list[PlanWindow] = []
    monkeypatch.setattr("nrw_desktop.gui.printing.print_dialog.show", lambda window, _phase: printed.append(window))
    press(Key.Key_Tab)
    press(Key.Key_Space)
    assert printed == [past]
    press(Key.Key_Tab)
    press(Key.Key_Space)
    assert past_windows() == []


def test_a_state_outlives_the_window_of_its_plan(
    with_past: tuple[MainWindow, MainWindow], monkeypatch: pytest.MonkeyPatch
) -> None:
    window, past = with_past
    window.close()
    settle()
    told: list[str] = []
    monkeypatch.setattr("nrw_desktop.gui.kit.error_boxes.tell", lambda _window, _title, text: told.append(text))
    button(past.findChildren(PastBanner)[0], "Bis hierher zurück").click()
    assert len(told) == 1
    assert told[0].startswith("Das Fenster des Plans ist nicht mehr offen.")
    assert past.isVisible()
    # There is nothing to save, and who asks is told.
    command(past, "Speichern")
    assert "Das ist ein früherer Stand" in labels(past.statusBar())
    past.close()


def test_backups_are_shown_and_a_copy_takes_the_window(
    program: App,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    program.start(None)
    window = window_of(program)
    qtbot.waitUntil(lambda: len(backup.backups(window.workspace.path)) == 1, timeout=10000)
    command(window, "Sicherungen")
    settle()
    dialog = window.findChild(BackupDialog)
    assert dialog is not None
    chosen(monkeypatch, "getSaveFileName", tmp_path / "von früher")
    button(dialog, "Kopie").click()
    settle()
    assert window_of(program).workspace.path == tmp_path / "von früher.nrwplan"


def test_trouble_with_a_backup_is_said_at_the_foot(program: App, qtbot: QtBot) -> None:  # noqa: F811
    program.start(None)
    window = window_of(program)
    backups_of(window).trouble.emit("Der zweite Ort ist gerade nicht da.")
    assert "Der zweite Ort ist gerade nicht da." in labels(window.statusBar())


def test_a_preview_that_was_closed_is_gone(program: App, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    program.start(None)
    window = window_of(program)
    made = list[PrintDialog]()

    def look(preview: PrintDialog) -> int:
        made.append(preview)
        preview.done(0)
        return 0

    monkeypatch.setattr(PrintDialog, "exec", look)
    command(window, "Drucken")
    settle()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not shiboken6.isValid(made[0])
    assert window.findChildren(PrintDialog) == []


@pytest.mark.skipif(sys.platform == "win32", reason="needs kill -9")
def test_a_plan_saved_by_halves_is_said(
    program: App,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    plan = tmp_path / "b.nrwplan"
    new_plans.new_plan(plan).close()
    before = plan.read_bytes()
    subprocess.run([sys.executable, "-c", CRASH, str(plan)], check=False)
    assert plan.read_bytes() != before
    told = list[str]()
    monkeypatch.setattr(QMessageBox, "exec", lambda box: told.append(box.text()))
    program.start(plan)
    qtbot.waitUntil(lambda: bool(told))
    assert "letzte ganz gespeicherte Stand" in told[0]
    assert plan.read_bytes() == before


def test_a_new_plan_where_none_could_be_opened(
    program: App,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    broken = tmp_path / "kaputt.nrwplan"
    broken.write_text("kein Plan")
    new = tmp_path / "neu.nrwplan"
    results = iter([None, new])

    def make(_errands: Errands, _window: object) -> MainWindow | None:
        path = next(results)
        if path is None:
            return None
        new_plans.new_plan(path, "leer").close()
        return program.open(path)

    monkeypatch.setattr(Errands, "make_new", make)
    told = answer(monkeypatch, "Neuer Plan", "Neuer Plan")
    assert program.start(broken) == 0
    assert len(told) == 2
    assert window_of(program).workspace.path == new


def test_a_plan_of_a_computer_that_fell_silent_is_taken_over(
    program: App,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plan = tmp_path / "b.nrwplan"
    new_plans.new_plan(plan, "leer").close()
    lay(plan, host="rathaus-7")
    monkeypatch.setattr(lock, "SILENCE_SECONDS", 0)
    answer(monkeypatch, "bernehmen")
    assert program.start(plan) == 0
    workspace = window_of(program).workspace
    assert not workspace.read_only
    assert laid(plan).is_here
    workspace.run(edits.phases.add, "Weiter")


def test_a_plan_that_was_only_read_is_taken_up_when_it_is_free(
    program: App,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    plan = tmp_path / "b.nrwplan"
    new_plans.new_plan(plan, "leer").close()
    lay(plan, host="rathaus-7")
    monkeypatch.setattr("nrw_desktop.gui.session.plan_lock._CATCH_UP", 50)
    answer(monkeypatch, "Nur lesen")
    program.start(plan)
    reading = window_of(program)
    # Opened once more it is the same window, and the question comes again.
    told = answer(monkeypatch, "Nur lesen")
    program.open_plan(reading, plan)
    assert (len(told), window_of(program)) == (1, reading)
    lock.lock_path(plan).unlink()
    qtbot.waitUntil(lambda: "Der Plan ist jetzt frei." in labels(reading.statusBar()), timeout=10000)
    button(reading.statusBar(), "Bearbeiten").click()
    settle()
    assert window_of(program) is not reading
    assert not window_of(program).workspace.read_only
    assert laid(plan).is_here


def test_somebody_quicker_is_said(
    program: App,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plan = tmp_path / "b.nrwplan"
    new_plans.new_plan(plan, "leer").close()
    lay(plan, host="rathaus-7")
    answer(monkeypatch, "Nur lesen")
    program.start(plan)
    # Free a moment ago, says the window; but somebody has come between.
    told = answer(monkeypatch, "OK", "Weiter nur lesen")
    program._errands.take_up(window_of(program), None)
    program._errands.take_up(window_of(program), laid(plan))
    assert "auf „rathaus-7“" in told[0]
    assert "kein Zeichen mehr" in told[1]
    assert window_of(program).workspace.read_only


@pytest.mark.parametrize("save", [True, False])
def test_a_plan_lost_to_another_computer_offers_a_copy(
    program: App,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
    save: bool,
) -> None:
    program.start(None)
    window = window_of(program)
    window.workspace.run(edits.measures.add, window.workspace.plan.phases[0].id, "in der Kopie")
    lay(window.workspace.path, host="rathaus-9")
    told = answer(monkeypatch, "Kopie" if save else "weiter ansehen")
    chosen(monkeypatch, "getSaveFileName", tmp_path / "gerettet")
    keeper = window.findChild(PlanLock)
    assert keeper is not None
    keeper.beat()
    qtbot.waitUntil(lambda: bool(told), timeout=10000)
    assert "wurde auf „rathaus-9“ von „Kollegin“ übernommen" in told[0]
    # What was saved as a copy is said over it for a while.
    bar = window.statusBar()
    assert any("Nicht gespeichert" in label.text() for label in bar.findChildren(QLabel))
    qtbot.waitUntil(lambda: (tmp_path / "gerettet.nrwplan").exists() == save)
    if save:
        with PlanFile.open(tmp_path / "gerettet.nrwplan", read_only=True) as copy:
            assert measure_texts(copy.plan, 1)[-1] == "in der Kopie"


@pytest.mark.skipif(sys.platform == "win32", reason="needs kill -9")
def test_a_second_start_raises_the_first_window_and_a_third_gets_past_a_crash(tmp_path: Path, qtbot: QtBot) -> None:
    """Three starts of the real program with the same plan; the first one is killed before the third."""
    plan = tmp_path / "b.nrwplan"
    new_plans.new_plan(plan, "leer").close()
    environment = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(Path(nrw_desktop.__file__).parent.parent),
    }

    def started() -> "subprocess.Popen[bytes]":
        with (tmp_path / "said").open("ab") as said:
            return subprocess.Popen(program_command(plan, windowed=True), env=environment, stderr=said)

    def has_it(process: "subprocess.Popen[bytes]") -> bool:
        found = lock.holder(plan)
        return found is not None and found.pid == process.pid

    with started() as first:
        try:
            # As by clicking too often: the first has the plan, and no window yet.
            qtbot.waitUntil(lambda: has_it(first), timeout=60000)
            # They would wait for an answer to their question if they did not leave the plan to the first.
            assert [second.wait(60) for second in (started(), started())] == [0, 0]
            assert has_it(first)
        finally:
            first.kill()
    assert lock_path(plan).exists()
    with started() as third:
        try:
            qtbot.waitUntil(lambda: has_it(third), timeout=60000)
        finally:
            third.kill()
    assert complaints((tmp_path / "said").read_text("utf-8").splitlines()) == []
