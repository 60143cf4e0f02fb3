"""The window and all dialogs lie on low and magnified screens, and no word is cut, however large the text is."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QWidget

from nrw_desktop.gui.kit import theme
from tests.e2e.person import missing_tool
from tests.screen import virtual_screen

needs_a_screen = pytest.mark.skipif(bool(missing_tool()), reason=f"{missing_tool()} is not installed")
ROOT = Path(__file__).parents[2]


def walk(screen: str, plan: Path, *sizes: str, **surroundings: str) -> dict[str, Any]:
    """What `size_walk` tells on a screen of its own with a window manager."""
    with virtual_screen(screen) as (environment, _pixels):
        command = [sys.executable, "-m", "tests.gui.size_walk", str(plan), *sizes]
        run = subprocess.run(
            command, cwd=ROOT, env=environment | surroundings, capture_output=True, text=True, timeout=120, check=False
        )
    assert run.returncode == 0, run.stderr
    found: dict[str, Any] = json.loads(run.stdout)
    return found


@needs_a_screen
def test_all_fits_a_low_screen_with_small_and_large_text(plan_path: Path, data_dir: Path) -> None:
    told = walk("1280x720x24", plan_path, "100", "200")
    assert told["found"] == []
    assert told["windows"] > 30
    assert told["words"] > 350
    assert "text_size=200" in (data_dir / "window.ini").read_text("utf-8")


@needs_a_screen
@pytest.mark.parametrize(
    ("screen", "surroundings"),
    [("1366x768x24", {"QT_FONT_DPI": "144"}), ("2560x1440x24", {"QT_SCALE_FACTOR": "2"})],
)
def test_a_window_from_another_screen_comes_back(
    screen: str, surroundings: dict[str, str], plan_path: Path, data_dir: Path, qapp: QApplication
) -> None:
    """Its place was remembered on one that was larger and is gone; a size of text that is none is harmless."""
    data_dir.mkdir(parents=True)
    settings = QSettings(str(data_dir / "window.ini"), QSettings.Format.IniFormat)
    far = QWidget()
    far.setGeometry(1500, 700, 1900, 1180)
    settings.setValue("geometry", far.saveGeometry())
    settings.setValue("text_size", "riesig")
    settings.sync()
    os.chmod(data_dir / "window.ini", 0o600)
    assert walk(screen, plan_path, **surroundings)["found"] == []


@given(st.one_of(st.text(), st.integers(), st.floats(), st.none(), st.binary(), st.lists(st.text())))
def test_any_setting_is_a_size_of_text(value: object) -> None:
    assert theme.text_size_of(value) in theme.TEXT_SIZES


def test_a_size_of_text_is_the_nearest_there_is() -> None:
    assert [theme.text_size_of(size) for size in (100, "150", 155.0, "-3", 10_000)] == [100, 150, 150, 80, 200]
