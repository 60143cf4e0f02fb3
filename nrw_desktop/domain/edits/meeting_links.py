"""What an edit leaves in meetings of measures, phases and partners that go: the minutes keep their names."""

from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter
from typing import TypeVar

from nrw_desktop.domain.edits.common import removed
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import RowChange, inserted, updated
from nrw_desktop.domain.model.labels_de import caption
from nrw_desktop.domain.model.meeting_records import AgendaMeasure, AgendaPhase, Attendance, BodyMember, Task
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Decision, Measure, Partner, Phase, Record, link_id
from nrw_desktop.domain.queries.meetings import as_one, meeting_of, phase_name

R = TypeVar("R", Attendance, BodyMember)


def refuse_closed(plan: Plan, record: Record) -> None:
    """Refuse to edit what belongs to a meeting whose minutes are closed.

    Raises:
        PlanError: it does.
    """
    meeting = meeting_of(plan, record)
    if meeting is not None and meeting.state == "closed":
        raise PlanError(
            f"Das Protokoll von „{caption(meeting)}“ ist abgeschlossen. Bitte zuerst mit einem Grund wieder öffnen."
        )


def without_measures(plan: Plan, measures: Iterable[Measure]) -> Iterator[RowChange]:
    """The rows that take measures out of meetings: links of agenda items keep the name, tasks and decisions stay."""
    for measure in measures:
        kept = {link.agenda_item for link in plan.items_about(measure.id)}
        for link in plan.items_about(measure.id):
            yield from updated(link, measure=None, name=caption(measure))
        links = plan.decisions_about(measure.id)
        yield from removed(plan, links)
        for task in plan.tasks_of(measure.id):
            yield from updated(task, measure=None)
        items = [plan.get(Decision, link.decision).agenda_item for link in links]
        items += [task.agenda_item for task in plan.tasks_of(measure.id)]
        # An item that was about the measure only by what was decided or given to do there.
        for item in dict.fromkeys(items):
            if item is not None and item not in kept:
                # The link may have stayed from when the measure was gone before.
                key = link_id(item, measure.id)
                if plan.find(AgendaMeasure, key) is None:
                    yield inserted(AgendaMeasure(key, agenda_item=item, name=caption(measure)))


def without_phase(plan: Plan, phase: Phase) -> Iterator[RowChange]:
    """The same for a phase."""
    for link in plan.all(AgendaPhase).values():
        if link.phase == phase.id:
            yield from updated(link, phase=None, name=phase_name(plan, phase))
    for task in plan.tasks:
        if task.phase == phase.id:
            yield from updated(task, phase=None)


def without_partner(plan: Plan, partner: Partner) -> Iterator[RowChange]:
    """The rows that leave a partner's name where it was a member, was invited or has a task."""
    named: list[BodyMember | Attendance | Task] = [*plan.all(BodyMember).values(), *plan.all(Attendance).values()]
    named += plan.tasks
    for record in named:
        if record.partner == partner.id:
            yield from updated(record, partner=None, name=partner.name)


def merged_partner(plan: Plan, kept: Partner, going: Partner) -> Iterator[RowChange]:
    """The rows that put one partner in the place of another; who then stood twice in a list stands there once."""
    for task in plan.all(Task).values():
        if task.partner == going.id:
            yield from updated(task, partner=kept.id)
    both = {kept.id, going.id}
    members = [member for member in plan.all(BodyMember).values() if member.partner in both]
    for member, *again in _by(members, attrgetter("body"), kept.id):
        yield from updated(member, partner=kept.id)
        yield from removed(plan, again)
    came = [one for one in plan.all(Attendance).values() if one.partner in both]
    for here in _by(came, attrgetter("meeting"), kept.id):
        stays, *twice = here
        yield from updated(stays, partner=kept.id, **as_one(here))
        yield from removed(plan, twice)


def _by(rows: Iterable[R], owner: Callable[[R], str], first: str) -> Iterator[list[R]]:
    """The rows of each owner, those about the partner that comes first before the others."""
    found: dict[str, list[R]] = {}
    for row in sorted(rows, key=lambda row: (row.partner != first, row.id)):
        found.setdefault(owner(row), []).append(row)
    yield from found.values()
