"""A plan as it was on a day: looked at, printed and copied like a file, but never changed."""

import os
from datetime import datetime
from pathlib import Path

from nrw_desktop import paths
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.storage.database import change_log, safe_files
from nrw_desktop.storage.database.change_log import Entry, Provenance
from nrw_desktop.storage.file.plan_file import PlanFile
from nrw_desktop.storage.system import error_messages


class PastState:
    """Stands in for a `PlanFile` where a past state is shown; ``path`` is the file that it comes from."""

    read_only = True
    recovered = False

    def __init__(self, file: PlanFile, plan: Plan, at: datetime, origin: str) -> None:
        self.path: Path = file.path
        self.plan = plan
        self.at = at
        self.name = f"{file.path.stem} – Stand vom {at:%d.%m.%Y, %H:%M} Uhr"
        self._origin = origin
        self._provenance = file.provenance()

    def commit(self, change: Change) -> Plan:
        """Refuses: the past does not change.

        Raises:
            PlanError: always.
        """
        raise PlanError("Das ist ein früherer Stand, nur zum Ansehen. Bitte im Fenster des Plans arbeiten.")

    def reload(self) -> Plan:
        """The same plan as ever."""
        return self.plan

    def newest(self) -> Entry | None:
        """There is no log to look at."""
        return None

    def provenance(self) -> Provenance:
        """That of the plan that it was."""
        return self._provenance

    def run_of(self, first: str | None) -> str | None:
        """There is no run to join."""
        return None

    def undo_step(self) -> Change | None:
        """There is nothing to take back."""
        return None

    def redo_step(self) -> Change | None:
        """There is nothing to do again."""
        return None

    def undo(self) -> Change | None:
        """There is nothing to take back."""
        return None

    def redo(self) -> Change | None:
        """There is nothing to do again."""
        return None

    def copy_to(self, path: Path | str) -> bool:
        """Writes a plan file that begins with this state, without history; what has the name is replaced as a whole.

        Raises:
            PlanError: it is the file that the state comes from, somebody has it open, or it cannot be written.
        """
        path = Path(os.path.realpath(path))
        if path.exists() and path.samefile(self.path):
            raise PlanError("Das ist der Plan selbst. Bitte für die Kopie einen anderen Namen wählen.")
        safe_files.refuse_unfit(path)
        temporary = paths.temporary_beside(path)
        with error_messages.worded(path):
            safe_files.refuse_leftover(path)
            try:
                PlanFile.create(temporary, change_log.origin_of(self.plan), self._origin).close()
                paths.replace_file(temporary, path)
            finally:
                safe_files.remove_temporary(temporary)
        return False

    def close(self) -> None:
        """Nothing is held open."""
