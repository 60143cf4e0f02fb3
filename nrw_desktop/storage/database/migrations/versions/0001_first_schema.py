"""The first schema: the records of a plan and the change log. Frozen; what changes later is a migration of its own."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Makes all tables and the indexes on what refers to another row."""
    op.create_table(
        "project",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("heading", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("introduction", sa.Text, nullable=False),
        sa.Column("lead", sa.Text, nullable=False),
        sa.Column("municipality", sa.Text, nullable=False),
        sa.Column("programme", sa.Text, nullable=False),
        sa.Column("end", sa.Text),
        sqlite_strict=True,
    )
    op.create_table(
        "phase",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("order", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("start", sa.Text),
        sa.Column("end", sa.Text),
        sa.Column("end_rule", sa.Text),
        sa.Column("start_derived", sa.Integer, nullable=False),
        sa.Column("period_text", sa.Text),
        sa.Column("refers_to", sa.Text, _reference("phase")),
        sa.Column("wording", sa.Text),
        sa.Column("emphasis_phase", sa.Text, _reference("phase")),
        sa.Column("goal_style", sa.Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "partner",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("abbreviation", sa.Text),
        sa.Column("expansion", sa.Text),
        sa.Column("kind", sa.Text),
        sa.Column("remark", sa.Text),
        sa.Column("joined_phase", sa.Text, _reference("phase")),
        sqlite_strict=True,
    )
    op.create_table(
        "alias",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("partner", sa.Text, _reference("partner"), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "contact",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("partner", sa.Text, _reference("partner"), nullable=False),
        sa.Column("person", sa.Text),
        sa.Column("phone", sa.Text),
        sa.Column("mail", sa.Text),
        sa.Column("address", sa.Text),
        sa.Column("purpose", sa.Text),
        sa.Column("retain_until", sa.Text),
        sqlite_strict=True,
    )
    op.create_table(
        "mention",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("phase", sa.Text, _reference("phase"), nullable=False),
        sa.Column("partner", sa.Text, _reference("partner"), nullable=False),
        sa.Column("order", sa.Text, nullable=False),
        sa.Column("printed", sa.Text),
        sa.Column("joiner", sa.Text, nullable=False),
        sa.Column("stressed", sa.Integer, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "measure",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("phase", sa.Text, _reference("phase"), nullable=False),
        sa.Column("order", sa.Text, nullable=False),
        sa.Column("short", sa.Text),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("start", sa.Text),
        sa.Column("end", sa.Text),
        sa.Column("responsible_partner", sa.Text, _reference("partner")),
        sa.Column("responsible", sa.Text),
        sa.Column("note", sa.Text),
        sqlite_strict=True,
    )
    op.create_table(
        "goal",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("phase", sa.Text, _reference("phase"), nullable=False),
        sa.Column("parent", sa.Text, _reference("goal")),
        sa.Column("order", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("child_style", sa.Text, nullable=False),
        sqlite_strict=True,
    )
    _create_log()
    for table, fields in {
        "phase": ("refers_to", "emphasis_phase"),
        "partner": ("joined_phase",),
        "alias": ("partner",),
        "contact": ("partner",),
        "mention": ("phase", "partner"),
        "measure": ("phase", "responsible_partner"),
        "goal": ("phase", "parent"),
    }.items():
        for field in fields:
            op.create_index(f"{table}_{field}", table, [field])


def _create_log() -> None:
    op.create_table(
        "change",
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("origin", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("target", sa.Text),
        sa.Column("joins", sa.Text),
        sa.Column("schema", sa.Integer, nullable=False),
        sa.Column("merged", sa.Text),
        sa.Column("label", sa.Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "change_body",
        sa.Column("seq", sa.Integer, sa.ForeignKey("change.seq"), primary_key=True),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("checksum", sa.LargeBinary, nullable=False),
        sqlite_strict=True,
    )


def _reference(table: str) -> sa.ForeignKey:
    return sa.ForeignKey(f"{table}.id", deferrable=True, initially="DEFERRED")
