"""The typefaces of the reports: widths and kerning by word, and which characters can be printed at all."""

import functools
import struct
import unicodedata
from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from nrw_desktop.reports.typeset.bidi import RUNS_LEFT
from nrw_desktop.reports.typeset.font_files import font_file

Cut = Literal["Regular", "Bold", "Italic"]

SOFT_HYPHEN = "\u00ad"
ASCENT = 0.805
"""How far Lato reaches above the baseline, in em; below it reaches down the rest."""

_ALIKE = {
    "\u202f": "\u00a0",
    "\u2007": "\u00a0",
    "\u2028": "\n",
    "\u2029": "\n",
    "\u0085": "\n",
    "\v": "\n",
    "\f": "\n",
    "\r": "\n",
    "\n": "\n",
    "\t": " ",
}
"""What stands for a space or a line break that the font does not have."""

UNKNOWN = "\ufffd"
"""Stands in the text for what is no character: a lone surrogate, or a code that Unicode never uses."""

_MARKS = ((0x061C, 0x061C), (0x200B, 0x200B), (0x200E, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0xFFF9, 0xFFFB))
"""Marks of direction and the like, which the gate for text takes out too."""
_JOINERS = ((0x200C, 0x200D), (0xFE00, 0xFE0F), (0xE0020, 0xE007F), (0xE0100, 0xE01EF))
"""What is not seen and tells how letters and emoji beside it are drawn."""


class Piece(NamedTuple):
    """What is never divided: its width, the space after it, the width of a hyphen if a line ends here, and the cost."""

    text: str
    width: float
    space: float
    hyphen: float
    cost: float


class Face:
    """One cut of the typeface, with a cache of what its words measure and how they may be divided."""

    def __init__(self, cut: Cut):
        self.cut = cut
        self.font = TTFont(f"nrw-{cut}", str(font_file(f"Lato-{cut}")))
        # ReportLab looks up a page's first font by name; without one it names Helvetica, which is not embedded.
        pdfmetrics.registerFont(self.font)
        face: Any = self.font.face
        self.name: str = self.font.fontName
        self.glyphs: dict[int, int] = face.charToGlyph
        self._advances: dict[int, float] = face.charWidths
        self._pairs = _kerning(face.get_table("kern"), 1000 / face.unitsPerEm)
        self._widths: dict[str, float] = {}
        self.undivided: dict[str, Piece] = {}
        self.divided: dict[str, tuple[Piece, ...]] = {}

    def kern(self, left: str, right: str) -> float:
        """By how much two letters move apart (negative: together), in 1/1000 em. Words are spaced without."""
        if left == " " or right == " ":
            return 0.0
        return self._pairs.get(self.glyphs.get(ord(left), 0) << 16 | self.glyphs.get(ord(right), 0), 0.0)

    def width(self, word: str) -> float:
        """How wide a word is set, kerning included, in em."""
        width = self._widths.get(word)
        if width is None:
            if is_foreign(word):
                from nrw_desktop.reports.typeset import shaping

                width = shaping.width(word, self.cut)
            else:
                total = sum([self._advances[ord(letter)] for letter in word])
                width = (total + sum(map(self.kern, word, word[1:]))) / 1000
            if len(word) < 60:
                self._widths[word] = width
        return width


@functools.cache
def face(cut: Cut) -> Face:
    """The face of this cut, read from its file once."""
    return Face(cut)


def printable(text: str) -> tuple[str, str]:
    """The text as it is set, and the characters in it that no font has and a box stands for, each once.

    Control characters have no shape and go, as do marks of format (such as a change of direction) but for those that
    tell how the letters beside them are drawn. A character without a glyph stays in the text, so that it can be copied
    and read aloud.
    """
    table = _replacements()
    changed = text.translate(table)
    if table.missing.isdisjoint(text):
        return changed, ""
    return changed, "".join(letter for letter in dict.fromkeys(text) if letter in table.missing)


def is_foreign(text: str) -> bool:
    """Whether some of it is not Lato's: it takes `shaping` to measure and to draw it."""
    if text.isascii():
        return False
    table = _replacements()
    text.translate(table)
    return not table.foreign.isdisjoint(text)


def _is_in(code: int, ranges: Sequence[tuple[int, int]]) -> bool:
    return any(first <= code <= last for first, last in ranges)


class _Replacements(dict[int, str]):
    """What is set for a character, worked out when it is first met."""

    def __init__(self, glyphs: list[dict[int, int]]):
        super().__init__()
        self.missing: set[str] = set()
        self.foreign = {RUNS_LEFT}
        self._glyphs = glyphs

    def _has(self, letter: str) -> bool:
        return all(ord(letter) in glyphs for glyphs in self._glyphs)

    def __missing__(self, code: int) -> str:
        shown = self[code] = self._replacement(code)
        return shown

    def _replacement(self, code: int) -> str:
        letter = chr(code)
        category = unicodedata.category(letter)
        # The standards allow neither surrogates nor the codes that are no characters in a PDF's text.
        if category == "Cs" or code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:
            self.missing.add(letter)
            self.foreign.add(UNKNOWN)
            return UNKNOWN
        if letter in _ALIKE and (category == "Cc" or not self._has(letter)):
            return _ALIKE[letter]
        if category == "Cc" or letter == "\ufeff" or _is_in(code, _MARKS):
            return ""
        if _is_in(code, _JOINERS):
            self.foreign.add(letter)
        elif not self._has(letter) or category in ("Co", "Mn", "Me", "Mc"):
            if category == "Zs":
                return " "
            self.foreign.add(letter)
            from nrw_desktop.reports.typeset import typefaces

            if not typefaces.family_of(letter):
                self.missing.add(letter)
        return letter


@functools.cache
def _replacements() -> _Replacements:
    return _Replacements([face(cut).glyphs for cut in ("Regular", "Bold", "Italic")])


def _kerning(table: bytes, scale: float) -> dict[int, float]:
    """The pairs of an OpenType ``kern`` table of format 0: both glyphs in one number, and their distance."""
    pairs = struct.unpack_from(">H", table, 10)[0]
    return {key: value * scale for key, value in struct.iter_unpack(">Ih", table[18 : 18 + 6 * pairs])}
