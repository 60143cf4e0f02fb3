"""A draft comes into a plan as one change: anew, behind what there is, or into it without emptying anything."""

import msgspec
import pytest

from nrw_desktop import paths
from nrw_desktop.domain.drafts.bringing_in import beginning, change, effects
from nrw_desktop.domain.drafts.draft import Choice, Doubt, Draft, Place
from nrw_desktop.domain.drafts.register import against
from nrw_desktop.domain.drafts.returned import compared
from nrw_desktop.domain.edits import goals, measures, phases
from nrw_desktop.domain.edits.meeting import meetings
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model import template
from nrw_desktop.domain.model.change import Change, RowChange, deleted, inserted, updated
from nrw_desktop.domain.model.meeting_records import AgendaItem, Body, Meeting, Task
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Contact, Decision, Goal, Measure, MeasureDecision, Partner, Record, link_id
from nrw_desktop.domain.queries import invariants, partners
from nrw_desktop.exchange.package import package
from nrw_desktop.exchange.plan_json import plan_object
from nrw_desktop.exchange.returning.packages import draft_of_package
from tests.reports.full_plan import full_plan


def origin(name: str) -> Change:
    return template.origin_change(template.read(paths.plan_template(name).read_bytes()))


@pytest.fixture
def seed() -> Plan:
    return Plan.empty().apply(origin("bielefeld"))


@pytest.mark.parametrize("name", ["bielefeld", "nrweltoffen"])
def test_a_whole_plan_begins_another_and_brings_nothing_to_itself(name: str) -> None:
    plan = Plan.empty().apply(origin(name))
    draft = Draft(plan=plan)
    begun = invariants.applied(Plan.empty(), beginning(origin("leer"), draft))
    assert plan_object(begun) == plan_object(plan)
    for how in ("update", "append"):
        again = change(plan, draft, how)  # type: ignore[arg-type]
        after = invariants.applied(plan, again)
        assert len(after.phases) == len(plan.phases) * (1 if how == "update" else 2)
        assert len(after.partners) == len(plan.partners)
        assert (again.rows == ()) == (how == "update" or not plan.phases)
    # In a plan with ids of its own, words tell what is the same.
    assert change(begun, draft, "update").rows == ()


def test_an_update_gives_what_is_said_and_empties_nothing(seed: Plan) -> None:
    first = seed.measures(seed.phases[0].id)[0]
    there = seed.apply(measures.set_field(seed, first.id, "note", "bleibt"))
    there = there.apply(measures.set_field(there, first.id, "status", "running"))
    other = seed.apply(measures.set_field(seed, first.id, "responsible", "AK Asyl"))
    other = other.apply(phases.set_field(other, seed.phases[1].id, "title", "Bestand"))
    other = other.apply(measures.add(other, seed.phases[1].id, "Umfrage"))
    draft = Draft(
        plan=other,
        same={phase.id: phase.id for phase in other.phases},
        said={first.id: frozenset({"text", "responsible", "note"})},
    )
    brought = change(there, draft, "update")
    after = invariants.applied(there, brought)
    found = after.get(Measure, first.id)
    assert (found.note, found.status, after.responsible(found)) == ("bleibt", "running", "AK Asyl")
    assert [measure.text for measure in after.measures(seed.phases[1].id)][-1] == "Umfrage"
    assert [tuple(effect) for effect in effects(there, brought)] == [
        ("Bestandsanalyse", "Titel", "Bestandsanalyse", "Bestand"),
        (first.text, "Verantwortlich", "", "AK Asyl"),
    ]


def test_a_name_beside_the_partner_that_an_update_says_again_stays(seed: Plan) -> None:
    first, partner = seed.measures(seed.phases[0].id)[0], seed.partners[0]
    both = Change(tuple(updated(first, responsible="Kim Muster", responsible_partner=partner.id)), "")
    there = seed.apply(both)
    said = Change(tuple(updated(first, responsible_partner=partner.id)), "")
    draft = Draft(plan=seed.apply(said), same={first.id: first.id}, said={first.id: frozenset({"responsible"})})
    assert change(there, draft, "update").rows == ()


def test_an_update_gives_a_period_as_one_and_moves_no_row(seed: Plan) -> None:
    first, second, *_ = (phase.id for phase in seed.phases)
    one, *_ = seed.measures(first)
    upper, lower, *_ = seed.goals(first)
    who = seed.partners[0].id
    rows = updated(one, start="2019-02", end="2019-06", responsible_partner=who)
    theirs = seed.apply(Change((*rows, *updated(lower, parent=upper.id)), ""))
    theirs = theirs.apply(goals.add(theirs, first, "Neu darunter", lower.id))
    hers = seed.apply(measures.move(seed, [one.id], second))
    mine = hers.get(Measure, one.id)
    rows = updated(mine, start="2019-03", start_day=31, end_rule="project_end", responsible="Frau Kaya")
    hers = hers.apply(Change(tuple(rows), ""))
    hers = hers.apply(goals.move(hers, lower.id, second))
    hers = hers.apply(goals.move(hers, upper.id, second, lower.id))
    brought = change(hers, draft_of_package(package(theirs, "internal")), "update")
    after = invariants.applied(hers, brought)
    there = theirs.get(Measure, one.id)
    assert after.get(Measure, one.id) == msgspec.structs.replace(there, phase=second, order=mine.order)
    assert [after.get(Goal, goal.id).parent for goal in (upper, lower)] == [lower.id, None]
    (new,) = (goal for goal in after.all(Goal).values() if goal.text == "Neu darunter")
    assert (new.phase, new.parent) == (second, lower.id)
    assert len(brought.rows) == 2


def test_partners_are_those_of_the_register_and_links_only_those_that_are_wanted(seed: Plan) -> None:
    asyl = next(partner for partner in seed.partners if partner.name == "AK Asyl")
    there = seed.apply(Change(updated(asyl, name="Arbeitskreis Asyl", abbreviation="AK Asyl"), ""))
    (one, *_), (goal, *_) = seed.measures(seed.phases[0].id), seed.goals(seed.phases[0].id)
    draft = Draft(plan=seed, links=((one.id, goal.id), (one.id, asyl.id)))
    for wanted in ((), draft.links):
        after = invariants.applied(there, change(there, draft, "append", wanted))
        new = after.phases[len(seed.phases)]
        measure = after.measures(new.id)[0]
        assert len(after.goals_of(measure.id)) == len(after.partners_of(measure.id)) == len(wanted) // 2
        assert [after.get(Partner, mention.partner) for mention in after.mentions(new.id)].count(
            after.get(Partner, asyl.id)
        ) == 1
        assert "AK Asyl" in {mention.printed for mention in after.mentions(new.id)}


def test_what_partners_have_is_not_there_twice_when_phases_are_added() -> None:
    plan = full_plan()
    contact = next(iter(plan.all(Contact).values()))
    draft = Draft(plan=plan.apply(Change(tuple(updated(contact, phone="0521 99")), "")))
    after = invariants.applied(plan, change(plan, draft, "append"))
    kept = {table: len(plan.rows[table]) for table in ("alias", "body", "body_member", "contact")}
    assert all(kept.values())
    assert {table: len(after.rows[table]) for table in kept} == kept | {"contact": kept["contact"] + 1}


def test_a_name_that_the_register_nearly_has_is_asked_about(seed: Plan) -> None:
    other = Plan.empty().apply(origin("bielefeld"))
    mine, theirs = (
        next(partner for partner in plan.partners if partner.name == "Antidiskriminierungsstelle")
        for plan in (other, seed)
    )
    draft = Draft(plan=other.apply(Change(updated(mine, name="Antidiskriminirungsstelle"), "")))
    asked = against(draft, seed, {})
    (doubt,) = asked.doubts
    assert (doubt.suggestion, asked.registered, asked.is_of(seed)) == ("same", {mine.id: theirs.id}, False)
    for choice, count in (("same", 0), ("apart", 1)):
        after = seed.apply(change(seed, against(draft, seed, {doubt.key: choice}), "append"))
        assert len(after.partners) == len(seed.partners) + count
        spelt = [partners.printed_name(after, one) for one in after.mentions(after.phases[4].id)]
        assert "Antidiskriminirungsstelle" in spelt


def test_what_is_not_decided_or_not_there_is_refused(seed: Plan) -> None:
    doubt = Doubt(
        key="x", place=Place("Tabelle 1", 2, 3), read="", question="?", choices=(Choice("a", "A"),), suggestion="a"
    )
    draft = Draft(plan=seed, doubts=(doubt,))
    assert (draft.told, doubt.place.said) == (
        "4 Phasen, 14 Maßnahmen, 13 Ziele, 19 Partner; 1 Frage",
        "Tabelle 1, Zeile 2, Spalte 3",
    )
    with pytest.raises(PlanError, match="Eine Frage ist noch offen"):
        change(seed, draft, "append")
    assert change(seed, msgspec.structs.replace(draft, doubts=(msgspec.structs.replace(doubt, answer="a"),)), "append")
    nothing = Plan.empty().apply(origin("leer"))
    nothing = nothing.apply(Change(tuple(map(deleted, nothing.phases)), ""))
    with pytest.raises(PlanError, match="nichts zu importieren"):
        change(seed, Draft(plan=nothing), "append")


def test_a_zero_comes_back_and_what_a_new_row_has_anyway_says_nothing(seed: Plan) -> None:
    one, other, *_ = seed.measures(seed.phases[0].id)
    rows = (*updated(one, participants_actual=12), *updated(other, status="done"))
    there = seed.apply(Change(rows, ""))
    theirs = seed.apply(Change(tuple(updated(one, participants_actual=0)), ""))
    after = invariants.applied(there, change(there, Draft(plan=theirs), "update"))
    assert after.get(Measure, one.id).participants_actual == 0
    assert after.get(Measure, other.id).status == "done"
    # A list that comes back says it of each field.
    said = Draft(plan=theirs, said={other.id: frozenset({"status"})})
    assert change(there, said, "update").rows[-1].after == {"status": "planned"}


def test_closed_minutes_stay_as_they_are_and_none_are_closed_by_an_import(seed: Plan) -> None:
    measure = seed.measures(seed.phases[0].id)[0].id
    rows: tuple[Record, ...] = (
        Body("b", name="Beirat"),
        Meeting("m", body="b", title="Erste Sitzung", state="held"),
        AgendaItem("a", meeting="m", order="V", title="Bericht"),
        Decision("d", agenda_item="a", body="Beirat", text="Es geht weiter", votes_against=2),
        Task("t", text="Einladen", agenda_item="a"),
    )
    held = seed.apply(Change(tuple(map(inserted, rows)), ""))
    closed = held.apply(meetings.close(held, "m"))
    new: tuple[Record, ...] = (
        AgendaItem("a2", meeting="m", order="k", title="Neu"),
        Decision("d2", agenda_item="a2", body="Beirat", text="Neu"),
        MeasureDecision(link_id("d2", measure), "d2", measure),
        Task("t2", text="Neu", agenda_item="a2"),
        Meeting("m2", body="b", title="Zweite Sitzung", state="closed", closed_by="x"),
    )
    changed = [row for key, text in (("d", "Anders"), ("t", "Anders")) for row in _worded(closed, key, text)]
    theirs = closed.apply(Change((*changed, *map(inserted, new)), ""))
    theirs = theirs.apply(Change(tuple(updated(theirs.get(Task, "t"), done_on="2018-01-02", measure=measure)), ""))
    draft = draft_of_package(package(theirs, "internal"))
    after = invariants.applied(closed, change(closed, draft, "update"))
    assert [(row.id, row.after) for row in change(closed, draft, "update").rows[:1]] == [
        ("t", {"measure": measure, "done_on": "2018-01-02"})
    ]
    assert {key: after.rows[key] for key in ("agenda_item", "decision", "measure_decision")} == {
        key: closed.rows[key] for key in ("agenda_item", "decision", "measure_decision")
    }
    assert list(after.rows["task"]) == ["t"]
    assert (after.get(Meeting, "m2").state, after.get(Meeting, "m2").closed_by) == ("held", None)
    assert [(fault.read, "abgeschlossen" in fault.why) for fault in compared(draft, closed, {}).errors] == [
        ("Erste Sitzung", True)
    ]
    # Where they were opened again, what the file says comes, but that they are closed.
    opened = closed.apply(meetings.reopen(closed, "m", "Ein Wort fehlt"))
    after = invariants.applied(opened, change(opened, draft, "update"))
    assert after.get(Meeting, "m") == opened.get(Meeting, "m")
    assert (after.get(Decision, "d").text, len(after.rows["task"])) == ("Anders", 2)
    assert not compared(draft, opened, {}).errors


def _worded(plan: Plan, key: str, text: str) -> tuple[RowChange, ...]:
    record = plan.record("decision", key) or plan.get(Task, key)
    return tuple(updated(record, text=text))
