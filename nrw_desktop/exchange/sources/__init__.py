"""Other people's files: what kind they are, reading them in a child process with limits, and what was read."""
