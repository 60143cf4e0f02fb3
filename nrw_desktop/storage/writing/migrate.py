"""Bringing a plan of an older schema to the newest one with Alembic: its tables, and what its log holds of their rows.

Never in the file itself, always in a copy: `upgrade` puts it in the file's place, and to read it may stay in memory.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from nrw_desktop.domain.model.change import Change, RowChange, Values
from nrw_desktop.storage import database
from nrw_desktop.storage.database import change_log, file_check
from nrw_desktop.storage.database.connection import APPLICATION_ID, SCHEMA, open_in_memory, quoted
from nrw_desktop.storage.system import error_messages
from nrw_desktop.storage.writing import writer

# Plain files beside the code, in a frozen build too: Alembic reads the migrations from their folder.
MIGRATIONS = Path(database.__file__).parent / "migrations"

Image = Callable[[str, Values, bool], Values]
"""What a migration makes of the values of a row; whether they are all of it is the last argument."""

_ENTRIES = f"SELECT {', '.join(change_log.COLUMNS)} FROM change WHERE schema < ? ORDER BY seq"


def engine_on(connection: sqlite3.Connection) -> Engine:
    """SQLAlchemy on this very connection; a transaction of it begins with the right to write."""
    # What people typed stays out of the messages of errors, and so out of the program's log.
    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool, hide_parameters=True)
    event.listen(engine, "begin", lambda begun: begun.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def to_head(connection: sqlite3.Connection) -> None:
    """Runs the migrations that the database lacks and marks it as a plan file of this schema, all in one transaction.

    Alembic on SQLite as it comes commits after each statement; given a transaction, it keeps to it.
    """
    with _transaction(connection) as transaction:
        _run_migrations(transaction)


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[Connection]:
    """A transaction of SQLAlchemy, all of it or nothing; what goes wrong within is raised as SQLite said it."""
    try:
        with engine_on(connection).begin() as transaction:
            yield transaction
    except DBAPIError as error:
        raise error.orig or error from error


def create(connection: sqlite3.Connection, change: Change, origin: str) -> None:
    """Makes the tables of an empty file and writes its first change."""
    to_head(connection)
    writer.begin_log(connection, change, origin)


def in_memory(source: sqlite3.Connection, path: Path) -> sqlite3.Connection:
    """A copy in memory of a plan of an older schema, as the newest one has it.

    Raises:
        PlanError: it is damaged.
    """
    copy = open_in_memory()
    try:
        source.backup(copy)
        migrate(copy, path)
    except BaseException:
        copy.close()
        raise
    return copy


def migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Brings the tables and the log of a copy to the newest schema, in one transaction.

    Raises:
        PlanError: it holds what no plan does, or references that lead nowhere.
    """
    file_check.check_schema(connection, path, older=True)
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if connection.execute("SELECT version_num FROM alembic_version").fetchall() != [(f"{version:04}",)]:
        raise error_messages.not_upgraded(path, "Die Versionsangabe der Tabellen ist verändert.")
    # Rebuilding a table that others refer to would take their rows with it.
    connection.execute("PRAGMA foreign_keys=OFF")
    try:
        with _transaction(connection) as transaction:
            _run_migrations(transaction)
            _rewrite_log(connection)
            if connection.execute("PRAGMA foreign_key_check").fetchone():
                raise error_messages.not_upgraded(path, "Eine Zeile verweist auf eine, die es nicht gibt.")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_ERROR:
            # No statement is wrong: something is full, busy or out of reach.
            raise
        raise error_messages.not_upgraded(
            path, "Sie ist anders aufgebaut, als jene Version Pläne gespeichert hat."
        ) from error
    connection.execute("PRAGMA foreign_keys=ON")
    file_check.check_schema(connection, path)


def _run_migrations(connection: Connection) -> None:
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA}")


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config


def _rewrite_log(connection: sqlite3.Connection) -> None:
    """The log's rows as the newest schema has them, so that undo and the past go on across an upgrade."""
    chain = images()
    for columns in connection.execute(_ENTRIES, (SCHEMA,)).fetchall():
        entry = change_log.Entry(*columns)
        needed = chain[entry.schema - 1 :]
        rows = tuple(_imaged(row, needed) for row in change_log.rows_of(connection, entry))
        connection.execute("UPDATE change SET schema = ? WHERE seq = ?", (SCHEMA, entry.seq))
        writer.rewrite(connection, entry.seq, rows)


def images() -> list[Image]:
    """What leads from each schema to the next, beginning with the first."""
    revisions = reversed([*ScriptDirectory.from_config(_config()).walk_revisions()])
    return [revision.module.image for revision in revisions if revision.down_revision is not None]


def _imaged(row: RowChange, chain: list[Image]) -> RowChange:
    whole = row.before is None or row.after is None
    before, after = row.before, row.after
    for image in chain:
        before = None if before is None else image(row.table, before, whole)
        after = None if after is None else image(row.table, after, whole)
    return RowChange(row.table, row.id, before, after)


def compare(source: sqlite3.Connection, copy: sqlite3.Connection, path: Path) -> None:
    """Refuses a copy that does not have each row of the old file, as its image.

    Raises:
        PlanError: it does not.
    """
    chain = images()[source.execute("PRAGMA user_version").fetchone()[0] - 1 :]
    for table in _tables(source):
        expected = {}
        for values in _rows(source, table):
            for image in chain:
                values = image(table, values, True)
            expected[values["id"]] = values
        if expected != {values["id"]: values for values in _rows(copy, table)}:
            raise error_messages.not_upgraded(path, f"In der Tabelle „{table}“ ist etwas anders als zuvor.")


def _tables(connection: sqlite3.Connection) -> list[str]:
    return [table for table in file_check.RECORD_TABLES if _columns(connection, table)]


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f"PRAGMA table_xinfo({quoted(table)})")]


def _rows(connection: sqlite3.Connection, table: str) -> Iterator[dict[str, Any]]:
    columns = _columns(connection, table)
    for values in connection.execute(f"SELECT * FROM {quoted(table)}"):
        yield dict(zip(columns, values, strict=True))
