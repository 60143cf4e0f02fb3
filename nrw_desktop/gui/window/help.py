"""The pages of the help menu: the shortcuts, what this program is, and what its parts are licensed under."""

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QGridLayout, QVBoxLayout, QWidget

from nrw_desktop.gui.kit import theme
from nrw_desktop.gui.kit.dialog import Dialog
from nrw_desktop.gui.kit.message_boxes import MessageBox
from nrw_desktop.gui.kit.safe_widgets import Label
from nrw_desktop.gui.kit.text_edit import TextEdit
from nrw_desktop.gui.kit.theme import GRID, make_heading
from nrw_desktop.gui.window import release
from nrw_desktop.gui.window.actions import shortcut_table
from nrw_desktop.gui.window.release import OLD_RELEASE

_ICON = 64
_LICENCES = 720, 560
_IN_LISTS = (
    ("Eingabe, F2", "Zelle bearbeiten"),
    ("Eingabe (beim Bearbeiten)", "Übernehmen und nach unten; nach einer neuen Zeile gleich die nächste"),
    ("Tab (in einer neuen Zeile)", "Zur nächsten Zelle, hinter der letzten eine weitere neue Zeile"),
    ("Anfangsbuchstaben; Alt+Pfeil ab, F4 oder Leertaste", "Status wählen; die Liste öffnen"),
    ("Entf", "Zelle leeren; ein Ziel, einen Partner oder eine ganze Zeile löschen"),
    ("Umschalt+Leertaste", "Die ganze Zeile auswählen"),
    ("Strg+Eingabe (beim Bearbeiten)", "Übernehmen und in der Zelle bleiben"),
    ("Strg+Eingabe (Ergebnisse, mehrere Zellen)", "In alle gewählten Zellen eintragen"),
    ("Strg+U (Ergebnisse)", "Die gewählten Zellen wie die oberste füllen"),
    ("Alt+Umschalt+← → (Ergebnisse)", "Die Spalte nach links oder rechts"),
    ("+ − 0 (Zeitplan)", "Größer, kleiner; alles zeigen"),
    ("Umschalt+← → (Zeitplan)", "Früheres, Späteres zeigen"),
    ("1 bis 5 (Zeitplan)", "Status der Maßnahme"),
    ("Alt+← → (Zeitplan)", "Das Ende verschieben"),
    ("Strg+Umschalt+← → (Zeitplan)", "Den Beginn verschieben"),
    ("Strg+← → (Zeitplan)", "Den ganzen Balken verschieben"),
    ("Alt+Eingabe (beim Bearbeiten)", "Neue Zeile im Text"),
    ("Tab, Umschalt+Tab", "Nächste oder vorige Zelle"),
    ("Strg+Pfeiltaste", "An den Rand der Tabelle"),
    ("Umschalt+Pfeiltaste, Strg+A", "Mehrere oder alle Zeilen auswählen"),
    ("Esc", "Bearbeiten oder Filter beenden; von den Einzelheiten zur Liste"),
    ("Tab, Umschalt+Tab (bei Zielen)", "Unterordnen, höherstufen"),
    ("Esc, dann Tab", "Die Liste verlassen"),
    ("Einfg (bei Kosten, Fristen …)", "Neue Zeile"),
)
_IN_MEETINGS = (
    ("Bild ab, →, Leertaste", "Nächste Seite"),
    ("Bild auf, ←", "Vorige Seite"),
    ("Pos1, Ende", "Erste, letzte Seite"),
    ("↑ ↓, dann 1 … 5", "Maßnahme wählen, Status setzen"),
    ("Strg+Z", "Rückgängig"),
    ("G, Ü", "Nur Geändertes, nur Überfälliges; noch einmal: alles"),
    ("F10", "Menü: seit wann geändert, welcher Bildschirm"),
    ("Esc", "Beenden"),
)
_PERIODS = (
    ("März bis Juli 2017", "zwei Monate; das Jahr gilt für beide"),
    ("14.11.2018, 1.–3.7.2018", "auf den Tag genau"),
    ("Q3 2018, KW 34/2018, Anfang 2018", "die Worte bleiben, daneben steht, wie sie gelesen sind"),
    ("14.11., ab Juli", "das Jahr, das zur Phase passt; es wird gesagt"),
    ("ab sofort, in 2 Wochen", "von heute an gerechnet, als Datum"),
    ("Juli 2018 bis Projektende", "folgt dem Projektende in den Projektdaten"),
    ("3 Monate vor Projektende bis Projektende", "gerechnet vom Projektende"),
    ("im Anschluss an Phase 2 bis Ende von Phase 3", "folgt diesen beiden Phasen"),
)


def shortcuts(parent: QWidget) -> None:
    """Show all shortcuts."""
    dialog = Dialog(parent)
    dialog.setWindowTitle("Tastenkürzel")
    buttons = QDialogButtonBox()
    buttons.addButton("Schließen", QDialogButtonBox.ButtonRole.RejectRole)
    buttons.rejected.connect(dialog.reject)
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
    layout.setSpacing(2 * GRID)
    for title, rows in (
        ("Tastenkürzel", [*_IN_LISTS, *shortcut_table()]),
        ("Sitzungsansicht (F5)", _IN_MEETINGS),
        ("Zeitraum einer Phase oder Maßnahme", _PERIODS),
    ):
        heading = Label(title)
        make_heading(heading, 1.25)
        layout.addWidget(heading)
        layout.addLayout(_in_two_columns(rows))
    layout.addWidget(buttons)
    dialog.exec()


def _in_two_columns(rows: Sequence[tuple[str, str]]) -> QGridLayout:
    """Pairs of what is pressed or typed and what it does, half of them beside the other half."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(3 * GRID)
    grid.setVerticalSpacing(GRID // 2)
    half = (len(rows) + 1) // 2
    for place, (keys, text) in enumerate(rows):
        row, column = place % half, 2 * (place // half)
        grid.addWidget(Label(keys), row, column, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(theme.named(Label(text), "muted"), row, column + 1, Qt.AlignmentFlag.AlignLeft)
    return grid


def about(parent: QWidget) -> None:
    """Say what this program is and which release of it; from there to the licences of its parts."""
    now = release.known()
    box = MessageBox(MessageBox.Icon.NoIcon, "Über nrw_desktop", release.words(now), parent)
    box.setIconPixmap(parent.windowIcon().pixmap(theme.scaled(_ICON), theme.scaled(_ICON)))
    old = f"\n\n{OLD_RELEASE}" if release.is_old(now, dt.date.today()) else ""
    box.setInformativeText(
        "Plant, verfolgt und druckt die Phasen eines NRWeltoffen-Projekts: Maßnahmen, Ziele und "
        "Kooperationspartner.\n\nLizenz: EUPL-1.2. Symbole: Lucide (ISC). Schrift im Druck: Lato und Noto (OFL). "
        f"Oberfläche: Qt (LGPL), durch andere Fassungen ersetzbar.{old}"
    )
    more = box.addButton("&Lizenzen …", MessageBox.ButtonRole.ActionRole)
    box.setDefaultButton(box.addButton("Schließen", MessageBox.ButtonRole.RejectRole))
    box.exec()
    if box.clickedButton() is more:
        _show_licences(parent)


def _show_licences(parent: QWidget) -> None:
    """Show the licences of all parts, to be read, searched and copied."""
    dialog = Dialog(parent)
    dialog.setWindowTitle("Lizenzen")
    text = TextEdit(dialog)
    text.setReadOnly(True)
    text.setTabChangesFocus(True)
    text.setAccessibleName("Lizenzen aller Teile des Programms")
    text.setPlainText(release.licences())
    buttons = QDialogButtonBox()
    buttons.addButton("Schließen", QDialogButtonBox.ButtonRole.RejectRole)
    buttons.rejected.connect(dialog.reject)
    layout = QVBoxLayout(dialog)
    layout.addWidget(text)
    layout.addWidget(buttons)
    dialog.want_size(*_LICENCES)
    dialog.exec()
