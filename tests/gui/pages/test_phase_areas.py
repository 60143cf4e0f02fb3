"""Where lists and details stand on the page of a phase, at the sizes of real screens."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QSplitter, QTabBar, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from nrw_desktop.gui.kit.card import Card
from nrw_desktop.gui.lists.record_view import RecordView
from nrw_desktop.gui.pages.details_panel import DetailsPanel
from nrw_desktop.gui.pages.phase_tab import PhaseTab
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.window.main_window import MainWindow
from tests.gui.hands import (
    NONE,
    Key,
    child,
    form_of,
    front_page,
    goal,
    labels,
    list_of,
    named,
    press,
    replace_text,
    settle,
    type_text,
)

TASKBAR, TITLE = 40, 30
"""Pixels that Windows keeps of a screen's height: its task bar of 40, and 30 for the title of a maximized window."""


@pytest.fixture
def tab(window: MainWindow, qtbot: QtBot) -> PhaseTab:
    """Phase 1 with all that stands on it."""
    page = front_page(window)
    assert isinstance(page, PhaseTab)
    qtbot.waitUntil(lambda: form_of(page) is not None)
    return page


def fill_screen(window: QWidget, width: int, height: int) -> None:
    """Make a window as large as a maximized one is on a screen of this size, its frame left out."""
    window.resize(width, height - TASKBAR - TITLE)
    settle()
    QTest.qWait(60)


def wholly_visible(view: RecordView) -> int:
    """How many rows of a table are seen from their upper to their lower edge."""
    header, count = view.horizontalHeader(), view.model().rowCount()
    assert header.isVisible()
    rows = [view.visualRect(view.model().index(row, 0)) for row in range(count)]
    return sum(view.viewport().rect().contains(rect) for rect in rows)


def panel(tab: PhaseTab) -> DetailsPanel:
    found = tab.findChild(DetailsPanel)
    assert found is not None
    return found


def place(tab: PhaseTab, card: QWidget) -> tuple[int, int]:
    at = card.mapTo(tab, QPoint(0, 0))
    return at.x(), at.y()


def cards(tab: PhaseTab) -> list[Card]:
    """The cards of measures, goals and partners."""
    found = [list_of(tab, name).parentWidget() for name in ("Maßnahmen", "Ziele", "Kooperationspartner")]
    assert all(isinstance(card, Card) for card in found)
    return found  # type: ignore[return-value]


def test_measures_are_seen_beside_open_details(window: MainWindow, tab: PhaseTab) -> None:
    """Six of phase 1 on 1366 × 768, five on 1280 × 720; nothing is cut, and nothing is stretched at 1920."""
    view = list_of(tab, "Maßnahmen")
    for width, height, rows in ((1366, 768, 6), (1280, 720, 5), (1920, 1080, 6)):
        fill_screen(window, width, height)
        assert (window.width(), window.height()) == (width, height - TASKBAR - TITLE)
        assert panel(tab).isVisible()
        assert wholly_visible(view) >= rows
        measures, goals, partners = cards(tab)
        assert place(tab, panel(tab))[0] > place(tab, partners)[0] + partners.width()
        for field in (*panel(tab).findChildren(QLineEdit), *panel(tab).findChildren(QPlainTextEdit)):
            if field.isVisible():
                assert 120 <= field.width() <= 600
                assert field.mapTo(panel(tab), QPoint(field.width(), 0)).x() < panel(tab).width()
        below = place(tab, goals)[1] >= place(tab, measures)[1] + measures.height()
        assert below is (width < 1500)
        bar = child(tab, QTabBar, "page_tabs")
        assert bar.tabRect(bar.count() - 1).right() <= bar.width()


def test_the_panel_goes_and_comes_with_the_room(window: MainWindow, tab: PhaseTab) -> None:
    fill_screen(window, 1366, 768)
    assert panel(tab).isVisible()
    measures, goals, partners = cards(tab)
    # A screen of 1920 × 1080 at 200 %.
    fill_screen(window, 960, 540)
    assert not panel(tab).isVisible()
    press(Key.Key_F4)
    assert panel(tab).height() == measures.height() > 200
    assert not goals.isVisible()
    # A new goal brings its list, with its details.
    press(Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    type_text("Ein Ziel im Zug")
    press(Key.Key_Return)
    press(Key.Key_Escape)
    assert [card.isVisible() for card in (measures, goals, partners, panel(tab))] == [False, True, True, True]
    assert labels(panel(tab)).startswith("Ziel: Ein Ziel im Zug")
    press(Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    press(Key.Key_Escape)
    assert [card.isVisible() for card in (measures, goals, partners, panel(tab))] == [True, False, False, True]
    assert list_of(tab, "Maßnahmen").hasFocus()
    press(Key.Key_F4)
    assert goals.isVisible()
    fill_screen(window, 1366, 768)
    assert not panel(tab).isVisible()
    press(Key.Key_F4)
    fill_screen(window, 960, 1080)
    assert panel(tab).isVisible()
    assert place(tab, panel(tab))[1] > place(tab, cards(tab)[2])[1]
    note = child(tab, QPlainTextEdit, "note")
    note.setFocus()
    fill_screen(window, 960, 540)
    assert note.hasFocus()
    press(Key.Key_Escape)
    settle()
    assert not panel(tab).isVisible()
    fill_screen(window, 1366, 768)
    assert panel(tab).isVisible()


def test_details_follow_goals_and_partners_and_keep_what_is_typed(tab: PhaseTab, workspace: Workspace) -> None:
    goals, partners = list_of(tab, "Ziele"), list_of(tab, "Kooperationspartner")
    second = goal(workspace.plan, 1, 1)
    goals.setFocus()
    press(Key.Key_Down)
    assert labels(panel(tab)).startswith("Ziel: Bekanntmachung")
    remark = child(panel(tab), QPlainTextEdit, "remark")
    remark.setFocus()
    replace_text("im Rathaus")
    mention = workspace.plan.mentions(tab.phase)[3]
    partners.setFocus()
    partners.select(mention.id)
    assert workspace.plan.get(type(second), second.id).remark == "im Rathaus"
    assert "Partner: " in labels(panel(tab))
    press(Key.Key_F6)
    name = QApplication.focusWidget()
    assert isinstance(name, QLineEdit)
    replace_text("")
    press(Key.Key_Return)
    assert name.property("invalid")
    press(Key.Key_Escape)
    assert name.hasFocus()
    press(Key.Key_Escape)
    assert partners.hasFocus()
    press(Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert workspace.plan.get(type(second), second.id).remark is None


def test_closing_the_panel_leaves_the_keyboard_in_the_list(tab: PhaseTab) -> None:
    press(Key.Key_F6)
    QTest.mouseClick(named(panel(tab), QToolButton, "Einzelheiten ausblenden (F4)"), Qt.MouseButton.LeftButton, NONE)
    assert not panel(tab).isVisible()
    assert list_of(tab, "Maßnahmen").hasFocus()


def drag(splitter: QSplitter, by: int) -> None:
    """Widen or narrow the first part of a splitter with the mouse."""
    handle = splitter.handle(1)
    middle = handle.rect().center()
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, NONE, middle)
    QTest.mouseMove(handle, middle + QPoint(by, 0))
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, NONE, middle + QPoint(by, 0))


def test_what_is_widened_stays_so_for_each_arrangement(window: MainWindow, tab: PhaseTab, workspace: Workspace) -> None:
    fill_screen(window, 1366, 768)
    before = panel(tab).width()
    page = panel(tab).parentWidget()
    assert isinstance(page, QSplitter)
    drag(page, -80)
    assert panel(tab).width() == before + 80
    fill_screen(window, 1920, 1080)
    wide = panel(tab).width()
    fill_screen(window, 1366, 768)
    assert panel(tab).width() == before + 80
    other = PhaseTab(workspace, workspace.plan.phases[1].id)
    other.restore(tab.state())
    for width, expected in ((1366, before + 80), (1920, wide)):
        other.resize(width, tab.height())
        other.grab()
        assert abs(panel(other).width() - expected) <= 1
    other.restore({"splitters": "beside=1,2;3|columns=x,²;1,2;3,9999999999|oben=1,2;3,4;5,6", "form": "1"})
    assert other.state()["splitters"] == tab.state()["splitters"]
