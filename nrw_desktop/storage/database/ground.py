"""The ground an open plan stands on: whether its file has its newest change, by the ids in the log on the disk.

Neither its inode nor its size nor SQLite's counters prove that a file is what it was: a program for synchronising puts
an older copy in its place with all of them alike. They only tell when to look.
"""

import enum
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nrw_desktop.storage.database import change_log
from nrw_desktop.storage.database.change_log import Entry
from nrw_desktop.storage.database.connection import connect
from nrw_desktop.storage.system import error_messages
from nrw_desktop.storage.system.error_messages import StaleError

_LAYOUT = "SELECT group_concat(name || rootpage || coalesce(sql, ''), ';') FROM sqlite_master"

State = tuple[int, int, int, int, int]
"""What the system says of a file; where it differs, somebody touched the file."""


class Standing(enum.Enum):
    """How a file stands to a plan that is open."""

    SAME = "its newest change is the plan's"
    FURTHER = "it has that change, and others after it"
    APART = "it lacks that change, or is no sound plan"


class TouchedError(Exception):
    """Somebody else wrote into the file or put another one in its place: it has to be looked at anew."""


def forget_pages(connection: sqlite3.Connection) -> None:
    """What is read next comes from the disk: SQLite trusts its pages where the file's counter did not change."""
    connection.execute("PRAGMA shrink_memory")


def standing(connection: sqlite3.Connection, head: str | None) -> Standing:
    """How the file of a connection stands to the plan with this newest change."""
    newest = change_log.newest(connection)
    if (newest.id if newest else None) == head:
        return Standing.SAME
    return Standing.APART if head is None or change_log.count_since(connection, head) is None else Standing.FURTHER


def state(path: Path) -> State:
    """What the system says of the file of this name.

    Raises:
        OSError: there is none.
    """
    found = path.stat()
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


class Ground:
    """The file that an open plan is written into, looked at from within each transaction on it.

    A program for synchronising knows nothing of SQLite's locks and may write at any moment: so the newest change is
    read when a transaction begins, and once more right before it ends, there by a connection of its own.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection
        self._layout = _layout(connection)
        self._witness: sqlite3.Connection | None = None
        self._state: State | None = None
        # Pages that did not fit into the memory would be written before the last look.
        connection.execute("PRAGMA cache_spill=OFF")

    def begun(self, head: str | None) -> Entry | None:
        """The file's newest entry, at the beginning of a transaction: it is that of the plan with this newest change.

        Raises:
            StaleError: the file is further than the plan.
            TouchedError: it lacks the plan's newest change, or is another file.
        """
        with self._touched():
            self._state = state(self.path)
            # Tables are looked for where they were when the file was opened.
            same = _layout(self._connection) == self._layout
            found = standing(self._connection, head) if same else Standing.APART
            if found is Standing.FURTHER:
                raise StaleError
            if found is Standing.APART:
                raise TouchedError
            return change_log.newest(self._connection)

    def check(self, head: str | None) -> None:
        """Right before a commit: nothing has happened to the file since the transaction began.

        Raises:
            TouchedError: something has.
        """
        with self._touched():
            if self._witness is None:
                self._witness = connect(self.path, "ro")
            forget_pages(self._witness)
            newest = change_log.newest(self._witness)
            if (newest.id if newest else None) != head or state(self.path) != self._state:
                raise TouchedError

    @contextmanager
    def _touched(self) -> Iterator[None]:
        try:
            yield
        except FileNotFoundError as error:
            raise TouchedError from error
        except sqlite3.DatabaseError as error:
            if not error_messages.is_damage(error, self.path):
                raise
            raise TouchedError from error

    def close(self) -> None:
        """Let go of the file."""
        if self._witness is not None:
            self._witness.close()


def _layout(connection: sqlite3.Connection) -> object:
    return connection.execute(_LAYOUT).fetchone()[0]
