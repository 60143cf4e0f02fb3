"""How goals nest, are marked, and move in their tree."""

import pytest

from nrw_desktop.domain import edits, goals
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.plan import Plan
from nrw_desktop.domain.records import Goal


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
