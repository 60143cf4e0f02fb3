"""„Für die Unterstützung“: what somebody who helps has to know, read by the person before it is saved and sent."""

import datetime as dt
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QFontDatabase, QFontInfo, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from nrw_desktop import paths
from nrw_desktop.gui.kit import error_boxes, theme
from nrw_desktop.gui.kit.background import Work
from nrw_desktop.gui.kit.callout import show_note
from nrw_desktop.gui.kit.dialog import Dialog
from nrw_desktop.gui.kit.file_dialogs import ask_save
from nrw_desktop.gui.kit.safe_widgets import Label
from nrw_desktop.gui.kit.text_edit import TextEdit, text_of
from nrw_desktop.gui.kit.theme import GRID
from nrw_desktop.gui.session.plan_window import PlanWindow
from nrw_desktop.gui.window.app_commands import SCHEMES
from nrw_desktop.storage.system import error_messages
from nrw_desktop.storage.upkeep import diagnosis

_PURPOSE = (
    "Das hilft jemandem, der Ihnen hilft. Es enthält keinen Text aus dem Plan, keine Namen, keine Dateinamen und keine "
    "Ordner. Verschickt wird nichts: Bitte lesen, was darin steht, speichern und selbst weitergeben."
)
_CHECKING, _NOT_CHECKED = "Prüfung: läuft …", "Prüfung: nicht möglich"
_SUFFIX = ".txt"


class SupportDialog(Dialog):
    """Shows the text while the plan file is still being checked; it can be saved once that is done."""

    def __init__(self, window: PlanWindow):
        super().__init__(window)
        self.setWindowTitle("Für die Unterstützung")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._window = window
        purpose = Label(_PURPOSE)
        purpose.setWordWrap(True)
        self._text = TextEdit()
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setAccessibleName("Angaben für die Unterstützung")
        theme.follow_text(self._text, _make_even)
        self._save = QPushButton("&Speichern …")
        self._save.clicked.connect(self._ask)
        close = self.close_button()
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addStretch(1)
        for button in (self._save, close):
            button.setAutoDefault(False)
            line.addWidget(button)
        page = QVBoxLayout(self)
        page.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        page.setSpacing(GRID + 4)
        page.addWidget(purpose)
        page.addWidget(self._text, 1)
        page.addLayout(line)
        self.want_size(720, 560)
        self._show(_CHECKING)
        self._save.setEnabled(False)
        self._work = Work(partial(_checked, window.workspace.path), self)
        self._work.done.connect(self._finish)
        self._work.failed.connect(lambda _sentence: self._finish(_NOT_CHECKED))
        self._work.start()
        window.closing.connect(self._wait)

    def done(self, result: int) -> None:
        """Go once the check has ended: a thread must not outlive what it belongs to."""
        self._wait()
        super().done(result)

    def _wait(self) -> None:
        self._work.wait()

    def _show(self, checked: str) -> None:
        workspace = self._window.workspace
        lines = [
            f"Angaben für die Unterstützung vom {dt.datetime.now():%d.%m.%Y, %H:%M} Uhr",
            "",
            "Programm",
            *diagnosis.program_lines(),
            *self._screen_lines(),
            "",
            "Plan",
            *diagnosis.plan_lines(workspace.path, workspace.plan, workspace.read_only),
            checked,
            "",
            "Protokoll (nur Zeit, Stelle im Programm und Art)",
            *(diagnosis.log_lines() or ["Keine Einträge."]),
        ]
        self._text.setPlainText("\n".join(lines))

    def _screen_lines(self) -> list[str]:
        shown = [
            f"{screen.size().width()} × {screen.size().height()}, {round(100 * screen.devicePixelRatio())} %"
            for screen in QGuiApplication.screens()
        ]
        scheme = self._window.settings.value("scheme", "system")
        known = scheme if scheme in SCHEMES else "unbekannt"
        return [
            f"Qt {qVersion()} ({QGuiApplication.platformName()})",
            f"Bildschirme: {'; '.join(shown)}",
            f"Darstellung: {known}, Schriftgröße {theme.text_size()} %",
        ]

    def _finish(self, checked: str) -> None:
        self._show(checked)
        self._save.setEnabled(True)

    def _ask(self) -> None:
        suggested = paths.documents() / f"nrw_desktop Unterstützung {dt.date.today():%Y-%m-%d}{_SUFFIX}"
        target = ask_save(self, "Speichern", suggested, "Text (*.txt)", _SUFFIX)
        if target is not None:
            with error_boxes.told(self):
                with error_messages.worded(target):
                    paths.write_whole(target, text_of(self._text).encode("utf-8"))
                show_note(f"Gespeichert: {target.name}", self._save)


def _make_even(edit: TextEdit) -> None:
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPixelSize(QFontInfo(edit.font()).pixelSize())
    edit.setFont(font)


def _checked(path: Path, _progress: object) -> str:
    return diagnosis.soundness(path)


def show(window: PlanWindow) -> None:
    """Take in what is being typed, and show the text."""
    window.workspace.flush()
    SupportDialog(window).show()
