"""Rows that say more than one thing: times for each measure, several phases at once; and years in rows above."""

import re
from collections.abc import Sequence

from nrw_desktop.domain.drafts.draft import Place
from nrw_desktop.domain.text.shortening import shortened
from nrw_desktop.exchange.sources.source import Line
from nrw_desktop.exchange.tables.cells import items, notes_of, values
from nrw_desktop.exchange.tables.questions import Questions
from nrw_desktop.exchange.tables.row_cells import RowCells
from nrw_desktop.exchange.tables.sheet import Row
from nrw_desktop.exchange.tables.titles import is_period
from nrw_desktop.exchange.tables.years import is_bare

_YEAR = re.compile(r"(?:(?:Kalender|Haushalts|Projekt|Förder)?jahr:?\s*)?((?:19|20)\d\d)", re.I)
_PHASE = re.compile(r"(?:Phase\s+\d+|\d+\.\s*Phase)\b", re.I)
_EACH, _ALL, _ONE = "each", "all", "one"


def year_of(text: str) -> str:
    """The year that a row says alone; empty for other words."""
    match = _YEAR.fullmatch(text.strip())
    return match[1] if match else ""


def in_year(text: str, year: str) -> str:
    """A period with the year that stands above it, where it has none."""
    return f"{text} {year}" if year and is_bare(text) else text


def of_each(cells: RowCells, row: Row, part: str, questions: Questions) -> Sequence[str]:
    """The times of the measures of a row, a line for each, if that is the answer; none where their number differs."""
    entry = cells.one(row, "period")
    if entry is None or (len(entry.lines) < 2 and "\n" not in entry.lines[0].text):
        return ()
    times = [line for text in values(entry.lines) for line in text.split("\n") if line.strip()]
    if len(times) < 2 or not all(map(is_period, times)):
        return ()
    if sum(len(items(one.lines)) for one in cells.all(row, "measures") if not one.goes_on) != len(times):
        return ()
    answer = questions.ask(
        f"{part}, Zeiten je Maßnahme",
        Place(part, entry.row, entry.column),
        " ".join(times),
        "Es gibt so viele Zeilen unter „Zeitraum“ wie Maßnahmen daneben. Gilt jede für eine von ihnen?",
        {_EACH: "ja, der Reihe nach", _ALL: "nein, es ist ein Zeitraum"},
    )
    return times if answer == _EACH else ()


def several_titles(lines: Sequence[Line], place: Place, questions: Questions) -> list[tuple[Line, ...]]:
    """The titles in a cell: one, or „Phase 1“ and „Phase 2“ one below the other, about which is asked."""
    texts = [text for line in lines for text in line.text.split("\n") if text.strip()]
    if len(texts) < 2 or not all(map(_PHASE.match, texts)):
        return [tuple(lines)]
    together = " / ".join(" ".join(text.split()) for text in texts)
    answer = questions.ask(
        f"{place.said}, mehrere Phasen",
        place,
        together,
        f"In dieser Zelle stehen {len(texts)} Phasen. Wohin mit dem, was daneben steht?",
        {_ONE: f"in eine Phase „{shortened(together)}“", _EACH: "in jede von ihnen"},
    )
    notes = notes_of(lines)
    if answer == _ONE:
        return [(Line(together, notes=notes),)]
    return [(Line(text, notes=() if number else notes),) for number, text in enumerate(texts)]
