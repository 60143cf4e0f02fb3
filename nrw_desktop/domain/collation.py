"""German alphabetical order: which of two words comes first in a list."""

import unicodedata

_BASE = str.maketrans(
    {"ä": "a", "ö": "o", "ü": "u", "ß": "ss", "ẞ": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l"}
)


def sort_key(text: str) -> str:
    """What texts are compared by, as in DIN 5007-1: case, umlauts, accents and leading blanks do not count."""
    text = text.strip().casefold()
    if text.isascii():
        return text
    text = text.translate(_BASE)
    # Taking marks apart letter by letter is slow, and most German words have none left by now.
    if text.isascii():
        return text
    text = unicodedata.normalize("NFD", text)
    return "".join(mark for mark in text if not unicodedata.combining(mark))
