"""The view for a meeting: full screen, a page at a time, walked through by keys or a remote, edited as others look on.

It is given a `PublicPlan` and the settings; of what is compared with it asks a function that returns a public state.
"""

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Literal

from PySide6.QtCore import QEvent, QPoint, QSettings, QSize, Qt, QTimer
from PySide6.QtGui import (
    QAccessible,
    QCloseEvent,
    QContextMenuEvent,
    QKeyEvent,
    QResizeEvent,
    QScreen,
)
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.meeting_records import Meeting
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.queries import meetings
from nrw_desktop.domain.queries.changes_since import Ground
from nrw_desktop.domain.text.values import german_date
from nrw_desktop.gui.kit import theme
from nrw_desktop.gui.kit.accessible import announce
from nrw_desktop.gui.kit.callout import show_refusal
from nrw_desktop.gui.kit.safe_widgets import ElidedLabel, Label, literal, window_title
from nrw_desktop.gui.presentation.choices import LINE, Choice, Group, menu
from nrw_desktop.gui.presentation.deck import Deck
from nrw_desktop.gui.presentation.page_view import Dark, PageView, Scale
from nrw_desktop.gui.presentation.screens import Screens
from nrw_desktop.gui.presentation.sections import Only, Section, place, sections
from nrw_desktop.gui.presentation.writing import Writing
from nrw_desktop.gui.presentation.writing_card import Kind
from nrw_desktop.gui.session import late_edits as edits
from nrw_desktop.gui.session.midnight import Midnight
from nrw_desktop.gui.session.public_plan import PublicPlan
from nrw_desktop.gui.timeline.timeline_view import STATUS_KEYS, TimelineView

Since = int | Literal["meeting", "work"]
"""Since when changes are told: so many days ago, the last meeting, or the last day on which somebody worked."""
Compare = Callable[[Since], Ground]
"""What is compared with to tell that."""

_MARGIN, _FOOT, _HEAD = 44, 44, 128
"""Pixels on a screen of 1280 × 800: around everything, the line at the foot, title and note with the air below."""
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
_SINCE: dict[Since, str] = {
    "meeting": "der letzten Sitzung",
    "work": "dem letzten Arbeitstag",
    7: "einer Woche",
    28: "vier Wochen",
    91: "einem Vierteljahr",
}
_LIFTING = {*_STEPS, Qt.Key.Key_Escape}
"""Keys that bring back a dark screen, and do no more."""
_WRITES: dict[Qt.Key, Kind] = {Qt.Key.Key_B: "decision", Qt.Key.Key_A: "task", Qt.Key.Key_N: "note"}
_ONCE = {*STATUS_KEYS, *_WRITES}
"""Keys that do their work once, however long they are held: it would go on with the measure that comes next."""
_WRITE: dict[Kind, str] = {
    "decision": "&Beschluss festhalten\tB",
    "task": "A&ufgabe vergeben\tA",
    "note": "Besprochenes &notieren\tN",
}
_HINT = "Bild ab: weiter · B Beschluss · A Aufgabe · N Besprochenes · F10 Menü"
_LOOKS = "Bild ab: weiter · F10 Menü"
_MOST_MEETINGS = 8
"""So many meetings are offered, the newest."""


class Presentation(QWidget):
    """Shows a public plan to a room until Esc is pressed."""

    accessible_role = QAccessible.Role.Window

    def __init__(
        self,
        plan: PublicPlan,
        settings: QSettings,
        compare: Compare | None,
        hand_back: Callable[[list[str]], None],
        parent: QWidget,
    ):
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("presentation")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(window_title("Sitzungsansicht – NRWeltoffen"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._plan, self._compare, self._hand_back = plan, compare, hand_back
        self._screens, self._window = Screens(settings), parent
        plan.setParent(self)
        self._only: Only = "all"
        self._since: Since = "meeting" if self._last_day() else "work"
        self._meeting: str | None = None
        self._deck = Deck()
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
        self._dark = Dark(self)
        self.writing = Writing(plan, self)
        self.writing.said.connect(self._show_written)
        self.writing.stepped.connect(self._step)
        self._keys = self._key_table()
        plan.changed.connect(self._follow)
        Midnight(self).passed.connect(self._renew)

    # Where it is shown

    def start(self, beside: QScreen) -> None:
        """Come up full screen: on the screen that was chosen, else on another than the window, if there is one."""
        self._show_on(self._screens.for_room(beside))

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
        self._screens.choose(screen)
        self._show_on(screen)

    # What is shown

    def _compared(self) -> Ground | None:
        if self._compare is None:
            return None
        try:
            return self._compare(self._since)
        except PlanError as error:
            self._refuse(error)
            return None

    def _last_day(self) -> str | None:
        return meetings.last_day(self._plan.plan, dt.date.today())

    def _shown_meeting(self) -> Meeting | None:
        """The meeting whose agenda is shown: the one that was chosen, else the one that the room sits in."""
        plan = self._plan.plan
        return plan.find(Meeting, self._meeting) or meetings.at_hand(plan, dt.date.today())

    def _follow(self, _plan: Plan, _change: Change | None) -> None:
        self._renew()

    def _renew(self) -> None:
        """Show everything anew, on the page that is shown."""
        self._deck.renew(*self._found())
        self._show()

    def _found(self) -> tuple[list[Section], float]:
        """What there is to show, and the room for it on a page."""
        ground = self._plan.ground(self._ground) if self._ground else None
        found = sections(self._plan.plan, ground, dt.date.today(), self._only, self._shown_meeting())
        return found, self.height() / Scale(self.size()).factor - 2 * _MARGIN - _FOOT - _HEAD

    def _show(self) -> None:
        """Show the page that it is at."""
        page, scale = self._deck.page, Scale(self.size())
        self._timeline.setParent(self)
        self._timeline.hide()
        if self._view is not None:
            self._layout.removeWidget(self._view)
            self._view.hide()
            self._view.deleteLater()
        margin = scale.of(_MARGIN)
        self._layout.setContentsMargins(margin, margin, margin, margin // 2)
        self._view = PageView(page, scale, self._deck.chosen, self._timeline)
        self._layout.insertWidget(0, self._view, 1)
        self._view.show()
        # What lies over a page lies over the next one too.
        self._view.lower()
        # Once it has its parents, or it would take over their type.
        self._timeline.setFont(scale.font(0))
        self._timeline.describe_all()
        # On the first page the foot would say the title once more.
        foot = (_LOOKS if self._plan.read_only else _HINT) if page.section.kind == "title" else page.name
        for label, text in ((self._name, foot), (self._number, f"{self._deck.at + 1} / {len(self._deck.pages)}")):
            label.setFont(scale.font(0))
            label.setFixedHeight(scale.of(_FOOT))
            label.setText(text)
        self._say(f"{page.name}, Seite {self._deck.at + 1} von {len(self._deck.pages)}")

    def _say(self, words: str) -> None:
        """Tell who listens."""
        self.setAccessibleName(words)
        announce(self, words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._renew()
        self._dark.resize(self.size())
        self.writing.fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._deck.pages:
            # Not within the event: the widgets that it still goes to would be gone.
            QTimer.singleShot(0, self, self._show)

    def sizeHint(self) -> QSize:
        """That of the screen."""
        return self.screen().size()

    # Going

    def _key_table(self) -> dict[tuple[Qt.KeyboardModifier, Qt.Key], Callable[[], object]]:
        """What keys do, by what is held with them."""
        plain: dict[Qt.Key, Callable[[], object]] = {
            **{key: partial(self._step, step) for key, step in _STEPS.items()},
            **{key: partial(self._write, kind) for key, kind in _WRITES.items()},
            Qt.Key.Key_Home: lambda: self._go(0),
            Qt.Key.Key_End: lambda: self._go(len(self._deck.pages) - 1),
            Qt.Key.Key_Down: partial(self._choose, 1),
            Qt.Key.Key_Up: partial(self._choose, -1),
            Qt.Key.Key_G: partial(self._turn, "changed"),
            Qt.Key.Key_Udiaeresis: partial(self._turn, "overdue"),
            Qt.Key.Key_F10: self._open_menu,
            Qt.Key.Key_Menu: self._open_menu,
            Qt.Key.Key_Period: lambda: self._darken(not self._dark.isVisible()),
            Qt.Key.Key_Escape: self.close,
            # The same button of a remote begins and ends; it has begun.
            Qt.Key.Key_F5: lambda: None,
        }
        digits = {key: partial(self._set_status, code) for key, code in STATUS_KEYS.items()}
        ctrl = {
            Qt.Key.Key_Z: partial(self._try, self._plan.undo),
            Qt.Key.Key_Y: partial(self._try, self._plan.redo),
        }
        tables = ((_NOTHING, plain), (_NOTHING, digits), (_CTRL, digits), (_CTRL, ctrl))
        return {(held, key): run for held, table in tables for key, run in table.items()}

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        command = self._keys.get((held, key))
        if command is None:
            super().keyPressEvent(event)
        elif self._dark.isVisible() and key in _LIFTING:
            self._darken(False)
        elif not (event.isAutoRepeat() and key in _ONCE):
            command()

    def closeEvent(self, event: QCloseEvent) -> None:
        if typed := self.writing.end():
            self._hand_back(typed)
        super().closeEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._menu().popup(event.globalPos())

    def _open_menu(self) -> None:
        self._menu().popup(self.mapToGlobal(self.rect().center()))

    def _step(self, step: int) -> None:
        self._go(self._deck.at + step)

    def _go(self, page: int) -> None:
        if self._deck.go(page):
            self._show()

    def _choose(self, step: int) -> None:
        """Choose the next measure of the section, or the one before."""
        if (line := self._deck.choose(step)) is not None:
            self._show()
            self._say(", ".join(filter(None, (line.name, line.word, line.period, line.late))))

    def _turn(self, only: Only) -> None:
        """Show only some measures, or all again."""
        if only != "changed" or self._ground is not None:
            self._limit("all" if only == self._only else only)

    def _limit(self, only: Only) -> None:
        self._only = only
        self._deck.begin(*self._found())
        self._show()

    def _tell_since(self, since: Since) -> None:
        before, self._since = self._since, since
        if (ground := self._compared()) is None:
            # It was said why; what was compared with stays.
            self._since = before
            return
        self._ground = ground
        self._renew()

    def _choose_meeting(self, meeting: str) -> None:
        self._meeting = meeting
        self._renew()

    def _darken(self, dark: bool) -> None:
        """Show nothing, so that the room looks at who speaks."""
        self._dark.setVisible(dark)
        self._say("Bildschirm dunkel" if dark else self._deck.page.name)

    # Editing

    def _set_status(self, code: str) -> None:
        if self._deck.chosen:
            self._try(partial(self._plan.run, edits.measures.set_status, [self._deck.chosen], code))

    def _write(self, kind: Kind) -> None:
        """Open the card to write something at the page that is shown."""
        page = self._deck.page
        apart = self._screens.unseen(self.screen(), self._window.screen())
        meeting = self._shown_meeting()
        is_chosen = meeting is not None and meeting.id == self._meeting
        where = place(self._plan.plan, page.section, meeting, is_chosen, dt.date.today())
        self._try(partial(self.writing.begin, kind, where, apart))

    def _show_written(self, sentence: str) -> None:
        """Show what was written, where it has a page of its section, and say so."""
        if self._deck.go_to_news():
            self._show()
        self._name.setText(sentence)
        self._say(sentence)

    def _try(self, run: Callable[[], object]) -> None:
        try:
            run()
        except PlanError as error:
            self._refuse(error)

    def _refuse(self, error: PlanError) -> None:
        """Say why something is not possible, below what the room reads."""
        show_refusal(str(error), self, QPoint(self.width() // 3, self.height() * 2 // 3))

    # The menu

    def _menu(self) -> QMenu:
        plan, meeting, dark = self._plan.plan, self._shown_meeting(), self._dark.isVisible()
        only = [one for one in _ONLY if one != "changed" or self._ground is not None]
        since = [one for one in _SINCE if one != "meeting" or self._last_day()] if self._compare else []
        newest = [one for one in reversed(plan.meetings) if one.date][:_MOST_MEETINGS]
        days = [Choice(_SINCE[one], partial(self._tell_since, one), one == self._since) for one in since]
        entries: list[Choice | Group | None] = [
            *(Choice(_ONLY[one], partial(self._limit, one), one == self._only) for one in only),
            LINE,
            Group("Geändert &seit", days),
            Group("S&itzung", [Choice(_named(plan, one), partial(self._choose_meeting, one.id), one == meeting)
                               for one in newest]),
            LINE,
            *(Choice(text, partial(self._write, kind)) for kind, text in _WRITE.items()),
            LINE,
        ]  # fmt: skip
        if len(self._screens.all) > 1:
            screens = [
                Choice(f"{number}: {literal(one.name())}", partial(self._choose_screen, one), one is self.screen())
                for number, one in enumerate(self._screens.all, 1)
            ]
            openly, write_openly = self._screens.writes_openly, self._screens.write_openly
            entries.append(Group("Auf dem &Bildschirm", screens))
            entries.append(Choice("Beim Schreiben &mitlesen lassen", partial(write_openly, not openly), openly))
        entries += [
            Choice("Bildschirm &dunkel\t.", partial(self._darken, not dark), dark),
            LINE,
            Choice("B&eenden\tEsc", self.close),
        ]
        return menu(self, entries)


def _named(plan: Plan, meeting: Meeting) -> str:
    return literal(f"{german_date(meeting.date)}  {meetings.body_name(plan, meeting)}")
