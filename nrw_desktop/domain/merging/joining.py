"""Joining two copies of one plan: what is taken over, what contradicts, and the one change that comes of it.

What only one copy wrote since the other saw it last is taken from there, equal values join, and the rest is asked. The
rules, and why no common ancestor is looked for, are in docs/architecture.md.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

import msgspec

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.merging import mending
from nrw_desktop.domain.merging.conflict import (
    Choice,
    Conflict,
    Side,
    conflict,
    note_place,
    open_question,
    other_version,
    subject,
    with_line,
)
from nrw_desktop.domain.merging.groups import ROW, groups
from nrw_desktop.domain.merging.mending import Mending
from nrw_desktop.domain.merging.news import Key, Written, decided_gone, decision, decisions, news
from nrw_desktop.domain.merging.rows import Row, different
from nrw_desktop.domain.model.change import Change, RowChange
from nrw_desktop.domain.model.difference import difference
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import BELONGING, TABLES, Record
from nrw_desktop.domain.queries import invariants

Choices = Mapping[str, Choice]
"""What was chosen for conflicts, by their keys."""


class Copy(NamedTuple):
    """A copy of a plan as it is, and the steps in it that the other copy has not seen, oldest first."""

    plan: Plan
    steps: Sequence[Written]


class Merge:
    """What merging another copy into ours does.

    ``conflicts`` are to be decided first. ``taken`` counts by table what is taken over: rows that come or go, and in
    other rows what people know as one field. ``revived`` are rows, in words, that one of the copies had deleted and
    that stay, since something in the other refers to them; what belongs to them stays too and is not told. ``is_empty``
    says that the other copy has nothing new.
    """

    def __init__(self, ours: Copy, theirs: Copy) -> None:
        self._ours, self._theirs = ours, theirs
        self._news = news(ours.steps), news(theirs.steps)
        self._rows = {row.key: row for row in different(ours.plan, theirs.plan, *self._news)}
        self.conflicts, joined = self._unbroken(tuple(self._asked()), {})
        plan = Plan(joined.tables)
        self.revived = tuple(_revived(plan, joined))
        self.taken = self._counted(joined)
        learnt = any(step.kind != "merge" or decisions(step.rows) for step in theirs.steps)
        self.is_empty = not (learnt or self.conflicts or difference(ours.plan, plan))

    def decided(self, choices: Choices, label: str) -> Change:
        """The change that merges, with what was chosen for each conflict.

        It also notes what was decided, so that nobody is asked again. Where what was chosen makes places go round in a
        circle, our places stay.

        Raises:
            PlanError: something is not decided yet, or not in a way that there is.
        """
        left = sum(choices.get(one.key) not in one.choices for one in self.conflicts)
        if left:
            raise PlanError(f"{_left(left)} noch nicht entschieden. Bitte bei jeder Stelle wählen.")
        _, joined = self._unbroken(self.conflicts, choices)
        plan = Plan(joined.tables)
        if breach := next(invariants.breaches(plan), ""):
            raise PlanError(
                f"Die beiden Kopien lassen sich so nicht zusammenführen. {breach} Bitte anders entscheiden."
            )
        return Change((*difference(self._ours.plan, plan), *self._notes(plan, joined)), label, "merge")

    def _notes(self, plan: Plan, joined: Mending) -> Iterator[RowChange]:
        """What says for all times what was decided."""
        for (table, key), decided in joined.decided.items():
            if decided and (record := plan.record(table, key)) is not None:
                yield decision(table, record, decided)
            elif ROW in decided and (gone := self._record(table, key)) is not None:
                yield from decided_gone(gone)

    def _record(self, table: str, key: str) -> Record | None:
        return self._ours.plan.record(table, key) or self._theirs.plan.record(table, key)

    def lost(self, change: Change) -> int:
        """How many things that the other copy wrote are neither in the plan after a change nor were asked about.

        None ever should be: it is counted from what came out, not from what was done.
        """
        after = self._ours.plan.apply(change)
        settled = {(member, one.group) for one in self.conflicts for member in one.members}
        settled |= {(key, group) for key, decided in decisions(change.rows).items() for group in decided}
        count = 0
        for row in self._rows.values():
            if row.their_news is None:
                continue
            now = after.record(row.table, row.final or row.key[1])
            written = row.their_news.written(row.table, row.theirs) if row.theirs else frozenset[str]()
            if row.theirs is None:
                lost = [ROW] if row.their_news.before is not None and now is not None else []
            elif now is None:
                lost = [ROW] if written else []
            else:
                lost = [group for group in written - {ROW} - row.free if not _agree(row.table, group, row.theirs, now)]
            count += sum((row.key, group) not in settled for group in lost)
        return count

    def _asked(self) -> Iterator[Conflict]:
        for row in self._rows.values():
            order = [ROW, *groups(row.table)]
            yield from (conflict(row.table, group, *self._sides(row)) for group in order if group in row.asked)

    def _sides(self, row: Row) -> tuple[Side, Side]:
        return (
            Side(self._ours.plan, row.ours, row.our_news),
            Side(self._theirs.plan, row.theirs, row.their_news),
        )

    def _unbroken(self, conflicts: tuple[Conflict, ...], choices: Choices) -> tuple[tuple[Conflict, ...], Mending]:
        """What comes of choices, with a conflict for each circle of places in it, whose rows then stay as ours are."""
        while True:
            joined = self._joined(conflicts, choices)
            circles = [self._of_circle(*circle) for circle in mending.circles(joined.tables)]
            if not circles:
                joined.settle()
                return conflicts, joined
            around = {(member, one.group) for one in circles for member in one.members}
            apart = (one for one in conflicts if around.isdisjoint((member, one.group) for member in one.members))
            conflicts = (*apart, *circles)
            choices = {key: choice for key, choice in choices.items() if key not in {one.key for one in circles}}

    def _of_circle(self, table: str, group: str, keys: list[str]) -> Conflict:
        moved = [key for key in keys if (row := self._rows.get((table, key))) and row.ours and row.theirs]
        first = next((key for key in moved if group in self._rows[table, key].taken), moved[0])
        members = tuple((table, key) for key in moved)
        return conflict(table, group, *self._sides(self._rows[table, first]), members=members)

    def _joined(self, conflicts: tuple[Conflict, ...], choices: Choices) -> Mending:
        """The rows that come of choices; what is not decided is as ours, and what one of the copies deleted stays."""
        chosen = {(member, one.group): choices.get(one.key) for one in conflicts for member in one.members}
        around = {(member, one.group) for one in conflicts if one.circle for member in one.members}
        tables = mending.rows_of(self._ours.plan)
        decided: dict[Key, set[str]] = defaultdict(set)
        kept: list[Key] = []
        for key, row in self._rows.items():
            # A circle is decided for all its rows at once, whatever would be taken over in them.
            circled = frozenset(group for group in groups(row.table) if (key, group) in around)
            asked = row.asked | circled
            after = row._replace(taken=row.taken - circled, asked=asked).result(partial(_is_theirs, chosen, key))
            if row.ours is not None:
                del tables[row.table][row.ours.id]
            if after is not None:
                tables[row.table][after.id] = after
                decided[row.table, after.id] |= {group for group in asked if chosen.get((key, group))}
                if row.final:
                    # Two that were one all along: the copy that still has its own is not to be asked about it.
                    known = row.their_news.decided if row.their_news else set[str]()
                    decided[row.table, after.id] |= (row.free | row.taken) - known
                if ROW in asked:
                    kept.append((row.table, after.id))
            elif ROW in asked and chosen.get((key, ROW)):
                decided[key].add(ROW)
        joined = Mending(tables, decided, ((self._ours.plan, self._news[1]), (self._theirs.plan, self._news[0])))
        joined.revive(kept)
        for (table, note_of, field), line in self._lines(conflicts, choices):
            joined.bring(table, note_of)
            owner = tables[table][note_of]
            text = with_line(table, field, getattr(owner, field), line)
            tables[table][note_of] = msgspec.structs.replace(owner, **{field: text})
            decided[table, note_of].add(field)
        return joined

    def _lines(self, conflicts: tuple[Conflict, ...], choices: Choices) -> Iterator[tuple[tuple[str, str, str], str]]:
        """What is kept of the other value, or left to be decided: the note it goes into, and the line."""
        for one in conflicts:
            plan = self._ours.plan if self._ours.plan.record(one.table, one.id) else self._theirs.plan
            record = plan.record(one.table, one.id)
            place = note_place(plan, one.table, record) if record else None
            if place is not None and (choice := choices.get(one.key)) in ("both", "later"):
                yield place, other_version(one) if choice == "both" else open_question(one)

    def _counted(self, joined: Mending) -> dict[str, int]:
        back = set(joined.revived)
        counts = Counter[str]()
        for row in self._rows.values():
            counts[row.table] += len(row.taken) if row.key not in back else 0
        return {table: counts[table] for table in TABLES if counts[table]}


def _revived(plan: Plan, joined: Mending) -> Iterator[str]:
    back = set(joined.revived)
    for table, key in joined.revived:
        if (record := plan.record(table, key)) is None:
            continue
        owners = {(target, getattr(record, field)) for field, target in BELONGING.get(table, {}).items()}
        if back.isdisjoint(owners):
            yield subject(plan, table, record)


def _is_theirs(chosen: Mapping[tuple[Key, str], Choice | None], key: Key, group: str) -> bool | None:
    """Whether theirs was chosen for a group of a row; None where nobody has chosen, or will later."""
    choice = chosen.get((key, group))
    return None if choice in (None, "later") else choice == "theirs"


def _agree(table: str, group: str, one: Record, other: Record) -> bool:
    return all(getattr(one, field) == getattr(other, field) for field in groups(table)[group])


def _left(count: int) -> str:
    return "Eine Stelle ist" if count == 1 else f"{count} Stellen sind"
