"""Commands act where she points: on the list under the pointer or with the keyboard, from the form on its record."""

import itertools
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QLineEdit, QMenu, QTableView, QWidget
from pytestqt.qtbot import QtBot

from nrw_desktop import paths
from nrw_desktop.gui.forms.binder import load_form
from nrw_desktop.gui.kit import theme
from nrw_desktop.gui.kit.tab_order import in_order
from nrw_desktop.gui.lists.detail_table import DetailTable
from nrw_desktop.gui.lists.outline_view import OutlineView
from nrw_desktop.gui.lists.record_view import RecordView
from nrw_desktop.gui.pages.phase_tab import PhaseTab
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.window.main_window import MainWindow
from tests.gui.hands import (
    ALT_SHIFT,
    CTRL,
    NONE,
    Key,
    click,
    command,
    entry,
    form_of,
    front_page,
    go_to_page,
    goal,
    in_front,
    measure,
    press,
    settle,
    show_table,
    tabs,
    type_text,
)


@pytest.fixture
def tab(window: MainWindow, qtbot: QtBot) -> PhaseTab:
    """Phase 1, whole."""
    page = window.findChild(PhaseTab)
    assert page is not None
    qtbot.waitUntil(lambda: len(page.findChildren(OutlineView)) == 2)
    settle()
    return page


def views(tab: PhaseTab) -> dict[str, QAbstractItemView]:
    """The lists of a phase by the titles of their cards."""
    titles = {"Maßnahmen": "Maßnahmen", "Ziele": "Ziele", "Kooperationspartner": "Partner"}
    found = [*tab.findChildren(RecordView), *tab.findChildren(OutlineView)]
    return {titles[view.accessibleName()]: view for view in found if view.accessibleName() in titles}


def right_click(view: QWidget, at: QPoint, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Press the right button there; the words of the menu that comes."""
    menus = list[QMenu]()
    monkeypatch.setattr(QMenu, "popup", lambda menu, _at: menus.append(menu))
    target = view.viewport() if isinstance(view, QAbstractItemView) else view
    QTest.mousePress(target, Qt.MouseButton.RightButton, NONE, at)
    reason = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(target, QContextMenuEvent(reason, at, target.mapToGlobal(at), NONE))
    settle()
    (menu,) = menus
    menu.aboutToShow.emit()
    return [action.text().replace("&", "") for action in menu.actions() if not action.isSeparator()]


def upon(view: QAbstractItemView, row: int) -> QPoint:
    return view.visualRect(view.model().index(row, 0)).center()


def test_each_list_has_its_own_menu(
    tab: PhaseTab, window: MainWindow, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    menus = {name: right_click(view, upon(view, 0), monkeypatch) for name, view in views(tab).items()}
    assert {"Status", "Duplizieren", "In Phase verschieben"} <= set(menus["Maßnahmen"])
    assert {"Unterordnen", "Höherstufen", "Nummern oder Punkte"} <= set(menus["Ziele"])
    assert not {"Unterordnen", "Nummern oder Punkte"} & {*menus["Maßnahmen"], *menus["Partner"]}
    assert not {"Status"} & {*menus["Ziele"], *menus["Partner"]}
    assert "Duplizieren" not in menus["Partner"]
    of_phase = right_click(tabs(window), tabs(window).tabRect(2).center(), monkeypatch)
    assert of_phase[:4] == ["Phase umbenennen", "Phase nach links", "Phase nach rechts", "Phase löschen"]
    assert in_front(window) == workspace.plan.phases[1].id
    go_to_page(window, "Partner")
    register = front_page(window).findChild(RecordView)
    assert register is not None
    qtbot.waitUntil(lambda: register.model().rowCount() > 0)
    menu = right_click(register, upon(register, 0), monkeypatch)
    assert {"Partner zusammenführen …", "Kontaktdaten endgültig löschen …"} <= set(menu)
    assert not {"Status", "Nach oben", "Ausschneiden"} & set(menu)
    overview = show_table(window)
    assert right_click(overview, upon(overview, 0), monkeypatch) == ["Öffnen", "Diese Phase drucken …"]


def test_a_small_table_offers_what_its_buttons_do(tab: PhaseTab, monkeypatch: pytest.MonkeyPatch) -> None:
    click(views(tab)["Maßnahmen"], views(tab)["Maßnahmen"].model().index(0, 0))
    form_of(tab).bring("document")
    settle()
    table = next(one for one in tab.findChildren(DetailTable) if one.isVisible())
    words = right_click(table.view, QPoint(5, 5), monkeypatch)
    assert words == ["Datei hinzufügen …", "Neu", "Öffnen", "Datei wählen …", "Löschen"]


def test_a_menu_is_about_the_row_under_the_pointer(
    tab: PhaseTab, window: MainWindow, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A goal is chosen, a measure clicked with the right button: no goal moves."""
    lists = views(tab)
    click(lists["Ziele"], lists["Ziele"].model().index(1, 0))
    assert entry(window, "Unterordnen").isEnabled()
    right_click(lists["Maßnahmen"], upon(lists["Maßnahmen"], 1), monkeypatch)
    before = workspace.plan
    assert not entry(window, "Unterordnen").isEnabled()
    press(Key.Key_Right, ALT_SHIFT)
    assert workspace.plan is before
    command(window, "Duplizieren")
    assert len(workspace.plan.measures(tab.phase)) == 7
    assert workspace.plan.measures(tab.phase)[2].text == measure(before, 1, 1).text


@pytest.mark.parametrize(
    ("key", "modifiers", "check"),
    [
        (Key.Key_3, CTRL, lambda plan, key: plan.rows["measure"][key].status == "done"),
        (Key.Key_Down, ALT_SHIFT, lambda plan, key: measure(plan, 1, 2).id == key),
        (Key.Key_D, CTRL, lambda plan, key: measure(plan, 1, 2).text == plan.rows["measure"][key].text),
    ],
)
def test_the_form_is_about_its_record(
    tab: PhaseTab, workspace: Workspace, key: Qt.Key, modifiers: Qt.KeyboardModifier, check: Callable[[Any, str], bool]
) -> None:
    view = views(tab)["Maßnahmen"]
    click(view, view.model().index(1, 0))
    chosen = measure(workspace.plan, 1, 1).id
    field = next(one for one in tab.findChildren(QLineEdit, "short") if one.isVisible())
    field.setFocus()
    type_text("kurz")
    press(key, modifiers)
    assert check(workspace.plan, chosen)
    assert workspace.plan.rows["measure"][chosen].short == "kurz"  # type: ignore[attr-defined]
    assert field.hasFocus()


def test_a_goal_is_nested_from_its_form(tab: PhaseTab, workspace: Workspace) -> None:
    view = views(tab)["Ziele"]
    click(view, view.model().index(1, 0))
    chosen = goal(workspace.plan, 1, 1).id
    next(one for one in tab.findChildren(QLineEdit, "indicator") if one.isVisible()).setFocus()
    press(Key.Key_Right, ALT_SHIFT)
    assert workspace.plan.rows["goal"][chosen].parent == goal(workspace.plan, 1, 0).id  # type: ignore[attr-defined]


def test_a_partner_that_is_clicked_opens_in_the_details(tab: PhaseTab, workspace: Workspace, qtbot: QtBot) -> None:
    tree = views(tab)["Partner"]
    first = tree.model().index(0, 0, tree.model().index(0, 0))
    click(tree, first)
    name = first.data()
    qtbot.waitUntil(lambda: any(one.isVisible() and one.text() == name for one in tab.findChildren(QLineEdit, "name")))
    field = next(one for one in tab.findChildren(QLineEdit, "expansion") if one.isVisible())
    field.setFocus()
    type_text("ausgeschrieben")
    press(Key.Key_Return)
    partner = next(one for one in workspace.plan.partners if one.name == name)
    assert partner.expansion == "ausgeschrieben"
    click(views(tab)["Maßnahmen"], views(tab)["Maßnahmen"].model().index(0, 0))
    assert not field.isVisible()


def ground(view: QAbstractItemView) -> QColor:
    """The colour behind the chosen row, at its right end."""
    rect = view.visualRect(view.currentIndex())
    picture = view.viewport().grab().toImage()
    return picture.pixelColor(min(rect.right(), picture.width()) - 6, rect.top() + 5)


def test_only_the_list_with_the_keyboard_is_blue(tab: PhaseTab) -> None:
    lists = views(tab)
    for view in lists.values():
        view.setFocus()
        press(Key.Key_Down)
        press(Key.Key_Down)
    shades = theme.colors()
    for name, view in lists.items():
        view.setFocus()
        settle()
        found = {other: ground(lists[other]).name() for other in lists}
        assert found == {other: shades.selection if other == name else shades.selection_beside for other in lists}, name


@pytest.mark.parametrize(("kind", "rows"), [("Maßnahmen", (0, 2)), ("Ziele", (0,))])
def test_rows_dropped_on_the_tab_of_a_phase_go_there(
    tab: PhaseTab, window: MainWindow, workspace: Workspace, kind: str, rows: tuple[int, ...]
) -> None:
    view, bar = views(tab)[kind], tabs(window)
    model = view.model()
    texts = [model.index(row, 0).data() for row in rows]
    data = model.mimeData([model.index(row, 0) for row in rows])
    left, move = Qt.MouseButton.LeftButton, Qt.DropAction.MoveAction
    for place, moves in ((0, False), (5, False), (2, True)):
        at = bar.tabRect(place).center()
        QApplication.sendEvent(bar, QDragEnterEvent(at, move, data, left, NONE))
        event = QDropEvent(at, move, data, left, NONE)
        event.ignore()
        before = workspace.plan
        QApplication.sendEvent(bar, event)
        assert event.isAccepted() is moves
        assert (workspace.plan is not before) is moves
    second = workspace.plan.phases[1].id
    found = workspace.plan.measures(second) if kind == "Maßnahmen" else workspace.plan.goals(second, None)
    assert [one.text for one in found][-len(rows) :] == texts
    assert workspace.undo() is not None
    assert measure(workspace.plan, 1, 0).text


def test_a_plan_that_is_only_read_takes_no_drop(tab: PhaseTab, window: MainWindow, workspace: Workspace) -> None:
    workspace.plan_file.read_only = True
    view = views(tab)["Maßnahmen"]
    data = view.model().mimeData([view.model().index(0, 0)])
    event = QDropEvent(
        tabs(window).tabRect(2).center(), Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, NONE
    )
    event.ignore()
    QApplication.sendEvent(tabs(window), event)
    assert not event.isAccepted()


@pytest.mark.parametrize("name", sorted(path.stem for path in paths.forms().glob("*.ui")))
def test_tab_goes_through_a_form_as_it_is_read(name: str, show: Callable[[QWidget], QWidget]) -> None:
    """From left to right and from top to bottom; a column of its own is gone through before the next."""
    host = QWidget()
    form = load_form(name, host)
    host.resize(900, 700)
    form.resize(900, 700)
    show(host)
    in_order(form)
    order = list[QWidget]()
    widget = form.nextInFocusChain()
    while widget is not form and len(order) < 200:
        if form.isAncestorOf(widget) and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            order.append(widget)
        widget = widget.nextInFocusChain()
    order = [one for one in order if not isinstance(one.parent(), QComboBox) and not isinstance(one, QTableView)]
    for before, after in itertools.pairwise(order):
        one, other = before.mapTo(form, QPoint()), after.mapTo(form, QPoint())
        below = other.y() >= one.y() + before.height() // 2
        right = other.x() >= one.x() + before.width() // 2
        assert below or right, f"{before.objectName()} → {after.objectName()}"
