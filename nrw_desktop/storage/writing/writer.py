"""Writing changes: rows and log in one transaction, by SQL that is made from the fields of the records."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import cache
from itertools import groupby
from typing import Any

from nrw_desktop.domain.model.change import Change, RowChange
from nrw_desktop.domain.model.records import FIELDS
from nrw_desktop.storage.database import change_log
from nrw_desktop.storage.database.connection import SCHEMA, quoted
from nrw_desktop.storage.database.ground import Ground, TouchedError, forget_pages

_COLUMNS = FIELDS | {"change": change_log.COLUMNS, "change_body": change_log.BODY_COLUMNS}


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All that is written within, or nothing; it begins with the right to write."""
    # What is read within comes from the disk.
    forget_pages(connection)
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        # Not `Connection.commit`, which says nothing where SQLite has taken all of it back already.
        connection.execute("COMMIT")
    except BaseException:
        # What went wrong first is what counts; whoever asks the file next ends what is still open.
        with suppress(sqlite3.Error):
            connection.rollback()
        raise


def write(connection: sqlite3.Connection, ground: Ground, change: Change, origin: str, head: str | None) -> None:
    """Writes the rows of a change and its log entry in one transaction.

    ``head`` is the newest change of the plan that the change stands on. A run of quick edits that something else
    interrupted is not continued: the change is then a step of its own.

    Raises:
        StaleError: the file is further than the plan.
        TouchedError: it lacks the plan's newest change, or somebody else wrote into it meanwhile. Nothing was written.
    """
    with on_ground(connection, ground, head) as last:
        write_rows(connection, change.rows)
        note(connection, change, origin, last)


@contextmanager
def on_ground(connection: sqlite3.Connection, ground: Ground, head: str | None) -> Iterator[change_log.Entry | None]:
    """A transaction on a file that stands where the plan does; gives the file's newest log entry.

    Raises:
        StaleError: the file is further than the plan.
        TouchedError: it lacks the plan's newest change, or somebody else wrote into it meanwhile. Nothing was written.
    """
    with transaction(connection):
        yield ground.begun(head)
        ground.check(head)


def begin_log(connection: sqlite3.Connection, change: Change, origin: str) -> None:
    """Writes the first change into tables that are empty."""
    with transaction(connection):
        write_rows(connection, change.rows)
        note(connection, change, origin, None)


def note(
    connection: sqlite3.Connection,
    change: Change,
    origin: str,
    last: change_log.Entry | None,
    merged: str | None = None,
) -> change_log.Entry:
    """Adds the change to the log, behind the newest entry, and gives its own; ``merged`` is for a merge."""
    body = change_log.encoded(change.rows)
    joins = change.joins if last and change_log.continues_run(change, last, origin) else None
    entry = change_log.Entry(
        seq=last.seq + 1 if last else 1,
        id=change.id,
        origin=origin,
        at=datetime.now(UTC).isoformat(timespec="milliseconds"),
        kind=change.kind,
        target=change.target,
        joins=joins,
        schema=SCHEMA,
        merged=merged,
        label=change.label,
    )
    append(connection, [(entry, body)])
    return entry


def append(connection: sqlite3.Connection, entries: list[tuple[change_log.Entry, bytes]]) -> None:
    """Adds entries to the log as they are."""
    bodies = [(entry.seq, body, change_log.checksum(entry, body)) for entry, body in entries]
    connection.executemany(_insert("change"), [entry for entry, _ in entries])
    connection.executemany(_insert("change_body"), bodies)


def rewrite(connection: sqlite3.Connection, seq: int, rows: tuple[RowChange, ...]) -> None:
    """Gives the entry at this place of the log other rows."""
    body = change_log.encoded(rows)
    entry = change_log.Entry(*connection.execute(f"{change_log.NARROW} WHERE seq = ?", (seq,)).fetchone())
    values = (body, change_log.checksum(entry, body), seq)
    connection.execute("UPDATE change_body SET body = ?, checksum = ? WHERE seq = ?", values)


def write_rows(connection: sqlite3.Connection, rows: tuple[RowChange, ...]) -> None:
    """The rows in their order; neighbours of the same shape go in one statement."""
    for (table, kind, fields), alike in groupby(rows, _shape):
        _write_alike(connection, table, kind, fields, list(alike))


def _shape(row: RowChange) -> tuple[str, str, tuple[str, ...]]:
    if row.before is None:
        return row.table, "insert", ()
    if row.after is None:
        return row.table, "delete", ()
    return row.table, "update", tuple(row.after)


def _write_alike(
    connection: sqlite3.Connection, table: str, kind: str, fields: tuple[str, ...], rows: list[RowChange]
) -> None:
    if kind == "insert":
        sql, parameters = _insert(table), [_inserted(_COLUMNS[table], row) for row in rows]
    elif kind == "delete":
        sql, parameters = f"DELETE FROM {quoted(table)} WHERE id = ?", [(row.id,) for row in rows]
    else:
        sql, parameters = _update(table, fields), [(*(row.after or {}).values(), row.id) for row in rows]
    if connection.executemany(sql, parameters).rowcount != len(rows):
        # The tables are not what the log, which has the plan's newest change, adds up to.
        raise TouchedError


def _inserted(columns: tuple[str, ...], row: RowChange) -> tuple[Any, ...]:
    after = row.after or {}
    return (row.id, *(after.get(column) for column in columns[1:]))


@cache
def _insert(table: str) -> str:
    columns = _COLUMNS[table]
    return f"INSERT INTO {quoted(table)} ({', '.join(map(quoted, columns))}) VALUES ({', '.join('?' * len(columns))})"


@cache
def _update(table: str, fields: tuple[str, ...]) -> str:
    new = ", ".join(f"{quoted(field)} = ?" for field in fields)
    return f"UPDATE {quoted(table)} SET {new} WHERE id = ?"
