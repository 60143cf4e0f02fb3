"""What an open plan file tells of its past."""

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.storage.database import change_log
from nrw_desktop.storage.system import error_messages

if TYPE_CHECKING:
    from nrw_desktop.domain.model.records import Partner
    from nrw_desktop.storage.database import history
    from nrw_desktop.storage.file import erase


class _Steps(NamedTuple):
    """What undo and redo are about while ``head`` is the newest change."""

    head: str | None
    undo: Change | None
    redo: Change | None


class PlanHistory:
    """Reads the log of an open file by its connection."""

    path: Path
    plan: Plan
    _connection: sqlite3.Connection
    _origin: str
    _steps: _Steps | None = None

    def provenance(self) -> change_log.Provenance:
        """Which plan this is, and whether somebody else had a hand in it."""
        with error_messages.worded(self.path):
            return change_log.provenance(self._connection, self._origin)

    def traces(self, partner: "Partner") -> "list[erase.Trace]":
        """Where the people whom a partner's contacts name stand as free text too, in the plan and in its history.

        Raises:
            PlanError: the log cannot be read.
        """
        from nrw_desktop.storage.file import erase

        with error_messages.worded(self.path):
            return erase.traces(self._connection, self.plan, partner)

    def undo_step(self) -> Change | None:
        """The step that `undo` takes back, a run of quick edits as one; None where there is none."""
        return self._current_steps().undo

    def redo_step(self) -> Change | None:
        """The step that `redo` does again; None where there is none."""
        return self._current_steps().redo

    def _current_steps(self) -> _Steps:
        if self._steps is None or self._steps.head != self.plan.head:
            with error_messages.worded(self.path):
                undo = change_log.undo_target(self._connection, self._origin)
                redo = change_log.redo_target(self._connection, self._origin)
                found = _Steps(
                    self.plan.head,
                    change_log.step(self._connection, undo) if undo else None,
                    change_log.step(self._connection, redo) if redo else None,
                )
                if not self._has_plan():
                    # Another version's steps; what is done with them is refused or goes by another file.
                    return found
                self._steps = found
        return self._steps

    def _has_plan(self) -> bool:
        """Whether the file, as the disk has it, is the one that the plan is of."""
        raise NotImplementedError

    def steps(self) -> "list[history.Step]":
        """The history: all steps, newest first, with the names that rows have today."""
        from nrw_desktop.storage.database import history

        with error_messages.worded(self.path):
            return history.steps(self._connection, self.plan, self._origin)

    def change(self, key: str) -> Change:
        """The step that a change of this id is or, in a run of quick edits, belongs to, with all its rows.

        Raises:
            PlanError: the file has no such change, or its log is damaged there.
        """
        with error_messages.worded(self.path):
            return change_log.step(self._connection, change_log.first_of_run(self._connection, key))

    def state_at(self, key: str) -> Plan:
        """The plan as it was right after the change of this id.

        Raises:
            PlanError: the file has no such change, or its log is damaged before it.
        """
        from nrw_desktop.storage.database import history

        with error_messages.worded(self.path):
            return history.state_at(self._connection, key)

    def changes_since(self, key: str) -> int | None:
        """How many log entries came after the change of this id; None where the file does not have it."""
        with error_messages.worded(self.path):
            return change_log.count_since(self._connection, key)

    def erasures(self) -> "dict[str, history.Erasure]":
        """What was erased for good, by the id of the change that notes it."""
        from nrw_desktop.storage.database import history

        with error_messages.worded(self.path):
            return history.erasures(self._connection)
