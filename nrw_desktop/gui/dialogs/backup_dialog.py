"""The backups of a plan: which there are, what changed since, and bringing one back."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from nrw_desktop.domain import edits
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.gui.kit import error_boxes, theme
from nrw_desktop.gui.kit.card import Card
from nrw_desktop.gui.kit.dialog import Dialog
from nrw_desktop.gui.kit.plain_table import PlainItem, plain_table
from nrw_desktop.gui.kit.safe_widgets import Label, window_title
from nrw_desktop.gui.kit.theme import GRID
from nrw_desktop.gui.session import recovery_dialog
from nrw_desktop.gui.session.backup_scheduler import BackupScheduler
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.storage.archive import backup_mirror, backup_store
from nrw_desktop.storage.archive.backup_store import Backup
from nrw_desktop.storage.upkeep import backup

_HEADERS = ("Datum", "Anlass", "Maßnahmen", "Änderungen seither", "Größe", "Ort")


class BackupDialog(Dialog):
    """Lists the backups of one workspace's plan, newest first."""

    def __init__(self, workspace: Workspace, backups: BackupScheduler, parent: QWidget):
        super().__init__(parent)
        self.setWindowTitle(window_title(f"Sicherungen – {workspace.name}"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workspace, self._backups = workspace, backups
        self._listed: list[Backup] = []
        self._build()
        self.want_size(900, 560)
        backups.made.connect(self._read)
        self._read()

    def _build(self) -> None:
        self._table = plain_table(_HEADERS)
        self._table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = self._table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        self._table.fit_rows()
        self._table.itemSelectionChanged.connect(self._enable)
        self._card = Card("Sicherungen", self._table)
        self._card.add_button("Jetzt sichern", "shield-check", "Eine Sicherung von jetzt machen", self._make, stop=True)
        self._place = theme.named(Label(), "muted")
        self._place.setWordWrap(True)
        choose = QPushButton("&Zweiter Ort …")
        choose.setToolTip("Ein Ordner auf einem Stick oder im Netz, in den jede Sicherung noch einmal kommt")
        choose.clicked.connect(self._choose_place)
        self._copy = QPushButton("Als &Kopie öffnen …")
        self._copy.clicked.connect(self._restore_copy)
        self._back = QPushButton("Plan zurück&holen")
        self._back.setToolTip("Bringt diesen Plan auf den Stand der Sicherung; das lässt sich rückgängig machen")
        self._back.clicked.connect(self._bring_back)
        close = self.close_button()
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(self._place, 1)
        for button in (choose, self._copy, self._back, close):
            button.setAutoDefault(False)
            line.addWidget(button)
        page = QVBoxLayout(self)
        page.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        page.setSpacing(GRID + 4)
        page.addWidget(self._card, 1)
        page.addLayout(line)

    def _read(self) -> None:
        self._listed = backup.backups(self._workspace.path)
        self._card.set_count(len(self._listed))
        self._table.setRowCount(len(self._listed))
        for row, one in enumerate(self._listed):
            for column, text in enumerate(self._texts(one)):
                item = PlainItem(text)
                if column in (2, 3, 4):
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self._table.setItem(row, column, item)
        if self._listed and not self._table.selectedItems():
            self._table.selectRow(0)
        place = backup_mirror.second_place()
        self._place.setText(f"Zweiter Ort: {place}" if place else "Noch kein zweiter Ort für die Sicherungen gewählt.")
        self._enable()

    def _texts(self, one: Backup) -> tuple[str, ...]:
        since = backup.changes_since(self._workspace.plan_file, one)
        intact = one.facts is not None and backup_store.is_intact(one)
        return (
            f"{one.at:%d.%m.%Y, %H:%M} Uhr",
            one.facts.reason if one.facts and intact else "beschädigt",
            str(one.facts.measures) if one.facts else "",
            "" if since is None else str(since),
            f"{max(1, one.size // 1024)} KiB",
            "zweiter Ort" if one.second else "dieser Rechner",
        )

    def _chosen(self) -> Backup | None:
        rows = {item.row() for item in self._table.selectedItems()}
        return self._listed[min(rows)] if rows else None

    def _enable(self) -> None:
        chosen = self._chosen() is not None
        self._copy.setEnabled(chosen)
        self._back.setEnabled(chosen and not self._workspace.read_only)

    # What the buttons do

    def _make(self) -> None:
        self._workspace.flush()
        self._backups.make("von Hand")

    def _choose_place(self) -> None:
        now = backup_mirror.second_place()
        chosen = QFileDialog.getExistingDirectory(self, "Zweiter Ort für Sicherungen", str(now or Path.home()))
        if chosen:
            try:
                backup_mirror.set_second_place(Path(chosen))
            except PlanError as error:
                error_boxes.tell(self, "Nicht möglich", str(error))
                return
            self._backups.make("von Hand")
            self._read()

    def _restore_copy(self) -> None:
        one = self._chosen()
        if one is None:
            return
        try:
            target = recovery_dialog.restored_copy(self, self._workspace.path, one)
        except PlanError as error:
            error_boxes.tell(self, "Nicht möglich", str(error))
            return
        if target is not None:
            self._workspace.copy_made.emit(target)

    def _bring_back(self) -> None:
        one = self._chosen()
        if one is None or self._workspace.flush():
            return
        try:
            past = backup.plan_of(one, self._workspace.plan_file)
            self._workspace.run(edits.restore.back_to, past, edits.restore.backup_label(one.at))
        except PlanError as error:
            error_boxes.tell(self, "Nicht möglich", str(error))
            return
        self._read()
