"""SVG icons, drawn in the colour, the size of the text and at the density that the screen asks for."""

import weakref
from typing import Protocol

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QAction, QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from shiboken6 import isValid

from nrw_desktop import paths
from nrw_desktop.gui.kit import theme
from nrw_desktop.gui.kit.safe_widgets import unmarked

_SIZES = (16, 20)
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
_icons: dict[tuple[str, str, float], QIcon] = {}
_pictures: dict[tuple[str, str, int, float], QPixmap] = {}
_shown: "weakref.WeakKeyDictionary[HasIcon, tuple[str, str]]" = weakref.WeakKeyDictionary()


_blank: QIcon | None = None


def put_off() -> None:
    """Show blanks of the right size until `draw`: at the start, the plan comes first and its icons a moment later."""
    global _blank
    picture = QPixmap(theme.scaled(_SIZES[-1]), theme.scaled(_SIZES[-1]))
    picture.fill(Qt.GlobalColor.transparent)
    _blank = QIcon(picture)


def draw() -> None:
    """From now on show icons, also where there are blanks."""
    global _blank
    if _blank is not None:
        _blank = None
        retint()
        for window in QApplication.topLevelWidgets():
            for widget in window.findChildren(QWidget):
                widget.update()


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
    if _blank is not None:
        return _blank
    color = getattr(theme.colors(), role)
    look = name, color, theme.scale()
    found = _icons.get(look)
    if found is None:
        found = _icons[look] = QIcon()
        densities = {1.0, *(screen.devicePixelRatio() for screen in QGuiApplication.screens())}
        for size in map(theme.scaled, _SIZES):
            for density in densities:
                found.addPixmap(pixmap(name, color, size, density))
                found.addPixmap(pixmap(name, theme.colors().faint, size, density), QIcon.Mode.Disabled)
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
    if _blank is not None:
        return
    look = (name, color, round(place.width()), painter.device().devicePixelRatio())
    found = _pictures.get(look)
    if found is None:
        found = _pictures[look] = pixmap(*look)
    painter.drawPixmap(place.topLeft(), found)


def are_drawn() -> bool:
    """Whether icons are drawn by now, and not left blank."""
    return _blank is None


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
