"""The texts of each year's Sachbericht, typed in the dialog of the project's data by keys."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QTabBar
from pytestqt.qtbot import QtBot

from nrw_desktop.domain import edits
from nrw_desktop.gui.dialogs.project_dialog import ProjectDialog
from nrw_desktop.gui.kit.field_undo import FieldUndo
from nrw_desktop.gui.kit.text_edit import TextEdit
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.window.main_window import MainWindow
from nrw_desktop.storage.file.plan_file import PlanFile
from tests.gui.hands import (
    CTRL,
    SHIFT,
    Key,
    callouts,
    child,
    command,
    editor_text,
    labels,
    list_of,
    press,
    settle,
    type_on,
    type_text,
)

TEXTS = {
    "introduction": "Dieser Bericht sagt, was erreicht wurde.\n\nGrößer wurde das Bündnis – um „zwei“ Partner.",
    "course": "Im März begann es.\nIm Mai ging es weiter.\n\nIm November war die Fachtagung.",
    "difficulties": "Eine Stelle war nicht besetzt.",
    "outlook": "2019 folgt der Rest.",
}


@pytest.fixture
def dialog(window: MainWindow, qtbot: QtBot, qapp: QApplication) -> Iterator[ProjectDialog]:
    """The dialog at the page of the texts, gone to by keys, where Ctrl+Z passes through fields as it does in ours."""
    watcher = FieldUndo()
    qapp.focusChanged.connect(watcher.watch)
    command(window, "Projektdaten")
    (made,) = window.findChildren(ProjectDialog)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    settle()
    press(Key.Key_Tab, SHIFT)
    assert isinstance(QApplication.focusWidget(), QTabBar)
    press(Key.Key_Right)
    press(Key.Key_Tab)
    assert list_of(made, "Jahre mit Texten").hasFocus()
    yield made
    qapp.focusChanged.disconnect(watcher.watch)


def add_year(year: str) -> None:
    """Type a new year where the keyboard is in the list of years, and go on to its first text."""
    press(Key.Key_Insert)
    type_text(year)
    press(Key.Key_Tab)


def back_to_years() -> None:
    """From the first text back to the list, over its two buttons."""
    press(Key.Key_Tab, SHIFT, times=3)


def text(dialog: ProjectDialog, name: str) -> str:
    return child(dialog, QPlainTextEdit, name).toPlainText()


def rows(dialog: ProjectDialog) -> list[str]:
    model = list_of(dialog, "Jahre mit Texten").model()
    return [" ".join(model.index(row, column).data() for column in range(2)) for row in range(model.rowCount())]


def test_a_whole_sachbericht_is_typed_by_keys(
    dialog: ProjectDialog, workspace: Workspace, plan_path: Path, qtbot: QtBot
) -> None:
    assert not child(dialog, TextEdit, "introduction").isEnabled()
    add_year("2018")
    assert "Texte des Sachberichts 2018" in labels(dialog).split("\n")
    for name, words in TEXTS.items():
        assert child(dialog, TextEdit, name).hasFocus()
        type_on(words)
        press(Key.Key_Tab)
    (texts,) = workspace.plan.year_texts
    assert texts.year == 2018
    assert {name: getattr(texts, name) for name in TEXTS} == TEXTS
    assert rows(dialog) == ["2018 4 von 4"]
    assert child(dialog, QTabBar, "page_tabs").tabText(1) == "Texte des Sachberichts (1)"
    with PlanFile.open(plan_path, read_only=True) as file:
        assert file.plan.year_texts == (texts,)
    labels_of = [step.label for step in workspace.steps()][:5]
    assert labels_of == [
        "Ausblick 2018 geändert",
        "Schwierigkeiten 2018 geändert",
        "Verlauf des Jahres 2018 geändert",
        "Einleitung 2018 geändert",
        "Texte zum Jahr 2018 hinzugefügt",
    ]


def test_each_text_is_one_step_of_undo(dialog: ProjectDialog, workspace: Workspace) -> None:
    before = workspace.plan
    add_year("2018")
    for words in ("Eins\nzwei", "Drei"):
        type_on(words)
        press(Key.Key_Tab)
    press(Key.Key_Z, CTRL)
    assert (text(dialog, "introduction"), text(dialog, "course")) == ("Eins\nzwei", "")
    press(Key.Key_Z, CTRL)
    assert text(dialog, "introduction") == ""
    press(Key.Key_Y, CTRL, times=2)
    assert (text(dialog, "introduction"), text(dialog, "course")) == ("Eins\nzwei", "Drei")
    for _ in range(3):
        press(Key.Key_Z, CTRL)
    assert workspace.plan == before
    assert workspace.undo_label() == ""
    assert not child(dialog, TextEdit, "introduction").isEnabled()


def test_a_year_stands_once(dialog: ProjectDialog, workspace: Workspace) -> None:
    add_year("2018")
    back_to_years()
    press(Key.Key_Insert)
    for typed, sentence in (
        ("2018", "2018 steht schon in der Liste. Bitte die vorhandene Zeile ändern."),
        ("bald", "ist keine ganze Zahl"),
        ("1066", "nicht möglich"),
    ):
        press(Key.Key_A, CTRL)
        type_text(typed)
        press(Key.Key_Return)
        assert sentence in callouts(dialog)[-1]
        assert editor_text(list_of(dialog, "Jahre mit Texten")) == typed
    press(Key.Key_Escape)
    assert [texts.year for texts in workspace.plan.year_texts] == [2018]


def test_each_year_shows_its_own_texts(dialog: ProjectDialog, workspace: Workspace) -> None:
    for year in ("2018", "2017"):
        add_year(year)
        type_text(f"Einleitung zu {year}")
        back_to_years()
    assert rows(dialog) == ["2017 1 von 4", "2018 1 von 4"]
    assert text(dialog, "introduction") == "Einleitung zu 2017"
    press(Key.Key_Down)
    assert text(dialog, "introduction") == "Einleitung zu 2018"
    # The year of an undone step comes into sight.
    press(Key.Key_Z, CTRL)
    assert "Texte des Sachberichts 2017" in labels(dialog).split("\n")
    assert text(dialog, "introduction") == ""


def test_a_year_that_was_removed_comes_back_with_its_texts(dialog: ProjectDialog, workspace: Workspace) -> None:
    add_year("2018")
    type_text("Bleibt.")
    back_to_years()
    before = workspace.plan
    press(Key.Key_Delete, CTRL)
    assert workspace.plan.year_texts == ()
    assert text(dialog, "introduction") == ""
    assert not child(dialog, TextEdit, "introduction").isEnabled()
    press(Key.Key_Z, CTRL)
    assert workspace.plan == before
    assert text(dialog, "introduction") == "Bleibt."
    assert child(dialog, TextEdit, "introduction").isEnabled()


def test_what_is_being_typed_stays_with_its_year(dialog: ProjectDialog, workspace: Workspace) -> None:
    """Also where another year is chosen, or the dialog closed, before the text had a rest."""
    add_year("2018")
    back_to_years()
    add_year("2017")
    type_on("Zu 2017")
    list_of(dialog, "Jahre mit Texten").select(workspace.plan.year_texts[1].id)
    assert workspace.plan.year_texts[0].introduction == "Zu 2017"
    assert text(dialog, "introduction") == ""
    child(dialog, TextEdit, "outlook").setFocus()
    type_on("Zu 2018")
    dialog.close()
    assert [texts.outlook for texts in workspace.plan.year_texts] == [None, "Zu 2018"]


def test_it_opens_with_the_newest_year(window: MainWindow, workspace: Workspace, qtbot: QtBot) -> None:
    for year in ("2019", "2017"):
        workspace.run(edits.detail_rows.YEAR_TEXTS.add, None, year)
    command(window, "Projektdaten")
    (dialog,) = window.findChildren(ProjectDialog)
    child(dialog, QTabBar, "page_tabs").setCurrentIndex(1)
    assert "Texte des Sachberichts 2019" in labels(dialog).split("\n")


def test_every_text_has_a_name_for_a_screen_reader(dialog: ProjectDialog) -> None:
    names = [
        QAccessible.queryAccessibleInterface(child(dialog, TextEdit, name)).text(QAccessible.Text.Name)
        for name in TEXTS
    ]
    assert names == ["Einleitung", "Verlauf des Jahres", "Schwierigkeiten", "Ausblick"]


def test_a_plan_to_look_at_can_only_be_looked_at(window: MainWindow, workspace: Workspace) -> None:
    workspace.run(edits.detail_rows.YEAR_TEXTS.add, None, "2018")
    workspace.plan_file.read_only = True
    command(window, "Projektdaten")
    (dialog,) = window.findChildren(ProjectDialog)
    child(dialog, QTabBar, "page_tabs").setCurrentIndex(1)
    assert child(dialog, TextEdit, "outlook").isReadOnly()
    years = list_of(dialog, "Jahre mit Texten")
    years.setFocus()
    settle()
    press(Key.Key_Insert)
    press(Key.Key_Delete, CTRL)
    assert [texts.year for texts in workspace.plan.year_texts] == [2018]
