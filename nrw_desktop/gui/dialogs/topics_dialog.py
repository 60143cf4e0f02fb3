"""What an agenda item or a decision is about: phases and measures to tick, found by a part of their words."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nrw_desktop.gui.dialogs.work_dialog import WorkDialog
from nrw_desktop.gui.kit import theme
from nrw_desktop.gui.kit.safe_widgets import Label, LineEdit
from nrw_desktop.gui.kit.theme import GRID
from nrw_desktop.gui.lists.checklist import Checklist, ListSpec
from nrw_desktop.gui.session.workspace import Workspace


class TopicsDialog(WorkDialog):
    """Links what is ticked at once. ``about`` says in words which record it is."""

    title = "Worum es geht"

    def __init__(self, workspace: Workspace, parent: QWidget, spec: ListSpec, key: str, about: str):
        super().__init__(workspace, parent)
        what = theme.named(Label(about), "muted")
        what.setWordWrap(True)
        self._words = LineEdit()
        self._words.setPlaceholderText("Suchen: ein Teil des Namens")
        self._words.setAccessibleName("Suchen")
        self._list = Checklist(workspace, spec)
        self._list.show_record(key)
        self._words.textChanged.connect(self._list.narrow)
        down = QShortcut(QKeySequence(Qt.Key.Key_Down), self._words)
        down.setContext(Qt.ShortcutContext.WidgetShortcut)
        down.activated.connect(self._list.take_keyboard)
        line = self.close_line()
        page = QVBoxLayout(self)
        page.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        page.setSpacing(GRID)
        for widget in (what, self._words):
            page.addWidget(widget)
        page.addWidget(self._list, 1)
        page.addLayout(line)
        self.want_size(560, 520)
        self._words.setFocus()


def choose(workspace: Workspace, over: QWidget, spec: ListSpec, key: str, about: str) -> None:
    """Open the dialog about one record; nothing else in the window can be used meanwhile."""
    TopicsDialog(workspace, over.window(), spec, key, about).open()
