"""A command that comes while something is being typed: that is taken in first, or the command does not happen."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QTabBar, QToolButton, QWidget

from nrw_desktop.domain import edits
from nrw_desktop.domain.model.records import Goal
from nrw_desktop.gui.lists.columns import MEASURES
from nrw_desktop.gui.lists.outline_view import OutlineView
from nrw_desktop.gui.lists.record_table import RecordTable
from nrw_desktop.gui.lists.record_view import RecordView
from nrw_desktop.gui.pages.table_face import OverviewView
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.window.main_window import MainWindow
from tests.gui.hands import (
    ALT_SHIFT,
    CTRL,
    NONE,
    SHIFT,
    Key,
    above,
    callouts,
    click,
    command,
    drop,
    editor_text,
    entry,
    go_to,
    go_to_page,
    goal,
    measure,
    measure_texts,
    open_editor,
    press,
    replace_text,
    settle,
    show_table,
    submenu,
    type_text,
)

TEXT, STATUS, PERIOD, RESPONSIBLE = range(4)


@pytest.fixture
def measures(window: MainWindow) -> RecordView:
    """The measures of phase 1, in the window."""
    views = [view for view in window.findChildren(RecordView) if view.accessibleName() == "Maßnahmen"]
    assert len(views) == 1
    views[0].setFocus()
    return views[0]


@pytest.fixture
def goals(window: MainWindow) -> OutlineView:
    return next(view for view in window.findChildren(OutlineView) if view.accessibleName() == "Ziele")


def cells(view: RecordView, column: int = TEXT) -> list[str]:
    return [view.model().index(row, column).data() for row in range(view.model().rowCount())]


# Adding while one is being added


@pytest.mark.parametrize("first", ["", "Die erste"])
def test_a_second_new_row_takes_in_the_first(measures: RecordView, workspace: Workspace, first: str) -> None:
    texts = measure_texts(workspace.plan, 1)
    press(Key.Key_M, CTRL)
    type_text(first)
    press(Key.Key_M, CTRL)
    type_text("Die zweite")
    press(Key.Key_Return)
    press(Key.Key_Escape)
    assert measure_texts(workspace.plan, 1) == [*texts, *filter(None, [first]), "Die zweite"]
    assert cells(measures) == measure_texts(workspace.plan, 1)


def test_a_new_row_takes_in_a_cell(measures: RecordView, workspace: Workspace) -> None:
    go_to(measures, 1, TEXT)
    press(Key.Key_F2)
    replace_text("umbenannt")
    press(Key.Key_M, CTRL)
    type_text("neu")
    press(Key.Key_Return)
    press(Key.Key_Escape)
    assert measure(workspace.plan, 1, 1).text == "umbenannt"
    assert measure_texts(workspace.plan, 1)[-1] == "neu"


def test_a_new_row_of_another_list_takes_in_a_cell(
    measures: RecordView, goals: OutlineView, workspace: Workspace
) -> None:
    press(Key.Key_M, CTRL)
    type_text("Maßnahme")
    press(Key.Key_G, CTRL)
    type_text("Ziel")
    press(Key.Key_K, CTRL)
    type_text("Ein neuer Partner")
    press(Key.Key_M, CTRL)
    type_text("Noch eine")
    press(Key.Key_Return)
    press(Key.Key_Escape)
    assert measure_texts(workspace.plan, 1)[-2:] == ["Maßnahme", "Noch eine"]
    assert workspace.plan.goals(workspace.plan.phases[0].id)[-1].text == "Ziel"
    assert "Ein neuer Partner" in [partner.name for partner in workspace.plan.partners]


def test_the_button_takes_in_a_new_row(measures: RecordView, window: MainWindow, workspace: Workspace) -> None:
    """A tool button leaves the keyboard in the editor."""
    texts = measure_texts(workspace.plan, 1)
    press(Key.Key_M, CTRL)
    type_text("eins")
    new = next(one for one in window.findChildren(QToolButton) if one.toolTip().startswith("Neue Maßnahme ("))
    QTest.mouseClick(new, Qt.MouseButton.LeftButton)
    type_text("zwei")
    press(Key.Key_Return)
    press(Key.Key_Escape)
    assert measure_texts(workspace.plan, 1) == [*texts, "eins", "zwei"]


# Commands on the row whose cell is being typed into


def duplicated(workspace: Workspace) -> bool:
    return measure_texts(workspace.plan, 1).count("neu getippt") == 2


def has_status(workspace: Workspace) -> bool:
    return measure(workspace.plan, 1, 1).status == "done"


def moved(workspace: Workspace) -> bool:
    return measure(workspace.plan, 1, 2).text == "neu getippt"


def taken_in(workspace: Workspace) -> bool:
    return measure(workspace.plan, 1, 1).text == "neu getippt"


COMMANDS = [
    (Key.Key_D, CTRL, duplicated),
    (Key.Key_3, CTRL, has_status),
    (Key.Key_Down, ALT_SHIFT, moved),
    (Key.Key_PageDown, CTRL, taken_in),
    (Key.Key_F6, NONE, taken_in),
    (Key.Key_O, CTRL | SHIFT, taken_in),
    (Key.Key_F, CTRL | SHIFT, taken_in),
    (Key.Key_F, CTRL, taken_in),
    (Key.Key_F7, NONE, taken_in),
    (Key.Key_H, CTRL, taken_in),
]


@pytest.mark.parametrize(("key", "modifiers", "happened"), COMMANDS)
def test_a_command_takes_in_what_is_typed(
    measures: RecordView, workspace: Workspace, key: Key, modifiers: Qt.KeyboardModifier,
    happened: Callable[[Workspace], bool],
) -> None:  # fmt: skip
    go_to(measures, 1, TEXT)
    press(Key.Key_F2)
    replace_text("neu getippt")
    press(key, modifiers)
    assert "neu getippt" in measure_texts(workspace.plan, 1)
    assert happened(workspace)
    assert open_editor(measures) is None


@pytest.mark.parametrize(("key", "modifiers"), [command[:2] for command in COMMANDS])
def test_a_command_does_not_happen_over_what_is_refused(
    measures: RecordView, window: MainWindow, workspace: Workspace, key: Key, modifiers: Qt.KeyboardModifier
) -> None:
    before, page = workspace.plan, window.findChild(QTabBar).currentIndex()
    go_to(measures, 1, PERIOD)
    type_text("13/2017")
    press(key, modifiers)
    assert workspace.plan is before
    assert editor_text(measures) == "13/2017"
    assert "13" in callouts(window)[0]
    assert window.findChild(QTabBar).currentIndex() == page
    press(Key.Key_Escape)


def test_undo_from_the_menu_takes_in_first(measures: RecordView, window: MainWindow, workspace: Workspace) -> None:
    texts = measure_texts(workspace.plan, 1)
    press(Key.Key_M, CTRL)
    type_text("kurz da")
    entry(window, "Rückgängig").setEnabled(True)
    command(window, "Rückgängig")
    settle()
    assert measure_texts(workspace.plan, 1) == texts
    command(window, "Wiederholen")
    assert measure_texts(workspace.plan, 1) == [*texts, "kurz da"]


def test_a_click_on_a_tab_takes_in_or_stays(measures: RecordView, window: MainWindow, workspace: Workspace) -> None:
    bar = window.findChild(QTabBar)
    go_to(measures, 1, PERIOD)
    type_text("13/2017")
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, NONE, bar.tabRect(2).center())
    assert bar.currentIndex() == 1
    assert editor_text(measures) == "13/2017"
    replace_text("10/2017")
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, NONE, bar.tabRect(2).center())
    assert bar.currentIndex() == 2
    assert measure(workspace.plan, 1, 1).start == "2017-10"


def test_a_click_on_another_row_does_not_leave_what_is_refused(measures: RecordView, window: MainWindow) -> None:
    go_to(measures, 1, PERIOD)
    type_text("13/2017")
    click(measures, measures.model().index(3, TEXT))
    assert editor_text(measures) == "13/2017"
    assert (measures.currentIndex().row(), measures.currentIndex().column()) == (1, PERIOD)
    assert callouts(window)
    press(Key.Key_Escape)


def test_sorting_by_a_click_takes_in_or_does_not_sort(measures: RecordView, workspace: Workspace) -> None:
    header = measures.horizontalHeader()
    at = QPoint(header.sectionViewportPosition(TEXT) + 20, header.height() // 2)
    go_to(measures, 1, PERIOD)
    type_text("13/2017")
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, NONE, at)
    assert editor_text(measures) == "13/2017"
    assert cells(measures) == measure_texts(workspace.plan, 1)
    assert header.sortIndicatorSection() == -1
    replace_text("10/2017")
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, NONE, at)
    assert measure(workspace.plan, 1, 1).start == "2017-10"
    assert cells(measures) == sorted(measure_texts(workspace.plan, 1))
    assert header.sortIndicatorSection() == TEXT


def test_dropping_takes_in_or_does_not_drop(measures: RecordView, workspace: Workspace) -> None:
    texts = measure_texts(workspace.plan, 1)
    data = measures.model().mimeData([measures.model().index(4, TEXT)])
    go_to(measures, 1, PERIOD)
    type_text("13/2017")
    drop(measures, data, above(measures, measures.model().index(0, TEXT)))
    assert measure_texts(workspace.plan, 1) == texts
    assert editor_text(measures) == "13/2017"
    press(Key.Key_Escape)
    drop(measures, data, above(measures, measures.model().index(0, TEXT)))
    assert measure_texts(workspace.plan, 1)[0] == texts[4]


def test_moving_to_a_phase_by_menu_takes_in(measures: RecordView, window: MainWindow, workspace: Workspace) -> None:
    go_to(measures, 1, TEXT)
    press(Key.Key_F2)
    replace_text("zieht um")
    menu = submenu(window, "In Phase verschieben")
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    menu.actions()[0].trigger()
    assert measure_texts(workspace.plan, 2)[-1] == "zieht um"


# Rows that vanish


def test_a_reset_gives_back_what_is_typed(workspace: Workspace, show: Callable[[QWidget], QWidget]) -> None:
    """Hundreds of rows that come at once, as by an undo elsewhere, renew all of the table."""
    view = RecordView(RecordTable(workspace, MEASURES, workspace.plan.phases[0].id))
    show(view)
    go_to(view, 1, TEXT)
    press(Key.Key_F2)
    replace_text("nicht verloren")
    many = [{"text": f"Maßnahme {number}"} for number in range(250)]
    workspace.run(edits.bulk_add.add_measures, workspace.plan.phases[0].id, many, None)
    settle()
    assert QApplication.clipboard().text() == "nicht verloren"
    assert open_editor(view) is None


def test_a_row_that_is_gone_refuses_and_raises_nothing(workspace: Workspace) -> None:
    table = RecordTable(workspace, MEASURES, workspace.plan.phases[0].id)
    stale = table.createIndex(99, TEXT)
    assert not table.setData(stale, "ins Leere")
    assert "gibt es nicht mehr" in table.refusal
    assert table.data(stale) is None
    assert table.flags(stale) == Qt.ItemFlag.NoItemFlags
    assert table.record(table.createIndex(-1, TEXT)) is None


def test_a_node_that_is_gone_refuses_and_raises_nothing(goals: OutlineView) -> None:
    outline = goals.model()
    stale = outline.createIndex(0, 0, 99_999)
    assert not outline.setData(stale, "ins Leere")
    assert "gibt es nicht mehr" in outline.refusal
    assert (outline.data(stale), outline.rowCount(stale), outline.parent(stale).isValid()) == (None, 0, False)
    assert outline.flags(stale) == Qt.ItemFlag.NoItemFlags


# The key that leads somewhere does not act there


def held(key: Key) -> None:
    """A key goes on being held down, wherever the keyboard is by now."""
    focus = QApplication.focusWidget()
    assert focus is not None
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(focus, QKeyEvent(kind, key.value, NONE, "\r", autorep=True))
    settle()


def test_the_enter_that_opens_a_phase_opens_no_cell(window: MainWindow, workspace: Workspace) -> None:
    before = workspace.plan
    show_table(window)
    go_to_page(window, 1)
    for _visit in range(2):
        press(Key.Key_PageUp, CTRL)
        overview = window.findChild(OverviewView)
        assert overview is not None
        assert overview.hasFocus()
        press(Key.Key_Return)
        measures = next(view for view in window.findChildren(RecordView) if view.isVisible())
        # The next letter must not go into the title of the phase.
        assert measures.hasFocus()
        for _time in range(3):
            held(Key.Key_Return)
            assert measures.hasFocus()
            assert open_editor(measures) is None
    assert workspace.plan is before


def test_the_enter_that_leads_to_a_hit_opens_no_cell(window: MainWindow, workspace: Workspace) -> None:
    press(Key.Key_F, CTRL)
    type_text("Öffentlichkeitsarbeit")
    press(Key.Key_Return)
    for _time in range(3):
        held(Key.Key_Return)
    measures = next(view for view in window.findChildren(RecordView) if view.accessibleName() == "Maßnahmen")
    assert measures.hasFocus()
    assert open_editor(measures) is None


def test_an_enter_held_adds_one_row(measures: RecordView, workspace: Workspace) -> None:
    press(Key.Key_M, CTRL)
    type_text("eine")
    press(Key.Key_Return)
    held(Key.Key_Return)
    assert editor_text(measures) == ""
    assert measure_texts(workspace.plan, 1)[-1] == "eine"
    press(Key.Key_Escape)


def test_only_steps_go_on_while_their_key_is_held(window: MainWindow) -> None:
    assert not entry(window, "Löschen").autoRepeat()
    assert not entry(window, "Neue Maßnahme").autoRepeat()
    assert entry(window, "Rückgängig").autoRepeat()
    assert entry(window, "Nach unten").autoRepeat()


def test_a_goal_is_nested_with_what_is_typed(measures: RecordView, goals: OutlineView, workspace: Workspace) -> None:
    second = goal(workspace.plan, 1, 1)
    goals.select(second.id)
    goals.setFocus()
    press(Key.Key_F2)
    replace_text("eingerückt")
    press(Key.Key_Right, ALT_SHIFT)
    found = workspace.plan.get(Goal, second.id)
    assert (found.text, found.parent) == ("eingerückt", goal(workspace.plan, 1, 0).id)
