"""Editing what a meeting decides: wording, vote, and the measures whose way through bodies it becomes a part of."""

from collections.abc import Iterable, Sequence

from nrw_desktop.domain.edits.common import checked, counted, field_change, field_label, removed
from nrw_desktop.domain.edits.detail_rows import DECISIONS
from nrw_desktop.domain.edits.meeting_links import refuse_closed
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change, RowChange, inserted, reference
from nrw_desktop.domain.model.meeting_records import AgendaItem, MeasureDecision, Meeting
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Decision, Measure, link_id, new_id
from nrw_desktop.domain.queries.meetings import made_in

VOTES = ("votes_for", "votes_against", "abstained")


def add(
    plan: Plan, item: str, text: str, measures: Iterable[str] = (), votes: Sequence[str | int | None] = ()
) -> Change:
    """A decision under an agenda item, about these measures: by default about those that the item is about.

    Body and date are those of the meeting; ``votes`` are those for it, against it, and who abstained.

    Raises:
        PlanError: the minutes are closed, a measure is gone, or a vote is no number.
    """
    owner = plan.get(AgendaItem, item)
    refuse_closed(plan, owner)
    wording = checked("decision", "text", text)
    if not wording:
        raise PlanError("Ein Beschluss braucht einen Wortlaut. Bitte ihn eingeben oder mit Esc abbrechen.")
    made = made_in(plan, plan.get(Meeting, owner.meeting))
    made |= {field: checked("decision", field, count) for field, count in zip(VOTES, votes, strict=False)}
    decision = Decision(new_id(), text=wording, agenda_item=item, **made)
    about = [*measures] or [link.measure for link in plan.measures_at(item) if link.measure]
    links = [_link(decision.id, plan.get(Measure, key).id) for key in dict.fromkeys(about)]
    return Change(tuple(map(inserted, (decision, *links))), f"Beschluss bei {reference(owner)} hinzugefügt")


def set_field(plan: Plan, key: str, field: str, value: str | None) -> Change:
    """Give one field of any decision a new value; body and date of one made in a meeting are the meeting's.

    Raises:
        PlanError: the value is not possible, or the minutes are closed.
    """
    decision = plan.get(Decision, key)
    if decision.agenda_item is None:
        return DECISIONS.set_field(plan, key, field, value)
    refuse_closed(plan, decision)
    if field in ("body", "date"):
        raise PlanError("Gremium und Datum dieses Beschlusses sind die der Sitzung. Bitte sie dort ändern.")
    if field == "text" and not (value or "").strip():
        raise PlanError("Ein Beschluss braucht einen Wortlaut. Bitte ihn eingeben oder mit Esc abbrechen.")
    owner = plan.get(AgendaItem, decision.agenda_item)
    change = field_change(plan, decision, field, value)
    return Change(change.rows, f"{field_label('decision', field)} des Beschlusses bei {reference(owner)} geändert")


def set_vote(
    plan: Plan, key: str, votes_for: str | int | None, votes_against: str | int | None, abstained: str | int | None
) -> Change:
    """Note a vote in one step; what does not add up is taken, and told by the checks.

    Raises:
        PlanError: one is no number, the minutes are closed, or the decision is of no meeting.
    """
    decision = _of_meeting(plan, key)
    owner = plan.get(AgendaItem, decision.agenda_item or "")
    given = zip(VOTES, (votes_for, votes_against, abstained), strict=True)
    rows = [row for field, count in given for row in field_change(plan, decision, field, count).rows]
    return Change(tuple(rows), f"Abstimmung bei {reference(owner)} geändert")


def set_measures(plan: Plan, key: str, measures: Iterable[str]) -> Change:
    """Say which measures a decision of a meeting is about.

    Raises:
        PlanError: one of them is gone, the minutes are closed, or the decision is of no meeting.
    """
    decision = _of_meeting(plan, key)
    wanted = {link_id(plan.get(Measure, one).id, key): one for one in measures}
    gone = [link for link in plan.decided_on(key) if wanted.pop(link.id, None) is None]
    rows: list[RowChange] = [*removed(plan, gone), *(inserted(_link(key, one)) for one in wanted.values())]
    owner = plan.get(AgendaItem, decision.agenda_item or "")
    return Change(tuple(rows), f"Maßnahmen des Beschlusses bei {reference(owner)} geändert")


def remove(plan: Plan, keys: Sequence[str]) -> Change:
    """Delete decisions of meetings.

    Raises:
        PlanError: none is chosen, the minutes are closed, or one is of no meeting.
    """
    decisions = [_of_meeting(plan, key) for key in keys]
    if not decisions:
        raise PlanError("Es ist kein Beschluss ausgewählt. Bitte zuerst eine Zeile anklicken.")
    links = [link for decision in decisions for link in plan.decided_on(decision.id)]
    subject = counted(decisions, "Beschluss", "Beschlüsse")
    return Change(tuple(removed(plan, (*links, *decisions))), f"{subject} gelöscht")


def _of_meeting(plan: Plan, key: str) -> Decision:
    decision = plan.get(Decision, key)
    if decision.agenda_item is None:
        raise PlanError("Dieser Beschluss gehört zu keiner Sitzung. Bitte ihn bei seiner Maßnahme ändern.")
    refuse_closed(plan, decision)
    return decision


def _link(decision: str, measure: str) -> MeasureDecision:
    return MeasureDecision(link_id(measure, decision), decision=decision, measure=measure)
