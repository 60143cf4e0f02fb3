"""Looks at all of the file of an open plan: is what the disk has what is in memory, or has somebody been there."""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import msgspec

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.storage.database import file_check, snapshot
from nrw_desktop.storage.database.connection import APPLICATION_ID, SCHEMA, connect, open_in_memory
from nrw_desktop.storage.database.ground import Standing, standing
from nrw_desktop.storage.file import integrity_check
from nrw_desktop.storage.system import error_messages
from nrw_desktop.storage.system.error_messages import DamagedError


def read_whole(path: Path) -> sqlite3.Connection:
    """A copy in memory of the plan file of this name as the disk has it, read at one go.

    Only by SQLite, so that another thread may write meanwhile: closing a file that was opened past it would end the
    locks of the whole process.

    Raises:
        DamagedError: it is gone, or no plan.
        PlanError: it cannot be read now.
    """
    copy = open_in_memory()
    try:
        with error_messages.worded(path):
            path.stat()
            with closing(connect(path, "ro")) as source:
                source.backup(copy)
            marks = [copy.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")]
            if marks != [APPLICATION_ID, SCHEMA]:
                raise DamagedError(str(error_messages.spoilt(path)))
            file_check.check_schema(copy, path)
    except BaseException:
        copy.close()
        raise
    return copy


class Look(msgspec.Struct, frozen=True):
    """What a look at all of a file found: how it stands to the plan with this newest change, and what is wrong."""

    standing: Standing
    head: str | None
    flaws: frozenset[str]


def at_rest(path: Path, plan: Plan, flaws: frozenset[str] | None) -> Look:
    """A look at a file to whose plan nothing is being done, all of it compared; for a thread of its own.

    Two writers at once can leave a mix of pages, whose newest change is the right one. ``flaws`` are those that the
    file had before, which are the business of `check` and of backups; None where nobody has looked yet.

    Raises:
        PlanError: the file cannot be read now.
    """
    try:
        with closing(read_whole(path)) as copy:
            return compared(copy, plan, path, flaws)
    except DamagedError:
        return Look(Standing.APART, plan.head, frozenset())


def compared(connection: sqlite3.Connection, plan: Plan, path: Path, flaws: frozenset[str] | None) -> Look:
    """The same for a copy: it stands apart as well where it has flaws of its own, or another content than the plan."""
    found, wrong = Standing.APART, frozenset[str]()
    with suppress(sqlite3.DatabaseError, PlanError):
        found = standing(connection, plan.head)
        if found is not Standing.APART:
            wrong = frozenset(integrity_check.found_in(connection, path))
            # What somebody else went on from is taken over only if it is sound.
            tolerated = wrong if flaws is None and found is Standing.SAME else flaws or frozenset()
            if not wrong <= tolerated or (found is Standing.SAME and snapshot.read(connection) != plan):
                found = Standing.APART
    return Look(found, plan.head, wrong)
