"""How the titles of phases begin with the number that their place gives them anyway."""

import re
from collections.abc import Mapping

_SIGNS = set(".):-–—")
_CALLED = r"^(?:Phase\s+{0}|{0}\.\s*Phase)(?:[.):]\s*|\s+[-–—]\s+|\s+)(?=\S)"
_COUNTED = r"^{}(?:[.):](?!\d)\s*|\s+[-–—]\s+|\s+)(?=\S)"
"""Without the word it may be the title's own: „2 Workshops“."""


def are_counted(titles: Mapping[int, str]) -> bool:
    """Whether each title, given by its number, has that before it, as in „1 Analyse“, „2 Bestand“."""
    begun = [re.match(_COUNTED.format(number), text) for number, text in titles.items() if text]
    # A single one tells by a sign behind the number.
    return all(begun) and (len(begun) > 1 or any(set(one[0]) & _SIGNS for one in begun if one))


def without_number(title: str, number: int, counted: bool) -> str:
    """A title without its number; ``counted`` says whether all have theirs (see `are_counted`)."""
    short = re.sub(_CALLED.format(number), "", title, flags=re.I)
    return re.sub(_COUNTED.format(number), "", title) if short == title and counted else short
