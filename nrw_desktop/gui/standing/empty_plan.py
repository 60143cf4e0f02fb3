"""What a plan without any phase offers: three ways to begin."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from nrw_desktop.gui.kit import icons, theme
from nrw_desktop.gui.kit.icons import beside_icon
from nrw_desktop.gui.kit.safe_widgets import Label
from nrw_desktop.gui.kit.theme import GRID, make_heading
from nrw_desktop.gui.standing.enter_button import EnterButton

_OFFERS = (
    ("add_phase", "layers-plus", "Erste Phase anlegen", "Titel und Zeitraum, dann ihre Maßnahmen, Ziele und Partner."),
    (
        "add_usual_phases",
        "layers",
        "Vier Phasen von NRWeltoffen",
        "Analyse der Ausgangssituation, Bestandsanalyse, Maßnahmenentwicklung, Maßnahmenumsetzung und Nachhaltigkeit.",
    ),
    (
        "paste_phases",
        "clipboard-paste",
        "Tabelle aus Word einfügen",
        "Was in Word kopiert ist, wird zu Phasen mit Maßnahmen, Zielen und Partnern, nach einem Blick darauf.",
    ),
)
"""The command, its icon, what its button says, and what comes of it."""
_WIDTH = 560


class EmptyPlan(QFrame):
    """`command_wanted` carries the name of what was chosen; nothing can be where the plan cannot be written."""

    command_wanted = Signal(str)

    def __init__(self, writable: bool):
        super().__init__()
        theme.named(self, "card")
        title = Label("Dieser Plan ist noch leer")
        make_heading(title, 1.2)
        ways = QVBoxLayout()
        ways.setSpacing(GRID // 2)
        ways.addWidget(title)
        for name, icon, text, result in _OFFERS:
            button = EnterButton(beside_icon(text))
            icons.assign(button, icon)
            button.setEnabled(writable)
            button.setAccessibleDescription(result)
            button.clicked.connect(lambda _checked=False, name=name: self.command_wanted.emit(name))
            what = theme.named(Label(result), "muted")
            what.setWordWrap(True)
            what.setMaximumWidth(_WIDTH)
            ways.addSpacing(2 * GRID)
            ways.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            ways.addWidget(what)
        ways.addStretch(1)
        page = QVBoxLayout(self)
        page.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 3 * GRID)
        page.addLayout(ways)

    def focus_first(self) -> None:
        """Put the keyboard on the first way."""
        self.findChildren(EnterButton)[0].setFocus()
