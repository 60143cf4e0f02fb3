"""A plan that is open says who has it; a lock that a crash left behind does not."""

import os
import re
import shutil
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from nrw_desktop import paths
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.storage.system import lock, processes
from nrw_desktop.storage.system.lock import Holder, Lock


def lay(plan: Path, **values: object) -> None:
    """Puts down a lock file as another process would."""
    mine = Holder(lock._host(), os.getpid(), "Kollegin", "2026-03-01T09:05:00+01:00", "")
    lock.lock_path(plan).write_bytes(msgspec.json.encode(msgspec.structs.replace(mine, **values)))


def gone() -> int:
    """The number of a process that has ended."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_a_plan_is_held_until_it_is_released(path: Path) -> None:
    assert lock.holder(path) is None
    held = Lock.acquire(path)
    assert held.path.name == f".~lock.{path.name}#"
    found = lock.holder(path)
    assert found is not None
    assert (found.pid, found.host) == (os.getpid(), lock._host())
    with pytest.raises(PlanError, match=r"gerade auf diesem Rechner.* geöffnet \(seit \d\d:\d\d Uhr\)"):
        Lock.acquire(path)
    held.release()
    held.release()
    assert lock.holder(path) is None
    assert os.listdir(path.parent) == [path.name]


def test_two_names_of_a_file_have_one_lock(path: Path) -> None:
    link = path.with_name("Verknüpfung.nrwplan")
    link.symlink_to(path)
    held = Lock.acquire(link)
    assert lock.holder(path) is not None
    held.release()


def held_elsewhere(plan: Path) -> subprocess.Popen[bytes]:
    """Another process that has taken the lock of a plan."""
    program = (
        "import sys; from nrw_desktop.storage.system.lock import Lock; lock = Lock.acquire(sys.argv[1]);"
        "print('da', flush=True); sys.stdin.read()"
    )
    arguments = [sys.executable, "-c", program, str(plan)]
    child = subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert child.stdout is not None
    child.stdout.readline()
    return child


@pytest.mark.parametrize("folder", [".", "woanders"])
def test_a_hard_link_has_the_lock_of_its_file(path: Path, folder: str) -> None:
    other = path.parent / folder / "Zweitname.nrwplan"
    other.parent.mkdir(exist_ok=True)
    other.hardlink_to(path)
    child = held_elsewhere(path)
    with pytest.raises(lock.LockedError, match=re.escape(f"geöffnet als „{path.name}“")) as caught:
        Lock.acquire(other)
    assert caught.value.holder.pid == child.pid
    assert Path(caught.value.holder.plan).samefile(path)
    child.kill()
    child.communicate()
    # A crash leaves its marks; they hold nobody up.
    held = Lock.acquire(other)
    with pytest.raises(lock.LockedError):
        Lock.acquire(path)
    held.release()
    Lock.acquire(path).release()
    assert list((paths.data_dir() / "locks").iterdir()) == []


def test_a_hard_link_beside_the_plan_has_the_lock_of_another_computer(path: Path, data_dir: Path) -> None:
    other = path.with_name("Zweitname.nrwplan")
    other.hardlink_to(path)
    lay(path, host="rathaus-7", inode=str(path.stat().st_ino))
    with pytest.raises(lock.LockedError, match="auf „rathaus-7“"):
        Lock.acquire(other)
    shutil.copy(path, path.with_name("Kopie.nrwplan"))
    Lock.acquire(path.with_name("Kopie.nrwplan")).release()


def test_the_lock_follows_its_plan_to_another_file(path: Path) -> None:
    held = Lock.acquire(path)
    shutil.copy(path, path.with_name("neu"))
    os.replace(path.with_name("neu"), path)
    held.beat()
    other = path.parent / "Zweitname.nrwplan"
    other.hardlink_to(path)
    with pytest.raises(lock.LockedError):
        Lock.acquire(other)
    held.release()


def test_two_computers_of_one_name_are_told_apart(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()
    # The process that wrote it is gone here, and may well run there.
    lay(path, origin="99999999-9999-4999-8999-999999999999", pid=gone(), beat=1)
    with pytest.raises(lock.LockedError, match="übernehmen"):
        Lock.acquire(path)
    watch = lock.Watch(path, clock)
    watch.look()
    clock.now += lock.SILENCE_SECONDS
    assert watch.look().is_silent
    held = Lock.take_over(path, laid(path))
    assert laid(path).origin == paths.origin()
    # To the other one, our lock is that of another computer as well.
    with monkeypatch.context() as patch:
        patch.setenv("NRW_DESKTOP_DATA", str(tmp_path / "anderer Rechner"))
        assert not laid(path).is_here
        with pytest.raises(lock.LockedError):
            Lock.acquire(path)
    assert laid(path).is_here
    held.release()


def test_a_lock_without_an_installation_goes_by_the_host(path: Path) -> None:
    lay(path, pid=gone())
    assert lock.holder(path) is None
    lay(path, origin=paths.origin(), pid=gone())
    assert lock.holder(path) is None


def test_another_process_is_told_who_has_it(path: Path) -> None:
    child = held_elsewhere(path)
    found = lock.holder(path)
    assert found is not None
    assert found.pid == child.pid
    with pytest.raises(PlanError, match="geöffnet"):
        Lock.acquire(path)
    child.kill()
    child.communicate()
    assert lock.holder(path) is None
    Lock.acquire(path).release()


def test_another_computer_holds_it_until_the_file_goes(path: Path) -> None:
    lay(path, host="rathaus-7", pid=gone())
    with pytest.raises(PlanError) as caught:
        Lock.acquire(path)
    assert "auf „rathaus-7“ von „Kollegin“ geöffnet (seit 01.03.2026, 09:05 Uhr)" in str(caught.value)
    assert "übernehmen" in str(caught.value)


def test_a_lock_of_a_process_that_is_gone_is_taken_over(path: Path) -> None:
    for stale in ({"pid": gone()}, {"pid": -1}, {"pid": 2**40}, {"started": "another boot/1"}):
        lay(path, **stale)
        assert lock.holder(path) is None
        Lock.acquire(path).release()
    assert os.listdir(path.parent) == [path.name]


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"{", b'{"host": 1}', b"[]"])
def test_a_lock_of_nonsense_is_taken_over(path: Path, content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "_PATIENCE_SECONDS", 0.02)
    lock.lock_path(path).write_bytes(content)
    assert lock.holder(path) is None
    Lock.acquire(path).release()
    assert os.listdir(path.parent) == [path.name]


def test_a_fresh_lock_is_not_mistaken_for_the_stale_one(path: Path) -> None:
    held = Lock.acquire(path)
    lock._remove(held.path, lock._is_stale)
    assert lock.holder(path) is not None
    held.release()
    assert os.listdir(path.parent) == [path.name]


def test_where_no_lock_can_be_made_there_is_none(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(os, "open", refused)
    Lock.acquire(path).release()
    monkeypatch.undo()
    assert os.listdir(path.parent) == [path.name]


def test_a_lock_that_is_no_longer_ours_stays(path: Path) -> None:
    held = Lock.acquire(path)
    lay(path, host="rathaus-7")
    held.release()
    assert lock.lock_path(path).exists()


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def laid(plan: Path) -> Holder:
    found = lock.holder(plan)
    assert found is not None
    return found


def test_a_sign_is_a_number_that_grows_in_a_file_of_the_same_length(path: Path) -> None:
    held = Lock.acquire(path)
    length = held.path.stat().st_size
    first = laid(path)
    for number in (1, 2, 3):
        assert held.beat() is None
        assert laid(path).beat == number
    assert laid(path).is_same(first)
    assert held.path.stat().st_size == length
    held.release()
    assert os.listdir(path.parent) == [path.name]


def test_who_gives_signs_is_not_silent_whatever_their_clock_says(path: Path) -> None:
    clock = Clock()
    lay(path, host="rathaus-7", since="2099-01-01T00:00:00+00:00")
    watch = lock.Watch(path, clock)
    assert (watch.look().seen, watch.look().is_silent) == (False, False)
    for number in range(1, 10):
        clock.now += lock.BEAT_SECONDS
        lay(path, host="rathaus-7", since="1970-01-01T00:00:00+00:00", beat=number)
        sign = watch.look()
        assert (sign.seen, sign.is_silent, sign.seconds) == (True, False, 0)


def test_who_gives_no_sign_for_long_is_silent(path: Path) -> None:
    clock = Clock()
    lay(path, host="rathaus-7", beat=8)
    watch = lock.Watch(path, clock)
    watch.look()
    clock.now += lock.SILENCE_SECONDS - 1
    assert not watch.look().is_silent
    clock.now += 1
    sign = watch.look()
    assert (sign.is_silent, sign.seconds) == (True, lock.SILENCE_SECONDS)
    lay(path, host="rathaus-7", beat=9)
    assert not watch.look().is_silent


def test_on_this_computer_the_process_tells_and_not_the_signs(path: Path) -> None:
    clock = Clock()
    held = Lock.acquire(path)
    watch = lock.Watch(path, clock)
    watch.look()
    clock.now += 1000
    assert not watch.look().is_silent
    held.release()
    assert watch.look().holder is None


def test_a_silent_lock_is_taken_over_and_its_holder_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = Lock.acquire(path)
    # Seen from the other computer, ours is the other one.
    with monkeypatch.context() as patch:
        patch.setattr(lock, "_host", lambda: "rathaus-9")
        with pytest.raises(lock.LockedError, match="auf „"):
            Lock.acquire(path)
        other = Lock.take_over(path, laid(path))
    for found in (held.taker(), held.beat()):
        assert found is not None
        assert found.host == "rathaus-9"
    assert str(lock.taken(path, laid(path))).startswith(f"„{path.name}“ wurde auf „rathaus-9“")
    held.release()
    assert laid(path).host == "rathaus-9"
    with monkeypatch.context() as patch:
        patch.setattr(lock, "_host", lambda: "rathaus-9")
        assert other.beat() is None
        other.release()
    assert os.listdir(path.parent) == [path.name]


def test_a_sign_at_the_last_moment_keeps_the_lock(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = Lock.acquire(path)
    seen = laid(path)
    held.beat()
    with monkeypatch.context() as patch:
        patch.setattr(lock, "_host", lambda: "rathaus-9")
        with pytest.raises(lock.LockedError):
            Lock.take_over(path, seen)
    assert held.taker() is None
    held.release()
    assert os.listdir(path.parent) == [path.name]


def test_two_take_over_and_one_gets_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay(path, host="rathaus-7")
    seen = laid(path)
    monkeypatch.setattr(lock, "_host", lambda: "rathaus-8")
    Lock.take_over(path, seen)
    monkeypatch.setattr(lock, "_host", lambda: "rathaus-9")
    with pytest.raises(lock.LockedError, match="rathaus-8"):
        Lock.take_over(path, seen)


@pytest.mark.parametrize("content", [None, b"", b"\xff quatsch", b'{"host": 1}'])
def test_a_lock_file_that_went_or_was_spoilt_is_made_anew(
    path: Path, content: bytes | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "_PATIENCE_SECONDS", 0.02)
    held = Lock.acquire(path)
    for look in (held.beat, held.taker):
        held.path.unlink() if content is None else held.path.write_bytes(content)
        assert look() is None
        assert laid(path).pid == os.getpid()
    held.release()
    assert os.listdir(path.parent) == [path.name]


def test_a_stale_lock_in_the_place_of_ours_goes(path: Path) -> None:
    held = Lock.acquire(path)
    lay(path, pid=gone())
    assert held.taker() is None
    assert laid(path).pid == os.getpid()
    held.release()


def test_a_folder_out_of_reach_is_no_takeover(path: Path) -> None:
    held = Lock.acquire(path)
    path.parent.rename(away := path.parent.with_name("weg"))
    assert (held.beat(), held.taker()) == (None, None)
    away.rename(path.parent)
    assert held.beat() is None
    assert laid(path).beat == 1
    held.release()


def test_the_lock_of_an_older_version_is_understood(path: Path) -> None:
    lock.lock_path(path).write_bytes(
        b'{"host":"rathaus-7","pid":7,"user":"Kollegin","since":"2026-03-01T09:05:00+01:00","started":""}'
    )
    assert laid(path).beat == 0


def test_since_when_is_said_as_people_do() -> None:
    now = datetime.now().astimezone()
    holder = Holder("", 1, "", now.isoformat(), "")
    assert holder.since_text == f"{now:%H:%M} Uhr"
    earlier = now - timedelta(days=2)
    assert msgspec.structs.replace(holder, since=earlier.isoformat()).since_text == f"{earlier:%d.%m.%Y, %H:%M} Uhr"
    assert msgspec.structs.replace(holder, since="gestern").since_text == "gestern"


def test_processes_are_told_apart_by_their_beginning(monkeypatch: pytest.MonkeyPatch) -> None:
    mine = processes.started(os.getpid())
    assert mine
    assert processes.started(os.getpid()) == mine
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    assert processes.started(child.pid) not in (None, mine)
    child.kill()
    child.communicate()
    assert processes.started(child.pid) is None
    assert processes.started(0) is None


@pytest.mark.skipif(shutil.which("ps") is None, reason="asks ps, as on macOS")
def test_elsewhere_ps_is_asked() -> None:
    assert processes._started_posix(os.getpid())
