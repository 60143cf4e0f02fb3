"""Topics for later: an agenda item need be of no meeting."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Makes the table of agenda items anew, since SQLite cannot take NOT NULL from a column.

    Renamed, it would take along what refers to it: so its rows wait in another table while it is dropped.
    """
    op.execute("CREATE TABLE agenda_item_before AS SELECT * FROM agenda_item")
    op.drop_table("agenda_item")
    op.create_table(
        "agenda_item",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("meeting", sa.Text, _refers_to("meeting")),
        sa.Column("parent", sa.Text, _refers_to("agenda_item")),
        sa.Column("order", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("text", sa.Text),
        sa.Column("minutes", sa.Integer),
        sqlite_strict=True,
    )
    op.execute(
        'INSERT INTO agenda_item (id, meeting, parent, "order", title, text, minutes) '
        'SELECT id, meeting, parent, "order", title, text, minutes FROM agenda_item_before'
    )
    op.drop_table("agenda_item_before")
    for field in ("meeting", "parent"):
        op.create_index(f"agenda_item_{field}", "agenda_item", [field])


def image(table: str, values: dict[str, Any], whole: bool) -> dict[str, Any]:
    """A row of the schema before as this one has it, a whole one or the fields of an update."""
    return values


def _refers_to(table: str) -> sa.ForeignKey:
    return sa.ForeignKey(f"{table}.id", deferrable=True, initially="DEFERRED")
