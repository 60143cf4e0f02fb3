"""Progress dialogs that show their texts as they are."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressDialog, QWidget

from nrw_desktop.gui.kit.safe_widgets import Label, window_title


class ProgressDialog(QProgressDialog):
    """Tells of work that takes a while, and lets the person give up."""

    def __init__(self, title: str, sentence: str, steps: int, parent: QWidget | None):
        super().__init__(parent)
        self.setWindowTitle(window_title(title))
        self.setLabel(Label(sentence))
        self.setCancelButtonText("Abbrechen")
        self.setRange(0, steps)
        self.setWindowModality(Qt.WindowModality.WindowModal)
