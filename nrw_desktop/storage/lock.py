"""The lock file beside an open plan: who has it open, where and since when."""

import contextlib
import logging
import os
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import Self

import msgspec

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.storage import processes

_log = logging.getLogger(__name__)

_PATIENCE_SECONDS = 0.3
"""How long a lock file may be half written."""


class Holder(msgspec.Struct, frozen=True):
    """Who has a plan open; ``since`` is an ISO time, ``started`` tells two processes of the same number apart."""

    host: str
    pid: int
    user: str
    since: str
    started: str

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
    """The right to change a plan, until it is released or the process ends."""

    def __init__(self, path: Path, content: bytes | None) -> None:
        self.path = path
        self._content = content

    @classmethod
    def acquire(cls, plan: Path | str) -> Self:
        """Takes the lock. Where no file can be made (a read-only folder) there is none to take, and none is needed.

        Raises:
            LockedError: somebody has the plan open; the sentence says who.
        """
        path, content = lock_path(plan), msgspec.json.encode(_myself())
        # A second round finds a lock that somebody took between the look and the try.
        for _ in range(3):
            if found := holder(plan):
                raise refusal(Path(plan), found)
            try:
                with path.open("xb") as file:
                    file.write(content)
                return cls(path, content)
            except FileExistsError:
                _remove_stale(path)
            except OSError:
                _log.warning("no lock %s", path, exc_info=True)
                break
        return cls(path, None)

    def release(self) -> None:
        """Gives the lock back; a second time does nothing."""
        with contextlib.suppress(OSError):
            if self._content is not None and self.path.read_bytes() == self._content:
                self.path.unlink()
        self._content = None


def lock_path(plan: Path | str) -> Path:
    """Where the lock of a plan is; two names of one file (links) have one lock."""
    real = Path(os.path.realpath(plan))
    return real.with_name(f".~lock.{real.name}#")


def holder(plan: Path | str) -> Holder | None:
    """Who has the plan open; None where nobody has, or where the process that had it is gone."""
    content = _content(lock_path(plan))
    found = _decoded(content) if content else None
    return found if found and _is_alive(found) else None


def refusal(plan: Path, found: Holder) -> LockedError:
    """The sentence that says who has the plan open, and what to do."""
    where = "auf diesem Rechner" if found.host == _host() else f"auf „{found.host}“"
    who = f" von „{found.user}“" if found.user else ""
    rescue = ""
    if found.host != _host():
        rescue = f" Ist dort nichts mehr offen, die Datei „{lock_path(plan).name}“ neben dem Plan löschen."
    return LockedError(
        f"„{plan.name}“ ist gerade {where}{who} geöffnet (seit {found.since_text}). "
        f"Bitte dort schließen oder mit einer Kopie arbeiten.{rescue}",
        found,
    )


def _host() -> str:
    """This computer's name."""
    if sys.platform == "win32":
        return os.environ.get("COMPUTERNAME", "")
    else:
        return os.uname().nodename


def _myself() -> Holder:
    import getpass

    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):
        # A container may run under a number that has no name.
        user = ""
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    return Holder(_host(), os.getpid(), user, now, processes.started(os.getpid()) or "")


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


def _decoded(content: bytes) -> Holder | None:
    try:
        return msgspec.json.decode(content, type=Holder)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None


def _is_alive(found: Holder) -> bool:
    if found.host != _host():
        return True
    started = processes.started(found.pid)
    return started is not None and (not found.started or not started or started == found.started)


def _remove_stale(path: Path) -> None:
    """Takes a stale lock out of the way; if somebody else was quicker and it is his that was taken, puts it back."""
    aside = path.with_name(f"{path.name}{os.urandom(4).hex()}")
    with contextlib.suppress(OSError):
        path.rename(aside)
        content = aside.read_bytes()
        found = _decoded(content)
        if found and _is_alive(found):
            aside.rename(path)
        else:
            aside.unlink()
