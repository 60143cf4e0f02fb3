"""Cards: the calm boxes that a page is made of, with a title, a count and the buttons that belong to them."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from nrw_desktop.gui.kit import icons, theme
from nrw_desktop.gui.kit.icons import beside_icon
from nrw_desktop.gui.kit.safe_widgets import ElidedLabel, Label, tip_text
from nrw_desktop.gui.kit.theme import GRID

_WORDED, _ICON_ONLY = Qt.ToolButtonStyle.ToolButtonTextBesideIcon, Qt.ToolButtonStyle.ToolButtonIconOnly
_BUTTON = 31
"""Pixels that a button in the head is high."""
_TITLE = 10
"""In lines of text: so much of a title's width goes before the words of buttons."""


class Card(QFrame):
    """A titled box; `add_button` puts a button into its head, `set_count` shows how many there are.

    Where there is no room for all that is in the head, it is in short, so that the title can still be read: fields
    shrink to what they need, buttons give up their words, the title says its ``short`` form, the count goes, and at
    last all buttons but one.
    """

    about: "Card | None" = None
    """The card whose chosen row it tells more of: F6 goes from that one to this, wherever it stands."""

    def __init__(
        self, title: str, content: QWidget, count: bool = True, parent: QWidget | None = None, short: str = ""
    ):
        super().__init__(parent)
        self.setObjectName("card")
        self.content = content
        self._name, self._short, self._counts = title, short, count
        self._buttons: list[QToolButton] = []
        self._worded: list[QToolButton] = []
        self._giving: list[QWidget] = []
        self._passing: QWidget | None = None
        self._has_room = False
        self._title = theme.named(ElidedLabel(title), "card_title")
        self._title.setSizePolicy(
            QSizePolicy.Policy.Ignored if not count else QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred
        )
        self._count = theme.named(Label(), "count")
        # Showing it now, without a parent, would open a window of its own for a moment.
        if not count:
            self._count.hide()
        self._head = QHBoxLayout()
        self._head.setContentsMargins(2 * GRID, GRID, GRID, GRID // 2)
        self._head.setSpacing(GRID)
        policy = self._title.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._title.setSizePolicy(policy)
        if not title:
            self._title.hide()
        # Beside each other, the titles of cards with and without buttons are level.
        self._head.addStrut(theme.scaled(_BUTTON))
        self._head.addWidget(self._title, 0 if count else 1, Qt.AlignmentFlag.AlignVCenter)
        self._head.addWidget(self._count, 0, Qt.AlignmentFlag.AlignVCenter)
        if count:
            self._head.addStretch(1)
        self._behind_title = self._head.count()
        self._layout = layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, GRID // 2)
        layout.setSpacing(0)
        layout.addLayout(self._head)
        if isinstance(content, QAbstractItemView):
            # The words of the rows stand under those of the title.
            inset = QHBoxLayout()
            inset.setContentsMargins(GRID, 0, GRID // 2, 0)
            inset.addWidget(content)
            layout.addLayout(inset, 1)
        else:
            layout.addWidget(content, 1)
        self.setAccessibleName(title)
        content.setAccessibleName(content.accessibleName() or title)
        theme.follow_text(self, Card.fit_head)

    def set_title(self, title: str) -> None:
        """Show another title."""
        self._name, self._short = title, ""
        self._title.setText(title)
        self._title.setHidden(not title)
        self.setAccessibleName(title)
        self.fit_head()

    def set_count(self, count: int, of: int | None = None) -> None:
        """Show how many there are; where only some of them are shown, of how many."""
        self._count.setText(str(count) if of is None else f"{count} von {of}")
        self.fit_head()

    def put_in_head(self, widget: QWidget, gives: bool = False, passing: bool = False) -> None:
        """Put a widget of any kind between the title and the buttons.

        One that ``gives`` may shrink to its minimum; a button with icon and words gives up its words like the others.
        While one that is ``passing`` is shown, buttons may be hidden.
        """
        self._head.insertWidget(self._behind_title, widget)
        if isinstance(widget, QToolButton):
            self._worded.append(widget)
        if gives:
            self._giving.append(widget)
        if passing:
            self._passing = widget

    def add_line(self, widget: QWidget) -> None:
        """Put a line between head and content."""
        self._layout.insertWidget(1, widget)

    def add_button(
        self, text: str, icon: str, tip: str, run: Callable[[], None], enabled: bool = True, stop: bool = False
    ) -> QToolButton:
        """Put a quiet button at the right of the head, for the mouse: a menu or a key does the same.

        Where none does, it is a ``stop`` of the Tab key.
        """
        button = QToolButton()
        button.setText(beside_icon(text) if text else "")
        icons.assign(button, icon)
        button.setToolButtonStyle(_WORDED if text else _ICON_ONLY)
        button.setToolTip(tip_text(tip))
        button.setAccessibleName(tip if not text else f"{self._name}: {text}")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus if stop else Qt.FocusPolicy.NoFocus)
        button.clicked.connect(run)
        button.setEnabled(enabled)
        self._head.addWidget(button)
        self._buttons.append(button)
        if text:
            self._worded.append(button)
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._has_room = True
        self.fit_head()

    def fit_head(self) -> None:
        """Say in the head as much as there is room for; what buttons are for is said in their tips as well."""
        # Before it has been given its room, what it asks for is all of it.
        if not self._has_room:
            return
        # Its font is that of the style sheet only from here on.
        self._title.ensurePolished()
        margins = self._layout.contentsMargins()
        lacking = self._wanted() - (self.contentsRect().width() - margins.left() - margins.right())
        for field in self._giving:
            full, least = field.sizeHint().width(), field.minimumWidth()
            given = min(max(lacking, 0), max(full - least, 0)) * (not field.isHidden())
            field.setMaximumWidth(full - given)
            lacking -= given
        for button in self._worded:
            button.setToolButtonStyle(_ICON_ONLY if lacking > 0 else _WORDED)
        if lacking > 0:
            lacking -= sum(map(_words, self._worded))
        filters = self._passing is not None and not self._passing.isHidden()
        hidden = self._buttons if filters and lacking > 0 else []
        lacking -= sum(map(_room, hidden))
        title = self._short if self._short and lacking > 0 else self._name
        lacking -= self._title_width(self._name) - self._title_width(title)
        if title != self._title.text():
            self._title.setText(title)
            self._title.setToolTip(tip_text(self._name))
        self._count.setHidden(not self._counts or lacking > 0)
        if self._counts and lacking > 0:
            lacking -= _room(self._count)
        for button in self._lesser_buttons():
            if lacking > 0 and not filters:
                hidden = [*hidden, button]
                lacking -= _room(button)
        for button in self._buttons:
            button.setHidden(button in hidden)

    def _lesser_buttons(self) -> list[QToolButton]:
        """Those that go where hardly any room is left, in this order: a key or a menu does the same."""
        passed = [one for one in self._buttons if one.focusPolicy() is Qt.FocusPolicy.NoFocus]
        worded = [one for one in passed if one in self._worded]
        return [*(one for one in passed if one not in worded), *reversed(worded[1:])]

    def _wanted(self) -> int:
        """Pixels that all of the head would take, with nothing in short."""
        # While something is being hidden, Qt still has it in its sum.
        self._head.invalidate()
        title = self._title
        ignored = title.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Ignored
        now = title.minimumWidth() if ignored else title.sizeHint().width()
        wanted = self._head.sizeHint().width() - now + self._title_width(self._name)
        wanted += sum(_words(one) for one in self._worded if one.toolButtonStyle() == _ICON_ONLY)
        wanted += sum(_room(one) for one in self._buttons if one.isHidden())
        for field in self._giving:
            if not field.isHidden():
                wanted += max(0, field.sizeHint().width() - field.maximumWidth())
        if self._counts and self._count.isHidden():
            wanted += _room(self._count)
        return wanted

    def _title_width(self, title: str) -> int:
        """Pixels that a title needs; one that is made of people's words need not be whole."""
        metrics = self._title.fontMetrics()
        # Not one pixel may be missing, or it ends with an ellipsis.
        width = metrics.horizontalAdvance(title) + 2
        return width if self._counts else min(width, _TITLE * metrics.height())


def _room(widget: QWidget) -> int:
    """Pixels that something in the head takes, with the air beside it."""
    return widget.sizeHint().width() + GRID


def _words(button: QToolButton) -> int:
    """Pixels that the words of a button take beside its icon."""
    return button.fontMetrics().horizontalAdvance(button.text()) + GRID
