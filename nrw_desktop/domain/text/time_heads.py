"""Heads of columns that are times: „Jan 24“, „KW 7“, „Q1/2024“, „2024“; and the years that they lack."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.text.months import month_and_year, named

Unit = Literal["day", "week", "month", "quarter", "half", "year", "step"]


class TimeHead(NamedTuple):
    """What the head of a column names: a month by its number, and so on; a step counts from nobody knows when.

    A day is its number since the first one that there is, and has its year in it.
    """

    unit: Unit
    number: int
    year: int | None = None


_Y = r"(?:[\s./'’-]*(?P<year>(?:19|20)\d\d|\d\d))?"
_N = r"(?P<number>\d{1,2}|IV|I{1,3})"
_PATTERNS: tuple[tuple[Unit, str], ...] = (
    ("year", r"(?:(?:Kalender|Haushalts|Projekt|Förder)?jahr:?\s*)?(?P<number>(?:19|20)\d\d)"),
    ("day", r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<full>(?:19|20)\d\d)"),
    ("month", r"(?P<number>\d{1,2})\s?[./-]\s?(?P<year>(?:19|20)\d\d|\d\d)"),
    ("month", r"(?P<year>(?:19|20)\d\d)[-/](?P<number>\d{1,2})"),
    ("quarter", rf"(?:Q|Quartal|Quart\.?)\s?{_N}\.?{_Y}|{_N}\.?\s?(?:Q|Qu|Quartal|Quart)\.?{_Y}"),
    ("quarter", r"(?P<year>(?:19|20)\d\d)[\s/-]*Q\s?(?P<number>\d)"),
    ("half", rf"(?:H|HJ|Halbjahr)\s?{_N}\.?{_Y}|{_N}\.?\s?(?:HJ|Halbjahr)\.?{_Y}"),
    ("quarter", r"(?P<number>IV|I{1,3})\.?\s?[/-]?\s?(?P<year>(?:19|20)\d\d|\d\d)"),
    ("week", rf"(?:KW|Kalenderwoche)\.?\s?{_N}{_Y}|{_N}\.?\s?KW{_Y}"),
    ("step", r"(?:Projekt)?(?:Monat|Woche|Jahr|M|Mon\.)\s?(?P<number>\d{1,2})"),
    ("step", r"(?P<number>\d{1,2})\.\s?(?:Projekt)?(?:Monat|Woche|Jahr)"),
    ("month", rf"(?P<name>[A-ZÄÖÜa-zäöü]{{3,9}})\.?{_Y}"),
)  # fmt: skip
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}
_MOST: Mapping[Unit, int] = {"month": 12, "quarter": 4, "half": 2, "week": 53}
_LONGEST, _LAST_WEEK = 24, 52
_MOSTLY, _LEAST_DAYS = 0.7, 4
_LONGEST_STEP: Mapping[Unit, int] = {"month": 3, "quarter": 2, "half": 1, "year": 1}
"""How far one time may be from the next in a head."""
_LETTERS = "JFMAMJJASOND"
_LEAST_LETTERS = 6
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@lru_cache(maxsize=8192)
def time_head(text: str) -> TimeHead | None:
    """The time that the head of a column names; None for other words."""
    bare = " ".join(text.split()).strip(" :")
    if not bare or len(bare) > _LONGEST:
        return None
    for unit, pattern in _PATTERNS:
        # Each alternative of a pattern has groups of the same names.
        for one in _alternatives(pattern):
            if (match := one.fullmatch(bare)) and (found := _read(unit, match)):
                return found
    return None


@lru_cache
def _alternatives(pattern: str) -> Sequence[re.Pattern[str]]:
    parts = re.split(r"\|(?=\(\?P<number>\\d\{1,2\})", pattern) if pattern.count("<number>") > 1 else [pattern]
    return [re.compile(part, re.I) for part in parts]


def _read(unit: Unit, match: re.Match[str]) -> TimeHead | None:
    groups = match.groupdict()
    try:
        if unit == "day":
            return TimeHead(unit, dt.date(int(groups["full"]), int(groups["month"]), int(groups["day"])).toordinal())
        said = groups.get("number")
        number = month_and_year(groups["name"])[0] if said is None else _ROMAN.get(said.upper()) or int(said)
    except (PlanError, ValueError):
        return None
    if not 1 <= number <= _MOST.get(unit, 9999):
        return None
    year = groups.get("year")
    return TimeHead(unit, number, int(year) + (2000 if len(year) == 2 else 0) if year else None)


def row_of_times(texts: Sequence[str], unit: Unit | None = None) -> dict[int, TimeHead]:
    """The columns of a row that are times, all of one kind; empty where these are too few to be a head.

    Bare numbers are some of this ``unit``, if one is given.
    """
    found = {place: head for place, text in enumerate(texts) if text and (head := time_head(text))}
    kinds = Counter(head.unit for head in found.values())
    best = kinds.most_common(1)[0][0] if kinds else None
    found = {place: head for place, head in found.items() if head.unit == best}
    least = 2 if best in ("quarter", "half", "year") else 3
    if len(found) < least:
        found = _letters(texts) or (_numbers(texts, unit) if unit else {})
    if not found:
        return {}
    first, last = min(found), max(found)
    filled = sum(map(bool, texts[first : last + 1]))
    return found if len(found) >= 0.7 * filled else {}


def _letters(texts: Sequence[str]) -> dict[int, TimeHead]:
    """Months by their first letters, as they follow one another."""
    places = [place for place, text in enumerate(texts) if len(text.strip()) == 1 and text.strip().upper() in _LETTERS]
    word = "".join(texts[place].strip().upper() for place in places)
    start = (_LETTERS * 3).find(word[: 2 * len(_LETTERS)])
    if len(word) < _LEAST_LETTERS or start < 0 or not (_LETTERS * 20)[start:].startswith(word):
        return {}
    return {place: TimeHead("month", (start + count) % 12 + 1) for count, place in enumerate(places)}


def _numbers(texts: Sequence[str], unit: Unit) -> dict[int, TimeHead]:
    numbers = {place: int(text) for place, text in enumerate(texts) if text.isdecimal() and len(text) <= 2}
    last = _LAST_WEEK if unit == "week" else _MOST.get(unit, 0)
    # They go on by one, or begin again behind the last of a year.
    is_run = all(after == before + 1 or (after == 1 and before >= last) for before, after in pairwise(numbers.values()))
    is_run = is_run and len(numbers) > 2 and all(1 <= number <= _MOST.get(unit, 99) for number in numbers.values())
    return {place: TimeHead(unit, number) for place, number in numbers.items()} if is_run else {}


def year_in(text: str) -> int | None:
    """The first year that stands in a head above times."""
    found = _YEAR.search(text) if len(text) <= _LONGEST else None
    return int(found[0]) if found else None


def with_years(heads: Mapping[int, TimeHead], above: Mapping[int, int]) -> tuple[dict[int, TimeHead], bool]:
    """The times with the years that they are in, and whether these are known: else they count from 0.

    ``above`` are the years that begin over a column. It is empty where times do not follow one another.
    """
    places = sorted(heads)
    known = {place: heads[place].year or above.get(place) for place in places}
    start = next((at for at, place in enumerate(places) if known[place]), 0)
    years = {places[start]: known[places[start]] or 0} if places else {}
    for behind, place in pairwise(reversed(places[: start + 1])):
        years[place] = years[behind] - (heads[place].number >= heads[behind].number)
    for before, place in pairwise(places[start:]):
        years[place] = known[place] or years[before] + (heads[place].number <= heads[before].number)
    unit = heads[places[0]].unit if places else "step"
    if unit in ("year", "day", "step"):
        years = dict.fromkeys(places, 0)
    found = {place: heads[place]._replace(year=years[place]) for place in places}
    found = _periods(found)
    steps = [after - before for before, after in pairwise(map(_order, found.values()))]
    # Where a few are left out, as a month of holidays, most of them still follow one another.
    usual = steps.count(min(steps, default=1))
    if min(steps, default=1) < 1 or usual < _MOSTLY * len(steps) or (unit == "day" and len(found) < _LEAST_DAYS):
        return {}, False
    if unit in ("month", "quarter", "half", "year") and min(steps, default=1) > _LONGEST_STEP[unit]:
        return {}, False
    return found, unit in ("year", "day") or any(known.values())


def _order(head: TimeHead) -> int:
    return (head.year or 0) * _MOST.get(head.unit, 0) + head.number


def _periods(found: dict[int, TimeHead]) -> dict[int, TimeHead]:
    """Days that are the first ones of months, one after the other, as these months; all other times as they are."""
    days = [dt.date.fromordinal(head.number) for head in found.values() if head.unit == "day"]
    if not days or any(day.day != 1 for day in days):
        return found
    months = [day.year * 12 + day.month for day in days]
    if any(after - before != 1 for before, after in pairwise(months)):
        return found
    return {place: TimeHead("month", day.month, day.year) for place, day in zip(found, days, strict=True)}


def said(first: TimeHead, last: TimeHead, step: int = 1) -> str:
    """What is from one time to another, as a period is typed; a day goes on for a ``step`` of them."""
    if first == last and step == 1:
        return _said(last, step)
    begin, end = _said(first, 1), _said(last, step)
    # The year stands once.
    return f"{begin.removesuffix(f' {last.year}')} bis {end}"


def _said(head: TimeHead, step: int) -> str:
    match head.unit:
        case "month":
            return named(f"{head.year:04d}-{head.number:02d}")
        case "day":
            return f"{dt.date.fromordinal(head.number + step - 1):%d.%m.%Y}"
        case "week":
            return f"KW {head.number} {head.year}"
        case "quarter":
            return f"Q{head.number} {head.year}"
        case "half":
            return f"{head.number}. Halbjahr {head.year}"
    return str(head.number)
