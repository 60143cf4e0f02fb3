"""What is shown to a room, section by section, as words and numbers that a public plan yields; no widget is known here.

A section becomes one page, or several where it is long.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

import msgspec

from nrw_desktop.domain.edits.meeting.agenda import LAST
from nrw_desktop.domain.edits.meeting.in_room import Place
from nrw_desktop.domain.model.choices import STATUS_WORDS
from nrw_desktop.domain.model.labels_de import caption, full_name
from nrw_desktop.domain.model.meeting_records import AgendaItem, Meeting, Task
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Decision, Measure, Phase
from nrw_desktop.domain.queries import changes_since, due, meetings, period, progress, standing
from nrw_desktop.domain.queries.changes_since import Ground
from nrw_desktop.domain.queries.progress import Progress
from nrw_desktop.domain.text.values import german_date, running_date

Only = Literal["all", "changed", "overdue"]
"""Which measures are shown."""
_INDENT = 4 * "\N{NO-BREAK SPACE}"


class Numbers(msgspec.Struct, frozen=True):
    """Numbers with the word for each, and the colour of the theme that they have."""

    numbers: tuple[tuple[int, str, str], ...]


class PhaseLine(msgspec.Struct, frozen=True):
    """A phase and how far it is."""

    name: str
    progress: Progress


class MeasureLine(msgspec.Struct, frozen=True):
    """A measure: its id and name, its status as code and word, its period; ``late`` are the words for its being so."""

    id: str
    name: str
    status: str
    word: str
    period: str
    late: str


class Subject(msgspec.Struct, frozen=True):
    """What the sentences below it are about."""

    text: str


class Sentence(msgspec.Struct, frozen=True):
    """A sentence."""

    text: str


class Noted(msgspec.Struct, frozen=True):
    """What was written down: ``word`` for what it is, its text, and the facts below that, e.g. a vote."""

    icon: str
    word: str
    text: str
    facts: str


Block = Numbers | PhaseLine | MeasureLine | Subject | Sentence | Noted


class Section(msgspec.Struct, frozen=True):
    """``kind`` tells how it is laid out, ``key`` apart from others of its kind; ``note`` stands below the title."""

    kind: Literal["title", "timeline", "blocks"]
    key: str
    title: str
    note: str = ""
    blocks: tuple[Block, ...] = ()


def sections(
    plan: Plan, ground: Ground | None, today: dt.date, only: Only, meeting: Meeting | None = None
) -> list[Section]:
    """All that is shown of a public plan, and of the agenda of a meeting.

    ``ground`` is what is compared with, stripped too; without it nothing is told of changes.
    """
    groups = changes_since.changes(ground.plan, plan) if ground else ()
    changed = {item.id for group in groups for item in group.items}
    shown = {
        measure.id
        for phase in plan.phases
        for measure in plan.measures(phase.id)
        if only == "all"
        or (only == "changed" and measure.id in changed)
        or (only == "overdue" and due.is_overdue(plan, measure, today))
    }
    found = [_title(plan, today)] if only == "all" else []
    if only == "all" and meeting is not None:
        found += _agenda(plan, meeting, today)
    if only != "changed":
        found.append(_standing(plan, today))
    if only == "all" and plan.phases:
        found.append(Section("timeline", "timeline", "Zeitplan"))
    found += (
        _phase(plan, phase, shown, only, today) for phase in plan.phases if only == "all" or _has(plan, phase, shown)
    )
    if only == "overdue" and not shown:
        found.append(Section("blocks", "nothing", "Überfällig", "", (Sentence("Nichts ist überfällig."),)))
    if ground is not None and only != "overdue":
        found.append(_changes(groups, ground))
    return found


def place(plan: Plan, section: Section, meeting: Meeting | None, is_chosen: bool, today: dt.date) -> Place:
    """Where what is written belongs that is about a section.

    That is the meeting that was chosen; one that is still to come only at an item of its agenda.
    """
    item, phase = plan.find(AgendaItem, section.key), plan.find(Phase, section.key)
    if meeting and meeting.date and meeting.date > today.isoformat() and not (is_chosen or item):
        meeting = None
    # What is about nothing that is shown goes with the rest.
    title = LAST if section.kind == "title" or plan.find(Meeting, section.key) else section.title
    if item is not None:
        title = item.title
    return Place(title, meeting.id if meeting else None, item.id if item else None, phase.id if phase else None)


def _title(plan: Plan, today: dt.date) -> Section:
    project = plan.project
    return Section(
        "title",
        "title",
        project.title or project.municipality or "Projekt",
        running_date(today.isoformat()),
        (Sentence(project.lead),) if project.lead else (),
    )


def _agenda(plan: Plan, meeting: Meeting, today: dt.date) -> Iterator[Section]:
    """The agenda as a whole, and each of its items."""
    entries = tuple(meetings.entries(plan, meeting.id))
    if not entries:
        return
    facts = (meetings.body_name(plan, meeting), running_date(meeting.date or ""), meeting.time, meeting.place)
    lines = tuple(
        Sentence(f"{entry.number.count('.') * _INDENT}{entry.number}  {entry.item.title}") for entry in entries
    )
    yield Section("blocks", meeting.id, "Tagesordnung", " · ".join(filter(None, facts)), lines)
    for entry in entries:
        links = (plan.find(Measure, link.measure) for link in plan.measures_at(entry.item.id))
        listed = [measure for measure in links if measure]
        blocks: list[Block] = [_measure(plan, measure, today) for measure in listed]
        blocks += (_decision(one) for one in plan.decisions_at(entry.item.id))
        blocks += (_task(plan, one, today) for one in plan.tasks_at(entry.item.id))
        names = {caption(measure) for measure in listed}
        note = ", ".join(topic for topic in meetings.topics(plan, entry.item.id) if topic not in names)
        yield Section("blocks", entry.item.id, f"TOP {entry.number}  {entry.item.title}", note, tuple(blocks))


def _decision(decision: Decision) -> Noted:
    return Noted("circle-check", "Beschluss", decision.text or "", meetings.vote_text(decision))


def _task(plan: Plan, task: Task, today: dt.date) -> Noted:
    until = f"bis {german_date(task.until)}" if task.until else ""
    state = "erledigt" if task.done_on else "überfällig" if meetings.is_overdue(task, today) else ""
    facts = " · ".join(filter(None, (meetings.who(plan, task), until, state)))
    return Noted("square-check", "Aufgabe", task.text, facts)


def _standing(plan: Plan, today: dt.date) -> Section:
    found = standing.of_plan(plan, today)
    lists = found.lists
    numbers = Numbers(
        (
            (len(lists.overdue), "überfällig", "danger" if lists.overdue else "text"),
            (len(lists.soon), "bald fällig", "text"),
            (lists.statuses["running"], "in Arbeit", "running"),
            (lists.statuses["done"], "abgeschlossen", "done"),
        )
    )
    phases = (PhaseLine(_name(plan, one.phase), one.progress) for one in found.phases)
    note = ""
    if one := found.next_deadline:
        note = f"Nächste Frist: {one.what}, {running_date(one.date or '')}"
    return Section("blocks", "standing", "Stand", note, (numbers, *phases))


def _phase(plan: Plan, phase: Phase, shown: set[str], only: Only, today: dt.date) -> Section:
    measures = [measure for measure in plan.measures(phase.id) if measure.id in shown]
    lines: Sequence[Block] = [_measure(plan, measure, today) for measure in measures]
    if not lines:
        lines = [Sentence("Diese Phase hat noch keine Maßnahmen.")]
    words = {"all": "", "changed": "nur Geändertes", "overdue": "nur Überfälliges"}[only]
    parts = words, period.shown(plan, phase), progress.of_phase(plan, phase).short if measures else ""
    return Section("blocks", phase.id, _name(plan, phase), " · ".join(filter(None, parts)), tuple(lines))


def _measure(plan: Plan, measure: Measure, today: dt.date) -> MeasureLine:
    when, found, late = period.cell(plan, measure), due.of_measure(plan, measure), ""
    if due.is_overdue(plan, measure, today):
        late = "überfällig"
        # By its phase, where it has no period of its own.
        when = when or (f"fällig {found.numeric}" if found else "")
    return MeasureLine(measure.id, full_name(measure), measure.status, STATUS_WORDS[measure.status], when, late)


def _changes(groups: Iterable[changes_since.Group], ground: Ground) -> Section:
    blocks = tuple(_told(groups)) or (Sentence(f"Seit {ground.since} hat sich nichts geändert."),)
    return Section("blocks", "changes", "Was sich geändert hat", f"seit {ground.since}", blocks)


def _told(groups: Iterable[changes_since.Group]) -> Iterator[Block]:
    for group in groups:
        for item in group.items:
            yield Subject(f"{f'Phase {group.number}' if group.number else group.title} · {item.title}")
            yield from (Sentence(line.text) for line in item.lines)


def _has(plan: Plan, phase: Phase, shown: set[str]) -> bool:
    return any(measure.id in shown for measure in plan.measures(phase.id))


def _name(plan: Plan, phase: Phase) -> str:
    return f"{plan.number(phase.id)}. {caption(phase)}"
