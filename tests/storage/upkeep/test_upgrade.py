"""Plan files of every schema that ever was: brought to the newest in a copy, with their whole history."""

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.records import TABLES, row
from nrw_desktop.storage.archive import backup_store
from nrw_desktop.storage.database import change_log, history
from nrw_desktop.storage.database.connection import SCHEMA, connect, open_in_memory
from nrw_desktop.storage.file import integrity_check
from nrw_desktop.storage.file.plan_file import PlanFile
from nrw_desktop.storage.system import error_messages
from nrw_desktop.storage.upkeep import backup, upgrade
from nrw_desktop.storage.writing import migrate
from tests.storage.synchroniser import in_place

FIXTURES = sorted((Path(__file__).parents[1] / "fixtures").glob("schema-*.nrwplan"))
AUTHOR = "11111111-1111-4111-8111-111111111111"

pytestmark = pytest.mark.usefixtures("data_dir")


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture(params=FIXTURES, ids=lambda path: path.stem)
def older(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A plan file of an older schema."""
    folder = tmp_path / "Pläne"
    folder.mkdir()
    return Path(shutil.copy(request.param, folder / "Älterer Plan.nrwplan"))


def test_there_is_a_file_of_each_older_schema() -> None:
    assert [path.stem for path in FIXTURES] == [f"schema-{number}" for number in range(1, SCHEMA)]


def test_an_older_plan_is_read_and_left_as_it_is(older: Path) -> None:
    before = digest(older)
    with PlanFile.open(older, AUTHOR, read_only=True) as file:
        assert file.older
        assert file.read_only
        assert len(file.plan.phases) == 5
        assert len(file.steps()) > 20
        with pytest.raises(PlanError, match="schreibgeschützt"):
            file.undo()
    assert integrity_check.problems(older) == []
    assert digest(older) == before
    assert os.listdir(older.parent) == [older.name]


def test_an_older_plan_is_upgraded_after_a_backup(older: Path) -> None:
    before = digest(older)
    with PlanFile.open(older, AUTHOR, read_only=True) as file:
        plan, labels = file.plan, [step.label for step in file.steps()]
    with upgrade.open_plan(older, AUTHOR) as file:
        assert not file.older
        assert not file.read_only
        assert file.plan == plan
        assert [step.label for step in file.steps()] == labels
    assert integrity_check.problems(older) == []
    assert os.listdir(older.parent) == [older.name]
    (made,) = backup.backups(older)
    assert made.facts is not None
    assert made.facts.reason == upgrade.REASON
    assert backup_store.is_intact(made)
    with closing(connect(made.path, "ro")) as kept:
        assert kept.execute("PRAGMA user_version").fetchone()[0] < SCHEMA
    assert digest(older) != before


def test_a_copy_of_an_older_plan_is_of_the_newest_schema(older: Path, tmp_path: Path) -> None:
    with PlanFile.open(older, AUTHOR, read_only=True) as file:
        assert file.copy_to(tmp_path / "Kopie.nrwplan")
        plan = file.plan
    with PlanFile.open(tmp_path / "Kopie.nrwplan", AUTHOR) as copy:
        assert not copy.older
        assert copy.plan == plan


def test_undo_and_redo_go_on_across_the_upgrade(older: Path) -> None:
    with upgrade.open_plan(older, AUTHOR) as file:
        while file.redo():
            pass
        states = [file.plan]
        while file.undo():
            states.append(file.plan)
        with PlanFile.open(older, AUTHOR, read_only=True) as again:
            assert again.plan == states[-1]
        assert len(states) > 15
        while file.redo():
            states.pop()
            assert file.plan == states[-1]
        assert len(states) == 1
    assert integrity_check.problems(older) == []


def images(chain: Sequence[migrate.Image], tables: history.Tables) -> history.Tables:
    """Rows as folded from an older log, as the newest schema has them."""
    newest = history.empty_tables()
    for table, rows in tables.items():
        for key, values in rows.items():
            for image in chain:
                values = image(table, values, True)
            newest[table][key] = values
    return newest


def test_going_back_and_migrating_is_migrating_and_going_back(older: Path, tmp_path: Path) -> None:
    source = Path(shutil.copy(older, tmp_path / "alt.nrwplan"))
    upgrade.upgrade_file(older)
    with closing(connect(source, "ro")) as old, PlanFile.open(older, AUTHOR) as new:
        version = old.execute("PRAGMA user_version").fetchone()[0]
        entries = list(change_log.entries(old))
        # They are loaded anew whenever somebody asks for them.
        chain = migrate.images()[version - 1 :]
        for entry in entries:
            folded = history.empty_tables()
            assert list(history.fold(old, folded, entry.seq)) == []
            state = new.state_at(entry.id)
            assert images(chain, folded) == {
                table: {key: row(record) for key, record in records.items()} for table, records in state.rows.items()
            }
        assert len(entries) > 25


@settings(max_examples=25)
@given(st.data())
def test_any_row_is_migrated_as_its_image_says(older: Path, data: st.DataObject) -> None:
    with closing(connect(older, "ro")) as source, closing(open_in_memory()) as old:
        source.backup(old)
        version = old.execute("PRAGMA user_version").fetchone()[0]
        named = {name for (name,) in old.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        drawn = {table: data.draw(rows(old, table)) for table in TABLES if table in named}
        old.execute("PRAGMA foreign_keys=OFF")
        for table, row in drawn.items():
            fields = ", ".join(f'"{field}"' for field in row)
            places = ", ".join("?" * len(row))
            old.execute(f'INSERT INTO "{table}" ({fields}) VALUES ({places})', tuple(row.values()))
        with closing(migrate.in_memory(old, older)) as new:
            new.row_factory = sqlite3.Row
            chain = migrate.images()[version - 1 :]
            for table, row in drawn.items():
                for image in chain:
                    row = image(table, row, True)
                assert dict(new.execute(f"SELECT * FROM \"{table}\" WHERE id = 'neu'").fetchone()) == row
            assert not any(new.execute(f'SELECT * FROM "{table}"').fetchone() for table in TABLES if table not in named)


def rows(database: sqlite3.Connection, table: str) -> st.SearchStrategy[dict[str, object]]:
    """Rows that a table of an older schema may hold; what they refer to is there."""
    led = {start: to for _, _, to, start, *_ in database.execute(f'PRAGMA foreign_key_list("{table}")')}
    texts = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"))
    fields: dict[str, st.SearchStrategy[object]] = {}
    for _, field, kind, needed, *_ in database.execute(f'PRAGMA table_info("{table}")').fetchall():
        values = texts if kind == "TEXT" else st.integers(-(2**63), 2**63 - 1)
        if field in led:
            keys = [key for (key,) in database.execute(f"SELECT id FROM {led[field]} ORDER BY id")]
            values = st.sampled_from(keys) if keys else st.none()
        fields[field] = st.just("neu") if field == "id" else values if needed else st.none() | values
    return st.fixed_dictionaries(fields)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that fork")
@pytest.mark.parametrize("every", [pytest.param(1, marks=pytest.mark.faults), 41])
def test_an_upgrade_killed_after_any_statement_leaves_the_old_file_or_the_new(
    older: Path, every: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, at = digest(older), 0
    while killed_at(older, at, monkeypatch):
        assert digest(older) == before
        at += every
    assert at > 40
    assert digest(older) != before
    with upgrade.open_plan(older, AUTHOR) as file:
        assert not file.older
    assert integrity_check.problems(older) == []


def killed_at(path: Path, number: int, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Upgrades in a process that dies after this many statements in the copy; whether it died."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            monkeypatch.setattr(upgrade, "connect", lambda path, mode: dying(connect(path, mode), mode, number))
            upgrade.upgrade_file(path)
            code = 0
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) in (0, 9)
    return os.waitstatus_to_exitcode(status) == 9


def dying(connection: sqlite3.Connection, mode: str, number: int) -> sqlite3.Connection:
    left = iter(range(number))

    def statement(_text: str) -> None:
        if next(left, None) is None:
            os._exit(9)

    if mode == "rwc":
        connection.set_trace_callback(statement)
    return connection


def test_a_version_put_there_while_a_plan_is_upgraded_is_not_replaced(
    older: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, problems = older.read_bytes(), integrity_check.problems
    other = before[:-1] + bytes([before[-1] ^ 1])

    def swapped(path: Path) -> list[str]:
        found = problems(path)
        in_place(older, other)
        return found

    monkeypatch.setattr(integrity_check, "problems", swapped)
    with pytest.raises(PlanError, match="nichts ersetzt"):
        upgrade.upgrade_file(older)
    assert older.read_bytes() == other
    assert not [one for one in os.listdir(older.parent) if one.endswith(".tmp")]


@pytest.fixture
def damaged(older: Path) -> Path:
    """One whose log does not add up to its tables."""
    with closing(sqlite3.connect(older)) as database:
        database.execute("UPDATE measure SET text = 'anders' WHERE text = 'Öffentlichkeitsarbeit'")
        database.commit()
    return older


@pytest.mark.parametrize("older", FIXTURES[:1], indirect=True)
def test_a_full_disk_is_no_fault_of_the_plan(older: Path) -> None:
    with closing(connect(older, "rw")) as connection:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count={pages}")
        with pytest.raises(PlanError, match="voll"), error_messages.worded(older):
            migrate.migrate(connection, older)
    assert integrity_check.problems(older) == []


def test_a_damaged_plan_is_not_upgraded(damaged: Path) -> None:
    before = digest(damaged)
    assert integrity_check.problems(damaged)
    with pytest.raises(PlanError, match="keine Sicherung machen"):
        upgrade.open_plan(damaged, AUTHOR)
    with pytest.raises(PlanError, match=r"ließ sich nicht umstellen.*Die Datei ist unverändert"):
        upgrade.upgrade_file(damaged)
    assert digest(damaged) == before
    assert os.listdir(damaged.parent) == [damaged.name]
