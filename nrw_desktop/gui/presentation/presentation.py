"""The view for a meeting: full screen, a page at a time, walked through by keys or a remote, edited as others look on.

It is given a `PublicPlan` and the settings; of what is compared with it asks a function that returns a public state.
"""

import datetime as dt
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QSettings, QSize, Qt, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QResizeEvent,
    QScreen,
)
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.queries.changes_since import Ground
from nrw_desktop.gui.kit import theme
from nrw_desktop.gui.kit.callout import show_refusal
from nrw_desktop.gui.kit.safe_widgets import ElidedLabel, Label, literal, window_title
from nrw_desktop.gui.presentation.page_view import PageView, Scale
from nrw_desktop.gui.presentation.paging import Page, pages
from nrw_desktop.gui.presentation.sections import MeasureLine, Only, sections
from nrw_desktop.gui.session import late_edits as edits
from nrw_desktop.gui.session.midnight import Midnight
from nrw_desktop.gui.session.public_plan import PublicPlan
from nrw_desktop.gui.timeline.timeline_view import STATUS_KEYS, TimelineView

Compare = Callable[[dt.date | None], Ground]
"""The public state of the plan as a day began; without one, as the last day began on which somebody worked."""

_MARGIN, _FOOT, _HEAD = 44, 44, 128
"""Pixels on a screen of 1280 × 800: around everything, the line at the foot, title and note with the air below."""
_SCREEN = "presentation_screen"
_CTRL = Qt.KeyboardModifier.ControlModifier
_NOTHING = Qt.KeyboardModifier.NoModifier
_STEPS = {
    Qt.Key.Key_PageDown: 1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Space: 1,
    Qt.Key.Key_Return: 1,
    Qt.Key.Key_Enter: 1,
    Qt.Key.Key_PageUp: -1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Backspace: -1,
}
_ONLY: dict[Only, str] = {
    "all": "&Alles zeigen",
    "changed": "Nur &Geändertes\tG",
    "overdue": "Nur &Überfälliges\tÜ",
}
_DAYS = {None: "dem letzten Arbeitstag", 7: "einer Woche", 28: "vier Wochen", 91: "einem Vierteljahr"}


class Presentation(QWidget):
    """Shows a public plan to a room until Esc is pressed."""

    def __init__(self, plan: PublicPlan, settings: QSettings, compare: Compare | None, parent: QWidget):
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("presentation")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(window_title("Sitzungsansicht – NRWeltoffen"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._plan, self._settings, self._compare = plan, settings, compare
        plan.setParent(self)
        self._only: Only = "all"
        self._days: int | None = None
        self._chosen = ""
        self._at = 0
        self._pages: list[Page] = []
        self._view: PageView | None = None
        self._ground = self._compared()
        self._timeline = TimelineView(plan, self)
        self._timeline.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # The page keys go on there, and a mouse that is brushed moves nothing.
        self._timeline.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._timeline.hide()
        self._name, self._number = ElidedLabel(), Label()
        self._number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._layout, foot = QVBoxLayout(self), QHBoxLayout()
        self._layout.setSpacing(0)
        foot.addWidget(theme.named(self._name, "muted"), 1)
        foot.addWidget(theme.named(self._number, "muted"))
        self._layout.addLayout(foot)
        plan.changed.connect(self._follow)
        Midnight(self).passed.connect(self._renew)

    # Where it is shown

    def start(self, beside: QScreen) -> None:
        """Come up full screen: on the screen that was chosen, else on another than the window, if there is one."""
        screens = QGuiApplication.screens()
        kept = self._settings.value(_SCREEN)
        others = [screen for screen in screens if screen is not beside]
        known = [screen for screen in screens if screen.name() == kept]
        self._show_on((*known, *others, beside)[0])

    def _show_on(self, screen: QScreen) -> None:
        if self.isVisible():
            self.showNormal()
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        self.showFullScreen()
        self.raise_()
        self.activateWindow()
        self.setFocus()

    def _choose_screen(self, screen: QScreen) -> None:
        self._settings.setValue(_SCREEN, screen.name())
        self._show_on(screen)

    # What is shown

    def _compared(self) -> Ground | None:
        if self._compare is None:
            return None
        try:
            return self._compare(dt.date.today() - dt.timedelta(self._days) if self._days else None)
        except PlanError as error:
            show_refusal(str(error), self)
            return None

    def _follow(self, _plan: Plan, _change: Change | None) -> None:
        self._renew()

    def _renew(self) -> None:
        """Show everything anew, and stay on the page, or where its section begins now."""
        here = self._pages[self._at] if self._pages else None
        place = here.measures.index(self._chosen) if here is not None and self._chosen in here.measures else 0
        ground = self._plan.ground(self._ground) if self._ground else None
        found = sections(self._plan.plan, ground, dt.date.today(), self._only)
        scale = Scale(self.size())
        room = self.height() / scale.factor - 2 * _MARGIN - _FOOT - _HEAD
        self._pages = pages(found, room)
        if here is not None:
            same = [at for at, page in enumerate(self._pages) if page.section.key == here.section.key]
            if same:
                self._at = same[min(here.part, len(same)) - 1]
                if self._chosen:
                    self._at = next((at for at in same if self._chosen in self._pages[at].measures), self._at)
        self._at = min(self._at, len(self._pages) - 1)
        left = self._pages[self._at].measures
        if left and self._chosen not in left:
            # One that left the list is followed by the next there.
            self._chosen = left[min(place, len(left) - 1)]
        self._show()

    def _show(self) -> None:
        """Show the page that it is at."""
        page, scale = self._pages[self._at], Scale(self.size())
        if self._chosen not in page.measures:
            self._chosen = page.measures[0] if page.measures else ""
        self._timeline.setParent(self)
        self._timeline.hide()
        if self._view is not None:
            self._layout.removeWidget(self._view)
            self._view.hide()
            self._view.deleteLater()
        margin = scale.of(_MARGIN)
        self._layout.setContentsMargins(margin, margin, margin, margin // 2)
        self._view = PageView(page, scale, self._chosen, self._timeline)
        self._layout.insertWidget(0, self._view, 1)
        self._view.show()
        # Once it has its parents, or it would take over their type.
        self._timeline.setFont(scale.font(0))
        for label, text in ((self._name, page.name), (self._number, f"{self._at + 1} / {len(self._pages)}")):
            label.setFont(scale.font(0))
            label.setFixedHeight(scale.of(_FOOT))
            label.setText(text)
        self._say(f"{page.name}, Seite {self._at + 1} von {len(self._pages)}")

    def _say(self, words: str) -> None:
        """Tell who listens."""
        self.setAccessibleName(words)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._renew()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._pages:
            # Not within the event: the widgets that it still goes to would be gone.
            QTimer.singleShot(0, self, self._show)

    def sizeHint(self) -> QSize:
        """That of the screen."""
        return self.screen().size()

    # Going

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held == _CTRL and key in (Qt.Key.Key_Z, Qt.Key.Key_Y):
            self._try(self._plan.undo if key == Qt.Key.Key_Z else self._plan.redo)
        elif held in (_NOTHING, _CTRL) and key in STATUS_KEYS:
            # Held down, it would go on with the measure that comes next.
            if not event.isAutoRepeat():
                self._set_status(STATUS_KEYS[key])
        elif held == _NOTHING and key in _STEPS:
            self._go(self._at + _STEPS[key])
        elif held == _NOTHING and key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go(0 if key == Qt.Key.Key_Home else len(self._pages) - 1)
        elif held == _NOTHING and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._choose(1 if key == Qt.Key.Key_Down else -1)
        elif held == _NOTHING and key in (Qt.Key.Key_G, Qt.Key.Key_Udiaeresis):
            wanted: Only = "changed" if key == Qt.Key.Key_G else "overdue"
            if wanted == "overdue" or self._ground is not None:
                self._limit("all" if wanted == self._only else wanted)
        elif key in (Qt.Key.Key_F10, Qt.Key.Key_Menu):
            self._menu().popup(self.mapToGlobal(self.rect().center()))
        elif key == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._menu().popup(event.globalPos())

    def _go(self, page: int) -> None:
        wanted = min(max(page, 0), len(self._pages) - 1)
        if wanted != self._at:
            self._at, self._chosen = wanted, ""
            self._show()

    def _choose(self, step: int) -> None:
        """Choose the next measure of the section, or the one before."""
        key = self._pages[self._at].section.key
        measures = [
            (at, one) for at, page in enumerate(self._pages) if page.section.key == key for one in page.measures
        ]
        place = next((place for place, (_at, one) in enumerate(measures) if one == self._chosen), None)
        if place is not None and 0 <= place + step < len(measures):
            self._at, self._chosen = measures[place + step]
            self._show()
            blocks = (block for block in self._pages[self._at].blocks if isinstance(block, MeasureLine))
            line = next(block for block in blocks if block.id == self._chosen)
            self._say(", ".join(filter(None, (line.name, line.word, line.period, line.late))))

    def _limit(self, only: Only) -> None:
        self._only, self._at, self._chosen = only, 0, ""
        self._pages = []
        self._renew()

    def _since(self, days: int | None) -> None:
        before, self._days = self._days, days
        if (ground := self._compared()) is None:
            # It was said why; what was compared with stays.
            self._days = before
            return
        self._ground = ground
        self._renew()

    # Editing

    def _set_status(self, code: str) -> None:
        if self._chosen:
            self._try(partial(self._plan.run, edits.measures.set_status, [self._chosen], code))

    def _try(self, run: Callable[[], object]) -> None:
        try:
            run()
        except PlanError as error:
            show_refusal(str(error), self)

    # The menu

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for only, text in _ONLY.items():
            if only != "changed" or self._ground is not None:
                self._add(menu, text, only == self._only, partial(self._limit, only))
        menu.addSeparator()
        if self._compare is not None:
            since = menu.addMenu("Geändert &seit")
            for days, text in _DAYS.items():
                self._add(since, text, days == self._days, partial(self._since, days))
        screens = QGuiApplication.screens()
        if len(screens) > 1:
            on = menu.addMenu("Auf dem &Bildschirm")
            for number, screen in enumerate(screens, 1):
                text = f"{number}: {literal(screen.name())}"
                self._add(on, text, screen is self.screen(), partial(self._choose_screen, screen))
        menu.addSeparator()
        menu.addAction("&Beenden\tEsc").triggered.connect(self.close)
        return menu

    @staticmethod
    def _add(menu: QMenu, text: str, is_on: bool, run: Callable[[], None]) -> None:
        action = menu.addAction(text)
        action.setCheckable(True)
        action.setChecked(is_on)
        action.triggered.connect(lambda _checked=False: run())
