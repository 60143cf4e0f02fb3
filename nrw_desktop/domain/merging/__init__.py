"""Two copies of a plan made one: what each has that the other lacks joins, and what contradicts is asked. Pure."""
