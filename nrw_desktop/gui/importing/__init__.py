"""Importing: other people's files on their way into the plan, at the left as they are, at the right as a plan."""
