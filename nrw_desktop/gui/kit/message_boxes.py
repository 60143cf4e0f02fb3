"""Message boxes and progress dialogs that show their texts as they are.

Imported where one is shown: PySide makes up a class when it is first named, and a start needs none of these.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox, QProgressDialog, QWidget

from nrw_desktop.gui.kit.safe_widgets import Label, window_title


class MessageBox(QMessageBox):
    """One icon, a title, a sentence; `setInformativeText` adds more."""

    def __init__(self, icon: QMessageBox.Icon, title: str, sentence: str, parent: QWidget | None = None):
        super().__init__(parent)
        self.setIcon(icon)
        self.setWindowTitle(window_title(title))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(sentence)

    def setInformativeText(self, text: str) -> None:
        super().setInformativeText(text)
        # Its label is made only now, and knows nothing of the box's format.
        for label in self.findChildren(QLabel):
            label.setTextFormat(Qt.TextFormat.PlainText)


class ProgressDialog(QProgressDialog):
    """Tells of work that takes a while, and lets the person give up."""

    def __init__(self, title: str, sentence: str, steps: int, parent: QWidget):
        super().__init__(parent)
        self.setWindowTitle(window_title(title))
        self.setLabel(Label(sentence))
        self.setCancelButtonText("Abbrechen")
        self.setRange(0, steps)
        self.setWindowModality(Qt.WindowModality.WindowModal)
