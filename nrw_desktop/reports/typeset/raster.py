"""Drawings beside text as pictures, for programs that take none of ours: the same areas and lines, as a PNG."""

import io
from collections.abc import Sequence
from functools import lru_cache

from nrw_desktop.reports.typeset.styles import Colour
from nrw_desktop.reports.typeset.table_layout import Shape, Upright

_SHARP = 6
"""So many pixels has a point of the picture on a side: as sharp as paper can be, and no edge has to be smoothed."""


def png(shapes: Sequence[Shape], uprights: Sequence[Upright], box: tuple[float, float, float, float]) -> bytes:
    """What of them lies in a box, on no ground; it is given by its left, upper, right and lower edge, in points."""
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

    picture = Image.new("P", (max(1, round(width * _SHARP)), max(1, round(height * _SHARP))), 0)
    # The first of all colours is the ground, which nobody sees.
    colours = {colour: number for number, colour in enumerate(dict.fromkeys(colour for colour, _ in areas), 1)}
    picture.putpalette([255, 255, 255, *(round(part * 255) for colour in colours for part in colour)])
    pen = ImageDraw.Draw(picture)
    for colour, corners in areas:
        # The last pixel is drawn too: what is thin would be too thick by it.
        places = [(round(x * _SHARP), round(y * _SHARP)) for x, y in corners]
        farthest, lowest = max(x for x, _ in places), max(y for _, y in places)
        pen.polygon([(x - (x == farthest), y - (y == lowest)) for x, y in places], fill=colours[colour])
    out = io.BytesIO()
    picture.save(out, "PNG", transparency=0)
    return out.getvalue()
