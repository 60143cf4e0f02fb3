"""Bringing a file's tables to the newest schema with Alembic."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

from nrw_desktop.storage.connection import APPLICATION_ID, SCHEMA

# Plain files beside the code, in a frozen build too: Alembic reads the migrations from their folder.
MIGRATIONS = Path(__file__).parent / "migrations"


def to_head(engine: Engine) -> None:
    """Runs the migrations that the database lacks and marks it as a plan file of this schema, all in one transaction.

    Alembic on SQLite as it comes commits after each statement; given a transaction, it keeps to it.
    """
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA}")
