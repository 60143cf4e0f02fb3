"""What an open plan knows of its own log, so that its file can be made anew where another one was put in its place."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from nrw_desktop.domain.model.difference import difference
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.queries.change_labels import references
from nrw_desktop.storage.database import change_log, file_check, snapshot
from nrw_desktop.storage.database.change_log import Entry
from nrw_desktop.storage.database.connection import connect

if TYPE_CHECKING:
    from sqlalchemy import Connection


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
    from nrw_desktop.storage.database import writer

    with closing(connect(path, "rw")) as connection:
        # It may be anybody's file: nothing in it may run while it is written.
        file_check.check_schema(connection, path)
        # Whoever breaks this off throws the copy away.
        connection.execute("PRAGMA synchronous=OFF")
        common = newest_of(connection, remembered.known)
        if common is None:
            return False
        rows = difference(snapshot.read(connection), plan)
        with writer.engine_on(connection).begin() as transaction:
            for table in ("change_body", "change"):
                transaction.exec_driver_sql(f"DELETE FROM {table} WHERE seq > ?", (common.seq,))
            for number, (entry, body) in enumerate(remembered.since(common.id), common.seq + 1):
                if entry.kind == "erase":
                    _erase_before(transaction, connection, entry, body)
                writer.append(transaction, entry._replace(seq=number), body)
            writer.write_rows(transaction, rows)
    return True


def newest_of(connection: sqlite3.Connection, known: set[str | None]) -> Entry | None:
    """The newest entry of a log that is one of those known."""
    return next((entry for entry in _backwards(connection) if entry.id in known), None)


def _backwards(connection: sqlite3.Connection) -> Iterator[Entry]:
    with closing(connection.execute(f"{change_log.NARROW} ORDER BY seq DESC")) as cursor:
        for row in cursor:
            yield Entry(*row)


def _erase_before(transaction: "Connection", connection: sqlite3.Connection, entry: Entry, body: bytes) -> None:
    """Does in the log of the copy what an erasing did in that of the plan: nobody comes back by way of an old file."""
    from nrw_desktop.storage.database import history
    from nrw_desktop.storage.file import erase

    tables = history.empty_tables()
    for _ in history.fold(connection, tables):
        # What is emptied already no longer fits what it was before.
        continue
    rows = [row for row in change_log.decoded(body) if not history.went_whole(row)]
    texts = [(row.table, row.id, field) for row in rows for field in row.after or {}]
    for table, key in references(entry.label):
        if table == "partner":
            erase.empty_log(transaction, tables["partner"].keys(), key, texts)
