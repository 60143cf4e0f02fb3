"""A copy of the plan comes home in the real window: taken along, found beside the plan, shown, merged, taken back."""

import os
import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QTableWidget
from pytestqt.qtbot import QtBot

from nrw_desktop.app import App
from nrw_desktop.domain import edits
from nrw_desktop.domain.model.records import Measure
from nrw_desktop.gui.dialogs.copy_dialog import CopyDialog
from nrw_desktop.gui.session import copies as copies_beside
from nrw_desktop.gui.session import forks
from nrw_desktop.gui.window.copies_banner import CopiesBanner
from nrw_desktop.gui.window.main_window import MainWindow
from nrw_desktop.storage.archive import backup_store
from nrw_desktop.storage.file import integrity_check, proven_file
from nrw_desktop.storage.file.plan_file import PlanFile
from nrw_desktop.storage.upkeep import backup, copies, new_plans
from tests.gui.conftest import qapp  # noqa: F401
from tests.gui.hands import CTRL, Key, answer, button, command, labels, measure_texts, named, press, settle
from tests.gui.window.test_main_window import said
from tests.storage.synchroniser import COLLEAGUE, by_rename
from tests.test_app import program, window_of  # noqa: F401

LAYOUTS = (
    "Bielefeld-PC-KI-04.nrwplan",
    "Bielefeld (in Konflikt stehende Kopie von PC-KI-04 2018-03-01).nrwplan",
    "Bielefeld.sync-conflict-20180301-101010-ABCDEFG.nrwplan",
)
"""What programs for synchronising call a copy that did not fit."""


@pytest.fixture(autouse=True)
def no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proven_file, "_WAITS", (0, None))
    monkeypatch.setattr(forks, "PAUSE", 100)
    monkeypatch.setattr(copies_beside, "PAUSE", 100)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    folder = tmp_path / "Pläne"
    folder.mkdir()
    new_plans.new_plan(folder / "Bielefeld.nrwplan").close()
    return folder / "Bielefeld.nrwplan"


def opened(program: App, plan: Path, qtbot: QtBot) -> MainWindow:  # noqa: F811
    program.start(plan)
    window = window_of(program)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def key(file: PlanFile | MainWindow, place: int) -> str:
    plan = file.plan if isinstance(file, PlanFile) else file.workspace.plan
    return plan.measures(plan.phases[0].id)[place].id


def on_the_way(copy: Path, *texts: str, status: str = "") -> None:
    """What a colleague does to a copy."""
    with PlanFile.open(copy, COLLEAGUE) as file:
        for text in texts:
            file.commit(edits.measures.add(file.plan, file.plan.phases[0].id, text))
        if status:
            file.commit(edits.measures.set_status(file.plan, [key(file, 0), key(file, 1)], status))


def banner(window: MainWindow) -> str:
    return "\n".join(labels(one) for one in window.findChildren(CopiesBanner) if one.isVisible())


def dialog(window: MainWindow, qtbot: QtBot) -> CopyDialog:
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(CopyDialog)))
    found = next(one for one in window.findChildren(CopyDialog) if one.isVisible())
    found.activateWindow()
    qtbot.waitUntil(found.isActiveWindow)
    return found


def cells(table: QTableWidget) -> list[list[str]]:
    rows = range(table.rowCount())
    return [[item.text() if (item := table.item(row, column)) else "" for column in range(4)] for row in rows]


def test_a_copy_is_taken_along_and_comes_home(
    program: App,  # noqa: F811
    plan: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window = opened(program, plan, qtbot)
    suggested = list[str]()

    def choose(_parent: object, _title: str, name: str, *_more: object, **_options: object) -> tuple[str, str]:
        suggested.append(name)
        return name, ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    command(window, "Für unterwegs mitnehmen")
    laptop = plan.with_name("Bielefeld (unterwegs).nrwplan")
    assert suggested == [str(laptop)]
    assert "Datei ▸ Zusammenführen" in said(window)
    on_the_way(laptop, "Unterwegs", status="done")
    window.workspace.run(edits.measures.set_status, [key(window, 0), key(window, 1)], "running")
    before = window.workspace.plan
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args, **_more: (str(laptop), ""))
    command(window, "Zusammenführen")
    shown = dialog(window, qtbot)
    assert "1 übernommen, 2 zu entscheiden, 0 verloren" in labels(shown)
    assert "Übernommen: 1 × Maßnahme" in labels(shown)
    table = named(shown, QTableWidget, "Zu entscheiden")
    first, second = cells(table)
    assert first[0].endswith(", Status")
    assert first[1].startswith("läuft\nStatus von 2 Maßnahmen geändert, ")
    assert first[1].endswith("auf diesem Rechner")
    assert first[2].startswith("abgeschlossen\n")
    assert table.rowHeight(0) >= 3 * table.fontMetrics().height()
    # Nothing is chosen beforehand, and nothing done before all is.
    assert [first[3], second[3]] == ["offen", "offen"]
    assert not button(shown, "Zusammenführen").isEnabled()
    assert window.workspace.plan == before
    press(Key.Key_2)
    assert [row[3] for row in cells(table)] == ["Andere Kopie", "offen"]
    assert "Noch 1 zu entscheiden" in labels(shown)
    press(Key.Key_3)
    assert [row[3] for row in cells(table)] == ["Andere Kopie", "Beides"]
    table.setFocus()
    press(Key.Key_A, CTRL)
    press(Key.Key_4)
    assert [row[3] for row in cells(table)] == ["Später", "Später"]
    table.setFocus()
    button(shown, "Alle auswählen").click()
    press(Key.Key_2)
    press(Key.Key_Return)
    settle()
    plan_now = window.workspace.plan
    assert [plan_now.get(Measure, key(window, at)).status for at in (0, 1)] == ["done", "done"]
    assert measure_texts(plan_now, 1)[-1] == "Unterwegs"
    assert "1 übernommen" in said(window)
    command(window, "Rückgängig")
    assert window.workspace.plan == before
    # Once more, and left with Esc: nothing happens.
    command(window, "Zusammenführen")
    dialog(window, qtbot)
    press(Key.Key_Escape)
    assert window.workspace.plan == before
    # What is no copy is refused with a sentence.
    told = answer(monkeypatch, "OK")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args, **_more: (str(plan), ""))
    command(window, "Zusammenführen")
    assert "ist der Plan selbst" in told[0]


def test_copies_beside_the_plan_are_told_of_and_merged(
    program: App,  # noqa: F811
    plan: Path,
    qtbot: QtBot,
) -> None:
    for number, name in enumerate(LAYOUTS[:2]):
        shutil.copy(plan, plan.with_name(name))
        on_the_way(plan.with_name(name), f"Kopie {number}")
    # Neither an equal copy nor another plan, nor what only looks like one, is worth a word.
    shutil.copy(plan, plan.with_name("Bielefeld Kopie.nrwplan"))
    new_plans.new_plan(plan.with_name("Bielefeld 2.nrwplan")).close()
    plan.with_name("Bielefeld 3.nrwplan").write_text("nichts", "utf-8")
    plan.with_name("Bielefeld 4.nrwplan").symlink_to(plan)
    window = opened(program, plan, qtbot)
    qtbot.waitUntil(lambda: bool(banner(window)))
    assert f"Daneben liegt „{LAYOUTS[1]}“, eine Kopie dieses Plans. Sie enthält 1 Schritt, der hier fehlt" in banner(
        window
    )
    assert "Und noch eine weitere Kopie." in banner(window)
    for _ in range(2):
        button(window, "Zusammenführen …").click()
        dialog(window, qtbot)
        press(Key.Key_Return)
        qtbot.waitUntil(lambda: "Und noch" not in banner(window))
    assert measure_texts(window.workspace.plan, 1)[-2:] in (["Kopie 0", "Kopie 1"], ["Kopie 1", "Kopie 0"])
    qtbot.waitUntil(lambda: not banner(window))
    # One that comes while the plan is open is told of too, until the person does not want to hear of it.
    late = plan.with_name(LAYOUTS[2])
    shutil.copy(plan.with_name(LAYOUTS[0]), late)
    on_the_way(late, "später")
    qtbot.waitUntil(lambda: LAYOUTS[2] in banner(window))
    button(window, "Nicht jetzt").click()
    assert not banner(window)
    on_the_way(late, "noch später")
    qtbot.waitUntil(lambda: "2 Schritte, die hier fehlen" in banner(window))
    assert integrity_check.problems(plan) == []


def test_an_older_version_in_the_place_of_the_plan_is_found_by_its_backup(
    program: App,  # noqa: F811
    plan: Path,
    qtbot: QtBot,
) -> None:
    older = plan.read_bytes()
    on_the_way(plan, "Neuer")
    with PlanFile.open(plan, COLLEAGUE) as file:
        made = backup.make(file, "von Hand")
    assert made is not None
    plan.write_bytes(older)
    (found,) = copies.with_news(plan, copies.candidates(plan))
    assert (found.path, found.steps, found.is_backup) == (made.path, 1, True)
    # Of another plan of the same name it is no earlier state.
    plan.unlink()
    new_plans.new_plan(plan).close()
    assert copies.with_news(plan, copies.candidates(plan)) == []
    plan.write_bytes(older)
    window = opened(program, plan, qtbot)
    qtbot.waitUntil(lambda: bool(banner(window)))
    assert "Die letzte Sicherung enthält 1 Schritt, der in dieser Datei fehlt" in banner(window)
    button(window, "Zusammenführen …").click()
    dialog(window, qtbot)
    press(Key.Key_Return)
    settle()
    assert measure_texts(window.workspace.plan, 1)[-1] == "Neuer"
    assert backup_store.is_intact(made)


@pytest.mark.skipif(os.name == "nt", reason="Windows lets nobody touch a file that is open")
@pytest.mark.complains(".nrwplan")
def test_both_sides_ahead_are_merged_from_the_box_that_tells_of_them(
    program: App,  # noqa: F811
    plan: Path,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window = opened(program, plan, qtbot)
    there = tmp_path / "dort.nrwplan"
    shutil.copy(plan, there)
    on_the_way(there, "von dort")
    window.workspace.run(edits.measures.add, window.workspace.plan.phases[0].id, "von hier")
    told = answer(monkeypatch, "Zusammenführen")
    by_rename(plan, there.read_bytes())
    window.workspace.run(edits.measures.add, window.workspace.plan.phases[0].id, "noch eins")
    qtbot.waitUntil(lambda: bool(told))
    dialog(window, qtbot)
    press(Key.Key_Return)
    settle()
    assert window.workspace.path != plan
    assert set(measure_texts(window.workspace.plan, 1)) >= {"von dort", "von hier", "noch eins"}
    assert plan.read_bytes() == there.read_bytes()
