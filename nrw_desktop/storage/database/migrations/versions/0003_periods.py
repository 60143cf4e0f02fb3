"""One kind of period for phases and measures: days, and for measures rules and the words that were typed."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_NEW: dict[str, dict[str, Any]] = {
    "phase": dict.fromkeys(["start_day", "end_day"]),
    "measure": {
        **dict.fromkeys(["start_day", "end_day", "start_rule", "start_phase"]),
        "start_offset": 0,
        **dict.fromkeys(["end_rule", "end_phase"]),
        "end_offset": 0,
        "period_text": None,
    },
}
_NUMBERS = {"start_day", "end_day", "start_offset", "end_offset"}
_REFERENCES = {"start_phase": "phase", "end_phase": "phase"}


def upgrade() -> None:
    """Adds the new fields, empty."""
    for table, fields in _NEW.items():
        for field, default in fields.items():
            kind = sa.Integer if field in _NUMBERS else sa.Text
            given: dict[str, Any] = {} if default is None else {"server_default": str(default), "nullable": False}
            reference = [_reference(_REFERENCES[field])] if field in _REFERENCES else []
            op.add_column(table, sa.Column(field, kind, *reference, **given), inline_references=True)
    for field in _REFERENCES:
        op.create_index(f"measure_{field}", "measure", [field])


def image(table: str, values: dict[str, Any], whole: bool) -> dict[str, Any]:
    """A row of the schema before as this one has it, a whole one or the fields of an update."""
    return {**values, **_NEW.get(table, {})} if whole else values


def _reference(table: str) -> sa.ForeignKey:
    return sa.ForeignKey(f"{table}.id", deferrable=True, initially="DEFERRED")
