"""What SQLite refuses on the connection to a plan, whoever asks for it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from nrw_desktop.storage.database import connection


@pytest.fixture
def guarded(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(connection.connect(path, "rw")) as opened:
        yield opened


@pytest.mark.parametrize(
    "statement",
    [
        "ATTACH ':memory:' AS other",
        "CREATE TRIGGER böse AFTER INSERT ON goal BEGIN DELETE FROM measure; END",
        "CREATE TEMP TRIGGER böse AFTER INSERT ON goal BEGIN DELETE FROM measure; END",
        "CREATE VIEW böse AS SELECT 1",
        "CREATE VIRTUAL TABLE böse USING fts5(x)",
        "SELECT load_extension('böse')",
        "UPDATE sqlite_master SET sql = ''",
        "SELECT zeroblob(300000000)",
        f"SELECT {'(' * 60}1{')' * 60}{'+1' * 60}",
        "SELECT " + "1, " * 200 + "1",
        "SELECT 1 -- " + "x" * 200_000,
    ],
)
def test_what_no_plan_needs_is_refused(guarded: sqlite3.Connection, statement: str) -> None:
    with pytest.raises(sqlite3.DatabaseError):
        guarded.execute(statement).fetchall()


def test_reading_without_an_end_is_given_up(guarded: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "PATIENCE_SECONDS", 0.1)
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    with pytest.raises(sqlite3.OperationalError, match="interrupted"), connection.with_patience(guarded):
        guarded.execute(endless).fetchone()
    # What comes later has all the time it needs.
    assert guarded.execute("SELECT count(*) FROM measure").fetchone() == (1,)


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("trusted_schema", 0), ("writable_schema", 0), ("cell_size_check", 1), ("foreign_keys", 1), ("secure_delete", 1)],
)
def test_settings_are_on(guarded: sqlite3.Connection, pragma: str, value: int) -> None:
    assert guarded.execute(f"PRAGMA {pragma}").fetchone() == (value,)
