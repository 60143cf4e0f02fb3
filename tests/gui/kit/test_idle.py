"""Long work that is done in pieces, and work that waits for the first picture."""

from itertools import repeat

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from nrw_desktop.gui.kit import idle
from nrw_desktop.gui.kit.idle import Pieces, after_first_paint


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


def test_what_a_page_keeps_out_of_sight_does_its_work_too(qtbot: QtBot) -> None:
    area, inside = QScrollArea(), QWidget()
    column = QVBoxLayout(inside)
    done: list[str] = []
    for name, height in (("in sight", 300), ("below", 100)):
        part = QWidget()
        part.setFixedHeight(height)
        column.addWidget(part)
        after_first_paint(part, lambda name=name: done.append(name))  # type: ignore[misc]
    area.setWidget(inside)
    area.resize(200, 150)
    qtbot.addWidget(area)
    area.show()
    qtbot.waitUntil(lambda: done == ["in sight", "below"])
