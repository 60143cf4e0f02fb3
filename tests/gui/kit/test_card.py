"""The head of a card says in short what it has no room for, so that its title can be read."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QToolButton
from pytestqt.qtbot import QtBot

from nrw_desktop.gui.kit.card import Card
from nrw_desktop.gui.kit.safe_widgets import Label, LineEdit
from tests.gui.hands import settle

WIDE = 700
ICON_ONLY = Qt.ToolButtonStyle.ToolButtonIconOnly


def card_of_14(qtbot: QtBot, title: str, short: str = "") -> Card:
    card = Card(title, QListWidget(), short=short)
    qtbot.addWidget(card)
    card.add_button("", "list-filter", "Filtern", card.update)
    card.add_button("Neu", "plus", "Neu", card.update)
    card.set_count(14)
    # A window of its own is not made narrower than what is in it.
    card.setMinimumSize(1, 1)
    card.show()
    return card


def head(card: Card, width: int) -> tuple[list[str], int, list[str]]:
    """What stands in the head of a card so wide: labels, which must be whole, how many buttons, and their words."""
    card.resize(width, 300)
    settle()
    seen = [label for label in card.findChildren(Label) if label.isVisible()]
    cut = [one.text() for one in seen if one.width() < one.fontMetrics().horizontalAdvance(one.text())]
    assert cut == []
    buttons = [one for one in card.findChildren(QToolButton) if one.isVisible()]
    words = [one.text().strip() for one in buttons if one.toolButtonStyle() != ICON_ONLY]
    return [label.text() for label in seen], len(buttons), words


@pytest.mark.parametrize(
    ("title", "short", "last"), [("Kooperationspartner", "Partner", "Partner"), ("Ziele", "", "Ziele")]
)
def test_a_title_can_be_read_in_a_narrow_card(qtbot: QtBot, title: str, short: str, last: str) -> None:
    card = card_of_14(qtbot, title, short)
    narrowing = [head(card, width) for width in range(WIDE, 120, -15)]
    told = [one for one, before in zip(narrowing, [None, *narrowing], strict=False) if one != before]
    expected = [([title, "14"], 2, ["Neu"]), ([title, "14"], 2, [])]
    if short:
        expected.append(([short, "14"], 2, []))
    assert told == [*expected, ([last], 2, []), ([last], 1, [])]
    assert head(card, WIDE) == expected[0]
    assert card.accessibleName() == title


def test_while_a_list_is_filtered_the_line_for_it_has_room(qtbot: QtBot) -> None:
    card = card_of_14(qtbot, "Ziele")
    line = LineEdit()
    line.setMinimumWidth(100)
    line.hide()
    card.put_in_head(line, gives=True, passing=True)
    before = head(card, 220)
    for shown, count in ((True, 0), (False, 2)):
        line.setVisible(shown)
        card.fit_head()
        assert head(card, 220)[1] == count
    assert head(card, 220) == before
