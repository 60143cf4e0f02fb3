"""Windows and dialogs keep to the screen, frame and all; a dialog that needs more room than there is scrolls."""

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QDialog, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from nrw_desktop.gui.kit import theme
from nrw_desktop.gui.kit.tab_order import in_order

_FRAME = QSize(8, 40)
"""Pixels that a frame may take: how many it does is known only once the window is seen."""


def keep_on_screen(window: QWidget) -> None:
    """Bring a window wholly onto the screen; one that is larger than that gets smaller."""
    if window.windowState() & (Qt.WindowState.WindowMaximized | Qt.WindowState.WindowFullScreen):
        return
    room, frame = _room(window), window.frameGeometry()
    sides = frame.size() - window.size() if window.isVisible() else _FRAME
    size = window.size().boundedTo(room.size() - sides)
    if size != window.size():
        window.resize(size)
    whole = size + sides
    place = QPoint(
        max(room.left(), min(frame.left(), room.left() + room.width() - whole.width())),
        max(room.top(), min(frame.top(), room.top() + room.height() - whole.height())),
    )
    if place != frame.topLeft():
        window.move(place)


def _room(window: QWidget) -> QRect:
    """What of its screen a window may take; one that lies on none gets the first."""
    screen = QGuiApplication.screenAt(window.frameGeometry().center()) or QGuiApplication.primaryScreen()
    return screen.availableGeometry()


class Dialog(QDialog):
    """The base of all dialogs.

    Where its layout needs more than the screen has, also as the text gets larger, all but the last line of it scrolls:
    the buttons stay in sight.
    """

    _area: QScrollArea | None = None

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._settle)

    def want_size(self, width: float, height: float) -> None:
        """Take so many pixels where text has its usual size, in proportion where not, and never more than there are."""
        parent = self.parentWidget()
        room = _room(parent.window() if parent else self).size() - _FRAME
        self.resize(QSize(theme.scaled(width), theme.scaled(height)).boundedTo(room))

    def close_button(self) -> QPushButton:
        """A button „Schließen“ that is not what Enter presses."""
        button = QPushButton("S&chließen")
        button.setAutoDefault(False)
        button.clicked.connect(self.close)
        return button

    def close_line(self) -> QHBoxLayout:
        """The last line of a dialog that has nothing but this button there."""
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self.close_button())
        return line

    def showEvent(self, event: QShowEvent) -> None:
        if not event.spontaneous():
            self._silence_buttons(False)
            self._fit()
            in_order(self)
            self._later.start()
        super().showEvent(event)

    def done(self, result: int) -> None:
        super().done(result)
        # The second click of a double one still comes to a button of the dialog that has gone.
        if not self.isVisible():
            self._silence_buttons(True)

    def _silence_buttons(self, silent: bool) -> None:
        for button in self.findChildren(QAbstractButton):
            button.blockSignals(silent)

    def event(self, event: QEvent) -> bool:
        # Told by the layout, for other words or another font.
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self._later.start()
        return super().event(event)

    def _settle(self) -> None:
        if self.isVisible():
            self._fit()
            keep_on_screen(self)

    def _fit(self) -> None:
        """Grow to what the layout needs; where the screen is smaller, scroll."""
        layout = self.layout()
        if layout is None or self._area is not None:
            return
        layout.activate()
        if not self.testAttribute(Qt.WidgetAttribute.WA_Resized):
            self.adjustSize()
        room, least = _room(self).size() - _FRAME, layout.totalMinimumSize()
        width = max(self.width(), least.width())
        height = max(least.height(), layout.totalMinimumHeightForWidth(width) if layout.hasHeightForWidth() else 0)
        if width > room.width() or height > room.height():
            self._scroll()
        self.resize(self.size().expandedTo(QSize(width, height)).boundedTo(room))

    def _scroll(self) -> None:
        layout, keyboard = self.layout(), self.focusWidget()
        assert isinstance(layout, QVBoxLayout)
        margins, foot = layout.contentsMargins(), layout.takeAt(layout.count() - 1)
        # In this window from the start: else Tab would come to what is in it last.
        page = theme.named(QWidget(self), "sheet")
        self._area = QScrollArea(self)
        page.setLayout(layout)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(page)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, margins.bottom())
        outside.setSpacing(layout.spacing())
        outside.addWidget(self._area, 1)
        line = QVBoxLayout()
        line.setContentsMargins(margins.left(), 0, margins.right(), 0)
        outside.addLayout(line)
        assert foot is not None
        if isinstance(inner := foot.layout(), QHBoxLayout):
            width = _room(self).width() - _FRAME.width() - margins.left() - margins.right()
            line.addLayout(_begun(inner, width))
            line.addLayout(inner)
        elif (widget := foot.widget()) is not None:
            line.addWidget(widget)
        # At once: what the old layout needed would still be the least.
        outside.activate()
        if keyboard is not None:
            keyboard.setFocus()


def _begun(line: QHBoxLayout, room: int) -> QHBoxLayout:
    """A line with as much from the beginning of another one as does not fit there."""
    begun = QHBoxLayout()
    while line.count() > 1 and line.minimumSize().width() > room:
        item = line.takeAt(0)
        if item is not None and (widget := item.widget()) is not None:
            begun.addWidget(widget)
    if begun.count():
        begun.addStretch(1)
        # What is left keeps its size, at the right.
        line.insertStretch(0, 1)
    return begun
