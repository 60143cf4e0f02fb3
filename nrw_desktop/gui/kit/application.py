"""Qt's application as the program runs it, and the place where it keeps its settings."""

import logging
import os
import sys

from PySide6.QtCore import QSettings
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from nrw_desktop import __version__, paths
from nrw_desktop.gui.kit import error_boxes

_log = logging.getLogger(__name__)

NAME = "nrw-desktop"
"""By which systems know the program: the name of its .desktop file, its icon and its place in a taskbar."""


def application() -> QApplication:
    """Qt's application, in the style that looks the same everywhere; made when it is first asked for."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    QGuiApplication.setDesktopFileName(NAME)
    if os.name == "nt":
        _be_one_program()
    # The style is named here, since setStyle makes Python learn all of QStyle at once.
    made = QApplication([*sys.argv[:1], "-style", "Fusion"])
    made.setApplicationName("nrw_desktop")
    made.setApplicationDisplayName("NRWeltoffen")
    made.setApplicationVersion(__version__)
    error_boxes.install_hook()
    return made


def show_icon(application: QApplication) -> None:
    """Give all windows and dialogs the program's icon, also those that come later.

    Not as the program starts: drawing it loads a library of its own.
    """
    if application.windowIcon().isNull():
        application.setWindowIcon(QIcon(str(paths.resources() / "logo.svg")))


def _be_one_program() -> None:
    """Tell Windows which program the windows are of, for one place and icon in its taskbar: not Python's."""
    import ctypes

    ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(f"NRWeltoffen.{NAME}")  # type: ignore[attr-defined]


def prepared_settings() -> tuple[QSettings, str]:
    """The settings, and what is wrong with the place of the program's own data, as a sentence; empty for nothing."""
    folder = paths.data_dir()
    file = folder / "window.ini"
    trouble = ""
    try:
        paths.make_data_folder()
        trouble = f"„{file}“ lässt sich nicht schreiben: Einstellungen werden vergessen. Bitte die Datei löschen."
        # Qt would make one that others can read.
        paths.make_private_file(file)
        trouble = ""
    except OSError as error:
        _log.warning("no place for data", exc_info=error)
        trouble = trouble or (
            f"In den Ordner für die Daten des Programms, „{folder}“, lässt sich nichts schreiben: Der Plan wird "
            "gespeichert, aber es gibt keine Sicherungen, und Einstellungen werden vergessen. Bitte prüfen, ob dort "
            "eine Datei liegt oder die Rechte fehlen, und neu starten."
        )
    return QSettings(str(file), QSettings.Format.IniFormat), trouble
