"""Drawings beside text as pictures, for programs that take none of ours: the same areas and lines, as a PNG."""

import io
from collections.abc import Sequence
from functools import lru_cache

from nrw_desktop.reports.typeset.styles import Colour
from nrw_desktop.reports.typeset.table_layout import Shape, Upright

_SHARP, _FINE = 4, 2
"""So many pixels has a point of the picture on a side, and each of these while it is drawn."""


def png(shapes: Sequence[Shape], uprights: Sequence[Upright], box: tuple[float, float, float, float]) -> bytes:
    """What of them lies in a box, on white; it is given by its left, upper, right and lower edge, in points."""
    left, top, right, low = box
    lines = tuple(
        Shape(((one.x, top), (one.x + one.width, top), (one.x + one.width, low), (one.x, low)), one.colour)
        for one in uprights
    )
    moved = tuple((one.colour, tuple((x - left, y - top) for x, y in one.corners)) for one in (*shapes, *lines))
    return _drawn(moved, right - left, low - top)


@lru_cache(maxsize=256)
def _drawn(areas: tuple[tuple[Colour, tuple[tuple[float, float], ...]], ...], width: float, height: float) -> bytes:
    # Pillow is loaded only where there is a picture.
    from PIL import Image, ImageDraw

    scale = _SHARP * _FINE
    picture = Image.new("RGB", (max(1, round(width * scale)), max(1, round(height * scale))), "white")
    pen = ImageDraw.Draw(picture)
    for colour, corners in areas:
        filled = tuple(round(part * 255) for part in colour)
        # The last pixel is drawn too: what is thin would be too thick by it.
        places = [(round(x * scale), round(y * scale)) for x, y in corners]
        farthest, lowest = max(x for x, _ in places), max(y for _, y in places)
        pen.polygon([(x - (x == farthest), y - (y == lowest)) for x, y in places], fill=filled)
    out = io.BytesIO()
    picture.reduce(_FINE).save(out, "PNG", compress_level=6)
    return out.getvalue()
