"""How what is put into a field is read, the same for a cell, a form, a pasted list and one value for many rows."""

import calendar
import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any, overload

from nrw_desktop.domain.edits.common import checked
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.labels_de import field_word
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Measure, Phase, field_of
from nrw_desktop.domain.queries import period
from nrw_desktop.domain.queries.partners import known
from nrw_desktop.domain.text import kinds
from nrw_desktop.domain.text.period_text import parse_period
from nrw_desktop.domain.text.points import NOWHERE, SIDES, Period, Point, Side, fields_of
from nrw_desktop.domain.text.shortening import shortened
from nrw_desktop.domain.text.values import parse_date, reading_note

_PARTS = {"start_derived", *(field for side in SIDES for field in fields_of(side)[1:])}
_ONE_END: dict[Side, tuple[str, str]] = {
    "start": ("ab", "ein Beginn. Bitte nur den Monat oder Tag eingeben, mit dem es anfängt."),
    "end": ("bis", "ein Ende. Bitte nur den Monat oder Tag eingeben, mit dem es aufhört."),
}
"""What an end of a period begins with, and what one is that says something else."""


def read(plan: Plan, table: str, field: str, value: Any, phase: str | None = None) -> dict[str, Any]:
    """What is stored for a value, by field.

    A measure's responsible, and who is at a meeting or does a task („who“), is the partner that is called so, else
    words. The measure's period („period“) or one end of that is
    read as that of a measure in this phase, the period of a phase by itself.

    Raises:
        PlanError: the value is not possible there.
    """
    if table == "measure" and field == "responsible":
        text = checked(table, field, value)
        partner = known(plan, text or "")
        return {"responsible_partner": partner.id if partner else None, "responsible": None if partner else text}
    if field == "who":
        text = checked(table, "name", value)
        partner = known(plan, text or "")
        return {"partner": partner.id if partner else None, "name": None if partner else text}
    if table == "measure" and field == "period":
        typed = measure_period(plan, phase, value or "")
        return {**typed.fields, "period_text": typed.words or None}
    if table == "phase" and field == "period":
        typed = parse_period(value or "", PhaseIds(plan), today=dt.date.today())
        return {**typed.fields, "period_text": typed.words or None}
    if table == "measure" and field in SIDES:
        side: Side = "start" if field == "start" else "end"
        found = one_end(side, value or "", lambda text: measure_period(plan, phase, text))
        return {**period.stored(side, found), "period_text": None}
    return {field: checked(table, field, value)}


class PhaseIds(Sequence[str]):
    """The ids of the phases of a plan, in their order; few periods name one, so that most ask for none."""

    def __init__(self, plan: Plan):
        self._plan = plan

    def __len__(self) -> int:
        return len(self._plan.phases)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[str]: ...
    def __getitem__(self, place: int | slice) -> str | Sequence[str]:
        if isinstance(place, slice):
            return [phase.id for phase in self._plan.phases[place]]
        return self._plan.phases[place].id


def refuse_part(table: str, field: str) -> None:
    """Refuse to set by itself what is but a part of a period.

    Raises:
        PlanError: it is.
    """
    if field in _PARTS:
        raise PlanError(f"„{field_word(table, field)}“ ändert sich nur mit dem ganzen Zeitraum.")


def measure_period(plan: Plan, phase: str | None, text: str) -> Period:
    """The period that a person typed for a measure of this phase, which tells the year where none is typed.

    Raises:
        PlanError: the text is no period.
    """
    owner = plan.find(Phase, phase)
    within: tuple[str | None, str | None] = (None, None)
    if isinstance(owner, Phase):
        within = period.resolved_start(plan, owner), period.resolved_end(plan, owner)
    return parse_period(text, PhaseIds(plan), today=dt.date.today(), within=within, own=owner.id if owner else None)


def phase_period(plan: Plan, phase: Phase, text: str) -> Period:
    """The period that a person typed for a phase; a missing year follows from the phase before, else from its own.

    Raises:
        PlanError: the text is no period.
    """
    number = plan.number(phase.id)
    before = period.resolved_end(plan, plan.phases[number - 2]) if number > 1 else None
    own = (None, None) if before else (period.resolved_start(plan, phase), period.resolved_end(plan, phase))
    return parse_period(text, PhaseIds(plan), before, today=dt.date.today(), within=own)


def one_end(side: Side, text: str, parse: Callable[[str], Period]) -> Point:
    """One end of a period, as it stands in a field of its own; nowhere for an empty text.

    Raises:
        PlanError: it is no period, or says something of the other end.
    """
    before, what = _ONE_END[side]
    try:
        # „2018“ begins with January and ends with December; „Projektende“ alone is no period.
        typed = parse(f"{before} {text}")
    except PlanError:
        typed = parse(text)
    found, other = (typed.start, typed.end) if side == "start" else (typed.end, typed.start)
    # „laufend“ is no end, and a good answer to when that is.
    if other != NOWHERE or (side == "start" and found == NOWHERE and text.strip()):
        raise PlanError(f"„{shortened(text)}“ ist nicht nur {what}")
    return found


def one_day(text: str, today: dt.date) -> str | None:
    """The day until which something is to be done, as an ISO date; of a month or a week its last day; None for nothing.

    Raises:
        PlanError: the text names none: „31.12.2018“, „14.11.“, „Ende März“, „in 2 Wochen“.
    """
    if not text.strip():
        return None
    try:
        return parse_date(text)
    except PlanError as error:
        try:
            found = one_end("end", text, lambda typed: parse_period(typed, [], today=today))
        except PlanError:
            found = NOWHERE
        if found.month is None:
            raise error
    year, month = map(int, found.month.split("-"))
    return dt.date(year, month, found.day or calendar.monthrange(year, month)[1]).isoformat()


def check_period(plan: Plan, record: Any) -> None:
    """Refuse a period whose end lies before its start; what has none is in order.

    Raises:
        PlanError: it does.
    """
    if isinstance(record, Phase | Measure):
        period.check(plan, record)


def note(plan: Plan, table: str, key: str, field: str, text: str) -> str:
    """What a person should confirm of how a text is read („Ohne Jahr: als 14.11.2018 gelesen.“); mostly nothing."""
    try:
        if table == "measure" and field == "period":
            return measure_period(plan, plan.get(Measure, key).phase, text).remark
        if table == "phase" and field == "period":
            return phase_period(plan, plan.get(Phase, key), text).remark
        if field_of(table, field).kind is kinds.CENTS:
            return reading_note(text)
    except PlanError:
        # Who typed it is told so elsewhere.
        return ""
    return ""
