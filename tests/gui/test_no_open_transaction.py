"""However long the window stands idle, with a dialog or an editor open, no transaction is open on the file."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from nrw_desktop.domain import edits
from nrw_desktop.gui.dialogs.backup_dialog import BackupDialog
from nrw_desktop.gui.dialogs.history_dialog import HistoryDialog
from nrw_desktop.gui.dialogs.new_plan_dialog import NewPlanDialog
from nrw_desktop.gui.kit.error_boxes import tell
from nrw_desktop.gui.printing.print_dialog import PrintDialog
from nrw_desktop.gui.session.backup_scheduler import BackupScheduler
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.window import help as help_dialogs
from nrw_desktop.gui.window.main_window import MainWindow
from nrw_desktop.storage.archive.backup_schedule import Rhythm
from tests.gui.hands import Key, command, list_of, open_editor, press, replace_text, settle, type_text

HOURS = 8
Show = Callable[[QWidget], QWidget]

DIALOGS: dict[str, Callable[[MainWindow, Workspace, BackupScheduler], QWidget]] = {
    "history": lambda window, workspace, _backups: HistoryDialog(workspace, window),
    "backups": lambda window, workspace, backups: BackupDialog(workspace, backups, window),
    "new plan": lambda window, workspace, _backups: NewPlanDialog(workspace.path.parent, lambda *_: None, window),
    "printing": lambda window, workspace, _backups: PrintDialog(workspace, window.settings, None, (), window),
}
MODAL: dict[str, Callable[[MainWindow], None]] = {
    "message": lambda window: tell(window, "Nicht möglich", "Das geht so nicht."),
    "shortcuts": help_dialogs.shortcuts,
    "about": help_dialogs.about,
}


@pytest.fixture
def hours(workspace: Workspace) -> tuple[BackupScheduler, Callable[[], None]]:
    """What makes the backups, and a working day in which it looks each minute, as its timer has it do."""
    backups, now = BackupScheduler(workspace, workspace), [0.0]
    backups._rhythm = Rhythm(lambda: now[0])

    def pass_by() -> None:
        for _ in range(HOURS * 60):
            now[0] += 60
            backups.look()
        backups.finish()
        settle()

    return backups, pass_by


def assert_nobody_is_at(path: Path, workspace: Workspace) -> None:
    """Another program can have the file for itself, at once, and whoever waits to read or write can do so."""
    assert not workspace.plan_file._connection.in_transaction
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        other.execute("ROLLBACK")


def edited(workspace: Workspace) -> None:
    workspace.run(edits.measures.add, workspace.plan.phases[0].id, "vorher")


@pytest.mark.parametrize("name", DIALOGS)
def test_with_a_dialog_open(
    window: MainWindow, workspace: Workspace, hours: tuple[BackupScheduler, Callable[[], None]], show: Show, name: str
) -> None:
    backups, pass_by = hours
    edited(workspace)
    dialog = DIALOGS[name](window, workspace, backups)
    show(dialog)
    pass_by()
    assert dialog.isVisible()
    assert_nobody_is_at(workspace.path, workspace)


@pytest.mark.parametrize("name", MODAL)
def test_with_a_box_that_waits_for_an_answer(
    window: MainWindow, workspace: Workspace, hours: tuple[BackupScheduler, Callable[[], None]], name: str
) -> None:
    seen = list[str]()

    def look() -> None:
        box = QApplication.activeModalWidget()
        assert box is not None
        hours[1]()
        assert_nobody_is_at(workspace.path, workspace)
        seen.append(name)
        box.close()

    edited(workspace)
    QTimer.singleShot(0, look)
    MODAL[name](window)
    settle()
    # Help may come without waiting for an answer.
    for box in window.findChildren(QMessageBox):
        box.close()
    assert seen == [name]


def test_with_text_typed_into_a_cell_and_into_the_form(
    window: MainWindow, workspace: Workspace, hours: tuple[BackupScheduler, Callable[[], None]]
) -> None:
    edited(workspace)
    view = list_of(window, "Maßnahmen")
    view.setCurrentIndex(view.model().index(0, 0))
    press(Key.Key_F2)
    replace_text("noch nicht fertig")
    hours[1]()
    assert open_editor(view) is not None
    assert_nobody_is_at(workspace.path, workspace)
    press(Key.Key_Escape)
    command(window, "Suchen")
    type_text("Förder")
    hours[1]()
    assert_nobody_is_at(workspace.path, workspace)
