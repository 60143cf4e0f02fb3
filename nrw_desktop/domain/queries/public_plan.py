"""What of a plan anybody may see: an allow-list, field by field, for reports and for the screen of a meeting."""

from collections.abc import Mapping
from typing import Any, Literal

from msgspec.structs import replace

from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import FIELD_TABLE, FIELDS, TABLES, Record
from nrw_desktop.domain.text import kinds

Edition = Literal["public", "internal"]
EDITIONS: Mapping[Edition, str] = {"public": "Öffentliche Fassung", "internal": "Interne Fassung"}


def _hidden(table: str) -> dict[str, Any]:
    """What stands there in public where a field is not public: what it holds without a value."""
    record = TABLES[table]
    empty = dict(zip(FIELDS[table][1:], record.__struct_defaults__, strict=True))
    return {field: empty[field] for field, spec in FIELD_TABLE[table].items() if not spec.public}


_HIDDEN = {table: _hidden(table) for table in FIELDS}
_INTERNAL_TABLES = frozenset(
    table
    for table, specs in FIELD_TABLE.items()
    if not any(spec.public for field, spec in specs.items() if spec.kind is not kinds.KEY)
)
"""Tables of which nothing is shown in public, as no field of theirs is public."""


def _is_named(record: Record | None) -> bool:
    return bool(getattr(record, "named", 0))


def public(plan: Plan, now: Plan | None = None) -> Plan:
    """The plan with nothing but what its fields allow in public: no contacts, notes, money, documents, names by hand.

    Of those who came to a meeting it has only who agreed to be named: in an earlier state too only who does so ``now``.
    Topics for later are nobody's matter until they are on an agenda.

    A report in the public edition, and what is shown to a room, get no other plan: so nothing of it can reach them.
    """
    rows: dict[str, dict[str, Record]] = {}
    for table, records in plan.rows.items():
        gone = _HIDDEN[table]
        kept = {} if table in _INTERNAL_TABLES else records
        rows[table] = {key: replace(record, **gone) if gone else record for key, record in kept.items()}
    agreed = (now or plan).rows["attendance"]
    rows["attendance"] = {
        key: record if _is_named(record) and _is_named(agreed.get(key)) else replace(record, partner=None, name=None)
        for key, record in rows["attendance"].items()
    }
    items = rows["agenda_item"] = {
        key: record for key, record in rows["agenda_item"].items() if getattr(record, "meeting", None)
    }
    for table in ("agenda_measure", "agenda_phase"):
        rows[table] = {
            key: record for key, record in rows[table].items() if getattr(record, "agenda_item", None) in items
        }
    return Plan(rows, plan.head)
