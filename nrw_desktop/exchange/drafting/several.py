"""Rows that say more than one thing: times for each measure, several phases at once; and years in rows above."""

import re
from collections.abc import Sequence

import msgspec

from nrw_desktop.domain.drafts.draft import Place
from nrw_desktop.domain.text.shortening import shortened
from nrw_desktop.exchange.drafting.references import is_like_reference
from nrw_desktop.exchange.drafting.row_cells import RowCells
from nrw_desktop.exchange.drafting.years import is_bare
from nrw_desktop.exchange.sources.source import Line
from nrw_desktop.exchange.tables.cells import Item, items, notes_of, one_text, values
from nrw_desktop.exchange.tables.questions import Questions
from nrw_desktop.exchange.tables.sheet import Band, Row
from nrw_desktop.exchange.tables.titles import is_period, is_phase

_YEAR = re.compile(r"(?:(?:Kalender|Haushalts|Projekt|Förder)?jahr:?\s*)?((?:19|20)\d\d)", re.I)
_PHASE = re.compile(r"(?:Phase\s+\d+|\d+\.\s*Phase)\b", re.I)
_GROUP = re.compile(r"([^\W\d_][^:,;()\n]{2,40}):\s+(\S.*)", re.S)
_LEAST_SAID = 30
"""Letters of what may be a sentence, at least."""
_EACH, _ALL, _ONE, _OUT = "each", "all", "one", "out"


def year_of(text: str) -> str:
    """The year that a row says alone; empty for other words."""
    match = _YEAR.fullmatch(text.strip())
    return match[1] if match else ""


def is_title(rows: Sequence[Row | Band], number: int, may_be: bool) -> bool:
    """Whether a row of its own is the title of a phase; other words may be one, but not right above that of a phase."""
    row = rows[number]
    if not isinstance(row, Band) or is_phase(Line(one_text(row.lines))):
        return isinstance(row, Band)
    below = rows[number + 1] if may_be else None
    return may_be and not (isinstance(below, Band) and is_phase(Line(one_text(below.lines))))


def in_year(text: str, year: str) -> str:
    """A period with the year that stands above it, where it has none."""
    return f"{text} {year}" if year and is_bare(text) else text


def of_each(cells: RowCells, row: Row, part: str, questions: Questions) -> Sequence[str]:
    """The times of the measures of a row, a line for each, if that is the answer; none where their number differs."""
    if row.texts and not any("\n" in text for text in row.texts):
        return ()
    entries = cells.all(row, "period")
    texts = (text for entry in entries for text in values(entry.lines))
    times = [line for text in texts for line in text.split("\n") if line.strip()]
    if len(times) < 2 or not all(map(is_period, times)):
        return ()
    if sum(len(items(one.lines)) for one in cells.all(row, "measures") if not one.goes_on) != len(times):
        return ()
    answer = questions.ask(
        f"{part}, Zeiten je Maßnahme",
        cells.place(entries[0]),
        " ".join(times),
        "Es gibt so viele Zeilen unter „Zeitraum“ wie Maßnahmen daneben. Gilt jede für eine von ihnen?",
        {_EACH: "ja, der Reihe nach", _ALL: "nein, es ist ein Zeitraum"},
    )
    return times if answer == _EACH else ()


def several_titles(lines: Sequence[Line], place: Place, questions: Questions) -> list[tuple[Line, ...]]:
    """The titles in a cell: one, or „Phase 1“ and „Phase 2“ one below the other, about which is asked."""
    texts = [text for line in lines for text in line.text.split("\n") if text.strip()]
    if len(texts) < 2 or not all(map(_PHASE.match, texts)):
        return [_without_sentences(lines, place, questions)]
    together = " / ".join(" ".join(text.split()) for text in texts)
    answer = questions.ask(
        f"{place.said}, mehrere Phasen",
        place,
        together,
        f"In dieser Zelle stehen {len(texts)} Phasen. Wohin mit dem, was daneben steht?",
        {_ONE: f"in eine Phase „{shortened(together)}“", _EACH: "in jede von ihnen"},
        kind="mehrere Phasen in einer Zelle",
    )
    notes = notes_of(lines)
    if answer == _ONE:
        return [(Line(together, notes=notes),)]
    return [(Line(text, notes=() if number else notes),) for number, text in enumerate(texts)]


def _without_sentences(lines: Sequence[Line], place: Place, questions: Questions) -> tuple[Line, ...]:
    """The lines of a title without what explains it in sentences, as it is answered."""
    rest = [line for line in lines[1:] if line.text]
    if not rest or _is_said(lines[0]) or not all(map(_is_said, rest)):
        return tuple(lines)
    said = " ".join(line.text for line in rest)
    answer = questions.ask(
        f"{place.said}, Erläuterung",
        place,
        said,
        f"Unter „{shortened(lines[0].text)}“ steht: „{shortened(said)}“. Gehört das zum Titel?",
        {_OUT: "nein, nicht übernehmen", _ALL: "ja"},
        kind="Erläuterungen",
    )
    if answer == _ALL:
        return tuple(lines)
    questions.leave_out("Erläuterung zu einem Titel", "Erläuterungen zu Titeln", shortened(said))
    return (msgspec.structs.replace(lines[0], notes=notes_of(lines)),)


def explained(found: Sequence[Item], part: str, place: Place, questions: Questions) -> list[Item]:
    """The items of a cell, sentences below short ones as parts of these, if that is the answer."""
    is_said = [len(item.text) >= _LEAST_SAID and item.text.endswith(".") for item in found]
    if not any(is_said) or is_said[0] or all(is_said) or any(item.depth for item in found):
        return list(found)
    number = is_said.index(True)
    answer = questions.ask(
        f"{part}, Sätze",
        place,
        found[number].text,
        "Unter kurzen Zeilen stehen Sätze. Gehören sie zu dem Eintrag darüber?",
        {_ONE: "ja", _EACH: "nein, jede Zeile ist ein Eintrag"},
    )
    if answer == _EACH:
        return list(found)
    kept: list[Item] = []
    for item, says in zip(found, is_said, strict=True):
        if says:
            text, notes = f"{kept[-1].text}\n{item.text}", kept[-1].notes + item.notes
            kept[-1] = msgspec.structs.replace(kept[-1], text=text, notes=notes)
        else:
            kept.append(item)
    return kept


def _is_said(line: Line) -> bool:
    return len(line.text) >= _LEAST_SAID and line.text.endswith((".", "!"))


def without_groups(lines: Sequence[str], part: str, place: Place, questions: Questions) -> list[str]:
    """The lines of a partners' cell without the words that names are sorted by: „Verwaltung: Jugendamt, Schulamt“."""
    kept: list[str] = []
    for line in lines:
        match = _GROUP.fullmatch(line)
        if match is None or is_like_reference(line):
            kept.append(line)
            continue
        answer = questions.ask(
            f"{part}, Gruppen von Partnern",
            place,
            line,
            "Vor Kooperationspartnern stehen Wörter mit einem Doppelpunkt. Gehören sie zum Namen?",
            {_OUT: "nein, nicht übernehmen", _ALL: "ja"},
        )
        kept.append(match[2] if answer == _OUT else line)
        if answer == _OUT:
            questions.leave_out("Wort vor Partnern", "Wörter vor Partnern", match[1])
    return kept
