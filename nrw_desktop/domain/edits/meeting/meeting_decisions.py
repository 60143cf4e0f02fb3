"""Editing what a meeting decides: wording, vote, and the measures whose way through bodies it becomes a part of."""

from collections.abc import Iterable, Sequence

from nrw_desktop.domain.edits.common import checked, counted, field_change, field_label, removed
from nrw_desktop.domain.edits.detail_rows import DECISIONS
from nrw_desktop.domain.edits.meeting_links import refuse_closed
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change, inserted, reference
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
    meeting = plan.find(Meeting, owner.meeting)
    if meeting is None:
        raise PlanError("Ein Thema für später fasst keinen Beschluss. Bitte es erst auf eine Tagesordnung setzen.")
    made = made_in(plan, meeting)
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


def set_measure(plan: Plan, key: str, measure: str, linked: bool) -> Change:
    """Say whether a decision of a meeting is about a measure.

    Raises:
        PlanError: one of the two is gone, the minutes are closed, or the decision is of no meeting.
    """
    decision, about = _of_meeting(plan, key), plan.get(Measure, measure)
    link = _link(key, about.id)
    there = plan.find(MeasureDecision, link.id)
    if linked == (there is not None):
        return Change((), "")
    word = f"Beschluss bei {reference(plan.get(AgendaItem, decision.agenda_item or ''))}"
    if there is None:
        return Change((inserted(link),), f"{word} mit {reference(about)} verknüpft")
    return Change(tuple(removed(plan, [there])), f"{word} von {reference(about)} gelöst")


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
