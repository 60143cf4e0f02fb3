"""A print job as plain values: which pages lie on which sheets, and what was chosen in the printer's dialog."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

Sides = Literal["one-sided", "two-sided-long-edge", "two-sided-short-edge"]
"""The words of IPP (RFC 8011, 5.2.8): the edge is that of the sheet, however the page lies on it."""

SAME = 3.0
"""Points up to which two sheets are the same paper: drivers round their sizes."""

GONE = "Den Drucker „{}“ gibt es nicht mehr. Bitte einen anderen wählen."
STOPPED = (
    "Der Drucker „{}“ ist angehalten. Bitte ihn in den Einstellungen des Computers fortsetzen oder einen anderen "
    "wählen."
)
REFUSED = (
    "Der Drucker „{}“ hat den Auftrag nicht angenommen. Bitte ihn in den Einstellungen des Computers prüfen oder einen "
    "anderen wählen."
)
BROKEN_OFF = "Der Drucker hat mittendrin abgebrochen. Bitte ihn prüfen und noch einmal drucken."
SILENT = (
    "Der Drucker „{}“ antwortet nicht. Bitte prüfen, ob er eingeschaltet und verbunden ist, oder einen anderen wählen."
)


class UnavailableError(Exception):
    """This way of printing is not there on this computer; nothing was printed, and another one may do."""


class Size(NamedTuple):
    """Width and height as they are read, in points."""

    width: float
    height: float

    @property
    def is_wide(self) -> bool:
        return self.width > self.height

    def turned(self, wide: bool) -> "Size":
        """The same size lying (``wide``) or standing."""
        long, short = max(self), min(self)
        return Size(long, short) if wide else Size(short, long)

    def is_like(self, other: "Size") -> bool:
        """Whether both are the same paper in the same orientation."""
        return abs(self.width - other.width) <= SAME and abs(self.height - other.height) <= SAME


class Sheet(NamedTuple):
    """One side of a sheet: the page on it, counted from 0, how large that is, and the paper."""

    page: int
    size: Size
    paper: Size

    @property
    def scale(self) -> float:
        """How much larger the page gets when it fills the paper."""
        return min(self.paper.width / self.size.width, self.paper.height / self.size.height)


def mostly_wide(sizes: Sequence[Size]) -> bool:
    """Whether most of these lie; the first decides where as many stand."""
    wide = sum(size.is_wide for size in sizes)
    return wide * 2 > len(sizes) or (wide * 2 == len(sizes) and sizes[0].is_wide)


def flipped(sheets: Sequence[Sheet]) -> Sides:
    """How both sides of the sheets are printed, so that they turn like the leaves of a book.

    A page that stands is bound at the long edge of its sheet, one that lies at the short edge. Where a job has both,
    the back of a leaf is right for most.
    """
    return "two-sided-short-edge" if mostly_wide([sheet.paper for sheet in sheets]) else "two-sided-long-edge"


@dataclass(frozen=True, slots=True)
class Job:
    """What is sent to a printer besides the pages.

    The paper has the name ``media`` with CUPS, and the number ``form`` on Windows, which is 0 for one without.
    ``options`` are what else the printer's dialog offers and was chosen there, by the names of CUPS.
    """

    printer: str
    title: str
    paper: Size
    media: str = ""
    form: int = 0
    copies: int = 1
    collate: bool = True
    sides: Sides = "one-sided"
    colour: bool = True
    backwards: bool = False
    options: tuple[tuple[str, str], ...] = ()
