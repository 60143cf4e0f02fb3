"""What a row is about keeps room in a narrow table, and widths set by hand come back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from nrw_desktop.domain import edits
from nrw_desktop.gui.kit import theme
from nrw_desktop.gui.lists.cell_painting import PADDING_X
from nrw_desktop.gui.lists.column_fit import Need, squeezed
from nrw_desktop.gui.lists.record_view import RecordView
from nrw_desktop.gui.pages.phase_tab import PhaseTab
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.window.main_window import MainWindow
from tests.gui.hands import command, list_of, settle


@pytest.fixture
def table(window: MainWindow) -> RecordView:
    tab = window.findChild(PhaseTab)
    assert tab is not None
    return list_of(tab, "Maßnahmen")


def widths(table: RecordView) -> list[int]:
    return [table.columnWidth(place) for place in range(4)]


def name_one_responsible(workspace: Workspace) -> None:
    """Until then, nobody is responsible for anything in the first phase."""
    measure = workspace.plan.measures(workspace.plan.phases[0].id)[0]
    workspace.run(edits.setter("measure"), measure.id, "responsible", "Stadt Bielefeld")


def make_wide(table: QWidget, width: int) -> None:
    """Let the table have this width, whatever is around it."""
    table.setFixedWidth(width)
    settle()


def test_a_narrow_table_squeezes_the_names_first(window: MainWindow, table: RecordView, workspace: Workspace) -> None:
    make_wide(table, 900)
    name_one_responsible(workspace)
    settle()
    before = widths(table)[1:]
    make_wide(table, sum(before) + 130)
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


def test_an_empty_column_gives_its_room_to_the_texts(
    window: MainWindow, table: RecordView, workspace: Workspace, qtbot: QtBot
) -> None:
    make_wide(table, 900)
    name, _status, _span, empty = widths(table)
    name_one_responsible(workspace)
    qtbot.waitUntil(lambda: widths(table)[3] > empty + 20)
    assert widths(table)[0] == name - (widths(table)[3] - empty)
    workspace.undo()
    qtbot.waitUntil(lambda: widths(table)[3] == empty)
    assert widths(table)[0] == name


def test_a_column_is_as_wide_as_its_longest_word_is_now(
    window: MainWindow, table: RecordView, workspace: Workspace, qtbot: QtBot
) -> None:
    make_wide(table, 900)
    name_one_responsible(workspace)
    measure = workspace.plan.measures(workspace.plan.phases[0].id)[1]
    settle()
    before = widths(table)
    workspace.run(edits.setter("measure"), measure.id, "responsible", "Gleichstellungsbeauftragte")
    qtbot.waitUntil(lambda: widths(table)[3] > before[3])
    workspace.run(edits.setter("measure"), measure.id, "responsible", "Stadt")
    qtbot.waitUntil(lambda: widths(table) == before)


def test_columns_grow_with_the_text(window: MainWindow, table: RecordView, qapp: QApplication, qtbot: QtBot) -> None:
    make_wide(table, 900)
    table.setColumnWidth(3, 150)
    before = widths(table)
    try:
        theme.apply(qapp, Qt.ColorScheme.Light, percent=150)
        qtbot.waitUntil(lambda: widths(table)[1] == round(before[1] * 1.5))
        assert window.findChild(PhaseTab).state()["columns"].split(",")[2] == "150"
    finally:
        theme.apply(qapp, Qt.ColorScheme.Light)
    qtbot.waitUntil(lambda: widths(table) == before)


def test_a_width_set_by_hand_is_what_is_remembered(window: MainWindow, table: RecordView) -> None:
    make_wide(table, 900)
    table.setColumnWidth(3, 222)
    make_wide(table, 500)
    assert table.columnWidth(3) < 222
    assert window.findChild(PhaseTab).state()["columns"].split(",")[2] == "222"
    make_wide(table, 900)
    assert table.columnWidth(3) == 222


NEEDS = st.lists(
    st.lists(st.integers(0, 400), min_size=4, max_size=4).map(lambda n: Need(*sorted(n)[::-1])), min_size=1
)


@given(NEEDS, st.integers(0, 4000))
def test_columns_fit_as_long_as_their_tightest_do(needs: list[Need], width: int) -> None:
    found = squeezed(needs, width)
    assert (found is None) == (sum(need.last for need in needs) > width)
    for need, given_ in zip(needs, found or (), strict=False):
        assert need.last <= given_ <= need.wanted
        # No word is divided as long as there is another way.
        assert given_ >= need.least or sum(need.least for need in needs) > width
    assert found is None or sum(found) < width + len(needs)


def test_a_column_is_as_wide_as_its_head(window: MainWindow) -> None:
    """Also an empty one, and one that usually is narrower."""
    command(window, "Neue Sitzung")
    command(window, "Neuer Tagesordnungspunkt")
    settle()
    tasks = list_of(window, "Aufgaben")
    tasks.setFixedWidth(700)
    settle()
    bold = QFont(tasks.horizontalHeader().font())
    bold.setWeight(QFont.Weight.DemiBold)
    for place, column in enumerate(tasks.model().spec.columns):
        assert tasks.columnWidth(place) >= QFontMetrics(bold).horizontalAdvance(column.header) + 2 * PADDING_X
