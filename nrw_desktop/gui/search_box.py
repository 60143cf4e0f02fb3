"""The search field of the toolbar: finds words in the whole plan and goes to the place."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from nrw_desktop.domain import search
from nrw_desktop.domain.change import table_of
from nrw_desktop.domain.records import Record
from nrw_desktop.domain.texts import shortened
from nrw_desktop.domain.words import TABLE_WORDS
from nrw_desktop.gui import icons, theme
from nrw_desktop.gui.workspace import Workspace

_LIMIT = 100
_DELAY = 60


class SearchBox(QLineEdit):
    """Type, choose with the arrow keys, Enter goes there; Esc gives up."""

    found = Signal(object, object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None):
        super().__init__(parent)
        self.setObjectName("search_field")
        self._workspace = workspace
        self.setPlaceholderText("Im ganzen Plan suchen   Strg+F")
        self.setAccessibleName("Im ganzen Plan suchen")
        self.setClearButtonEnabled(True)
        self._glass = QAction(self)
        icons.assign(self._glass, "search", "muted")
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_DELAY)
        self._later.timeout.connect(self._search)
        self._panel: QFrame | None = None
        self.textEdited.connect(lambda _text: self._later.start())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        panel_open = self._panel is not None and self._panel.isVisible()
        if event.key() == Qt.Key.Key_Escape:
            self._close()
            self.clear()
            return
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and panel_open:
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            self._step(step)
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._later.isActive() or not panel_open:
                self._later.stop()
                self._search()
            self._go(self._list.currentItem() if self._panel else None)
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._close()

    def _search(self) -> None:
        hits = search.find(self._workspace.plan, self.text(), _LIMIT)
        if not self.text().strip():
            self._close()
            return
        self._make_panel()
        self._list.clear()
        plan, last = self._workspace.plan, object()
        for hit in hits:
            if hit.phase is not last:
                last = hit.phase
                heading = f"{plan.number(hit.phase.id)}  {hit.phase.title}" if hit.phase else "Projekt und Register"
                self._add_heading(heading)
            item = QListWidgetItem(f"{TABLE_WORDS[table_of(hit.record)]}:  {shortened(hit.text, 90)}")
            item.setData(Qt.ItemDataRole.UserRole, hit)
            self._list.addItem(item)
        many = f"Mehr als {_LIMIT} Treffer" if len(hits) == _LIMIT else f"{len(hits)} Treffer"
        self._foot.setText(many if hits else "Nichts gefunden. Andere Wörter oder nur einen Wortteil versuchen.")
        self._step(1)
        self._place(len(hits))

    def _add_heading(self, text: str) -> None:
        item = QListWidgetItem(text)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        font = self.font()
        font.setBold(True)
        item.setFont(font)
        self._list.addItem(item)

    def _make_panel(self) -> None:
        if self._panel is not None:
            return
        self._panel = theme.named(QFrame(self.window()), "card")
        self._list = QListWidget()
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setAccessibleName("Treffer")
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._list.itemClicked.connect(self._go)
        self._foot = theme.named(QLabel(), "muted")
        layout = QVBoxLayout(self._panel)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addWidget(self._list)
        layout.addWidget(self._foot)
        self.window().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The panel follows the window's size."""
        if event.type() == QEvent.Type.Resize and self._panel is not None and self._panel.isVisible():
            self._place(self._list.count())
        return False

    def _place(self, count: int) -> None:
        assert self._panel is not None
        window = self.window()
        width = min(620, window.width() - 32)
        rows = sum(self._list.sizeHintForRow(row) for row in range(min(self._list.count(), 16)))
        self._list.setVisible(count > 0)
        self._panel.resize(width, (rows + 12 if count else 0) + self._foot.sizeHint().height() + 24)
        below = self.mapTo(window, QPoint(self.width(), self.height() + 4))
        self._panel.move(max(16, below.x() - width), below.y())
        self._panel.show()
        self._panel.raise_()

    def _step(self, step: int) -> None:
        row = self._list.currentRow()
        for _ in range(self._list.count()):
            row = (row + step) % self._list.count()
            if self._list.item(row).flags() & Qt.ItemFlag.ItemIsEnabled:
                self._list.setCurrentRow(row)
                return

    def _go(self, item: QListWidgetItem | None) -> None:
        if item is None or item.data(Qt.ItemDataRole.UserRole) is None:
            return
        hit: search.Hit = item.data(Qt.ItemDataRole.UserRole)
        self._close()
        record: Record = hit.record
        self.found.emit(record, hit.phase)

    def _close(self) -> None:
        self._later.stop()
        if self._panel is not None:
            self._panel.hide()
