"""What a period is made of, and how it is said: ends that are a month, a day or a rule, and which of two lies before.

A month is never turned into its first day: „Juli 2018“ and „1.7.2018“ are two things.
"""

import calendar
import datetime as dt
from collections.abc import Callable
from typing import Literal, NamedTuple

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.text.months import MONTH_NAMES, named, numeric, span

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
_NEXT = "im Anschluss an"


class Period(NamedTuple):
    """What a person typed.

    ``derived`` says that the start's year was not in it. ``keeps_wording`` is False where the words are true today
    alone („in 2 Wochen“) and must not be stored. ``remark`` says as a German sentence what was assumed; mostly nothing.
    ``words`` are those to be stored: what was typed, where that says more than both ends do („Anfang 2018“).
    """

    start: Point = NOWHERE
    end: Point = NOWHERE
    derived: bool = False
    keeps_wording: bool = True
    remark: str = ""
    words: str = ""

    @property
    def fields(self) -> dict[str, str | int | None]:
        """The fields of a phase or a measure that hold its ends."""
        return {**stored("start", self.start), **stored("end", self.end)}


def fields_of(side: str) -> tuple[str, str, str, str, str]:
    """The fields of a phase or a measure that hold one end of its period, in the order of a point's."""
    return side, f"{side}_rule", f"{side}_phase", f"{side}_offset", f"{side}_day"


PARTS = frozenset({"period_text", *(field for side in SIDES for field in fields_of(side))})
"""All fields of a phase or a measure that make its period; people know them as one."""


def stored(side: str, point: Point) -> dict[str, str | int | None]:
    """The fields of a phase or a measure that hold this point as one end of its period."""
    return dict(zip(fields_of(side), point, strict=True))


def is_day(month: str | None, day: int | None) -> bool:
    """Whether there is such a day of a month in the calendar; having no day is in order."""
    if day is None:
        return True
    try:
        dt.date(int((month or "")[:4]), int((month or "")[5:]), day)
    except (ValueError, TypeError, OverflowError):
        return False
    return True


def without_edge(point: Point, side: Side) -> Point:
    """A point without its day where that is the first or the last of its month, as programs write a month."""
    if not point.month or not point.day:
        return point
    last = calendar.monthrange(int(point.month[:4]), int(point.month[5:]))[1]
    return point._replace(day=None) if point.day == (1 if side == "start" else last) else point


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


def iso(point: Point) -> str | None:
    """A point as ``2018-07`` or ``2018-07-01``: what lists are sorted by; None for a rule and an open end."""
    return f"{point.month}-{point.day:02d}" if point.month and point.day else point.month


def compact(start: Point, end: Point) -> str:
    """A period in the shortest clear form for a table: 08–10/2017, 14.11.2018, 01.–03.07.2018, ab 08/2017.

    Both ends are months, days in them, or open.
    """
    if not (start.day or end.day):
        return span(start.month, end.month)
    first, last = written(start), written(end)
    if not (first and last):
        return f"ab {first}" if first else f"bis {last}"
    if start == end:
        return first
    if start.day and end.day and start.month == end.month:
        first = first[:3]
    elif start.day and end.day and (start.month or "")[:4] == (end.month or "")[:4]:
        first = first[:6]
    return f"{first}–{last}"


def written(point: Point) -> str:
    """A month as 07/2018, a day as 01.07.2018; empty for what is neither."""
    return f"{point.day:02d}.{(point.month or '')[5:]}.{(point.month or '')[:4]}" if point.day else numeric(point.month)


def spoken(period: Period, number: Callable[[str], int]) -> str:
    """A period in words that read back as the same: „März bis Juli 2017“, „1.7.2018 bis 30.9.2018“, „ab Juli 2018“.

    ``number`` gives the number of the phase of an id, for „Ende von Phase 2“. An empty period is an empty text.
    """
    start, end = period.start, period.end
    first, last = said(start, number, "start"), said(end, number, "end")
    if start.month and start == end:
        return first
    if start.month and end.month and not start.day and not end.day and start.month[:4] == end.month[:4]:
        first = MONTH_NAMES[int(start.month[5:]) - 1]
    if first and last:
        return f"{first} bis {last}"
    if first:
        return first if first.startswith(_NEXT) else f"ab {first}"
    return f"bis {last}" if last else ""


def said(point: Point, number: Callable[[str], int], side: Side) -> str:
    """One end of a period in words: „Juli 2018“, „1.7.2018“, „3 Monate vor Projektende“; empty for an open one.

    What starts in the month after a phase does so „im Anschluss an Phase 2“; nothing ends there.
    """
    if not point.rule:
        return day_words(point) if point.day else named(point.month)
    phase = number(point.phase) if point.phase else 0
    anchor = "Projektende" if point.rule == PROJECT_END else f"Ende von Phase {phase}"
    if not point.offset:
        return anchor
    if side == "start" and point.offset == 1 and point.rule == PHASE_END:
        return f"{_NEXT} Phase {phase}"
    count = "1 Monat" if abs(point.offset) == 1 else f"{abs(point.offset)} Monate"
    return f"{count} {'vor' if point.offset < 0 else 'nach'} {anchor}"
