"""The history: steps day by day, what each changed, and the way back."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QComboBox, QLineEdit, QListView, QTableWidget, QWidget

from nrw_desktop.domain import edits
from nrw_desktop.gui.dialogs.history_dialog import HistoryDialog
from nrw_desktop.gui.kit.error_boxes import Refused
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.window.main_window import MainWindow
from nrw_desktop.storage.database.history import Step
from nrw_desktop.storage.file.plan_file import PlanFile
from tests.gui.conftest import ORIGIN
from tests.gui.hands import answer, button, child, labels, measure, measure_texts, named, settle, type_text

Show = Callable[[QWidget], QWidget]


def work(workspace: Workspace) -> None:
    """Three steps: two in phase 1, one in phase 2."""
    found = measure(workspace.plan, 1, 0)
    workspace.run(edits.measures.set_field, found.id, "status", "done")
    workspace.run(edits.measures.add, workspace.plan.phases[1].id, "Fachtagung")
    workspace.run(edits.measures.set_field, found.id, "note", "Bitte prüfen")


@pytest.fixture
def dialog(workspace: Workspace, window: MainWindow, show: Show) -> HistoryDialog:
    work(workspace)
    made = HistoryDialog(workspace, window)
    show(made)
    return made


def shown(dialog: HistoryDialog) -> list[str]:
    """The labels of the steps, without their times."""
    model = child(dialog, QListView, "roomy").model()
    rows = [model.index(row, 0) for row in range(model.rowCount())]
    return [row.data().split("   ", 1)[1] for row in rows if "   " in row.data()]


def days(dialog: HistoryDialog) -> list[str]:
    model = child(dialog, QListView, "roomy").model()
    rows = [model.index(row, 0) for row in range(model.rowCount())]
    return [row.data() for row in rows if "   " not in row.data()]


def choose(dialog: HistoryDialog, text: str) -> None:
    view = child(dialog, QListView, "roomy")
    found = [view.model().index(row, 0) for row in range(view.model().rowCount())]
    view.setCurrentIndex(next(index for index in found if text in index.data()))
    settle()


def details(dialog: HistoryDialog) -> list[tuple[str, ...]]:
    table = child(dialog, QTableWidget, "roomy")
    cells = ((table.item(row, column) for column in range(3)) for row in range(table.rowCount()))
    return [tuple(cell.text() if cell else "" for cell in row) for row in cells]


def test_steps_are_shown_newest_first_under_their_day(dialog: HistoryDialog) -> None:
    assert [label.split(" von ")[0] for label in shown(dialog)] == [
        "Notiz",
        "Maßnahme ‚Fachtagung‘ hinzugefügt",
        "Status",
        shown(dialog)[-1],
    ]
    assert len(shown(dialog)) == 4
    assert f"{datetime.now():%d.%m.%Y}" in days(dialog)[0]
    assert days(dialog)[0].split(",")[0].endswith(("tag", "woch"))
    QAbstractItemModelTester(
        named(dialog, QListView, "Schritte").model(), QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    view = child(dialog, QListView, "roomy")
    assert not view.model().index(0, 0).flags()
    assert view.currentIndex().row() == 1


def test_each_day_has_its_heading(workspace: Workspace, window: MainWindow, show: Show) -> None:
    work(workspace)
    yesterday = (datetime.now().astimezone() - timedelta(days=1)).isoformat(timespec="seconds")
    with closing(sqlite3.connect(workspace.path)) as database:
        database.execute("UPDATE change SET at = ? WHERE seq <= 2", (yesterday,))
        database.commit()
    made = HistoryDialog(workspace, window)
    show(made)
    assert len(days(made)) == 2
    assert f"{datetime.now() - timedelta(days=1):%d.%m.%Y}" in days(made)[1]


def test_what_a_step_changed_is_told(dialog: HistoryDialog) -> None:
    choose(dialog, "Status")
    assert details(dialog) == [("Status", "geplant", "abgeschlossen")]
    assert "Status von ‚Ausschreibung einer Fachstelle‘ geändert" in labels(dialog)
    choose(dialog, "Fachtagung")
    assert ("Maßnahme", "", "Fachtagung") in details(dialog)


def test_words_and_phase_narrow_the_list(dialog: HistoryDialog, workspace: Workspace) -> None:
    words = child(dialog, QLineEdit, "")
    words.setFocus()
    type_text("fachTAG")
    assert shown(dialog) == ["Maßnahme ‚Fachtagung‘ hinzugefügt"]
    words.clear()
    phases = child(dialog, QComboBox, "")
    phases.setCurrentIndex(phases.findData(workspace.plan.phases[1].id))
    settle()
    assert "Notiz" not in " ".join(shown(dialog))
    assert "Maßnahme ‚Fachtagung‘ hinzugefügt" in shown(dialog)
    words.setFocus()
    type_text("gibt es nicht")
    assert shown(dialog) == days(dialog) == []
    assert details(dialog) == []
    assert not button(dialog, "zurück").isEnabled()
    assert not button(dialog, "ansehen").isEnabled()


def test_back_to_a_step_is_one_that_can_be_undone(dialog: HistoryDialog, workspace: Workspace) -> None:
    full = workspace.plan
    choose(dialog, "Status")
    button(dialog, "zurück").click()
    settle()
    assert measure(workspace.plan, 1, 0).status == "done"
    assert measure(workspace.plan, 1, 0).note is None
    assert "Fachtagung" not in measure_texts(workspace.plan, 2)
    assert "wiederhergestellt" in workspace.undo_label()
    assert len(shown(dialog)) == 5
    assert "wiederhergestellt" in shown(dialog)[0]
    workspace.undo()
    assert workspace.plan == full


def test_the_newest_step_is_nothing_to_go_back_to(dialog: HistoryDialog) -> None:
    assert not button(dialog, "zurück").isEnabled()
    assert button(dialog, "ansehen").isEnabled()
    choose(dialog, "Status")
    assert button(dialog, "zurück").isEnabled()


def test_an_entry_that_is_refused_keeps_its_field(
    dialog: HistoryDialog, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = workspace.plan
    workspace.flushing.connect(lambda refused: refused.append(Refused("Bitte den Monat prüfen.", "x", dialog)))
    choose(dialog, "Status")
    button(dialog, "zurück").click()
    assert workspace.plan is before


def test_a_damaged_log_is_said(dialog: HistoryDialog, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    choose(dialog, "Status")
    with closing(sqlite3.connect(workspace.path)) as database:
        database.execute("UPDATE change_body SET body = x'00' WHERE seq >= 2")
        database.commit()
    told = answer(monkeypatch, "OK")
    button(dialog, "zurück").click()
    assert "beschädigt" in told[0]
    # Read anew: a step that was looked at is known already.
    workspace.changed.emit(workspace.plan, None)
    choose(dialog, "Status")
    assert "beschädigt" in details(dialog)[0][0]


def test_a_step_to_look_at_is_asked_for(dialog: HistoryDialog) -> None:
    asked = list[Step]()
    dialog.look_wanted.connect(asked.append)
    choose(dialog, "Status")
    button(dialog, "ansehen").click()
    assert [step.label.split(" ")[0] for step in asked] == ["Status"]


def test_it_follows_new_changes_and_stays_where_one_is(dialog: HistoryDialog, workspace: Workspace) -> None:
    choose(dialog, "Status")
    workspace.run(edits.measures.add, workspace.plan.phases[0].id, "Flyer")
    assert shown(dialog)[0] == "Maßnahme ‚Flyer‘ hinzugefügt"
    current: QModelIndex = child(dialog, QListView, "roomy").currentIndex()
    assert "Status" in current.data()
    workspace.undo()
    assert shown(dialog)[0].startswith("Rückgängig")


def test_a_plan_to_read_cannot_go_back(plan_path: Path, window: MainWindow, show: Show) -> None:
    with PlanFile.open(plan_path, ORIGIN) as writing:
        for text in ("eins", "zwei"):
            writing.commit(edits.measures.add(writing.plan, writing.plan.phases[0].id, text))
    with PlanFile.open(plan_path, ORIGIN, read_only=True) as file:
        made = HistoryDialog(Workspace(file), window)
        show(made)
        choose(made, "eins")
        assert not button(made, "zurück").isEnabled()
        assert button(made, "ansehen").isEnabled()
        made.close()
        settle()
