"""Quick open by keys: type what you want, go there or do it, or come back to where you were."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from nrw_desktop.domain import edits
from nrw_desktop.domain.model.change import Change, inserted
from nrw_desktop.domain.model.records import Measure, Phase, new_id
from nrw_desktop.gui.kit import idle
from nrw_desktop.gui.lists.grouped_list import GroupedList
from nrw_desktop.gui.lists.grouped_rows import Heading
from nrw_desktop.gui.panels.find_panel import FindPanel
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.window import palette
from nrw_desktop.gui.window.main_window import MainWindow
from nrw_desktop.gui.window.quick_open import QuickOpen
from nrw_desktop.storage.file.plan_file import PlanFile
from tests.gui.conftest import ORIGIN
from tests.gui.hands import (
    CTRL,
    SHIFT,
    Key,
    RecordingCommands,
    callouts,
    card_of,
    child,
    command,
    editor_text,
    go_to,
    go_to_page,
    goal,
    in_front,
    labels,
    list_of,
    measure,
    measure_period,
    measure_texts,
    named,
    on_first_phase,
    open_editor,
    press,
    replace_text,
    settle,
    tabs,
    type_text,
)

TEXT, STATUS, PERIOD, RESPONSIBLE = range(4)


def opened(window: MainWindow) -> QuickOpen:
    """The list as it is over the window."""
    found = window.findChild(QuickOpen)
    assert found is not None
    assert found.isVisible()
    assert QApplication.focusWidget() is found.field
    return found


def is_open(window: MainWindow) -> bool:
    found = window.findChild(QuickOpen)
    return found is not None and found.isVisible()


def quick(window: MainWindow, words: str = "") -> QuickOpen:
    press(Key.Key_P, CTRL | SHIFT)
    type_text(words)
    return opened(window)


def rows(window: MainWindow) -> list[str]:
    """What is listed; headings with their count."""
    found = named(opened(window), GroupedList, "Treffer") if opened(window).findChild(GroupedList).isVisible() else None
    shown = found.model().rows if found else ()
    return [f"# {row.title} {row.total}" if isinstance(row, Heading) else row.line.text for row in shown]


def feet(window: MainWindow) -> dict[str, str]:
    """What stands below each entry."""
    return {entry.line.text: entry.line.foot for entry in opened(window).findChild(GroupedList).entries()}


def place_of_keyboard() -> tuple[QWidget | None, str, int, str]:
    """Who has the keyboard, what it holds, where the cursor is and what is selected."""
    focus = QApplication.focusWidget()
    if isinstance(focus, QLineEdit):
        return focus, focus.text(), focus.cursorPosition(), focus.selectedText()
    if isinstance(focus, QPlainTextEdit):
        return focus, focus.toPlainText(), focus.textCursor().position(), focus.textCursor().selectedText()
    return focus, "", 0, ""


# Going and doing


def test_a_measure_is_found_by_parts_of_its_words_and_chosen(window: MainWindow, workspace: Workspace) -> None:
    wanted = measure(workspace.plan, 3, 0)
    assert wanted.text.startswith("Regelmäßige Netzwerksitzungen")
    quick(window, "netzwerksitz regelmaess")
    assert rows(window) == [wanted.text]
    assert feet(window)[wanted.text] == "Maßnahme  ·  3  Maßnahmenentwicklung"
    press(Key.Key_Return)
    assert not is_open(window)
    assert in_front(window) == wanted.phase
    assert list_of(window, "Maßnahmen").current_record() == wanted
    assert list_of(window, "Maßnahmen").hasFocus()


def test_phases_goals_and_partners_are_gone_to_as_well(window: MainWindow, workspace: Workspace) -> None:
    quick(window, "4")
    assert rows(window)[0] == "4 Maßnahmenumsetzung und Nachhaltigkeit"
    press(Key.Key_Return)
    assert in_front(window) == workspace.plan.phases[3].id
    assert list_of(window, "Maßnahmen").hasFocus()
    quick(window, "ikg")
    press(Key.Key_Return)
    assert in_front(window) == "Partner"
    assert list_of(window, "Kooperationspartner").current_record().name == "Universität Bielefeld – IKG"
    wanted = goal(workspace.plan, 1, 0)
    quick(window, wanted.text)
    press(Key.Key_Return)
    assert in_front(window) == wanted.phase
    assert list_of(window, "Ziele").current_node().record == wanted
    quick(window, "übersicht")
    press(Key.Key_Return)
    assert in_front(window) == "Übersicht"


def test_a_command_is_done_by_its_initials(window: MainWindow, workspace: Workspace) -> None:
    texts = measure_texts(workspace.plan, 1)
    quick(window, "nm")
    assert feet(window)["Neue Maßnahme"] == "Befehl  ·  Plan  ·  Strg+M"
    press(Key.Key_Return)
    type_text("Aus dem Stand")
    press(Key.Key_Return)
    press(Key.Key_Escape)
    assert measure_texts(workspace.plan, 1) == [*texts, "Aus dem Stand"]
    quick(window, "rückgängig")
    assert rows(window)[0].startswith("Rückgängig: ")
    press(Key.Key_Return)
    assert measure_texts(workspace.plan, 1) == texts


def test_a_command_is_about_the_list_that_the_keyboard_was_in(window: MainWindow, workspace: Workspace) -> None:
    go_to(list_of(window, "Maßnahmen"), 2, TEXT)
    quick(window, "status läuft")
    assert rows(window) == ["Status: Läuft"]
    press(Key.Key_Return)
    assert [one.status for one in workspace.plan.measures(workspace.plan.phases[0].id)].index("running") == 2
    list_of(window, "Ziele").setFocus()
    quick(window, "unterordnen")
    assert rows(window) == ["Unterordnen"]
    press(Key.Key_Escape)
    list_of(window, "Maßnahmen").setFocus()
    quick(window, "unterordnen")
    assert rows(window) == []
    assert "Nichts gefunden" in labels(opened(window))
    press(Key.Key_Return)
    assert is_open(window)


def test_a_measure_can_be_moved_to_a_phase_by_typing(window: MainWindow, workspace: Workspace) -> None:
    go_to(list_of(window, "Maßnahmen"), 1, TEXT)
    moved = measure(workspace.plan, 1, 1)
    quick(window, "verschieben bestand")
    assert rows(window) == ["In Phase verschieben: 2 Bestandsanalyse"]
    press(Key.Key_Return)
    assert measure(workspace.plan, 2, -1).id == moved.id


def test_settings_are_found_by_their_words(window: MainWindow, commands: RecordingCommands) -> None:
    quick(window, "dunkel")
    assert feet(window) == {"Darstellung: Dunkel": "Einstellung  ·  Ansicht"}
    press(Key.Key_Return)
    assert commands.calls == [("scheme", "dark")]


def test_the_keys_of_a_command_find_it_too(window: MainWindow) -> None:
    quick(window, "strg+umschalt+n")
    assert rows(window)[0] == "Neue Phase"


def test_the_search_is_opened_from_the_list_and_closed_to_where_the_keyboard_was(window: MainWindow) -> None:
    before = QApplication.focusWidget()
    quick(window, "suchen")
    press(Key.Key_Return)
    panel = window.findChild(FindPanel)
    assert panel is not None
    assert panel.field.hasFocus()
    quick(window)
    press(Key.Key_Escape)
    assert panel.field.hasFocus()
    press(Key.Key_Escape)
    assert QApplication.focusWidget() is before


def test_arrows_and_tab_move_and_a_click_chooses(window: MainWindow, workspace: Workspace) -> None:
    found = quick(window, "maßnahmen").findChild(GroupedList)
    keys = [entry.key for entry in found.entries()]
    for key, place in ((Key.Key_Down, 1), (Key.Key_Tab, 2), (Key.Key_Up, 1), (Key.Key_Backtab, 0), (Key.Key_Up, -1)):
        press(key, SHIFT if key == Key.Key_Backtab else Qt.KeyboardModifier.NoModifier)
        assert found.current_key() == keys[place]
    place = keys.index(workspace.plan.phases[2].id)
    found.scrollTo(found.model().index(place))
    QTest.mouseClick(
        found.viewport(), Qt.MouseButton.LeftButton, pos=found.visualRect(found.model().index(place)).center()
    )
    assert in_front(window) == workspace.plan.phases[2].id
    assert not is_open(window)


# What is offered


def test_nothing_typed_lists_what_was_chosen_last_and_what_can_be_done(window: MainWindow) -> None:
    quick(window)
    assert rows(window)[0].startswith("# Befehle ")
    assert "Neue Maßnahme" in rows(window)
    assert "Wiederholen" not in rows(window)
    assert "Schnell öffnen …" not in rows(window)
    settings = rows(window)[rows(window).index("# Einstellungen 15") + 1 :]
    assert "Schriftgröße: 150 %" in settings
    assert settings[-4:] == [
        "Darstellung: Wie das System", "Darstellung: Hell", "Darstellung: Dunkel", "Darstellung: Hoher Kontrast",
    ]  # fmt: skip
    type_text("ikg")
    press(Key.Key_Return)
    quick(window, "2")
    press(Key.Key_Return)
    quick(window)
    assert rows(window)[:3] == ["# Zuletzt gewählt 2", "2 Bestandsanalyse", "Universität Bielefeld – IKG"]
    press(Key.Key_Return)
    assert in_front(window) == window.workspace.plan.phases[1].id


def test_what_was_chosen_last_comes_first_among_equals_only(window: MainWindow, workspace: Workspace) -> None:
    phase = workspace.plan.phases[3].id
    for words in ("Tulpe rot", "Tulpe gelb", "Rote Tulpe"):
        workspace.run(edits.measures.add, phase, words)
    quick(window, "tulpe")
    assert rows(window) == ["Tulpe rot", "Tulpe gelb", "Rote Tulpe"]
    press(Key.Key_Down)
    press(Key.Key_Return)
    quick(window, "rote tul")
    press(Key.Key_Return)
    quick(window, "tulpe")
    assert rows(window) == ["Tulpe gelb", "Tulpe rot", "Rote Tulpe"]
    workspace.run(edits.measures.remove, [measure(workspace.plan, 4, -2).id])
    press(Key.Key_Escape)
    quick(window)
    assert rows(window)[:2] == ["# Zuletzt gewählt 1", "Rote Tulpe"]


def test_a_window_to_read_in_offers_nothing_that_writes(
    plan_path: Path, commands: RecordingCommands, settings: QSettings, show: Callable[[QWidget], QWidget]
) -> None:
    with PlanFile.open(plan_path, ORIGIN, read_only=True) as file:
        window = MainWindow(Workspace(file), commands, settings)
        show(window)
        on_first_phase(window)
        quick(window)
        assert not {"Neue Maßnahme", "Löschen", "Neue Phase", "Einfügen", "Rückgängig"} & set(rows(window))
        assert {"Kopieren", "Suchen", "Drucken …"} <= set(rows(window))
        type_text("verschieben")
        assert rows(window) == []
        replace_text("ikg")
        press(Key.Key_Return)
        assert in_front(window) == "Partner"


def test_very_many_are_listed_up_to_a_limit(window: MainWindow, workspace: Workspace) -> None:
    phase = workspace.plan.phases[0].id
    many = (Measure(new_id(), phase, f"z{n:04}", text=f"Sonnenblume {n}") for n in range(palette.LIMIT + 1))
    workspace.run(lambda _plan: Change(tuple(map(inserted, many)), "Test"))
    quick(window, "sonnenblume")
    assert len(rows(window)) == palette.LIMIT
    assert f"Mehr als {palette.LIMIT} Treffer" in labels(opened(window))


@pytest.mark.parametrize("text", ["<b>Marke</b> & mehr", "„ß“ – Straße: 5 * 3", "Ein\nUmbruch", "x" * 3000, "&Datei"])
def test_odd_texts_are_listed_as_they_are(window: MainWindow, workspace: Workspace, text: str) -> None:
    workspace.run(edits.measures.add, workspace.plan.phases[1].id, text)
    quick(window, text[:40].replace("\n", " "))
    assert " ".join(text.split())[:40] in rows(window)[0]
    press(Key.Key_Return)
    assert list_of(window, "Maßnahmen").current_record().text == measure(workspace.plan, 2, -1).text


def test_a_plan_without_phases_offers_what_there_is(window: MainWindow, workspace: Workspace) -> None:
    for phase in workspace.plan.phases:
        workspace.run(edits.phases.remove, phase.id)
    settle()
    quick(window, "neue ph")
    assert rows(window) == ["Neue Phase"]
    press(Key.Key_Escape)
    press(Key.Key_T, CTRL)
    assert rows(window) == ["# Seiten 3", "Übersicht", "Partner", "Sitzungen"]


# Nothing typed elsewhere is lost, or taken in by surprise


def in_cell(window: MainWindow) -> None:
    go_to(list_of(window, "Maßnahmen"), 1, TEXT)
    press(Key.Key_F2)


def in_refused_cell(window: MainWindow) -> None:
    go_to(list_of(window, "Maßnahmen"), 1, PERIOD)
    press(Key.Key_F2)


def in_new_row(window: MainWindow) -> None:
    press(Key.Key_M, CTRL)


def in_goal(window: MainWindow) -> None:
    list_of(window, "Ziele").setFocus()
    press(Key.Key_F2)


def in_new_goal(window: MainWindow) -> None:
    press(Key.Key_G, CTRL)


def in_form(window: MainWindow) -> None:
    measure_period(window).setFocus()


def in_filter(window: MainWindow) -> None:
    press(Key.Key_F, CTRL | SHIFT)


PLACES = [in_cell, in_refused_cell, in_new_row, in_goal, in_new_goal, in_form, in_filter]


@pytest.mark.parametrize("go", PLACES)
@pytest.mark.parametrize("typed", ["", "Halb fertig 13/2017"])
@pytest.mark.parametrize("keys", [(Key.Key_P, CTRL | SHIFT), (Key.Key_T, CTRL)])
def test_esc_leaves_everything_as_it_was(
    window: MainWindow, workspace: Workspace, go: Callable[[MainWindow], None], typed: str, keys: tuple[Any, Any]
) -> None:
    go(window)
    replace_text(typed)
    press(Key.Key_Left, SHIFT, times=3)
    before, head = place_of_keyboard(), workspace.plan.head
    press(*keys)
    type_text("maß")
    assert opened(window)
    press(Key.Key_Escape)
    assert not is_open(window)
    assert place_of_keyboard() == before
    assert before[1] == typed
    assert workspace.plan.head == head
    assert not workspace.unaccepted
    assert callouts(window) == []
    # The editor still ends as it would have.
    press(Key.Key_Escape)
    assert workspace.plan.head == head


def test_who_goes_away_has_it_taken_in(window: MainWindow, workspace: Workspace) -> None:
    in_cell(window)
    replace_text("Zu Ende gedacht")
    quick(window, "ikg")
    press(Key.Key_Return)
    assert measure(workspace.plan, 1, 1).text == "Zu Ende gedacht"
    assert in_front(window) == "Partner"


def test_what_is_refused_keeps_the_place(window: MainWindow, workspace: Workspace) -> None:
    in_refused_cell(window)
    replace_text("13/2017")
    head = workspace.plan.head
    for words in ("ikg", "4", "nm"):
        quick(window, words)
        press(Key.Key_Return)
        assert in_front(window) == workspace.plan.phases[0].id
        assert editor_text(list_of(window, "Maßnahmen")) == "13/2017"
        assert QApplication.focusWidget() is open_editor(list_of(window, "Maßnahmen"))
        assert any("13" in told for told in callouts(window))
    assert workspace.plan.head == head


def test_a_click_elsewhere_leaves_the_editor_as_it_always_does(window: MainWindow, workspace: Workspace) -> None:
    in_cell(window)
    replace_text("Zu Ende gedacht")
    quick(window, "ikg")
    QTest.mouseClick(measure_period(window), Qt.MouseButton.LeftButton)
    settle()
    assert not is_open(window)
    assert measure(workspace.plan, 1, 1).text == "Zu Ende gedacht"
    assert measure_period(window).hasFocus()
    assert open_editor(list_of(window, "Maßnahmen")) is None


def test_a_click_into_the_same_field_goes_on_there(window: MainWindow, workspace: Workspace) -> None:
    in_form(window)
    replace_text("13/20")
    field = measure_period(window)
    quick(window, "ikg")
    QTest.mouseClick(field, Qt.MouseButton.LeftButton, pos=QPoint(field.width() - 5, 5))
    assert not is_open(window)
    assert field.hasFocus()
    assert field.text() == "13/20"
    assert callouts(window) == []


def test_keys_of_the_window_work_over_the_list(window: MainWindow, workspace: Workspace) -> None:
    in_cell(window)
    replace_text("Zu Ende gedacht")
    quick(window, "ik")
    press(Key.Key_M, CTRL)
    assert not is_open(window)
    type_text("Die nächste")
    press(Key.Key_Return)
    press(Key.Key_Escape)
    assert measure(workspace.plan, 1, 1).text == "Zu Ende gedacht"
    assert measure_texts(workspace.plan, 1)[-1] == "Die nächste"


def test_closing_the_window_over_the_list_takes_in_what_was_typed(
    plan_path: Path, commands: RecordingCommands, settings: QSettings, show: Callable[[QWidget], QWidget]
) -> None:
    with PlanFile.open(plan_path, ORIGIN) as file:
        window = MainWindow(Workspace(file), commands, settings)
        show(window)
        in_cell(on_first_phase(window))
        replace_text("Zu Ende gedacht")
        quick(window, "ikg")
        window.close()
    with PlanFile.open(plan_path, ORIGIN, read_only=True) as file:
        assert measure(file.plan, 1, 1).text == "Zu Ende gedacht"


# The plan changes meanwhile


def test_what_another_program_took_away_is_said(
    window: MainWindow, workspace: Workspace, plan_path: Path, qtbot: QtBot
) -> None:
    for words in ("Tulpe eins", "Tulpe zwei"):
        workspace.run(edits.measures.add, workspace.plan.phases[2].id, words)
    gone = measure(workspace.plan, 3, -2)
    quick(window, "tulpe")
    with PlanFile.open(plan_path, ORIGIN) as other:
        other.commit(edits.measures.remove(other.plan, [gone.id]))
    workspace.catch_up()
    press(Key.Key_Return)
    assert "Das gibt es nicht mehr" in labels(opened(window))
    assert rows(window) == ["Tulpe zwei"]
    assert opened(window).field.text() == "tulpe"
    press(Key.Key_Return)
    assert list_of(window, "Maßnahmen").current_record().text == "Tulpe zwei"


def test_the_list_follows_the_plan_and_stays_where_it_is(
    window: MainWindow, workspace: Workspace, plan_path: Path, qtbot: QtBot
) -> None:
    for words in ("Tulpe eins", "Tulpe zwei"):
        workspace.run(edits.measures.add, workspace.plan.phases[2].id, words)
    quick(window, "tulpe")
    press(Key.Key_Down)
    with PlanFile.open(plan_path, ORIGIN) as other:
        other.commit(edits.measures.add(other.plan, other.plan.phases[0].id, "Tulpe null"))
    workspace.catch_up()
    qtbot.waitUntil(lambda: rows(window) == ["Tulpe null", "Tulpe eins", "Tulpe zwei"])
    press(Key.Key_Return)
    assert list_of(window, "Maßnahmen").current_record().text == "Tulpe zwei"


def test_an_enter_that_comes_before_the_answer_waits_for_it(
    window: MainWindow, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(palette, "_AT_ONCE", -1)
    monkeypatch.setattr(idle, "_IN_BETWEEN", 0.0001)
    press(Key.Key_P, CTRL | SHIFT)
    opened(window).field.setText("ikg")
    assert "Suche läuft" in labels(opened(window))
    QTest.keyClick(opened(window).field, Key.Key_Return)
    qtbot.waitUntil(lambda: in_front(window) == "Partner")
    assert not is_open(window)


# All phases


def test_ctrl_t_lists_all_phases(window: MainWindow, workspace: Workspace) -> None:
    go_to_page(window, 3)
    press(Key.Key_T, CTRL)
    assert rows(window) == [
        "# Seiten 7",
        "Übersicht",
        "1 Analyse der Ausgangssituation",
        "2 Bestandsanalyse",
        "3 Maßnahmenentwicklung",
        "4 Maßnahmenumsetzung und Nachhaltigkeit",
        "Partner",
        "Sitzungen",
    ]
    press(Key.Key_Down)
    press(Key.Key_Return)
    assert in_front(window) == workspace.plan.phases[3].id
    press(Key.Key_T, CTRL)
    type_text("1")
    press(Key.Key_Return)
    assert in_front(window) == workspace.plan.phases[0].id
    assert list_of(window, "Maßnahmen").hasFocus()
    press(Key.Key_T, CTRL)
    type_text("nachhalt massnahmen")
    assert rows(window) == ["4 Maßnahmenumsetzung und Nachhaltigkeit"]
    press(Key.Key_Escape)
    assert in_front(window) == workspace.plan.phases[0].id


def test_a_number_leads_to_its_phase_among_thirty(window: MainWindow, workspace: Workspace) -> None:
    while len(workspace.plan.phases) < 30:
        workspace.run(edits.phases.add, "12 Monate Fortbildung")
    workspace.run(lambda _plan: Change((inserted(Phase(new_id(), "zz", "")),), "Test"))
    press(Key.Key_T, CTRL)
    type_text("12")
    press(Key.Key_Return)
    assert tabs(window).currentIndex() == 12
    press(Key.Key_T, CTRL)
    type_text("31")
    assert rows(window) == ["31 ohne Titel"]


def test_the_button_at_the_end_of_the_tabs_opens_the_list_and_closes_it(window: MainWindow) -> None:
    before = QApplication.focusWidget()
    button = named(window, QToolButton, "Alle Phasen")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert rows(window)[0] == "# Seiten 7"
    place = opened(window)
    assert window.rect().contains(place.geometry())
    assert abs(place.geometry().right() - window.width()) < 40
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not is_open(window)
    assert QApplication.focusWidget() is before


def test_both_lists_are_in_the_menus(window: MainWindow) -> None:
    command(window, "Schnell öffnen")
    assert "Neue Maßnahme" in rows(window)
    command(window, "Zu einer Phase")
    assert rows(window)[0] == "# Seiten 7"
    press(Key.Key_Escape)
    assert list_of(window, "Maßnahmen").hasFocus()


# How it looks and how it is told


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1366, 768), (1920, 1080), (640, 360)])
def test_it_stands_within_the_window(window: MainWindow, width: int, height: int) -> None:
    window.resize(width, height)
    settle()
    found = quick(window)
    assert window.rect().contains(found.geometry())
    assert found.geometry().top() >= tabs(window).mapTo(window, QPoint(0, tabs(window).height())).y()
    window.resize(width, height - 40)
    settle()
    assert window.rect().contains(found.geometry())


def test_it_is_told_to_those_who_do_not_see_it(window: MainWindow) -> None:
    found = quick(window, "ikg")
    interface = QAccessible.queryAccessibleInterface(found.field)
    assert interface is not None
    assert interface.role() == QAccessible.Role.EditableText
    assert interface.text(QAccessible.Text.Name) == "Schnell öffnen"
    told = interface.text(QAccessible.Text.Description)
    assert told.startswith("1 Treffer.")
    assert "Universität Bielefeld – IKG\nKooperationspartner" in told
    listed = QAccessible.queryAccessibleInterface(found.findChild(GroupedList))
    assert listed is not None
    assert listed.role() == QAccessible.Role.List
    replace_text("maßnahmen")
    press(Key.Key_Down)
    second = found.findChild(GroupedList).entries()[1].line.text
    assert second in interface.text(QAccessible.Text.Description)
    press(Key.Key_T, CTRL)
    assert "Seiten: 7" in interface.text(QAccessible.Text.Description)
    assert interface.text(QAccessible.Text.Name) == "Zu einer Phase"


def test_filter_stays_with_what_it_shows(window: MainWindow) -> None:
    in_filter(window)
    type_text("fachstelle")
    shown = card_of(window, "Maßnahmen").view.counts()
    quick(window)
    press(Key.Key_Escape)
    assert child(window, QLineEdit, "filter_line").hasFocus()
    assert card_of(window, "Maßnahmen").view.counts() == shown


def test_a_click_on_a_tab_is_a_way_out(window: MainWindow) -> None:
    found = quick(window, "netz")
    QTest.mouseClick(tabs(window), Qt.MouseButton.LeftButton, pos=tabs(window).tabRect(3).center())
    settle()
    assert not found.isVisible()
    assert tabs(window).currentIndex() == 3
    keyboard = QApplication.focusWidget()
    assert keyboard is not None
    assert keyboard.isVisible()
