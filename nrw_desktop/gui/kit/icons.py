"""SVG icons, drawn when they are first seen, in the colour, the size and at the density that the screen asks for."""

import weakref
from typing import Protocol

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QLineEdit, QTabBar
from shiboken6 import isValid

from nrw_desktop import paths
from nrw_desktop.gui.kit import theme
from nrw_desktop.gui.kit.safe_widgets import unmarked

_LARGEST = 20
"""Pixels of a side, where text has its usual size; a place that is larger has air around its icon."""
STATUS_ICONS = {
    "planned": "circle-dashed",
    "running": "circle-play",
    "done": "circle-check",
    "postponed": "circle-pause",
    "dropped": "circle-x",
}
"""The picture of each status."""


class HasIcon(Protocol):
    """An action, a button: whatever can show an icon."""

    def setIcon(self, icon: QIcon, /) -> None: ...


_sources: dict[str, bytes] = {}
_icons: dict[tuple[str, str, str], QIcon] = {}
_pictures: dict[tuple[str, str, int, float], QPixmap] = {}
_shown: "weakref.WeakKeyDictionary[HasIcon, tuple[str, str]]" = weakref.WeakKeyDictionary()
_is_put_off = False


def put_off() -> None:
    """Leave icons blank until `draw`: at the start, the plan comes first and its icons a moment later."""
    global _is_put_off
    _is_put_off = True


def draw() -> None:
    """From now on show icons, also where they were left blank."""
    global _is_put_off
    if _is_put_off:
        _is_put_off = False
        for window in QApplication.topLevelWidgets():
            for button in window.findChildren(QAbstractButton):
                button.update()
            for area in window.findChildren(QAbstractScrollArea):
                area.viewport().update()
            for bar in window.findChildren(QTabBar):
                bar.update()


def assign(target: HasIcon, name: str, role: str = "text") -> None:
    """Show the icon of this name in a theme colour, and again when the theme or the size of the text changes."""
    _shown[target] = (name, role)
    target.setIcon(icon(name, role))


def retint() -> None:
    """Draw all icons that are shown in the colours of the theme of now."""
    for target, (name, role) in list(_shown.items()):
        # Of a dialog or window that is closed, Python may still keep what Qt has deleted.
        if isValid(target):
            target.setIcon(icon(name, role))


def icon(name: str, role: str = "text") -> QIcon:
    """The icon in a colour of the theme (a field name of `Colors`), paler where it is disabled."""
    look = name, getattr(theme.colors(), role), theme.colors().faint
    found = _icons.get(look)
    if found is None:
        found = _icons[look] = QIcon(_Engine(*look))
    return found


class _Engine(QIconEngine):
    """Draws an icon where Qt asks for it: most of those in menus are not seen on most days."""

    def __init__(self, name: str, color: str, faint: str):
        super().__init__()
        self._look = name, color, faint

    def actualSize(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QSize:
        side = min(size.width(), size.height(), theme.scaled(_LARGEST))
        return QSize(side, side)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        name, color, faint = self._look
        side = self.actualSize(size, mode, state).width()
        if _is_put_off:
            blank = QPixmap(round(side * scale), round(side * scale))
            blank.setDevicePixelRatio(scale)
            blank.fill(Qt.GlobalColor.transparent)
            return blank
        return _picture(name, faint if mode == QIcon.Mode.Disabled else color, side, scale)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        picture = self.scaledPixmap(rect.size(), mode, state, painter.device().devicePixelRatio())
        place = QRectF(0, 0, *picture.deviceIndependentSize().toTuple())
        place.moveCenter(QRectF(rect).center())
        painter.drawPixmap(place.topLeft(), picture)

    def clone(self) -> QIconEngine:
        return _Engine(*self._look)


def _picture(name: str, color: str, size: int, density: float) -> QPixmap:
    look = name, color, size, density
    found = _pictures.get(look)
    if found is None:
        found = _pictures[look] = pixmap(*look)
    return found


def pixmap(name: str, color: str, size: int, density: float) -> QPixmap:
    """The icon as a picture of ``size`` logical pixels."""
    # Before a painter begins: one left behind by an error crashes Qt.
    _source(name)
    picture = QPixmap(round(size * density), round(size * density))
    picture.setDevicePixelRatio(density)
    picture.fill(Qt.GlobalColor.transparent)
    from PySide6.QtSvg import QSvgRenderer  # not at the start, see `put_off`

    source = _source(name).replace(b"currentColor", QColor(color).name().encode())
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(source)).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return picture


def paint(painter: QPainter, place: QRectF, name: str, color: str) -> None:
    """Draw the icon into a square."""
    if _is_put_off:
        return
    picture = _picture(name, color, round(place.width()), painter.device().devicePixelRatio())
    painter.drawPixmap(place.topLeft(), picture)


def are_drawn() -> bool:
    """Whether icons are drawn by now, and not left blank."""
    return not _is_put_off


def _source(name: str) -> bytes:
    found = _sources.get(name)
    if found is None:
        found = _sources[name] = (paths.resources() / "icons" / f"{name}.svg").read_bytes()
    return found


def put_before(line: QLineEdit, name: str, words: str) -> None:
    """Show the icon at the beginning of a line to type into; the words say to who hears them what it stands for."""
    sign = QAction(words, line)
    assign(sign, name, "muted")
    line.addAction(sign, QLineEdit.ActionPosition.LeadingPosition)


def beside_icon(text: str) -> str:
    """A button's text with air between it and the icon, for which the style has no setting.

    The button needs a name without it, which `word` gives.
    """
    return f"\N{FOUR-PER-EM SPACE}{text}"


def word(button: QAbstractButton, text: str) -> None:
    """Give a button its words, with air before them for the eye alone."""
    button.setText(beside_icon(text))
    button.setAccessibleName(unmarked(text))
