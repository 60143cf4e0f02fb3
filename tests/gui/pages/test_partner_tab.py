"""The register of partners with the form of the chosen one and its contact."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from nrw_desktop.domain import edits
from nrw_desktop.domain.model.records import Partner
from nrw_desktop.gui.forms.partner_form import PartnerForm
from nrw_desktop.gui.kit.card import Card
from nrw_desktop.gui.lists.record_view import RecordView
from nrw_desktop.gui.pages.partner_tab import PartnerTab
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.window.main_window import MainWindow
from tests.gui.hands import (
    CTRL,
    SHIFT,
    Key,
    callouts,
    child,
    click,
    form_of,
    front_page,
    go_to_page,
    labels,
    list_of,
    press,
    replace_text,
    settle,
    type_text,
)

IN_PHASE = 3

WAY = "\N{NO-BREAK SPACE}(Verweis)"


@pytest.fixture
def tab(window: MainWindow, qtbot: QtBot) -> PartnerTab:
    go_to_page(window, "Partner")
    page = front_page(window)
    assert isinstance(page, PartnerTab)
    qtbot.waitUntil(lambda: len(page.findChildren(QLineEdit, "person")) == 1)
    settle()
    return page


@pytest.fixture
def view(tab: PartnerTab) -> RecordView:
    return list_of(tab, "Kooperationspartner")


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


def phases(view: RecordView) -> list[str]:
    return [view.model().index(row, IN_PHASE).data() for row in range(view.model().rowCount())]


def test_phases_count_partners_by_reference_too(tab: PartnerTab, view: RecordView, workspace: Workspace) -> None:
    assert phases(view)[names(view).index("Integrationsrat")] == f"1, 2–4{WAY}"
    assert phases(view)[names(view).index("AK Asyl")] == f"1, 2, 3–4{WAY}"
    # Followed at once, in all rows that it is about.
    workspace.run(edits.references.set_reference, workspace.plan.phases[1].id, None, None, "")
    assert phases(view)[names(view).index("Integrationsrat")] == "1"
    assert phases(view)[names(view).index("AK Asyl")] == f"1, 2, 3–4{WAY}"


def test_partners_are_sorted_by_their_phases(tab: PartnerTab, view: RecordView) -> None:
    header = view.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(IN_PHASE) + 20, header.height() // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    shown = phases(view)
    # Named in phase 2 before taken over by it, and phase 1 before phase 2.
    assert list(dict.fromkeys(shown)) == [
        f"1, 2, 3–4{WAY}", f"1, 2–4{WAY}", f"2, 3–4{WAY}",
    ]  # fmt: skip


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
    assert "gibt es schon" in callouts(tab)[0]
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
    assert "Kontakte druckt nur das Partnerverzeichnis in der internen Fassung" in labels(tab)


def test_a_partner_is_deleted_and_comes_back(tab: PartnerTab, view: RecordView, workspace: Workspace) -> None:
    row = names(view).index("MBR")
    click(view, view.model().index(row, 1))
    press(Key.Key_Delete, CTRL)
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


def test_letters_in_a_column_that_is_made_of_others_are_answered(view: RecordView) -> None:
    """They go nowhere, and nobody should find that out later."""
    view.setFocus()
    view.setCurrentIndex(view.model().index(0, 3))
    type_text("3")
    assert list(callouts(view.window())) == [
        "„In Phase“ ergibt sich aus anderen Angaben und lässt sich hier nicht eingeben."
    ]


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
    press(Key.Key_Delete, CTRL)
    assert len(workspace.plan.partners) == 18


def test_the_titles_of_both_cards_are_level(tab: PartnerTab) -> None:
    left, right = (card.findChild(QLabel, "card_title") for card in tab.findChildren(Card))
    assert left is not None
    assert right is not None
    middles = [label.mapTo(tab, label.rect().center()).y() for label in (left, right)]
    assert middles[0] == middles[1]
    assert left.mapTo(tab, left.rect().topLeft()).y() == right.mapTo(tab, right.rect().topLeft()).y()


# Spellings, several contacts, how long they are kept


def choose(view: RecordView, name: str) -> None:
    click(view, view.model().index(names(view).index(name), 1))


def partner(workspace: Workspace, name: str) -> Partner:
    return next(one for one in workspace.plan.partners if one.name == name)


def form(tab: PartnerTab) -> PartnerForm:
    assert form_of(tab) is not None
    return form_of(tab)


def test_the_phase_where_a_partner_joined_is_chosen(tab: PartnerTab, view: RecordView, workspace: Workspace) -> None:
    choose(view, "MBR")
    joined = child(tab, QComboBox, "joined_phase")
    assert joined.currentText() == "2  Bestandsanalyse"
    joined.setFocus()
    press(Key.Key_Down)
    assert partner(workspace, "MBR").joined_phase == workspace.plan.phases[2].id
    press(Key.Key_Home)
    assert partner(workspace, "MBR").joined_phase is None
    workspace.run(edits.phases.add, "Nachlauf")
    assert joined.itemText(5) == "5  Nachlauf"
    assert joined.currentText() == "–"


def test_spellings_are_added_edited_and_deleted(tab: PartnerTab, view: RecordView, workspace: Workspace) -> None:
    choose(view, "Integrationsrat")
    aliases = form(tab).aliases
    aliases.add()
    type_text("Ausländerbeirat")
    press(Key.Key_Return)
    press(Key.Key_Escape)
    key = partner(workspace, "Integrationsrat").id
    assert [alias.text for alias in workspace.plan.aliases(key)] == ["Ausländerbeirat"]
    aliases.setFocus()
    press(Key.Key_F2)
    replace_text("MBR")
    press(Key.Key_Return)
    assert "zusammenführen" in callouts(tab)[0]
    press(Key.Key_Escape)
    aliases.setFocus()
    press(Key.Key_Delete)
    assert workspace.plan.aliases(key) == ()
    assert len(workspace.plan.partners) == 19
    choose(view, "Stadtteilkoordinatorinnen und -koordinatoren")
    assert aliases.model().index(0, 0).data() == "Stadtteilkordinatorinnen und -koordinatoren"


def test_tab_goes_through_the_form_from_top_to_bottom(tab: PartnerTab, view: RecordView) -> None:
    """From the last field to the spellings, from there to the contacts; and back into the register."""
    form = tab.findChildren(PartnerForm)[0]
    child(tab, QLineEdit, "remark").setFocus()
    press(Key.Key_Tab)
    assert form.focusWidget().accessibleName() == "Neue Schreibweise"
    press(Key.Key_Tab)
    assert form.aliases.hasFocus()
    press(Key.Key_Tab)
    assert form.focusWidget().accessibleName() == "Weiterer Kontakt"
    child(tab, QLineEdit, "name").setFocus()
    press(Key.Key_Backtab, SHIFT)
    assert view.hasFocus()


def test_a_partner_has_several_contacts(tab: PartnerTab, view: RecordView, workspace: Workspace) -> None:
    choose(view, "MBR")
    person = child(tab, QLineEdit, "person")
    person.setFocus()
    type_text("Frau Ünal")
    press(Key.Key_Return)
    form(tab).contacts.add()
    type_text("Herr Öz")
    press(Key.Key_Return)
    press(Key.Key_Escape)
    assert person.text() == "Herr Öz"
    phone = child(tab, QLineEdit, "phone")
    phone.setFocus()
    type_text("0521 51-0")
    press(Key.Key_Return)
    contacts = form(tab).contacts
    click(contacts, contacts.model().index(0, 0))
    assert (person.text(), phone.text()) == ("Frau Ünal", "")
    key = partner(workspace, "MBR").id
    assert [(one.person, one.phone) for one in workspace.plan.contacts(key)] == [
        ("Frau Ünal", None),
        ("Herr Öz", "0521 51-0"),
    ]
    contacts.setFocus()
    press(Key.Key_Delete)
    assert [one.person for one in workspace.plan.contacts(key)] == ["Herr Öz"]
    assert person.text() == "Herr Öz"


def test_a_first_contact_is_one_step_while_it_is_typed(
    tab: PartnerTab, view: RecordView, workspace: Workspace, qtbot: QtBot
) -> None:
    choose(view, "MBR")
    person, key = child(tab, QLineEdit, "person"), partner(workspace, "MBR").id
    person.setFocus()
    type_text("Frau")
    qtbot.waitUntil(lambda: bool(workspace.plan.contacts(key)))
    type_text(" Ünal")
    press(Key.Key_Tab)
    assert workspace.plan.contacts(key)[0].person == "Frau Ünal"
    workspace.undo()
    assert workspace.plan.contacts(key) == ()


def test_a_retention_date_is_checked_and_past_ones_are_marked(
    tab: PartnerTab, view: RecordView, workspace: Workspace
) -> None:
    choose(view, "MBR")
    until, key = child(tab, QLineEdit, "retain_until"), partner(workspace, "MBR").id
    until.setFocus()
    type_text("31.02.2020")
    press(Key.Key_Tab)
    assert "kein Datum" in callouts(tab)[0]
    assert (until.text(), until.property("invalid")) == ("31.02.2020", True)
    assert "Aufbewahrungsfrist abgelaufen" not in labels(tab)
    until.setFocus()
    replace_text("29.2.2020")
    press(Key.Key_Return)
    assert workspace.plan.contacts(key)[0].retain_until == "2020-02-29"
    assert until.text() == "29.02.2020"
    assert "Aufbewahrungsfrist abgelaufen" in labels(tab)
    assert form(tab).contacts.model().index(0, 2).data() == "29.02.2020, abgelaufen"
    assert view.model().index(names(view).index("MBR"), 4).data() == "Frist abgelaufen"
    until.setFocus()
    replace_text("31.12.2999")
    press(Key.Key_Return)
    assert "Aufbewahrungsfrist abgelaufen" not in labels(tab)
