"""Many rows at once: choosing, copying, cutting, pasting, doubling, one status for all, and filtering."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QMimeData, QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QStatusBar, QWidget

from nrw_desktop.domain import edits
from nrw_desktop.domain.model.change import Change, inserted
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Cost, Measure, Partner
from nrw_desktop.domain.queries import goals
from nrw_desktop.exchange.clipboard import MIME_TYPE
from nrw_desktop.gui.cards.filter_field import FilterField
from nrw_desktop.gui.pages.partner_tab import PartnerTab
from nrw_desktop.gui.pages.phase_tab import PhaseTab
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.window.main_window import MainWindow
from nrw_desktop.storage.file.plan_file import PlanFile
from tests.gui.conftest import ORIGIN
from tests.gui.hands import (
    CTRL,
    SHIFT,
    Key,
    RecordingCommands,
    callouts,
    card_of,
    child,
    click,
    command,
    entry,
    field,
    front_page,
    go_to_page,
    labels,
    list_of,
    measure,
    measure_texts,
    open_editor,
    press,
    replace_text,
    settle,
    submenu,
    type_text,
)

COPIED = Path(__file__).parents[2] / "exchange" / "clipboard"


@pytest.fixture
def tab(window: MainWindow) -> PhaseTab:
    """The tab of phase 1, whole."""
    settle()
    page = front_page(window)
    assert isinstance(page, PhaseTab)
    list_of(page, "Maßnahmen").setFocus()
    return page


@pytest.fixture
def other(
    plan_path: Path, commands: RecordingCommands, tmp_path: Path, show: Callable[[QWidget], QWidget], window: MainWindow
) -> Iterator[MainWindow]:
    """A window with another plan, as another program would show it."""
    path = Path(shutil.copy(plan_path, tmp_path / "Anderswo.nrwplan"))
    with PlanFile.open(path, ORIGIN) as file:
        settings = QSettings(str(tmp_path / "other.ini"), QSettings.Format.IniFormat)
        made = MainWindow(Workspace(file), commands, settings)
        show(made)
        yield made


def phase_tab(window: MainWindow, number: int) -> PhaseTab:
    window.activateWindow()
    go_to_page(window, number)
    settle()
    page = front_page(window)
    assert isinstance(page, PhaseTab)
    list_of(page, "Maßnahmen").setFocus()
    settle()
    return page


def choose(tab: PhaseTab, first: int, last: int) -> list[str]:
    """Choose measures by clicks; their ids."""
    view = list_of(tab, "Maßnahmen")
    click(view, view.model().index(first, 0))
    click(view, view.model().index(last, 0), SHIFT)
    return view.selected_keys()


def do(window: MainWindow, name: str) -> None:
    """Use an action of the menus, which must be there and enabled."""
    command(window, name)
    settle()


def copy_html(name: str) -> None:
    data = QMimeData()
    data.setHtml((COPIED / f"{name}.html").read_text("utf-8"))
    text = COPIED / f"{name}.txt"
    data.setText(text.read_text("utf-8") if text.exists() else "")
    QGuiApplication.clipboard().setMimeData(data)


def goal_lines(workspace: Workspace, number: int) -> list[tuple[int, str]]:
    plan = workspace.plan
    return [(entry.depth, entry.goal.text) for entry in goals.entries(plan, plan.phases[number - 1])]


def said(window: MainWindow) -> str:
    return labels(cast(QStatusBar, window.statusBar()))


@pytest.mark.parametrize("by", ["menu", "keys"])
def test_one_status_for_all_chosen(tab: PhaseTab, window: MainWindow, workspace: Workspace, by: str) -> None:
    chosen = choose(tab, 1, 3)
    if by == "menu":
        do(window, "Abgeschlossen")
    else:
        press(Key.Key_3, CTRL)
    assert [measure(workspace.plan, 1, place).status for place in range(6)] == [
        "planned", "done", "done", "done", "planned", "planned",
    ]  # fmt: skip
    assert list_of(tab, "Maßnahmen").selected_keys() == chosen
    assert workspace.undo_label() == "Status von 3 Maßnahmen geändert"
    workspace.undo()
    assert {one.status for one in workspace.plan.measures(tab.phase)} == {"planned"}


def test_status_is_for_measures_alone(tab: PhaseTab, window: MainWindow, workspace: Workspace) -> None:
    list_of(tab, "Ziele").setFocus()
    before = workspace.plan
    press(Key.Key_3, CTRL)
    assert workspace.plan is before
    go_to_page(window, "Partner")
    settle()
    assert not entry(window, "Abgeschlossen").isEnabled()
    assert not submenu(window, "Status").isEnabled()


def test_chosen_rows_are_deleted_and_moved_together(tab: PhaseTab, window: MainWindow, workspace: Workspace) -> None:
    texts = measure_texts(workspace.plan, 1)
    choose(tab, 0, 1)
    menu = QMenu()
    tab.fill_move_menu(menu)
    menu.actions()[0].trigger()
    assert measure_texts(workspace.plan, 2)[-2:] == texts[:2]
    choose(tab, 0, 2)
    press(Key.Key_Delete, CTRL)
    assert measure_texts(workspace.plan, 1) == texts[5:]


def test_copied_rows_go_into_another_phase_whole(tab: PhaseTab, window: MainWindow, workspace: Workspace) -> None:
    key = measure(workspace.plan, 1, 0).id
    workspace.run(edits.measures.set_field, key, "note", "mit Notiz")
    texts = measure_texts(workspace.plan, 1)
    choose(tab, 0, 1)
    press(Key.Key_C, CTRL)
    second = phase_tab(window, 2)
    before = measure_texts(workspace.plan, 2)
    click(list_of(second, "Maßnahmen"), list_of(second, "Maßnahmen").model().index(0, 0))
    press(Key.Key_V, CTRL)
    assert measure_texts(workspace.plan, 2) == [before[0], *texts[:2], *before[1:]]
    assert measure(workspace.plan, 2, 1).note == "mit Notiz"
    assert list_of(second, "Maßnahmen").selected_keys() == [measure(workspace.plan, 2, place).id for place in (1, 2)]
    assert measure_texts(workspace.plan, 1) == texts
    assert "2 Maßnahmen eingefügt. Strg+Z nimmt sie zurück." in said(window)
    press(Key.Key_Z, CTRL)
    assert measure_texts(workspace.plan, 2) == before


def test_cut_rows_stay_until_they_are_pasted_and_then_move(
    tab: PhaseTab, window: MainWindow, workspace: Workspace
) -> None:
    texts, keys = measure_texts(workspace.plan, 1), choose(tab, 4, 5)
    plan = workspace.plan
    press(Key.Key_X, CTRL)
    assert workspace.plan is plan
    assert "bleibt, bis es anderswo eingefügt wird" in callouts(window)[0]
    second = phase_tab(window, 2)
    press(Key.Key_End, CTRL)
    press(Key.Key_V, CTRL)
    assert [one.id for one in workspace.plan.measures(second.phase)[-2:]] == keys
    assert measure_texts(workspace.plan, 1) == texts[:4]
    assert "verschoben" in workspace.undo_label()
    # Once more, they are copies.
    press(Key.Key_V, CTRL)
    assert measure_texts(workspace.plan, 2)[-4:] == texts[4:] * 2
    workspace.undo()
    workspace.undo()
    assert workspace.plan == plan


def test_rows_go_from_plan_to_plan(tab: PhaseTab, window: MainWindow, other: MainWindow, workspace: Workspace) -> None:
    phase_tab(window, 1)
    key = choose(tab, 1, 1)[0]
    workspace.run(_with_cost, key)
    workspace.run(edits.measures.set_field, key, "responsible", workspace.plan.partners[0].name)
    press(Key.Key_X, CTRL)
    third = phase_tab(other, 3)
    press(Key.Key_V, CTRL)
    text = measure_texts(workspace.plan, 1)[1]
    pasted = next(one for one in other.workspace.plan.measures(third.phase) if one.text == text)
    assert pasted.id != key
    assert [cost.planned for cost in other.workspace.plan.costs(pasted.id)] == [5_000_00]
    assert pasted.responsible_partner == workspace.plan.partners[0].id
    # In the other plan they are copies: nothing is lost here.
    assert workspace.plan.find(Measure, key)


def _with_cost(_plan: Plan, key: str) -> Change:
    return Change((inserted(Cost("k1", measure=key, year=2018, planned=5_000_00)),), "Kosten eingetragen")


def test_others_get_text_and_a_table(tab: PhaseTab, workspace: Workspace) -> None:
    workspace.run(edits.measures.set_field, measure(workspace.plan, 1, 0).id, "text", "=1+1 <b>")
    choose(tab, 0, 1)
    press(Key.Key_C, CTRL)
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == f"=1+1 <b>\tgeplant\t\t\n{measure_texts(workspace.plan, 1)[1]}\tgeplant\t\t"
    assert data.html().count("<tr>") == 2
    assert "mso-number-format" in data.html()
    assert "=1+1 &lt;b&gt;" in data.html()
    assert data.hasFormat(MIME_TYPE)


@pytest.mark.parametrize("name", ["writer_bullets", "word_list"])
def test_a_list_from_a_text_becomes_measures(
    tab: PhaseTab, window: MainWindow, workspace: Workspace, name: str
) -> None:
    copy_html(name)
    before = measure_texts(workspace.plan, 1)
    click(list_of(tab, "Maßnahmen"), list_of(tab, "Maßnahmen").model().index(5, 0))
    press(Key.Key_V, CTRL)
    pasted = measure_texts(workspace.plan, 1)[6:]
    assert pasted[0] == "Fachtag „Vielfalt“ planen"
    assert "Auftakttreffen im\N{NO-BREAK SPACE}Rathaus" in pasted
    assert list_of(tab, "Maßnahmen").selected_keys() == [one.id for one in workspace.plan.measures(tab.phase)[6:]]
    assert f"{len(pasted)} Maßnahmen eingefügt. Strg+Z nimmt sie zurück." in said(window)
    press(Key.Key_Z, CTRL)
    assert measure_texts(workspace.plan, 1) == before


def test_a_list_from_a_text_becomes_nested_goals(tab: PhaseTab, workspace: Workspace) -> None:
    copy_html("writer_bullets")
    before = goal_lines(workspace, 1)
    list_of(tab, "Ziele").setFocus()
    press(Key.Key_V, CTRL)
    assert goal_lines(workspace, 1)[1:7] == [
        (0, "Fachtag „Vielfalt“ planen"),
        (0, "Netzwerk aufbauen"),
        (1, "Partner anschreiben"),
        (1, "Auftakttreffen im\N{NO-BREAK SPACE}Rathaus"),
        (2, "Raum buchen"),
        (0, "Bericht an den Rat & Ausschuss"),
    ]
    workspace.undo()
    assert goal_lines(workspace, 1) == before


@pytest.mark.parametrize("name", ["excel_table", "calc_table"])
def test_a_table_from_a_spreadsheet_fills_the_columns_of_its_headings(
    tab: PhaseTab, workspace: Workspace, name: str
) -> None:
    workspace.run(edits.measures.remove, [one.id for one in workspace.plan.measures(tab.phase)])
    data = QMimeData()
    # No measure can be in „2017“: that cell is left out of what is copied here.
    data.setHtml((COPIED / f"{name}.html").read_text("utf-8").replace(">2017<", "><"))
    QGuiApplication.clipboard().setMimeData(data)
    list_of(tab, "Maßnahmen").setFocus()
    press(Key.Key_V, CTRL)
    # Several columns are shown before they are put in.
    press(Key.Key_Return)
    first, second, third = workspace.plan.measures(tab.phase)[:3]
    assert (first.text, first.status, first.start, first.end) == ("Fachtag planen", "planned", "2017-03", "2017-03")
    assert (second.text, second.status, second.end) == ("Netzwerk\naufbauen", "running", "2017-05")
    assert third.text.startswith("=")


def test_nothing_to_paste_is_said(tab: PhaseTab, window: MainWindow, workspace: Workspace) -> None:
    before = workspace.plan
    QGuiApplication.clipboard().setText("  \n ")
    press(Key.Key_V, CTRL)
    assert workspace.plan is before
    assert "steht kein Text" in callouts(window)[0]


def test_measures_pasted_among_goals_are_goals_of_their_words(tab: PhaseTab, workspace: Workspace) -> None:
    choose(tab, 0, 1)
    press(Key.Key_C, CTRL)
    list_of(tab, "Ziele").setFocus()
    press(Key.Key_V, CTRL)
    press(Key.Key_Return)
    assert [text for _depth, text in goal_lines(workspace, 1)[1:3]] == measure_texts(workspace.plan, 1)[:2]


def test_double_by_ctrl_d(tab: PhaseTab, workspace: Workspace) -> None:
    before = measure_texts(workspace.plan, 1)
    choose(tab, 2, 3)
    press(Key.Key_D, CTRL)
    assert measure_texts(workspace.plan, 1) == [*before[:3], before[2], before[3], *before[3:]]
    assert list_of(tab, "Maßnahmen").selected_keys() == [measure(workspace.plan, 1, place).id for place in (3, 5)]
    lines = goal_lines(workspace, 1)
    list_of(tab, "Ziele").setFocus()
    press(Key.Key_D, CTRL)
    assert goal_lines(workspace, 1) == [lines[0], *lines]
    workspace.undo()
    workspace.undo()
    assert measure_texts(workspace.plan, 1) == before


def test_several_goals_are_copied_cut_and_deleted(tab: PhaseTab, window: MainWindow, workspace: Workspace) -> None:
    first = workspace.plan.goals(tab.phase)[0]
    workspace.run(edits.goals.add, tab.phase, "darunter", first.id)
    lines = goal_lines(workspace, 1)
    list_of(tab, "Ziele").setFocus()
    press(Key.Key_A, CTRL)
    assert len(list_of(tab, "Ziele").selected_keys()) == 3
    press(Key.Key_X, CTRL)
    assert QGuiApplication.clipboard().text().splitlines()[1] == "    • darunter"
    second = phase_tab(window, 2)
    before = goal_lines(workspace, 2)
    list_of(second, "Ziele").setFocus()
    press(Key.Key_V, CTRL)
    assert goal_lines(workspace, 1) == []
    assert goal_lines(workspace, 2) == [before[0], *lines, *before[1:]]
    assert "2 Ziele nach Phase" in workspace.undo_label()
    press(Key.Key_A, CTRL)
    press(Key.Key_Delete)
    assert goal_lines(workspace, 2) == []
    workspace.undo()
    workspace.undo()
    assert goal_lines(workspace, 1) == lines


def test_partners_of_a_phase_are_pasted_from_a_list(tab: PhaseTab, workspace: Workspace) -> None:
    known = workspace.plan.partners[0].name
    count = len(workspace.plan.mentions(tab.phase))
    list_of(tab, "Kooperationspartner").setFocus()
    QGuiApplication.clipboard().setText(f"• Neu e. V.\n• {known}\n• Noch einer")
    press(Key.Key_V, CTRL)
    names = {workspace.plan.get(Partner, one.partner).name for one in workspace.plan.mentions(tab.phase)}
    assert {"Neu e. V.", "Noch einer", known} <= names
    assert len(names) == count + 2
    choice = list_of(tab, "Kooperationspartner").selected_keys()
    press(Key.Key_Delete)
    assert len(workspace.plan.mentions(tab.phase)) == count + 2 - len(choice)


def test_the_register_takes_lists_and_gives_its_rows(window: MainWindow, workspace: Workspace) -> None:
    go_to_page(window, "Partner")
    settle()
    page = cast(PartnerTab, front_page(window))
    page.focus_first()
    count = len(workspace.plan.partners)
    QGuiApplication.clipboard().setText("Name\tAbkürzung\nNeu e. V.\tNeV\nAmt für alles\tAfa")
    press(Key.Key_V, CTRL)
    press(Key.Key_Return)
    window.activateWindow()
    settle()
    assert len(workspace.plan.partners) == count + 2
    assert {one.abbreviation for one in workspace.plan.partners[count:]} == {"NeV", "Afa"}
    press(Key.Key_A, CTRL)
    press(Key.Key_C, CTRL)
    assert len(QGuiApplication.clipboard().text().splitlines()) == count + 2
    before = workspace.plan
    press(Key.Key_V, CTRL)
    assert workspace.plan is before
    assert "stehen schon im Verzeichnis" in callouts(window)[0]
    assert not entry(window, "Ausschneiden").isEnabled()
    assert not entry(window, "Duplizieren").isEnabled()


def test_a_field_keeps_its_own_clipboard(tab: PhaseTab, window: MainWindow, workspace: Workspace) -> None:
    QGuiApplication.clipboard().setText("• eins\n• zwei")
    click(list_of(tab, "Maßnahmen"), list_of(tab, "Maßnahmen").model().index(0, 0))
    press(Key.Key_F2)
    replace_text("x")
    press(Key.Key_V, CTRL)
    press(Key.Key_Return)
    assert measure(workspace.plan, 1, 0).text == "x• eins\n• zwei"
    before = workspace.plan
    field(tab, "Titel der Phase").setFocus()
    for key in (Key.Key_D, Key.Key_3):
        press(key, CTRL)
    assert workspace.plan is before


def test_the_filter_opens_counts_and_goes(tab: PhaseTab, window: MainWindow, workspace: Workspace) -> None:
    press(Key.Key_F, CTRL | SHIFT)
    line = child(window, FilterField, "filter_line")
    assert line.hasFocus()
    type_text("fachstelle")
    shown = list_of(tab, "Maßnahmen").model().rowCount()
    assert 0 < shown < 6
    assert f"{shown} von 6" in labels(card_of(tab, "Maßnahmen"))
    press(Key.Key_Return)
    assert list_of(tab, "Maßnahmen").hasFocus()
    assert line.isVisible()
    press(Key.Key_F, CTRL | SHIFT)
    press(Key.Key_Escape)
    assert list_of(tab, "Maßnahmen").model().rowCount() == 6
    assert not line.isVisible()
    assert list_of(tab, "Maßnahmen").hasFocus()
    assert "von 6" not in labels(card_of(tab, "Maßnahmen"))


def test_each_list_has_its_own_filter(tab: PhaseTab, window: MainWindow, workspace: Workspace) -> None:
    list_of(tab, "Ziele").setFocus()
    press(Key.Key_F, CTRL | SHIFT)
    type_text("arbeits")
    assert f"1 von {goals.count(workspace.plan, workspace.plan.phases[0])}" in labels(card_of(tab, "Ziele"))
    list_of(tab, "Kooperationspartner").setFocus()
    press(Key.Key_F, CTRL | SHIFT)
    type_text("netzwerk")
    assert "2 von 14" in labels(card_of(tab, "Kooperationspartner"))
    window.reveal(workspace.plan.goals(tab.phase)[1])
    assert "von" not in labels(card_of(tab, "Ziele"))
    assert [line.text() for line in window.findChildren(FilterField) if line.isVisible()] == ["netzwerk"]


def test_an_empty_filter_goes_when_it_is_left(tab: PhaseTab, window: MainWindow) -> None:
    field(tab, "Titel der Phase").setFocus()
    press(Key.Key_F, CTRL | SHIFT)
    line = child(window, FilterField, "filter_line")
    assert "Maßnahmen" in line.accessibleName()
    list_of(tab, "Maßnahmen").setFocus()
    assert not line.isVisible()


def test_nothing_found_says_how_to_go_on(tab: PhaseTab, window: MainWindow) -> None:
    card_of(tab, "Maßnahmen").filter_rows()
    type_text("xyzxyz")
    assert "0 von 6" in labels(card_of(tab, "Maßnahmen"))
    assert list_of(tab, "Maßnahmen").model().rowCount() == 0
    list_of(tab, "Maßnahmen").grab()
    line = child(window, FilterField, "filter_line")
    line.clear()
    assert list_of(tab, "Maßnahmen").model().rowCount() == 6


def test_rows_of_a_plan_that_is_only_read_can_be_copied(
    plan_path: Path, show: Callable[[QWidget], QWidget], commands: RecordingCommands, settings: QSettings, qapp: object
) -> None:
    with PlanFile.open(plan_path, ORIGIN) as first, PlanFile.open(plan_path, ORIGIN, read_only=True) as file:
        assert first.plan.phases
        made = MainWindow(Workspace(file), commands, settings)
        show(made)
        page = phase_tab(made, 1)
        choose(page, 0, 1)
        QGuiApplication.clipboard().clear()
        press(Key.Key_C, CTRL)
        assert QGuiApplication.clipboard().mimeData().hasFormat(MIME_TYPE)
        for name in ("Ausschneiden", "Einfügen", "Duplizieren", "Abgeschlossen"):
            assert not entry(made, name).isEnabled()
        assert entry(made, "In der Liste filtern").isEnabled()
        card_of(page, "Maßnahmen").paste_rows()
        card_of(page, "Maßnahmen").set_status("done")


def test_the_keys_of_rows_take_in_an_open_editor_first(tab: PhaseTab, workspace: Workspace) -> None:
    count = len(measure_texts(workspace.plan, 1))
    click(list_of(tab, "Maßnahmen"), list_of(tab, "Maßnahmen").model().index(0, 0))
    press(Key.Key_F2)
    replace_text("doppelt")
    for key in (Key.Key_D, Key.Key_3):
        press(key, CTRL)
    assert open_editor(list_of(tab, "Maßnahmen")) is None
    assert measure_texts(workspace.plan, 1)[:2] == ["doppelt", "doppelt"]
    assert len(measure_texts(workspace.plan, 1)) == count + 1
    assert [measure(workspace.plan, 1, place).status for place in range(2)] == ["planned", "done"]
