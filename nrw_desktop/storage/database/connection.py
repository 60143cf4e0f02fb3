"""The one connection to a plan file: how it is opened, and what SQLite is told about it.

A plan may come from anybody. Nothing in a file makes SQLite do more than read and write rows: what a crafted one could
call is off, and what it could fill memory or time with has limits.
"""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from nrw_desktop import paths

APPLICATION_ID = 0x4E525750
"""„NRWP“ in the header of every plan file, so that nobody else's database is taken for a plan."""

SCHEMA = 7
"""The number of the newest migration; a file carries it as its ``user_version``."""

BUSY_SECONDS = 3.0
"""How long a short write of another program is waited for."""

PATIENCE_SECONDS = 20.0
"""Processor time after which reading a file is given up; the largest plans take a tenth of that."""

NEWEST = "SELECT id FROM change ORDER BY seq DESC LIMIT 1"

_STEPS = 100_000
"""Steps of SQLite between two looks at the clock."""

_LIMITS = {
    # The rows of a plan's first change lie in one value of the log.
    sqlite3.SQLITE_LIMIT_LENGTH: 200_000_000,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 100_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 100,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 50,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 10,
    sqlite3.SQLITE_LIMIT_VDBE_OP: 100_000,
    sqlite3.SQLITE_LIMIT_FUNCTION_ARG: 10,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 1000,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}

_NEVER = frozenset(
    {
        sqlite3.SQLITE_ATTACH,
        sqlite3.SQLITE_DETACH,
        sqlite3.SQLITE_CREATE_TRIGGER,
        sqlite3.SQLITE_CREATE_VIEW,
        sqlite3.SQLITE_CREATE_VTABLE,
        sqlite3.SQLITE_CREATE_TEMP_TRIGGER,
        sqlite3.SQLITE_CREATE_TEMP_VIEW,
    }
)
"""What no statement of this program does."""

_PRAGMAS = (
    # Before anything of the file is read: what a crafted schema calls must not run.
    "trusted_schema=OFF",
    "writable_schema=OFF",
    "cell_size_check=ON",
    "mmap_size=0",
    "foreign_keys=ON",
    "secure_delete=ON",
)


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """A connection in the mode of an SQLite address (``ro``, ``rw``, ``rwc``); transactions are begun by hand."""
    if mode == "rwc":
        # SQLite itself would make a file that others can read.
        paths.make_private_file(path)
    return guarded(sqlite3.connect(_address(path, mode), uri=True, isolation_level=None, timeout=BUSY_SECONDS))


def open_in_memory() -> sqlite3.Connection:
    """An empty database in memory, guarded as a file is."""
    return guarded(sqlite3.connect(":memory:", isolation_level=None))


def guarded(connection: sqlite3.Connection) -> sqlite3.Connection:
    """The connection, told what no file may make it do."""
    for limit, most in _LIMITS.items():
        connection.setlimit(limit, most)
    connection.set_authorizer(_authorize)
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _authorize(action: int, first: str | None, second: str | None, _database: str | None, _source: str | None) -> int:
    loads = action == sqlite3.SQLITE_FUNCTION and second == "load_extension"
    return sqlite3.SQLITE_DENY if loads or action in _NEVER else sqlite3.SQLITE_OK


@contextmanager
def with_patience(connection: sqlite3.Connection) -> Iterator[None]:
    """Within, statements that go on and on are broken off: pages that lead in circles give rows without an end.

    Time on the processor counts, so that a slow network does not.
    """
    until = time.thread_time() + PATIENCE_SECONDS
    connection.set_progress_handler(lambda: time.thread_time() > until, _STEPS)
    try:
        yield
    finally:
        connection.set_progress_handler(None, 0)


def make_durable(connection: sqlite3.Connection) -> None:
    """From here on a commit that returned survives a power cut. Only for a file that was found to be a plan.

    TRUNCATE syncs the journal itself, where DELETE hangs on a folder sync that SQLite does not do on Windows.
    """
    connection.execute("PRAGMA journal_mode=TRUNCATE")
    connection.execute("PRAGMA synchronous=EXTRA")


def journal(path: Path) -> Path:
    """Where SQLite keeps the journal of a file; links are followed, as SQLite does."""
    return Path(os.path.realpath(path) + "-journal")


def has_hot_journal(path: Path) -> bool:
    """Whether a write was broken off, or is going on: the file beside it is needed to read it rightly."""
    try:
        with journal(path).open("rb") as file:
            return any(file.read(8))
    except FileNotFoundError:
        return False


def _address(path: Path, mode: str) -> str:
    # Not Path.as_uri: SQLite refuses the authority that it makes of a Windows share.
    name = path.absolute().as_posix()
    return f"file://{'' if name.startswith('/') else '/'}{quote(os.fsencode(name), safe='/:')}?mode={mode}"


def quoted(name: str) -> str:
    """The name of a table or column as SQL has it."""
    return f'"{name}"'
