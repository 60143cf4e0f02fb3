"""How what is put into a field is read, the same for a cell, a form, a pasted list and one value for many rows."""

import datetime as dt
from typing import Any

from nrw_desktop.domain.edits.common import checked
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.labels_de import field_word
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Measure, Phase, field_of
from nrw_desktop.domain.queries import period
from nrw_desktop.domain.queries.partners import known
from nrw_desktop.domain.text import kinds
from nrw_desktop.domain.text.period_text import parse_period
from nrw_desktop.domain.text.points import NOWHERE, SIDES, Period, fields_of
from nrw_desktop.domain.text.shortening import shortened
from nrw_desktop.domain.text.values import reading_note

_PARTS = {"start_derived", *(field for side in SIDES for field in fields_of(side)[1:])}
_ONE_END = {
    "start": ("ab", "ein Beginn. Bitte nur den Monat oder Tag eingeben, mit dem es anfängt."),
    "end": ("bis", "ein Ende. Bitte nur den Monat oder Tag eingeben, mit dem es aufhört."),
}
"""What an end of a period begins with, and what one is that says something else."""


def read(plan: Plan, table: str, field: str, value: Any, phase: str | None = None) -> dict[str, Any]:
    """What is stored for a value, by field.

    A measure's responsible is the partner that is called so, else words. Its period („period“) or one end of that is
    read as that of a measure in this phase.

    Raises:
        PlanError: the value is not possible there.
    """
    if table == "measure" and field == "responsible":
        text = checked(table, field, value)
        partner = known(plan, text or "")
        return {"responsible_partner": partner.id if partner else None, "responsible": None if partner else text}
    if table == "measure" and field == "period":
        typed = measure_period(plan, phase, value or "")
        return {**typed.fields, "period_text": typed.words or None}
    if table == "measure" and field in SIDES:
        return {**_one_end(plan, phase, field, value or ""), "period_text": None}
    return {field: checked(table, field, value)}


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
    phases = [one.id for one in plan.phases]
    return parse_period(text, phases, today=dt.date.today(), within=within, own=owner.id if owner else None)


def phase_period(plan: Plan, phase: Phase, text: str) -> Period:
    """The period that a person typed for a phase; a missing year follows from the phase before, else from its own.

    Raises:
        PlanError: the text is no period.
    """
    number = plan.number(phase.id)
    before = period.resolved_end(plan, plan.phases[number - 2]) if number > 1 else None
    own = (None, None) if before else (period.resolved_start(plan, phase), period.resolved_end(plan, phase))
    return parse_period(text, [one.id for one in plan.phases], before, today=dt.date.today(), within=own)


def _one_end(plan: Plan, phase: str | None, side: str, text: str) -> dict[str, Any]:
    """The fields of one end of a measure's period, as it stands in a column of its own.

    Raises:
        PlanError: it is no period, or says something of the other end.
    """
    before, what = _ONE_END[side]
    try:
        # „2018“ begins with January and ends with December; „Projektende“ alone is no period.
        typed = measure_period(plan, phase, f"{before} {text}")
    except PlanError:
        typed = measure_period(plan, phase, text)
    found, other = (typed.start, typed.end) if side == "start" else (typed.end, typed.start)
    # „laufend“ is no end, and a good answer to when that is.
    if other != NOWHERE or (side == "start" and found == NOWHERE and text.strip()):
        raise PlanError(f"„{shortened(text)}“ ist nicht nur {what}")
    return period.stored(side, found)


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
