"""The digests of each schema are those of what the migrations make."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Connection

from nrw_desktop.storage.database import known_schemas
from nrw_desktop.storage.database.connection import SCHEMA, connect, open_in_memory
from nrw_desktop.storage.writing import migrate

FIXTURES = sorted((Path(__file__).parents[1] / "fixtures").glob("schema-*.nrwplan"))


def migrated_to(connection: Connection, version: int) -> None:
    config = migrate._config()
    config.attributes["connection"] = connection
    command.upgrade(config, f"{version:04}")


@pytest.mark.parametrize("version", range(1, SCHEMA + 1))
def test_the_digests_are_of_what_the_migrations_make(version: int) -> None:
    with closing(open_in_memory()) as made:
        with migrate.engine_on(made).begin() as connection:
            migrated_to(connection, version)
        assert known_schemas.digests(made) == known_schemas.known(version)


@pytest.mark.parametrize("file", FIXTURES, ids=lambda path: path.stem)
def test_the_digests_are_of_files_that_earlier_versions_made(file: Path) -> None:
    with closing(connect(file, "ro")) as found:
        version = found.execute("PRAGMA user_version").fetchone()[0]
        assert known_schemas.digests(found) == known_schemas.known(version)


def test_blanks_make_no_difference_and_all_else_does() -> None:
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute("CREATE TABLE a (\n\tx TEXT, \n\ty TEXT\n)")
        once = known_schemas.digests(database)["a"]
        database.execute("DROP TABLE a")
        database.execute("CREATE TABLE a ( x TEXT,  y TEXT )")
        assert known_schemas.digests(database)["a"] == once
        database.execute("DROP TABLE a")
        database.execute("CREATE TABLE a ( x TEXT,  y text )")
        assert known_schemas.digests(database)["a"] != once
