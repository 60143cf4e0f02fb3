"""The table of measures by keyboard and mouse: nothing that was typed gets lost."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from nrw_desktop.domain import edits
from nrw_desktop.gui.lists.columns import MEASURES, PARTNERS
from nrw_desktop.gui.lists.record_table import RecordTable
from nrw_desktop.gui.lists.record_view import RecordView
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.storage.file.plan_file import PlanFile
from tests.gui.hands import (
    CTRL,
    SHIFT,
    Key,
    above,
    callouts,
    click,
    drop,
    editor_text,
    go_to,
    measure,
    measure_texts,
    open_editor,
    press,
    replace_text,
    settle,
    type_text,
)

TEXT, STATUS, PERIOD, RESPONSIBLE = range(4)


def cells(view: RecordView, column: int = TEXT) -> list[str]:
    return [view.model().index(row, column).data() for row in range(view.model().rowCount())]


def selected(view: RecordView) -> list[int]:
    return sorted(index.row() for index in view.selectionModel().selectedRows())


@pytest.mark.parametrize("opening", ["F2", "Enter", "Doppelklick"])
def test_a_cell_is_edited(view: RecordView, workspace: Workspace, opening: str) -> None:
    go_to(view, 1, TEXT)
    if opening == "Doppelklick":
        place = view.visualRect(view.model().index(1, TEXT)).center()
        for click_at in (QTest.mouseClick, QTest.mouseDClick):
            click_at(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    else:
        press(Key.Key_F2 if opening == "F2" else Key.Key_Return)
    assert editor_text(view) == measure(workspace.plan, 1, 1).text
    replace_text("Einstellung – sofort „ä€“")
    press(Key.Key_Return)
    settle()
    assert measure(workspace.plan, 1, 1).text == "Einstellung – sofort „ä€“"
    assert open_editor(view) is None
    assert view.hasFocus()


def test_typing_into_a_cell_replaces_it(view: RecordView, workspace: Workspace) -> None:
    go_to(view, 0, PERIOD)
    type_text("08–10/2017")
    press(Key.Key_Return)
    assert (measure(workspace.plan, 1, 0).start, measure(workspace.plan, 1, 0).end) == ("2017-08", "2017-10")
    assert cells(view, PERIOD)[0] == "08–10/2017"


def test_shift_enter_makes_a_line(view: RecordView, workspace: Workspace) -> None:
    go_to(view, 0, TEXT)
    press(Key.Key_F2)
    replace_text("oben")
    press(Key.Key_Return, SHIFT)
    type_text("unten")
    press(Key.Key_Enter)
    assert measure(workspace.plan, 1, 0).text == "oben\nunten"


def test_tab_commits_and_goes_to_the_next_cell(view: RecordView, workspace: Workspace) -> None:
    go_to(view, 0, PERIOD)
    type_text("07/2017")
    press(Key.Key_Tab)
    settle()
    assert measure(workspace.plan, 1, 0).start == "2017-07"
    assert (view.currentIndex().row(), view.currentIndex().column()) == (0, RESPONSIBLE)


def test_tab_leads_from_a_text_to_the_next_cell_too(view: RecordView, workspace: Workspace) -> None:
    go_to(view, 1, TEXT)
    press(Key.Key_F2)
    replace_text("weiter")
    press(Key.Key_Tab)
    assert measure(workspace.plan, 1, 1).text == "weiter"
    assert (view.currentIndex().row(), view.currentIndex().column()) == (1, STATUS)


def test_esc_gives_up(view: RecordView, workspace: Workspace) -> None:
    before = workspace.plan
    go_to(view, 0, TEXT)
    press(Key.Key_F2)
    replace_text("doch nicht")
    press(Key.Key_Escape)
    settle()
    assert workspace.plan is before
    assert open_editor(view) is None
    assert view.hasFocus()


def test_leaving_a_cell_by_a_click_commits_it(view: RecordView, workspace: Workspace) -> None:
    go_to(view, 0, TEXT)
    press(Key.Key_F2)
    replace_text("geklickt")
    click(view, view.model().index(3, TEXT))
    assert measure(workspace.plan, 1, 0).text == "geklickt"
    assert open_editor(view) is None


@pytest.mark.parametrize(
    ("column", "typed", "words"),
    [
        (TEXT, "", "darf nicht leer sein"),
        (PERIOD, "10/2017–08/2017", "liegt vor dem Beginn"),
        (PERIOD, "13/2017", "Einen Monat 13 gibt es nicht"),
        (PERIOD, "irgendwann", "ist kein Monat"),
    ],
)
@pytest.mark.parametrize("leaving", ["Enter", "Tab", "Klick"])
def test_a_refused_value_stays_in_its_editor(
    view: RecordView, workspace: Workspace, column: int, typed: str, words: str, leaving: str
) -> None:
    before = workspace.plan
    go_to(view, 1, column)
    press(Key.Key_F2)
    replace_text(typed)
    if leaving == "Klick":
        click(view, view.model().index(4, TEXT))
    else:
        press(Key.Key_Return if leaving == "Enter" else Key.Key_Tab)
    settle()
    editor = open_editor(view)
    assert editor is not None
    assert editor_text(view) == typed
    assert editor.property("invalid") is True
    assert len(callouts(view)) == 1
    assert words in callouts(view)[0]
    assert workspace.plan is before
    assert editor.hasFocus()
    press(Key.Key_Escape)
    settle()
    assert open_editor(view) is None
    assert workspace.plan is before
    assert callouts(view) == []


def test_a_refused_value_is_mended_in_place(view: RecordView, workspace: Workspace) -> None:
    go_to(view, 1, PERIOD)
    type_text("10/2017–08/2017")
    press(Key.Key_Return)
    press(Key.Key_Backspace, times=7)
    type_text("12/2017")
    assert callouts(view) == []
    press(Key.Key_Return)
    settle()
    assert open_editor(view) is None
    assert cells(view, PERIOD)[1] == "10–12/2017"


def test_after_esc_the_next_editor_closes_as_ever(view: RecordView, workspace: Workspace) -> None:
    go_to(view, 1, PERIOD)
    type_text("quatsch")
    press(Key.Key_Return)
    press(Key.Key_Escape)
    press(Key.Key_F2)
    press(Key.Key_Return)
    settle()
    assert open_editor(view) is None


def test_another_column_changing_leaves_what_is_typed(view: RecordView, workspace: Workspace) -> None:
    go_to(view, 1, TEXT)
    press(Key.Key_F2)
    replace_text("halb getip")
    workspace.run(edits.measures.set_field, measure(workspace.plan, 1, 1).id, "status", "done")
    workspace.run(edits.measures.add, workspace.plan.phases[0].id, "von anderswo", 0)
    settle()
    assert editor_text(view) == "halb getip"
    type_text("pt")
    press(Key.Key_Return)
    assert measure(workspace.plan, 1, 2).text == "halb getippt"
    assert measure(workspace.plan, 1, 2).status == "done"


def test_the_row_removed_while_it_is_edited(view: RecordView, workspace: Workspace) -> None:
    go_to(view, 1, TEXT)
    press(Key.Key_F2)
    replace_text("zu spät")
    workspace.run(edits.measures.remove, [measure(workspace.plan, 1, 1).id])
    settle()
    assert open_editor(view) is None
    assert cells(view) == measure_texts(workspace.plan, 1)
    assert QApplication.clipboard().text() == "zu spät"
    assert "Zwischenablage" in callouts(view)[0]
    assert view.hasFocus()
    go_to(view, 1, TEXT)
    press(Key.Key_F2)
    replace_text("weiter geht es")
    press(Key.Key_Return)
    settle()
    assert measure(workspace.plan, 1, 1).text == "weiter geht es"


def test_a_row_gone_before_it_is_committed(view: RecordView, workspace: Workspace) -> None:
    """Another program deleted it, which the file tells only when one writes."""
    key, count = measure(workspace.plan, 1, 1).id, len(cells(view))
    go_to(view, 1, TEXT)
    press(Key.Key_F2)
    replace_text("zu spät")
    with PlanFile.open(workspace.path, "22222222-2222-4222-8222-222222222222") as other:
        other.commit(edits.measures.remove(other.plan, [key]))
    press(Key.Key_Return)
    settle()
    assert open_editor(view) is None
    assert len(cells(view)) == count - 1
    assert QApplication.clipboard().text() == "zu spät"
    assert ["Zwischenablage" in sentence for sentence in callouts(view)] == [True]
    assert not view.is_editing()
    press(Key.Key_F2)
    replace_text("weiter")
    press(Key.Key_Return)
    assert "weiter" in measure_texts(workspace.plan, 1)


def test_a_row_removed_with_nothing_typed_is_just_gone(view: RecordView, workspace: Workspace) -> None:
    QApplication.clipboard().setText("von vorher")
    go_to(view, 1, TEXT)
    press(Key.Key_F2)
    workspace.run(edits.measures.remove, [measure(workspace.plan, 1, 1).id])
    settle()
    assert open_editor(view) is None
    assert QApplication.clipboard().text() == "von vorher"
    assert callouts(view) == []
    go_to(view, 1, STATUS)
    press(Key.Key_F2)
    workspace.run(edits.measures.remove, [measure(workspace.plan, 1, 1).id])
    settle()
    assert QApplication.clipboard().text() == "von vorher"


@pytest.mark.parametrize(
    ("start", "key", "row"), [(0, Key.Key_End, 5), (5, Key.Key_Home, 0), (2, Key.Key_Down, 5), (2, Key.Key_Up, 0)]
)
def test_the_chosen_row_goes_where_the_keyboard_goes(view: RecordView, start: int, key: Key, row: int) -> None:
    go_to(view, start, TEXT)
    press(key, CTRL)
    assert view.currentIndex().row() == row
    assert selected(view) == [row]
    press(key, CTRL | SHIFT)
    assert row in selected(view)


def test_ctrl_and_shift_extend_to_the_end(view: RecordView) -> None:
    go_to(view, 3, TEXT)
    press(Key.Key_End, CTRL | SHIFT)
    assert selected(view) == [3, 4, 5]


def test_a_row_removed_after_a_refusal_in_it(view: RecordView, workspace: Workspace) -> None:
    go_to(view, 1, PERIOD)
    type_text("13/2017")
    press(Key.Key_Return)
    workspace.run(edits.measures.remove, [measure(workspace.plan, 1, 1).id])
    settle()
    go_to(view, 0, PERIOD)
    type_text("14/2017")
    press(Key.Key_Return)
    assert "Einen Monat 14 gibt es nicht" in callouts(view)[0]
    press(Key.Key_Escape)
    settle()
    assert open_editor(view) is None


def test_several_are_added_by_enter(view: RecordView, workspace: Workspace) -> None:
    view.add()
    for text in ("eins", "zwei", "drei"):
        type_text(text)
        press(Key.Key_Return)
        settle()
        assert editor_text(view) == ""
    press(Key.Key_Escape)
    settle()
    assert open_editor(view) is None
    assert cells(view)[6:] == ["eins", "zwei", "drei"]
    assert measure_texts(workspace.plan, 1)[6:] == ["eins", "zwei", "drei"]
    assert selected(view) == [8]
    assert view.hasFocus()


def test_an_empty_enter_ends_adding(view: RecordView, workspace: Workspace) -> None:
    view.add()
    type_text("eins")
    press(Key.Key_Return)
    settle()
    press(Key.Key_Return)
    settle()
    assert open_editor(view) is None
    assert cells(view) == measure_texts(workspace.plan, 1)
    assert len(cells(view)) == 7
    assert selected(view) == [6]


def test_clicking_elsewhere_keeps_the_new_row_and_ends_adding(view: RecordView, workspace: Workspace) -> None:
    view.add()
    type_text("eins")
    click(view, view.model().index(0, TEXT))
    settle()
    assert open_editor(view) is None
    assert cells(view) == measure_texts(workspace.plan, 1)
    assert cells(view)[6:] == ["eins"]


def test_an_untouched_new_row_goes_by_a_click_elsewhere(view: RecordView, workspace: Workspace) -> None:
    before = workspace.plan
    view.add()
    click(view, view.model().index(2, TEXT))
    settle()
    assert workspace.plan is before
    assert len(cells(view)) == 6
    assert selected(view) == [2]


def test_a_new_row_is_one_step_back(view: RecordView, workspace: Workspace) -> None:
    view.add()
    type_text("eins")
    press(Key.Key_Return)
    settle()
    type_text("zwei")
    workspace.undo()
    settle()
    # What was being typed counts as typed, so that is what is taken back.
    assert measure_texts(workspace.plan, 1)[6:] == ["eins"]
    workspace.undo()
    assert len(measure_texts(workspace.plan, 1)) == 6


def test_a_new_row_is_not_disturbed_by_other_changes(view: RecordView, workspace: Workspace) -> None:
    view.add()
    type_text("mitten")
    workspace.run(edits.measures.add, workspace.plan.phases[0].id, "von anderswo", 0)
    workspace.run(edits.measures.remove, [measure(workspace.plan, 1, 3).id])
    settle()
    type_text(" drin")
    press(Key.Key_Return)
    press(Key.Key_Escape)
    settle()
    assert measure_texts(workspace.plan, 1)[-1] == "mitten drin"


def test_flush_takes_in_what_is_typed(view: RecordView, workspace: Workspace) -> None:
    go_to(view, 0, TEXT)
    press(Key.Key_F2)
    replace_text("noch offen")
    assert workspace.flush() == []
    assert measure(workspace.plan, 1, 0).text == "noch offen"
    assert open_editor(view) is None


def test_flush_tells_what_is_refused(view: RecordView, workspace: Workspace) -> None:
    go_to(view, 0, PERIOD)
    type_text("13/2017")
    refused = workspace.flush()
    assert len(refused) == 1
    assert "Einen Monat 13 gibt es nicht" in refused[0].sentence
    assert refused[0].typed == "13/2017"
    assert editor_text(view) == "13/2017"


def test_deleting_goes_to_the_next_row(view: RecordView, workspace: Workspace) -> None:
    texts = measure_texts(workspace.plan, 1)
    go_to(view, 1, STATUS)
    view.remove_selected()
    assert cells(view) == [texts[0], *texts[2:]]
    assert (selected(view), view.currentIndex().column()) == ([1], STATUS)
    go_to(view, 4, TEXT)
    view.remove_selected()
    assert selected(view) == [3]


def test_several_are_deleted_in_one_step(view: RecordView, workspace: Workspace) -> None:
    texts = measure_texts(workspace.plan, 1)
    click(view, view.model().index(1, STATUS))
    click(view, view.model().index(3, STATUS), CTRL)
    click(view, view.model().index(4, STATUS), CTRL)
    view.remove_selected()
    assert cells(view) == [texts[0], texts[2], texts[5]]
    assert selected(view) == [1]
    assert workspace.undo_label() == "3 Maßnahmen gelöscht"
    workspace.undo()
    assert cells(view) == texts


def test_the_last_row_deleted_leaves_none(view: RecordView, workspace: Workspace) -> None:
    view.selectAll()
    view.remove_selected()
    assert cells(view) == []
    assert view.current_record() is None
    view.remove_selected()
    settle()
    workspace.undo()
    assert len(cells(view)) == 6


def test_rows_move_by_keyboard(view: RecordView, workspace: Workspace) -> None:
    texts = measure_texts(workspace.plan, 1)
    go_to(view, 1, STATUS)
    view.move_selected(-1)
    assert cells(view) == [texts[1], texts[0], *texts[2:]]
    assert selected(view) == [0]
    head = workspace.plan.head
    view.move_selected(-1)
    assert workspace.plan.head == head
    view.move_selected(1)
    view.move_selected(1)
    assert cells(view) == [texts[0], texts[2], texts[1], *texts[3:]]
    assert (selected(view), view.currentIndex().column()) == ([2], STATUS)


def test_several_rows_move_together(view: RecordView, workspace: Workspace) -> None:
    texts = measure_texts(workspace.plan, 1)
    click(view, view.model().index(1, STATUS))
    click(view, view.model().index(2, STATUS), SHIFT)
    view.move_selected(1)
    assert cells(view) == [texts[0], texts[3], texts[1], texts[2], *texts[4:]]
    assert selected(view) == [2, 3]
    assert workspace.undo_label() == "2 Maßnahmen verschoben"


def test_a_row_is_dragged_between_others(view: RecordView, workspace: Workspace) -> None:
    texts = measure_texts(workspace.plan, 1)
    model = view.model()
    assert drop(view, model.mimeData([model.index(4, TEXT)]), above(view, model.index(1, TEXT)))
    assert cells(view) == [texts[0], texts[4], *texts[1:4], texts[5]]


def test_rows_go_to_another_phase(view: RecordView, workspace: Workspace) -> None:
    texts = measure_texts(workspace.plan, 1)
    click(view, view.model().index(0, STATUS))
    click(view, view.model().index(1, STATUS), SHIFT)
    view.move_to_phase(workspace.plan.phases[2].id)
    assert cells(view) == texts[2:]
    assert measure_texts(workspace.plan, 3)[-2:] == texts[:2]
    assert workspace.undo_label() == "2 Maßnahmen nach Phase ‚Maßnahmenentwicklung‘ verschoben"


def test_a_status_by_keyboard(view: RecordView, workspace: Workspace, qtbot: QtBot) -> None:
    go_to(view, 0, STATUS)
    press(Key.Key_F2)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    box = open_editor(view)
    assert isinstance(box, QComboBox)
    assert [box.itemText(place) for place in range(box.count())] == [
        "geplant", "läuft", "abgeschlossen", "zurückgestellt", "entfallen"
    ]  # fmt: skip
    QTest.keyClick(box.view(), Key.Key_Down)
    QTest.keyClick(box.view(), Key.Key_Return)
    qtbot.waitUntil(lambda: open_editor(view) is None)
    assert measure(workspace.plan, 1, 0).status == "running"
    assert cells(view, STATUS)[0] == "läuft"
    assert view.hasFocus()


def test_a_status_list_given_up(view: RecordView, workspace: Workspace, qtbot: QtBot) -> None:
    before = workspace.plan
    go_to(view, 0, STATUS)
    press(Key.Key_F2)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    box = open_editor(view)
    assert isinstance(box, QComboBox)
    QTest.keyClick(box.view(), Key.Key_Down)
    QTest.keyClick(box.view(), Key.Key_Escape)
    settle()
    press(Key.Key_Escape)
    settle()
    assert workspace.plan is before
    assert open_editor(view) is None


def test_who_is_responsible_is_completed_from_the_register(view: RecordView, workspace: Workspace) -> None:
    go_to(view, 0, RESPONSIBLE)
    type_text("gleichst")
    editor = open_editor(view)
    assert isinstance(editor, QLineEdit)
    completer = editor.completer()
    offered = [
        completer.completionModel().index(row, 0).data() for row in range(completer.completionModel().rowCount())
    ]
    assert len(offered) == 1
    assert offered[0].startswith("Gleichstellungsstelle")
    settle()
    QTest.keyClick(completer.popup(), Key.Key_Down)
    QTest.keyClick(completer.popup(), Key.Key_Return)
    settle()
    assert editor.text() == offered[0]
    press(Key.Key_Return)
    settle()
    found = measure(workspace.plan, 1, 0)
    assert workspace.plan.responsible(found) == offered[0]
    assert found.responsible_partner is not None
    assert found.responsible is None


def test_rows_are_as_high_as_their_text(view: RecordView, workspace: Workspace, qtbot: QtBot) -> None:
    go_to(view, 0, TEXT)
    before = view.rowHeight(0)
    workspace.run(edits.measures.set_field, measure(workspace.plan, 1, 0).id, "text", "ein langer Text " * 40)
    assert view.rowHeight(0) > 3 * before
    high = view.rowHeight(0)
    view.resize(1600, 600)
    qtbot.waitUntil(lambda: view.rowHeight(0) < high)


def test_the_empty_table_says_what_to_do(workspace: Workspace, show: Callable[[QWidget], QWidget]) -> None:
    workspace.run(edits.phases.add, "Leere Phase")
    view = RecordView(RecordTable(workspace, MEASURES, workspace.plan.phases[4].id))
    show(view)
    empty = view.grab().toImage()
    view.add()
    type_text("nun eine")
    press(Key.Key_Return)
    press(Key.Key_Escape)
    settle()
    assert measure_texts(workspace.plan, 5) == ["nun eine"]
    assert view.grab().toImage() != empty


def test_a_taken_name_stays_in_the_new_row(workspace: Workspace, show: Callable[[QWidget], QWidget]) -> None:
    view = RecordView(RecordTable(workspace, PARTNERS))
    show(view)
    view.add()
    type_text("Integrationsrat")
    press(Key.Key_Return)
    settle()
    assert editor_text(view) == "Integrationsrat"
    assert "gibt es schon" in callouts(view)[0]
    type_text(" Herford")
    press(Key.Key_Return)
    settle()
    press(Key.Key_Escape)
    settle()
    assert len(workspace.plan.partners) == 20
    assert "Integrationsrat Herford" in cells(view)


def test_several_partners_are_deleted_in_one_step(workspace: Workspace, show: Callable[[QWidget], QWidget]) -> None:
    view = RecordView(RecordTable(workspace, PARTNERS))
    show(view)
    workspace.run(edits.measures.set_field, measure(workspace.plan, 1, 0).id, "responsible", "AK Asyl")
    flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    view.clearSelection()
    for row in range(3):
        view.selectionModel().select(view.model().index(row, 0), flags)
    gone = [view.model().index(row, 0).data() for row in range(3)]
    assert "AK Asyl" in gone
    view.remove_selected()
    assert len(workspace.plan.partners) == 16
    assert not {partner.name for partner in workspace.plan.partners} & set(gone)
    workspace.undo()
    assert len(workspace.plan.partners) == 19
