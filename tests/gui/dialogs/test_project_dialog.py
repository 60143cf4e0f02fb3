"""The data of the project by keys, and what follows Projektende: tabs, overview, print and JSON."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTabBar
from pytestqt.qtbot import QtBot

from nrw_desktop.domain import edits
from nrw_desktop.exchange.plan_json import plan_json
from nrw_desktop.gui.dialogs.project_dialog import ProjectDialog
from nrw_desktop.gui.kit.card import Card
from nrw_desktop.gui.kit.field_undo import FieldUndo
from nrw_desktop.gui.lists.detail_table import DetailTable
from nrw_desktop.gui.lists.record_view import RecordView
from nrw_desktop.gui.pages.phase_tab import PhaseTab
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.window.main_window import MainWindow
from nrw_desktop.reports.phase_overview import phase_overview
from nrw_desktop.reports.request import Request
from tests.gui.hands import (
    CTRL,
    SHIFT,
    Key,
    answer,
    callouts,
    child,
    command,
    editor_text,
    field,
    front_page,
    go_to_phase,
    labels,
    press,
    settle,
    show_table,
    type_text,
)
from tests.reports.pdf_tools import text


@pytest.fixture
def dialog(window: MainWindow, qtbot: QtBot, qapp: QApplication) -> Iterator[ProjectDialog]:
    """The dialog as the menu opens it, in an application where Ctrl+Z passes through fields as it does in ours."""
    watcher = FieldUndo()
    qapp.focusChanged.connect(watcher.watch)
    command(window, "Projektdaten")
    (made,) = window.findChildren(ProjectDialog)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    settle()
    yield made
    qapp.focusChanged.disconnect(watcher.watch)


def enter(dialog: ProjectDialog, kind: type[Any], name: str) -> Any:
    field = child(dialog, kind, name)
    field.setFocus()
    settle()
    return field


def table(dialog: ProjectDialog, title: str) -> RecordView:
    """The table of a card, with the keyboard in it."""
    card = next(card for card in dialog.findChildren(Card) if title in labels(card).split("\n"))
    found = card.findChild(DetailTable)
    assert found is not None
    found.view.setFocus()
    settle()
    return found.view


def texts(view: RecordView) -> list[list[str]]:
    model = view.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())] for row in range(model.rowCount())
    ]


def set_end(dialog: ProjectDialog, month: str) -> None:
    """Type another Projektende and leave the field."""
    enter(dialog, QLineEdit, "end")
    press(Key.Key_A, CTRL)
    type_text(month)
    press(Key.Key_Tab)


def periods(window: MainWindow) -> list[str]:
    """The periods in the heads of the phases' tabs."""
    found = []
    for phase in window.workspace.plan.phases:
        go_to_phase(window, phase.id)
        page = front_page(window)
        assert isinstance(page, PhaseTab)
        found.append(field(page, "Zeitraum der Phase").text())
    return found


def overview(window: MainWindow) -> list[str]:
    """The periods in the overview."""
    model = show_table(window).model()
    return [model.index(row, 1).data() for row in range(model.rowCount())]


def ends(workspace: Workspace) -> list[str | None]:
    """The periods' ends in the JSON."""
    return [phase["period"]["end"] for phase in json.loads(plan_json(workspace.plan))["phases"]]


DAY = date(2026, 11, 23)
FIRST_THREE = ["März bis Juli 2017", "August bis Dezember 2017", "Januar bis Juni 2018"]


def check_end(window: MainWindow, tmp_path: Path, month: str | None) -> None:
    """Phase 4 ends in this month everywhere, and the first three stay as they are."""
    shown = "Juli bis Projektende" + (f" ({month[5:]}/{month[:4]})" if month else "")
    assert periods(window) == [*FIRST_THREE, shown]
    assert overview(window) == [*FIRST_THREE, shown]
    assert ends(window.workspace) == ["2017-07", "2017-12", "2018-06", month]
    printed = " ".join(text(phase_overview(window.workspace.plan, Request(DAY)), tmp_path).split())
    assert shown in printed
    assert ("Projektende (" in printed) == (month is not None)
    assert all(one in printed for one in FIRST_THREE)


def test_open_periods_follow_the_end_of_the_project_everywhere(
    window: MainWindow, dialog: ProjectDialog, workspace: Workspace, tmp_path: Path
) -> None:
    assert child(dialog, QLineEdit, "end").text() == ""
    check_end(window, tmp_path, None)
    set_end(dialog, "12/2018")
    check_end(window, tmp_path, "2018-12")
    set_end(dialog, "Dezember 2023")
    check_end(window, tmp_path, "2023-12")
    assert child(dialog, QLineEdit, "end").text() == "12/2023"
    press(Key.Key_Z, CTRL)
    check_end(window, tmp_path, "2018-12")
    press(Key.Key_Z, CTRL)
    check_end(window, tmp_path, None)
    assert workspace.undo_label() == ""
    press(Key.Key_Y, CTRL)
    check_end(window, tmp_path, "2018-12")
    press(Key.Key_Z, CTRL | SHIFT)
    check_end(window, tmp_path, "2023-12")


@pytest.mark.parametrize(
    ("kind", "name", "typed"),
    [
        (QLineEdit, "heading", "Anlage 2"),
        (QLineEdit, "title", "Umsetzung"),
        (QPlainTextEdit, "introduction", "Im Folgenden"),
        (QLineEdit, "lead", "Stadt Bielefeld"),
        (QLineEdit, "municipality", "Bielefeld"),
        (QLineEdit, "programme", "NRWeltoffen"),
        (QLineEdit, "funding_notice", "Bescheid vom 13.02.2017"),
    ],
)
def test_every_field_is_typed_and_undone_in_one_step(
    dialog: ProjectDialog, workspace: Workspace, kind: type[Any], name: str, typed: str
) -> None:
    before = workspace.plan
    enter(dialog, kind, name)
    press(Key.Key_A, CTRL)
    type_text(typed)
    press(Key.Key_Tab)
    assert getattr(workspace.plan.project, name) == typed
    press(Key.Key_Z, CTRL)
    assert workspace.plan == before
    assert workspace.undo_label() == ""


@pytest.mark.parametrize(("typed", "words"), [("bald", "ist kein Monat"), ("2018", "ist kein Monat")])
def test_an_end_that_is_no_month_stays_and_is_told(
    dialog: ProjectDialog, workspace: Workspace, typed: str, words: str
) -> None:
    before = workspace.plan
    set_end(dialog, typed)
    end = child(dialog, QLineEdit, "end")
    assert words in callouts(dialog)[0]
    assert (end.text(), end.property("invalid")) == (typed, True)
    assert workspace.plan is before


def test_deadlines_are_added_changed_and_deleted_by_keys(dialog: ProjectDialog, workspace: Workspace) -> None:
    view = table(dialog, "Fristen")
    press(Key.Key_Insert)
    for word in ("Verwendungsnachweis", "30.6.2019"):
        type_text(word)
        press(Key.Key_Tab)
    # Behind the last cell of a new row comes the next one.
    type_text("Zwischennachweis")
    press(Key.Key_Tab)
    type_text("31. März 2018")
    press(Key.Key_Return)
    press(Key.Key_Escape)
    assert texts(view) == [["Zwischennachweis", "31.03.2018"], ["Verwendungsnachweis", "30.06.2019"]]
    press(Key.Key_Right)
    press(Key.Key_F2)
    press(Key.Key_A, CTRL)
    type_text("irgendwann")
    press(Key.Key_Return)
    assert "ist kein Datum" in callouts(dialog)[0]
    assert editor_text(view) == "irgendwann"
    press(Key.Key_Escape)
    press(Key.Key_Delete, CTRL)
    assert [deadline.what for deadline in workspace.plan.deadlines] == ["Verwendungsnachweis"]
    press(Key.Key_Z, CTRL)
    assert len(workspace.plan.deadlines) == 2
    for _ in range(4):
        press(Key.Key_Z, CTRL)
    assert workspace.plan.deadlines == ()
    assert workspace.undo_label() == ""


def test_funding_years_hold_amounts_and_stand_once(dialog: ProjectDialog, workspace: Workspace) -> None:
    view = table(dialog, "Förderjahre")
    press(Key.Key_Insert)
    for word in ("2018", "70.000", "7000"):
        type_text(word)
        press(Key.Key_Tab)
    press(Key.Key_Escape)
    assert texts(view) == [["2018", "70.000,00 €", "7.000,00 €"]]
    press(Key.Key_Insert)
    type_text("2018")
    press(Key.Key_Return)
    assert callouts(dialog) == ["2018 steht schon in der Liste. Bitte die vorhandene Zeile ändern."]
    assert editor_text(view) == "2018"
    press(Key.Key_Escape)
    assert [year.year for year in workspace.plan.funding_years] == [2018]
    press(Key.Key_Right)
    press(Key.Key_F2)
    press(Key.Key_A, CTRL)
    type_text("viel")
    press(Key.Key_Return)
    assert "ist kein Betrag" in callouts(dialog)[0]
    assert workspace.plan.funding_years[0].cap == 7_000_000


def test_its_pages_are_turned_as_those_of_the_window(dialog: ProjectDialog, workspace: Workspace) -> None:
    pages = child(dialog, QTabBar, "page_tabs")
    assert pages.currentIndex() == 0
    for key, modifier, shown in (
        (Key.Key_PageDown, CTRL, 1),
        (Key.Key_PageUp, CTRL, 0),
        (Key.Key_Tab, CTRL, 1),
        (Key.Key_Backtab, CTRL | SHIFT, 0),
    ):
        press(key, modifier)
        assert pages.currentIndex() == shown
    type_text("Anlage 2")
    press(Key.Key_PageDown, CTRL)
    settle()
    assert workspace.plan.project.heading == "Anlage 2Anlage 1"


def test_it_opens_at_its_first_field(dialog: ProjectDialog) -> None:
    assert child(dialog, QLineEdit, "heading").hasFocus()


def test_it_opens_once_and_follows_the_window(window: MainWindow, dialog: ProjectDialog, workspace: Workspace) -> None:
    command(window, "Projektdaten")
    assert window.findChildren(ProjectDialog) == [dialog]
    workspace.run(edits.project.set_field, "", "title", "Von anderswo")
    workspace.run(edits.detail_rows.DEADLINES.add, None, "Bericht")
    assert child(dialog, QLineEdit, "title").text() == "Von anderswo"
    assert "1" in labels(dialog).split("\n")
    press(Key.Key_Escape)
    assert window.findChildren(ProjectDialog) == []


def test_esc_asks_before_it_drops_a_refused_value(
    window: MainWindow, dialog: ProjectDialog, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_end(dialog, "13/2018")
    told = answer(monkeypatch, "Zurück", "Verwerfen")
    press(Key.Key_Escape)
    assert dialog.isVisible()
    assert "Einen Monat 13 gibt es nicht" in told[0]
    assert child(dialog, QLineEdit, "end").hasFocus()
    press(Key.Key_Tab)
    press(Key.Key_Escape)
    assert window.findChildren(ProjectDialog) == []
    assert workspace.plan.project.end is None


def test_a_plan_to_look_at_can_only_be_looked_at(window: MainWindow, workspace: Workspace) -> None:
    workspace.plan_file.read_only = True
    command(window, "Projektdaten")
    (dialog,) = window.findChildren(ProjectDialog)
    assert child(dialog, QLineEdit, "title").isReadOnly()
    table(dialog, "Fristen")
    press(Key.Key_Insert)
    press(Key.Key_Delete)
    press(Key.Key_Z, CTRL)
    assert workspace.plan.deadlines == ()
