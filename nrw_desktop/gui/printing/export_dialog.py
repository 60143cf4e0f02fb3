"""„Exportieren“: the plan as a file for another program, its kind and edition, and where it goes."""

import datetime as dt
from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QGridLayout, QPushButton, QVBoxLayout, QWidget

from nrw_desktop.domain.queries.public_plan import EDITIONS, Edition
from nrw_desktop.exchange.exporting.csv_text import FIRST_LIST
from nrw_desktop.exchange.exporting.formats import FORMATS, exported
from nrw_desktop.exchange.exporting.sheets import SHEETS
from nrw_desktop.gui.kit import theme
from nrw_desktop.gui.kit.callout import show_refusal
from nrw_desktop.gui.kit.dialog import Dialog
from nrw_desktop.gui.kit.file_dialogs import ask_save, may_replace
from nrw_desktop.gui.kit.safe_widgets import ComboBox, Label, LineEdit, window_title
from nrw_desktop.gui.kit.theme import GRID
from nrw_desktop.gui.printing.pdf_export import make_in_background, write_file
from nrw_desktop.gui.session.plan_window import PlanWindow
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.storage.system import file_names

_TITLE = "Exportieren"
_WIDTH = 620
_OF_EDITIONS: dict[Edition, str] = {
    "public": "Ohne Kontakte, Notizen, Kosten, Unterlagen und getippte Namen: das Richtige für alle anderen.",
    "internal": "Mit allem, was die Datei fassen kann, auch personenbezogenen Daten. Nur für Befugte.",
}


class ExportDialog(Dialog):
    """Asks for all at once; what was written, and what it does not hold, is said when it is there."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None):
        super().__init__(parent)
        self.setWindowTitle(window_title(_TITLE))
        self._workspace = workspace
        self._folder = workspace.path.parent
        self._build()
        self._follow_kind()
        self._follow_edition()
        self.want_size(_WIDTH, 0)
        self._kind.setFocus()

    def _build(self) -> None:
        self._kind, self._list, self._edition, self._name = ComboBox(), ComboBox(), ComboBox(), LineEdit()
        for title in SHEETS:
            self._list.addItem(title, title)
        self._list.setCurrentIndex(self._list.findData(FIRST_LIST))
        for suffix, form in FORMATS.items():
            self._kind.addItem(f"{form.title} (.{suffix})", suffix)
        for key, title in EDITIONS.items():
            self._edition.addItem(title, key)
        self._purpose, self._about, self._where, self._aside = (theme.named(Label(), "muted") for _ in range(4))
        self._aside.setText("Eine CSV-Datei hat Platz für eine Liste.")
        self._name.setText(file_names.suitable(self._workspace.plan.project.title) or self._workspace.path.stem)
        elsewhere = QPushButton("Anderer &Ort …")
        elsewhere.setAutoDefault(False)
        elsewhere.clicked.connect(self._choose_place)
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(GRID // 2)
        rows = (
            ("&Art", self._kind, self._purpose),
            ("&Liste", self._list, self._aside),
            ("&Fassung", self._edition, self._about),
            ("&Dateiname", self._name, self._where),
        )
        for number, (word, field, told) in enumerate(rows):
            label = Label(word)
            label.setBuddy(field)
            if field is self._list:
                self._of_list = (label, field, told)
            field.setAccessibleName(word.replace("&", ""))
            told.setWordWrap(True)
            told.setContentsMargins(0, 0, 0, GRID)
            grid.addWidget(label, 2 * number, 0)
            grid.addWidget(field, 2 * number, 1, 1, 1 if field is self._name else 2)
            grid.addWidget(told, 2 * number + 1, 1, 1, 2)
        grid.addWidget(elsewhere, 2 * (len(rows) - 1), 2)
        grid.setColumnStretch(1, 1)
        buttons = QDialogButtonBox()
        do = buttons.addButton("&Exportieren", QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("Abbrechen", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._export)
        buttons.rejected.connect(self.reject)
        page = QVBoxLayout(self)
        page.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        page.setSpacing(GRID)
        page.addLayout(grid)
        page.addStretch(1)
        page.addWidget(buttons)
        do.setDefault(True)
        self._kind.currentIndexChanged.connect(lambda _place: self._follow_kind())
        self._edition.currentIndexChanged.connect(lambda _place: self._follow_edition())

    @property
    def _suffix(self) -> str:
        return cast(str, self._kind.currentData())

    def _follow_kind(self) -> None:
        purpose = FORMATS[self._suffix].purpose
        for widget in self._of_list:
            widget.setVisible(self._suffix == "csv")
        self._purpose.setText(f"{purpose[0].upper()}{purpose[1:]}.")
        self._show_place()

    def _follow_edition(self) -> None:
        self._about.setText(_OF_EDITIONS[self._edition.currentData()])

    def _show_place(self) -> None:
        self._where.setText(f"Die Datei kommt in den Ordner „{self._folder}“ und endet auf .{self._suffix}.")

    def _target(self) -> Path:
        name = self._name.text().strip().removesuffix(f".{self._suffix}")
        return self._folder / f"{file_names.suitable(name)}.{self._suffix}"

    def _choose_place(self) -> None:
        suffix = f".{self._suffix}"
        kinds = f"{FORMATS[self._suffix].title} (*{suffix})"
        # Whether it may be replaced is asked when it is written.
        found = ask_save(self, _TITLE, self._target(), kinds, suffix, replace=False)
        if found is not None:
            self._folder = found.parent
            self._name.setText(found.name.removesuffix(suffix))
            self._show_place()

    def _export(self) -> None:
        target = self._target()
        if not target.stem.strip(". ") or target.name == f".{self._suffix}":
            show_refusal("Ohne Namen geht es nicht: Bitte einen für die Datei eingeben.", self._name)
            self._name.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if target.exists() and not may_replace(self, _TITLE, target):
            self._name.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        plan, suffix, edition = self._workspace.plan, self._suffix, self._edition.currentData()
        chosen = self._list.currentData()
        made = make_in_background(
            self,
            lambda _progress: exported(plan, suffix, edition, dt.datetime.now(dt.UTC), chosen),
            _TITLE,
            "Die Datei wird gemacht …",
        )
        if made is not None and write_file(self, made.content, target, made.told):
            self.accept()


def show(window: PlanWindow) -> None:
    """Open the dialog over a window, once all that was typed there is in the plan."""
    window.workspace.flush()
    dialog = ExportDialog(window.workspace, window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.exec()
