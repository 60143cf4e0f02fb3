"""Copies of a plan that lie beside it, or among its backups, and have steps that the plan lacks.

Programs for synchronising leave such copies („Plan-PC-KI-04.nrwplan“, „Plan (in Konflikt stehende Kopie …).nrwplan“),
or put an older version in the plan's place, whose newest backup then knows more. They are told by the plan's id, the
one of its first change, whatever they are called.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import msgspec

from nrw_desktop import paths
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.text.values import local_time
from nrw_desktop.storage.archive import backup_store
from nrw_desktop.storage.database import file_check, ground, merge_log
from nrw_desktop.storage.database.connection import connect, has_hot_journal
from nrw_desktop.storage.database.merge_log import Log
from nrw_desktop.storage.file import ancestry
from nrw_desktop.storage.upkeep.recent_plans import SUFFIX

_MOST = 200
"""So many files of a folder are looked at."""

Places = tuple[tuple[Path, ground.State], ...]
"""Files, and what the system says of them."""


class OtherVersion(msgspec.Struct, frozen=True):
    """A copy with steps that the plan lacks: how many, the time of the newest in local time, whether it is a backup."""

    path: Path
    steps: int
    at: datetime | None
    is_backup: bool


def candidates(plan: Path) -> Places:
    """What may be a copy of the plan in this file: plans beside it by their names, and its newest backup."""
    found = []
    for path in (*_beside(plan), *_newest_backup(plan)):
        try:
            found.append((path, ground.state(path)))
        except OSError:
            continue
    return tuple(found)


def _beside(plan: Path) -> list[Path]:
    try:
        with os.scandir(plan.parent) as entries:
            names = sorted(entry.name for entry in entries if SUFFIX in entry.name.casefold() and entry.is_file())
    except OSError:
        return []
    endings = ("-journal", ".lock", ".tmp")
    return [plan.with_name(name) for name in names if name != plan.name and not name.endswith(endings)][:_MOST]


def _newest_backup(plan: Path) -> Iterator[Path]:
    for backup in backup_store.listed(backup_store.folder(plan))[:1]:
        yield backup.path


def with_news(plan: Path, places: Places) -> list[OtherVersion]:
    """Those of some candidates that are copies of the plan in this file and know more than it. Only reads.

    Raises:
        PlanError: the plan's own file cannot be read now.
    """
    # It is open, maybe being written by another thread: only SQLite may read it (ancestry).
    with closing(ancestry.read_whole(plan)) as whole:
        own = merge_log.read(whole)
    backups = backup_store.folder(plan)
    found = []
    for path, _state in places:
        other = None if paths.is_same_file(path, plan) else _log(path)
        if other is None or other.entries[0].id != own.entries[0].id:
            continue
        new = other.new_for(own) - other.seen.void_for(own.seen)
        told = [entry for entry in other.entries if entry.id in new and entry.kind != "merge"]
        if told:
            steps = len({entry.joins or entry.id for entry in told})
            found.append(OtherVersion(path, steps, local_time(told[-1].at), path.parent == backups))
    return found


def _log(path: Path) -> Log | None:
    """The log of a plan file of any schema; None where it is none, or cannot be read now."""
    try:
        file_check.check_header(path)
        if has_hot_journal(path):
            # Somebody is writing, or a crash is to be taken back: not for who only looks.
            return None
        file_check.check_length(path)
        with closing(connect(path, "ro")) as connection:
            file_check.check_schema(connection, path, older=True)
            return merge_log.read(connection)
    except (OSError, sqlite3.Error, PlanError, TypeError, ValueError):
        return None
