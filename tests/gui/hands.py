"""What a person does at the window: keys, clicks, drags; and what they see there."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QModelIndex, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QAction, QDragMoveEvent, QDropEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QMainWindow,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QScrollArea,
    QStackedWidget,
    QTabBar,
    QWidget,
)

from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Goal, Measure
from nrw_desktop.gui.kit.callout import Callout
from nrw_desktop.gui.kit.card import Card
from nrw_desktop.gui.pages.phase_head import PhaseHead

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
ALT_SHIFT = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
W = TypeVar("W", bound=QWidget)


class RecordingCommands:
    """The application around the window: notes what it was asked for."""

    def __init__(self) -> None:
        self.calls: list[tuple[Any, ...]] = []
        self.recent: list[Path] = []

    def new_plan(self, window: QWidget) -> None:
        self.calls.append(("new",))

    def open_plan(self, window: QWidget, path: Path | None = None) -> None:
        self.calls.append(("open", path))

    def save_copy(self, window: QWidget) -> None:
        self.calls.append(("copy",))

    def print_phases(self, window: QWidget, phase: str | None) -> None:
        self.calls.append(("print", phase))

    def save_pdf(self, window: QWidget, phase: str | None) -> None:
        self.calls.append(("pdf", phase))

    def recent_plans(self) -> list[Path]:
        return self.recent

    def set_scheme(self, name: str) -> None:
        self.calls.append(("scheme", name))

    def set_text_size(self, percent: int) -> None:
        self.calls.append(("text size", percent))

    def go_back(self, window: QWidget) -> None:
        self.calls.append(("go back",))

    def show_history(self, window: QWidget) -> None:
        self.calls.append(("history",))

    def show_backups(self, window: QWidget) -> None:
        self.calls.append(("backups",))

    def take_along(self, window: QWidget) -> None:
        self.calls.append(("take along",))

    def merge_copy(self, window: QWidget) -> None:
        self.calls.append(("merge",))

    def show_help(self, window: QWidget, topic: str) -> None:
        self.calls.append(("help", topic))

    def explain(self, window: QWidget, action: str) -> None:
        self.calls.append(("explain", action))

    def show_settings(self, window: QWidget) -> None:
        self.calls.append(("settings",))


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
    """Press a key where the keyboard is."""
    for _ in range(times):
        QTest.keyClick(_keyboard(), key, modifiers)
        _let_go_of_modifiers(modifiers)
    # An Enter in a line is answered in the next turn.
    settle()


def type_text(text: str) -> None:
    """Type a text where the keyboard is; any letter, also those no German keyboard has."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(_keyboard(), QKeyEvent(kind, Qt.Key.Key_unknown.value, NONE, letter))
        # A list of completions that came up is seen before the next letter.
        QApplication.processEvents()


def type_on(text: str) -> None:
    """Type a text faster than the program takes it; a line end is an Enter. Nothing else happens meanwhile."""
    for letter in text:
        key = Qt.Key.Key_Return if letter == "\n" else Qt.Key.Key_unknown
        QApplication.sendEvent(_keyboard(), QKeyEvent(QEvent.Type.KeyPress, key.value, NONE, letter))


def _keyboard() -> QWidget:
    focus = QApplication.activePopupWidget() or QApplication.focusWidget()
    assert focus is not None, "nothing has the keyboard"
    return focus


def _let_go_of_modifiers(modifiers: Qt.KeyboardModifier) -> None:
    """Qt goes on thinking that they are held until an event says otherwise."""
    focus = QApplication.focusWidget()
    if modifiers != NONE and focus is not None:
        QTest.keyRelease(focus, Key.Key_Control, NONE)


def replace_text(text: str) -> None:
    """Select all that stands where the keyboard is, and type something else."""
    press(Key.Key_A, CTRL)
    press(Key.Key_Delete)
    type_text(text)


def settle() -> None:
    """Let everything happen that is due."""
    for _ in range(3):
        QApplication.processEvents()


def bury() -> None:
    """Let die what is to be deleted later, as the program does as soon as it waits for the next event."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    settle()


def click(view: QAbstractItemView, index: QModelIndex, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """Click into a cell."""
    view.scrollTo(index)
    place = view.visualRect(index)
    at = QPoint(place.left() + min(12, place.width() // 2), place.center().y())
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, modifiers, at)
    _let_go_of_modifiers(modifiers)
    settle()


def go_to(view: QAbstractItemView, row: int, column: int) -> None:
    """Bring the keyboard to a cell, by its row and column."""
    view.setCurrentIndex(view.model().index(row, column))
    view.setFocus()


def open_editor(view: QAbstractItemView) -> QWidget | None:
    """The editor that is open in a view, if there is one."""
    found = [
        child
        for child in view.viewport().children()
        if isinstance(child, QWidget) and child.isVisible() and child.property("filled")
    ]
    assert len(found) <= 1, found
    return found[0] if found else None


def editor_text(view: QAbstractItemView) -> str:
    """What the open editor holds."""
    editor = open_editor(view)
    if isinstance(editor, QPlainTextEdit):
        return editor.toPlainText()
    assert isinstance(editor, QLineEdit), editor
    return editor.text()


def answer(monkeypatch: pytest.MonkeyPatch, *words: str) -> list[str]:
    """Click these buttons in the boxes that come; what the boxes said."""
    told, clicks = list[str](), list(words)

    def click_button(box: QMessageBox) -> int:
        told.append(f"{box.text()}\n{box.informativeText()}")
        word = clicks.pop(0)
        next(button for button in box.buttons() if word in button.text().replace("&", "")).click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", click_button)
    return told


def at_box(do: Callable[[QMessageBox], object]) -> None:
    """Do something to the next box as soon as it is shown."""

    def look() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox) and box.isVisible() and box.isActiveWindow():
            do(box)
        else:
            QTimer.singleShot(5, look)

    QTimer.singleShot(0, look)


def button(parent: QWidget, text: str) -> QAbstractButton:
    """The visible button that says this."""
    buttons = [one for one in parent.findChildren(QAbstractButton) if one.isVisible()]
    found = [one for one in buttons if text in one.text().replace("&", "")]
    assert len(found) == 1, (text, found)
    return found[0]


def callouts(widget: QWidget) -> list[str]:
    """The sentences that are pointed at something in the window just now."""
    return [callout.text() for callout in widget.window().findChildren(Callout) if callout.isVisible()]


def edges(widget: QWidget) -> set[str]:
    """The colours that these are edged in, as the screen shows them."""
    shown = [one for one in widget.window().findChildren(Callout) if one.isVisible()]
    return {one.grab().toImage().pixelColor(one.width() // 2, 0).name() for one in shown}


def drop(view: QAbstractItemView, data: QMimeData, at: QPoint) -> bool:
    """Move dragged data over a place of a view and let go; whether the view would take it there."""
    actions, button = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton
    view.setState(QAbstractItemView.State.DraggingState)
    over = QDragMoveEvent(at, actions, data, button, NONE)
    over.setDropAction(Qt.DropAction.MoveAction)
    view.dragMoveEvent(over)
    taken = over.isAccepted()
    if taken:
        fall = QDropEvent(QPointF(at), actions, data, button, NONE)
        fall.setDropAction(Qt.DropAction.MoveAction)
        view.dropEvent(fall)
    view.setState(QAbstractItemView.State.NoState)
    settle()
    return taken


def above(view: QAbstractItemView, index: QModelIndex) -> QPoint:
    """The place in a view that is between an item and the one before."""
    place = view.visualRect(index)
    return QPoint(place.left() + 40, place.top())


def upon(view: QAbstractItemView, index: QModelIndex) -> QPoint:
    """The middle of an item."""
    return view.visualRect(index).center()


def child(parent: QWidget, kind: type[W], name: str) -> W:
    """The one visible widget of an object name."""
    found = [widget for widget in parent.findChildren(kind, name) if widget.isVisible()]
    assert len(found) == 1, (name, found)
    return found[0]


def measure_period(page: QWidget) -> QLineEdit:
    """The period in the form of a measure; a phase has one of the same name in its head."""
    return child(child(page, QWidget, "measure_form"), QLineEdit, "period")


def phase_period(page: QWidget) -> QLineEdit:
    """The period in the head of a phase."""
    return next(one for head in page.findChildren(PhaseHead) for one in head.findChildren(QLineEdit, "period"))


def labels(parent: QWidget) -> str:
    """All that labels say, a line each."""
    return "\n".join(label.text() for label in parent.findChildren(QLabel) if label.isVisible())


# The window, as a person finds a way in it: by what menus, tabs, lists and fields are called


def entry(window: QMainWindow, words: str) -> QAction:
    """The entry of the window's menus that says this; „Rückgängig“ also where it says what it takes back."""
    # The menus are filled once the window has been seen.
    for _ in range(500):
        if all(menu.actions() for menu in _menus(window)):
            break
        QTest.qWait(10)
    found = [action for menu in _menus(window) for action in _entries(menu) if _says(action, words)]
    assert len(found) == 1, (words, [action.text() for action in found])
    return found[0]


def submenu(window: QMainWindow, words: str) -> QMenu:
    """The menu within a menu of the window that is called this."""
    menu = entry(window, words).menu()
    assert isinstance(menu, QMenu), words
    return menu


def command(window: QMainWindow, words: str) -> None:
    """Choose an entry of the window's menus, which must not be grey."""
    action = entry(window, words)
    assert action.isEnabled(), f"{words} is grey"
    action.trigger()


def _menus(window: QMainWindow) -> list[QMenu]:
    return [menu for action in window.menuBar().actions() if isinstance(menu := action.menu(), QMenu)]


def _entries(menu: QMenu) -> list[QAction]:
    """The entries of a menu and of those within it."""
    within = [one for action in menu.actions() if isinstance(inner := action.menu(), QMenu) for one in _entries(inner)]
    return [*menu.actions(), *within]


def _says(action: QAction, words: str) -> bool:
    text = action.text().partition("\t")[0].replace("&&", "\0").replace("&", "").replace("\0", "&")
    return words in (text, text.removesuffix(" …"), text.partition(": ")[0])


def front_page(window: QMainWindow) -> Any:
    """The page in front."""
    area = window.centralWidget().findChild(QScrollArea, "pages")
    assert area is not None
    stack = area.widget()
    assert isinstance(stack, QStackedWidget)
    return stack.currentWidget()


def tabs(window: QMainWindow) -> QTabBar:
    """The tabs of the pages."""
    return named(window, QTabBar, "Seiten des Plans")


def go_to_page(window: QMainWindow, page: int | str) -> None:
    """Bring a page to the front, by its number, which is that of its phase, or by what its tab says."""
    bar = tabs(window)
    place = page if isinstance(page, int) else [bar.tabText(one) for one in range(bar.count())].index(page)
    assert 0 <= place < bar.count(), page
    bar.setCurrentIndex(place)


def go_to_phase(window: Any, phase: str) -> None:
    """Bring the page of a phase to the front."""
    go_to_page(window, window.workspace.plan.number(phase))


def on_first_phase(window: W) -> W:
    """The window, which showed where its plan stands, with the page of its first phase in front."""
    go_to_page(window, 1)  # type: ignore[arg-type]
    list_of(front_page(window), "Maßnahmen").setFocus()  # type: ignore[arg-type]
    settle()
    return window


def show_table(window: QMainWindow) -> QAbstractItemView:
    """Bring the overview to the front with its table, which has the keyboard then."""
    go_to_page(window, "Übersicht")
    page = front_page(window)
    named(page, QTabBar, "Ansichten der Übersicht").setCurrentIndex(1)
    settle()
    table: QAbstractItemView = list_of(page, "Phasen")
    table.setFocus()
    return table


def in_front(window: Any) -> str:
    """The phase of the tab in front, by its id, or what else that tab is called."""
    bar = tabs(window)
    place = bar.currentIndex()
    title = bar.tabText(place).replace("&&", "&")
    if title in ("Übersicht", "Partner", "Sitzungen"):
        return title
    phase = window.workspace.plan.phases[place - 1]
    assert title == f"{place}  {phase.title}", title
    return phase.id


def phase_in_front(window: Any) -> str | None:
    """The phase of the tab in front; None where that is of no phase."""
    found = in_front(window)
    return None if found in ("Übersicht", "Partner", "Sitzungen") else found


def list_of(parent: QWidget, name: str) -> Any:
    """The list of this name on a page, or on the page in front of a window."""
    page = front_page(parent) if isinstance(parent, QMainWindow) else parent
    return named(page, QAbstractItemView, name)


def card_of(parent: QWidget, name: str) -> Any:
    """The card that the list of this name stands in, with its head."""
    widget = list_of(parent, name)
    while not isinstance(widget, Card):
        widget = widget.parentWidget()
    return widget


def form_of(page: QWidget) -> Any:
    """The form under „Einzelheiten“, once it is there."""
    from nrw_desktop.gui.forms.form_pages import Details
    from nrw_desktop.gui.forms.partner_form import PartnerForm

    return page.findChild(Details) or page.findChild(PartnerForm)


def named(parent: QWidget, kind: type[W], name: str) -> W:
    """The one visible widget that a screen reader calls this."""
    found = [widget for widget in parent.findChildren(kind) if widget.accessibleName() == name]
    found = [widget for widget in found if widget.isVisibleTo(parent)]
    assert len(found) == 1, (name, found)
    return found[0]


def field(parent: QWidget, name: str) -> Any:
    """The one visible field of this name: its own for a screen reader, or that of the label before it."""
    labels_ = [one for one in parent.findChildren(QLabel) if one.text().replace("&", "") == name and one.buddy()]
    found = [one.buddy() for one in labels_]
    found += [one for one in parent.findChildren(QWidget) if one.accessibleName() == name]
    found = [one for one in dict.fromkeys(found) if one.isVisibleTo(parent)]
    assert len(found) == 1, (name, found)
    return found[0]


def close_for_good(window: QWidget) -> None:
    """Close a window; what was not accepted in one with a plan may go, without a question."""
    if hasattr(window, "may_close"):
        window.may_close = lambda: True
    window.close()


def measure_texts(plan: Plan, number: int) -> list[str]:
    """The measures of the phase of this number."""
    return [measure.text for measure in plan.measures(plan.phases[number - 1].id)]


def measure(plan: Plan, number: int, place: int) -> Measure:
    """A measure by its phase's number and its place, counted from 0."""
    return plan.measures(plan.phases[number - 1].id)[place]


def goal(plan: Plan, number: int, place: int, parent: str | None = None) -> Goal:
    """A goal by its phase's number and its place in a list, counted from 0."""
    return plan.goals(plan.phases[number - 1].id, parent)[place]
