"""What the program makes is for its user alone, whatever the umask; what it replaces keeps the rights it had."""

import ast
import os
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import nrw_desktop
from nrw_desktop import paths
from nrw_desktop.domain import edits
from nrw_desktop.storage.archive import backup_mirror
from nrw_desktop.storage.file.plan_file import PlanFile
from nrw_desktop.storage.system import exposure, logging_setup
from nrw_desktop.storage.system.lock import Lock, lock_path
from nrw_desktop.storage.upkeep import backup, new_plans, recent_plans, upgrade
from tests.cli.test_processes import program
from tests.storage.upkeep.test_upgrade import FIXTURES

PACKAGE = Path(nrw_desktop.__file__).parent
ORIGIN = "11111111-1111-4111-8111-111111111111"

posix = pytest.mark.skipif(os.name == "nt", reason="rights of files are POSIX's")


@pytest.fixture(autouse=True)
def nothing_masked() -> Iterator[None]:
    """The system gives everybody all rights to a new file."""
    before = os.umask(0)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def open_to_others(folder: Path) -> list[str]:
    """All in a folder, and the folder itself, that somebody else has any right to."""
    return [str(path) for path in (folder, *folder.rglob("*")) if path.lstat().st_mode & 0o077]


@posix
def test_all_that_a_day_of_work_makes_is_private(tmp_path: Path, data_dir: Path) -> None:
    home = tmp_path / "Ablage"
    plan = home / "Pläne" / "Bielefeld.nrwplan"
    paths.make_folder(plan.parent)
    for words in (
        ("new", plan),
        ("backup", plan),
        ("undo", plan),
        ("check", plan),
        ("new", home / "Pläne" / "Leer.nrwplan", "--template", "leer"),
    ):
        program(*map(str, words))
    assert plan.exists()
    assert backup.backups(plan)
    paths.origin()
    second = tmp_path / "Stick"
    second.mkdir()
    backup_mirror.set_second_place(second)
    assert backup_mirror.mirror(plan) == ""
    recent_plans.remember_plan(plan)
    with PlanFile.open(plan, ORIGIN) as file:
        lock = Lock.acquire(plan)
        file.commit(edits.measures.add(file.plan, file.plan.phases[0].id, "Neu"))
        # Its journal lies there.
        assert open_to_others(plan.parent) == []
        lock.release()
        file.copy_to(plan.with_name("Kopie.nrwplan"))
        backup.begin(file, "von Hand", second)
    backup.restore_copy(backup.backups(plan)[0], plan.with_name("Zurück.nrwplan"))
    logging_setup.start()
    nrw = logging_setup.logging.getLogger("nrw_desktop")
    nrw.warning("x")
    assert logging_setup.log_file().exists()
    assert open_to_others(data_dir) == []
    assert open_to_others(home) == []
    assert [path for path in open_to_others(second) if path != str(second)] == []


@posix
def test_a_report_is_made_as_the_system_makes_files(tmp_path: Path) -> None:
    plan, out = tmp_path / "b.nrwplan", tmp_path / "b.pdf"
    new_plans.new_plan(plan).close()
    for mask, expected in ((0o022, 0o644), (0o002, 0o664), (0o077, 0o600)):
        out.unlink(missing_ok=True)
        done = program("report", "status", str(plan), "-o", str(out), umask=mask)
        assert done.returncode == 0
        assert mode(out) == expected


@posix
@pytest.mark.parametrize("rights", [0o664, 0o640, 0o604, 0o444])
def test_what_is_replaced_keeps_its_rights(tmp_path: Path, rights: int) -> None:
    path = tmp_path / "geteilt"
    path.write_bytes(b"alt")
    path.chmod(rights)
    owner = (12345, 23456) if os.geteuid() == 0 else (os.getuid(), os.getgid())
    os.chown(path, *owner)
    with_list = False
    if sys.platform == "linux":
        try:
            os.setxattr(path, "user.gruppe", b"Fachstelle")
            with_list = True
        except OSError:
            pass
    paths.write_whole(path, b"neu")
    status = path.stat()
    assert path.read_bytes() == b"neu"
    assert (stat.S_IMODE(status.st_mode), status.st_uid, status.st_gid) == (rights, *owner)
    if with_list:
        assert os.getxattr(path, "user.gruppe") == b"Fachstelle"


@posix
def test_a_group_that_cannot_be_kept_hands_its_rights_to_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    path = tmp_path / "geteilt"
    path.write_bytes(b"alt")
    path.chmod(0o660)
    monkeypatch.setattr(os, "chown", refused)
    paths.write_whole(path, b"neu")
    assert mode(path) == 0o600


@posix
def test_a_disk_that_knows_no_rights_takes_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    path = tmp_path / "Stick"
    path.write_bytes(b"alt")
    for name in ("chown", "chmod"):
        monkeypatch.setattr(os, name, refused)
    paths.write_whole(path, b"neu")
    assert path.read_bytes() == b"neu"


@posix
@pytest.mark.parametrize("how", ["upgrade", "copy", "restore"])
def test_a_plan_that_a_group_shares_stays_theirs(tmp_path: Path, how: str) -> None:
    plan, shared = tmp_path / "b.nrwplan", tmp_path / "geteilt.nrwplan"
    new_plans.new_plan(plan).close()
    shared.write_bytes(FIXTURES[0].read_bytes())
    shared.chmod(0o660)
    if how == "upgrade":
        upgrade.open_plan(shared, ORIGIN).close()
    else:
        with PlanFile.open(plan, ORIGIN) as file:
            if how == "copy":
                file.copy_to(shared)
            else:
                made = backup.make(file, "Probe")
                assert made is not None
                assert mode(made.path) == 0o400
                backup.restore_copy(made, shared, replace=True)
    assert mode(shared) == 0o660
    with PlanFile.open(shared, ORIGIN) as file:
        assert not file.older


@posix
def test_who_may_open_a_plan_sees_who_has_it_and_nobody_else(tmp_path: Path) -> None:
    plan = tmp_path / "b.nrwplan"
    new_plans.new_plan(plan).close()
    for rights, expected in ((0o600, 0o600), (0o660, 0o660), (0o440, 0o640)):
        plan.chmod(rights)
        lock = Lock.acquire(plan)
        assert mode(lock_path(plan)) == expected
        lock.release()


@posix
def test_a_data_folder_of_an_earlier_version_is_closed_to_others(data_dir: Path) -> None:
    data_dir.mkdir(0o755)
    paths.make_data_folder()
    assert mode(data_dir) == 0o755, "whose it is nobody can say"
    paths.origin()
    paths.make_data_folder()
    assert mode(data_dir) == 0o700
    data_dir.chmod(0o1777)
    paths.make_data_folder()
    assert mode(data_dir) == 0o1777, "others may write there: it is not the program's alone"


@posix
def test_a_plan_that_others_can_read_is_told_once_and_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = tmp_path / "b.nrwplan"
    new_plans.new_plan(plan).close()
    assert exposure.first_warning(plan) == ""
    plan.chmod(0o644)
    # Above it are folders of the tests, for this user alone.
    monkeypatch.setattr(Path, "stat", _opened(Path.stat))
    assert "können auch andere lesen" in exposure.first_warning(plan)
    assert exposure.first_warning(plan) == ""
    assert plan.stat().st_mode & 0o777 == 0o644


def _opened(plain: Callable[..., os.stat_result]) -> Callable[..., os.stat_result]:
    def stat_of(path: Path, **more: bool) -> os.stat_result:
        found = plain(path, **more)
        return os.stat_result((found.st_mode | 0o055, *found[1:])) if stat.S_ISDIR(found.st_mode) else found

    return stat_of


MAKING = frozenset(
    {"mkdir", "makedirs", "touch", "write_bytes", "write_text", "mkstemp", "mkdtemp", "NamedTemporaryFile"}
)
COPYING = frozenset({"copy", "copy2", "copyfile", "copytree", "move"})
MODES = frozenset("wxa+")


def makes_files(call: ast.Call) -> str:
    """The name of what in a call makes a file or folder; empty where nothing does."""
    function = call.func
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    if name in MAKING:
        return name
    owner = function.value if isinstance(function, ast.Attribute) else None
    if name in COPYING and isinstance(owner, ast.Name) and owner.id == "shutil":
        return name
    if name == "connect" and isinstance(owner, ast.Name) and owner.id == "sqlite3":
        return "sqlite3.connect"
    if name == "open":
        words = [
            one.value for one in (*call.args, *(key.value for key in call.keywords)) if isinstance(one, ast.Constant)
        ]
        if any(isinstance(word, str) and len(word) < 4 and MODES & set(word) for word in words):
            # „r+b“ is for what is there already.
            return "" if any(isinstance(word, str) and word.startswith("r+") for word in words) else name
    return ""


ALLOWED = {
    # What only they do, for all.
    ("paths.py", "open"),
    ("paths.py", "mkdir"),
    ("storage/database/connection.py", "sqlite3.connect"),
    # Into files that `paths` made.
    ("storage/file/integrity_check.py", "copyfile"),
    ("storage/archive/backup_store.py", "copyfile"),
    # The pages of the handbook: nothing of a plan, and for everybody.
    ("cli/commands/handbook.py", "mkdir"),
    ("cli/commands/handbook.py", "write_bytes"),
}


def test_nobody_makes_files_or_folders_in_a_way_of_their_own() -> None:
    found = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and (name := makes_files(node)):
                found.add((path.relative_to(PACKAGE).as_posix(), name))
    assert found == ALLOWED


def test_only_reports_are_made_for_others() -> None:
    """What is written as the system makes files: PDF files that somebody asked for by name."""
    found = [
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and any(key.arg == "shared" for key in node.keywords)
    ]
    assert sorted(found) == ["cli/console.py", "gui/printing/pdf_export.py"]


def test_the_guard_sees_each_way() -> None:
    for source in ("p.open('wb')", "open(p, 'x')", "open(p, mode='a')", "p.mkdir()", "shutil.copy(a, b)", "p.touch()"):
        call = ast.parse(source).body[0].value  # type: ignore[attr-defined]
        assert makes_files(call)
    for source in ("p.open('rb')", "open(p)", "p.open('r+b')", "a.copy()", "paths.make_folder(p)"):
        call = ast.parse(source).body[0].value  # type: ignore[attr-defined]
        assert not makes_files(call)
