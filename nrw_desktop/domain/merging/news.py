"""What a copy of a plan wrote that another one has not seen: by row and group of fields, with who did it last."""

from collections.abc import Iterable
from typing import NamedTuple

from nrw_desktop.domain.merging.groups import ROW, group_of, groups
from nrw_desktop.domain.model.change import Kind, RowChange, Values
from nrw_desktop.domain.model.records import Record

Key = tuple[str, str]
"""Table and id of a row."""


class Written(NamedTuple):
    """A step in the log of a copy: ``at`` is its time in UTC, ``origin`` the installation that made it.

    ``kind`` is the one it had where it was made. A merge itself wrote only what it decided: that is noted in it as a
    field which keeps its value (`decided`); all else it took over from steps of others.
    """

    id: str
    kind: Kind
    at: str
    origin: str
    label: str
    rows: tuple[RowChange, ...]


class RowNews:
    """What steps did to one row.

    ``before`` has the values that it had before them, as far as they touched any; None where it was not there. ``last``
    is the newest of them.
    """

    def __init__(self, before: Values | None) -> None:
        self.before = None if before is None else dict(before)
        self.decided: set[str] = set()
        self.last: Written | None = None
        self._writers: dict[str, Written] = {}

    def note(self, step: Written, row: RowChange) -> None:
        """Take in one more change of the row."""
        if self.before is not None:
            for field, value in (row.before or {}).items():
                self.before.setdefault(field, value)
        written = {ROW} if row.before is None or row.after is None else set[str]()
        if row.after is not None:
            written |= {group_of(row.table, field) for field in row.after}
        self._writers |= dict.fromkeys(written, step)
        self.last = step

    def decide(self, step: Written, row: RowChange) -> None:
        """Take in that a merge decided what this row holds."""
        decided = {group_of(row.table, field) for field in row.after or {}}
        self.decided |= decided
        self._writers |= dict.fromkeys(decided, step)
        self.last = step

    def written(self, table: str, now: Record) -> frozenset[str]:
        """The groups that hold something else now than before, or that were decided; all, of a row that is new."""
        if self.before is None:
            return frozenset((ROW, *groups(table)))
        changed = {group_of(table, field) for field, value in self.before.items() if getattr(now, field) != value}
        return frozenset(changed | self.decided)

    def writer(self, group: str) -> Written | None:
        """The step that wrote a group last, or the row as a whole where it is known of that alone."""
        return self._writers.get(group) or self._writers.get(ROW)


News = dict[Key, RowNews]


def news(steps: Iterable[Written]) -> News:
    """What steps did, oldest first, row by row."""
    found: News = {}
    for step in steps:
        for row in step.rows:
            key = row.table, row.id
            if step.kind == "merge":
                if is_decision(row):
                    found.setdefault(key, RowNews({})).decide(step, row)
                continue
            if (known := found.get(key)) is None:
                known = found[key] = RowNews(row.before)
            known.note(step, row)
    return found


def is_decision(row: RowChange) -> bool:
    """Whether a row of a merge only notes what the merge itself decided."""
    return bool(row.before) and row.before == row.after


def decision(record: Record, table: str, decided: Iterable[str]) -> RowChange:
    """Notes in a merge that it decided these groups of a row."""
    held = {group: getattr(record, group) for group in sorted(decided)}
    return RowChange(table, record.id, held, held)
