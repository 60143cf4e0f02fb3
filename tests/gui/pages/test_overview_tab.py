"""The tab with the five-column table of the document."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTabBar

from nrw_desktop.domain import edits
from nrw_desktop.gui.pages.overview_tab import OverviewTab
from nrw_desktop.gui.pages.table_face import OverviewView, _lines
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.window.main_window import MainWindow
from tests.gui.hands import (
    NONE,
    Key,
    button,
    entry,
    front_page,
    go_to_page,
    goal,
    in_front,
    labels,
    measure_texts,
    named,
    press,
    settle,
)


@pytest.fixture
def tab(window: MainWindow) -> OverviewTab:
    go_to_page(window, "Übersicht")
    settle()
    page = front_page(window)
    assert isinstance(page, OverviewTab)
    return page


def faces(tab: OverviewTab) -> QTabBar:
    return named(tab, QTabBar, "Ansichten der Übersicht")


@pytest.fixture
def view(tab: OverviewTab) -> OverviewView:
    faces(tab).setFocus()
    press(Key.Key_Right)
    found = tab.findChild(OverviewView)
    assert found is not None
    return found


def test_the_head_says_whose_plan_it_is(tab: OverviewTab, view: OverviewView, workspace: Workspace) -> None:
    project = workspace.plan.project
    said = labels(tab)
    for text in (project.title, project.introduction, f"Federführung: {project.lead}"):
        assert text in said
    workspace.run(edits.project.set_field, project.id, "title", "Ein anderer Titel")
    assert "Ein anderer Titel" in labels(tab)


def test_cells_hold_all_lines(workspace: Workspace) -> None:
    second = workspace.plan.phases[1]
    assert [text for _depth, _mark, text in _lines(workspace.plan, second, "measures")] == measure_texts(
        workspace.plan, 2
    )
    assert [depth for depth, _mark, _text in _lines(workspace.plan, second, "goals")] == [0, 0, 1, 1, 0]


def test_every_row_is_as_high_as_its_highest_cell(view: OverviewView, workspace: Workspace) -> None:
    # Six measures, one below the other, take at least six lines.
    assert view.rowHeight(0) >= 6 * view.fontMetrics().height()
    before = view.rowHeight(3)
    workspace.run(edits.goals.set_field, goal(workspace.plan, 4, 0).id, "text", "sehr lang " * 200)
    settle()
    assert view.rowHeight(3) > before


def test_it_paints_what_it_holds(view: OverviewView, workspace: Workspace) -> None:
    full = view.grab().toImage()
    for one in workspace.plan.measures(workspace.plan.phases[0].id):
        workspace.run(edits.measures.remove, [one.id])
    assert view.grab().toImage() != full


@pytest.mark.parametrize("by", ["Enter", "Doppelklick"])
def test_a_phase_is_opened(view: OverviewView, window: MainWindow, workspace: Workspace, by: str) -> None:
    view.setFocus()
    view.setCurrentIndex(view.model().index(2, 0))
    if by == "Enter":
        press(Key.Key_Return)
    else:
        view.scrollTo(view.model().index(2, 0))
        at = view.visualRect(view.model().index(2, 0)).center()
        for click_at in (QTest.mouseClick, QTest.mouseDClick):
            click_at(view.viewport(), Qt.MouseButton.LeftButton, NONE, at)
    assert in_front(window) == workspace.plan.phases[2].id


def test_nothing_is_edited_here(view: OverviewView, window: MainWindow, workspace: Workspace) -> None:
    view.setFocus()
    press(Key.Key_F2)
    press(Key.Key_Delete)
    press(Key.Key_X)
    assert workspace.undo_label() == ""
    assert not entry(window, "Löschen").isEnabled()


def test_all_phases_are_printed_from_here(tab: OverviewTab, commands: object) -> None:
    QTest.mouseClick(button(tab, "Alle Phasen drucken"), Qt.MouseButton.LeftButton, NONE)
    assert commands.calls == [("print", None)]  # type: ignore[attr-defined]


def test_who_hears_the_table_hears_its_lists(view: OverviewView, workspace: Workspace) -> None:
    model = view.model()
    told = [model.index(1, column).data(Qt.ItemDataRole.AccessibleTextRole) for column in range(model.columnCount())]
    assert told[2] == "Maßnahmen: " + "\n".join(measure_texts(workspace.plan, 2))
    first = goal(workspace.plan, 2, 0)
    assert told[3].startswith(f"Ziele: 1. {first.text}\n2. ")
    workspace.run(edits.goals.set_field, first.id, "text", "Ein anderes Ziel")
    assert "1. Ein anderes Ziel\n" in model.index(1, 3).data(Qt.ItemDataRole.AccessibleTextRole)


def test_widths_and_the_face_come_back(tab: OverviewTab, view: OverviewView, workspace: Workspace) -> None:
    # What nobody gave a width is as wide as its words and the window ask for, the next time too.
    assert tab.state()["columns"] == "0,0"
    view.setColumnWidth(0, 222)
    other = OverviewTab(workspace)
    other.restore(tab.state())
    assert other.state()["columns"].startswith("222,")
    assert faces(other).tabText(faces(other).currentIndex()) == "Tabelle (Anlage 1)"
    # What the face has that nobody looked at yet stays too.
    third = OverviewTab(workspace)
    third.restore({"columns": "222,99", "splitters": "300,100;1,1", "face": "stand"})
    assert third.state() == {"columns": "222,99", "splitters": "300,100;1,1", "face": "stand"}
    other.restore({"columns": "quatsch", "face": "from_the_future"})
