"""Editing phases: their titles, periods and places, and what happens to those that refer to one."""

from collections.abc import Sequence

import msgspec

from nrw_desktop.domain.edits import references
from nrw_desktop.domain.edits.common import checked, counted, field_change, field_label, places, removed
from nrw_desktop.domain.edits.meeting_links import without_measures, without_phase
from nrw_desktop.domain.edits.mentions import rejoined
from nrw_desktop.domain.edits.reading import phase_period, refuse_part
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change, RowChange, inserted, reference, updated
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Goal, Measure, Mention, Partner, Phase, Record, link_id, new_id
from nrw_desktop.domain.queries import period
from nrw_desktop.domain.queries.clipboard_rows import belongings
from nrw_desktop.domain.queries.period import SIDES, Period, Point, point
from nrw_desktop.domain.text.months import plain

_ENDS = ("start", "end", "end_rule")


def add(plan: Plan, title: str, index: int | None = None) -> Change:
    """A new phase, at the end or before the one of this index."""
    keys, rekeyed = places(plan.phases, index, 1)
    phase = Phase(new_id(), order=keys[0], title=checked("phase", "title", title))
    return Change((*rekeyed, inserted(phase)), f"Phase {reference(phase)} hinzugefügt")


def add_all(plan: Plan, titles: Sequence[str]) -> Change:
    """Phases of these titles at the end, as one step."""
    keys, rekeyed = places(plan.phases, None, len(titles))
    phases = [
        Phase(new_id(), order=key, title=checked("phase", "title", title))
        for key, title in zip(keys, titles, strict=True)
    ]
    return Change((*rekeyed, *map(inserted, phases)), f"{counted(phases, 'Phase', 'Phasen')} hinzugefügt")


def set_field(plan: Plan, key: str, field: str, value: str | None) -> Change:
    """Give one field of a phase a new value; „period“ stands for the period as a person types it."""
    if field == "period":
        return set_period(plan, key, value or "")
    phase = plan.get(Phase, key)
    if field in _ENDS:
        return _set_end(plan, phase, field, value)
    refuse_part("phase", field)
    change = field_change(plan, phase, field, value)
    if field == "refers_to" and value:
        references.check_target(plan, phase, value)
    if field == "emphasis_phase" and value:
        references.check_emphasis(plan, phase, value)
    return change


def _set_end(plan: Plan, phase: Phase, field: str, value: str | None) -> Change:
    """One end of the period by itself: a month, or the project's end. The source's wording no longer fits."""
    typed = checked("phase", field, value)
    found = Point(None, typed) if field == "end_rule" else Point(typed)
    start, end = point(phase, "start"), point(phase, "end")
    known = bool(phase.start_derived)
    after = Period(found, end) if field == "start" else Period(start, found, known)
    if after[:2] == (start, end):
        return Change((), "")
    return _with_period(plan, phase, after, field_label("phase", field))


def _with_period(plan: Plan, phase: Phase, typed: Period, what: str, words: str | None = None) -> Change:
    """The change that gives a phase this period, which must not depend on itself nor end before it starts."""
    for side in (typed.start, typed.end):
        if period.follows(plan, phase.id, side.phase):
            raise PlanError("Der Zeitraum führte im Kreis: Er richtete sich nach sich selbst. Bitte anders angeben.")
    rows = updated(phase, **typed.fields, start_derived=int(typed.derived), period_text=words)
    after = msgspec.structs.replace(phase, **typed.fields)
    period.check(plan, after)
    return Change(rows, f"{what} von {reference(phase)} geändert")


def set_period(plan: Plan, key: str, text: str) -> Change:
    """Give a phase the period that was typed. Its words stay where they say more than the months that are read.

    „Juli bis Projektende“ has no year: it follows from the phase before and is marked as derived.

    Raises:
        PlanError: the text is no period (see `period_text.parse_period`).
    """
    phase = plan.get(Phase, key)
    if plain(text) in (plain(period.wording(plan, phase)), plain(period.shown(plan, phase))):
        return Change((), "")
    typed = phase_period(plan, phase, text)
    return _with_period(plan, phase, typed, "Zeitraum", typed.words or None)


def move(plan: Plan, key: str, index: int) -> Change:
    """Put a phase at this place, counted from 0. References follow; one that now points forward stays as it is."""
    phase = plan.get(Phase, key)
    rest = [other for other in plan.phases if other.id != key]
    if plan.phases.index(phase) == max(0, min(index, len(rest))):
        return Change((), "")
    keys, rekeyed = places(rest, index, 1)
    return Change((*rekeyed, *updated(phase, order=keys[0])), f"Phase {reference(phase)} verschoben")


def remove(plan: Plan, key: str) -> Change:
    """Delete a phase with its measures, goals and mentions.

    Phases that referred to it take over its reference and its mentions in the same change, so that no phase's
    effective partners shrink.
    """
    phase = plan.get(Phase, key)
    followers = [other for other in plan.phases if other.refers_to == key and other.id != key]
    taken = {mention.partner for mention in plan.mentions(key)}
    rows: list[RowChange] = []
    for follower in followers:
        rows += _taken_over(plan, phase, follower)
    for other in plan.phases:
        if other.emphasis_phase == key and other not in followers and other.id != key:
            rows += updated(other, emphasis_phase=None)
    for partner in plan.partners:
        if partner.joined_phase == key:
            rows += _joined_after(plan, partner, key, followers[0].id if followers and partner.id in taken else None)
    for other in plan.phases:
        if other.id != key:
            rows += _months_of_its_own(plan, other, key)
    for measure in plan.all(Measure).values():
        if measure.phase != key:
            rows += _months_of_its_own(plan, measure, key)
    rows += (*without_measures(plan, plan.measures(key)), *without_phase(plan, phase))
    goals = [goal for goal in plan.rows["goal"].values() if isinstance(goal, Goal) and goal.phase == key]
    links = [link for goal in goals for link in plan.measures_for(goal.id)]
    parts = [part for measure in plan.measures(key) for part in (*belongings(plan, measure), measure)]
    # A link may go with its goal and with its measure; it goes once.
    gone: list[Record] = list({part.id: part for part in (*links, *parts)}.values())
    rows += removed(plan, (*gone, *goals, *plan.mentions(key), phase))
    return Change(tuple(rows), f"Phase {reference(phase)} gelöscht")


def _months_of_its_own(plan: Plan, record: Phase | Measure, gone: str) -> tuple[RowChange, ...]:
    """A period that followed a phase which goes has the months from then on that it has now."""
    values: dict[str, str | int | None] = {}
    for side in SIDES:
        if point(record, side).phase == gone:
            values |= period.stored(side, period.resolved_point(plan, record, side))
    return updated(record, **values, period_text=None) if values else ()


def _taken_over(plan: Plan, phase: Phase, follower: Phase) -> list[RowChange]:
    """The follower refers to what the removed phase referred to, and names the partners that one named."""
    refers_to = phase.refers_to if phase.refers_to not in (follower.id, phase.id) else None
    ends_rule = follower.emphasis_phase == phase.id
    rows = list(
        updated(
            follower,
            refers_to=refers_to,
            wording=follower.wording if refers_to else None,
            emphasis_phase=None if ends_rule else follower.emphasis_phase,
        )
    )
    own = plan.mentions(follower.id)
    named = {mention.partner for mention in own}
    new = [mention for mention in plan.mentions(phase.id) if mention.partner not in named]
    if not new:
        return rows
    keys, rekeyed = places(own, None, len(new))
    for mention, order in zip(new, keys, strict=True):
        partner = plan.get(Partner, mention.partner)
        joined_there = partner.joined_phase == phase.id
        heir = Mention(
            link_id(follower.id, mention.partner),
            phase=follower.id,
            partner=mention.partner,
            order=order,
            printed=mention.printed,
            joiner=mention.joiner,
            stressed=int(ends_rule and joined_there),
        )
        rows.append(inserted(heir))
    return [*rekeyed, *rows]


def _joined_after(plan: Plan, partner: Partner, gone: str, heir: str | None) -> tuple[RowChange, ...]:
    return rejoined(plan, partner.id, {gone}, also=heir) or updated(partner, joined_phase=None)
