"""The one connection to a plan file: how it is opened, and what SQLite is told about it."""

import os
import sqlite3
from pathlib import Path
from urllib.parse import quote

APPLICATION_ID = 0x4E525750
"""„NRWP“ in the header of every plan file, so that nobody else's database is taken for a plan."""

SCHEMA = 2
"""The number of the newest migration; a file carries it as its ``user_version``."""

BUSY_SECONDS = 3.0
"""How long a short write of another program is waited for."""

NEWEST = "SELECT id FROM change ORDER BY seq DESC LIMIT 1"


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """A connection in the mode of an SQLite address (``ro``, ``rw``, ``rwc``); transactions are begun by hand."""
    connection = sqlite3.connect(_address(path, mode), uri=True, isolation_level=None, timeout=BUSY_SECONDS)
    # Before anything of the file is read: what a crafted schema calls must not run.
    connection.execute("PRAGMA trusted_schema=OFF")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA secure_delete=ON")
    return connection


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
