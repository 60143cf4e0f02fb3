"""A second start of the program finds the window that has the plan."""

import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalSocket
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nrw_desktop.gui import instances
from nrw_desktop.gui.instances import Doorbell, ring

RING = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from nrw_desktop.gui.instances import ring
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
        socket.connectToServer(instances._name(plan))
