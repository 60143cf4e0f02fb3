"""What two copies of a plan say differently, for a person to decide: both values, each with who wrote it and when."""

from functools import partial
from typing import Literal, NamedTuple

from nrw_desktop.domain.merging.groups import PERIOD, ROW, place_of, word
from nrw_desktop.domain.merging.news import Key, RowNews, Written
from nrw_desktop.domain.model.labels_de import TABLE_WORDS, caption
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import FIELDS, Goal, Measure, Phase, Record, field_of
from nrw_desktop.domain.queries import period
from nrw_desktop.domain.queries.change_labels import filled
from nrw_desktop.domain.queries.field_differences import told_value
from nrw_desktop.domain.text.merge_marks import UNDECIDED

Choice = Literal["ours", "theirs", "both", "later"]
"""Which value is to be: ours, theirs, ours with theirs in a note, or ours with a note that this is to be decided."""

_NOTES = {"measure": "note", "goal": "remark", "partner": "remark"}
"""The notes that records have, none of which is public."""
_OWNERS = {
    "cost": "measure",
    "decision": "measure",
    "document": "measure",
    "measure_goal": "measure",
    "measure_partner": "measure",
    "alias": "partner",
    "mention": "partner",
}
"""Whose note says what is open at a row that has none: a contact's stays out of notes, since erasing has to find it."""


class Version(NamedTuple):
    """One of the two: its value in words, and the step that wrote it, where that is known.

    ``label`` is that step as people read it.
    """

    text: str
    step: Written | None
    label: str


class Conflict(NamedTuple):
    """One thing to decide, about a group of fields of a row or, where ``group`` is ROW, about its being there at all.

    ``subject`` is the row in words, ``what`` the group. ``members`` are the rows that it is about: itself, or those
    whose places go round in a ``circle`` when both copies are put together. ``choices`` are those that there are.
    """

    table: str
    id: str
    group: str
    subject: str
    what: str
    ours: Version
    theirs: Version
    choices: tuple[Choice, ...]
    members: tuple[Key, ...]
    circle: bool

    @property
    def key(self) -> str:
        """Tells it from all others of the same merge."""
        return f"{self.table}:{self.id}:{self.group}"


class Side(NamedTuple):
    """A row in one of the copies: None where it is not there; what was done to it that the other copy has not seen."""

    plan: Plan
    record: Record | None
    news: RowNews | None


def conflict(table: str, group: str, ours: Side, theirs: Side, members: tuple[Key, ...] = ()) -> Conflict:
    """What is to be decided about a group of a row that at least one of the copies has."""
    record = ours.record or theirs.record
    assert record is not None
    plan = ours.plan if ours.record else theirs.plan
    choices: list[Choice] = ["ours", "theirs"]
    if group != ROW and not members and table in _NOTES:
        choices.append("both")
    if note_place(table, record) is not None:
        choices.append("later")
    return Conflict(
        table,
        record.id,
        group,
        subject(plan, table, record),
        "" if group == ROW else word(table, group),
        _version(table, group, ours, theirs),
        _version(table, group, theirs, ours),
        tuple(choices),
        members or ((table, record.id),),
        bool(members),
    )


def note_place(table: str, record: Record) -> tuple[str, str, str] | None:
    """Table, id and field of the note that says what is open at a row; None where there is none."""
    owner = _OWNERS.get(table)
    if owner:
        return owner, getattr(record, owner), _NOTES[owner]
    return (table, record.id, _NOTES[table]) if table in _NOTES else None


def with_line(table: str, field: str, text: str | None, line: str) -> str:
    """A note with one more line; in a field of one line, behind what stands there."""
    if field_of(table, field).kind.name != "text":
        line, between = " ".join(line.split()), "; "
    else:
        between = "\n"
    return f"{text}{between}{line}" if text else line


def other_version(conflict_: Conflict) -> str:
    """The line that keeps the other value."""
    return f"(andere Fassung: {conflict_.what}: {conflict_.theirs.text or 'leer'})"


def open_question(conflict_: Conflict) -> str:
    """The line that says what is to be decided."""
    what = f"{conflict_.what}: " if conflict_.what else ""
    ours, theirs = (f"„{one.text or 'leer'}“" for one in (conflict_.ours, conflict_.theirs))
    about = "" if conflict_.table in _NOTES else f"{conflict_.subject}: "
    return f"{UNDECIDED}{about}{what}hier {ours}, in der anderen Kopie {theirs}."


def subject(plan: Plan, table: str, record: Record) -> str:
    """A row in words: „Maßnahme ‚Fachtagung‘“, a phase with its number."""
    if isinstance(record, Phase) and (number := plan.number(record.id)):
        return f"Phase {number} ‚{caption(record)}‘"
    name = caption(record)
    owner = _OWNERS.get(table)
    found = plan.record(owner, getattr(record, owner)) if owner else None
    of = f" von ‚{caption(found)}‘" if found else ""
    if name == TABLE_WORDS[table]:
        return f"{name}{of}"
    return f"{TABLE_WORDS[table]} {name if hasattr(record, 'year') else f'‚{name}‘'}{of}"


def _version(table: str, group: str, side: Side, other: Side) -> Version:
    step = (side.news.last if group == ROW else side.news.writer(group)) if side.news else None

    def find(of: str, key: str) -> Record | None:
        return side.plan.record(of, key) or other.plan.record(of, key)

    label = filled(step.label, find) if step else ""
    if group != ROW:
        return Version(value(side.plan, table, group, side.record), step, label)
    if side.record is None:
        return Version("gelöscht", step, label)
    changed = side.news.written(table, side.record) - {ROW} if side.news else frozenset()
    shown = [
        f"{word(table, one)}: {value(side.plan, table, one, side.record) or 'leer'}"
        for field in FIELDS[table]
        if (one := field) in changed
    ]
    return Version("; ".join(shown) or "noch da", step, label)


def value(plan: Plan, table: str, group: str, record: Record | None) -> str:
    """What a group of a row holds, in words; nothing where it holds nothing."""
    if record is None:
        return ""
    if group == place_of(table):
        return _place(plan, record)
    if group == PERIOD and isinstance(record, Phase | Measure):
        return period.wording(plan, record)
    if isinstance(record, Measure) and group == "responsible_partner":
        return plan.responsible(record)
    return told_value(plan, table, group, getattr(record, group), partial(subject, plan))


def _place(plan: Plan, record: Record) -> str:
    """Where a row stands: „Phase 2, an 3. Stelle“."""
    if isinstance(record, Phase):
        return f"an {plan.number(record.id)}. Stelle"
    phase = getattr(record, "phase", "")
    siblings: tuple[Record, ...]
    if isinstance(record, Goal):
        siblings = plan.goals(phase, record.parent)
    elif isinstance(record, Measure):
        siblings = plan.measures(phase)
    else:
        siblings = plan.mentions(phase)
    number = next((at for at, one in enumerate(siblings, 1) if one.id == record.id), 0)
    upper = plan.find(Goal, record.parent) if isinstance(record, Goal) else None
    under = f", unter ‚{caption(upper)}‘" if upper else ""
    return f"Phase {plan.number(phase)}{under}, an {number}. Stelle"
