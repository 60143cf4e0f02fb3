"""The results of a year, filled in as people do in a spreadsheet: by keys, in blocks, and each time in one step."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QModelIndex, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton

from nrw_desktop.domain import edits
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Measure
from nrw_desktop.gui.dialogs.results_dialog import ResultsDialog
from nrw_desktop.gui.kit import theme
from nrw_desktop.gui.lists.sum_row import SumRow
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.window.main_window import MainWindow
from tests.gui.hands import (
    CTRL,
    NONE,
    SHIFT,
    Key,
    answer,
    bury,
    button,
    callouts,
    click,
    command,
    editor_text,
    field,
    labels,
    measure,
    open_editor,
    press,
    settle,
    type_text,
)

STATUS, EXPECTED, CAME, RESULT, DEVIATION, PLANNED, ACTUAL = range(7)
SHOWN = ["Status", "Erwartet", "Gekommen", "Ergebnis", "Abweichung, Grund", "Kosten Soll", "Kosten Ist"]
ALT_SHIFT = Qt.KeyboardModifier.AltModifier | SHIFT


@pytest.fixture
def dialog(window: MainWindow) -> ResultsDialog:
    """As it opens by its key from phase 1: the measures of that in 2017."""
    press(Key.Key_R, CTRL)
    found = window.findChild(ResultsDialog)
    assert found is not None
    settle()
    return found


def cell(dialog: ResultsDialog, row: int, column: int) -> QModelIndex:
    return dialog.view.model().index(row, column)


def choose(dialog: ResultsDialog, first: tuple[int, int], last: tuple[int, int]) -> None:
    """Click into a cell, and with Shift into another one: all between them are chosen."""
    click(dialog.view, cell(dialog, *first))
    click(dialog.view, cell(dialog, *last), SHIFT)


def texts(dialog: ResultsDialog, column: int) -> list[str]:
    model = dialog.view.model()
    return [model.index(row, column).data() for row in range(model.rowCount())]


def headers(dialog: ResultsDialog) -> list[str]:
    model = dialog.view.model()
    return [model.headerData(at, Qt.Orientation.Horizontal) for at in range(model.columnCount())]


def names(dialog: ResultsDialog) -> list[str]:
    model = dialog.view.model()
    return [model.headerData(at, Qt.Orientation.Vertical) for at in range(model.rowCount())]


def sums(dialog: ResultsDialog) -> str:
    return next(row.accessibleName() for row in dialog.findChildren(SumRow) if row.isVisible())


def costs(plan: Plan, place: int) -> list[tuple[int, int | None, int | None]]:
    return [(cost.year, cost.planned, cost.actual) for cost in plan.costs(measure(plan, 1, place).id)]


def menu_entry(dialog: ResultsDialog, name: str, words: str) -> QAction:
    """An entry of the menu under a button."""
    menu = button(dialog, name)
    assert isinstance(menu, QPushButton)
    entries: QMenu = menu.menu()
    entries.aboutToShow.emit()
    return next(one for one in entries.actions() if words in one.text().replace("&", ""))


def test_what_is_typed_is_read_as_in_the_list(dialog: ResultsDialog, workspace: Workspace) -> None:
    QAbstractItemModelTester(dialog.view.model(), QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert headers(dialog) == SHOWN
    assert [name.partition("  ")[0] for name in names(dialog)] == [f"1.{at}" for at in range(1, 7)]
    before = workspace.plan
    click(dialog.view, cell(dialog, 0, EXPECTED))
    for text in ("30", "1.250"):
        type_text(text)
        press(Key.Key_Return)
    assert texts(dialog, EXPECTED)[:2] == ["30", "1.250"]
    type_text("viele")
    press(Key.Key_Return)
    assert editor_text(dialog.view) == "viele"
    assert "viele" in callouts(dialog)[0]
    press(Key.Key_Escape)
    # The row of the year comes with the first amount, and goes with the last.
    click(dialog.view, cell(dialog, 1, PLANNED))
    type_text("12 T€")
    press(Key.Key_Tab)
    type_text("0")
    press(Key.Key_Return)
    assert costs(workspace.plan, 1) == [(2017, 1200000, 0)]
    assert sums(dialog) == (
        "Summe: Teilnehmende erwartet 1.280, Teilnehmende gekommen –, Kosten geplant 2017 12.000,00 €, "
        "Kosten tatsächlich 2017 0,00 €"
    )
    assert "Teilnehmende erwartet bei 2, gekommen bei 0 von 6 Maßnahmen angegeben." in labels(dialog)
    spoken = cell(dialog, 1, PLANNED).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.endswith("Kosten Soll: 12.000,00 €")
    assert spoken.startswith(measure(workspace.plan, 1, 1).text[:10])
    for column in (ACTUAL, PLANNED):
        click(dialog.view, cell(dialog, 1, column))
        press(Key.Key_Delete)
    assert costs(workspace.plan, 1) == []
    press(Key.Key_Z, CTRL, times=6)
    assert workspace.plan == before


def test_a_refused_amount_waits_in_its_cell(dialog: ResultsDialog, window: MainWindow, workspace: Workspace) -> None:
    click(dialog.view, cell(dialog, 0, ACTUAL))
    type_text("viel")
    press(Key.Key_Return)
    (entry,) = workspace.unaccepted.shown(workspace.plan)
    assert entry.place == ("cost", measure(workspace.plan, 1, 0).id, "actual", "2017")
    assert dialog.view.model().is_marked(0, workspace.unaccepted.records())
    press(Key.Key_A, CTRL)
    type_text("7")
    press(Key.Key_Return)
    assert not workspace.unaccepted
    assert costs(workspace.plan, 0) == [(2017, None, 700)]


def test_ctrl_enter_fills_all_chosen_cells_in_one_step(dialog: ResultsDialog, workspace: Workspace) -> None:
    before = workspace.plan
    choose(dialog, (0, EXPECTED), (2, CAME))
    type_text("12")
    press(Key.Key_Return, CTRL)
    assert open_editor(dialog.view) is None
    assert texts(dialog, EXPECTED)[:4] == texts(dialog, CAME)[:4] == ["12", "12", "12", ""]
    assert dialog.view.chosen_cells() == [(row, column) for row in range(3) for column in (EXPECTED, CAME)]
    press(Key.Key_Z, CTRL)
    assert workspace.plan == before
    # All or nothing: where one refuses, it is said which, and what was typed waits in its cell.
    choose(dialog, (1, CAME), (0, RESULT))
    type_text("viele")
    press(Key.Key_Return, CTRL)
    assert callouts(dialog)[0].startswith("„Teilnehmende gekommen“ bei „")
    assert callouts(dialog)[0].endswith("Es wurde nichts eingetragen.")
    assert workspace.plan == before
    assert editor_text(dialog.view) == "viele"
    press(Key.Key_Return)
    # Left by Enter alone it is for its own cell.
    assert texts(dialog, RESULT)[:2] == ["viele", ""]
    # A choice is filled by its letters.
    choose(dialog, (0, STATUS), (5, STATUS))
    type_text("abg")
    press(Key.Key_Return, CTRL)
    assert set(texts(dialog, STATUS)) == {"abgeschlossen"}


def test_blocks_are_filled_down_copied_pasted_and_emptied(dialog: ResultsDialog, workspace: Workspace) -> None:
    for column, text in ((CAME, "40"), (RESULT, "Es kamen\nviele\tund „alle“."), (PLANNED, "1.200,50")):
        assert dialog.view.model().setData(cell(dialog, 0, column), text)
    before = workspace.plan
    press(Key.Key_U, CTRL)
    assert "mit dem Wert" in callouts(dialog)[0]
    choose(dialog, (0, CAME), (3, PLANNED))
    press(Key.Key_U, CTRL)
    assert texts(dialog, CAME) == ["40"] * 4 + [""] * 2
    assert costs(workspace.plan, 3) == [(2017, 120050, None)]
    press(Key.Key_Z, CTRL)
    assert workspace.plan == before
    # A row that was copied goes into all rows that are chosen.
    choose(dialog, (0, CAME), (0, PLANNED))
    press(Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text().startswith("40\t")
    choose(dialog, (2, CAME), (5, CAME))
    press(Key.Key_V, CTRL)
    assert texts(dialog, CAME) == ["40", "", "40", "40", "40", "40"]
    assert texts(dialog, RESULT)[5] == texts(dialog, RESULT)[0]
    assert "Strg+Z" in callouts(dialog)[0]
    # As Excel puts it there.
    put("läuft\t5\nentfallen\t\n")
    click(dialog.view, cell(dialog, 4, STATUS))
    press(Key.Key_V, CTRL)
    assert texts(dialog, STATUS)[4:] == ["läuft", "entfallen"]
    assert texts(dialog, EXPECTED)[4:] == ["5", ""]
    # What was written counts, not what was chosen.
    assert callouts(dialog)[0].startswith("3 Zellen eingefügt.")
    choose(dialog, (0, DEVIATION), (5, DEVIATION))
    put("krank\nHochwasser")
    press(Key.Key_V, CTRL)
    assert callouts(dialog)[0].startswith("2 Zellen eingefügt.")
    click(dialog.view, cell(dialog, 4, STATUS))
    now = workspace.plan
    for text, why in (
        ("1\n2\n3", "hat 3 Zeilen und 1 Spalte; von hier an ist Platz für 2 Zeilen"),
        ("geplant\tviele", "„Teilnehmende erwartet“ bei"),
        ("", "kein Text"),
    ):
        put(text)
        press(Key.Key_V, CTRL)
        assert why in callouts(dialog)[0]
    assert workspace.plan is now
    choose(dialog, (2, CAME), (5, PLANNED))
    press(Key.Key_X, CTRL)
    assert texts(dialog, CAME)[2:] == [""] * 4
    assert costs(workspace.plan, 5) == []
    press(Key.Key_Z, CTRL)
    assert workspace.plan == now
    click(dialog.view, cell(dialog, 0, STATUS))
    press(Key.Key_Delete)
    assert "„Status“ bei „" in callouts(dialog)[0]
    press(Key.Key_Space, SHIFT)
    assert dialog.view.chosen_cells() == [(0, column) for column in range(7)]


def put(text: str) -> None:
    data = QMimeData()
    data.setText(text)
    QGuiApplication.clipboard().setMimeData(data)


@hypothesis_settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_filling_down_is_typing_into_each_and_one_undo(
    dialog: ResultsDialog, workspace: Workspace, data: st.DataObject
) -> None:
    model: Any = dialog.view.model()
    texts_ = {STATUS: ["done", "running"], RESULT: ["", "kurz", "lang\nund mehr"]}
    first, last = sorted(data.draw(st.lists(st.integers(0, 5), min_size=2, max_size=2, unique=True)))
    left, right = sorted(data.draw(st.tuples(st.integers(0, 6), st.integers(0, 6))))
    for row, column in ((first, left), (first, right), (last, left)):
        words = texts_.get(column, ["", "7", "1.250"])
        model.setData(model.index(row, column), data.draw(st.sampled_from(words)))
    before = workspace.plan
    choose(dialog, (first, left), (last, right))
    press(Key.Key_U, CTRL)
    filled = workspace.plan
    if filled is not before:
        press(Key.Key_Z, CTRL)
    assert workspace.plan == before
    for column in range(left, right + 1):
        value = model.index(first, column).data(Qt.ItemDataRole.EditRole)
        for row in range(first + 1, last + 1):
            if value != model.index(row, column).data(Qt.ItemDataRole.EditRole):
                assert model.setData(model.index(row, column), value)
    assert workspace.plan.rows["measure"] == filled.rows["measure"]
    for measure_ in filled.all(Measure):
        assert [(one.planned, one.actual) for one in workspace.plan.costs(measure_)] == [
            (one.planned, one.actual) for one in filled.costs(measure_)
        ]


def test_year_and_scope_say_which_measures(dialog: ResultsDialog, workspace: Workspace) -> None:
    scope, year = field(dialog, "Umfang"), field(dialog, "Jahr")
    assert scope.currentText() == f"1  {workspace.plan.phases[0].title}"
    scope.setFocus()
    press(Key.Key_Home)
    assert scope.currentText() == "Ganzer Plan"
    of_year = len(names(dialog))
    assert 6 < of_year < 14
    assert f"Ohne {14 - of_year} Maßnahmen anderer Jahre." in labels(dialog)
    # What was seen stays below the hand that edits it.
    model: Any = dialog.view.model()
    columns = headers(dialog)
    assert model.setData(model.index(0, columns.index("Kosten Soll")), "5")
    menu_entry(dialog, "Spalten", "Zeitraum").toggle()
    at = headers(dialog).index("Zeitraum")
    offered = [year.itemText(place) for place in range(year.count())]
    assert "2030" not in offered
    assert dialog.view.model().setData(cell(dialog, 0, at), "2030")
    assert len(names(dialog)) == of_year
    assert [year.itemText(place) for place in range(year.count())][-1] == "2030"
    assert year.currentText() == "2017"
    # One of another year belongs to this one with its first amount, from wherever that comes.
    own = {name.partition("  ")[0] for name in names(dialog)}
    other = next(
        measure(workspace.plan, number, place)
        for number, phase in enumerate(workspace.plan.phases, 1)
        for place, _one in enumerate(workspace.plan.measures(phase.id))
        if f"{number}.{place + 1}" not in own
    )
    workspace.run(edits.cells.set_cost, other.id, 2017, "actual", "9")
    assert len(names(dialog)) == of_year + 1
    button(dialog, "Nur Maßnahmen des Jahres").click()
    assert len(names(dialog)) == 14
    assert "anderer Jahre" not in labels(dialog)
    year.setFocus()
    press(Key.Key_Down)
    assert "Kosten geplant 2018" in sums(dialog)
    scope.setCurrentIndex(2)
    workspace.run(edits.phases.remove, workspace.plan.phases[1].id)
    assert scope.currentText() == "Ganzer Plan"
    assert all(name.startswith(("1.", "2.", "3.")) for name in names(dialog))


def test_columns_are_chosen_moved_and_kept_as_views(
    dialog: ResultsDialog, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    views = field(dialog, "Ansicht")
    click(dialog.view, cell(dialog, 2, RESULT))
    menu_entry(dialog, "Spalten", "Teilnehmende erwartet").toggle()
    menu_entry(dialog, "Spalten", "Handlungsfeld").toggle()
    assert headers(dialog) == [*SHOWN[:1], *SHOWN[2:], "Handlungsfeld"]
    assert views.currentText() == "Ergebnisse (geändert)"
    # The keyboard stayed where it was, and takes its column along.
    dialog.view.setFocus()
    press(Key.Key_Left, ALT_SHIFT)
    assert headers(dialog)[:3] == ["Status", "Ergebnis", "Gekommen"]
    assert dialog.view.currentIndex() == cell(dialog, 2, 1)
    dialog.view.horizontalHeader().moveSection(5, 0)
    settle()
    assert headers(dialog)[:2] == ["Kosten Ist", "Status"]
    dialog.view.setColumnWidth(1, 201)
    menu_entry(dialog, "Ansichten", "Speichern unter").trigger()
    settle()
    press(Key.Key_Return)
    asked = QApplication.activeWindow()
    assert asked is not None
    assert "einen Namen" in callouts(asked)[0]
    type_text("Für den Ausschuss")
    press(Key.Key_Return)
    assert views.currentText() == "Für den Ausschuss"
    dialog.close()
    bury()
    command(window, "Ergebnisse des Jahres")
    settle()
    again = window.findChild(ResultsDialog)
    assert again is not None
    assert headers(again)[:2] == ["Kosten Ist", "Status"]
    assert again.view.columnWidth(1) == 201
    again_views = field(again, "Ansicht")
    menu_entry(again, "Ansichten", "Umbenennen").trigger()
    settle()
    type_text("Rat")
    press(Key.Key_Return)
    assert again_views.currentText() == "Rat"
    told = answer(monkeypatch, "Löschen")
    menu_entry(again, "Ansichten", "Löschen").trigger()
    assert "„Rat“ löschen" in told[0]
    assert headers(again) == SHOWN
    assert [again_views.itemText(at) for at in range(again_views.count())] == ["Ergebnisse", "Kosten", "Termine"]
    assert not menu_entry(again, "Ansichten", "Umbenennen").isEnabled()


def test_the_menu_of_columns_stays_open_and_the_last_column_stays(dialog: ResultsDialog) -> None:
    columns = button(dialog, "Spalten")
    assert isinstance(columns, QPushButton)
    menu: QMenu = columns.menu()
    menu.popup(columns.mapToGlobal(columns.rect().bottomLeft()))
    # „Phase“, which is not shown; what the mouse happens to be over does not count.
    menu.setActiveAction(menu.actions()[0])
    for _ in SHOWN[:-1]:
        press(Key.Key_Down)
        press(Key.Key_Space)
    assert headers(dialog) == ["Kosten Ist"]
    assert [one.text() for one in menu.actions() if not one.isEnabled()] == ["Kosten tatsächlich 2017"]
    for _ in range(2):
        QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(menu.actions()[1]).center())
        settle()
    assert menu.isVisible()
    press(Key.Key_Escape)
    assert headers(dialog) == ["Kosten Ist"]
    # What is refused in a cell keeps the column away, and its tick.
    dialog.view.setFocus()
    press(Key.Key_F2)
    type_text("viel")
    menu.popup(columns.mapToGlobal(columns.rect().bottomLeft()))
    menu.setActiveAction(menu.actions()[0])
    press(Key.Key_Space)
    assert not menu.actions()[0].isChecked()
    press(Key.Key_Escape)
    assert headers(dialog) == ["Kosten Ist"]
    assert dialog.view.is_editing()
    press(Key.Key_Escape)


def test_an_earlier_state_is_only_looked_at(
    dialog: ResultsDialog, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = workspace.plan
    monkeypatch.setattr(type(workspace), "read_only", property(lambda self: True))
    button(dialog, "Nur Maßnahmen des Jahres").click()
    put("5")
    choose(dialog, (0, EXPECTED), (2, EXPECTED))
    for key, modifiers in ((Key.Key_V, CTRL), (Key.Key_U, CTRL), (Key.Key_Delete, NONE)):
        press(key, modifiers)
        assert "nur ansehen" in callouts(dialog)[0]
    type_text("5")
    press(Key.Key_F2)
    assert open_editor(dialog.view) is None
    press(Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "\n\n"
    assert workspace.plan is before


def test_tables_follow_the_size_of_the_text_and_are_kept_without_it(
    dialog: ResultsDialog, window: MainWindow, qapp: QApplication
) -> None:
    header, names = dialog.view.horizontalHeader(), dialog.view.verticalHeader()
    dialog.view.setColumnWidth(RESULT, 250)
    before, high = [header.sectionSize(at) for at in range(header.count())], names.maximumSectionSize()
    row = names.sectionSize(0)
    theme.apply(qapp, Qt.ColorScheme.Light, percent=200)
    try:
        settle()
        QTest.qWait(60)
        assert [header.sectionSize(at) / theme.scale() for at in range(header.count())] == pytest.approx(before, abs=15)
        assert names.maximumSectionSize() > 1.8 * high
        assert names.sectionSize(0) > 1.6 * row
        dialog.close()
    finally:
        theme.apply(qapp, Qt.ColorScheme.Light)
    bury()
    command(window, "Ergebnisse des Jahres")
    settle()
    again = window.findChild(ResultsDialog)
    assert again is not None
    kept = again.view.horizontalHeader()
    assert [kept.sectionSize(at) for at in range(kept.count())] == pytest.approx(before, abs=2)
