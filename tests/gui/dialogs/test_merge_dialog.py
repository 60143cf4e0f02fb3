"""Suggested variants, and making one of two partners."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QCheckBox, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from nrw_desktop.domain import edits
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Partner
from nrw_desktop.domain.queries import partners
from nrw_desktop.gui.dialogs.duplicates_dialog import DuplicatesDialog
from nrw_desktop.gui.dialogs.merge_dialog import MergeDialog
from nrw_desktop.gui.kit.link_button import LinkButton
from nrw_desktop.gui.pages.partner_tab import PartnerTab
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.window.main_window import MainWindow
from tests.gui.hands import (
    CTRL,
    SHIFT,
    Key,
    answer,
    button,
    command,
    form_of,
    front_page,
    go_to_page,
    labels,
    list_of,
    named,
    press,
    settle,
)

Show = Callable[[QWidget], QWidget]


def by_name(plan: Plan, name: str) -> Partner:
    return next(partner for partner in plan.partners if partner.name == name)


def rows(table: QTableWidget) -> list[tuple[str, ...]]:
    cells = ([table.item(row, column) for column in range(table.columnCount())] for row in range(table.rowCount()))
    return [tuple(cell.text() if cell else "" for cell in line) for line in cells]


def cells(plan: Plan) -> list[str]:
    return [partners.cell_text(plan, phase) for phase in plan.phases]


@pytest.fixture
def variants(workspace: Workspace, window: MainWindow, show: Show) -> DuplicatesDialog:
    """The plan with two partners spelt in two ways."""
    second = workspace.plan.phases[1].id
    workspace.run(edits.mentions.add, second, "Arbeitskreis Asyl", 3)
    workspace.run(edits.mentions.add, second, "Integrationsräte")
    made = DuplicatesDialog(workspace, window)
    show(made)
    return made


def merging(workspace: Workspace, window: MainWindow, show: Show, one: str, other: str) -> MergeDialog:
    made = MergeDialog(workspace, by_name(workspace.plan, one).id, by_name(workspace.plan, other).id, window)
    show(made)
    return made


def test_pairs_are_suggested_with_the_reason(variants: DuplicatesDialog) -> None:
    assert rows(variants.table) == [
        ("Integrationsrat", "Integrationsräte", "nur andere Endung"),
        ("AK Asyl", "Arbeitskreis Asyl", "Abkürzung und ausgeschrieben"),
    ]


def test_what_is_told_apart_is_gone_and_can_be_brought_back(variants: DuplicatesDialog, workspace: Workspace) -> None:
    button(variants, "Sind verschieden").click()
    assert [pair[0] for pair in rows(variants.table)] == ["AK Asyl"]
    assert "als verschieden bestätigt" in workspace.undo_label()
    decided = variants.findChild(QCheckBox)
    assert decided is not None
    decided.setFocus()
    press(Key.Key_Space)
    assert [pair[0] for pair in rows(variants.table)] == ["Integrationsrat"]
    button(variants, "Wieder vergleichen").click()
    assert rows(variants.table) == []
    press(Key.Key_Space)
    assert len(rows(variants.table)) == 2
    press(Key.Key_Z, CTRL)
    press(Key.Key_Z, CTRL)
    assert len(rows(variants.table)) == 2
    assert workspace.redo_label()


def test_a_pair_is_merged_and_the_next_one_comes(variants: DuplicatesDialog, workspace: Workspace) -> None:
    before = workspace.plan
    button(variants, "Zusammenführen").click()
    settle()
    dialog = variants.findChild(MergeDialog)
    assert dialog is not None
    press(Key.Key_Return)
    assert [pair[0] for pair in rows(variants.table)] == ["AK Asyl"]
    assert cells(workspace.plan) == cells(before)
    assert len(workspace.plan.partners) == len(before.partners) - 1
    workspace.undo()
    assert workspace.plan == before


def test_nothing_to_decide_is_said(workspace: Workspace, window: MainWindow, show: Show) -> None:
    dialog = DuplicatesDialog(workspace, window)
    show(dialog)
    assert "Keine ähnlichen Schreibweisen" in labels(dialog)
    assert not button(dialog, "Zusammenführen").isEnabled()


def test_both_stand_side_by_side_with_what_phases_print(
    variants: DuplicatesDialog, workspace: Workspace, window: MainWindow, show: Show
) -> None:
    key = by_name(workspace.plan, "Arbeitskreis Asyl").id
    workspace.run(edits.contacts.add, key, "Frau Ünal")
    workspace.run(edits.measures.set_field, workspace.plan.measures(workspace.plan.phases[0].id)[0].id, "responsible",
                  "AK Asyl")  # fmt: skip
    dialog = merging(workspace, window, show, "AK Asyl", "Arbeitskreis Asyl")
    assert rows(dialog._fields) == [
        ("Name", "AK Asyl", "Arbeitskreis Asyl"),
        ("Abkürzung", "AK", ""),
        ("Abkürzung steht für", "Arbeitskreis", ""),
        ("Dabei seit", "Phase 1", "Phase 2"),
        ("Kontakte", "", "1"),
        ("Maßnahmen", "1", ""),
    ]
    both = "AK Asyl … Arbeitskreis Asyl"
    assert rows(named(dialog, QTableWidget, "Was die Phasen drucken")) == [
        ("1  Analyse der Ausgangssituation", "AK Asyl", "AK Asyl", "bleibt"),
        ("2  Bestandsanalyse", both, "AK Asyl, Arbeitskreis Asyl", "bleibt"),
    ]
    assert "Keine Zelle ändert sich" in labels(dialog)
    button(dialog, "weiter beide Schreibweisen").setFocus()
    press(Key.Key_Space)
    printed = named(dialog, QTableWidget, "Was die Phasen drucken")
    assert rows(printed)[1] == ("2  Bestandsanalyse", both, "AK Asyl", "ändert sich")
    assert "1 Zelle ändert sich" in labels(dialog)


def test_the_other_name_can_stay(
    variants: DuplicatesDialog, workspace: Workspace, window: MainWindow, show: Show
) -> None:
    before = cells(workspace.plan)
    dialog = merging(workspace, window, show, "Integrationsrat", "Integrationsräte")
    assert not [one for one in dialog.findChildren(QCheckBox) if one.isVisible()]
    press(Key.Key_Down)
    press(Key.Key_Return)
    kept = by_name(workspace.plan, "Integrationsräte")
    assert [alias.text for alias in workspace.plan.aliases(kept.id)] == ["Integrationsrat"]
    assert cells(workspace.plan) == before


def test_a_partner_that_goes_takes_the_dialog_along(
    variants: DuplicatesDialog, workspace: Workspace, window: MainWindow, show: Show
) -> None:
    dialog = merging(workspace, window, show, "MBR", "Integrationsräte")
    workspace.run(edits.partners.remove, by_name(workspace.plan, "Integrationsräte").id)
    assert not dialog.isVisible()


def test_two_of_the_register_are_merged(
    window: MainWindow, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_to_page(window, "Partner")
    tab = front_page(window)
    assert isinstance(tab, PartnerTab)
    told = answer(monkeypatch, "OK")
    command(window, "Partner zusammenführen")
    assert "zwei Kooperationspartner auswählen" in told[0]
    list_of(tab, "Kooperationspartner").setFocus()
    list_of(tab, "Kooperationspartner").selectRow(0)
    press(Key.Key_Down, SHIFT)
    command(window, "Partner zusammenführen")
    settle()
    dialog = window.findChild(MergeDialog)
    assert dialog is not None
    press(Key.Key_Return)
    assert len(workspace.plan.partners) == 18
    command(window, "Rückgängig")
    assert len(workspace.plan.partners) == 19


def test_the_register_tells_of_alike_names(window: MainWindow, workspace: Workspace, qtbot: QtBot) -> None:
    go_to_page(window, "Partner")
    tab = front_page(window)
    assert isinstance(tab, PartnerTab)
    qtbot.waitUntil(lambda: form_of(tab) is not None)
    assert not [one for one in tab.findChildren(LinkButton) if one.isVisible()]
    workspace.run(edits.partners.add, "Integrationsräte")
    (alike,) = (one for one in tab.findChildren(LinkButton) if one.isVisible())
    assert alike.accessibleName().startswith("Zwei Namen sind")
    alike.setFocus()
    press(Key.Key_Space)
    dialog = window.findChild(DuplicatesDialog)
    assert dialog is not None
    dialog.close()


def test_a_plan_to_look_at_is_left_alone(
    workspace: Workspace, window: MainWindow, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(workspace), "read_only", property(lambda self: True))
    dialog = merging(workspace, window, show, "MBR", "AK Asyl")
    assert not button(dialog, "Zusammenführen").isEnabled()
