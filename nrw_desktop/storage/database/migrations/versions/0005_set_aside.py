"""What of the findings of the checks a person has set aside."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Adds the new table, empty."""
    op.create_table(
        "set_aside",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("rule", sa.Text, nullable=False),
        sa.Column("table", sa.Text),
        sa.Column("row", sa.Text),
        sa.Column("aspect", sa.Text),
        sa.Column("reason", sa.Text),
        sqlite_strict=True,
    )


def image(table: str, values: dict[str, Any], whole: bool) -> dict[str, Any]:
    """A row of the schema before as this one has it: the tables that there were stay as they are."""
    return values
