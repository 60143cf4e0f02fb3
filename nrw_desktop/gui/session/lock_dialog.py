"""The question what to do with a plan that somebody has open, asked while the others are watched for signs of life."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from nrw_desktop.gui.kit.error_boxes import confirm
from nrw_desktop.gui.kit.message_boxes import MessageBox
from nrw_desktop.gui.session.plan_lock import duration
from nrw_desktop.storage.system import lock
from nrw_desktop.storage.system.lock import Holder, LockedError, Sign, Watch

LOOK = 1000
"""Milliseconds between two looks at the lock."""

_WAYS = "Nur lesen zeigt den Plan und folgt den Änderungen. Eine Kopie gehört Ihnen allein."
_CHECKING = "Ob der andere Rechner noch arbeitet, wird gerade geprüft …"
_ALIVE = "Der andere Rechner arbeitet noch: Er hat sich eben gemeldet."
_SILENT = (
    "Der andere Rechner meldet sich seit {time} nicht mehr. Ist er aus oder abgestürzt, können Sie den Plan "
    "übernehmen. Läuft das Programm dort doch noch, kann es danach nicht mehr speichern."
)
_FREE = "Der Plan ist inzwischen frei."


class Answer(NamedTuple):
    """What the person chose: "read", "copy", "open", or nothing; ``over`` is from whom an open takes the plan over."""

    choice: str
    over: Holder | None = None


def ask(parent: QWidget | None, plan: Path, error: LockedError, clock: Callable[[], float] = time.monotonic) -> Answer:
    """A plan is open elsewhere: ask whether to look at it, work on a copy, take it over once that is right, or leave.

    An open is offered when the plan has become free, or when another computer gives no sign any more.
    """
    return _LockedBox(parent, plan, error.holder, Watch(plan, clock)).ask()


class _LockedBox(MessageBox):
    def __init__(self, parent: QWidget | None, plan: Path, holder: Holder, watch: Watch):
        super().__init__(
            MessageBox.Icon.Question,
            "Plan ist schon geöffnet",
            f"„{plan.name}“ ist gerade {lock.whereabouts(holder)} geöffnet (seit {holder.since_text}). "
            "Bitte dort schließen oder hier auswählen, wie es weitergeht.",
            parent,
        )
        self._watch, self._sign = watch, watch.look()
        self._read = self.addButton("Nur &lesen", MessageBox.ButtonRole.AcceptRole)
        self._copy = self.addButton("Mit &Kopie arbeiten …", MessageBox.ButtonRole.ActionRole)
        self._open = self.addButton("Ü&bernehmen", MessageBox.ButtonRole.ActionRole)
        self.setEscapeButton(self.addButton("Abbrechen", MessageBox.ButtonRole.RejectRole))
        self.setDefaultButton(self._read)
        self._show(self._sign)
        timer = QTimer(self)
        timer.timeout.connect(self.look)
        timer.start(LOOK)

    def ask(self) -> Answer:
        """Show the box until a button is pressed."""
        self.exec()
        clicked, sign = self.clickedButton(), self._sign
        self.deleteLater()
        if clicked is self._open:
            return Answer("open", sign.holder)
        return Answer("read" if clicked is self._read else "copy" if clicked is self._copy else "")

    def look(self) -> None:
        """See whether the plan is still held, and say so."""
        self._sign = self._watch.look()
        self._show(self._sign)

    def _show(self, sign: Sign) -> None:
        elsewhere = sign.holder is not None and not sign.holder.is_here
        may_open = sign.holder is None or sign.is_silent
        self._open.setText("Ü&bernehmen" if elsewhere else "Jetzt &öffnen")
        self._open.setEnabled(may_open)
        self._open.setVisible(elsewhere or may_open)
        if sign.holder is None:
            state = _FREE
        elif not elsewhere:
            state = ""
        elif sign.is_silent:
            state = _SILENT.format(time=duration(sign.seconds))
        else:
            state = _ALIVE if sign.seen else _CHECKING
        text = f"{_WAYS}\n\n{state}" if state else _WAYS
        if self.informativeText() != text:
            self.setInformativeText(text)


def confirm_taking(parent: QWidget, holder: Holder) -> bool:
    """Whether a plan that is only read here is to be taken over from a computer that gives no sign."""
    return confirm(
        parent,
        "Plan übernehmen",
        f"Der Plan ist {lock.whereabouts(holder)} geöffnet, aber von dort kommt kein Zeichen mehr.",
        "Ist der andere Rechner aus oder abgestürzt, können Sie den Plan übernehmen. Läuft das Programm dort doch "
        "noch, kann es danach nicht mehr speichern.",
        "Ü&bernehmen",
        "Weiter nur lesen",
    )
