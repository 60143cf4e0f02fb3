"""Dialogs in which the plan is edited beside the window: its undo works in them, and nothing typed goes with them."""

from collections.abc import Callable
from typing import Self

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from nrw_desktop.gui.kit import error_boxes
from nrw_desktop.gui.kit.callout import show_note, show_refusal
from nrw_desktop.gui.kit.dialog import Dialog
from nrw_desktop.gui.kit.safe_widgets import window_title
from nrw_desktop.gui.lists.editing import close_editors
from nrw_desktop.gui.session.saving import save
from nrw_desktop.gui.session.workspace import Workspace


class WorkDialog(Dialog):
    """The base of these dialogs; each follows one workspace."""

    title = ""

    def __init__(self, workspace: Workspace, parent: QWidget):
        super().__init__(parent)
        self.setWindowTitle(window_title(f"{self.title} – {workspace.name}"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workspace = workspace
        for keys, step in (("Ctrl+Z", workspace.undo), ("Ctrl+Y", workspace.redo), ("Ctrl+Shift+Z", workspace.redo)):
            QShortcut(QKeySequence(keys), self).activated.connect(lambda step=step: self._step(step))
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self._save)

    @classmethod
    def open_over(cls, workspace: Workspace, window: QWidget) -> Self:
        """Open the dialog over a main window, or bring the one in front that is open already."""
        dialog = next((one for one in window.findChildren(cls) if one.isVisible()), None) or cls(workspace, window)
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()
        return dialog

    def _step(self, step: Callable[[], object]) -> None:
        if not self._workspace.read_only:
            with error_boxes.told(self):
                step()

    def _save(self) -> None:
        place, answer = self.focusWidget(), save(self._workspace)
        if answer.trouble:
            self._workspace.unsaved.emit(answer.trouble)
        show = show_refusal if answer.trouble else show_note
        show(answer.sentence, place if place is not None else self)

    def done(self, result: int) -> None:
        """Esc and the button close it; a refused value is asked about, so that it is not lost unseen."""
        refused = [entry for entry in self._workspace.flush() if self.isAncestorOf(entry.field)]
        if not refused or error_boxes.ask_to_leave(self, refused):
            close_editors(self)
            super().done(result)
