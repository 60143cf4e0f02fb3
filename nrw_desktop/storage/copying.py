"""Writing plan files under names that nothing has yet: a new one, a copy of an open one, and what is left of one.

Who calls gives the file its own name, words errors and tidies up.
"""

import logging
import sqlite3
from contextlib import closing
from pathlib import Path

from nrw_desktop import paths
from nrw_desktop.domain.change import Change
from nrw_desktop.domain.plan import Plan
from nrw_desktop.storage import history, snapshot
from nrw_desktop.storage.connection import connect

_log = logging.getLogger(__name__)


def fill(path: Path, change: Change, origin: str) -> None:
    """Makes the tables of a new file and writes its first change."""
    from nrw_desktop.storage import migrate, writer

    Plan.empty().apply(change)
    with closing(connect(path, "rwc")) as connection:
        engine = writer.engine_on(connection)
        migrate.to_head(engine)
        writer.write(engine, change, origin, None)
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
        connection.backup(copy)


def copy_plan(connection: sqlite3.Connection, plan: Plan, path: Path, origin: str) -> bool:
    """Copies a file with its history or, where that is damaged or gone, the plan as it is in memory.

    Returns whether the history came along.

    Raises:
        OSError, sqlite3.Error: it cannot be written.
    """
    whole = _copied_whole(connection, plan, path)
    if not whole:
        path.unlink(missing_ok=True)
        fill(path, history.origin_of(plan), origin)
    paths.sync_file(path)
    return whole


def _copied_whole(connection: sqlite3.Connection, plan: Plan, path: Path) -> bool:
    """Copies the file with its history; whether what came out holds the plan."""
    with closing(connect(path, "rwc")) as copy:
        try:
            connection.backup(copy)
            return snapshot.read(copy) == plan
        except sqlite3.DatabaseError:
            if _holds(connection, plan):
                # The trouble is at the place where the copy goes.
                raise
            _log.warning("%s: cannot be copied with its history", path, exc_info=True)
            return False


def _holds(connection: sqlite3.Connection, plan: Plan) -> bool:
    try:
        return snapshot.read(connection) == plan
    except sqlite3.DatabaseError:
        return False
