"""The change log: what was done, in order, and which step an undo or a redo is about."""

import hashlib
import sqlite3
from collections.abc import Generator, Iterable
from contextlib import closing
from typing import NamedTuple

import msgspec

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change, Kind, RowChange, Values, inserted, inverted
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import FIELDS

BARRIERS = frozenset({"origin", "erase"})
"""Kinds that no undo goes back behind."""


class Entry(NamedTuple):
    """A log entry without its rows; ``at`` is the time in UTC, ``origin`` the installation that made it."""

    seq: int
    id: str
    origin: str
    at: str
    kind: Kind
    target: str | None
    joins: str | None
    schema: int
    merged: str | None
    label: str


class Provenance(NamedTuple):
    """What tells a plan apart from all others, the id of its first change; whether anybody else had a hand in it."""

    id: str
    from_elsewhere: bool


COLUMNS = Entry._fields
BODY_COLUMNS = ("seq", "body", "checksum")

NARROW = f"SELECT {', '.join(COLUMNS)} FROM change"
_AFTER = f"""\
SELECT {", ".join(f"change.{column}" for column in COLUMNS)}, body
FROM change JOIN change_body USING (seq)
WHERE change.seq > (SELECT seq FROM change WHERE id = ?) ORDER BY change.seq"""
_FIELDS = {table: frozenset(fields) for table, fields in FIELDS.items()}
_rows = msgspec.json.Decoder(tuple[RowChange, ...])


def encoded(rows: tuple[RowChange, ...]) -> bytes:
    """The body of an entry: its rows as JSON."""
    return msgspec.json.encode(rows)


def decoded(body: bytes) -> tuple[RowChange, ...]:
    """The rows of a body.

    Raises:
        msgspec.MsgspecError: it is none.
    """
    try:
        rows = _rows.decode(body)
    except RecursionError as error:
        raise msgspec.DecodeError("lists within lists without an end") from error
    for row in rows:
        if not _is_sound(row):
            raise msgspec.ValidationError(f"no row of {row.table}")
    return rows


def _is_sound(row: RowChange) -> bool:
    """Whether it is about a row of a table that there is: a whole one, or the same fields of it before and after."""
    fields, before, after = _FIELDS.get(row.table), row.before, row.after
    if fields is None:
        return False
    if before is None or after is None:
        whole = after if before is None else before
        return whole is not None and whole.keys() <= fields and whole.get("id") == row.id
    if not after or before.keys() != after.keys() or not after.keys() <= fields:
        return False
    return "id" not in after or before["id"] == after["id"] == row.id


def checksum(entry: Entry, body: bytes) -> bytes:
    """The SHA-256 of an entry: its columns as a JSON list (which has no line break), a line break, its body."""
    return hashlib.sha256(msgspec.json.encode(tuple(entry)) + b"\n" + body).digest()


def newest(connection: sqlite3.Connection) -> Entry | None:
    """The newest entry."""
    row = connection.execute(f"{NARROW} ORDER BY seq DESC LIMIT 1").fetchone()
    return Entry(*row) if row else None


def provenance(connection: sqlite3.Connection, origin: str) -> Provenance:
    """Where a plan comes from; ``origin`` is this installation."""
    first = connection.execute("SELECT id FROM change ORDER BY seq LIMIT 1").fetchone()
    others = connection.execute("SELECT 1 FROM change WHERE origin <> ? LIMIT 1", (origin,)).fetchone()
    return Provenance(first[0] if first else "", others is not None)


def entries(connection: sqlite3.Connection, since: int = 0) -> Generator[Entry, None, None]:
    """All entries from a sequence number on, oldest first."""
    with closing(connection.execute(f"{NARROW} WHERE seq >= ? ORDER BY seq", (since,))) as cursor:
        for row in cursor:
            yield Entry(*row)


def newest_first(connection: sqlite3.Connection) -> Generator[Entry, None, None]:
    """All entries, newest first; who stops has read no more than what came."""
    with closing(connection.execute(f"{NARROW} ORDER BY seq DESC")) as cursor:
        for row in cursor:
            yield Entry(*row)


def with_bodies(connection: sqlite3.Connection, after: str | None) -> list[tuple[Entry, bytes]]:
    """The entries after the change of this id with their bodies, oldest first; none where the log does not have it."""
    return [(Entry(*columns), body) for *columns, body in connection.execute(_AFTER, (after,))]


def of_kind(connection: sqlite3.Connection, kind: Kind) -> list[Entry]:
    """The entries of one kind, oldest first."""
    return [Entry(*row) for row in connection.execute(f"{NARROW} WHERE kind = ? ORDER BY seq", (kind,))]


def count_since(connection: sqlite3.Connection, key: str) -> int | None:
    """How many entries came after the change of this id; None where the log does not have it."""
    found = connection.execute("SELECT seq FROM change WHERE id = ?", (key,)).fetchone()
    if found is None:
        return None
    return int(connection.execute("SELECT count(*) FROM change WHERE seq > ?", found).fetchone()[0])


def first_of_run(connection: sqlite3.Connection, key: str) -> str:
    """The id of the first change of the run that the change of this id joined; its own where it joined none."""
    found = connection.execute("SELECT joins FROM change WHERE id = ?", (key,)).fetchone()
    return str(found[0]) if found and found[0] is not None else key


def continues_run(change: Change, last: Entry, origin: str) -> bool:
    """Whether a change may join the run it names: nothing else has come since the run's last entry."""
    return last.kind == change.kind and last.origin == origin and change.joins in (last.id, last.joins)


def undo_target(connection: sqlite3.Connection, origin: str) -> str | None:
    """The id of the change that an undo takes back: the newest one of this installation that is in force."""
    skip = 0
    with closing(_backwards(connection)) as backwards:
        for key, author, kind, target, joins in backwards:
            if kind in BARRIERS:
                return None
            if author != origin or kind == "foreign" or joins is not None:
                continue
            if kind == "undo":
                skip += 1
            elif skip:
                skip -= 1
            else:
                return str(target if kind == "redo" else key)
    return None


def redo_target(connection: sqlite3.Connection, origin: str) -> str | None:
    """The id of the change that a redo applies again; None as soon as something else was done since the undo."""
    skip = 0
    with closing(_backwards(connection)) as backwards:
        for _, author, kind, target, _ in backwards:
            if kind in BARRIERS:
                return None
            if author != origin or kind == "foreign":
                continue
            if kind == "redo":
                skip += 1
            elif kind != "undo":
                return None
            elif skip:
                skip -= 1
            else:
                return str(target)
    return None


def step(connection: sqlite3.Connection, key: str) -> Change:
    """The change of this id with all that joined it, as one.

    Raises:
        PlanError: the log is damaged there.
    """
    first = connection.execute("SELECT seq FROM change WHERE id = ?", (key,)).fetchone()
    if first is None:
        raise _damaged()
    run: list[Entry] = []
    with closing(entries(connection, first[0])) as following:
        for entry in following:
            if run and entry.joins != key:
                break
            run.append(entry)
    rows = tuple(row for entry in run for row in rows_of(connection, entry))
    begin = run[0]
    return Change(rows if len(run) == 1 else coalesced(rows), begin.label, begin.kind, begin.target, None, begin.id)


def origin_of(plan: Plan) -> Change:
    """The first change of a file that begins with this plan as it is."""
    rows = (inserted(record) for records in plan.rows.values() for record in records.values())
    return Change(tuple(rows), "Plan angelegt", "origin")


def undo_of(change: Change) -> Change:
    """The change that takes a step back."""
    return Change(inverted(change.rows), change.label, "undo", change.id)


def redo_of(change: Change) -> Change:
    """The change that does a step again."""
    return Change(change.rows, change.label, "redo", change.id)


def coalesced(rows: Iterable[RowChange]) -> tuple[RowChange, ...]:
    """Rows of a run, each row of a table once: as it was before the run and as it is after it."""
    result: dict[tuple[str, str], tuple[Values | None, Values | None]] = {}
    for row in rows:
        key = row.table, row.id
        before, after = row.before, row.after
        if key in result:
            old_before, old_after = result[key]
            before = {**(before or {}), **old_before} if old_before is not None else None
            if after is not None and old_after is not None:
                after = {**old_after, **after}
        result[key] = before, after
    return tuple(
        RowChange(table, key, *pair)
        for (table, key), (before, after) in result.items()
        if (pair := _differing(before, after)) != (None, None)
    )


def _differing(before: Values | None, after: Values | None) -> tuple[Values | None, Values | None]:
    """What an update really changed; an insert and a delete stay whole."""
    if before is None or after is None:
        return before, after
    # What a row does not name is empty in it, as where it is written.
    fields = [field for field in after if before.get(field) != after[field]]
    if not fields:
        return None, None
    return {field: before.get(field) for field in fields}, {field: after[field] for field in fields}


def _backwards(connection: sqlite3.Connection) -> sqlite3.Cursor:
    return connection.execute("SELECT id, origin, kind, target, joins FROM change ORDER BY seq DESC")


def rows_of(connection: sqlite3.Connection, entry: Entry) -> tuple[RowChange, ...]:
    """The rows of an entry.

    Raises:
        PlanError: the log is damaged there.
    """
    found = connection.execute("SELECT body, checksum FROM change_body WHERE seq = ?", (entry.seq,)).fetchone()
    if found is None or checksum(entry, found[0]) != found[1]:
        raise _damaged()
    try:
        return decoded(found[0])
    except msgspec.MsgspecError as error:
        raise _damaged() from error


def _damaged() -> PlanError:
    return PlanError(
        "Der Verlauf dieses Plans ist an dieser Stelle beschädigt, der Schritt lässt sich nicht zurücknehmen. "
        "Bitte den Plan prüfen („nrw-desktop check“) und eine Sicherung öffnen."
    )
