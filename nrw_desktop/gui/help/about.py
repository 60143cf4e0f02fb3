"""What this program is, whose parts it is made of, and under which licences."""

from PySide6.QtWidgets import QWidget

from nrw_desktop import __version__
from nrw_desktop.gui.kit import theme
from nrw_desktop.gui.kit.message_boxes import MessageBox

_ICON = 64


def show(parent: QWidget) -> None:
    """Say it in a box."""
    box = MessageBox(MessageBox.Icon.NoIcon, "Über nrw_desktop", f"nrw_desktop {__version__}", parent)
    box.setIconPixmap(parent.windowIcon().pixmap(theme.scaled(_ICON), theme.scaled(_ICON)))
    box.setInformativeText(
        "Plant, verfolgt und druckt die Phasen eines NRWeltoffen-Projekts: Maßnahmen, Ziele und "
        "Kooperationspartner.\n\nLizenz: EUPL-1.2. Symbole: Lucide (ISC). Schrift im Druck: Lato (OFL). "
        "Oberfläche: Qt (LGPL)."
    )
    box.exec()
