"""What is different between two states of a row, field by field in people's words; what they know as one is one."""

from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from nrw_desktop.domain.model.labels_de import caption, value_text
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import FIELD_TABLE, Measure, Phase, Record, SetAside, field_of
from nrw_desktop.domain.queries import period
from nrw_desktop.domain.text import kinds, points
from nrw_desktop.domain.text.shortening import shortened

_PERIOD = points.PARTS | {"start_derived"}
_RESPONSIBLE = frozenset({"responsible", "responsible_partner"})
_WHO = frozenset({("attendance", "partner"), ("body_member", "partner"), ("task", "partner")})
"""References that say who it is."""
_LONGEST = 200
"""Letters that are shown of each text of a row that is told as a whole."""


class Told(msgspec.Struct, frozen=True):
    """A field that is different: its name, its word, and what it held and holds; empty for nothing.

    ``placing`` says that it tells where the row belongs.
    """

    field: str
    what: str
    before: str
    after: str
    placing: bool = False


def told_fields(table: str, before: Record, after: Record, earlier: Plan, now: Plan) -> Iterator[Told]:
    """The fields in which a row of ``earlier`` and that of ``now`` differ, each once; its place in a list is none."""
    seen = set[str]()
    for field, spec in FIELD_TABLE[table].items():
        if spec.is_mute or getattr(before, field) == getattr(after, field):
            continue
        one = _as_known(before, field)
        if one in seen:
            continue
        seen.add(one)
        if one == "period":
            texts = _periods(before, after, earlier, now)
        else:
            texts = _value(table, one, before, earlier), _value(table, one, after, now)
        yield Told(one, field_of(table, one).word or one, *texts, spec.placing)


def held(table: str, record: Record, plan: Plan) -> str:
    """All that a row of a small list holds; what it needs is said without its word: „Rat, Datum: 05.12.2018“."""
    if isinstance(record, SetAside):
        return ", ".join(filter(None, (caption(record), record.reason)))
    parts: list[str] = []
    for field, spec in FIELD_TABLE[table].items():
        if spec.kind is kinds.REFERENCE and (table == "distinct" or (table, field) in _WHO):
            parts += filter(None, (_value(table, field, record, plan),))
        elif spec.is_own and (value := _value(table, field, record, plan)):
            text = shortened(value, _LONGEST)
            parts.append(text if spec.needed else f"{spec.word}: {text}")
    return ", ".join(parts)


def _as_known(record: Record, field: str) -> str:
    """The field that people know, of which this one is a part."""
    if isinstance(record, (Phase, Measure)) and field in _PERIOD:
        return "period"
    if isinstance(record, Measure) and field in _RESPONSIBLE:
        return "responsible"
    return field


def _periods(before: Record, after: Record, earlier: Plan, now: Plan) -> tuple[str, str]:
    """Both periods in words; where these are the same, with the months that they mean."""
    assert isinstance(before, (Phase, Measure))
    assert isinstance(after, (Phase, Measure))
    sides = ((earlier, before), (now, after))
    for said in (period.wording, period.shown):
        one, other = (said(plan, record) for plan, record in sides)
        if one != other:
            return one, other
    return one, f"{other} (anders gelesen)"


def _value(table: str, field: str, record: Record, plan: Plan) -> str:
    """A value as people read it; a reference as the name of what it refers to."""
    if field == "responsible" and isinstance(record, Measure):
        return plan.responsible(record)
    text = told_value(plan, table, field, getattr(record, field))
    return f"„{text}“" if FIELD_TABLE[table][field].kind is kinds.LETTERS else text


def _name(_table: str, record: Record) -> str:
    return caption(record)


def told_value(plan: Plan, table: str, field: str, value: Any, name: Callable[[str, Record], str] = _name) -> str:
    """A stored value as people read it: a reference as the ``name`` of what it refers to, and never an id."""
    spec = FIELD_TABLE[table][field]
    if not value or not (spec.table or spec.is_mute):
        return value_text(table, field, value)
    found = plan.record(spec.table, value) if spec.table else None
    return name(spec.table, found) if found else "…"
