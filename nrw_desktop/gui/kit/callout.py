"""A sentence that points at the field it is about, and goes when the person goes on."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from nrw_desktop.gui.kit import theme
from nrw_desktop.gui.kit.accessible import announce
from nrw_desktop.gui.kit.safe_widgets import Label

_WIDTH, _LETTERS = 360, 36
_MILLISECONDS = 9000
_LEAVING = (QEvent.Type.FocusOut, QEvent.Type.Hide, QEvent.Type.MouseButtonPress)


class Callout(Label):
    """One small note below a widget, edged in red where something was refused."""

    def __init__(self, sentence: str, target: QWidget, at: QPoint | None, refuses: bool):
        super().__init__(sentence, target.window())
        self.setObjectName("callout")
        self.setProperty("refuses", refuses)
        self.setAccessibleName(sentence)
        self.setWordWrap(True)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        # The style's padding counts, or the last line is cut off; and so does its type before a room.
        self.ensurePolished()
        most = max(theme.scaled(_WIDTH), _LETTERS * self.fontMetrics().averageCharWidth())
        self.setMaximumWidth(most)
        width = min(most, self.fontMetrics().horizontalAdvance(sentence) + 28)
        self.resize(width, max(self.heightForWidth(width), self.sizeHint().height() if width < most else 0))
        place = target.mapTo(target.window(), at or QPoint(0, target.height() + 4))
        window = target.window()
        x = max(8, min(place.x(), window.width() - self.width() - 8))
        y = (
            place.y()
            if place.y() + self.height() < window.height()
            else place.y() - self.height() - target.height() - 8
        )
        self.move(x, max(8, y))
        self.show()
        self.raise_()
        announce(target, sentence, at_once=refuses)
        # Not at once: what is told from within a filter of the target would make Qt start that filter again, for ever.
        self._target = target
        QTimer.singleShot(0, self, self._watch)
        QTimer.singleShot(_MILLISECONDS, self, self.close)

    def _watch(self) -> None:
        if not isValid(self._target):
            return
        self._target.installEventFilter(self)
        # What is about a row stands at the viewport of a list, which gets no keys.
        if (keyboard := QApplication.focusWidget()) is not None and keyboard.window() is self._target.window():
            keyboard.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go as soon as the person types on or leaves."""
        if event.type() == QEvent.Type.KeyPress or (watched is self._target and event.type() in _LEAVING):
            self.close()
        return False


def show_refusal(sentence: str, target: QWidget, at: QPoint | None = None) -> None:
    """Tell at the target why something was refused, and what to do next; an older note there goes."""
    close_callouts(target)
    Callout(sentence, target, at, refuses=True)


def show_note(sentence: str, target: QWidget, at: QPoint | None = None) -> None:
    """Tell at the target what was done, or how something was read; an older note there goes."""
    close_callouts(target)
    Callout(sentence, target, at, refuses=False)


def hand_back(typed: list[str], gone: str, target: QWidget) -> None:
    """Put what was typed for something that is gone on the clipboard, and say so; ``gone`` is said of that something.

    Not at once: the rows that tell of it are on the move now.
    """
    if typed := [text for text in typed if text.strip()]:
        QGuiApplication.clipboard().setText("\n".join(typed))
        sentence = f"{gone} Der eingegebene Text ist in der Zwischenablage."
        QTimer.singleShot(0, target, lambda: show_refusal(sentence, target))


def close_callouts(target: QWidget) -> None:
    """Take away the notes in the target's window."""
    for old in target.window().findChildren(Callout):
        old.close()
