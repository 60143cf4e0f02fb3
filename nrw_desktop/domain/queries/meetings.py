"""What a meeting is made of and what follows from it: its agenda with numbers, who came, votes, and tasks still open.

One rule each for who shows or counts: `open_tasks`, `is_overdue`, `last_meeting`, `last_day`, `at_hand`, `quorum`.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

import msgspec

from nrw_desktop.domain.model.labels_de import caption
from nrw_desktop.domain.model.meeting_records import AgendaItem, Attendance, Body, BodyMember, Meeting, Task
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Decision, Measure, Partner, Phase, Record
from nrw_desktop.domain.queries import trees
from nrw_desktop.domain.text.shortening import shortened
from nrw_desktop.domain.text.values import german_date, how_many, running_date

_TOOK_PLACE = ("held", "closed")
"""The states of a meeting that is over."""
_MOST_NEEDED = ("came", "excused", "absent", "invited")
"""Of several rows about one person the first of these states is what counts."""
_SHOWN = 60
"""So many letters of a decision's wording tell which one is meant."""


class Entry(msgspec.Struct, frozen=True):
    """An agenda item, and its number („1“, „1.2“)."""

    item: AgendaItem
    number: str


class Quorum(msgspec.Struct, frozen=True):
    """How many members came, and how many must have."""

    present: int
    needed: int

    @property
    def members(self) -> str:
        """How many came, in words: „1 Mitglied“."""
        return how_many(self.present, "Mitglied", "Mitglieder")

    @property
    def is_reached(self) -> bool:
        """Whether the body could decide."""
        return self.present >= self.needed


def entries(plan: Plan, meeting: str | None) -> Iterator[Entry]:
    """The agenda of a meeting in reading order; without a meeting, the topics for later."""
    return (Entry(item, number) for item, number in trees.numbered(partial(plan.agenda, meeting)))


def branch(plan: Plan, item: AgendaItem) -> tuple[AgendaItem, ...]:
    """The agenda item and all that stand under it, parents first."""
    return trees.branch(partial(plan.agenda, item.meeting), item)


def meeting_of(plan: Plan, record: Record) -> Meeting | None:
    """The meeting that a row belongs to; None for what belongs to none, a topic for later among them."""
    if isinstance(record, Meeting):
        return record
    if decision := plan.find(Decision, getattr(record, "decision", None)):
        record = decision
    if item := plan.find(AgendaItem, getattr(record, "agenda_item", None)):
        record = item
    return plan.find(Meeting, getattr(record, "meeting", None))


def who(plan: Plan, record: Attendance | BodyMember | Task) -> str:
    """Who it is: the partner's name as it is today, or the words that were typed; empty for nobody."""
    partner = plan.find(Partner, record.partner)
    return partner.name if partner else record.name or ""


def body_name(plan: Plan, meeting: Meeting) -> str:
    """Which body meets: by its name, or by the title of a meeting that is of none."""
    body = plan.find(Body, meeting.body)
    return body.name if body else meeting.title


def made_in(plan: Plan, meeting: Meeting) -> dict[str, Any]:
    """What a decision has of the meeting that it was made in."""
    return {"body": body_name(plan, meeting) or "Sitzung", "date": meeting.date}


def made_of(plan: Plan, decision: Decision) -> dict[str, Any] | None:
    """The same for a decision; None for one that was made in no meeting that the plan knows."""
    item = plan.find(AgendaItem, decision.agenda_item)
    meeting = plan.find(Meeting, item.meeting) if item else None
    return made_in(plan, meeting) if meeting else None


def topics(plan: Plan, item: str) -> tuple[str, ...]:
    """What the phases and measures are called that an agenda item is about, also those that are gone."""
    found = []
    for within in plan.phases_at(item):
        phase = plan.find(Phase, within.phase)
        found.append(phase_name(plan, phase) if phase else within.name or "")
    for about in plan.measures_at(item):
        measure = plan.find(Measure, about.measure)
        found.append(caption(measure) if measure else about.name or "")
    return tuple(filter(None, found))


def phase_name(plan: Plan, phase: Phase) -> str:
    """What a phase is called in minutes, also once it is gone: „Phase 2: Aufbau“."""
    return f"Phase {plan.number(phase.id)}: {caption(phase)}"


def concerned(plan: Plan, decision: str) -> tuple[str, ...]:
    """What the measures are called that a decision of a meeting is about."""
    found = (plan.find(Measure, link.measure) for link in plan.decided_on(decision))
    return tuple(caption(measure) for measure in found if measure)


def came_of(plan: Plan, item: AgendaItem) -> bool:
    """Whether something came of an agenda item: a word that was said, a decision or a task."""
    return bool(item.text or plan.decisions_at(item.id) or plan.tasks_at(item.id))


def decisions(plan: Plan, meeting: str) -> tuple[Decision, ...]:
    """What a meeting decided, in the order of its agenda."""
    return tuple(one for entry in entries(plan, meeting) for one in plan.decisions_at(entry.item.id))


def tasks(plan: Plan, meeting: str) -> tuple[Task, ...]:
    """The tasks that a meeting gave, in the order of its agenda."""
    return tuple(one for entry in entries(plan, meeting) for one in plan.tasks_at(entry.item.id))


def as_one(rows: Iterable[Attendance]) -> dict[str, Any]:
    """What counts of several rows about one person: that she came; that she agreed to be named, where all say so."""
    told = list(rows)
    return {"state": min((one.state for one in told), key=_MOST_NEEDED.index), "named": min(one.named for one in told)}


def present(plan: Plan, meeting: str) -> tuple[Attendance, ...]:
    """Those who came."""
    return tuple(one for one in plan.attendance(meeting) if one.state == "came")


def quorum(plan: Plan, meeting: Meeting) -> Quorum | None:
    """How many members of the body came, where it must be a certain number; guests do not count."""
    body = plan.find(Body, meeting.body)
    if body is None or not body.quorum:
        return None
    members = {_identity(member) for member in plan.members(body.id)}
    came = members & {_identity(one) for one in present(plan, meeting.id)}
    return Quorum(len(came), body.quorum)


def _identity(record: Attendance | BodyMember) -> tuple[str | None, str | None]:
    return record.partner, record.name


def vote_text(decision: Decision) -> str:
    """A vote in words: „12 Ja, 3 Nein, 1 Enthaltung“; empty where none was taken."""
    counts = (decision.votes_for, decision.votes_against, decision.abstained)
    if all(count is None for count in counts):
        return ""
    yes, no, abstained = (count or 0 for count in counts)
    if yes and not no and not abstained:
        return f"einstimmig ({yes} Ja)"
    return f"{yes} Ja, {no} Nein, {how_many(abstained, 'Enthaltung', 'Enthaltungen')}"


def odd_vote(plan: Plan, decision: Decision) -> str:
    """What does not add up in a decision, as a sentence; empty where it does or nobody noted who came."""
    meeting = meeting_of(plan, decision)
    voted = sum(count or 0 for count in (decision.votes_for, decision.votes_against, decision.abstained))
    came = len(present(plan, meeting.id)) if meeting else 0
    if meeting and came and voted > came:
        people = how_many(came, "Person", "Personen")
        return f"„{_wording(decision)}“: {voted} Stimmen, aber nur {people} anwesend."
    if meeting and came and (found := quorum(plan, meeting)) and not found.is_reached:
        came_with = f"nur {found.members} anwesend, beschlussfähig ab {found.needed}"
        return f"„{_wording(decision)}“: beschlossen, aber {came_with}."
    return ""


def odd_task(plan: Plan, task: Task) -> str:
    """What cannot be right about the day of a task, as a sentence; empty where nothing is wrong."""
    meeting = meeting_of(plan, task)
    if meeting and meeting.date and task.until and task.until < meeting.date:
        until, held = german_date(task.until), german_date(meeting.date)
        return f"„{caption(task)}“ ist bis {until} fällig, vor der Sitzung am {held}."
    return ""


def _wording(decision: Decision) -> str:
    return shortened(decision.text or decision.body, _SHOWN)


def without_date(meeting: Meeting) -> str:
    """The sentence about a meeting that has no date; empty for one that has."""
    return "" if meeting.date else f"„{caption(meeting)}“ hat noch kein Datum."


def questions(plan: Plan, meeting: str) -> tuple[str, ...]:
    """What is open or odd about a meeting, to be listed before its minutes are closed; it hinders nothing."""
    record = plan.get(Meeting, meeting)
    found = [without_date(record)]
    if not present(plan, meeting):
        found.append("Es ist niemand als anwesend vermerkt.")
    if unknown := sum(one.state == "invited" for one in plan.attendance(meeting)):
        found.append(f"Eingeladen, aber ohne Vermerk, ob anwesend: {how_many(unknown, 'Person', 'Personen')}.")
    if not record.chair:
        found.append("Es steht nicht da, wer die Sitzung geleitet hat.")
    found += [odd_vote(plan, decision) for decision in decisions(plan, meeting)]
    for task in tasks(plan, meeting):
        found.append(odd_task(plan, task))
        if not who(plan, task):
            found.append(f"„{caption(task)}“ ist noch niemandem zugeteilt.")
    return tuple(filter(None, found))


def is_overdue(task: Task, today: dt.date) -> bool:
    """Whether a task is not done though the day is past until which it was to be."""
    return task.done_on is None and task.until is not None and task.until < today.isoformat()


def open_tasks(plan: Plan) -> tuple[Task, ...]:
    """The tasks that are not done, what is due first before; those without a day last."""
    return tuple(task for task in plan.tasks if task.done_on is None)


def took_place(meeting: Meeting, today: dt.date) -> bool:
    """Whether a meeting is over: it is noted so, or its day is past."""
    if meeting.date is None or meeting.date > today.isoformat():
        return False
    return meeting.state in _TOOK_PLACE or meeting.date < today.isoformat()


def last_meeting(plan: Plan, today: dt.date, body: str | None = None) -> Meeting | None:
    """The newest meeting that took place, of this body if one is given; None where none did."""
    over = (one for one in reversed(plan.meetings) if took_place(one, today))
    return next((one for one in over if body is None or one.body == body), None)


def last_day(plan: Plan, today: dt.date, body: str | None = None) -> str | None:
    """The day of the last meeting that took place, as an ISO date; None where none did."""
    last = last_meeting(plan, today, body)
    return last.date if last else None


def since(plan: Plan, day: dt.date, today: dt.date) -> str:
    """A day since which is told: „der letzten Sitzung am 2. März 2026“ where it is that of one, „dem 2. März 2026“."""
    named = running_date(day.isoformat())
    return f"der letzten Sitzung am {named}" if last_day(plan, today) == day.isoformat() else f"dem {named}"


def next_meeting(plan: Plan, today: dt.date) -> Meeting | None:
    """The meeting that comes next, today's among them; None where none is planned."""
    day = today.isoformat()
    return next((one for one in plan.meetings if one.date and one.date >= day and one.state not in _TOOK_PLACE), None)


def meant(plan: Plan, today: dt.date, looks_back: bool) -> Meeting | None:
    """The meeting that is meant where none is named: the one that comes next, else the last.

    Where one looks back, the last before the next. None where the plan has no meeting.
    """
    coming, over = next_meeting(plan, today), last_meeting(plan, today)
    first, second = (over, coming) if looks_back else (coming, over)
    return first or second or next(reversed(plan.meetings), None)


def at_hand(plan: Plan, today: dt.date) -> Meeting | None:
    """The meeting that a room sits in: today's, one that goes on before one that is closed; else the next one."""
    of_today = [one for one in plan.meetings if one.date == today.isoformat()]
    going_on = (one for one in of_today if one.state != "closed")
    return next(going_on, None) or next(iter(of_today), None) or next_meeting(plan, today)


def waiting_decisions(plan: Plan) -> tuple[Decision, ...]:
    """Steps of the way of measures through bodies of which nobody has written yet what was decided, by date."""
    found = [one for phase in plan.phases for measure in plan.measures(phase.id) for one in plan.decisions(measure.id)]
    waiting = {one.id: one for one in found if not one.text}
    return tuple(sorted(waiting.values(), key=lambda one: (one.date or "~", one.id)))


def called(plan: Plan, text: str) -> Meeting | None:
    """The meeting of this id, or of this day as an ISO date or as people write it; the newest of several."""
    return plan.find(Meeting, text) or next(
        (one for one in reversed(plan.meetings) if one.date and text in (one.date, german_date(one.date))), None
    )
