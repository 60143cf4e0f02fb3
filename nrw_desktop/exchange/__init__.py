"""Plans in other programs' forms, out and in."""
