"""The tab of a phase in its window: lists, head and form, by keys, clicks and menu."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QProgressBar,
    QTabBar,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from nrw_desktop.domain import edits
from nrw_desktop.domain.queries.partners import effective
from nrw_desktop.gui.lists.outline_view import OutlineView
from nrw_desktop.gui.lists.record_view import RecordView
from nrw_desktop.gui.pages.phase_tab import PhaseTab
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.window.main_window import MainWindow
from tests.gui.hands import (
    ALT_SHIFT,
    CTRL,
    NONE,
    SHIFT,
    Key,
    button,
    callouts,
    child,
    click,
    command,
    editor_text,
    entry,
    form_of,
    front_page,
    go_to_page,
    goal,
    labels,
    list_of,
    measure,
    measure_texts,
    open_editor,
    phase_period,
    press,
    replace_text,
    settle,
    submenu,
    tabs,
    type_text,
)


@pytest.fixture
def tab(window: MainWindow, qtbot: QtBot) -> PhaseTab:
    """Phase 1, with its form."""
    return front(window, 1, qtbot)


def front(window: MainWindow, number: int, qtbot: QtBot) -> PhaseTab:
    go_to_page(window, number)
    page = front_page(window)
    assert isinstance(page, PhaseTab)
    qtbot.waitUntil(lambda: form_of(page) is not None)
    return page


def measures(tab: PhaseTab) -> RecordView:
    return child(tab, RecordView, "")


def trees(tab: PhaseTab) -> tuple[OutlineView, OutlineView]:
    return list_of(tab, "Ziele"), list_of(tab, "Kooperationspartner")


def test_measure_after_measure_by_keyboard(tab: PhaseTab, workspace: Workspace) -> None:
    measures(tab).setFocus()
    press(Key.Key_M, CTRL)
    for text in ("Fachtagung", "Flyer"):
        type_text(text)
        press(Key.Key_Return)
    press(Key.Key_Escape)
    assert measure_texts(workspace.plan, 1)[-2:] == ["Fachtagung", "Flyer"]


def test_goals_and_partners_by_keyboard(tab: PhaseTab, workspace: Workspace) -> None:
    goals, partners = trees(tab)
    press(Key.Key_G, CTRL)
    type_text("Noch ein Ziel")
    press(Key.Key_Return)
    press(Key.Key_Escape)
    assert goal(workspace.plan, 1, 2).text == "Noch ein Ziel"
    press(Key.Key_K, CTRL)
    type_text("Ganz Neue")
    press(Key.Key_Return)
    press(Key.Key_Escape)
    assert workspace.plan.partners[-1].name == "Ganz Neue"
    assert partners.current_node().text == "Ganz Neue"  # type: ignore[union-attr]
    assert goals.model().rowCount() == 3


def test_a_new_goal_joins_the_list_of_the_chosen_one(window: MainWindow, workspace: Workspace, qtbot: QtBot) -> None:
    goals, _partners = trees(front(window, 2, qtbot))
    branch = goal(workspace.plan, 2, 1)
    goals.setFocus()
    goals.select(goal(workspace.plan, 2, 0, branch.id).id)
    press(Key.Key_G, CTRL)
    type_text("daneben")
    press(Key.Key_Return)
    press(Key.Key_Escape)
    assert [one.text for one in workspace.plan.goals(branch.phase, branch.id)][-1] == "daneben"


def test_delete_key_deletes_where_the_keyboard_is(tab: PhaseTab, workspace: Workspace) -> None:
    goals, partners = trees(tab)
    click(measures(tab), measures(tab).model().index(1, 1))
    press(Key.Key_Delete, CTRL)
    assert len(measure_texts(workspace.plan, 1)) == 5
    goals.setFocus()
    goals.select(goal(workspace.plan, 1, 0).id)
    press(Key.Key_Delete)
    assert len(workspace.plan.goals(workspace.plan.phases[0].id)) == 1
    partners.setFocus()
    partners.select(workspace.plan.mentions(workspace.plan.phases[0].id)[2].id)
    press(Key.Key_Delete)
    assert len(workspace.plan.mentions(workspace.plan.phases[0].id)) == 13
    assert len(workspace.plan.partners) == 19
    for _ in range(3):
        press(Key.Key_Z, CTRL)
    assert workspace.undo_label() == ""
    assert len(measure_texts(workspace.plan, 1)) == 6


def test_delete_key_in_a_field_is_the_fields_own(tab: PhaseTab, workspace: Workspace) -> None:
    click(measures(tab), measures(tab).model().index(1, 1))
    note = child(tab, QPlainTextEdit, "note")
    note.setFocus()
    press(Key.Key_Delete)
    assert len(measure_texts(workspace.plan, 1)) == 6


def test_moving_by_keyboard(tab: PhaseTab, workspace: Workspace) -> None:
    texts = measure_texts(workspace.plan, 1)
    click(measures(tab), measures(tab).model().index(0, 1))
    press(Key.Key_Down, ALT_SHIFT)
    assert measure_texts(workspace.plan, 1)[:2] == [texts[1], texts[0]]
    press(Key.Key_Up, ALT_SHIFT)
    assert measure_texts(workspace.plan, 1) == texts
    goals, partners = trees(tab)
    first, second = (one.id for one in workspace.plan.goals(workspace.plan.phases[0].id))
    goals.setFocus()
    goals.select(second)
    press(Key.Key_Up, ALT_SHIFT)
    press(Key.Key_Up, ALT_SHIFT)
    assert [one.id for one in workspace.plan.goals(workspace.plan.phases[0].id)] == [second, first]
    press(Key.Key_Down, ALT_SHIFT)
    press(Key.Key_Right, ALT_SHIFT)
    assert goal(workspace.plan, 1, 0, first).id == second
    press(Key.Key_Left, ALT_SHIFT)
    assert [one.id for one in workspace.plan.goals(workspace.plan.phases[0].id)] == [first, second]
    mentions = [one.id for one in workspace.plan.mentions(workspace.plan.phases[0].id)]
    partners.setFocus()
    partners.select(mentions[0])
    press(Key.Key_Down, ALT_SHIFT)
    now = [one.id for one in workspace.plan.mentions(workspace.plan.phases[0].id)]
    assert now == [mentions[1], mentions[0], *mentions[2:]]
    assert partners.current_node().key == mentions[0]  # type: ignore[union-attr]


def test_a_partner_moves_among_those_of_its_group(window: MainWindow, workspace: Workspace, qtbot: QtBot) -> None:
    """Groups show in one list what the order of all mentions may mix."""
    tab = front(window, 2, qtbot)
    _goals, partners = trees(tab)
    phase = workspace.plan.phases[1]
    new = [one.mention.id for one in effective(workspace.plan, phase) if one.origin == "new" and one.mention]
    workspace.run(edits.mentions.move, [new[1]], phase.id, 0)
    names = [node.key for node in group(partners, 0)]
    partners.setFocus()
    partners.select(names[0])
    press(Key.Key_Down, ALT_SHIFT)
    assert [node.key for node in group(partners, 0)] == [names[1], names[0], *names[2:]]


def group(view: OutlineView, row: int) -> list:  # type: ignore[type-arg]
    from nrw_desktop.gui.lists.outline import NODE_ROLE

    parent = view.model().index(row, 0)
    return [view.model().index(place, 0, parent).data(NODE_ROLE) for place in range(view.model().rowCount(parent))]


def test_goals_are_marked_by_numbers_or_bullets(tab: PhaseTab, workspace: Workspace) -> None:
    goals, _partners = trees(tab)
    before = goals.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    style = next(one for one in tab.findChildren(QToolButton) if one.toolTip() == "Nummern oder Punkte")
    QTest.mouseClick(style, Qt.MouseButton.LeftButton, NONE)
    assert goals.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) != before
    QTest.mouseClick(style, Qt.MouseButton.LeftButton, NONE)
    assert goals.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == before


def move_menu(window: MainWindow) -> QMenu:
    menu = submenu(window, "In Phase verschieben")
    menu.aboutToShow.emit()
    return menu


def test_rows_go_to_another_phase_by_menu(
    tab: PhaseTab, window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    assert [action.text() for action in move_menu(window).actions()] == [
        "&2  Bestandsanalyse", "&3  Maßnahmenentwicklung", "&4  Maßnahmenumsetzung und Nachhaltigkeit"
    ]  # fmt: skip
    text = measure_texts(workspace.plan, 1)[0]
    click(measures(tab), measures(tab).model().index(0, 1))
    move_menu(window).actions()[0].trigger()
    assert measure_texts(workspace.plan, 2)[-1] == text
    goals, partners = trees(tab)
    first = goal(workspace.plan, 1, 0)
    goals.setFocus()
    goals.select(first.id)
    move_menu(window).actions()[2].trigger()
    assert goal(workspace.plan, 4, 2).id == first.id
    mention = workspace.plan.mentions(workspace.plan.phases[0].id)[0]
    partners.setFocus()
    partners.select(mention.id)
    move_menu(window).actions()[1].trigger()
    assert [one.partner for one in workspace.plan.mentions(workspace.plan.phases[2].id)] == [mention.partner]


def test_the_form_shows_the_chosen_measure(tab: PhaseTab, workspace: Workspace) -> None:
    view = measures(tab)
    click(view, view.model().index(2, 0))
    assert child(tab, QPlainTextEdit, "text").toPlainText() == measure_texts(workspace.plan, 1)[2]
    note = child(tab, QPlainTextEdit, "note")
    note.setFocus()
    type_text("nur zur dritten")
    click(view, view.model().index(3, 1))
    assert [one.note for one in workspace.plan.measures(tab.phase)][2:4] == ["nur zur dritten", None]
    assert note.toPlainText() == ""
    view.selectAll()
    view.remove_selected()
    settle()
    assert child(tab, QPlainTextEdit, "text").toPlainText() == ""
    assert not child(tab, QPlainTextEdit, "text").isEnabled()


def test_a_short_title_names_the_form(tab: PhaseTab, workspace: Workspace) -> None:
    short = child(tab, QLineEdit, "short")
    click(measures(tab), measures(tab).model().index(0, 1))
    short.setFocus()
    type_text("Stelle")
    press(Key.Key_Return)
    assert "Stelle" in labels(tab).split("\n")


def test_the_form_comes_and_goes(tab: PhaseTab, window: MainWindow) -> None:
    note = child(tab, QPlainTextEdit, "note")
    press(Key.Key_F4)
    assert not note.isVisible()
    press(Key.Key_F4)
    assert note.isVisible()


@pytest.mark.parametrize("leaving", ["Enter", "Tab"])
def test_a_phase_is_renamed_in_its_head_and_its_tab(
    tab: PhaseTab, window: MainWindow, workspace: Workspace, leaving: str
) -> None:
    command(window, "Phase umbenennen")
    type_text("Umfeld & Auftakt")
    press(Key.Key_Return if leaving == "Enter" else Key.Key_Tab)
    assert workspace.plan.phases[0].title == "Umfeld & Auftakt"
    assert tabs(window).tabText(1) == "1  Umfeld && Auftakt"
    assert tabs(window).tabToolTip(1).splitlines()[0] == "1  Umfeld & Auftakt"


def test_what_is_typed_in_the_head_outlives_other_changes(tab: PhaseTab, workspace: Workspace) -> None:
    title = child(tab, QLineEdit, "title")
    title.setFocus()
    replace_text("Auftak")
    workspace.run(edits.measures.add, tab.phase, "von anderswo")
    type_text("t")
    assert title.text() == "Auftakt"
    press(Key.Key_Tab)
    assert workspace.plan.phases[0].title == "Auftakt"


def test_an_empty_title_is_refused_in_its_field(tab: PhaseTab, workspace: Workspace) -> None:
    title = child(tab, QLineEdit, "title")
    title.setFocus()
    replace_text("")
    press(Key.Key_Return)
    assert "darf nicht leer sein" in callouts(tab)[0]
    assert workspace.plan.phases[0].title == "Analyse der Ausgangssituation"
    press(Key.Key_Escape)
    assert title.text() == "Analyse der Ausgangssituation"


def test_a_period_is_read_as_people_write_it(tab: PhaseTab, workspace: Workspace) -> None:
    period = phase_period(tab)
    assert period.text() == "März bis Juli 2017"
    before = period.width()
    period.setFocus()
    replace_text("08/2017–12/2017")
    press(Key.Key_Return)
    assert (workspace.plan.phases[0].start, workspace.plan.phases[0].end) == ("2017-08", "2017-12")
    assert period.text() == "August bis Dezember 2017"
    assert period.width() > before
    replace_text("Dezember bis Quark 2017")
    press(Key.Key_Return)
    assert period.property("invalid")
    assert "ist kein Monat" in callouts(tab)[0]
    press(Key.Key_Escape)
    assert period.text() == "August bis Dezember 2017"


def test_a_derived_year_is_said_until_it_is_settled(window: MainWindow, workspace: Workspace, qtbot: QtBot) -> None:
    tab = front(window, 4, qtbot)
    period = phase_period(tab)
    assert period.text() == "Juli bis Projektende"
    assert "Jahr erschlossen" in labels(tab)
    period.setFocus()
    replace_text("Juli 2018 bis Projektende")
    press(Key.Key_Return)
    assert "Jahr erschlossen" not in labels(tab)
    assert workspace.plan.phases[3].start == "2018-07"


def test_counts_and_progress_follow(tab: PhaseTab, workspace: Workspace) -> None:
    def counts() -> list[str]:
        return [label.text() for label in tab.findChildren(QLabel, "count") if label.text().isdigit()]

    assert sorted(counts()) == ["14", "2", "6"]
    workspace.run(edits.measures.remove, [measure(workspace.plan, 1, 0).id])
    workspace.run(edits.goals.remove, goal(workspace.plan, 1, 0).id)
    workspace.run(edits.mentions.add, tab.phase, "Noch einer")
    assert sorted(counts()) == ["1", "15", "5"]
    keys = [one.id for one in workspace.plan.measures(tab.phase)]
    workspace.run(edits.measures.set_status, keys[:3], "dropped")
    workspace.run(edits.measures.set_field, keys[3], "status", "done")
    told = "1 von 2 Maßnahmen abgeschlossen, 3 entfallen"
    assert told in labels(tab)
    (bar,) = tab.findChildren(QProgressBar)
    assert (bar.value(), bar.maximum(), bar.toolTip(), bar.accessibleDescription()) == (1, 2, told, told)


def test_the_print_button_prints_this_phase(tab: PhaseTab, window: MainWindow, commands: object) -> None:
    QTest.mouseClick(button(tab, "Phasenübersicht drucken"), Qt.MouseButton.LeftButton, NONE)
    assert commands.calls == [("print", tab.phase)]  # type: ignore[attr-defined]


def test_the_menu_acts_on_the_list_used_last(tab: PhaseTab, window: MainWindow, workspace: Workspace) -> None:
    goals, _partners = trees(tab)
    goals.setFocus()
    goals.select(goal(workspace.plan, 1, 1).id)
    command(window, "Bearbeiten")
    settle()
    assert editor_text(goals) == goal(workspace.plan, 1, 1).text
    replace_text("Per Menü")
    press(Key.Key_Return)
    assert goal(workspace.plan, 1, 1).text == "Per Menü"
    command(window, "Nach oben")
    assert goal(workspace.plan, 1, 0).text == "Per Menü"


def test_a_right_click_offers_what_can_be_done(tab: PhaseTab, window: MainWindow, qtbot: QtBot, qapp: object) -> None:
    from PySide6.QtWidgets import QApplication

    view = measures(tab)
    view.customContextMenuRequested.emit(view.visualRect(view.model().index(1, 0)).center())
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    names = [action.objectName() for action in menu.actions() if action.objectName()]
    assert names[:8] == ["cut", "copy", "paste", "duplicate", "edit", "delete", "move_up", "move_down"]
    menu.close()


def test_widths_come_back(tab: PhaseTab, show: Callable[[QWidget], QWidget], workspace: Workspace) -> None:
    measures(tab).setColumnWidth(1, 171)
    press(Key.Key_F4)
    state = tab.state()
    other = PhaseTab(workspace, workspace.plan.phases[1].id)
    other.restore(state)
    assert other.state()["columns"] == state["columns"]
    assert other.state()["form"] == "0"
    other.restore({"columns": "x,,", "splitters": ";;1", "form": "1"})
    other.restore({})


def test_print_while_a_cell_is_edited_prints_what_is_typed(tab: PhaseTab, workspace: Workspace) -> None:
    view = measures(tab)
    view.setCurrentIndex(view.model().index(0, 0))
    view.setFocus()
    press(Key.Key_F2)
    replace_text("ganz frisch")
    assert workspace.flush() == []
    assert measure(workspace.plan, 1, 0).text == "ganz frisch"
    assert open_editor(view) is None


@pytest.mark.parametrize("kind", [QComboBox, QToolButton, QTabBar])
def test_delete_outside_the_lists_deletes_nothing(
    tab: PhaseTab, window: MainWindow, workspace: Workspace, kind: type[QWidget]
) -> None:
    """The list that the keyboard was in before has a row chosen still."""
    view = measures(tab)
    click(view, view.model().index(1, 0))
    before = workspace.plan
    other = next(one for one in window.findChildren(kind) if one.isVisible() and one.isEnabled())
    other.setFocus()
    assert other.hasFocus()
    press(Key.Key_Delete)
    assert workspace.plan is before


@pytest.mark.parametrize("way", ["Menüleiste", "Kontextmenü"])
def test_delete_from_a_menu_is_about_the_list(
    tab: PhaseTab, window: MainWindow, workspace: Workspace, way: str, qtbot: QtBot
) -> None:
    view = measures(tab)
    click(view, view.model().index(1, 0))
    gone = measure(workspace.plan, 1, 1).text
    if way == "Menüleiste":
        QTest.keyClick(window, Key.Key_B, Qt.KeyboardModifier.AltModifier)
        window.menuBar().setActiveAction(window.menuBar().actions()[1])
    else:
        view.customContextMenuRequested.emit(view.visualRect(view.currentIndex()).center())
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    action = entry(window, "Löschen")
    assert action in menu.actions()
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, NONE, menu.actionGeometry(action).center())
    settle()
    assert gone not in measure_texts(workspace.plan, 1)


def test_a_period_that_follows_phases_is_typed_and_keeps_following(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    tab = front(window, 4, qtbot)
    period = phase_period(tab)
    for typed, shown in (
        ("3 monate vor projektende bis projektende", "3 Monate vor Projektende bis Projektende"),
        (
            "im Anschluss an Phase 2 bis Ende von Phase 3",
            "im Anschluss an Phase 2 bis Ende von Phase 3 (01/2018 bis 06/2018)",
        ),
    ):
        period.setFocus()
        replace_text(typed)
        press(Key.Key_Return)
        assert period.text() == shown
        measures(tab).setFocus()
    assert "Jahr erschlossen" not in labels(tab)
    assert "im Anschluss an Phase 2 bis Ende von Phase 3" in period.toolTip()
    workspace.run(edits.phases.move, workspace.plan.phases[1].id, 0)
    assert period.text() == "im Anschluss an Phase 1 bis Ende von Phase 3 (01/2018 bis 06/2018)"
    workspace.undo()
    workspace.undo()
    workspace.run(edits.project.set_field, "", "end", "12/2018")
    assert period.text() == "3 Monate vor Projektende bis Projektende (09/2018 bis 12/2018)"
    workspace.undo()
    workspace.undo()
    assert period.text() == "Juli bis Projektende"
    assert "Jahr erschlossen" in labels(tab)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("im Anschluss an Phase 4 bis Projektende", "führte im Kreis"),
        ("bis Ende von Phase 9", "Eine Phase 9 gibt es nicht"),
    ],
)
def test_a_period_that_cannot_be_stays_and_is_told(
    window: MainWindow, workspace: Workspace, qtbot: QtBot, typed: str, words: str
) -> None:
    tab = front(window, 4, qtbot)
    before, period = workspace.plan, phase_period(tab)
    period.setFocus()
    replace_text(typed)
    press(Key.Key_Return)
    assert words in callouts(tab)[0]
    assert (period.text(), period.property("invalid")) == (typed, True)
    assert workspace.plan is before


def test_tab_passes_the_form_and_goes_through_it_after_enter(tab: PhaseTab, workspace: Workspace) -> None:
    before = workspace.plan
    measures(tab).setFocus()
    press(Key.Key_Escape)
    press(Key.Key_Tab)
    assert QApplication.focusWidget().accessibleName().startswith("Einzelheiten: ")  # type: ignore[union-attr]
    press(Key.Key_Return)
    press(Key.Key_Tab, SHIFT)
    way = [QApplication.focusWidget()]
    for _ in range(30):
        press(Key.Key_Tab)
        focus = QApplication.focusWidget()
        way.append(focus)
        if focus is list_of(tab, "Kooperationspartner"):
            break
    names = [widget.objectName() for widget in way if widget is not None]
    start = names.index("page_tabs")
    assert names[start + 1 : start + 11] == [
        "text", "note", "short", "responsible", "status", "period", "field_of_action", "place", "target_group",
        "priority",
    ]  # fmt: skip
    assert way.index(list_of(tab, "Ziele")) > names.index("priority")
    measures(tab).setFocus()
    press(Key.Key_Escape)
    press(Key.Key_Tab, times=2)
    assert list_of(tab, "Ziele").hasFocus()
    assert workspace.plan is before
