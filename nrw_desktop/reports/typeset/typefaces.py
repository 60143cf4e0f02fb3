"""The typefaces for what Lato lacks: other scripts, symbols and emoji, each opened when a character asks for it.

Nothing here is loaded for a text in Latin letters, see `fonts.is_foreign`.
"""

import functools
import unicodedata
from pathlib import Path
from typing import NamedTuple

import regex
import uharfbuzz as harfbuzz

from nrw_desktop.paths import resources
from nrw_desktop.reports.typeset.font_files import font_file

OWN, LATIN = "Lato", "NotoSans"
"""The reports' own family, and the one with all other Latin, Greek and Cyrillic letters and their marks."""

_EMOJIS = "NotoEmoji"
_FAMILIES = (
    OWN,
    LATIN,
    *(f"NotoSans{script}" for script in ("Arabic", "Hebrew", "SC", "KR", "Devanagari", "Thai", "Ethiopic", "Georgian")),
    *(f"NotoSans{script}" for script in ("Armenian", "Tamil", "Bengali", "Gurmukhi", "Gujarati", "Telugu", "Kannada")),
    *(f"NotoSans{script}" for script in ("Malayalam", "Sinhala", "Khmer", "Lao", "Myanmar", "Syriac", "Thaana")),
    *(f"NotoSans{script}" for script in ("Tifinagh", "Symbols", "Math", "Symbols2")),
    _EMOJIS,
)
"""The first that has a character is taken."""

_CLUSTER = regex.compile(r"\X")
_UNSEEN = regex.compile(r"\p{Default_Ignorable_Code_Point}+")
_EMOJI = regex.compile(r"\p{Emoji_Presentation}(?!\ufe0e)|\p{Emoji}.*[\ufe0f\u20e3\u200d\U000e007f]", regex.DOTALL)


class Typeface:
    """One font file, as HarfBuzz reads it."""

    def __init__(self, path: Path):
        self.name = path.stem
        self.face = harfbuzz.Face(harfbuzz.Blob.from_file_path(str(path)))
        self.font = harfbuzz.Font(self.face)
        self.unit = 1 / int(self.face.upem)
        """How much a unit of the font is, in em."""

    def glyph(self, letter: str) -> int | None:
        """The number of a character's glyph."""
        found: int | None = self.font.get_nominal_glyph(ord(letter))
        return found or None

    def advance(self, glyph: int) -> float:
        """How wide a glyph is by itself, in em; to the thousandth, as a PDF has it."""
        units = int(self.font.get_glyph_h_advance(glyph))
        return round(1000 * units * self.unit) / 1000


class Choice(NamedTuple):
    """A typeface, and whether it has to be made bolder as it has no bold cut."""

    face: Typeface
    bolder: bool


@functools.cache
def typeface(family: str, cut: str = "Regular") -> Choice:
    """A family's typeface in a cut, or the regular one in its place."""
    if cut != "Regular" and not (resources() / "fonts" / f"{family}-{cut}.ttf").exists():
        return Choice(typeface(family).face, cut == "Bold")
    return Choice(Typeface(font_file(f"{family}-{cut}")), False)


def clusters(text: str) -> list[str]:
    """What a reader takes for one character each: a letter with its marks, an emoji of several parts."""
    found: list[str] = _CLUSTER.findall(text)
    return found


def is_unseen(cluster: str) -> bool:
    """Whether nothing is drawn for it, such as a joiner without a letter."""
    return _UNSEEN.fullmatch(cluster) is not None


@functools.lru_cache(20_000)
def family_of(cluster: str) -> str:
    """The first family that can draw all of a cluster; empty if there is none.

    Lato has marks and does not know where to put them, so it gets no letter that is not one with its mark.
    """
    if unicodedata.category(cluster[0]) == "Co":
        # A private one: its meaning is agreed upon nowhere, so that no reader can know it from the glyph.
        return ""
    letters = _UNSEEN.sub("", cluster) or " "
    composed = unicodedata.normalize("NFC", letters)
    families = _FAMILIES
    if _EMOJI.match(cluster):
        families = (_EMOJIS, *families)
    elif any(unicodedata.combining(letter) for letter in composed):
        families = families[1:]
    for family in families:
        face = typeface(family).face
        if all(map(face.glyph, composed)) or all(map(face.glyph, letters)):
            return family
    return ""
