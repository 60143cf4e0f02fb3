"""Whether a plan file is sound: the database, the checksums of its log, and the log's sum against the tables."""

import logging
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

from nrw_desktop import paths
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.labels_de import TABLE_WORDS, caption, field_word
from nrw_desktop.domain.model.records import FIELDS, TABLES
from nrw_desktop.domain.queries import invariants
from nrw_desktop.storage.archive import backup_store
from nrw_desktop.storage.database import file_check, history, snapshot
from nrw_desktop.storage.database.connection import SCHEMA, connect, has_hot_journal, journal, quoted, with_patience
from nrw_desktop.storage.file import late_writing
from nrw_desktop.storage.system import error_messages

_log = logging.getLogger(__name__)

UNREADABLE = "Ein Teil der Datei ist nicht lesbar."

_MOST = 20
"""So many problems are told one by one."""
_ENOUGH = 1000
"""So many are looked for."""


def problems(path: Path | str) -> list[str]:
    """What is wrong with a plan file, each as a German sentence; empty where it is sound. The file is not changed.

    Raises:
        PlanError: it cannot be opened as a plan at all.
    """
    path = Path(path).absolute()
    with error_messages.worded(path):
        older = file_check.check_header(path) < SCHEMA
        hot = has_hot_journal(path)
        if hot and file_check.is_writable(path):
            rehearse(path)
        elif not hot:
            file_check.check_length(path)
        # After a crash only one who may write can take back what was broken off.
        with closing(connect(path, "rw" if hot and file_check.is_writable(path) else "ro")) as connection:
            file_check.check_schema(connection, path, older)
            file_check.check_length(path)
            found = _found_in_older(connection, path) if older else found_in(connection, path)
    if len(found) > _MOST:
        least = " mindestens" if len(found) >= _ENOUGH else ""
        found[_MOST:] = [f"Dazu kommen{least} {len(found) - _MOST} weitere Fehler."]
    return found


def _found_in_older(connection: sqlite3.Connection, path: Path) -> list[str]:
    """What is wrong with a file of an older schema, or with the plan that the newest schema makes of it."""
    with closing(late_writing.in_newest_schema(connection, path)) as copy:
        return found_in(copy, path)


def found_in(connection: sqlite3.Connection, path: Path) -> list[str]:
    found = []
    connection.execute("BEGIN")
    try:
        with with_patience(connection):
            # Pages that lead in circles give problems without an end.
            for problem in islice(_problems(connection), _ENOUGH):
                found.append(problem)  # noqa: PERF402  (what was found stays where looking for more fails)
    except error_messages.BreachError as error:
        found.append(str(error))
    except (sqlite3.DatabaseError, TypeError, AttributeError) as error:
        # A flipped bit can make text of a number, or nothing of either.
        trouble = error_messages.worded_error(error, path)
        found.append(UNREADABLE if isinstance(trouble, error_messages.DamagedError) else str(trouble))
    finally:
        connection.rollback()
    return found


def rehearse(path: Path) -> None:
    """Takes back, in a copy, the write that a crash broke off, and refuses where that gives no sound plan.

    SQLite would take any journal of the right name for the file's own, and write another file's pages into it.

    Raises:
        DamagedError: the journal beside the file does not belong to it, or the file is damaged besides.
    """
    for wait in (0.1, 0.3, None):
        if not has_hot_journal(path) or _rehearsed(path):
            return
        if wait is not None:
            # Another program may be writing at this very moment, and its journal be gone in the next.
            time.sleep(wait)
    raise error_messages.DamagedError(
        f"„{path.name}“ wurde beim letzten Mal nicht zu Ende gespeichert, und „{journal(path).name}“ daneben passt "
        "nicht dazu. Bitte eine Sicherung oder eine Kopie der Datei öffnen."
    )


def _rehearsed(path: Path) -> bool:
    """Whether taking back gives a sound plan; true as well where no copy can be made to find that out."""
    # There, what a crash leaves of the copy is swept up with the next backup.
    copy = paths.temporary_beside(backup_store.folder(path) / "x")
    try:
        paths.make_folder(copy.parent)
        for source, target in ((path, copy), (journal(path), journal(copy))):
            paths.make_private_file(target)
            shutil.copyfile(source, target)
        with closing(connect(copy, "rw")) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        return not problems(copy)
    except OSError:
        _log.warning("%s: what a crash left is taken back without a rehearsal", path, exc_info=True)
        return True
    except (PlanError, sqlite3.Error):
        return False
    finally:
        backup_store.discard(copy)


def _problems(connection: sqlite3.Connection) -> Iterator[str]:
    for (message,) in connection.execute("PRAGMA integrity_check").fetchall():
        if message != "ok":
            yield f"Die Prüfung der Datenbank meldet: {message}."
    yield from invariants.breaches(snapshot.rows_of(connection))
    if connection.execute("SELECT version_num FROM alembic_version").fetchall() != [(f"{SCHEMA:04}",)]:
        yield "Die Versionsangabe der Tabellen ist verändert."
    folded = history.empty_tables()
    yield from history.fold(connection, folded)
    orphans = "SELECT count(*) FROM change_body WHERE seq NOT IN (SELECT seq FROM change)"
    if connection.execute(orphans).fetchone()[0]:
        yield "Der Verlauf enthält Inhalte ohne Eintrag."
    yield from _differences(connection, folded)


def _differences(connection: sqlite3.Connection, folded: history.Tables) -> Iterator[str]:
    """Where the tables hold something else than the log adds up to."""
    for table, fields in FIELDS.items():
        columns = ", ".join(map(quoted, fields))
        expected = folded[table]
        for values in connection.execute(f"SELECT {columns} FROM {quoted(table)}").fetchall():
            record = TABLES[table](*values)
            name = f"{TABLE_WORDS[table]} ‚{caption(record)}‘"
            row = expected.pop(record.id, None)
            if row is None:
                yield f"{name} steht in der Tabelle, aber nicht im Verlauf."
                continue
            differing = [
                field_word(table, field) for field, value in zip(fields, values, strict=True) if row.get(field) != value
            ]
            if differing:
                yield f"{name} ist anders als im Verlauf: {', '.join(differing)}."
        for row in expected.values():
            name = f"{TABLE_WORDS[table]} ‚{caption(TABLES[table](**row))}‘"
            yield f"{name} steht im Verlauf, fehlt aber in der Tabelle."
