"""What a person says of a new plan before there is one: it becomes a part of the plan's first change."""

import datetime as dt
from typing import Any

import msgspec

from nrw_desktop.domain.edits.common import checked
from nrw_desktop.domain.edits.reading import one_end
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Measure, Phase
from nrw_desktop.domain.queries.period import SIDES, Point, point, stored
from nrw_desktop.domain.text.months import shifted
from nrw_desktop.domain.text.period_text import parse_period
from nrw_desktop.domain.text.points import NOWHERE, check_ends, written


class Details(msgspec.Struct, frozen=True):
    """What was typed on the page of a new plan; an empty text says nothing, and the template's own stays."""

    municipality: str = ""
    lead: str = ""
    begin: str = ""
    end: str = ""


def begin(text: str) -> Point:
    """The month or day at which the project begins; nowhere for an empty text.

    Raises:
        PlanError: it is neither.
    """
    found = one_end("start", text, lambda typed: parse_period(typed, today=dt.date.today()))
    return _a_month(found, "Der Beginn", "03/2018")


def end(text: str, after: Point = NOWHERE) -> str | None:
    """The month in which the project ends, that of a day too; without a year it is the first later than ``after``.

    Raises:
        PlanError: it is no month, or it lies before ``after``.
    """
    found = one_end("end", text, lambda typed: parse_period(typed, after=after.month, today=dt.date.today()))
    month = Point(_a_month(found, "Das Ende", "12/2018").month)
    check_ends(after, month)
    return month.month


def told(details: Details, side: str) -> str:
    """How the „begin“ or „end“ that was typed is read, where it does not say that itself; empty for nothing.

    Raises:
        PlanError: it cannot be read.
    """
    text = getattr(details, side)
    found = begin(text) if side == "begin" else Point(end(text, _begin_if_any(details.begin)))
    read = written(found) or ("noch nicht bekannt" if text.strip() else "")
    return f"gelesen als {read}" if read != text.strip() else ""


def begun(origin: Change, details: Details) -> Change:
    """The first change of a new plan with what was said of it.

    A beginning is that of the first phase. Where the phases have months already, all months move as far as that one
    does, so that their distances stay; where they have none, none is made up.

    Raises:
        PlanError: something is not possible; the sentence says what.
    """
    plan = Plan.empty().apply(origin)
    start = begin(details.begin)
    fields: dict[str, dict[str, Any]] = {plan.project.id: _of_project(details, end(details.end, start))}
    if start != NOWHERE:
        if not plan.phases:
            raise PlanError(
                "Ein Plan ohne Phasen hat noch keinen Beginn. Bitte den Beginn weglassen; er kommt mit den Phasen."
            )
        fields |= _moved(plan, start)
    rows = (msgspec.structs.replace(row, after=(row.after or {}) | fields.get(row.id, {})) for row in origin.rows)
    return msgspec.structs.replace(origin, rows=tuple(rows))


def _of_project(details: Details, month: str | None) -> dict[str, Any]:
    typed = {"municipality": details.municipality, "lead": details.lead}
    said = {field: checked("project", field, text) for field, text in typed.items() if text.strip()}
    return said | ({"end": month} if month else {})


def _a_month(found: Point, what: str, example: str) -> Point:
    if found.rule:
        raise PlanError(f"{what} kann sich nicht nach dem Projektende richten. Bitte einen Monat angeben: „{example}“.")
    return found


def _begin_if_any(text: str) -> Point:
    """Where it begins, as far as that can be read: the other field says why it cannot."""
    try:
        return begin(text)
    except PlanError:
        return NOWHERE


def _moved(plan: Plan, start: Point) -> dict[str, dict[str, Any]]:
    """By the id of each phase and measure whose months move: its new fields."""
    first = plan.phases[0]
    distance = _months(start.month) - _months(first.start) if first.start else 0
    fields: dict[str, dict[str, Any]] = {}
    moving: list[Phase | Measure] = [*plan.phases, *plan.all(Measure).values()] if distance else []
    for record in moving:
        if record.start or record.end:
            fields[record.id] = _later(record, distance)
    if start != point(first, "start"):
        fields[first.id] = fields.get(first.id, {}) | stored("start", start) | {"period_text": None, "start_derived": 0}
    return fields


def _later(record: Phase | Measure, distance: int) -> dict[str, Any]:
    """The months of a period so many later; months later than a day is a month, and the old words do not fit."""
    fields: dict[str, Any] = {"period_text": None}
    for side in SIDES:
        if month := point(record, side).month:
            later = shifted(month, distance)
            if shifted(later, -distance) != month:
                raise PlanError("Mit diesem Beginn läge der Plan jenseits des Kalenders. Bitte einen anderen eingeben.")
            fields |= stored(side, Point(later))
    return fields | ({"start_derived": 0} if isinstance(record, Phase) else {})


def _months(month: str | None) -> int:
    return int(month[:4]) * 12 + int(month[5:]) if month else 0
