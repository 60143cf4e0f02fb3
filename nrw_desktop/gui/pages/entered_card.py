"""A card with a form, which the Tab key passes in one step until somebody goes in."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QTabBar, QWidget

from nrw_desktop.gui.kit.card import Card
from nrw_desktop.gui.kit.keyboard_loan import is_elsewhere
from nrw_desktop.gui.lists.cell_editors import ENTER

_HOW = "Eingabe: hinein, Tab: vorbei"
_POLICY = "policy_within"
"""The property in which a field keeps how it takes the keyboard, while Tab passes it."""
_BY_TAB_NEVER = (Qt.FocusPolicy.NoFocus, Qt.FocusPolicy.ClickFocus)
_INTO = (*ENTER, Qt.Key.Key_Space, Qt.Key.Key_Down)


class EnteredCard(Card):
    """Enter, the mouse or F6 lead into it: then Tab goes from field to field, and behind the last one out again.

    `escaped` tells of Esc with nothing to give up: the keyboard goes back to the list that the card is about.
    """

    escaped = Signal()

    def __init__(self, title: str, content: QWidget):
        super().__init__(title, content, count=False)
        self.setAccessibleDescription(_HOW)
        self._is_open: bool | None = None
        QApplication.instance().focusChanged.connect(self._follow)  # type: ignore[union-attr]
        self.look_again()

    def set_title(self, title: str) -> None:
        """Show another title."""
        super().set_title(title)
        name = self.content.accessibleName()
        self.setAccessibleName(title if title == name else f"{name}: {title}")

    def look_again(self) -> None:
        """Let Tab pass or walk through what has come into it since."""
        self._is_open = None
        self._follow(None, QApplication.focusWidget())

    def _shut(self) -> None:
        self._is_open = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for field in self.content.findChildren(QWidget):
            # After each edit all are looked at; `&` would make a new member of each of them.
            if (policy := field.focusPolicy()) not in _BY_TAB_NEVER:
                field.setProperty(_POLICY, policy.value)
                field.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def _open(self) -> None:
        self._is_open = True
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for field in self.content.findChildren(QWidget):
            if (policy := field.property(_POLICY)) is not None:
                field.setProperty(_POLICY, None)
                field.setFocusPolicy(Qt.FocusPolicy(policy))

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Open while the keyboard is in it; a menu that has it for a moment changes nothing."""
        if now is not None and is_elsewhere(now):
            return
        is_within = now is not None and now is not self and self.isAncestorOf(now)
        if is_within is not self._is_open:
            (self._open if is_within else self._shut)()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif self.hasFocus() and event.key() in _INTO:
            self._go_in()
        else:
            super().keyPressEvent(event)

    def _go_in(self) -> None:
        self._open()
        fields = (one for one in self.content.findChildren(QWidget) if one.focusPolicy() not in _BY_TAB_NEVER)
        first = next(
            (one for one in fields if one.isVisible() and one.isEnabled() and not isinstance(one, QTabBar)), None
        )
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)
