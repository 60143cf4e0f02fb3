"""Work that can wait: until a widget has been seen, or for the moments in which nothing else is to be done."""

import gc
import time
from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

AFTER_A_CHANGE = 250
"""Milliseconds of rest after a change of the plan before lists of what was found in it look again."""
_OUT_OF_SIGHT = 200
"""Milliseconds after which a page has its layout, and what is to be seen of it is painted."""
_CLEAN_UP = 20_000
"""Milliseconds between two looks for garbage."""
_AT_ONCE, _FRAME, _IN_BETWEEN = 0.05, 0.016, 0.008
"""Seconds of long work that nobody notices: when it begins, the same while others begin too, and in each later turn."""


def after_first_paint(widget: QWidget, work: Callable[[], object]) -> None:
    """Do the work once, as soon as the widget is painted and its picture is on the screen.

    What a page that scrolls keeps out of sight is not painted: there the work is done a moment after it was shown.
    """
    _FirstPaint(widget, work)


class _FirstPaint(QObject):
    def __init__(self, widget: QWidget, work: Callable[[], object]):
        super().__init__(widget)
        self._widget, self._work = widget, work
        self._unseen = QTimer(self, interval=_OUT_OF_SIGHT)
        self._unseen.timeout.connect(self._look)
        widget.installEventFilter(self)
        if widget.isVisible():
            self._unseen.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A timer comes after the paint that is going on; one started before it would come first."""
        if event.type() == QEvent.Type.Paint:
            self._begin()
        elif event.type() == QEvent.Type.Show:
            self._unseen.start()
        return False

    def _look(self) -> None:
        if not self._widget.isVisible():
            self._unseen.stop()
        elif self._widget.visibleRegion().isEmpty():
            self._begin()

    def _begin(self) -> None:
        self._widget.removeEventFilter(self)
        self._unseen.stop()
        QTimer.singleShot(0, self, self._work)


def collect_garbage_here(parent: QObject) -> None:
    """From now on, look for garbage in this thread alone, now and then; what was made so far stays.

    It may hold widgets, which must not die in the thread of a work in the background, where Python would look for it
    as well.
    """
    gc.freeze()
    gc.disable()
    collector = QTimer(parent)
    collector.timeout.connect(gc.collect)
    collector.start(_CLEAN_UP)


class Pieces(QObject):
    """Long work done a few milliseconds at a time, so that the window goes on in between.

    When it begins, ``seconds`` are worked at once, or as many as nobody notices. `done` gives all that was drawn from
    the iterator: before `start` returns, where it is short and begun ``at_once``.
    """

    done = Signal(object)

    def __init__(self, parent: QObject, seconds: float | None = None):
        super().__init__(parent)
        self._seconds = seconds
        self._rest: Iterator[object] | None = None
        self._drawn: list[object] = []
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(lambda: self._draw(_IN_BETWEEN))

    @property
    def is_busy(self) -> bool:
        """Whether there is something left to do."""
        return self._rest is not None

    def start(self, pieces: Iterator[object], at_once: bool = True) -> None:
        """Begin, in place of what was being done."""
        self._rest, self._drawn = pieces, []
        self._timer.start()
        self._draw((_AT_ONCE if self._seconds is None else self._seconds) if at_once else _FRAME)

    def stop(self) -> None:
        """Leave it undone."""
        self._rest = None
        self._timer.stop()

    def _draw(self, seconds: float) -> None:
        until = time.perf_counter() + seconds
        while self._rest is not None and time.perf_counter() < until:
            try:
                self._drawn.append(next(self._rest))
            except StopIteration:
                self.stop()
                self.done.emit(self._drawn)
