"""The use cases: (plan, arguments) -> Change, one module a record. Pure: nothing is read or written."""

from nrw_desktop.domain.edits import (
    aliases,
    bulk_add,
    contacts,
    detail_rows,
    goals,
    links,
    many,
    measures,
    mentions,
    merge_partners,
    partners,
    paste,
    phases,
    project,
    reading,
    references,
    remarks,
    restore,
)
from nrw_desktop.domain.edits.common import Setter, can_be_empty
from nrw_desktop.domain.edits.setters import setter

__all__ = [
    "Setter",
    "aliases",
    "bulk_add",
    "can_be_empty",
    "contacts",
    "detail_rows",
    "goals",
    "links",
    "many",
    "measures",
    "mentions",
    "merge_partners",
    "partners",
    "paste",
    "phases",
    "project",
    "reading",
    "references",
    "remarks",
    "restore",
    "setter",
]
