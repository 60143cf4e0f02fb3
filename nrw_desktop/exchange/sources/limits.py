"""How large a file may be that other people made, and the sentences that refuse a larger one.

The numbers are far above any real file: of 573 documents in public collections, 99 % hold less than 1 MB of text.
"""

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.text.numbers import grouped

MOST_PARTS = 5_000
"""Files within a packed file."""
MOST_UNPACKED = 512_000_000
"""Bytes of all of them together, pictures included."""
MOST_XML = 32_000_000
"""Bytes of one XML part."""
MOST_RATIO = 200
"""How many times larger a part of more than a megabyte may be unpacked than packed: text comes to about 20."""
MOST_PARAGRAPHS = 200_000
MOST_COLUMNS = 200
MOST_CELLS = 400_000
"""Cells of all tables."""
MOST_LEVELS = 100
"""Elements within elements that are read one by one: tables within tables, text boxes within them."""
LONGEST_EXAMPLE = 60
MOST_EXAMPLES = 5

_PART = "Bitte nur den Teil mit dem Plan in eine neue Datei kopieren und diese importieren."


class SourceError(PlanError):
    """A file cannot be read as what it is called or looks like; the sentence says what to do instead."""


def too_much(what: str, most: int) -> SourceError:
    """That there is more of something than is read; ``what`` is „Spalten“, with their number where it is known."""
    return SourceError(f"Die Datei hat mehr als {grouped(most)} {what}; so viel lässt sich nicht importieren. {_PART}")


class Count:
    """Counts what is read, and refuses what is too much."""

    def __init__(self, what: str, most: int):
        self._what, self._most, self._count = what, most, 0

    def add(self, more: int = 1) -> None:
        """Count so many more.

        Raises:
            SourceError: that is too much.
        """
        self._count += more
        if self._count > self._most:
            raise too_much(self._what, self._most)
