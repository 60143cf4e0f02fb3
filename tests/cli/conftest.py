"""A way to call the program without a process of its own, and a plan file to call it with."""

import sys
import types
from collections.abc import Callable
from pathlib import Path

import pytest

import nrw_desktop
from nrw_desktop import cli
from nrw_desktop.storage.upkeep import new_plans


class Result:
    """What a call gave back."""

    def __init__(self, code: int, out: str, err: str):
        self.code, self.out, self.err = code, out, err


Call = Callable[..., Result]


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Call:
    """Call the program in this process, in the test's folder and without a screen."""
    monkeypatch.chdir(tmp_path)
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)

    def run(*words: object) -> Result:
        capfd.readouterr()
        code = cli.main([str(word) for word in words])
        out, err = capfd.readouterr()
        if code == 0:
            assert not err
        else:
            assert err.count("\n") == 1
            assert "Traceback" not in err
        return Result(code, out, err)

    return run


@pytest.fixture(scope="session")
def seed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a new plan file."""
    path = tmp_path_factory.mktemp("seed") / "b.nrwplan"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NRW_DESKTOP_DATA", str(path.parent))
        new_plans.new_plan(path).close()
    return path.read_bytes()


@pytest.fixture
def plan(tmp_path: Path, seed: bytes) -> Path:
    """A plan file of the test's own."""
    path = tmp_path / "b.nrwplan"
    path.write_bytes(seed)
    return path


@pytest.fixture
def window(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What the window was asked to open, and what its message boxes said; there is none in these tests."""
    seen: list[object] = []
    app = types.ModuleType("nrw_desktop.app")
    app.run = lambda plan: seen.append(plan) or 0  # type: ignore[attr-defined]
    app.show_error = seen.append  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "nrw_desktop.app", app)
    monkeypatch.setattr(nrw_desktop, "app", app, raising=False)
    return seen
