"""What contradicts and what only looks so: circles, depth, years told twice, and edits that were taken back."""

import msgspec

from nrw_desktop.domain import edits
from nrw_desktop.domain.merging.conflict import Choice
from nrw_desktop.domain.model.change import Change, deleted, inserted
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import (
    MOST_LEVELS,
    Cost,
    Goal,
    Measure,
    MeasureGoal,
    Partner,
    Phase,
    YearText,
    link_id,
)
from nrw_desktop.domain.queries import invariants
from tests.domain.merging.copies import EditedCopy, small_plan


def copies(plan: Plan | None = None) -> tuple[EditedCopy, EditedCopy]:
    first = EditedCopy(plan or small_plan(), "a")
    return first, first.copied("b")


def merged(one: EditedCopy, other: EditedCopy, choice: Choice = "ours") -> Plan:
    """The plan after a merge in which all conflicts are decided alike."""
    one.take_in(other, {found.key: choice for found in one.merge_of(other).conflicts})
    assert list(invariants.breaches(one.plan)) == []
    return one.plan


def place(copy: EditedCopy, key: str, value: str | None) -> None:
    copy.do(edits.measures.set_field(copy.plan, key, "place", value))


def test_goals_under_each_other_are_asked_as_one() -> None:
    for choice, parents in (("ours", ("g3", None)), ("theirs", (None, "g0"))):
        one, other = copies()
        one.do(edits.goals.move(one.plan, "g0", "f1", "g3", None))
        other.do(edits.goals.move(other.plan, "g3", "f1", "g0", None))
        (found,) = one.merge_of(other).conflicts
        assert found.circle
        assert {key for _table, key in found.members} == {"g0", "g3"}
        assert found.theirs.text == "Phase 1, unter ‚Ziel‘, an 1. Stelle"
        plan = merged(one, other, choice)  # type: ignore[arg-type]
        assert (plan.get(Goal, "g0").parent, plan.get(Goal, "g3").parent) == parents
        assert one.take_in(other) is None
        assert merged(other, one) == plan


def test_phases_that_refer_to_each_other_are_asked_as_one() -> None:
    one, other = copies()
    one.do(edits.references.set_reference(one.plan, "f3", "f2", None, ""))
    other.do(edits.references.set_reference(other.plan, "f2", None, None, ""))
    other.do(edits.phases.move(other.plan, "f3", 1))
    other.do(edits.references.set_reference(other.plan, "f2", "f3", None, ""))
    (found,) = one.merge_of(other).conflicts
    assert (found.circle, found.what) == (True, "Verweis")
    # A phase has no note: it cannot wait.
    assert found.choices == ("ours", "theirs")
    plan = merged(one, other, "theirs")
    assert (plan.get(Phase, "f2").refers_to, plan.get(Phase, "f3").refers_to) == ("f3", None)


def test_a_goal_goes_with_the_one_above_and_none_stands_too_deep() -> None:
    chain = [Goal(f"t{number}", "f1", f"t{number - 1}" if number else None, "a", "tief") for number in range(12)]
    one, other = copies(small_plan().apply(Change(tuple(map(inserted, chain)), "")))
    one.do(edits.goals.add(one.plan, "f1", "neu", "t11"))
    other.do(edits.goals.move(other.plan, "t0", "f2", None, None))
    plan = merged(one, other)
    assert {goal.phase for goal in plan.all(Goal).values() if goal.text in ("tief", "neu")} == {"f2"}
    under = [Goal(f"u{number}", "f1", f"u{number - 1}" if number else "g3", "a", "darunter") for number in range(12)]
    one, other = copies(plan)
    one.do(Change(tuple(map(inserted, under)), "zwölf Ziele"))
    other.do(edits.goals.move(other.plan, "g3", "f2", "t11", None))
    deep = merged(one, other)
    assert len(deep.all(Goal)) == len(plan.all(Goal)) + 12
    assert merged(other, one) == deep
    assert MOST_LEVELS == 20


def test_the_same_year_added_twice_is_one() -> None:
    for number in range(2):
        one, other = copies()
        for copy, field, text in ((one, "course", "hier"), (other, "outlook", "dort")):
            copy.do(edits.detail_rows.YEAR_TEXTS.add(copy.plan, None, "2019"))
            key = copy.plan.year_texts[1].id
            copy.do(edits.detail_rows.YEAR_TEXTS.set_field(copy.plan, key, field, text))
            if number:
                copy.do(edits.detail_rows.YEAR_TEXTS.set_field(copy.plan, key, "difficulties", text))
        assert len(one.merge_of(other).conflicts) == number
        plan = merged(one, other)
        (_, added) = plan.year_texts
        assert (added.course, added.outlook, added.difficulties) == ("hier", "dort", "hier" if number else None)
        assert merged(other, one) == plan
        assert one.take_in(other) is None


def test_a_year_that_two_rows_came_to_tell_keeps_both_texts() -> None:
    one, other = copies()
    one.do(Change(edits.detail_rows.YEAR_TEXTS.set_field(one.plan, "y0", "year", "2019").rows, "Jahr"))
    other.do(Change((inserted(YearText("y1", 2019, course="dort")),), "2019"))
    plan = merged(one, other)
    assert [(one.year, one.course) for one in plan.year_texts] == [(2019, "Verlauf\n\n(andere Fassung:) dort")]
    assert merged(other, one) == plan


def test_what_was_taken_back_contradicts_nothing() -> None:
    one, other = copies()
    place(one, "m0", "eins")
    other.do(edits.measures.remove(other.plan, ["m0"]))
    assert other.undo()
    place(other, "m1", "zwei")
    assert other.undo()
    assert one.merge_of(other).conflicts == ()
    plan = merged(other, one)
    assert plan.get(Measure, "m0").place == "eins"


def test_what_both_wrote_alike_and_one_then_changed_is_taken() -> None:
    one, other = copies()
    for copy in (one, other):
        place(copy, "m0", "eins")
        copy.do(edits.links.set_goal(copy.plan, "m1", "g0", True))
    merged(one, other)
    place(one, "m0", None)
    one.do(Change((deleted(one.plan.get(MeasureGoal, link_id("m1", "g0"))),), "Verbindung gelöst"))
    assert other.merge_of(one).conflicts == ()
    plan = merged(other, one)
    assert plan.get(Measure, "m0").place is None
    assert plan.find(MeasureGoal, link_id("m1", "g0")) is None


def test_a_decision_against_a_row_holds_for_all() -> None:
    one, other = copies()
    third = one.copied("c")
    place(one, "m0", "eins")
    other.do(edits.measures.remove(other.plan, ["m0"]))
    merged(one, other, "theirs")
    assert one.plan.find(Measure, "m0") is None
    for copy in (other, third):
        assert copy.merge_of(one).conflicts == ()
        assert merged(copy, one) == one.plan


def test_a_merge_that_was_taken_back_brought_nothing() -> None:
    one, other = copies()
    third = one.copied("c")
    place(other, "m0", "eins")
    place(one, "m1", "hier")
    plan = merged(one, other)
    assert one.undo()
    # Who merges it now gets only what it has, and is not kept from the rest.
    merged(third, one)
    assert (third.plan.get(Measure, "m0").place, third.plan.get(Measure, "m1").place) == (None, "hier")
    assert merged(third, other) == plan
    assert merged(one, other) == plan


def test_a_row_that_is_kept_has_what_was_written_before_it_was_deleted() -> None:
    one, other = copies()
    third = one.copied("c")
    place(other, "m0", "eins")
    merged(one, other)
    one.do(edits.measures.remove(one.plan, ["m0"]))
    third.do(edits.measures.set_field(third.plan, "m0", "target_group", "alle"))
    plan = merged(one, third, "theirs")
    assert (plan.get(Measure, "m0").place, plan.get(Measure, "m0").target_group) == ("eins", "alle")
    for copy in (other, third):
        assert copy.merge_of(one).conflicts == ()
        assert merged(copy, one) == plan


def test_what_is_set_aside_goes_with_what_it_is_about() -> None:
    set_aside = edits.set_asides.set_aside
    for aside_here in (True, False):
        for row, aspect in (("m1", None), ("k1", "k0"), ("k0", "k1")):
            one, other = copies()
            here, there = (one, other) if aside_here else (other, one)
            if row == "m1":
                here.do(set_aside(here.plan, "without_goal", here.plan.get(Measure, row), "dient allen"))
                there.do(edits.measures.remove(there.plan, [row]))
            else:
                here.do(set_aside(here.plan, "spelt_alike", here.plan.get(Partner, row), "zwei Stellen", aspect))
                there.do(edits.merge_partners.merge(there.plan, "k0", "k1"))
            assert not merged(one, other).rows["set_aside"]
            assert one.take_in(other) is None
            assert merged(other, one) == one.plan


def test_a_year_that_both_added_is_not_asked_about_when_the_same_copy_comes_again() -> None:
    set_cost = edits.cells.set_cost
    for first, second in (("planned", "actual"), ("actual", "planned")):
        one, other = copies()
        # Of two new rows the one with the smaller id stays: here ours, and then theirs.
        for copy, field, key in ((one, "planned", f"c-{first}"), (other, "actual", f"c-{second}")):
            change = set_cost(copy.plan, "m1", 2019, field, "70")
            (new,) = (Cost(**row.after) for row in change.rows if row.after)
            copy.do(Change((inserted(msgspec.structs.replace(new, id=key)),), change.label))
        merged(one, other)
        (cost,) = one.plan.costs("m1")
        assert (cost.planned, cost.actual) == (7000, 7000)
        assert one.merge_of(other).conflicts == ()
        assert one.take_in(other) is None
