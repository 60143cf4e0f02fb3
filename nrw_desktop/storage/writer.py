"""Writing changes with SQLAlchemy Core; imported when something is written for the first time, never before."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Engine, Update, bindparam, create_engine, delete, event, insert, select, update
from sqlalchemy.pool import StaticPool

from nrw_desktop.domain.change import Change, RowChange, inserted
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.records import Project
from nrw_desktop.storage import history, schema
from nrw_desktop.storage.connection import SCHEMA
from nrw_desktop.storage.faults import StaleError

_NEWEST = select(schema.change).order_by(schema.change.c.seq.desc()).limit(1)
_INSERT_ENTRY = insert(schema.change)
_INSERT_BODY = insert(schema.change_body)


def engine_on(connection: sqlite3.Connection) -> Engine:
    """SQLAlchemy on this very connection; a transaction of it begins with the right to write."""
    # What people typed stays out of the messages of errors, and so out of the program's log.
    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool, hide_parameters=True)
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def write(engine: Engine, change: Change, origin: str, head: str | None) -> None:
    """Writes the rows of a change and its log entry in one transaction.

    ``head`` is the newest change of the plan that the change stands on. A run of quick edits that something else
    interrupted is not continued: the change is then a step of its own.

    Raises:
        StaleError: the file's newest change is another one.
    """
    with transaction(engine, head) as (connection, last):
        _write_rows(connection, change.rows)
        note(connection, change, origin, last)


@contextmanager
def transaction(engine: Engine, head: str | None) -> Iterator[tuple[Connection, history.Entry | None]]:
    """A transaction on a file that stands where the plan does, with the file's newest log entry.

    Raises:
        StaleError: the file's newest change is another one.
    """
    with engine.begin() as connection:
        found = connection.execute(_NEWEST).first()
        last = history.Entry(*found) if found else None
        if (last.id if last else None) != head:
            raise StaleError
        yield connection, last


def note(connection: Connection, change: Change, origin: str, last: history.Entry | None) -> None:
    """Adds the change to the log, behind the entry that was the newest."""
    body = history.encoded(change.rows)
    joins = change.joins if last and history.continues_run(change, last, origin) else None
    entry = history.Entry(
        seq=last.seq + 1 if last else 1,
        id=change.id,
        origin=origin,
        at=datetime.now(UTC).isoformat(timespec="milliseconds"),
        kind=change.kind,
        target=change.target,
        joins=joins,
        schema=SCHEMA,
        merged=None,
        label=change.label,
    )
    connection.execute(_INSERT_ENTRY, entry._asdict())
    connection.execute(_INSERT_BODY, {"seq": entry.seq, "body": body, "checksum": history.checksum(entry, body)})


def _write_rows(connection: Connection, rows: tuple[RowChange, ...]) -> None:
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
    table = schema.metadata.tables[name]
    if kind == "insert":
        connection.execute(insert(table), [row.after or {} for row in rows])
        return
    # „id_“ and „new_…“, because SQLAlchemy keeps the columns' own names for itself in an update.
    parameters: list[dict[str, Any]] = [{"id_": row.id} for row in rows]
    if kind == "delete":
        written = connection.execute(delete(table).where(table.c.id == bindparam("id_")), parameters)
    else:
        for parameter, row in zip(parameters, rows, strict=True):
            parameter |= {f"new_{field}": value for field, value in (row.after or {}).items()}
        written = connection.execute(_update(name, fields), parameters)
    if written.rowcount != len(rows):
        raise PlanError(
            "Die Datei stimmt nicht mit ihrem Verlauf überein. Bitte neu öffnen und prüfen („nrw-desktop check“)."
        )


@cache
def _update(name: str, fields: tuple[str, ...]) -> Update:
    """The statement that gives fields of one row new values; SQLAlchemy compiles one that it knows only once."""
    table = schema.metadata.tables[name]
    values: dict[str, Any] = {field: bindparam(f"new_{field}") for field in fields}
    return update(table).where(table.c.id == bindparam("id_")).values(values)


def warm_up() -> None:
    """Does once, in memory, what a first commit does, so that all SQLAlchemy needs for it is there."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    engine = engine_on(connection)
    schema.metadata.create_all(engine)
    write(engine, Change((inserted(Project(id="")),), "", "origin"), "", None)
    connection.close()
