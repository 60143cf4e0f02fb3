"""The dialog for a new plan: what it begins with, and where it lies."""

from pathlib import Path

from PySide6.QtWidgets import (
    QButtonGroup,
    QDialogButtonBox,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from nrw_desktop.gui.kit import theme
from nrw_desktop.gui.kit.dialog import Dialog
from nrw_desktop.gui.kit.file_dialogs import ask_save
from nrw_desktop.gui.kit.safe_widgets import Label
from nrw_desktop.gui.kit.theme import GRID, make_heading

TEMPLATES = {
    "nrweltoffen": ("Vier Phasen", "Die vier Phasen des Programms NRWeltoffen mit ihren Titeln, sonst leer."),
    "bielefeld": (
        "Beispiel Bielefeld",
        "Die Umsetzungsschritte der Stadt Bielefeld, vollständig, zum Ausprobieren und Anpassen.",
    ),
    "leer": ("Leer", "Ein Plan ohne Phasen."),
}


class NewPlanDialog(Dialog):
    """Asks for the template first, then for the file."""

    def __init__(self, folder: Path, parent: QWidget | None = None):
        super().__init__(parent)
        self.setWindowTitle("Neuer Plan")
        self._folder = folder
        self.path: Path | None = None
        heading = Label("Womit soll der neue Plan beginnen?")
        make_heading(heading, 1.15)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addWidget(heading)
        self._choices = QButtonGroup(self)
        for name, (title, explanation) in TEMPLATES.items():
            button = QRadioButton(title)
            button.setObjectName(name)
            button.setChecked(name == "nrweltoffen")
            self._choices.addButton(button)
            hint = theme.named(Label(explanation), "muted")
            hint.setContentsMargins(3 * GRID, 0, 0, GRID)
            layout.addWidget(button)
            layout.addWidget(hint)
        buttons = QDialogButtonBox()
        create = buttons.addButton("Weiter …", QDialogButtonBox.ButtonRole.AcceptRole)
        create.setDefault(True)
        buttons.addButton("Abbrechen", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._choose_file)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)

    @property
    def template(self) -> str:
        """The name of the template that was chosen."""
        return next(button.objectName() for button in self._choices.buttons() if button.isChecked())

    def _choose_file(self) -> None:
        suggested = self._folder / "Neuer Plan.nrwplan"
        # A new plan never takes the place of another file: who creates it refuses that.
        self.path = ask_save(self, "Neuer Plan", suggested, "Pläne (*.nrwplan)", ".nrwplan", replace=False)
        if self.path is not None:
            self.accept()
