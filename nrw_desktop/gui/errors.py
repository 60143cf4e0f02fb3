"""What a person sees when something goes wrong: one clear dialog, and the details in the log file."""

import logging
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from nrw_desktop.domain.errors import PlanError

_SORRY = (
    "Das hat nicht geklappt, ein Fehler im Programm. Was bis hierher eingegeben wurde, ist gespeichert. Bitte den "
    "Schritt noch einmal versuchen; bleibt der Fehler, das Programm neu starten und die Einzelheiten weitergeben."
)
_telling = False

_log = logging.getLogger(__name__)


def tell(parent: QWidget | None, title: str, sentence: str) -> None:
    """Say what could not be done and what to do next."""
    box = QMessageBox(QMessageBox.Icon.Warning, title, sentence, QMessageBox.StandardButton.Ok, parent)
    box.exec()


def tell_recovered(parent: QWidget) -> None:
    """Say that a write which a crash broke off was taken back."""
    QMessageBox.information(
        parent,
        "Plan wiederhergestellt",
        "Das Programm wurde zuletzt nicht richtig beendet. Der Plan ist in Ordnung: Der letzte ganz gespeicherte "
        "Stand ist da.",
    )


@contextmanager
def told(parent: QWidget | None) -> Iterator[None]:
    """Within, a refusal is said in a dialog, and that is the end of it."""
    try:
        yield
    except PlanError as error:
        tell(parent, "Nicht möglich", str(error))


def ask_to_discard(parent: QWidget, sentence: str) -> bool:
    """A refused value is still in its field while the window is to close: whether that one input may go."""
    more = "Soll das Fenster trotzdem geschlossen werden? Nur diese Eingabe geht dann verloren."
    return confirm(
        parent, "Eingabe noch nicht gespeichert", sentence, more, "Verwerfen und schließen", "Zurück zur Eingabe"
    )


def confirm(parent: QWidget | None, title: str, sentence: str, more: str, do: str, leave: str) -> bool:
    """Ask before something that takes away; ``leave``, the harmless answer, is the one that Enter gives."""
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
    box = QMessageBox(QMessageBox.Icon.Warning, "Unerwarteter Fehler", _SORRY, parent=QApplication.activeWindow())
    box.addButton("Schließen", QMessageBox.ButtonRole.RejectRole)
    copy = box.addButton("Einzelheiten kopieren", QMessageBox.ButtonRole.ActionRole)
    box.exec()
    if box.clickedButton() is copy:
        QApplication.clipboard().setText("".join(traceback.format_exception(kind, error, trace)))
    _telling = False
