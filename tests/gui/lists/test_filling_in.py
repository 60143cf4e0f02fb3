"""A new row is filled in cell by cell, as in a spreadsheet; a choice takes letters, and swallows none."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from nrw_desktop.gui.kit.choice_box import ChoiceBox
from nrw_desktop.gui.lists.columns import PARTNERS
from nrw_desktop.gui.lists.detail_table import COSTS, DECISIONS, DetailTable
from nrw_desktop.gui.lists.outline_view import OutlineView
from nrw_desktop.gui.lists.record_table import RecordTable
from nrw_desktop.gui.lists.record_view import RecordView
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.window.main_window import MainWindow
from tests.gui.hands import (
    CTRL,
    NONE,
    SHIFT,
    Key,
    callouts,
    editor_text,
    go_to,
    measure,
    measure_texts,
    open_editor,
    press,
    settle,
    type_text,
)

TEXT, STATUS, PERIOD, RESPONSIBLE = range(4)
ALT = Qt.KeyboardModifier.AltModifier


def box(view: RecordView) -> ChoiceBox:
    found = open_editor(view)
    assert isinstance(found, ChoiceBox)
    return found


def in_list(view: RecordView, key: Key) -> None:
    """Press a key in the open list of a choice."""
    QTest.keyClick(box(view).view(), key)
    settle()


def type_fast(text: str) -> None:
    """Type faster than the program comes to rest: a line end is an Enter, a tab a Tab."""
    keys = {"\n": Key.Key_Return, "\t": Key.Key_Tab}
    for letter in text:
        popup = QApplication.activePopupWidget()
        focus = (popup.focusWidget() or popup) if popup else QApplication.focusWidget()
        assert focus is not None
        key = keys.get(letter, Key.Key_unknown).value
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(focus, QKeyEvent(kind, key, NONE, letter))


def rows(workspace: Workspace, count: int) -> list[tuple[str, str, str | None, str]]:
    """The last measures of phase 1: text, status, beginning, who is responsible."""
    plan = workspace.plan
    found = plan.measures(plan.phases[0].id)[-count:]
    return [(one.text, one.status, one.start, plan.responsible(one)) for one in found]


# A row of measures


@pytest.mark.parametrize("type_", [type_text, type_fast])
def test_a_row_is_typed_through(view: RecordView, workspace: Workspace, type_: Callable[[str], None]) -> None:
    view.add()
    for text in ("Neue Sache", "", "07/2027"):
        type_(text)
        press(Key.Key_Tab)
    type_("Jugendamt")
    press(Key.Key_Return)
    assert rows(workspace, 1) == [("Neue Sache", "planned", "2027-07", "Jugendamt")]
    # The next row is open.
    assert editor_text(view) == ""
    type_("Noch eine")
    press(Key.Key_Tab)
    type_("l")
    press(Key.Key_Tab)
    type_("ab 08/2027")
    press(Key.Key_Return)
    press(Key.Key_Escape)
    assert rows(workspace, 2)[1] == ("Noch eine", "running", "2027-08", "")
    assert open_editor(view) is None
    assert view.currentIndex().row() == view.model().rowCount() - 1


def test_rows_are_typed_without_a_rest(view: RecordView, workspace: Workspace) -> None:
    view.add()
    type_fast("Eins\t\t01/2027\tAnna\nZwei\tab\t02/2027\tBert\nDrei\nVier\tz\n\n")
    settle()
    assert rows(workspace, 4) == [
        ("Eins", "planned", "2027-01", "Anna"),
        ("Zwei", "done", "2027-02", "Bert"),
        ("Drei", "planned", None, ""),
        ("Vier", "postponed", None, ""),
    ]
    assert open_editor(view) is None


def test_a_tab_behind_the_last_cell_opens_the_next_row(view: RecordView, workspace: Workspace) -> None:
    """It must not leave the keyboard on a filled cell, which the next letter would overwrite."""
    view.add()
    type_fast("Eins\t\t\tAnna\tZwei\n\n")
    settle()
    assert [(text, who) for text, _status, _start, who in rows(workspace, 2)] == [("Eins", "Anna"), ("Zwei", "")]


def test_shift_tab_goes_back_in_the_new_row(view: RecordView, workspace: Workspace) -> None:
    view.add()
    type_fast("Eins\t\t")
    press(Key.Key_Backtab, SHIFT)
    assert box(view).currentText() == "geplant"
    press(Key.Key_Backtab, SHIFT)
    assert editor_text(view) == "Eins"
    type_text("Doch anders")
    press(Key.Key_Return)
    press(Key.Key_Escape)
    assert measure_texts(workspace.plan, 1)[-1] == "Doch anders"


def test_what_is_refused_in_a_new_row_is_mended_there(view: RecordView, workspace: Workspace) -> None:
    view.add()
    type_fast("Eins\t\t13/2027")
    press(Key.Key_Tab)
    assert editor_text(view) == "13/2027"
    assert callouts(view)
    for _ in range(7):
        press(Key.Key_Backspace)
    type_fast("12/2027\tAnna\n\n")
    assert rows(workspace, 1) == [("Eins", "planned", "2027-12", "Anna")]


def test_esc_ends_filling_in_and_keeps_the_row(view: RecordView, workspace: Workspace) -> None:
    view.add()
    type_fast("Eins\t\t05/2027")
    press(Key.Key_Escape)
    assert rows(workspace, 1) == [("Eins", "planned", None, "")]
    assert open_editor(view) is None
    press(Key.Key_Tab)
    assert open_editor(view) is None
    assert (view.currentIndex().row(), view.currentIndex().column()) == (6, RESPONSIBLE)


def test_after_ctrl_enter_a_cell_elsewhere_keeps_its_place(view: RecordView) -> None:
    view.add()
    type_text("Eins")
    press(Key.Key_Return, CTRL)
    go_to(view, 1, TEXT)
    press(Key.Key_F2)
    press(Key.Key_Return, CTRL)
    assert view.currentIndex().row() == 1


@settings(max_examples=25)
@given(
    st.lists(
        st.tuples(
            st.text("abcdefgxyzäöüß ", min_size=1, max_size=8).filter(str.strip),
            st.sampled_from(["", "g", "l", "lä", "ab", "abgeschlossen", "Zur", "e"]),
            st.sampled_from(["", "07/2027", "ab 08/2027"]),
            # No list of suggestions comes up: on this screen it would take the keyboard from the window.
            st.text("¤¬", max_size=6),
        ),
        min_size=1,
        max_size=3,
    )
)
def test_any_rows_typed_arrive(view: RecordView, workspace: Workspace, typed: list[tuple[str, str, str, str]]) -> None:
    words = {"": "planned", "g": "planned", "l": "running", "lä": "running", "ab": "done", "abgeschlossen": "done",
             "Zur": "postponed", "e": "dropped"}  # fmt: skip
    view.add()
    type_fast("".join("\t".join(row) + "\n" for row in typed) + "\n")
    settle()
    starts = {"": None, "07/2027": "2027-07", "ab 08/2027": "2027-08"}
    expected = [(text.strip(), words[status], starts[period], who) for text, status, period, who in typed]
    assert rows(workspace, len(typed)) == expected
    assert open_editor(view) is None


# The choice


def test_letters_choose_and_what_is_chosen_shows(view: RecordView, workspace: Workspace) -> None:
    go_to(view, 0, STATUS)
    type_text("a")
    assert box(view).currentText() == "abgeschlossen"
    assert QApplication.activePopupWidget() is None
    assert measure(workspace.plan, 1, 0).status == "planned"
    press(Key.Key_Tab)
    assert measure(workspace.plan, 1, 0).status == "done"
    assert (view.currentIndex().row(), view.currentIndex().column()) == (0, PERIOD)


def test_a_text_that_is_no_status_is_refused_and_kept(view: RecordView, workspace: Workspace) -> None:
    """„07/2027“ typed into the status is a slip: no status is set, and the text can be pasted where it belongs."""
    before = workspace.plan
    go_to(view, 0, STATUS)
    type_fast("07/2027")
    assert box(view).currentText() == "07/2027"
    assert box(view).property("invalid")
    press(Key.Key_Tab)
    assert workspace.plan is before
    assert "„07/2027“ ist bei „Status“ nicht möglich" in callouts(view)[0]
    assert box(view).currentText() == "07/2027"
    # A word that begins like one of the list and goes on otherwise sets nothing either.
    press(Key.Key_Escape)
    assert QApplication.clipboard().text() == "07/2027"
    assert "Zwischenablage" in callouts(view)[0]
    type_fast("gestern\n")
    assert workspace.plan is before
    assert box(view).currentText() == "gestern"
    press(Key.Key_Escape)
    assert view.model().index(0, STATUS).data() == "geplant"


def test_the_new_row_of_the_report(view: RecordView, workspace: Workspace) -> None:
    """A period typed where the status is stays there, and is not lost."""
    view.add()
    type_fast("Neue Sache\t07/2027\t")
    assert rows(workspace, 1) == [("Neue Sache", "planned", None, "")]
    assert box(view).currentText() == "07/2027"
    press(Key.Key_Escape)
    assert QApplication.clipboard().text() == "07/2027"


def test_arrows_go_through_the_closed_choice(view: RecordView, workspace: Workspace) -> None:
    view.add()
    type_fast("Eins\t")
    press(Key.Key_Down)
    press(Key.Key_Down)
    assert box(view).currentText() == "abgeschlossen"
    press(Key.Key_Up)
    press(Key.Key_Return)
    press(Key.Key_Escape)
    assert rows(workspace, 1) == [("Eins", "running", None, "")]


@pytest.mark.parametrize(("key", "modifiers"), [(Key.Key_Down, ALT), (Key.Key_F4, NONE), (Key.Key_Space, NONE)])
def test_the_list_opens_when_asked_for(
    view: RecordView, workspace: Workspace, key: Key, modifiers: Qt.KeyboardModifier
) -> None:
    view.add()
    type_fast("Eins\t")
    settle()
    assert QApplication.activePopupWidget() is None
    press(key, modifiers)
    assert QApplication.activePopupWidget() is not None
    in_list(view, Key.Key_Down)
    in_list(view, Key.Key_Return)
    # What was picked is in, and the next cell of the row is open.
    type_text("07/2027")
    press(Key.Key_Return)
    press(Key.Key_Escape)
    assert rows(workspace, 1) == [("Eins", "running", "2027-07", "")]


def test_a_click_opens_the_list(view: RecordView) -> None:
    view.add()
    type_fast("Eins\t")
    line = box(view).lineEdit()
    assert line is not None
    QTest.mouseClick(line, Qt.MouseButton.LeftButton, NONE, QPoint(10, 10))
    assert QApplication.activePopupWidget() is not None
    in_list(view, Key.Key_Escape)
    assert QApplication.activePopupWidget() is None


def test_letters_and_tab_in_the_open_list_arrive(view: RecordView, workspace: Workspace, qtbot: QtBot) -> None:
    go_to(view, 0, STATUS)
    press(Key.Key_F2)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    in_list(view, Key.Key_Down)
    in_list(view, Key.Key_Tab)
    assert measure(workspace.plan, 1, 0).status == "running"
    assert (view.currentIndex().row(), view.currentIndex().column()) == (0, PERIOD)
    go_to(view, 1, STATUS)
    press(Key.Key_F2)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    type_fast("entf")
    assert box(view).currentText() == "entfallen"
    press(Key.Key_Return)
    assert measure(workspace.plan, 1, 1).status == "dropped"


def test_erasing_does_not_choose(view: RecordView, workspace: Workspace) -> None:
    before = workspace.plan
    go_to(view, 0, STATUS)
    type_text("l")
    press(Key.Key_Backspace)
    assert box(view).currentText() == "l"
    press(Key.Key_Backspace)
    press(Key.Key_Tab)
    assert workspace.plan is before
    assert "etwas auswählen" in callouts(view)[0]
    press(Key.Key_Escape)


def test_the_wheel_chooses_nothing(view: RecordView) -> None:
    go_to(view, 0, STATUS)
    type_text("l")
    at, phase = QPointF(10, 10), Qt.ScrollPhase.NoScrollPhase
    turn = QWheelEvent(at, at, QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton, NONE, phase, False)
    QApplication.sendEvent(box(view), turn)
    assert box(view).currentText() == "läuft"
    press(Key.Key_Escape)


# Other lists


def test_costs_are_typed_through(workspace: Workspace, show: Callable[[QWidget], QWidget]) -> None:
    table = DetailTable(workspace, COSTS, "Kosten")
    show(table)
    key = measure(workspace.plan, 1, 0).id
    table.show_record(key)
    table.view.setFocus()
    press(Key.Key_Insert)
    # Rows stand by year: the second one goes above the first while it is filled in.
    type_fast("2018\t100\t90\n2017\t50\n\n")
    settle()
    assert [(cost.year, cost.planned, cost.actual) for cost in workspace.plan.costs(key)] == [
        (2017, 5000, None), (2018, 10000, 9000)
    ]  # fmt: skip


def test_decisions_are_typed_through(workspace: Workspace, show: Callable[[QWidget], QWidget]) -> None:
    table = DetailTable(workspace, DECISIONS, "Beschlüsse")
    show(table)
    key = measure(workspace.plan, 1, 0).id
    table.show_record(key)
    table.view.setFocus()
    press(Key.Key_Insert)
    type_fast("Rat\t1.2.2018\tzugestimmt\nHauptausschuss\t1.1.2018\n\n")
    settle()
    assert [(one.body, one.date, one.text) for one in workspace.plan.decisions(key)] == [
        ("Hauptausschuss", "2018-01-01", None), ("Rat", "2018-02-01", "zugestimmt")
    ]  # fmt: skip


def test_the_register_is_typed_through(workspace: Workspace, show: Callable[[QWidget], QWidget]) -> None:
    view = RecordView(RecordTable(workspace, PARTNERS))
    show(view)
    view.setFocus()
    view.add()
    type_fast("Xenia e. V.\tXe\n\n")
    settle()
    assert next(one.abbreviation for one in workspace.plan.partners if one.name == "Xenia e. V.") == "Xe"


@pytest.mark.parametrize("key", ["\t", "\n"])
def test_goals_and_partners_are_typed_one_after_the_other(window: MainWindow, workspace: Workspace, key: str) -> None:
    """There is one cell in a row: a Tab behind it opens the next one, as an Enter does."""
    phase = workspace.plan.phases[0].id
    press(Key.Key_G, CTRL)
    type_fast(f"Ziel eins{key}Ziel zwei{key}")
    press(Key.Key_Escape)
    assert [goal.text for goal in workspace.plan.goals(phase)][-2:] == ["Ziel eins", "Ziel zwei"]
    press(Key.Key_K, CTRL)
    type_fast(f"Neue Stelle{key}Noch eine Stelle{key}")
    press(Key.Key_Escape)
    named = [workspace.plan.rows["partner"][one.partner] for one in workspace.plan.mentions(phase)]
    assert {"Neue Stelle", "Noch eine Stelle"} <= {getattr(partner, "name", "") for partner in named}
    assert all(not view.is_editing() for view in window.findChildren(OutlineView))


def test_behind_a_new_contact_come_its_fields(window: MainWindow, workspace: Workspace, qtbot: QtBot) -> None:
    window._pages.show("partners")
    tab = window._pages._pages["partners"]
    qtbot.waitUntil(lambda: tab._form is not None)
    contacts = tab._form.contacts
    contacts.add()
    type_fast("Frau Muster\t")
    settle()
    type_fast("Presse\t0521 1")
    press(Key.Key_Tab)
    key = tab._view.current_record().id
    assert [(one.person, one.purpose, one.phone) for one in workspace.plan.contacts(key)] == [
        ("Frau Muster", "Presse", "0521 1")
    ]


@pytest.mark.parametrize("typed", ["gleichst", "Neue Stelle"])
def test_a_tab_from_a_list_of_suggestions_takes_what_stands_in_the_line(
    view: RecordView, workspace: Workspace, typed: str
) -> None:
    go_to(view, 0, RESPONSIBLE)
    type_text(typed)
    press(Key.Key_Tab)
    assert workspace.plan.responsible(measure(workspace.plan, 1, 0)) == typed
    assert (view.currentIndex().row(), view.currentIndex().column()) == (1, TEXT)
    assert view.hasFocus()


def test_an_editor_that_was_left_hands_in_nothing_more(view: RecordView, workspace: Workspace) -> None:
    """A list of choices may outlive the cell it was opened for; Qt would complain in the log."""
    before = workspace.plan
    go_to(view, 0, 1)
    press(Key.Key_F2)
    box = view.editor()
    assert isinstance(box, ChoiceBox)
    press(Key.Key_Escape)
    press(Key.Key_Escape)
    assert view.editor() is None
    box.picked.emit()
    settle()
    assert workspace.plan is before
