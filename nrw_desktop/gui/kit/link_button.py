"""A line of words below the head of a card, which opens what it tells about."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton

from nrw_desktop.gui.kit import icons, theme
from nrw_desktop.gui.kit.icons import beside_icon
from nrw_desktop.gui.kit.safe_widgets import literal, tip_text
from nrw_desktop.gui.kit.theme import GRID

_ICON = 16


class LinkButton(QToolButton):
    """A quiet button as wide as its card; words that are too long are cut, and whole in the tip."""

    def __init__(self, icon: str, run: Callable[[], None]):
        super().__init__()
        theme.named(self, "line_button")
        self._words = ""
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        icons.assign(self, icon, "muted")
        self.clicked.connect(run)

    def show_words(self, words: str, tip: str = "") -> None:
        """Show other words; ``tip`` says what the button does."""
        self._words = words
        self.setToolTip(tip_text(f"{words}\n{tip}" if tip else words))
        self.setAccessibleName(words)
        self._elide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        room = self.width() - theme.scaled(_ICON) - 5 * GRID
        shown = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        self.setText(beside_icon(literal(shown)))
