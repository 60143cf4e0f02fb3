"""A plan in the forms of other programs, each module writing one: a value of bytes, and what is to be said of it."""
