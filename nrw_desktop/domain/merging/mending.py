"""What two sound copies of a plan break when they are put together, and how it is mended so that nothing is lost."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter
from typing import NamedTuple

import msgspec

from nrw_desktop.domain.merging.groups import ROW, group_of, place_of
from nrw_desktop.domain.merging.news import Key, News
from nrw_desktop.domain.model.change import RowChange, Values
from nrw_desktop.domain.model.meeting_records import AgendaItem, Attendance
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import (
    BELONGING,
    FIELDS,
    MOST_LEVELS,
    NESTING,
    REFERENCES,
    TABLE_OF,
    TABLES,
    Decision,
    Phase,
    Record,
    SetAside,
    YearText,
)
from nrw_desktop.domain.queries.invariants import levels
from nrw_desktop.domain.queries.meetings import as_one, came_of, made_of
from nrw_desktop.domain.text.points import PHASE_END

Tables = dict[str, dict[str, Record]]
"""The rows of a plan in the making."""
Sources = tuple[tuple[Plan, News], tuple[Plan, News]]
"""Each copy, and the news of the other one: what it has that the other deleted comes back from it."""


class _Step(NamedTuple):
    """What a step did: the rows that it deleted, as they were; and what went, or lost its reference, with each."""

    images: dict[Key, Values]
    went: dict[Key, list[RowChange]]


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
        self._steps: dict[str, _Step] = {}

    def revive(self, kept: Iterable[Key]) -> None:
        """Bring back what surviving rows refer to, and what belonged to rows that are kept against a deletion.

        ``kept`` are those rows.
        """
        todo = list(kept)
        for table, key in todo:
            self._as_deleted(table, key)
        while True:
            for table, fields in REFERENCES.items():
                for record in list(self.tables[table].values()):
                    for field, target in fields.items():
                        key = getattr(record, field)
                        if key and key not in self.tables[target] and self._bring(target, key):
                            todo.append((target, key))
            if not todo:
                return
            while todo:
                todo += self._bring_details(*todo.pop())

    def bring(self, table: str, key: str) -> None:
        """Bring back a row that something is to be noted at, if it is gone."""
        if key not in self.tables[table] and self._bring(table, key):
            self.revive([(table, key)])

    def _bring(self, table: str, key: str) -> bool:
        for plan, _ in self._sources:
            if (record := plan.record(table, key)) is not None:
                self.tables[table][key] = record
                self.decided[table, key].add(ROW)
                self.revived.append((table, key))
                self._as_deleted(table, key)
                return True
        return False

    def _as_deleted(self, table: str, key: str) -> None:
        """Give a row that is back what it held when it was deleted, where the copy that kept it wrote nothing else.

        Its place is that in the copy that kept it.
        """
        record = self.tables[table][key]
        for (plan, gone), (_, kept) in (self._sources, self._sources[::-1]):
            if plan.record(table, key) is None or (step := self._deleted_by(gone, table, key)) is None:
                continue
            news = kept.get((table, key))
            written = {place_of(table), *(news.written(table, record) if news else ())}
            image = step.images.get((table, key), {})
            changed = {field for field, value in image.items() if getattr(record, field) != value}
            self._replace(
                msgspec.structs.replace(
                    record, **{field: image[field] for field in changed if group_of(table, field) not in written}
                )
            )
            self.decided[table, key].update(group_of(table, field) for field in changed)

    def _deleted_by(self, gone: News, table: str, key: str) -> _Step | None:
        """The step that deleted a row, by the news of it; None where none did."""
        deleted = gone.get((table, key))
        step = deleted.writer(ROW) if deleted else None
        if step is None:
            return None
        if step.id not in self._steps:
            self._steps[step.id] = _looked_at(step.rows)
        return self._steps[step.id]

    def _bring_details(self, owner: str, key: str) -> list[Key]:
        """Undo what else the step did that deleted a row: what belonged to it comes back, what led to it does again.

        Returns the rows that came.
        """
        come = []
        for plan, gone in self._sources:
            step = self._deleted_by(gone, owner, key)
            if step is None or plan.record(owner, key) is None:
                continue
            for row in step.went.get((owner, key), ()):
                if row.after is not None:
                    self._lead_back(row)
                elif self._can_come(plan, row) and self._bring(row.table, row.id):
                    come.append((row.table, row.id))
        return come

    def _can_come(self, plan: Plan, row: RowChange) -> bool:
        """Whether a row is gone without anybody having decided so, and all is there that it refers to."""
        record = plan.record(row.table, row.id)
        if record is None or row.id in self.tables[row.table] or ROW in self.decided[row.table, row.id]:
            return False
        led = ((target, getattr(record, field)) for field, target in REFERENCES.get(row.table, {}).items())
        return all(not key or key in self.tables[target] for target, key in led)

    def _lead_back(self, row: RowChange) -> None:
        """Give a row that stayed what it had before, where nobody has written or decided that since."""
        now, before, after = self.tables[row.table].get(row.id), row.before or {}, row.after or {}
        if now is None or any(getattr(now, field) != value for field, value in after.items()):
            return
        is_decided = self.decided[row.table, row.id] & {group_of(row.table, field) for field in after}
        led = ((target, before.get(field)) for field, target in REFERENCES[row.table].items())
        if not is_decided and all(not key or key in self.tables[target] for target, key in led):
            self._replace(msgspec.structs.replace(now, **before))

    def settle(self) -> None:
        """Mend what needs no asking.

        What a meeting has dealt with is on its agenda; what is nested stands where the one above does, none too deep;
        decisions are of the day and the body of their
        meeting; nobody is in a list twice; years are told once; what is set aside goes with what it is about.
        """
        self._bring_to_agenda()
        for table, field in NESTING.items():
            self._nest(table, field)
        self._follow_meetings()
        self._join_people()
        self._join_years()
        self._drop_set_asides()

    def _bring_to_agenda(self) -> None:
        """Put topics for later back on the agenda that one copy has them on, where something came of them there.

        The other copy put them off before it knew of that. What such a topic stands under comes with it.
        """
        joined = Plan(self.tables)
        for key in sorted(key for key, item in joined.all(AgendaItem).items() if came_of(joined, item)):
            above = self._upwards(key)
            if above[-1].meeting is not None:
                continue
            for item in reversed(above):
                known = (plan.find(AgendaItem, item.id) for plan, _ in self._sources)
                there = [found for found in known if found is not None and found.meeting in self.tables["meeting"]]
                if there:
                    self._put_back(item, min(there, key=attrgetter("meeting", "order")))
                    break

    def _put_back(self, item: AgendaItem, place: AgendaItem) -> None:
        parent = place.parent if place.parent in self.tables["agenda_item"] else None
        above = self._upwards(parent)
        if not above or item in above or above[-1].meeting != place.meeting:
            parent = None
        self._replace(msgspec.structs.replace(item, meeting=place.meeting, parent=parent, order=place.order))

    def _upwards(self, key: str | None) -> list[AgendaItem]:
        """An agenda item and all that it stands under."""
        found: list[AgendaItem] = []
        while key is not None:
            item = self.tables["agenda_item"][key]
            assert isinstance(item, AgendaItem)
            found.append(item)
            key = item.parent
        return found

    def _nest(self, table: str, field: str) -> None:
        rows = self.tables[table]
        homes = [home for home in BELONGING[table] if home != field]
        above = {key: getattr(record, field) for key, record in rows.items()}
        depth = levels(above)
        for key in sorted((key for key, level in depth.items() if level), key=lambda key: depth[key] or 0):
            parent, level = above[key], depth[key] or 0
            while parent is not None and level > MOST_LEVELS:
                parent, level = above[parent], level - 1
            upper = rows[parent] if parent else rows[key]
            self._replace(
                msgspec.structs.replace(rows[key], **{field: parent}, **{home: getattr(upper, home) for home in homes})
            )

    def _follow_meetings(self) -> None:
        """Give decisions what they have of their meeting, where that is what it was in one copy alone, or in none."""
        joined = Plan(self.tables)
        for decision in list(joined.all(Decision).values()):
            made = made_of(joined, decision)
            if made is None:
                continue
            known = [
                {field: getattr(found, field) for field in made}
                for plan, _ in self._sources
                if (found := plan.find(Decision, decision.id)) is not None and made_of(plan, found) == made
            ]
            if len(known) < 2:
                self._replace(msgspec.structs.replace(decision, **(known or [made])[0]))

    def _join_people(self) -> None:
        """Make one row of two about the same person in one list, who stood there twice in neither copy."""
        for table, owner in (("body_member", "body"), ("attendance", "meeting")):
            rows, told = self.tables[table], dict[tuple[str, ...], str]()
            for key in sorted(rows):
                who = _who(rows[key], owner)
                first = told.setdefault(who, key)
                if first == key or any(self._has_twice(plan, table, owner, {first, key}) for plan, _ in self._sources):
                    continue
                gone, stays = rows.pop(key), rows[first]
                self.decided[table, key].add(ROW)
                if isinstance(gone, Attendance) and isinstance(stays, Attendance):
                    self._replace(msgspec.structs.replace(stays, **as_one([stays, gone])))

    def _has_twice(self, plan: Plan, table: str, owner: str, keys: set[str]) -> bool:
        found = [_who(record, owner) for key in keys if (record := plan.record(table, key)) is not None]
        return len(found) > len(set(found))

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
        if old == record:
            return
        self.tables[table][record.id] = record
        changed = (field for field in FIELDS[table] if getattr(old, field) != getattr(record, field))
        self.decided[table, record.id].update(group_of(table, field) for field in changed)


def circles(tables: Tables) -> Iterator[tuple[str, str, list[str]]]:
    """Rows that lead in a circle: the table, the group that makes it, and the ids in order."""

    def end(phase: Record) -> str | None:
        return phase.end_phase if isinstance(phase, Phase) and phase.end_rule == PHASE_END else None

    ways: tuple[tuple[str, str, Callable[[Record], str | None]], ...] = (
        *((table, place_of(table) or "", attrgetter(field)) for table, field in NESTING.items()),
        ("phase", group_of("phase", "end_phase"), end),
        ("phase", group_of("phase", "refers_to"), attrgetter("refers_to")),
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


def _who(record: Record, owner: str) -> tuple[str, ...]:
    """In which list a row about a person stands, and who that is."""
    return tuple(str(getattr(record, field) or "") for field in (owner, "partner", "name"))


def _looked_at(rows: Iterable[RowChange]) -> _Step:
    step = _Step({}, defaultdict(list))
    for row in rows:
        if row.before and row.after is None:
            step.images[row.table, row.id] = row.before
        for owner in _owners(row) if row.before else ():
            step.went[owner].append(row)
    return step


def _owners(row: RowChange) -> Iterator[Key]:
    """What a row belonged to that a step deleted; or, where it stayed, what it no longer refers to."""
    before, after = row.before or {}, row.after
    if after is None:
        owners = [(target, before[field]) for field, target in BELONGING.get(row.table, {}).items()]
        if row.table == "set_aside":
            owners += [(before["table"], before["row"]), (before["table"], before["aspect"])]
    else:
        freed = [(target, field) for field, target in REFERENCES.get(row.table, {}).items() if target != row.table]
        owners = [(target, before[field]) for target, field in freed if field in after and after[field] is None]
    yield from ((target, key) for target, key in owners if key)
