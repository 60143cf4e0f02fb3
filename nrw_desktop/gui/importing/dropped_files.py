"""Files that are dropped onto a window, wherever nothing in it takes them."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QWidget


class DroppedFiles(QObject):
    """Lets a window take files; ``take`` is done with those that are dropped at once."""

    def __init__(self, window: QWidget, take: Callable[[Sequence[Path]], None]):
        super().__init__(window)
        self._take = take
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent) and (files := _files_of(event)):
            # Never a move, after which the other program would delete the file.
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            if event.type() == QEvent.Type.Drop:
                # Once the other program has let go: it waits as long as this goes on.
                QTimer.singleShot(0, self, lambda: self._take(files))
            return True
        return super().eventFilter(watched, event)


def _files_of(event: QDropEvent) -> list[Path]:
    """The files that are dragged and may be copied, where no dialog has to be answered first."""
    if not event.possibleActions() & Qt.DropAction.CopyAction or QApplication.activeModalWidget() is not None:
        return []
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
