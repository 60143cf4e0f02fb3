"""The tree model: goals as they nest and partners in their groups, through any change."""

import random

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from nrw_desktop.domain import edits
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.gui.lists.outline import NODE_ROLE, Outline
from nrw_desktop.gui.lists.phase_outlines import GOALS, MENTIONS, goal_nodes, mention_nodes
from nrw_desktop.gui.session.workspace import Workspace
from tests.gui.hands import goal

NOWHERE = QModelIndex()
MOVE = Qt.DropAction.MoveAction


def watched(workspace: Workspace, spec: object, number: int) -> Outline:
    made = Outline(workspace, spec, workspace.plan.phases[number - 1].id)  # type: ignore[arg-type]
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    return made


@pytest.fixture
def goals(workspace: Workspace) -> Outline:
    """The goals of phase 2, two of which stand under another."""
    return watched(workspace, GOALS, 2)


@pytest.fixture
def partners(workspace: Workspace) -> Outline:
    """The partners of phase 2 in their groups."""
    return watched(workspace, MENTIONS, 2)


def tree(model: QAbstractItemModel, parent: QModelIndex = NOWHERE) -> list[tuple[str, list]]:  # type: ignore[type-arg]
    """The model as a person sees it: texts, each with those below."""
    indexes = [model.index(row, 0, parent) for row in range(model.rowCount(parent))]
    return [(index.data(), tree(model, index)) for index in indexes]


def plan_tree(workspace: Workspace, phase: str, parent: str | None = None) -> list[tuple[str, list]]:  # type: ignore[type-arg]
    return [(one.text, plan_tree(workspace, phase, one.id)) for one in workspace.plan.goals(phase, parent)]


def every_index(model: QAbstractItemModel, parent: QModelIndex = NOWHERE) -> list[QModelIndex]:
    found = []
    for row in range(model.rowCount(parent)):
        index = model.index(row, 0, parent)
        found += [index, *every_index(model, index)]
    return found


def test_goals_are_shown_as_they_nest(goals: Outline, workspace: Workspace) -> None:
    assert tree(goals) == plan_tree(workspace, workspace.plan.phases[1].id)
    assert [len(below) for _text, below in tree(goals)] == [0, 2, 0]
    node = goals.index(0, 0).data(NODE_ROLE)
    assert node.mark
    assert goals.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == f"{node.mark} {node.text}"
    assert not goals.index(0, 1).isValid()


def random_step(workspace: Workspace, chance: random.Random) -> None:
    plan = workspace.plan
    here, there = plan.phases[1].id, plan.phases[0].id
    mine = [one for one in plan.rows["goal"].values() if one.phase == here]  # type: ignore[attr-defined]
    key = chance.choice(mine).id if mine else None
    parent = chance.choice([None, *(one.id for one in mine)])
    step = chance.randrange(9)
    if step == 0 and len(mine) < 25:
        workspace.run(edits.goals.add, here, f"Ziel {chance.random()}", parent, chance.choice([None, 0, 1]))
    elif step == 1 and len(mine) > 3:
        workspace.run(edits.goals.remove, key)
    elif step in (2, 3) and key:
        workspace.run(edits.goals.move, key, here, parent, chance.choice([None, 0, 1, 2]))
    elif step == 4 and key:
        workspace.run(chance.choice([edits.goals.indent, edits.goals.outdent]), key)
    elif step == 5 and len(mine) > 4:
        workspace.run(edits.goals.move, key, there)
    elif step == 6 and key:
        workspace.run(edits.goals.set_list_style, here, parent, chance.choice(["numbered", "bulleted"]))
    elif step == 7:
        workspace.undo()
    else:
        workspace.redo()


@pytest.mark.parametrize("seed", range(4))
def test_any_changes_keep_the_tree_and_persistent_indexes_right(
    goals: Outline, workspace: Workspace, seed: int
) -> None:
    chance = random.Random(seed)
    phase = workspace.plan.phases[1].id
    moves = list[int]()
    goals.rowsMoved.connect(lambda *_: moves.append(1))
    for _ in range(75):
        kept = {index.data(NODE_ROLE).key: QPersistentModelIndex(index) for index in every_index(goals)}
        try:
            random_step(workspace, chance)
        except PlanError:
            continue
        assert tree(goals) == plan_tree(workspace, phase)
        now = [index.data(NODE_ROLE) for index in every_index(goals)]
        assert now == list(goal_nodes(workspace.plan, phase))
        for key, index in kept.items():
            if key not in {node.key for node in now}:
                assert not index.isValid()
            elif index.isValid():
                assert index.data(NODE_ROLE).key == key
    assert moves


def test_a_moved_goal_keeps_its_index(goals: Outline, workspace: Workspace) -> None:
    branch = goal(workspace.plan, 2, 1)
    index = QPersistentModelIndex(goals.index_of(branch.id))
    below = QPersistentModelIndex(goals.index(0, 0, goals.index_of(branch.id)))
    workspace.run(edits.goals.move, branch.id, branch.phase, None, 0)
    assert (index.row(), index.data()) == (0, branch.text)
    assert below.parent() == goals.index(0, 0)


def test_mentions_are_grouped_by_where_they_come_from(partners: Outline, workspace: Workspace) -> None:
    groups = {text: len(below) for text, below in tree(partners)}
    assert groups == {"Neu in dieser Phase · 5": 5, "Insbesondere, aus Phase 1 · 7": 7, "Außerdem aus Phase 1 · 7": 7}
    heading = partners.index(0, 0)
    assert not partners.flags(heading) & (Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDragEnabled)
    inherited = partners.index(0, 0, partners.index(2, 0))
    assert not partners.flags(inherited) & (Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDragEnabled)


@pytest.mark.parametrize("seed", range(3))
def test_any_changes_of_partners(partners: Outline, workspace: Workspace, seed: int) -> None:
    chance = random.Random(seed)
    second = workspace.plan.phases[1].id
    for number in range(60):
        plan = workspace.plan
        named = [mention.id for mention in plan.mentions(second)]
        step = chance.randrange(8)
        if step == 0:
            workspace.run(edits.mentions.add, second, f"Verein {number}")
        elif step == 1 and named:
            workspace.run(edits.mentions.remove, chance.sample(named, min(3, len(named))))
        elif step == 2 and named:
            workspace.run(edits.mentions.move, [chance.choice(named)], second, chance.randint(0, len(named)))
        elif step == 3 and plan.mentions(plan.phases[0].id):
            workspace.run(edits.mentions.move, [plan.mentions(plan.phases[0].id)[0].id], second, 0)
        elif step == 4:
            workspace.run(edits.partners.remove, chance.choice(plan.partners).id)
        elif step == 5:
            workspace.run(edits.partners.set_field, chance.choice(plan.partners).id, "name", f"Umbenannt {number}")
        elif step == 6:
            workspace.undo()
        else:
            workspace.redo()
        now = [index.data(NODE_ROLE) for index in every_index(partners)]
        assert now == list(mention_nodes(workspace.plan, second))


def test_a_goal_is_renamed(goals: Outline, workspace: Workspace) -> None:
    assert goals.setData(goals.index(0, 0), "Neuer Text")
    assert goal(workspace.plan, 2, 0).text == "Neuer Text"


def test_a_refused_name_changes_nothing_and_is_told(partners: Outline, workspace: Workspace) -> None:
    before, told = workspace.plan, list[str]()
    partners.refused.connect(lambda _index, sentence: told.append(sentence))
    index = partners.index(0, 0, partners.index(0, 0))
    assert not partners.setData(index, workspace.plan.partners[0].name)
    assert workspace.plan is before
    assert "gibt es schon" in partners.refusal
    assert told == [partners.refusal]
    assert partners.setData(index, "MBR Detmold")
    assert partners.refusal == ""


@pytest.mark.parametrize("nested", [False, True])
def test_a_draft_becomes_a_goal(goals: Outline, workspace: Workspace, nested: bool) -> None:
    parent = goal(workspace.plan, 2, 1).id if nested else None
    index = goals.begin_draft(parent)
    assert index.parent() == goals.index_of(parent or "")
    assert goals.setData(index, "Ganz neu")
    added = workspace.plan.goals(workspace.plan.phases[1].id, parent)[-1]
    assert added.text == "Ganz neu"
    assert goals.end_draft() == added.id
    assert goals.end_draft() is None
    assert tree(goals) == plan_tree(workspace, workspace.plan.phases[1].id)


def test_an_empty_draft_just_goes(goals: Outline, workspace: Workspace) -> None:
    before = tree(goals)
    goals.setData(goals.begin_draft(), " ")
    assert goals.end_draft() is None
    assert tree(goals) == before
    goals.begin_draft()
    goals.end_draft()
    goals.end_draft()
    assert tree(goals) == before


def test_a_draft_outlives_changes_but_not_the_goal_it_stands_under(goals: Outline, workspace: Workspace) -> None:
    parent = goal(workspace.plan, 2, 1)
    draft = QPersistentModelIndex(goals.begin_draft(parent.id))
    workspace.run(edits.goals.add, parent.phase, "davor", parent.id, 0)
    workspace.run(edits.goals.move, parent.id, parent.phase, None, 0)
    assert draft.row() == 3
    assert draft.parent() == goals.index(0, 0)
    workspace.run(edits.goals.remove, parent.id)
    assert not draft.isValid()
    assert tree(goals) == plan_tree(workspace, parent.phase)


def test_a_goal_dropped_on_another_stands_under_it(goals: Outline, workspace: Workspace) -> None:
    first, branch = goal(workspace.plan, 2, 0), goal(workspace.plan, 2, 1)
    data = goals.mimeData([goals.index(0, 0)])
    assert not goals.dropMimeData(data, MOVE, -1, -1, goals.index(1, 0))
    assert workspace.plan.goals(first.phase, branch.id)[-1].id == first.id


def test_a_goal_is_not_dropped_under_itself(goals: Outline, workspace: Workspace) -> None:
    before, told = workspace.plan, list[str]()
    goals.refused.connect(lambda _index, sentence: told.append(sentence))
    data = goals.mimeData([goals.index(1, 0)])
    goals.dropMimeData(data, MOVE, -1, -1, goals.index(0, 0, goals.index(1, 0)))
    assert workspace.plan is before
    assert told == ["Ein Ziel kann nicht unter sich selbst stehen. Bitte eine andere Stelle wählen."]


def test_a_mention_is_dropped_within_its_group(partners: Outline, workspace: Workspace) -> None:
    group = partners.index(1, 0)
    names = [text for text, _below in tree(partners, group)]
    data = partners.mimeData([partners.index(0, 0, group)])
    partners.dropMimeData(data, MOVE, 3, 0, group)
    assert [text for text, _below in tree(partners, partners.index(1, 0))] == [*names[1:3], names[0], *names[3:]]
    partners.dropMimeData(partners.mimeData([partners.index(0, 0, group)]), MOVE, -1, -1, group)
    assert [text for text, _below in tree(partners, partners.index(1, 0))][-1] == names[1]


def test_foreign_things_are_not_taken(goals: Outline, partners: Outline, workspace: Workspace) -> None:
    before = workspace.plan
    data = partners.mimeData([partners.index(0, 0, partners.index(0, 0))])
    assert not goals.dropMimeData(data, MOVE, 0, 0, NOWHERE)
    assert workspace.plan is before


def test_a_phase_that_is_gone_shows_nothing(goals: Outline, partners: Outline, workspace: Workspace) -> None:
    workspace.run(edits.phases.remove, workspace.plan.phases[1].id)
    assert (goals.rowCount(), partners.rowCount()) == (0, 0)
    workspace.undo()
    assert (goals.rowCount(), partners.rowCount()) == (3, 3)


def _many(workspace: Workspace, count: int) -> list[str]:
    """So many goals at the top of phase 2; their ids."""
    phase = workspace.plan.phases[1].id
    change = workspace.run(edits.bulk_add.add_goals, phase, [(0, {"text": f"Ziel {n}"}) for n in range(count)])
    assert change is not None
    return [row.id for row in change.rows if row.before is None]


def _signals(model: Outline) -> list[str]:
    """What the model tells views from now on."""
    told: list[str] = []
    for name in ("rowsInserted", "rowsRemoved", "rowsMoved", "layoutChanged", "modelReset"):
        getattr(model, name).connect(lambda *_, name=name: told.append(name))
    return told


def test_many_nodes_come_and_go_in_a_few_steps(goals: Outline, workspace: Workspace) -> None:
    """Views look at all rows again at each step: as many steps as rows would take the square of the time."""
    keys, phase = _many(workspace, 60), workspace.plan.phases[1].id
    kept = QPersistentModelIndex(goals.index_of(keys[30]))
    told = _signals(goals)
    for edit, arguments in (
        (edits.paste.duplicate_goals, (keys,)),
        (edits.many.move_goals, (keys[::2], phase, None, 0)),
        (edits.many.remove_goals, (keys[1::2],)),
    ):
        workspace.run(edit, *arguments)
        assert tree(goals) == plan_tree(workspace, phase)
        workspace.undo()
        assert tree(goals) == plan_tree(workspace, phase)
        assert len(told) <= 10, (edit, told)
        assert kept.isValid()
        assert kept.data() == "Ziel 30"
        told.clear()


@pytest.mark.parametrize("seed", range(4))
def test_any_order_of_many_nodes_is_shown(goals: Outline, workspace: Workspace, seed: int) -> None:
    chance, phase = random.Random(seed), workspace.plan.phases[1].id
    keys = _many(workspace, 50)
    kept = {key: QPersistentModelIndex(goals.index_of(key)) for key in keys[::7]}
    for _ in range(4):
        some = chance.sample(keys, 30)
        if keys[0] in some:
            workspace.run(edits.paste.duplicate_goals, some)
        else:
            place = chance.choice([None, 0, 5])
            workspace.run(edits.many.move_goals, some, phase, chance.choice([None, keys[0]]), place)
        assert tree(goals) == plan_tree(workspace, phase)
        for key, index in kept.items():
            assert QPersistentModelIndex(goals.index_of(key)) == index
