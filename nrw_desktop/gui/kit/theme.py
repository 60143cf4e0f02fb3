"""Colours, spacing and style of the window, light and dark."""

from typing import TypeVar

import msgspec
from PySide6.QtCore import QDir, Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from nrw_desktop import paths

GRID = 8
"""Everything lines up on a grid of so many pixels."""


class Colors(msgspec.Struct, frozen=True):
    """The colours of one theme. Texts on their grounds reach a contrast of 4.5 : 1 (WCAG 2.1, AA)."""

    window: str
    card: str
    field: str
    line: str
    text: str
    muted: str
    faint: str
    accent: str
    accent_hover: str
    on_accent: str
    selection: str
    selection_beside: str
    hover: str
    danger: str
    planned: str
    planned_ground: str
    running: str
    running_ground: str
    done: str
    done_ground: str
    postponed: str
    postponed_ground: str
    dropped: str
    dropped_ground: str


LIGHT = Colors(
    window="#f3f5f7",
    card="#ffffff",
    field="#ffffff",
    line="#d9dee4",
    text="#17212b",
    muted="#56636f",
    faint="#9aa5af",
    accent="#0b6587",
    accent_hover="#09536f",
    on_accent="#ffffff",
    selection="#d8eaf3",
    selection_beside="#e9ecef",
    hover="#eef4f7",
    danger="#b3261e",
    planned="#46525e",
    planned_ground="#e6eaee",
    running="#0b4f8a",
    running_ground="#dcebfa",
    done="#17603a",
    done_ground="#d9f0e2",
    postponed="#7a4a00",
    postponed_ground="#fbeccb",
    dropped="#7d2a2a",
    dropped_ground="#f6dfdf",
)

DARK = Colors(
    window="#1b2026",
    card="#242a31",
    field="#1f252b",
    line="#3a434d",
    text="#e8ecef",
    muted="#a5b0ba",
    faint="#6c7782",
    accent="#6cb9dc",
    accent_hover="#8accea",
    on_accent="#0c1f28",
    selection="#2b4657",
    selection_beside="#353d46",
    hover="#2b333b",
    danger="#ff9a92",
    planned="#c6cfd7",
    planned_ground="#3a434c",
    running="#a8d3f7",
    running_ground="#1f4465",
    done="#a9e3c0",
    done_ground="#1d4a31",
    postponed="#f3cf8c",
    postponed_ground="#54400f",
    dropped="#f2b9b9",
    dropped_ground="#5a2a2a",
)

_PICTURES = "pictures"
"""The prefix by which the style sheet finds its pictures."""

_current = LIGHT
_dressed = False


def colors() -> Colors:
    """The colours of the theme of now."""
    return _current


def apply(application: QApplication, scheme: Qt.ColorScheme, sheet: bool = True) -> bool:
    """Dress the whole application light or dark; where the scheme is unknown, as the system is.

    Without ``sheet``, the style sheet waits for `put_on_sheet`. Returns whether that changed anything.
    """
    global _current, _dressed
    # The platform is told as well, for title bars and file dialogs; not every one follows, so it is not asked back.
    application.styleHints().setColorScheme(scheme)
    if scheme is Qt.ColorScheme.Unknown:
        scheme = application.styleHints().colorScheme()
    wanted = DARK if scheme is Qt.ColorScheme.Dark else LIGHT
    if _dressed and wanted is _current:
        return False
    _current, _dressed = wanted, True
    application.setPalette(_palette(_current))
    if sheet or application.styleSheet():
        application.setStyleSheet(_style_sheet(_current))
    return True


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
        role.HighlightedText: shades.text,
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
    for name in sorted(shades.__struct_fields__, key=len, reverse=True):
        sheet = sheet.replace(f"@{name}", getattr(shades, name))
    # A style sheet's pictures know no colour of the theme: there is one for each.
    dark = shades is DARK
    pictures = {
        "chevron": "chevron-down-on-dark.svg" if dark else "chevron-down.svg",
        "chevron_up": "chevron-up-on-dark.svg" if dark else "chevron-up.svg",
        # What stands on the accent is dark in the dark theme.
        "check": "check.svg" if dark else "check-on-accent.svg",
    }
    for name, file in pictures.items():
        sheet = sheet.replace(f"@{name}_picture", f"{_PICTURES}:{file}")
    return sheet
