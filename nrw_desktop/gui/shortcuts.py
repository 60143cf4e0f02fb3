"""Keys that dialogs share with the window behind them."""

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from nrw_desktop.gui.workspace import Workspace


def add_undo(dialog: QWidget, workspace: Workspace) -> None:
    """Let the keys of undo and redo work in a dialog as they do in the window."""
    for keys, step in ((("Ctrl+Z",), workspace.undo), (("Ctrl+Y", "Ctrl+Shift+Z"), workspace.redo)):
        for key in keys:
            QShortcut(QKeySequence(key), dialog, step)
