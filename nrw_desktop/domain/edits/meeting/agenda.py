"""Editing the agenda of a meeting, and the topics for later: how items nest, what was said, what they are about."""

import datetime as dt
from collections.abc import Sequence

from nrw_desktop.domain.edits.common import checked, counted, field_change, places, removed
from nrw_desktop.domain.edits.meeting.meetings import without_items
from nrw_desktop.domain.edits.meeting_links import refuse_closed
from nrw_desktop.domain.edits.trees import one_above, place_for, refuse_depth
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change, RowChange, inserted, reference, updated
from nrw_desktop.domain.model.meeting_records import AgendaItem, AgendaMeasure, AgendaPhase, Meeting
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Measure, Phase, Record, link_id, new_id, row
from nrw_desktop.domain.queries.meetings import branch, came_of, made_in
from nrw_desktop.domain.queries.trees import levels_of
from nrw_desktop.domain.text.folding import alike

LAST = "Verschiedenes"
"""What an agenda ends with: what is put on it comes before that."""
POSTPONED = "Vertagt."
"""What the minutes tell of an item that was put off when the meeting had come."""


def add(plan: Plan, meeting: str | None, title: str, parent: str | None = None, said: str = "") -> Change:
    """A new agenda item, at the end of its list, but before „Verschiedenes“; without a meeting, a topic for later.

    ``said`` is what was said there.

    Raises:
        PlanError: the title is empty, the minutes are closed, or the item above is of another meeting.
    """
    if meeting is not None:
        refuse_closed(plan, plan.get(Meeting, meeting))
    _check_list(plan, meeting, parent)
    keys, rekeyed = _end_of(plan, meeting, 1) if parent is None else places(plan.agenda(meeting, parent), None, 1)
    words = checked("agenda_item", "title", title), checked("agenda_item", "text", said)
    item = AgendaItem(new_id(), meeting, parent, keys[0], *words)
    return Change((*rekeyed, inserted(item)), f"{_word(meeting)} {reference(item)} hinzugefügt")


def set_field(plan: Plan, key: str, field: str, value: str | None) -> Change:
    """Give one field of an agenda item a new value: its title, what was said, its minutes.

    Raises:
        PlanError: the value is not possible, or the minutes are closed.
    """
    item = plan.get(AgendaItem, key)
    refuse_closed(plan, item)
    return field_change(plan, item, field, value)


def move(plan: Plan, key: str, parent: str | None = None, index: int | None = None) -> Change:
    """Put an agenda item with all below it into a list of its meeting, before the one of this index (None: at its end).

    The index counts the list as it stands, the item itself included.

    Raises:
        PlanError: it would stand under itself, or the minutes are closed.
    """
    item = plan.get(AgendaItem, key)
    refuse_closed(plan, item)
    below = branch(plan, item)
    if parent is not None and plan.get(AgendaItem, parent) in below:
        raise PlanError("Ein TOP kann nicht unter sich selbst stehen. Bitte eine andere Stelle wählen.")
    _check_list(plan, item.meeting, parent, levels_of((one.id, one.parent) for one in below))
    place = place_for(item, plan.agenda(item.meeting, parent), index)
    if place is None:
        return Change((), "")
    rows = (*place.rekeyed, *updated(item, parent=parent, order=place.order))
    return Change(rows, f"{_word(item.meeting)} {reference(item)} verschoben")


def indent(plan: Plan, key: str) -> Change:
    """Put an agenda item under the one above it in its list.

    Raises:
        PlanError: it is the first of its list, or the minutes are closed.
    """
    item = plan.get(AgendaItem, key)
    refusal = "Der erste TOP einer Liste kann nicht untergeordnet werden: Über ihm steht keiner."
    return move(plan, key, one_above(item, plan.agenda(item.meeting, item.parent), refusal))


def outdent(plan: Plan, key: str) -> Change:
    """Put an agenda item behind the one it stands under.

    Raises:
        PlanError: it stands at the top already, or the minutes are closed.
    """
    item = plan.get(AgendaItem, key)
    if item.parent is None:
        raise PlanError("Dieser TOP steht schon auf der obersten Ebene.")
    above = plan.get(AgendaItem, item.parent)
    return move(plan, key, above.parent, plan.agenda(item.meeting, above.parent).index(above) + 1)


def remove(plan: Plan, key: str) -> Change:
    """Delete an agenda item with all below it and their decisions; tasks stay.

    Raises:
        PlanError: the minutes are closed.
    """
    item = plan.get(AgendaItem, key)
    refuse_closed(plan, item)
    below, word = branch(plan, item), _word(item.meeting)
    label = f"{word} {reference(item)} gelöscht"
    if len(below) > 1:
        label = f"{word} {reference(item)} mit {len(below) - 1} untergeordneten gelöscht"
    return Change(tuple(without_items(plan, list(below))), label)


# What an item is about


def set_measure(plan: Plan, key: str, measure: str, linked: bool) -> Change:
    """Say whether an agenda item is about a measure.

    Raises:
        PlanError: one of the two is gone, or the minutes are closed.
    """
    link = AgendaMeasure(link_id(key, measure), agenda_item=key, measure=plan.get(Measure, measure).id)
    return _set_topic(plan, key, link, reference(plan.get(Measure, measure)), linked)


def set_phase(plan: Plan, key: str, phase: str, linked: bool) -> Change:
    """The same for a phase."""
    link = AgendaPhase(link_id(key, phase), agenda_item=key, phase=plan.get(Phase, phase).id)
    return _set_topic(plan, key, link, f"Phase {reference(plan.get(Phase, phase))}", linked)


def _set_topic(plan: Plan, key: str, link: AgendaMeasure | AgendaPhase, other: str, linked: bool) -> Change:
    item = plan.get(AgendaItem, key)
    refuse_closed(plan, item)
    there = plan.find(type(link), link.id)
    # One that had lost what it leads to keeps its name, and its id.
    leads = there is not None and not there.name
    if linked == leads:
        return Change((), "")
    word = f"{_word(item.meeting)} {reference(item)}"
    if there is not None and leads:
        return Change(tuple(removed(plan, [there])), f"{word} von {other} gelöst")
    rows = (inserted(link),) if there is None else updated(there, **row(link))
    return Change(rows, f"{word} mit {other} verknüpft")


# Topics for later


def take_up(plan: Plan, keys: Sequence[str], meeting: str) -> Change:
    """Put topics for later on the agenda of a meeting, with all below them: at its end, but before „Verschiedenes“.

    Raises:
        PlanError: none is chosen, one is on an agenda already, or the minutes are closed.
    """
    items = [plan.get(AgendaItem, key) for key in keys]
    if not items:
        raise PlanError("Es ist kein Thema ausgewählt. Bitte zuerst eine Zeile anklicken.")
    if any(item.meeting is not None for item in items):
        raise PlanError("Dieses Thema steht schon auf einer Tagesordnung.")
    owner = plan.get(Meeting, meeting)
    refuse_closed(plan, owner)
    orders, rekeyed = _end_of(plan, meeting, len(items))
    rows = (*rekeyed, *on_agenda(plan, owner, items, orders))
    return Change(rows, f"{counted(items, 'Thema', 'Themen')} auf die Tagesordnung von {reference(owner)} gesetzt")


def postpone(plan: Plan, key: str, today: dt.date) -> Change:
    """Put an agenda item off: it becomes a topic for later.

    Before the day of the meeting it leaves the agenda, with all below it. Once the meeting has come, or something came
    of the item, the minutes keep it and say so where nothing else was said; the topic is a new one, about the same.

    Raises:
        PlanError: it is a topic for later already, one like the new one is there, or the minutes are closed.
    """
    item = plan.get(AgendaItem, key)
    refuse_closed(plan, item)
    if item.meeting is None:
        raise PlanError("Dieses Thema steht auf keiner Tagesordnung.")
    meeting, below = plan.get(Meeting, item.meeting), branch(plan, item)
    orders, rekeyed = places(plan.agenda(None), None, 1)
    label = f"TOP {reference(item)} vertagt"
    has_come = meeting.state == "held" or (meeting.date is not None and meeting.date <= today.isoformat())
    if not has_come and not any(came_of(plan, one) for one in below):
        gone = updated(item, meeting=None, parent=None, order=orders[0])
        return Change((*rekeyed, *gone, *_followed(plan, item, None)), label)
    if any(alike(topic.title, item.title) for topic in plan.agenda(None)):
        raise PlanError("Dieser TOP steht schon im Themenspeicher.")
    said = () if item.text else updated(item, text=POSTPONED)
    return Change((*rekeyed, *said, *map(inserted, _copied(plan, below, orders[0]))), label)


def on_agenda(plan: Plan, meeting: Meeting, topics: Sequence[AgendaItem], orders: Sequence[str]) -> list[RowChange]:
    """The rows that put topics for later on an agenda, at these places of its top; what came of them goes with them."""
    rows: list[RowChange] = []
    for topic, place in zip(topics, orders, strict=True):
        rows += updated(topic, meeting=meeting.id, parent=None, order=place)
        rows += _followed(plan, topic, meeting.id)
        for decision in (one for item in branch(plan, topic) for one in plan.decisions_at(item.id)):
            rows += updated(decision, **made_in(plan, meeting))
    return rows


def _end_of(plan: Plan, meeting: str | None, count: int) -> tuple[list[str], tuple[RowChange, ...]]:
    """Places at the end of the top of an agenda, or of the topics for later; „Verschiedenes“ stays last on an agenda.

    Also the rows that get new places for that.
    """
    standing = plan.agenda(meeting)
    ends = meeting is not None and bool(standing) and alike(standing[-1].title, LAST)
    return places(standing, len(standing) - 1 if ends else None, count)


def _followed(plan: Plan, item: AgendaItem, meeting: str | None) -> list[RowChange]:
    """What stands under an item goes where it goes."""
    return [row for one in branch(plan, item)[1:] for row in updated(one, meeting=meeting)]


def _copied(plan: Plan, below: Sequence[AgendaItem], place: str) -> list[Record]:
    """An item with all below it as topics for later, about the same, without what came of them."""
    keys = {item.id: new_id() for item in below}
    rows: list[Record] = []
    for item in below:
        upper = keys.get(item.parent or "")
        key = keys[item.id]
        rows.append(AgendaItem(key, None, upper, item.order if upper else place, item.title, minutes=item.minutes))
        rows += [
            AgendaMeasure(link_id(key, one.measure), key, one.measure)
            for one in plan.measures_at(item.id)
            if one.measure
        ]
        rows += [AgendaPhase(link_id(key, one.phase), key, one.phase) for one in plan.phases_at(item.id) if one.phase]
    return rows


def _word(meeting: str | None) -> str:
    return "Thema" if meeting is None else "TOP"


def _check_list(plan: Plan, meeting: str | None, parent: str | None, levels: int = 1) -> None:
    """Refuse a list that is not there or would be too deep."""
    if parent is not None and plan.get(AgendaItem, parent).meeting != meeting:
        raise PlanError("Der übergeordnete TOP steht in einer anderen Sitzung. Bitte einen derselben Sitzung wählen.")
    refuse_depth(plan, AgendaItem, parent, levels, "TOPs")
