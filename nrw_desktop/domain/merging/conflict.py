"""What two copies of a plan say differently, for a person to decide: both values, each with who wrote it and when."""

from collections.abc import Iterator
from functools import partial
from typing import Literal, NamedTuple

from nrw_desktop.domain.merging.groups import PERIOD, ROW, place_of, word
from nrw_desktop.domain.merging.news import Key, RowNews, Written
from nrw_desktop.domain.model.labels_de import TABLE_WORDS, caption, field_word
from nrw_desktop.domain.model.meeting_records import AgendaItem, Attendance, BodyMember, Meeting, Task
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import (
    BELONGING,
    FIELDS,
    NOTES,
    REFERENCES,
    Decision,
    Goal,
    Measure,
    Phase,
    Record,
    field_of,
)
from nrw_desktop.domain.queries import meetings, period
from nrw_desktop.domain.queries.change_labels import filled
from nrw_desktop.domain.queries.field_differences import told_value
from nrw_desktop.domain.text.merge_marks import UNDECIDED
from nrw_desktop.domain.text.shortening import shortened

Choice = Literal["ours", "theirs", "both", "later"]
"""Which value is to be: ours, theirs, ours with theirs in a note, or ours with a note that this is to be decided."""

_OWNERS = {
    "cost": ("measure",),
    "decision": ("measure", "agenda_item"),
    "document": ("measure",),
    "measure_goal": ("measure",),
    "measure_partner": ("measure",),
    "alias": ("partner",),
    "mention": ("partner",),
    "body_member": ("body",),
    "attendance": ("meeting",),
    "agenda_item": ("meeting",),
    "agenda_measure": ("agenda_item",),
    "agenda_phase": ("agenda_item",),
    "measure_decision": ("measure",),
}
"""Of what a row is told to be, the first of these that it has."""
_AT = ("meeting", "agenda_item")


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
    if group != ROW and not members and table in NOTES:
        choices.append("both")
    if note_place(plan, table, record) is not None:
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


def note_place(plan: Plan, table: str, record: Record) -> tuple[str, str, str] | None:
    """Table, id and field of the note that says what is open at a row: its own, or that of what it belongs to.

    None where there is none, and for a contact: it stays out of notes, since erasing has to find it.
    """
    if table == "contact":
        return None
    return next(_note_places(plan, table, record), None)


def _note_places(plan: Plan, table: str, record: Record) -> Iterator[tuple[str, str, str]]:
    if table in NOTES:
        yield table, record.id, NOTES[table]
        return
    # What it belongs to comes before what it only refers to.
    for field, target in (BELONGING.get(table, {}) | REFERENCES.get(table, {})).items():
        if target != table and (found := plan.record(target, getattr(record, field))) is not None:
            yield from _note_places(plan, target, found)


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
    about = "" if conflict_.table in NOTES else f"{conflict_.subject}: "
    return f"{UNDECIDED}{about}{what}hier {ours}, in der anderen Kopie {theirs}."


def subject(plan: Plan, table: str, record: Record) -> str:
    """A row in words: „Maßnahme ‚Fachtagung‘“, a phase with its number."""
    if isinstance(record, Phase) and (number := plan.number(record.id)):
        return f"Phase {number} ‚{caption(record)}‘"
    name = _name(plan, record)
    owners = ((owner, plan.record(owner, getattr(record, owner))) for owner in _OWNERS.get(table, ()))
    of = next((f" {'bei' if owner in _AT else 'von'} ‚{caption(found)}‘" for owner, found in owners if found), "")
    if name == TABLE_WORDS[table]:
        return f"{name}{of}"
    return f"{TABLE_WORDS[table]} {name if hasattr(record, 'year') else f'‚{name}‘'}{of}"


def _name(plan: Plan, record: Record) -> str:
    if isinstance(record, Attendance | BodyMember):
        return meetings.who(plan, record) or caption(record)
    if isinstance(record, Decision) and record.agenda_item is not None and record.text:
        return shortened(record.text)
    return caption(record)


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
    if isinstance(record, Decision) and group == "votes_for":
        return meetings.vote_text(record)
    if isinstance(record, Attendance | BodyMember | Task) and group == "partner":
        agreed = f", {field_word(table, 'named')}" if getattr(record, "named", 0) else ""
        return f"{meetings.who(plan, record)}{agreed}"
    return told_value(plan, table, group, getattr(record, group), partial(subject, plan))


def _place(plan: Plan, record: Record) -> str:
    """Where a row stands: „Phase 2, an 3. Stelle“, „TOP 1.2 in ‚Rat am 1.2.2018‘“."""
    if isinstance(record, AgendaItem):
        numbers = (one.number for one in meetings.entries(plan, record.meeting) if one.item.id == record.id)
        on_list, meeting = next(numbers, ""), plan.find(Meeting, record.meeting)
        return f"TOP {on_list} in ‚{caption(meeting)}‘" if meeting else f"Thema {on_list} im Themenspeicher"
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
