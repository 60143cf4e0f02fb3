"""The whole plan: funding, relative periods, what a report asks of measures and goals, and links between records."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_NEW: dict[str, dict[str, Any]] = {
    "project": dict.fromkeys(["funding_notice"]),
    "phase": {
        **dict.fromkeys(["start_rule", "start_phase"]),
        "start_offset": 0,
        "end_phase": None,
        "end_offset": 0,
    },
    "measure": dict.fromkeys(
        [
            "target_group",
            "place",
            "field_of_action",
            "participants_expected",
            "participants_actual",
            "priority",
            "result",
            "deviation",
        ]
    ),
    "goal": dict.fromkeys(
        ["indicator", "unit", "baseline", "target", "actual", "step", "reached", "remark"],
    ),
}
_NUMBERS = {"start_offset", "end_offset", "participants_expected", "participants_actual", "step"}
_REFERENCES = {"start_phase": "phase", "end_phase": "phase"}


def upgrade() -> None:
    """Adds the new fields, empty, and the new tables."""
    for table, fields in _NEW.items():
        for field, default in fields.items():
            kind = sa.Integer if field in _NUMBERS else sa.Text
            given: dict[str, Any] = {} if default is None else {"server_default": str(default), "nullable": False}
            reference = [_reference(_REFERENCES[field])] if field in _REFERENCES else []
            op.add_column(table, sa.Column(field, kind, *reference, **given), inline_references=True)
    _create("funding_year", sa.Column("year", sa.Integer, nullable=False), *_cents("cap", "own_share"))
    _create("deadline", sa.Column("what", sa.Text, nullable=False), sa.Column("date", sa.Text))
    _create("distinct", _link("one", "partner"), _link("other", "partner"))
    _create("cost", _link("measure"), sa.Column("year", sa.Integer, nullable=False), *_cents("planned", "actual"))
    _create(
        "decision",
        _link("measure"),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("date", sa.Text),
        sa.Column("text", sa.Text),
    )
    _create("document", _link("measure"), sa.Column("title", sa.Text), sa.Column("target", sa.Text, nullable=False))
    _create("measure_goal", _link("measure"), _link("goal"))
    _create("measure_partner", _link("measure"), _link("partner"))
    for table, references in {
        "phase": ("start_phase", "end_phase"),
        "distinct": ("one", "other"),
        "cost": ("measure",),
        "decision": ("measure",),
        "document": ("measure",),
        "measure_goal": ("measure", "goal"),
        "measure_partner": ("measure", "partner"),
    }.items():
        for field in references:
            op.create_index(f"{table}_{field}", table, [field])


def image(table: str, values: dict[str, Any], whole: bool) -> dict[str, Any]:
    """A row of the schema before as this one has it, a whole one or the fields of an update."""
    return {**values, **_NEW.get(table, {})} if whole else values


def _create(table: str, *columns: sa.Column[Any]) -> None:
    op.create_table(table, sa.Column("id", sa.Text, primary_key=True), *columns, sqlite_strict=True)


def _link(field: str, table: str = "") -> sa.Column[Any]:
    return sa.Column(field, sa.Text, _reference(table or field), nullable=False)


def _cents(*fields: str) -> list[sa.Column[Any]]:
    return [sa.Column(field, sa.Integer) for field in fields]


def _reference(table: str) -> sa.ForeignKey:
    return sa.ForeignKey(f"{table}.id", deferrable=True, initially="DEFERRED")
