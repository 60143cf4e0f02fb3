"""How the titles of phases begin with the number that their place gives them anyway."""

import re
from collections.abc import Mapping

_SIGNS = set(".):-–—")
_CALLED = re.compile(r"(?:Phase\s+(\d+)|(\d+)\.\s*Phase)(?:[.):]\s*|\s+[-–—]\s+|\s+)(?=\S)", re.I)
_COUNTED = re.compile(r"(\d+)(?:[.):](?!\d)\s*|\s+[-–—]\s+|\s+)(?=\S)")
"""Without the word it may be the title's own: „2 Workshops“."""
_TIME = re.compile(r"(?:quartal|halbjahr|hj|projektjahr|förderjahr|jahr|monat|projektmonat|woche|kw)\b")
"""What a number belongs to that stands before it."""


def are_counted(titles: Mapping[int, str]) -> bool:
    """Whether each title, given by its number, has that before it, as in „1 Analyse“, „2 Bestand“.

    A phase may have no other title than its number.
    """
    own = {number: text for number, text in titles.items() if text.casefold() not in ("", f"phase {number}")}
    begun = [_begun(_COUNTED, text, number) for number, text in own.items()]
    bare = [title[found.end() :].casefold() for title, found in zip(own.values(), begun, strict=True) if found]
    if any(map(_TIME.match, bare)) or len(set(bare)) < len(bare):
        # „1. Quartal 2024“, or „1. Abschnitt“ and „2. Abschnitt“: nothing else tells one from the other.
        return False
    # A single one tells by a sign behind the number.
    return all(begun) and (len(begun) > 1 or any(set(one[0]) & _SIGNS for one in begun if one))


def without_number(title: str, number: int, counted: bool) -> str:
    """A title without its number; ``counted`` says whether all have theirs (see `are_counted`)."""
    found = _begun(_CALLED, title, number) or (_begun(_COUNTED, title, number) if counted else None)
    return title[found.end() :] if found else title


def _begun(pattern: re.Pattern[str], title: str, number: int) -> re.Match[str] | None:
    """How a title begins with its own number; None where it begins otherwise."""
    found = pattern.match(title)
    return found if found and str(number) in found.groups() else None
