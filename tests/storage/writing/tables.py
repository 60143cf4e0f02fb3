"""The tables that a plan file is to have: one for each record, its fields under the same names, and the log.

The migrations make those of a file, and `test_schema` holds them to these.

SQLite checks the types (STRICT). References are checked when a change is committed, so that the rows of a change may
come in any order; nothing cascades, since a change names every row it takes with it.
"""

from typing import Any

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text

from nrw_desktop.domain.model.records import FIELDS, REFERENCES, TABLES, field_of, required

metadata = MetaData()


def _column(table: str, field: str) -> Column[Any]:
    spec = field_of(table, field)
    kind = Integer if spec.kind.is_number else Text
    references = [ForeignKey(f"{spec.table}.id", deferrable=True, initially="DEFERRED")] if spec.table else []
    return Column(field, kind, *references, primary_key=field == "id", nullable=not required(table, field))


for _table in TABLES:
    Table(_table, metadata, *(_column(_table, field) for field in FIELDS[_table]), sqlite_strict=True)
    # Without an index, deleting a row reads all that could refer to it.
    for _field in REFERENCES.get(_table, {}):
        Index(f"{_table}_{_field}", metadata.tables[_table].c[_field])

change = Table(
    "change",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("origin", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("target", Text),
    Column("joins", Text),
    Column("schema", Integer, nullable=False),
    Column("merged", Text),
    Column("label", Text, nullable=False),
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
