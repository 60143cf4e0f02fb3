"""The workspace: one way in which the plan changes, and everyone is told."""

from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from nrw_desktop.domain import edits
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.gui.kit.error_boxes import Refused
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.storage.file.plan_file import PlanFile
from tests.gui.conftest import ORIGIN
from tests.gui.hands import measure, measure_texts


def told(workspace: Workspace) -> list[Any]:
    changes: list[Any] = []
    workspace.changed.connect(lambda plan, change: changes.append((plan is workspace.plan, change)))
    return changes


def test_an_edit_is_in_the_file_and_told_with_the_newest_plan(workspace: Workspace) -> None:
    changes = told(workspace)
    change = workspace.run(edits.measures.add, workspace.plan.phases[0].id, "Fachtagung")
    assert changes == [(True, change)]
    with PlanFile.open(workspace.path, ORIGIN, read_only=True) as again:
        assert measure_texts(again.plan, 1)[-1] == "Fachtagung"


def test_what_changes_nothing_is_not_told(workspace: Workspace) -> None:
    changes, found = told(workspace), measure(workspace.plan, 1, 0)
    assert workspace.run(edits.measures.set_field, found.id, "text", found.text) is None
    assert changes == []
    assert workspace.undo_label() == ""


def test_a_refused_edit_leaves_the_plan_alone(workspace: Workspace) -> None:
    changes, before = told(workspace), workspace.plan
    with pytest.raises(PlanError):
        workspace.run(edits.measures.add, before.phases[0].id, "  ")
    assert workspace.plan is before
    assert changes == []
    assert workspace.run(edits.measures.add, before.phases[0].id, "geht weiter") is not None


def test_an_edit_from_within_another_is_an_error(workspace: Workspace) -> None:
    def nested(plan: Any) -> Any:
        return workspace.run(edits.measures.add, plan.phases[0].id, "innen")

    with pytest.raises(RuntimeError):
        workspace.run(nested)
    assert "innen" not in measure_texts(workspace.plan, 1)


def test_labels_of_undo_and_redo(workspace: Workspace) -> None:
    workspace.run(edits.measures.add, workspace.plan.phases[0].id, "Fachtagung")
    assert workspace.undo_label() == "Maßnahme ‚Fachtagung‘ hinzugefügt"
    assert workspace.redo_label() == ""
    workspace.undo()
    assert (workspace.undo_label(), workspace.redo_label()) == ("", "Maßnahme ‚Fachtagung‘ hinzugefügt")
    assert workspace.undo() is None
    workspace.redo()
    assert measure_texts(workspace.plan, 1)[-1] == "Fachtagung"
    assert workspace.redo() is None


def test_quick_edits_of_one_visit_are_one_step(workspace: Workspace) -> None:
    found = measure(workspace.plan, 1, 0)
    first = workspace.run_joined(None, edits.measures.set_field, found.id, "note", "a")
    assert first is not None
    for text in ("ab", "abc"):
        workspace.run_joined(first.id, edits.measures.set_field, found.id, "note", text)
    workspace.undo()
    assert measure(workspace.plan, 1, 0).note is None
    assert workspace.undo_label() == ""


def test_quick_edits_with_something_between_are_steps_of_their_own(workspace: Workspace) -> None:
    found = measure(workspace.plan, 1, 0)
    first = workspace.run_joined(None, edits.measures.set_field, found.id, "note", "a")
    assert first is not None
    workspace.run(edits.measures.set_field, found.id, "status", "done")
    workspace.run_joined(first.id, edits.measures.set_field, found.id, "note", "ab")
    workspace.undo()
    assert (measure(workspace.plan, 1, 0).note, measure(workspace.plan, 1, 0).status) == ("a", "done")


def test_what_another_program_wrote_is_read_and_the_edit_still_done(workspace: Workspace) -> None:
    changes = told(workspace)
    with PlanFile.open(workspace.path, ORIGIN) as other:
        other.commit(edits.measures.add(other.plan, other.plan.phases[0].id, "von anderswo"))
    change = workspace.run(edits.measures.add, workspace.plan.phases[0].id, "von hier")
    assert measure_texts(workspace.plan, 1)[-2:] == ["von anderswo", "von hier"]
    assert [change for _newest, change in changes] == [None, change]


def test_undo_after_another_program_wrote(workspace: Workspace) -> None:
    workspace.run(edits.measures.add, workspace.plan.phases[0].id, "von hier")
    with PlanFile.open(workspace.path, "22222222-2222-4222-8222-222222222222") as other:
        other.commit(edits.measures.add(other.plan, other.plan.phases[1].id, "von anderswo"))
    workspace.undo()
    assert "von hier" not in measure_texts(workspace.plan, 1)
    assert measure_texts(workspace.plan, 2)[-1] == "von anderswo"


def test_flush_gathers_refusals(workspace: Workspace, qtbot: QtBot) -> None:
    field = QWidget()
    qtbot.addWidget(field)
    place = ("measure", "m", "period", "")
    of_form, of_cell = (
        Refused("Bitte den Monat prüfen.", "x", field, in_cell, place=place) for in_cell in (False, True)
    )
    other = Refused("Bitte den Betrag prüfen.", "y", field)
    workspace.flushing.connect(lambda refused: refused.extend([of_form, other]))
    assert workspace.flush() == [of_form, other]
    # What stands in a cell and in a field of the form is one entry.
    workspace.flushing.connect(lambda refused: refused.append(of_cell))
    assert workspace.flush() == [other, of_cell]


def test_undo_first_takes_in_what_was_typed(workspace: Workspace, qtbot: QtBot) -> None:
    found = measure(workspace.plan, 1, 0)
    workspace.flushing.connect(
        lambda _refused: workspace.run(edits.measures.set_field, found.id, "note", "getippt"),
    )
    workspace.undo()
    assert workspace.redo_label() == "Notiz von ‚Ausschreibung einer Fachstelle‘ geändert"


def test_what_died_with_its_window_waits_no_more(workspace: Workspace) -> None:
    told = list[bool]()
    workspace.typing.connect(told.append)
    one, other = QObject(), QObject()
    for who in (one, other, one):
        workspace.note_typing(who, True)
    assert workspace.is_typing
    workspace.note_typing(one, False)
    assert workspace.is_typing
    shiboken6.delete(one)
    shiboken6.delete(other)
    assert not workspace.is_typing
    assert told[-1] is False
