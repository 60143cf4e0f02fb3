"""What somebody who helps has to know, as lines of text: versions, the state of the plan file, what the log holds.

None of it is text of a plan, a name, or a place on this computer. So it keeps only what it knows: of the log, when and
where in the program something went wrong and what kind of error it was, but no message; of a file's faults the number.
"""

import platform
import re
import sqlite3
import sys
from collections import Counter
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from nrw_desktop import __version__
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.labels_de import TABLE_WORDS
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import TABLES
from nrw_desktop.storage.archive import backup_mirror
from nrw_desktop.storage.database.connection import SCHEMA
from nrw_desktop.storage.file import integrity_check
from nrw_desktop.storage.system import exposure, logging_setup
from nrw_desktop.storage.upkeep import backup

PARTS = ("PySide6-Essentials", "SQLAlchemy", "alembic", "reportlab", "pikepdf")
"""The packages whose versions are told."""
_MOST = 200
"""Lines of the log, the newest."""
_TAIL = 200_000
"""Bytes of the log that are looked at."""

_ENTRY = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d),\d{3} \d+ ([A-Z]+) (nrw_desktop[\w.]*): ")
_OTHERS = re.compile(r'  File "(?:[^"]*[/\\])?(\w+\.py|<[\w. ]+>)", line (\d+), in [\w<>]+')
_OURS = re.compile(r'  File "[^"]*[/\\](nrw_desktop[/\\][\w/\\]+\.py)", line (\d+), in [\w<>]+')
_KIND = re.compile(r"(?:[a-z_]\w*\.)*([A-Z]\w*(?:Error|Exception|Warning|Interrupt|Exit))(?:: .*)?")
_NUMBER = re.compile(r"\[(Errno|WinError) (\d{1,5})\]")


def program_lines() -> list[str]:
    """The versions of the program and of what it is made of, and the system."""
    parts = ", ".join(f"{name} {version}" for name in PARTS if (version := _version(name)))
    return [
        f"nrw_desktop {__version__} ({'gebautes Programm' if getattr(sys, 'frozen', False) else 'Python-Paket'})",
        f"System: {platform.system()} {platform.release()}, {platform.machine()}",
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}",
        *([f"Bestandteile: {parts}"] if parts else []),
    ]


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        # A frozen program does not bring along what packages say of themselves.
        return ""


def plan_lines(path: Path, plan: Plan, read_only: bool) -> list[str]:
    """How large a plan is, in how many rows, and which backups there are of it."""
    made = backup.backups(path)
    last = f", die letzte vom {made[0].at:%d.%m.%Y, %H:%M} Uhr" if made else ""
    second = "mit zweitem Ort" if backup_mirror.second_place() else "ohne zweiten Ort"
    rows = ", ".join(
        f"{word} {count}" for table, word in TABLE_WORDS.items() if (count := len(plan.all(TABLES[table])))
    )
    return [
        f"Datei: {_size(path)}, Schema {SCHEMA}, {'nur zum Lesen offen' if read_only else 'zum Bearbeiten offen'}",
        f"Für andere lesbar: {'ja' if exposure.is_exposed(path) else 'nein'}",
        f"Zeilen: {rows}",
        f"Sicherungen: {len(made)}{last}, {second}",
    ]


def _size(path: Path) -> str:
    try:
        return f"{max(1, path.stat().st_size // 1024)} KiB"
    except OSError:
        return "nicht zu erreichen"


def soundness(path: Path) -> str:
    """Whether a plan file is sound, in one line.

    It reads the whole file and needs no open plan: it is for a thread of its own.
    """
    try:
        found = integrity_check.problems(path)
    except PlanError as error:
        return f"Prüfung: nicht möglich ({type(error).__name__})"
    if not found:
        return "Prüfung: in Ordnung"
    words = set(TABLE_WORDS.values())
    kinds = Counter(word if (word := problem.partition(" ‚")[0]) in words else "Datei" for problem in found)
    return f"Prüfung: {len(found)} Fehler ({', '.join(f'{kind} {count}' for kind, count in kinds.items())})"


def log_lines() -> list[str]:
    """The newest entries of the log, without what they say of the plan."""
    try:
        with logging_setup.log_file().open("rb") as stream:
            stream.seek(0, 2)
            stream.seek(max(0, stream.tell() - _TAIL))
            text = stream.read().decode("utf-8", "replace")
    except OSError:
        return []
    return list(known(text))[-_MOST:]


def known(log: str) -> Iterator[str]:
    """Of each line of a log what is of the program; nothing of all others."""
    for line in log.splitlines():
        if entry := _ENTRY.match(line):
            number = _NUMBER.search(line)
            yield " ".join(filter(None, (*entry.groups(), number[0] if number else "")))
        elif place := _OURS.fullmatch(line) or _OTHERS.fullmatch(line):
            yield f"    {place[1]}, Zeile {place[2]}"
        elif kind := _KIND.fullmatch(line):
            number = _NUMBER.search(line)
            yield " ".join(filter(None, ("   ", kind[1], number[0] if number else "")))
