"""From the rows of a file to a plan, over the DB-API alone: what a start needs and no more."""

import sqlite3
from itertools import starmap
from operator import itemgetter

from nrw_desktop.domain.model.labels_de import TABLE_WORDS
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import FIELDS, TABLES, Record
from nrw_desktop.domain.queries import invariants
from nrw_desktop.storage.database.connection import NEWEST, with_patience
from nrw_desktop.storage.system.error_messages import BreachError

_ID = itemgetter(0)
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
    columns, record = ", ".join(f'"{field}"' for field in FIELDS[table]), TABLES[table]
    selected = connection.execute(f'SELECT {columns} FROM "{table}"')
    rows: dict[str, Record] = {}
    count = 0
    while some := selected.fetchmany(_SOME):
        if look is not None:
            look.at(table, some)
        rows.update(zip(map(_ID, some), starmap(record, some), strict=True))
        count += len(some)
        if len(rows) != count:
            # Pages that lead in circles give the same rows again and again.
            raise BreachError(f"Eine Zeile ({TABLE_WORDS[table]}) steht mehr als einmal da.")
    return rows
