"""The label of a change as a person reads it, with the names that its rows have today."""

import re

from nrw_desktop.domain.change import Change
from nrw_desktop.domain.plan import Plan
from nrw_desktop.domain.records import FIELDS, TABLES, Record
from nrw_desktop.domain.words import caption

_REFERENCE = re.compile(r"\{(\w+):([^{}]+)\}")


def label_text(change: Change, plan: Plan) -> str:
    """The change's label with its references filled, e.g. „Status von ‚Fachtagung‘ geändert“.

    A row that is gone gives the name it had in the change itself; one that neither knows is an ellipsis.
    """

    def name(match: re.Match[str]) -> str:
        table, key = match.groups()
        found = plan.find(table, key) or _row_in(change, table, key)
        return f"‚{caption(found)}‘" if found else "…"

    return _REFERENCE.sub(name, change.label)


def _row_in(change: Change, table: str, key: str) -> Record | None:
    """A whole row that the change itself carries (an insert or a delete)."""
    for part in change.rows:
        for values in (part.before, part.after):
            if (part.table, part.id) == (table, key) and values and len(values) == len(FIELDS[table]):
                return TABLES[table](**values)
    return None
