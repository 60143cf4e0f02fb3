"""A quiet line over the pages: what a plan is that has just begun, or that the program is old; and what can be done."""

import datetime as dt
from collections.abc import Callable
from functools import partial
from pathlib import Path

import msgspec
from PySide6.QtCore import QSettings, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton

from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.gui.cards.enter_button import EnterButton
from nrw_desktop.gui.kit import icons, theme
from nrw_desktop.gui.kit.safe_widgets import Label, tip_text
from nrw_desktop.gui.kit.theme import GRID
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.window import release
from nrw_desktop.gui.window.release import OLD_RELEASE

EXAMPLE, TABLE, OLD = "example", "table", "old"
"""The plan of the first start as nobody has changed it yet; a plan whose phases are to come from a table; a release of
the program that is a year old, which is said over any plan, once a month."""


class _Offer(msgspec.Struct, frozen=True):
    """A command that is offered: its name, its button and tip."""

    command: str
    button: str
    tip: str


class _Line(msgspec.Struct, frozen=True):
    """What is said; what is offered; and when the line has served its purpose."""

    words: str
    offers: tuple[_Offer, ...]
    is_over: Callable[[Plan, Change | None], bool]


_TOUR = _Offer("tour", "Rundgang", "Zeigt in sechs Schritten, was wo ist; Esc beendet ihn (auch unter „Hilfe“)")
_LINES = {
    EXAMPLE: _Line(
        "Dies ist der Plan der Stadt Bielefeld als Beispiel und Anfang.",
        (
            _Offer(
                "new",
                "Eigenen Plan anlegen …",
                "Fragt, womit er beginnt und wo er liegt (Strg+N); dieser Plan bleibt, wie er ist",
            ),
            _TOUR,
        ),
        lambda _plan, change: change is not None,
    ),
    TABLE: _Line(
        "Noch keine Phasen: die Tabelle in Word kopieren und auf der Übersicht Strg+V drücken. Vorher wird gezeigt, "
        "was übernommen wird.",
        (
            _Offer(
                "paste_phases",
                "Tabelle einfügen …",
                "Zeigt die Tabelle aus der Zwischenablage, Zeile für Zeile eine Phase",
            ),
        ),
        lambda plan, _change: bool(plan.phases),
    ),
    OLD: _Line(
        OLD_RELEASE,
        (_Offer("about", "Über nrw_desktop …", "Zeigt Version und Tag dieser Fassung"),),
        lambda _plan, _change: False,
    ),
}
_OLD_TOLD = "old_release_told"
_TOUR_SEEN = "tour_seen"
_CLOSE = "Hinweis schließen"
_ICON = 14


class PlanLine(QFrame):
    """Goes by itself once it has served its purpose, or is closed (Esc); then it does not come back for that plan.

    ``run`` does what the button stands for, by the name of its command; ``leave`` takes the keyboard from the line.
    """

    def __init__(
        self,
        kind: str,
        workspace: Workspace,
        settings: QSettings,
        run: Callable[[str], None],
        leave: Callable[[], None],
    ):
        super().__init__()
        theme.named(self, "plan_line")
        self._line, self._settings, self._leave = _LINES[kind], settings, leave
        self._forget = (
            partial(_tell_old_next_month, settings) if kind == OLD else partial(settings.remove, _key(workspace.path))
        )
        words = Label(self._line.words)
        words.setWordWrap(True)
        offers = [offer for offer in self._line.offers if offer is not _TOUR or not settings.contains(_TOUR_SEEN)]
        close = QToolButton()
        icons.assign(close, "x", "muted")
        close.setIconSize(QSize(_ICON, _ICON))
        close.setAccessibleName(_CLOSE)
        again = "er kommt im nächsten Monat wieder" if kind == OLD else "er kommt für diesen Plan nicht wieder"
        close.setToolTip(tip_text(f"{_CLOSE} (Esc); {again}"))
        # For the mouse: Esc does the same, and Tab has one stop less.
        close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        close.clicked.connect(self._close)
        line = QHBoxLayout(self)
        line.setContentsMargins(2 * GRID, GRID // 2, GRID, GRID // 2)
        line.setSpacing(GRID)
        line.addWidget(words, 1)
        for offer in offers:
            line.addWidget(self._button(offer, run))
        line.addWidget(close)
        workspace.changed.connect(self._follow)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)

    def _button(self, offer: _Offer, run: Callable[[str], None]) -> EnterButton:
        button = EnterButton(offer.button)
        button.setToolTip(tip_text(offer.tip))

        def do() -> None:
            if offer is _TOUR:
                button.hide()
                self._leave()
            run(offer.command)

        button.clicked.connect(do)
        return button

    def _follow(self, plan: Plan, change: Change | None) -> None:
        if self._line.is_over(plan, change):
            self._go()

    def _close(self) -> None:
        self._go()
        self._leave()

    def _go(self) -> None:
        self._forget()
        self.hide()


def note_tour(settings: QSettings) -> None:
    """The tour has been seen: no line offers it any more."""
    settings.setValue(_TOUR_SEEN, True)


def want(settings: QSettings, plan: Path, kind: str) -> None:
    """Have the line of this kind over a plan from its next opening on."""
    settings.setValue(_key(plan), kind)


def wanted(settings: QSettings, workspace: Workspace) -> str | None:
    """The kind of line that a plan has; None for none."""
    kind = settings.value(_key(workspace.path))
    if kind in _LINES and not workspace.read_only:
        return str(kind)
    is_told = settings.value(_OLD_TOLD) == _this_month()
    return OLD if not is_told and release.is_old(release.known(), dt.date.today()) else None


def _tell_old_next_month(settings: QSettings) -> None:
    settings.setValue(_OLD_TOLD, _this_month())


def _this_month() -> str:
    return f"{dt.date.today():%Y-%m}"


def _key(plan: Path) -> str:
    return f"line/{plan.absolute()}"
