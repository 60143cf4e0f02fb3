"""Files that are dropped onto a window: each opens its import."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget


class DroppedFiles(QObject):
    """Lets a window take a file that is dropped onto it, wherever nothing else does; ``take`` is done with it."""

    def __init__(self, window: QWidget, take: Callable[[Path], None]):
        super().__init__(window)
        self._take = take
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent) and (path := _file_of(event)):
            # Never a move, after which the other program would delete the file.
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            if event.type() == QEvent.Type.Drop:
                # Once the other program has let go: it waits as long as this goes on.
                QTimer.singleShot(0, self, lambda: self._take(path))
            return True
        return super().eventFilter(watched, event)


def _file_of(event: QDropEvent) -> Path | None:
    """The one file that is dragged and may be copied; None for anything else."""
    if not event.possibleActions() & Qt.DropAction.CopyAction:
        return None
    files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
    return Path(files[0]) if len(files) == 1 else None
