"""The pieces of which a period is typed: a day, a month, a quarter, a week, a year, „in 2 Wochen“, „Ende von Phase 2“.

A piece may lack its year, as in „März bis Juli 2017“, or be a mere number, as in „1.–3.7.2018“; what stands beside it
tells the rest. Years of two digits are 2000 to 2099.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.text.months import MONTH_NAMES, month_and_year, month_of
from nrw_desktop.domain.text.points import PHASE_END, PROJECT_END, Point, day_point, day_words
from nrw_desktop.domain.text.relative_days import from_today

Unit = Literal["day", "month", "quarter", "half", "third", "year", "week", "bare", "rule", "today"]


class Piece(NamedTuple):
    """What one piece of text names. ``first`` and ``last`` are months, but a week's or a bare number's own number.

    ``ends`` are there where no year is needed. ``guessable`` says that a year may be assumed if none is there.
    """

    text: str
    unit: Unit
    first: int = 0
    last: int = 0
    year: int | None = None
    day: int | None = None
    weekday: int | None = None
    ends: tuple[Point, Point] | None = None
    guessable: bool = True


_LONGEST = 60
# Patterns are compiled when something is typed, not at the start of the program.
_LEAD = r"(?:(?:am|im|in|der|den|dem|des|vom|von|zum|zur|laufe|monat|jahr|jahre|jahres|ganzjährig)\s+)+"
_WEEKDAY = (
    r"(montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|mo|di|mi|do|fr|sa|so)\b[.,]*\s*"
    r"(?:de[nm]\s+)?(?=\d)"
)
_WEEKDAYS = "modimidofrsaso"
_Y = r"['’]?(?P<year>\d{4}|\d{2})"
_OPTIONAL_YEAR = rf"(?:(?:\s+(?:des\s+jahres\s+|in\s+)?|\s*[/.,-]\s*){_Y})?"
_DAYS = (
    rf"(?P<day>\d{{1,2}})\.\s*(?P<month>\d{{1,2}})(?:\.(?:\s*{_Y})?)?",
    r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})",
    rf"(?P<day>\d{{1,2}})\.?\s*(?P<name>[a-zäöü]{{3,9}})\.?,?\s*(?:{_Y})?",
)
_MONTHS = (
    rf"(?P<month>\d{{1,2}})\s*(?P<mark>[./])\s*{_Y}",
    r"(?P<month>\d{1,2})(?:\s*-\s*|\s+)(?P<year>\d{4})",
    r"(?P<year>\d{4})\s*[-/.]\s*(?P<month>\d{1,2})",
    r"(?:(?:anfang|beginn|mitte|ende)(?:\s*(?:/|-|\bbis\b|\bund\b)\s*(?:mitte|ende))?\s+)?"
    rf"(?P<name>[a-zäöü]{{3,9}})\.?(?:[\s,./-]*{_Y})?",
)
_THIRDS = (
    rf"(?P<third>anfang|beginn|mitte|ende)(?P<said>\s+(?:des\s+)?(?:kalender)?jahre?s)?(?:\s+{_Y})?",
    rf"(?P<said>jahres)(?P<third>anfang|beginn|mitte|ende)(?:\s+{_Y})?",
)
_ORDINAL = r"(?P<number>\d{1,2}|iv|i{1,3}|(?:erste|zweite|dritte|vierte)[nrs]?)"
_NUMBERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "erste": 1, "zweite": 2, "dritte": 3, "vierte": 4}
_UNITS: tuple[tuple[Unit, str, int], ...] = (
    ("quarter", r"(?:quartals?|vierteljahr|quart|q)", 4),
    ("half", r"(?:halbjahre?s?|jahreshälfte|hj|h)", 2),
    ("week", r"(?:kalenderwochen?|kw|w)", 53),
)
_MANY: dict[str, str] = {"quarter": "Ein {}. Quartal", "half": "Ein {}. Halbjahr", "week": "Eine KW {}"}
_FOLLOWING = (
    r"(?:(?P<count>\d{1,3}|ein(?:en)?)\s+monate?n?\s+(?P<way>vor|nach)\s+)?"
    r"(?:dem\s+|zum\s+)?"
    r"(?:(?P<project>projektende|ende\s+des\s+projekts)|ende\s+(?:von\s+|der\s+)?phase\s+(?P<phase>\d{1,4})|"
    r"(?P<own>phasenende|ende\s+(?:der|dieser)\s+phase))"
)
_AFTER_PHASE = r"(?:im\s+anschluss\s+an|nach)\s+phase\s+(?P<phase>\d{1,4})"


def piece(text: str, phases: Sequence[str], today: dt.date, own: str | None = None) -> Piece | None:
    """What a text names that is one piece; None where it is none.

    ``phases`` are the ids of the phases in order, ``own`` is that of the one whose end „Phasenende“ is.

    Raises:
        PlanError: it is one, but there is no such thing: month 13, the fifth quarter, a phase that is not there.
    """
    words = text.strip().casefold()
    if not words or len(words) > _LONGEST:
        return None
    if rule := _following(words, phases, own):
        return Piece(text, "rule", ends=(rule, rule))
    bare = re.sub(_LEAD, "", words, count=1) if re.match(_LEAD, words) else words
    if ends := from_today(words, today) or from_today(bare, today):
        first, last = (point.month or "" for point in ends)
        return Piece(text, "today", int(first[5:]), int(last[5:]), int(last[:4]), ends=ends)
    readers = (_month, _day, _year, _third, _part_of_year, _bare)
    return next((found for read in readers if (found := read(bare, text.strip()))), None)


def _matches(patterns: Sequence[str], words: str) -> Iterator[re.Match[str]]:
    return (match for pattern in patterns if (match := re.fullmatch(pattern, words)))


def _full(year: str | None) -> int | None:
    """The year of two or four digits."""
    return None if not year else int(year) + (2000 if len(year) == 2 else 0)


def _number(match: re.Match[str]) -> int | None:
    """The month that a match names or numbers; None where it is no month's name."""
    groups = match.groupdict()
    if not groups.get("name"):
        return int(groups["month"])
    try:
        return month_and_year(groups["name"])[0]
    except PlanError:
        return None


def _month(words: str, text: str) -> Piece | None:
    for match in _matches(_MONTHS, words):
        month, year, groups = _number(match), _full(match["year"]), match.groupdict()
        if month is None or (year is None and not groups.get("name")):
            continue
        if groups.get("mark") and len(match["year"]) == 2:
            # „1.7“ is a day, „3.18“ a month; only „3/04“ could be either of two things.
            if match["mark"] == "." and int(match["year"]) <= 12:
                continue
            _check_two(text, int(match["year"]) == month + 1 <= 12, f"{month:02d}", year)
        month_of(year or 2000, month, text)
        return Piece(text, "month", month, month, year)
    return None


def _check_two(text: str, adjacent: bool, number: str, year: int | None) -> None:
    """Refuse „07/08“, which is said both for a month of 2008 and for two months."""
    if adjacent:
        raise PlanError(
            f"„{text}“ kann zweierlei heißen. Bitte „{number}/{year}“ schreiben oder beides mit dem Jahr nennen, "
            f"zum Beispiel „{text.replace('/', '–')}/2018“."
        )


def _day(words: str, text: str) -> Piece | None:
    match = re.match(_WEEKDAY, words)
    weekday = _WEEKDAYS.index(match[1].replace("sonnabend", "sa")[:2]) // 2 if match else None
    for found in _matches(_DAYS, words[match.end() :] if match else words):
        month = _number(found)
        if month is not None:
            month_of(2000, month, text)
            return Piece(text, "day", month, month, _full(found["year"]), int(found["day"]), weekday)
    return None


def _year(words: str, text: str) -> Piece | None:
    return Piece(text, "year", 1, 12, int(words)) if re.fullmatch(r"\d{4}", words) else None


def _third(words: str, text: str) -> Piece | None:
    for match in _matches(_THIRDS, words):
        first = {"anfang": 1, "beginn": 1, "mitte": 5, "ende": 9}[match["third"]]
        return Piece(text, "third", first, first + 3, _full(match["year"]), guessable=bool(match["said"]))
    return None


def _part_of_year(words: str, text: str) -> Piece | None:
    """A quarter, a half or a week: „Q3 2019“, „3. Quartal 2019“, „2019-Q3“."""
    for unit, name, most in _UNITS:
        shapes = (
            rf"{name}\.?\s*{_ORDINAL}\.?{_OPTIONAL_YEAR}",
            rf"{_ORDINAL}\.?\s*{name}\.?{_OPTIONAL_YEAR}",
            rf"(?P<year>\d{{4}})[\s/,-]*{name}\.?\s*{_ORDINAL}",
            rf"(?P<year>\d{{4}})[\s/,-]+{_ORDINAL}\.?\s*{name}",
        )
        for match in _matches(shapes, words):
            number, year = _ordinal(match["number"]), match["year"]
            if year and unit == "week" and re.search(r"\d/\d\d$", words):
                _check_two(text, int(year) == number + 1, f"KW {number}", _full(year))
            return _part(text, unit, number, _full(year), most)
    return None


def _part(text: str, unit: Unit, number: int, year: int | None, most: int) -> Piece:
    if not 1 <= number <= most:
        what = _MANY[unit].format(number)
        raise PlanError(f"{what} gibt es nicht („{text}“). Bitte eine Zahl von 1 bis {most} angeben.")
    if unit == "week":
        return Piece(text, unit, number, number, year)
    length = 12 // most
    return Piece(text, unit, (number - 1) * length + 1, number * length, year)


def _ordinal(text: str) -> int:
    return int(text) if text.isdigit() else _NUMBERS[text if text in _NUMBERS else text[:-1]]


def _bare(words: str, text: str) -> Piece | None:
    match = re.fullmatch(rf"{_ORDINAL}\.?", words)
    number = _ordinal(match["number"]) if match else 0
    return Piece(text, "bare", number, number, guessable=False) if match else None


def beside(bare: Piece, other: Piece) -> Piece | None:
    """What a bare number means before another piece: the „1.“ of „1.–3.7.2018“ or of „1. und 2. Quartal 2018“.

    Raises:
        PlanError: there is no such thing.
    """
    if other.unit == "day":
        return Piece(bare.text, "day", other.first, other.last, other.year, bare.first)
    if other.unit == "month":
        month_of(2000, bare.first, bare.text)
        return bare._replace(unit="month", guessable=True)
    for unit, _name, most in _UNITS:
        if unit == other.unit:
            return _part(bare.text, unit, bare.first, None, most)
    return None


def shared(left: str, right: str) -> str | None:
    """The right text with what the left one says for both, as in „KW 34–36/2018“ and „Q3/4 2019“; None if nothing."""
    for _unit, name, _most in _UNITS:
        match = re.fullmatch(rf"(?P<name>{name})\.?\s*{_ORDINAL}\.?", re.sub(_LEAD, "", left.casefold(), count=1))
        if match and re.match(r"\d{1,2}(?!\d)", right):
            return f"{match['name']} {right}"
    return None


def _following(words: str, phases: Sequence[str], own: str | None) -> Point | None:
    """What an end follows, as in „3 Monate vor Projektende“; None where the text says no such thing."""
    if match := re.fullmatch(_AFTER_PHASE, words):
        return Point(None, PHASE_END, _phase(match["phase"], phases), 1)
    match = re.fullmatch(_FOLLOWING, words)
    if match is None:
        return None
    count = int(match["count"]) if (match["count"] or "").isdigit() else int(match["count"] is not None)
    offset = -count if match["way"] == "vor" else count
    if match["project"]:
        return Point(None, PROJECT_END, None, offset)
    if match["own"]:
        return Point(None, PHASE_END, own, offset) if own else None
    return Point(None, PHASE_END, _phase(match["phase"], phases), offset)


def _phase(number: str, phases: Sequence[str]) -> str:
    if not phases:
        raise PlanError("Hier gibt es noch keine Phasen, auf die sich das beziehen kann. Bitte Monate eingeben.")
    if not 1 <= int(number) <= len(phases):
        raise PlanError(f"Eine Phase {number} gibt es nicht. Bitte eine Phase von 1 bis {len(phases)} nennen.")
    return phases[int(number) - 1]


def place(one: Piece) -> int:
    """The month in which a piece begins, roughly for a week: which of two that share a year is the earlier."""
    return min(12, 1 + (one.first * 7 - 4) // 31) if one.unit == "week" else one.first


def ends_in(one: Piece, year: int) -> tuple[Point, Point]:
    """First and last point of a piece in this year.

    Raises:
        PlanError: it is not in the calendar: 30.2., KW 53 of a year of 52, a weekday that the date is not.
    """
    if one.ends:
        return one.ends
    if one.unit == "week":
        return _week(one, year)
    if one.unit != "day":
        return Point(month_of(year, one.first, one.text)), Point(month_of(year, one.last, one.text))
    found = Point(month_of(year, one.first, one.text), day=one.day)
    try:
        date = dt.date(year, one.first, one.day or 0)
    except ValueError:
        raise PlanError(_no_such_day(one, year)) from None
    if one.weekday not in (None, date.weekday()):
        raise PlanError(
            f"Der {day_words(found)} ist kein {_weekday(one.weekday or 0)}, sondern ein {_weekday(date.weekday())}. "
            "Bitte das Datum prüfen oder den Wochentag weglassen."
        )
    return found, found


def _weekday(number: int) -> str:
    return ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")[number]


def _no_such_day(one: Piece, year: int) -> str:
    following = dt.date(year + one.first // 12, one.first % 12 + 1, 1) if year < dt.MAXYEAR or one.first < 12 else None
    last = (following - dt.timedelta(1)).day if following else 31
    return (
        f"Den {one.day}.{one.first}.{year} gibt es nicht („{one.text}“). "
        f"Bitte einen Tag von 1 bis {last} angeben: Der {MONTH_NAMES[one.first - 1]} {year} hat {last} Tage."
    )


def _week(one: Piece, year: int) -> tuple[Point, Point]:
    month_of(year, 1, one.text)
    try:
        monday = dt.date.fromisocalendar(year, one.first, 1)
        return day_point(monday), day_point(monday + dt.timedelta(6))
    except (ValueError, OverflowError):
        raise PlanError(
            f"Eine KW {one.first} gibt es im Jahr {year} nicht („{one.text}“). Bitte eine Woche von 1 bis 52 angeben."
        ) from None
