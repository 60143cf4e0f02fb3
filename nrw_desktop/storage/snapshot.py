"""From the rows of a file to a plan, over the DB-API alone: what a start needs and no more."""

import sqlite3

from nrw_desktop.domain.plan import Plan
from nrw_desktop.domain.records import FIELDS, TABLES
from nrw_desktop.storage.connection import NEWEST


def read(connection: sqlite3.Connection) -> Plan:
    """The plan as the file has it now; rows and newest change fit together even if another program writes meanwhile."""
    connection.execute("BEGIN")
    try:
        head = connection.execute(NEWEST).fetchone()
        rows = {}
        for table, record in TABLES.items():
            columns = ", ".join(f'"{field}"' for field in FIELDS[table])
            selected = connection.execute(f'SELECT {columns} FROM "{table}"')
            rows[table] = {values[0]: record(*values) for values in selected}
    finally:
        connection.rollback()
    return Plan(rows, head[0] if head else None)
