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


class Card(QFrame):
    """A titled box; `add_button` puts a button into its head, `set_count` shows how many there are."""

    about: "Card | None" = None
    """The card whose chosen row it tells more of: F6 goes from that one to this, wherever it stands."""

    def __init__(self, title: str, content: QWidget, count: bool = True, parent: QWidget | None = None):
        super().__init__(parent)
        self.setObjectName("card")
        self.content = content
        self._worded: list[QToolButton] = []
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

    def set_title(self, title: str) -> None:
        """Show another title."""
        self._title.setText(title)
        self._title.setHidden(not title)
        self.setAccessibleName(title)

    def set_count(self, count: int, of: int | None = None) -> None:
        """Show how many there are; where only some of them are shown, of how many."""
        self._count.setText(str(count) if of is None else f"{count} von {of}")

    def put_in_head(self, widget: QWidget) -> None:
        """Put a widget of any kind between the title and the buttons."""
        self._head.insertWidget(self._behind_title, widget)

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
        button.setAccessibleName(tip if not text else f"{self._title.text()}: {text}")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus if stop else Qt.FocusPolicy.NoFocus)
        button.clicked.connect(run)
        button.setEnabled(enabled)
        self._head.addWidget(button)
        if text:
            self._worded.append(button)
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Buttons give up their words before the title is cut; what they are for is said in their tips."""
        super().resizeEvent(event)
        hidden = [one for one in self._worded if one.toolButtonStyle() == _ICON_ONLY]
        wanted = self._head.sizeHint().width() + sum(
            one.fontMetrics().horizontalAdvance(one.text()) + GRID for one in hidden
        )
        for button in self._worded:
            button.setToolButtonStyle(_ICON_ONLY if wanted > self.width() else _WORDED)
