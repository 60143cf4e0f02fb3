"""What is no plan, or cannot be read, is refused with a sentence, and not a byte of it is changed."""

import errno
import hashlib
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

import pytest

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change, updated
from nrw_desktop.domain.model.records import Measure
from nrw_desktop.storage.database import connection, file_check
from nrw_desktop.storage.database.connection import SCHEMA, journal
from nrw_desktop.storage.file import integrity_check
from nrw_desktop.storage.file.plan_file import PlanFile
from nrw_desktop.storage.system import error_messages
from tests.storage.plans import ORIGIN

posix_rights = pytest.mark.skipif(os.name == "nt", reason="rights of files are POSIX's")


def foreign(path: Path, *statements: str) -> None:
    path.unlink()
    altered(path, "CREATE TABLE t(x)", *statements)


def altered(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        for statement in statements:
            database.execute(statement)


def cut(path: Path, length: int) -> None:
    os.truncate(path, length)


BAD: dict[str, tuple[Callable[[Path], object], str]] = {
    "empty": (lambda path: cut(path, 0), "ist leer"),
    "text": (lambda path: path.write_text("Sehr geehrte Damen und Herren,\n" * 20, "utf-8"), "keine Plandatei"),
    "short text": (lambda path: path.write_text("Hallo"), "keine Plandatei"),
    "half a magic": (lambda path: cut(path, 7), "abgeschnitten"),
    "half a header": (lambda path: cut(path, 50), "abgeschnitten"),
    "header alone": (lambda path: cut(path, 100), "abgeschnitten"),
    "half a file": (lambda path: cut(path, path.stat().st_size // 2), "abgeschnitten"),
    "a page too few": (lambda path: cut(path, path.stat().st_size - 4096), "abgeschnitten"),
    "other SQLite": (lambda path: foreign(path), "eines anderen Programms"),
    "other SQLite with our version": (lambda path: foreign(path, "PRAGMA user_version=1"), "eines anderen Programms"),
    "newer": (lambda path: altered(path, f"PRAGMA user_version={SCHEMA + 1}"), "neueren Version"),
    "older, but not so built": (lambda path: altered(path, "PRAGMA user_version=1"), "nicht so aufgebaut"),
    "older, and otherwise built": (
        lambda path: altered(
            path, "PRAGMA user_version=1", "UPDATE alembic_version SET version_num='0001'", "DROP TABLE cost"
        ),
        "nicht so aufgebaut",
    ),
    "version 0": (lambda path: altered(path, "PRAGMA user_version=0"), "Version 0"),
    "trigger": (
        lambda path: altered(path, "CREATE TRIGGER böse AFTER UPDATE ON measure BEGIN DELETE FROM goal; END"),
        "„böse“",
    ),
    "view": (lambda path: altered(path, "DROP TABLE goal", "CREATE VIEW goal AS SELECT 1"), "„goal“"),
    "virtual table": (lambda path: altered(path, "CREATE VIRTUAL TABLE suche USING fts5(x)"), "nicht so aufgebaut"),
    "virtual table of a known name": (
        lambda path: altered(
            path,
            "PRAGMA writable_schema=ON",
            "DELETE FROM sqlite_master WHERE type='index' AND tbl_name='alias'",
            "UPDATE sqlite_master SET rootpage=0, sql='CREATE VIRTUAL TABLE alias USING fts5(id,partner,text)' "
            "WHERE name='alias'",
        ),
        "„alias“",
    ),
    "unknown table": (lambda path: altered(path, "CREATE TABLE mehr(x)"), "„mehr“"),
    "missing table": (lambda path: altered(path, "DROP TABLE contact"), "„contact“"),
    "unknown column": (lambda path: altered(path, "ALTER TABLE goal ADD COLUMN mehr TEXT"), "„goal“"),
    "generated column": (
        lambda path: altered(path, "ALTER TABLE goal ADD COLUMN mehr TEXT AS (hex(text)) VIRTUAL"),
        "„goal“",
    ),
    "unknown index": (lambda path: altered(path, "CREATE INDEX mehr ON goal(hex(text))"), "„mehr“"),
    "garbage after the header": (
        lambda path: path.write_bytes(path.read_bytes()[:100] + b"\xff" * (path.stat().st_size - 100)),
        "beschädigt",
    ),
}


def state(folder: Path) -> dict[str, str]:
    return {name.name: hashlib.sha256(name.read_bytes()).hexdigest() for name in folder.iterdir()}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_is_refused_and_unchanged(kind: str, path: Path) -> None:
    spoil, words = BAD[kind]
    spoil(path)
    before = state(path.parent)
    for opening in (PlanFile.open, integrity_check.problems, lambda name: PlanFile.open(name, read_only=True)):
        with pytest.raises(PlanError, match=words) as caught:
            opening(path)
        assert str(caught.value).count("Bitte") == 1
        assert path.name in str(caught.value)
    assert state(path.parent) == before


def test_what_is_not_there_is_said(path: Path) -> None:
    with pytest.raises(PlanError, match="verschoben oder umbenannt"):
        PlanFile.open(path.with_name("weg.nrwplan"))
    with pytest.raises(PlanError, match=r"Den Ordner .* gibt es nicht"):
        PlanFile.open(path.parent / "weg" / "plan.nrwplan")
    with pytest.raises(PlanError, match="ist ein Ordner"):
        PlanFile.open(path.parent)
    with pytest.raises(PlanError, match="Den Ordner"):
        PlanFile.open(path / "plan.nrwplan")
    with pytest.raises(PlanError, match="zu lang"):
        PlanFile.open(path.with_name("x" * 300))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "rohr")
    with pytest.raises(PlanError, match="keine Datei"):
        PlanFile.open(tmp_path / "rohr")


def test_another_programs_journal_is_left_alone(path: Path) -> None:
    foreign(path)
    journal(path).write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\0" * 1000)
    before = state(path.parent)
    with pytest.raises(PlanError, match="anderen Programms"):
        PlanFile.open(path)
    assert state(path.parent) == before


def test_a_file_in_use_is_said(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(PlanError, match="anderen Programm benutzt"):
            PlanFile.open(path)
        other.execute("ROLLBACK")
        with PlanFile.open(path, ORIGIN) as opened:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(PlanError, match="anderen Programm benutzt"):
                opened.commit(Change(updated(opened.plan.get(Measure, "m1"), text="neu"), "x"))
            other.execute("ROLLBACK")
            opened.commit(Change(updated(opened.plan.get(Measure, "m1"), text="neu"), "x"))


@posix_rights
@pytest.mark.parametrize("protected", ["file", "folder"])
def test_a_read_only_file_is_opened_for_reading(path: Path, protected: str) -> None:
    before = state(path.parent)
    (path if protected == "file" else path.parent).chmod(0o444 if protected == "file" else 0o555)
    try:
        with PlanFile.open(path, ORIGIN) as opened:
            assert opened.read_only
            with pytest.raises(PlanError, match="schreibgeschützt"):
                opened.commit(Change(updated(opened.plan.get(Measure, "m1"), text="neu"), "x"))
            assert opened.undo_step() is None
    finally:
        path.parent.chmod(0o755)
    assert state(path.parent) == before


def test_a_file_opened_for_reading_is_not_written(path: Path) -> None:
    with PlanFile.open(path, read_only=True) as opened:
        with pytest.raises(PlanError, match="schreibgeschützt"):
            opened.commit(Change(updated(opened.plan.get(Measure, "m1"), text="neu"), "x"))
        assert os.listdir(path.parent) == [path.name]


@posix_rights
def test_a_file_nobody_may_read_is_said(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refused)
    with pytest.raises(PlanError, match="darf nicht zugegriffen"):
        PlanFile.open(path)


CRASH = """
import os, sqlite3, sys
database = sqlite3.connect(sys.argv[1], isolation_level=None)
database.execute("PRAGMA cache_size=1")
database.execute("PRAGMA journal_mode=TRUNCATE")
database.execute("BEGIN")
database.execute("UPDATE measure SET text = 'halb'")
database.execute("CREATE TABLE halb(x)")
database.execute("INSERT INTO halb SELECT zeroblob(100000) FROM measure")
os.kill(os.getpid(), 9)
"""


@pytest.mark.skipif(os.name == "nt", reason="needs kill -9")
@pytest.mark.parametrize("read_only", [False, True])
def test_what_a_crash_left_behind_is_taken_back_and_said(path: Path, read_only: bool) -> None:
    before = path.read_bytes()
    subprocess.run([sys.executable, "-c", CRASH, str(path)], check=False)
    assert connection.has_hot_journal(path)
    shutil.copy(path, path.with_name("zwei.nrwplan"))
    shutil.copy(journal(path), journal(path.with_name("zwei.nrwplan")))
    assert integrity_check.problems(path.with_name("zwei.nrwplan")) == []
    with PlanFile.open(path, ORIGIN, read_only=read_only) as opened:
        assert opened.recovered
        assert opened.plan.get(Measure, "m1").text.startswith("Auftakt")
    assert path.read_bytes() == before
    with PlanFile.open(path) as again:
        assert not again.recovered


@pytest.mark.skipif(os.name == "nt", reason="needs kill -9")
def test_what_a_crash_left_behind_cannot_be_taken_back_in_a_read_only_file(path: Path) -> None:
    subprocess.run([sys.executable, "-c", CRASH, str(path)], check=False)
    path.chmod(0o444)
    before = state(path.parent)
    with pytest.raises(PlanError, match="nicht zu Ende gespeichert"):
        PlanFile.open(path)
    assert state(path.parent) == before


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("SQLITE_FULL", "voll"),
        ("SQLITE_IOERR_WRITE", "verbunden"),
        ("SQLITE_BUSY_SNAPSHOT", "benutzt"),
        ("SQLITE_READONLY_DBMOVED", "ersetzt"),
        ("SQLITE_READONLY_CANTLOCK", "schreibgeschützt"),
        ("SQLITE_CORRUPT_INDEX", "beschädigt"),
        ("SQLITE_NOMEM", "noch einmal versuchen"),
    ],
)
def test_every_error_of_sqlite_has_a_sentence(name: str, words: str, path: Path) -> None:
    error = sqlite3.OperationalError("unreadable to her")
    error.sqlite_errorname = name  # type: ignore[misc]
    with pytest.raises(PlanError, match=words), error_messages.worded(path):
        raise error


@pytest.mark.parametrize(
    ("number", "about", "words"),
    [
        (errno.ENOSPC, error_messages.NEW, "auf den „b.nrwplan“ soll, ist voll.*anderen Ordner"),
        (errno.EACCES, error_messages.NEW, "In den Ordner „{folder}“ lässt sich nichts schreiben"),
        (errno.EDQUOT, error_messages.FOLDER, "mit dem Ordner „{path}“ ist voll"),
        (errno.EROFS, error_messages.FOLDER, "In den Ordner „{path}“ lässt sich nichts schreiben"),
    ],
)
def test_what_is_no_plan_yet_is_not_to_be_saved_as_a_copy(
    number: int, about: Mapping[str, str], words: str, path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = path.with_name("b.nrwplan")
    expected = words.format(folder=re.escape(str(path.parent)), path=re.escape(str(path)))
    with pytest.raises(PlanError, match=expected) as refused, error_messages.worded(path, about):
        raise OSError(number, os.strerror(number))
    assert "Kopie" not in str(refused.value)
    # Nothing is wrong with the program: no trace in its log.
    assert [record.exc_info for record in caplog.records] == [None]


def test_other_errors_stay_what_they_are(path: Path) -> None:
    with pytest.raises(ZeroDivisionError), error_messages.worded(path):
        _ = 1 / 0


def test_tables_are_known_by_name(path: Path) -> None:
    with closing(connection.connect(path, "ro")) as database:
        file_check.check_schema(database, path)
