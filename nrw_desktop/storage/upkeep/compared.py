"""What an open plan is compared with to tell what has changed: as it was on a day, or as a backup has it."""

import datetime as dt
from pathlib import Path

import msgspec

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.queries import meetings
from nrw_desktop.domain.queries.changes_since import Ground
from nrw_desktop.storage.archive import backup_store
from nrw_desktop.storage.file.plan_file import PlanFile
from nrw_desktop.storage.system import error_messages
from nrw_desktop.storage.upkeep import backup


def since_meeting(file: PlanFile, today: dt.date) -> Ground:
    """The plan as it stood when the day of the last meeting began.

    Raises:
        PlanError: no meeting took place yet, or the log is damaged before it.
    """
    last = meetings.last_day(file.plan, today)
    if last is None:
        raise PlanError("Dieser Plan hat noch keine Sitzung. Bitte bei --since einen Tag oder eine Sicherung angeben.")
    day = dt.date.fromisoformat(last)
    return msgspec.structs.replace(file.since_day(day), since=meetings.since(file.plan, day, today))


def since_backup(file: PlanFile, path: Path) -> Ground:
    """The plan as a backup of it has it; what was erased since stays erased.

    Raises:
        PlanError: the file is no backup, is damaged, or is one of another plan.
    """
    one = backup_store.read(path)
    backup_store.verify(one)
    with error_messages.worded(path), PlanFile.open(path, read_only=True) as opened:
        if opened.provenance().id != file.provenance().id:
            raise PlanError(
                f"„{path.name}“ ist eine Sicherung eines anderen Plans. Bitte eine von „{file.path.name}“ wählen."
            )
    return Ground(backup.plan_of(one, file), f"der Sicherung vom {one.at:%d.%m.%Y, %H:%M} Uhr")


def last_day_worked_on(file: PlanFile, today: dt.date) -> dt.date:
    """The last day before today on which the plan was changed; today where there is none."""
    days = (step.at.date() for step in file.steps() if step.kind != "foreign")
    return next((day for day in days if day < today), today)
