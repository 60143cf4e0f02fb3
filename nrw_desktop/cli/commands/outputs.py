"""Where a command may write the file that it makes."""

import os
from pathlib import Path

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.storage.system import file_names
from nrw_desktop.storage.upkeep import recent_plans


def check_output(out: Path, plan: Path, suffix: str) -> None:
    """Refuse what must not be replaced by a file with this ending, before the work is done.

    Raises:
        PlanError: it is a folder, a plan, write-protected, or no name for a file.
        OSError: nobody can tell.
    """
    file_names.refuse_unsuitable(out)
    if out.is_dir():
        kind = "PDF-Datei" if suffix == ".pdf" else "Datei"
        raise PlanError(f"„{out}“ ist ein Ordner. Bitte den Namen einer {kind} angeben.")
    is_plan = out.suffix.casefold() == recent_plans.SUFFIX
    if not out.exists():
        if is_plan:
            raise PlanError(f"„{out}“ heißt wie ein Plan. Bitte einen Namen mit der Endung {suffix} angeben.")
        return
    if is_plan or (plan.exists() and out.samefile(plan)) or _is_database(out):
        raise PlanError(f"„{out}“ ist ein Plan und wird nicht überschrieben. Bitte einen anderen Namen angeben.")
    if not os.access(out, os.W_OK) or not out.stat().st_mode & 0o222:
        raise PlanError(f"„{out}“ ist schreibgeschützt. Bitte einen anderen Namen angeben.")


def _is_database(path: Path) -> bool:
    """Whether it begins like a plan file, under whatever name; a device or pipe is not read."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(16) == b"SQLite format 3\0"
