"""The areas of the window: F6 takes the keyboard from card to card and to the foot; a card with it has a frame."""

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QFrame, QStatusBar, QTabBar, QWidget
from shiboken6 import isValid

from nrw_desktop.gui.kit.card import Card
from nrw_desktop.gui.kit.keyboard_loan import is_borrower
from nrw_desktop.gui.session.plan_window import PlanWindow
from nrw_desktop.gui.window.copies_banner import CopiesBanner
from nrw_desktop.gui.window.past_banner import PastBanner
from nrw_desktop.gui.window.plan_line import PlanLine

_MARK = "keyboard"
"""The property by which the style sheet knows the card with the frame."""


def show_next(window: PlanWindow) -> None:
    """Give the keyboard to the next card of a main window, after the last to a button at the foot or the first."""
    _areas(window).step(1)


def show_previous(window: PlanWindow) -> None:
    """Give the keyboard to the card before, before the first to the last."""
    _areas(window).step(-1)


def _areas(window: QWidget) -> "_Areas":
    return window.findChild(_Areas) or _Areas(window)


class _Areas(QObject):
    """Knows which card has the frame, and where the keyboard was in those that it left."""

    def __init__(self, window: QWidget):
        super().__init__(window)
        self._window = window
        self._framed: Card | None = None
        self._left: dict[QWidget, QWidget] = {}
        QApplication.instance().focusChanged.connect(self._follow)  # type: ignore[union-attr]

    def step(self, step: int) -> None:
        """Go some areas on: banner, line or note, columns of cards, foot; one with nothing to do is left out."""
        lines: list[QWidget] = [
            line for kind in (PastBanner, CopiesBanner, PlanLine) for line in self._window.findChildren(kind)
        ]
        # The note of the tour stands above all of them.
        lines += self._window.findChildren(QFrame, "tour")
        feet = self._window.findChildren(QStatusBar)
        areas = [area for area in (*lines, *_cards(self._window), *feet) if _first(area) is not None]
        if not areas:
            return
        focus = QApplication.focusWidget()
        here = next((place for place, area in enumerate(areas) if focus and area.isAncestorOf(focus)), None)
        if here is None:
            here = -1 if step > 0 else 0
        elif focus is not None:
            self._left[areas[here]] = focus
        area = areas[(here + step) % len(areas)]
        before = self._left.get(area)
        target = before if before is not None and isValid(before) and _takes_keys(before) else _first(area)
        assert target is not None
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._frame(area if isinstance(area, Card) else None)

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Take the frame away once the keyboard has left the card for another place of the window."""
        framed = self._framed
        if framed is None or (isValid(framed) and (new is None or is_borrower(new) or framed.isAncestorOf(new))):
            return
        self._frame(None)

    def _frame(self, card: Card | None) -> None:
        for one, marked in ((self._framed, False), (card, True)):
            if one is not None and isValid(one):
                one.setProperty(_MARK, marked)
                one.style().unpolish(one)
                one.style().polish(one)
        self._framed = card


def _cards(window: QWidget) -> list[Card]:
    """The cards in sight that stand in no other one, column by column; one that is about another right behind it."""

    def place(card: Card) -> tuple[int, int]:
        at = card.mapTo(window, QPoint(0, 0))
        return at.x(), at.y()

    seen = [card for card in window.findChildren(Card) if card.isVisible() and card.window() is window]
    found = sorted((card for card in seen if not any(_stands_in(card, other) for other in seen)), key=place)
    for card in tuple(found):
        if card.about is not None and card.about in found:
            found.remove(card)
            found.insert(found.index(card.about) + 1, card)
    return found


def _stands_in(card: Card, other: Card) -> bool:
    # A widget counts as its own ancestor.
    return card is not other and other.isAncestorOf(card)


def _first(area: QWidget) -> QWidget | None:
    """Where the keyboard goes in an area: what a card is about, not a button of its head or a row of tabs; a button."""
    if not isinstance(area, Card):
        return next((button for button in area.findChildren(QAbstractButton) if _takes_keys(button)), None)
    content = area.content
    if _takes_keys(content):
        return content
    found = [widget for widget in content.findChildren(QWidget) if _takes_keys(widget)]
    return next((widget for widget in found if not isinstance(widget, QTabBar)), None)


def _takes_keys(widget: QWidget) -> bool:
    return widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisible() and widget.isEnabled()
