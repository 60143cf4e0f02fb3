"""Tables to read: no text is cut that would have room in one more line."""

from PySide6.QtWidgets import QStyle
from pytestqt.qtbot import QtBot

from nrw_desktop.gui.kit.plain_table import PlainItem, plain_table

TEXT = "Entwicklung von Maßnahmen zur Prävention im Sozialraum"
PADDING = 4


def test_a_row_is_as_high_as_its_text_is_painted(qtbot: QtBot) -> None:
    table = plain_table(("Maßnahme",))
    qtbot.addWidget(table)
    table.setRowCount(1)
    table.setItem(0, 0, PlainItem(TEXT))
    table.show()
    one_line = table.fontMetrics().lineSpacing() * 2
    margin = table.style().pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, None, table) + 1
    whole = table.fontMetrics().horizontalAdvance(TEXT) + 2 * margin + 2 * PADDING
    table.setColumnWidth(0, whole - 1)
    assert table.sizeHintForRow(0) > one_line
    table.setColumnWidth(0, whole + 2)
    assert table.sizeHintForRow(0) < one_line
