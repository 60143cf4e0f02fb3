"""The rows that lead from one plan to another."""

from nrw_desktop.domain.model.change import RowChange, deleted, inserted, updated
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import TABLES, row


def difference(old: Plan, new: Plan) -> tuple[RowChange, ...]:
    """What makes the new plan of the old one: inserts, then updates, then deletes; none where they are equal.

    Tables refer to those before them, so inserts go forwards and deletes backwards; within one, order is not looked at.
    """
    added: list[RowChange] = []
    altered: list[RowChange] = []
    gone: list[RowChange] = []
    for table in TABLES:
        before, after = old.rows[table], new.rows[table]
        for key, record in after.items():
            found = before.get(key)
            if found is None:
                added.append(inserted(record))
            elif found is not record and found != record:
                altered += updated(found, **row(record))
        gone += (deleted(record) for key, record in before.items() if key not in after)
    return (*added, *altered, *reversed(gone))
