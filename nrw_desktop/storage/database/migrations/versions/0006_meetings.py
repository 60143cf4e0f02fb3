"""Meetings: bodies, who came, agenda, votes and tasks; a decision of a meeting is of no measure."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_NEW = dict.fromkeys(["agenda_item", "votes_for", "votes_against", "abstained", "reference"])


def upgrade() -> None:
    """Adds the new tables, empty, and makes the table of decisions anew, since its measure may be missing now."""
    _create("body", _text("name", needed=True), _number("quorum"))
    _create("body_member", _link("body", needed=True), _link("partner"), _text("name"))
    _create(
        "meeting",
        _link("body"),
        _text("title", needed=True),
        *(_text(field) for field in ("date", "time", "place", "chair", "minutes_by")),
        _text("state", needed=True),
        _text("closed_by"),
        _text("reopened"),
    )
    _create(
        "attendance",
        _link("meeting", needed=True),
        _link("partner"),
        _text("name"),
        _text("state", needed=True),
        _number("named", needed=True),
    )
    _create(
        "agenda_item",
        _link("meeting", needed=True),
        _link("parent", "agenda_item"),
        _text("order", needed=True),
        _text("title", needed=True),
        _text("text"),
        _number("minutes"),
    )
    _create("agenda_measure", _link("agenda_item", needed=True), _link("measure"), _text("name"))
    _create("agenda_phase", _link("agenda_item", needed=True), _link("phase"), _text("name"))
    _make_decisions_anew()
    _create("measure_decision", _link("decision", needed=True), _link("measure", needed=True))
    _create(
        "task",
        _text("text", needed=True),
        _link("partner"),
        *(_text(field) for field in ("name", "until", "done_on")),
        _link("agenda_item"),
        _link("measure"),
        _link("phase"),
    )
    for table, references in {
        "body_member": ("body", "partner"),
        "meeting": ("body",),
        "attendance": ("meeting", "partner"),
        "agenda_item": ("meeting", "parent"),
        "agenda_measure": ("agenda_item", "measure"),
        "agenda_phase": ("agenda_item", "phase"),
        "decision": ("measure", "agenda_item"),
        "measure_decision": ("decision", "measure"),
        "task": ("partner", "agenda_item", "measure", "phase"),
    }.items():
        for field in references:
            op.create_index(f"{table}_{field}", table, [field])


def image(table: str, values: dict[str, Any], whole: bool) -> dict[str, Any]:
    """A row of the schema before as this one has it, a whole one or the fields of an update."""
    return {**values, **_NEW} if whole and table == "decision" else values


def _make_decisions_anew() -> None:
    """SQLite cannot take NOT NULL from a column. No other table refers to this one."""
    op.drop_index("decision_measure")
    op.rename_table("decision", "decision_before")
    _create(
        "decision",
        _link("measure"),
        _text("body", needed=True),
        _text("date"),
        _text("text"),
        _link("agenda_item"),
        *(_number(field) for field in ("votes_for", "votes_against", "abstained")),
        _text("reference"),
    )
    op.execute(
        "INSERT INTO decision (id, measure, body, date, text) SELECT id, measure, body, date, text FROM decision_before"
    )
    op.drop_table("decision_before")


def _create(table: str, *columns: sa.Column[Any]) -> None:
    op.create_table(table, sa.Column("id", sa.Text, primary_key=True), *columns, sqlite_strict=True)


def _text(field: str, needed: bool = False) -> sa.Column[Any]:
    return sa.Column(field, sa.Text, nullable=not needed)


def _number(field: str, needed: bool = False) -> sa.Column[Any]:
    return sa.Column(field, sa.Integer, nullable=not needed)


def _link(field: str, table: str = "", needed: bool = False) -> sa.Column[Any]:
    reference = sa.ForeignKey(f"{table or field}.id", deferrable=True, initially="DEFERRED")
    return sa.Column(field, sa.Text, reference, nullable=not needed)
