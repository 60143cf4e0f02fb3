"""What two sound copies of a plan break when they are put together, and how it is mended so that nothing is lost."""

from collections.abc import Callable, Iterable, Iterator

import msgspec

from nrw_desktop.domain.merging.groups import ROW, group_of, place_of
from nrw_desktop.domain.merging.news import Key, News
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import (
    FIELDS,
    MOST_LEVELS,
    REFERENCES,
    TABLE_OF,
    TABLES,
    Goal,
    Phase,
    Record,
    SetAside,
    YearText,
)
from nrw_desktop.domain.queries.invariants import levels
from nrw_desktop.domain.text.points import PHASE_END

Tables = dict[str, dict[str, Record]]
"""The rows of a plan in the making."""
Sources = tuple[tuple[Plan, News], tuple[Plan, News]]
"""Each copy, and the news of the other one: what it has that the other deleted comes back from it."""

_DETAILS = ("alias", "contact", "mention", "cost", "decision", "document", "measure_goal", "measure_partner")
"""Tables whose rows belong to others and come back with them."""


class Mending:
    """Mends the rows of a plan in the making, ``tables``.

    ``decided`` has for each row the groups of which the merge itself says what they hold, what is mended among them.
    ``revived`` are the rows that a copy had deleted and that are back, since something refers to them or belongs to
    them.
    """

    def __init__(self, tables: Tables, decided: dict[Key, set[str]], sources: Sources) -> None:
        self.tables = tables
        self.decided = decided
        self.revived: list[Key] = []
        self._sources = sources

    def revive(self, kept: Iterable[Key]) -> None:
        """Bring back what surviving rows refer to, and what belonged to rows that are kept against a deletion.

        ``kept`` are those rows.
        """
        todo = list(kept)
        while True:
            for table, fields in REFERENCES.items():
                for record in list(self.tables[table].values()):
                    for field, target in fields.items():
                        key = getattr(record, field)
                        if key and key not in self.tables[target] and self._bring(target, key):
                            todo.append((target, key))
            if not todo:
                return
            for table, key in todo:
                self._bring_details(table, key)
            todo = []

    def _bring(self, table: str, key: str) -> bool:
        for plan, _ in self._sources:
            if (record := plan.record(table, key)) is not None:
                self.tables[table][key] = record
                self.decided[table, key].add(ROW)
                self.revived.append((table, key))
                return True
        return False

    def _bring_details(self, owner: str, key: str) -> None:
        """What went in the same step as the row, and belonged to it."""
        for plan, gone in self._sources:
            deleted = gone.get((owner, key))
            step = deleted.writer(ROW) if deleted else None
            if step is None or plan.record(owner, key) is None:
                continue
            for row in step.rows:
                if row.table not in _DETAILS or row.after is not None or row.id in self.tables[row.table]:
                    continue
                record = plan.record(row.table, row.id)
                refers = REFERENCES[row.table]
                if record is None or key not in (getattr(record, field) for field in refers):
                    continue
                others = ((target, getattr(record, field)) for field, target in refers.items())
                if all(not other or other in self.tables[target] for target, other in others):
                    self._bring(row.table, row.id)

    def settle(self) -> None:
        """Mend what needs no asking.

        Goals stand in the phase of the one above, none too deep; years are told once; what is set aside goes with what
        it is about.
        """
        goals = self.tables["goal"]
        above = {key: goal.parent for key, goal in goals.items() if isinstance(goal, Goal)}
        depth = levels(above)
        for key in sorted((key for key, level in depth.items() if level), key=lambda key: depth[key] or 0):
            goal = goals[key]
            assert isinstance(goal, Goal)
            parent, level = goal.parent, depth[key] or 0
            while parent is not None and level > MOST_LEVELS:
                parent, level = above[parent], level - 1
            upper = goals[parent] if parent else None
            phase = upper.phase if isinstance(upper, Goal) else goal.phase
            if (phase, parent) != (goal.phase, goal.parent):
                self._replace(msgspec.structs.replace(goal, phase=phase, parent=parent))
        self._join_years()
        self._drop_set_asides()

    def _drop_set_asides(self) -> None:
        known = {key for plan, _ in self._sources for rows in plan.rows.values() for key in rows}
        gone = known.difference(*self.tables.values())
        for key, aside in list(self.tables["set_aside"].items()):
            assert isinstance(aside, SetAside)
            if aside.row in gone or aside.aspect in gone:
                del self.tables["set_aside"][key]
                self.decided["set_aside", key].add(ROW)

    def _join_years(self) -> None:
        told: dict[int, YearText] = {}
        texts = self.tables["year_text"]
        for key in sorted(texts):
            found = texts[key]
            assert isinstance(found, YearText)
            if (first := told.get(found.year)) is None:
                told[found.year] = found
                continue
            del texts[key]
            self.decided["year_text", key].add(ROW)
            values = {}
            for field in found.__struct_fields__[2:]:
                one, other = getattr(first, field), getattr(found, field)
                if other and other != one:
                    values[field] = f"{one}\n\n(andere Fassung:) {other}" if one else other
            told[found.year] = msgspec.structs.replace(first, **values)
            self._replace(told[found.year])

    def _replace(self, record: Record) -> None:
        table = TABLE_OF[type(record)]
        old = self.tables[table][record.id]
        self.tables[table][record.id] = record
        changed = (field for field in FIELDS[table] if getattr(old, field) != getattr(record, field))
        self.decided[table, record.id].update(group_of(table, field) for field in changed)


def circles(tables: Tables) -> Iterator[tuple[str, str, list[str]]]:
    """Rows that lead in a circle: the table, the group that makes it, and the ids in order."""

    def end(phase: Record) -> str | None:
        return phase.end_phase if isinstance(phase, Phase) and phase.end_rule == PHASE_END else None

    ways: tuple[tuple[str, str, Callable[[Record], str | None]], ...] = (
        ("goal", place_of("goal") or "", lambda goal: getattr(goal, "parent", None)),
        ("phase", group_of("phase", "end_phase"), end),
        ("phase", group_of("phase", "refers_to"), lambda phase: getattr(phase, "refers_to", None)),
    )
    for table, group, follow in ways:
        above = {key: follow(record) for key, record in tables[table].items()}
        left = {key for key, level in levels(above).items() if level is None}
        while left:
            path: list[str] = []
            step: str | None = min(left)
            while step is not None and step in left and step not in path:
                path.append(step)
                step = above.get(step)
            if step in path:
                yield table, group, path[path.index(step) :]
            left -= set(path)


def rows_of(plan: Plan) -> Tables:
    """The rows of a plan, to change."""
    return {table: dict(plan.rows[table]) for table in TABLES}
