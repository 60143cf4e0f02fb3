"""What all dialogs share in which the plan is edited beside the window."""

import pytest
from PySide6.QtWidgets import QDialog

from nrw_desktop.domain import edits
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.gui.dialogs.abbreviations_dialog import AbbreviationsDialog
from nrw_desktop.gui.dialogs.work_dialog import WorkDialog
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.window.main_window import MainWindow
from tests.gui.hands import CTRL, Key, answer, click, command, editor_text, press, replace_text, settle

ACTIONS = ("Projektdaten", "Ergebnisse des Jahres", "Matrix Partner × Phase", "Ähnliche Partner", "Abkürzungen")


@pytest.mark.parametrize("action", ACTIONS)
def test_each_is_open_once(window: MainWindow, action: str) -> None:
    for _ in range(2):
        command(window, action)
        settle()
    (dialog,) = window.findChildren(WorkDialog)
    assert dialog.windowTitle().startswith(f"{type(dialog).title} – ")
    press(Key.Key_Escape)
    assert window.findChildren(QDialog) == []


@pytest.mark.parametrize("action", ACTIONS)
def test_undo_that_is_refused_is_said(
    window: MainWindow, workspace: Workspace, action: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.run(edits.partners.add, "Neuer Partner")
    command(window, action)
    settle()
    dialog = window.findChild(WorkDialog)
    assert dialog is not None
    # A field would take back its own typing first.
    dialog.setFocus()

    def refuse() -> None:
        raise PlanError("Die Datei ist gerade weg. Bitte prüfen.")

    told = answer(monkeypatch, "OK")
    monkeypatch.setattr(workspace.plan_file, "undo", refuse)
    press(Key.Key_Z, CTRL)
    assert "Die Datei ist gerade weg" in told[0]
    assert len(workspace.plan.partners) == 20


def test_a_refused_cell_is_asked_about(
    window: MainWindow, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = AbbreviationsDialog.open_over(workspace, window)
    settle()
    click(dialog.view, dialog.view.model().index(0, 0))
    press(Key.Key_F2)
    replace_text("AKX")
    monkeypatch.setattr(workspace.plan_file, "commit", _refused)
    told = answer(monkeypatch, "Zurück", "Verwerfen")
    dialog.close()
    assert "Der Datenträger ist voll" in told[0]
    assert dialog.isVisible()
    assert editor_text(dialog.view).startswith("AK")
    dialog.close()
    settle()
    assert window.findChildren(WorkDialog) == []


def _refused(_change: object) -> None:
    raise PlanError("Der Datenträger ist voll. Bitte Platz schaffen.")
