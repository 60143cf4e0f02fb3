"""The open plan: takes edits, commits them to its file, and tells every view what changed."""

import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QObject, Signal

from nrw_desktop.domain.change import Change
from nrw_desktop.domain.errors import ConflictError, PlanError
from nrw_desktop.domain.labels import label_text
from nrw_desktop.domain.plan import Plan
from nrw_desktop.storage.plan_file import PlanFile, StaleError

P = ParamSpec("P")
R = TypeVar("R")
Edit = Callable[Concatenate[Plan, P], Change]

_log = logging.getLogger(__name__)


class Workspace(QObject):
    """One open plan file, and the only way in which the window changes it.

    `changed` carries the new plan and the change that led to it (None where the file was read anew). `flushing` asks
    editors to hand in what was typed but not yet committed; each that cannot appends its sentence to the list.
    `unsaved` tells why the file did not take the last edit, and nothing once it takes one again.
    """

    changed = Signal(object, object)
    # Not `list`: Qt would hand each receiver a copy.
    flushing = Signal(object)
    unsaved = Signal(str)

    def __init__(self, file: PlanFile, parent: QObject | None = None):
        super().__init__(parent)
        self._file = file
        self._busy = False

    @property
    def plan(self) -> Plan:
        """The newest snapshot."""
        return self._file.plan

    @property
    def path(self) -> Path:
        """The file that holds the plan."""
        return self._file.path

    @property
    def read_only(self) -> bool:
        """Whether the file can only be looked at."""
        return self._file.read_only

    def run(self, edit: Edit[P], *arguments: P.args, **more: P.kwargs) -> Change | None:
        """Build a change with an edit on the newest plan and commit it. None where nothing would change.

        Raises:
            PlanError: the edit or the file refuses; nothing was written.
        """
        return self._run(lambda plan: edit(plan, *arguments, **more))

    def run_joined(self, first: str | None, edit: Edit[P], *arguments: P.args, **more: P.kwargs) -> Change | None:
        """The same for quick edits of one field: undone together with ``first`` if nothing came in between."""

        def build(plan: Plan) -> Change:
            change = edit(plan, *arguments, **more)
            newest = self._file.newest()
            joins = first if first is not None and newest is not None and first in (newest.id, newest.joins) else None
            return Change(change.rows, change.label, joins=joins)

        return self._run(build)

    def undo(self) -> Change | None:
        """Take back the newest step that is in force."""
        return self._undo_or_redo(self._file.undo)

    def redo(self) -> Change | None:
        """Do again what was taken back last."""
        return self._undo_or_redo(self._file.redo)

    def undo_label(self) -> str:
        """The step that `undo` would take back, as a person says it; empty for none."""
        return self._label(self._file.undo_step())

    def redo_label(self) -> str:
        """The step that `redo` would do again; empty for none."""
        return self._label(self._file.redo_step())

    def flush(self) -> list[str]:
        """Have every editor commit what was typed; the sentences of those that could not."""
        refused: list[str] = []
        self.flushing.emit(refused)
        return refused

    def catch_up(self) -> None:
        """Read the file anew if somebody else has changed it; for a plan that is only looked at."""
        newest = self._file.newest()
        if newest is not None and newest.id != self.plan.head:
            self._file.reload()
            self.changed.emit(self.plan, None)

    def copy_to(self, path: Path) -> None:
        """Write the whole plan as another file."""
        self._file.copy_to(path)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def _label(self, change: Change | None) -> str:
        return label_text(change, self.plan) if change else ""

    def _undo_or_redo(self, step: Callable[[], Change | None]) -> Change | None:
        if self.flush():
            # A refused text is still in its field; taking back a step below it could take the field away.
            return None
        change = self._on_newest(lambda: self._to_file(step))
        if change is not None:
            self.changed.emit(self.plan, change)
        return change

    def _run(self, build: Callable[[Plan], Change]) -> Change | None:
        if self._busy:
            raise RuntimeError("an edit was started from within another one")
        self._busy = True
        try:
            change = self._on_newest(partial(self._commit, build))
        finally:
            self._busy = False
        if change is not None:
            self.changed.emit(self.plan, change)
        return change

    def _commit(self, build: Callable[[Plan], Change]) -> Change | None:
        change = build(self.plan)
        if not change.rows:
            return None
        self._to_file(lambda: self._file.commit(change))
        return change

    def _on_newest(self, write: Callable[[], Change | None]) -> Change | None:
        """Write; where somebody else wrote since, read the file anew and write once more."""
        try:
            return write()
        except StaleError:
            _log.info("the file is newer than the window; read anew")
            self._file.reload()
            self.changed.emit(self.plan, None)
            return write()

    def _to_file(self, write: Callable[[], R]) -> R:
        """Write, and tell whether the file took it."""
        try:
            written = write()
        except ConflictError:
            raise
        except PlanError as error:
            self.unsaved.emit(str(error))
            raise
        self.unsaved.emit("")
        return written
