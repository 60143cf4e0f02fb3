"""From the rows of a file to a plan, over the DB-API alone: what a start needs and no more."""

import sqlite3
from collections.abc import Iterable
from itertools import repeat, starmap
from typing import Any

from nrw_desktop.domain.model.labels_de import TABLE_WORDS
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import FIELDS, TABLES, Record, required
from nrw_desktop.domain.queries import invariants
from nrw_desktop.storage.database.connection import NEWEST, quoted, with_patience
from nrw_desktop.storage.system.error_messages import BreachError

_SOME = 500
"""So many rows are read at a time, and looked at while the processor still has them at hand."""


def read(connection: sqlite3.Connection) -> Plan:
    """The plan as the file has it now; rows and newest change fit together even if another program writes meanwhile.

    Raises:
        BreachError: the rows are no plan.
    """
    with with_patience(connection):
        connection.execute("BEGIN")
        try:
            look = invariants.Look()
            plan = rows_of(connection, look)
        finally:
            connection.rollback()
    if look.finds(plan):
        raise BreachError(next(invariants.breaches(plan)))
    return plan


def rows_of(connection: sqlite3.Connection, look: invariants.Look | None = None) -> Plan:
    """What the rows say within a transaction, whether or not it is a plan."""
    head = connection.execute(NEWEST).fetchone()
    return Plan({table: _rows(connection, table, look) for table in TABLES}, head[0] if head else None)


def _rows(connection: sqlite3.Connection, table: str, look: invariants.Look | None) -> dict[str, Record]:
    record, rows, count = TABLES[table], dict[str, Record](), 0
    fields = _in_use(connection, table)
    columns: dict[str, Iterable[Any]] = dict.fromkeys(FIELDS[table], repeat(None))
    selected = connection.execute(f"SELECT {', '.join(map(quoted, fields))} FROM {_whole(table)}") if fields else None
    while selected and (some := selected.fetchmany(_SOME)):
        read = dict(zip(fields, zip(*some, strict=True), strict=True))
        if look is not None:
            look.at(table, read)
        columns |= read
        rows.update(zip(read["id"], starmap(record, zip(*columns.values(), strict=False)), strict=True))
        count += len(some)
        if len(rows) != count:
            # Pages that lead in circles give the same rows again and again.
            raise BreachError(f"Eine Zeile ({TABLE_WORDS[table]}) steht mehr als einmal da.")
    return rows


def _in_use(connection: sqlite3.Connection, table: str) -> list[str]:
    """The fields that are not empty in every row; none where there is no row.

    Most plans use half of what a measure can hold, and to ask for a value takes longer than to count it.
    """
    can_be_empty = [field for field in FIELDS[table] if not required(table, field)]
    counted = ", ".join(["count(*)", *(f"count({quoted(field)})" for field in can_be_empty)])
    total, *held = connection.execute(f"SELECT {counted} FROM {_whole(table)}").fetchone()
    empty = {field for field, number in zip(can_be_empty, held, strict=True) if not number}
    return [field for field in FIELDS[table] if field not in empty] if total else []


def _whole(table: str) -> str:
    """A table as its own pages have it: an index that is damaged would hide rows."""
    return f"{quoted(table)} NOT INDEXED"
