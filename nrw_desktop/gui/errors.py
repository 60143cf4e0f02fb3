"""What a person sees when something goes wrong: one clear dialog, and the details in the log file."""

import logging
import sys
from types import TracebackType

from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

_log = logging.getLogger(__name__)


def tell(parent: QWidget | None, title: str, sentence: str) -> None:
    """Say what could not be done and what to do next."""
    box = QMessageBox(QMessageBox.Icon.Warning, title, sentence, QMessageBox.StandardButton.Ok, parent)
    box.exec()


def install_hook() -> None:
    """An error nobody expected goes to the log, and one dialog says that the plan is safe."""
    sys.excepthook = _unexpected


def _unexpected(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    _log.critical("unexpected error", exc_info=(kind, error, trace))
    if issubclass(kind, KeyboardInterrupt) or QApplication.instance() is None:
        return
    tell(
        QApplication.activeWindow(),
        "Unerwarteter Fehler",
        "Das hat nicht geklappt, ein Fehler im Programm. Der Plan ist gespeichert. Bitte den Schritt noch einmal "
        "versuchen; bleibt der Fehler, das Programm neu starten. Einzelheiten stehen in der Protokolldatei.",
    )
