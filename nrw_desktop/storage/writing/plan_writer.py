"""All that an open plan file writes, by one connection."""

import sqlite3
from collections.abc import Collection, Iterable

from nrw_desktop.domain.model.change import Change, RowChange
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.queries.person_traces import Whom
from nrw_desktop.storage.database import change_log, history
from nrw_desktop.storage.database.change_log import Entry
from nrw_desktop.storage.database.ground import Ground
from nrw_desktop.storage.database.history import Tables
from nrw_desktop.storage.database.person_log import Place
from nrw_desktop.storage.writing import erase, writer
from nrw_desktop.storage.writing.erase import Erasing, Older


class PlanWriter:
    """Writes into the file that a connection has open; each method is one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def write(self, ground: Ground, change: Change, origin: str, head: str | None) -> None:
        """Writes the rows of a change and its log entry, as `writer.write` does."""
        writer.write(self._connection, ground, change, origin, head)

    def erase(self, ground: Ground, plan: Plan, whom: Whom, origin: str, also: Collection[Place]) -> Change:
        """Erases people for good, as `erase.erase` does."""
        return erase.erase(self._connection, ground, plan, whom, origin, also)

    def erase_again(self, erased: Iterable[tuple[str, Erasing]]) -> None:
        """Erases in a copy in memory what was erased elsewhere; each comes with the label that it has there."""
        with writer.transaction(self._connection):
            for label, erasing in erased:
                erase.erase_again(self._connection, label, erasing)

    def merge(
        self,
        ground: Ground,
        plan: Plan,
        change: Change,
        merged: str,
        steps: Iterable[tuple[Entry, bytes]],
        erased: Iterable[tuple[str, Erasing]],
        origin: str,
    ) -> None:
        """Writes a merge in one transaction: what was erased in the other copy goes, its steps come as history.

        Raises:
            StaleError, TouchedError: as for `write`. Nothing was written.
        """
        connection = self._connection
        with writer.on_ground(connection, ground, plan.head) as last:
            for label, erasing in erased:
                again = erase.erase_again(connection, label, erasing)
                if again is not None:
                    last = writer.note(connection, again, origin, last)
            behind = last.seq if last else 0
            entries = [(entry._replace(seq=behind + at), body) for at, (entry, body) in enumerate(steps, 1)]
            writer.append(connection, entries)
            writer.write_rows(connection, change.rows)
            writer.note(connection, change, origin, entries[-1][0] if entries else last, merged)

    def rebuild(self, after: int, entries: Iterable[tuple[Entry, bytes]], rows: tuple[RowChange, ...]) -> None:
        """Replaces the log behind an entry by other entries, and writes the rows that its tables then differ by.

        Raises:
            PlanError, sqlite3.Error, TouchedError: the log is damaged, or something does not fit.
        """
        entries, connection = list(entries), self._connection
        with writer.transaction(connection):
            for table in ("change_body", "change"):
                connection.execute(f"DELETE FROM {table} WHERE seq > ?", (after,))
            for place, (entry, body) in enumerate(entries, 1):
                if entry.kind == "erase":
                    self._erase_before(after, entries[:place])
                writer.append(connection, [(entry._replace(seq=after + place), body)])
            writer.write_rows(connection, rows)

    def _erase_before(self, after: int, entries: list[tuple[Entry, bytes]]) -> None:
        """Does in this log what the last of these entries, which follow it, did in that of the plan."""
        since = [change_log.decoded(body) for _, body in entries]
        partners = self._folded()["partner"].keys()
        older = Older(after, self._folded(after), [row for rows in since for row in rows], partners)
        erase.erase_before(self._connection, older, history.erasure(entries[-1][0], since[-1]))

    def _folded(self, until: int | None = None) -> Tables:
        tables = history.empty_tables()
        for _ in history.fold(self._connection, tables, until):
            # What is emptied already no longer fits what it was before.
            continue
        return tables
