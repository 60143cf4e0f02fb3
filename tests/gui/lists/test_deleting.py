"""Delete empties cells, Ctrl+Delete deletes rows, and the note of it has the way back."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from nrw_desktop.domain import edits
from nrw_desktop.domain.model.records import Goal
from nrw_desktop.gui.dialogs.project_dialog import ProjectDialog
from nrw_desktop.gui.lists.columns import MEASURES, PARTNERS
from nrw_desktop.gui.lists.detail_table import COSTS, DetailTable
from nrw_desktop.gui.lists.outline_view import OutlineView
from nrw_desktop.gui.lists.record_table import RecordTable
from nrw_desktop.gui.lists.record_view import RecordView
from nrw_desktop.gui.session import undo_offer
from nrw_desktop.gui.session.undo_offer import UndoOffer
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.window.actions import shortcut_table
from nrw_desktop.gui.window.main_window import MainWindow
from tests.gui.hands import (
    CTRL,
    NONE,
    SHIFT,
    Key,
    button,
    callouts,
    child,
    click,
    command,
    entry,
    go_to,
    goal,
    in_front,
    labels,
    list_of,
    measure,
    measure_texts,
    open_editor,
    press,
    type_text,
)

TEXT, STATUS, PERIOD, RESPONSIBLE = range(4)


@pytest.fixture
def page(workspace: Workspace, show: Callable[[QWidget], QWidget]) -> QWidget:
    """The measures of phase 1, all with a period and somebody responsible, between two fields."""
    for number, one in enumerate(workspace.plan.measures(workspace.plan.phases[0].id), 1):
        workspace.run(edits.measures.set_period, one.id, f"0{number}/2027")
        workspace.run(edits.measures.set_field, one.id, "responsible", f"Frau {number}")
    host = QWidget()
    layout = QVBoxLayout(host)
    layout.addWidget(QLineEdit(objectName="before"))
    layout.addWidget(RecordView(RecordTable(workspace, MEASURES, workspace.plan.phases[0].id)))
    layout.addWidget(QLineEdit(objectName="behind"))
    host.resize(900, 600)
    return show(host)


@pytest.fixture
def view(page: QWidget) -> RecordView:
    found = page.findChild(RecordView)
    assert isinstance(found, RecordView)
    found.setFocus()
    return found


def cells(view: RecordView, column: int) -> list[str]:
    return [view.model().index(row, column).data() for row in range(view.model().rowCount())]


def outline(window: MainWindow, name: str) -> OutlineView:
    return next(view for view in window.findChildren(OutlineView) if view.accessibleName() == name)


# Cells


@pytest.mark.parametrize("column", [PERIOD, RESPONSIBLE])
def test_delete_empties_the_cell(view: RecordView, workspace: Workspace, column: int) -> None:
    before = cells(view, column)
    go_to(view, 1, column)
    press(Key.Key_Delete)
    assert cells(view, column) == [before[0], "", *before[2:]]
    assert len(measure_texts(workspace.plan, 1)) == 6
    assert open_editor(view) is None
    assert (view.currentIndex().row(), view.currentIndex().column()) == (1, column)
    workspace.undo()
    assert cells(view, column) == before


@pytest.mark.parametrize("column", [PERIOD, RESPONSIBLE])
def test_delete_empties_several_cells_in_one_step(view: RecordView, workspace: Workspace, column: int) -> None:
    before = cells(view, column)
    go_to(view, 1, column)
    press(Key.Key_Down, SHIFT, times=2)
    press(Key.Key_Delete)
    assert cells(view, column) == [before[0], "", "", "", *before[4:]]
    assert workspace.undo_label() == f"{MEASURES.columns[column].header} in 3 Zeilen geleert"
    workspace.undo()
    assert cells(view, column) == before


@pytest.mark.parametrize(("column", "name"), [(TEXT, "Maßnahme"), (STATUS, "Status")])
def test_what_cannot_be_empty_stays_and_the_way_to_delete_is_named(
    view: RecordView, workspace: Workspace, column: int, name: str
) -> None:
    before = workspace.plan
    go_to(view, 1, column)
    press(Key.Key_Delete)
    assert workspace.plan is before
    assert callouts(view) == [f"„{name}“ darf nicht leer sein. Strg+Entf löscht die ganze Zeile."]
    assert open_editor(view) is None


def test_an_empty_cell_stays_empty_without_a_step(view: RecordView, workspace: Workspace) -> None:
    go_to(view, 1, PERIOD)
    press(Key.Key_Delete)
    before = workspace.plan
    press(Key.Key_Delete)
    assert workspace.plan is before


def test_delete_in_the_register_and_in_costs(workspace: Workspace, show: Callable[[QWidget], QWidget]) -> None:
    register = RecordView(RecordTable(workspace, PARTNERS))
    show(register)
    row = next(row for row in range(register.model().rowCount()) if register.model().index(row, 1).data())
    count = len(workspace.plan.partners)
    for column, words in ((0, "darf nicht leer sein"), (3, "ergibt sich aus anderen Angaben")):
        go_to(register, row, column)
        press(Key.Key_Delete)
        assert words in callouts(register)[0]
        assert "Strg+Entf" in callouts(register)[0]
    go_to(register, row, 1)
    press(Key.Key_Delete)
    assert register.model().index(row, 1).data() == ""
    assert len(workspace.plan.partners) == count

    key = measure(workspace.plan, 1, 0).id
    workspace.run(edits.detail_rows.COSTS.add, key, "2018")
    workspace.run(edits.detail_rows.COSTS.set_field, workspace.plan.costs(key)[0].id, "planned", "100")
    table = DetailTable(workspace, COSTS, "Kosten")
    show(table)
    table.show_record(key)
    go_to(table.view, 0, 1)
    press(Key.Key_Delete)
    assert [(cost.year, cost.planned) for cost in workspace.plan.costs(key)] == [(2018, None)]
    press(Key.Key_Delete, CTRL)
    assert workspace.plan.costs(key) == ()


def test_a_plan_to_look_at_loses_nothing(view: RecordView, workspace: Workspace) -> None:
    before, told = workspace.plan, []
    workspace.plan_file.read_only = True
    workspace.deleted.connect(lambda change, _again: told.append(change))
    for column in range(4):
        go_to(view, 1, column)
        for modifiers in (NONE, CTRL):
            press(Key.Key_Delete, modifiers)
    press(Key.Key_Space, SHIFT)
    press(Key.Key_Delete)
    assert workspace.plan is before
    assert told == []


# Rows


def test_ctrl_delete_deletes_the_row_from_any_cell(view: RecordView, workspace: Workspace) -> None:
    texts = measure_texts(workspace.plan, 1)
    for column in range(4):
        go_to(view, 0, column)
        press(Key.Key_Delete, CTRL)
    assert measure_texts(workspace.plan, 1) == texts[4:]


def test_a_whole_row_is_chosen_and_deleted(view: RecordView, workspace: Workspace) -> None:
    texts = measure_texts(workspace.plan, 1)
    go_to(view, 1, PERIOD)
    press(Key.Key_Space, SHIFT)
    assert view.painted_focus == (-1, -1)
    press(Key.Key_Down, SHIFT)
    press(Key.Key_Delete)
    assert measure_texts(workspace.plan, 1) == [texts[0], *texts[3:]]
    # It was for that once.
    press(Key.Key_Delete)
    assert measure_texts(workspace.plan, 1) == [texts[0], *texts[3:]]
    assert cells(view, PERIOD)[1] == ""


def test_going_on_chooses_cells_again(view: RecordView, workspace: Workspace) -> None:
    count = len(measure_texts(workspace.plan, 1))
    for leave in (lambda: press(Key.Key_Down), lambda: click(view, view.model().index(3, PERIOD))):
        go_to(view, 1, PERIOD)
        press(Key.Key_Space, SHIFT)
        leave()
        press(Key.Key_Delete)
        assert len(measure_texts(workspace.plan, 1)) == count
    assert (cells(view, PERIOD)[2], cells(view, PERIOD)[3]) == ("", "")


def test_goals_and_partners_are_deleted_by_delete(window: MainWindow, workspace: Workspace) -> None:
    phase = workspace.plan.phases[0].id
    goals, partners = outline(window, "Ziele"), outline(window, "Kooperationspartner")
    first = goal(workspace.plan, 1, 0)
    goals.setFocus()
    goals.select(first.id)
    press(Key.Key_Delete)
    assert first not in workspace.plan.goals(phase)
    button(window, "Rückgängig (Strg+Z)").click()
    assert first in workspace.plan.goals(phase)
    node = goals.current_node()
    assert node is not None
    assert node.key == first.id
    assert goals.hasFocus()
    mention = workspace.plan.mentions(phase)[0]
    partners.setFocus()
    partners.select(mention.id)
    press(Key.Key_Delete, CTRL)
    assert mention not in workspace.plan.mentions(phase)
    assert "aus der Phase genommen." in labels(window)


BACK = "Rückgängig (Strg+Z)"


def offers(window: QWidget) -> list[UndoOffer]:
    """The buttons „Rückgängig“ that can be seen."""
    return [one for one in window.findChildren(UndoOffer) if one.isVisible()]


@pytest.mark.parametrize("way", ["mouse", "keyboard", "Ctrl+Z"])
def test_the_button_at_the_foot_takes_the_deletion_back(window: MainWindow, workspace: Workspace, way: str) -> None:
    texts = measure_texts(workspace.plan, 1)
    view = next(one for one in window.findChildren(RecordView) if one.accessibleName() == "Maßnahmen")
    go_to(view, 1, TEXT)
    press(Key.Key_Down, SHIFT)
    press(Key.Key_Delete, CTRL)
    assert measure_texts(workspace.plan, 1) == [texts[0], *texts[3:]]
    assert "2 Maßnahmen gelöscht." in labels(window.statusBar())
    back = button(window.statusBar(), BACK)
    if way == "mouse":
        QTest.mouseClick(back, Qt.MouseButton.LeftButton)
    elif way == "Ctrl+Z":
        press(Key.Key_Z, CTRL)
    else:
        press(Key.Key_F6, SHIFT)
        assert back.hasFocus()
        press(Key.Key_Space)
    assert measure_texts(workspace.plan, 1) == texts
    assert view.hasFocus()
    if way != "Ctrl+Z":
        assert view.selected_keys() == [measure(workspace.plan, 1, place).id for place in (1, 2)]
    assert offers(window) == []


def test_the_button_goes_with_the_next_step(window: MainWindow, workspace: Workspace) -> None:
    view = list_of(window, "Maßnahmen")
    go_to(view, 1, TEXT)
    press(Key.Key_Delete, CTRL)
    assert len(offers(window)) == 1
    go_to(view, 0, PERIOD)
    type_text("12/2027")
    press(Key.Key_Return)
    assert offers(window) == []
    assert "gelöscht" not in labels(window.statusBar())
    before = workspace.plan
    change = workspace.plan_file.undo_step()
    assert change is not None
    workspace.run(edits.measures.set_period, measure(workspace.plan, 1, 0).id, "11/2027")
    # Even a button that was still there would take back no other step.
    assert workspace.take_back(change) is None
    assert workspace.plan is not before


def test_the_button_goes_after_some_seconds_but_not_from_under_the_keyboard(
    window: MainWindow, workspace: Workspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(undo_offer, "_MILLISECONDS", 200)
    view = list_of(window, "Maßnahmen")
    go_to(view, 1, TEXT)
    press(Key.Key_Delete, CTRL)
    press(Key.Key_F6, SHIFT)
    QTest.qWait(600)
    assert button(window.statusBar(), BACK).hasFocus()
    press(Key.Key_F6)
    qtbot.waitUntil(lambda: offers(window) == [])
    assert view.hasFocus()
    # The step can be taken back all the same.
    command(window, "Rückgängig")
    assert len(measure_texts(workspace.plan, 1)) == 6


def test_what_is_being_said_does_not_hide_a_deletion(window: MainWindow) -> None:
    window.say("Ein langer Satz über etwas ganz anderes.")
    go_to(list_of(window, "Maßnahmen"), 1, TEXT)
    press(Key.Key_Delete, CTRL)
    assert "gelöscht." in labels(window.statusBar())
    press(Key.Key_Z, CTRL)
    assert "Ein langer Satz" in labels(window.statusBar())


def test_a_phase_is_deleted_and_comes_back_to_the_front(window: MainWindow, workspace: Workspace) -> None:
    phase = in_front(window)
    command(window, "Phase löschen")
    assert "Phase ‚Analyse der Ausgangssituation‘ gelöscht." in labels(window.statusBar())
    button(window.statusBar(), BACK).click()
    assert in_front(window) == phase


def test_project_data_tells_of_a_deletion_at_its_own_foot(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    workspace.run(edits.detail_rows.DEADLINES.add, workspace.plan.project.id, "Verwendungsnachweis")
    command(window, "Projektdaten")
    (dialog,) = window.findChildren(ProjectDialog)
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    table = list_of(dialog, "Fristen")
    go_to(table, 0, 0)
    press(Key.Key_Delete, CTRL)
    assert workspace.plan.deadlines == ()
    assert "gelöscht." in labels(dialog)
    button(dialog, BACK).click()
    assert len(workspace.plan.deadlines) == 1
    assert table.hasFocus()
    assert offers(dialog) == offers(window) == []


def test_a_step_is_taken_back_only_while_it_is_the_last(workspace: Workspace) -> None:
    phase = workspace.plan.phases[0].id
    first = workspace.run(edits.measures.add, phase, "eins")
    second = workspace.run(edits.measures.add, phase, "zwei")
    assert first is not None
    assert second is not None
    assert workspace.take_back(first) is None
    assert workspace.take_back(second) is not None
    assert workspace.take_back(second) is None
    assert workspace.take_back(first) is not None


def test_a_long_sentence_leaves_room_for_its_button(window: MainWindow, workspace: Workspace) -> None:
    view = next(one for one in window.findChildren(RecordView) if one.accessibleName() == "Maßnahmen")
    workspace.run(edits.measures.set_field, measure(workspace.plan, 1, 1).id, "short", "Langer Kurztitel " * 12)
    go_to(view, 1, TEXT)
    press(Key.Key_Delete, CTRL)
    back = button(window.statusBar(), BACK)
    assert window.width() == 1320
    assert back.geometry().right() < window.width()
    # Beside the sentence, not at the other end of the window.
    said = next(one for one in window.statusBar().findChildren(QLabel) if "gelöscht." in one.text())
    assert 0 <= back.x() - said.geometry().right() < 20


@pytest.mark.parametrize("where", ["form", "cell"])
def test_ctrl_delete_in_a_field_is_about_its_words(window: MainWindow, workspace: Workspace, where: str) -> None:
    count = len(measure_texts(workspace.plan, 1))
    view = next(one for one in window.findChildren(RecordView) if one.accessibleName() == "Maßnahmen")
    go_to(view, 1, RESPONSIBLE)
    if where == "cell":
        type_text("eins zwei")
        field: QWidget | None = open_editor(view)
    else:
        field = child(window, QLineEdit, "responsible")
        field.setFocus()
        type_text("eins zwei")
    assert isinstance(field, QLineEdit)
    field.home(False)
    press(Key.Key_Delete, CTRL)
    assert field.text() == "zwei"
    assert len(measure_texts(workspace.plan, 1)) == count
    press(Key.Key_Escape)


def test_the_menu_and_the_help_name_the_keys(window: MainWindow) -> None:
    deleting = entry(window, "Löschen")
    menus = [action.menu() for action in window.menuBar().actions()]
    next(menu for menu in menus if deleting in menu.actions()).aboutToShow.emit()
    assert deleting.text() == "&Löschen\tStrg+Entf"
    assert entry(window, "Löschen").shortcuts() == []
    assert shortcut_table()["delete"] == ("Strg+Entf", "Löschen")


def test_the_menu_deletes_the_row(window: MainWindow, workspace: Workspace) -> None:
    texts = measure_texts(workspace.plan, 1)
    view = next(one for one in window.findChildren(RecordView) if one.accessibleName() == "Maßnahmen")
    go_to(view, 0, PERIOD)
    command(window, "Löschen")
    assert measure_texts(workspace.plan, 1) == texts[1:]
    assert button(window, "Rückgängig (Strg+Z)").isVisible()


# Esc, and then Tab


def focused() -> str:
    widget = QApplication.focusWidget()
    return widget.objectName() if widget else ""


def test_esc_and_shift_tab_as_keyboards_send_it_leave_the_table(view: RecordView) -> None:
    go_to(view, 2, PERIOD)
    press(Key.Key_Escape)
    # The key for Shift comes before the one that it changes.
    QApplication.sendEvent(view, QKeyEvent(QEvent.Type.KeyPress, Key.Key_Shift.value, SHIFT))
    press(Key.Key_Backtab, SHIFT)
    assert focused() == "before"


@pytest.mark.parametrize("end", ["mouse", "focus", "window", "key"])
def test_what_esc_said_ends_with_the_mouse_or_the_focus(page: QWidget, view: RecordView, end: str) -> None:
    go_to(view, 2, TEXT)
    press(Key.Key_Escape)
    if end == "mouse":
        click(view, view.model().index(2, TEXT))
    elif end == "focus":
        child(page, QLineEdit, "behind").setFocus()
        view.setFocus()
    elif end == "window":
        for kind in (QEvent.Type.FocusOut, QEvent.Type.FocusIn):
            QApplication.sendEvent(view, QFocusEvent(kind, Qt.FocusReason.ActiveWindowFocusReason))
    else:
        press(Key.Key_Down)
        press(Key.Key_Up)
    press(Key.Key_Tab)
    assert view.hasFocus()
    assert (view.currentIndex().row(), view.currentIndex().column()) == (2, STATUS)


@pytest.mark.parametrize("end", ["mouse", "window"])
def test_in_goals_as_well(window: MainWindow, workspace: Workspace, end: str) -> None:
    goals = outline(window, "Ziele")
    second = goal(workspace.plan, 1, 1)
    goals.setFocus()
    goals.select(second.id)
    press(Key.Key_Escape)
    if end == "mouse":
        click(goals, goals.currentIndex())
    else:
        for kind in (QEvent.Type.FocusOut, QEvent.Type.FocusIn):
            QApplication.sendEvent(goals, QFocusEvent(kind, Qt.FocusReason.ActiveWindowFocusReason))
    press(Key.Key_Tab)
    assert goals.hasFocus()
    assert workspace.plan.find(Goal, second.id) != second
    press(Key.Key_Escape)
    press(Key.Key_Tab)
    assert not goals.hasFocus()


def test_a_note_in_a_field_stays_the_fields(window: MainWindow, workspace: Workspace) -> None:
    note = child(window, QPlainTextEdit, "note")
    note.setFocus()
    before = workspace.plan
    press(Key.Key_Delete)
    assert workspace.plan is before
