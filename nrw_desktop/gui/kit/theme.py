"""Colours, spacing, text size and style of the window: light, dark, or of high contrast."""

import math
import re
import weakref
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QDir, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from nrw_desktop import paths
from nrw_desktop.gui.kit.colors import DARK, HIGH, LIGHT, Colors, forced, luminance

GRID = 8
"""Everything lines up on a grid of so many pixels."""

TEXT_SIZES = (80, 90, 100, 110, 125, 150, 175, 200)
"""The sizes that text can be set to, in percent of the system's."""
NORMAL = 100

_PIXELS = 12
"""The height of the font that all sizes are given for; with another one, what holds text grows or shrinks alike."""
_NARROW = 42
"""In lines of text, so that larger text needs more room."""
_OF_TEXT = re.compile(r"\b(\d+)dp\b")
"""A size in the style sheet that goes with that of the text."""
_PICTURES = "pictures"
"""The prefix by which the style sheet finds its pictures."""

_current = LIGHT
_dressed = False
_system_font: QFont | None = None
_percent, _scale = NORMAL, 1.0
_followers: "weakref.WeakKeyDictionary[QWidget, list[Callable[[Any], None]]]" = weakref.WeakKeyDictionary()


def colors() -> Colors:
    """The colours of the theme of now."""
    return _current


def apply(
    application: QApplication, scheme: Qt.ColorScheme, sheet: bool = True, strong: bool = False, percent: int = NORMAL
) -> bool:
    """Dress the whole application light or dark; where the scheme is unknown, as the system is.

    Where the system asks for high contrast, that goes before light and dark; with ``strong`` the person does, here.
    ``percent`` is the size of the text, as the system has it at 100. Without ``sheet``, the style sheet waits for
    `put_on_sheet`. Returns whether that changed anything.
    """
    global _current, _dressed
    hints = application.styleHints()
    # The platform is told as well, for title bars and file dialogs; not every one follows, so it is not asked back.
    hints.setColorScheme(scheme)
    if scheme is Qt.ColorScheme.Unknown:
        scheme = hints.colorScheme()
    if strong:
        wanted = HIGH
    elif _asks_for_contrast(application):
        wanted = forced(_of_system(application))
    else:
        wanted = DARK if scheme is Qt.ColorScheme.Dark else LIGHT
    resized = _resize_text(application, percent)
    if _dressed and wanted == _current and not resized:
        return False
    _current, _dressed = wanted, True
    application.setPalette(_palette(_current))
    if sheet or application.styleSheet():
        # Under a style sheet, widgets take a new font only with a new sheet.
        application.setStyleSheet(_style_sheet(_current))
    if resized:
        for widget, gives in list(_followers.items()):
            for give in gives if isValid(widget) else ():
                give(widget)
    return True


def text_size() -> int:
    """The size of the text in percent of the system's."""
    return _percent


def text_size_of(wanted: object) -> int:
    """The size that a setting asks for: the nearest there is; what is no number asks for none."""
    try:
        number = float(str(wanted))
    except ValueError:
        return NORMAL
    return min(TEXT_SIZES, key=lambda size: abs(size - number)) if math.isfinite(number) else NORMAL


def next_text_size(step: int) -> int:
    """The next larger size of the text (1), or the next smaller one (-1); at the ends, that of now."""
    place = TEXT_SIZES.index(_percent) + step
    return TEXT_SIZES[min(max(place, 0), len(TEXT_SIZES) - 1)]


def scale() -> float:
    """How large the text is, where 1 is what all sizes in this program are given for."""
    return _scale


def scaled(pixels: float) -> int:
    """A size that holds text, in pixels, for the text of now."""
    return round(pixels * _scale)


def is_narrow(widget: QWidget) -> bool:
    """Whether a widget is too narrow for a form, or for a table with its buttons beside it.

    What stands side by side in it had better stand one above the other then.
    """
    return widget.width() < _NARROW * widget.fontMetrics().height()


def _resize_text(application: QApplication, percent: int) -> bool:
    """Give the application the system's font in another size; whether that changed anything."""
    global _system_font, _percent, _scale
    before = _percent, _scale
    if _system_font is None:
        _system_font = QFont(application.font())
    if percent != _percent:
        application.setFont(_grown(_system_font, percent / NORMAL))
    _percent, _scale = percent, QFontInfo(application.font()).pixelSize() / _PIXELS
    return (_percent, _scale) != before


def _asks_for_contrast(application: QApplication) -> bool:
    """Whether the system asks every program for high contrast."""
    return application.styleHints().accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast


def _of_system(application: QApplication) -> QPalette:
    """The palette of the system, which lies below that of the theme."""
    worn = application.palette()
    application.setPalette(QPalette())
    found = QPalette(application.palette())
    application.setPalette(worn)
    return found


def put_on_sheet(application: QApplication) -> None:
    """Give the application the style sheet if it has none yet: once a window is whole, just before it is shown.

    Widgets that are put together under a style sheet are styled anew at each step, which takes a tenth of the start.
    """
    if not application.styleSheet():
        application.setStyleSheet(_style_sheet(_current))


W = TypeVar("W", bound=QWidget)


def named(widget: W, name: str) -> W:
    """The widget with an object name, by which the style sheet or a binder knows it."""
    widget.setObjectName(name)
    return widget


def _grown(base: QFont, factor: float) -> QFont:
    font = QFont(base)
    if base.pointSizeF() > 0:
        font.setPointSizeF(base.pointSizeF() * factor)
    else:
        font.setPixelSize(round(base.pixelSize() * factor))
    return font


def follow_text(widget: W, give: Callable[[W], None]) -> None:
    """Give a widget what goes with the size of the text: now, and again with each new size.

    ``give`` gets the widget, so that it need not keep it alive.
    """
    _followers.setdefault(widget, []).append(give)
    give(widget)


def make_heading(widget: QWidget, factor: float = 1.35) -> None:
    """Give a widget a heading's font: larger than that of other texts by a factor, and bold."""

    def give(heading: QWidget) -> None:
        font = _grown(QApplication.font(), factor)
        font.setWeight(QFont.Weight.DemiBold)
        heading.setFont(font)

    follow_text(widget, give)


def _palette(shades: Colors) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for name, shade in {
        role.Window: shades.window,
        role.WindowText: shades.text,
        role.Base: shades.card,
        role.AlternateBase: shades.window,
        role.Text: shades.text,
        role.Button: shades.card,
        role.ButtonText: shades.text,
        role.BrightText: shades.danger,
        role.Highlight: shades.selection,
        role.HighlightedText: shades.on_selection,
        role.PlaceholderText: shades.muted,
        role.ToolTipBase: shades.card,
        role.ToolTipText: shades.text,
        role.Link: shades.accent,
        role.Mid: shades.line,
        role.Light: shades.card,
        # The ground behind the pages of the print preview, which knows no style sheet.
        role.Dark: shades.line,
        role.Accent: shades.accent,
    }.items():
        palette.setColor(name, QColor(shade))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(shades.faint))
    return palette


def _style_sheet(shades: Colors) -> str:
    # A style sheet is a language of its own, in which hardly any folder's name can stand as it is: Qt looks there.
    QDir.setSearchPaths(_PICTURES, [str(paths.resources() / "icons")])
    sheet = (paths.resources() / "style.qss").read_text("utf-8")
    if shades.strong:
        sheet += (paths.resources() / "style-contrast.qss").read_text("utf-8")
    names = [name for name in shades.__struct_fields__ if isinstance(getattr(shades, name), str)]
    for name in sorted(names, key=len, reverse=True):
        sheet = sheet.replace(f"@{name}", getattr(shades, name))
    # A style sheet's pictures know no colour of the theme: there is one for each.
    pictures = {
        "chevron": "chevron-down-on-dark.svg" if shades.is_dark else "chevron-down.svg",
        "chevron_right": "chevron-right-on-dark.svg" if shades.is_dark else "chevron-right.svg",
        "chevron_right_faint": "chevron-right-on-dark.svg",
        "chevron_up": "chevron-up-on-dark.svg" if shades.is_dark else "chevron-up.svg",
        "check": "check.svg" if luminance(shades.on_accent) < luminance(shades.accent) else "check-on-accent.svg",
    }
    for name, file in pictures.items():
        sheet = sheet.replace(f"@{name}_picture", f"{_PICTURES}:{file}")
    # A circle, chosen or not, of one size: a radius of more than its half would make it a square.
    circle = scaled(14) + 2
    sheet = sheet.replace("@radio_radius", f"{circle // 2}px")
    sheet = sheet.replace("@radio_hole", f"{circle - 2 * scaled(5)}px")
    return _OF_TEXT.sub(lambda match: f"{scaled(int(match[1]))}px", sheet)
