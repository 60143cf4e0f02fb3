"""The window around the plan: title, status, undo, phases by menu, what comes back, and closing."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from nrw_desktop.domain import edits
from nrw_desktop.gui.pages.page_stack import OVERVIEW, PARTNERS
from nrw_desktop.gui.pages.phase_tab import PhaseTab
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.window import main_window as module
from nrw_desktop.gui.window.main_window import MainWindow
from nrw_desktop.storage.file.plan_file import PlanFile
from tests.gui.conftest import ORIGIN
from tests.gui.hands import (
    CTRL,
    SHIFT,
    Key,
    RecordingCommands,
    answer,
    at_box,
    button,
    child,
    editor_text,
    goal,
    labels,
    measure,
    measure_period,
    measure_texts,
    press,
    replace_text,
    settle,
    type_text,
)

ALT = Qt.KeyboardModifier.AltModifier
Show = Callable[[QWidget], QWidget]


def said(window: MainWindow) -> str:
    return labels(window.statusBar())


def page(window: MainWindow) -> PhaseTab:
    found = window._pages.stack.currentWidget()
    assert isinstance(found, PhaseTab)
    return found


def with_form(window: MainWindow, qtbot: QtBot) -> PhaseTab:
    qtbot.waitUntil(lambda: page(window)._form is not None)
    settle()
    return page(window)


def test_title_and_foot_say_file_and_state(window: MainWindow) -> None:
    assert window.windowTitle().startswith("Bielefeld.nrwplan")
    assert "Alles gespeichert" in said(window)
    assert "Bielefeld.nrwplan" in said(window)


def test_the_keyboard_starts_on_the_measures(window: MainWindow) -> None:
    assert page(window)._measures.hasFocus()
    assert page(window)._measures.current_record() is not None


def test_what_was_done_last_is_said(window: MainWindow, workspace: Workspace) -> None:
    workspace.run(edits.measures.add, workspace.plan.phases[0].id, "Kinder & Jugend")
    label = "Maßnahme ‚Kinder & Jugend‘ hinzugefügt"
    assert f"Zuletzt: {label}" in said(window)
    action = window._actions["undo"]
    assert action.isEnabled()
    assert action.toolTip() == f"Rückgängig: {label}"
    assert action.text().replace("&&", "§").count("&") == 1
    assert "Kinder && Jugend" in action.text()
    press(Key.Key_Z, CTRL)
    assert f"Rückgängig gemacht: {label}" in said(window)
    assert not action.isEnabled()
    assert window._actions["redo"].isEnabled()
    press(Key.Key_Y, CTRL)
    assert f"Wiederholt: {label}" in said(window)
    press(Key.Key_Z, CTRL)
    press(Key.Key_Z, CTRL | SHIFT)
    assert measure_texts(workspace.plan, 1)[-1] == "Kinder & Jugend"


def test_undo_goes_to_the_place(window: MainWindow, workspace: Workspace) -> None:
    second, ids = measure(workspace.plan, 2, 1), [phase.id for phase in workspace.plan.phases]
    workspace.run(edits.measures.set_field, second.id, "status", "done")
    window._actions["undo"].trigger()
    assert window._pages.current() == ids[1]
    assert page(window)._measures.current_record().id == second.id  # type: ignore[union-attr]
    workspace.run(edits.goals.remove, goal(workspace.plan, 3, 0).id)
    window._actions["undo"].trigger()
    assert window._pages.current() == ids[2]
    assert page(window)._goals.current_node().key == goal(workspace.plan, 3, 0).id  # type: ignore[union-attr]
    workspace.run(edits.partners.set_field, workspace.plan.partners[4].id, "remark", "x")
    window._actions["undo"].trigger()
    assert window._pages.current() == PARTNERS
    workspace.run(edits.phases.remove, ids[3])
    window._pages.show(OVERVIEW)
    window._actions["undo"].trigger()
    assert window._pages.current() == ids[3]


def test_undo_of_something_added_goes_to_where_it_was(window: MainWindow, workspace: Workspace) -> None:
    workspace.run(edits.measures.add, workspace.plan.phases[2].id, "Anderswo")
    window._actions["undo"].trigger()
    assert window._pages.current() == workspace.plan.phases[2].id


def test_undo_takes_in_what_is_being_typed(window: MainWindow, workspace: Workspace) -> None:
    workspace.run(edits.measures.set_field, measure(workspace.plan, 1, 3).id, "status", "done")
    view = page(window)._measures
    view.setCurrentIndex(view.model().index(0, 0))
    press(Key.Key_F2)
    replace_text("gerade getippt")
    window._actions["undo"].trigger()
    settle()
    assert measure_texts(workspace.plan, 1)[0] == "Ausschreibung einer Fachstelle"
    window._actions["redo"].trigger()
    assert measure_texts(workspace.plan, 1)[0] == "gerade getippt"


# Phases by menu


def test_a_phase_is_added_named_moved_and_removed(window: MainWindow, workspace: Workspace) -> None:
    window._actions["add_phase"].trigger()
    settle()
    assert [phase.title for phase in workspace.plan.phases][1] == "Neue Phase"
    title = child(page(window), QLineEdit, "title")
    assert title.hasFocus()
    assert title.selectedText() == "Neue Phase"
    type_text("Auswertung")
    press(Key.Key_Return)
    assert workspace.plan.phases[1].title == "Auswertung"
    press(Key.Key_PageDown, CTRL | SHIFT)
    assert workspace.plan.phases[2].title == "Auswertung"
    assert window._pages.bar.tabText(window._pages.bar.currentIndex()) == "3  Auswertung"
    press(Key.Key_PageUp, CTRL | SHIFT)
    assert workspace.plan.phases[1].title == "Auswertung"
    window._actions["remove_phase"].trigger()
    assert len(workspace.plan.phases) == 4
    assert "Phase ‚Auswertung‘ gelöscht." in labels(window)
    button(window, "Rückgängig (Strg+Z)").click()
    assert workspace.plan.phases[1].title == "Auswertung"
    assert window._pages.current_phase() == workspace.plan.phases[1].id


def test_a_phase_does_not_move_past_the_ends(window: MainWindow, workspace: Workspace) -> None:
    window._actions["phase_left"].trigger()
    window._pages.show(workspace.plan.phases[3].id)
    window._actions["phase_right"].trigger()
    assert workspace.undo_label() == ""


def test_a_removed_phase_comes_back_whole(window: MainWindow, workspace: Workspace) -> None:
    before = workspace.plan
    window._pages.show(workspace.plan.phases[1].id)
    window._actions["remove_phase"].trigger()
    settle()
    window._actions["undo"].trigger()
    assert workspace.plan == before


def test_commands_fit_the_page_in_front(window: MainWindow) -> None:
    def enabled() -> set[str]:
        names = ("add_measure", "add_goal", "add_partner", "delete", "remove_phase", "toggle_form", "rename_phase")
        return {name for name in names if window._actions[name].isEnabled()}

    on_phase = enabled()
    assert on_phase == {
        "add_measure", "add_goal", "add_partner", "delete", "remove_phase", "toggle_form", "rename_phase"
    }  # fmt: skip
    window._pages.show(PARTNERS)
    assert enabled() == {"add_partner", "delete"}
    window._pages.show(OVERVIEW)
    assert enabled() == set()


# What the application does for it


@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("new", ("new",)),
        ("open", ("open", None)),
        ("save_copy", ("copy",)),
        ("history", ("history",)),
        ("backups", ("backups",)),
        ("keys", ("help", "keys")),
        ("about", ("help", "about")),
    ],
)
def test_the_world_outside_is_asked(
    window: MainWindow, commands: RecordingCommands, name: str, call: tuple[object, ...]
) -> None:
    window._actions[name].trigger()
    assert commands.calls == [call]


def test_printing_is_of_the_page_in_front(
    window: MainWindow, workspace: Workspace, commands: RecordingCommands
) -> None:
    window._actions["print"].trigger()
    window._pages.show(OVERVIEW)
    window._actions["save_pdf"].trigger()
    assert commands.calls == [("print", workspace.plan.phases[0].id), ("pdf", None)]


def test_recent_plans_are_listed(window: MainWindow, workspace: Workspace, commands: RecordingCommands) -> None:
    commands.recent = [workspace.path, Path("/x/Kinder & Jugend.nrwplan")]
    menu = window._actions.menus["recent"]
    menu.aboutToShow.emit()
    texts = [action.text() for action in menu.actions()][:2]
    assert texts == ["&1  Bielefeld.nrwplan", "&2  Kinder && Jugend.nrwplan"]
    assert not menu.actions()[0].isEnabled()
    menu.actions()[1].trigger()
    assert commands.calls == [("open", Path("/x/Kinder & Jugend.nrwplan"))]


def test_the_scheme_is_chosen(window: MainWindow, commands: RecordingCommands) -> None:
    menu = window._actions.menus["theme"]
    assert [action.isChecked() for action in menu.actions()] == [True, False, False]
    menu.actions()[2].trigger()
    assert commands.calls == [("scheme", "dark")]
    assert [action.isChecked() for action in menu.actions()] == [False, False, True]


def test_full_screen_and_back(window: MainWindow) -> None:
    press(Key.Key_F11)
    assert window.isFullScreen()
    press(Key.Key_F11)
    assert not window.isFullScreen()


def test_a_refusal_outside_a_field_is_said(
    window: MainWindow, commands: RecordingCommands, monkeypatch: pytest.MonkeyPatch
) -> None:
    from nrw_desktop.domain.errors import PlanError

    told = list[str]()
    monkeypatch.setattr(module.error_boxes, "tell", lambda _parent, _title, sentence: told.append(sentence))

    def refuse(window: QWidget, phase: str | None) -> None:
        raise PlanError("„b.nrwplan“ gibt es schon.")

    monkeypatch.setattr(commands, "save_pdf", refuse)
    window._actions["save_pdf"].trigger()
    assert told == ["„b.nrwplan“ gibt es schon."]


def test_standard_buttons_speak_german(window: MainWindow) -> None:
    Button = QDialogButtonBox.StandardButton  # noqa: N806
    box = QDialogButtonBox(Button.Ok | Button.Cancel | Button.Save | Button.Yes | Button.No | Button.Close)
    texts = {button.text().replace("&", "") for button in box.buttons()}
    assert texts == {"OK", "Abbrechen", "Speichern", "Ja", "Nein", "Schließen"}


# Another start


def test_size_page_and_widths_come_back(
    workspace: Workspace, plan_path: Path, commands: RecordingCommands, settings: QSettings, show: Show, qtbot: QtBot
) -> None:
    first = MainWindow(workspace, commands, settings)
    show(first)
    first.resize(1111, 777)
    first._pages.show(workspace.plan.phases[2].id)
    page(first)._measures.setColumnWidth(1, 177)
    settle()
    phase = workspace.plan.phases[2].id
    with qtbot.waitSignal(first.closed):
        first.close()
    settle()
    with PlanFile.open(plan_path, ORIGIN) as again:
        second = MainWindow(Workspace(again), commands, settings)
        show(second)
        assert (second.width(), second.height()) == (1111, 777)
        assert second._pages.current() == phase
        assert page(second)._measures.columnWidth(1) == 177
        second._pages.show(again.plan.phases[0].id)
        assert page(second)._measures.columnWidth(1) == 177
        second.close()
        settle()


def test_what_was_typed_is_there_at_the_next_start(
    window: MainWindow, workspace: Workspace, plan_path: Path, qtbot: QtBot
) -> None:
    tab = with_form(window, qtbot)
    child(tab, QPlainTextEdit, "note").setFocus()
    type_text("bis zuletzt")
    with qtbot.waitSignal(window.closed):
        window.close()
    with PlanFile.open(plan_path, ORIGIN) as again:
        assert measure(again.plan, 1, 0).note == "bis zuletzt"


def test_a_cell_being_typed_into_is_there_at_the_next_start(window: MainWindow, plan_path: Path, qtbot: QtBot) -> None:
    press(Key.Key_M, CTRL)
    type_text("im letzten Augenblick")
    with qtbot.waitSignal(window.closed):
        window.close()
    with PlanFile.open(plan_path, ORIGIN) as again:
        assert measure_texts(again.plan, 1)[-1] == "im letzten Augenblick"


@pytest.mark.parametrize("where", ["Zelle", "Formular"])
@pytest.mark.parametrize(
    ("key", "closes", "kept"),
    [
        ((Key.Key_Return,), False, True),
        ((Key.Key_Escape,), False, True),
        ((Key.Key_Z, ALT), False, True),
        ((Key.Key_A, ALT), True, True),
        ((Key.Key_V, ALT), True, False),
    ],
)
def test_closing_over_a_refused_value_asks(
    window: MainWindow,
    plan_path: Path,
    qtbot: QtBot,
    where: str,
    key: tuple[Any, ...],
    closes: bool,
    kept: bool,
    data_dir: Path,
) -> None:
    asked = list[str]()

    def answer_by_keyboard(box: QMessageBox) -> None:
        asked.append(f"{box.text()} {box.informativeText()}")
        QTest.keyClick(box, *key)

    tab = with_form(window, qtbot)
    if where == "Zelle":
        tab._measures.setCurrentIndex(tab._measures.model().index(0, 2))
        tab._measures.setFocus()
    else:
        measure_period(tab).setFocus()
    type_text("13/2017")
    at_box(answer_by_keyboard)
    closed = window.close()
    settle()
    assert len(asked) == 1
    assert "2 Eingaben" not in asked[0]
    assert "Einen Monat 13 gibt es nicht" in asked[0]
    assert "„13/2017“" in asked[0]
    assert closed is closes
    assert any(b"13/2017" in path.read_bytes() for path in data_dir.rglob("*.json")) is kept
    if not closes:
        assert window.isVisible()
        text = editor_text(tab._measures) if where == "Zelle" else measure_period(tab).text()
        assert text == "13/2017"
        # A window system gives the keyboard back by itself: to the field.
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        press(Key.Key_Escape)
        assert window.workspace.flush() == []
    else:
        with PlanFile.open(plan_path, ORIGIN) as again:
            assert measure(again.plan, 1, 0).start is None


def test_several_refused_values_are_counted_and_kept_together(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab = with_form(window, qtbot)
    measure_period(tab).setFocus()
    type_text("13/2017")
    child(child(tab, QWidget, "measure_form"), QPlainTextEdit, "text").setFocus()
    replace_text("")
    told = answer(monkeypatch, "Aufheben")
    assert window.close()
    assert "2 Eingaben" in told[0]
    entries = window.workspace.unaccepted
    assert [entry.text for entry in entries.shown(window.workspace.plan)] == ["13/2017", ""]


# Only to be read


@pytest.fixture
def read_only(plan_path: Path, commands: RecordingCommands, settings: QSettings, show: Show) -> MainWindow:
    file = PlanFile.open(plan_path, ORIGIN, read_only=True)
    made = MainWindow(Workspace(file), commands, settings)
    made.resize(1320, 860)
    show(made)
    return made


def test_a_read_only_plan_is_said_and_not_edited(read_only: MainWindow, qtbot: QtBot) -> None:
    assert "Nur lesen" in said(read_only)
    for name in ("add_measure", "add_goal", "add_partner", "edit", "delete", "move_up", "add_phase", "remove_phase",
                 "rename_phase", "goal_style", "undo", "redo"):  # fmt: skip
        assert not read_only._actions[name].isEnabled(), name
    assert not read_only._actions.menus["move_to"].isEnabled()
    for name in ("print", "save_pdf", "save_copy", "find"):
        assert read_only._actions[name].isEnabled(), name
    tab = with_form(read_only, qtbot)
    before = read_only.workspace.plan
    for key in (Key.Key_F2, Key.Key_Delete, Key.Key_X):
        press(key)
    assert tab._measures._open_editor() is None
    for one in tab.findChildren(QToolButton):
        if "Neu" in one.text() or one.toolTip() == "Nummern oder Punkte":
            assert not one.isEnabled()
    note = child(tab, QPlainTextEdit, "note")
    note.setFocus()
    type_text("x")
    assert note.toPlainText() == ""
    model = tab._measures.model()
    from PySide6.QtCore import QModelIndex, Qt

    model.dropMimeData(model.mimeData([model.index(0, 0)]), Qt.DropAction.MoveAction, 3, 0, QModelIndex())
    assert read_only.workspace.plan is before


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root writes into everything")
def test_a_file_without_write_permission_opens_to_be_read(
    plan_path: Path, commands: RecordingCommands, settings: QSettings, show: Show
) -> None:
    plan_path.chmod(0o444)
    made = MainWindow(Workspace(PlanFile.open(plan_path, ORIGIN)), commands, settings)
    show(made)
    assert "Nur lesen" in said(made)


def test_the_application_speaks_for_itself(qapp: QApplication) -> None:
    assert qapp.applicationDisplayName() == "NRWeltoffen"


@pytest.mark.parametrize("start", ["phase", "overview"])
def test_undo_of_a_new_partner_goes_to_the_phase_that_named_it(
    window: MainWindow, workspace: Workspace, start: str
) -> None:
    phase = workspace.plan.phases[1].id
    workspace.run(edits.mentions.add, phase, "Ganz Neue")
    assert workspace.plan.partners[-1].name == "Ganz Neue"
    for action in ("undo", "redo"):
        window._pages.show(phase if start == "phase" else OVERVIEW)
        window._actions[action].trigger()
        assert window._pages.current() == phase


def test_undo_in_the_register_stays_there(window: MainWindow, workspace: Workspace) -> None:
    workspace.run(edits.partners.remove, workspace.plan.partners[0].id)
    window._pages.show(PARTNERS)
    for action in ("undo", "redo"):
        window._actions[action].trigger()
        assert window._pages.current() == PARTNERS
