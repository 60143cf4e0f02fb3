"""Which fields of a row are merged together: those that one edit sets as one, and that make no sense half and half."""

from functools import cache

from nrw_desktop.domain.model.labels_de import field_word
from nrw_desktop.domain.model.records import FIELD_TABLE, FIELDS
from nrw_desktop.domain.text import points

ROW = "id"
"""Stands for the row as a whole: that it is there."""
PERIOD = "start"
"""The group of all that makes a period."""

_CLOSED = frozenset({"state", "closed_by"})
"""That minutes are closed, and by which change: no place, though people set that as little."""
_TOGETHER = (
    frozenset({"responsible_partner", "responsible"}),
    frozenset({"refers_to", "wording"}),
    points.PARTS | {"start_derived"},
    # Who it is, and that this very person agreed to be named.
    frozenset({"partner", "name", "named"}),
    frozenset({"votes_for", "votes_against", "abstained"}),
)


@cache
def groups(table: str) -> dict[str, tuple[str, ...]]:
    """The groups of a table: the fields of each by the first of them, which names it. Its place is one of them."""
    placing = frozenset(field for field, spec in FIELD_TABLE[table].items() if spec.placing)
    ways = (_CLOSED, placing, *_TOGETHER)
    found: dict[frozenset[str], list[str]] = {}
    for field in FIELDS[table]:
        if field != ROW:
            together = next((fields for fields in ways if field in fields), frozenset({field}))
            found.setdefault(together, []).append(field)
    return {fields[0]: tuple(fields) for fields in found.values()}


@cache
def _names(table: str) -> dict[str, str]:
    return {field: group for group, fields in groups(table).items() for field in fields}


def group_of(table: str, field: str) -> str:
    """The group that a field belongs to."""
    return ROW if field == ROW else _names(table)[field]


@cache
def place_of(table: str) -> str | None:
    """The group that says where a row stands in its list; None where people give it no place."""
    return next((group for group, fields in groups(table).items() if "order" in fields), None)


def word(table: str, group: str) -> str:
    """The German word for a group."""
    if group == place_of(table):
        return "Platz"
    if group == "text":
        # As labels say it: „Text von … geändert“.
        return "Text"
    if group == "partner" and "name" in FIELDS[table]:
        return field_word(table, "name")
    if group == "votes_for":
        return "Abstimmung"
    return field_word(table, "period" if group == PERIOD else group)
