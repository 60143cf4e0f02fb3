"""What is written in one transaction is written, or whoever writes hears of it."""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest

from nrw_desktop.storage.database.connection import connect
from nrw_desktop.storage.writing import writer


def test_what_sqlite_took_back_itself_is_not_taken_for_written(path: Path) -> None:
    def write(connection: sqlite3.Connection) -> None:
        connection.execute("UPDATE measure SET place = 'Rathaus'")
        connection.set_progress_handler(lambda: 1, 1)
        with suppress(sqlite3.OperationalError):
            connection.execute("UPDATE measure SET note = 'neu'")
        connection.set_progress_handler(None, 0)

    with closing(connect(path, "rw")) as connection:
        with pytest.raises(sqlite3.OperationalError, match="cannot commit"), writer.transaction(connection):
            write(connection)
        assert connection.execute("SELECT place, note FROM measure").fetchall() == [(None, None)]
