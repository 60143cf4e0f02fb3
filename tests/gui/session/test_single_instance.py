"""A second start of the program finds the window that has the plan."""

import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalSocket
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nrw_desktop.gui.session import single_instance
from nrw_desktop.gui.session.single_instance import Doorbell, ring

RING = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from nrw_desktop.gui.session.single_instance import ring
application = QCoreApplication([])
print(ring(Path(sys.argv[1])))
"""


def test_nobody_answers_where_nobody_is(qapp: QApplication, tmp_path: Path) -> None:
    assert not ring(tmp_path / "b.nrwplan")


def test_the_window_that_has_the_plan_hears_it(qapp: QApplication, tmp_path: Path, qtbot: QtBot) -> None:
    plan = tmp_path / "b.nrwplan"
    plan.touch()
    link = tmp_path / "anders.nrwplan"
    link.symlink_to(plan)
    owner = QObject()
    bell = Doorbell(plan, owner)
    # A program of its own: while one waits for the answer, no other thread of it runs.
    with subprocess.Popen([sys.executable, "-c", RING, str(link)], stdout=subprocess.PIPE, text=True) as second:
        with qtbot.waitSignal(bell.rung, timeout=20000):
            pass
        said, _errors = second.communicate(timeout=20)
    assert said.strip() == "True"
    assert not ring(tmp_path / "Anderer.nrwplan")


def test_a_name_left_by_a_crash_is_taken_over(qapp: QApplication, tmp_path: Path, qtbot: QtBot) -> None:
    plan, owner = tmp_path / "b.nrwplan", QObject()
    Doorbell(plan, owner)
    bell = Doorbell(plan, owner)
    socket = QLocalSocket(owner)
    with qtbot.waitSignal(bell.rung, timeout=5000):
        socket.connectToServer(single_instance._name(plan))


class Window(QObject):
    """What a plan's window is to its doorbell."""

    come_to_front = Signal()

    def __init__(self, plan: Path):
        super().__init__()
        self.workspace = SimpleNamespace(path=plan)


def test_one_that_takes_the_place_of_another_of_its_name_is_heard(
    qapp: QApplication, tmp_path: Path, qtbot: QtBot
) -> None:
    window = Window(tmp_path / "b.nrwplan")
    single_instance.answer(window)
    single_instance.answer(window)
    qtbot.waitUntil(lambda: len(window.findChildren(Doorbell)) == 1)
    socket = QLocalSocket(window)
    with qtbot.waitSignal(window.come_to_front, timeout=5000):
        socket.connectToServer(single_instance._name(window.workspace.path))


posix = pytest.mark.skipif(os.name == "nt", reason="a pipe there, in no folder")


def sockets(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("nrw-desktop-*") if path.is_socket()]


@posix
@pytest.mark.parametrize("runtime", ["none", "private", "open to others", "a file", "gone and not to be made"])
def test_the_socket_is_where_nobody_else_can_look(
    qapp: QApplication, data_dir: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, runtime: str
) -> None:
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        monkeypatch.setenv("TMPDIR", name)
        monkeypatch.setattr(tempfile, "tempdir", None)
        monkeypatch.setenv("NRW_DESKTOP_DATA", str(home / "data"))
        monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
        place = home / "run"
        if runtime in ("private", "open to others"):
            place.mkdir(0o700 if runtime == "private" else 0o755)
            place.chmod(0o700 if runtime == "private" else 0o755)
        elif runtime != "none":
            place.touch()
        if runtime != "none":
            monkeypatch.setenv("XDG_RUNTIME_DIR", str(place / "x" if runtime.startswith("gone") else place))
        plan, owner = home / "b.nrwplan", QObject()
        bell = Doorbell(plan, owner)
        (found,) = sockets(home)
        assert found.parent == (place if runtime == "private" else home / "data" / "run")
        assert not found.parent.stat().st_mode & 0o077
        assert not found.stat().st_mode & 0o077
        with subprocess.Popen([sys.executable, "-c", RING, str(plan)], stdout=subprocess.PIPE, text=True) as second:
            with qtbot.waitSignal(bell.rung, timeout=20000):
                pass
            assert second.communicate(timeout=20)[0].strip() == "True"


@posix
def test_where_no_safe_place_is_there_is_no_socket(
    qapp: QApplication, data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data_dir.write_text("")
    monkeypatch.setenv("XDG_RUNTIME_DIR", "relativ")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    strangers = tmp_path / f"nrw-desktop-{os.getuid()}"
    strangers.symlink_to(tmp_path)
    owner = QObject()
    Doorbell(tmp_path / "b.nrwplan", owner)
    assert not ring(tmp_path / "b.nrwplan")
    assert sockets(tmp_path) == []


@posix
def test_old_sockets_go_and_those_that_are_listened_to_stay_and_do_not_ring(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        monkeypatch.setattr(tempfile, "tempdir", name)
        monkeypatch.setenv("XDG_RUNTIME_DIR", name)
        for left in ("nrw-desktop-0123456789abcdef", "andere-0123"):
            with socket.socket(socket.AF_UNIX) as stale:
                stale.bind(str(home / left))
        (home / "nrw-desktop-kein-socket").touch()
        owner = QObject()
        bell = Doorbell(home / "a.nrwplan", owner)
        rings: list[None] = []
        bell.rung.connect(lambda: rings.append(None))
        Doorbell(home / "b.nrwplan", owner)
        qtbot.wait(50)
        assert rings == []
        assert len(sockets(home)) == 2
        assert {path.name for path in home.iterdir()} >= {"andere-0123", "nrw-desktop-kein-socket"}
        assert not (home / "nrw-desktop-0123456789abcdef").exists()
