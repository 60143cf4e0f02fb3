"""Work in the background: its result, its failures, and a way to stop it."""

import threading

import pytest
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.gui.kit.background import Progress, Work


def test_a_result_comes_with_its_progress(qtbot: QtBot) -> None:
    def make(progress: Progress) -> tuple[int, bool]:
        for step in range(3):
            progress(step, 3)
        return 42, threading.current_thread() is threading.main_thread()

    work, steps = Work(make), list[tuple[int, int]]()
    work.advanced.connect(lambda step, of: steps.append((step, of)))
    with qtbot.waitSignal(work.done) as done:
        work.start()
    assert done.args == [(42, False)]
    assert steps == [(0, 3), (1, 3), (2, 3)]
    work.wait()


def test_a_refusal_is_told_as_it_is(qtbot: QtBot) -> None:
    def make(progress: Progress) -> None:
        raise PlanError("Bitte eine Phase wählen.")

    work = Work(make)
    with qtbot.waitSignal(work.failed) as failed:
        work.start()
    assert failed.args == ["Bitte eine Phase wählen."]
    work.wait()


@pytest.mark.complains("ZeroDivisionError")
def test_an_unexpected_error_is_told_in_german(qtbot: QtBot) -> None:
    def make(progress: Progress) -> None:
        raise ZeroDivisionError

    work = Work(make)
    with qtbot.waitSignal(work.failed) as failed:
        work.start()
    assert "Protokolldatei" in failed.args[0]
    work.wait()


def test_stopped_work_says_nothing_more(qtbot: QtBot) -> None:
    begun, go_on, heard = threading.Event(), threading.Event(), list[object]()

    def make(progress: Progress) -> int:
        begun.set()
        go_on.wait(10)
        progress(1, 2)
        return 1

    work = Work(make)
    work.done.connect(heard.append)
    work.failed.connect(heard.append)
    work.start()
    assert begun.wait(10)
    work.stop()
    go_on.set()
    assert work.wait(10000)
    assert work.isFinished()
    qtbot.wait(1)
    assert heard == []


def test_stopped_at_its_last_step_too(qtbot: QtBot) -> None:
    begun, go_on, heard = threading.Event(), threading.Event(), list[object]()

    def make(progress: Progress) -> int:
        begun.set()
        go_on.wait(10)
        return 1

    work = Work(make)
    work.done.connect(heard.append)
    work.start()
    assert begun.wait(10)
    work.stop()
    go_on.set()
    assert work.wait(10000)
    QThread.yieldCurrentThread()
    qtbot.wait(1)
    assert heard == []
