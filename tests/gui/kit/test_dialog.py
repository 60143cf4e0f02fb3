"""A dialog that is higher than the screen scrolls, and the keyboard stays where it was."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QScrollArea, QVBoxLayout
from pytestqt.qtbot import QtBot

from nrw_desktop.gui.kit.dialog import Dialog
from nrw_desktop.gui.kit.safe_widgets import LineEdit
from tests.gui.hands import Key, press, settle


@pytest.mark.parametrize("chosen", [None, 1])
def test_a_scrolling_dialog_keeps_keyboard_and_order(qtbot: QtBot, chosen: int | None) -> None:
    dialog = Dialog()
    qtbot.addWidget(dialog)
    page, lines, button = QVBoxLayout(dialog), [LineEdit() for _ in range(3)], QPushButton("Schließen")
    for line in lines:
        page.addWidget(line)
        page.addSpacing(QGuiApplication.primaryScreen().size().height())
    page.addWidget(button)
    button.setDefault(True)
    if chosen is not None:
        lines[chosen].setFocus()
    dialog.show()
    settle()
    assert dialog.findChild(QScrollArea) is not None
    assert dialog.focusWidget() is lines[chosen or 0]
    lines[0].setFocus(Qt.FocusReason.TabFocusReason)
    for expected in (lines[1], lines[2], button):
        press(Key.Key_Tab)
        assert dialog.focusWidget() is expected


def test_what_a_button_does_is_done_once_also_by_a_double_click(qtbot: QtBot) -> None:
    dialog, done = Dialog(), []
    qtbot.addWidget(dialog)
    page, button = QVBoxLayout(dialog), QPushButton("Übernehmen")
    page.addWidget(button)
    button.clicked.connect(lambda: (done.append(1), dialog.accept()))
    for times in (1, 2):
        dialog.open()
        settle()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        button.click()
        assert len(done) == times
