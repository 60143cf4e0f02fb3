"""Editing the agenda of a meeting: its items, how they nest, what was said, and what they are about."""

from collections.abc import Iterable

from nrw_desktop.domain.edits.common import checked, field_change, places, removed
from nrw_desktop.domain.edits.meeting.meetings import without_items
from nrw_desktop.domain.edits.meeting_links import refuse_closed
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change, inserted, reference, updated
from nrw_desktop.domain.model.meeting_records import AgendaItem, AgendaMeasure, AgendaPhase, Meeting
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import MOST_LEVELS, Measure, Phase, link_id, new_id, row
from nrw_desktop.domain.queries.meetings import branch


def add(
    plan: Plan, meeting: str, title: str, parent: str | None = None, index: int | None = None, said: str = ""
) -> Change:
    """A new agenda item, at the end of its list or before the one of this index; ``said`` is what was said there.

    Raises:
        PlanError: the title is empty, the minutes are closed, or the item above is of another meeting.
    """
    refuse_closed(plan, plan.get(Meeting, meeting))
    _check_list(plan, meeting, parent)
    keys, rekeyed = places(plan.agenda(meeting, parent), index, 1)
    words = checked("agenda_item", "title", title), checked("agenda_item", "text", said)
    item = AgendaItem(new_id(), meeting, parent, keys[0], *words)
    return Change((*rekeyed, inserted(item)), f"TOP {reference(item)} hinzugefügt")


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
    _check_list(plan, item.meeting, parent, _levels(below))
    standing = plan.agenda(item.meeting, parent)
    rest = [sibling for sibling in standing if sibling.id != key]
    if index is not None and item in standing[:index]:
        index -= 1
    at_end = index is None or index >= len(rest)
    if item in standing and standing.index(item) == (len(rest) if at_end else index):
        return Change((), "")
    keys, rekeyed = places(rest, index, 1)
    return Change((*rekeyed, *updated(item, parent=parent, order=keys[0])), f"TOP {reference(item)} verschoben")


def indent(plan: Plan, key: str) -> Change:
    """Put an agenda item under the one above it in its list.

    Raises:
        PlanError: it is the first of its list, or the minutes are closed.
    """
    item = plan.get(AgendaItem, key)
    siblings = plan.agenda(item.meeting, item.parent)
    place = siblings.index(item)
    if place == 0:
        raise PlanError("Der erste TOP einer Liste kann nicht untergeordnet werden: Über ihm steht keiner.")
    return move(plan, key, siblings[place - 1].id)


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
    below = branch(plan, item)
    label = f"TOP {reference(item)} gelöscht"
    if len(below) > 1:
        label = f"TOP {reference(item)} mit {len(below) - 1} untergeordneten gelöscht"
    return Change(tuple(without_items(plan, list(below))), label)


def set_topics(plan: Plan, key: str, measures: Iterable[str] = (), phases: Iterable[str] = ()) -> Change:
    """Say which measures and phases an agenda item is about; links to what is gone stay.

    Raises:
        PlanError: one of them is gone, or the minutes are closed.
    """
    item = plan.get(AgendaItem, key)
    refuse_closed(plan, item)
    links: list[AgendaMeasure | AgendaPhase] = [
        *(AgendaMeasure(link_id(key, one), key, plan.get(Measure, one).id) for one in measures),
        *(AgendaPhase(link_id(key, one), key, plan.get(Phase, one).id) for one in phases),
    ]
    wanted = {link.id: link for link in links}
    standing: dict[str, AgendaMeasure | AgendaPhase] = {one.id: one for one in plan.measures_at(key) if one.measure}
    standing |= {one.id: one for one in plan.phases_at(key) if one.phase}
    rows = removed(plan, [one for one in standing.values() if one.id not in wanted])
    for link in wanted.values():
        # One that stayed when what it led to was gone leads there again.
        known = plan.find(type(link), link.id)
        rows += [inserted(link)] if known is None else updated(known, **row(link))
    return Change(tuple(rows), f"Worum es bei TOP {reference(item)} geht, geändert")


def _check_list(plan: Plan, meeting: str, parent: str | None, levels: int = 1) -> None:
    """Refuse a list that is not there or would be too deep."""
    if parent is not None and plan.get(AgendaItem, parent).meeting != meeting:
        raise PlanError("Der übergeordnete TOP steht in einer anderen Sitzung. Bitte einen derselben Sitzung wählen.")
    step = parent
    while step is not None:
        levels, step = levels + 1, plan.get(AgendaItem, step).parent
    if levels > MOST_LEVELS:
        raise PlanError(f"TOPs lassen sich höchstens {MOST_LEVELS} Ebenen tief gliedern. Bitte eine höhere wählen.")


def _levels(below: Iterable[AgendaItem]) -> int:
    found: dict[str | None, int] = {}
    for item in below:
        found[item.id] = found.get(item.parent, 0) + 1
    return max(found.values())
