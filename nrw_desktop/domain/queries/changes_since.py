"""What has changed since a plan was otherwise, in people's words, phase by phase and measure by measure.

It is the difference of two states, never a sum of steps: three edits of one status are one line with the first and the
last value, and what was undone is none. The words are those of the table of fields; a public edition is what this finds
between two plans of which the rest was taken away.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Literal

import msgspec

from nrw_desktop.domain.model.change import RowChange, table_of
from nrw_desktop.domain.model.difference import difference
from nrw_desktop.domain.model.labels_de import TABLE_WORDS, caption
from nrw_desktop.domain.model.meeting_records import BodyMember
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import TABLES, Deadline, Goal, Measure, Mention, Partner, Phase, Record, SetAside
from nrw_desktop.domain.queries import goals
from nrw_desktop.domain.queries.field_differences import Told, held, told_fields
from nrw_desktop.domain.queries.meetings import meeting_of
from nrw_desktop.domain.text.shortening import differing, shortened

Event = Literal["changed", "given", "new", "gone", "linked", "unlinked", "moved", "reordered"]

PROJECT, DEADLINES, PARTNERS, MEETINGS = "Projektdaten", "Fristen", "Kooperationspartner", "Sitzungen und Aufgaben"
"""The groups that belong to no phase."""
LONGEST = 200
"""Letters that are shown of a text that came or went as a whole, and of a title."""

_TEXTS: dict[Event, str] = {
    "changed": "{what}: {before} → {after}",
    "given": "{what}: {after}",
    "new": "{what} neu: {after}",
    "gone": "{what} gelöscht: {before}",
    "linked": "{what} verbunden: {after}",
    "unlinked": "{what} gelöst: {before}",
    "moved": "verschoben von {before} nach {after}",
    "reordered": "Reihenfolge der {what} geändert",
}
_ITSELF: dict[Event, str] = {"new": "neu", "gone": "gelöscht"}
_NOTHING = "–"
_DIFFERENT = 80
"""Letters that are shown of each of two long texts, around what is different in them."""
_GROUPS = {
    "deadline": DEADLINES,
    "partner": PARTNERS,
    "distinct": PARTNERS,
    "body": MEETINGS,
    "agenda_item": MEETINGS,
    "meeting": MEETINGS,
    "task": MEETINGS,
}
"""Where the rows of a table are told that belong to no phase; all others are data of the project."""
_LINKED = {
    "measure_goal": "goal",
    "measure_partner": "partner",
    "measure_decision": "decision",
    "agenda_measure": "measure",
    "agenda_phase": "phase",
}
"""What a measure or an agenda item is linked to by a row of a table, and the field that names it."""
_OF_MEETINGS = ("attendance", "agenda_item", "agenda_measure", "agenda_phase", "decision")
"""What is told at the meeting that it belongs to, if it belongs to one."""
_ORDERED = {"measure": "Maßnahmen", "goal": "Ziele", "mention": "Kooperationspartner"}
"""What has an order within a phase, in the genitive."""


class Ground(msgspec.Struct, frozen=True):
    """What a plan is compared with: how it was, and since when, as in „was sich geändert hat seit …“."""

    plan: Plan
    since: str


class Line(msgspec.Struct, frozen=True, gc=False):
    """One thing that is different: of which row, which field (empty for the row itself), and its values then and now.

    A field that people know as one is one, whatever it is made of: „period“, „responsible“.
    """

    event: Event
    table: str
    id: str
    field: str = ""
    what: str = ""
    before: str = ""
    after: str = ""

    @property
    def text(self) -> str:
        """The line as people read it; what is different in long texts is in sight."""
        if not self.what and self.event in _ITSELF:
            return _ITSELF[self.event]
        if self.event == "changed":
            before, after = differing(self.before, self.after, _DIFFERENT)
        else:
            before, after = shortened(self.before, LONGEST), shortened(self.after, LONGEST)
        return _TEXTS[self.event].format(what=self.what, before=before or _NOTHING, after=after or _NOTHING)


class Item(msgspec.Struct, frozen=True, gc=False):
    """A row that people know by name, and all that is different about it or about what is part of it."""

    table: str
    id: str
    title: str
    lines: tuple[Line, ...]

    @property
    def kind(self) -> str:
        """What it is: „Maßnahme“, „Ziel“."""
        return TABLE_WORDS.get(self.table, self.table)


class Group(msgspec.Struct, frozen=True):
    """What is different in a phase, or in what concerns the whole plan; ``number`` is that of the phase today, else 0.

    ``phase`` is the id of the phase, also of one that is gone; empty where it is about none.
    """

    title: str
    phase: str
    number: int
    items: tuple[Item, ...]


class _Home(msgspec.Struct, frozen=True):
    """Where a row is told: in which group, or which phase, and as part of which row."""

    group: str
    phase: str
    table: str
    id: str


def changes(earlier: Plan, now: Plan) -> tuple[Group, ...]:
    """All that is different between two states of one plan; nothing where they are equal."""
    return grouped(pieces(earlier, now))


def grouped(found: Iterable[Group | None]) -> tuple[Group, ...]:
    """The pieces of `pieces` put together."""
    whole = groupby(filter(None, found), lambda group: (group.title, group.phase, group.number))
    return tuple(Group(*key, tuple(item for group in some for item in group.items)) for key, some in whole)


def pieces(earlier: Plan, now: Plan) -> Iterator[Group | None]:
    """The same in pieces, for who has no time to wait: None, or the next item in its group."""
    rows = difference(earlier, now)
    yield None
    homes: defaultdict[_Home, list[RowChange]] = defaultdict(list)
    for changed in rows:
        homes[_home(earlier, now, changed)].append(changed)
    yield None
    of_order = _reordered(earlier, now, rows)
    for home in of_order:
        homes.setdefault(home, [])
    for home in _sorted(earlier, now, homes):
        yield None
        if home.table == "mention" and now.find(Phase, home.phase) is None:
            # Who was named in a phase that is gone went with it.
            continue
        lines = (*_lines(earlier, now, home, homes[home]), *of_order.get(home, ()))
        if not lines:
            continue
        record = now.record(home.table, home.id) or earlier.record(home.table, home.id)
        title = _title(earlier, now, record) if record else TABLE_WORDS["project"]
        group = _group_title(earlier, now, home)
        yield Group(group, home.phase, now.number(home.phase), (Item(home.table, home.id, title, lines),))


# Where a row is told


def _home(earlier: Plan, now: Plan, changed: RowChange) -> _Home:
    """A cost is told at its measure, a contact at its partner, what was said at its meeting; a measure by itself."""
    told, key = changed.table, changed.id
    record = now.record(told, key) or earlier.record(told, key)
    if isinstance(record, SetAside) and (at := now.record_of(record) or earlier.record_of(record)) is not None:
        told, key, record = table_of(at), at.id, at
    if told in _OF_MEETINGS:
        there = now if now.record(told, key) else earlier
        if record is not None and (meeting := meeting_of(there, record)):
            return _Home(MEETINGS, "", "meeting", meeting.id)
        if topic := getattr(record, "agenda_item", None):
            return _Home(MEETINGS, "", "agenda_item", topic)
    if isinstance(record, BodyMember):
        return _Home(MEETINGS, "", "body", record.body)
    owners = (("measure", "measure"), ("partner", "partner")) if told != "task" else (("measure", "measure"),)
    for field, table in owners:
        of = getattr(record, field, None)
        if isinstance(of, str) and not isinstance(record, Mention):
            owner = now.record(table, of) or earlier.record(table, of)
            return _Home(*_place(table, owner), table, of)
    return _Home(*_place(told, record), told, key)


def _place(table: str, record: Record | None) -> tuple[str, str]:
    if table == "phase" and record is not None:
        return "", record.id
    phase = getattr(record, "phase", "")
    return ("", phase) if phase else (_GROUPS.get(table, PROJECT), "")


def _sorted(earlier: Plan, now: Plan, homes: Iterable[_Home]) -> list[_Home]:
    """The project first, then phase by phase as they stand today, those that are gone behind them, then partners."""
    phases = {phase.id: place for place, phase in enumerate((*now.phases, *earlier.phases))}
    phases |= {phase.id: place for place, phase in enumerate(now.phases)}
    last = len(now.phases) + len(earlier.phases)
    groups = {PROJECT: -2, DEADLINES: -1, PARTNERS: last, MEETINGS: last + 1}
    kinds = {table: place for place, table in enumerate(("project", "phase", "measure", "goal", "mention"))}
    trees: dict[str, dict[str, int]] = {}

    def place(home: _Home) -> tuple[int, int, bool, int, str, str]:
        record = now.record(home.table, home.id)
        is_gone, at = record is None, 0
        if isinstance(record, Goal):
            if home.phase not in trees:
                entries = goals.entries(now, now.get(Phase, home.phase)) if now.find(Phase, home.phase) else ()
                trees[home.phase] = {entry.goal.id: at for at, entry in enumerate(entries)}
            at = trees[home.phase].get(home.id, 0)
        order = getattr(record or earlier.record(home.table, home.id), "order", "")
        group = phases.get(home.phase, 0) if home.phase else groups[home.group]
        return group, kinds.get(home.table, len(kinds)), is_gone, at, order, home.id

    return sorted(homes, key=place)


def _group_title(earlier: Plan, now: Plan, home: _Home) -> str:
    if not home.phase:
        return home.group
    if phase := now.find(Phase, home.phase):
        return ": ".join(filter(None, (f"Phase {now.number(phase.id)}", phase.title)))
    gone = earlier.find(Phase, home.phase)
    return f"{caption(gone)} (gelöscht)" if gone else PROJECT


def _title(earlier: Plan, now: Plan, record: Record) -> str:
    match record:
        case Measure():
            return record.short or shortened(record.text, LONGEST) or "Ohne Text"
        case Goal():
            return shortened(record.text, LONGEST) or "Ohne Text"
        case Deadline():
            return shortened(record.what, LONGEST) or "Ohne Text"
        case Mention():
            partner = now.find(Partner, record.partner) or earlier.find(Partner, record.partner)
            return caption(partner) if partner else caption(record)
    if table_of(record) == "distinct":
        return held("distinct", record, now if now.record("distinct", record.id) else earlier)
    title = caption(record)
    return f"{TABLE_WORDS[table_of(record)]} {title}" if hasattr(record, "year") else title


# What is told of a row


def _lines(earlier: Plan, now: Plan, home: _Home, rows: Iterable[RowChange]) -> Iterator[Line]:
    """What is different about a row, then about what is part of it; parts of what is gone went with it."""
    itself = [row for row in rows if (row.table, row.id) == (home.table, home.id)]
    for row in itself:
        yield from _of_itself(earlier, now, row)
    if now.record(home.table, home.id) is not None or not itself:
        for row in rows:
            if row not in itself:
                yield from _of_part(earlier, now, row)


def _of_itself(earlier: Plan, now: Plan, row: RowChange) -> Iterator[Line]:
    table, key = row.table, row.id
    before, after = earlier.record(table, key), now.record(table, key)
    if after is None:
        yield Line("gone", table, key)
    elif before is None:
        yield Line("new", table, key)
        titles = {_title(earlier, now, after), caption(after)}
        for one in told_fields(table, TABLES[table](key), after, now, now):
            # What the title says needs no second saying.
            if not one.placing and titles.isdisjoint((one.after, shortened(one.after, LONGEST))):
                yield Line("given", table, key, one.field, one.what, after=one.after)
    else:
        for one in told_fields(table, before, after, earlier, now):
            if one.field == "phase" and one.placing:
                one = _moved(earlier, now, one, before, after)
                yield Line("moved", table, key, one.field, before=one.before, after=one.after)
            else:
                yield Line("changed", table, key, one.field, one.what, one.before, one.after)


def _moved(earlier: Plan, now: Plan, told: Told, before: Record, after: Record) -> Told:
    """From phase to phase, by the numbers they have today; one that is gone is called by its title."""

    def name(phase: str) -> str:
        if number := now.number(phase):
            return f"Phase {number}"
        gone = earlier.find(Phase, phase)
        return f"„{caption(gone)}“" if gone else "…"

    old, new = (getattr(record, told.field) for record in (before, after))
    return msgspec.structs.replace(told, before=name(old), after=name(new))


def _of_part(earlier: Plan, now: Plan, row: RowChange) -> Iterator[Line]:
    """What is different about a row that people know as part of another one."""
    table, key = row.table, row.id
    before, after = earlier.record(table, key), now.record(table, key)
    word = TABLE_WORDS.get(table, table)
    if before is None or after is None:
        record, plan = (after, now) if after is not None else (before, earlier)
        assert record is not None
        if field := _LINKED.get(table):
            linked = plan.record(field, getattr(record, field))
            what, text = TABLE_WORDS[field], caption(linked) if linked else getattr(record, "name", None) or "…"
            event: Event = "linked" if after is not None else "unlinked"
        else:
            what, text = word, held(table, record, plan)
            event = "new" if after is not None else "gone"
        yield Line(event, table, key, "", what, *(("", text) if after is not None else (text, "")))
        return
    name = caption(after)
    front = word if name == word else f"{word} {name}"
    for one in told_fields(table, before, after, earlier, now):
        yield Line("changed", table, key, one.field, f"{front}, {one.what}", one.before, one.after)


# Order


def _reordered(earlier: Plan, now: Plan, rows: Iterable[RowChange]) -> dict[_Home, list[Line]]:
    """Where those that were there then and are there now come in another order: a line each, at the phase they are in.

    Their keys alone do not tell: who puts one between two others may get new keys for some of them.
    """
    found: defaultdict[_Home, list[Line]] = defaultdict(list)
    touched = {
        (row.table, getattr(now.record(row.table, row.id), "phase", ""))
        for row in rows
        if row.before is not None and row.after is not None and "order" in row.after
    }
    for table, word in _ORDERED.items():
        for phase in now.phases:
            if (table, phase.id) in touched and _is_reordered(earlier, now, table, phase.id):
                line = Line("reordered", "phase", phase.id, "order", word)
                found[_Home("", phase.id, "phase", phase.id)].append(line)
    if ("phase", "") in touched and _differ(earlier.phases, now.phases):
        key = now.project.id
        found[_Home(PROJECT, "", "project", key)].append(Line("reordered", "project", key, "order", "Phasen"))
    return found


def _is_reordered(earlier: Plan, now: Plan, table: str, phase: str) -> bool:
    if table == "measure":
        return _differ(earlier.measures(phase), now.measures(phase))
    if table == "mention":
        return _differ(earlier.mentions(phase), now.mentions(phase))
    parents = {None, *(goal.parent for goal in now.all(Goal).values() if goal.phase == phase)}
    return any(_differ(earlier.goals(phase, parent), now.goals(phase, parent)) for parent in parents)


def _differ(before: Sequence[Record], after: Sequence[Record]) -> bool:
    """Whether those in both lists come in another order."""
    known = {record.id for record in before} & {record.id for record in after}
    one, other = ([record.id for record in records if record.id in known] for records in (before, after))
    return one != other
