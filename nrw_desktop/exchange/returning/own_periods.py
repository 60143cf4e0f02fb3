"""The periods of phases and measures in lists of ours: in words and by their ends."""

import re
from typing import Any

import msgspec

from nrw_desktop.domain.edits.reading import PhaseIds, check_period, measure_period, one_end, read
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Measure, Phase
from nrw_desktop.domain.queries import period
from nrw_desktop.domain.text.period_text import parse_period
from nrw_desktop.domain.text.points import (
    NOWHERE,
    SIDES,
    Period,
    Point,
    Side,
    compact,
    is_day,
    spoken,
    stored,
    without_edge,
)
from nrw_desktop.exchange.exporting.sheets import FOLLOWS
from nrw_desktop.exchange.returning.own_rows import OwnRow
from nrw_desktop.exchange.tables.questions import Questions

HEADS: dict[Side, str] = {"start": "Beginn", "end": "Ende"}
WORDS = "Zeitraum"
PERIOD_HEADS = (WORDS, *(f"{head}{behind}" for head in HEADS.values() for behind in ("", FOLLOWS)))
"""The heads of all columns that say something of a period."""
_CELLS, _WORDS, _PRINTED = "cells", "words", "printed"
_PLAIN = re.compile(r"(?:(\d{1,2})\.)?(\d{1,2})[./]((?:19|[2-9]\d)\d\d)")
_YEAR = re.compile(r"\d{4}")
_ENDS = tuple(stored("start", NOWHERE) | stored("end", NOWHERE))


def period_of(
    plan: Plan, record: Phase | Measure, row: OwnRow, questions: Questions, there: Phase | Measure | None
) -> dict[str, Any]:
    """The fields of a record's period that its row gives; none where it gives nothing.

    ``plan`` has all phases; ``there`` is what the record is where the list came from, if that is known.

    Raises:
        PlanError: what stands there is no period.
    """
    words = row.text(WORDS)
    ends = {side: _end(plan, record, side, row) for side in SIDES}
    if all(point == NOWHERE for point in ends.values()):
        return _typed(plan, record, words) if words else {}
    ends = _months(plan, ends, words)
    check_period(plan, _with(record, ends))
    kept = words if words and words != spoken(Period(ends["start"], ends["end"]), plan.number) else None
    shown = compact(*(period.resolved_point(plan, _with(record, ends), side) for side in SIDES)) if kept else ""
    cells = {_CELLS: f"Beginn und Ende: {shown}"}
    if kept and _differ(plan, record, ends, words, there):
        question = f"Der Zeitraum „{words}“ und Beginn und Ende ({shown}) sagen nicht dasselbe. Was gilt?"
        if _asked(row, question, cells | {_WORDS: f"der Zeitraum: {words}"}, questions) == _WORDS:
            return _typed(plan, record, words)
        # Words that do not hold would be printed all the same, and contradict what does.
        kept = None
    elif kept and _says_no_time(plan, record, words, there):
        question = f"„{words}“ ist als Zeitraum nicht zu lesen; Beginn und Ende sagen {shown}. Was gilt?"
        choices = cells | {_PRINTED: f"gedruckt „{words}“, gerechnet mit Beginn und Ende"}
        kept = kept if _asked(row, question, choices, questions) == _PRINTED else None
    return {**stored("start", ends["start"]), **stored("end", ends["end"]), "period_text": kept}


def _asked(row: OwnRow, question: str, choices: dict[str, str], questions: Questions) -> str:
    place = row.place(WORDS)
    return questions.ask(place.said, place, row.text(WORDS), question, choices, kind="Zeiträume")


def _typed(plan: Plan, record: Phase | Measure, words: str) -> dict[str, Any]:
    """The period that words say."""
    if isinstance(record, Measure):
        return read(plan, "measure", "period", words, record.phase)
    return read(plan, "phase", "period", words)


def _end(plan: Plan, record: Phase | Measure, side: Side, row: OwnRow) -> Point:
    """One end, by what it follows or by its day."""
    if rule := row.text(f"{HEADS[side]}{FOLLOWS}"):
        return one_end(side, rule, lambda text: parse_period(text, PhaseIds(plan)))
    text = row.text(HEADS[side])
    if not text:
        return NOWHERE
    if (plain := _PLAIN.fullmatch(text)) and 1 <= int(plain[2]) <= 12:
        # As the lists have them; a day that there is not is refused below.
        found = Point(f"{plain[3]}-{int(plain[2]):02}", day=int(plain[1]) if plain[1] else None)
        if is_day(found.month, found.day):
            return found
    try:
        if isinstance(record, Measure):
            return one_end(side, text, lambda typed: measure_period(plan, record.phase, typed))
        return one_end(side, text, lambda typed: parse_period(typed, PhaseIds(plan)))
    except PlanError as error:
        raise PlanError(f"„{HEADS[side]}“: {error}") from None


def _months(plan: Plan, ends: dict[Side, Point], words: str) -> dict[Side, Point]:
    """The ends as months where their days came from the program that wrote the file, as the words tell."""
    bare = {side: without_edge(point, side) for side, point in ends.items()}
    return bare if words and words == spoken(Period(bare["start"], bare["end"]), plan.number) else ends


def _differ(
    plan: Plan, record: Phase | Measure, ends: dict[Side, Point], words: str, there: Phase | Measure | None
) -> bool:
    """Whether the words say another time than the ends, as far as they say one.

    What came back as it was is as somebody wants it. Of words without a year the months alone are looked at, where
    they or the ends came back otherwise.
    """
    other = _with(record, ends)
    has_year = _YEAR.search(words) is not None
    if before(there) == (words, *before(other)[1:]) or not (has_year or there):
        return False
    try:
        typed = _typed(plan, record, words)
    except PlanError:
        return False
    said = msgspec.structs.replace(record, **typed)
    return any(_time(plan, said, side, has_year) not in (_time(plan, other, side, has_year), None) for side in SIDES)


def _says_no_time(plan: Plan, record: Phase | Measure, words: str, there: Phase | Measure | None) -> bool:
    """Whether words that came back otherwise than they were cannot be read as a period."""
    if there is None or words in (there.period_text, period.wording(plan, there)):
        return False
    try:
        _typed(plan, record, words)
    except PlanError:
        return True
    return False


def before(record: Phase | Measure | None) -> tuple[Any, ...]:
    """What a period was where a list came from: its words, then its ends; empty where that is not known."""
    return tuple(getattr(record, part) for part in ("period_text", *_ENDS)) if record else ()


def _time(plan: Plan, record: Phase | Measure, side: Side, has_year: bool) -> Point | str | None:
    """When a period begins or ends: with its year, or the month of any year; None where it does not say that."""
    point = period.resolved_point(plan, record, side)
    if point == NOWHERE:
        return None
    return point if has_year else (point.month or "")[5:]


def _with(record: Phase | Measure, ends: dict[Side, Point]) -> Phase | Measure:
    return msgspec.structs.replace(record, **stored("start", ends["start"]), **stored("end", ends["end"]))
