"""The foot of the window never says that all is saved while anything typed waits in a cell or a field."""

import pytest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from nrw_desktop.gui.forms.binder import REST
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.window.main_window import MainWindow
from tests.gui.hands import (
    Key,
    bury,
    child,
    command,
    list_of,
    measure,
    measure_period,
    press,
    replace_text,
    settle,
    type_text,
)
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
