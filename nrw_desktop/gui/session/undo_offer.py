"""The button „Rückgängig“ beside the sentence that something was deleted."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from shiboken6 import isValid

from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.queries.change_labels import label_text
from nrw_desktop.gui.kit import icons, theme
from nrw_desktop.gui.kit.callout import show_note
from nrw_desktop.gui.kit.icons import beside_icon
from nrw_desktop.gui.session.workspace import Workspace

_MILLISECONDS = 15_000
_LATER = "Danach wurde etwas eingegeben. Strg+Z nimmt erst das zurück, dann das Löschen."


class UndoOffer(QPushButton):
    """Shown for a while after a deletion, or until the plan changes again; it is the undo of that one step.

    `changed` tells that it comes or goes; ``sentence`` is what is to be said beside it, empty where it is not shown.
    """

    changed = Signal()

    def __init__(self, workspace: Workspace):
        super().__init__(beside_icon("Rückgängig (Strg+Z)"))
        self._workspace = workspace
        self._change: Change | None = None
        self._show_again: Callable[[], None] = lambda: None
        self._from: QWidget | None = None
        self.sentence = ""
        theme.named(self, "in_line")
        icons.assign(self, "undo-2")
        self.setAccessibleName("Rückgängig")
        self.setAutoDefault(False)
        # Pressed, it leaves the keyboard where it is: what is typed there would be the last step before the click is.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.hide()
        self._time = QTimer(self)
        self._time.setSingleShot(True)
        self._time.timeout.connect(self._end)
        self.clicked.connect(self._take_back)
        workspace.changed.connect(self._follow)

    def offer(self, change: Change, show_again: Callable[[], None]) -> None:
        """Offer to take back this deletion, the last step that was done; ``show_again`` brings it in sight then."""
        self._change, self._show_again = change, show_again
        self._from = QApplication.focusWidget()
        self.sentence = f"{label_text(change, self._workspace.plan)}."
        self.setAccessibleDescription(self.sentence)
        self.show()
        self._time.start(_MILLISECONDS)
        self.changed.emit()

    def _follow(self, _plan: Plan, _change: Change | None) -> None:
        """Another step is the last one now."""
        if self._change is not None:
            self._withdraw()

    def _end(self) -> None:
        # It must not go under the finger of who is about to press it.
        if self.hasFocus() or self.underMouse():
            self._time.start(_MILLISECONDS)
        else:
            self._withdraw()

    def _withdraw(self) -> None:
        self._time.stop()
        self._change, self.sentence = None, ""
        if self.hasFocus() and self._from is not None and isValid(self._from):
            # Qt would give the keyboard to whatever comes next.
            self._from.setFocus()
        self.hide()
        self.changed.emit()

    def _take_back(self) -> None:
        change, show_again = self._change, self._show_again
        if change is None:
            return
        if self._workspace.take_back(change) is not None:
            show_again()
        elif self._change is None:
            # What was being typed has been taken in, and is a step of its own.
            show_note(_LATER, self.parentWidget() or self)
