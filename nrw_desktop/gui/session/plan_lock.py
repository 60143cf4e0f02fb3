"""Keeps the lock of an open plan and tells when it was taken over; follows a plan that somebody else has open."""

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.gui.kit.background import Work
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.storage.system import lock
from nrw_desktop.storage.system.lock import Holder, Lock, Watch

if TYPE_CHECKING:
    from nrw_desktop.storage.file.fork import Fork

_log = logging.getLogger(__name__)

_CATCH_UP = 2000
"""Milliseconds between two looks at a plan that somebody else works on."""


class PlanLock(QObject):
    """Gives a sign every few seconds that the plan is open here; no write gets past it once the lock is lost.

    `lost` tells once that somebody has taken the plan over.
    """

    lost = Signal(str)

    def __init__(self, held: Lock, workspace: Workspace, parent: QObject):
        super().__init__(parent)
        self._lock, self._workspace = held, workspace
        self._is_lost = False
        self._work: Work | None = None
        workspace.guard = self._check
        workspace.moved.connect(self._move)
        timer = QTimer(self)
        timer.timeout.connect(self.beat)
        timer.start(lock.BEAT_SECONDS * 1000)

    def beat(self) -> None:
        """Give a sign; in the background, since a share that is gone would hold the window up."""
        if self._work is None:
            self._work = Work(lambda _progress: self._lock.beat(), self)
            self._work.done.connect(self._notice)
        if not self._work.isRunning():
            self._work.start()

    def release(self) -> None:
        """Give the lock back; when the window goes."""
        if self._work is not None:
            self._work.wait()
        self._lock.release()

    def _move(self, fork: "Fork") -> None:
        """The plan goes on in another file, which nobody else knows of yet."""
        try:
            fresh = Lock.acquire(fork.kept)
        except PlanError:
            _log.warning("%s: open elsewhere already", fork.kept, exc_info=True)
            return
        self._lock.release()
        self._lock = fresh

    def _check(self) -> None:
        """Before each write: refuse it if somebody else has the plan now."""
        taker = self._lock.taker()
        if taker is not None:
            # The sentence stands where the write was refused.
            self._is_lost = True
            raise lock.taken(self._workspace.path, taker)

    def _notice(self, taker: Holder | None) -> None:
        if taker is not None and not self._is_lost:
            sentence = str(lock.taken(self._workspace.path, taker))
            self._workspace.unsaved.emit(sentence)
            self.lost.emit(sentence)
        self._is_lost = taker is not None


class Follower(QObject):
    """Reads a plan anew as somebody else changes it, and watches whether they still do.

    `news` tells what changed about that: a sentence, empty where there is nothing to tell, and whether the plan can be
    opened for work now, with the holder from whom it would be taken over.
    """

    news = Signal(str, bool, object)

    def __init__(self, workspace: Workspace, parent: QObject):
        super().__init__(parent)
        self._workspace = workspace
        self._watch = Watch(workspace.path)
        self._said = ""
        timer = QTimer(self)
        timer.timeout.connect(self.look)
        timer.start(_CATCH_UP)

    def look(self) -> None:
        """Take in what is new."""
        sign = self._watch.look()
        sentence, can_open = "", False
        if sign.holder is None:
            sentence, can_open = "Der Plan ist jetzt frei.", True
        elif sign.is_silent:
            sentence, can_open = f"Der andere Rechner meldet sich seit {duration(sign.seconds)} nicht mehr.", True
        try:
            self._workspace.catch_up()
        except PlanError as error:
            sentence, can_open = str(error), False
        if sentence != self._said:
            self._said = sentence
            self.news.emit(sentence, can_open, sign.holder)


def duration(seconds: float) -> str:
    """A time as people say it, for „seit …“: in steps of ten seconds, from two minutes on in minutes."""
    return f"{int(seconds // 10) * 10} Sekunden" if seconds < 120 else f"{int(seconds // 60)} Minuten"
