"""The titles of phases with their periods, as they stand in one cell, in a band, or in a heading above a table."""

import datetime as dt
import re
from collections.abc import Sequence
from typing import NamedTuple

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.text import blanks, gate
from nrw_desktop.domain.text.period_text import parse_period
from nrw_desktop.domain.text.points import Period
from nrw_desktop.exchange.pasted_rows import plain, unmarked
from nrw_desktop.exchange.sources.source import Line
from nrw_desktop.exchange.tables.headings import folded

_LABEL = re.compile(r"^(?:Zeitraum|Laufzeit|Dauer|Zeit|Zeitrahmen|Umsetzungszeitraum)\s*:\s*", re.I)
_TITLE_LABEL = re.compile(r"^(?:Phase|Titel)\s*:\s*(?=\S)", re.I)
_IN_BRACKETS = re.compile(r"^(?P<title>.*\S)\s*[(\[](?P<period>[^()\[\]]{3,80})[)\]]\s*$", re.S)
_BEHIND = re.compile(rf"(?:{blanks.ANY}[,;:|]|{blanks.SOME}[-–—])\s+")
_PHASE = re.compile(r"^(?:Phase\b|\d{1,2}[.)]?\s+\S)", re.I)
_NUMBER = re.compile(r"\d{1,2}[.)]?")
_ANY_PHASES = ("1",) * 99
_SPAN = re.compile(
    r"(?:\d|I{1,3}|IV)\.?\s*(?:Quartal|Halbjahr)|Q\s?\d|H\s?\d|KW\b|[A-ZÄ][a-zäöü]{2,8}\s+(?:19|20)\d\d", re.I
)
"""How a title may begin that is a time."""
_SENTENCE = re.compile(r"[.!?:]$")
_LONGEST = 150
_NOTES = (
    r"(?:Anmerkung(?:en)?|Hinweise?|Legende|Erläuterung(?:en)?|Abkürzungen|Abkürzungsverzeichnis"
    r"|(?:Ort(?:,| und)\s*)?Datum(?:(?:,| und)\s*Unterschrift(?:en)?)?|Unterschrift(?:en)?)"
)
_ABOUT = r"Stand|Quellen?|Version|Fassung|Träger|Antragsteller\w*|Zuwendungsempfänger\w*|Aktenzeichen|Az\.|Datum"
_FOOTER = re.compile(
    r"^(?:\*|(?:Summen?|Zwischensumme|Gesamt(?:summe|kosten|betrag|ausgaben)?|Insgesamt|Übertrag)\b"
    r"(?:\s*[:=]?[\d\s.,€]*$|\s*\(|\s+(?:aller?|über alle|der|für)\s)"
    r"|(?:Summe|Zwischensumme|Gesamtsumme|Übertrag)\s+(?:(?:von|aus|auf)\s)?[\w.]{1,12}(?:\s[\w.-]{1,6})?$"
    rf"|(?:{_ABOUT}|{_NOTES})\s*:|{_NOTES}$|Stand(?:\s+vom)?\s+\d|Seite\s+\d+\s+von\s+\d+$"
    r"|(?:Erstellt|Bearbeitet|Verfasst|Aktualisiert|Ausgedruckt|Geändert)\s+(?:von|am|durch)\b)",
    re.I,
)
_COUNTED = re.compile(r"^(\d{1,2})\s*[.):–-]*\s*")
_LETTER = re.compile(r"\w")
_GOES_ON = re.compile(
    r"(?:noch|(?:Fortsetzung|Forts\.|Fortf\.)(?: von)?)\s*:?\s+(?P<before>\S.*)"
    r"|(?P<behind>\S(?:.*[^\s,–(\[-])?)[\s,–-]*[(\[]?\b(?:Fortsetzung|Forts\.|Fortf\.)\s*[)\]]?",
    re.I,
)
"""How a title begins or ends that stands once more, on a new page."""
_LEADS_NOTES = re.compile(rf"^{_NOTES}\s*:?$", re.I)


class Titled(NamedTuple):
    """A title, and a period where one stands with it."""

    title: str
    period: str = ""


def titled(lines: Sequence[Line], with_period: bool = True) -> Titled:
    """The title in some lines, without marks and labels; with ``with_period``, what is one is taken off it."""
    texts = [unmarked(plain(part)) for line in lines for part in line.text.split("\n")]
    texts = [text for text in texts if gate.received(text)]
    periods: list[str] = []
    if with_period:
        for text in texts[1:]:
            if is_period(bare := _LABEL.sub("", text).strip("() ")):
                periods.append(bare)
                texts.remove(text)
        if not periods and texts and (found := _divided(" ".join(texts))):
            return Titled(_TITLE_LABEL.sub("", found.title), found.period)
    title = _TITLE_LABEL.sub("", " ".join(texts))
    # „1. Quartal 2024“ says itself when it is.
    periods += [title] if with_period and not periods and _SPAN.match(title) and is_period(title) else []
    return Titled(f"Phase {title.rstrip('.)')}" if _NUMBER.fullmatch(title) else title, periods[0] if periods else "")


def _divided(text: str) -> Titled | None:
    """A text that ends with a period: in brackets, or behind a comma or dash."""
    if (match := _IN_BRACKETS.match(text)) and is_period(_LABEL.sub("", match["period"])):
        return Titled(match["title"].strip(), _LABEL.sub("", match["period"]))
    for match in _BEHIND.finditer(text, max(0, len(text) - _LONGEST)):
        rest = _LABEL.sub("", text[match.end() :])
        # „Phase 1: März bis Juli“ has no other title than its number.
        if is_period(rest) and text[: match.start()].strip():
            return Titled(text[: match.start()].strip(), rest)
    return None


def is_period(text: str) -> bool:
    """Whether a text says when: it has a number or an end, and can be read."""
    if not 3 < len(text) <= 100 or not re.search(r"\d|projektende|laufend", text, re.I):
        return False
    return read_period(text, after="2017-01") is not None


def read_period(text: str, *, after: str | None = None, today: dt.date | None = None) -> Period | None:
    """A period as it reads by itself, whatever phases it names, as `parse_period` does; None for other words."""
    try:
        return parse_period(text, _ANY_PHASES, after, today=today)
    except PlanError:
        return None


def is_phase(line: Line) -> bool:
    """Whether a line begins as phases do: „Phase 2“, „2 Bestandsaufnahme“."""
    return bool(_PHASE.match(line.text)) and len(line.text) <= _LONGEST


def without_continuation(text: str) -> str:
    """A title without the words that say it is there again: „noch Phase 1“, „Auftakt (Fortsetzung)“."""
    match = _GOES_ON.fullmatch(text.strip())
    return match["before"] or match["behind"] if match else text


def continues(text: str, title: str) -> bool:
    """Whether a title says that it is another once more, of which it may only have the beginning: „noch Phase 1“."""
    bare = without_continuation(text)
    if bare == text:
        return False
    begins, other = (_COUNTED.sub(r"\1 ", folded(one).removeprefix("phase ")) for one in (bare, title))
    words, number = begins.strip(), re.match(r"\d+ ", other)
    starts = (number.end(), 0) if number else (0,)
    return any(other.startswith(words, start) and not _LETTER.match(other, start + len(words)) for start in starts)


def is_footer(text: str) -> bool:
    """Whether a text begins as sums and remarks below a table do: „Summe“, „Stand: Mai 2020“, „Quelle: Amt“."""
    return bool(_FOOTER.match(text))


def is_sentence(text: str) -> bool:
    """Whether a text is no title: it ends as a sentence does, or is long."""
    return bool(_SENTENCE.search(text)) or len(text) > _LONGEST


def leads_notes(text: str) -> bool:
    """Whether a text is the head of what explains a table below it: „Legende:“."""
    return bool(_LEADS_NOTES.match(text))


def is_heading(line: Line) -> bool:
    """Whether a line is a heading, by its style or by being short and no sentence."""
    short = len(line.text) <= _LONGEST and not _SENTENCE.search(line.text) and "\n" not in line.text.strip()
    return bool(line.style) or (short and not line.mark)


def heading_above(lines: Sequence[Line]) -> int | None:
    """Which of the lines before a table is its heading; None where none is.

    It is the last that begins as a phase or has a heading's style, else the last short one.
    """
    for is_it in (is_phase, lambda line: bool(line.style), is_heading):
        for place in range(len(lines) - 1, -1, -1):
            if is_it(lines[place]) and not is_period(_LABEL.sub("", lines[place].text)):
                return place
    return None
