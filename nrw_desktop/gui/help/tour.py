"""The tour: six notes, one after the other, each beside the thing of the window that it is about.

It turns the pages and changes nothing in the plan. Whoever leaves it is back where it began, also with the keyboard;
who goes elsewhere meanwhile stays there.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QToolBar, QVBoxLayout, QWidget
from shiboken6 import isValid

from nrw_desktop.gui.cards.enter_button import EnterButton
from nrw_desktop.gui.cards.measures_card import MeasuresCard
from nrw_desktop.gui.kit import theme
from nrw_desktop.gui.kit.accessible import announce
from nrw_desktop.gui.kit.safe_widgets import Label, PageTabs
from nrw_desktop.gui.kit.theme import GRID
from nrw_desktop.gui.meetings.meetings_card import MeetingsCard
from nrw_desktop.gui.session.plan_window import PlanWindow
from nrw_desktop.gui.timeline.timeline_card import TimelineCard
from nrw_desktop.gui.window import plan_line
from nrw_desktop.gui.window.page_stack import MEETINGS, OVERVIEW, PageStack
from nrw_desktop.gui.window.tab_strip import TabStrip

_WIDTH = 380
"""Pixels of a note where text has its usual size."""
_EDGE, _GAP = GRID, GRID + 4
"""Pixels between a note and the edge of the window, and between it and its thing."""
_RING = 4
"""Pixels of the frame around a thing, outside of it."""
_MOVES = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.LayoutRequest)
_SOON = 100
"""Milliseconds until a thing that is not there yet is looked for again: some of a page comes when the rest is seen."""
_PHASE = "phase"
"""Stands for the page of the first phase."""

Place = tuple[QWidget, QRect]
"""A thing of the window: a widget, and the part of it that is meant."""


class _Step(NamedTuple):
    """A note: what it says, the page that it needs (empty for any), and the things it can stand beside, best first."""

    title: str
    text: str
    page: str
    things: Callable[[PlanWindow], Iterator[Place]]


def _all(*kinds: type[QWidget]) -> Callable[[PlanWindow], Iterator[Place]]:
    def found(window: PlanWindow) -> Iterator[Place]:
        for kind in kinds:
            for widget in window.findChildren(kind):
                yield widget, widget.rect()

    return found


def _command(*names: str) -> Callable[[PlanWindow], Iterator[Place]]:
    """Buttons of the toolbar, side by side; where it has no room for them, the menu that has them too."""

    def found(window: PlanWindow) -> Iterator[Place]:
        actions = [action for action in window.actions() if action.objectName() in names]
        for bar in window.findChildren(QToolBar):
            buttons = [bar.widgetForAction(action) for action in actions]
            if buttons and all(button is not None and button.isVisible() for button in buttons):
                whole = QRect()
                for button in buttons:
                    whole = whole.united(button.geometry())
                yield bar, whole
        menus = window.menuBar()
        for entry in menus.actions():
            menu = entry.menu()
            if menu is not None and actions[0] in menu.actions():  # type: ignore[attr-defined]
                yield menus, menus.actionGeometry(entry)

    return found


STEPS = (
    _Step(
        "Reiter",
        "Jede Phase hat ihren Reiter. Davor steht die Übersicht, dahinter stehen Partner und Sitzungen. "
        "Strg+Bild ab und Strg+Bild auf blättern.",
        "",
        _all(TabStrip),
    ),
    _Step(
        "Maßnahmen",
        "Die Maßnahmen einer Phase. Strg+M öffnet eine neue Zeile, Eingabe bearbeitet die Zelle. Gespeichert wird von "
        "selbst, sobald Sie weitergehen.",
        _PHASE,
        _all(MeasuresCard),
    ),
    _Step(
        "Stand und Zeitplan",
        "Die Übersicht zeigt, was überfällig ist und was bald fällig wird, und alle Phasen auf einer Zeitachse. "
        "Alt+Pos1 führt von überall hierher.",
        OVERVIEW,
        _all(TimelineCard, PageTabs),
    ),
    _Step(
        "Rückgängig und Verlauf",
        "Strg+Z nimmt jeden Schritt zurück, auch morgen noch. Strg+H zeigt alles, was je geändert wurde, und wie der "
        "Plan davor war.",
        "",
        _command("undo", "redo"),
    ),
    _Step(
        "Sitzungen",
        "„Nächste vorbereiten“ macht aus allem, was offen ist, eine Tagesordnung; rechts entsteht das Protokoll. "
        "F5 zeigt den Plan groß für den ganzen Raum.",
        MEETINGS,
        _all(MeetingsCard),
    ),
    _Step(
        "Drucken",
        "Strg+P zeigt jeden Bericht, bevor er gedruckt oder als PDF gespeichert wird. Und F1 öffnet an jeder Stelle "
        "das Handbuch.",
        "",
        _command("print"),
    ),
)


class Tour(QFrame):
    """The note, which has the keyboard as long as nobody takes it elsewhere, and the frame around its thing."""

    def __init__(self, window: PlanWindow):
        super().__init__(window)
        self._window = window
        (self._pages,) = window.findChildren(PageStack)
        self._began, self._focus = self._pages.current(), QApplication.focusWidget()
        self._turned = self._began
        # A plan without phases has no measures to point at.
        self._steps = [step for step in STEPS if step.page != _PHASE or window.workspace.plan.phases]
        self._at = 0
        self._watched: list[QObject] = []
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("tour")
        self._ring = theme.named(QFrame(window), "tour_ring")
        self._ring.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._count, self._title, self._text = theme.named(Label(), "muted"), Label(), Label()
        theme.make_heading(self._title, 1.15)
        self._text.setWordWrap(True)
        self._leave = EnterButton("Beenden")
        self._back, self._on = EnterButton("Zurück"), EnterButton("Weiter")
        self._lay_out()
        self._leave.clicked.connect(self.leave)
        self._back.clicked.connect(lambda: self._go(-1))
        self._on.clicked.connect(lambda: self._go(1))
        self._later = QTimer(self, singleShot=True)
        self._later.timeout.connect(self._settle)
        theme.follow_text(self, Tour._settle_later)
        self._go(0)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        buttons.addWidget(self._leave)
        buttons.addStretch(1)
        buttons.addWidget(self._back)
        buttons.addWidget(self._on)
        page = QVBoxLayout(self)
        page.setContentsMargins(2 * GRID, GRID + 4, 2 * GRID, GRID + 4)
        page.setSpacing(GRID)
        for label in (self._count, self._title, self._text):
            page.addWidget(label)
        page.addLayout(buttons)

    def leave(self) -> None:
        """End the tour; who is where it led to is where it began again."""
        if self._pages.current() == self._turned and self._window.workspace.take_in():
            self._pages.show(self._began)
        self._end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc ends it."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Stay with the thing wherever it goes."""
        if event.type() in _MOVES:
            self._settle_later()
        return False

    def _settle_later(self) -> None:
        self._later.start(0)

    def _end(self) -> None:
        # Whoever has the keyboard elsewhere by now keeps it.
        focus = QApplication.focusWidget()
        had = focus is None or self.isAncestorOf(focus)
        self._unwatch()
        self._later.stop()
        self._ring.hide()
        self._ring.deleteLater()
        self.close()
        if had:
            before = self._focus
            if before is not None and isValid(before) and before.isVisible():
                before.setFocus(Qt.FocusReason.OtherFocusReason)
            else:
                self._pages.focus_first()

    def _go(self, by: int) -> None:
        """Show the note so many steps on; behind the last one the tour ends."""
        if not self._window.workspace.take_in():
            return
        many = len(self._steps)
        if self._at + by == many:
            self.leave()
            return
        self._at = max(0, self._at + by)
        step, phases = self._steps[self._at], self._window.workspace.plan.phases
        self._unwatch()
        if step.page == _PHASE and not phases:
            # The last one was deleted meanwhile.
            self._end()
            return
        if step.page:
            self._turned = phases[0].id if step.page == _PHASE else step.page
            self._pages.show(self._turned)
        self._count.setText(f"Rundgang, {self._at + 1} von {many}")
        self._title.setText(step.title)
        self._text.setText(step.text)
        self._back.setEnabled(self._at > 0)
        self._on.setText("Fertig" if self._at + 1 == many else "Weiter")
        said = f"{self._count.text()}: {step.title}. {step.text}"
        self.setAccessibleName(said)
        self._on.setAccessibleDescription(said)
        self._settle()
        self._on.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, said)

    def _settle(self) -> None:
        """Put the frame around the thing, and the note beside it; where another page is in front, the tour goes."""
        window = self._window
        if self._steps[self._at].page and self._pages.current() != self._turned:
            self._end()
            return
        seen = (
            (widget, part, _in_sight(window, widget, part)) for widget, part in self._steps[self._at].things(window)
        )
        found = next(((widget, place) for widget, _part, place in seen if not place.isEmpty()), None)
        if found is None:
            self._ring.hide()
            self._later.start(_SOON)
            return
        widget, place = found
        self._watch(widget)
        width = min(theme.scaled(_WIDTH), window.width() - 2 * _EDGE)
        layout = self.layout()
        assert layout is not None
        width = max(width, layout.minimumSize().width())
        self.resize(width, layout.totalHeightForWidth(width))
        self.move(_beside(place, self.rect(), window.rect()))
        self._ring.setGeometry(place.adjusted(-_RING, -_RING, _RING, _RING).intersected(window.rect()))
        for one in (self._ring, self):
            one.show()
            one.raise_()

    def _watch(self, widget: QWidget) -> None:
        """Hear of what moves a widget: itself and all that it stands in."""
        chain: list[QObject] = []
        inside: QWidget | None = widget
        while inside is not None:
            chain.append(inside)
            inside = inside.parentWidget() if inside is not self._window else None
        if chain != self._watched:
            self._unwatch()
            self._watched = chain
            for one in chain:
                one.installEventFilter(self)

    def _unwatch(self) -> None:
        for one in self._watched:
            if isValid(one):
                one.removeEventFilter(self)
        self._watched = []


def _in_sight(window: QWidget, widget: QWidget, part: QRect) -> QRect:
    """Where in the window a part of a widget is seen; empty where it is not."""
    if not widget.isVisible():
        return QRect()
    whole = part.intersected(widget.visibleRegion().boundingRect())
    return QRect(widget.mapTo(window, whole.topLeft()), whole.size())


def _beside(thing: QRect, note: QRect, room: QRect) -> QPoint:
    """Where a note stands: below, right, left or above its thing, or where it hides least of it."""
    room = room.adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
    wide, high = note.width(), note.height()
    places = (
        QPoint(thing.left(), thing.bottom() + _GAP),
        QPoint(thing.right() + _GAP, thing.top() + _GAP),
        QPoint(thing.left() - _GAP - wide, thing.top() + _GAP),
        QPoint(thing.left(), thing.top() - _GAP - high),
        QPoint(thing.right() - _GAP - wide, thing.bottom() - _GAP - high),
    )

    def kept(place: QPoint) -> QRect:
        x = max(room.left(), min(place.x(), room.right() - wide))
        y = max(room.top(), min(place.y(), room.bottom() - high))
        return QRect(x, y, wide, high)

    def hides(frame: QRect) -> int:
        over = frame.intersected(thing)
        return max(0, over.width()) * max(0, over.height())

    return min(map(kept, places), key=hides).topLeft()


def show(window: PlanWindow) -> None:
    """Begin the tour of a window, anew where it is under way; from now on it is not offered any more."""
    for under_way in window.findChildren(Tour):
        if under_way.isVisible():
            under_way.leave()
    if window.workspace.take_in():
        plan_line.note_tour(window.settings)
        Tour(window)
