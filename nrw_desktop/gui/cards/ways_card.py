"""What a page says where there is nothing yet: what it is for, and the ways to begin."""

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from nrw_desktop.gui.cards.enter_button import EnterButton
from nrw_desktop.gui.kit import icons, theme
from nrw_desktop.gui.kit.safe_widgets import Label
from nrw_desktop.gui.kit.theme import GRID, make_heading

_WIDTH = 560
"""Pixels of a line that is read well, where text has its usual size."""


class Way(msgspec.Struct, frozen=True):
    """A way to begin: the window's command, its icon, what its button says, and what comes of it."""

    command: str
    icon: str
    text: str
    result: str


class WaysCard(QFrame):
    """`command_wanted` carries the command that was chosen; none can be where the plan cannot be written."""

    command_wanted = Signal(str)

    def __init__(self, title: str, ways: Sequence[Way], writable: bool, purpose: str = ""):
        super().__init__()
        theme.named(self, "card")
        heading = Label(title)
        make_heading(heading, 1.2)
        page = QVBoxLayout(self)
        page.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 3 * GRID)
        page.setSpacing(GRID // 2)
        page.addWidget(heading)
        if purpose:
            page.addWidget(_words(purpose))
        self._buttons = []
        for way in ways:
            button = EnterButton()
            icons.word(button, way.text)
            icons.assign(button, way.icon)
            button.setEnabled(writable)
            button.setAccessibleDescription(way.result)
            button.clicked.connect(lambda _checked=False, command=way.command: self.command_wanted.emit(command))
            self._buttons.append(button)
            page.addSpacing(2 * GRID)
            page.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            page.addWidget(_words(way.result))
        page.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Need the height of all lines of its words; what it stands in asks only for that of one each."""
        super().resizeEvent(event)
        layout = self.layout()
        if layout is not None:
            self.setMinimumHeight(layout.totalMinimumHeightForWidth(self.width()))

    def focus_first(self) -> None:
        """Put the keyboard on the first way."""
        self._buttons[0].setFocus()


def _words(text: str) -> Label:
    label = theme.named(Label(text), "muted")
    label.setWordWrap(True)
    theme.follow_text(label, lambda words: words.setMaximumWidth(theme.scaled(_WIDTH)))
    return label
