"""The application as systems know it: one icon on all windows and dialogs, one name in taskbars."""

import configparser
import ctypes
import io
import os
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image
from PySide6.QtGui import QGuiApplication, QIcon, QImage
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from nrw_desktop import paths
from nrw_desktop.gui.kit import application
from nrw_desktop.gui.kit.message_boxes import MessageBox
from nrw_desktop.gui.window.main_window import MainWindow
from tests.gui.hands import command, settle

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def icon(qapp: QApplication) -> Iterator[QIcon]:
    """The icon, as the program shows it."""
    application.show_icon(qapp)
    yield qapp.windowIcon()
    qapp.setWindowIcon(QIcon())


WITHOUT_FONTS = """
from PySide6.QtGui import QFontMetrics
from nrw_desktop.gui.kit.application import application, lend_font
made = application()
said = lend_font(made)
print(QFontMetrics(made.font()).inFontUcs4(0xDF), said)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have fonts of their own")
def test_a_system_without_fonts_is_lent_one(qapp: QApplication, tmp_path: Path) -> None:
    assert application.lend_font(qapp) == ""
    fonts = tmp_path / "fonts.conf"
    fonts.write_text(f'<?xml version="1.0"?><fontconfig><cachedir>{tmp_path}</cachedir></fontconfig>')
    surroundings = os.environ | {"FONTCONFIG_FILE": str(fonts), "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", WITHOUT_FONTS]
    done = subprocess.run(command, env=surroundings, capture_output=True, encoding="utf-8", check=True)
    assert "True Auf diesem Rechner fehlt eine Schrift" in done.stdout


def pixels(image: QImage) -> "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]":
    plain = image.convertToFormat(QImage.Format.Format_RGBA8888)
    return np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.width(), 4).copy()


def test_every_window_and_dialog_has_the_one_icon(
    icon: QIcon, window: MainWindow, show: Callable[[QWidget], QWidget]
) -> None:
    assert window.windowIcon().cacheKey() == icon.cacheKey()
    for words in ("Projektdaten", "Matrix Partner × Phase", "Ähnliche Partner", "Abkürzungen"):
        command(window, words)
    settle()
    dialogs = window.findChildren(QDialog)
    assert len(dialogs) == 4
    for dialog in [*dialogs, show(MessageBox(MessageBox.Icon.NoIcon, "Titel", "Text"))]:
        assert dialog.windowIcon().cacheKey() == icon.cacheKey(), dialog
    # It draws something, of the colour that it has.
    assert (pixels(icon.pixmap(64, 64).toImage())[8, 32] == (0x0B, 0x65, 0x87, 0xFF)).all()


@pytest.mark.parametrize("kind", ["ico", "icns"])
def test_the_built_program_has_the_same_icon(icon: QIcon, kind: str) -> None:
    with Image.open(paths.resources() / "icons" / f"nrw-desktop.{kind}") as file:
        sizes = {size[0] for size in file.info["sizes"]}
        assert {16, 32, 256} <= sizes if kind == "ico" else 256 in sizes
        # Opened, it is the largest of them.
        shipped = np.asarray(file.convert("RGBA").resize((256, 256)))
    drawn = pixels(icon.pixmap(256, 256).toImage())
    assert drawn.shape == (256, 256, 4)
    seen = drawn[..., 3] > 250
    assert np.abs(shipped[seen].astype(int) - drawn[seen].astype(int)).mean() < 2


def test_desktops_on_linux_find_the_entry_by_its_name(qapp: QApplication) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    shared = project["tool"]["hatch"]["build"]["targets"]["wheel"]["shared-data"]
    places = {Path(target): ROOT / source for source, target in shared.items()}
    name = QGuiApplication.desktopFileName()
    entry = configparser.ConfigParser(interpolation=None)
    entry.read_file(io.StringIO(places[Path(f"share/applications/{name}.desktop")].read_text("utf-8")))
    told = entry["Desktop Entry"]
    assert places[Path(f"share/icons/hicolor/scalable/apps/{told['Icon']}.svg")] == ROOT / "resources" / "logo.svg"
    assert told["Exec"].split()[0] in project["project"]["gui-scripts"]
    # By this, X11 knows which program a window is of.
    assert told["StartupWMClass"] == qapp.applicationName()


def test_windows_is_told_which_program_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    shell = SimpleNamespace(SetCurrentProcessExplicitAppUserModelID=told.append)
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(shell32=shell), raising=False)
    monkeypatch.setattr(QApplication, "instance", lambda: None)
    made: list[list[str]] = []
    monkeypatch.setattr(application, "QApplication", _application(made))
    monkeypatch.setattr(application.error_boxes, "install_hook", lambda: None)
    monkeypatch.setattr(application, "Interfaces", lambda _made: None)
    with monkeypatch.context() as patch:
        patch.setattr(os, "name", "nt")
        application.application()
    assert told == ["NRWeltoffen.nrw-desktop"]
    assert len(made) == 1


def _application(made: list[list[str]]) -> type:
    """Stands in for Qt's class, of which there is one object only."""

    class Made:
        @staticmethod
        def instance() -> None:
            return None

        def __init__(self, arguments: list[str]):
            made.append(arguments)

        def __getattr__(self, name: str) -> Callable[..., None]:
            return lambda *_values: None

    return Made


def test_a_font_of_the_system_is_taken_where_there_is_one(qapp: QApplication) -> None:
    before = qapp.font().family()
    assert application.lend_font(qapp) == ""
    assert qapp.font().family() == before
