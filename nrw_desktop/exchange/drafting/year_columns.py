"""Times whose years stand in a column of their own: „Monat“ and „Jahr“ side by side say one thing."""

import re
from itertools import islice

from nrw_desktop.domain.drafts.draft import Answers, Place
from nrw_desktop.exchange.sources.source import Table, TextRows
from nrw_desktop.exchange.tables.headings import folded
from nrw_desktop.exchange.tables.rewriting import with_texts
from nrw_desktop.exchange.tables.timelines import owners_of
from nrw_desktop.exchange.tables.titles import read_period

_LOOKED_AT = 12
_PERIOD = "period"
_YEARS = frozenset({"jahr", "kalenderjahr"})
_NUMBERED = {
    **dict.fromkeys(("monat", "monate"), "{}/{year}"),
    **dict.fromkeys(("kw", "kalenderwoche", "woche"), "KW {} {year}"),
    "quartal": "Q{} {year}",
    "halbjahr": "{}. Halbjahr {year}",
}
"""The heads of such times, and how a number below them is typed as one."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBERS = re.compile(r"(\d{1,2})\.?(?:\s*(?:[-–]|bis)\s*(\d{1,2})\.?)?")
_MOST = 0.6


def with_year_columns(table: Table, answers: Answers, columns: dict[str, str]) -> Table:
    """A sheet in which each time has its year, where that stands beside it; mostly it as it is.

    What such a column is taken for is added to ``columns``, unless it is answered.
    """
    if not isinstance(table.rows, TextRows):
        return table
    texts = table.texts
    for number in islice(table.filled(), _LOOKED_AT):
        words = [folded(text.strip(" :.")) for text in texts[number]]
        years = [place for place, word in enumerate(words) if word in _YEARS]
        times = [place for place, word in enumerate(words) if word in _NUMBERED]
        if len(years) == len(times) == 1:
            key = Place(table.name, 0, years[0] + 1).said
            found = _joined(table, number, times[0], years[0], _NUMBERED[words[times[0]]])
            if found is table or answers.get(key, _PERIOD) != _PERIOD:
                return table
            columns[key] = _PERIOD
            return found
    return table


def _joined(table: Table, head: int, time: int, year: int, form: str) -> Table:
    owners, texts = owners_of(table), table.texts
    rows = [number for number in range(head + 1, len(texts)) if any(texts[number])]
    if any((row, time) in owners for row in rows):
        return table
    begins = {row: owners.get((row, year), (row, year)) for row in rows}
    if any(place != year for _, place in begins.values()):
        return table
    years = {row: texts[line][place].strip() for row, (line, place) in begins.items()}
    said = {row: _in_year(texts[row][time].strip(), years[row], form) for row in rows}
    readable = [row for row in rows if years[row] and texts[row][time]]
    is_so = sum(read_period(said[row]) is not None for row in readable) >= _MOST * len(readable)
    if not readable or not is_so or any(one and not _YEAR.fullmatch(one) for one in years.values()):
        return table
    cells = {row: {time: text} for row, text in said.items()} | {head: {time: texts[head][time]}}
    return with_texts(table, (time, year), cells)


def _in_year(text: str, year: str, form: str) -> str:
    """A time with its year; the year alone where nothing stands beside it."""
    if not text or not year or year in text:
        return text or year
    if match := _NUMBERS.fullmatch(text):
        first, last = (form.format(number, year=year) if number else "" for number in match.groups())
        return f"{first} bis {last}" if last else first
    return f"{text} {year}"
