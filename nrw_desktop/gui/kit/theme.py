"""Colours, spacing and style of the window: light, dark, or of high contrast."""

from typing import TypeVar

from PySide6.QtCore import QDir, Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from nrw_desktop import paths
from nrw_desktop.gui.kit.colors import DARK, HIGH, LIGHT, Colors, forced, luminance

GRID = 8
"""Everything lines up on a grid of so many pixels."""


_PICTURES = "pictures"
"""The prefix by which the style sheet finds its pictures."""

_current = LIGHT
_dressed = False


def colors() -> Colors:
    """The colours of the theme of now."""
    return _current


def apply(application: QApplication, scheme: Qt.ColorScheme, sheet: bool = True, strong: bool = False) -> bool:
    """Dress the whole application light or dark; where the scheme is unknown, as the system is.

    Where the system asks for high contrast, that goes before light and dark; with ``strong`` the person does, here.
    Without ``sheet``, the style sheet waits for `put_on_sheet`. Returns whether that changed anything.
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
    if _dressed and wanted == _current:
        return False
    _current, _dressed = wanted, True
    application.setPalette(_palette(_current))
    if sheet or application.styleSheet():
        application.setStyleSheet(_style_sheet(_current))
    return True


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


def heading_font(base: QFont, factor: float = 1.35) -> QFont:
    """A heading's font: larger than the base by a factor, and bold."""
    font = QFont(base)
    font.setPointSizeF(base.pointSizeF() * factor)
    font.setWeight(QFont.Weight.DemiBold)
    return font


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
        "chevron_up": "chevron-up-on-dark.svg" if shades.is_dark else "chevron-up.svg",
        "check": "check.svg" if luminance(shades.on_accent) < luminance(shades.accent) else "check-on-accent.svg",
    }
    for name, file in pictures.items():
        sheet = sheet.replace(f"@{name}_picture", f"{_PICTURES}:{file}")
    return sheet
