"""When a backup is due, and which old ones may go; pure, so that clocks and disks can be thought up in tests."""

import time
from collections.abc import Callable, Hashable, Iterable
from datetime import UTC, datetime

INTERVAL_SECONDS = 30 * 60
"""Of work, after which the next backup is due."""

LATEST = 5
"""So many of the newest are never removed."""

_KEPT: tuple[tuple[int | None, Callable[[datetime], Hashable]], ...] = (
    (24, lambda at: (at.date(), at.hour)),
    (14, lambda at: at.date()),
    (13, lambda at: at.isocalendar()[:2]),
    (None, lambda at: (at.year, at.month)),
)
"""Of so many hours, days, weeks and of all months that have backups, the newest one stays."""


def to_remove(times: Iterable[datetime], now: datetime) -> set[datetime]:
    """Which backups, by the times when they were made (UTC), are not kept.

    Hours, days and weeks are counted where there are backups in them, not by the calendar: neither a pause of a year
    nor a clock that is a year ahead makes any of them old. Those of a future, which a clock that was ahead left behind,
    stay until it has come, and count for nothing.
    """
    past = sorted((at for at in times if at <= now), reverse=True)
    kept = set(past[:LATEST])
    for most, part_of in _KEPT:
        newest: dict[Hashable, datetime] = {}
        for at in past:
            newest.setdefault(part_of(at.astimezone(UTC)), at)
        kept.update(list(newest.values())[:most])
    return set(past) - kept


class Rhythm:
    """When the next backup of an open plan is due: at once after opening; then every half hour, if it has changed.

    It asks no clock on the wall, only one that never jumps. Who makes the backups says so with `tried`.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._last: tuple[str | None, float] | None = None
        self._said = ""

    def due(self, head: str | None) -> bool:
        """Whether a backup should be made now; ``head`` is the plan's newest change."""
        if self._last is None:
            return True
        last, at = self._last
        return head != last and self._clock() - at >= INTERVAL_SECONDS

    def tried(self, head: str | None) -> None:
        """A backup was made, or could not be made; the next try is due in half an hour."""
        self._last = head, self._clock()

    def say_once(self, trouble: str) -> str:
        """The sentence, or nothing where it is the one that was said last; no trouble makes the next one news again."""
        news = "" if trouble == self._said else trouble
        self._said = trouble
        return news
