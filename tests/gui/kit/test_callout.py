"""Notes that point at what they are about."""

from collections.abc import Callable

from PySide6.QtCore import QStringListModel
from PySide6.QtWidgets import QListView, QWidget

from nrw_desktop.gui.kit.callout import Callout, show_note
from tests.gui.hands import Key, press, settle


def test_a_note_about_a_row_goes_with_the_next_key(show: Callable[[QWidget], QWidget]) -> None:
    rows = QListView()
    rows.setModel(QStringListModel(["eins", "zwei"], rows))
    show(rows)
    rows.setFocus()
    show_note("Ende auf Januar 2018 verschoben", rows.viewport())
    settle()
    assert [one.isVisible() for one in rows.findChildren(Callout)] == [True]
    press(Key.Key_Control)
    assert not any(one.isVisible() for one in rows.findChildren(Callout))
