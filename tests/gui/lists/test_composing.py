"""What is typed into a chosen cell arrives whole: by keys, dead keys, input methods and dictation."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from nrw_desktop.gui.lists.columns import MEASURES
from nrw_desktop.gui.lists.detail_table import COSTS, DECISIONS, DetailTable
from nrw_desktop.gui.lists.outline_view import OutlineView
from nrw_desktop.gui.lists.record_table import RecordTable
from nrw_desktop.gui.lists.record_view import RecordView
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.window.main_window import MainWindow
from tests.gui.hands import (
    Key,
    click,
    editor_text,
    go_to,
    go_to_page,
    goal,
    measure,
    open_editor,
    press,
    settle,
    type_text,
)

TEXT, STATUS, PERIOD, RESPONSIBLE = range(4)


def outline(window: MainWindow, name: str) -> OutlineView:
    return next(view for view in window.findChildren(OutlineView) if view.accessibleName() == name)


def compose(preedit: str = "", commit: str = "") -> None:
    """What an input method sends to whatever has the keyboard: what is being composed, or what came of it."""
    target: Any = QApplication.focusObject()
    assert isinstance(target, QObject)
    assert isinstance(target, QWidget)
    assert target.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QApplication.sendEvent(target, event)
    settle()


@pytest.mark.parametrize("column", [TEXT, RESPONSIBLE])
@pytest.mark.parametrize("first", ["É", "漢字", "Diktierter Text mit Umlauten: äöü ß"])
@pytest.mark.parametrize("leave", [Key.Key_Return, Key.Key_Tab])
def test_what_is_committed_opens_the_cell(
    view: RecordView, workspace: Workspace, column: int, first: str, leave: Key
) -> None:
    go_to(view, 0, column)
    compose(commit=first)
    assert editor_text(view) == first
    type_text("tude")
    press(leave)
    found = measure(workspace.plan, 1, 0)
    assert (found.text if column == TEXT else workspace.plan.responsible(found)) == f"{first}tude"


def test_a_word_is_composed_in_the_cell(view: RecordView, workspace: Workspace) -> None:
    go_to(view, 0, TEXT)
    for preedit in ("´", "´e"):
        compose(preedit)
    compose(commit="é")
    type_text("t")
    compose("^")
    compose(commit="ê")
    press(Key.Key_Return)
    assert measure(workspace.plan, 1, 0).text == "étê"


def test_composing_given_up_changes_nothing(view: RecordView, workspace: Workspace) -> None:
    before = workspace.plan
    for column in (TEXT, PERIOD, RESPONSIBLE):
        go_to(view, 0, column)
        text = view.model().index(0, column).data()
        compose("´")
        compose()
        assert editor_text(view) == text
        press(Key.Key_Return)
        assert workspace.plan is before


def test_composing_and_going_elsewhere_takes_in(view: RecordView, workspace: Workspace) -> None:
    go_to(view, 0, TEXT)
    compose("ha")
    compose(commit="haben")
    click(view, view.model().index(2, TEXT))
    assert measure(workspace.plan, 1, 0).text == "haben"
    assert open_editor(view) is None
    assert view.currentIndex().row() == 2


def test_a_click_while_composing_loses_no_text(view: RecordView, workspace: Workspace) -> None:
    """What is not committed yet has never been typed: the cell keeps its text."""
    before = workspace.plan
    go_to(view, 0, RESPONSIBLE)
    compose("ha")
    click(view, view.model().index(2, RESPONSIBLE))
    assert open_editor(view) is None
    assert workspace.plan is before


def test_a_dictated_status(view: RecordView, workspace: Workspace) -> None:
    go_to(view, 0, STATUS)
    compose(commit="Läuft")
    press(Key.Key_Tab)
    assert measure(workspace.plan, 1, 0).status == "running"
    before = workspace.plan
    go_to(view, 1, STATUS)
    compose(commit="É")
    press(Key.Key_Tab)
    assert workspace.plan is before
    press(Key.Key_Escape)
    assert QApplication.clipboard().text() == "É"


def test_a_list_of_suggestions_takes_composed_letters(view: RecordView, workspace: Workspace) -> None:
    go_to(view, 0, RESPONSIBLE)
    compose(commit="M")
    editor = open_editor(view)
    assert isinstance(editor, QLineEdit)
    assert editor.completer().popup().isVisible()
    compose(commit="ä")
    type_text("x")
    press(Key.Key_Return)
    assert workspace.plan.responsible(measure(workspace.plan, 1, 0)) == "Mäx"


@pytest.mark.parametrize("first", ["É", "diktiert: "])
def test_goals_and_partners_take_composed_letters(window: MainWindow, workspace: Workspace, first: str) -> None:
    goals = outline(window, "Ziele")
    goals.setFocus()
    goals.select(goal(workspace.plan, 1, 0).id)
    compose(commit=first)
    type_text("tude")
    press(Key.Key_Return)
    assert goal(workspace.plan, 1, 0).text == f"{first}tude"
    partners = outline(window, "Kooperationspartner")
    mention = workspace.plan.mentions(workspace.plan.phases[0].id)[0]
    partners.setFocus()
    partners.select(mention.id)
    compose("´")
    compose(commit=first)
    type_text("cole")
    press(Key.Key_Tab)
    assert f"{first}cole" in [partner.name for partner in workspace.plan.partners]


def test_a_letter_opens_a_goal(window: MainWindow, workspace: Workspace) -> None:
    goals = outline(window, "Ziele")
    goals.setFocus()
    goals.select(goal(workspace.plan, 1, 0).id)
    type_text("Über")
    assert editor_text(goals) == "Über"
    press(Key.Key_Return)
    assert goal(workspace.plan, 1, 0).text == "Über"


def test_a_letter_on_what_cannot_be_edited_opens_nothing(window: MainWindow, workspace: Workspace) -> None:
    go_to_page(window, 2)
    settle()
    partners = next(
        view for view in window.findChildren(OutlineView)
        if view.accessibleName() == "Kooperationspartner" and view.isVisible()
    )  # fmt: skip
    partners.setFocus()
    partners.setCurrentIndex(partners.model().index(0, 0))
    before = workspace.plan
    type_text("N")
    assert open_editor(partners) is None
    assert workspace.plan is before


def test_a_plan_to_look_at_takes_no_composed_letters(view: RecordView, workspace: Workspace) -> None:
    workspace.plan_file.read_only = True
    made = RecordView(RecordTable(workspace, MEASURES, workspace.plan.phases[0].id))
    event = QInputMethodEvent()
    event.setCommitString("É")
    made.setCurrentIndex(made.model().index(0, TEXT))
    QApplication.sendEvent(made, event)
    assert open_editor(made) is None
    made.deleteLater()


@pytest.mark.parametrize(("spec", "commit"), [(COSTS, "2018"), (DECISIONS, "Ältestenrat")])
def test_smaller_tables_take_composed_letters(
    workspace: Workspace, show: Callable[[QWidget], QWidget], spec: Any, commit: str
) -> None:
    table = DetailTable(workspace, spec, "Tabelle")
    show(table)
    table.show_record(measure(workspace.plan, 1, 0).id)
    table.view.setFocus()
    press(Key.Key_Insert)
    type_text("2017")
    press(Key.Key_Return)
    press(Key.Key_Escape)
    compose(commit=commit)
    press(Key.Key_Return)
    assert table.view.model().index(0, 0).data() == commit


@settings(max_examples=30)
@given(
    st.lists(
        st.tuples(st.sampled_from(["key", "composed", "dictated"]), st.text("aäéßÅ漢 ", min_size=1, max_size=4)),
        min_size=1,
        max_size=4,
    )
)
def test_any_mixture_arrives_whole(view: RecordView, workspace: Workspace, parts: list[tuple[str, str]]) -> None:
    """Keys and composed text in any order, the first into a cell that is only chosen."""
    typed = "".join(text for _way, text in parts)
    if not typed.strip() or typed.startswith(" "):
        return
    go_to(view, 0, TEXT)
    for way, text in parts:
        if way == "composed":
            compose(text[:1])
        if way == "key":
            type_text(text)
        else:
            compose(commit=text)
    press(Key.Key_Return)
    assert measure(workspace.plan, 1, 0).text == typed.strip()
