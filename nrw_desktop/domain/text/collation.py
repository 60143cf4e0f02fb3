"""The order of lists: words as in German, and numbers within them by what they say."""

import re
import unicodedata

_BASE = str.maketrans(
    {"ä": "a", "ö": "o", "ü": "u", "ß": "ss", "ẞ": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l"}
    | dict.fromkeys("\u00a0\u202f", " ")
)
# Compiled when something is sorted, not at the start of the program.
_NUMBER = r"([0-9]{1,3}(?:\.[0-9]{3})+(?![0-9])|[0-9]+)(,[0-9]+)?"
_MIDDLE = 10**19
_NO_END = "~"


def sort_key(text: str) -> str:
    """What texts are compared by, as in DIN 5007-1: case, umlauts, accents and leading blanks do not count.

    Numbers count as numbers: „Dialogforum 16“ comes before „Dialogforum 154“, „900 €“ before „1.000 €“.
    """
    return re.sub(_NUMBER, _in_order, _plain(text.strip().casefold()))


def number_key(number: int) -> str:
    """What whole numbers are compared by, negative ones too."""
    return f"{number + _MIDDLE:020d}"


def span_key(start: str | None, end: str | None) -> str:
    """What two months or days are compared by: the first one known, then how long it goes on; empty for none."""
    return f"{start or end} {end or _NO_END}" if start or end else ""


def _plain(text: str) -> str:
    if text.isascii():
        return text
    text = text.translate(_BASE)
    # Taking marks apart letter by letter is slow, and most German words have none left by now.
    if text.isascii():
        return text
    text = unicodedata.normalize("NFD", text)
    return "".join(mark for mark in text if not unicodedata.combining(mark))


def _in_order(match: re.Match[str]) -> str:
    """A number so that longer ones come later; what is behind its comma stays."""
    digits = match[1].replace(".", "").lstrip("0") or "0"
    nines, rest = divmod(len(digits), 9)
    return f"{'9' * nines}{rest}{digits}{match[2] or ''}"
