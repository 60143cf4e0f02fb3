"""The seam to `storage/writing`, loaded for the first write; with SQLAlchemy for a new or an older file alone."""

import sqlite3
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from nrw_desktop.domain.model.change import Change

if TYPE_CHECKING:
    from nrw_desktop.storage.database.history import Erasure
    from nrw_desktop.storage.writing.erase import Erasing
    from nrw_desktop.storage.writing.plan_writer import PlanWriter


def writer_on(connection: sqlite3.Connection) -> "PlanWriter":
    """What writes by this connection."""
    from nrw_desktop.storage.writing.plan_writer import PlanWriter

    return PlanWriter(connection)


def create(connection: sqlite3.Connection, change: Change, origin: str) -> None:
    """Makes the tables of an empty file and writes its first change."""
    from nrw_desktop.storage.writing import migrate

    migrate.create(connection, change, origin)


def in_newest_schema(connection: sqlite3.Connection, path: Path) -> sqlite3.Connection:
    """A copy in memory of a plan of an older schema, as the newest one has it.

    Raises:
        PlanError: it is damaged.
    """
    from nrw_desktop.storage.writing import migrate

    return migrate.in_memory(connection, path)


def upgrade_copy(source: sqlite3.Connection, copy: sqlite3.Connection, path: Path) -> None:
    """Brings a copy of a plan of an older schema to the newest one, and compares it with its source, row by row.

    Raises:
        PlanError: it is damaged, or something is lost on the way.
    """
    from nrw_desktop.storage.writing import migrate

    migrate.migrate(copy, path)
    migrate.compare(source, copy, path)


def erase_elsewhere(
    connection: sqlite3.Connection, elsewhere: sqlite3.Connection, erasure: "Erasure", known: Collection[str]
) -> "Erasing":
    """What an erasing in one copy takes away from another one; ``known`` are the entries that it came after."""
    from nrw_desktop.storage.writing import erase

    return erase.erase_elsewhere(connection, elsewhere, erasure, known)
