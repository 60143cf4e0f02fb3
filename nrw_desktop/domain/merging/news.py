"""What a copy of a plan wrote that another one has not seen: by row and group of fields, with who did it last."""

from collections.abc import Iterable

import msgspec

from nrw_desktop.domain.merging.groups import ROW, group_of, groups
from nrw_desktop.domain.model.change import Kind, RowChange, Values, deleted, inserted
from nrw_desktop.domain.model.records import Record

Key = tuple[str, str]
"""Table and id of a row."""


class Written(msgspec.Struct, frozen=True):
    """A step in the log of a copy: ``at`` is its time in UTC, ``origin`` the installation that made it.

    ``kind`` is the one it had where it was made. A merge itself wrote only what it decided, which its rows note
    (`decisions`); all else it took over from steps of others.
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

    def decide(self, step: Written, decided: Iterable[str]) -> None:
        """Take in that a merge decided what these groups of the row hold, or that the row is there or not."""
        decided = set(decided)
        self.decided |= decided
        self._writers |= dict.fromkeys(decided, step)
        self.last = step

    def written(self, table: str, now: Record) -> frozenset[str]:
        """The groups that hold something else now than before, or that were decided; all, of a row that is new."""
        if self.before is None:
            return frozenset((ROW, *groups(table)))
        changed = {group_of(table, field) for field, value in self.before.items() if getattr(now, field) != value}
        return frozenset(changed | self.decided)

    def touches(self, group: str) -> bool:
        """Whether any of the steps wrote the group, whatever came of it."""
        return group in self._writers

    def writer(self, group: str) -> Written | None:
        """The step that wrote a group last, or the row as a whole where it is known of that alone."""
        return self._writers.get(group) or self._writers.get(ROW)


News = dict[Key, RowNews]


def news(steps: Iterable[Written]) -> News:
    """What steps did, oldest first, row by row."""
    found: News = {}
    for step in steps:
        if step.kind == "merge":
            for key, decided in decisions(step.rows).items():
                found.setdefault(key, RowNews({})).decide(step, decided)
            continue
        for row in step.rows:
            key = row.table, row.id
            if (known := found.get(key)) is None:
                known = found[key] = RowNews(row.before)
            known.note(step, row)
    return found


def decisions(rows: Iterable[RowChange]) -> dict[Key, set[str]]:
    """What the rows of a merge note that it decided, by row; ROW also for one that is not to be there."""
    found: dict[Key, set[str]] = {}
    come: set[Key] = set()
    for row in rows:
        key = row.table, row.id
        if row.before is None:
            come.add(key)
        elif row.after is None:
            if key in come:
                found.setdefault(key, set()).add(ROW)
        elif row.before == row.after:
            found.setdefault(key, set()).update(group_of(row.table, field) for field in row.after)
    return found


def decision(table: str, record: Record, decided: Iterable[str]) -> RowChange:
    """Notes in a merge that it decided these groups of a row: a field of each keeps its value."""
    held = {group: getattr(record, group) for group in sorted(decided)}
    return RowChange(table, record.id, held, held)


def decided_gone(record: Record) -> tuple[RowChange, RowChange]:
    """Notes in a merge that it decided that a row is not to be there: it comes, and goes."""
    return inserted(record), deleted(record)
