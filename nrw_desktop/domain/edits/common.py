"""What all edits share: checking a value, changing one field, and finding a place in a list."""

import re
from collections.abc import Sequence
from typing import Any, TypeVar, cast

from nrw_desktop.domain import order, values
from nrw_desktop.domain.change import Change, RowChange, reference, table_of, updated
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.plan import Plan
from nrw_desktop.domain.records import (
    CENTS,
    CHOICES,
    FIELDS,
    FLAGS,
    LONGEST_TEXT,
    NUMBERS,
    REFERENCES,
    Record,
    required,
)
from nrw_desktop.domain.words import TABLE_WORDS, field_word

MUST_NOT_BE_EMPTY = frozenset(
    {
        ("measure", "text"),
        ("goal", "text"),
        ("partner", "name"),
        ("alias", "text"),
        ("phase", "title"),
        ("deadline", "what"),
        ("funding_year", "year"),
        ("cost", "year"),
        ("decision", "body"),
        ("document", "target"),
    }
)

R = TypeVar("R", bound=Record)

# Optional, and yet a part of the row's place, as are all references that a row cannot be without.
_SET_BY_MOVING = frozenset({("goal", "parent")})

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def checked(table: str, field: str, value: Any) -> Any:
    """The value as it may be stored: text without blanks around it, dates and numbers as `values.parsed` reads them.

    An optional field that is empty is None.

    Raises:
        PlanError: it is of the wrong kind, empty where it must not be, or holds what no file can.
    """
    name, key = field_word(table, field), (table, field)
    if field not in FIELDS[table] or field == "id":
        raise PlanError(f"Ein Feld „{field}“ gibt es bei „{TABLE_WORDS[table]}“ nicht.")
    if key in FLAGS:
        return int(value not in (None, "", "0", 0))
    if value is None or (isinstance(value, str) and not value.strip()):
        if key in MUST_NOT_BE_EMPTY:
            raise PlanError(f"„{name}“ darf nicht leer sein. Bitte einen Text eingeben oder mit Esc abbrechen.")
        if key in CHOICES and required(table, field):
            raise PlanError(f"Bitte bei „{name}“ etwas auswählen.")
        return "" if required(table, field) else None
    if key in NUMBERS and isinstance(value, int):
        value = str(value) if key not in CENTS else values.euros(value)
    if not isinstance(value, str):
        raise PlanError(f"„{name}“ muss ein Text sein.")
    return _checked_text(table, field, name, value)


def _checked_text(table: str, field: str, name: str, value: str) -> str | int | None:
    """A text that is not empty, read and checked as what the field may hold."""
    key = (table, field)
    if _UNSTORABLE.search(value):
        raise PlanError(f"„{name}“ enthält ein Zeichen, das sich nicht speichern lässt. Bitte den Text neu eingeben.")
    if len(value) > LONGEST_TEXT:
        raise PlanError(f"„{name}“ ist zu lang: höchstens {values.grouped(LONGEST_TEXT)} Zeichen. Bitte kürzen.")
    if key in CHOICES and value not in CHOICES[key]:
        raise PlanError(f"„{value}“ ist bei „{name}“ nicht möglich. Bitte aus der Liste wählen.")
    if values.is_parsed(table, field):
        return values.parsed(table, field, value)
    keep = key == ("mention", "joiner") or field in REFERENCES.get(table, {})
    return value if keep else value.strip()


def field_change(plan: Plan, record: Record, field: str, value: Any, *more: RowChange) -> Change:
    """The change that gives one field of a record a new value; without rows where it has it already.

    Raises:
        PlanError: the value is not possible, or the field is one that only a move sets.
    """
    table = table_of(record)
    refuse_place(table, field)
    target = REFERENCES.get(table, {}).get(field)
    if target and value and plan.find(target, value) is None:
        raise PlanError(f"Was bei „{field_word(table, field)}“ gewählt wurde, gibt es nicht mehr. Bitte neu auswählen.")
    rows = updated(record, **{field: checked(table, field, value)})
    return Change((*rows, *more), f"{field_label(table, field)} von {reference(record)} geändert")


def refuse_place(table: str, field: str) -> None:
    """Refuse to set by itself what says where a row belongs.

    Raises:
        PlanError: the field is one that only a move sets.
    """
    belongs = field in REFERENCES.get(table, {}) and required(table, field)
    if field == "order" or (table, field) in _SET_BY_MOVING or belongs:
        raise PlanError(f"„{field_word(table, field)}“ ändert sich nur durch Verschieben.")


def field_label(table: str, field: str) -> str:
    """The field's name as it reads in „… von ‚Fachtagung‘ geändert“."""
    return "Text" if field == "text" else field_word(table, field)


def counted(records: Sequence[Record], one: str, many: str) -> str:
    """The subject of a label: „Maßnahme ‚Fachtagung‘“, or „3 Maßnahmen“."""
    return f"{one} {reference(records[0])}" if len(records) == 1 else f"{len(records)} {many}"


def places(siblings: Sequence[R], index: int | None, count: int) -> tuple[list[str], tuple[RowChange, ...]]:
    """Order keys for ``count`` rows to stand before the sibling of this index (None: at the end).

    Returns the keys, and the row changes of siblings that must get a new key to make room: none but where two
    neighbours have the same key, or keys have become too long; then the whole list is keyed anew.
    """
    index = len(siblings) if index is None else max(0, min(index, len(siblings)))
    orders = [cast(Any, sibling).order for sibling in siblings]
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
