"""The pen that writes lines, rules and shapes into the pages of a PDF, each for its element of the structure."""

import functools
import io
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from reportlab.pdfgen import canvas as pdfgen

from nrw_desktop.paths import resources
from nrw_desktop.reports.typeset import reportlab_internals, xmp
from nrw_desktop.reports.typeset.fonts import SOFT_HYPHEN, Cut, Face, face, is_foreign
from nrw_desktop.reports.typeset.links import Annotation, Link
from nrw_desktop.reports.typeset.outline import Bookmark
from nrw_desktop.reports.typeset.structure_tree import ARTIFACT, Element, Tree, place_figure
from nrw_desktop.reports.typeset.styles import Colour, Paper, Style
from nrw_desktop.reports.typeset.xmp import Particulars

if TYPE_CHECKING:
    from nrw_desktop.reports.typeset.glyph_font import GlyphFont
    from nrw_desktop.reports.typeset.glyph_writer import GlyphWriter
    from nrw_desktop.reports.typeset.typefaces import Typeface


class Canvas:
    """Writes straight into the pages of a PDF, as plain text: nothing in it is read as markup.

    What is written for an element is read aloud in its place; what is written for none is an artifact.
    """

    def __init__(self, paper: Paper, tree: Tree, particulars: Particulars):
        self._tree, self._particulars, self._scale = tree, particulars, paper.scale
        self._canvas = pdfgen.Canvas(
            io.BytesIO(),
            pagesize=paper.sheet,
            pageCompression=1,
            pdfVersion=(1, 7),
            lang=xmp.LANGUAGE,
            # ReportLab names Helvetica on each page otherwise, which is not embedded.
            initialFontName=face("Regular").name,
        )
        self._canvas.setViewerPreference("DisplayDocTitle", "true")
        self._operators: list[str] = []
        self._scribes: dict[Cut, _Scribe] = {}
        self._looks: dict[int, tuple[_Scribe, str]] = {}
        self._styles: list[Style] = []
        self._page = 0
        self._bookmarks: list[Bookmark] = []
        self._anchors: dict[str, tuple[int, float]] = {}
        self._links: list[tuple[int, tuple[float, float, float, float], Link]] = []
        self._writer: GlyphWriter | None = None
        self._glyph_fonts: dict[str, GlyphFont] = {}

    def lines(
        self,
        x: float,
        top: float,
        lines: tuple[str, ...],
        style: Style,
        element: Element | None = None,
        artifact: str = ARTIFACT,
    ) -> None:
        """Lines below each other, the first one's upper edge at ``top``."""
        if not any(lines):
            return
        scribe, look = self._looks.get(id(style)) or self._look(style)
        tagged = element is not None
        shown = " T* ".join([scribe.show(line, style, tagged) for line in lines])
        self._operators.append(
            f"{artifact if element is None else self._tree.opened(element)} "
            f"BT {look} {x:.2f} {top - style.drop:.2f} Td {shown} ET EMC"
        )

    def rule(self, x: float, y: float, width: float, thickness: float, colour: Colour) -> None:
        """A horizontal line."""
        red, green, blue = colour
        self._operators.append(
            f"{ARTIFACT} {red:g} {green:g} {blue:g} RG {thickness:g} w "
            f"{x:.2f} {y:.2f} m {x + width:.2f} {y:.2f} l S EMC"
        )

    def polygon(self, points: tuple[tuple[float, float], ...], colour: Colour) -> None:
        """An area filled with a colour."""
        red, green, blue = colour
        way = " l ".join(f"{x:.2f} {y:.2f}" for x, y in points).replace(" l ", " m ", 1)
        self._operators.append(f"{ARTIFACT} {red:g} {green:g} {blue:g} rg {way} l h f EMC")

    def picture(self, picture: Any, box: tuple[float, float, float, float], element: Element) -> None:
        """A picture (an `ImageReader`) in a box: left, lower, right and upper edge."""
        left, lower, right, upper = box
        place_figure(element, self._on_sheet(box))
        name = reportlab_internals.picture_name(self._canvas, picture)
        self._operators.append(
            f"{self._tree.opened(element)} q {right - left:.2f} 0 0 {upper - lower:.2f} {left:.2f} {lower:.2f} cm "
            f"{name} Do Q EMC"
        )

    def bookmark(self, title: str, top: float, level: int = 0) -> None:
        """An entry of the PDF's outline that leads here."""
        self._bookmarks.append(Bookmark(xmp.one_line(title) or "–", level, self._page, top * self._scale))

    def anchor(self, name: str, top: float) -> None:
        """Links to this name lead here."""
        self._anchors[name] = (self._page, top * self._scale)

    def link(self, box: tuple[float, float, float, float], link: Link, element: Element) -> None:
        """What is drawn in this box for the element, a `Link`, leads somewhere."""
        self._links.append((self._page, self._on_sheet(box), link))
        self._tree.linked(element)

    def end_page(self) -> None:
        """Finish this page; what is written next stands on a new one."""
        content = "\n".join(self._operators)
        if self._scale != 1:
            content = f"q {self._scale:.6f} 0 0 {self._scale:.6f} 0 0 cm\n{content}\nQ"
        self._canvas.addLiteral(content)
        self._operators.clear()
        self._canvas.showPage()
        self._tree.end_page()
        self._page += 1

    def finished(self) -> bytes:
        """The whole PDF."""
        describe = functools.partial(xmp.xmp, self._particulars)
        annotations = [
            Annotation(page, box, link.words, link.address, self._anchors[link.anchor] if link.anchor else None)
            for page, box, link in self._links
        ]
        return reportlab_internals.finished(
            self._canvas, self._tree, self._particulars, _profile(), describe, annotations, self._bookmarks
        )

    def _on_sheet(self, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        left, lower, right, upper = (edge * self._scale for edge in box)
        return left, lower, right, upper

    def _look(self, style: Style) -> tuple["_Scribe", str]:
        """Who writes in a style, and the operators that choose it; kept by the style's identity, so it is kept too."""
        scribe, (red, green, blue) = self._scribe(style.cut), style.colour
        look = f"{red:g} {green:g} {blue:g} rg {scribe.font} {style.size:g} Tf {style.leading:g} TL"
        self._styles.append(style)
        found = self._looks[id(style)] = (scribe, look)
        return found

    def _scribe(self, cut: Cut) -> "_Scribe":
        if cut not in self._scribes:
            self._scribes[cut] = _Scribe(face(cut), self._canvas, self._foreign)
        return self._scribes[cut]

    def _foreign(self, line: str, style: Style, tagged: bool) -> str:
        """The operators that show a line with other letters than Lato's. What they take is loaded now, not before."""
        if self._writer is None:
            from nrw_desktop.reports.typeset.glyph_writer import GlyphWriter

            self._writer = GlyphWriter(self._glyph_font)
        return self._writer.show(line, style, tagged)

    def _glyph_font(self, typeface: "Typeface") -> "GlyphFont":
        from nrw_desktop.reports.typeset.glyph_font import PARTS, GlyphFont

        font = self._glyph_fonts.get(typeface.name)
        if font is None:
            font = self._glyph_fonts[typeface.name] = GlyphFont(typeface, f"G{len(self._glyph_fonts) + 1}")
            reportlab_internals.add_font(self._canvas, font.name, PARTS, font.bodies)
        return font


@functools.cache
def _profile() -> bytes:
    return (resources() / "colour" / "sRGB.icc").read_bytes()


class _Scribe:
    """Turns the words of one font into PDF operators, each word once."""

    def __init__(self, face: Face, canvas: pdfgen.Canvas, foreign: Callable[[str, Style, bool], str]):
        self._face, self._canvas, self._foreign = face, canvas, foreign
        self.font = reportlab_internals.font_name(face.font, canvas)
        self._words: dict[str, str | None] = {"": ""}

    def show(self, line: str, style: Style, tagged: bool) -> str:
        """The operators that show a line."""
        ending, whole, size = "", line, style.size
        if line.endswith(("-", "- ")):
            # Poppler takes a hyphen at a line's end for a division and drops it. An unseen soft hyphen keeps it.
            after = " ( ) Tj" if line.endswith(" ") else ""
            line = line.rstrip(" ")
            ending = f" 3 Tr {self._runs(SOFT_HYPHEN, size)} 0 Tr{after}"
        known = self._words
        words = [known[word] if word in known else self._word(word) for word in line.split(" ")]
        if None not in words:
            return f"[({' '.join(words)})] TJ{ending}"  # type: ignore[arg-type]
        if is_foreign(line):
            return f"{self._foreign(whole, style, tagged)} {self.font} {size:g} Tf"
        return self._runs(line, size) + ending

    def _word(self, word: str) -> str | None:
        """The inside of a TJ array with the word's letters and kerning; None where the first subset does not do."""
        self._words[word] = spelt = self._spelt(word)
        return spelt

    def _spelt(self, word: str) -> str | None:
        if is_foreign(word):
            return None
        runs = reportlab_internals.runs(self._face.font, self._canvas, word)
        if len(runs) != 1 or runs[0].subset:
            return None
        signs = []
        for code, left, right in zip(runs[0].codes, word, f"{word[1:]} ", strict=True):
            signs.append(_escaped(code))
            if right != " " and (kern := self._face.kern(left, right)):
                signs.append(f"){-kern:.0f}(")
        return "".join(signs)

    def _runs(self, text: str, size: float) -> str:
        """Letters of several subsets: the font is changed for each run of another subset, and changed back."""
        shown = []
        for subset, codes in reportlab_internals.runs(self._face.font, self._canvas, text):
            font = reportlab_internals.font_name(self._face.font, self._canvas, subset)
            shown.append(f"{font} {size:g} Tf ({''.join(map(_escaped, codes))}) Tj")
        return f"{' '.join(shown)} {self.font} {size:g} Tf"


def _escaped(code: int) -> str:
    return chr(code) if 32 <= code < 127 and code not in b"()\\" else f"\\{code:03o}"
