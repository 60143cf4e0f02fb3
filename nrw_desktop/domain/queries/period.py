"""The periods of phases as people write them: „März bis Juli 2017“, „Juli 2018 bis Projektende“, „ab Ende von Phase 2“.

A period is month-exact. Either end is a month, or follows the end of the project or of another phase at a distance in
months, and then moves with it.
"""

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.choices import PHASE_END, PROJECT_END
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Phase
from nrw_desktop.domain.text.months import (
    MONTH_NAMES,
    check_order,
    month_and_year,
    month_of,
    named,
    numeric,
    parse_month,
    plain,
    shifted,
)

Side = Literal["start", "end"]
SIDES: tuple[Side, Side] = ("start", "end")

# Compiled when something is typed, not at the start of the program.
_MONTHS_OF_ONE_YEAR = r"(\d{1,2})\s*-\s*(\d{1,2}\s*[./]\s*\d{4})"
_SEPARATOR = r"(?i)\s+bis\s+(?:zum\s+)?|\s*[–—]\s*|\s+-\s+|(?<=\d{4})\s*-\s*(?=\d{1,2}\s*[./])"
_KNOWN = r"\s*\((?:ab )?\d\d/\d{4}(?: bis \d\d/\d{4})?\)$"
_FOLLOWING = (
    r"(?:(?P<count>\d{1,3}|ein(?:en)?)\s+monate?n?\s+(?P<way>vor|nach)\s+)?"
    r"(?:dem\s+|zum\s+)?"
    r"(?:(?P<project>projektende|ende\s+des\s+projekts)|ende\s+(?:von\s+|der\s+)?phase\s+(?P<phase>\d{1,4}))"
)
_AFTER_PHASE = r"(?:im\s+anschluss\s+an|nach)\s+phase\s+(?P<phase>\d{1,4})"


class Point(NamedTuple):
    """One end of a period: a month, or a rule with the phase it names and the distance in months; or nothing."""

    month: str | None = None
    rule: str | None = None
    phase: str | None = None
    offset: int = 0


class Period(NamedTuple):
    """What a person typed; ``derived`` says that the start's year was not in it, but follows from the phase before."""

    start: Point = Point()
    end: Point = Point()
    derived: bool = False

    @property
    def fields(self) -> dict[str, str | int | None]:
        """The fields of a phase that hold it."""
        return {
            field: value
            for side, point in (("start", self.start), ("end", self.end))
            for field, value in zip(fields_of(side), point, strict=True)
        }


_NOWHERE = Point()


def point(phase: Phase, side: Side) -> Point:
    """One end of a phase's period."""
    return Point(*(getattr(phase, field) for field in fields_of(side)))


def fields_of(side: str) -> tuple[str, str, str, str]:
    """The fields of a phase that hold one end of its period."""
    return side, f"{side}_rule", f"{side}_phase", f"{side}_offset"


def parse_period(text: str, phases: Sequence[str] = (), after: str | None = None) -> Period:
    """The period that a person typed; a year that stands once holds for both months, as in „März bis Juli 2017“.

    ``phases`` are the ids of the plan's phases in their order, for „Ende von Phase 2“. ``after`` is the last month of
    the phase before: where no year stands at all, as in „Juli bis Projektende“, the start is the first such month then.

    Raises:
        PlanError: it is no period, has no year, ends before it starts, or names a phase that there is not.
    """
    # The months in brackets are what `shown` adds once they are known; they may be typed back with the rest.
    text = re.sub(_KNOWN, "", plain(text))
    if not text:
        return Period()
    if text.casefold().startswith(("ab ", "seit ")):
        text = f"{text.partition(' ')[2]} bis"
    if text.casefold().startswith("bis "):
        last = re.sub(r"^zum\s+", "", text[4:].strip(), flags=re.IGNORECASE)
        return Period(_NOWHERE, _following(last, phases) or Point(parse_month(last)))
    first, found, last = _split(text)
    start = _following(first, phases)
    if not found:
        return _one_month(text, first, start)
    end = _following(last, phases) if last else _NOWHERE
    if start is None or end is None:
        if start is None and end is not None and after and (month := _month_after(first, after)):
            return Period(Point(month), end, derived=True)
        months = _months(text, first if start is None else "", last if end is None else "")
        start, end = start or Point(months[0]), end or Point(months[1])
    check_order(start.month, end.month)
    return Period(start, end)


def _one_month(text: str, first: str, start: Point | None) -> Period:
    if start is not None:
        raise PlanError(f"Bei „{text}“ fehlt das Ende. Bitte ergänzen, zum Beispiel „{text} bis Projektende“.")
    month, year = month_and_year(first)
    if year is None:
        raise PlanError(f"Bei „{text}“ fehlt das Jahr. Bitte ergänzen, zum Beispiel „März bis Juli 2017“.")
    found = Point(month_of(year, month, first))
    return Period(found, found)


def _month_after(text: str, after: str) -> str | None:
    """The first month of this name after another month; None where the text has a year of its own."""
    month, year = month_and_year(text)
    if year is not None or not 1 <= month <= 12:
        return None
    return month_of(int(after[:4]) + (month <= int(after[5:])), month, text)


def _months(text: str, first: str, last: str) -> tuple[str | None, str | None]:
    """The months of a period's ends; one that is empty is no month. A year that stands once holds for both."""
    if not last:
        month, year = month_and_year(first)
        if year is None:
            raise PlanError(f"Bei „{first}“ fehlt das Jahr. Bitte ergänzen, zum Beispiel „Juli 2018 bis Projektende“.")
        return month_of(year, month, first), None
    month, year = month_and_year(first) if first else (0, None)
    last_month, last_year = month_and_year(last)
    if last_year is None:
        raise PlanError(f"Bei „{last}“ fehlt das Jahr. Bitte ergänzen, zum Beispiel „März bis Juli 2017“.")
    if year is None:
        year = last_year - 1 if month > last_month else last_year
    start = month_of(year, month, first) if first else None
    return start, month_of(last_year, last_month, last)


def _following(text: str, phases: Sequence[str]) -> Point | None:
    """What an end follows, as in „3 Monate vor Projektende“; None where the text says no such thing."""
    words = text.casefold()
    if match := re.fullmatch(_AFTER_PHASE, words):
        return Point(None, PHASE_END, _phase(match["phase"], phases), 1)
    match = re.fullmatch(_FOLLOWING, words)
    if match is None:
        return None
    count = int(match["count"]) if (match["count"] or "").isdigit() else int(match["count"] is not None)
    offset = -count if match["way"] == "vor" else count
    if match["project"]:
        return Point(None, PROJECT_END, None, offset)
    return Point(None, PHASE_END, _phase(match["phase"], phases), offset)


def _phase(number: str, phases: Sequence[str]) -> str:
    if not 1 <= int(number) <= len(phases):
        raise PlanError(f"Eine Phase {number} gibt es nicht. Bitte eine Phase von 1 bis {len(phases)} nennen.")
    return phases[int(number) - 1]


def _split(text: str) -> tuple[str, bool, str]:
    if text.casefold().endswith(" bis"):
        return text[:-4], True, ""
    if match := re.fullmatch(_MONTHS_OF_ONE_YEAR, text):
        return match[1], True, match[2]
    match = re.search(_SEPARATOR, text)
    return (text[: match.start()], True, text[match.end() :].strip()) if match else (text, False, "")


def wording(plan: Plan, phase: Phase) -> str:
    """The phase's period in words: the source's own as long as nobody edited it."""
    if phase.period_text is not None:
        return phase.period_text
    start, end = point(phase, "start"), point(phase, "end")
    first, last = _words(plan, start), _words(plan, end)
    if start.month and end.month:
        if start.month == end.month:
            return first
        if start.month[:4] == end.month[:4]:
            first = MONTH_NAMES[int(start.month[5:]) - 1]
    if first and last:
        return f"{first} bis {last}"
    return f"ab {first}" if first else f"bis {last}" if last else ""


def _words(plan: Plan, one: Point) -> str:
    if not one.rule:
        return named(one.month)
    number = plan.number(one.phase) if one.phase else 0
    anchor = "Projektende" if one.rule == PROJECT_END else f"Ende von Phase {number}"
    if not one.offset:
        return anchor
    if one.offset == 1 and one.rule == PHASE_END:
        return f"im Anschluss an Phase {number}"
    count = "1 Monat" if abs(one.offset) == 1 else f"{abs(one.offset)} Monate"
    return f"{count} {'vor' if one.offset < 0 else 'nach'} {anchor}"


def shown(plan: Plan, phase: Phase) -> str:
    """The period on screen and in the overview: as in words, and the months that follow something once known."""
    text = wording(plan, phase)
    start, end = (resolved(plan, phase, side) if point(phase, side).rule else None for side in ("start", "end"))
    if start and end:
        return f"{text} ({numeric(start)} bis {numeric(end)})"
    return f"{text} ({f'ab {numeric(start)}' if start else numeric(end)})" if start or end else text


def resolved_start(plan: Plan, phase: Phase) -> str | None:
    """The month the phase starts in, None while nobody knows."""
    return resolved(plan, phase, "start")


def resolved_end(plan: Plan, phase: Phase) -> str | None:
    """The month the phase ends in: its own, or that of what it follows; None while nobody knows."""
    return resolved(plan, phase, "end")


def resolved(plan: Plan, phase: Phase, side: Side) -> str | None:
    """The month of one end of a phase's period. Phases that follow each other in a circle have none."""
    distance, seen, one = 0, {phase.id}, point(phase, side)
    while one.rule == PHASE_END:
        distance += one.offset
        found = plan.find("phase", one.phase)
        if not isinstance(found, Phase) or found.id in seen:
            return None
        seen.add(found.id)
        one = point(found, "end")
    month = plan.project.end if one.rule == PROJECT_END else one.month
    return shifted(month, distance + (one.offset if one.rule else 0)) if month else None


def follows(plan: Plan, phase: str, other: str | None) -> bool:
    """Whether the end of ``other`` depends on the end of ``phase``, or is the very same."""
    seen: set[str] = set()
    while other is not None and other not in seen:
        if other == phase:
            return True
        seen.add(other)
        found = plan.find("phase", other)
        other = found.end_phase if isinstance(found, Phase) else None
    return False
