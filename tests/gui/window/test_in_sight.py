"""What gets the keyboard in a page that scrolls comes in sight, whichever key has led there."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from nrw_desktop.gui.window.in_sight import InSight
from tests.gui.hands import Key, press


@pytest.fixture
def page(show: Callable[[QWidget], QWidget], qapp: QApplication) -> Iterator[QScrollArea]:
    """A field, a list and a text of more height than the page has."""
    area, inside = QScrollArea(), QWidget()
    column = QVBoxLayout(inside)
    rows = QListView()
    rows.setModel(QStringListModel([f"Zeile {number}" for number in range(30)], rows))
    for widget, height in ((QLineEdit(), 40), (rows, 500), (QPlainTextEdit("\n" * 30), 600)):
        widget.setFixedHeight(height)
        column.addWidget(widget)
    area.setWidget(inside)
    area.resize(300, 200)
    sight = InSight(area)
    qapp.focusChanged.connect(sight.watch)
    show(area)
    yield area
    qapp.focusChanged.disconnect(sight.watch)


def is_seen(area: QScrollArea, widget: QWidget, top: int, bottom: int) -> bool:
    """Whether these lines of pixels of a widget are in sight."""
    first, last = (widget.mapTo(area.viewport(), widget.rect().topLeft()).y() + line for line in (top, bottom))
    return first >= 0 and last <= area.viewport().height()


def test_fields_rows_and_lines_are_followed(page: QScrollArea) -> None:
    field, rows, text = (page.findChildren(kind)[0] for kind in (QLineEdit, QListView, QPlainTextEdit))
    text.setFocus(Qt.FocusReason.ShortcutFocusReason)
    assert is_seen(page, text, 0, text.cursorRect().bottom())
    press(Key.Key_Down, times=20)
    assert is_seen(page, text, text.cursorRect().top(), text.cursorRect().bottom())
    rows.setFocus(Qt.FocusReason.ShortcutFocusReason)
    press(Key.Key_Down, times=25)
    row = rows.visualRect(rows.currentIndex())
    assert row.top() > page.viewport().height()
    assert is_seen(page, rows, row.top(), row.bottom())
    field.setFocus(Qt.FocusReason.ShortcutFocusReason)
    assert is_seen(page, field, 0, field.height())


def test_nothing_moves_under_the_mouse(page: QScrollArea) -> None:
    text = page.findChildren(QPlainTextEdit)[0]
    page.verticalScrollBar().setValue(450)
    before = page.verticalScrollBar().value()
    QTest.mousePress(text.viewport(), Qt.MouseButton.LeftButton)
    assert text.hasFocus()
    assert page.verticalScrollBar().value() == before
    QTest.mouseRelease(text.viewport(), Qt.MouseButton.LeftButton)
