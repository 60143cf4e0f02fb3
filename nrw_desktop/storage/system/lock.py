"""The lock file beside an open plan: who has it open, where and since when, and whether they still give signs.

Whoever holds it rewrites it every few seconds with a number that grows. Someone at another computer watches by their
own clock whether it does: the clocks of two computers are never compared. Whether a lock that stands still is taken
over, a person decides. The old holder finds that out from the file before the next write.
"""

import contextlib
import getpass
import logging
import math
import os
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Self

import msgspec

from nrw_desktop import paths
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.storage.system import processes

_log = logging.getLogger(__name__)

_PATIENCE_SECONDS = 0.3
"""How long a lock file may be half written."""

BEAT_SECONDS = 10
"""Between two signs of who has a plan open."""

SILENCE_SECONDS = 35
"""Without a sign, after which a lock may be taken over: three signs missed."""

_BEFORE, _AFTER = ".~lock.", "#"
"""What stands around the plan's name in that of its lock."""

_LENGTH = 512
"""Bytes of a lock file, so that a sign replaces the one before in one write of the same length."""


class Holder(msgspec.Struct, frozen=True):
    """Who has a plan open; ``since`` is an ISO time, ``started`` tells two processes of the same number apart.

    ``beat`` is the number that grows with each sign. ``origin`` is the installation: two computers may have one name.
    ``inode`` is the system's number of the plan's file, which all names of it share; ``plan`` the one it is open under.
    """

    host: str
    pid: int
    user: str
    since: str
    started: str
    beat: int = 0
    origin: str = ""
    inode: str = ""
    plan: str = ""

    @property
    def is_here(self) -> bool:
        """Whether it is this installation's, whose processes can be asked for; of an older version, this computer's."""
        return self.host == _host() and self.origin in ("", paths.origin())

    def is_same(self, other: "Holder") -> bool:
        """Whether both are signs of one holder."""
        return msgspec.structs.replace(self, beat=0) == msgspec.structs.replace(other, beat=0)

    @property
    def age(self) -> float:
        """For how many seconds it has been open, by this computer's clock, which tells nothing of another's."""
        try:
            return (datetime.now().astimezone() - datetime.fromisoformat(self.since).astimezone()).total_seconds()
        except ValueError:
            return math.inf

    @property
    def since_text(self) -> str:
        """When it was opened, in German; without the date where that is today."""
        try:
            since = datetime.fromisoformat(self.since)
        except ValueError:
            return self.since
        today = since.date() == datetime.now(since.tzinfo).date()
        return f"{since:%H:%M} Uhr" if today else f"{since:%d.%m.%Y, %H:%M} Uhr"


class LockedError(PlanError):
    """Somebody has the plan open; ``holder`` is who."""

    def __init__(self, sentence: str, holder: Holder) -> None:
        super().__init__(sentence)
        self.holder = holder


class Lock:
    """The right to change a plan, until it is released, the process ends, or somebody takes it over."""

    def __init__(self, path: Path, mine: Holder | None, plan: Path | str) -> None:
        self.path = path
        self._mine = mine
        self._plan = Path(os.path.realpath(plan))
        self._twin: Path | None = None
        self._renew_twin()

    @classmethod
    def acquire(cls, plan: Path | str) -> Self:
        """Takes the lock. Where no file can be made (a read-only folder) there is none to take, and none is needed.

        Raises:
            LockedError: somebody has the plan open; the sentence says who.
        """
        path, mine = lock_path(plan), _myself(plan)
        # A second round finds a lock that somebody took between the look and the try.
        for _ in range(3):
            if found := holder(plan):
                raise refusal(Path(plan), found)
            try:
                _make(path, mine)
                return cls(path, mine, plan)
            except FileExistsError:
                _remove(path, _is_stale)
            except OSError:
                _log.warning("no lock %s", path, exc_info=True)
                break
        return cls(path, None, plan)

    @classmethod
    def take_over(cls, plan: Path | str, seen: Holder) -> Self:
        """Takes the lock away from a holder who gave no sign since ``seen`` was read.

        Raises:
            LockedError: they gave one after all, or somebody else was quicker.
        """
        _remove(lock_path(plan), lambda found: found is None or found == seen or not _is_alive(found))
        return cls.acquire(plan)

    def beat(self) -> Holder | None:
        """Gives a sign that the plan is still open here; who has taken the lock over, None where it is ours."""
        if self._mine is None:
            return None
        self._renew_twin()
        sign = msgspec.structs.replace(self._mine, beat=self._mine.beat + 1)
        with contextlib.suppress(OSError):
            # Opened, read and written as one file: taken over meanwhile, it is the old one aside that gets the sign.
            with self.path.open("r+b") as file:
                found = _decoded(file.read())
                if found is None or not found.is_same(sign):
                    return self.taker()
                file.seek(0)
                file.write(_encoded(sign))
                file.truncate()
            self._mine = sign
            return None
        return self.taker()

    def taker(self) -> Holder | None:
        """Who has taken the lock over; None where it is ours. One that is gone or stale is ours again."""
        if self._mine is None:
            return None
        try:
            # Half written it is read once more.
            found = _decoded(self.path.read_bytes()) or _decoded(_content(self.path) or b"")
            if found and found.is_same(self._mine):
                return None
            if found and _is_alive(found):
                return found
            _remove(self.path, _is_stale)
            _make(self.path, self._mine)
        except FileNotFoundError:
            with contextlib.suppress(OSError):
                _make(self.path, self._mine)
        except OSError:
            # The folder is out of reach; a write will say so.
            _log.warning("no look at the lock %s", self.path, exc_info=True)
        return None

    def release(self) -> None:
        """Gives the lock back; a second time does nothing."""
        mine, self._mine = self._mine, None
        self._drop_twin()
        with contextlib.suppress(OSError):
            found = _decoded(self.path.read_bytes()) if mine else None
            if mine and found and found.is_same(mine):
                self.path.unlink()

    def _renew_twin(self) -> None:
        """The same among the program's data, by the file itself: it may have names (hard links) in other folders."""
        mine, twin = self._mine, _twin(self._plan)
        if mine is None or twin is None or twin == self._twin:
            return
        self._drop_twin()
        with contextlib.suppress(OSError):
            paths.make_folder(twin.parent)
            # After a loss of power nobody has the plan open, whatever it says.
            paths.write_whole(twin, _encoded(msgspec.structs.replace(mine, plan=str(self._plan))), lasting=False)
            self._twin = twin

    def _drop_twin(self) -> None:
        if self._twin is not None:
            with contextlib.suppress(OSError):
                self._twin.unlink()
        self._twin = None


class Sign(msgspec.Struct, frozen=True):
    """What a look at a lock found: its holder (None where the plan is free) and the seconds without a sign.

    ``seen`` says that the holder has given one since they are watched.
    """

    holder: Holder | None
    seconds: float
    seen: bool

    @property
    def is_silent(self) -> bool:
        """Whether the holder may be gone: they gave no sign for as long as several would have taken."""
        return self.holder is not None and not self.holder.is_here and self.seconds >= SILENCE_SECONDS


class Watch:
    """Looks, again and again, whether who has a plan open still gives signs; by a clock of our own that never jumps."""

    def __init__(self, plan: Path | str, clock: Callable[[], float] = time.monotonic) -> None:
        self._plan = plan
        self._clock = clock
        self._last: Holder | None = None
        self._at = clock()
        self._seen = False

    def look(self) -> Sign:
        """One look; a few a minute are enough."""
        found, now = holder(self._plan), self._clock()
        if found != self._last:
            self._seen = self._last is not None
            self._last, self._at = found, now
        return Sign(found, now - self._at, self._seen)


def lock_path(plan: Path | str) -> Path:
    """Where the lock of a plan is; two names of one file (links) have one lock."""
    real = Path(os.path.realpath(plan))
    return real.with_name(f"{_BEFORE}{real.name}{_AFTER}")


def holder(plan: Path | str) -> Holder | None:
    """Who has the plan open; None where nobody has, or where the process that had it is gone."""
    content = _content(lock_path(plan))
    found = _decoded(content) if content else None
    return found if found and _is_alive(found) else _holder_by_another_name(plan)


def _holder_by_another_name(plan: Path | str) -> Holder | None:
    """Who has the file open under another of its names: here in any folder, or from elsewhere in the same one."""
    twin = _twin(plan)
    if twin is None:
        return None
    with contextlib.suppress(OSError):
        found = _decoded(twin.read_bytes())
        # The numbers of files are another computer's own.
        if found and found.is_here and _is_alive(found):
            return found
    with contextlib.suppress(OSError):
        status = os.stat(plan)
        for path in lock_path(plan).parent.glob(f"{_BEFORE}*{_AFTER}") if status.st_nlink > 1 else ():
            found = _decoded(path.read_bytes())
            if found and found.inode == str(status.st_ino) and _is_alive(found):
                return msgspec.structs.replace(found, plan=str(path.with_name(path.name[len(_BEFORE) : -len(_AFTER)])))
    return None


def _twin(plan: Path | str) -> Path | None:
    """Where the lock of a file lies by whatever name it is opened; None where there is no file."""
    try:
        status = os.stat(plan)
    except OSError:
        return None
    return paths.data_dir() / "locks" / f"{status.st_dev:x}-{status.st_ino:x}"


def refusal(plan: Path, found: Holder) -> LockedError:
    """The sentence that says who has the plan open, and what to do."""
    other = f" als „{Path(found.plan).name}“" if found.plan else ""
    rescue = "" if found.is_here else " Ist dort nichts mehr offen, lässt er sich im Fenster öffnen und übernehmen."
    return LockedError(
        f"„{plan.name}“ ist gerade {whereabouts(found)} geöffnet{other} (seit {found.since_text}). "
        f"Bitte dort schließen oder mit einer Kopie arbeiten.{rescue}",
        found,
    )


def taken(plan: Path, found: Holder) -> LockedError:
    """The sentence for who had the plan open and lost it to somebody else."""
    return LockedError(
        f"„{plan.name}“ wurde {whereabouts(found)} übernommen. Hier wird nichts mehr gespeichert. "
        "Bitte mit „Kopie speichern unter“ sichern.",
        found,
    )


def whereabouts(found: Holder) -> str:
    """Where and by whom a plan is open, as it reads in „ist … geöffnet“."""
    where = "auf diesem Rechner" if found.is_here else f"auf „{found.host}“"
    return f"{where} von „{found.user}“" if found.user else where


def _host() -> str:
    """This computer's name."""
    if sys.platform == "win32":
        return os.environ.get("COMPUTERNAME", "")
    else:
        return os.uname().nodename


def _myself(plan: Path | str) -> Holder:
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):
        # A container may run under a number that has no name.
        user = ""
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    inode = ""
    with contextlib.suppress(OSError):
        inode = str(os.stat(plan).st_ino)
    return Holder(
        _host(), os.getpid(), user, now, processes.started(os.getpid()) or "", origin=paths.origin(), inode=inode
    )


def _content(path: Path) -> bytes | None:
    """What the lock file says; one that is being written is waited for."""
    until = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            content = path.read_bytes()
        except OSError:
            return None
        if _decoded(content) or time.monotonic() > until:
            return content
        time.sleep(0.02)


def _encoded(holder: Holder) -> bytes:
    return msgspec.json.encode(holder).ljust(_LENGTH)


def _make(path: Path, mine: Holder) -> None:
    # Whoever may open the plan must be able to see who has it.
    with paths.open_like(path, path.with_name(path.name.removeprefix(_BEFORE).removesuffix(_AFTER))) as file:
        file.write(_encoded(mine))


def _decoded(content: bytes) -> Holder | None:
    try:
        return msgspec.json.decode(content, type=Holder)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None


def _is_alive(found: Holder) -> bool:
    if not found.is_here:
        return True
    started = processes.started(found.pid)
    return started is not None and (not found.started or not started or started == found.started)


def _is_stale(found: Holder | None) -> bool:
    return found is None or not _is_alive(found)


def _remove(path: Path, may_go: Callable[[Holder | None], bool]) -> None:
    """Takes a lock out of the way; if somebody else was quicker and it is theirs that was taken, puts it back."""
    aside = path.with_name(f"{path.name}{os.urandom(4).hex()}")
    with contextlib.suppress(OSError):
        path.rename(aside)
        if may_go(_decoded(aside.read_bytes())):
            aside.unlink()
        else:
            aside.rename(path)
