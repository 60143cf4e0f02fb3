"""Records, the log and the migrations make the same tables."""

import sqlite3
import subprocess
import sys
import typing
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Integer, Text

from nrw_desktop.domain.model.records import FIELDS, REFERENCES, TABLES, required
from nrw_desktop.storage.database import change_log
from nrw_desktop.storage.database.connection import SCHEMA
from nrw_desktop.storage.writing import migrate
from tests.storage.writing import tables


def test_tables_are_the_records() -> None:
    assert {*tables.metadata.tables} == {*TABLES, "change", "change_body"}
    for name, record in TABLES.items():
        table, hints = tables.metadata.tables[name], typing.get_type_hints(record)
        assert tuple(table.columns.keys()) == FIELDS[name]
        for field, column in table.columns.items():
            assert isinstance(column.type, Integer if hints[field] in (int, int | None) else Text), (name, field)
            assert column.nullable == (not required(name, field)), (name, field)
            assert column.primary_key == (field == "id")
            referred = REFERENCES.get(name, {}).get(field)
            assert [key.target_fullname for key in column.foreign_keys] == ([f"{referred}.id"] if referred else [])
            assert all(key.deferrable and key.initially == "DEFERRED" for key in column.foreign_keys)


def test_the_log_has_its_columns() -> None:
    assert tuple(tables.change.columns.keys()) == change_log.COLUMNS
    assert tuple(tables.change_body.columns.keys()) == change_log.BODY_COLUMNS


@pytest.fixture
def database() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
        yield database


def described(database: sqlite3.Connection) -> dict[tuple[str, str], list[object]]:
    """Each table and index with its columns and references; a column's default and place do not matter."""
    selected = database.execute("SELECT type, name FROM sqlite_master WHERE name NOT LIKE '%alembic%'")
    found: dict[tuple[str, str], list[object]] = {}
    for kind, name in selected.fetchall():
        columns = database.execute(f'PRAGMA table_xinfo("{name}")').fetchall()
        indexed = database.execute(f'PRAGMA index_info("{name}")').fetchall()
        references = database.execute(f'PRAGMA foreign_key_list("{name}")').fetchall()
        strict = [row[5] for row in database.execute("PRAGMA table_list").fetchall() if row[1] == name]
        found[kind, name] = [
            sorted((column[1], column[2], column[3], column[5]) for column in columns),
            indexed,
            sorted(reference[2:] for reference in references),
            strict,
        ]
    return found


def test_the_migrations_make_the_schema(path: Path, database: sqlite3.Connection) -> None:
    tables.metadata.create_all(migrate.engine_on(database))
    with closing(sqlite3.connect(path)) as migrated:
        assert described(migrated) == described(database)
        assert migrated.execute("SELECT version_num FROM alembic_version").fetchall() == [(f"{SCHEMA:04}",)]


def test_the_newest_migration_is_the_schema_number() -> None:
    newest = max(path.name for path in (migrate.MIGRATIONS / "versions").glob("*.py"))
    assert newest.startswith(f"{SCHEMA:04}_")


def test_a_migration_that_fails_leaves_nothing(database: sqlite3.Connection) -> None:
    database.execute("CREATE TABLE goal(x)")
    with pytest.raises(Exception, match="goal"):
        migrate.to_head(database)
    assert [name for _, name in described(database)] == ["goal"]
    assert not database.in_transaction


def test_a_folder_may_have_any_name(
    tmp_path: Path, database: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "100% ä").symlink_to(migrate.MIGRATIONS.parent)
    monkeypatch.setattr(migrate, "MIGRATIONS", tmp_path / "100% ä" / "migrations")
    migrate.to_head(database)
    assert database.execute("PRAGMA user_version").fetchone() == (SCHEMA,)


def test_a_day_with_a_plan_imports_nothing_heavy(path: Path) -> None:
    program = """
import sys
from nrw_desktop.domain.model.change import Change, inserted
from nrw_desktop.domain.model.records import Contact, Partner
from nrw_desktop.storage.file.plan_file import PlanFile
from nrw_desktop.storage.system.lock import Lock
lock = Lock.acquire(sys.argv[1])
plan_file = PlanFile.open(sys.argv[1], "x")
partner = Partner("p", name="Verein")
plan_file.commit(Change((inserted(partner), inserted(Contact("c", "p", person="Kim"))), "Verein angelegt"))
plan_file.undo()
plan_file.redo()
plan_file.erase(partner)
plan_file.close()
lock.release()
print([name for name in ("sqlalchemy", "alembic", "subprocess", "PySide6") if name in sys.modules])
"""
    output = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True)
    assert output.stdout.strip() == "[]"
