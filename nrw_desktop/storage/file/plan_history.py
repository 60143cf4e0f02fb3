"""What an open plan file tells of its past."""

import datetime as dt
import sqlite3
from collections.abc import Callable
from pathlib import Path

import msgspec

from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.meeting_records import Meeting
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.queries.changes_since import Ground
from nrw_desktop.domain.queries.corrections import Correction, Minutes
from nrw_desktop.domain.queries.person_traces import Whom
from nrw_desktop.domain.text.values import running_date
from nrw_desktop.storage.database import change_log, closings, history, person_log
from nrw_desktop.storage.database.person_log import Trace
from nrw_desktop.storage.system import error_messages

_KEPT = 20
"""So many steps are kept for undo, and for redo; what lies below is asked of the file when it is its turn."""


class _Known(msgspec.Struct, frozen=True):
    """Steps for undo or for redo, the next one last; ``whole`` says that there are none below them."""

    steps: tuple[Change, ...] = ()
    whole: bool = False

    @property
    def is_known(self) -> bool:
        """Whether it is known which step comes next, or that none does."""
        return self.whole or bool(self.steps)

    @property
    def top(self) -> Change | None:
        """The step that comes next, where it is known."""
        return self.steps[-1] if self.steps else None

    def put(self, step: Change) -> "_Known":
        """With a step that comes before all others."""
        return _Known((*self.steps, step)[-_KEPT:], self.whole and len(self.steps) < _KEPT)

    def dropped(self) -> "_Known":
        """With that step done."""
        return msgspec.structs.replace(self, steps=self.steps[:-1])


class _Steps(msgspec.Struct, frozen=True):
    """What undo and redo are about while ``head`` is the newest change."""

    head: str | None
    undo: _Known = _Known()
    redo: _Known = _Known()

    def after(self, change: Change, joins: str | None) -> "_Steps":
        """The same once a change of this installation is the newest, which went into the log as part of this run."""
        undone, redone = self.undo.top, self.redo.top
        if change.kind == "undo" and undone and undone.id == change.target:
            return _Steps(change.id, self.undo.dropped(), self.redo.put(undone))
        if change.kind == "redo" and redone and redone.id == change.target:
            return _Steps(change.id, self.undo.put(redone), self.redo.dropped())
        if change.kind != "edit":
            return _Steps(change.id)
        undo, step = self.undo, msgspec.structs.replace(change, joins=None)
        if joins is not None:
            if undone is None or undone.id != joins:
                return _Steps(change.id)
            undo = undo.dropped()
            step = msgspec.structs.replace(undone, rows=change_log.coalesced((*undone.rows, *change.rows)))
        return _Steps(change.id, undo.put(step), _Known(whole=True))


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

    def traces(self, whom: Whom) -> list[Trace]:
        """Where people who are to be erased stand as free text too, in the plan and in its history.

        Raises:
            PlanError: the log cannot be read.
        """
        with error_messages.worded(self.path):
            return person_log.traces(self._connection, self.plan, whom)

    def undo_step(self) -> Change | None:
        """The step that `undo` takes back, a run of quick edits as one; None where there is none."""
        return self._current_steps().undo.top

    def redo_step(self) -> Change | None:
        """The step that `redo` does again; None where there is none."""
        return self._current_steps().redo.top

    def _current_steps(self) -> _Steps:
        steps = self._known_steps()
        if not (steps.undo.is_known and steps.redo.is_known):
            with error_messages.worded(self.path):
                steps = _Steps(
                    steps.head,
                    steps.undo if steps.undo.is_known else self._read_step(change_log.undo_target),
                    steps.redo if steps.redo.is_known else self._read_step(change_log.redo_target),
                )
                if not self._has_plan():
                    # Another version's steps; what is done with them is refused or goes by another file.
                    return steps
            self._steps = steps
        return steps

    def _known_steps(self) -> _Steps:
        """What is known without the file: nothing, where somebody else wrote since."""
        known = self._steps
        return known if known is not None and known.head == self.plan.head else _Steps(self.plan.head)

    def _read_step(self, find: Callable[[sqlite3.Connection, str], str | None]) -> _Known:
        key = find(self._connection, self._origin)
        return _Known((change_log.step(self._connection, key),)) if key else _Known(whole=True)

    def _has_plan(self) -> bool:
        """Whether the file, as the disk has it, is the one that the plan is of."""
        raise NotImplementedError

    def steps(self) -> list[history.Step]:
        """The history: all steps, newest first, with the names that rows have today."""
        with error_messages.worded(self.path):
            return history.steps(self._connection, self.plan, self._origin)

    def recent_steps(self, most: int) -> list[history.Step]:
        """The last steps that are in force, newest first."""
        with error_messages.worded(self.path):
            return history.recent_steps(self._connection, self.plan, self._origin, most)

    def change(self, key: str) -> Change:
        """The step that a change of this id is or, in a run of quick edits, belongs to, with all its rows.

        Raises:
            PlanError: the file has no such change, or its log is damaged there.
        """
        with error_messages.worded(self.path):
            return change_log.step(self._connection, change_log.first_of_run(self._connection, key))

    def state_at(self, key: str) -> Plan:
        """The plan as it was right after the change of this id; of one that a merge brought, right after that.

        Raises:
            PlanError: the file has no such change, or its log is damaged before it.
        """
        with error_messages.worded(self.path):
            return history.state_at(self._connection, key)

    def state_before(self, day: dt.date) -> Plan | None:
        """The plan as it stood when that day began; None where the file is younger.

        Raises:
            PlanError: the log is damaged before it.
        """
        before = next((one for one in self.steps() if one.kind != "foreign" and one.at.date() < day), None)
        return self.state_at(before.id) if before else None

    def since_day(self, day: dt.date | None) -> Ground:
        """The plan as it stood when that day began; as it was first where it is younger, or where no day is given.

        Raises:
            PlanError: the log is damaged before it.
        """
        if day and (before := self.state_before(day)):
            return Ground(before, f"dem {running_date(day.isoformat())}")
        first = next(step for step in reversed(self.steps()) if step.kind != "foreign")
        began = running_date(first.at.date().isoformat())
        return Ground(self.state_at(first.id), f"der Anlage des Plans am {began}")

    def minutes(self, meeting: str) -> Minutes:
        """What the papers of a meeting print: once its minutes are closed, the plan as it was then; and what was
        corrected since they were closed first. A file without history prints what it has.

        Raises:
            PlanError: the log is damaged before.
        """
        with error_messages.worded(self.path):
            found = closings.of_meeting(self._connection, meeting)
            states = [history.state_at(self._connection, one.state) for one in found]
        record = self.plan.find(Meeting, meeting)
        is_closed = bool(found) and record is not None and record.closed_by == found[-1].closed_by
        now = states[-1] if is_closed else self.plan
        corrections = [
            Correction(one.opened_on, one.reason, before, after)
            for one, before, after in zip(found, states, (*states, now)[1:], strict=True)
            if one.opened_on
        ]
        return Minutes(now, tuple(corrections))

    def changes_since(self, key: str) -> int | None:
        """How many log entries came after the change of this id; None where the file does not have it."""
        with error_messages.worded(self.path):
            return change_log.count_since(self._connection, key)

    def erasures(self) -> dict[str, history.Erasure]:
        """What was erased for good, by the id of the change that notes it."""
        with error_messages.worded(self.path):
            return history.erasures(self._connection)
