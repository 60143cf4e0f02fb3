"""Closing the minutes of a meeting, after a look at what is odd in them; opening them again, with a reason."""

from collections.abc import Sequence

from PySide6.QtWidgets import QDialogButtonBox, QVBoxLayout, QWidget

from nrw_desktop.gui.kit.callout import show_refusal
from nrw_desktop.gui.kit.dialog import Dialog
from nrw_desktop.gui.kit.message_boxes import MessageBox
from nrw_desktop.gui.kit.safe_widgets import Label, LineEdit
from nrw_desktop.gui.kit.theme import GRID

_MOST = 12
"""So many oddities are named one by one."""


def ask_to_close(parent: QWidget, name: str, odd: Sequence[str]) -> bool:
    """Say what is odd in the minutes, if anything, and what closing means; whether they are to be closed."""
    box = MessageBox(MessageBox.Icon.Question, "Protokoll abschließen", f"„{name}“ abschließen?", parent)
    lines = [f"– {line}" for line in odd[:_MOST]]
    if len(odd) > _MOST:
        lines.append(f"– und {len(odd) - _MOST} weitere")
    found = "Das fällt auf:\n" + "\n".join(lines) + "\n\n" if lines else ""
    box.setInformativeText(
        f"{found}Danach ist das Protokoll gesperrt. Wer es ändern will, öffnet es mit einem Grund wieder. Strg+Z nimmt "
        "auch das Abschließen zurück."
    )
    back = box.addButton("&Zurück", MessageBox.ButtonRole.RejectRole)
    close = box.addButton("&Trotzdem abschließen" if lines else "&Abschließen", MessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(back if lines else close)
    box.setEscapeButton(back)
    box.exec()
    return box.clickedButton() is close


class ReopenDialog(Dialog):
    """Asks why closed minutes are opened again."""

    def __init__(self, parent: QWidget, name: str):
        super().__init__(parent)
        self.setWindowTitle("Protokoll wieder öffnen")
        what = Label(f"Das Protokoll „{name}“ ist abgeschlossen. Warum wird es wieder geöffnet?")
        what.setWordWrap(True)
        self._reason = LineEdit()
        self._reason.setAccessibleName("Grund")
        self._reason.setPlaceholderText("Grund, zum Beispiel: Abstimmung zu TOP 3 falsch notiert")
        buttons = QDialogButtonBox()
        buttons.addButton("&Wieder öffnen", QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("A&bbrechen", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        for widget in (what, self._reason, buttons):
            layout.addWidget(widget)
        self.want_size(460, 0)

    def reason(self) -> str:
        """What was typed."""
        return self._reason.text().strip()

    def accept(self) -> None:
        """Only with a reason."""
        if self.reason():
            super().accept()
        else:
            show_refusal("Bitte einen Grund nennen: Er steht im Verlauf.", self._reason)
            self._reason.setFocus()
