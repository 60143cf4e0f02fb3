"""A plan file that is open: the plan it holds, and the only way to change it."""

import logging
import os
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self

import msgspec

from nrw_desktop import paths
from nrw_desktop.domain import invariants
from nrw_desktop.domain.change import Change
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.plan import Plan
from nrw_desktop.domain.records import Partner
from nrw_desktop.storage import examine, faults, history, publish, snapshot
from nrw_desktop.storage.connection import SCHEMA, connect, has_hot_journal, make_durable
from nrw_desktop.storage.faults import StaleError

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from nrw_desktop.storage import past

__all__ = ["PlanFile", "StaleError", "warm_up"]

_log = logging.getLogger(__name__)


class _Steps(NamedTuple):
    """What undo and redo are about while ``head`` is the newest change."""

    head: str | None
    undo: Change | None
    redo: Change | None


class PlanFile:
    """An open plan file. It holds one connection and belongs to the thread that opened it.

    ``recovered`` says that a write broken off by a crash was taken back at opening; ``read_only`` that nothing can be
    committed; ``writable`` that the file itself could be; ``older`` that it has an older schema: its plan is shown as
    the newest one has it, and only read; ``upgraded`` that `upgrade.upgraded` brought the file to the newest.
    """

    path: Path
    plan: Plan
    read_only: bool
    recovered: bool
    writable: bool
    older: bool
    upgraded = False

    def __init__(self, path: Path, connection: sqlite3.Connection, plan: Plan, origin: str, read_only: bool) -> None:
        self.path = path
        self.plan = plan
        self.read_only = read_only
        self.recovered = False
        self.writable = not read_only
        self.older = False
        self._shaken = False
        self._identity = examine.identity(path)
        self._connection = connection
        # The file itself, where what is shown is its plan in the newest schema.
        self._source: sqlite3.Connection | None = None
        self._origin = origin
        self._engine: Engine | None = None
        self._steps: _Steps | None = None

    @property
    def name(self) -> str:
        """What people call the plan: its file's name."""
        return self.path.name

    @classmethod
    def create(cls, path: Path | str, change: Change, origin: str) -> Self:
        """A new file whose first log entry is the change, which holds all rows; its name appears when it is complete.

        Raises:
            PlanError: there is a file of this name already, or it cannot be written.
        """
        from nrw_desktop.storage import copying

        path = Path(path).absolute()
        first = msgspec.structs.replace(change, kind="origin")
        temporary = paths.temporary_beside(path)
        with faults.worded(path):
            if os.path.lexists(path):
                raise publish.already_there(path)
            publish.refuse_leftover(path)
            try:
                copying.fill(temporary, first, origin)
                publish.publish(temporary, path)
            finally:
                publish.remove_temporary(temporary)
        return cls.open(path, origin)

    @classmethod
    def open(cls, path: Path | str, origin: str = "", read_only: bool = False) -> Self:
        """An existing file. One that cannot be written is opened for reading, whatever is asked for.

        Raises:
            PlanError: it is missing, no plan file, damaged, of a newer version, or cannot be read now.
        """
        path = Path(path).absolute()
        with faults.worded(path):
            older = examine.check_header(path) < SCHEMA
            writable = examine.is_writable(path)
            hot = has_hot_journal(path)
            if not hot:
                examine.check_length(path)
            elif writable:
                from nrw_desktop.storage import check

                check.rehearse(path)
            # What a crash left behind can only be taken back by one who may write.
            connection = connect(path, "rw" if writable and (hot or not read_only) else "ro")
            try:
                examine.check_schema(connection, path, older)
                examine.check_length(path)
                read_only = read_only or older or not writable
                if not read_only:
                    make_durable(connection)
                shown = _newest_schema(connection, path) if older else connection
                opened = cls(path, shown, snapshot.read(shown), origin, read_only)
                opened._source = connection if older else None
                opened.writable, opened.older = writable, older
                opened.recovered = hot and not has_hot_journal(path)
            except BaseException:
                connection.close()
                raise
        return opened

    def close(self) -> None:
        """Closes the file; a second time does nothing."""
        if not self.read_only:
            # Takes the empty journal away, under SQLite's own locks; if another program is at it, it stays.
            with suppress(sqlite3.Error):
                self._connection.execute("PRAGMA journal_mode=DELETE")
        self._engine = None
        self._connection.close()
        if self._source is not None:
            self._source.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def commit(self, change: Change) -> Plan:
        """Writes the change and makes the plan after it the current one; a change without rows writes nothing.

        Raises:
            StaleError: somebody else wrote since; `reload`, and build the change on the newer plan.
            PlanError: it does not fit the plan, or cannot be written. Nothing was written.
        """
        self._refuse_read_only()
        if not change.rows and change.kind == "edit":
            return self.plan
        plan = invariants.applied(self.plan, change)
        with faults.worded_while_open(self.path):
            self._reattach()
            try:
                self._write(change)
            except Exception as error:
                if not self._arrived(change):
                    self._shaken = not isinstance(error, PlanError)
                    raise
                _log.warning("%s: the commit of %s failed, but it is in the file", self.path, change.id, exc_info=True)
        self.plan = plan
        return plan

    def _refuse_read_only(self) -> None:
        if self.read_only:
            raise faults.read_only(self.path)

    def _reattach(self) -> None:
        """Before a write: refuse what became read-only; after trouble or a swap, connect to the file of this name anew.

        A stick that was put back, or a copy that a program for synchronising laid there, is then written again.

        Raises:
            PlanError: it cannot be written, or is not the file that was opened: it lacks the newest change.
        """
        if not examine.is_writable(self.path):
            raise faults.read_only(self.path)
        if not self._shaken and examine.identity(self.path) == self._identity:
            return
        fresh = type(self).open(self.path, self._origin)
        if fresh.changes_since(self.plan.head or "") is None:
            fresh._connection.close()
            raise faults.replaced(self.path)
        self._connection.close()
        self._connection, self._engine, self._steps = fresh._connection, None, None
        self._identity, self._shaken = fresh._identity, False

    def _write(self, change: Change) -> None:
        from nrw_desktop.storage import writer

        writer.write(self._writing_engine(), change, self._origin, self.plan.head)

    def _writing_engine(self) -> "Engine":
        from nrw_desktop.storage import writer

        if self._engine is None:
            self._engine = writer.engine_on(self._connection)
        return self._engine

    def erase_contacts(self, partner: Partner) -> Change:
        """Erases what the contacts of a partner hold, now and in all of the history; it cannot be taken back.

        Raises:
            StaleError: somebody else wrote since; `reload` and erase again.
            PlanError: it cannot be written. Nothing was written.
        """
        from nrw_desktop.storage import erase

        self._refuse_read_only()
        with faults.worded_while_open(self.path):
            self._reattach()
            change = erase.erase_contacts(self._writing_engine(), self.plan, partner, self._origin)
            self.plan = snapshot.read(self._connection)
        return change

    def _arrived(self, change: Change) -> bool:
        """After an error: ends the transaction if one is still open, and asks the file whether the change is in it."""
        try:
            self._connection.rollback()
            newest = history.newest(self._connection)
        except sqlite3.Error:
            # It stays unknown. If it did arrive, the next commit finds the file further on than the plan.
            return False
        return newest is not None and newest.id == change.id

    def reload(self) -> Plan:
        """Reads the plan anew, with what others wrote meanwhile."""
        with faults.worded_while_open(self.path):
            self.plan = snapshot.read(self._connection)
        return self.plan

    def newest(self) -> history.Entry | None:
        """The newest log entry."""
        with faults.worded_while_open(self.path):
            return history.newest(self._connection)

    def undo_step(self) -> Change | None:
        """The step that `undo` takes back, a run of quick edits as one; None where there is none."""
        return self._current_steps().undo

    def redo_step(self) -> Change | None:
        """The step that `redo` does again; None where there is none."""
        return self._current_steps().redo

    def undo(self) -> Change | None:
        """Takes the last step back and gives the change that did it; None where there is nothing to take back.

        Raises:
            PlanError: as for `commit`.
        """
        return self._go(self.undo_step(), history.undo_of)

    def redo(self) -> Change | None:
        """Does the step again that was taken back last, and gives the change that did it; None where there is none.

        Raises:
            PlanError: as for `commit`.
        """
        return self._go(self.redo_step(), history.redo_of)

    def _go(self, step: Change | None, made: Callable[[Change], Change]) -> Change | None:
        if step is None:
            return None
        change = made(step)
        self.commit(change)
        return change

    def _current_steps(self) -> _Steps:
        if self._steps is None or self._steps.head != self.plan.head:
            with faults.worded(self.path):
                undo = history.undo_target(self._connection, self._origin)
                redo = history.redo_target(self._connection, self._origin)
                self._steps = _Steps(
                    self.plan.head,
                    history.step(self._connection, undo) if undo else None,
                    history.step(self._connection, redo) if redo else None,
                )
        return self._steps

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

    def copy_to(self, path: Path | str) -> bool:
        """Writes a copy of the file as it is now; what has the name is replaced as a whole or not at all.

        A file that is damaged or gone gives a copy of the plan as it is in memory, without its history. Returns
        whether the history came along.

        Raises:
            PlanError: it is this very file, somebody has it open, or it cannot be written.
        """
        from nrw_desktop.storage import copying

        path = Path(os.path.realpath(path))
        if path == Path(os.path.realpath(self.path)) or (path.exists() and path.samefile(self.path)):
            raise PlanError("Das ist die geöffnete Datei selbst. Bitte für die Kopie einen anderen Namen wählen.")
        publish.refuse_unfit(path)
        temporary = paths.temporary_beside(path)
        with faults.worded(path):
            publish.refuse_leftover(path)
            try:
                whole = copying.copy_plan(self._connection, self.plan, temporary, self._origin)
                paths.replace_file(temporary, path)
            finally:
                publish.remove_temporary(temporary)
        return whole

    def write_raw(self, path: Path) -> None:
        """Writes the file as it is now under a name that nothing has yet, not yet surely on the disk.

        Who calls puts it there, words errors and tidies up.

        Raises:
            OSError, sqlite3.Error: it cannot be written.
        """
        from nrw_desktop.storage import copying

        copying.copy_bytes(self._source or self._connection, path)


def _newest_schema(connection: sqlite3.Connection, path: Path) -> sqlite3.Connection:
    from nrw_desktop.storage import migrate

    return migrate.in_memory(connection, path)


def warm_up() -> None:
    """Imports what the first commit needs; for a thread, once the window is painted."""
    from nrw_desktop.storage import writer

    writer.warm_up()
