"""The pixels of a virtual screen, as arrays and as pictures; nothing is asked of the program that painted them."""

import mmap
import struct
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Picture = NDArray[np.uint32]


class Framebuffer:
    """The file in which ``Xvfb -fbdir`` keeps a screen (XWD format: header, colour map, pixels), always up to date."""

    def __init__(self, file: Path):
        with file.open("rb") as stream:
            self._memory = mmap.mmap(stream.fileno(), 0, prot=mmap.PROT_READ)
        header = struct.unpack(">25I", self._memory[:100])
        size, width, height, line, colours = header[0], header[4], header[5], header[12], header[19]
        pixels = np.frombuffer(self._memory, np.uint32, line // 4 * height, size + colours * 12)
        self._pixels = pixels.reshape(height, line // 4)[:, :width]

    def look(self, step: int = 1) -> Picture:
        """What the screen shows now, as 0xRRGGBB; with a step only each so many-th pixel and line, which is quicker."""
        return self._pixels[::step, ::step] & np.uint32(0xFFFFFF)


def image(picture: Picture) -> Image.Image:
    """The pixels as a picture that can be saved."""
    planes = [(picture >> shift & 0xFF).astype(np.uint8) for shift in (16, 8, 0)]
    return Image.fromarray(np.dstack(planes))


def places_of(picture: Picture, color: str) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The lines and columns of all pixels of a colour as style sheets write it (#rrggbb)."""
    lines, columns = np.nonzero(picture == int(color[1:], 16))
    return lines, columns
