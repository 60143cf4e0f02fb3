"""What writes into a plan file, and brings an older one to the newest schema, with SQLAlchemy and Alembic."""
