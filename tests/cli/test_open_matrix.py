"""What a person may try to open: each by the real command line and as the window opens it.

It opens, or is refused with the cause and a next step; whichever, not a byte of what was given is changed.
"""

import contextlib
import gzip
import hashlib
import io
import os
import re
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from nrw_desktop import cli, paths
from nrw_desktop.domain import edits
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.storage.database import connection
from nrw_desktop.storage.file.plan_file import PlanFile
from nrw_desktop.storage.system.lock import Lock
from tests.cli.test_processes import program
from tests.storage.test_bad_files import CRASH

Make = Callable[[Path], Path | None]
"""Spoils the plan of this path, or makes something beside it and gives that path."""

posix = pytest.mark.skipif(os.name == "nt", reason="needs a POSIX system")


def altered(*statements: str) -> Make:
    def make(path: Path) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as database:
            for statement in statements:
                database.execute(statement)

    return make


def written(content: bytes) -> Make:
    def make(path: Path) -> None:
        path.write_bytes(content)

    return make


def cut(share: float) -> Make:
    def make(path: Path) -> None:
        os.truncate(path, int(path.stat().st_size * share))

    return make


def with_bytes(offset: int, content: bytes) -> Make:
    def make(path: Path) -> None:
        with path.open("r+b") as file:
            file.seek(offset)
            file.write(content)

    return make


def foreign(*statements: str) -> Make:
    def make(path: Path) -> None:
        path.unlink()
        altered("CREATE TABLE notes(text)", "INSERT INTO notes VALUES ('nicht anfassen')", *statements)(path)

    return make


def wal_without_its_log(path: Path) -> None:
    """A copy of a plan that another program has switched to a write-ahead log and is writing into."""
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("UPDATE measure SET text = 'nur im Log'")
        shutil.copy(path, path.with_name("kopiert"))
    os.replace(path.with_name("kopiert"), path)


def renamed(name: str) -> Make:
    return lambda path: path.rename(path.with_name(name))


def deep(path: Path) -> Path:
    """More than 260 characters of path, which old Windows programs cannot open."""
    folder = path.parent
    while len(str(folder)) < 270:
        folder /= "Umsetzungsschritte und Anlagen"
    folder.mkdir(parents=True)
    return path.rename(folder / path.name)


def link(path: Path) -> Path:
    name = path.with_name("Verknüpfung.nrwplan")
    name.symlink_to(path)
    return name


def dangling(path: Path) -> Path:
    name = link(path)
    path.unlink()
    return name


def circle(path: Path) -> Path:
    name = path.with_name("Kreis.nrwplan")
    name.symlink_to(name)
    return name


def pipe(path: Path) -> Path:
    os.mkfifo(path.with_name("rohr.nrwplan"))
    return path.with_name("rohr.nrwplan")


def folder(path: Path) -> Path:
    path.with_name("Ordner.nrwplan").mkdir()
    return path.with_name("Ordner.nrwplan")


def folder_gone(path: Path) -> Path:
    return path.parent / "Freigabe" / path.name


def read_only(path: Path) -> None:
    path.chmod(0o444)


def read_only_folder(path: Path) -> None:
    path.parent.chmod(0o555)


def crashed(path: Path) -> None:
    """A write that a crash broke off."""
    subprocess.run([sys.executable, "-c", CRASH, str(path)], check=False)
    assert connection.has_hot_journal(path)


def crashed_and_read_only(path: Path) -> None:
    crashed(path)
    path.chmod(0o444)


def foreign_journal(path: Path) -> None:
    """What a crash left beside another plan, under the name that this one's would have."""
    other = Path(shutil.copy(path, path.with_name("anderer.nrwplan")))
    with PlanFile.open(other, "55555555-5555-4555-8555-555555555555") as file:
        for number in range(40):
            file.commit(edits.measures.add(file.plan, file.plan.phases[0].id, f"Maßnahme {number} " * 20))
    crashed(other)
    connection.journal(other).rename(connection.journal(path))
    other.unlink()


def word_document() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w:document/>")
    return content.getvalue()


def garbled_table(path: Path) -> None:
    """The pages of a table are overwritten, the header and the list of tables are not."""
    with closing(sqlite3.connect(path)) as database:
        (page,) = database.execute("SELECT rootpage FROM sqlite_master WHERE name = 'measure'").fetchone()
    with_bytes((page - 1) * 4096, b"\xff" * 4096)(path)


NO_PLAN = "keine Plandatei"
STRUCTURE = "nicht so aufgebaut"
ODD = " 100 % „Plan“ it's #1? ä&b; \\ "

REFUSED: dict[str, tuple[Make, str]] = {
    "zero bytes": (written(b""), r"ist leer \(0 Byte\)"),
    "one byte": (written(b"S"), "abgeschnitten"),
    "directory": (folder, "ist ein Ordner"),
    "text file": (written(b"Sehr geehrte Damen und Herren,\n" * 50), NO_PLAN),
    "Word document": (written(word_document()), "gepackte Datei"),
    "old Word document": (written(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 5000), NO_PLAN),
    "ZIP": (written(b"PK\3\4" + b"\0" * 500), "gepackte Datei"),
    "gzip": (written(gzip.compress(b"SQLite format 3\0" * 100)), "gepackte Datei"),
    "PDF": (written(b"%PDF-1.7\n" + b"0" * 500), "PDF"),
    "encrypted database": (written(hashlib.sha512(b"salt").digest() * 512), NO_PLAN),
    "zeros": (written(b"\0" * 40960), NO_PLAN),
    "half a magic": (lambda path: os.truncate(path, 9), "abgeschnitten"),
    "half a header": (lambda path: os.truncate(path, 50), "abgeschnitten"),
    "half a file": (cut(0.5), "abgeschnitten"),
    "last byte missing": (lambda path: os.truncate(path, path.stat().st_size - 1), "abgeschnitten"),
    "someone else's SQLite": (foreign(), "anderen Programms"),
    "someone else's application_id": (foreign("PRAGMA application_id=1196444487"), "anderen Programms"),
    "our application_id alone": (
        foreign(f"PRAGMA application_id={connection.APPLICATION_ID}", f"PRAGMA user_version={connection.SCHEMA}"),
        STRUCTURE,
    ),
    "newer schema": (altered("PRAGMA user_version=999"), "neueren Version"),
    "version 0": (altered("PRAGMA user_version=0"), STRUCTURE),
    "version -1": (altered("PRAGMA user_version=-1"), "neueren Version"),
    "write-ahead log missing": (wal_without_its_log, "umgestellt"),
    "trigger": (altered("CREATE TRIGGER x AFTER UPDATE ON measure BEGIN DELETE FROM goal; END"), STRUCTURE),
    "view": (altered("CREATE VIEW x AS SELECT * FROM contact"), STRUCTURE),
    "virtual table": (altered("CREATE VIRTUAL TABLE x USING fts5(y)"), STRUCTURE),
    "extra table": (altered("CREATE TABLE x(y)"), STRUCTURE),
    "missing table": (altered("DROP TABLE mention"), STRUCTURE),
    "missing column": (altered("ALTER TABLE measure DROP COLUMN note"), STRUCTURE),
    "extra column": (altered("ALTER TABLE measure ADD COLUMN x TEXT"), STRUCTURE),
    "empty log": (altered("DELETE FROM change_body", "DELETE FROM change"), "Der Verlauf fehlt"),
    "damaged list of tables": (with_bytes(100, b"\xff" * 3000), "beschädigt"),
    "damaged pages": (garbled_table, "beschädigt|nicht lesbar"),
    "page size of nonsense": (with_bytes(16, b"\x00\x07"), "beschädigt|abgeschnitten|lässt sich nicht lesen"),
    "journal of another file": (foreign_journal, "passt nicht dazu"),
    "broken off and read-only": (crashed_and_read_only, "nicht zu Ende gespeichert"),
    "not there": (lambda path: path.with_name("weg.nrwplan"), "gibt es nicht"),
    "vanished share": (folder_gone, "Laufwerk verbunden"),
    "in a file as if it were a folder": (lambda path: path / "plan.nrwplan", "Den Ordner"),
    "name too long": (lambda path: path.with_name("x" * 300), "zu lang"),
    "dangling link": (dangling, "gibt es nicht"),
    "link to itself": (circle, "auf sich selbst zeigt"),
    "pipe": (pipe, "ist keine Datei"),
    "device": (lambda path: Path("/dev/null"), "ist keine Datei"),
}

OPENS: dict[str, tuple[Make, str]] = {
    "as it is": (lambda path: path, ""),
    "read-only file": (read_only, "read-only"),
    "read-only folder": (read_only_folder, "read-only"),
    "broken off": (crashed, "recovered"),
    "260 characters": (deep, ""),
    "ä#%?": (renamed("ä#%?.nrwplan"), ""),
    "odd name": (renamed(f"{ODD}.nrwplan"), ""),
    "no ending": (renamed("Plan"), ""),
    "line break in the name": (renamed("zwei\nZeilen.nrwplan"), ""),
    "link to a plan": (link, ""),
}

POSIX_ONLY = {
    *("pipe", "device", "link to a plan", "dangling link", "link to itself", "odd name", "ä#%?", "read-only folder"),
    *("line break in the name", "broken off", "broken off and read-only", "journal of another file"),
}


@pytest.fixture
def folder_of_a_plan(tmp_path: Path, seed: bytes) -> Iterator[Path]:
    """A plan in a folder of its own."""
    path = tmp_path / "Pläne" / "b.nrwplan"
    path.parent.mkdir()
    path.write_bytes(seed)
    yield path
    path.parent.chmod(0o755)


def state(folder: Path) -> dict[str, str]:
    """All that is in a folder: content, or kind."""
    found = {}
    for path in folder.rglob("*"):
        mode = path.lstat().st_mode
        content = hashlib.sha256(path.read_bytes()).hexdigest() if stat.S_ISREG(mode) else str(stat.S_IFMT(mode))
        found[str(path.relative_to(folder))] = content
    return found


def skip_unfit(case: str) -> None:
    if os.name == "nt" and case in POSIX_ONLY:
        pytest.skip("needs a POSIX system")


@pytest.mark.parametrize("case", REFUSED)
def test_it_is_refused_with_a_sentence_and_left_as_it_is(folder_of_a_plan: Path, case: str) -> None:
    skip_unfit(case)
    make, words = REFUSED[case]
    path = make(folder_of_a_plan) or folder_of_a_plan
    before = state(folder_of_a_plan.parent)
    done = program("check", str(path), timeout=60)
    said = done.stderr.decode()
    assert done.returncode == 1
    assert "Traceback" not in said
    assert said.count("\n") == 1
    assert "Bitte" in said
    assert re.search(words, said + done.stdout.decode()), said + done.stdout.decode()
    assert state(folder_of_a_plan.parent) == before
    # As the window does it, with its lock.
    lock = Lock.acquire(path)
    try:
        with pytest.raises(PlanError, match=words) as caught:
            PlanFile.open(path, paths.origin())
    finally:
        lock.release()
    assert "Bitte" in str(caught.value)
    assert state(folder_of_a_plan.parent) == before


@pytest.mark.parametrize("case", OPENS)
def test_it_opens_and_is_left_as_it_is(folder_of_a_plan: Path, case: str, seed: bytes) -> None:
    skip_unfit(case)
    make, how = OPENS[case]
    path = make(folder_of_a_plan) or folder_of_a_plan
    spare = folder_of_a_plan.parent.parent / "Spiegel"
    shutil.copytree(path.parent, spare, symlinks=True)
    done = program("check", str(path), timeout=60)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "ist in Ordnung" in done.stdout.decode()
    assert ("Eine abgebrochene Speicherung wurde zurückgenommen." in done.stdout.decode()) == (how == "recovered")
    if how == "recovered":
        # Once more, this time as the window does it.
        for name in spare.iterdir():
            shutil.copy(name, path.parent / name.name)
    before = state(path.parent)
    with PlanFile.open(path, paths.origin()) as file:
        assert len(file.plan.phases) == 4
        assert (file.read_only, file.recovered) == (how == "read-only", how == "recovered")
    assert path.read_bytes() == seed
    if how != "recovered":
        assert state(path.parent) == before


def test_without_a_rehearsal_a_foreign_journal_does_harm(folder_of_a_plan: Path) -> None:
    """The control: SQLite by itself writes the other file's pages into this one."""
    foreign_journal(folder_of_a_plan)
    before = folder_of_a_plan.read_bytes()
    with contextlib.suppress(sqlite3.Error), closing(sqlite3.connect(folder_of_a_plan)) as database:
        database.execute("SELECT count(*) FROM sqlite_master").fetchall()
    assert folder_of_a_plan.read_bytes() != before


@contextlib.contextmanager
def as_nobody() -> Iterator[None]:
    """Root may read everything; somebody without rights may not."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@posix
@pytest.mark.parametrize("protected", ["file", "folder"])
def test_what_nobody_may_read_is_refused(seed: bytes, protected: str, capfd: pytest.CaptureFixture[str]) -> None:
    place = Path(tempfile.mkdtemp())
    try:
        path = place / "Rathaus" / "b.nrwplan"
        path.parent.mkdir()
        path.write_bytes(seed)
        place.chmod(0o755)
        # What is imported late may lie where nobody can look.
        assert cli.main(["check", str(path)]) == 0
        (path if protected == "file" else path.parent).chmod(0)
        with as_nobody():
            code = cli.main(["check", str(path)])
        said = capfd.readouterr().err
        (path if protected == "file" else path.parent).chmod(0o755)
        assert code == 1
        assert "darf nicht zugegriffen werden. Bitte die Rechte" in said
        assert path.read_bytes() == seed
    finally:
        shutil.rmtree(place)


@posix
def test_a_share_that_hangs_can_be_left(folder_of_a_plan: Path) -> None:
    """Ctrl+C ends it with a word and no traceback, whatever it is waiting for."""
    # Who starts the tests in the background may have this signal ignored.
    waiting = "import signal, time; signal.signal(signal.SIGINT, signal.default_int_handler);"
    waiting += "from nrw_desktop import cli; from nrw_desktop.storage.file import integrity_check;"
    waiting += "integrity_check.problems = lambda path: (print('da', flush=True), time.sleep(60));"
    waiting += f"raise SystemExit(cli.main(['check', {str(folder_of_a_plan)!r}]))"
    child = subprocess.Popen([sys.executable, "-c", waiting], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert child.stdout is not None
    child.stdout.readline()
    child.send_signal(signal.SIGINT)
    _out, said = child.communicate(timeout=20)
    assert (child.returncode, said.decode()) == (1, "Abgebrochen.\n")
