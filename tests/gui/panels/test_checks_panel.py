"""What is missing, shown beside the work."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from nrw_desktop.domain import edits
from nrw_desktop.domain.model.change import Change, deleted, inserted, table_of
from nrw_desktop.domain.model.labels_de import caption
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import (
    Contact,
    Cost,
    Deadline,
    FundingYear,
    Measure,
    Partner,
    SetAside,
    new_id,
    set_aside_id,
)
from nrw_desktop.domain.queries import checks
from nrw_desktop.domain.text.values import running_date
from nrw_desktop.gui.dialogs.project_dialog import ProjectDialog
from nrw_desktop.gui.kit import idle
from nrw_desktop.gui.lists.grouped_list import GroupedList
from nrw_desktop.gui.lists.grouped_rows import Heading
from nrw_desktop.gui.panels import checks_panel
from nrw_desktop.gui.panels.checks_panel import ChecksPanel
from nrw_desktop.gui.panels.find_panel import FindPanel
from nrw_desktop.gui.session import gap_search
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.window.main_window import MainWindow
from tests.gui.hands import (
    CTRL,
    NONE,
    Key,
    button,
    callouts,
    click,
    command,
    go_to_page,
    in_front,
    labels,
    list_of,
    measure,
    press,
    settle,
    type_text,
)


@pytest.fixture
def panel(window: MainWindow) -> ChecksPanel:
    press(Key.Key_F7)
    found = window.findChild(ChecksPanel)
    assert found is not None
    assert found.isVisible()
    return found


def found(panel: ChecksPanel) -> GroupedList:
    (made,) = panel.findChildren(GroupedList)
    assert made.accessibleName() == "Was noch fehlt oder nicht stimmt"
    return made


def headings(panel: ChecksPanel) -> list[str]:
    return [f"{row.title} {row.total}" for row in found(panel).model().rows if isinstance(row, Heading)]


def sentences(panel: ChecksPanel) -> list[str]:
    """What stands under the headings that are open."""
    return [entry.line.text for entry in found(panel).entries()]


def current(panel: ChecksPanel) -> str:
    """What a screen reader says of the row that the keyboard is at."""
    spoken = found(panel).currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    return str(spoken)


def menu_entry(words: str) -> QAction:
    """An entry of the menu that the menu key opens at the current row; the menu is closed again."""
    view, window = QApplication.focusWidget(), QApplication.activeWindow()
    assert isinstance(view, GroupedList)
    assert window is not None
    at = view.visualRect(view.currentIndex()).center()
    way = QContextMenuEvent.Reason.Keyboard
    QApplication.sendEvent(view.viewport(), QContextMenuEvent(way, at, view.viewport().mapToGlobal(at), NONE))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    (action,) = [one for one in menu.actions() if one.text() == words]
    menu.close()
    # A screen would do it.
    window.activateWindow()
    return action


def choose(words: str) -> None:
    """Choose an entry of that menu."""
    action = menu_entry(words)
    assert action.isEnabled()
    action.trigger()
    settle()


def reason(panel: ChecksPanel) -> QLineEdit:
    """The line for the reason, where the keyboard is."""
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    assert panel.isAncestorOf(line)
    assert line.accessibleName() == line.placeholderText() == "Grund (kann leer bleiben)"
    return line


def everything_gone(plan: Plan) -> Change:
    tables = ("measure_goal", "mention", "alias", "measure", "goal", "contact", "partner", "phase")
    return Change(tuple(deleted(record) for table in tables for record in plan.rows[table].values()), "Leer")


def test_each_rule_has_a_line_and_a_number_and_opens(panel: ChecksPanel, window: MainWindow) -> None:
    rules = ["Überfällige Maßnahmen 12", "Maßnahmen ohne Ziel 14", "Ziele ohne Indikator 13"]
    assert headings(panel) == rules
    assert sentences(panel) == []
    assert found(panel).hasFocus()
    assert current(panel) == "Überfällige Maßnahmen, 12, zugeklappt"
    press(Key.Key_Return)
    assert current(panel) == "Überfällige Maßnahmen, 12, aufgeklappt"
    assert len(sentences(panel)) == 12
    assert sentences(panel)[0] == (
        "„Ausschreibung einer Fachstelle“ sollte bis Juli 2017 fertig sein (nach Phase 1) und ist geplant."
    )
    # As in any tree: right goes in, left to the heading, and then closes it.
    press(Key.Key_Right)
    assert current(panel) == sentences(panel)[0]
    press(Key.Key_Left)
    assert current(panel) == "Überfällige Maßnahmen, 12, aufgeklappt"
    press(Key.Key_Left)
    assert sentences(panel) == []
    press(Key.Key_Down)
    click(found(panel), found(panel).model().index(1, 0))
    assert sentences(panel)[0] == "„Ausschreibung einer Fachstelle“ dient noch keinem Ziel."
    assert len(sentences(panel)) == 14
    assert headings(panel) == rules
    today = running_date(dt.date.today().isoformat())
    assert f"Stand: {today}. Entf legt beiseite." in labels(panel)
    press(Key.Key_Escape)
    again = ChecksPanel(window)
    again.come()
    assert len(sentences(again)) == 14, "what was open is open the next time"


def test_enter_goes_to_the_place_and_the_list_stays(panel: ChecksPanel, window: MainWindow) -> None:
    press(Key.Key_Return)
    press(Key.Key_Down, times=7)
    press(Key.Key_Return)
    assert in_front(window) == window.workspace.plan.phases[1].id
    assert panel.isVisible()
    assert not found(panel).hasFocus()
    press(Key.Key_F7)
    assert found(panel).hasFocus()


def test_f7_in_the_list_and_esc_close_and_return_the_keyboard(window: MainWindow) -> None:
    before = QApplication.focusWidget()
    for key in (Key.Key_F7, Key.Key_Escape):
        press(Key.Key_F7)
        panel = window.findChild(ChecksPanel)
        assert panel is not None
        assert panel.isVisible()
        press(key)
        assert not panel.isVisible()
        assert QApplication.focusWidget() is before


def test_only_one_panel_is_open(panel: ChecksPanel, window: MainWindow) -> None:
    before = list_of(window, "Maßnahmen")
    press(Key.Key_F, CTRL)
    find = window.findChild(FindPanel)
    assert find is not None
    assert find.isVisible()
    assert not panel.isVisible()
    press(Key.Key_Escape)
    assert QApplication.focusWidget() is before
    press(Key.Key_F7)
    assert panel.isVisible()
    assert not find.isVisible()


def test_the_list_follows_edits(panel: ChecksPanel, workspace: Workspace, qtbot: QtBot) -> None:
    workspace.run(edits.partners.add, "Sportverein")
    qtbot.waitUntil(lambda: "Partner ohne Phase 1" in headings(panel))
    workspace.undo()
    qtbot.waitUntil(lambda: "Partner ohne Phase 1" not in headings(panel))


def test_an_edit_itself_looks_for_nothing(
    panel: ChecksPanel, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    looked = []
    monkeypatch.setattr(checks, "pieces", lambda plan, today, with_aside: looked.append(plan) or iter(()))  # type: ignore[func-returns-value]
    for number in range(3):
        workspace.run(edits.partners.add, f"Verein {number}")
        settle()
    assert looked == []
    qtbot.waitUntil(lambda: bool(looked))
    assert looked == [workspace.plan]
    press(Key.Key_Escape)
    workspace.run(edits.partners.add, "Verein")
    qtbot.wait(gap_search.AFTER_A_CHANGE + 50)
    assert len(looked) == 1


def test_a_large_plan_is_looked_through_in_pieces(
    panel: ChecksPanel, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    phase = workspace.plan.phases[0].id
    rows = tuple(
        inserted(Measure(new_id(), phase, f"z{n:05}", text=f"Maßnahme {n}", status="done")) for n in range(4_000)
    )
    workspace.run(lambda _plan: Change(rows, "Test"))
    monkeypatch.setattr(idle, "_IN_BETWEEN", 0.0001)
    press(Key.Key_Down)
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: gap_search.of(workspace).is_looking)
    assert headings(panel)[1] == "Maßnahmen ohne Ziel 14"
    qtbot.waitUntil(lambda: headings(panel)[1] == "Maßnahmen ohne Ziel 4014")
    assert len(sentences(panel)) == checks_panel.LISTED
    assert f"die ersten {checks_panel.LISTED}" in labels(panel)


def test_nothing_missing_is_said(panel: ChecksPanel, workspace: Workspace, qtbot: QtBot) -> None:
    workspace.run(everything_gone)
    qtbot.waitUntil(lambda: "Noch nichts zu prüfen: Legen Sie zuerst eine Phase an" in labels(panel))
    workspace.run(edits.phases.add, "Vorlauf")
    phase = workspace.plan.phases[0].id
    workspace.run(edits.phases.set_period, phase, "März bis Juli 2017")
    workspace.run(edits.measures.add, phase, "Etwas")
    workspace.run(edits.goals.add, phase, "Ein Ziel")
    measure, goal = workspace.plan.measures(phase)[0].id, workspace.plan.goals(phase)[0].id
    workspace.run(edits.measures.set_field, measure, "status", "done")
    workspace.run(edits.goals.set_field, goal, "indicator", "Wie viele")
    workspace.run(edits.links.set_goal, measure, goal, True)
    qtbot.waitUntil(lambda: "Alles vollständig." in labels(panel))
    assert "Stand: " in labels(panel)
    assert not found(panel).isVisible()
    press(Key.Key_F7)
    press(Key.Key_F7)
    assert panel.isAncestorOf(QApplication.focusWidget())
    press(Key.Key_Escape)
    assert not panel.isVisible()


@pytest.mark.parametrize("kind", ["deadline", "too_expensive", "kept_too_long"])
def test_what_belongs_to_no_phase_has_its_place(window: MainWindow, workspace: Workspace, kind: str) -> None:
    partner, first = workspace.plan.partners[3], measure(workspace.plan, 1, 0)
    records = {
        "deadline": (Deadline(new_id(), "Verwendungsnachweis", "2019-01-31"),),
        "too_expensive": (FundingYear(new_id(), 2018, 100), Cost(new_id(), first.id, 2018, 101)),
        "kept_too_long": (Contact(new_id(), partner.id, "Frau A.", retain_until="2019-01-31"),),
    }[kind]
    workspace.run(lambda _plan: Change(tuple(inserted(record) for record in records), "Test"))
    workspace.run(edits.measures.set_status, list(workspace.plan.rows["measure"]), "postponed")
    go_to_page(window, "Partner" if kind != "kept_too_long" else "Übersicht")
    press(Key.Key_F7)
    panel = window.findChild(ChecksPanel)
    assert panel is not None
    assert headings(panel)[0] == f"{checks.TITLES[kind]} 1"
    press(Key.Key_Return)
    press(Key.Key_Right)
    press(Key.Key_Return)
    if kind != "kept_too_long":
        # In the dialog of the project's data, with its row chosen and the keyboard there; the page behind it stays.
        (dialog,) = window.findChildren(ProjectDialog)
        view = list_of(dialog, "Fristen" if kind == "deadline" else "Förderjahre")
        assert view.current_record() == workspace.plan.record(table_of(records[0]), records[0].id)
        assert view.hasFocus()
        assert in_front(window) == "Partner"
        press(Key.Key_Escape)
        assert panel.isVisible()
    else:
        assert in_front(window) == "Partner"
        chosen = list_of(window, "Kooperationspartner").current_record()
        assert chosen == workspace.plan.find(Partner, partner.id)


def test_partners_that_may_be_the_same_lead_to_the_register(
    panel: ChecksPanel, window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    workspace.run(edits.mentions.add, workspace.plan.phases[0].id, "Intergrationsrat")
    qtbot.waitUntil(lambda: f"{checks.TITLES['spelt_alike']} 1" in headings(panel))
    assert headings(panel)[-1] == f"{checks.TITLES['spelt_alike']} 1"
    press(Key.Key_Up)
    press(Key.Key_Right, times=2)
    assert current(panel).startswith("„Integrationsrat“ und „Intergrationsrat“")
    press(Key.Key_Return)
    assert in_front(window) == "Partner"
    chosen = list_of(window, "Kooperationspartner").current_record()
    assert isinstance(chosen, Partner)
    assert chosen.name == "Integrationsrat"
    other = next(partner for partner in workspace.plan.partners if partner.name == "Intergrationsrat")
    workspace.run(edits.merge_partners.merge, chosen.id, other.id)
    qtbot.waitUntil(lambda: f"{checks.TITLES['spelt_alike']} 1" not in headings(panel))


def test_a_gap_whose_record_went_is_looked_for_anew(panel: ChecksPanel, workspace: Workspace) -> None:
    first = measure(workspace.plan, 1, 0)
    press(Key.Key_Right, times=2)
    workspace.run(edits.measures.remove, [first.id])
    press(Key.Key_Return)
    assert headings(panel)[:2] == ["Überfällige Maßnahmen 11", "Maßnahmen ohne Ziel 13"]


def test_a_case_is_set_aside_and_taken_back_by_keys(
    panel: ChecksPanel, window: MainWindow, workspace: Workspace
) -> None:
    press(Key.Key_Return)
    press(Key.Key_Down)
    second = sentences(panel)[1]
    press(Key.Key_Delete)
    line = reason(panel)
    assert "„Ausschreibung einer Fachstelle“ sollte" in labels(panel)
    assert line.accessibleDescription() == sentences(panel)[0]
    # Esc leaves the line, and only that.
    type_text("doch nicht")
    press(Key.Key_Escape)
    assert panel.isVisible()
    assert found(panel).hasFocus()
    assert not line.isVisible()
    assert workspace.plan.all(SetAside) == {}
    press(Key.Key_Delete)
    type_text("Läuft über das Jugendamt")
    # What somebody else does meanwhile is told when it matters, and what was typed stays.
    workspace.run(edits.measures.remove, [measure(workspace.plan, 1, 0).id])
    press(Key.Key_Return)
    assert callouts(panel) == ["Diese Zeile gibt es nicht mehr. Sie wurde inzwischen gelöscht."]
    assert workspace.held() == [line.text()] == ["Läuft über das Jugendamt"]
    workspace.undo()
    press(Key.Key_Return)
    assert workspace.held() == []
    first = measure(workspace.plan, 1, 0)
    (aside,) = workspace.plan.all(SetAside).values()
    assert (aside.rule, aside.table, aside.row, aside.reason) == (
        "overdue",
        "measure",
        first.id,
        "Läuft über das Jugendamt",
    )
    assert workspace.undo_label() == "‚Überfällige Maßnahmen‘ beiseitegelegt: ‚Ausschreibung einer Fachstelle‘"
    # The keyboard goes on with the next case.
    assert found(panel).hasFocus()
    assert current(panel) == second == sentences(panel)[0]
    assert headings(panel) == [
        "Überfällige Maßnahmen 11", "Maßnahmen ohne Ziel 14", "Ziele ohne Indikator 13", "Beiseitegelegt 1"
    ]  # fmt: skip
    press(Key.Key_Left)
    assert current(panel) == "Überfällige Maßnahmen, 11, 1 beiseitegelegt, aufgeklappt"
    choose("Beiseitegelegtes zeigen")
    assert current(panel) == "Beiseitegelegt, 1, aufgeklappt"
    press(Key.Key_Right)
    assert current(panel).endswith("ist geplant.\nLäuft über das Jugendamt")
    choose("Grund ändern …")
    assert reason(panel).selectedText() == "Läuft über das Jugendamt"
    type_text("Läuft nebenan")
    press(Key.Key_Return)
    assert current(panel).endswith("\nLäuft nebenan")
    go_to_page(window, 2)
    found(panel).setFocus()
    choose("Dorthin gehen")
    assert in_front(window) == first.phase
    found(panel).setFocus()
    # Delete takes back here, as it is first in the menu.
    press(Key.Key_Delete)
    assert workspace.plan.all(SetAside) == {}
    assert headings(panel) == ["Überfällige Maßnahmen 12", "Maßnahmen ohne Ziel 14", "Ziele ohne Indikator 13"]


def test_a_reason_is_that_of_its_own_case_and_closing_loses_none(
    panel: ChecksPanel, window: MainWindow, workspace: Workspace
) -> None:
    press(Key.Key_Return)
    press(Key.Key_Down)
    press(Key.Key_Delete)
    type_text("Grund von A")
    press(Key.Key_Return)
    choose("Beiseitegelegtes zeigen")
    press(Key.Key_Down)
    choose("Grund ändern …")
    assert reason(panel).text() == "Grund von A"
    assert workspace.held() == []
    # What it was given for A is nobody else's.
    found(panel).setFocus()
    press(Key.Key_Home)
    press(Key.Key_Down)
    press(Key.Key_Delete)
    assert reason(panel).text() == ""
    type_text("Grund von B")
    assert workspace.is_typing
    window.close()
    assert {one.reason for one in workspace.plan.all(SetAside).values()} == {"Grund von A", "Grund von B"}


def test_a_rule_is_set_aside_by_the_mouse_and_one_undo_brings_it_back(
    panel: ChecksPanel, window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    page = in_front(window)
    press(Key.Key_Down, times=2)
    choose("Diese Regel beiseitelegen …")
    assert "Alle: Ziele ohne Indikator" in labels(panel)
    reason(panel)
    button(panel, "Beiseitelegen").click()
    settle()
    assert headings(panel) == ["Überfällige Maßnahmen 12", "Maßnahmen ohne Ziel 14", "Beiseitegelegt 1"]
    assert found(panel).hasFocus()
    press(Key.Key_Up)
    press(Key.Key_Right, times=2)
    assert current(panel) == "Alle: Ziele ohne Indikator\nzurzeit 13"
    assert not menu_entry("Dorthin gehen").isEnabled()
    press(Key.Key_Return)
    assert found(panel).hasFocus()
    command(window, "Rückgängig")
    qtbot.waitUntil(lambda: "Ziele ohne Indikator 13" in headings(panel))
    assert workspace.plan.all(SetAside) == {}
    command(window, "Wiederholen")
    qtbot.waitUntil(lambda: "Beiseitegelegt 1" in headings(panel))
    # It shows beside any page, so none comes to the front for it.
    assert in_front(window) == page


def test_what_is_no_case_now_or_of_a_newer_program_can_be_taken_back_too(
    panel: ChecksPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    one, other = (measure(workspace.plan, 1, number) for number in (0, 1))
    rows = [
        SetAside(set_aside_id(rule, row), rule, row and "measure", row)
        for rule, row in (("overdue", one.id), ("from_the_future", other.id), ("without_heart", None))
    ]
    workspace.run(lambda _plan: Change(tuple(map(inserted, rows)), "Test"))
    workspace.run(edits.measures.set_status, [one.id], "done")
    qtbot.waitUntil(lambda: "Beiseitegelegt 3" in headings(panel))
    press(Key.Key_Up)
    press(Key.Key_Return)
    assert sentences(panel) == [
        "Überfällige Maßnahmen: „Ausschreibung einer Fachstelle“",
        "Alle: without_heart",
        f"from_the_future: „{caption(other)}“",
    ]
    press(Key.Key_Right)
    assert current(panel).endswith("\nzurzeit nicht der Fall")
    for left in (2, 1, 0):
        press(Key.Key_Delete)
        assert len(workspace.plan.all(SetAside)) == left
    assert found(panel).hasFocus()
