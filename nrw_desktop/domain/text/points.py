"""What a period is made of, and how it is said: ends that are a month, a day or a rule, and which of two lies before.

A month is never turned into its first day: „Juli 2018“ and „1.7.2018“ are two things.
"""

import datetime as dt
from collections.abc import Callable
from typing import Literal, NamedTuple

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.text.months import MONTH_NAMES, named, numeric

Side = Literal["start", "end"]
SIDES: tuple[Side, Side] = ("start", "end")

# As they are stored.
PROJECT_END = "project_end"
PHASE_END = "phase_end"


class Point(NamedTuple):
    """One end of a period: a month, a month with a day, or a rule with the phase it names and the months' distance.

    With neither month nor rule it is open. Only a point with a month has a day.
    """

    month: str | None = None
    rule: str | None = None
    phase: str | None = None
    offset: int = 0
    day: int | None = None


NOWHERE = Point()


class Period(NamedTuple):
    """What a person typed.

    ``derived`` says that the start's year was not in it. ``keeps_wording`` is False where the words are true today
    alone („in 2 Wochen“) and must not be stored. ``remark`` says as a German sentence what was assumed; mostly nothing.
    """

    start: Point = NOWHERE
    end: Point = NOWHERE
    derived: bool = False
    keeps_wording: bool = True
    remark: str = ""

    @property
    def fields(self) -> dict[str, str | int | None]:
        """The fields of a phase that hold it, which have no place for a day."""
        return {
            field: value
            for side, point in (("start", self.start), ("end", self.end))
            for field, value in zip(fields_of(side), point[:4], strict=True)
        }


def fields_of(side: str) -> tuple[str, str, str, str]:
    """The fields of a phase that hold one end of its period."""
    return side, f"{side}_rule", f"{side}_phase", f"{side}_offset"


def before(one: Point, other: Point) -> bool:
    """Whether one point is over before the other begins, as far as they tell.

    A month and a day in it are not before each other, either way: 07/2018 is not before 15.7.2018. Nor is a rule or an
    open end before anything.
    """
    if not one.month or not other.month:
        return False
    if one.month != other.month:
        return one.month < other.month
    return bool(one.day and other.day and one.day < other.day)


def day_point(date: dt.date) -> Point:
    """The point that is this day."""
    return Point(f"{date.year:04d}-{date.month:02d}", day=date.day)


def check_ends(start: Point, end: Point) -> None:
    """Refuse an end that lies before the start.

    Raises:
        PlanError: it does.
    """
    if before(end, start):
        what = "Tage" if start.day and end.day else "Zeitpunkte" if start.day or end.day else "Monate"
        raise PlanError(
            f"Das Ende ({_short(end)}) liegt vor dem Beginn ({_short(start)}). Bitte einen der beiden {what} ändern."
        )


def _short(point: Point) -> str:
    return day_words(point) if point.day else numeric(point.month)


def day_words(point: Point) -> str:
    """A day as 1.7.2018, as people type it."""
    month = point.month or ""
    return f"{point.day}.{int(month[5:])}.{month[:4]}"


def spoken(period: Period, number: Callable[[str], int]) -> str:
    """A period in words that read back as the same: „März bis Juli 2017“, „1.7.2018 bis 30.9.2018“, „ab Juli 2018“.

    ``number`` gives the number of the phase of an id, for „Ende von Phase 2“. An empty period is an empty text.
    """
    start, end = period.start, period.end
    first, last = _words(start, number), _words(end, number)
    if start.month and start == end:
        return first
    if start.month and end.month and not start.day and not end.day and start.month[:4] == end.month[:4]:
        first = MONTH_NAMES[int(start.month[5:]) - 1]
    if first and last:
        return f"{first} bis {last}"
    return f"ab {first}" if first else f"bis {last}" if last else ""


def _words(point: Point, number: Callable[[str], int]) -> str:
    if not point.rule:
        return day_words(point) if point.day else named(point.month)
    phase = number(point.phase) if point.phase else 0
    anchor = "Projektende" if point.rule == PROJECT_END else f"Ende von Phase {phase}"
    if not point.offset:
        return anchor
    if point.offset == 1 and point.rule == PHASE_END:
        return f"im Anschluss an Phase {phase}"
    count = "1 Monat" if abs(point.offset) == 1 else f"{abs(point.offset)} Monate"
    return f"{count} {'vor' if point.offset < 0 else 'nach'} {anchor}"
