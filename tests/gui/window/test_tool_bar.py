"""The toolbar keeps all its buttons in sight, without words where there is no room for them."""

import pytest
from PySide6.QtWidgets import QToolBar, QToolButton

from nrw_desktop.gui.window.main_window import MainWindow
from tests.gui.hands import child, settle


def buttons(window: MainWindow) -> list[QToolButton]:
    bar = child(window, QToolBar, "toolbar")
    found = (bar.widgetForAction(action) for action in bar.actions() if not action.isSeparator())
    return [one for one in found if isinstance(one, QToolButton)]


@pytest.mark.parametrize("width", [760, 700, 640, 560, 480])
def test_no_button_is_hidden_for_its_words(window: MainWindow, width: int) -> None:
    whole = [one.width() for one in buttons(window)]
    bar = child(window, QToolBar, "toolbar")
    bar.setFixedWidth(width)
    settle()
    assert all(one.isVisible() and one.geometry().right() < width for one in buttons(window))
    short = [now.width() < before for now, before in zip(buttons(window), whole, strict=True)]
    # Undo and redo first.
    assert short == sorted(short, reverse=True)
    bar.setFixedWidth(1320)
    settle()
    assert [one.width() for one in buttons(window)] == whole
