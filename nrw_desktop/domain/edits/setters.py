"""Which edit sets a field of a record, by the record's table."""

from nrw_desktop.domain.edits import (
    aliases,
    detail_rows,
    goals,
    measures,
    mentions,
    partners,
    phases,
    project,
    set_asides,
)
from nrw_desktop.domain.edits.common import Setter

_SETTERS: dict[str, Setter] = {
    "project": project.set_field,
    "phase": phases.set_field,
    "measure": measures.set_field,
    "goal": goals.set_field,
    "partner": partners.set_field,
    "alias": aliases.set_field,
    "contact": partners.set_contact,
    "mention": mentions.set_field,
    "set_aside": set_asides.set_field,
    **{table: part.set_field for table, part in detail_rows.ALL.items()},
}


def setter(table: str) -> Setter:
    """How one field of a record of this table is set: what cells and forms call."""
    return _SETTERS[table]
