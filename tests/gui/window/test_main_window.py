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
    command,
    editor_text,
    entry,
    form_of,
    front_page,
    go_to_page,
    goal,
    in_front,
    labels,
    list_of,
    measure,
    measure_period,
    measure_texts,
    on_first_phase,
    open_editor,
    press,
    replace_text,
    settle,
    submenu,
    tabs,
    type_text,
)

ALT = Qt.KeyboardModifier.AltModifier
Show = Callable[[QWidget], QWidget]


def said(window: MainWindow) -> str:
    return labels(window.statusBar())


def page(window: MainWindow) -> PhaseTab:
    found = front_page(window)
    assert isinstance(found, PhaseTab)
    return found


def with_form(window: MainWindow, qtbot: QtBot) -> PhaseTab:
    qtbot.waitUntil(lambda: form_of(page(window)) is not None)
    settle()
    return page(window)


def test_title_and_foot_say_file_and_state(window: MainWindow) -> None:
    assert window.windowTitle().startswith("Bielefeld.nrwplan")
    assert "Alles gespeichert" in said(window)
    assert "Bielefeld.nrwplan" in said(window)


def test_the_keyboard_starts_on_the_measures(window: MainWindow) -> None:
    assert list_of(window, "Maßnahmen").hasFocus()
    assert list_of(window, "Maßnahmen").current_record() is not None


def test_what_was_done_last_is_said(window: MainWindow, workspace: Workspace) -> None:
    workspace.run(edits.measures.add, workspace.plan.phases[0].id, "Kinder & Jugend")
    label = "Maßnahme ‚Kinder & Jugend‘ hinzugefügt"
    assert f"Zuletzt: {label}" in said(window)
    action = entry(window, "Rückgängig")
    assert action.isEnabled()
    assert action.toolTip() == f"Rückgängig: {label}"
    assert action.text().replace("&&", "§").count("&") == 1
    assert "Kinder && Jugend" in action.text()
    press(Key.Key_Z, CTRL)
    assert f"Rückgängig gemacht: {label}" in said(window)
    assert not action.isEnabled()
    assert entry(window, "Wiederholen").isEnabled()
    press(Key.Key_Y, CTRL)
    assert f"Wiederholt: {label}" in said(window)
    press(Key.Key_Z, CTRL)
    press(Key.Key_Z, CTRL | SHIFT)
    assert measure_texts(workspace.plan, 1)[-1] == "Kinder & Jugend"


def test_undo_goes_to_the_place(window: MainWindow, workspace: Workspace) -> None:
    second, ids = measure(workspace.plan, 2, 1), [phase.id for phase in workspace.plan.phases]
    workspace.run(edits.measures.set_field, second.id, "status", "done")
    command(window, "Rückgängig")
    assert in_front(window) == ids[1]
    assert list_of(window, "Maßnahmen").current_record().id == second.id  # type: ignore[union-attr]
    workspace.run(edits.goals.remove, goal(workspace.plan, 3, 0).id)
    command(window, "Rückgängig")
    assert in_front(window) == ids[2]
    assert list_of(window, "Ziele").current_node().key == goal(workspace.plan, 3, 0).id  # type: ignore[union-attr]
    workspace.run(edits.partners.set_field, workspace.plan.partners[4].id, "remark", "x")
    command(window, "Rückgängig")
    assert in_front(window) == "Partner"
    workspace.run(edits.phases.remove, ids[3])
    go_to_page(window, "Übersicht")
    command(window, "Rückgängig")
    assert in_front(window) == ids[3]


def test_undo_of_something_added_goes_to_where_it_was(window: MainWindow, workspace: Workspace) -> None:
    workspace.run(edits.measures.add, workspace.plan.phases[2].id, "Anderswo")
    command(window, "Rückgängig")
    assert in_front(window) == workspace.plan.phases[2].id


def test_undo_takes_in_what_is_being_typed(window: MainWindow, workspace: Workspace) -> None:
    workspace.run(edits.measures.set_field, measure(workspace.plan, 1, 3).id, "status", "done")
    view = list_of(window, "Maßnahmen")
    view.setCurrentIndex(view.model().index(0, 0))
    press(Key.Key_F2)
    replace_text("gerade getippt")
    command(window, "Rückgängig")
    settle()
    assert measure_texts(workspace.plan, 1)[0] == "Ausschreibung einer Fachstelle"
    command(window, "Wiederholen")
    assert measure_texts(workspace.plan, 1)[0] == "gerade getippt"


# Phases by menu


def test_a_phase_is_added_named_moved_and_removed(window: MainWindow, workspace: Workspace) -> None:
    command(window, "Neue Phase")
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
    assert tabs(window).tabText(tabs(window).currentIndex()) == "3  Auswertung"
    press(Key.Key_PageUp, CTRL | SHIFT)
    assert workspace.plan.phases[1].title == "Auswertung"
    command(window, "Phase löschen")
    assert len(workspace.plan.phases) == 4
    assert "Phase ‚Auswertung‘ gelöscht." in labels(window)
    button(window, "Rückgängig (Strg+Z)").click()
    assert workspace.plan.phases[1].title == "Auswertung"
    assert in_front(window) == workspace.plan.phases[1].id


def test_a_phase_does_not_move_past_the_ends(window: MainWindow, workspace: Workspace) -> None:
    command(window, "Phase nach links")
    go_to_page(window, 4)
    command(window, "Phase nach rechts")
    assert workspace.undo_label() == ""


def test_a_removed_phase_comes_back_whole(window: MainWindow, workspace: Workspace) -> None:
    before = workspace.plan
    go_to_page(window, 2)
    command(window, "Phase löschen")
    settle()
    command(window, "Rückgängig")
    assert workspace.plan == before


def test_commands_fit_the_page_in_front(window: MainWindow) -> None:
    def enabled() -> set[str]:
        return {words for words in of_phase if entry(window, words).isEnabled()}

    of_phase = {
        "Neue Maßnahme", "Neues Ziel", "Kooperationspartner nennen", "Löschen", "Phase löschen", "Phase umbenennen",
        "Einzelheiten ein- und ausblenden",
    }  # fmt: skip
    assert enabled() == of_phase
    go_to_page(window, "Partner")
    assert enabled() == {"Kooperationspartner nennen", "Löschen"}
    go_to_page(window, "Übersicht")
    assert enabled() == set()


# What the application does for it


@pytest.mark.parametrize(
    ("words", "call"),
    [
        ("Neu", ("new",)),
        ("Öffnen", ("open", None)),
        ("Kopie speichern unter", ("copy",)),
        ("Verlauf", ("history",)),
        ("Sicherungen", ("backups",)),
        ("Einstellungen", ("settings",)),
        ("Handbuch", ("help", "help")),
        ("Tastenkürzel", ("help", "keys")),
        ("Für die Unterstützung", ("help", "support")),
        ("Über nrw_desktop", ("help", "about")),
    ],
)
def test_the_world_outside_is_asked(
    window: MainWindow, commands: RecordingCommands, words: str, call: tuple[object, ...]
) -> None:
    command(window, words)
    assert commands.calls == [call]


def test_printing_is_of_the_page_in_front(
    window: MainWindow, workspace: Workspace, commands: RecordingCommands
) -> None:
    command(window, "Drucken")
    go_to_page(window, "Übersicht")
    command(window, "Als PDF speichern")
    assert commands.calls == [("print", workspace.plan.phases[0].id), ("pdf", None)]


def test_recent_plans_are_listed(window: MainWindow, workspace: Workspace, commands: RecordingCommands) -> None:
    commands.recent = [workspace.path, Path("/x/Kinder & Jugend.nrwplan")]
    menu = submenu(window, "Zuletzt verwendet")
    menu.aboutToShow.emit()
    texts = [action.text() for action in menu.actions()][:2]
    assert texts == ["&1  Bielefeld.nrwplan", "&2  Kinder && Jugend.nrwplan"]
    assert not menu.actions()[0].isEnabled()
    menu.actions()[1].trigger()
    assert commands.calls == [("open", Path("/x/Kinder & Jugend.nrwplan"))]


def test_the_scheme_is_chosen(window: MainWindow, commands: RecordingCommands) -> None:
    menu = submenu(window, "Darstellung")
    assert [action.isChecked() for action in menu.actions()] == [True, False, False, False]
    command(window, "Dunkel")
    command(window, "Hoher Kontrast")
    assert commands.calls == [("scheme", "dark"), ("scheme", "contrast")]
    assert [action.isChecked() for action in menu.actions()] == [False, False, False, True]


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
    command(window, "Als PDF speichern")
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
    go_to_page(first, 3)
    list_of(first, "Maßnahmen").setColumnWidth(1, 177)
    settle()
    phase = workspace.plan.phases[2].id
    with qtbot.waitSignal(first.closed):
        first.close()
    settle()
    with PlanFile.open(plan_path, ORIGIN) as again:
        second = MainWindow(Workspace(again), commands, settings)
        show(second)
        assert (second.width(), second.height()) == (1111, 777)
        assert in_front(second) == phase
        assert list_of(second, "Maßnahmen").columnWidth(1) == 177
        go_to_page(second, 1)
        assert list_of(second, "Maßnahmen").columnWidth(1) == 177
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
        list_of(tab, "Maßnahmen").setCurrentIndex(list_of(tab, "Maßnahmen").model().index(0, 2))
        list_of(tab, "Maßnahmen").setFocus()
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
        text = editor_text(list_of(tab, "Maßnahmen")) if where == "Zelle" else measure_period(tab).text()
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
    return on_first_phase(made)


def test_a_read_only_plan_is_said_and_not_edited(read_only: MainWindow, qtbot: QtBot) -> None:
    assert "Nur lesen" in said(read_only)
    for words in ("Neue Maßnahme", "Neues Ziel", "Kooperationspartner nennen", "Bearbeiten", "Löschen", "Nach oben",
                  "Neue Phase", "Phase löschen", "Phase umbenennen", "Nummern oder Punkte", "Rückgängig",
                  "Wiederholen", "Person endgültig löschen"):  # fmt: skip
        assert not entry(read_only, words).isEnabled(), words
    assert not submenu(read_only, "In Phase verschieben").isEnabled()
    for words in ("Drucken", "Als PDF speichern", "Kopie speichern unter", "Suchen"):
        assert entry(read_only, words).isEnabled(), words
    tab = with_form(read_only, qtbot)
    before = read_only.workspace.plan
    for key in (Key.Key_F2, Key.Key_Delete, Key.Key_X):
        press(key)
    assert open_editor(list_of(tab, "Maßnahmen")) is None
    for one in tab.findChildren(QToolButton):
        if "Neu" in one.text() or one.toolTip() == "Nummern oder Punkte":
            assert not one.isEnabled()
    note = child(tab, QPlainTextEdit, "note")
    note.setFocus()
    type_text("x")
    assert note.toPlainText() == ""
    model = list_of(tab, "Maßnahmen").model()
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
    for words in ("Rückgängig", "Wiederholen"):
        go_to_page(window, 2 if start == "phase" else "Übersicht")
        command(window, words)
        assert in_front(window) == phase


def test_undo_in_the_register_stays_there(window: MainWindow, workspace: Workspace) -> None:
    workspace.run(edits.partners.remove, workspace.plan.partners[0].id)
    go_to_page(window, "Partner")
    for words in ("Rückgängig", "Wiederholen"):
        command(window, words)
        assert in_front(window) == "Partner"
