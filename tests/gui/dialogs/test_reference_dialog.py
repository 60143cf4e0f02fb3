"""The reference of a phase: what it leads to, whom it stresses, the words that print, and each mention."""

from collections.abc import Callable

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QTableWidget, QTableWidgetItem, QWidget

from nrw_desktop.domain import edits
from nrw_desktop.domain.queries import partners
from nrw_desktop.gui.dialogs.reference_dialog import ReferenceDialog
from nrw_desktop.gui.kit.link_button import LinkButton
from nrw_desktop.gui.pages.phase_tab import PhaseTab
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.window.main_window import MainWindow
from tests.gui.hands import (
    CTRL,
    Key,
    button,
    callouts,
    card_of,
    child,
    front_page,
    go_to_page,
    go_to_phase,
    labels,
    named,
    press,
    replace_text,
    settle,
    type_text,
)

Show = Callable[[QWidget], QWidget]
Open = Callable[[int], ReferenceDialog]


@pytest.fixture
def opened(window: MainWindow, workspace: Workspace, show: Show) -> Open:
    """Opens the dialog of the phase of a number."""

    def open_dialog(number: int) -> ReferenceDialog:
        made = ReferenceDialog(workspace, workspace.plan.phases[number - 1].id, window)
        show(made)
        return made

    return open_dialog


def line_of(window: MainWindow) -> LinkButton:
    page = front_page(window)
    assert isinstance(page, PhaseTab)
    (line,) = card_of(page, "Kooperationspartner").findChildren(LinkButton)
    return line


def cell(workspace: Workspace, number: int) -> str:
    return partners.cell_text(workspace.plan, workspace.plan.phases[number - 1])


def preview(dialog: ReferenceDialog) -> str:
    return child(dialog, QPlainTextEdit, "preview").toPlainText()


def wording(dialog: ReferenceDialog) -> QLineEdit:
    return child(dialog, QLineEdit, "wording")


def type_target(dialog: ReferenceDialog, text: str) -> None:
    child(dialog, QComboBox, "target").setFocus()
    replace_text(text)
    settle()


def choose(box: QComboBox, code: str) -> None:
    """Choose with the keyboard, as people do: the list is walked until the item comes."""
    box.setFocus()
    press(Key.Key_Home)
    for _ in range(box.count()):
        if box.currentData() == code:
            break
        press(Key.Key_Down)
    assert box.currentData() == code


def item(dialog: ReferenceDialog, row: int, column: int) -> QTableWidgetItem:
    found = named(dialog, QTableWidget, "In dieser Phase genannt").item(row, column)
    assert found is not None
    return found


def test_the_line_says_the_reference_and_opens_the_dialog(window: MainWindow, workspace: Workspace) -> None:
    said = []
    for phase in workspace.plan.phases:
        go_to_phase(window, phase.id)
        settle()
        said.append(line_of(window).accessibleName())
    assert said == [
        "Verweis: keiner",
        "Verweis: Siehe Phase 1 und insbesondere:",
        "Verweis: Siehe Phase 2, insbesondere die neu akquirierten Kooperationspartner",
        "Verweis: Siehe Phase 3",
    ]
    line_of(window).setFocus()
    press(Key.Key_Space)
    dialog = window.findChild(ReferenceDialog)
    assert dialog is not None
    assert "Phase 4" in labels(dialog)
    press(Key.Key_Escape)


def test_the_keys_open_it_too(window: MainWindow) -> None:
    press(Key.Key_E, CTRL)
    dialog = window.findChild(ReferenceDialog)
    assert dialog is not None
    assert dialog.isVisible()
    dialog.reject()


def test_a_reference_left_over_from_a_move_is_marked(window: MainWindow, workspace: Workspace) -> None:
    workspace.run(edits.phases.move, workspace.plan.phases[1].id, 0)
    go_to_page(window, 1)
    settle()
    assert line_of(window).accessibleName().endswith("führt zu einer späteren Phase")


def test_the_dialog_shows_the_cell_to_the_letter(opened: Open, workspace: Workspace) -> None:
    for number in (1, 2, 3, 4):
        dialog = opened(number)
        assert preview(dialog) == cell(workspace, number)
        dialog.reject()


def test_taken_as_it_is_nothing_is_written(opened: Open, workspace: Workspace) -> None:
    before = workspace.plan
    for number in (1, 2, 3, 4):
        button(opened(number), "Übernehmen").click()
    assert workspace.plan is before


def test_the_words_stay_when_the_reference_changes_and_others_are_offered(opened: Open, workspace: Workspace) -> None:
    dialog = opened(3)
    type_target(dialog, "1")
    choose(child(dialog, QComboBox, "emphasis"), "none")
    assert wording(dialog).text() == "Siehe Phase 1, insbesondere die neu akquirierten Kooperationspartner"
    assert "Vorschlag: „Siehe Phase 1“" in labels(dialog)
    assert preview(dialog) == wording(dialog).text()
    button(dialog, "Vorschlag übernehmen").click()
    assert wording(dialog).text() == preview(dialog) == "Siehe Phase 1"
    assert "Vorschlag" not in labels(dialog)
    press(Key.Key_Return)
    third = workspace.plan.phases[2]
    assert (third.refers_to, third.wording) == (workspace.plan.phases[0].id, "Siehe Phase {n}")
    assert third.emphasis_phase is None
    assert "Verweis" in workspace.undo_label()


def test_own_words_are_kept(opened: Open, workspace: Workspace) -> None:
    dialog = opened(4)
    wording(dialog).setFocus()
    replace_text("Alle aus Phase 3")
    type_target(dialog, "Phase 2")
    press(Key.Key_Return)
    assert workspace.plan.phases[3].wording == "Alle aus Phase {n}"
    assert cell(workspace, 4) == "Alle aus Phase 2"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("2", "nicht auf sich selbst"), ("4", "nur auf eine frühere"), ("Nachlauf", "gibt es nicht")],
)
def test_a_phase_that_cannot_be_is_told_at_its_field(
    opened: Open, workspace: Workspace, typed: str, sentence: str
) -> None:
    before, dialog = workspace.plan, opened(2)
    type_target(dialog, typed)
    press(Key.Key_Return)
    target = child(dialog, QComboBox, "target")
    assert sentence in callouts(dialog)[0]
    assert (target.currentText(), target.property("invalid")) == (typed, True)
    assert dialog.isVisible()
    assert workspace.plan is before
    type_target(dialog, "1")
    assert not target.property("invalid")
    assert preview(dialog) == cell(workspace, 2)


def test_a_circle_is_told(opened: Open, workspace: Workspace) -> None:
    workspace.run(edits.phases.move, workspace.plan.phases[3].id, 0)
    before, dialog = workspace.plan, opened(4)
    type_target(dialog, "1")
    press(Key.Key_Return)
    assert "im Kreis" in callouts(dialog)[0]
    assert workspace.plan is before


def test_the_rule_needs_an_earlier_phase(opened: Open, workspace: Workspace) -> None:
    dialog = opened(4)
    choose(child(dialog, QComboBox, "emphasis"), "rule")
    rule = child(dialog, QComboBox, "rule")
    # What the reference leads to is the first guess.
    assert rule.currentData() == workspace.plan.phases[2].id
    rule.setFocus()
    replace_text("4")
    press(Key.Key_Return)
    assert "in einer früheren Phase dazugekommen" in callouts(dialog)[0]
    replace_text("")
    press(Key.Key_Return)
    assert "Bitte die Phase wählen" in callouts(dialog)[0]
    replace_text("2")
    button(dialog, "Vorschlag übernehmen").click()
    press(Key.Key_Return)
    assert workspace.plan.phases[3].emphasis_phase == workspace.plan.phases[1].id
    assert cell(workspace, 4) == "Siehe Phase 3, insbesondere die neu akquirierten Kooperationspartner"


def test_no_reference_has_no_words_and_a_first_one_gets_them(opened: Open, workspace: Workspace) -> None:
    dialog = opened(2)
    type_target(dialog, "kein Verweis")
    assert not wording(dialog).isEnabled()
    assert preview(dialog).startswith("MBR, Bündnis")
    press(Key.Key_Return)
    assert workspace.plan.phases[1].wording is None
    dialog = opened(2)
    assert wording(dialog).text() == ""
    type_target(dialog, "1")
    assert wording(dialog).text() == "Siehe Phase 1"
    choose(child(dialog, QComboBox, "emphasis"), "named")
    button(dialog, "Vorschlag übernehmen").click()
    press(Key.Key_Return)
    assert cell(workspace, 2).startswith("Siehe Phase 1 und insbesondere: MBR, Bündnis")
    assert all(mention.stressed for mention in workspace.plan.mentions(workspace.plan.phases[1].id))


def test_mentions_are_edited_with_the_keyboard(opened: Open, workspace: Workspace) -> None:
    dialog = opened(2)
    table = named(dialog, QTableWidget, "In dieser Phase genannt")
    table.setFocus()
    table.setCurrentCell(1, 1)
    press(Key.Key_F2)
    replace_text("das Bündnis")
    press(Key.Key_Return)
    assert dialog.isVisible()
    press(Key.Key_Right)
    press(Key.Key_Space)
    press(Key.Key_Right)
    press(Key.Key_Space)
    assert preview(dialog).startswith("Siehe Phase 1 und insbesondere: MBR und das Bündnis, AK Asyl")
    wording(dialog).setFocus()
    press(Key.Key_Return)
    mention = workspace.plan.mentions(workspace.plan.phases[1].id)[1]
    assert (mention.printed, mention.joiner, mention.stressed) == ("das Bündnis", " und ", 0)
    assert "Wortlaut der Kooperationspartner" in workspace.undo_label()
    workspace.undo()
    assert cell(workspace, 2).startswith("Siehe Phase 1 und insbesondere: MBR, Bündnis gegen Rechts")


def test_nobody_stressed_means_no_crosses(opened: Open, workspace: Workspace) -> None:
    dialog = opened(2)
    choose(child(dialog, QComboBox, "emphasis"), "none")
    assert not item(dialog, 0, 3).flags() & Qt.ItemFlag.ItemIsEnabled
    assert not item(dialog, 0, 2).flags() & Qt.ItemFlag.ItemIsEnabled
    assert item(dialog, 1, 2).flags() & Qt.ItemFlag.ItemIsEnabled
    press(Key.Key_Return)
    assert partners.emphasis_of(workspace.plan, workspace.plan.phases[1]) == "none"


def test_a_phase_that_goes_takes_its_dialog_along(opened: Open, workspace: Workspace) -> None:
    dialog = opened(2)
    workspace.run(edits.phases.remove, workspace.plan.phases[1].id)
    assert not dialog.isVisible()


def test_a_phase_without_mentions_says_so(opened: Open) -> None:
    dialog = opened(4)
    assert "nennt selbst keine Kooperationspartner" in labels(dialog)
    assert not dialog.findChildren(QTableWidget)[0].isVisible()
    wording(dialog).setFocus()
    type_text("!")
    press(Key.Key_Escape)
    assert not shiboken6.isValid(dialog) or not dialog.isVisible()


def test_rows_are_as_high_as_their_texts_at_any_width(opened: Open) -> None:
    dialog = opened(2)
    table = dialog.findChildren(QTableWidget)[0]
    for width in (dialog.minimumSizeHint().width(), 1100):
        dialog.resize(width, dialog.height())
        settle()
        rows = range(table.rowCount())
        assert [table.rowHeight(row) for row in rows] == [table.sizeHintForRow(row) for row in rows]
