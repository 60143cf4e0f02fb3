"""Editing measures."""

from collections.abc import Sequence
from typing import Any

import msgspec

from nrw_desktop.domain.edits.common import checked, counted, field_change, field_label, places, removed
from nrw_desktop.domain.edits.meeting_links import without_measures
from nrw_desktop.domain.edits.reading import read, refuse_part
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change, inserted, reference, updated
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Measure, Phase, new_id
from nrw_desktop.domain.queries import period
from nrw_desktop.domain.queries.clipboard_rows import belongings
from nrw_desktop.domain.text.months import plain
from nrw_desktop.domain.text.points import SIDES


def add(plan: Plan, phase: str, text: str, index: int | None = None) -> Change:
    """A new measure, at the end of the phase or before the one of this index."""
    plan.get(Phase, phase)
    keys, rekeyed = places(plan.measures(phase), index, 1)
    measure = Measure(new_id(), phase=phase, order=keys[0], text=checked("measure", "text", text))
    return Change((*rekeyed, inserted(measure)), f"Maßnahme {reference(measure)} hinzugefügt")


def set_field(plan: Plan, key: str, field: str, value: str | None) -> Change:
    """Give one field of a measure a new value; a responsible that is how a partner is called becomes that partner."""
    measure = plan.get(Measure, key)
    if field == "responsible":
        rows = updated(measure, **read(plan, "measure", field, value))
        return Change(rows, f"{field_label('measure', field)} von {reference(measure)} geändert")
    if field == "period":
        return set_period(plan, key, value or "")
    if field in SIDES:
        return _with_period(plan, measure, read(plan, "measure", field, value, measure.phase), field)
    refuse_part("measure", field)
    return field_change(plan, measure, field, value)


def set_period(plan: Plan, key: str, text: str) -> Change:
    """Give a measure the period that was typed, e.g. „08–10/2017“, „14.11.“ or „Juli bis Projektende“; empty for none.

    Raises:
        PlanError: the text is no period (see `period_text.parse_period`).
    """
    measure = plan.get(Measure, key)
    if plain(text) in (plain(show(plan, measure)) for show in (period.cell, period.wording, period.shown)):
        return Change((), "")
    return _with_period(plan, measure, read(plan, "measure", "period", text, measure.phase), "period")


def _with_period(plan: Plan, measure: Measure, fields: dict[str, Any], what: str) -> Change:
    period.check(plan, msgspec.structs.replace(measure, **fields))
    return Change(updated(measure, **fields), f"{field_label('measure', what)} von {reference(measure)} geändert")


def set_status(plan: Plan, keys: Sequence[str], status: str) -> Change:
    """Give several measures the same status in one step."""
    measures = [plan.get(Measure, key) for key in keys]
    if len(measures) == 1:
        return set_field(plan, keys[0], "status", status)
    value = checked("measure", "status", status)
    rows = [row for measure in measures for row in updated(measure, status=value)]
    return Change(tuple(rows), f"Status von {len(measures)} Maßnahmen geändert")


def move(plan: Plan, keys: Sequence[str], phase: str, index: int | None = None) -> Change:
    """Put measures, in the order they have now, before the one of this index in a phase (None: at its end).

    The index counts the phase's measures as they stand, those that move included.
    """
    target = plan.get(Phase, phase)
    measures = sorted(
        (plan.get(Measure, key) for key in keys), key=lambda one: (plan.number(one.phase), one.order, one.id)
    )
    standing, moving = plan.measures(phase), set(keys)
    rest = [measure for measure in standing if measure.id not in moving]
    if index is not None:
        index -= sum(1 for measure in standing[:index] if measure.id in moving)
    if [*rest[:index], *measures, *(rest[index:] if index is not None else [])] == list(standing):
        return Change((), "")
    orders, rekeyed = places(rest, index, len(measures))
    rows = [row for one, key in zip(measures, orders, strict=True) for row in updated(one, phase=phase, order=key)]
    away = any(measure.phase != phase for measure in measures)
    subject = counted(measures, "Maßnahme", "Maßnahmen")
    label = f"{subject} nach Phase {reference(target)} verschoben" if away else f"{subject} verschoben"
    return Change((*rekeyed, *rows), label)


def remove(plan: Plan, keys: Sequence[str]) -> Change:
    """Delete measures."""
    measures = [plan.get(Measure, key) for key in keys]
    if not measures:
        raise PlanError("Es ist keine Maßnahme ausgewählt. Bitte zuerst eine Zeile anklicken.")
    # Their costs, decisions, documents and links go with them; what meetings decided about them stays there.
    rows = removed(plan, [record for measure in measures for record in (*belongings(plan, measure), measure)])
    return Change((*without_measures(plan, measures), *rows), f"{counted(measures, 'Maßnahme', 'Maßnahmen')} gelöscht")
