"""A time axis of months that fills a given width whatever its span, with ticks that do not run into each other."""

import datetime
from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import ceil, floor

import msgspec

YEAR = 12
BREAK = 9.0
"""How wide the gap is where years are cut out, in points or pixels as the axis is."""
_LEAST_CUT = 2 * YEAR
_STEPS = tuple(YEAR * factor * power for power in (1, 10, 100, 1000) for factor in (1, 2, 5))


def index(month: str) -> int:
    """``YYYY-MM`` as a number: months since the year 0."""
    return int(month[:4]) * YEAR + int(month[5:]) - 1


def of_day(day: datetime.date) -> float:
    """A day on the same scale: the middle of a month is half a month after its first day."""
    return day.year * YEAR + day.month - 1 + (day.day - 1) / 31


class Tick(msgspec.Struct, frozen=True):
    """Where a stretch begins (from the axis's left edge), and its name; none where there is no room for it."""

    x: float
    label: str


class TimeAxis(msgspec.Struct, frozen=True):
    """From the beginning of a month to the beginning of another (`index`), over so many points or pixels.

    ``cuts`` are left out, from one month to another: there the axis has a gap of `BREAK`.
    """

    first: int
    last: int
    width: float
    cuts: tuple[tuple[int, int], ...] = ()

    @classmethod
    def over(cls, months: Iterable[int], width: float) -> "TimeAxis":
        """One that holds these months, in whole years where it is longer than one.

        Years without any of them are cut out where they would take more than a third of the axis.
        """
        known = sorted(months)
        first, last = known[0], known[-1] + 1
        if last - first <= YEAR:
            return cls(first, max(last, first + 3), width)
        first, last = first - first % YEAR, last + -last % YEAR
        empty = [(one - one % YEAR + YEAR, other - other % YEAR) for one, other in pairwise(known)]
        cuts, shown = [], last - first
        for start, end in sorted(empty, key=lambda each: each[0] - each[1]):
            length = end - start
            if length >= _LEAST_CUT and length * 3 > shown:
                cuts.append((start, end))
                shown -= length
        return cls(first, last, width, tuple(sorted(cuts)))

    @classmethod
    def scaled(cls, months: Iterable[int], month: float, least: float) -> "TimeAxis":
        """The same with a month as wide as said; it goes on after these months until it is ``least`` wide."""
        axis = cls.over(months, 1)
        width = month * sum(end - start for start, end in axis.stretches) + BREAK * len(axis.cuts)
        more = max(0, ceil((least - width) / month))
        return cls(axis.first, axis.last + more, width + more * month, axis.cuts)

    @property
    def stretches(self) -> list[tuple[int, int]]:
        """What is shown, from which month to the beginning of which."""
        edges = [self.first, *(edge for cut in self.cuts for edge in cut), self.last]
        return list(zip(edges[::2], edges[1::2], strict=True))

    @property
    def month(self) -> float:
        """How wide a month is."""
        return (self.width - BREAK * len(self.cuts)) / sum(end - start for start, end in self.stretches)

    def x(self, at: float) -> float:
        """Where a month begins; what lies outside is put to the edge."""
        at = min(max(at, self.first), self.last)
        x = (at - self.first) * self.month
        for start, end in self.cuts:
            if at > start:
                part = min(at, end) - start
                x += BREAK * part / (end - start) - part * self.month
        return x

    def at(self, x: float) -> float:
        """The time at a place; before and after the axis it goes on in months as wide as those on it."""
        left = 0.0
        for number, (start, end) in enumerate(self.stretches):
            right = left + (end - start) * self.month
            if x <= right or number == len(self.cuts):
                return max(start + (x - left) / self.month, start if number else -float("inf"))
            left = right + BREAK
        raise AssertionError("an axis has at least one stretch")

    def spans(self, step: int, since: float, until: float) -> Iterator[tuple[int, int]]:
        """Quarters, years or whatever takes a step of months, from its first month to the next one's.

        Those that are shown at some time ``since`` .. ``until``; at a break, and at both ends, a part of one.
        """
        for first, last in self.stretches:
            low, high = max(first, floor(max(since, first))), min(last, ceil(min(until, last)))
            for at in range(low - low % step, high, step):
                yield max(at, first), min(at + step, last)

    def pieces(self, start: float, end: float) -> list[tuple[float, float]]:
        """Left and right edge of a bar over these months, and of what goes on after a cut."""
        shown = [(max(start, first), min(end, last)) for first, last in self.stretches]
        return [(self.x(one), self.x(other)) for one, other in shown if one < other]

    def holds(self, at: float) -> bool:
        """Whether a time lies on the axis."""
        return self.first <= at <= self.last

    def ticks(self, room: float, month_room: float) -> Iterator[Tick]:
        """Years, or months where there is space for their names; ``room`` is what a year needs, in points."""
        month = self.month
        by_months = month * YEAR / 2 >= month_room and self.last - self.first <= 3 * YEAR
        if by_months:
            room = month_room
        steps = (1, 2, 3, YEAR // 2) if by_months else _STEPS
        step = next((months for months in steps if months * month >= room), steps[-1])
        for first, last in self.stretches:
            start = first + -first % step
            # The first year began before the axis does, and has space for its name all the same.
            if start > first and not by_months and self.x(min(start, last)) - self.x(first) >= room:
                yield self._tick(first, str(first // YEAR), room, last)
            for at in range(start, last, step):
                if last == self.last or self.x(last) - self.x(at) >= room:
                    name = f"{at % YEAR + 1:02d}/{at // YEAR}" if by_months else str(at // YEAR)
                    yield self._tick(at, name, room, last)

    def _tick(self, at: int, name: str, room: float, last: int) -> Tick:
        x = self.x(at)
        return Tick(x, name if self.x(last) - x >= room else "")
