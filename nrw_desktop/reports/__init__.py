"""Reports: a plan goes in, PDF bytes come out. No Qt, no SQLAlchemy, and no file is written here."""
