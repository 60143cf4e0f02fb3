"""Opening a plan to work on it: a file of an older schema is brought to the newest first, after a backup.

The file itself is never migrated: a copy is, and takes its place when it is checked: a migration that is
broken off must leave the old file (docs/decisions/0009-migrate-a-copy.md).
"""

import os
from contextlib import closing
from pathlib import Path

from nrw_desktop import paths
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.storage.database import change_log, ground, safe_files
from nrw_desktop.storage.database.connection import connect
from nrw_desktop.storage.file import integrity_check, late_writing
from nrw_desktop.storage.file.plan_file import PlanFile
from nrw_desktop.storage.system import error_messages
from nrw_desktop.storage.upkeep import backup

REASON = "vor der Umstellung auf eine neue Version"


def open_plan(path: Path | str, origin: str, read_only: bool = False) -> PlanFile:
    """The plan file, of the newest schema where it can be written. Who calls has the lock of the plan.

    Raises:
        PlanError: it cannot be opened, or not be brought to the newest schema; then it is as it was.
    """
    file = PlanFile.open(path, origin, read_only)
    return upgraded(file, origin) if file.older and not read_only else file


def upgraded(file: PlanFile, origin: str) -> PlanFile:
    """An open file of an older schema brought to the newest and opened anew; one that cannot be written stays as it is.

    Raises:
        PlanError: it cannot be brought to the newest schema; then it is as it was, and closed.
    """
    if not file.writable:
        return file
    with file:
        backup.make(file, REASON)
    upgrade_file(file.path)
    opened = PlanFile.open(file.path, origin)
    opened.upgraded = True
    return opened


def upgrade_file(path: Path) -> None:
    """Replaces a plan file of an older schema by its copy of the newest, which is checked before.

    Raises:
        PlanError: it is damaged, or the copy cannot be written. The file is as it was.
    """
    path = Path(os.path.realpath(path))
    temporary = paths.temporary_beside(path)
    with error_messages.worded(path):
        safe_files.refuse_leftover(path)
        try:
            before = ground.state(path)
            with closing(connect(path, "ro")) as source, closing(connect(temporary, "rwc")) as copy:
                # Whoever breaks this off throws the copy away. It keeps its journal: a migration that fails rolls back.
                copy.execute("PRAGMA synchronous=OFF")
                source.backup(copy)
                late_writing.upgrade_copy(source, copy, path)
            if found := integrity_check.problems(temporary):
                raise error_messages.not_upgraded(path, found[0])
            paths.sync_file(temporary)
            _refuse_touched(temporary, path, before)
            paths.replace_file(temporary, path)
        finally:
            safe_files.remove_temporary(temporary)


def _refuse_touched(copy: Path, path: Path, before: ground.State) -> None:
    """The copy must not take the place of a file that it was not made of.

    Raises:
        PlanError: somebody wrote into the file, or put another one in its place.
    """
    with closing(connect(copy, "ro")) as made, closing(connect(path, "ro")) as now:
        newest, found = change_log.newest(made), change_log.newest(now)
    if newest is None or found is None or newest.id != found.id or ground.state(path) != before:
        raise PlanError(
            f"„{path.name}“ wurde von einem anderen Programm geändert, während der Plan umgestellt wurde. Es wurde "
            "nichts ersetzt. Bitte noch einmal öffnen."
        )
