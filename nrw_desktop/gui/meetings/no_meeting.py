"""What the page of meetings says where there is none yet: what it is for, and how to begin."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout

from nrw_desktop.gui.kit import icons, theme
from nrw_desktop.gui.kit.icons import beside_icon
from nrw_desktop.gui.kit.safe_widgets import Label
from nrw_desktop.gui.kit.theme import GRID, make_heading

_WAYS = (
    (
        "next_meeting",
        "calendar-days",
        "Nächste Sitzung vorbereiten",
        "Eine Tagesordnung aus dem, was im Plan offen ist: Aufgaben, was überfällig ist oder bald fällig wird, "
        "Verschiedenes. Alles lässt sich danach ändern.",
    ),
    ("add_meeting", "plus", "Leere Sitzung anlegen", "Ohne Tagesordnung, alles von Hand."),
)
"""The command, its icon, what its button says, and what comes of it."""
_PURPOSE = (
    "Hier entstehen Tagesordnung und Protokoll: was besprochen und beschlossen wurde, wer was bis wann tut, "
    "und wer dabei war."
)
_WIDTH = 560


class NoMeeting(QFrame):
    """`command_wanted` carries the command that was chosen; none can be where the plan cannot be written."""

    command_wanted = Signal(str)

    def __init__(self, writable: bool):
        super().__init__()
        theme.named(self, "card")
        title = Label("Noch keine Sitzung")
        make_heading(title, 1.2)
        page = QVBoxLayout(self)
        page.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 3 * GRID)
        page.setSpacing(GRID // 2)
        page.addWidget(title)
        page.addWidget(_words(_PURPOSE))
        for command, icon, text, result in _WAYS:
            button = QPushButton(beside_icon(text))
            icons.assign(button, icon)
            button.setEnabled(writable)
            button.setAccessibleDescription(result)
            button.clicked.connect(lambda _checked=False, command=command: self.command_wanted.emit(command))
            page.addSpacing(2 * GRID)
            page.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            page.addWidget(_words(result))
        page.addStretch(1)

    def focus_first(self) -> None:
        """Put the keyboard on the first way."""
        self.findChildren(QPushButton)[0].setFocus()


def _words(text: str) -> Label:
    label = theme.named(Label(text), "muted")
    label.setWordWrap(True)
    label.setMaximumWidth(_WIDTH)
    return label
