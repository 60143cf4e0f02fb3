"""A plan file that is open: the plan it holds, and the only way to change it."""

import os
import sqlite3
from collections.abc import Callable, Collection
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Self

import msgspec

from nrw_desktop import paths
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.queries import invariants
from nrw_desktop.domain.queries.person_traces import Whom
from nrw_desktop.storage.database import change_log, file_check, safe_files, snapshot
from nrw_desktop.storage.database.connection import SCHEMA, connect, has_hot_journal, make_durable
from nrw_desktop.storage.database.ground import Ground, Standing, forget_pages
from nrw_desktop.storage.file import ancestry, fork, integrity_check, late_writing, plan_copy
from nrw_desktop.storage.file.proven_file import ProvenFile
from nrw_desktop.storage.system import error_messages
from nrw_desktop.storage.system.error_messages import StaleError

if TYPE_CHECKING:
    from nrw_desktop.domain.merging.joining import Choices
    from nrw_desktop.storage.database.person_log import Place
    from nrw_desktop.storage.file.other_copy import Joining, OtherCopy
    from nrw_desktop.storage.writing.plan_writer import PlanWriter

__all__ = ["PlanFile", "StaleError"]


class PlanFile(ProvenFile):
    """An open plan file. It belongs to the thread that opened it.

    ``recovered`` says that a write broken off by a crash was taken back at opening; ``read_only`` that nothing can be
    committed; ``writable`` that the file itself could be; ``older`` that it has an older schema: its plan is shown as
    the newest one has it, and only read; ``upgraded`` that `upgrade.upgraded` brought the file to the newest.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection, plan: Plan, origin: str, read_only: bool) -> None:
        super().__init__(path, connection, plan, origin)
        self.read_only = read_only
        self.recovered = False
        self.writable = not read_only
        self.upgraded = False

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
        path = Path(path).absolute()
        first = msgspec.structs.replace(change, kind="origin")
        temporary = paths.temporary_beside(path)
        with error_messages.worded(path, error_messages.NEW):
            if os.path.lexists(path):
                raise safe_files.already_there(path)
            safe_files.refuse_leftover(path)
            try:
                plan_copy.fill(temporary, first, origin)
                safe_files.publish(temporary, path)
            finally:
                safe_files.remove_temporary(temporary)
        return cls.open(path, origin)

    @classmethod
    def open(cls, path: Path | str, origin: str = "", read_only: bool = False) -> Self:
        """An existing file. One that cannot be written is opened for reading, whatever is asked for.

        Raises:
            PlanError: it is missing, no plan file, damaged, of a newer version, or cannot be read now.
        """
        path = Path(path).absolute()
        with error_messages.worded(path):
            older = file_check.check_header(path) < SCHEMA
            writable = file_check.is_writable(path)
            hot = has_hot_journal(path)
            if not hot:
                file_check.check_length(path)
            elif writable:
                integrity_check.rehearse(path)
            # What a crash left behind can only be taken back by one who may write.
            connection = connect(path, "rw" if writable and (hot or not read_only) else "ro")
            try:
                file_check.check_schema(connection, path, older)
                file_check.check_length(path)
                read_only = read_only or older or not writable
                if not read_only:
                    make_durable(connection)
                shown = late_writing.in_newest_schema(connection, path) if older else connection
                opened = cls(path, shown, snapshot.read(shown), origin, read_only)
                opened._source = connection if older else None
                opened.writable, opened.older = writable, older
                opened.recovered = hot and not has_hot_journal(path)
            except BaseException:
                connection.close()
                raise
        return opened

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

        def write(writer: "PlanWriter", ground: Ground) -> str:
            writer.write(ground, change, self._origin, self.plan.head)
            return change.id

        steps = self._steps = self._known_steps()
        self._save(write, change.id)
        last = self._remembered.newest
        # What was just written and read back is not asked of the file once more to be shown; of another file it is.
        is_known = self._steps is steps and last is not None and last.id == change.id
        self._steps = steps.after(change, last.joins if last else None) if is_known else None
        self.plan = plan
        return plan

    def erase(self, whom: Whom, also: "Collection[Place]" = ()) -> Change:
        """Erases what contacts hold of people, now and in all of the history; it cannot be taken back.

        ``also`` are texts that lose the names of these people.

        Raises:
            StaleError: somebody else wrote since; `reload` and erase again.
            PlanError: it cannot be written. Nothing was written.
        """
        self._refuse_read_only()
        made: list[Change] = []

        def write(writer: "PlanWriter", ground: Ground) -> str:
            made.append(writer.erase(ground, self.plan, whom, self._origin, also))
            return made[-1].id

        self._save(write)
        with error_messages.worded_while_open(self.path):
            self._remembered.read_again(self._connection)
            # They hold what is erased.
            self._steps = None
            self.plan = snapshot.read(self._connection)
        return made[-1]

    def other_copy(self, path: Path | str) -> "OtherCopy":
        """Another file, to be merged into this plan; one of an older schema as the newest has it. It is not changed.

        Raises:
            PlanError: it is this very file, missing, damaged, no plan, of a newer version, or cannot be read now.
        """
        from nrw_desktop.storage.file import other_copy

        path = Path(path).absolute()
        other_copy.refuse_same(path, self.path)
        with type(self).open(path, read_only=True) as opened, error_messages.worded(path):
            return other_copy.taken(path, opened._connection)  # noqa: SLF001  (of its kind)

    def joining(self, other: "OtherCopy") -> "Joining":
        """What merging another copy into the plan as it is now does. Nothing is written.

        Raises:
            StaleError: somebody else wrote since; `reload`, and ask again.
            PlanError: it is another plan, or one of the two cannot be read.
        """
        self.prove()
        with error_messages.worded_while_open(self.path):
            newest = self.newest()
            if newest is None or newest.id != self.plan.head:
                raise StaleError
            return other.joined(self._connection, self.plan)

    def merge(self, other: "OtherCopy", choices: "Choices") -> Change | None:
        """Merges another copy into the plan, as one change; None, and nothing else, where it has nothing new.

        ``choices`` decide what `joining` finds that contradicts. What was erased for good in the other copy is erased
        here too, which cannot be taken back.

        Raises:
            StaleError: somebody else wrote since; `reload` and merge again.
            PlanError: something is not decided, or cannot be written. Nothing was written.
        """
        self._refuse_read_only()
        joining = self.joining(other)
        if joining.merge.is_empty:
            return None
        change = joining.decided(choices)

        def write(writer: "PlanWriter", ground: Ground) -> str:
            writer.merge(ground, self.plan, change, joining.merged, joining.steps, joining.erased, self._origin)
            return change.id

        self._save(write, change.id)
        with error_messages.worded_while_open(self.path):
            self._remembered.read_again(self._connection)
            self._steps = None
            self.plan = snapshot.read(self._connection)
        return change

    def _refuse_read_only(self) -> None:
        if self.read_only:
            raise error_messages.read_only(self.path)

    def reload(self) -> Plan:
        """Reads the plan anew, with what others wrote meanwhile.

        Raises:
            PlanError: it cannot be read now; or, for a plan that is only read, another version is there.
        """
        if self.read_only:
            return self._reload_to_read()
        self.prove()
        with error_messages.worded_while_open(self.path), closing(ancestry.read_whole(self.path)) as whole:
            found = ancestry.compared(whole, self.plan, self.path, self._remembered.flaws)
            if found.standing is not Standing.APART:
                self.plan = snapshot.read(whole)
                self._remembered.follow(whole)
                return self.plan
        self._part()
        return self.plan

    def newest(self) -> change_log.Entry | None:
        """The newest log entry, as the disk has it."""
        with error_messages.worded_while_open(self.path):
            forget_pages(self._connection)
            return change_log.newest(self._connection)

    def run_of(self, first: str | None) -> str | None:
        """The run that this change began, where a change may join it: the newest of the plan is one of it."""
        newest = self._remembered.newest
        if first is None or newest is None or newest.id != self.plan.head:
            return None
        return first if first in (newest.id, newest.joins) else None

    def undo(self) -> Change | None:
        """Takes the last step back and gives the change that did it; None where there is nothing to take back.

        Raises:
            PlanError: as for `commit`.
        """
        return self._go(self.undo_step, change_log.undo_of)

    def redo(self) -> Change | None:
        """Does the step again that was taken back last, and gives the change that did it; None where there is none.

        Raises:
            PlanError: as for `commit`.
        """
        return self._go(self.redo_step, change_log.redo_of)

    def _go(self, find: Callable[[], Change | None], made: Callable[[Change], Change]) -> Change | None:
        if not self.read_only:
            # The step is looked for in the log of this very plan.
            self.prove()
        step = find()
        if step is None:
            return None
        change = made(step)
        self.commit(change)
        return change

    def copy_to(self, path: Path | str) -> bool:
        """Writes a copy of the file as it is now; what has the name is replaced as a whole or not at all.

        Where the file is damaged, gone or another one by now, the copy is of the plan as it is in memory. Returns
        whether the history came along.

        Raises:
            PlanError: it is this very file, somebody has it open, or it cannot be written.
        """
        path = Path(os.path.realpath(path))
        if path == Path(os.path.realpath(self.path)) or (path.exists() and path.samefile(self.path)):
            raise PlanError("Das ist die geöffnete Datei selbst. Bitte für die Kopie einen anderen Namen wählen.")
        safe_files.refuse_unfit(path)
        temporary = paths.temporary_beside(path)
        with error_messages.worded(path):
            safe_files.refuse_leftover(path)
            try:
                sources = fork.sources((self.path, *self._left), self._remembered)
                whole = plan_copy.copy_plan(
                    self._connection, self.plan, self._remembered, sources, temporary, self._origin
                )
                paths.replace_file(temporary, path)
            finally:
                safe_files.remove_temporary(temporary)
        return whole

    def write_raw(self, path: Path) -> None:
        """Writes the file as it is now under a name that nothing has yet, not yet surely on the disk.

        Who calls puts it there, words errors and tidies up.

        Raises:
            OSError, sqlite3.Error: it cannot be written.
        """
        plan_copy.copy_bytes(self._source or self._connection, path)
