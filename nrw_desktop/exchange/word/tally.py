"""Counts what a reader saw and did not take, with a few examples of each."""

from collections import Counter
from collections.abc import Iterable

from nrw_desktop.exchange.sources.limits import LONGEST_EXAMPLE, MOST_EXAMPLES
from nrw_desktop.exchange.sources.source import Left


class Tally:
    """What was left out of one file, by its kind (see `source.LEFT_WORDS`)."""

    def __init__(self) -> None:
        self._left = Counter[str]()
        self._examples: dict[str, list[str]] = {}

    def add(self, kind: str, text: str = "") -> None:
        """Count something that is in the file and not in the source."""
        self._left[kind] += 1
        examples = self._examples.setdefault(kind, [])
        if text.strip() and len(examples) < MOST_EXAMPLES:
            examples.append(" ".join(text[: 2 * LONGEST_EXAMPLE].split())[:LONGEST_EXAMPLE])

    def each(self, kind: str, texts: Iterable[str]) -> None:
        """Count each of some texts."""
        for text in texts:
            self.add(kind, text)

    def once(self, kind: str) -> None:
        """Say that there is some of it, however much."""
        if not self._left[kind]:
            self.add(kind)

    def left(self) -> tuple[Left, ...]:
        """All that was counted."""
        return tuple(Left(kind, count, tuple(self._examples[kind])) for kind, count in self._left.items())
