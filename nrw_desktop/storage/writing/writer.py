"""Writing changes with SQLAlchemy Core."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, create_engine, delete, event, insert, update
from sqlalchemy.dialects import sqlite
from sqlalchemy.pool import StaticPool

from nrw_desktop.domain.model.change import Change, RowChange
from nrw_desktop.storage.database import change_log
from nrw_desktop.storage.database.connection import SCHEMA
from nrw_desktop.storage.database.ground import Ground, TouchedError
from nrw_desktop.storage.writing import schema

_DIALECT = sqlite.dialect()


def engine_on(connection: sqlite3.Connection) -> Engine:
    """SQLAlchemy on this very connection; a transaction of it begins with the right to write."""
    # What people typed stays out of the messages of errors, and so out of the program's log.
    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool, hide_parameters=True)
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    # What is read within comes from the disk (ground.forget_pages).
    connection.exec_driver_sql("PRAGMA shrink_memory")
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def write(engine: Engine, ground: Ground, change: Change, origin: str, head: str | None) -> None:
    """Writes the rows of a change and its log entry in one transaction.

    ``head`` is the newest change of the plan that the change stands on. A run of quick edits that something else
    interrupted is not continued: the change is then a step of its own.

    Raises:
        StaleError: the file is further than the plan.
        TouchedError: it lacks the plan's newest change, or somebody else wrote into it meanwhile. Nothing was written.
    """
    with transaction(engine, ground, head) as (connection, last):
        write_rows(connection, change.rows)
        note(connection, change, origin, last)


@contextmanager
def transaction(
    engine: Engine, ground: Ground, head: str | None
) -> Iterator[tuple[Connection, change_log.Entry | None]]:
    """A transaction on a file that stands where the plan does, with the file's newest log entry.

    Raises:
        StaleError: the file is further than the plan.
        TouchedError: it lacks the plan's newest change, or somebody else wrote into it meanwhile. Nothing was written.
    """
    with engine.begin() as connection:
        yield connection, ground.begun(head)
        ground.check(head)


def begin_log(engine: Engine, change: Change, origin: str) -> None:
    """Writes the first change into tables that are empty."""
    with engine.begin() as connection:
        write_rows(connection, change.rows)
        note(connection, change, origin, None)


def note(
    connection: Connection, change: Change, origin: str, last: change_log.Entry | None, merged: str | None = None
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
    append(connection, entry, body)
    return entry


def append(connection: Connection, entry: change_log.Entry, body: bytes) -> None:
    """Adds an entry to the log as it is."""
    connection.exec_driver_sql(*_one("change", entry._asdict()))
    values = {"seq": entry.seq, "body": body, "checksum": change_log.checksum(entry, body)}
    connection.exec_driver_sql(*_one("change_body", values))


def append_all(connection: Connection, entries: list[tuple[change_log.Entry, bytes]]) -> None:
    """The same for many, each kind of row in one statement."""
    if not entries:
        return
    bodies = [{"seq": entry.seq, "body": body, "checksum": change_log.checksum(entry, body)} for entry, body in entries]
    for table, rows in (("change", [entry._asdict() for entry, _ in entries]), ("change_body", bodies)):
        sql, names = _statement(table, "insert", ())
        connection.exec_driver_sql(sql, [tuple(values[column] for column in names) for values in rows])


def write_rows(connection: Connection, rows: tuple[RowChange, ...]) -> None:
    """The rows in their order; neighbours of the same shape go in one statement."""
    for (table, kind, fields), alike in groupby(rows, _shape):
        _write_alike(connection, table, kind, fields, list(alike))


def _shape(row: RowChange) -> tuple[str, str, tuple[str, ...]]:
    if row.before is None:
        return row.table, "insert", ()
    if row.after is None:
        return row.table, "delete", ()
    return row.table, "update", tuple(row.after)


def _write_alike(connection: Connection, name: str, kind: str, fields: tuple[str, ...], rows: list[RowChange]) -> None:
    sql, names = _statement(name, kind, fields)
    parameters = [_values(names, row) for row in rows]
    written = connection.exec_driver_sql(sql, parameters if len(rows) > 1 else parameters[0])
    if written.rowcount != len(rows):
        # The tables are not what the log, which has the plan's newest change, adds up to.
        raise TouchedError


def _values(names: tuple[str, ...], row: RowChange) -> tuple[Any, ...]:
    after = row.after or {}
    return tuple(row.id if name == _ID else after.get(name) for name in names)


def _one(name: str, values: dict[str, Any]) -> tuple[str, tuple[Any, ...]]:
    sql, names = _statement(name, "insert", ())
    return sql, tuple(values[column] for column in names)


_ID = "id_"
"""Names the row that is meant; SQLAlchemy keeps the columns' own names for itself in an update."""


@cache
def _statement(name: str, kind: str, fields: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """A statement as SQL, and what its places stand for; made once, since that takes longer than running it."""
    table = schema.metadata.tables[name]
    if kind == "insert":
        made = insert(table).compile(dialect=_DIALECT)
    elif kind == "delete":
        made = delete(table).where(table.c.id == bindparam(_ID)).compile(dialect=_DIALECT)
    else:
        new: dict[str, Any] = {field: bindparam(f"new_{field}") for field in fields}
        made = update(table).where(table.c.id == bindparam(_ID)).values(new).compile(dialect=_DIALECT)
    # The prefix tells SQLAlchemy a new value from the column.
    return str(made), tuple(place.removeprefix("new_") for place in made.positiontup or ())
