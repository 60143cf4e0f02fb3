"""Values as people type and read them: dates, amounts of money and whole numbers.

Stored are ISO dates, months as ``YYYY-MM``, whole cents and whole numbers. Written is as in DIN 5008: 01.07.2018 and
1.234,50 €.
"""

import datetime as dt
import re

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.text.months import FIRST_YEAR, LAST_YEAR, MONTH_NAMES, month_and_year, plain
from nrw_desktop.domain.text.numbers import grouped
from nrw_desktop.domain.text.shortening import shortened

MOST_CENTS = 99_999_999_999
MOST_PEOPLE = 9_999_999
FARTHEST = 1200
"""Months between a period's end and what it follows."""

_LONGEST_MAIL = 254

# Compiled when something is typed, not at the start of the program.
_WHOLE = r"(?P<whole>\d{1,3}(?:\.\d{3})+|\d{1,3}(?: \d{3})+|\d+)"
_EUROS = _WHOLE + r"(?:,(?P<cents>\d{1,2}|-{1,2}|–|—))?"
_ENGLISH = r"(?P<whole>\d+)\.(?P<cents>\d{1,2})"
# Of thousands and millions more places are whole cents.
_MANY_EUROS = _WHOLE + r"(?:,(?P<cents>\d{1,8}))?"
_PLAIN_UNIT = r"€|euros?|eur"
_UNITS = (
    (rf"t€|teuro?|k€|(?:tsd\.?|tausend)(?: ?(?:{_PLAIN_UNIT}))?", 1_000),
    (rf"(?:mio\.?|millionen|million)(?: ?(?:{_PLAIN_UNIT}))?", 1_000_000),
    (_PLAIN_UNIT, 1),
)
_ABOUT = r"(?i)(?:ca\.|ca(?=\s)|circa|etwa|rund|ungefähr|~)\s*(?=\S)"
_TIMES = r"\s*(?:[*×]|(?<=[\d€ ])[xX](?=[\d€ ]))\s*"
_NEGATIVE = rf"(?i)(?:{_PLAIN_UNIT})?\s*[-–−]\s*\d"
_MOST_DIGITS = 20
_NUMERIC_DATE = r"(?P<day>\d{1,2})\.\s*(?P<month>\d{1,2})\.\s*(?P<year>\d{4})"
_NAMED_DATE = r"(?P<day>\d{1,2})\.?\s*(?P<month>[A-Za-zÄäÖöÜü]+\.?)\s*(?P<year>\d{4})"


def parse_date(text: str) -> str | None:
    """The date that a person typed, as an ISO date; None for an empty text.

    Raises:
        PlanError: it is none.
    """
    text = plain(text)
    if not text:
        return None
    try:
        date = _date(text)
    except (ValueError, PlanError):
        raise PlanError(
            f"„{shortened(text)}“ ist kein Datum. Bitte so schreiben: „31.12.2018“ oder „31. Dezember 2018“."
        ) from None
    if date.year < FIRST_YEAR:
        raise PlanError(f"Das Jahr {date.year} liegt außerhalb von {FIRST_YEAR} bis {LAST_YEAR}. Bitte prüfen.")
    return date.isoformat()


def parse_past_day(text: str, today: dt.date) -> dt.date | None:
    """The day that a person typed to look back to, today at the latest; None for an empty text.

    Raises:
        PlanError: it is none, or is still to come.
    """
    found = parse_date(text)
    day = dt.date.fromisoformat(found) if found else None
    if day is not None and day > today:
        raise PlanError("Dieser Tag kommt erst noch. Bitte einen früheren angeben.")
    return day


def local_time(utc: str) -> dt.datetime | None:
    """A time in UTC, as the log has it in ISO 8601, in this computer's time; None where it is none."""
    try:
        return dt.datetime.fromisoformat(utc).astimezone()
    except (ValueError, OverflowError, OSError):
        return None


def _date(text: str) -> dt.date:
    if match := re.fullmatch(_NUMERIC_DATE, text):
        return dt.date(int(match["year"]), int(match["month"]), int(match["day"]))
    if match := re.fullmatch(_NAMED_DATE, text):
        return dt.date(int(match["year"]), month_and_year(match["month"])[0], int(match["day"]))
    found = dt.date.fromisoformat(text)
    if found.isoformat() != text:
        raise ValueError
    return found


def german_date(date: str | None) -> str:
    """``2018-07-01`` as 01.07.2018, as it stands in tables; empty for none."""
    return f"{date[8:]}.{date[5:7]}.{date[:4]}" if date else ""


def running_date(date: str) -> str:
    """``2018-07-01`` as „1. Juli 2018“, as it stands in sentences."""
    return f"{int(date[8:])}. {MONTH_NAMES[int(date[5:7]) - 1]} {date[:4]}"


def parse_euros(text: str) -> int | None:
    """The amount that a person typed, in cents; None for an empty text.

    „1.234,50 €“, „1234,5“, „70.000“, „1 200“, „12.50“, „1.200,–“, „€ 500“, „12 T€“, „1,5 Mio. €“; „ca. 500“ is 500, and
    „3 × 150“ is 450: `reading_note` says so.

    Raises:
        PlanError: it is no amount, negative, or too large.
    """
    words = _exactly(text)
    if words.casefold() in ("", "€", "eur", "euro"):
        return None
    product = _product(text, words)
    value = product[0] * product[1] if product else _amount(text, words)
    if value > MOST_CENTS:
        raise PlanError(f"„{shortened(text)}“ ist zu viel: höchstens {euros(MOST_CENTS)}.")
    return value


def reading_note(text: str) -> str:
    """What a person should confirm of how an amount is read, as „3 × 150,00 € = 450,00 €“; mostly nothing.

    Raises:
        PlanError: it is no amount (see `parse_euros`).
    """
    value, words = parse_euros(text), _exactly(text)
    if value is None:
        return ""
    product = _product(text, words)
    notes = [f"{grouped(product[0])} × {euros(product[1])} = {euros(value)}"] if product else []
    if words != plain(text):
        notes.append(f"Ohne „{plain(text).removesuffix(words).strip()}“ gelesen: {euros(value)}")
    return "; ".join(notes)


def _exactly(text: str) -> str:
    """The text without „ca.“ before it."""
    words = plain(text)
    return re.sub(_ABOUT, "", words, count=1) if re.match(_ABOUT, words) else words


def _product(text: str, words: str) -> tuple[int, int] | None:
    """How many times how many cents a text says, in either order; None where it is no product."""
    parts = re.split(_TIMES, words)
    if len(parts) != 2:
        return None
    count, amount = parts if re.fullmatch(r"\d{1,4}", parts[0]) else parts[::-1]
    if not re.fullmatch(r"\d{1,4}", count):
        return None
    return int(count), _amount(text, amount)


def _amount(text: str, words: str) -> int:
    """The cents of one amount with its unit before or behind it; ``text`` is what a sentence quotes."""
    if re.match(_NEGATIVE, words):
        raise PlanError(f"„{shortened(text)}“ ist ein negativer Betrag. Bitte einen Betrag ab 0,00 € eingeben.")
    number, factor = _without_unit(words)
    forms = (_EUROS, _ENGLISH) if factor == 1 else (_MANY_EUROS, _ENGLISH)
    match = next((found for form in forms if (found := re.fullmatch(form, number))), None)
    cents = (match["cents"] or "") if match else ""
    digits = cents if cents.isdigit() else ""
    whole = re.sub(r"[. ]", "", match["whole"]) if match else ""
    # No one types so many digits; Python refuses to read some thousands of them.
    places: int = 10 ** len(digits)
    value, rest = divmod(int((whole + digits)[:_MOST_DIGITS] or "0") * factor * 100, places)
    if match is None or rest:
        raise PlanError(f"„{shortened(text)}“ ist kein Betrag. Bitte so schreiben: „1.234,50“.")
    return value


def _without_unit(words: str) -> tuple[str, int]:
    """A number without the unit on one side of it, and how many euros that is."""
    for unit, factor in _UNITS:
        if match := re.fullmatch(rf"(?i)(?:{unit})\s*(?P<number>\d.*)|(?P<other>.*[\d,.–—-])\s*(?:{unit})", words):
            return match["number"] or match["other"], factor
    return words, 1


def checked_mail(text: str) -> str | None:
    """The mail address that a person typed, without „mailto:“ and <…> around it; None for an empty text.

    Only what cannot be an address is refused; whether it exists, nobody knows.

    Raises:
        PlanError: it cannot be one, or there are several.
    """
    words = re.sub(r"^<(.*)>$", r"\1", plain(text)).strip()
    if re.match(r"(?i)mailto:", words):
        words = words[7:].partition("?")[0].strip()
    if not words:
        return None
    if words.count("@") > 1 or re.search(r"@.*[,;]", words):
        raise PlanError(f"„{shortened(text)}“ ist mehr als eine Mailadresse. Bitte nur eine angeben.")
    name, _at, host = words.partition("@")
    parts = host.split(".")
    # A host's last part is no number and has two letters at least; umlauts are letters too.
    possible = name and len(parts) > 1 and all(parts) and len(parts[-1]) > 1 and not parts[-1].isdigit()
    if not possible or len(words) > _LONGEST_MAIL or re.search(r"[\s\0,;:<>()\[\]\"\\/]", words):
        raise PlanError(f"„{shortened(text)}“ ist keine Mailadresse. Bitte so schreiben: „name@beispiel.de“.")
    return words


def euros(cents: int | None) -> str:
    """123450 as 1.234,50 €; empty for none."""
    if cents is None:
        return ""
    whole, rest = divmod(abs(cents), 100)
    return f"{'−' if cents < 0 else ''}{grouped(whole)},{rest:02d} €"


def how_many(count: int, one: str, many: str) -> str:
    """So many of something, by its word: „1 Aufgabe“, „3 Aufgaben“."""
    return f"{count} {one if count == 1 else many}"


def parse_number(text: str, what: str, low: int, high: int) -> int | None:
    """The whole number that a person typed; None for an empty text. ``what`` says in a sentence which are possible.

    Raises:
        PlanError: it is none, or out of bounds.
    """
    words = plain(text).replace("−", "-")
    if not words:
        return None
    if not re.fullmatch(r"-?(\d{1,3}(\.\d{3})+|\d+)", words, re.ASCII):
        raise PlanError(f"„{shortened(text)}“ ist keine ganze Zahl. Bitte {what} eingeben.")
    number = int(words.replace(".", "")[:20])
    if not low <= number <= high:
        raise PlanError(f"{shortened(words)} ist nicht möglich. Bitte {what} eingeben.")
    return number


def is_iso_date(text: str) -> bool:
    """Whether a text is a date as it is stored."""
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
