"""An edit and an undo ask the file only for what proves them: nothing is read back in order to be shown."""

import sqlite3
from collections.abc import Callable
from functools import partial

import pytest

from nrw_desktop.domain import edits
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.window.main_window import MainWindow
from nrw_desktop.storage.file.plan_file import PlanFile
from tests.gui.hands import command, entry, measure, settle

FRESH, NEWEST = "PRAGMA shrink_memory", "SELECT newest"
WRITE = [
    # The transaction begins on the file as the disk has it, which stands where the plan does.
    FRESH, "BEGIN IMMEDIATE", "SELECT layout", NEWEST, NEWEST,
    "UPDATE measure", "INSERT change", "INSERT change_body",
    # One look past the own transaction before it ends, and the entry read back after.
    FRESH, NEWEST, "COMMIT", FRESH, "SELECT entries",
]  # fmt: skip
PROVEN = [FRESH, NEWEST]
"""Before an undo is looked for, the file is proven to be the one it belongs to."""


def kind(statement: str) -> str:
    """A statement in a few words."""
    words = statement.split()
    if words[0] in ("UPDATE", "INSERT"):
        return f"{words[0]} {words[1 if words[0] == 'UPDATE' else 2]}".replace('"', "")
    if words[0] != "SELECT":
        return " ".join(words)
    if "sqlite_master" in words:
        return "SELECT layout"
    if statement.endswith("FROM change ORDER BY seq DESC LIMIT 1"):
        return NEWEST
    return "SELECT entries" if "change.seq > (SELECT seq FROM change WHERE id" in statement else statement


class Statements:
    """What a window asks of its file."""

    def __init__(self, file: PlanFile) -> None:
        self._file, self._asked = file, list[str]()

    def of(self, act: Callable[[], object]) -> list[str]:
        """The statements that an act leads to, until the window is at rest again."""
        settle()
        self._asked.clear()
        for connection in self._connections():
            connection.set_trace_callback(lambda statement: self._asked.append(kind(statement)))
        act()
        settle()
        for connection in self._connections():
            connection.set_trace_callback(None)
        return list(self._asked)

    def _connections(self) -> list[sqlite3.Connection]:
        ground = self._file._ground
        assert ground is not None
        assert ground._witness is not None
        return [self._file._connection, ground._witness]


@pytest.fixture
def asked(window: MainWindow, workspace: Workspace) -> Statements:
    """The window after its first two edits."""
    for text in ("eins", "zwei"):
        workspace.run(edits.measures.set_field, measure(workspace.plan, 1, 0).id, "text", text)
    return Statements(workspace.plan_file)


def test_an_edit_is_not_asked_for(window: MainWindow, workspace: Workspace, asked: Statements) -> None:
    key = measure(workspace.plan, 1, 0).id
    assert asked.of(lambda: workspace.run(edits.measures.set_field, key, "text", "drei")) == WRITE
    assert "Text von ‚drei‘" in entry(window, "Rückgängig").text()
    assert not entry(window, "Wiederholen").isEnabled()


def test_a_run_of_quick_edits_is_not_asked_for(window: MainWindow, workspace: Workspace, asked: Statements) -> None:
    key, first = measure(workspace.plan, 1, 0).id, None
    for note in ("a", "ab", "abc", "abcd"):

        def type_on(note: str = note) -> None:
            nonlocal first
            change = workspace.run_joined(first, edits.measures.set_field, key, "note", note)
            assert change is not None
            first = change.joins or change.id

        assert asked.of(type_on) == WRITE
    assert asked.of(partial(command, window, "Rückgängig")) == PROVEN + WRITE
    assert measure(workspace.plan, 1, 0).note is None


def test_undo_and_redo_are_not_asked_for(window: MainWindow, workspace: Workspace, asked: Statements) -> None:
    key = measure(workspace.plan, 1, 0).id
    workspace.run(edits.measures.set_field, key, "text", "drei")
    for act in (
        partial(command, window, "Rückgängig"),
        partial(command, window, "Rückgängig"),
        partial(command, window, "Wiederholen"),
        partial(command, window, "Wiederholen"),
        partial(command, window, "Rückgängig"),
    ):
        assert asked.of(act) == PROVEN + WRITE
    assert measure(workspace.plan, 1, 0).text == "zwei"
    assert entry(window, "Rückgängig").isEnabled()
    assert entry(window, "Wiederholen").isEnabled()


def test_what_another_program_wrote_is_asked_for(window: MainWindow, workspace: Workspace, asked: Statements) -> None:
    key = measure(workspace.plan, 1, 0).id
    with PlanFile.open(workspace.path, "22222222-2222-4222-8222-222222222222") as other:
        other.commit(edits.measures.set_field(other.plan, key, "text", "von anderswo"))
    assert asked.of(lambda: workspace.run(edits.measures.set_field, key, "note", "von hier"))[-len(WRITE) :] == WRITE
    command(window, "Rückgängig")
    assert (measure(workspace.plan, 1, 0).text, measure(workspace.plan, 1, 0).note) == ("von anderswo", None)
