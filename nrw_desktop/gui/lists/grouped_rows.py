"""The rows of a list with headings: what they say, on screen and spoken."""

from collections.abc import Callable, Hashable

import msgspec


class Heading(msgspec.Struct, frozen=True):
    """What the rows below have in common, and how many there are, where that matters; below that, quieter, a note.

    One that folds has a key and says whether it is open: the rows below it are there only then.
    """

    title: str
    total: int | None
    note: str = ""
    key: Hashable = None
    is_open: bool = False

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        state = (("aufgeklappt" if self.is_open else "zugeklappt"),) if self.key is not None else ()
        total = () if self.total is None else (str(self.total),)
        return ", ".join([self.title, *total, *([self.note] if self.note else []), *state])


class Line(msgspec.Struct, frozen=True):
    """What a row shows: a text, the places in it that stand out, and below it, quieter, where it belongs.

    A row that stands for several things says how many these are.
    """

    text: str
    places: tuple[tuple[int, int], ...] = ()
    foot: str = ""
    total: int | None = None

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        total = "" if self.total is None else f": {self.total}"
        return f"{self.text}{total}\n{self.foot}" if self.foot else f"{self.text}{total}"


class Entry:
    """A row: what it stands for, and how to make its line, which is done when it is first seen."""

    __slots__ = ("_line", "_make", "key")

    def __init__(self, key: Hashable, make: Callable[[], Line]):
        self.key, self._make = key, make
        self._line: Line | None = None

    @property
    def line(self) -> Line:
        """What the row shows."""
        if self._line is None:
            self._line = self._make()
        return self._line


Row = Heading | Entry
