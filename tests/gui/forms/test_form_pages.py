"""The form's pages: each field by keys, the tables behind the tabs, and what is linked by ticking."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QTabBar, QTreeWidget, QWidget
from pytestqt.qtbot import QtBot

from nrw_desktop.domain import edits
from nrw_desktop.domain.model.records import Measure
from nrw_desktop.gui.forms.form_pages import MEASURE_PAGES, FieldsPage
from nrw_desktop.gui.lists.detail_table import DetailTable
from nrw_desktop.gui.lists.record_view import RecordView
from nrw_desktop.gui.lists.sum_row import SumRow
from nrw_desktop.gui.pages.phase_tab import PhaseTab
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.window.main_window import MainWindow
from tests.gui.hands import (
    CTRL,
    SHIFT,
    Key,
    button,
    callouts,
    child,
    command,
    editor_text,
    form_of,
    front_page,
    goal,
    in_front,
    labels,
    list_of,
    measure,
    open_editor,
    press,
    replace_text,
    settle,
    type_text,
)

TITLES = [spec.title for spec in MEASURE_PAGES]


@pytest.fixture
def tab(window: MainWindow, qtbot: QtBot) -> PhaseTab:
    """Phase 1 with its form, the first measure chosen."""
    page = front_page(window)
    assert isinstance(page, PhaseTab)
    qtbot.waitUntil(lambda: form_of(page) is not None)
    list_of(page, "Maßnahmen").setFocus()
    settle()
    return page


def tabs(tab: PhaseTab) -> QTabBar:
    return child(tab, QTabBar, "page_tabs")


def turn_to(tab: PhaseTab, title: str) -> None:
    """Go to a page by the keyboard alone: into the form, to the tabs, and along them."""
    bar = tabs(tab)
    if QApplication.focusWidget() is not bar:
        press(Key.Key_Escape)
        press(Key.Key_F6)
    for _ in range(15):
        if QApplication.focusWidget() is bar:
            break
        press(Key.Key_Tab, SHIFT)
    assert QApplication.focusWidget() is bar
    press(Key.Key_Home)
    while bar.currentIndex() > 0:
        press(Key.Key_Left)
    while not bar.accessibleTabName(bar.currentIndex()).startswith(title):
        press(Key.Key_Right)


def table(tab: PhaseTab) -> RecordView:
    """The view of the table on the page in front, with the keyboard in it."""
    found = [one for one in tab.findChildren(DetailTable) if one.isVisible()]
    assert len(found) == 1
    found[0].view.setFocus()
    settle()
    return found[0].view


def enter(tab: PhaseTab, kind: type[QWidget], name: str) -> Any:
    widget = child(tab, kind, name)
    widget.setFocus()
    settle()
    return widget


def first(workspace: Workspace) -> Measure:
    return measure(workspace.plan, 1, 0)


def texts(view: RecordView) -> list[list[str]]:
    model = view.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())] for row in range(model.rowCount())
    ]


# Fields


@pytest.mark.parametrize(
    ("page", "kind", "name", "typed", "stored"),
    [
        ("Allgemein", QLineEdit, "field_of_action", "Politische Bildung", "Politische Bildung"),
        ("Allgemein", QLineEdit, "place", "Sennestadt", "Sennestadt"),
        ("Allgemein", QLineEdit, "target_group", "Jugendliche", "Jugendliche"),
        ("Sachbericht", QLineEdit, "participants_expected", "1.200", 1200),
        ("Sachbericht", QLineEdit, "participants_actual", "0", 0),
        ("Sachbericht", QPlainTextEdit, "result", "31 von 40 haben geantwortet", "31 von 40 haben geantwortet"),
        ("Sachbericht", QPlainTextEdit, "deviation", "später, weil …", "später, weil …"),
    ],
)
def test_every_field_is_typed_and_undone_in_one_step(
    tab: PhaseTab, workspace: Workspace, page: str, kind: type[QWidget], name: str, typed: str, stored: object
) -> None:
    turn_to(tab, page)
    enter(tab, kind, name)
    type_text(typed)
    tabs(tab).setFocus()
    settle()
    assert getattr(first(workspace), name) == stored
    workspace.undo()
    assert getattr(first(workspace), name) is None
    assert workspace.undo_label() == ""


def test_a_priority_is_chosen_and_taken_away(tab: PhaseTab, workspace: Workspace) -> None:
    box = enter(tab, QComboBox, "priority")
    assert box.currentText() == "–"
    press(Key.Key_Down)
    assert first(workspace).priority == "high"
    press(Key.Key_Up)
    assert first(workspace).priority is None


@pytest.mark.parametrize(
    ("name", "typed", "words"),
    [
        ("participants_expected", "-5", "-5 ist nicht möglich"),
        ("participants_expected", "viele", "„viele“ ist keine ganze Zahl"),
        ("participants_actual", "99.999.999", "von 0 bis 9.999.999"),
        ("participants_actual", "12,5", "keine ganze Zahl"),
    ],
)
def test_a_number_that_is_none_stays_and_is_told(
    tab: PhaseTab, workspace: Workspace, name: str, typed: str, words: str
) -> None:
    turn_to(tab, "Sachbericht")
    before, line = workspace.plan, enter(tab, QLineEdit, name)
    type_text(typed)
    press(Key.Key_Return)
    assert words in callouts(tab)[0]
    assert (line.text(), line.property("invalid")) == (typed, True)
    assert workspace.plan is before
    press(Key.Key_Escape)
    assert (line.text(), line.property("invalid")) == ("", False)


def test_a_text_that_no_file_holds_stays_and_is_told(tab: PhaseTab, workspace: Workspace) -> None:
    turn_to(tab, "Sachbericht")
    before, result = workspace.plan, enter(tab, QPlainTextEdit, "result")
    result.insertPlainText("vor\0nach")
    tabs(tab).setFocus()
    settle()
    assert "Zeichen, das sich nicht speichern lässt" in callouts(tab)[0]
    assert (result.toPlainText(), result.property("invalid")) == ("vor\0nach", True)
    assert workspace.plan is before


def test_half_a_character_never_gets_into_the_plan(tab: PhaseTab, workspace: Workspace) -> None:
    turn_to(tab, "Sachbericht")
    enter(tab, QPlainTextEdit, "result").insertPlainText("halb \ud83d")
    tabs(tab).setFocus()
    settle()
    assert first(workspace).result == "halb"


@pytest.mark.parametrize(
    ("text", "words"),
    [("Wort\n" * 210_000, "höchstens 1.000.000 Zeichen"), ("x" * 10_001, "ein Wort von mehr als 10.000")],
    ids=["long", "unbroken"],
)
def test_too_much_text_is_not_pasted(tab: PhaseTab, workspace: Workspace, text: str, words: str) -> None:
    turn_to(tab, "Sachbericht")
    result = enter(tab, QPlainTextEdit, "result")
    type_text("Was dasteht")
    QApplication.clipboard().setText(text)
    press(Key.Key_V, CTRL)
    assert words in callouts(tab)[0]
    assert result.toPlainText() == "Was dasteht"
    tabs(tab).setFocus()
    settle()
    assert first(workspace).result == "Was dasteht"


def test_a_line_too_long_is_refused_and_not_cut(tab: PhaseTab, workspace: Workspace) -> None:
    before, place = workspace.plan, enter(tab, QLineEdit, "place")
    QApplication.clipboard().setText("Stadtteil " * 104_858)
    press(Key.Key_V, CTRL)
    press(Key.Key_Return)
    assert "„Ort, Stadtteil“ ist zu lang" in callouts(tab)[0]
    assert len(place.text()) == 1_048_580
    assert workspace.plan is before


def test_a_field_of_action_is_completed_from_those_used(tab: PhaseTab, workspace: Workspace) -> None:
    for place, word in enumerate(("Politische Bildung", "Sport", "Sport")):
        workspace.run(edits.measures.set_field, measure(workspace.plan, 1, place + 1).id, "field_of_action", word)
    line = enter(tab, QLineEdit, "field_of_action")
    model = line.completer().model()
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == ["Politische Bildung", "Sport"]
    type_text("spo")
    press(Key.Key_Down)
    press(Key.Key_Return)
    assert first(workspace).field_of_action == "Sport"


def test_the_wheel_scrolls_and_chooses_nothing(tab: PhaseTab, workspace: Workspace) -> None:
    box = enter(tab, QComboBox, "status")
    before, down = workspace.plan, QPoint(0, -120)
    middle = QPointF(box.rect().center())
    modifiers, phase = Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    wheel = QWheelEvent(
        middle, box.mapToGlobal(middle), QPoint(), down, Qt.MouseButton.NoButton, modifiers, phase, False
    )
    QApplication.sendEvent(box, wheel)
    assert wheel.type() == QEvent.Type.Wheel
    assert workspace.plan is before


# Pages


def test_pages_are_made_when_they_are_looked_at(tab: PhaseTab) -> None:
    assert form_of(tab) is not None
    assert len(form_of(tab).findChildren(FieldsPage)) == 1
    assert tab.findChildren(DetailTable) == []
    turn_to(tab, "Kosten")
    assert len(tab.findChildren(DetailTable)) == 1
    assert [tabs(tab).accessibleTabName(place) for place in range(tabs(tab).count())] == TITLES


def test_titles_count_what_is_behind_them(tab: PhaseTab, workspace: Workspace) -> None:
    key = first(workspace).id
    workspace.run(edits.detail_rows.COSTS.add, key, "2018")
    workspace.run(edits.detail_rows.COSTS.add, key, "2019")
    workspace.run(edits.links.set_goal, key, goal(workspace.plan, 2, 0).id, True)
    workspace.run(edits.links.set_partner, key, workspace.plan.partners[0].id, True)
    assert [tabs(tab).accessibleTabName(place) for place in (2, 3, 5)] == [
        "Kosten (2)",
        "Beschlüsse",
        "Ziele und Partner (2)",
    ]
    list_of(tab, "Maßnahmen").setFocus()
    press(Key.Key_Down)
    assert [tabs(tab).accessibleTabName(place) for place in range(tabs(tab).count())] == TITLES


def test_another_measure_keeps_the_page(tab: PhaseTab, workspace: Workspace) -> None:
    workspace.run(edits.detail_rows.COSTS.add, first(workspace).id, "2018")
    turn_to(tab, "Kosten")
    assert texts(table(tab)) == [["2018", "", ""]]
    list_of(tab, "Maßnahmen").setFocus()
    press(Key.Key_Down)
    assert tabs(tab).currentIndex() == 2
    assert texts(table(tab)) == []


# Tables


def test_costs_are_typed_year_by_year(tab: PhaseTab, workspace: Workspace) -> None:
    turn_to(tab, "Kosten")
    view = table(tab)
    press(Key.Key_Insert)
    for text in ("2018", "12500", "11.870,35"):
        type_text(text)
        press(Key.Key_Tab)
    press(Key.Key_Escape)
    press(Key.Key_Insert)
    type_text("2017")
    press(Key.Key_Return)
    press(Key.Key_Escape)
    assert texts(view) == [["2017", "", ""], ["2018", "12.500,00 €", "11.870,35 €"]]
    costs = workspace.plan.costs(first(workspace).id)
    assert [(cost.year, cost.planned, cost.actual) for cost in costs] == [(2017, None, None), (2018, 1250000, 1187035)]
    sums = tab.findChild(SumRow)
    assert sums is not None
    assert sums.accessibleName() == "Summe: geplant 12.500,00 €, tatsächlich 11.870,35 €"
    for _ in range(4):
        workspace.undo()
    assert workspace.plan.rows["cost"] == {}
    assert sums.accessibleName() == ""
    assert workspace.undo_label() == ""


@pytest.mark.parametrize(("typed", "words"), [("viel", "kein Betrag"), ("-5", "negativer Betrag")])
def test_an_amount_that_is_none_stays_in_its_cell(tab: PhaseTab, workspace: Workspace, typed: str, words: str) -> None:
    workspace.run(edits.detail_rows.COSTS.add, first(workspace).id, "2018")
    turn_to(tab, "Kosten")
    view = table(tab)
    before = workspace.plan
    press(Key.Key_Right)
    press(Key.Key_F2)
    type_text(typed)
    press(Key.Key_Return)
    assert words in callouts(tab)[0]
    assert editor_text(view) == typed
    assert workspace.plan is before
    press(Key.Key_Escape)
    assert open_editor(view) is None
    assert texts(view) == [["2018", "", ""]]


@pytest.mark.parametrize(("typed", "words"), [("2018", "steht schon in der Liste"), ("bald", "keine ganze Zahl")])
def test_a_year_that_cannot_be_stays_in_the_new_row(
    tab: PhaseTab, workspace: Workspace, typed: str, words: str
) -> None:
    workspace.run(edits.detail_rows.COSTS.add, first(workspace).id, "2018")
    turn_to(tab, "Kosten")
    view = table(tab)
    press(Key.Key_Insert)
    type_text(typed)
    press(Key.Key_Return)
    assert words in callouts(tab)[0]
    assert editor_text(view) == typed
    replace_text("2019")
    press(Key.Key_Return)
    press(Key.Key_Escape)
    assert [cost.year for cost in workspace.plan.costs(first(workspace).id)] == [2018, 2019]


def test_what_is_refused_in_a_table_does_not_go_to_another_measure(tab: PhaseTab, workspace: Workspace) -> None:
    turn_to(tab, "Kosten")
    view = table(tab)
    press(Key.Key_Insert)
    type_text("bald")
    before = workspace.plan
    list_of(tab, "Maßnahmen").setCurrentIndex(list_of(tab, "Maßnahmen").model().index(1, 0))
    settle()
    assert open_editor(view) is None
    assert texts(view) == []
    assert workspace.plan is before
    assert QApplication.clipboard().text() == "bald"
    assert workspace.flush() == []


def test_decisions_are_typed_and_deleted(tab: PhaseTab, workspace: Workspace) -> None:
    turn_to(tab, "Beschlüsse")
    view = table(tab)
    press(Key.Key_Insert)
    for text in ("Rat der Stadt", "5. Dezember 2019", "Wird beschlossen"):
        type_text(text)
        press(Key.Key_Tab)
    press(Key.Key_Escape)
    assert texts(view) == [["Rat der Stadt", "05.12.2019", "Wird beschlossen"]]
    press(Key.Key_Insert)
    type_text("Integrationsrat")
    press(Key.Key_Return)
    press(Key.Key_Escape)
    view.select(workspace.plan.decisions(first(workspace).id)[0].id)
    press(Key.Key_Delete, CTRL)
    assert [one.body for one in workspace.plan.decisions(first(workspace).id)] == ["Integrationsrat"]
    workspace.undo()
    assert len(workspace.plan.decisions(first(workspace).id)) == 2


def test_the_buttons_beside_a_table(tab: PhaseTab, workspace: Workspace) -> None:
    turn_to(tab, "Beschlüsse")
    page = next(one for one in tab.findChildren(DetailTable) if one.isVisible())
    assert not button(page, "Löschen").isEnabled()
    button(page, "Neu").click()
    type_text("Rat")
    press(Key.Key_Return)
    press(Key.Key_Escape)
    assert button(page, "Löschen").isEnabled()
    button(page, "Löschen").click()
    settle()
    assert workspace.plan.rows["decision"] == {}
    assert not button(page, "Löschen").isEnabled()


# Undo brings what it was about in sight


def test_an_undo_shows_the_page_it_was_about(window: MainWindow, tab: PhaseTab, workspace: Workspace) -> None:
    key = first(workspace).id
    change = workspace.run(edits.detail_rows.DECISIONS.add, key, "Rat")
    assert change is not None
    workspace.run(edits.detail_rows.DECISIONS.set_field, change.rows[0].id, "date", "1.2.2019")
    press(Key.Key_Down)
    press(Key.Key_PageDown, CTRL)
    command(window, "Rückgängig")
    settle()
    assert in_front(window) == workspace.plan.phases[0].id
    assert list_of(tab, "Maßnahmen").current_record() == first(workspace)
    assert tabs(tab).accessibleTabName(tabs(tab).currentIndex()) == "Beschlüsse (1)"
    press(Key.Key_PageDown, CTRL)
    command(window, "Rückgängig")
    settle()
    assert in_front(window) == workspace.plan.phases[0].id


# Goals


def test_the_goals_list_brings_up_the_form_of_a_goal(tab: PhaseTab, workspace: Workspace) -> None:
    list_of(tab, "Ziele").setFocus()
    settle()
    found = goal(workspace.plan, 1, 0)
    assert "Ziel: Einrichtung einer arbeitsfähigen …" in labels(tab)
    assert child(tab, QPlainTextEdit, "text").toPlainText() == found.text
    press(Key.Key_Down)
    assert child(tab, QPlainTextEdit, "text").toPlainText() == goal(workspace.plan, 1, 1).text
    list_of(tab, "Maßnahmen").setFocus()
    settle()
    assert child(tab, QPlainTextEdit, "text").toPlainText() == first(workspace).text
    assert "Ausschreibung einer Fachstelle" in labels(tab).split("\n")


@pytest.mark.parametrize(
    ("kind", "name", "typed"),
    [
        (QLineEdit, "indicator", "Besetzte Stelle"),
        (QLineEdit, "unit", "Prozent"),
        (QLineEdit, "baseline", "0"),
        (QLineEdit, "target", "75 %"),
        (QLineEdit, "actual", "78 %"),
        (QPlainTextEdit, "remark", "laut Befragung"),
    ],
)
def test_every_field_of_a_goal_is_typed(
    tab: PhaseTab, workspace: Workspace, kind: type[QWidget], name: str, typed: str
) -> None:
    list_of(tab, "Ziele").setFocus()
    settle()
    enter(tab, kind, name)
    type_text(typed)
    tabs(tab).setFocus()
    settle()
    assert getattr(goal(workspace.plan, 1, 0), name) == typed
    workspace.undo()
    assert getattr(goal(workspace.plan, 1, 0), name) is None


def test_step_and_reached_are_chosen(tab: PhaseTab, workspace: Workspace) -> None:
    list_of(tab, "Ziele").setFocus()
    settle()
    box = enter(tab, QComboBox, "step")
    assert box.count() == 8
    press(Key.Key_Down, times=4)
    assert goal(workspace.plan, 1, 0).step == 4
    assert box.currentText().startswith("4 Outcome")
    press(Key.Key_Home)
    assert goal(workspace.plan, 1, 0).step is None
    enter(tab, QComboBox, "reached")
    press(Key.Key_Down)
    assert goal(workspace.plan, 1, 0).reached == "yes"


def test_without_goals_the_form_is_that_of_the_measure(tab: PhaseTab, workspace: Workspace) -> None:
    list_of(tab, "Ziele").setFocus()
    settle()
    for one in workspace.plan.goals(workspace.plan.phases[0].id):
        workspace.run(edits.goals.remove, one.id)
    settle()
    assert child(tab, QPlainTextEdit, "text").toPlainText() == first(workspace).text


# Links


def ticked(tree: QTreeWidget) -> list[str]:
    found, waiting = [], [tree.topLevelItem(row) for row in range(tree.topLevelItemCount())]
    for item in waiting:
        assert item is not None
        waiting += [item.child(row) for row in range(item.childCount())]
        if item.flags() & Qt.ItemFlag.ItemIsUserCheckable and item.checkState(0) == Qt.CheckState.Checked:
            found.append(item.text(0))
    return found


def lists(tab: PhaseTab) -> list[QTreeWidget]:
    return [tree for tree in tab.findChildren(QTreeWidget) if tree.isVisible()]


def test_nothing_is_linked_before_a_person_does(tab: PhaseTab) -> None:
    turn_to(tab, "Ziele und Partner")
    goals, partners = lists(tab)
    assert ticked(goals) == ticked(partners) == []
    tops = [goals.topLevelItem(row) for row in range(goals.topLevelItemCount())]
    assert [item.text(0).partition(":")[0] for item in tops if item] == ["Diese Phase", "Phase 2", "Phase 3", "Phase 4"]
    assert [item.isExpanded() for item in tops if item] == [True, False, False, False]
    second = goals.topLevelItem(1)
    assert second is not None
    assert second.child(1).childCount() == 2
    top = partners.topLevelItem(0)
    assert top is not None
    assert (top.text(0), top.childCount()) == ("Partner dieser Phase", 14)


def test_goals_and_partners_are_ticked_by_keyboard(tab: PhaseTab, workspace: Workspace) -> None:
    turn_to(tab, "Ziele und Partner")
    goals, partners = lists(tab)
    press(Key.Key_Tab)
    assert goals.hasFocus()
    press(Key.Key_Down)
    press(Key.Key_Space)
    key = first(workspace).id
    assert [link.goal for link in workspace.plan.goals_of(key)] == [goal(workspace.plan, 1, 0).id]
    press(Key.Key_Down, times=2)
    assert goals.currentItem().text(0) == "Phase 2: Bestandsanalyse"
    press(Key.Key_Right)
    press(Key.Key_Down, times=3)
    press(Key.Key_Space)
    child_goal = goal(workspace.plan, 2, 0, goal(workspace.plan, 2, 1).id)
    assert child_goal.id in {link.goal for link in workspace.plan.goals_of(key)}
    assert goals.currentItem().text(0) == f"• {child_goal.text}"
    press(Key.Key_Tab)
    assert partners.hasFocus()
    press(Key.Key_Down)
    press(Key.Key_Space)
    assert len(workspace.plan.partners_of(key)) == 1
    assert tabs(tab).accessibleTabName(5) == "Ziele und Partner (3)"
    press(Key.Key_Space)
    assert workspace.plan.partners_of(key) == ()
    for _ in range(4):
        workspace.undo()
    assert ticked(goals) == []
    assert workspace.undo_label() == ""


def test_a_goal_shows_and_ticks_the_measures_that_serve_it(tab: PhaseTab, workspace: Workspace) -> None:
    found = goal(workspace.plan, 1, 0)
    workspace.run(edits.links.set_goal, first(workspace).id, found.id, True)
    list_of(tab, "Ziele").setFocus()
    settle()
    # Out of the list and back to the form, without nesting anything.
    press(Key.Key_Escape)
    press(Key.Key_Tab, SHIFT)
    press(Key.Key_Return)
    assert child(tab, QPlainTextEdit, "text").hasFocus()
    tabs(tab).setFocus()
    turn_to(tab, "Maßnahmen (1)")
    (tree,) = lists(tab)
    assert ticked(tree) == ["Ausschreibung einer Fachstelle"]
    tree.setFocus()
    press(Key.Key_Down, times=2)
    press(Key.Key_Space)
    assert {link.measure for link in workspace.plan.measures_for(found.id)} == {
        first(workspace).id,
        measure(workspace.plan, 1, 1).id,
    }
    workspace.run(edits.measures.remove, [first(workspace).id])
    assert len(ticked(tree)) == 1


def test_a_link_to_what_has_just_gone_is_refused(
    tab: PhaseTab, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn_to(tab, "Ziele und Partner")
    goals, _partners = lists(tab)
    gone = goal(workspace.plan, 1, 0)
    workspace.changed.disconnect()
    workspace.run(edits.goals.remove, gone.id)
    press(Key.Key_Tab)
    press(Key.Key_Down)
    press(Key.Key_Space)
    assert "gibt es nicht mehr" in callouts(tab)[0]
    assert ticked(goals) == []
    assert gone.text not in [goals.topLevelItem(0).child(row).text(0) for row in range(1)]  # type: ignore[union-attr]


def test_a_plan_to_look_at_takes_no_ticks(window: MainWindow, tab: PhaseTab, workspace: Workspace) -> None:
    workspace.plan_file.read_only = True
    turn_to(tab, "Ziele und Partner")
    goals, _partners = lists(tab)
    press(Key.Key_Tab)
    press(Key.Key_Down)
    press(Key.Key_Space)
    assert ticked(goals) == []
    assert workspace.undo_label() == ""


def test_shift_tab_leaves_the_pages_backwards(tab: PhaseTab, show: Callable[[QWidget], QWidget]) -> None:
    turn_to(tab, "Kosten")
    press(Key.Key_Tab, SHIFT)
    assert QApplication.focusWidget() is not tabs(tab)


def test_the_form_outlives_the_editor_of_a_goal(tab: PhaseTab, workspace: Workspace) -> None:
    """The form of goals is made while a cell's editor, which is deleted later, stands in the way of the Tab key."""
    list_of(tab, "Ziele").setFocus()
    press(Key.Key_G, CTRL)
    press(Key.Key_Escape)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    press(Key.Key_Home)
    press(Key.Key_Down)
    assert child(tab, QPlainTextEdit, "text").toPlainText() == goal(workspace.plan, 1, 1).text
    assert child(tab, QLineEdit, "target").text() == ""
