"""What writes into a plan file, with SQLAlchemy, and brings an older one to the newest schema, with Alembic."""
