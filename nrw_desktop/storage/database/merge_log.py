"""What merging reads of two logs: which steps each copy knows, and those of one that the other has not seen."""

import sqlite3
from collections.abc import Collection

import msgspec

from nrw_desktop.domain.merging.news import Written
from nrw_desktop.domain.merging.seen import Seen, kind_of, seen
from nrw_desktop.storage.database import change_log
from nrw_desktop.storage.database.change_log import Entry

_BODIES = "SELECT seq, body FROM change_body ORDER BY seq"


class Log(msgspec.Struct, frozen=True):
    """The narrow part of a log, and what its copy knows."""

    entries: tuple[Entry, ...]
    seen: Seen

    @property
    def head(self) -> str:
        """The id of the newest entry."""
        return self.entries[-1].id

    def new_for(self, other: "Log") -> frozenset[str]:
        """The steps that this copy knows and the other one does not."""
        return self.seen.steps - other.seen.steps


def read(connection: sqlite3.Connection) -> Log:
    """The log of a copy."""
    entries = tuple(change_log.entries(connection))
    return Log(entries, seen(entries))


def written(connection: sqlite3.Connection, log: Log, ids: Collection[str]) -> list[Written]:
    """These steps with their rows, oldest first.

    Raises:
        msgspec.MsgspecError: the log is damaged there.
    """
    bodies = _bodies(connection, log, ids)
    return [
        Written(entry.id, kind_of(entry), entry.at, entry.origin, entry.label, change_log.decoded(bodies[entry.seq]))  # type: ignore[arg-type]
        for entry in log.entries
        if entry.id in ids
    ]


def history_of(connection: sqlite3.Connection, log: Log, ids: Collection[str]) -> list[tuple[Entry, bytes]]:
    """These steps as another log keeps them: as history that is not applied, told with the kind that they have here."""
    bodies = _bodies(connection, log, ids)
    return [(_foreign(entry), bodies[entry.seq]) for entry in log.entries if entry.id in ids]


def _foreign(entry: Entry) -> Entry:
    told = entry.merged if entry.kind == "foreign" else " ".join(filter(None, (entry.kind, entry.merged)))
    return entry._replace(kind="foreign", merged=told)


def _bodies(connection: sqlite3.Connection, log: Log, ids: Collection[str]) -> dict[int, bytes]:
    wanted = {entry.seq for entry in log.entries if entry.id in ids}
    return {seq: body for seq, body in connection.execute(_BODIES) if seq in wanted}
