"""What all reports share: paper and margins, and the styles of text."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple, Self

from reportlab.lib.pagesizes import A3, A4, landscape
from reportlab.lib.units import mm

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.text.paper import Kind
from nrw_desktop.reports.typeset.fonts import ASCENT, Cut, face, printable
from nrw_desktop.reports.typeset.line_breaking import broken, letters
from nrw_desktop.reports.typeset.recorder import Recorder

Colour = tuple[float, float, float]

INK: Colour = (0.11, 0.13, 0.16)
QUIET: Colour = (0.34, 0.38, 0.43)
ACCENT: Colour = (0.05, 0.39, 0.53)
HAIRLINE: Colour = (0.62, 0.66, 0.70)


DOT = "·"
"""Stands between short texts in a line, never at its end or beginning."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set: sizes and distances in points; ``ragged`` as in `lines.broken`."""

    cut: Cut = "Regular"
    size: float = 9.0
    leading: float = 12.0
    colour: Colour = INK
    ragged: float = 0.25

    @property
    def kind(self) -> Kind:
        """How a text of this style is meant."""
        if self.cut == "Italic":
            return "empty"
        if self.cut == "Bold":
            return "strong"
        return "note" if self.size < BODY.size else "lead" if self.size >= LEAD.size else "body"

    @property
    def drop(self) -> float:
        """From the top of a line to its baseline."""
        return (self.leading - self.size) / 2 + ASCENT * self.size


BODY = Style()
PERIOD = Style(ragged=1)
NOTE = Style(size=8, leading=10, colour=QUIET)
CONTINUED = Style(size=8, leading=12.6, colour=QUIET)
EMPTY = Style("Italic", colour=QUIET)
EYEBROW = Style("Bold", 9, 12, ACCENT)
TITLE = Style("Bold", 28, 32, ragged=1)
LONG_TITLE = Style("Bold", 19, 23, ragged=1)
"""For one that is wider than the page."""
PROJECT = Style("Bold", 11, 15, ragged=1)
LEAD = Style(size=10, leading=14)
COLUMN = Style("Bold", 8.5, 11, QUIET)
NUMBER = Style("Bold", 26, 26, ACCENT)
NAME = Style("Bold", 10.5, 13, ragged=1)
HEADING = Style("Bold", 13, 16, ragged=1)
STRONG = Style("Bold")
FOOTER = Style(size=8, leading=10, colour=QUIET)


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet and the part of it that is written on; the left margin leaves air for a punch (DIN 5008: 25 mm).

    Everything is laid out for A4 and drawn ``scale`` times as large, so that a larger sheet is a poster.
    """

    width: float = landscape(A4)[0]
    height: float = landscape(A4)[1]
    left: float = 25 * mm
    right: float = 18 * mm
    top: float = 16 * mm
    bottom: float = 18 * mm
    footer: float = 9 * mm
    scale: float = 1.0

    @classmethod
    def of(cls, name: str, orientation: str) -> Self:
        """A4 or A3, „portrait“ or „landscape“."""
        wide, high = A4
        scale = A3[0] / A4[0] if name == "A3" else 1.0
        return cls(high, wide, scale=scale) if orientation == "landscape" else cls(wide, high, scale=scale)

    @property
    def sheet(self) -> tuple[float, float]:
        """Width and height of the sheet that comes out."""
        if self.scale == 1:
            return self.width, self.height
        short, long = A3
        return (long, short) if self.width > self.height else (short, long)

    @property
    def measure(self) -> float:
        """The width of the written part."""
        return self.width - self.left - self.right

    @property
    def head(self) -> float:
        """Where the written part begins, from the sheet's lower edge."""
        return self.height - self.top

    @property
    def room(self) -> float:
        """The height of the written part."""
        return self.height - self.top - self.bottom


class Share(NamedTuple):
    """How much of the width a column gets in proportion to the others, and how much it needs (points)."""

    weight: float
    least: float


def shared(shares: Sequence[Share], measure: float, paper: str) -> list[float]:
    """The widths of columns that together fill the measure.

    Raises:
        PlanError: it is too narrow for them; ``paper`` says in German which paper that is.
    """
    if sum(share.least for share in shares) > measure:
        raise PlanError(
            f"Für diese {len(shares)} Spalten ist {paper} zu schmal. Bitte weniger Spalten oder Querformat wählen."
        )
    widths: dict[int, float] = {}
    while True:
        rest = measure - sum(widths.values())
        weights = sum(share.weight for at, share in enumerate(shares) if at not in widths)
        narrow = {
            at: share.least
            for at, share in enumerate(shares)
            if at not in widths and rest * share.weight / weights < share.least
        }
        if not narrow:
            return [widths.get(at, rest * share.weight / (weights or 1)) for at, share in enumerate(shares)]
        widths.update(narrow)


def _width(line: str, style: Style) -> float:
    return face(style.cut).width(line) * style.size


class Composer:
    """Breaks text into lines and remembers the texts with characters that no font has, and which these are.

    The same words stand in many cells of a report, so their lines are kept as long as it is made. A ``recorder`` is
    told of the texts as they are.
    """

    def __init__(self, recorder: Recorder | None = None) -> None:
        self.recorder = recorder
        self.unprinted: dict[str, str] = {}
        self._broken: dict[tuple[str, Cut, float, float, float], tuple[str, ...]] = {}

    def lines(self, text: str, style: Style, width: float) -> tuple[str, ...]:
        """The lines of a text in a column of this width."""
        key = (text, style.cut, style.size, style.ragged, width)
        known = self._broken.get(key)
        if known is None:
            known = broken(self.clean(text), face(style.cut), style.size, width, style.ragged)
            self._broken[key] = known
        return known

    def width(self, text: str, style: Style) -> float:
        """How wide a line is, or the widest of several."""
        return max(_width(line, style) for line in self.clean(text).split("\n"))

    def shortened(self, text: str, style: Style, width: float) -> str:
        """The text in one line, cut with an ellipsis where it is too long; only for what stands in full elsewhere."""
        line = " ".join(self.clean(text).split())
        # Not by `width`, for which each try would be a text of its own that cannot be printed.
        if _width(line, style) <= width:
            return line
        cuts = list(accumulate(map(len, letters(line[:500]))))  # more fit in no line

        def cut(at: int) -> str:
            return line[:at].rstrip(f"{DOT} ") + " …"

        fitting = bisect_right(cuts, width, key=lambda at: _width(cut(at), style))
        return cut(cuts[fitting - 1] if fitting else 0)

    def dotted(self, parts: Iterable[str], style: Style, width: float) -> list[str]:
        """Short texts with a dot between, as lines of this width that neither end nor begin with it; no empty ones."""
        lines: list[str] = []
        for part in filter(None, parts):
            longer = f"{lines[-1]} {DOT} {part}" if lines else ""
            if longer and self.width(longer, style) <= width:
                lines[-1] = longer
            else:
                lines.append(part)
        return lines

    def clean(self, text: str) -> str:
        """The text as the fonts can print it; a line may end in two characters, and is one nonetheless."""
        shown, missing = printable(text.replace("\r\n", "\n"))
        if missing:
            self.unprinted[text] = missing
        return shown
