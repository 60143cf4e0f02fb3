"""What all edits share: checking a value, changing one field, and finding a place in a list."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model import order
from nrw_desktop.domain.model.change import Change, RowChange, deleted, reference, table_of, updated
from nrw_desktop.domain.model.fields import Field
from nrw_desktop.domain.model.labels_de import TABLE_WORDS, field_word
from nrw_desktop.domain.model.meeting_records import AgendaItem
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import (
    FIELDS,
    LONGEST_TEXT,
    Goal,
    Measure,
    Mention,
    Phase,
    Record,
    SetAside,
    field_of,
    required,
)
from nrw_desktop.domain.text import gate, kinds, numbers
from nrw_desktop.domain.text.folding import alike

Ordered = Phase | Measure | Goal | Mention | AgendaItem
"""Records with an order of their own."""
Setter = Callable[[Plan, str, str, str | None], Change]
"""Sets a field of a record: plan, id, field and value."""


def can_be_empty(table: str, field: str) -> bool:
    """Whether a field may hold nothing: a text that tells what the record is, and a choice, may not."""
    spec = field_of(table, field)
    return not spec.needed and not (spec.kind is kinds.CHOICE and required(table, field))


@cache
def _can_be_none(table: str, field: str) -> bool:
    """Whether nothing is stored as None in a field, and may be."""
    return can_be_empty(table, field) and not required(table, field) and field_of(table, field).kind is not kinds.FLAG


def checked(table: str, field: str, value: Any) -> Any:
    """The value as it may be stored: text as it comes through the gate, dates and numbers as `values` reads them.

    What people choose from a list may be its code or its word. An optional field that is empty is None.

    Raises:
        PlanError: it is of the wrong kind, empty where it must not be, or holds what no file can.
    """
    name, spec = _known(table, field)
    if isinstance(value, str):
        value = _received(spec, name, value)
        if value and spec.kind is not kinds.FLAG:
            return _read(spec, name, value)
    elif value is None and _can_be_none(table, field):
        return None
    if spec.kind is kinds.FLAG:
        return int(value not in (None, "", "0", 0, spec.text(0)))
    if value is None or value == "":
        if spec.needed:
            raise PlanError(f"„{name}“ darf nicht leer sein. Bitte einen Text eingeben oder mit Esc abbrechen.")
        if not can_be_empty(table, field):
            raise PlanError(f"Bitte bei „{name}“ etwas auswählen.")
        return "" if required(table, field) else None
    if spec.kind.is_number and isinstance(value, int):
        value = spec.kind.typed(value)
    if not isinstance(value, str):
        raise PlanError(f"„{name}“ muss ein Text sein.")
    return _read(spec, name, value)


@cache
def _known(table: str, field: str) -> tuple[str, Field]:
    """The German name of a field, and what it is."""
    if field not in FIELDS[table] or field == "id":
        raise PlanError(f"Ein Feld „{field}“ gibt es bei „{TABLE_WORDS[table]}“ nicht.")
    return field_word(table, field), field_of(table, field)


def _read(spec: Field, name: str, value: str) -> str | int | None:
    """A text that is not empty, read and checked as what the field may hold."""
    if spec.words:
        value = _code(spec.words, value)
    if spec.kind is kinds.CHOICE and value not in spec.words:
        raise PlanError(f"„{value}“ ist bei „{name}“ nicht möglich. Bitte aus der Liste wählen.")
    return spec.kind.read(value) if spec.kind.read else value


def _received(spec: Field, name: str, text: str) -> str:
    """The text as it comes through the gate of its kind."""
    if not gate.is_storable(text):
        raise PlanError(f"„{name}“ enthält ein Zeichen, das sich nicht speichern lässt. Bitte den Text neu eingeben.")
    if len(text) > LONGEST_TEXT:
        raise PlanError(f"„{name}“ ist zu lang: höchstens {numbers.grouped(LONGEST_TEXT)} Zeichen. Bitte kürzen.")
    return spec.kind.receive(text)


def _code(words: Mapping[str, str], text: str) -> str:
    """The code of a choice's word; any other text as it is."""
    return text if text in words else next((code for code, word in words.items() if alike(word, text)), text)


def field_change(plan: Plan, record: Record, field: str, value: Any, *more: RowChange) -> Change:
    """The change that gives one field of a record a new value; without rows where it has it already.

    A text of an older plan that nobody changed does not go through the gate.

    Raises:
        PlanError: the value is not possible, or the field is one that only a move sets.
    """
    table = table_of(record)
    refuse_place(table, field)
    target = field_of(table, field).table
    if target and value and plan.record(target, value) is None:
        raise PlanError(f"Was bei „{field_word(table, field)}“ gewählt wurde, gibt es nicht mehr. Bitte neu auswählen.")
    stored = checked(table, field, value)
    rows = updated(record, **{field: stored}) if value != getattr(record, field) else ()
    return Change((*rows, *more), f"{field_label(table, field)} von {reference(record)} geändert")


def refuse_place(table: str, field: str) -> None:
    """Refuse to set by itself what says where a row belongs.

    Raises:
        PlanError: the field is one that only a move sets.
    """
    if field_of(table, field).placing:
        raise PlanError(f"„{field_word(table, field)}“ ändert sich nur durch Verschieben.")


def field_label(table: str, field: str) -> str:
    """The field's name as it reads in „… von ‚Fachtagung‘ geändert“."""
    return "Text" if field == "text" else field_word(table, field)


def removed(plan: Plan, records: Iterable[Record]) -> list[RowChange]:
    """The rows that delete records, and with them what is set aside about them, or about others for their sake."""
    gone = list(records)
    ids = {record.id for record in gone}
    about = (aside for aside in plan.all(SetAside).values() if aside.row in ids or aside.aspect in ids)
    return [*map(deleted, about), *map(deleted, gone)]


def counted(records: Sequence[Record], one: str, many: str) -> str:
    """The subject of a label: „Maßnahme ‚Fachtagung‘“, or „3 Maßnahmen“."""
    return f"{one} {reference(records[0])}" if len(records) == 1 else f"{len(records)} {many}"


def places(siblings: Sequence[Ordered], index: int | None, count: int) -> tuple[list[str], tuple[RowChange, ...]]:
    """Order keys for ``count`` rows to stand before the sibling of this index (None: at the end).

    Returns the keys, and the row changes of siblings that must get a new key to make room: none but where two
    neighbours have the same key, or keys have become too long; then the whole list is keyed anew.
    """
    index = len(siblings) if index is None else max(0, min(index, len(siblings)))
    orders = [sibling.order for sibling in siblings]
    low = orders[index - 1] if index else ""
    high = orders[index] if index < len(orders) else None
    if high is None or low < high:
        keys = order.block(low, high, count)
        # Behind „a“ and before „a0“, which no program of ours made, there is no key.
        if len(keys[-1]) <= order.LONGEST and (high is None or keys[-1] < high):
            return keys, ()
    fresh = order.block("", None, len(siblings) + count)
    others = fresh[:index] + fresh[index + count :]
    rekeyed = [row for sibling, key in zip(siblings, others, strict=True) for row in updated(sibling, order=key)]
    return fresh[index : index + count], tuple(rekeyed)
