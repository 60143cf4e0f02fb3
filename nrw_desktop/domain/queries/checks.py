"""What is still missing in a plan or does not fit together: shown to people, never forced on them.

What a person has set aside (`SetAside`) is left out, unless it is asked for. It is told apart by its rule, the record
it is about and, where a rule looks at several things of one record, by which of them it is: what is new there is shown.
A measure that is overdue stays so wherever that is counted; here it is only shown no more.
"""

import datetime as dt
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby, pairwise
from operator import attrgetter
from typing import Any, NamedTuple

from nrw_desktop.domain.model.choices import CHECK_WORDS
from nrw_desktop.domain.model.labels_de import caption, value_text
from nrw_desktop.domain.model.meeting_records import Meeting, Task
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import (
    NOTES,
    TABLE_OF,
    Contact,
    Cost,
    Deadline,
    Decision,
    Goal,
    Measure,
    Partner,
    Phase,
    Project,
    Record,
    SetAside,
    set_aside_id,
)
from nrw_desktop.domain.queries import due, duplicate_names, goals, meetings, partners, period, retention
from nrw_desktop.domain.text.merge_marks import undecided
from nrw_desktop.domain.text.months import numeric
from nrw_desktop.domain.text.points import before, compact, written
from nrw_desktop.domain.text.values import euros, german_date

SOON = 30
"""Days before a deadline from which on it is shown."""

TITLES = CHECK_WORDS
"""The heading of each kind."""

_PIECE = 200


Sentence = str | Callable[[], str]
"""What there is to say about a record; made only when it is read, where a plan may have thousands."""


class Gap(NamedTuple):
    """One thing that is missing or odd: its kind, the record it is about, and a sentence about it.

    ``aspect`` tells it apart from others of its kind at the same record, ``aside`` says by what it is set aside.
    """

    kind: str
    record: Record
    said: Sentence
    aspect: str | None = None
    aside: SetAside | None = None

    @property
    def text(self) -> str:
        """The sentence."""
        return self.said if isinstance(self.said, str) else self.said()


class Group(NamedTuple):
    """All gaps of one kind, with its heading; ``aside`` are those that are set aside, where these were asked for."""

    kind: str
    title: str
    gaps: tuple[Gap, ...]
    aside: tuple[Gap, ...] = ()


class Said(NamedTuple):
    """A sentence about a record of which there may be several: which one it is, and the record, if it is another."""

    text: str
    aspect: str
    record: Record | None = None


class Check(NamedTuple):
    """One kind of gap: which records are looked at, and what there is to say about one of them, if anything.

    That is None for a pause in a long look. What only the plan as a whole tells is looked for once, at its project.
    """

    kind: str
    table: str
    look: Callable[[Plan, Any, dt.date], Iterable[Sentence | Said | None]]


def gaps(plan: Plan, today: dt.date, with_aside: bool = False) -> list[Gap]:
    """All gaps of a plan, kind by kind in the order of CHECKS, and there in the order of the plan.

    Those that are set aside are among them only if they are asked for.
    """
    return ordered(gap for piece in pieces(plan, today, with_aside) for gap in piece)


def pieces(plan: Plan, today: dt.date, with_aside: bool = False) -> Iterator[list[Gap]]:
    """The same, a few records at a time and in no order of kinds, so that a window can go on in between."""
    for table, records in _records(plan):
        checks = [check for check in CHECKS if check.table == table]
        for start in range(0, len(records), _PIECE):
            some: list[Gap] = []
            for gap in _looked(plan, records[start : start + _PIECE], checks, today):
                if gap is None:
                    yield some
                    some = []
                elif with_aside or gap.aside is None:
                    some.append(gap)
            yield some


def _looked(plan: Plan, records: Sequence[Record], checks: Sequence[Check], today: dt.date) -> Iterator[Gap | None]:
    for record in records:
        for check in checks:
            for said in check.look(plan, record, today):
                yield None if said is None else _gap(plan, check.kind, record, said)


def _gap(plan: Plan, kind: str, record: Record, said: Sentence | Said) -> Gap:
    sentence, aspect, other = said if isinstance(said, Said) else (said, None, None)
    at, kept = other or record, plan.all(SetAside)
    aside = (kept.get(kind) or kept.get(set_aside_id(kind, at.id, aspect))) if kept else None
    return Gap(kind, at, sentence, aspect, aside)


def ordered(found: Iterable[Gap]) -> list[Gap]:
    """Gaps in the order of their kinds."""
    places = {check.kind: place for place, check in enumerate(CHECKS)}
    return sorted(found, key=lambda gap: places[gap.kind])


def grouped(found: Iterable[Gap]) -> list[Group]:
    """Gaps by their kinds, in the order of these; kinds of which there are none are left out."""
    groups = []
    for kind, members in groupby(ordered(found), attrgetter("kind")):
        split: dict[bool, list[Gap]] = {False: [], True: []}
        for gap in members:
            split[gap.aside is not None].append(gap)
        groups.append(Group(kind, TITLES[kind], tuple(split[False]), tuple(split[True])))
    return groups


def _records(plan: Plan) -> Iterator[tuple[str, Sequence[Record]]]:
    """All records that are looked at, by table."""
    yield "project", (plan.project,)
    yield "deadline", plan.deadlines
    for phase in plan.phases:
        yield "phase", (phase,)
        yield "measure", plan.measures(phase.id)
        yield "goal", [entry.goal for entry in goals.entries(plan, phase)]
    for partner in plan.partners:
        yield "partner", (partner,)
        yield "contact", plan.contacts(partner.id)
    yield "task", plan.tasks
    for meeting in plan.meetings:
        yield "meeting", (meeting,)
        yield "agenda_item", [entry.item for entry in meetings.entries(plan, meeting.id)]
        yield "decision", meetings.decisions(plan, meeting.id)


def _overdue(plan: Plan, measure: Measure, today: dt.date) -> Sequence[Sentence]:
    found = due.missed(plan, measure, today)
    return (partial(_how_overdue, plan, measure, found),) if found else ()


def _how_overdue(plan: Plan, measure: Measure, found: due.Due) -> str:
    status = "läuft noch" if measure.status == "running" else f"ist {value_text('measure', 'status', measure.status)}"
    by = f" ({due.BY_PHASE} {plan.number(measure.phase)})" if found.by_phase else ""
    return f"„{caption(measure)}“ sollte bis {found.named} fertig sein{by} und {status}."


def _near_or_past(_plan: Plan, deadline: Deadline, today: dt.date) -> Iterator[str]:
    if not deadline.date:
        return
    days = (dt.date.fromisoformat(deadline.date) - today).days
    if days < 0:
        yield f"„{caption(deadline)}“ war am {german_date(deadline.date)} fällig."
    elif days <= SOON:
        when = {0: "heute", 1: "morgen"}.get(days, f"in {days} Tagen")
        yield f"„{caption(deadline)}“ ist {when} fällig, am {german_date(deadline.date)}."


def _too_expensive(plan: Plan, _project: Project, _today: dt.date) -> Iterator[Said]:
    planned, actual = Counter[int](), Counter[int]()
    for cost in plan.all(Cost).values():
        planned[cost.year] += cost.planned or 0
        actual[cost.year] += cost.actual or 0
    for funding in plan.funding_years:
        for aspect, word, sums in (("planned", "geplant", planned), ("actual", "ausgegeben", actual)):
            total = sums[funding.year]
            if funding.cap is not None and total > funding.cap:
                more = euros(total - funding.cap)
                text = f"{word} sind {euros(total)}, {more} mehr als der Höchstbetrag von {euros(funding.cap)}."
                yield Said(f"{funding.year}: {text}", aspect, funding)


def _spelt_alike(plan: Plan, _project: Project, _today: dt.date) -> Iterator[Said | None]:
    for pair in duplicate_names.compared(plan):
        if pair is None:
            yield None
            continue
        why = duplicate_names.REASONS[pair.reason]
        text = f"„{pair.one.name}“ und „{pair.other.name}“ sind vielleicht dasselbe: {why}."
        yield Said(text, pair.other.id, pair.one)


def _not_within_phase(plan: Plan, measure: Measure, _today: dt.date) -> Sequence[Sentence]:
    phase = plan.get(Phase, measure.phase)
    (start, end), (first, last) = period.ends(plan, phase), period.ends(plan, measure)
    if not (before(first, start) or before(end, first) or before(last, start) or before(end, last)):
        return ()
    return (
        lambda: (
            f"„{caption(measure)}“ ({compact(first, last)}) liegt nicht im Zeitraum von "
            f"Phase {plan.number(phase.id)} ({compact(start, end)})."
        ),
    )


def _odd_months(plan: Plan, measure: Measure, _today: dt.date) -> Sequence[Sentence]:
    start, end = period.ends(plan, measure)
    return (
        (lambda: f"„{caption(measure)}“ endet {written(end)}, vor dem Beginn {written(start)}.",)
        if before(end, start)
        else ()
    )


def _odd_period(plan: Plan, phase: Phase, _today: dt.date) -> Iterator[Said]:
    start, end = period.ends(plan, phase)
    if before(end, start):
        yield Said(f"{_named(plan, phase)} endet {written(end)}, vor dem Beginn {written(start)}.", "ends_early")
    for side in period.SIDES:
        other = period.point(phase, side).phase
        if other and period.follows(plan, phase.id, other):
            word = "Beginn" if side == "start" else "Ende"
            yield Said(f"{_named(plan, phase)}: Das {word} hängt von sich selbst ab.", f"{side}_in_a_circle")
    earlier = next((one for one, following in pairwise(plan.phases) if following.id == phase.id), None)
    if earlier and before(start, first := period.resolved_point(plan, earlier, "start")):
        text = f"früher als Phase {plan.number(phase.id) - 1} davor ({written(first)})."
        yield Said(f"{_named(plan, phase)} beginnt {written(start)}, {text}", "starts_early")


def _after_the_end(plan: Plan, phase: Phase, _today: dt.date) -> Iterator[str]:
    start, end = period.resolved_start(plan, phase), plan.project.end
    if start and end and end < start:
        yield f"{_named(plan, phase)} beginnt {numeric(start)}, nach dem Projektende {numeric(end)}."


def _refers_forward(plan: Plan, phase: Phase, _today: dt.date) -> Iterator[str]:
    if partners.refers_forward(plan, phase):
        number = plan.number(phase.refers_to or "")
        later = "die später kommt" if number > plan.number(phase.id) else "also auf sich selbst"
        yield f"{_named(plan, phase)} verweist auf Phase {number}, {later}."


def _without_period(plan: Plan, phase: Phase, _today: dt.date) -> Iterator[str]:
    if not period.wording(plan, phase):
        yield f"{_named(plan, phase)} hat noch keinen Zeitraum."


def _without_measures(plan: Plan, phase: Phase, _today: dt.date) -> Iterator[str]:
    if not plan.measures(phase.id):
        yield f"{_named(plan, phase)} hat noch keine Maßnahmen."


def _without_goals(plan: Plan, phase: Phase, _today: dt.date) -> Iterator[str]:
    if not plan.goals(phase.id):
        yield f"{_named(plan, phase)} hat noch keine Ziele."


def _without_goal(plan: Plan, measure: Measure, _today: dt.date) -> Sequence[Sentence]:
    if measure.status == "dropped" or plan.goals_of(measure.id):
        return ()
    return (lambda: f"„{caption(measure)}“ dient noch keinem Ziel.",)


def _without_indicator(_plan: Plan, goal: Goal, _today: dt.date) -> Sequence[Sentence]:
    return () if goal.indicator else (lambda: f"„{caption(goal)}“ hat noch keinen Indikator.",)


def _named_nowhere(plan: Plan, partner: Partner, _today: dt.date) -> Sequence[Sentence]:
    # Who counts in a phase by a reference is named in the phase that it refers to.
    return () if plan.mentioned(partner.id) else (f"„{partner.name}“ wird in keiner Phase genannt.",)


def _kept_too_long(plan: Plan, contact: Contact, today: dt.date) -> Iterator[str]:
    if retention.is_over(contact, today):
        yield (
            f"Der Kontakt bei „{caption(plan.get(Partner, contact.partner))}“ war bis "
            f"{german_date(contact.retain_until)} aufzubewahren."
        )


def _left_open(_plan: Plan, record: Record, _today: dt.date) -> Sequence[Said]:
    note = getattr(record, NOTES[TABLE_OF[type(record)]])
    # Told apart by its words: where one is answered, the others stay what they are.
    return [
        Said(f"„{caption(record)}“: {question}", f"{zlib.crc32(question.encode()):08x}")
        for question in (undecided(note) if note else ())
    ]


def _task_overdue(plan: Plan, task: Task, today: dt.date) -> Iterator[str]:
    if meetings.is_overdue(task, today):
        who = meetings.who(plan, task)
        yield f"„{caption(task)}“ war bis {german_date(task.until)} zu erledigen{f' ({who})' if who else ''}."


def _odd_task(plan: Plan, task: Task, _today: dt.date) -> Iterator[str]:
    yield from filter(None, (meetings.odd_task(plan, task),))


def _odd_vote(plan: Plan, decision: Decision, _today: dt.date) -> Iterator[str]:
    yield from filter(None, (meetings.odd_vote(plan, decision),))


def _without_date(_plan: Plan, meeting: Meeting, _today: dt.date) -> Iterator[str]:
    yield from filter(None, (meetings.without_date(meeting),))


def _named(plan: Plan, phase: Phase) -> str:
    return f"Phase {plan.number(phase.id)} „{caption(phase)}“"


CHECKS: tuple[Check, ...] = (
    Check("overdue", "measure", _overdue),
    Check("task_overdue", "task", _task_overdue),
    Check("deadline", "deadline", _near_or_past),
    Check("too_expensive", "project", _too_expensive),
    Check("kept_too_long", "contact", _kept_too_long),
    *(Check("undecided", table, _left_open) for table in NOTES),
    Check("after_the_end", "phase", _after_the_end),
    Check("odd_period", "phase", _odd_period),
    Check("odd_months", "measure", _odd_months),
    Check("not_within_phase", "measure", _not_within_phase),
    Check("refers_forward", "phase", _refers_forward),
    Check("without_period", "phase", _without_period),
    Check("without_measures", "phase", _without_measures),
    Check("without_goals", "phase", _without_goals),
    Check("without_goal", "measure", _without_goal),
    Check("without_indicator", "goal", _without_indicator),
    Check("spelt_alike", "project", _spelt_alike),
    Check("named_nowhere", "partner", _named_nowhere),
    Check("meeting_without_date", "meeting", _without_date),
    Check("odd_vote", "decision", _odd_vote),
    Check("odd_task", "task", _odd_task),
)
"""What is looked for, the most pressing first; what depends on another one's judgement is one more line."""
