"""The foot of the window never says that all is saved while anything typed waits, and answers who asks to save."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.gui.dialogs.project_dialog import ProjectDialog
from nrw_desktop.gui.forms.binder import REST
from nrw_desktop.gui.kit import icons, theme
from nrw_desktop.gui.kit.safe_widgets import Sign
from nrw_desktop.gui.kit.theme import colors
from nrw_desktop.gui.session.undo_offer import UndoOffer
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.window import status_bar
from nrw_desktop.gui.window.main_window import MainWindow
from nrw_desktop.storage.file.plan_file import PlanFile
from tests.gui.hands import (
    CTRL,
    Key,
    bury,
    button,
    callouts,
    child,
    command,
    list_of,
    measure,
    measure_period,
    measure_texts,
    press,
    replace_text,
    settle,
    type_text,
)
from tests.gui.looks import ground, look
from tests.gui.window.test_main_window import page, said

WAITS, SAVED = "Wird gespeichert …", "Alles gespeichert"
REFUSED = "Nicht übernommen"


@pytest.fixture
def form(window: MainWindow) -> QPlainTextEdit:
    """The note of the first measure, with the keyboard in it."""
    settle()
    note = child(page(window), QPlainTextEdit, "note")
    note.setFocus()
    assert SAVED in said(window)
    return note


def test_text_in_a_cell_waits_until_it_is_handed_in(window: MainWindow, workspace: Workspace) -> None:
    view = list_of(window, "Maßnahmen")
    view.setFocus()
    view.setCurrentIndex(view.model().index(0, 0))
    press(Key.Key_F2)
    assert SAVED in said(window)
    type_text("Neu")
    assert WAITS in said(window)
    assert SAVED not in said(window)
    press(Key.Key_Return)
    assert SAVED in said(window)
    assert measure(workspace.plan, 1, 0).text == "Neu"


def test_text_in_a_new_row_waits_and_esc_gives_it_up(window: MainWindow) -> None:
    command(window, "Neues Ziel")
    type_text("Neu")
    assert WAITS in said(window)
    press(Key.Key_Escape)
    assert SAVED in said(window)


def test_what_is_as_it_was_does_not_wait(window: MainWindow) -> None:
    view = list_of(window, "Maßnahmen")
    view.setFocus()
    view.setCurrentIndex(view.model().index(0, 0))
    press(Key.Key_F2)
    press(Key.Key_End)
    type_text("x")
    assert WAITS in said(window)
    press(Key.Key_Backspace)
    assert SAVED in said(window)


def test_a_refused_cell_goes_on_waiting(window: MainWindow) -> None:
    view = list_of(window, "Maßnahmen")
    view.setFocus()
    view.setCurrentIndex(view.model().index(0, 2))
    press(Key.Key_F2)
    replace_text("irgendwann 13/2017")
    press(Key.Key_Return)
    assert REFUSED in said(window)
    press(Key.Key_Escape)
    assert SAVED in said(window)


def test_text_in_a_form_waits_for_a_rest(window: MainWindow, form: QPlainTextEdit, workspace: Workspace) -> None:
    type_text("gleich")
    assert WAITS in said(window)
    assert measure(workspace.plan, 1, 0).note is None
    press(Key.Key_Tab)
    assert SAVED in said(window)
    assert measure(workspace.plan, 1, 0).note == "gleich"


def test_after_the_rest_it_is_saved(
    window: MainWindow, form: QPlainTextEdit, workspace: Workspace, qtbot: QtBot
) -> None:
    type_text("gleich")
    assert WAITS in said(window)
    qtbot.waitUntil(lambda: SAVED in said(window), timeout=20 * REST)
    assert measure(workspace.plan, 1, 0).note == "gleich"


def test_a_refused_field_goes_on_waiting(window: MainWindow, form: QPlainTextEdit) -> None:
    month = measure_period(window)
    month.setFocus()
    type_text("13/2017")
    press(Key.Key_Tab)
    assert REFUSED in said(window)
    month.setFocus()
    press(Key.Key_Escape)
    assert SAVED in said(window)


def test_a_page_that_goes_waits_no_more(window: MainWindow, form: QPlainTextEdit, workspace: Workspace) -> None:
    type_text("gleich")
    command(window, "Phase löschen")
    bury()
    assert not workspace.is_typing
    assert SAVED in said(window)


# Ctrl+S

ALREADY = "Es ist schon gespeichert. Jede Eingabe wird sofort gespeichert."
NOW = "Gespeichert. Das geschieht mit jeder Eingabe auch von selbst."


def stands_out(window: MainWindow) -> bool:
    """Whether the foot has the ground of an answer."""
    return ground(look(window.statusBar())) == colors().selection


def test_who_asks_to_save_hears_that_it_is_done(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(status_bar, "_SHORT", 300)
    assert not stands_out(window)
    press(Key.Key_S, CTRL)
    assert f"{SAVED}\n{ALREADY}" in said(window)
    assert stands_out(window)
    qtbot.waitUntil(lambda: ALREADY not in said(window))
    assert not stands_out(window)
    command(window, "Speichern")
    assert ALREADY in said(window)


@pytest.mark.parametrize("where", ["cell", "form"])
def test_what_is_being_typed_is_taken_in_first(window: MainWindow, workspace: Workspace, where: str) -> None:
    settle()
    if where == "cell":
        press(Key.Key_F2)
        replace_text("Neu")
    else:
        field = child(page(window), QPlainTextEdit, "note")
        field.setFocus()
        type_text("Neu")
    assert WAITS in said(window)
    press(Key.Key_S, CTRL)
    first = measure(workspace.plan, 1, 0)
    assert (first.text if where == "cell" else first.note) == "Neu"
    assert workspace.is_saved()
    assert f"{SAVED}\n{NOW}" in said(window)
    # Who types on is told of that.
    if where == "form":
        type_text("er")
        assert WAITS in said(window)
        assert NOW not in said(window)
        assert not stands_out(window)


@pytest.mark.parametrize("where", ["cell", "form"])
def test_what_is_not_saved_is_said(window: MainWindow, workspace: Workspace, where: str) -> None:
    settle()
    if where == "cell":
        view = list_of(window, "Maßnahmen")
        view.setCurrentIndex(view.model().index(0, 2))
        press(Key.Key_F2)
    else:
        measure_period(window).setFocus()
    replace_text("13/2017")
    press(Key.Key_S, CTRL)
    assert f"{REFUSED}: \nZeitraum von ‚Ausschreibung einer Fachstelle‘" in said(window)
    assert SAVED not in said(window)
    assert ALREADY not in said(window)
    assert stands_out(window)
    assert measure(workspace.plan, 1, 0).start is None


@pytest.mark.complains("No such file or directory")
def test_a_file_that_is_gone_is_saved_anew_before_that_is_said(
    window: MainWindow, workspace: Workspace, plan_path: Path
) -> None:
    plan_path.unlink()
    press(Key.Key_S, CTRL)
    assert f"{SAVED}\n{ALREADY}" in said(window)
    assert workspace.path != plan_path
    assert workspace.path.name in said(window)
    with PlanFile.open(workspace.path, read_only=True) as file:
        assert file.plan == workspace.plan


def test_a_file_that_cannot_be_read_now_is_said(
    window: MainWindow, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(*_arguments: object) -> None:
        raise PlanError("Der Stick ist nicht mehr da.")

    with monkeypatch.context() as patch:
        patch.setattr(workspace.plan_file, "newest", unreadable)
        press(Key.Key_S, CTRL)
        assert "Nicht gespeichert: \nDer Stick ist nicht mehr da." in said(window)
        assert SAVED not in said(window)
        assert stands_out(window)
    press(Key.Key_S, CTRL)
    assert f"{SAVED}\n{ALREADY}" in said(window)


def test_in_a_plan_to_read_nothing_is_saved(window: MainWindow, workspace: Workspace) -> None:
    workspace.plan_file.read_only = True
    press(Key.Key_S, CTRL)
    assert "nur zum Lesen geöffnet: Es gibt nichts zu speichern. Strg+Umschalt+S speichert eine Kopie." in said(window)
    assert "gespeichert" not in said(window).partition("Der Plan")[0]


def test_an_answer_leaves_a_deletion_its_button(window: MainWindow, workspace: Workspace) -> None:
    press(Key.Key_Delete, CTRL)
    press(Key.Key_S, CTRL)
    assert f"{ALREADY} Maßnahme ‚Ausschreibung einer Fachstelle‘ gelöscht." in said(window)
    button(window.statusBar(), "Rückgängig").click()
    assert len(measure_texts(workspace.plan, 1)) == 6


def test_dialogs_answer_where_the_keyboard_is(window: MainWindow, workspace: Workspace, qtbot: QtBot) -> None:
    command(window, "Projektdaten")
    (dialog,) = window.findChildren(ProjectDialog)
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    field = child(dialog, QWidget, "heading")
    field.setFocus()
    replace_text("Anlage 7")
    press(Key.Key_S, CTRL)
    assert callouts(dialog) == [NOW]
    assert workspace.plan.project.heading == "Anlage 7"


def offer(window: MainWindow) -> UndoOffer:
    found = window.statusBar().findChild(UndoOffer)
    assert found is not None
    return found


def delete_first(window: MainWindow) -> None:
    view = list_of(window, "Maßnahmen")
    view.setFocus()
    view.setCurrentIndex(view.model().index(0, 0))
    press(Key.Key_Delete, CTRL)


def test_two_sentences_are_both_said_and_the_button_stands_behind_its_own(window: MainWindow) -> None:
    delete_first(window)
    window.say("Kopie gespeichert.")
    words = said(window)
    assert "Kopie gespeichert." in words
    assert words.index("Kopie gespeichert.") < words.index("gelöscht")
    assert offer(window).isVisible()


def test_the_newest_sentence_comes_first(window: MainWindow) -> None:
    for sentence in ("Eins.", "Zwei.", "Eins."):
        window.say(sentence)
    assert "Zwei. Eins." in said(window)


def test_no_button_stands_beside_a_sentence_that_it_is_not_about(window: MainWindow) -> None:
    delete_first(window)
    undo = offer(window)
    view = list_of(window, "Maßnahmen")
    view.setCurrentIndex(view.model().index(0, 2))
    type_text("quatsch")
    press(Key.Key_Return)
    assert REFUSED in said(window)
    assert not undo.isVisible()
    press(Key.Key_Escape)
    settle()
    assert REFUSED not in said(window)
    assert undo.isVisible()


def test_what_is_typed_meanwhile_is_told_to_who_takes_a_deletion_back(window: MainWindow, workspace: Workspace) -> None:
    before = measure_texts(workspace.plan, 1)
    delete_first(window)
    view = list_of(window, "Maßnahmen")
    view.setCurrentIndex(view.model().index(0, 0))
    type_text("Ein anderes Wort")
    offer(window).click()
    settle()
    assert measure_texts(workspace.plan, 1)[0] == "Ein anderes Wort"
    assert "Strg+Z nimmt erst das zurück" in callouts(window)[0]
    workspace.undo()
    workspace.undo()
    assert measure_texts(workspace.plan, 1) == before


def test_the_sign_has_the_colours_of_another_scheme_at_once(window: MainWindow, qapp: QApplication) -> None:
    theme.apply(qapp, Qt.ColorScheme.Light)
    icons.retint()
    sign = child(window, Sign, "saved_icon")
    light = sign.pixmap().toImage()
    theme.apply(qapp, Qt.ColorScheme.Dark)
    icons.retint()
    assert sign.pixmap().toImage() != light
    theme.apply(qapp, Qt.ColorScheme.Light)
    icons.retint()
