"""Values as people type and read them: dates, amounts of money and whole numbers.

Stored are ISO dates, months as ``YYYY-MM``, whole cents and whole numbers. Written is as in DIN 5008: 01.07.2018 and
1.234,50 €.
"""

import datetime as dt
import re

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.text.months import FIRST_YEAR, LAST_YEAR, MONTH_NAMES, month_and_year, plain
from nrw_desktop.domain.text.shortening import shortened

MOST_CENTS = 99_999_999_999
MOST_PEOPLE = 9_999_999
FARTHEST = 1200
"""Months between a period's end and what it follows."""

# Compiled when something is typed, not at the start of the program.
_EUROS = r"(?P<whole>\d{1,3}(?:\.\d{3})+|\d+)(?:,(?P<cents>\d{1,2}|-|–))?"
_ENGLISH = r"(?P<whole>\d+)\.(?P<cents>\d{1,2})"
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
    """The amount that a person typed, in cents: „1.234,50 €“, „1234,5“, „70.000“, „12.50“; None for an empty text.

    Raises:
        PlanError: it is no amount, negative, or too large.
    """
    words = plain(text).removesuffix("€").removesuffix("EUR").removesuffix("Euro").strip()
    if not words:
        return None
    if re.match(r"[-–−]\s*\d", words):
        raise PlanError(f"„{shortened(text)}“ ist ein negativer Betrag. Bitte einen Betrag ab 0,00 € eingeben.")
    match = re.fullmatch(_EUROS, words) or re.fullmatch(_ENGLISH, words)
    if match is None:
        raise PlanError(f"„{shortened(text)}“ ist kein Betrag. Bitte so schreiben: „1.234,50“.")
    cents = match["cents"] or ""
    value = int(match["whole"].replace(".", "")) * 100 + (int(cents.ljust(2, "0")) if cents.isdigit() else 0)
    if value > MOST_CENTS:
        raise PlanError(f"„{shortened(text)}“ ist zu viel: höchstens {euros(MOST_CENTS)}.")
    return value


def euros(cents: int | None) -> str:
    """123450 as 1.234,50 €; empty for none."""
    if cents is None:
        return ""
    whole, rest = divmod(abs(cents), 100)
    return f"{'−' if cents < 0 else ''}{grouped(whole)},{rest:02d} €"


def grouped(number: int) -> str:
    """1234 as 1.234."""
    return f"{number:,}".replace(",", ".")


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
