"""How goals nest, are marked, and move in their tree."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nrw_desktop.domain import edits
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Goal, Phase
from nrw_desktop.domain.queries import goals


def tree(plan: Plan, number: int) -> list[str]:
    """The goals of the phase of this number: mark and first word, indented."""
    entries = goals.entries(plan, plan.phases[number - 1])
    return ["  " * entry.depth + f"{entry.mark} {entry.goal.text.split()[0]}" for entry in entries]


def goal(plan: Plan, number: int, *path: int) -> Goal:
    """The goal at this path of places, counted from 1."""
    phase, parent = plan.phases[number - 1].id, None
    for place in path:
        found = plan.goals(phase, parent)[place - 1]
        parent = found.id
    return found


def test_numbers_have_no_gap(bielefeld: Plan) -> None:
    plan = bielefeld.apply(edits.goals.remove(bielefeld, goal(bielefeld, 3, 2).id))
    assert tree(plan, 3) == ["1. Entwicklung", "2. Grundlagen", "3. Formulierung"]


def test_a_numbered_list_under_a_number_counts_on(bielefeld: Plan) -> None:
    second = goal(bielefeld, 2, 2)
    plan = bielefeld.apply(edits.goals.set_list_style(bielefeld, second.phase, second.id, "numbered"))
    assert tree(plan, 2)[1:4] == ["2. Bestandsaufnahme", "  2.1 Bündelung", "  2.2 Analyse"]
    assert goals.style_of(plan, goal(plan, 2, 2, 1)) == "numbered"
    plan = plan.apply(edits.goals.set_list_style(plan, second.phase, None, "bulleted"))
    assert tree(plan, 2)[1:4] == ["• Bestandsaufnahme", "  1. Bündelung", "  2. Analyse"]
    assert goals.style_of(plan, goal(plan, 2, 2)) == "bulleted"


def test_indent_and_outdent_are_inverse(bielefeld: Plan) -> None:
    third = goal(bielefeld, 2, 3)
    inside = bielefeld.apply(edits.goals.indent(bielefeld, third.id))
    assert tree(inside, 2)[1:] == ["2. Bestandsaufnahme", "  • Bündelung", "  • Analyse", "  • Bestimmung"]
    outside = inside.apply(edits.goals.outdent(inside, third.id))
    assert tree(outside, 2) == tree(bielefeld, 2)


def test_a_goal_takes_what_is_under_it_along(bielefeld: Plan) -> None:
    second = goal(bielefeld, 2, 2)
    plan = bielefeld.apply(edits.goals.move(bielefeld, second.id, bielefeld.phases[0].id, None, 1))
    assert tree(plan, 1) == [
        "• Einrichtung",
        "• Bestandsaufnahme",
        "  • Bündelung",
        "  • Analyse",
        "• Bekanntmachung",
    ]
    assert tree(plan, 2) == ["1. Akquise", "2. Bestimmung"]
    assert len(goals.subtree(plan, plan.get(Goal, second.id))) == 3
    back = plan.apply(edits.goals.move(plan, second.id, plan.phases[1].id, None, 1))
    assert tree(back, 2) == tree(bielefeld, 2)


@pytest.mark.parametrize(
    ("place", "index", "expected"), [(1, 4, "BCDA"), (4, 0, "DABC"), (2, 3, "ACBD"), (3, 1, "ACBD")]
)
def test_a_goal_moves_within_its_list(bielefeld: Plan, place: int, index: int, expected: str) -> None:
    letters = dict(zip((one.id for one in bielefeld.goals(bielefeld.phases[2].id)), "ABCD", strict=True))
    moved = goal(bielefeld, 3, place)
    plan = bielefeld.apply(edits.goals.move(bielefeld, moved.id, moved.phase, None, index))
    assert "".join(letters[one.id] for one in plan.goals(moved.phase)) == expected


def test_a_move_to_the_same_place_changes_nothing(bielefeld: Plan) -> None:
    last = goal(bielefeld, 3, 4)
    for index in (3, 4, None):
        assert edits.goals.move(bielefeld, last.id, last.phase, None, index).rows == ()


def test_what_cannot_be_is_refused(bielefeld: Plan) -> None:
    second, child = goal(bielefeld, 2, 2), goal(bielefeld, 2, 2, 1)
    other = bielefeld.phases[0].id
    with pytest.raises(PlanError, match="nicht unter sich selbst"):
        edits.goals.move(bielefeld, second.id, second.phase, child.id)
    with pytest.raises(PlanError, match="nicht unter sich selbst"):
        edits.goals.move(bielefeld, second.id, second.phase, second.id)
    with pytest.raises(PlanError, match="in einer anderen Phase"):
        edits.goals.move(bielefeld, goal(bielefeld, 1, 1).id, other, second.id)
    with pytest.raises(PlanError, match="in einer anderen Phase"):
        edits.goals.add(bielefeld, other, "Ziel", second.id)
    with pytest.raises(PlanError, match="Über ihm steht keines"):
        edits.goals.indent(bielefeld, child.id)
    with pytest.raises(PlanError, match="obersten Ebene"):
        edits.goals.outdent(bielefeld, second.id)
    with pytest.raises(PlanError, match="nur durch Verschieben"):
        edits.goals.set_field(bielefeld, child.id, "parent", None)


def test_deleting_a_goal_deletes_what_is_under_it(bielefeld: Plan) -> None:
    second = goal(bielefeld, 2, 2)
    change = edits.goals.remove(bielefeld, second.id)
    assert "mit 2 untergeordneten" in change.label
    plan = bielefeld.apply(change)
    assert tree(plan, 2) == ["1. Akquise", "2. Bestimmung"]
    assert len(plan.rows["goal"]) == 10


def test_a_new_list_is_bulleted(bielefeld: Plan) -> None:
    first = goal(bielefeld, 3, 1)
    plan = bielefeld.apply(edits.goals.add(bielefeld, first.phase, "Teilziel", first.id))
    assert tree(plan, 3)[:2] == ["1. Entwicklung", "  • Teilziel"]


def steps(plan: Plan, phase: str, key: str, style: str) -> list[Callable[[], Change]]:
    """What can be done with the goals of a phase, about one of them."""
    return [
        lambda: edits.goals.add(plan, phase, "Ziel", key),
        lambda: edits.goals.add(plan, phase, "Ziel"),
        lambda: edits.goals.indent(plan, key),
        lambda: edits.goals.outdent(plan, key),
        lambda: edits.goals.set_list_style(plan, phase, key, style),
        lambda: edits.goals.set_list_style(plan, phase, None, style),
    ]


@st.composite
def nested(draw: st.DrawFn, template_plan: Plan) -> tuple[Plan, str]:
    """The plan after any goals were added, nested and marked in one phase; the plan and that phase."""
    plan, phase = template_plan, template_plan.phases[draw(st.integers(0, 3))].id
    for _ in range(draw(st.integers(0, 14))):
        ids = [one.id for one in plan.rows["goal"].values() if isinstance(one, Goal) and one.phase == phase]
        style = draw(st.sampled_from(["numbered", "bulleted"]))
        step = draw(st.sampled_from(steps(plan, phase, draw(st.sampled_from(ids)), style)))
        try:
            plan = plan.apply(step())
        except PlanError:
            continue
    return plan, phase


def shape(plan: Plan, phase: str) -> list[tuple[str, int]]:
    """All goals of a phase in reading order, with their depth."""
    return [(entry.goal.id, entry.depth) for entry in goals.entries(plan, plan.get(Phase, phase))]


@given(st.data())
def test_outdent_takes_every_indent_back(template_plan: Plan, data: st.DataObject) -> None:
    plan, phase = data.draw(nested(template_plan))
    for key, depth in shape(plan, phase):
        siblings = plan.goals(phase, plan.get(Goal, key).parent)
        if siblings[0].id == key:
            with pytest.raises(PlanError, match="Über ihm steht keines"):
                edits.goals.indent(plan, key)
            continue
        inside = plan.apply(edits.goals.indent(plan, key))
        assert dict(shape(inside, phase))[key] == depth + 1
        assert [one for one, _depth in shape(inside, phase)] == [one for one, _depth in shape(plan, phase)]
        assert shape(inside.apply(edits.goals.outdent(inside, key)), phase) == shape(plan, phase)


@given(st.data())
def test_indent_takes_the_outdent_of_a_last_goal_back(template_plan: Plan, data: st.DataObject) -> None:
    plan, phase = data.draw(nested(template_plan))
    for key, depth in shape(plan, phase):
        parent = plan.get(Goal, key).parent
        # One with goals behind it would leave those where they are, and come back behind them.
        if depth and plan.goals(phase, parent)[-1].id == key:
            outside = plan.apply(edits.goals.outdent(plan, key))
            assert shape(outside.apply(edits.goals.indent(outside, key)), phase) == shape(plan, phase)


@given(st.data())
def test_the_numbers_of_every_list_count_on_without_a_gap(template_plan: Plan, data: st.DataObject) -> None:
    plan, phase = data.draw(nested(template_plan))
    marks = {entry.goal.id: entry.mark for entry in goals.entries(plan, plan.get(Phase, phase))}
    for parent in (None, *marks):
        members = plan.goals(phase, parent)
        style = plan.get(Goal, parent).child_style if parent else plan.get(Phase, phase).goal_style
        ends = [marks[one.id].rstrip(".").rpartition(".")[2] for one in members]
        assert ends == (
            [goals.BULLET] * len(members) if style == "bulleted" else [str(n + 1) for n in range(len(members))]
        )
    assert len(marks) == goals.count(plan, plan.get(Phase, phase))
