"""A logo, of the municipality or of who funds the project: a PNG or JPEG, made fit for print."""

import io
from functools import lru_cache
from typing import Any

from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader

from nrw_desktop.domain.errors import PlanError

MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 40_000_000
BOX = (48 * mm, 18 * mm)
"""The logo at the head of a report is set as large as fits into this box."""
_SHARP = 1400
"""More pixels than this on a side are not seen on paper."""


@lru_cache(maxsize=8)
def logo_of(data: bytes, box: tuple[float, float] = BOX) -> tuple[Any, float, float]:
    """The picture for ReportLab, its width and its height in points, as large as fits into the box.

    Transparent parts become white and all colours RGB: PDF/A allows no others beside an sRGB profile.

    Raises:
        PlanError: it is no PNG or JPEG, is damaged or too large.
    """
    # Pillow is what ReportLab reads pictures with; it is loaded only where there is one.
    from PIL import Image, UnidentifiedImageError

    if len(data) > MOST_BYTES:
        raise PlanError("Das Logo ist größer als 20 MB. Bitte eine kleinere Datei nehmen.")
    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as picture:
            wide, high = picture.size
            if wide * high > MOST_PIXELS:
                raise PlanError(f"Das Logo hat {wide} × {high} Bildpunkte. Bitte ein kleineres Bild nehmen.")
            picture.draft("RGB", (_SHARP, _SHARP))
            colours = picture.convert("RGBA")
    except UnidentifiedImageError:
        raise PlanError("Das Logo ist kein Bild im Format PNG oder JPEG. Bitte ein solches nehmen.") from None
    except (OSError, ValueError, SyntaxError, MemoryError, Image.DecompressionBombError) as error:
        raise PlanError("Das Logo ist beschädigt und lässt sich nicht lesen. Bitte ein anderes nehmen.") from error
    white = Image.new("RGBA", colours.size, (255, 255, 255, 255))
    white.alpha_composite(colours)
    shown = white.convert("RGB")
    shown.thumbnail((_SHARP, _SHARP))
    scale = min(box[0] / wide, box[1] / high)
    return ImageReader(shown), wide * scale, high * scale
