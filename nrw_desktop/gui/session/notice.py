"""A note that something was deleted, with the way back on it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget
from shiboken6 import isValid

from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.queries.change_labels import label_text
from nrw_desktop.gui.kit import theme
from nrw_desktop.gui.kit.callout import close_callouts
from nrw_desktop.gui.kit.safe_widgets import Label
from nrw_desktop.gui.kit.theme import GRID
from nrw_desktop.gui.session.workspace import Workspace

_MILLISECONDS = 15_000
_MOST = 0.9
"""How much of the target's width a note takes at most."""


class Notice(QFrame):
    """Stands at the foot of what it is about, until the plan changes again; Tab leads from there to its button."""

    def __init__(self, workspace: Workspace, change: Change, target: QWidget, back: Callable[[], object]):
        super().__init__(target.window())
        self._workspace, self._change, self._target, self._back = workspace, change, target, back
        self.setObjectName("notice")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sentence = f"{label_text(change, workspace.plan)}."
        self.setAccessibleName(sentence)
        words = Label(sentence)
        self._button = theme.named(QPushButton("Rückgängig (Strg+Z)"), "in_line")
        self._button.setAutoDefault(False)
        self._button.clicked.connect(self._take_back)
        line = QHBoxLayout(self)
        line.setContentsMargins(2 * GRID, GRID // 2, GRID // 2, GRID // 2)
        line.addWidget(words, 1)
        line.addWidget(self._button)
        self.ensurePolished()
        wanted, room = self.sizeHint(), round(target.width() * _MOST)
        if wanted.width() > room:
            words.setWordWrap(True)
            self.resize(room, line.heightForWidth(room))
        else:
            self.resize(wanted)
        foot = target.mapTo(target.window(), target.rect().bottomLeft())
        left = foot.x() + max(0, (target.width() - self.width()) // 2)
        self.move(left, max(GRID, foot.y() - self.height() - GRID))
        self.show()
        self.raise_()
        QWidget.setTabOrder(target, self._button)
        workspace.changed.connect(self._leave)
        target.installEventFilter(self)
        QTimer.singleShot(_MILLISECONDS, self, self.close)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go with what the note is about."""
        if event.type() == QEvent.Type.Hide:
            self.close()
        return False

    def _leave(self) -> None:
        """Another step is the last one now."""
        self.close()

    def _take_back(self) -> None:
        self.close()
        if self._workspace.take_back(self._change) is not None and isValid(self._target):
            self._target.setFocus()
            self._back()


def tell_deleted(workspace: Workspace, change: Change, target: QWidget, back: Callable[[], object]) -> None:
    """Say what a change deleted, with a button that takes it back while it is the last; ``back`` shows it then."""
    close_callouts(target)
    for old in target.window().findChildren(Notice):
        old.close()
    Notice(workspace, change, target, back)
