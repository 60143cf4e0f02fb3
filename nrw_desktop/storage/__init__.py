"""The plan file: an SQLite database with the rows of a plan and the log of everything that was done to it."""
