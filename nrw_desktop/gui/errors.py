"""What a person sees when something goes wrong: one clear dialog, and the details in the log file.

PySide makes up a class when it is first named, so QMessageBox is imported where one is shown: a start needs none.
"""

import logging
import sys
import traceback
from types import TracebackType

from PySide6.QtWidgets import QApplication, QWidget

_SORRY = (
    "Das hat nicht geklappt, ein Fehler im Programm. Was bis hierher eingegeben wurde, ist gespeichert. Bitte den "
    "Schritt noch einmal versuchen; bleibt der Fehler, das Programm neu starten und die Einzelheiten weitergeben."
)
_telling = False

_log = logging.getLogger(__name__)


def tell(parent: QWidget | None, title: str, sentence: str) -> None:
    """Say what could not be done and what to do next."""
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(QMessageBox.Icon.Warning, title, sentence, QMessageBox.StandardButton.Ok, parent)
    box.exec()


def ask_about_locked(parent: QWidget | None, sentence: str) -> str:
    """A plan is open elsewhere: "read" to look at it, "copy" to work on a copy, nothing to leave it."""
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(QMessageBox.Icon.Question, "Plan ist schon geöffnet", sentence, parent=parent)
    box.setInformativeText("Nur lesen zeigt den Plan und folgt den Änderungen. Eine Kopie gehört Ihnen allein.")
    buttons = {
        box.addButton("Nur lesen", QMessageBox.ButtonRole.AcceptRole): "read",
        box.addButton("Mit Kopie arbeiten …", QMessageBox.ButtonRole.ActionRole): "copy",
    }
    box.addButton("Abbrechen", QMessageBox.ButtonRole.RejectRole)
    box.exec()
    return next((choice for button, choice in buttons.items() if button is box.clickedButton()), "")


def ask_to_discard(parent: QWidget, sentence: str) -> bool:
    """A refused value is still in its field while the window is to close: whether that one input may go."""
    more = "Soll das Fenster trotzdem geschlossen werden? Nur diese Eingabe geht dann verloren."
    return confirm(
        parent, "Eingabe noch nicht gespeichert", sentence, more, "Verwerfen und schließen", "Zurück zur Eingabe"
    )


def confirm(parent: QWidget | None, title: str, sentence: str, more: str, do: str, leave: str) -> bool:
    """Ask before something that takes away; ``leave``, the harmless answer, is the one that Enter gives."""
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(QMessageBox.Icon.Warning, title, sentence, parent=parent)
    box.setInformativeText(more)
    doing = box.addButton(do, QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(box.addButton(leave, QMessageBox.ButtonRole.RejectRole))
    box.exec()
    return box.clickedButton() is doing


def install_hook() -> None:
    """An error nobody expected goes to the log, and one dialog says that the plan is safe."""
    sys.excepthook = _unexpected


def _unexpected(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    _log.critical("unexpected error", exc_info=(kind, error, trace))
    if issubclass(kind, KeyboardInterrupt) or QApplication.instance() is None:
        return
    global _telling
    if _telling:
        # An error within painting comes again with every paint: one dialog is enough.
        return
    _telling = True
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(QMessageBox.Icon.Warning, "Unerwarteter Fehler", _SORRY, parent=QApplication.activeWindow())
    box.addButton("Schließen", QMessageBox.ButtonRole.RejectRole)
    copy = box.addButton("Einzelheiten kopieren", QMessageBox.ButtonRole.ActionRole)
    box.exec()
    if box.clickedButton() is copy:
        QApplication.clipboard().setText("".join(traceback.format_exception(kind, error, trace)))
    _telling = False
