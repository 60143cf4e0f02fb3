"""Backups as files: where they lie, which are kept, and the second place."""
