"""The search field: find, choose, go there."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget
from pytestqt.qtbot import QtBot

from nrw_desktop.domain import edits
from nrw_desktop.gui.main_window import MainWindow
from nrw_desktop.gui.pages import PARTNERS
from nrw_desktop.gui.search_box import SearchBox
from nrw_desktop.gui.workspace import Workspace
from tests.gui.hands import CTRL, Key, labels, measure, press, settle, type_text


@pytest.fixture
def box(window: MainWindow) -> SearchBox:
    press(Key.Key_F, CTRL)
    found = window.findChild(SearchBox)
    assert found is not None
    assert found.hasFocus()
    return found


def found(window: MainWindow, qtbot: QtBot) -> list[str]:
    qtbot.waitUntil(lambda: bool([one for one in window.findChildren(QListWidget) if one.isVisible()]))
    listed = next(one for one in window.findChildren(QListWidget) if one.isVisible())
    return [listed.item(row).text() for row in range(listed.count())]


def test_words_are_found_under_their_phase(
    box: SearchBox, window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    type_text("öffentlichkeitsarbeit")
    hits = found(window, qtbot)
    assert hits[0] == "1  Analyse der Ausgangssituation"
    assert "Maßnahme:  Öffentlichkeitsarbeit" in hits
    assert "Treffer" in labels(window)


def test_umlauts_may_be_spelt_out(box: SearchBox, window: MainWindow, qtbot: QtBot) -> None:
    type_text("oeffentlichkeitsarbeit")
    assert "Maßnahme:  Öffentlichkeitsarbeit" in found(window, qtbot)


def test_enter_goes_to_the_first_and_arrows_choose(
    box: SearchBox, window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    workspace.run(edits.measures.add, workspace.plan.phases[2].id, "Sonnenblume eins")
    workspace.run(edits.measures.add, workspace.plan.phases[3].id, "Sonnenblume zwei")
    type_text("sonnenbl")
    press(Key.Key_Return)
    assert window._pages.current() == workspace.plan.phases[2].id
    press(Key.Key_F, CTRL)
    type_text("sonnenbl")
    assert len(found(window, qtbot)) == 4
    press(Key.Key_Down)
    press(Key.Key_Return)
    assert window._pages.current() == workspace.plan.phases[3].id
    view = window._pages._pages[workspace.plan.phases[3].id]._measures  # type: ignore[union-attr]
    assert view.current_record() == measure(workspace.plan, 4, 2)
    assert view.hasFocus()
    assert [one for one in window.findChildren(QListWidget) if one.isVisible()] == []


def test_arrow_up_goes_around(box: SearchBox, window: MainWindow, workspace: Workspace, qtbot: QtBot) -> None:
    workspace.run(edits.measures.add, workspace.plan.phases[2].id, "Sonnenblume eins")
    workspace.run(edits.measures.add, workspace.plan.phases[3].id, "Sonnenblume zwei")
    type_text("sonnenbl")
    found(window, qtbot)
    press(Key.Key_Up)
    press(Key.Key_Return)
    assert window._pages.current() == workspace.plan.phases[3].id


def test_a_partner_is_shown_in_the_register(
    box: SearchBox, window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    workspace.run(edits.partners.add, "Sonnenblumenverein")
    type_text("sonnenblumenv")
    listed = next(iter(found(window, qtbot)))
    assert listed == "Projekt und Register"
    press(Key.Key_Return)
    assert window._pages.current() == PARTNERS


def test_a_click_goes_there_too(box: SearchBox, window: MainWindow, workspace: Workspace, qtbot: QtBot) -> None:
    workspace.run(edits.measures.add, workspace.plan.phases[2].id, "Sonnenblume")
    type_text("sonnenblume")
    found(window, qtbot)
    listed = next(one for one in window.findChildren(QListWidget) if one.isVisible())
    at = listed.visualItemRect(listed.item(1)).center()
    qtbot.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert window._pages.current() == workspace.plan.phases[2].id


def test_nothing_found_is_said(box: SearchBox, window: MainWindow, qtbot: QtBot) -> None:
    type_text("xyzxyz")
    qtbot.waitUntil(lambda: "Nichts gefunden" in labels(window))
    before = window._pages.current()
    press(Key.Key_Return)
    press(Key.Key_Down)
    assert window._pages.current() == before


def test_esc_and_leaving_close_the_list(box: SearchBox, window: MainWindow, qtbot: QtBot) -> None:
    type_text("stelle")
    found(window, qtbot)
    press(Key.Key_Escape)
    assert box.text() == ""
    assert [one for one in window.findChildren(QListWidget) if one.isVisible()] == []
    type_text("stelle")
    found(window, qtbot)
    press(Key.Key_PageDown, CTRL)
    settle()
    assert [one for one in window.findChildren(QListWidget) if one.isVisible()] == []


def test_very_many_are_counted_to_a_hundred(
    box: SearchBox, window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    for number in range(101):
        workspace.run(edits.partners.add, f"Sonnenblume {number}")
    type_text("sonnenblume")
    assert len(found(window, qtbot)) == 101
    assert "Mehr als 100 Treffer" in labels(window)


def test_an_empty_search_shows_nothing(box: SearchBox, window: MainWindow) -> None:
    type_text(" ")
    press(Key.Key_Return)
    assert [one for one in window.findChildren(QListWidget) if one.isVisible()] == []


def test_the_list_stays_in_the_window(box: SearchBox, window: MainWindow, qtbot: QtBot) -> None:
    type_text("e")
    found(window, qtbot)
    window.resize(1150, 500)
    settle()
    panel = next(one for one in window.findChildren(QListWidget) if one.isVisible()).parentWidget()
    assert window.rect().left() <= panel.geometry().left()
    assert panel.geometry().right() <= window.rect().right()
