"""A change: rows before and after, with a label a person would say. Everything a plan ever goes through is one."""

from collections.abc import Iterable
from typing import Any, Literal

import msgspec

from nrw_desktop.domain.model.records import TABLE_OF, Record, new_id, row

Kind = Literal["origin", "edit", "undo", "redo", "merge", "erase", "foreign"]
Values = dict[str, Any]


class RowChange(msgspec.Struct, frozen=True, array_like=True):
    """One row: an insert has no ``before``, a delete no ``after``; an update holds only the fields that changed."""

    table: str
    id: str
    before: Values | None
    after: Values | None

    def inverted(self) -> "RowChange":
        """The row change that takes this one back."""
        return RowChange(self.table, self.id, self.after, self.before)


class Change(msgspec.Struct, frozen=True):
    """What a person did in one step.

    ``label`` is a German template whose ``{table:id}`` references are filled when it is shown, so names in it follow.
    ``target`` is the change that an undo or redo is about; ``joins`` the first of a run of quick edits of one field,
    which are undone together.
    """

    rows: tuple[RowChange, ...]
    label: str
    kind: Kind = "edit"
    target: str | None = None
    joins: str | None = None
    id: str = msgspec.field(default_factory=new_id)


def inserted(record: Record) -> RowChange:
    """The row change that adds this record."""
    return RowChange(table_of(record), record.id, None, row(record))


def deleted(record: Record) -> RowChange:
    """The row change that removes this record."""
    return RowChange(table_of(record), record.id, row(record), None)


def updated(record: Record, **values: Any) -> tuple[RowChange, ...]:
    """The row change that gives fields new values; none where nothing would change."""
    after = {field: value for field, value in values.items() if getattr(record, field) != value}
    if not after:
        return ()
    return (RowChange(table_of(record), record.id, {field: getattr(record, field) for field in after}, after),)


def inverted(rows: Iterable[RowChange]) -> tuple[RowChange, ...]:
    """The rows that take these back, in the order that makes it possible."""
    return tuple(change.inverted() for change in reversed(tuple(rows)))


def reference(record: Record) -> str:
    """How a label names a record: replaced by the record's own words when the label is shown."""
    return f"{{{table_of(record)}:{record.id}}}"


def table_of(record: Record) -> str:
    """The name of the table that a record is a row of."""
    return TABLE_OF[type(record)]
