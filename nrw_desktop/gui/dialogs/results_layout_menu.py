"""The menus beside the results of a year: which columns are shown, and views kept under a name."""

from collections.abc import Callable, Collection, Iterable

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QDialogButtonBox, QMenu, QPushButton, QVBoxLayout, QWidget

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.gui.dialogs.results_layouts import Layout, Layouts
from nrw_desktop.gui.kit import theme
from nrw_desktop.gui.kit.callout import show_refusal
from nrw_desktop.gui.kit.dialog import Dialog
from nrw_desktop.gui.kit.message_boxes import MessageBox
from nrw_desktop.gui.kit.safe_widgets import Label, LineEdit, literal, window_title
from nrw_desktop.gui.kit.theme import GRID

_TICKING = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ColumnMenu(QMenu):
    """The columns to tick, any number of them: it stays open until it is left. `ticked` tells a key, and whether."""

    ticked = Signal(str, bool)

    def fill(self, columns: Iterable[tuple[str, str]], shown: Collection[str]) -> None:
        """Offer these columns, by key and word; at least one stays shown."""
        self.clear()
        for key, word in columns:
            action = self.addAction(literal(word))
            action.setCheckable(True)
            action.setChecked(key in shown)
            action.setData(key)
            action.toggled.connect(lambda on, key=key: self._tell(key, on))
        self._keep_one()

    def tick(self, shown: Collection[str]) -> None:
        """Tick what is shown indeed, and tell nobody."""
        for action in self.actions():
            with QSignalBlocker(action):
                action.setChecked(action.data() in shown)
        self._keep_one()
        self.update()

    def _tell(self, key: str, on: bool) -> None:
        self._keep_one()
        self.ticked.emit(key, on)

    def _keep_one(self) -> None:
        """The last column that is shown cannot go."""
        last = sum(action.isChecked() for action in self.actions()) == 1
        for action in self.actions():
            action.setEnabled(not (last and action.isChecked()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        action: QAction | None = self.actionAt(event.position().toPoint())
        if action is None:
            super().mouseReleaseEvent(event)
        elif action.isEnabled():
            action.toggle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action = self.activeAction()
        if event.key() not in _TICKING or action is None:
            super().keyPressEvent(event)
        elif action.isEnabled():
            action.toggle()


class NameDialog(Dialog):
    """Asks for the name of a view; ``check`` refuses one, and ``use`` gets the one that is left."""

    def __init__(self, title: str, name: str, check: Callable[[str], str], use: Callable[[str], None], parent: QWidget):
        super().__init__(parent)
        self.setWindowTitle(window_title(title))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._check, self._use = check, use
        self.line = LineEdit(name)
        self.line.selectAll()
        label = Label("&Name der Ansicht")
        label.setBuddy(self.line)
        buttons = QDialogButtonBox()
        buttons.addButton("Speichern", QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("Abbrechen", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._finish)
        buttons.rejected.connect(self.reject)
        page = QVBoxLayout(self)
        page.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        page.setSpacing(GRID)
        page.addWidget(label)
        page.addWidget(self.line)
        page.addSpacing(GRID)
        page.addWidget(buttons)
        self.want_size(420, 0)

    def _finish(self) -> None:
        try:
            name = self._check(self.line.text())
        except PlanError as error:
            show_refusal(str(error), self.line)
            return
        self.accept()
        self._use(name)


class LayoutMenu(QPushButton):
    """The button for what can be done with the view that is shown; `chosen` tells the one to show from now on."""

    chosen = Signal(object)

    def __init__(self, layouts: Layouts, shown: Callable[[], Layout], parent: QWidget):
        super().__init__("Ans&ichten", parent)
        theme.named(self, "quiet")
        self.setAutoDefault(False)
        self._layouts, self._shown = layouts, shown
        menu = QMenu(self)
        menu.aboutToShow.connect(self._fill)
        self._entries = menu
        self.setMenu(menu)

    def _fill(self) -> None:
        menu, name = self._entries, self._shown().name
        menu.clear()
        own = self._layouts.is_own(name)
        for text, run, enabled in (
            ("&Speichern unter …", self._save_as, True),
            (f"&Änderungen in „{literal(name)}“ speichern", self._save, own),
            ("&Umbenennen …", self._rename, own),
            ("&Löschen …", self._remove, own),
        ):
            action = menu.addAction(text)
            action.setEnabled(enabled)
            action.triggered.connect(lambda _checked=False, run=run: run())

    def _save_as(self) -> None:
        self._ask("Ansicht speichern", "", lambda name: self._keep(self._shown().renamed(name)))

    def _save(self) -> None:
        self._keep(self._shown())

    def _keep(self, layout: Layout) -> None:
        self._layouts.save(layout)
        self.chosen.emit(layout)

    def _rename(self) -> None:
        shown = self._shown()

        def rename(name: str) -> None:
            self._layouts.rename(shown.name, name)
            self.chosen.emit(shown.renamed(name))

        self._ask("Ansicht umbenennen", shown.name, rename)

    def _ask(self, title: str, name: str, use: Callable[[str], None]) -> None:
        NameDialog(title, name, lambda text: self._layouts.checked_name(text, name), use, self.window()).open()

    def _remove(self) -> None:
        name = self._shown().name
        text = f"Die Ansicht „{name}“ löschen? Der Plan bleibt, wie er ist."
        box = MessageBox(MessageBox.Icon.Question, "Ansicht löschen", text, self.window())
        yes = box.addButton("Löschen", MessageBox.ButtonRole.DestructiveRole)
        box.addButton("Abbrechen", MessageBox.ButtonRole.RejectRole)
        box.exec()
        if box.clickedButton() is yes:
            self._layouts.remove(name)
            self.chosen.emit(self._layouts.all()[0])
