"""What is missing, shown beside the work."""

import datetime as dt

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from nrw_desktop.domain import edits
from nrw_desktop.domain.model.change import Change, deleted, inserted, table_of
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Contact, Cost, Deadline, FundingYear, Measure, Partner, new_id
from nrw_desktop.domain.queries import checks
from nrw_desktop.domain.text.values import running_date
from nrw_desktop.gui.dialogs.project_dialog import ProjectDialog
from nrw_desktop.gui.kit import idle
from nrw_desktop.gui.lists.grouped_list import GroupedList, Heading
from nrw_desktop.gui.panels import checks_panel
from nrw_desktop.gui.panels.checks_panel import ChecksPanel
from nrw_desktop.gui.panels.find_panel import FindPanel
from nrw_desktop.gui.session import gap_search
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.window.main_window import MainWindow
from tests.gui.hands import CTRL, Key, go_to_page, in_front, labels, list_of, measure, press, settle


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


def box(panel: ChecksPanel) -> QComboBox:
    found = panel.findChild(QComboBox)
    assert found is not None
    return found


def everything_gone(plan: Plan) -> Change:
    tables = ("measure_goal", "mention", "alias", "measure", "goal", "contact", "partner", "phase")
    return Change(tuple(deleted(record) for table in tables for record in plan.rows[table].values()), "Leer")


def test_gaps_stand_under_their_kind(panel: ChecksPanel) -> None:
    assert headings(panel) == ["Überfällige Maßnahmen 12", "Maßnahmen ohne Ziel 14", "Ziele ohne Indikator 13"]
    assert found(panel).hasFocus()
    late, lost = (found(panel).entries()[place].line.text for place in (0, 12))
    assert late == ("„Ausschreibung einer Fachstelle“ sollte bis Juli 2017 fertig sein (nach Phase 1) und ist geplant.")
    assert lost == "„Ausschreibung einer Fachstelle“ dient noch keinem Ziel."
    today = running_date(dt.date.today().isoformat())
    assert f"Stand: {today}." in labels(panel)


def test_enter_goes_to_the_place_and_the_list_stays(panel: ChecksPanel, window: MainWindow) -> None:
    press(Key.Key_Down, times=6)
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
    monkeypatch.setattr(checks, "pieces", lambda plan, today: looked.append(plan) or iter(()))  # type: ignore[func-returns-value]
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
        inserted(Measure(new_id(), phase, f"z{n:05}", text=f"Maßnahme {n}", status="done")) for n in range(1_000)
    )
    workspace.run(lambda _plan: Change(rows, "Test"))
    monkeypatch.setattr(idle, "_IN_BETWEEN", 0.0001)
    qtbot.waitUntil(lambda: gap_search.of(workspace).is_looking)
    assert headings(panel)[1] == "Maßnahmen ohne Ziel 14"
    qtbot.waitUntil(lambda: headings(panel)[1] == "Maßnahmen ohne Ziel 1014")
    assert len(found(panel).entries()) == 12 + checks_panel.LISTED + 13
    assert f"die ersten {checks_panel.LISTED}" in labels(panel)


def test_a_kind_is_chosen_and_remembered(
    panel: ChecksPanel, window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    assert box(panel).itemText(0) == "Alle Arten (39)"
    box(panel).setFocus()
    press(Key.Key_Down, times=3)
    assert box(panel).currentText() == "Ziele ohne Indikator (13)"
    assert headings(panel) == ["Ziele ohne Indikator 13"]
    press(Key.Key_Escape)
    again = ChecksPanel(window)
    again.come()
    assert headings(again) == ["Ziele ohne Indikator 13"]
    for goal in list(workspace.plan.rows["goal"].values()):
        workspace.run(edits.goals.set_field, goal.id, "indicator", "Zählung")
    qtbot.waitUntil(lambda: "Von dieser Art ist nichts mehr offen." in labels(again))
    assert box(again).currentText() == "Ziele ohne Indikator (0)"


def test_an_unknown_kind_of_another_version_means_all(settings: QSettings, window: MainWindow) -> None:
    settings.setValue("gaps/kind", "from_the_future")
    press(Key.Key_F7)
    panel = window.findChild(ChecksPanel)
    assert panel is not None
    assert len(headings(panel)) == 3


def test_nothing_missing_is_said(panel: ChecksPanel, workspace: Workspace, qtbot: QtBot) -> None:
    workspace.run(everything_gone)
    qtbot.waitUntil(lambda: "Alles vollständig." in labels(panel))
    assert "Stand: " in labels(panel)
    assert not found(panel).isVisible()
    press(Key.Key_F7)
    press(Key.Key_F7)
    assert box(panel).hasFocus()


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
    box(panel).setFocus()
    press(Key.Key_Down, times=4)
    assert headings(panel) == [f"{checks.TITLES['spelt_alike']} 1"]
    assert found(panel).entries()[0].line.text.startswith("„Integrationsrat“ und „Intergrationsrat“")
    found(panel).setFocus()
    press(Key.Key_Down)
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
    workspace.run(edits.measures.remove, [first.id])
    press(Key.Key_Return)
    assert headings(panel)[:2] == ["Überfällige Maßnahmen 11", "Maßnahmen ohne Ziel 13"]
