"""Whether a file is a plan that this program can read, found out without changing a byte of it."""

import os
import sqlite3
import stat
import struct
from pathlib import Path

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.records import FIELDS
from nrw_desktop.domain.text.shortening import shortened
from nrw_desktop.storage.database import known_schemas
from nrw_desktop.storage.database.connection import APPLICATION_ID, NEWEST, SCHEMA, with_patience
from nrw_desktop.storage.system.error_messages import DamagedError

_MAGIC = b"SQLite format 3\0"
_HEADER = 100
_ROLLBACK_JOURNAL = b"\1\1"
"""In the header of a file that is all there is of a database; with a write-ahead log (WAL) it would be 2."""

_OTHERS = {
    b"PK\3\4": "eine gepackte Datei (ZIP, Word oder Excel) und keine Plandatei",
    b"%PDF-": "ein PDF und keine Plandatei",
    b"\x1f\x8b": "eine gepackte Datei und keine Plandatei",
}
"""What else is taken for a plan by mistake, by its first bytes."""

RECORD_TABLES = tuple(FIELDS)

_VERSION_OFFSET, _APPLICATION_OFFSET = 60, 68


def is_writable(path: Path) -> bool:
    """Whether the file and the folder (its journal goes there) can be written; without write bits not even by root."""
    writable = bool(path.stat().st_mode & 0o222) and os.access(path, os.W_OK)
    folder = Path(os.path.realpath(path)).parent
    # On Windows the read-only flag of a folder says nothing about the files in it.
    bits = os.name == "nt" or bool(folder.stat().st_mode & 0o222)
    return writable and bits and os.access(folder, os.W_OK)


def identity(path: Path) -> tuple[int, int]:
    """What tells whether a name still means the same file."""
    status = path.stat()
    return status.st_dev, status.st_ino


def drive(path: Path) -> int | None:
    """What tells whether the folder of a file is still on the same drive; None where there is no folder."""
    try:
        return Path(os.path.realpath(path)).parent.stat().st_dev
    except OSError:
        return None


def check_header(path: Path) -> int:
    """The schema of a plan file. Refuses what is none of this or an older version, by kind and first bytes alone.

    SQLite is kept away from it: it would roll back another program's journal, or take an empty file for a database.

    Raises:
        PlanError: it is missing, no file, empty, no plan, of a newer version.
        OSError: it cannot be read.
    """
    name = path.name
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise PlanError(f"„{name}“ ist ein Ordner. Bitte eine Plandatei (*.nrwplan) darin auswählen.")
    if not stat.S_ISREG(mode):
        raise PlanError(f"„{name}“ ist keine Datei. Bitte eine Plandatei (*.nrwplan) auswählen.")
    with path.open("rb") as file:
        head = file.read(_HEADER)
    if not head:
        raise DamagedError(f"„{name}“ ist leer (0 Byte). Bitte eine Sicherung oder eine Kopie der Datei öffnen.")
    if len(head) < _HEADER and head[: len(_MAGIC)] == _MAGIC[: len(head)]:
        raise _truncated(path)
    if not head.startswith(_MAGIC):
        kind = next((words for magic, words in _OTHERS.items() if head.startswith(magic)), "keine Plandatei")
        raise DamagedError(f"„{name}“ ist {kind}. Bitte eine Datei mit der Endung .nrwplan auswählen.")
    version, application = _number(head, _VERSION_OFFSET), _number(head, _APPLICATION_OFFSET)
    if application != APPLICATION_ID:
        raise DamagedError(
            f"„{name}“ ist eine Datenbank eines anderen Programms. Bitte dort öffnen oder eine Plandatei auswählen."
        )
    if version > SCHEMA:
        raise PlanError(
            f"„{name}“ wurde mit einer neueren Version dieses Programms gespeichert. "
            "Bitte das Programm aktualisieren und dann öffnen."
        )
    if not version:
        raise _foreign(path, f"Version {version}")
    if head[18:20] != _ROLLBACK_JOURNAL:
        raise DamagedError(
            f"„{name}“ wurde von einem anderen Programm umgestellt: Ein Teil des Plans kann in „{name}-wal“ stehen. "
            "Bitte eine Sicherung oder eine Kopie der Datei öffnen."
        )
    return version


def check_length(path: Path) -> None:
    """Refuses a file that is shorter than its header says. Not while a journal waits to be rolled back.

    Raises:
        PlanError: the file is cut off.
    """
    with path.open("rb") as file:
        head = file.read(_HEADER)
        length = file.seek(0, os.SEEK_END)
    page = struct.unpack(">H", head[16:18])[0]
    page = 65536 if page == 1 else page
    if length < page * _number(head, 28):
        raise _truncated(path)


def check_schema(connection: sqlite3.Connection, path: Path, older: bool = False) -> None:
    """Refuses a database whose tables and indexes are not, to the word, those of a plan; before any of them is read.

    ``older`` says that it has the schema of its number and not the newest. A condition, an expression or a computed
    column in it could take all time and memory, and what is not STRICT holds values of any type.

    Raises:
        PlanError: something is more, less or otherwise than the migrations made it.
    """
    with with_patience(connection):
        version = connection.execute("PRAGMA user_version").fetchone()[0] if older else SCHEMA
        found, known = known_schemas.digests(connection), known_schemas.known(version)
        for name in sorted(found.keys() | known.keys()):
            if found.get(name) != known.get(name):
                raise _foreign(path, f"„{shortened(name)}“")
        empty = connection.execute(NEWEST).fetchone() is None
    if empty:
        raise DamagedError(
            f"„{path.name}“ ist beschädigt: Der Verlauf fehlt. Bitte eine Sicherung oder eine Kopie der Datei öffnen."
        )


def _number(head: bytes, offset: int) -> int:
    return int.from_bytes(head[offset : offset + 4], "big")


def _truncated(path: Path) -> PlanError:
    return DamagedError(
        f"„{path.name}“ ist abgeschnitten: Der Rest der Datei fehlt. Bitte eine Sicherung öffnen oder neu kopieren."
    )


def _foreign(path: Path, what: str) -> PlanError:
    return DamagedError(
        f"„{path.name}“ ist nicht so aufgebaut, wie dieses Programm Pläne speichert ({what}). "
        "Bitte eine Sicherung oder eine Kopie aus vertrauter Quelle öffnen."
    )
