"""What an open plan file tells of its past."""

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.storage import faults, history

if TYPE_CHECKING:
    from nrw_desktop.domain.model.records import Partner
    from nrw_desktop.storage import erase, past


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

    def provenance(self) -> history.Provenance:
        """Which plan this is, and whether somebody else had a hand in it."""
        with faults.worded(self.path):
            return history.provenance(self._connection, self._origin)

    def traces(self, partner: "Partner") -> "list[erase.Trace]":
        """Where the people whom a partner's contacts name stand as free text too, in the plan and in its history.

        Raises:
            PlanError: the log cannot be read.
        """
        from nrw_desktop.storage import erase

        with faults.worded(self.path):
            return erase.traces(self._connection, self.plan, partner)

    def undo_step(self) -> Change | None:
        """The step that `undo` takes back, a run of quick edits as one; None where there is none."""
        return self._current_steps().undo

    def redo_step(self) -> Change | None:
        """The step that `redo` does again; None where there is none."""
        return self._current_steps().redo

    def _current_steps(self) -> _Steps:
        if self._steps is None or self._steps.head != self.plan.head:
            with faults.worded(self.path):
                undo = history.undo_target(self._connection, self._origin)
                redo = history.redo_target(self._connection, self._origin)
                found = _Steps(
                    self.plan.head,
                    history.step(self._connection, undo) if undo else None,
                    history.step(self._connection, redo) if redo else None,
                )
                if not self._has_plan():
                    # Another version's steps; what is done with them is refused or goes by another file.
                    return found
                self._steps = found
        return self._steps

    def _has_plan(self) -> bool:
        """Whether the file, as the disk has it, is the one that the plan is of."""
        raise NotImplementedError

    def steps(self) -> "list[past.Step]":
        """The history: all steps, newest first, with the names that rows have today."""
        from nrw_desktop.storage import past

        with faults.worded(self.path):
            return past.steps(self._connection, self.plan, self._origin)

    def change(self, key: str) -> Change:
        """The step that a change of this id is or, in a run of quick edits, belongs to, with all its rows.

        Raises:
            PlanError: the file has no such change, or its log is damaged there.
        """
        with faults.worded(self.path):
            return history.step(self._connection, history.first_of_run(self._connection, key))

    def state_at(self, key: str) -> Plan:
        """The plan as it was right after the change of this id.

        Raises:
            PlanError: the file has no such change, or its log is damaged before it.
        """
        from nrw_desktop.storage import past

        with faults.worded(self.path):
            return past.state_at(self._connection, key)

    def changes_since(self, key: str) -> int | None:
        """How many log entries came after the change of this id; None where the file does not have it."""
        with faults.worded(self.path):
            return history.count_since(self._connection, key)

    def erasures(self) -> "dict[str, past.Erasure]":
        """What was erased for good, by the id of the change that notes it."""
        from nrw_desktop.storage import past

        with faults.worded(self.path):
            return past.erasures(self._connection)
