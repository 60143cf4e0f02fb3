"""Typing into lists at the real program, under a window manager: no letter is lost on the way."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.person import Person, missing_tool, person
from tests.e2e.test_a_day import measures
from tests.screen import stop

pytestmark = pytest.mark.skipif(bool(missing_tool()), reason=f"{missing_tool()} is not installed")

WINDOW = "Bielefeld.nrwplan"


@pytest.fixture
def coordinator() -> Iterator[Person]:
    with person() as someone:
        manager = _window_manager(someone)
        try:
            yield someone
        finally:
            if manager is not None:
                stop(manager)


def _window_manager(someone: Person) -> "subprocess.Popen[bytes] | None":
    """A window manager where the screen has none of its own: focus comes at other moments with one."""
    environment = someone._environment
    names = subprocess.run(["xprop", "-root", "_NET_SUPPORTING_WM_CHECK"], env=environment, capture_output=True,
                           text=True, check=False).stdout if shutil.which("xprop") else ""  # fmt: skip
    if "window id" in names or shutil.which("openbox") is None:
        return None
    return subprocess.Popen(["openbox"], env=environment, stderr=subprocess.DEVNULL)


@pytest.fixture
def plan_path(data_dir: Path) -> Path:
    """Where the first start puts the plan."""
    return data_dir.parent / "Dokumente/NRWeltoffen/Bielefeld.nrwplan"


def texts(path: Path) -> list[str]:
    return [measure.text for measure in measures(path, 1)]


def log(data_dir: Path) -> str:
    """What the program wrote into its log."""
    return "".join(path.read_text("utf-8") for path in data_dir.rglob("*.log*"))


def test_a_new_row_while_one_is_typed_into_loses_nothing(
    coordinator: Person, plan_path: Path, data_dir: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Ctrl+M twice, F2 then Ctrl+M, and Ctrl+M in the middle of a word: each text arrives, and nothing breaks."""
    coordinator.start(WINDOW)
    before = texts(plan_path)
    coordinator.press("Home", "F2", "ctrl+m", "ctrl+m")
    coordinator.type("Erste")
    coordinator.press("ctrl+m")
    coordinator.type("Zweite")
    coordinator.press("Return", "Escape")
    coordinator.until(lambda: texts(plan_path) == [*before, "Erste", "Zweite"], "both measures in the file")

    # One Enter in the overview opens the phase and no editor: what is typed then goes nowhere without a word.
    coordinator.after(lambda: coordinator.press("ctrl+Prior"), "the overview")
    coordinator.after(lambda: coordinator.press("Return"), "the phase")
    coordinator.press("Right", "Escape", "ctrl+q")
    assert coordinator.wait_for_end() == 0
    assert texts(plan_path) == [*before, "Erste", "Zweite"]
    assert "Traceback" not in log(data_dir) + capfd.readouterr().err
