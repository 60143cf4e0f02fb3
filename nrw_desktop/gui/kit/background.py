"""Work off the window's thread, with progress and a way to stop it."""

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, QThread, Signal, SignalInstance

from nrw_desktop.domain.errors import PlanError

_log = logging.getLogger(__name__)

Progress = Callable[[int, int], None]


class StoppedError(Exception):
    """The person does not want the result any more."""


class Work(QThread):
    """Runs ``make(progress)`` in a thread of its own; `done` brings its result, `failed` a German sentence."""

    advanced = Signal(int, int)
    done = Signal(object)
    failed = Signal(str)

    def __init__(self, make: Callable[[Progress], object], parent: QObject | None = None):
        super().__init__(parent)
        self._make = make
        self._stopped = False

    def stop(self) -> None:
        """Give up at the next step; neither `done` nor `failed` follows."""
        self._stopped = True

    def run(self) -> None:
        try:
            result = self._make(self._advance)
        except StoppedError:
            return
        except PlanError as error:
            self._tell(self.failed, str(error))
        except Exception:
            _log.exception("a work in the background failed")
            words = "Das hat nicht geklappt. Einzelheiten stehen in der Protokolldatei; bitte noch einmal versuchen."
            self._tell(self.failed, words)
        else:
            self._tell(self.done, result)

    def _tell(self, signal: SignalInstance, what: object) -> None:
        if not self._stopped:
            signal.emit(what)

    def _advance(self, step: int, steps: int) -> None:
        if self._stopped:
            raise StoppedError
        self.advanced.emit(step, steps)
