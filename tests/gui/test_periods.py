"""Periods typed into a cell, a form and a list that is pasted: all are read in one way, and how is said."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from nrw_desktop.domain import edits
from nrw_desktop.domain.queries import period
from nrw_desktop.gui.kit import colors, theme
from nrw_desktop.gui.pages.phase_tab import PhaseTab
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.window.main_window import MainWindow
from tests.domain.text.test_period_cases import at
from tests.gui.clipboard.test_pasting import paste, preview, put_in
from tests.gui.forms.test_form_pages import turn_to
from tests.gui.hands import (
    Key,
    callouts,
    child,
    edges,
    list_of,
    measure,
    measure_period,
    phase_period,
    press,
    settle,
    type_text,
)
from tests.gui.window.test_main_window import with_form

# What is typed, both ends, and what the cell shows; in phase 1, March to July 2017.
CASES = [
    ("3/2018", "2018-03", "2018-03", "03/2018"),
    ("3/18", "2018-03", "2018-03", "03/2018"),
    ("März 18", "2018-03", "2018-03", "03/2018"),
    ("08–10/2017", "2017-08", "2017-10", "08–10/2017"),
    ("ab August 2017", "2017-08", None, "ab 08/2017"),
    ("ca. Mai 2018", "2018-05", "2018-05", "ca. Mai 2018"),
    ("Mai/Juni 2018", "2018-05", "2018-06", "Mai/Juni 2018"),
    ("1.7.2018", "2018-07-01", "2018-07-01", "01.07.2018"),
    ("am 14. November 2018", "2018-11-14", "2018-11-14", "14.11.2018"),
    ("Mittwoch, 14.11.2018", "2018-11-14", "2018-11-14", "Mittwoch, 14.11.2018"),
    ("1.-3.7.2018", "2018-07-01", "2018-07-03", "01.–03.07.2018"),
    ("vom 1.7. bis 30.9.2018", "2018-07-01", "2018-09-30", "01.07.–30.09.2018"),
    ("2018-07-01/2018-09-30", "2018-07-01", "2018-09-30", "01.07.–30.09.2018"),
    ("15.7.2018 bis September 2018", "2018-07-15", "2018-09", "15.07.2018–09/2018"),
    ("2018", "2018-01", "2018-12", "2018"),
    ("2017 bis 2018", "2017-01", "2018-12", "2017 bis 2018"),
    ("Anfang 2018", "2018-01", "2018-04", "Anfang 2018"),
    ("Q3 2018", "2018-07", "2018-09", "Q3 2018"),
    ("2. Halbjahr 2018", "2018-07", "2018-12", "2. Halbjahr 2018"),
    ("KW 34/2018", "2018-08-20", "2018-08-26", "KW 34/2018"),
    ("bis zum 30.9.2018", None, "2018-09-30", "bis 30.09.2018"),
    ("laufend", None, None, "laufend"),
    ("ab Mai 2018 fortlaufend", "2018-05", None, "ab Mai 2018 fortlaufend"),
    ("4.5.", "2017-05-04", "2017-05-04", "4.5."),
    ("Mai", "2017-05", "2017-05", "Mai"),
    ("14.11.2018, 15 Uhr", "2018-11-14", "2018-11-14", "14.11.2018, 15 Uhr"),
]


PERIOD = 2


@pytest.fixture
def tab(window: MainWindow, qtbot: QtBot) -> PhaseTab:
    """The tab of phase 1 with its form."""
    return with_form(window, qtbot)


def ends_of(workspace: Workspace, place: int = 0) -> tuple[period.Point, period.Point]:
    return period.ends(workspace.plan, measure(workspace.plan, 1, place))


@pytest.mark.parametrize(("text", "start", "end", "shown"), CASES)
def test_in_a_cell_a_form_and_a_list(
    tab: PhaseTab, workspace: Workspace, text: str, start: str | None, end: str | None, shown: str
) -> None:
    view = list_of(tab, "Maßnahmen")
    cell = view.model().index(0, PERIOD)
    view.setCurrentIndex(cell)
    view.setFocus()
    type_text(text)
    press(Key.Key_Return)
    assert ends_of(workspace) == (at(start), at(end))
    assert cell.data() == shown
    view.setCurrentIndex(view.model().index(1, PERIOD))
    settle()
    field = measure_period(tab)
    field.setFocus()
    type_text(text)
    press(Key.Key_Return)
    assert ends_of(workspace, 1) == (at(start), at(end))
    assert field.text() == shown
    assert measure(workspace.plan, 1, 0).period_text == measure(workspace.plan, 1, 1).period_text
    view.setFocus()
    paste(f"Maßnahme\tZeitraum\nFachtag\t{text}\nNetzwerk\t05/2017")
    assert preview().count.text() == "2 Maßnahmen"
    put_in(tab)
    (pasted,) = (one for one in workspace.plan.measures(tab.phase) if one.text == "Fachtag")
    assert period.ends(workspace.plan, pasted) == (at(start), at(end))
    assert pasted.period_text == measure(workspace.plan, 1, 0).period_text


def test_what_was_assumed_is_told_at_the_cell_and_at_the_field(tab: PhaseTab, workspace: Workspace) -> None:
    view = list_of(tab, "Maßnahmen")
    view.setCurrentIndex(view.model().index(0, PERIOD))
    view.setFocus()
    type_text("4.5.")
    press(Key.Key_Return)
    settle()
    assert callouts(tab) == ["Ohne Jahr: als 4.5.2017 gelesen."]
    field = measure_period(tab)
    field.setFocus()
    field.selectAll()
    type_text("Juni")
    press(Key.Key_Return)
    assert callouts(tab) == ["Ohne Jahr: als Juni 2017 gelesen."]
    phase_period(tab).setFocus()
    phase_period(tab).selectAll()
    type_text("April bis Juni")
    press(Key.Key_Return)
    assert callouts(tab) == ["Ohne Jahr: als April bis Juni 2017 gelesen."]
    assert phase_period(tab).text() == "April bis Juni (04/2017 bis 06/2017)"


def test_how_words_are_read_stands_beside_them(tab: PhaseTab, workspace: Workspace) -> None:
    reading = tab.findChild(QLabel, "period_reading")
    assert reading is not None
    assert not reading.isVisible()
    workspace.run(edits.measures.set_period, measure(workspace.plan, 1, 0).id, "Anfang 2018")
    settle()
    assert (reading.isVisible(), reading.text()) == (True, "gelesen als 01–04/2018")
    assert measure_period(tab).accessibleDescription() == "gelesen als 01–04/2018"
    cell = list_of(tab, "Maßnahmen").model().index(0, PERIOD)
    assert cell.data() == "Anfang 2018"
    assert cell.data(Qt.ItemDataRole.ToolTipRole) == "gelesen als 01–04/2018"
    assert cell.data(Qt.ItemDataRole.AccessibleTextRole) == "Zeitraum: Anfang 2018, gelesen als 01–04/2018"
    assert not cell.siblingAtColumn(0).data(Qt.ItemDataRole.ToolTipRole)
    workspace.run(edits.measures.set_period, measure(workspace.plan, 1, 0).id, "01–04/2018")
    settle()
    assert not reading.isVisible()


def test_a_measure_follows_the_projects_end_before_ones_eyes(tab: PhaseTab, workspace: Workspace) -> None:
    key = measure(workspace.plan, 1, 0).id
    workspace.run(edits.measures.set_period, key, "Juli 2018 bis Projektende")
    cell = list_of(tab, "Maßnahmen").model().index(0, PERIOD)
    assert cell.data(Qt.ItemDataRole.ToolTipRole) == "gelesen als ab 07/2018"
    workspace.run(edits.project.set_field, "", "end", "12/2018")
    assert cell.data(Qt.ItemDataRole.ToolTipRole) == "gelesen als 07–12/2018"
    settle()
    assert child(tab, QLabel, "period_reading").text() == "gelesen als 07–12/2018"


def test_what_was_read_is_no_refusal(tab: PhaseTab, qapp: QApplication) -> None:
    theme.apply(qapp, Qt.ColorScheme.Light)
    view = list_of(tab, "Maßnahmen")
    view.setCurrentIndex(view.model().index(0, PERIOD))
    view.setFocus()
    type_text("4.5.")
    press(Key.Key_Return)
    settle()
    assert edges(tab) == {colors.LIGHT.accent}
    view.setCurrentIndex(view.model().index(0, PERIOD))
    type_text("4.15.2017")
    press(Key.Key_Return)
    settle()
    assert edges(tab) == {colors.LIGHT.danger}
    press(Key.Key_Escape)


def test_a_sum_is_read_and_shown(tab: PhaseTab, workspace: Workspace) -> None:
    from nrw_desktop.domain.edits.detail_rows import COSTS
    from nrw_desktop.gui.lists.detail_table import DetailTable

    key = measure(workspace.plan, 1, 0).id
    workspace.run(COSTS.add, key, "2017")
    turn_to(tab, "Kosten")
    (table,) = (one for one in tab.findChildren(DetailTable) if one.isVisible())
    table.view.setCurrentIndex(table.view.model().index(0, 1))
    table.view.setFocus()
    type_text("3*150")
    press(Key.Key_Return)
    settle()
    assert workspace.plan.costs(key)[0].planned == 45_000
    assert callouts(tab) == ["3 × 150,00 € = 450,00 €"]
