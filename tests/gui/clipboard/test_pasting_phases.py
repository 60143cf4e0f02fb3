"""A whole table out of Word becomes phases: shown first, put in as one step, and taken back by one."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from nrw_desktop.domain.queries.partners import cell_text
from nrw_desktop.gui.clipboard.paste_preview import PastePreview
from nrw_desktop.gui.importing.import_dialog import ImportDialog
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.window.main_window import MainWindow
from tests.gui.hands import (
    CTRL,
    Key,
    answer,
    button,
    callouts,
    command,
    go_to_page,
    list_of,
    press,
    replace_text,
    settle,
    show_table,
)

TABLE = Path(__file__).parents[2] / "exchange" / "clipboard" / "word_table.html"


def copy(html: str) -> None:
    data = QMimeData()
    data.setHtml(html)
    QGuiApplication.clipboard().setMimeData(data)


def preview(window: MainWindow) -> PastePreview:
    (found,) = [one for one in window.findChildren(PastePreview) if one.isVisible()]
    return found


def test_ctrl_v_on_the_overview_brings_the_whole_table(window: MainWindow, workspace: Workspace) -> None:
    before = workspace.plan
    show_table(window)
    copy(TABLE.read_text("utf-8"))
    press(Key.Key_V, CTRL)
    shown = preview(window)
    assert "4 Phasen, 14 Maßnahmen, 13 Ziele, 26 genannte Kooperationspartner" in shown.count.text()
    # A title is mended on the way in.
    press(Key.Key_F2)
    replace_text("1 Anfang")
    press(Key.Key_Return)
    button(shown, "Einfügen").click()
    settle()
    plan = workspace.plan
    assert [phase.title for phase in plan.phases[4:6]] == ["Anfang", "Bestandsanalyse"]
    # The register knows all but one, who is called by a longer name here.
    assert len(plan.partners) == len(before.partners) + 1
    told = " ".join(label.text() for label in window.statusBar().findChildren(QLabel))
    assert "Eingefügt: 4 Phasen" in told
    window.activateWindow()
    settle()
    assert list_of(window, "Phasen").hasFocus()
    press(Key.Key_Z, CTRL)
    assert workspace.plan == before
    assert workspace.undo_label() == ""


@pytest.mark.parametrize(
    ("cells", "measures", "partners"),
    [
        (
            (
                "<th>Phase<th>Maßnahme<th>Zeitraum",
                "<td rowspan=2>Analyse<td>Tagung<td>2019",
                "<td>Umfrage<td>2019",
                "<td>Umsetzung<td>Fest<td>2020",
            ),
            [["Tagung", "Umfrage"], ["Fest"]],
            ["", ""],
        ),
        (
            ("<th>Phase<th>Maßnahme<th>Partner", "<td>Analyse<td>Tagung<td rowspan=2>DRK", "<td>Umsetzung<td>Fest"),
            [["Tagung"], ["Fest"]],
            ["DRK", "DRK"],
        ),
    ],
)
def test_a_table_of_measures_or_with_merged_cells_goes_the_way_of_a_file(
    cells: Sequence[str],
    measures: Sequence[Sequence[str]],
    partners: Sequence[str],
    window: MainWindow,
    workspace: Workspace,
) -> None:
    before = workspace.plan
    show_table(window)
    copy(f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>")
    press(Key.Key_V, CTRL)
    settle()
    (dialog,) = [one for one in window.findChildren(ImportDialog) if one.isVisible()]
    assert "Zwischenablage" in dialog.windowTitle()
    button(dialog, "Importieren").click()
    settle()
    phases = workspace.plan.phases[-2:]
    found = [[measure.text for measure in workspace.plan.measures(phase.id)] for phase in phases]
    assert found == measures
    assert [cell_text(workspace.plan, phase) for phase in phases] == partners
    workspace.undo()
    assert workspace.plan == before


def test_a_list_that_is_too_deep_is_refused_and_the_cell_stays(window: MainWindow, workspace: Workspace) -> None:
    show_table(window)
    copy(TABLE.read_text("utf-8"))
    press(Key.Key_V, CTRL)
    shown = preview(window)
    cell = shown.table.model().index(0, 3)
    before = cell.data()
    assert not shown.table.model().setData(cell, "\n".join(f"{'  ' * depth}- tief" for depth in range(40)))
    assert cell.data() == before
    assert "mehr als 30 Ebenen" in "".join(callouts(shown))
    button(shown, "Einfügen").click()
    settle()
    assert len(workspace.plan.phases) == 8


def test_what_is_no_table_is_refused(window: MainWindow, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    before = workspace.plan
    told = answer(monkeypatch, "OK", "OK")
    copy("<p>nur ein Satz</p>")
    command(window, "Phasen aus einer Tabelle einfügen")
    list_of(window, "Maßnahmen").setFocus()
    list_of(window, "Maßnahmen").selectRow(0)
    press(Key.Key_C, CTRL)
    go_to_page(window, "Übersicht")
    command(window, "Einfügen")
    assert "keine Tabelle" in told[0]
    assert "Zeilen aus einem Plan" in told[1]
    assert workspace.plan is before
