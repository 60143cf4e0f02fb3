"""Message boxes that show their texts as they are."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QMessageBox, QWidget

from nrw_desktop.gui.kit.safe_widgets import window_title

_SIGNS = {
    QMessageBox.Icon.NoIcon: "Bild",
    QMessageBox.Icon.Information: "Hinweis",
    QMessageBox.Icon.Warning: "Warnung",
    QMessageBox.Icon.Critical: "Fehler",
    QMessageBox.Icon.Question: "Frage",
}
"""What the signs of boxes are called."""
_ANSWERING = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier


class MessageBox(QMessageBox):
    """One icon, a title, a sentence; `setInformativeText` adds more.

    Esc gives the answer that refuses; where there is none, the one that Enter gives: Qt would let nobody out.
    One that comes ``unasked`` may meet somebody who types: letters and spaces answer nothing there.
    """

    def __init__(
        self,
        icon: QMessageBox.Icon,
        title: str,
        sentence: str,
        parent: QWidget | None = None,
        unasked: bool = False,
    ):
        super().__init__(parent)
        self._unasked = unasked
        self.setIcon(icon)
        self.setWindowTitle(window_title(title))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(sentence)

    def setVisible(self, visible: bool) -> None:
        # Qt looks for the button of Esc before the box is shown.
        refuses = any(self.buttonRole(button) is self.ButtonRole.RejectRole for button in self.buttons())
        if self.escapeButton() is None and self.defaultButton() is not None and not refuses:
            self.setEscapeButton(self.defaultButton())
        super().setVisible(visible)

    def showEvent(self, event: QShowEvent) -> None:
        # Some desktops put pictures on standard buttons; ours have words alone.
        for button in self.buttons():
            button.setIcon(QIcon())
        if (sign := self.findChild(QLabel, "qt_msgboxex_icon_label")) is not None:
            sign.setAccessibleName(_SIGNS[self.icon()])
        super().showEvent(event)
        if self._unasked:
            # Rather than a button, which a space would press.
            self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Qt takes a letter alone for that of a button.
        if self._unasked and event.text().isprintable() and event.text() and not event.modifiers() & _ANSWERING:
            return
        super().keyPressEvent(event)

    def setInformativeText(self, text: str) -> None:
        super().setInformativeText(text)
        # Its label is made only now, and knows nothing of the box's format.
        for label in self.findChildren(QLabel):
            label.setTextFormat(Qt.TextFormat.PlainText)
