"""The two pages of the help menu: the shortcuts, and what this program is."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QMessageBox, QVBoxLayout, QWidget

from nrw_desktop.gui import theme
from nrw_desktop.gui.actions import shortcut_table
from nrw_desktop.gui.theme import GRID, heading_font

_IN_LISTS = (
    ("Eingabe, F2", "Zelle bearbeiten"),
    ("Eingabe (beim Bearbeiten)", "Übernehmen und nach unten; nach einer neuen Zeile gleich die nächste"),
    ("Strg+Eingabe (beim Bearbeiten)", "Übernehmen und in der Zelle bleiben"),
    ("Alt+Eingabe (beim Bearbeiten)", "Neue Zeile im Text"),
    ("Tab, Umschalt+Tab", "Nächste oder vorige Zelle"),
    ("Strg+Pfeiltaste", "An den Rand der Tabelle"),
    ("Umschalt+Pfeiltaste, Strg+A", "Mehrere oder alle Zeilen auswählen"),
    ("Esc", "Bearbeiten oder Filter beenden"),
)


def shortcuts(parent: QWidget) -> None:
    """Show all shortcuts."""
    dialog = QDialog(parent)
    dialog.setWindowTitle("Tastenkürzel")
    heading = QLabel("Tastenkürzel")
    heading.setFont(heading_font(dialog.font(), 1.25))
    grid = QGridLayout()
    grid.setHorizontalSpacing(3 * GRID)
    grid.setVerticalSpacing(GRID // 2)
    rows = [*_IN_LISTS, *shortcut_table()]
    half = (len(rows) + 1) // 2
    for place, (keys, text) in enumerate(rows):
        row, column = place % half, 2 * (place // half)
        grid.addWidget(QLabel(keys), row, column, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(theme.named(QLabel(text), "muted"), row, column + 1, Qt.AlignmentFlag.AlignLeft)
    buttons = QDialogButtonBox()
    buttons.addButton("Schließen", QDialogButtonBox.ButtonRole.RejectRole)
    buttons.rejected.connect(dialog.reject)
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
    layout.setSpacing(2 * GRID)
    layout.addWidget(heading)
    layout.addLayout(grid)
    layout.addWidget(buttons)
    dialog.exec()


def about(parent: QWidget, version: str) -> None:
    """Say what this program is, whose parts it is made of, and under which licences."""
    QMessageBox.about(
        parent,
        "Über nrw_desktop",
        f"<h3>nrw_desktop {version}</h3>"
        "<p>Plant, verfolgt und druckt die Phasen eines NRWeltoffen-Projekts: Maßnahmen, Ziele und "
        "Kooperationspartner.</p><p>Lizenz: EUPL-1.2. Symbole: Lucide (ISC). Schrift im Druck: Lato (OFL). "
        "Oberfläche: Qt (LGPL).</p>",
    )
