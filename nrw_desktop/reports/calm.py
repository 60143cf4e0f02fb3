"""Keeps the garbage collector still while a report is made."""

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_lock = threading.Lock()
_running = 0
_was_enabled = True


@contextmanager
def uncollected() -> Iterator[None]:
    """No search for circles of garbage meanwhile, in whatever thread; several at once are counted.

    A report makes some hundred thousand objects that all stay until it is done. To go through them again and again took
    a fifth of the time.
    """
    global _running, _was_enabled
    with _lock:
        if not _running:
            _was_enabled = gc.isenabled()
            gc.disable()
        _running += 1
    try:
        yield
    finally:
        with _lock:
            _running -= 1
            if not _running and _was_enabled:
                gc.enable()
