"""The records, what each field of them is, changes, and the plan."""
