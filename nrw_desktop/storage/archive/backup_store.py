"""A folder of backups: what is in it, whether that is intact, how something gets in, and what goes out again.

A backup is a plan file under a name of its own, with a file of facts beside it that holds its SHA-256. The name appears
when both are complete and on the disk, so that whatever has a backup's name is one.
"""

import contextlib
import hashlib
import os
import re
import shutil
import sqlite3
import stat
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec

from nrw_desktop import paths
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.storage.archive import backup_schedule
from nrw_desktop.storage.database import change_log, safe_files
from nrw_desktop.storage.database.connection import connect
from nrw_desktop.storage.system import error_messages, processes

_NAME = re.compile(r"(\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{6})Z-[0-9a-f]{4}\.nrwplan")
_TIME = "%Y-%m-%dT%H-%M-%S.%f"
_TEMPORARY = re.compile(r"\.(\d+)-[0-9a-f]{12}\.tmp(-journal)?")
_DAY_SECONDS = 24 * 60 * 60


class Facts(msgspec.Struct, frozen=True):
    """What the file beside a backup says: its checksum, and what a list shows without opening the backup.

    ``head`` and ``seq`` are its newest change, ``goes`` the ISO date on which it is removed whatever its age.
    """

    sha256: str
    head: str
    seq: int
    measures: int
    reason: str
    goes: str | None = None


class Backup(msgspec.Struct, frozen=True):
    """One backup; ``facts`` is None where the file beside it is missing or cannot be read."""

    path: Path
    made: datetime
    size: int
    facts: Facts | None
    second: bool = False

    @property
    def at(self) -> datetime:
        """When it was made, in this computer's local time."""
        try:
            return self.made.astimezone()
        except OverflowError:
            # In the last hours of the year 9999, by a clock that was wrong.
            return self.made


def folder(plan: Path | str) -> Path:
    """Where the backups of a plan are on this computer; the folder need not exist yet."""
    return paths.data_dir() / "backups" / folder_name(plan)


def folder_name(plan: Path | str) -> str:
    """The name of the folder for the backups of a plan, in whatever place; plans of one name have different ones."""
    real = Path(os.path.realpath(plan))
    mark = hashlib.sha256(os.fsencode(os.path.normcase(real))).hexdigest()[:8]
    return f"{real.stem[:60]}-{mark}"


def listed(where: Path) -> list[Backup]:
    """The backups in a folder, newest first."""
    found = []
    with contextlib.suppress(OSError):
        for path in where.iterdir():
            if _NAME.fullmatch(path.name):
                # It may be gone by now.
                with contextlib.suppress(OSError, ValueError):
                    found.append(_backup(path))
    return sorted(found, key=lambda backup: backup.made, reverse=True)


def read(path: Path | str) -> Backup:
    """The backup in this file.

    Raises:
        PlanError: there is none.
    """
    path = Path(path).absolute()
    with error_messages.worded(path):
        if path.is_dir():
            raise PlanError(f"„{path.name}“ ist ein Ordner. Bitte eine Sicherung (*.nrwplan) darin angeben.")
        return _backup(path)


def is_intact(backup: Backup) -> bool:
    """Whether a backup is, byte for byte, what was verified when it was made. Reads all of it."""
    try:
        return backup.facts is not None and digest(backup.path) == backup.facts.sha256
    except OSError:
        return False


def verify(backup: Backup) -> Facts:
    """The facts of a backup that is intact.

    Raises:
        PlanError: it is not, or nobody can say.
    """
    name = backup.path.name
    with error_messages.worded(backup.path):
        if backup.facts is None:
            raise PlanError(
                f"Neben „{name}“ fehlt „{_facts_file(backup.path).name}“ mit der Prüfsumme, oder sie ist nicht lesbar: "
                "Ob diese Sicherung unbeschädigt ist, lässt sich nicht sagen. Bitte eine andere wählen."
            )
        if digest(backup.path) != backup.facts.sha256:
            raise PlanError(
                f"Die Sicherung „{name}“ ist beschädigt: Ihre Prüfsumme stimmt nicht. Bitte eine andere wählen."
            )
    return backup.facts


def let_go(backup: Backup, day: date) -> None:
    """Has a backup removed from that day on, when the next one is made; until then it can be restored.

    Raises:
        PlanError: that cannot be noted; it can then only be removed at once.
    """
    with error_messages.worded(backup.path):
        facts = msgspec.structs.replace(verify(backup), goes=day.isoformat())
        paths.write_whole(_facts_file(backup.path), msgspec.json.encode(facts))


def remove(backup: Backup) -> None:
    """Removes a backup for good.

    Raises:
        PlanError: it cannot be removed.
    """
    with error_messages.worded(backup.path):
        # Facts without a backup harm nobody, a backup without its checksum is worth nothing.
        _let_go(backup.path)
        backup.path.unlink(missing_ok=True)
        # Else a power cut could leave just that.
        paths.sync_folder(backup.path.parent)
        _facts_file(backup.path).unlink(missing_ok=True)


def thin(where: Path, now: datetime | None = None) -> None:
    """Removes from a folder the backups that need not be kept, and what broken off ones left; trouble only to the log.

    The one with the newest change stays whatever day it was given, and whatever the clock says. Of versions that went
    apart each is thinned for itself: what is made of the one must not take away the last that has the other.
    """
    now = now or datetime.now(UTC)
    today = now.astimezone().date().isoformat()
    for line in _lines(listed(where)):
        old = backup_schedule.to_remove((backup.made for backup in line), now)
        for backup in line[1:]:
            goes = backup.facts.goes if backup.facts else None
            if backup.made in old or (goes is not None and goes <= today):
                with contextlib.suppress(PlanError):
                    remove(backup)
    _sweep(where)


def _lines(found: list[Backup]) -> Iterator[list[Backup]]:
    """The backups by the version of the plan that they are of, in each the one with the newest change first."""
    rest = sorted(found, key=lambda backup: (backup.facts.seq if backup.facts else 0, backup.made), reverse=True)
    while rest:
        newest, *others = rest
        known = _known(newest, others)
        yield [newest, *(backup for backup in others if backup in known)]
        rest = [backup for backup in others if backup not in known]


def _known(newest: Backup, others: list[Backup]) -> list[Backup]:
    """Those of the others whose newest change this one has too, and all that cannot be told."""
    try:
        with contextlib.closing(connect(newest.path, "ro")) as connection:
            return [
                one
                for one in others
                if one.facts is None or change_log.count_since(connection, one.facts.head) is not None
            ]
    except sqlite3.Error:
        # It is damaged, and tells nothing.
        return others


def add(backup: Backup, where: Path) -> None:
    """Copies an intact backup to another folder under its own name.

    Raises:
        PlanError: it is damaged.
        OSError: it cannot be written there.
    """
    facts = verify(backup)
    temporary = paths.temporary_beside(where / "x")
    try:
        copy(backup.path, temporary, facts.sha256)
        put(temporary, where, backup.path.name, facts)
    finally:
        discard(temporary)


def _backup(path: Path) -> Backup:
    status = path.stat()
    if match := _NAME.fullmatch(path.name):
        made = datetime.strptime(match[1], _TIME).replace(tzinfo=UTC)
    else:
        made = datetime.fromtimestamp(status.st_mtime, UTC)
    try:
        facts = msgspec.json.decode(_facts_file(path).read_bytes(), type=Facts)
    except (OSError, ValueError):
        facts = None
    return Backup(path, made, status.st_size, facts)


def has(backup: Backup, head: str) -> bool:
    """Whether a backup is of the plan with this newest change."""
    return backup.facts is not None and backup.facts.head == head


def new_name(now: datetime) -> str:
    """A name for a backup that is made now; names sort by time."""
    return f"{now.strftime(_TIME)}Z-{os.urandom(2).hex()}.nrwplan"


def _facts_file(path: Path) -> Path:
    return path.with_name(f"{path.name}.json")


def put(temporary: Path, where: Path, name: str, facts: Facts) -> Backup:
    """Makes a backup of a complete copy that has been verified: gives it its name once its facts are there.

    Raises:
        OSError: it cannot be written.
    """
    path = where / name
    with contextlib.suppress(OSError):
        # Opened by hand it can only be looked at: written to, it would no longer be what was verified.
        temporary.chmod(stat.S_IRUSR)
    paths.write_whole(_facts_file(path), msgspec.json.encode(facts))
    try:
        paths.replace_file(temporary, path)
    except BaseException:
        _facts_file(path).unlink(missing_ok=True)
        raise
    return _backup(path)


def copy(source: Path, temporary: Path, sha256: str) -> None:
    """Copies a file and reads the copy again.

    Raises:
        PlanError: the copy has another SHA-256 than this.
        OSError: it cannot be written.
    """
    paths.make_private_file(temporary)
    shutil.copyfile(source, temporary)
    paths.sync_file(temporary)
    if digest(temporary) != sha256:
        raise PlanError(f"Die Kopie von „{source.name}“ ist fehlerhaft. Bitte den Datenträger prüfen.")


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def discard(temporary: Path) -> None:
    """Takes away a copy that did not become a backup."""
    # On Windows a virus scanner may hold it; the next backup sweeps it up.
    with contextlib.suppress(OSError):
        _let_go(temporary)
        safe_files.remove_temporary(temporary)


def _let_go(path: Path) -> None:
    """Has Windows remove a file that is read-only, as a backup is and a copy that is about to become one."""
    if os.name == "nt":
        with contextlib.suppress(FileNotFoundError):
            path.chmod(stat.S_IWRITE)


def _sweep(where: Path) -> None:
    """Takes away what broken off backups left: of programs that no longer run, and facts that no backup came to."""
    with contextlib.suppress(OSError):
        for path in where.iterdir():
            with contextlib.suppress(OSError):
                if match := _TEMPORARY.fullmatch(path.name):
                    # In a shared folder the number may be that of a program on another computer.
                    own = where.is_relative_to(paths.data_dir())
                    if processes.started(int(match[1])) is None if own else _is_old(path):
                        _let_go(path)
                        path.unlink()
                elif _NAME.fullmatch(path.stem) and not path.with_suffix("").exists() and _is_old(path):
                    path.unlink()


def _is_old(path: Path) -> bool:
    return time.time() - path.stat().st_mtime > _DAY_SECONDS
