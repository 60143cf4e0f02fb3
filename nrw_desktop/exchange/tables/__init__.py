"""What the tables of other people are: where their heads and cells stand, what is beside them, and who."""
