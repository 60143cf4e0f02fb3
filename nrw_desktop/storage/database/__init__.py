"""The plan file as a database: its schema, how it is read, written and checked."""
