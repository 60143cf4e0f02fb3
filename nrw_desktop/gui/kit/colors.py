"""The colours of the window: light, dark, of high contrast, or those that the system forces on everything."""

from functools import lru_cache

import msgspec
from PySide6.QtGui import QColor, QPalette

READABLE, VISIBLE = 4.5, 3.0
"""The contrasts that texts, and whatever else must be seen, have at least (WCAG 2.2, 1.4.3 and 1.4.11)."""
_STRONG = 7.0
"""The contrast of text that is called high (WCAG 2.2, 1.4.6)."""


class Colors(msgspec.Struct, frozen=True):
    """The colours of one scheme.

    Texts are readable on their grounds; ``edge`` (borders of fields, scroll bars) and ``accent`` (where the keyboard
    is) are visible beside them, ``line`` only divides. ``selection`` is the ground of chosen rows in the list with the
    keyboard, ``selection_beside`` in the others; the colours on the first are its own. In a ``strong`` scheme nothing
    is told by a ground alone.
    """

    window: str
    card: str
    field: str
    line: str
    edge: str
    text: str
    muted: str
    faint: str
    accent: str
    accent_hover: str
    on_accent: str
    selection: str
    on_selection: str
    muted_on_selection: str
    ring_on_selection: str
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
    strong: bool = False

    @property
    def is_dark(self) -> bool:
        """Whether light stands on dark."""
        return luminance(self.card) < luminance(self.text)


LIGHT = Colors(
    window="#f3f5f7",
    card="#ffffff",
    field="#ffffff",
    line="#d9dee4",
    edge="#7f8b97",
    text="#17212b",
    muted="#56636f",
    faint="#9aa5af",
    accent="#0b6587",
    accent_hover="#09536f",
    on_accent="#ffffff",
    selection="#d8eaf3",
    on_selection="#17212b",
    muted_on_selection="#56636f",
    ring_on_selection="#0b6587",
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
    edge="#74808c",
    text="#e8ecef",
    muted="#abb6c0",
    faint="#6c7782",
    accent="#6cb9dc",
    accent_hover="#8accea",
    on_accent="#0c1f28",
    selection="#2b4657",
    on_selection="#e8ecef",
    muted_on_selection="#abb6c0",
    ring_on_selection="#6cb9dc",
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

HIGH = Colors(
    window="#000000",
    card="#000000",
    field="#000000",
    line="#8a8a8a",
    edge="#ffffff",
    text="#ffffff",
    muted="#e0e0e0",
    faint="#9a9a9a",
    accent="#ffe14d",
    accent_hover="#fff0a6",
    on_accent="#000000",
    selection="#0b5fa5",
    on_selection="#ffffff",
    muted_on_selection="#ffffff",
    ring_on_selection="#ffe14d",
    selection_beside="#4a4a4a",
    hover="#2b2b2b",
    danger="#ff9d96",
    planned="#ffffff",
    planned_ground="#000000",
    running="#9fd6ff",
    running_ground="#000000",
    done="#8ff0ab",
    done_ground="#000000",
    postponed="#ffd766",
    postponed_ground="#000000",
    dropped="#ffb8b8",
    dropped_ground="#000000",
    strong=True,
)
"""What a person chooses here, on any system."""


def luminance(color: str) -> float:
    """The relative luminance of a colour from 0, black, to 1, white (WCAG 2.2)."""

    def part(value: float) -> float:
        return value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4

    shade = QColor(color)
    return 0.2126 * part(shade.redF()) + 0.7152 * part(shade.greenF()) + 0.0722 * part(shade.blueF())


def contrast(one: str, other: str) -> float:
    """The contrast of two colours from 1 to 21 (WCAG 2.2)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def forced(system: QPalette) -> Colors:
    """The colours of a system that asks for high contrast, and no others; `HIGH` where its own have none.

    What the system has no colour for, a row under the mouse or what is wrong, is mixed of them, or taken from `HIGH`.
    """
    group, role = QPalette.ColorGroup, QPalette.ColorRole
    ground, text = _name(system, group.Active, role.Base), _name(system, group.Active, role.Text)
    if contrast(ground, text) < _STRONG:
        return HIGH
    chosen, on_chosen = _name(system, group.Active, role.Highlight), _name(system, group.Active, role.HighlightedText)
    if contrast(chosen, on_chosen) < READABLE:
        on_chosen = max(("#000000", "#ffffff"), key=lambda shade: contrast(chosen, shade))
    accent, on_accent = (chosen, on_chosen) if contrast(chosen, ground) >= READABLE else (text, ground)
    wrong = max((HIGH.danger, LIGHT.danger), key=lambda shade: contrast(ground, shade))
    states = ("planned", "running", "done", "postponed", "dropped")
    return Colors(
        window=ground,
        card=ground,
        field=ground,
        line=_mixed(ground, text, 0.5),
        edge=text,
        text=text,
        muted=text,
        faint=_name(system, group.Disabled, role.Text),
        accent=accent,
        accent_hover=accent,
        on_accent=on_accent,
        selection=chosen,
        on_selection=on_chosen,
        muted_on_selection=on_chosen,
        ring_on_selection=on_chosen,
        selection_beside=_below(ground, text, 0.3),
        hover=_below(ground, text, 0.15),
        danger=wrong if contrast(wrong, ground) >= READABLE else text,
        strong=True,
        **dict.fromkeys(states, text),
        **{f"{state}_ground": ground for state in states},
    )


def _name(palette: QPalette, group: QPalette.ColorGroup, role: QPalette.ColorRole) -> str:
    return palette.color(group, role).name()


def _mixed(one: str, other: str, share: float) -> str:
    """A colour between two; ``share`` is the part of the other one."""
    first, second = QColor(one), QColor(other)
    red = first.redF() + (second.redF() - first.redF()) * share
    green = first.greenF() + (second.greenF() - first.greenF()) * share
    blue = first.blueF() + (second.blueF() - first.blueF()) * share
    return QColor.fromRgbF(red, green, blue).name()


def _below(ground: str, text: str, share: float) -> str:
    """A ground that stands out as far as ``share`` and the text on it allow."""
    while contrast(mixed := _mixed(ground, text, share), text) < READABLE:
        share -= 0.02
    return mixed


@lru_cache(maxsize=256)
def color(shade: str) -> QColor:
    """The colour of a shade; made once, since cells are painted by the hundred."""
    return QColor(shade)
