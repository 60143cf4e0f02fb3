"""Any histories of edits on copies: nothing is lost, what contradicts is asked once, and order does not matter."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nrw_desktop.domain.merging.conflict import Choice, Conflict, open_question, other_version
from nrw_desktop.domain.merging.groups import ROW, groups
from nrw_desktop.domain.merging.news import decisions
from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.meeting_records import Meeting
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import NOTES, Decision, Record
from nrw_desktop.domain.queries import invariants, meetings
from tests.domain.merging.copies import FOCUSES, Draw, EditedCopy, all_keys, held, small_plan

FEW, MANY = 60, 500


ONCE = {
    "year_text": ("year",),
    "funding_year": ("year",),
    "cost": ("measure", "year"),
    "body_member": ("body", "partner", "name"),
    "attendance": ("meeting", "partner", "name"),
}
"""What rows there is but one of tell them apart."""
PEOPLE = ("body_member", "attendance")


def is_told(plan: Plan, table: str, record: Record | None) -> bool:
    """Whether a plan has such a row, though it may have another id."""
    fields = ONCE.get(table, ("id",))
    return any(
        all(getattr(one, field) == getattr(record, field) for field in fields) for one in plan.rows[table].values()
    )


def chosen(conflicts: tuple[Conflict, ...], draw: Draw) -> dict[str, Choice]:
    return {one.key: draw(st.sampled_from(one.choices)) for one in conflicts}


def no_edit_is_lost(base: Plan, ours: Plan, theirs: Plan, after: Plan, change: Change, asked: set[object]) -> None:
    """By comparing three plans, as merging itself does not: what one side alone did is there afterwards."""
    noted = {(*key, group) for key, decided in decisions(change.rows).items() for group in decided}
    for table, key in all_keys(base, ours, theirs):
        was, one, two, now = (plan.record(table, key) for plan in (base, ours, theirs, after))
        if (table, key, ROW) in asked or (table, key, ROW) in noted:
            continue
        if was is None and (one is None) is not (two is None):
            assert is_told(after, table, one or two), f"{table} {key}, which one side added, is gone"
        if was is not None and (one is None or two is None):
            left = one or two
            assert (now is None) is (left is None or left == was), (
                f"{table} {key}: deleting it was lost, or what kept it"
            )
        if was is None or one is None or two is None or now is None:
            continue
        for group in groups(table):
            if (table, key, group) in asked or (table, key, group) in noted or follows(one, two, group):
                continue
            before, mine, other, found = (held(plan, table, key, group) for plan in (base, ours, theirs, after))
            wanted = other if mine == before else mine
            assert found == wanted, f"{table} {key} {group}"
            assert mine == before or other in (before, mine), f"{table} {key} {group} was not asked"


def follows(one: Record, two: Record, group: str) -> bool:
    """Whether people see nothing to decide: both closed the minutes, or a decision is of the day of its meeting."""
    if isinstance(one, Meeting) and isinstance(two, Meeting) and group == "state":
        return one.state == two.state
    return isinstance(one, Decision) and one.agenda_item is not None and group in ("body", "date")


def is_noted(plan: Plan, line: str) -> bool:
    """Whether a note holds this line."""
    notes = (getattr(record, field) for table, field in NOTES.items() for record in plan.rows[table].values())
    return any(" ".join(line.split()) in " ".join((note or "").split()) for note in notes)


def decisions_follow(plan: Plan) -> bool:
    """Whether all decisions are of the body and the day of their meeting."""
    made = ((one, meetings.made_of(plan, one)) for one in plan.all(Decision).values())
    return all(of is None or of == {"body": one.body, "date": one.date} for one, of in made)


def nobody_is_there_twice(plan: Plan) -> bool:
    """Whether nobody is told twice in a list of people."""
    people = [[getattr(one, field) for field in ONCE[table]] for table in PEOPLE for one in plan.rows[table].values()]
    return all(people.count(one) == 1 for one in people)


def real(base: Plan, ours: Plan, theirs: Plan, one: Conflict) -> bool:
    """Whether both sides did something to what is asked, and not the same."""
    if one.circle:
        return True
    was = base.record(one.table, one.id)
    if one.group == ROW:
        sides = [plan.record(one.table, one.id) for plan in (ours, theirs)]
        return None in sides and all(side != was for side in sides)
    if was is None:
        # Both added it: a link, or a year that there is but once.
        return True
    before, mine, other = (held(plan, one.table, one.id, one.group) for plan in (base, ours, theirs))
    return mine != before and other != before and mine != other


def two_copies(plan: Plan, draw: Draw, most: int = 8) -> None:
    first = EditedCopy(plan, "a")
    second = first.copied("b")
    focus = draw(st.sampled_from(FOCUSES))
    first.edit(draw, draw(st.integers(0, most)), focus)
    second.edit(draw, draw(st.integers(0, most)), focus)
    here, there = first.plan, second.plan
    merge = first.merge_of(second)
    back = second.merge_of(first)
    keys = [one.key for one in merge.conflicts]
    assert len(keys) == len(set(keys))
    assert all(real(plan, here, there, one) for one in merge.conflicts)
    assert len(merge.conflicts) == len(back.conflicts)
    choices = chosen(merge.conflicts, draw)
    change = first.take_in(second, choices)
    assert list(invariants.breaches(first.plan)) == []
    asked: set[object] = {(*member, one.group) for one in merge.conflicts for member in one.members}
    for one in merge.conflicts:
        for line, choice in ((open_question(one), "later"), (other_version(one), "both")):
            assert choices[one.key] != choice or is_noted(first.plan, line), f"{line} is noted nowhere"
    for holds in (decisions_follow, nobody_is_there_twice):
        assert holds(first.plan) or not (holds(here) and holds(there)), holds.__name__
    if change is not None:
        no_edit_is_lost(plan, here, there, first.plan, change, asked)
    # A second time there is nothing to do, and the other way round nothing to ask.
    assert first.take_in(second) is None
    if not merge.conflicts:
        other = second.copied("c")
        other.take_in(first.copied("d") if change is None else _before(first, here, change))
        assert other.plan == first.plan
    assert second.merge_of(first).conflicts == ()
    second.take_in(first)
    assert second.plan == first.plan
    assert first.take_in(second) is None or first.plan == second.plan


def _before(copy: EditedCopy, plan: Plan, change: Change) -> EditedCopy:
    """The copy as it was before a merge."""
    at = next(number for number, entry in enumerate(copy.log) if entry.kind == "foreign" or entry.id == change.id)
    return EditedCopy(plan, copy.name, tuple(copy.log[:at]))


def a_ring(plan: Plan, draw: Draw) -> None:
    """Three copies, each merging the next, round and round, edited in between: they end alike."""
    copies = [EditedCopy(plan, "a")]
    copies += [copies[0].copied(name) for name in "bc"]
    focus = draw(st.sampled_from(FOCUSES))
    for _ in range(draw(st.integers(1, 3))):
        for number, copy in enumerate(copies):
            copy.edit(draw, draw(st.integers(0, 4)), focus)
            other = copies[(number + draw(st.integers(1, 2))) % 3]
            merge = copy.merge_of(other)
            copy.take_in(other, chosen(merge.conflicts, draw))
            assert list(invariants.breaches(copy.plan)) == []
            if draw(st.integers(0, 9)) == 0 and copy.undo():
                again = copy.merge_of(other)
                copy.take_in(other, chosen(again.conflicts, draw))
    # One that has taken in all others is the same for all.
    first = copies[0]
    for copy in copies[1:]:
        first.take_in(copy, chosen(first.merge_of(copy).conflicts, draw))
    for copy in copies[1:]:
        assert copy.merge_of(first).conflicts == ()
        copy.take_in(first)
        assert copy.plan == first.plan
        assert first.merge_of(copy).conflicts == ()


SHAPES: dict[str, Callable[[Plan, Draw], None]] = {"two copies": two_copies, "three in a ring": a_ring}


@pytest.mark.parametrize("shape", SHAPES)
@settings(max_examples=FEW)
@given(st.data())
def test_some_histories_merge(template_plan: Plan, shape: str, data: st.DataObject) -> None:
    SHAPES[shape](data.draw(st.sampled_from([small_plan(), template_plan])), data.draw)


@pytest.mark.faults
@pytest.mark.parametrize("shape", SHAPES)
@settings(max_examples=MANY)
@given(st.data())
def test_many_histories_merge(template_plan: Plan, shape: str, data: st.DataObject) -> None:
    SHAPES[shape](data.draw(st.sampled_from([small_plan(), template_plan])), data.draw)
