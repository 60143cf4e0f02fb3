"""The bar of tabs: what can be read of each phase in the room there is, and which of them have something overdue."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect, QSettings, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QStyleOptionTab, QTabBar, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from nrw_desktop.domain import edits
from nrw_desktop.domain.model.change import Change, inserted
from nrw_desktop.domain.model.records import Phase, new_id
from nrw_desktop.gui.kit import theme
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.window.main_window import MainWindow
from nrw_desktop.gui.window.tab_strip import fitted
from tests.gui.hands import CTRL, Key, RecordingCommands, front_page, measure, press, settle, tabs

LONG = "Maßnahmenumsetzung und Nachhaltigkeit " * 6


def places(bar: QTabBar) -> list[QRect]:
    return [bar.tabRect(place) for place in range(bar.count())]


def shown(bar: QTabBar, place: int) -> str:
    """What of its text a tab shows."""
    option = QStyleOptionTab()
    bar.initStyleOption(option, place)
    return option.text


def fill(workspace: Workspace, phases: int, title: str) -> None:
    """Bring the plan to so many phases."""
    while len(workspace.plan.phases) > phases:
        workspace.run(edits.phases.remove, workspace.plan.phases[-1].id)
    while len(workspace.plan.phases) < phases:
        workspace.run(edits.phases.add, title)


@pytest.mark.parametrize("phases", [1, 4, 12])
@pytest.mark.parametrize("title", ["Phase", LONG])
@pytest.mark.parametrize("width", [1280, 1366, 1920])
def test_all_tabs_fit_and_the_current_one_is_whole(
    window: MainWindow, workspace: Workspace, phases: int, title: str, width: int
) -> None:
    fill(workspace, phases, title)
    window.resize(width, 800)
    settle()
    bar = tabs(window)
    for current in range(bar.count()):
        bar.setCurrentIndex(current)
        settle()
        assert all(bar.rect().contains(place) for place in places(bar))
        for place in range(1, phases + 1):
            assert shown(bar, place).split()[0] == str(place)
        if LONG.strip() not in bar.tabText(current):
            assert shown(bar, current) == bar.tabText(current)
        else:
            # Three tenths of the bar are enough of a title that says all of it at the head of its page too.
            assert bar.tabRect(current).width() >= bar.width() * 3 // 10
    assert not [one for one in bar.findChildren(QToolButton) if one.isVisible()]


def test_very_many_phases_are_scrolled_and_the_current_one_is_in_sight(
    window: MainWindow, workspace: Workspace
) -> None:
    fill(workspace, 30, "Öffentlichkeitsarbeit")
    window.resize(1280, 720)
    settle()
    bar = tabs(window)
    for current in (1, 15, 30, 31, 0):
        bar.setCurrentIndex(current)
        settle()
        assert bar.rect().contains(bar.tabRect(current))
        assert shown(bar, current) == bar.tabText(current)
        assert shown(bar, 20) == ("20" if current != 20 else bar.tabText(20))
    assert len([one for one in bar.findChildren(QToolButton) if one.isVisible()]) == 2


def test_a_phase_without_title_and_one_with_marks_are_told_as_they_are(
    window: MainWindow, workspace: Workspace
) -> None:
    odd = (Phase(new_id(), "zz", ""), Phase(new_id(), "zzz", "<b>R&D</b>"))
    workspace.run(lambda _plan: Change(tuple(map(inserted, odd)), "Test"))
    bar = tabs(window)
    assert [bar.tabText(place) for place in (5, 6)] == ["5  ohne Titel", "6  <b>R&&D</b>"]
    assert "&lt;b&gt;" in bar.tabToolTip(6)


@pytest.mark.parametrize("phases", [4, 12])
@pytest.mark.parametrize("width", [1280, 1366, 1920])
def test_tabs_do_not_jump_at_the_first_change_of_page(
    workspace: Workspace, settings: QSettings, show: Callable[[QWidget], QWidget], phases: int, width: int
) -> None:
    fill(workspace, phases, "Fortbildung")
    window = MainWindow(workspace, RecordingCommands(), settings)
    window.resize(width, 720)
    show(window)
    bar = tabs(window)
    before = places(bar)
    press(Key.Key_PageDown, CTRL)
    if phases == 4:
        assert places(bar) == before
    press(Key.Key_PageUp, CTRL)
    assert places(bar) == before


def test_what_is_overdue_is_marked_and_said(window: MainWindow, workspace: Workspace, qtbot: QtBot) -> None:
    bar, danger = tabs(window), theme.colors().danger
    place = workspace.plan.phases[1].id

    def marked(tab: int) -> bool:
        rect = bar.tabRect(tab)
        picture = bar.grab(rect).toImage()
        return any(picture.pixelColor(x, 9).name() == danger for x in range(picture.width() - 12, picture.width()))

    def name(tab: int) -> str:
        found = QAccessible.queryAccessibleInterface(bar)
        assert found is not None
        return found.child(tab).text(QAccessible.Text.Name)

    # All of the plan was to be done by 2018, the last phase excepted, which ends with the project.
    qtbot.waitUntil(lambda: marked(2))
    count = len(workspace.plan.measures(place))
    assert bar.tabToolTip(2) == f"2  Bestandsanalyse\n{count} Maßnahmen überfällig"
    assert name(2) == f"2  Bestandsanalyse, {count} Maßnahmen überfällig"
    assert not marked(0)
    assert not marked(5)
    before = places(bar)
    measures = workspace.plan.measures(place)
    for one in measures[1:]:
        workspace.run(edits.measures.set_field, one.id, "status", "abgeschlossen")
    assert bar.tabToolTip(2).endswith("\n1 Maßnahme überfällig")
    workspace.run(edits.measures.set_field, measures[0].id, "status", "entfallen")
    assert not marked(2)
    assert name(2) == bar.tabToolTip(2) == "2  Bestandsanalyse"
    workspace.undo()
    assert marked(2)
    assert places(bar) == before


def test_the_mark_follows_dates_places_and_deletion(window: MainWindow, workspace: Workspace, qtbot: QtBot) -> None:
    bar, first = tabs(window), workspace.plan.phases[0]
    qtbot.waitUntil(lambda: "überfällig" in bar.tabToolTip(1))
    late = workspace.plan.measures(first.id)
    workspace.run(edits.phases.set_field, first.id, "period", "bis Dezember 2199")
    qtbot.waitUntil(lambda: "überfällig" not in bar.tabToolTip(1))
    workspace.undo()
    qtbot.waitUntil(lambda: bar.tabToolTip(1).endswith(f"{len(late)} Maßnahmen überfällig"))
    workspace.run(edits.measures.remove, [late[0].id])
    assert bar.tabToolTip(1).endswith(f"{len(late) - 1} Maßnahmen überfällig")
    workspace.run(edits.phases.move, first.id, 2)
    assert bar.tabToolTip(3).endswith(f"{len(late) - 1} Maßnahmen überfällig")
    workspace.run(edits.measures.move, [late[1].id], workspace.plan.phases[0].id)
    assert bar.tabToolTip(3).endswith(f"{len(late) - 2} Maßnahmen überfällig")
    assert measure(workspace.plan, 1, -1).id == late[1].id
    assert front_page(window).phase == first.id


WIDTHS = st.lists(st.tuples(st.integers(20, 60), st.integers(0, 900)), min_size=1, max_size=32)


@given(WIDTHS, st.integers(100, 4000), st.data())
def test_the_room_is_used_up_and_shared_fairly(tabs_: list[tuple[int, int]], room: int, data: st.DataObject) -> None:
    least = [low for low, _more in tabs_]
    wanted = [low + more for low, more in tabs_]
    current = data.draw(st.integers(0, len(tabs_) - 1))
    given_ = fitted(wanted, least, room, current)
    cut = [place for place in range(len(tabs_)) if place not in (0, current, len(tabs_) - 1)]
    assert all(one <= most for one, most in zip(given_, wanted, strict=True))
    assert all(least[place] <= given_[place] for place in cut)
    assert given_[current] == wanted[current] or given_[current] >= room * 3 // 10
    if sum(wanted) <= room:
        assert given_ == wanted
    elif sum(given_) > room:
        assert all(given_[place] == least[place] for place in cut)
    else:
        assert room - sum(given_) < max(1, len(cut)) or given_[current] < wanted[current]
    # Nobody is cut below what another one keeps.
    narrowest = min((given_[place] for place in cut if given_[place] < wanted[place]), default=room)
    assert all(given_[place] <= max(narrowest, least[place]) for place in cut if given_[place] < wanted[place])


def test_the_menu_key_is_about_the_tab_in_front_and_nothing_moves(window: MainWindow) -> None:
    bar = tabs(window)
    bar.setCurrentIndex(2)
    assert bar.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle) == bar.tabRect(2)
    assert not window.isAnimated()
    assert not QApplication.isEffectEnabled(Qt.UIEffect.UI_General)
