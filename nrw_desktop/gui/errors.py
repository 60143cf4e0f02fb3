"""What a person sees when something goes wrong: one clear dialog, and the details in the log file.

PySide makes up a class when it is first named, so MessageBox is imported where one is shown: a start needs none.
"""

import logging
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import NamedTuple

from PySide6.QtWidgets import QApplication, QWidget

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.texts import shortened

_SORRY = (
    "Das hat nicht geklappt, ein Fehler im Programm. Was bis hierher eingegeben wurde, ist gespeichert. Bitte den "
    "Schritt noch einmal versuchen; bleibt der Fehler, das Programm neu starten und die Einzelheiten weitergeben."
)
_telling = False

_log = logging.getLogger(__name__)


def tell(parent: QWidget | None, title: str, sentence: str) -> None:
    """Say what could not be done and what to do next."""
    from nrw_desktop.gui.boxes import MessageBox

    box = MessageBox(MessageBox.Icon.Warning, title, sentence, parent)
    box.setStandardButtons(MessageBox.StandardButton.Ok)
    box.exec()


def tell_recovered(parent: QWidget) -> None:
    """Say that a write which a crash broke off was taken back."""
    from nrw_desktop.gui.boxes import MessageBox

    box = MessageBox(
        MessageBox.Icon.Information,
        "Plan wiederhergestellt",
        "Das Programm wurde zuletzt nicht richtig beendet. Der Plan ist in Ordnung: Der letzte ganz gespeicherte "
        "Stand ist da.",
        parent,
    )
    box.setStandardButtons(MessageBox.StandardButton.Ok)
    box.exec()


@contextmanager
def told(parent: QWidget | None) -> Iterator[None]:
    """Within, a refusal is said in a dialog, and that is the end of it."""
    try:
        yield
    except PlanError as error:
        tell(parent, "Nicht möglich", str(error))


class Refused(NamedTuple):
    """An entry that was not accepted and is still in its field: why, what was typed, where, and how it is given up."""

    sentence: str
    typed: str
    field: QWidget
    discard: Callable[[], None] = lambda: None


def ask_to_leave(parent: QWidget, refused: list[Refused]) -> bool:
    """Refused entries are still in their fields while the window is to close: whether it may.

    What was typed is kept for the next time or discarded then; Enter and Esc go back to it.
    """
    from nrw_desktop.gui.boxes import MessageBox

    one = len(refused) == 1
    typed = "\n".join(entry.typed for entry in refused)
    box = MessageBox(MessageBox.Icon.Warning, "Eingabe noch nicht gespeichert", refused[0].sentence, parent)
    box.setInformativeText(
        f"Noch im Feld: „{shortened(typed, 200)}“\n\nWas soll damit geschehen? Alles andere ist gespeichert."
        if one
        else f"{len(refused)} Eingaben sind noch in ihren Feldern. Was soll damit geschehen?"
    )
    back = box.addButton("&Zurück zur Eingabe", MessageBox.ButtonRole.RejectRole)
    keep = box.addButton("&Aufheben und schließen", MessageBox.ButtonRole.AcceptRole)
    discard = box.addButton("&Verwerfen und schließen", MessageBox.ButtonRole.DestructiveRole)
    keep.setToolTip("Die Eingabe steht beim nächsten Öffnen wieder in ihrem Feld, markiert")
    box.setDefaultButton(back)
    box.setEscapeButton(back)
    box.exec()
    if box.clickedButton() is discard:
        for entry in refused:
            entry.discard()
    leaves = box.clickedButton() in (keep, discard)
    if not leaves:
        # Views take the keyboard from their editors when their window comes back.
        refused[0].field.setFocus()
    return leaves


def confirm(parent: QWidget | None, title: str, sentence: str, more: str, do: str, leave: str) -> bool:
    """Ask before something that takes away; ``leave``, the harmless answer, is the one that Enter gives."""
    from nrw_desktop.gui.boxes import MessageBox

    box = MessageBox(MessageBox.Icon.Warning, title, sentence, parent)
    box.setInformativeText(more)
    doing = box.addButton(do, MessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(box.addButton(leave, MessageBox.ButtonRole.RejectRole))
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
    from nrw_desktop.gui.boxes import MessageBox

    box = MessageBox(MessageBox.Icon.Warning, "Unerwarteter Fehler", _SORRY, parent=QApplication.activeWindow())
    box.addButton("Schließen", MessageBox.ButtonRole.RejectRole)
    copy = box.addButton("Einzelheiten kopieren", MessageBox.ButtonRole.ActionRole)
    box.exec()
    if box.clickedButton() is copy:
        QApplication.clipboard().setText("".join(traceback.format_exception(kind, error, trace)))
    _telling = False
