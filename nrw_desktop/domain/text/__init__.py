"""Texts as people write them: gate, values, months and periods, order and folding; no record is known here."""
