"""From cell to cell by keyboard, as in a spreadsheet."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QVBoxLayout, QWidget

from nrw_desktop.gui.lists.columns import MEASURES, OVERVIEW
from nrw_desktop.gui.lists.record_table import RecordTable
from nrw_desktop.gui.lists.record_view import RecordView
from nrw_desktop.gui.pages.table_face import OverviewView
from nrw_desktop.gui.session.workspace import Workspace
from tests.gui.hands import (
    CTRL,
    NONE,
    SHIFT,
    Key,
    editor_text,
    go_to,
    measure,
    measure_texts,
    open_editor,
    press,
    replace_text,
    settle,
    type_text,
)

TEXT, STATUS, PERIOD, RESPONSIBLE = range(4)
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def page(workspace: Workspace, show: Callable[[QWidget], QWidget]) -> QWidget:
    """The measures of phase 1 between two fields."""
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


def place(view: RecordView) -> tuple[int, int]:
    assert sorted({index.row() for index in view.selectionModel().selectedRows()}) == [view.currentIndex().row()]
    return view.currentIndex().row(), view.currentIndex().column()


def focused() -> str:
    widget = QApplication.focusWidget()
    return widget.objectName() if widget else ""


@pytest.mark.parametrize("column", [TEXT, PERIOD, RESPONSIBLE])
@pytest.mark.parametrize(("modifiers", "row"), [(NONE, 3), (CTRL, 2)])
def test_enter_commits_and_goes_down_and_with_ctrl_it_stays(
    view: RecordView, workspace: Workspace, column: int, modifiers: Qt.KeyboardModifier, row: int
) -> None:
    go_to(view, 2, column)
    press(Key.Key_F2)
    replace_text("08/2017")
    press(Key.Key_Return, modifiers)
    settle()
    assert view.model().index(2, column).data() == "08/2017"
    assert open_editor(view) is None
    assert view.hasFocus()
    assert place(view) == (row, column)


def test_shift_enter_goes_up_from_a_line(view: RecordView) -> None:
    go_to(view, 2, PERIOD)
    type_text("08/2017")
    press(Key.Key_Return, SHIFT)
    settle()
    assert place(view) == (1, PERIOD)


def test_enter_in_the_last_row_stays(view: RecordView) -> None:
    go_to(view, 5, PERIOD)
    type_text("08/2017")
    press(Key.Key_Return)
    settle()
    assert place(view) == (5, PERIOD)


def test_alt_enter_makes_a_line(view: RecordView, workspace: Workspace) -> None:
    go_to(view, 0, TEXT)
    type_text("oben")
    press(Key.Key_Return, ALT)
    type_text("unten")
    press(Key.Key_Return)
    assert measure(workspace.plan, 1, 0).text == "oben\nunten"


def test_a_column_is_filled_by_typing_and_enter(view: RecordView) -> None:
    go_to(view, 0, PERIOD)
    for month in ("03/2017", "04/2017", "05/2017"):
        type_text(month)
        press(Key.Key_Return)
        settle()
    assert [view.model().index(row, PERIOD).data() for row in range(4)] == ["03/2017", "04/2017", "05/2017", ""]
    assert place(view) == (3, PERIOD)


def test_a_refused_value_keeps_the_place(view: RecordView) -> None:
    go_to(view, 2, PERIOD)
    type_text("13/2017")
    press(Key.Key_Return)
    settle()
    assert place(view) == (2, PERIOD)
    assert editor_text(view) == "13/2017"
    press(Key.Key_Tab)
    settle()
    assert place(view) == (2, PERIOD)
    press(Key.Key_Escape)
    settle()
    assert place(view) == (2, PERIOD)


def test_tab_goes_through_the_rows_and_out_at_the_end(view: RecordView) -> None:
    go_to(view, 4, PERIOD)
    places = []
    while view.hasFocus():
        press(Key.Key_Tab)
        places.append(place(view))
    assert places[:-1] == [(4, RESPONSIBLE), (5, TEXT), (5, STATUS), (5, PERIOD), (5, RESPONSIBLE)]
    assert focused() == "behind"


def test_shift_tab_goes_back_and_out_at_the_beginning(view: RecordView) -> None:
    go_to(view, 1, STATUS)
    places = []
    while view.hasFocus():
        press(Key.Key_Tab, SHIFT)
        places.append(place(view))
    assert places[:-1] == [(1, TEXT), (0, RESPONSIBLE), (0, PERIOD), (0, STATUS), (0, TEXT)]
    assert focused() == "before"


def test_tab_from_an_editor_commits_and_goes_on_to_the_next_row(view: RecordView, workspace: Workspace) -> None:
    go_to(view, 0, RESPONSIBLE)
    type_text("Frau Beispiel")
    press(Key.Key_Tab)
    settle()
    assert measure(workspace.plan, 1, 0).responsible == "Frau Beispiel"
    assert place(view) == (1, TEXT)
    assert open_editor(view) is None
    press(Key.Key_F2)
    press(Key.Key_Backtab, SHIFT)
    settle()
    assert place(view) == (0, RESPONSIBLE)


def test_tab_in_a_new_row_goes_to_its_next_cell(view: RecordView, workspace: Workspace) -> None:
    view.add()
    type_text("Neu")
    press(Key.Key_Tab)
    settle()
    assert measure_texts(workspace.plan, 1)[6:] == ["Neu"]
    assert place(view) == (6, STATUS)
    assert view.model().rowCount() == 7


def test_ctrl_enter_adds_one_row_and_no_more(view: RecordView, workspace: Workspace) -> None:
    view.add()
    type_text("Neu")
    press(Key.Key_Return, CTRL)
    settle()
    assert measure_texts(workspace.plan, 1)[6:] == ["Neu"]
    assert open_editor(view) is None
    assert place(view) == (6, TEXT)


@pytest.mark.parametrize(
    ("key", "modifiers", "wanted"),
    [
        (Key.Key_Right, NONE, (2, PERIOD)),
        (Key.Key_Down, CTRL, (5, STATUS)),
        (Key.Key_Up, CTRL, (0, STATUS)),
        (Key.Key_Left, CTRL, (2, TEXT)),
        (Key.Key_Right, CTRL, (2, RESPONSIBLE)),
        (Key.Key_Home, NONE, (2, TEXT)),
        (Key.Key_End, NONE, (2, RESPONSIBLE)),
        (Key.Key_Home, CTRL, (0, TEXT)),
        (Key.Key_End, CTRL, (5, RESPONSIBLE)),
    ],
)
def test_arrows_and_ends(view: RecordView, key: Key, modifiers: Qt.KeyboardModifier, wanted: tuple[int, int]) -> None:
    go_to(view, 2, STATUS)
    press(key, modifiers)
    assert place(view) == wanted


def test_ctrl_shift_and_an_arrow_choose_to_the_edge(view: RecordView) -> None:
    go_to(view, 3, TEXT)
    press(Key.Key_Down, CTRL | SHIFT)
    assert sorted(index.row() for index in view.selectionModel().selectedRows()) == [3, 4, 5]


def test_alt_down_opens_the_list_of_a_choice(view: RecordView) -> None:
    go_to(view, 0, STATUS)
    press(Key.Key_Down, ALT)
    assert isinstance(open_editor(view), QComboBox)


def test_the_overview_is_left_by_one_tab(workspace: Workspace, show: Callable[[QWidget], QWidget]) -> None:
    host = QWidget()
    layout = QVBoxLayout(host)
    view = OverviewView(RecordTable(workspace, OVERVIEW), workspace)
    layout.addWidget(view)
    layout.addWidget(QLineEdit(objectName="behind"))
    show(host)
    view.setFocus()
    press(Key.Key_Tab)
    assert focused() == "behind"
