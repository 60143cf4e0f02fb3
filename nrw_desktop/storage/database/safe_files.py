"""Giving a file that was written under another name its own one, without harm to what has that name."""

import os
from pathlib import Path

from nrw_desktop import paths
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.storage.database.connection import has_hot_journal, journal
from nrw_desktop.storage.system import lock


def publish(temporary: Path, path: Path) -> None:
    """Gives a complete file its name, unless something else has got it meanwhile.

    Raises:
        PlanError: something has.
        OSError: it could not be done.
    """
    try:
        if os.name == "nt":
            # Refuses an existing file there.
            temporary.rename(path)
        else:
            try:
                path.hardlink_to(temporary)
            except FileExistsError:
                raise
            except OSError:
                # No links on this disk (a stick): claim the name, then put the file there.
                paths.open_private(path).close()
                os.replace(temporary, path)
    except FileExistsError:
        raise already_there(path) from None
    paths.sync_folder(path.parent)


def remove_temporary(temporary: Path) -> None:
    """Takes away what is left of a file that did not get its name."""
    temporary.unlink(missing_ok=True)
    journal(temporary).unlink(missing_ok=True)


def refuse_unfit(path: Path) -> None:
    """Refuses a name that no copy of a plan may get: a folder's, or that of a plan which somebody has open.

    Raises:
        PlanError: it is one.
    """
    if path.is_dir():
        raise PlanError(f"„{path.name}“ ist ein Ordner. Bitte für die Kopie einen Dateinamen wählen.")
    if found := lock.holder(path):
        raise lock.refusal(path, found)


def refuse_leftover(path: Path) -> None:
    """The journal of a crash must not meet another file of the same name: SQLite would write old pages into it.

    Raises:
        PlanError: there is one.
    """
    if has_hot_journal(path):
        raise PlanError(
            f"Neben „{path.name}“ liegt noch „{journal(path).name}“ von einer abgebrochenen Speicherung. "
            "Bitte die Datei zuerst einmal öffnen oder einen anderen Namen wählen."
        )


def already_there(path: Path) -> PlanError:
    """The sentence for a name that is taken."""
    return PlanError(f"„{path.name}“ gibt es schon. Bitte einen anderen Namen wählen oder die Datei öffnen.")
