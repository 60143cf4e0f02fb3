"""Goals and partners of a phase by keyboard and mouse."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from nrw_desktop.domain import edits
from nrw_desktop.domain.model.records import Partner
from nrw_desktop.domain.queries.goals import entries as goal_entries
from nrw_desktop.gui.kit.theme import named
from nrw_desktop.gui.lists.outline import Outline
from nrw_desktop.gui.lists.outline_view import OutlineView
from nrw_desktop.gui.lists.phase_outlines import GOALS, MENTIONS
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.trees.goals_card import GoalsCard
from nrw_desktop.gui.window.main_window import MainWindow
from tests.gui.hands import (
    CTRL,
    NONE,
    SHIFT,
    Key,
    above,
    callouts,
    child,
    click,
    drop,
    editor_text,
    go_to_page,
    goal,
    list_of,
    open_editor,
    press,
    replace_text,
    settle,
    type_on,
    type_text,
    upon,
)


@pytest.fixture
def goals(workspace: Workspace, show: Callable[[QWidget], QWidget]) -> OutlineView:
    """The goals of phase 2."""
    made = OutlineView(Outline(workspace, GOALS, workspace.plan.phases[1].id))
    made.resize(420, 500)
    show(made)
    made.setFocus()
    return made


@pytest.fixture
def partners(workspace: Workspace, show: Callable[[QWidget], QWidget]) -> OutlineView:
    """The partners of phase 2."""
    phase = workspace.plan.phases[1].id

    def names() -> list[str]:
        return [partner.name for partner in workspace.plan.partners]

    made = OutlineView(Outline(workspace, MENTIONS, phase), names)
    made.resize(420, 900)
    show(made)
    made.setFocus()
    return made


def at(view: OutlineView, *rows: int) -> QModelIndex:
    index = QModelIndex()
    for row in rows:
        index = view.model().index(row, 0, index)
    return index


def texts(view: OutlineView, *rows: int) -> list[str]:
    parent = at(view, *rows)
    return [view.model().index(row, 0, parent).data() for row in range(view.model().rowCount(parent))]


def first_level(workspace: Workspace) -> list[str]:
    return [one.text for one in workspace.plan.goals(workspace.plan.phases[1].id)]


def test_all_is_open_and_in_sight(goals: OutlineView) -> None:
    assert goals.isExpanded(at(goals, 1))
    for index in (at(goals, 0), at(goals, 1, 1), at(goals, 2)):
        assert goals.viewport().rect().contains(goals.visualRect(index))
    # The nested ones stand further in.
    assert goals.visualRect(at(goals, 1, 0)).left() > goals.visualRect(at(goals, 1)).left()


@pytest.mark.parametrize("key", [Key.Key_F2, Key.Key_Return])
def test_a_goal_is_renamed(goals: OutlineView, workspace: Workspace, key: Qt.Key) -> None:
    goals.setCurrentIndex(at(goals, 1, 0))
    press(key)
    replace_text("Neu gefasst")
    press(Key.Key_Return)
    assert texts(goals, 1)[0] == "Neu gefasst"
    assert open_editor(goals) is None
    assert goals.hasFocus()


def test_a_refused_text_stays_in_its_editor(goals: OutlineView, workspace: Workspace) -> None:
    before = workspace.plan
    goals.setCurrentIndex(at(goals, 0))
    press(Key.Key_F2)
    replace_text("")
    press(Key.Key_Return)
    editor = open_editor(goals)
    assert editor is not None
    assert editor.property("invalid") is True
    assert "darf nicht leer sein" in callouts(goals)[0]
    press(Key.Key_Escape)
    assert open_editor(goals) is None
    assert workspace.plan is before


def test_goals_are_added_by_enter_into_a_nested_list(goals: OutlineView, workspace: Workspace) -> None:
    branch = goal(workspace.plan, 2, 1)
    goals.add(branch.id)
    for text in ("eins", "zwei"):
        type_text(text)
        press(Key.Key_Return)
        assert editor_text(goals) == ""
    press(Key.Key_Return)
    assert open_editor(goals) is None
    assert texts(goals, 1)[2:] == ["eins", "zwei"]
    assert [one.text for one in workspace.plan.goals(branch.phase, branch.id)][2:] == ["eins", "zwei"]


def test_esc_ends_adding(goals: OutlineView, workspace: Workspace) -> None:
    before = workspace.plan
    goals.add()
    type_text("doch nicht")
    press(Key.Key_Escape)
    assert open_editor(goals) is None
    assert workspace.plan is before
    assert texts(goals) == first_level(workspace)
    assert goals.currentIndex().isValid()


def test_clicking_elsewhere_keeps_the_new_goal(goals: OutlineView, workspace: Workspace) -> None:
    goals.add()
    type_text("eins")
    click(goals, at(goals, 0))
    assert open_editor(goals) is None
    assert texts(goals) == first_level(workspace)
    assert texts(goals)[-1] == "eins"


def test_a_new_goal_outlives_other_changes(goals: OutlineView, workspace: Workspace) -> None:
    branch = goal(workspace.plan, 2, 1)
    goals.add(branch.id)
    type_text("mitten")
    workspace.run(edits.goals.move, branch.id, branch.phase, None, 0)
    workspace.run(edits.goals.add, branch.phase, "von anderswo", branch.id, 0)
    settle()
    type_text(" drin")
    press(Key.Key_Return)
    press(Key.Key_Escape)
    assert texts(goals, 0)[-1] == "mitten drin"


def test_a_new_goal_elsewhere_takes_in_the_one_being_typed(goals: OutlineView, workspace: Workspace) -> None:
    branch = goal(workspace.plan, 2, 1)
    goals.add(branch.id)
    type_text("halb fertig")
    goals.add()
    settle()
    assert "halb fertig" in [one.text for one in workspace.plan.goals(branch.phase, branch.id)]
    assert editor_text(goals) == ""
    type_text("oben")
    press(Key.Key_Return)
    press(Key.Key_Escape)
    assert first_level(workspace)[-1] == "oben"


def test_the_list_of_a_new_goal_removed(goals: OutlineView, workspace: Workspace) -> None:
    branch = goal(workspace.plan, 2, 1)
    goals.add(branch.id)
    type_text("zu spät")
    workspace.run(edits.goals.remove, branch.id)
    settle()
    assert open_editor(goals) is None
    assert texts(goals) == first_level(workspace)
    assert QApplication.clipboard().text() == "zu spät"
    assert "Zwischenablage" in callouts(goals)[0]
    goals.add()
    type_text("weiter")
    press(Key.Key_Return)
    press(Key.Key_Escape)
    assert first_level(workspace)[-1] == "weiter"


def test_removing_goes_to_the_next_goal(goals: OutlineView, workspace: Workspace) -> None:
    names = first_level(workspace)
    goals.setFocus()
    goals.setCurrentIndex(at(goals, 1))
    press(Key.Key_Delete)
    assert texts(goals) == [names[0], names[2]]
    assert goals.currentIndex().data() == names[2]
    press(Key.Key_Delete)
    assert goals.currentIndex().data() == names[0]


def test_nesting_keeps_goal_chosen_and_lists_open(goals: OutlineView, workspace: Workspace) -> None:
    last = goal(workspace.plan, 2, 2)
    goals.setCurrentIndex(at(goals, 2))
    goals.run(edits.goals.indent, last.id)
    assert texts(goals, 1)[-1] == last.text
    assert goals.currentIndex() == at(goals, 1, 2)
    assert goals.isExpanded(at(goals, 1))
    goals.run(edits.goals.outdent, last.id)
    assert goals.currentIndex() == at(goals, 2)
    goals.run(edits.goals.outdent, last.id)
    assert "schon auf der obersten Ebene" in callouts(goals)[0]


def test_what_was_closed_stays_closed_when_it_moves(partners: OutlineView, workspace: Workspace) -> None:
    group = at(partners, 1)
    partners.collapse(group)
    mention = workspace.plan.mentions(workspace.plan.phases[1].id)[0]
    workspace.run(edits.mentions.move, [mention.id], mention.phase, 4)
    assert not partners.isExpanded(at(partners, 1))
    assert partners.isExpanded(at(partners, 0))


def test_a_goal_is_dragged_upon_another(goals: OutlineView, workspace: Workspace) -> None:
    first, branch = goal(workspace.plan, 2, 0), goal(workspace.plan, 2, 1)
    data = goals.model().mimeData([at(goals, 0)])
    assert drop(goals, data, upon(goals, at(goals, 1)))
    assert workspace.plan.goals(first.phase, branch.id)[-1].id == first.id
    assert first_level(workspace) == texts(goals)


def test_a_goal_is_dragged_between_others(goals: OutlineView, workspace: Workspace) -> None:
    names = first_level(workspace)
    data = goals.model().mimeData([at(goals, 2)])
    assert drop(goals, data, above(goals, at(goals, 1)))
    assert first_level(workspace) == [names[0], names[2], names[1]] == texts(goals)


def test_a_partner_is_dragged_within_its_group(partners: OutlineView) -> None:
    names = texts(partners, 1)
    data = partners.model().mimeData([at(partners, 1, 3)])
    assert drop(partners, data, above(partners, at(partners, 1, 1)))
    assert texts(partners, 1) == [names[0], names[3], names[1], names[2], *names[4:]]


def test_a_partner_dropped_upon_another_stands_beside_it(partners: OutlineView, workspace: Workspace) -> None:
    names = texts(partners, 1)
    data = partners.model().mimeData([at(partners, 1, 3)])
    assert drop(partners, data, upon(partners, at(partners, 1, 1)))
    assert sorted(texts(partners, 1)) == sorted(names)
    assert texts(partners, 1).index(names[3]) in (1, 2)
    assert not texts(partners, 1, 1)


def test_a_known_partner_is_completed_and_named(partners: OutlineView, workspace: Workspace) -> None:
    partners.add()
    type_text("integrationsrat")
    editor = open_editor(partners)
    assert isinstance(editor, QLineEdit)
    completions = editor.completer().completionModel()
    assert [completions.index(row, 0).data() for row in range(completions.rowCount())] == ["Integrationsrat"]
    QTest.keyClick(editor.completer().popup(), Key.Key_Down)
    QTest.keyClick(editor.completer().popup(), Key.Key_Return)
    settle()
    press(Key.Key_Return)
    press(Key.Key_Escape)
    assert len(workspace.plan.partners) == 19
    assert "Integrationsrat" in texts(partners, 1)
    assert "Integrationsrat" not in texts(partners, 2)


def test_an_unknown_partner_joins_the_register(partners: OutlineView, workspace: Workspace) -> None:
    partners.add()
    type_text("Ärztekammer")
    press(Key.Key_Return)
    press(Key.Key_Escape)
    assert texts(partners, 0)[-1] == "Ärztekammer"
    assert [partner.name for partner in workspace.plan.partners][-1] == "Ärztekammer"
    assert workspace.undo_label() == "Kooperationspartner ‚Ärztekammer‘ in Phase ‚Bestandsanalyse‘ genannt"


def test_enter_takes_what_was_typed_over_an_open_list(partners: OutlineView, workspace: Workspace) -> None:
    partners.add()
    type_text("Inte")
    editor = open_editor(partners)
    assert isinstance(editor, QLineEdit)
    assert editor.completer().popup().isVisible()
    press(Key.Key_Return)
    assert texts(partners, 0)[-1] == "Inte"
    assert editor_text(partners) == ""


def test_no_letter_is_lost_behind_an_enter(
    goals: OutlineView, partners: OutlineView, workspace: Workspace, qtbot: QtBot
) -> None:
    """Who types on while a row is being written means the next row; also where a list of names is open."""
    phase = workspace.plan.phases[1].id
    partners.add()
    type_on("Ärztekammer\nInte\nintegrationsrat\nSportbund\n")
    press(Key.Key_Escape)
    named = [workspace.plan.get(Partner, mention.partner).name for mention in workspace.plan.mentions(phase)]
    assert named[-4:] == ["Ärztekammer", "Inte", "Integrationsrat", "Sportbund"]
    goals.window().activateWindow()
    qtbot.waitUntil(goals.isActiveWindow)
    goals.add()
    type_on("Erstes\nZweites\nDrittes\n")
    press(Key.Key_Escape)
    assert first_level(workspace)[-3:] == ["Erstes", "Zweites", "Drittes"]


def test_a_partner_named_already_stays_in_the_editor(partners: OutlineView, workspace: Workspace) -> None:
    before = workspace.plan
    partners.add()
    type_text("MBR")
    press(Key.Key_Return)
    assert editor_text(partners) == "MBR"
    assert callouts(partners) == ["„MBR“ ist in dieser Phase schon genannt."]
    press(Key.Key_Escape)
    assert open_editor(partners) is None
    assert workspace.plan is before


def test_headings_are_neither_edited_nor_removed(partners: OutlineView, workspace: Workspace) -> None:
    before = workspace.plan
    partners.setCurrentIndex(at(partners, 0))
    press(Key.Key_F2)
    assert open_editor(partners) is None
    partners.run(edits.goals.indent, "x")
    assert workspace.plan is before


def test_enter_on_a_heading_or_an_inherited_partner_opens_nothing(partners: OutlineView) -> None:
    for rows in ((0,), (2, 0)):
        partners.setCurrentIndex(at(partners, *rows))
        press(Key.Key_Return)
        assert open_editor(partners) is None


def test_flush_takes_in_a_goal_that_is_typed(goals: OutlineView, workspace: Workspace) -> None:
    goals.add()
    type_text("noch offen")
    assert workspace.flush() == []
    assert first_level(workspace)[-1] == "noch offen"
    assert open_editor(goals) is None


def test_flush_tells_a_refused_partner(partners: OutlineView, workspace: Workspace) -> None:
    partners.add()
    type_text("MBR")
    (refused,) = workspace.flush()
    assert (refused.sentence, refused.typed) == ("„MBR“ ist in dieser Phase schon genannt.", "MBR")
    assert editor_text(partners) == "MBR"


def test_an_empty_list_takes_the_keyboard_and_a_first_goal(
    workspace: Workspace, show: Callable[[QWidget], QWidget]
) -> None:
    workspace.run(edits.phases.add, "Leere Phase")
    view = OutlineView(Outline(workspace, GOALS, workspace.plan.phases[4].id))
    show(view)
    view.setFocus()
    assert view.grab().toImage().pixelColor(QPoint(5, 5)).isValid()
    press(Key.Key_Return)
    view.add()
    type_text("Das erste")
    press(Key.Key_Return)
    press(Key.Key_Escape)
    assert texts(view) == ["Das erste"]


def test_a_long_goal_takes_more_lines(goals: OutlineView, workspace: Workspace) -> None:
    before = goals.visualRect(at(goals, 0)).height()
    workspace.run(edits.goals.set_field, goal(workspace.plan, 2, 0).id, "text", "sehr lang " * 60)
    settle()
    assert goals.visualRect(at(goals, 0)).height() > 3 * before


@pytest.fixture
def card(workspace: Workspace, show: Callable[[QWidget], QWidget]) -> GoalsCard:
    """The goals of phase 2 in their card, between two other fields."""
    page = QWidget()
    layout = QVBoxLayout(page)
    made = GoalsCard(workspace, workspace.plan.phases[1].id)
    for widget in (named(QLineEdit(), "before"), made, named(QLineEdit(), "after")):
        layout.addWidget(widget)
    page.resize(420, 500)
    show(page)
    return made


def tree(workspace: Workspace) -> list[str]:
    plan = workspace.plan
    found = goal_entries(plan, plan.phases[1])
    return ["  " * entry.depth + f"{entry.mark} {entry.goal.text.split()[0]}" for entry in found]


def test_tab_and_shift_tab_nest(card: GoalsCard, workspace: Workspace) -> None:
    before = tree(workspace)
    click(card.view, at(card.view, 2))
    press(Key.Key_Tab)
    assert tree(workspace)[1:] == ["2. Bestandsaufnahme", "  • Bündelung", "  • Analyse", "  • Bestimmung"]
    assert card.view.hasFocus()
    press(Key.Key_Tab)
    assert tree(workspace)[-1] == "    • Bestimmung"
    press(Key.Key_Tab, SHIFT, times=2)
    assert tree(workspace) == before
    press(Key.Key_Tab, SHIFT)
    assert callouts(card) == ["Dieses Ziel steht schon auf der obersten Ebene."]
    for _ in range(4):
        workspace.undo()
    assert tree(workspace) == before
    assert workspace.undo_label() == ""


def test_tab_in_an_editor_nests_nothing(card: GoalsCard, workspace: Workspace) -> None:
    before = tree(workspace)
    click(card.view, at(card.view, 2))
    press(Key.Key_F2)
    press(Key.Key_Tab)
    assert tree(workspace) == before


@pytest.mark.parametrize("modifiers", [NONE, SHIFT])
def test_who_tabs_through_nests_nothing(card: GoalsCard, workspace: Workspace, modifiers: Qt.KeyboardModifier) -> None:
    before, began = workspace.plan, child(card.window(), QLineEdit, "before")
    began.setFocus()
    way = list[QWidget | None]()
    while began not in way and len(way) < 12:
        press(Key.Key_Tab, modifiers)
        way.append(QApplication.focusWidget())
    assert card.view in way
    assert way[-1] is began
    assert workspace.plan is before


def test_after_esc_tab_leaves_the_list(card: GoalsCard, workspace: Workspace) -> None:
    before = workspace.plan
    click(card.view, at(card.view, 2))
    press(Key.Key_Escape)
    assert card.view.hasFocus()
    press(Key.Key_Tab)
    assert not card.view.hasFocus()
    card.view.setFocus()
    press(Key.Key_Escape)
    # Who goes on working in the list has not left it.
    press(Key.Key_Down)
    press(Key.Key_Tab, SHIFT)
    assert card.view.hasFocus()
    assert workspace.plan is before
    assert callouts(card) == ["Dieses Ziel steht schon auf der obersten Ebene."]


def test_ctrl_tab_is_not_the_lists(card: GoalsCard, workspace: Workspace) -> None:
    before = workspace.plan
    click(card.view, at(card.view, 2))
    press(Key.Key_Tab, CTRL)
    assert workspace.plan is before


def test_in_a_plan_to_look_at_tab_goes_on(card: GoalsCard, workspace: Workspace) -> None:
    workspace.plan_file.read_only = True
    click(card.view, at(card.view, 2))
    press(Key.Key_Tab)
    assert not card.view.hasFocus()


def test_partners_stand_under_words_and_need_no_signs(window: MainWindow, workspace: Workspace) -> None:
    go_to_page(window, 2)
    view = list_of(window, "Kooperationspartner")
    headings = [view.model().index(row, 0) for row in range(view.model().rowCount())]
    assert [index.data().partition(" · ")[0] for index in headings] == [
        "Neu in dieser Phase", "Insbesondere, aus Phase 1", "Außerdem aus Phase 1",
    ]  # fmt: skip
    first = [view.model().index(0, 0, heading) for heading in headings]
    # A screen reader hears with each name what the heading above says to the eye.
    spoken = [str(index.data(Qt.ItemDataRole.AccessibleTextRole)) for index in first]
    assert [words.split(", ", 1)[1] for words in spoken] == [
        "neu akquiriert", "hervorgehoben", "übernommen, durch den Verweis",
    ]  # fmt: skip
    assert all(words.startswith(index.data()) for words, index in zip(spoken, first, strict=True))
