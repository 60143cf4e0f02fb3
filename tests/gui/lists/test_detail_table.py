"""A small table with its buttons in little room: it keeps its columns, and the buttons their names."""

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from nrw_desktop.gui.lists.detail_table import DEADLINES, DetailTable
from nrw_desktop.gui.session.workspace import Workspace
from tests.gui.hands import settle


@pytest.mark.parametrize("width", [900, 220])
def test_beside_a_narrow_table_buttons_have_no_words(workspace: Workspace, qtbot: QtBot, width: int) -> None:
    table = DetailTable(workspace, DEADLINES, "Fristen")
    qtbot.addWidget(table)
    table.setMinimumSize(1, 1)
    table.resize(width, 300)
    table.show()
    settle()
    buttons = table.findChildren(QPushButton)
    assert [button.accessibleName() for button in buttons] == ["Neu", "Löschen"]
    assert [bool(button.text()) for button in buttons] == [width == 900] * 2
    assert table.view.width() > width * 0.6
