"""Other people's files: what kind they are, and reading them in a child process with limits."""
