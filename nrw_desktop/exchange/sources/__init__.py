"""What other people's files hold, and how to look at one safely: packed parts, XML, limits."""

READ_COMMAND = "read-file"
"""The command by which the program starts itself anew to read a file, for itself alone: no help names it."""
