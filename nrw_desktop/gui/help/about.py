"""What this program is, which release of it, whose parts it is made of, and what these are licensed under."""

import datetime as dt

from PySide6.QtWidgets import QDialogButtonBox, QVBoxLayout, QWidget

from nrw_desktop.gui.kit import theme
from nrw_desktop.gui.kit.dialog import Dialog
from nrw_desktop.gui.kit.message_boxes import MessageBox
from nrw_desktop.gui.kit.text_edit import TextEdit
from nrw_desktop.gui.window import release
from nrw_desktop.gui.window.release import OLD_RELEASE

_ICON = 64
_LICENCES = 720, 560


def show(parent: QWidget) -> None:
    """Say it in a box; from there to the licences of the parts."""
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
