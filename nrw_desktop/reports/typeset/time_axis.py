"""A time axis of months that fills a given width whatever its span, with ticks that do not run into each other."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

YEAR = 12
_STEPS = tuple(YEAR * factor * power for power in (1, 10, 100, 1000) for factor in (1, 2, 5))


def index(month: str) -> int:
    """``YYYY-MM`` as a number: months since the year 0."""
    return int(month[:4]) * YEAR + int(month[5:]) - 1


def of_day(day: datetime.date) -> float:
    """A day on the same scale: the middle of a month is half a month after its first day."""
    return day.year * YEAR + day.month - 1 + (day.day - 1) / 31


@dataclass(frozen=True, slots=True)
class Tick:
    """Where a stretch begins (points from the axis's left edge), and its name; none where there is no room for it."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """From the beginning of a month to the beginning of another (`index`), over so many points."""

    first: int
    last: int
    width: float

    @classmethod
    def over(cls, months: Iterable[int], width: float) -> "TimeAxis":
        """One that holds these months, in whole years where it is longer than one."""
        known = sorted(months)
        first, last = known[0], known[-1] + 1
        if last - first > YEAR:
            first, last = first - first % YEAR, last + -last % YEAR
        return cls(first, max(last, first + 3), width)

    def x(self, at: float) -> float:
        """Where a month begins; what lies outside is put to the edge."""
        part = (min(max(at, self.first), self.last) - self.first) / (self.last - self.first)
        return part * self.width

    def holds(self, at: float) -> bool:
        """Whether a time lies on the axis."""
        return self.first <= at <= self.last

    def ticks(self, room: float, month_room: float) -> Iterator[Tick]:
        """Years, or months where there is space for their names; ``room`` is what a year needs, in points."""
        month = self.width / (self.last - self.first)
        if month * YEAR / 2 >= month_room and self.last - self.first <= 3 * YEAR:
            step = next(months for months in (1, 2, 3, YEAR // 2) if months * month >= month_room)
            for at in range(self.first + -self.first % step, self.last, step):
                yield self._tick(at, f"{at % YEAR + 1:02d}/{at // YEAR}", month_room)
            return
        step = next((months for months in _STEPS if months * month >= room), _STEPS[-1])
        start = self.first - self.first % step
        if start < self.first and self.x(start + step) >= room:
            # The first year began before the axis does, and has space for its name all the same.
            yield self._tick(self.first, str(self.first // YEAR), room)
        for at in range(start if start == self.first else start + step, self.last, step):
            yield self._tick(at, str(at // YEAR), room)

    def _tick(self, at: int, name: str, room: float) -> Tick:
        x = self.x(at)
        return Tick(x, name if self.width - x >= room else "")
