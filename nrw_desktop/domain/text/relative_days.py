"""Words for a time that are true today alone: „morgen“, „in 2 Wochen“, „nächsten Monat“."""

import datetime as dt
import re

from nrw_desktop.domain.text.months import FIRST_YEAR, LAST_YEAR, shifted
from nrw_desktop.domain.text.points import Point, day_point

_DAYS = {
    "vorgestern": -2, "gestern": -1, "heute": 0, "sofort": 0, "jetzt": 0,
    "morgen": 1, "übermorgen": 2, "uebermorgen": 2,
}  # fmt: skip
_COUNTS = {
    "ein": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6,
    "sieben": 7, "acht": 8, "neun": 9, "zehn": 10, "elf": 11, "zwölf": 12,
}  # fmt: skip
# Patterns are compiled when something is typed, not at the start of the program.
_DISTANCE = (
    rf"(?P<way>in|vor)\s+(?P<count>\d{{1,3}}|{'|'.join(_COUNTS)})(?:em|er)?\s+(?P<unit>tag|woche|monat|jahr)e?n?"
)
_TURN = (
    r"(?:(?P<third>anfang|mitte|ende)\s+(?:de[rs]\s+)?)?"
    r"(?P<which>diese|laufende|nächste|kommende|übernächste|letzte|vergangene|vorige)[mnrs]?\s+"
    r"(?P<unit>woche|monat|jahr)(?:e?s)?"
)
_TURNS = {"diese": 0, "laufende": 0, "nächste": 1, "kommende": 1, "übernächste": 2}
_THIRDS = {"anfang": (1, 4), "mitte": (5, 8), "ende": (9, 12)}


def from_today(words: str, today: dt.date) -> tuple[Point, Point] | None:
    """First and last point of words without capitals, counted from today; None where they say no such thing.

    Days and weeks are exact to the day, months and years to the month. What lies beyond the calendar is none either.
    """
    try:
        found = _found(words, today)
    except (OverflowError, ValueError):
        return None
    within = found and all(FIRST_YEAR <= int((point.month or "0")[:4]) <= LAST_YEAR for point in found)
    return found if within else None


def _found(words: str, today: dt.date) -> tuple[Point, Point] | None:
    if words in _DAYS:
        return _days(today, _DAYS[words], 1)
    if match := re.fullmatch(_DISTANCE, words):
        count = int(match["count"]) if match["count"].isdigit() else _COUNTS[match["count"]]
        return _at(today, match["unit"], -count if match["way"] == "vor" else count)
    if match := re.fullmatch(_TURN, words):
        return _turn(today, match["unit"], _TURNS.get(match["which"], -1), match["third"])
    return None


def _days(today: dt.date, distance: int, count: int) -> tuple[Point, Point]:
    first = today + dt.timedelta(distance)
    last = first + dt.timedelta(count - 1)
    return day_point(first), day_point(last)


def _at(today: dt.date, unit: str, distance: int) -> tuple[Point, Point]:
    if unit in ("tag", "woche"):
        return _days(today, distance * (7 if unit == "woche" else 1), 1)
    month = Point(shifted(f"{today.year:04d}-{today.month:02d}", distance * (12 if unit == "jahr" else 1)))
    return month, month


def _turn(today: dt.date, unit: str, distance: int, third: str | None) -> tuple[Point, Point] | None:
    """The whole of this week, month or year, or the one so many later; of a year also its beginning, middle or end."""
    if unit == "woche":
        # Which day „Ende nächster Woche“ is, nobody knows.
        return None if third else _days(today, 7 * distance - today.weekday(), 7)
    if unit == "monat":
        month = Point(shifted(f"{today.year:04d}-{today.month:02d}", distance))
        return month, month
    first, last = _THIRDS[third] if third else (1, 12)
    year = f"{today.year + distance:04d}"
    return Point(f"{year}-{first:02d}"), Point(f"{year}-{last:02d}")
