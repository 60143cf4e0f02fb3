"""Writes lines of any script: the glyphs where they are seen, their letters in the order in which they are read.

Viewers find words by where letters stand, readers of tags by the order in which they are written. Both have to see
the same text, so letters that have no place of their own (the second of a ligature, a vowel sign) get one, unseen.
"""

import unicodedata
from collections.abc import Callable

from nrw_desktop.reports.typeset.fonts import UNKNOWN
from nrw_desktop.reports.typeset.glyph_font import GlyphFont
from nrw_desktop.reports.typeset.pdf_writer import pdf_text
from nrw_desktop.reports.typeset.shaping import Cluster, Glyph, shaped
from nrw_desktop.reports.typeset.styles import Style
from nrw_desktop.reports.typeset.typefaces import Typeface

_STROKE = 0.03
"""How thick the outlines of letters are drawn that have no bold cut, in em."""
_BESIDE = 0.02
"""How far to the left of its cluster a letter without a place of its own stands, in em."""
_EXACT = 0.0005


class GlyphWriter:
    """Turns lines into PDF operators. ``take`` gives a typeface's font in the document."""

    def __init__(self, take: Callable[[Typeface], GlyphFont]):
        self._take = take

    def show(self, line: str, style: Style, tagged: bool) -> str:
        """The operators that show a line; another font is chosen after them."""
        pen = _Pen(style)
        for cluster in shaped(line, style.cut):
            self._cluster(pen, cluster, tagged)
        return pen.finished()

    def _cluster(self, pen: "_Pen", cluster: Cluster, tagged: bool) -> None:
        font = self._take(cluster.face)
        pen.take(font.name, cluster.bolder)
        if not cluster.glyphs:
            blank = cluster.face.glyph(" ")
            assert blank is not None, "what is not seen is of our own family"
            pen.draw_unseen(font, blank, cluster.x, cluster.text)
            return
        # From right to left, viewers turn round whatever letters a glyph or an actual text stands for: so it is one.
        text, rest = (cluster.text[0], cluster.text[1:]) if cluster.leftwards else (cluster.text, "")
        glyphs = list(cluster.glyphs)
        private = any(unicodedata.category(letter) == "Co" for letter in text)
        named = tagged and (len(glyphs) > 1 or private)
        if cluster.leftwards:
            glyphs.sort(key=lambda glyph: -glyph.advance)
        if named:
            pen.write(f"/Span <</ActualText{pdf_text(text)}>> BDC")
        says = _shares(UNKNOWN if private else cluster.text if len(glyphs) > 1 else text, len(glyphs))
        for glyph, share in zip(glyphs, says, strict=True):
            pen.draw(font, glyph, cluster.x, share, alone=cluster.leftwards)
        right = cluster.x + cluster.width
        if named and len(glyphs) > 1 and abs(pen.at - right) > _EXACT:
            # What is read takes the room from its first glyph to its last one: without this, part of the cluster.
            widest, share = max(zip(glyphs, says, strict=True), key=lambda each: each[0].advance)
            pen.draw_unseen(font, widest.number, right - widest.advance, share)
        if named:
            pen.write("EMC")
        for number, letter in enumerate(rest, 1):
            glyph_of_letter = cluster.face.glyph(letter) or cluster.face.glyph(" ") or glyphs[0].number
            pen.draw_unseen(font, glyph_of_letter, cluster.x - number * _BESIDE, letter)


def _shares(text: str, glyphs: int) -> list[str]:
    """What each of the glyphs says that a text is drawn with: a letter, the first one what is left of them."""
    first = len(text) - glyphs + 1
    if first > 0:
        return [text[:first], *text[first:]]
    return [*text, *(text[-1] for _ in range(glyphs - len(text)))]


class _Pen:
    """The operators of one line, and where they have led, in em from its beginning."""

    def __init__(self, style: Style):
        self.at = 0.0
        self._style = style
        self._shown: list[str] = []
        self._string: list[str] = []
        self._font: tuple[str, bool] = ("", False)

    def take(self, font: str, bolder: bool) -> None:
        """Write with this font."""
        if self._font == (font, bolder):
            return
        self._font = (font, bolder)
        self.write(f"/{font} {self._style.size:g} Tf")
        red, green, blue = self._style.colour
        outline = f"{red:g} {green:g} {blue:g} RG {_STROKE * self._style.size:.2f} w "
        self.write(f"{outline if bolder else ''}{self._mode} Tr")

    @property
    def _mode(self) -> int:
        return 2 if self._font[1] else 0

    def write(self, operators: str) -> None:
        """Something between the strings."""
        if self._string:
            self._shown.append(f"[{''.join(self._string)}] TJ")
            self._string.clear()
        self._shown.append(operators)

    def draw(self, font: GlyphFont, glyph: Glyph, x: float, text: str, *, alone: bool = False) -> None:
        """A glyph of a cluster that begins at ``x``; ``alone`` in a string, since viewers turn strings round."""
        if alone:
            self.write("")
        if glyph.y:
            self.write(f"{glyph.y * self._style.size:.2f} Ts")
        self._move(x + glyph.x)
        if alone and self._string:
            self.write("")
        self._string.append(f"<{font.code(glyph.number, text)}>")
        self.at += glyph.advance
        if glyph.y:
            self.write("0 Ts")

    def draw_unseen(self, font: GlyphFont, glyph: int, x: float, text: str) -> None:
        """What is only read, in the room of a glyph."""
        self.write("3 Tr")
        self.draw(font, Glyph(glyph, font.face.advance(glyph), 0, 0), x, text, alone=True)
        self.write(f"{self._mode} Tr")

    def finished(self) -> str:
        """All of it; what is bolder is not so for what comes next."""
        self.write("0 Tr" if self._font[1] else "")
        return " ".join(filter(None, self._shown))

    def _move(self, x: float) -> None:
        step = round(1000 * (x - self.at))
        if step:
            self._string.append(f"{-step}")
            self.at += step / 1000
