"""The toolbar: where it has no room for all words, buttons give up theirs, and none is hidden for it."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QToolBar, QToolButton

from nrw_desktop.gui.kit import theme

_ICON = 20
"""Pixels of an icon, where text has its usual size."""
_WORDED, _ICON_ONLY = Qt.ToolButtonStyle.ToolButtonTextBesideIcon, Qt.ToolButtonStyle.ToolButtonIconOnly


class ToolBar(QToolBar):
    """Buttons with icon and words. The icons of the first ones are known best; so these are the first without words."""

    def __init__(self) -> None:
        super().__init__("Werkzeugleiste")
        self.setObjectName("toolbar")
        self.setMovable(False)
        self.setToolButtonStyle(_WORDED)
        theme.follow_text(self, lambda bar: bar.setIconSize(QSize(theme.scaled(_ICON), theme.scaled(_ICON))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        # With larger text, or another button, the same width is too narrow.
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def _fit(self) -> None:
        """Have words at as many buttons as there is room for."""
        buttons = [one for action in self.actions() if isinstance(one := self.widgetForAction(action), QToolButton)]
        wordless = [one for one in buttons if one.toolButtonStyle() == _ICON_ONLY]
        missing = self.sizeHint().width() + sum(map(_words, wordless)) - self.width()
        for button in buttons:
            button.setToolButtonStyle(_ICON_ONLY if missing > 0 else _WORDED)
            missing -= _words(button)


def _words(button: QToolButton) -> int:
    """Pixels that the words of a button take beside its icon, as Qt reckons them."""
    metrics = button.fontMetrics()
    return metrics.horizontalAdvance(button.text()) + 2 * metrics.horizontalAdvance(" ") + 4
