"""When the minutes of a meeting were closed, and opened again for which reason, as the log tells."""

import sqlite3
from contextlib import closing

import msgspec

from nrw_desktop.domain.model.change import RowChange
from nrw_desktop.domain.text.values import local_time
from nrw_desktop.storage.database import change_log
from nrw_desktop.storage.database.change_log import Entry

# A text may look the same, which does no harm: the rows of the entry say more.
_ABOUT = f"""\
SELECT {", ".join(f"change.{column}" for column in change_log.COLUMNS)}
FROM change JOIN change_body USING (seq)
WHERE kind <> 'foreign' AND instr(body, CAST(? AS BLOB)) AND instr(body, CAST('"closed_by"' AS BLOB))
ORDER BY seq"""


class Closing(msgspec.Struct, frozen=True):
    """Minutes as they were closed: by which change, and the one after which the plan was so in this file.

    The latter is that of a merge where they were closed in another copy. ``opened_on`` (ISO, empty for never) and
    ``reason`` say when and why they were opened again.
    """

    closed_by: str
    state: str
    opened_on: str = ""
    reason: str = ""


def of_meeting(connection: sqlite3.Connection, meeting: str) -> list[Closing]:
    """All closings of a meeting that were not taken back, oldest first.

    Raises:
        PlanError: the log is damaged there.
    """
    found: list[Closing] = []
    known: dict[str, list[Closing]] = {}
    reason = ""
    with closing(connection.execute(_ABOUT, (meeting,))) as entries:
        about = [Entry(*columns) for columns in entries]
    for entry in about:
        for row in change_log.rows_of(connection, entry):
            if (row.table, row.id) == ("meeting", meeting) and row.after:
                reason = row.after.get("reopened", reason) or ""
                if "closed_by" not in row.after:
                    continue
                if entry.kind == "undo" and entry.target in known:
                    found = known[entry.target]
                    continue
                known.setdefault(entry.id, found)
                found = _after(found, entry, row, reason)
    return found


def _after(found: list[Closing], entry: Entry, row: RowChange, reason: str) -> list[Closing]:
    """The closings after a step that closed the minutes or opened them."""
    closed_by = (row.after or {})["closed_by"]
    if closed_by is None:
        # A meeting that is new, or back after it was deleted, opens nothing.
        if not found or row.before is None:
            return found
        at = local_time(entry.at)
        opened_on = at.date().isoformat() if at else ""
        return [*found[:-1], msgspec.structs.replace(found[-1], opened_on=opened_on, reason=reason)]
    place = next((number for number, one in enumerate(found) if one.closed_by == closed_by), len(found))
    # Where they are closed as they were before, what opened them and what came after that is taken back.
    state = found[place].state if place < len(found) else entry.id
    return [*found[:place], Closing(closed_by, state)]
