"""What is set aside goes where its row goes, and is taken back in one step."""

import pytest

from nrw_desktop.domain import edits
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change, inserted, inverted
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Contact, Deadline, Partner, Record, SetAside, set_aside_id
from nrw_desktop.domain.queries import invariants
from nrw_desktop.domain.queries.change_labels import label_text, row_lines
from nrw_desktop.domain.queries.clipboard_rows import packed

set_aside = edits.set_asides.set_aside


def done(plan: Plan, change: Change) -> Plan:
    """The plan after a change, which is whole and can be taken back."""
    after = invariants.applied(plan, change)
    assert list(invariants.breaches(after)) == []
    assert after.apply(Change(inverted(change.rows), "")) == plan
    return after


def asides(plan: Plan) -> list[tuple[str, str | None, str | None]]:
    return sorted((one.rule, one.row, one.aspect) for one in plan.all(SetAside).values())


def test_a_case_and_a_rule_are_set_aside_once_and_taken_back(bielefeld: Plan) -> None:
    measure = bielefeld.measures(bielefeld.phases[0].id)[0]
    change = set_aside(bielefeld, "without_goal", measure, "  dient allen  ")
    plan = done(bielefeld, change)
    (aside,) = plan.set_asides("measure", measure.id)
    assert aside == SetAside(f"without_goal+{measure.id}", "without_goal", "measure", measure.id, None, "dient allen")
    assert label_text(change, plan) == "‚Maßnahmen ohne Ziel‘ beiseitegelegt: ‚Ausschreibung einer Fachstelle‘"
    assert row_lines(change.rows, plan) == [
        ("Beiseitegelegt", "", "Maßnahmen ohne Ziel: Ausschreibung einer Fachstelle, dient allen")
    ]
    again = set_aside(plan, "without_goal", measure, "dient allen Zielen")
    assert label_text(again, plan) == (
        "Grund geändert: ‚Maßnahmen ohne Ziel‘ beiseitegelegt: ‚Ausschreibung einer Fachstelle‘"
    )
    plan = done(plan, again)
    assert [one.reason for one in plan.all(SetAside).values()] == ["dient allen Zielen"]
    whole = set_aside(plan, "without_goal")
    plan = done(plan, whole)
    assert label_text(whole, plan) == "Alle ‚Maßnahmen ohne Ziel‘ beiseitegelegt"
    assert [one.id for one in plan.set_asides()] == ["without_goal"]
    back = edits.set_asides.take_back(plan, aside.id)
    assert label_text(back, plan) == (
        "‚Maßnahmen ohne Ziel‘ nicht mehr beiseitegelegt: ‚Ausschreibung einer Fachstelle‘"
    )
    plan = done(done(plan, back), edits.set_asides.take_back(plan, "without_goal"))
    assert plan == bielefeld


def test_what_cannot_be_set_aside_is_refused(bielefeld: Plan) -> None:
    measure = bielefeld.measures(bielefeld.phases[0].id)[0]
    without = bielefeld.apply(edits.measures.remove(bielefeld, [measure.id]))
    for plan, rule, record, reason, said in (
        (bielefeld, "without_heart", measure, "", "Eine Regel „without_heart“ gibt es nicht"),
        (without, "overdue", measure, "", "Diese Zeile gibt es nicht mehr"),
        (bielefeld, "overdue", measure, "x\0", "„Grund des Beiseitelegens“ enthält ein Zeichen"),
    ):
        with pytest.raises(PlanError, match=said):
            set_aside(plan, rule, record, reason)
    with pytest.raises(PlanError, match="Diese Zeile gibt es nicht mehr"):
        edits.set_asides.take_back(bielefeld, "overdue")
    plan = bielefeld.apply(set_aside(bielefeld, "overdue", measure))
    with pytest.raises(PlanError, match="ändert sich nur durch Verschieben"):
        edits.set_asides.set_field(plan, set_aside_id("overdue", measure.id), "row", "x")


def everything(bielefeld: Plan) -> tuple[Plan, dict[str, Record]]:
    """A plan with something set aside about a record of each kind that the checks look at."""
    phase = bielefeld.phases[0]
    partner = bielefeld.partners[0]
    rows = (Contact("c", partner.id, "Frau A."), Deadline("d", "Bericht", "2019-01-31"))
    plan = bielefeld.apply(Change(tuple(map(inserted, rows)), ""))
    owner = next(one for one in plan.phases if any(plan.goals(one.id, goal.id) for goal in plan.goals(one.id)))
    parent = next(goal for goal in plan.goals(owner.id) if plan.goals(owner.id, goal.id))
    records: dict[str, Record] = {
        "phase": phase,
        "measure": plan.measures(phase.id)[0],
        "goal": plan.goals(owner.id, parent.id)[0],
        "partner": partner,
        "contact": rows[0],
        "deadline": rows[1],
    }
    rules = ("without_goals", "overdue", "without_indicator", "named_nowhere", "kept_too_long", "deadline")
    for rule, record in zip(rules, records.values(), strict=True):
        plan = done(plan, set_aside(plan, rule, record, "weil"))
    return plan, records


def test_deleting_a_row_takes_along_what_is_set_aside_about_it(bielefeld: Plan) -> None:
    plan, records = everything(bielefeld)
    key = {table: record.id for table, record in records.items()}
    parent = records["goal"].parent  # type: ignore[attr-defined]
    removals = {
        "measure": edits.measures.remove(plan, [key["measure"]]),
        "goal": edits.goals.remove(plan, parent),
        "contact": edits.contacts.remove(plan, [key["contact"]]),
        "contact by its field": edits.partners.set_contact(plan, key["contact"], "person", ""),
        "deadline": edits.detail_rows.DEADLINES.remove(plan, [key["deadline"]]),
        "partner, contact": edits.partners.remove(plan, key["partner"]),
        "partner, contact; several": edits.many.remove_partners(plan, [key["partner"], plan.partners[1].id]),
        "phase, measure": edits.phases.remove(plan, key["phase"]),
    }
    for name, change in removals.items():
        gone = {key[table.split(" ")[0]] for table in name.partition(";")[0].split(", ")}
        after = done(plan, change)
        left = {one.row for one in after.all(SetAside).values()}
        assert left == set(key.values()) - gone, name
    several = edits.many.remove_goals(plan, [parent, *[goal.id for goal in plan.goals(records["goal"].phase)][:2]])  # type: ignore[attr-defined]
    assert key["goal"] not in {one.row for one in done(plan, several).all(SetAside).values()}


def test_a_row_that_moves_keeps_it_and_a_copy_has_none(bielefeld: Plan) -> None:
    """A copy is a new row in another place: whether what is found there matters, nobody has said yet."""
    plan, records = everything(bielefeld)
    measure, goal = records["measure"], records["goal"]
    there = plan.phases[1].id
    before = asides(plan)
    for change in (
        edits.measures.move(plan, [measure.id], there),
        edits.paste.paste_measures(plan, packed(plan, "measure", [measure.id], "hier", True), "hier", there),
        edits.goals.move(plan, goal.id, there),
        edits.paste.paste_measures(plan, packed(plan, "measure", [measure.id], "hier"), "hier", there),
        edits.paste.duplicate_measures(plan, [measure.id]),
        edits.paste.duplicate_goals(plan, [goal.id]),
    ):
        assert asides(done(plan, change)) == before


def test_merged_partners_hand_on_what_was_set_aside(bielefeld: Plan) -> None:
    kept, gone, third, fourth = bielefeld.partners[:4]
    contacts = (Contact("a", kept.id, "Frau A."), Contact("b", gone.id, "Frau A."), Contact("c", gone.id, "Herr B."))
    plan = bielefeld.apply(Change(tuple(map(inserted, contacts)), ""))
    for rule, record, aspect in (
        ("spelt_alike", kept, gone.id),
        ("spelt_alike", gone, third.id),
        ("spelt_alike", kept, fourth.id),
        ("spelt_alike", gone, fourth.id),
        ("named_nowhere", gone, None),
        ("kept_too_long", contacts[1], None),
        ("kept_too_long", contacts[2], None),
    ):
        plan = done(plan, set_aside(plan, rule, record, "weil", aspect))
    merged = done(plan, edits.merge_partners.merge(plan, kept.id, gone.id))
    assert asides(merged) == sorted(
        [
            ("spelt_alike", kept.id, third.id),
            ("spelt_alike", kept.id, fourth.id),
            ("named_nowhere", kept.id, None),
            ("kept_too_long", "c", None),
        ],
        key=str,
    )
    # The other way round, the pair is still found at the one that stands first.
    merged = done(plan, edits.merge_partners.merge(plan, fourth.id, gone.id))
    pairs = [(row, aspect) for rule, row, aspect in asides(merged) if rule == "spelt_alike"]
    assert pairs == sorted([(kept.id, fourth.id), (third.id, fourth.id)])
    # Who goes takes along what was set aside about the other of a pair.
    left = done(plan, edits.partners.remove(plan, fourth.id))
    assert fourth.id not in {aspect for _, _, aspect in asides(left)}
    assert plan.get(Partner, fourth.id) == fourth


def test_a_rule_of_a_newer_program_is_kept(bielefeld: Plan) -> None:
    measure = bielefeld.measures(bielefeld.phases[0].id)[0]
    key = set_aside_id("without_heart", measure.id, "left")
    row = SetAside(key, "without_heart", "measure", measure.id, "left", "weil")
    plan = done(bielefeld, Change((inserted(row),), ""))
    plan = done(plan, edits.measures.set_field(plan, measure.id, "note", "Neu"))
    assert plan.get(SetAside, key) == row
    assert label_text(edits.set_asides.take_back(plan, key), plan).startswith("‚without_heart‘ nicht mehr")
    assert asides(done(plan, edits.measures.remove(plan, [measure.id]))) == []
