"""Rows out to the clipboard, and what others put there in as rows, after a look at it where that is in doubt."""
