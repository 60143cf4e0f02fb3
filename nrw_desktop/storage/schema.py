"""The tables of a plan file in SQLAlchemy Core: one for each record, its fields under the same names, and the log.

SQLite checks the types (STRICT). References are checked when a change is committed, so that the rows of a change may
come in any order; nothing cascades, since a change names every row it takes with it.
"""

from typing import Any

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text

metadata = MetaData()


def _id() -> Column[Any]:
    return Column("id", Text, primary_key=True)


def _text(name: str) -> Column[Any]:
    return Column(name, Text, nullable=False)


def _optional(name: str) -> Column[Any]:
    return Column(name, Text)


def _flag(name: str) -> Column[Any]:
    return Column(name, Integer, nullable=False)


def _reference(name: str, table: str, optional: bool = False) -> Column[Any]:
    target = ForeignKey(f"{table}.id", deferrable=True, initially="DEFERRED")
    return Column(name, Text, target, nullable=optional)


def _table(name: str, *columns: Column[Any]) -> Table:
    table = Table(name, metadata, *columns, sqlite_strict=True)
    # Without an index, deleting a row reads all that could refer to it.
    for column in columns:
        if column.foreign_keys:
            Index(f"{name}_{column.name}", column)
    return table


project = _table(
    "project",
    _id(),
    _text("heading"),
    _text("title"),
    _text("introduction"),
    _text("lead"),
    _text("municipality"),
    _text("programme"),
    _optional("end"),
)

phase = _table(
    "phase",
    _id(),
    _text("order"),
    _text("title"),
    _optional("start"),
    _optional("end"),
    _optional("end_rule"),
    _flag("start_derived"),
    _optional("period_text"),
    _reference("refers_to", "phase", optional=True),
    _optional("wording"),
    _reference("emphasis_phase", "phase", optional=True),
    _text("goal_style"),
)

partner = _table(
    "partner",
    _id(),
    _text("name"),
    _optional("abbreviation"),
    _optional("expansion"),
    _optional("kind"),
    _optional("remark"),
    _reference("joined_phase", "phase", optional=True),
)

alias = _table("alias", _id(), _reference("partner", "partner"), _text("text"))

contact = _table(
    "contact",
    _id(),
    _reference("partner", "partner"),
    _optional("person"),
    _optional("phone"),
    _optional("mail"),
    _optional("address"),
    _optional("purpose"),
    _optional("retain_until"),
)

mention = _table(
    "mention",
    _id(),
    _reference("phase", "phase"),
    _reference("partner", "partner"),
    _text("order"),
    _optional("printed"),
    _text("joiner"),
    _flag("stressed"),
)

measure = _table(
    "measure",
    _id(),
    _reference("phase", "phase"),
    _text("order"),
    _optional("short"),
    _text("text"),
    _text("status"),
    _optional("start"),
    _optional("end"),
    _reference("responsible_partner", "partner", optional=True),
    _optional("responsible"),
    _optional("note"),
)

goal = _table(
    "goal",
    _id(),
    _reference("phase", "phase"),
    _reference("parent", "goal", optional=True),
    _text("order"),
    _text("text"),
    _text("child_style"),
)

change = Table(
    "change",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    _text("origin"),
    _text("at"),
    _text("kind"),
    _optional("target"),
    _optional("joins"),
    Column("schema", Integer, nullable=False),
    _optional("merged"),
    _text("label"),
    sqlite_strict=True,
)

change_body = Table(
    "change_body",
    metadata,
    Column("seq", Integer, ForeignKey("change.seq"), primary_key=True),
    Column("body", LargeBinary, nullable=False),
    Column("checksum", LargeBinary, nullable=False),
    sqlite_strict=True,
)
"""The rows of the changes, apart from the narrow table: going back through the log must not read them."""
