"""The same steps done by keys and clicks in the program's window; they count once its foot has said that all is saved.

Imported before a process is forked, so it makes no QApplication itself: that is each fork's own.
"""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from nrw_desktop import app, paths
from nrw_desktop.domain import edits
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.gui.dialogs import backup_dialog
from nrw_desktop.gui.dialogs.backup_dialog import BackupDialog
from nrw_desktop.gui.kit import field_undo
from nrw_desktop.gui.kit.application import application
from nrw_desktop.gui.pages.phase_tab import PhaseTab
from nrw_desktop.gui.panels import find_panel
from nrw_desktop.gui.session import single_instance
from nrw_desktop.storage.archive import backup_store
from nrw_desktop.storage.upkeep import backup, new_plans
from tests.faults import headless_steps
from tests.faults.steps import ORIGIN, OnPlan, Steps
from tests.gui.hands import (
    CTRL,
    Key,
    button,
    command,
    editor_text,
    front_page,
    labels,
    list_of,
    on_first_phase,
    open_editor,
    press,
    replace_text,
    settle,
)

if TYPE_CHECKING:
    _OnPlan = OnPlan
else:
    # The steps that this is mixed with come after it and know what is left.
    _OnPlan = object

LOADED = (backup_dialog, field_undo, find_panel, single_instance)
"""What the window loads when it is first needed, so that each fork has it."""
_PATIENCE = 30.0
_SETTLED = 500
"""Milliseconds after which the window has set up everything, its first backup too."""


def until(condition: Callable[[], object], what: str) -> None:
    """Let the window work until something is so."""
    end = time.monotonic() + _PATIENCE
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"waited in vain for {what}")
        QTest.qWait(1)


class InWindow(_OnPlan):
    """Steps of one plan, whose file is open in the window."""

    def before(self) -> None:
        data = paths.data_dir()
        data.mkdir(parents=True, exist_ok=True)
        # Else the changes that were made beforehand are somebody else's.
        (data / "origin").write_text(ORIGIN)
        super().before()

    def begin(self) -> None:
        self.program = app.App(application())
        window = self.program.open_or_ask(self.path)
        assert window is not None
        self.window, self.file = window, window.workspace.plan_file
        self.program._settle()
        window.activateWindow()
        until(lambda: window.isActiveWindow() and labels(window.statusBar()), "the window")
        # It waits for the first idle moment.
        on_first_phase(window)
        QTest.qWait(_SETTLED)

    @property
    def page(self) -> PhaseTab:
        """The phase in front."""
        found = front_page(self.window)
        assert isinstance(found, PhaseTab)
        return found

    def ready(self, number: int) -> None:
        """Blank what the foot says was done last, so that saying it again is seen."""
        self.window.statusBar()._last.setText("")  # type: ignore[attr-defined]

    def saved(self) -> None:
        """Wait until the foot says that the step is done and all is saved."""
        foot = self.window.statusBar()
        until(lambda: foot._last.text() and "Alles gespeichert" in labels(foot), "a word at the foot")  # type: ignore[attr-defined]


class Edits(InWindow, OnPlan):
    """Each types another text into the cell of the first measure, and Enter."""

    name = "edit"
    length = 6

    def rehearse(self, number: int) -> None:
        plan = self.file.plan
        key = plan.measures(plan.phases[0].id)[0].id
        self.file.commit(edits.measures.set_field(plan, key, "text", self._text(number)))

    def ready(self, number: int) -> None:
        super().ready(number)
        view = list_of(self.page, "Maßnahmen")
        view.setFocus()
        view.setCurrentIndex(view.model().index(0, 0))
        press(Key.Key_F2)
        replace_text(self._text(number))

    def step(self, number: int) -> None:
        press(Key.Key_Return)
        foot = labels(self.window.statusBar())
        if "Nicht gespeichert" in foot:
            assert editor_text(list_of(self.page, "Maßnahmen")) == self._text(number), "what was typed is gone"
            raise PlanError(foot)
        self.saved()

    def again(self, number: int) -> int:
        """Enter once more, in the editor that is still open."""
        press(Key.Key_Return)
        until(lambda: open_editor(list_of(self.page, "Maßnahmen")) is None, "the end of the editor")
        self.saved()
        return number + 1

    def _text(self, number: int) -> str:
        return f"Eingabe {number}"


class Undos(InWindow, headless_steps.Undos):
    """Each is a Ctrl+Z."""

    length = 6

    def rehearse(self, number: int) -> None:
        self.file.undo()

    def step(self, number: int) -> None:
        press(Key.Key_Z, CTRL)
        self.saved()


class Redos(InWindow, headless_steps.Redos):
    """Each is a Ctrl+Y."""

    length = 6

    def rehearse(self, number: int) -> None:
        self.file.redo()

    def step(self, number: int) -> None:
        press(Key.Key_Y, CTRL)
        self.saved()


class Deletions(InWindow, headless_steps.Deletions):
    """Each deletes the phase in front by the menu."""

    length = 6

    def rehearse(self, number: int) -> None:
        headless_steps.Deletions.step(self, number)

    def step(self, number: int) -> None:
        command(self.window, "Phase löschen")
        self.saved()


class Backups(InWindow, headless_steps.Backups):
    """Each is a backup that the dialog was told to make, after an edit."""

    length = 5

    def rehearse(self, number: int) -> None:
        self._changes.append(headless_steps.EDITS[number](self.file.plan, number))
        self.file.commit(self._changes[number])

    def prepare(self) -> None:
        headless_steps.Backups.prepare(self)
        self.before()

    def begin(self) -> None:
        super().begin()
        command(self.window, "Sicherungen")
        (self.dialog,) = self.window.findChildren(BackupDialog)
        until(lambda: list_of(self.dialog, "Sicherungen").rowCount(), "the first backup")

    def ready(self, number: int) -> None:
        change = self._changes[number]
        self.window.workspace.run(lambda plan: change)
        settle()

    def step(self, number: int) -> None:
        head = self.window.workspace.plan.head or ""
        next(one for one in self.dialog.findChildren(QToolButton) if "sichern" in one.text()).click()
        until(lambda: any(backup_store.has(one, head) for one in backup.backups(self.path)), "the backup")
        rows = list_of(self.dialog, "Sicherungen").rowCount
        until(lambda: rows() == len(backup.backups(self.path)), "the backup in the list")


class BroughtBack(InWindow, headless_steps.BroughtBack):
    """Each brings the plan back to one of two backups by the dialog."""

    name = "restore"
    length = 5

    def before(self) -> None:
        super().before()
        where = backup_store.folder(self.path)
        where.mkdir(parents=True)
        for one in self._backups:
            for path in (one.path, one.path.with_name(f"{one.path.name}.json")):
                path.rename(where / path.name)
        self._backups = backup_store.listed(where)

    def rehearse(self, number: int) -> None:
        past = backup.plan_of(self._backups[(number + 1) % 2], self.file)
        self.file.commit(edits.restore.back_to(self.file.plan, past, "Sicherung wiederhergestellt"))

    def begin(self) -> None:
        super().begin()
        command(self.window, "Sicherungen")
        (self.dialog,) = self.window.findChildren(BackupDialog)
        QTest.qWait(_SETTLED)

    def ready(self, number: int) -> None:
        super().ready(number)
        name = self._backups[(number + 1) % 2].path.name
        rows = [row for row, one in enumerate(backup.backups(self.path)) if one.path.name == name]
        list_of(self.dialog, "Sicherungen").selectRow(rows[0])

    def step(self, number: int) -> None:
        button(self.dialog, "zurückholen").click()
        self.saved()


class Migrations(headless_steps.Migrations):
    """The first start, which makes the first plan; then one start with each file of an older schema."""

    def prepare(self) -> None:
        super().prepare()
        self._files = self._files[: 1 + len(headless_steps.OLDER)]
        self.length = len(self._files)

    def begin(self) -> None:
        self.program = app.App(application())

    def step(self, number: int) -> None:
        path = new_plans.plan_to_open() if number == 0 else self._files[number][0]
        window = self.program.open_or_ask(path)
        until(lambda: window is not None and "Alles gespeichert" in labels(window.statusBar()), "the window")


KINDS: dict[str, type[Steps]] = {
    kind.name: kind for kind in (Edits, Undos, Redos, Deletions, Migrations, Backups, BroughtBack)
}
