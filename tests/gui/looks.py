"""What can be seen of widgets, measured from their pixels."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from nrw_desktop.gui.kit.colors import contrast

Picture = NDArray[np.uint32]


def look(widget: QWidget, place: QRect | None = None, around: int = 0) -> Picture:
    """What the window shows at a place of a widget, all of it without one, as 0xRRGGBB; with pixels around it."""
    area = (place or widget.rect()).adjusted(-around, -around, around, around)
    area.translate(widget.mapTo(widget.window(), QPoint(0, 0)))
    return pixels(widget.window().grab(area.intersected(widget.window().rect())).toImage())


def pixels(image: QImage) -> Picture:
    """A picture as 0xRRGGBB."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    flat = np.frombuffer(plain.constBits(), np.uint32).reshape(plain.height(), plain.bytesPerLine() // 4)
    return flat[:, : plain.width()] & np.uint32(0xFFFFFF)


def name(color: int) -> str:
    """A colour as style sheets write it."""
    return f"#{color:06x}"


def ground(picture: Picture) -> str:
    """The colour that most of it has."""
    colors, counts = np.unique(picture, return_counts=True)
    return name(int(colors[counts.argmax()]))


def strongest(picture: Picture, against: str = "", least: int = 1) -> float:
    """The contrast of what stands out most, in so many pixels, against a colour or the ground."""
    against = against or ground(picture)
    colors, counts = np.unique(picture, return_counts=True)
    return max(contrast(name(int(one)), against) for one, count in zip(colors, counts, strict=True) if count >= least)


def changed(before: Picture, after: Picture) -> float:
    """How many pixels have a colour now that is seen beside the one they had."""
    places = before != after
    pairs = {(int(a), int(b)) for a, b in zip(before[places], after[places], strict=True)}
    seen = {pair for pair in pairs if contrast(name(pair[0]), name(pair[1])) >= 3}
    return sum((int(a), int(b)) in seen for a, b in zip(before[places], after[places], strict=True))


def least_of(values: dict[str, float]) -> tuple[str, float]:
    """The smallest of named values, with its name."""
    return min(values.items(), key=lambda item: item[1])


def of_all(widgets: list[QWidget], measure: Callable[[QWidget], float]) -> dict[str, float]:
    """A measure of several widgets, by what they are called."""
    return {f"{type(one).__name__} {one.objectName()} {one.accessibleName()}": measure(one) for one in widgets}
