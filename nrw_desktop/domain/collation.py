"""German alphabetical order: which of two words comes first in a list."""

import unicodedata

_BASE = str.maketrans({"ß": "ss", "ẞ": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l"})


def sort_key(text: str) -> str:
    """What texts are compared by, as in DIN 5007-1: case, umlauts, accents and leading blanks do not count."""
    text = text.strip().casefold()
    if text.isascii():
        return text
    text = unicodedata.normalize("NFD", text.translate(_BASE))
    return "".join(mark for mark in text if not unicodedata.combining(mark))
