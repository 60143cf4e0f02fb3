"""Qt's application as the program runs it, and the place where it keeps its settings."""

import errno
import logging
import os
import re
import sys
from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QFontDatabase, QFontMetrics, QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from nrw_desktop import __version__, paths
from nrw_desktop.gui.kit import error_boxes
from nrw_desktop.gui.kit.accessible import Interfaces

_log = logging.getLogger(__name__)

_LINE = re.compile(r"\[.*\]$|;|#|[^=]+=")
"""A line of a file with settings: a section, a comment, or a name with its value."""

_MOST = 4_000_000
"""Bytes that no file of settings has."""

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
    Interfaces(made)
    # Who asks the system for less motion gets none; Qt does not tell who does.
    made.setEffectEnabled(Qt.UIEffect.UI_General, False)
    return made


def lend_font(application: QApplication) -> str:
    """Where the system has no font with German letters, take one of the program's own; the sentence that says so."""
    if QFontMetrics(application.font()).inFontUcs4(ord("ß")):
        return ""
    for cut in ("Regular", "Bold"):
        QFontDatabase.addApplicationFont(str(paths.resources() / "fonts" / f"NotoSans-{cut}.ttf"))
    font = application.font()
    font.setFamily("Noto Sans")
    application.setFont(font)
    _log.warning("the system has no font")
    return "Auf diesem Rechner fehlt eine Schrift für die Fenster: Gezeigt wird die, mit der auch gedruckt wird."


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
        if not os.access(file, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(file))
        trouble = "" if _is_legible(file) else _put_aside(file)
    except OSError as error:
        _log.warning("no place for data", exc_info=error)
        trouble = trouble or (
            f"In den Ordner für die Daten des Programms, „{folder}“, lässt sich nichts schreiben: Der Plan wird "
            "gespeichert, aber es gibt keine Sicherungen, und Einstellungen werden vergessen. Bitte prüfen, ob dort "
            "eine Datei liegt oder die Rechte fehlen, und neu starten."
        )
    return QSettings(str(file), QSettings.Format.IniFormat), trouble


def _is_legible(file: Path) -> bool:
    """Whether a file is one of settings: sections, and lines of a name with a value."""
    if file.stat().st_size > _MOST:
        return False
    try:
        text = file.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return False
    lines = (line.strip() for line in text.splitlines())
    return "\0" not in text and all(_LINE.match(line) for line in lines if line)


def _put_aside(file: Path) -> str:
    """Begin with no settings, and keep what was in their place beside them; the sentence that says so.

    Raises:
        OSError: it cannot be put aside.
    """
    aside = file.with_suffix(".old.ini")
    paths.replace_file(file, aside)
    paths.make_private_file(file)
    return (
        f"Die Einstellungen waren nicht lesbar und sind wieder die üblichen; die alte Datei liegt als „{aside.name}“ "
        "bei den Daten des Programms. Die Pläne betrifft das nicht."
    )
