"""Writing plan files under names that nothing has yet: a new one, a copy of an open one, and what is left of one.

Who calls gives the file its own name, words errors and tidies up.
"""

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from nrw_desktop import paths
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.storage.database import change_log, ground, safe_files, snapshot
from nrw_desktop.storage.database.connection import connect
from nrw_desktop.storage.file import ancestry, late_writing
from nrw_desktop.storage.file.remembered import Remembered, rebuild

_log = logging.getLogger(__name__)


def fill(path: Path, change: Change, origin: str) -> None:
    """Makes the tables of a new file and writes its first change."""
    Plan.empty().apply(change)
    with closing(connect(path, "rwc")) as connection:
        late_writing.create(connection, change, origin)
    paths.sync_file(path)


def copy_bytes(connection: sqlite3.Connection, path: Path) -> None:
    """Copies a file as it is, not yet surely on the disk.

    Raises:
        OSError, sqlite3.Error: it cannot be written.
    """
    with closing(connect(path, "rwc")) as copy:
        # Whoever breaks this off throws the copy away.
        copy.execute("PRAGMA synchronous=OFF")
        copy.execute("PRAGMA journal_mode=OFF")
        ground.forget_pages(connection)
        connection.backup(copy)


def copy_plan(
    connection: sqlite3.Connection, plan: Plan, remembered: Remembered, sources: Iterator[Path], path: Path, origin: str
) -> bool:
    """Writes a plan that is open, with its history where any file still has that, else as it is in memory.

    The history is in the open file; where that is not what it was, in one of the ``sources``, which have the beginning
    of it. Returns whether it came along.

    Raises:
        OSError, sqlite3.Error: it cannot be written.
    """
    rebuilt = (_rebuilt(source, plan, remembered, path) for source in sources)
    whole = _copied(connection, plan, remembered, path) or any(rebuilt)
    if not whole:
        _log.warning("%s: written without its history", path)
        safe_files.remove_temporary(path)
        fill(path, change_log.origin_of(plan), origin)
    paths.sync_file(path)
    return whole


def _copied(connection: sqlite3.Connection, plan: Plan, remembered: Remembered, path: Path) -> bool:
    """Copies the open file; whether what came out is the plan."""
    safe_files.remove_temporary(path)
    try:
        copy_bytes(connection, path)
    except sqlite3.DatabaseError:
        if _reads(connection):
            # The trouble is at the place where the copy goes.
            raise
        return False
    return _is_sound(path, plan, remembered.flaws) or _made_of(path, plan, remembered)


def _reads(connection: sqlite3.Connection) -> bool:
    with suppress(sqlite3.DatabaseError):
        snapshot.read(connection)
        return True
    return False


def _rebuilt(source: Path, plan: Plan, remembered: Remembered, path: Path) -> bool:
    """Makes the plan of another version of it; whether what came out is the plan."""
    safe_files.remove_temporary(path)
    try:
        # By way of the memory: a damaged source is told from a place that is full.
        with closing(ancestry.read_whole(source)) as read:
            copy_bytes(read, path)
    except (PlanError, sqlite3.DatabaseError):
        _log.info("%s: nothing to make the plan of", source, exc_info=True)
        return False
    return _made_of(path, plan, remembered)


def _made_of(path: Path, plan: Plan, remembered: Remembered) -> bool:
    """Makes the plan of a copy of another version; whether what came out is the plan."""
    try:
        return rebuild(path, plan, remembered) and _is_sound(path, plan, frozenset())
    except (PlanError, sqlite3.DatabaseError, ground.TouchedError):
        _log.info("%s: nothing to make the plan of", path, exc_info=True)
        return False


def _is_sound(path: Path, plan: Plan, flaws: frozenset[str] | None) -> bool:
    with suppress(sqlite3.DatabaseError), closing(connect(path, "ro")) as copy:
        return ancestry.compared(copy, plan, path, flaws).standing is ground.Standing.SAME
    return False
