"""The banner over the pages of a window that shows an earlier state: which one it is, and what can be done with it."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout

from nrw_desktop.gui.cards.enter_button import EnterButton
from nrw_desktop.gui.kit import icons, theme
from nrw_desktop.gui.kit.accessible import announce
from nrw_desktop.gui.kit.safe_widgets import Label, Sign, tip_text
from nrw_desktop.gui.kit.theme import GRID

_WHAT = "So war der Plan damals: zum Ansehen, Drucken und Kopieren. Ändern lässt er sich nur in seinem eigenen Fenster."
_OFFERS = (
    (
        "go_back",
        "Bis hierher zurück",
        "Bringt den Plan auf diesen Stand; Strg+Z nimmt das zurück",
    ),
    ("save_copy", "Als eigenen Plan speichern …", "Speichert diesen Stand als neue Datei (Strg+Umschalt+S)"),
    ("print", "Drucken …", "Vorschau, Druck und PDF dieses Standes (Strg+P)"),
    ("quit", "Schließen", "Schließt nur dieses Fenster (Strg+Q)"),
)
"""What is offered: the command, its button and tip; a small screen with large letters has no room for icons."""
_LARGE = 1.3
"""Text larger than so many times its usual size has the buttons below the words."""
_ICON = 20


class PastBanner(QFrame):
    """Says from when the state is (local time); ``run`` does what a button stands for, by the name of its command."""

    def __init__(self, at: datetime, run: Callable[[str], None]):
        super().__init__()
        theme.named(self, "past_banner")
        self._told = f"Stand vom {at:%d.%m.%Y, %H:%M} Uhr"
        self.setAccessibleName(self._told)
        sign = Sign(_ICON, "Früherer Stand")
        icons.assign(sign, "history", "postponed")
        title = theme.named(Label(self._told), "past_title")
        what = Label(_WHAT)
        what.setWordWrap(True)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(title)
        words.addWidget(what)
        told, buttons = QHBoxLayout(), QHBoxLayout()
        told.addWidget(sign)
        told.addSpacing(GRID // 2)
        told.addLayout(words, 1)
        line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        line.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        for part, stretch in ((told, 1), (buttons, 0)):
            part.setSpacing(GRID)
            line.addLayout(part, stretch)
        line.setSpacing(GRID)
        for name, text, tip in _OFFERS:
            button = EnterButton(text)
            button.setToolTip(tip_text(tip))
            button.clicked.connect(partial(_do, run, name))
            buttons.addWidget(button)
        buttons.addStretch(1)
        theme.follow_text(self, lambda _banner: line.setDirection(_direction()))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            announce(self, f"{self._told}. {_WHAT}")


def _direction() -> QBoxLayout.Direction:
    """Beside the words, large buttons would make the window wider than the screen."""
    large = theme.scale() > _LARGE
    return QBoxLayout.Direction.TopToBottom if large else QBoxLayout.Direction.LeftToRight


def _do(run: Callable[[str], None], name: str, _checked: bool = False) -> None:
    run(name)
