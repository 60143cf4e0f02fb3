"""A line for the reason why something is set aside; it comes up where it is asked for, and may stay empty."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.gui.kit.callout import show_refusal
from nrw_desktop.gui.kit.safe_widgets import Label, LineEdit
from nrw_desktop.gui.kit.theme import GRID

_WORDS = "Grund (kann leer bleiben)"


class ReasonLine(QWidget):
    """Says what is about to be set aside, and takes the reason: Enter does it, Esc leaves it.

    `left` tells that it is done with, either way, `typing` that something else is `held`.
    """

    left = Signal()
    typing = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._take: Callable[[str], object] = lambda _reason: None
        self._given = ""
        self._what = Label()
        self._what.setWordWrap(True)
        self.field = LineEdit()
        self.field.setPlaceholderText(_WORDS)
        self.field.setAccessibleName(_WORDS)
        self.field.returnPressed.connect(self.take)
        self.field.textChanged.connect(self.typing)
        self._set, leave = QPushButton(), QPushButton("Abbrechen")
        self._set.clicked.connect(self.take)
        leave.clicked.connect(self._leave)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(leave)
        buttons.addWidget(self._set)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, 0, GRID, GRID)
        layout.setSpacing(GRID)
        for widget in (self._what, self.field):
            layout.addWidget(widget)
        layout.addLayout(buttons)
        self.hide()

    def ask(self, what: str, word: str, reason: str, take: Callable[[str], object]) -> None:
        """Come up; ``take`` is called with the reason, and may refuse it with a PlanError. ``word`` is the button's."""
        self._what.setText(what)
        self.field.setAccessibleDescription(what)
        self._set.setText(word)
        self._take = take
        # What was typed for another row is not lost.
        typed, self._given = self.held(), reason
        self.field.setText(typed or reason)
        self.field.selectAll()
        self.show()
        self.field.setFocus()

    def held(self) -> str:
        """What is typed and not taken yet; nothing where it says what it was given."""
        typed = self.field.text().strip()
        return "" if self.isHidden() or typed == self._given.strip() else typed

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def take(self) -> None:
        """Do what Enter does; what is refused is said and stays."""
        try:
            self._take(self.field.text())
        except PlanError as error:
            show_refusal(str(error), self.field)
            return
        self._leave()

    def _leave(self) -> None:
        # Told first, so that the keyboard goes where it belongs and not to whatever comes next.
        self.left.emit()
        self.hide()
        self.typing.emit()
