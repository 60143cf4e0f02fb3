"""What a person sees when something goes wrong: one clear dialog, and the details in the log file."""

import logging
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from types import TracebackType
from typing import Protocol

import msgspec
from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.text.shortening import shortened
from nrw_desktop.gui.kit.callout import show_refusal
from nrw_desktop.gui.kit.message_boxes import MessageBox

ROW_IS_GONE = "Die Zeile gibt es nicht mehr. Der Text steht noch hier: bitte kopieren und mit Esc schließen."
NOT_TAKEN = "Der Text wurde nicht übernommen, er steht noch hier."

_SORRY = "Das hat nicht geklappt, ein Fehler im Programm."
_AGAIN = (
    "Bitte den Schritt noch einmal versuchen; bleibt der Fehler, das Programm neu starten und die Einzelheiten "
    "weitergeben."
)
_SAVED = "Alles, was im Plan steht, ist in der Datei gespeichert."
_UNKNOWN = "Ob alles in der Datei gespeichert ist, ließ sich nicht prüfen."
_UNSAVED = "In der Datei steht ein anderer Stand als im Fenster; die letzte Änderung kann dort fehlen."
_HELD = (
    "Noch nicht im Plan und jetzt in der Zwischenablage: „{}“. Es steht auch noch in seinem Feld; am besten gleich "
    "woanders einfügen."
)
_REPEATED = "Der Fehler von vorhin ist noch einmal aufgetreten. Bitte das Programm neu starten."

_log = logging.getLogger(__name__)


def tell(parent: QWidget | None, title: str, sentence: str) -> None:
    """Say what could not be done and what to do next."""
    box = MessageBox(MessageBox.Icon.Warning, title, sentence, parent)
    box.setStandardButtons(MessageBox.StandardButton.Ok)
    box.exec()


def tell_recovered(parent: QWidget) -> None:
    """Say that a write which a crash broke off was taken back."""
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


class Refused(msgspec.Struct, frozen=True):
    """An entry that was not accepted and is still in its field: why, what was typed, where, and whether in a list.

    ``discard`` gives it up. ``place`` is what it is kept by: a cell and a field of the form may show the same one.
    """

    sentence: str
    typed: str
    field: QWidget
    in_cell: bool = False
    discard: Callable[[], None] = lambda: None
    place: tuple[str, ...] | None = None


def ask_to_leave(parent: QWidget, refused: list[Refused]) -> bool:
    """Refused entries are still in their fields while the window is to close: whether it may.

    What was typed is kept for the next time or discarded then; Enter and Esc go back to it.
    """
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
    box = MessageBox(MessageBox.Icon.Warning, title, sentence, parent)
    box.setInformativeText(more)
    doing = box.addButton(do, MessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(box.addButton(leave, MessageBox.ButtonRole.RejectRole))
    box.exec()
    return box.clickedButton() is doing


class Keeps(Protocol):
    """The open plan, as far as it can tell what of it is safe."""

    def held(self) -> list[str]:
        """What was typed and is not in the plan."""

    def is_saved(self) -> bool:
        """Whether the file holds the plan as the window shows it."""


def install_hook() -> None:
    """What nobody caught is told: a refusal by its sentence, an error nobody expected by what of the plan is safe."""
    sys.excepthook = _Teller()


def tell_later() -> None:
    """Tell of the error being handled once the program rests: a dialog amid an edit would start that once more."""
    if (application := QApplication.instance()) is not None:
        QTimer.singleShot(0, application, partial(sys.excepthook, *sys.exc_info()))


class _Teller:
    """Tells of errors nobody expected: one dialog for each kind; for one that comes again a note is enough."""

    def __init__(self) -> None:
        self._telling = False
        self._known: set[tuple[str, str]] = set()

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        # A click on any button can meet a file that is gone: that is no fault of the program.
        refused = isinstance(error, PlanError)
        if refused:
            _log.info("refused", exc_info=(kind, error, trace))
        else:
            _log.critical("unexpected error", exc_info=(kind, error, trace))
        # An error within painting comes again with every paint: one dialog is enough.
        if issubclass(kind, KeyboardInterrupt) or QApplication.instance() is None or self._telling:
            return
        self._telling = True
        try:
            if refused:
                tell(_window(), "Nicht möglich", str(error))
            else:
                self._tell(kind, error, trace)
        finally:
            self._telling = False

    def _tell(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        held, facts = _facts()
        if held:
            QApplication.clipboard().setText("\n".join(held))
        known = (kind.__name__, "".join(traceback.format_tb(trace)[-1:]))
        window = _window()
        if known in self._known and window is not None:
            show_refusal(" ".join([_REPEATED, *facts]), window, QPoint(0, 0))
            return
        self._known.add(known)
        details = "".join(traceback.format_exception(kind, error, trace))
        if _show_box(window, " ".join([_SORRY, *facts]), details if held else ""):
            QApplication.clipboard().setText(details)


def _show_box(window: QWidget | None, sentence: str, details: str) -> bool:
    """The dialog; whether the details are to be copied.

    ``details`` are shown instead of offered where the clipboard holds what was typed.
    """
    box = MessageBox(MessageBox.Icon.Warning, "Unerwarteter Fehler", sentence, parent=window, unasked=True)
    box.setInformativeText(_AGAIN)
    # Who is typing must not press another one by an Enter.
    box.setDefaultButton(box.addButton("Schließen", MessageBox.ButtonRole.RejectRole))
    copy = None
    if details:
        box.setDetailedText(details)
    else:
        copy = box.addButton("Einzelheiten kopieren", MessageBox.ButtonRole.ActionRole)
    box.exec()
    box.deleteLater()
    return copy is not None and box.clickedButton() is copy


def _window() -> QWidget | None:
    """The window to tell something in: the one in use, or one with a plan."""
    active = QApplication.activeWindow()
    return active if active is not None and active.isVisible() else next(iter(_plan_windows()), None)


def _plan_windows() -> list[QWidget]:
    """The windows in sight that show a plan."""
    return [window for window in QApplication.topLevelWidgets() if hasattr(window, "workspace") and window.isVisible()]


def _facts() -> tuple[list[str], list[str]]:
    """What is typed and not in any open plan; and, looked at just now, what can be said about what is safe."""
    held: list[str] = []
    states: list[str] = []
    for window in _plan_windows():
        plan: Keeps = window.workspace  # type: ignore[attr-defined]
        try:
            held += plan.held()
            states.append(_SAVED if plan.is_saved() else _UNSAVED)
        except Exception:
            _log.exception("what is safe could not be found out")
            states.append(_UNKNOWN)
    worst = next((state for state in (_UNSAVED, _UNKNOWN, _SAVED) if state in states), None)
    told = [worst] if worst else []
    if held:
        told.append(_HELD.format(shortened(" / ".join(held), 200)))
    return held, told
