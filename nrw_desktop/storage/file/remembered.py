"""What an open plan knows of its own log, so that its file can be made anew where another one was put in its place."""

import sqlite3
from contextlib import closing
from pathlib import Path

from nrw_desktop.domain.model.difference import difference
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.storage.database import change_log, file_check, snapshot
from nrw_desktop.storage.database.change_log import Entry
from nrw_desktop.storage.database.connection import connect
from nrw_desktop.storage.file import late_writing


class Remembered:
    """The newest change at opening, ``first``, and all entries of the log since then, with their bodies.

    ``flaws`` are what was wrong with the file when it was first looked at; None before that.
    """

    def __init__(self, first: str | None) -> None:
        self.first = first
        self.entries: list[tuple[Entry, bytes]] = []
        self.flaws: frozenset[str] | None = None

    @property
    def last(self) -> str | None:
        """The newest change that is known."""
        return self.newest.id if self.newest else self.first

    @property
    def newest(self) -> Entry | None:
        """The newest entry of those; None where none has come since."""
        return self.entries[-1][0] if self.entries else None

    @property
    def known(self) -> set[str | None]:
        """The changes from the newest at opening to the newest of all."""
        return {self.first, *(entry.id for entry, _ in self.entries)}

    def follow(self, connection: sqlite3.Connection, until: str | None = None) -> None:
        """Takes in what came to the log since, up to a change where one is given."""
        for entry, body in change_log.with_bodies(connection, self.last):
            self.entries.append((entry, body))
            if entry.id == until:
                break

    def read_again(self, connection: sqlite3.Connection) -> None:
        """Takes in the log since the opening anew: what was erased in it is not remembered either."""
        self.entries = change_log.with_bodies(connection, self.first)

    def since(self, change: str) -> list[tuple[Entry, bytes]]:
        """The entries after a change that is known."""
        ids = [self.first, *(entry.id for entry, _ in self.entries)]
        return self.entries[ids.index(change) :]


def rebuild(path: Path, plan: Plan, remembered: Remembered) -> bool:
    """Makes a copy of another version of a plan the plan itself: its log up to what both know, then the remembered one.

    Returns whether it has such a change; without one the file stays as it is.

    Raises:
        PlanError, sqlite3.Error: the copy is no plan, or damaged, or cannot be written.
    """
    with closing(connect(path, "rw")) as connection:
        # It may be anybody's file: nothing in it may run while it is written.
        file_check.check_schema(connection, path)
        # Whoever breaks this off throws the copy away.
        connection.execute("PRAGMA synchronous=OFF")
        common = newest_of(connection, remembered.known)
        if common is None:
            return False
        rows = difference(snapshot.read(connection), plan)
        late_writing.writer_on(connection).rebuild(common.seq, remembered.since(common.id), rows)
    return True


def newest_of(connection: sqlite3.Connection, known: set[str | None]) -> Entry | None:
    """The newest entry of a log that is one of those known."""
    with closing(change_log.newest_first(connection)) as newest_first:
        # What came by a merge is no state of the log that it lies in.
        return next((entry for entry in newest_first if entry.id in known and entry.kind != "foreign"), None)
