"""The register of partners with the form of the chosen one and its contact."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from nrw_desktop.gui.main_window import MainWindow
from nrw_desktop.gui.pages import PARTNERS
from nrw_desktop.gui.partner_tab import PartnerTab
from nrw_desktop.gui.record_view import RecordView
from nrw_desktop.gui.workspace import Workspace
from tests.gui.hands import CTRL, Key, bubbles, child, click, labels, press, replace_text, settle, type_text


@pytest.fixture
def tab(window: MainWindow, qtbot: QtBot) -> PartnerTab:
    window._pages.show(PARTNERS)
    page = window._pages.stack.currentWidget()
    assert isinstance(page, PartnerTab)
    qtbot.waitUntil(lambda: len(page.findChildren(QLineEdit, "person")) == 1)
    settle()
    return page


@pytest.fixture
def view(tab: PartnerTab) -> RecordView:
    return tab._view


def names(view: RecordView) -> list[str]:
    return [view.model().index(row, 0).data() for row in range(view.model().rowCount())]


def test_the_register_is_shown_with_the_form_of_the_first(tab: PartnerTab, view: RecordView) -> None:
    assert len(names(view)) == 19
    assert child(tab, QLineEdit, "name").text() == names(view)[0]
    assert names(view)[0] in labels(tab).split("\n")


def test_a_partner_is_added_and_stays_chosen_in_its_place(
    tab: PartnerTab, view: RecordView, workspace: Workspace
) -> None:
    press(Key.Key_K, CTRL)
    type_text("Kinderschutzbund")
    press(Key.Key_Return)
    press(Key.Key_Escape)
    assert "Kinderschutzbund" in names(view)
    assert len(workspace.plan.partners) == 20


def test_a_partner_is_renamed_everywhere(tab: PartnerTab, view: RecordView, workspace: Workspace) -> None:
    row = names(view).index("MBR")
    click(view, view.model().index(row, 0))
    name = child(tab, QLineEdit, "name")
    name.setFocus()
    replace_text("Aaa-Beratung")
    press(Key.Key_Return)
    assert names(view)[0] == "Aaa-Beratung"
    assert "MBR" not in names(view)
    # The form stays with the partner, though its row went to the top.
    assert name.text() == "Aaa-Beratung"
    assert view.currentIndex().row() == 0


def test_a_taken_name_is_refused_in_its_field(tab: PartnerTab, view: RecordView, workspace: Workspace) -> None:
    before, name = workspace.plan, child(tab, QLineEdit, "name")
    name.setFocus()
    replace_text("Integrationsrat")
    press(Key.Key_Tab)
    assert "gibt es schon" in bubbles(tab)[0]
    assert (name.text(), name.property("invalid")) == ("Integrationsrat", True)
    assert workspace.plan is before


def test_a_contact_is_kept_with_its_partner(tab: PartnerTab, view: RecordView, workspace: Workspace) -> None:
    row = names(view).index("MBR")
    click(view, view.model().index(row, 1))
    person = child(tab, QLineEdit, "person")
    person.setFocus()
    type_text("Frau Ünal")
    click(view, view.model().index(row + 1, 1))
    assert person.text() == ""
    assert view.model().index(row, 4).data() == "Frau Ünal"
    partner = next(partner for partner in workspace.plan.partners if partner.name == "MBR")
    assert [contact.person for contact in workspace.plan.contacts(partner.id)] == ["Frau Ünal"]
    assert "Kontakte stehen nicht im Ausdruck" in labels(tab)


def test_a_partner_is_deleted_and_comes_back(tab: PartnerTab, view: RecordView, workspace: Workspace) -> None:
    row = names(view).index("MBR")
    click(view, view.model().index(row, 1))
    press(Key.Key_Delete)
    assert "MBR" not in names(view)
    assert child(tab, QLineEdit, "name").text() == names(view)[row]
    press(Key.Key_Z, CTRL)
    assert "MBR" in names(view)
    assert view.current_record().name == "MBR"  # type: ignore[union-attr]


def test_columns_that_are_made_of_others_are_not_edited(view: RecordView) -> None:
    flags = [view.model().flags(view.model().index(0, column)) for column in range(5)]
    assert [bool(flag & Qt.ItemFlag.ItemIsEditable) for flag in flags] == [True, True, True, False, False]
    view.setCurrentIndex(view.model().index(0, 3))
    view.setFocus()
    QTest.keyClick(view, Key.Key_Return)
    settle()


def test_an_empty_register_has_an_empty_form(tab: PartnerTab, view: RecordView, workspace: Workspace) -> None:
    view.setFocus()
    view.selectAll()
    view.remove_selected()
    settle()
    assert workspace.plan.partners == ()
    assert child(tab, QLineEdit, "name").text() == ""
    assert not child(tab, QLineEdit, "name").isEnabled()


def test_widths_come_back(tab: PartnerTab, view: RecordView, workspace: Workspace) -> None:
    view.setColumnWidth(1, 133)
    other = PartnerTab(workspace)
    other.restore(tab.state())
    assert other.state()["columns"].startswith("133,")
    other.restore({"columns": "", "splitters": "1"})


def test_delete_in_the_form_deletes_no_partner(tab: PartnerTab, view: RecordView, workspace: Workspace) -> None:
    before, kind = workspace.plan, child(tab, QComboBox, "kind")
    click(view, view.model().index(0, 1))
    kind.setFocus()
    press(Key.Key_Delete)
    assert workspace.plan is before
    view.setFocus()
    press(Key.Key_Delete)
    assert len(workspace.plan.partners) == 18


def test_the_titles_of_both_cards_are_level(tab: PartnerTab) -> None:
    left, right = (card.findChild(QLabel, "card_title") for card in (tab._card, tab._form_card))
    assert left is not None
    assert right is not None
    middles = [label.mapTo(tab, label.rect().center()).y() for label in (left, right)]
    assert middles[0] == middles[1]
    assert left.mapTo(tab, left.rect().topLeft()).y() == right.mapTo(tab, right.rect().topLeft()).y()
