"""Months as people write them: „Juli 2018“, „07/2018“. A month is ``YYYY-MM``; days are in `points`."""

import re
from functools import lru_cache

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.text import gate
from nrw_desktop.domain.text.shortening import shortened

MONTH_NAMES = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip
FIRST_YEAR, LAST_YEAR = 1900, 9999

_NAMES = {name[:3].casefold(): number for number, name in enumerate(MONTH_NAMES, 1)} | {"mae": 3, "mrz": 3}
# Compiled when something is typed, not at the start of the program.
_NAMED = r"(?P<name>[A-Za-zÄäÖöÜü]{3,9})\.?(?:\s+(?P<year>\d{4}))?"
EXAMPLE = "zum Beispiel „07/2018“ oder „Juli 2018“"


def parse_month(text: str) -> str | None:
    """The month that a person typed, as ``YYYY-MM``; None for an empty text.

    Raises:
        PlanError: it is no month, or has no year.
    """
    text = plain(text)
    if not text:
        return None
    month, year = month_and_year(text)
    if year is None:
        raise PlanError(f"Bei „{text}“ fehlt das Jahr. Bitte Monat und Jahr angeben, {EXAMPLE}.")
    return month_of(year, month, text)


def numeric(month: str | None) -> str:
    """``2018-07`` as 07/2018; empty for none."""
    return f"{month[5:]}/{month[:4]}" if month else ""


@lru_cache(maxsize=1_000)
def named(month: str | None) -> str:
    """``2018-07`` as „Juli 2018“; empty for none."""
    return f"{MONTH_NAMES[int(month[5:]) - 1]} {month[:4]}" if month else ""


def shifted(month: str, distance: int) -> str:
    """The month that many months later, earlier where it is negative; at the ends of the calendar its first or last."""
    at = int(month[:4]) * 12 + int(month[5:]) - 1 + distance
    year, place = divmod(min(max(at, 12), LAST_YEAR * 12 + 11), 12)
    return f"{year:04d}-{place + 1:02d}"


def span(start: str | None, end: str | None) -> str:
    """Two months in the shortest clear form for a table: 08–10/2017, 11/2017–02/2018, ab 08/2017, bis 10/2017."""
    if start and end:
        if start == end:
            return numeric(start)
        return f"{start[5:]}–{numeric(end)}" if start[:4] == end[:4] else f"{numeric(start)}–{numeric(end)}"
    return f"ab {numeric(start)}" if start else f"bis {numeric(end)}" if end else ""


def plain(text: str) -> str:
    """The text as it comes through the gate, with single blanks that break."""
    return " ".join(gate.received(text).split())


def month_and_year(text: str) -> tuple[int, int | None]:
    """Month and year of a text; the year may be missing.

    Raises:
        PlanError: it is no month.
    """
    text = text.strip()
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})", text):
        return int(match[2]), int(match[1])
    if match := re.fullmatch(r"(\d{1,2})(?:\s*[./ -]\s*(\d{4}))?", text):
        return int(match[1]), int(match[2]) if match[2] else None
    match = re.fullmatch(_NAMED, text)
    number = _NAMES.get(match["name"][:3].casefold()) if match else None
    if (
        match
        and number
        and MONTH_NAMES[number - 1]
        .casefold()
        .replace("ä", "ae")
        .startswith(match["name"].casefold().replace("ä", "ae").replace("mrz", "maerz"))
    ):
        return number, int(match["year"]) if match["year"] else None
    raise PlanError(f"„{shortened(text)}“ ist kein Monat. Bitte so schreiben: {EXAMPLE}.")


def month_of(year: int, month: int, text: str) -> str:
    """The month of these numbers, as they stand in the text.

    Raises:
        PlanError: there is no such month, or it is too far away.
    """
    if not 1 <= month <= 12:
        raise PlanError(f"Einen Monat {month} gibt es nicht („{text}“). Bitte einen Monat von 1 bis 12 angeben.")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise PlanError(f"Das Jahr {year} liegt außerhalb von {FIRST_YEAR} bis {LAST_YEAR}. Bitte das Jahr prüfen.")
    return f"{year:04d}-{month:02d}"
