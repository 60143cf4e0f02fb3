"""What a screen reader is told beyond what Qt tells: news, what is painted, and all in the order of reading."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QRect, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QAccessibleWidget, QApplication, QWidget


def announce(widget: QWidget, sentence: str, at_once: bool = False) -> None:
    """Have a sentence said that is shown where the keyboard is not; ``at_once`` breaks in on what is being said."""
    if sentence and QAccessible.isActive():
        event = QAccessibleAnnouncementEvent(widget, sentence)
        if at_once:
            event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(event)


_PICTURES = (QAccessible.Role.Chart, QAccessible.Role.Graphic)


class Picture(QAccessibleWidget):
    """A widget that paints itself: one object, and nothing in it."""

    def childCount(self) -> int:
        return 0


class Interfaces(QObject):
    """Stands between Qt and whoever asks it about widgets; while nobody does, it does nothing.

    A widget of our own says by an ``accessible_role`` what it is, where Qt cannot know. Qt tells them in the order in
    which they were made: as others come and the keyboard moves on, that is made the order on the screen.
    """

    def __init__(self, application: QApplication):
        super().__init__(application)
        self._application = application
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._arrange)
        application.focusChanged.connect(self._follow)
        QAccessible.installFactory(self._interface)

    def _interface(self, _kind: str, made: QObject) -> QAccessibleWidget | None:
        if not isinstance(made, QWidget):
            return None
        self._later.start()
        role = getattr(made, "accessible_role", None)
        if role is None:
            return None
        return (Picture if role in _PICTURES else QAccessibleWidget)(made, role)

    def _follow(self) -> None:
        if QAccessible.isActive():
            self._later.start()

    def _arrange(self) -> None:
        for window in self._application.topLevelWidgets():
            if window.isVisible():
                in_reading_order(window)


def in_reading_order(window: QWidget) -> None:
    """Bring the children of a window, and of all in it, into the order in which they stand on screen."""
    for widget in (window, *window.findChildren(QWidget)):
        children = [one for one in widget.children() if isinstance(one, QWidget) and not one.isWindow()]
        order = _read([child.geometry() if child.isVisible() else QRect() for child in children])
        if order != list(range(len(children))):
            for place in order:
                children[place].raise_()


def _read(places: Sequence[QRect]) -> list[int]:
    """The order in which these are read; as they are where nothing speaks against it."""
    left, order = list(range(len(places))), []
    while left:
        free = (one for one in left if not any(_goes_first(places, other, one) for other in left if other != one))
        order.append(next(free, left[0]))
        left.remove(order[-1])
    return order


def _goes_first(places: Sequence[QRect], one: int, other: int) -> bool:
    """Whether one stands left of the other or above it; where one lies on the other, whether it lies below."""
    first, second = places[one], places[other]
    if first.isEmpty() or second.isEmpty():
        return False
    if first.intersects(second):
        return one < other
    beside = first.top() <= second.bottom() and second.top() <= first.bottom()
    if beside:
        return first.right() < second.left()
    return first.bottom() < second.top() and first.left() <= second.right() and second.left() <= first.right()
