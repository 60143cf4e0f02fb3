"""Month-exact periods as people write them: „März bis Juli 2017“, „Juli 2018 bis Projektende“, „07/2018“.

A month is ``YYYY-MM``; there are no days. An open period has no end of its own: it ends when the project does.
"""

import re
import unicodedata
from typing import NamedTuple

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.records import PROJECT_END, Phase
from nrw_desktop.domain.texts import shortened

MONTH_NAMES = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip
FIRST_YEAR, LAST_YEAR = 1900, 9999

_NAMES = {name[:3].casefold(): number for number, name in enumerate(MONTH_NAMES, 1)} | {"mae": 3, "mrz": 3}
# Compiled when something is typed, not at the start of the program.
_NAMED = r"(?P<name>[A-Za-zÄäÖöÜü]{3,9})\.?(?:\s+(?P<year>\d{4}))?"
_MONTHS_OF_ONE_YEAR = r"(\d{1,2})\s*-\s*(\d{1,2}\s*[./]\s*\d{4})"
_SEPARATOR = r"\s+bis\s+(?:zum\s+)?|\s*[–—]\s*|\s+-\s+|(?<=\d{4})\s*-\s*(?=\d{1,2}\s*[./])"
_EXAMPLE = "zum Beispiel „07/2018“ oder „Juli 2018“"


class Period(NamedTuple):
    """What a person typed: months, and the rule of the end where it is open."""

    start: str | None = None
    end: str | None = None
    end_rule: str | None = None


def parse_month(text: str) -> str | None:
    """The month that a person typed, as ``YYYY-MM``; None for an empty text.

    Raises:
        PlanError: it is no month, or has no year.
    """
    text = _plain(text)
    if not text:
        return None
    month, year = _month_and_year(text)
    if year is None:
        raise PlanError(f"Bei „{text}“ fehlt das Jahr. Bitte Monat und Jahr angeben, {_EXAMPLE}.")
    return _month(year, month, text)


def parse_period(text: str) -> Period:
    """The period that a person typed; a year that stands once holds for both months, as in „März bis Juli 2017“.

    Raises:
        PlanError: it is no period, has no year or ends before it starts.
    """
    text = _plain(text)
    if not text:
        return Period()
    if text.casefold().startswith(("ab ", "seit ")):
        text = f"{text.partition(' ')[2]} bis"
    if text.casefold().startswith("bis "):
        last = text[4:].strip()
        return Period(None, None, PROJECT_END) if _is_project_end(last) else Period(None, parse_month(last))
    first, found, last = _split(text)
    month, year = _month_and_year(first)
    if not found:
        if year is None:
            raise PlanError(f"Bei „{text}“ fehlt das Jahr. Bitte ergänzen, zum Beispiel „März bis Juli 2017“.")
        start = _month(year, month, first)
        return Period(start, start)
    if not last or _is_project_end(last):
        if year is None:
            raise PlanError(f"Bei „{first}“ fehlt das Jahr. Bitte ergänzen, zum Beispiel „Juli 2018 bis Projektende“.")
        return Period(_month(year, month, first), None, PROJECT_END if last else None)
    last_month, last_year = _month_and_year(last)
    if last_year is None:
        raise PlanError(f"Bei „{last}“ fehlt das Jahr. Bitte ergänzen, zum Beispiel „März bis Juli 2017“.")
    if year is None:
        year = last_year - 1 if month > last_month else last_year
    start, end = _month(year, month, first), _month(last_year, last_month, last)
    check_order(start, end)
    return Period(start, end)


def check_order(start: str | None, end: str | None) -> None:
    """Refuse an end that lies before the start.

    Raises:
        PlanError: it does.
    """
    if start and end and end < start:
        raise PlanError(
            f"Das Ende ({numeric(end)}) liegt vor dem Beginn ({numeric(start)}). Bitte einen der beiden Monate ändern."
        )


def numeric(month: str | None) -> str:
    """``2018-07`` as 07/2018; empty for none."""
    return f"{month[5:]}/{month[:4]}" if month else ""


def named(month: str | None) -> str:
    """``2018-07`` as „Juli 2018“; empty for none."""
    return f"{MONTH_NAMES[int(month[5:]) - 1]} {month[:4]}" if month else ""


def span(start: str | None, end: str | None) -> str:
    """Two months in the shortest clear form for a table: 08–10/2017, 11/2017–02/2018, ab 08/2017, bis 10/2017."""
    if start and end:
        if start == end:
            return numeric(start)
        return f"{start[5:]}–{numeric(end)}" if start[:4] == end[:4] else f"{numeric(start)}–{numeric(end)}"
    return f"ab {numeric(start)}" if start else f"bis {numeric(end)}" if end else ""


def wording(phase: Phase) -> str:
    """The phase's period in words: the source's own as long as nobody edited it."""
    if phase.period_text is not None:
        return phase.period_text
    start, end = phase.start, phase.end
    if phase.end_rule == PROJECT_END:
        return f"{named(start)} bis Projektende" if start else "bis Projektende"
    if start and end:
        if start == end:
            return named(start)
        first = MONTH_NAMES[int(start[5:]) - 1] if start[:4] == end[:4] else named(start)
        return f"{first} bis {named(end)}"
    return f"ab {named(start)}" if start else f"bis {named(end)}" if end else ""


def shown(phase: Phase, project_end: str | None) -> str:
    """The period on screen and in the overview: as in words, and the month of an open end once it is known."""
    text = wording(phase)
    return f"{text} ({numeric(project_end)})" if phase.end_rule == PROJECT_END and project_end else text


def resolved_end(phase: Phase, project_end: str | None) -> str | None:
    """The month the phase ends in: its own, the project's for an open end, None while nobody knows."""
    return project_end if phase.end_rule == PROJECT_END else phase.end


def _plain(text: str) -> str:
    """The text with single blanks and composed letters: some clipboards give decomposed ones."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _is_project_end(text: str) -> bool:
    # The month in brackets is what `shown` adds once it is known; it may be typed back with the rest.
    words = re.sub(r"\s*\(\d\d/\d{4}\)$", "", text.casefold())
    return words in ("projektende", "zum projektende", "ende des projekts")


def _split(text: str) -> tuple[str, bool, str]:
    if text.casefold().endswith(" bis"):
        return text[:-4], True, ""
    if match := re.fullmatch(_MONTHS_OF_ONE_YEAR, text):
        return match[1], True, match[2]
    match = re.search(_SEPARATOR, text)
    return (text[: match.start()], True, text[match.end() :].strip()) if match else (text, False, "")


def _month_and_year(text: str) -> tuple[int, int | None]:
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
    raise PlanError(f"„{shortened(text)}“ ist kein Monat. Bitte so schreiben: {_EXAMPLE}.")


def _month(year: int, month: int, text: str) -> str:
    if not 1 <= month <= 12:
        raise PlanError(f"Einen Monat {month} gibt es nicht („{text}“). Bitte einen Monat von 1 bis 12 angeben.")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise PlanError(f"Das Jahr {year} liegt außerhalb von {FIRST_YEAR} bis {LAST_YEAR}. Bitte das Jahr prüfen.")
    return f"{year:04d}-{month:02d}"
