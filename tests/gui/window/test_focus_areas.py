"""F6 goes from card to card, and a frame shows where the keyboard is."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from nrw_desktop.gui.kit.card import Card
from nrw_desktop.gui.window.main_window import MainWindow
from tests.gui.hands import SHIFT, Key, command, go_to_page, list_of, press, settle, tabs, type_text


@pytest.fixture(autouse=True)
def whole(window: MainWindow) -> None:
    """All cards of the page are there."""
    settle()


def title(card: Card) -> str:
    return next(label.text() for label in card.findChildren(QLabel) if label.objectName() == "card_title")


def framed(window: MainWindow) -> str:
    """The title of the card with the frame, which the keyboard is in."""
    found = [card for card in window.findChildren(Card) if card.property("keyboard")]
    assert len(found) <= 1
    if not found:
        return ""
    assert found[0].isAncestorOf(focus())
    return title(found[0])


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def walk(window: MainWindow, steps: int, back: bool = False) -> list[str]:
    seen = []
    for _ in range(steps):
        press(Key.Key_F6, SHIFT) if back else press(Key.Key_F6)
        seen.append(framed(window))
    return seen


def test_f6_goes_through_a_phase_and_around(window: MainWindow) -> None:
    """The details come behind the list that they are about, wherever they stand."""
    list_of(window, "Kooperationspartner").select(
        window.workspace.plan.mentions(window.workspace.plan.phases[0].id)[0].id
    )
    form, of_goal = "Ausschreibung einer Fachstelle", "Ziel: Einrichtung einer arbeitsfähigen …"
    of_partner = "Partner: Netzwerk rassismuskritische Arbeit"
    assert walk(window, 6) == [form, "Ziele", of_goal, "Kooperationspartner", of_partner, "Maßnahmen"]
    assert walk(window, 3, back=True) == ["Kooperationspartner", "Ziele", "Maßnahmen"]


def test_f6_ends_in_a_place_to_type(window: MainWindow) -> None:
    press(Key.Key_F6)
    assert focus().objectName() == "text"
    press(Key.Key_F6, times=2)
    assert framed(window).startswith("Ziel: ")
    press(Key.Key_Escape)
    assert focus() is list_of(window, "Ziele")


def test_a_card_is_left_and_found_where_it_was(window: MainWindow) -> None:
    press(Key.Key_F6)
    press(Key.Key_Tab)
    field = focus()
    assert walk(window, 1) == ["Ziele"]
    assert walk(window, 1, back=True) == ["Maßnahmen"]
    press(Key.Key_F6)
    assert focus() is field


def test_the_frame_goes_with_the_keyboard(window: MainWindow) -> None:
    press(Key.Key_F6)
    assert framed(window)
    tabs(window).setFocus()
    settle()
    assert framed(window) == ""
    press(Key.Key_F6)
    assert framed(window) == "Maßnahmen"


def test_a_hidden_form_is_left_out(window: MainWindow) -> None:
    press(Key.Key_F4)
    assert walk(window, 3) == ["Ziele", "Kooperationspartner", "Maßnahmen"]


def test_what_is_being_typed_is_kept(window: MainWindow) -> None:
    press(Key.Key_F2)
    type_text(" heute")
    press(Key.Key_F6)
    measure = window.workspace.plan.measures(window.workspace.plan.phases[0].id)[0]
    assert "heute" in measure.text


def test_the_register_and_the_search_have_areas(window: MainWindow) -> None:
    go_to_page(window, "Partner")
    list_of(window, "Kooperationspartner").setFocus()
    settle()
    partner = window.workspace.plan.partners
    names = {one.name for one in partner}
    assert walk(window, 1)[0] in names
    assert walk(window, 1) == ["Kooperationspartner"]
    command(window, "Suchen")
    settle()
    assert walk(window, 1) == ["Kooperationspartner"]
    assert walk(window, 1, back=True) == ["Suchen"]
