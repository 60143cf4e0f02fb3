"""The pages and their tabs: they follow the phases."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QPointF, QSettings, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from nrw_desktop.domain import edits
from nrw_desktop.domain.model.change import Change, deleted
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.window.main_window import MainWindow
from nrw_desktop.gui.window.page_stack import OVERVIEW, PARTNERS, PageStack
from tests.gui.hands import (
    CTRL,
    SHIFT,
    Key,
    RecordingCommands,
    editor_text,
    front_page,
    go_to_page,
    go_to_phase,
    goal,
    in_front,
    list_of,
    press,
    settle,
    tabs,
    type_text,
)


def titles(window: MainWindow) -> list[str]:
    bar = tabs(window)
    return [bar.tabText(place) for place in range(bar.count())]


def test_tabs_in_the_order_of_the_plan(window: MainWindow) -> None:
    assert titles(window) == [
        "Übersicht",
        "1  Analyse der Ausgangssituation",
        "2  Bestandsanalyse",
        "3  Maßnahmenentwicklung",
        "4  Maßnahmenumsetzung und Nachhaltigkeit",
        "Partner",
        "Sitzungen",
    ]
    assert tabs(window).currentIndex() == 1


def test_tabs_follow_names_places_and_number_of_phases(window: MainWindow, workspace: Workspace) -> None:
    first = workspace.plan.phases[0].id
    workspace.run(edits.phases.move, first, 2)
    assert titles(window)[1:4] == ["1  Bestandsanalyse", "2  Maßnahmenentwicklung", "3  Analyse der Ausgangssituation"]
    assert in_front(window) == first
    workspace.run(edits.phases.add, "Vorne", 0)
    assert titles(window)[1] == "1  Vorne"
    assert in_front(window) == first
    workspace.run(edits.phases.remove, workspace.plan.phases[0].id)
    assert in_front(window) == first
    assert front_page(window).phase == first


def test_the_neighbour_comes_for_a_removed_phase(window: MainWindow, workspace: Workspace) -> None:
    ids = [phase.id for phase in workspace.plan.phases]
    workspace.run(edits.phases.remove, ids[0])
    assert in_front(window) == ids[1]
    go_to_phase(window, ids[3])
    workspace.run(edits.phases.remove, ids[3])
    assert in_front(window) == ids[2]
    for key in (ids[1], ids[2]):
        workspace.run(edits.phases.remove, key)
    settle()
    assert titles(window) == ["Übersicht", "Partner", "Sitzungen"]
    for _ in range(4):
        workspace.undo()
    assert len(titles(window)) == 7


def test_ctrl_and_page_keys_go_around(window: MainWindow) -> None:
    bar = tabs(window)
    seen = []
    for _ in range(7):
        press(Key.Key_PageDown, CTRL)
        seen.append(bar.currentIndex())
    assert seen == [2, 3, 4, 5, 6, 0, 1]
    press(Key.Key_PageUp, CTRL)
    assert bar.currentIndex() == 0
    press(Key.Key_Tab, CTRL)
    assert bar.currentIndex() == 1
    press(Key.Key_Backtab, CTRL | SHIFT)
    assert bar.currentIndex() == 0


def test_a_record_is_brought_in_sight(window: MainWindow, workspace: Workspace) -> None:
    plan = workspace.plan
    branch = goal(plan, 2, 1)
    window.reveal(goal(plan, 2, 0, branch.id))
    assert in_front(window) == plan.phases[1].id
    assert list_of(window, "Ziele").current_node().text == goal(plan, 2, 0, branch.id).text
    window.reveal(plan.partners[3])
    assert in_front(window) == "Partner"
    window.reveal(plan.project)
    assert in_front(window) == "Übersicht"
    contact = workspace.run(edits.partners.set_contact, plan.partners[2].id, "person", "Frau Ünal")
    assert contact is not None
    window.reveal(workspace.plan.contacts(plan.partners[2].id)[0])
    assert in_front(window) == "Partner"
    assert list_of(window, "Kooperationspartner").current_record().id == plan.partners[2].id


def test_the_page_in_front_comes_back(
    workspace: Workspace, settings: QSettings, show: Callable[[QWidget], QWidget]
) -> None:
    pages = PageStack(workspace, settings)
    assert pages.current() == OVERVIEW
    pages.show(PARTNERS)
    pages.save_state()
    assert PageStack(workspace, settings).current() == PARTNERS
    settings.setValue(f"page/{workspace.path}", "gibt-es-nicht")
    assert PageStack(workspace, settings).current() == OVERVIEW


class Flashes(QObject):
    """Notes widgets that come up as windows of their own."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(f"{type(watched).__name__} {watched.objectName()}")
        return False


def test_nothing_flashes_while_pages_are_made(
    qapp: QApplication,
    workspace: Workspace,
    commands: RecordingCommands,
    settings: QSettings,
    show: Callable[[QWidget], QWidget],
) -> None:
    watcher = Flashes()
    qapp.installEventFilter(watcher)
    made = MainWindow(workspace, commands, settings)
    show(made)
    for _ in range(6):
        press(Key.Key_PageDown, CTRL)
    qapp.removeEventFilter(watcher)
    assert watcher.seen == ["MainWindow "]


def test_the_bar_has_a_name_for_those_who_do_not_see_it(window: MainWindow) -> None:
    assert tabs(window).accessibleName() == "Seiten des Plans"
    assert tabs(window).focusPolicy() & Qt.FocusPolicy.TabFocus


def test_several_phases_go_at_once(window: MainWindow, workspace: Workspace) -> None:
    """As they do where somebody goes back in the history to before they came."""
    phases = workspace.plan.phases
    go_to_page(window, 3)
    tables = ("mention", "measure", "goal", "partner", "phase")
    gone = [one for table in tables for one in workspace.plan.rows[table].values() if one.id != phases[0].id]
    aliases = list(workspace.plan.rows["alias"].values())
    workspace.run(lambda _plan: Change(tuple(deleted(record) for record in (*aliases, *gone)), "Test"))
    assert in_front(window) == phases[0].id
    workspace.undo()
    assert tabs(window).count() == 7


@pytest.mark.parametrize("way", ["right click", "wheel", "rows dragged over it"])
def test_a_refused_text_is_not_left_by_other_ways_to_another_page(window: MainWindow, way: str, qtbot: QtBot) -> None:
    """The keyboard would stay in its editor, and what is typed on go where nobody sees it."""
    view = list_of(window, "Maßnahmen")
    view.setFocus()
    view.setCurrentIndex(view.model().index(0, 2))
    type_text("quatsch")
    press(Key.Key_Return)
    page, bar = in_front(window), tabs(window)
    place = bar.tabRect(2).center()
    if way == "wheel":
        turn = QWheelEvent(
            QPointF(place), QPointF(bar.mapToGlobal(place)), QPoint(), QPoint(0, -120),
            Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(bar, turn)
    elif way == "rows dragged over it":
        data = QMimeData()
        for kind in (QDragEnterEvent, QDragMoveEvent):
            over = kind(
                place, Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
            )
            QApplication.sendEvent(bar, over)
        qtbot.wait(2 * QApplication.startDragTime())
    else:
        bar.customContextMenuRequested.emit(place)
    settle()
    assert in_front(window) == page
    assert editor_text(view) == "quatsch"
    press(Key.Key_Escape)
