"""Long work that is done in pieces."""

from itertools import repeat

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from nrw_desktop.gui.kit import idle
from nrw_desktop.gui.kit.idle import Pieces


@pytest.fixture
def owner(qtbot: QtBot) -> QObject:
    return QObject()


def test_short_work_is_done_at_once(owner: QObject) -> None:
    pieces, told = Pieces(owner), list[list[int]]()
    pieces.done.connect(told.append)
    pieces.start(iter([1, 2, 3]))
    pieces.start(iter([]))
    assert told == [[1, 2, 3], []]


def test_long_work_goes_on_in_between(owner: QObject, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    monkeypatch.setattr(idle, "_AT_ONCE", 0.0)
    monkeypatch.setattr(idle, "_IN_BETWEEN", 0.0001)
    pieces, told = Pieces(owner), list[list[int]]()
    pieces.done.connect(told.append)
    pieces.start(iter(range(5000)))
    assert told == []
    qtbot.waitUntil(lambda: told == [[*range(5000)]])


def test_work_begun_anew_or_left_tells_nothing(owner: QObject, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    monkeypatch.setattr(idle, "_AT_ONCE", 0.0)
    pieces, told = Pieces(owner), list[list[int]]()
    pieces.done.connect(told.append)
    pieces.start(repeat(1))
    pieces.start(iter([2]))
    qtbot.waitUntil(lambda: told == [[2]])
    pieces.start(iter([3]))
    pieces.stop()
    qtbot.wait(30)
    assert told == [[2]]
