"""The tab with the five-column table of the document."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from nrw_desktop.domain import edits
from nrw_desktop.gui.pages.overview_tab import OverviewTab, OverviewView, _lines
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


@pytest.fixture
def view(tab: OverviewTab) -> OverviewView:
    found = tab.findChild(OverviewView)
    assert found is not None
    return found


def test_the_head_says_whose_plan_it_is(tab: OverviewTab, workspace: Workspace) -> None:
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


def test_widths_come_back(tab: OverviewTab, view: OverviewView, workspace: Workspace) -> None:
    view.setColumnWidth(0, 222)
    other = OverviewTab(workspace)
    other.restore(tab.state())
    assert other.state()["columns"].startswith("222,")
    other.restore({"columns": "quatsch"})
