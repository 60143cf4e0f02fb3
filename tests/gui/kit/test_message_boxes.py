"""A box that asks can be left by Esc, also where no answer is a no."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from nrw_desktop.gui.kit.message_boxes import MessageBox
from tests.gui.hands import at_box, press, settle

ROLE = MessageBox.ButtonRole


@pytest.mark.parametrize(("last", "given"), [(ROLE.AcceptRole, "Später"), (ROLE.RejectRole, "Abbrechen")])
def test_escape_answers_a_box_without_a_no_as_enter_does(qtbot: QtBot, last: MessageBox.ButtonRole, given: str) -> None:
    box = MessageBox(MessageBox.Icon.Information, "Gelöscht", "Auch die Sicherungen löschen?")
    qtbot.addWidget(box)
    box.addButton("Gleich löschen", ROLE.DestructiveRole)
    later = box.addButton("Später", ROLE.AcceptRole)
    box.addButton("Abbrechen", last)
    box.setDefaultButton(later)
    at_box(lambda shown: QTest.keyClick(shown, Qt.Key.Key_Escape))
    box.exec()
    assert box.clickedButton().text() == given


def test_who_types_on_does_not_answer_a_box_that_comes_unasked(qtbot: QtBot) -> None:
    box = MessageBox(MessageBox.Icon.Warning, "Zwei Stände", "Welcher soll es sein?", unasked=True)
    qtbot.addWidget(box)
    go_on = box.addButton("&Weiter", ROLE.RejectRole)
    box.addButton("Anderen ö&ffnen", ROLE.ActionRole)
    box.setDefaultButton(go_on)
    box.show()
    settle()
    for key in (Qt.Key.Key_W, Qt.Key.Key_F, Qt.Key.Key_Space):
        press(key)
    assert box.isVisible()
    press(Qt.Key.Key_Return)
    assert box.clickedButton() is go_on
