"""From the pieces of a period to its ends: which year is meant where none stands."""

import datetime as dt
from typing import NamedTuple

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.text.months import FIRST_YEAR, LAST_YEAR, month_of, shifted
from nrw_desktop.domain.text.period_pieces import Piece, ends_in, place
from nrw_desktop.domain.text.period_refusals import apart, no_year
from nrw_desktop.domain.text.points import NOWHERE, Period, Point, before, day_point

_YEARS_AROUND = 8
"""So far is a 29th of February at most."""


class Stretch(NamedTuple):
    """One piece, or two that are joined and touch: „Mai/Juni 2018“."""

    first: Piece
    last: Piece


class Anchor(NamedTuple):
    """What a year is assumed by (see `period_text.parse_period`). ``alone``: start and end are the same stretch."""

    after: str | None
    today: dt.date
    within: tuple[str | None, str | None]
    today_given: bool
    alone: bool


def dated(start: Stretch | None, end: Stretch | None, anchor: Anchor) -> tuple[Period, bool]:
    """The period between two stretches, and whether a year was assumed.

    Raises:
        PlanError: a year is missing, there is no such date, or what is joined does not touch.
    """
    stretches = [tuple(dict.fromkeys(one)) for one in (start, None if anchor.alone else end) if one]
    chain = [one for stretch in stretches for one in stretch]
    years = _said(chain)
    missing = [at for at, one in enumerate(chain) if years[at] is None and one.ends is None]
    by_today = False
    for at in missing:
        earlier = years[at - 1] if at else None
        if earlier is not None:
            years[at] = _year_from(chain[at], chain[at - 1], earlier)
        else:
            years[at] = _assumed(chain[at], anchor)
            by_today = not any(anchor.within) and anchor.after is None
    found = [ends_in(one, year or 0) for one, year in zip(chain, years, strict=True)]
    for at, one in enumerate(chain[:-1]):
        if (one, chain[at + 1]) in stretches:
            _check_touching(one, found[at], chain[at + 1], found[at + 1])
    # What counts from today says something else tomorrow.
    keeps = not by_today and all(one.unit != "today" for one in chain)
    derived = start is not None and 0 in missing
    return Period(found[0][0] if start else NOWHERE, found[-1][1] if end else NOWHERE, derived, keeps), bool(missing)


def _said(chain: list[Piece]) -> list[int | None]:
    """The years of pieces as they stand in the text; what has none takes that of what follows, or the one before it."""
    years = [one.year for one in chain]
    for at in range(len(chain) - 2, -1, -1):
        one, following, year = chain[at], chain[at + 1], years[at + 1]
        if years[at] is None and one.ends is None and year is not None:
            years[at] = year - (place(one) > place(following))
            month_of(years[at] or 0, 1, one.text)
    return years


def _year_from(one: Piece, earlier: Piece, year: int) -> int:
    """The first year in which a piece is not before an earlier one."""
    first = ends_in(earlier, year)[0]
    for possible in _possible(one, {year}):
        if not before(ends_in(one, possible)[1], first):
            return possible
    raise no_year(one.text, one.unit)


def _possible(one: Piece, around: set[int]) -> list[int]:
    """The years near these in which there is such a date.

    Raises:
        PlanError: it is in the calendar of none.
    """
    years = sorted({year + step for year in around for step in range(-_YEARS_AROUND, _YEARS_AROUND + 1)})
    found, refused = [], None
    for year in years:
        if FIRST_YEAR <= year <= LAST_YEAR:
            try:
                ends_in(one, year)
                found.append(year)
            except PlanError as error:
                refused = error
    if not found:
        raise refused or no_year(one.text, one.unit)
    return found


def _assumed(one: Piece, anchor: Anchor) -> int:
    """The year of a piece beside which none stands.

    Raises:
        PlanError: nothing tells it.
    """
    after = anchor.after or ""
    if not one.guessable or not (any(anchor.within) or after or anchor.today_given):
        raise no_year(one.text, one.unit)
    near = {int(month[:4]) for month in (*anchor.within, after) if month} | {anchor.today.year}
    possible = _possible(one, near)
    if after and not any(anchor.within):
        possible = [year for year in possible if (ends_in(one, year)[0].month or "") > after][:1]
        if not possible:
            raise no_year(one.text, one.unit)
    return min(possible, key=lambda year: (*_distance(ends_in(one, year), anchor), -year))


def _distance(found: tuple[Point, Point], anchor: Anchor) -> tuple[int, int]:
    """How far a piece reaches out of the phase, and how far it is from today, both in months."""
    first, last = (_count(point.month) for point in found)
    low, high = anchor.within
    outside = max(_count(low) - first, 0) if low else 0
    outside += max(last - _count(high), 0) if high else 0
    return outside, abs(first - _count(day_point(anchor.today).month))


def _count(month: str | None) -> int:
    return int(month[:4]) * 12 + int(month[5:]) if month else 0


def _check_touching(one: Piece, found: tuple[Point, Point], other: Piece, following: tuple[Point, Point]) -> None:
    """Refuse two joined pieces with time between them: „1./3. Juli“ is not three days."""
    last, first = found[1], following[0]
    if not last.month or not first.month:
        touching = False
    elif last.day and first.day:
        day_after = dt.date(*_numbers(last.month), last.day) + dt.timedelta(1)
        touching = not before(day_point(day_after), first)
    else:
        touching = shifted(last.month, 1) >= first.month
    if not touching or before(first, found[0]):
        raise apart(f"{one.text} und {other.text}")


def _numbers(month: str) -> tuple[int, int]:
    return int(month[:4]), int(month[5:])
