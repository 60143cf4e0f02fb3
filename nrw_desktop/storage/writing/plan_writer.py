"""All that an open plan file writes, by one connection."""

import sqlite3
from collections.abc import Collection, Iterable

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from nrw_desktop.domain.model.change import Change, RowChange, inserted
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Partner, Project
from nrw_desktop.domain.queries.change_labels import references
from nrw_desktop.storage.database import change_log, history
from nrw_desktop.storage.database.change_log import Entry
from nrw_desktop.storage.database.ground import Ground
from nrw_desktop.storage.database.history import Erasure
from nrw_desktop.storage.writing import erase, schema, writer
from nrw_desktop.storage.writing.erase import Place


class PlanWriter:
    """Writes into the file that a connection has open; each method is one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._engine = writer.engine_on(connection)

    def write(self, ground: Ground, change: Change, origin: str, head: str | None) -> None:
        """Writes the rows of a change and its log entry, as `writer.write` does."""
        writer.write(self._engine, ground, change, origin, head)

    def erase_contacts(
        self, ground: Ground, plan: Plan, partner: Partner, origin: str, also: Collection[Place]
    ) -> Change:
        """Erases the contacts of a partner for good, as `erase.erase_contacts` does."""
        return erase.erase_contacts(self._engine, ground, plan, partner, origin, also)

    def erase_again(self, plan: Plan, erasures: Iterable[tuple[Erasure, Collection[str]]]) -> None:
        """Erases in a copy in memory what was erased elsewhere; each comes with the contacts that it took away."""
        with self._engine.begin() as transaction:
            for erasure, contacts in erasures:
                erase.erase_again(transaction, plan, erasure, contacts)

    def merge(
        self,
        ground: Ground,
        plan: Plan,
        change: Change,
        merged: str,
        steps: Iterable[tuple[Entry, bytes]],
        erasures: Iterable[tuple[Erasure, Collection[str]]],
        origin: str,
    ) -> None:
        """Writes a merge in one transaction: what was erased in the other copy goes, its steps come as history.

        Raises:
            StaleError, TouchedError: as for `write`. Nothing was written.
        """
        with writer.transaction(self._engine, ground, plan.head) as (connection, last):
            for erasure, contacts in erasures:
                erased = erase.erase_again(connection, plan, erasure, contacts)
                if erased is not None:
                    last = writer.note(connection, erased, origin, last)
            behind = last.seq if last else 0
            entries = [(entry._replace(seq=behind + at), body) for at, (entry, body) in enumerate(steps, 1)]
            writer.append_all(connection, entries)
            writer.write_rows(connection, change.rows)
            writer.note(connection, change, origin, entries[-1][0] if entries else last, merged)

    def rebuild(self, after: int, entries: Iterable[tuple[Entry, bytes]], rows: tuple[RowChange, ...]) -> None:
        """Replaces the log behind an entry by other entries, and writes the rows that its tables then differ by.

        Raises:
            PlanError, sqlite3.Error, TouchedError: the log is damaged, or something does not fit.
        """
        try:
            with self._engine.begin() as transaction:
                for table in ("change_body", "change"):
                    transaction.exec_driver_sql(f"DELETE FROM {table} WHERE seq > ?", (after,))
                for number, (entry, body) in enumerate(entries, after + 1):
                    if entry.kind == "erase":
                        self._erase_before(transaction, entry, body)
                    writer.append(transaction, entry._replace(seq=number), body)
                writer.write_rows(transaction, rows)
        except DBAPIError as error:
            raise error.orig or error from error

    def _erase_before(self, transaction: Connection, entry: Entry, body: bytes) -> None:
        """Does in this log what an erasing did in that of the plan: nobody comes back by way of an old file."""
        tables = history.empty_tables()
        for _ in history.fold(self._connection, tables):
            # What is emptied already no longer fits what it was before.
            continue
        rows = [row for row in change_log.decoded(body) if not history.went_whole(row)]
        texts = [(row.table, row.id, field) for row in rows for field in row.after or {}]
        for table, key in references(entry.label):
            if table == "partner":
                erase.empty_log(transaction, tables["partner"].keys(), key, texts)


def warm_up() -> None:
    """Does once, in memory, what a first commit does, so that all SQLAlchemy needs for it is there."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    engine = writer.engine_on(connection)
    schema.metadata.create_all(engine)
    writer.begin_log(engine, Change((inserted(Project(id="")),), "", "origin"), "")
    connection.close()
