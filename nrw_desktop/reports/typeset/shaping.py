"""A line in any script as glyphs in their places: which typeface, which glyph for which letters, in which direction."""

import functools
from collections.abc import Iterator
from itertools import groupby, pairwise
from typing import NamedTuple

import uharfbuzz as harfbuzz

from nrw_desktop.reports.typeset import bidi
from nrw_desktop.reports.typeset.bidi import RUNS_LEFT
from nrw_desktop.reports.typeset.typefaces import LATIN, OWN, Typeface, clusters, family_of, is_unseen, typeface

_SUBSTITUTE = "□"
"""Drawn for a character that no font has."""

_LIGATURES = {"liga": False, "clig": False}
"""Lato is set without, as in lines of Latin letters alone."""


class Glyph(NamedTuple):
    """A glyph, its own width, and where it stands: from its cluster's left edge, and above the base line; in em."""

    number: int
    advance: float
    x: float
    y: float


class Cluster(NamedTuple):
    """Letters that are drawn together; ``x`` is how far their left edge is from that of the line, in em.

    There is no glyph for what is not seen, such as a joiner without a letter.
    """

    text: str
    face: Typeface
    bolder: bool
    leftwards: bool
    x: float
    width: float
    glyphs: tuple[Glyph, ...]


class _Piece(NamedTuple):
    """A cluster with the family that draws it and its level; ``shown`` is what stands there for the eye."""

    text: str
    shown: str
    family: str
    level: int


class _Setting(NamedTuple):
    """A stretch of one typeface and direction; its clusters as they are read: text, left edge, width and glyphs."""

    width: float
    clusters: tuple[tuple[str, float, float, tuple[Glyph, ...]], ...]


class _Run(NamedTuple):
    """A stretch of one typeface and level: what it says, what is shown for it, and how."""

    text: str
    shown: str
    face: Typeface
    bolder: bool
    level: int

    @property
    def setting(self) -> _Setting:
        """Its glyphs."""
        return _shaped(self.shown, self.face, self.level % 2 == 1)


def width(text: str, cut: str) -> float:
    """How wide a text is, in em."""
    return sum(run.setting.width for run in _runs(text, cut, 0))


def shaped(line: str, cut: str) -> Iterator[Cluster]:
    """What is drawn for a line, in the order in which it is read; a mark before it says that it runs to the left."""
    base = int(line.startswith(RUNS_LEFT))
    text = line.removeprefix(RUNS_LEFT)
    runs = list(_runs(text, cut, base))
    # The space after a line hangs over the edge, on whichever side it is.
    x = -width(text[len(text.rstrip(" ")) :], cut) if base else 0.0
    lefts = [0.0] * len(runs)
    for place in bidi.visual([run.level for run in runs]):
        lefts[place] = x
        x += runs[place].setting.width
    for run, left in zip(runs, lefts, strict=True):
        for letters, at, wide, glyphs in run.setting.clusters:
            says = letters if run.text == run.shown else run.text
            yield Cluster(says, run.face, run.bolder, run.level % 2 == 1, left + at, wide, glyphs)


def _runs(text: str, cut: str, base: int) -> Iterator[_Run]:
    """The text in stretches. Words are shaped by themselves, as they are measured when lines are broken."""
    for (_, known, family, level), group in groupby(_pieces(text, base), _stretch):
        cells = list(group)
        face, bolder = typeface(family, cut)
        # What no font has stands for itself alone.
        for some in [cells] if known else [[cell] for cell in cells]:
            words, shown = "".join(cell.text for cell in some), "".join(cell.shown for cell in some)
            yield _Run(words, shown, face, bolder, level)


def _stretch(piece: _Piece) -> tuple[bool, bool, str, int]:
    return piece.text == " ", piece.text == piece.shown, piece.family, piece.level


def _pieces(text: str, base: int) -> Iterator[_Piece]:
    levels = bidi.levels(text, base)
    at = 0
    for _, group in groupby(clusters(text), " ".__eq__):
        word = [one for cluster in group for one in _drawn(cluster)]
        # With one letter from another typeface a word would look patched.
        whole = any(family == LATIN and cluster[0].isalpha() for cluster, family in word)
        for cluster, family in word:
            shown = cluster if family else _SUBSTITUTE
            if is_unseen(cluster):
                shown = ""
            elif whole and family == OWN and cluster[0].isalpha():
                family = LATIN
            yield _Piece(cluster, shown, family or OWN, levels[at])
            at += len(cluster)


def _drawn(cluster: str) -> list[tuple[str, str]]:
    """A cluster with its family; letter for letter where no font has it whole."""
    family = family_of(cluster)
    return [(cluster, family)] if family or len(cluster) == 1 else [(letter, family_of(letter)) for letter in cluster]


@functools.lru_cache(20_000)
def _shaped(text: str, face: Typeface, leftwards: bool) -> _Setting:
    if not text:
        return _Setting(0.0, (("", 0.0, 0.0, ()),))
    buffer = harfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if leftwards else "ltr"
    buffer.flags = harfbuzz.BufferFlags.REMOVE_DEFAULT_IGNORABLES
    harfbuzz.shape(face.font, buffer, _LIGATURES if face.name.startswith(OWN) else {})
    found: dict[int, list[Glyph]] = {}
    edges: dict[int, tuple[float, float]] = {}
    pen = 0.0
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        left, _ = edges.setdefault(info.cluster, (pen, pen))
        x, y = pen - left + place.x_offset * face.unit, place.y_offset * face.unit
        found.setdefault(info.cluster, []).append(Glyph(info.codepoint, face.advance(info.codepoint), x, y))
        pen += place.x_advance * face.unit
        edges[info.cluster] = (left, pen)
    read: list[tuple[str, float, float, tuple[Glyph, ...]]] = []
    for start, end in pairwise([*sorted(found), len(text)]):
        left, right = edges[start]
        # What is not seen is told with the letter before it, or behind it where there is none.
        read.append((text[start if read else 0 : end], left, right - left, tuple(found[start])))
    return _Setting(pen, tuple(read))
