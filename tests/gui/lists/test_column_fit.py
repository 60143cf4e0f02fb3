"""What a row is about keeps room in a narrow table, and widths set by hand come back."""

import pytest
from PySide6.QtWidgets import QWidget

from nrw_desktop.gui.lists.record_view import RecordView
from nrw_desktop.gui.pages.phase_tab import PhaseTab
from nrw_desktop.gui.window.main_window import MainWindow
from tests.gui.hands import list_of, settle


@pytest.fixture
def table(window: MainWindow) -> RecordView:
    tab = window.findChild(PhaseTab)
    assert tab is not None
    return list_of(tab, "Maßnahmen")


def widths(table: RecordView) -> list[int]:
    return [table.columnWidth(place) for place in range(4)]


def make_wide(table: QWidget, width: int) -> None:
    """Let the table have this width, whatever is around it."""
    table.setFixedWidth(width)
    settle()


def test_a_narrow_table_squeezes_the_names_first(window: MainWindow, table: RecordView) -> None:
    before = widths(table)[1:]
    make_wide(table, 600)
    name, status, span, responsible = widths(table)
    assert name >= 150
    assert [status, span] == before[:2]
    assert responsible < before[2]
    assert not table.horizontalScrollBar().isVisible()
    make_wide(table, 900)
    assert widths(table)[1:] == before


def test_a_very_narrow_table_scrolls_sideways(window: MainWindow, table: RecordView) -> None:
    make_wide(table, 360)
    assert widths(table)[0] >= 150
    assert table.horizontalScrollBar().isVisible()
    make_wide(table, 900)
    assert not table.horizontalScrollBar().isVisible()
    assert sum(widths(table)) == table.viewport().width()


def test_a_width_set_by_hand_is_what_is_remembered(window: MainWindow, table: RecordView) -> None:
    make_wide(table, 900)
    table.setColumnWidth(3, 222)
    make_wide(table, 500)
    assert table.columnWidth(3) < 222
    assert window.findChild(PhaseTab).state()["columns"].split(",")[2] == "222"
    make_wide(table, 900)
    assert table.columnWidth(3) == 222
