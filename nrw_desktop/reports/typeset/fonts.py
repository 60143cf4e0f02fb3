"""The typefaces of the reports: widths and kerning by word, and which characters can be printed at all."""

import functools
import struct
import unicodedata
from typing import Any, Literal, NamedTuple

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from nrw_desktop.paths import resources

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

_SHAPES = {"\u2010": "-", "\u2011": "-", "\u2212": "–"}
"""Whose glyph is drawn for a character that has none but looks the same; the text keeps the character."""

_SUBSTITUTES = "\ufffd□?"
"""Drawn for a character that no font has; the first that all of them have."""

UNKNOWN = "\ufffd"
"""Stands in the text for what is no character: a lone surrogate, or a code that Unicode never uses."""


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
        self.font = TTFont(f"nrw-{cut}", str(resources() / "fonts" / f"Lato-{cut}.ttf"))
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
        self._substitute = next(mark for mark in _SUBSTITUTES if ord(mark) in self.glyphs)

    def shape(self, letter: str) -> str:
        """The character whose glyph is drawn for this one: itself, where the font has it and it is no private one."""
        if ord(letter) in self.glyphs and not _is_private(letter):
            return letter
        return _SHAPES.get(letter, self._substitute)

    def kern(self, left: str, right: str) -> float:
        """By how much two letters move apart (negative: together), in 1/1000 em. Words are spaced without."""
        if left == " " or right == " ":
            return 0.0
        return self._pairs.get(self.glyphs.get(ord(left), 0) << 16 | self.glyphs.get(ord(right), 0), 0.0)

    def width(self, word: str) -> float:
        """How wide a word is set, kerning included, in em."""
        width = self._widths.get(word)
        if width is None:
            try:
                total = sum([self._advances[ord(letter)] for letter in word])
            except KeyError:
                total = sum([self._advances.get(ord(self.shape(letter)), 0.0) for letter in word])
            total += sum(map(self.kern, word, word[1:]))
            width = total / 1000
            if len(word) < 60:
                self._widths[word] = width
        return width


@functools.cache
def face(cut: Cut) -> Face:
    """The face of this cut, read from its file once."""
    return Face(cut)


def printable(text: str) -> tuple[str, set[str]]:
    """The text as it is set, and the characters in it that no font has and a box stands for.

    Control characters have no shape and go, as do format characters (such as a change of direction) that the font
    does not know. A character without a glyph stays in the text, so that it can be copied and read aloud.
    """
    table = _replacements()
    changed = text.translate(table)
    if table.missing.isdisjoint(text):
        return changed, set()
    composed = unicodedata.normalize("NFC", text)
    return composed.translate(table), table.missing.intersection(composed)


def _is_private(letter: str) -> bool:
    """Whether its meaning is agreed upon nowhere, so that no reader can know it from the glyph."""
    return unicodedata.category(letter) == "Co"


class _Replacements(dict[int, str]):
    """What is set for a character, worked out when it is first met."""

    def __init__(self, glyphs: list[dict[int, int]]):
        super().__init__()
        self.missing: set[str] = set()
        self._glyphs = glyphs

    def _has(self, letter: str) -> bool:
        return all(ord(letter) in glyphs for glyphs in self._glyphs) and not _is_private(letter)

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        category = unicodedata.category(letter)
        # The standards allow neither surrogates nor the codes that are no characters in a PDF's text.
        if category == "Cs" or code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:
            shown = UNKNOWN
            self.missing.add(letter)
        elif letter in _ALIKE and (category == "Cc" or not self._has(letter)):
            shown = _ALIKE[letter]
        elif category == "Cc" or letter == "\ufeff":
            shown = ""
        elif self._has(letter) or letter in _SHAPES:
            shown = letter
        elif category == "Zs":
            shown = " "
        elif category == "Cf" or 0xFE00 <= code <= 0xFE0F:
            shown = ""
        else:
            shown = letter
            self.missing.add(letter)
        self[code] = shown
        return shown


@functools.cache
def _replacements() -> _Replacements:
    return _Replacements([face(cut).glyphs for cut in ("Regular", "Bold", "Italic")])


def _kerning(table: bytes, scale: float) -> dict[int, float]:
    """The pairs of an OpenType ``kern`` table of format 0: both glyphs in one number, and their distance."""
    pairs = struct.unpack_from(">H", table, 10)[0]
    return {key: value * scale for key, value in struct.iter_unpack(">Ih", table[18 : 18 + 6 * pairs])}
