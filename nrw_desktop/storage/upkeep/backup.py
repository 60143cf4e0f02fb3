"""Backups of plan files („Sicherungen“): made of an open plan, listed, and restored."""

import contextlib
import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from nrw_desktop import paths
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import SetAside, required
from nrw_desktop.domain.queries import person_traces
from nrw_desktop.storage.archive import backup_mirror, backup_store
from nrw_desktop.storage.archive.backup_store import Backup, Facts
from nrw_desktop.storage.database import change_log, safe_files
from nrw_desktop.storage.database.connection import connect
from nrw_desktop.storage.file import integrity_check
from nrw_desktop.storage.file.plan_file import PlanFile
from nrw_desktop.storage.system import error_messages
from nrw_desktop.storage.system.error_messages import DamagedError


class Draft:
    """A copy of a plan that is to become a backup; `finish` may run in another thread than the plan's."""

    def __init__(self, plan: Path, folder: Path, temporary: Path, heads: set[str], reason: str, thinned: bool) -> None:
        self._plan = plan
        self._folder = folder
        self._temporary = temporary
        self._heads = heads
        self._reason = reason
        self._thinned = thinned

    def finish(self) -> Backup:
        """Verifies the copy and makes it a backup, then removes those that need not be kept.

        Raises:
            PlanError: it is not sound, or cannot be written. There is no new backup, and none was removed.
        """
        try:
            with _failing(self._plan), error_messages.worded(self._folder, error_messages.FOLDER):
                facts = self._verified()
                made = backup_store.put(self._temporary, self._folder, backup_store.new_name(datetime.now(UTC)), facts)
        finally:
            self.drop()
        if self._thinned:
            backup_store.thin(self._folder)
        return made

    def check(self) -> None:
        """Only finds out whether the plan is sound, and gives the copy up.

        Raises:
            DamagedError: it is not.
            PlanError: the copy cannot be read.
        """
        try:
            with error_messages.worded(self._folder, error_messages.FOLDER):
                paths.sync_file(self._temporary)
                self._refuse_damaged()
        finally:
            self.drop()

    def drop(self) -> None:
        """Gives up what is not finished."""
        backup_store.discard(self._temporary)

    def _verified(self) -> Facts:
        paths.sync_file(self._temporary)
        self._refuse_damaged()
        with closing(connect(self._temporary, "ro")) as connection:
            newest = change_log.newest(connection)
            measures = connection.execute("SELECT count(*) FROM measure").fetchone()[0]
        if newest is None or newest.id not in self._heads:
            raise PlanError("Die Kopie ist nicht auf dem Stand des Plans. Bitte noch einmal versuchen.")
        return Facts(backup_store.digest(self._temporary), newest.id, newest.seq, measures, self._reason)

    def _refuse_damaged(self) -> None:
        try:
            found = integrity_check.problems(self._temporary)
        except DamagedError:
            # Its sentence names the copy.
            found = [integrity_check.UNREADABLE]
        if found:
            raise DamagedError(f"Der Plan ist beschädigt: {found[0]} Bitte mit der letzten Sicherung vergleichen.")


def make(file: PlanFile, reason: str) -> Backup | None:
    """Makes a backup; None where there is one of the plan as it is. ``reason`` is what a list says of why it was made.

    Raises:
        PlanError: the plan is damaged, or the backup cannot be written.
    """
    draft = begin(file, reason)
    return draft.finish() if draft else None


def begin(file: PlanFile, reason: str, to: Path | None = None) -> Draft | None:
    """The first half of a backup, in the thread that has the plan open, and quick: the copy. None where none is needed.

    ``to`` is a folder of somebody's own choice instead of the plan's: there each call makes a backup, and none is ever
    removed.

    Raises:
        PlanError: the copy cannot be written, or the plan not be read.
    """
    # A backup of another version, put in the file's place, would be taken for one of this plan.
    file.prove()
    where = to / backup_store.folder_name(file.path) if to else backup_store.folder(file.path)
    newest = file.newest()
    head = newest.id if newest else ""
    if to is None and any(
        backup_store.has(backup, head) and backup_store.is_intact(backup) for backup in backup_store.listed(where)
    ):
        # Some may have come to the day on which they go.
        backup_store.thin(where)
        return None
    return _copied(file, where, reason, to is None)


def begin_check(file: PlanFile) -> Draft:
    """The first half of a look whether the plan is sound, as `begin` is of a backup; `Draft.check` does the rest.

    Raises:
        PlanError: the copy cannot be written, or the plan not be read.
    """
    return _copied(file, backup_store.folder(file.path), "", True)


def _copied(file: PlanFile, where: Path, reason: str, ours: bool) -> Draft:
    """A copy of the plan in the folder that its backups go to; ``ours`` is a folder that the program looks after."""
    newest = file.newest()
    heads = {newest.id if newest else ""}
    temporary = paths.temporary_beside(where / "x")
    with _failing(file.path), error_messages.worded(where, error_messages.FOLDER):
        if not ours and not where.parent.is_dir():
            # A stick that is not there is no folder to be made.
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(where.parent))
        paths.make_folder(where)
        try:
            _copy_of(file, temporary)
            # Somebody else may have written while it was copied.
            newest = file.newest()
        except BaseException:
            backup_store.discard(temporary)
            raise
    return Draft(file.path, where, temporary, heads | {newest.id if newest else ""}, reason, ours)


def _copy_of(file: PlanFile, temporary: Path) -> None:
    """Writes the copy; what SQLite finds wrong while it does is wrong with the plan and not with the copy."""
    try:
        file.write_raw(temporary)
    except sqlite3.DatabaseError as error:
        trouble = error_messages.worded_error(error, file.path)
        if isinstance(trouble, DamagedError):
            raise trouble from error
        raise


def backups(plan: Path | str, second: bool = True) -> list[Backup]:
    """The backups of a plan, newest first, on this computer and at the second place, if that is there just now."""
    found = backup_store.listed(backup_store.folder(plan))
    if second and (place := backup_mirror.folder(plan)):
        found += [msgspec.structs.replace(backup, second=True) for backup in backup_store.listed(place)]
    return sorted(found, key=lambda backup: (backup.made, not backup.second), reverse=True)


def last_good(plan: Path | str) -> Backup | None:
    """The newest backup that is intact: where to go when the plan is damaged."""
    return next((backup for backup in backups(plan) if backup_store.is_intact(backup)), None)


def restore_copy(backup: Backup, target: Path | str, replace: bool = False) -> None:
    """Makes a plan file of a backup, whole or not at all; only with ``replace`` in the place of what has the name.

    Raises:
        PlanError: the backup is damaged, the name is taken or open somewhere, or it cannot be written.
    """
    target = Path(os.path.realpath(target)) if replace else Path(target).absolute()
    facts = backup_store.verify(backup)
    with error_messages.worded(target):
        if not replace and os.path.lexists(target):
            raise safe_files.already_there(target)
        safe_files.refuse_unfit(target)
        safe_files.refuse_leftover(target)
        temporary = paths.temporary_beside(target)
        try:
            backup_store.copy(backup.path, temporary, facts.sha256)
            if replace:
                paths.replace_file(temporary, target)
            else:
                safe_files.publish(temporary, target)
        finally:
            backup_store.discard(temporary)


def plan_of(backup: Backup, file: PlanFile) -> Plan:
    """The plan that a backup holds, for bringing the open one back to it; what was erased since stays erased.

    Raises:
        PlanError: the backup is damaged.
    """
    backup_store.verify(backup)
    # What was erased is told by the log of this very plan.
    file.prove()
    with PlanFile.open(backup.path, read_only=True) as opened:
        plan, known = opened.plan, opened.erasures()
    missed = [erasure for key, erasure in file.erasures().items() if key not in known]
    if not missed:
        return plan
    rows = {table: dict(records) for table, records in plan.rows.items()}
    for key, contact in plan.rows["contact"].items():
        if any(key in one.contacts or getattr(contact, "partner", None) in one.partners for one in missed):
            del rows["contact"][key]
    gone = plan.rows["contact"].keys() - rows["contact"].keys()
    for key, aside in plan.all(SetAside).items():
        if aside.row in gone or aside.aspect in gone:
            del rows["set_aside"][key]
    for table, key, field in {text for one in missed for text in one.texts}:
        if (record := rows[table].get(key)) is not None:
            # Who was erased is not known any more: the text stays as it is now.
            now = file.plan.record(table, key)
            text = getattr(now, field) if now else person_traces.GONE if required(table, field) else None
            rows[table][key] = msgspec.structs.replace(record, **{field: text})
    return Plan(rows, plan.head)


def changes_since(file: PlanFile, backup: Backup) -> int | None:
    """How many changes the open plan has that the backup does not; None where it is no earlier state of this plan."""
    return file.changes_since(backup.facts.head) if backup.facts else None


def made_before(file: PlanFile, change: str) -> list[Backup]:
    """The backups that lack a change: after an erasing, those that still hold what it took away."""
    after = file.changes_since(change)
    return [
        backup
        for backup in backups(file.path)
        if after is None or (since := changes_since(file, backup)) is None or since > after
    ]


@contextlib.contextmanager
def _failing(plan: Path) -> Iterator[None]:
    """Within, the sentence of an error begins with what failed."""
    try:
        yield
    except PlanError as error:
        kind = DamagedError if isinstance(error, DamagedError) else PlanError
        raise kind(f"Von „{plan.name}“ ließ sich keine Sicherung machen. {error}") from error
