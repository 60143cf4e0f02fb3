"""What all reports share: paper and margins, the styles of text, and the pen that writes both into a PDF."""

import io
import threading
from dataclasses import dataclass

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from nrw_desktop.reports.fonts import ASCENT, SOFT_HYPHEN, Cut, Face, face, printable
from nrw_desktop.reports.lines import broken

Colour = tuple[float, float, float]

INK: Colour = (0.11, 0.13, 0.16)
QUIET: Colour = (0.34, 0.38, 0.43)
ACCENT: Colour = (0.05, 0.39, 0.53)
HAIRLINE: Colour = (0.62, 0.66, 0.70)


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set: sizes and distances in points; ``ragged`` as in `lines.broken`."""

    cut: Cut = "Regular"
    size: float = 9.0
    leading: float = 12.0
    colour: Colour = INK
    ragged: float = 0.25

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
TITLE = Style("Bold", 19, 23, ragged=1)
LEAD = Style(size=10, leading=14)
COLUMN = Style("Bold", 8.5, 11, QUIET)
NUMBER = Style("Bold", 26, 26, ACCENT)
NAME = Style("Bold", 10.5, 13, ragged=1)
FOOTER = Style(size=8, leading=10, colour=QUIET)


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet and the part of it that is written on; the left margin leaves air for a punch (DIN 5008: 25 mm)."""

    width: float = landscape(A4)[0]
    height: float = landscape(A4)[1]
    left: float = 25 * mm
    right: float = 18 * mm
    top: float = 16 * mm
    bottom: float = 18 * mm
    footer: float = 9 * mm

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


class Composer:
    """Breaks text into lines and remembers the characters that no font has."""

    def __init__(self) -> None:
        self.missing: set[str] = set()

    def lines(self, text: str, style: Style, width: float) -> tuple[str, ...]:
        """The lines of a text in a column of this width."""
        return broken(self.clean(text), face(style.cut), style.size, width, style.ragged)

    def width(self, text: str, style: Style) -> float:
        """How wide a line is."""
        return face(style.cut).width(self.clean(text)) * style.size

    def shortened(self, text: str, style: Style, width: float) -> str:
        """The text in one line, cut with an ellipsis where it is too long; only for what stands in full elsewhere."""
        line = " ".join(self.clean(text).split())
        if self.width(line, style) <= width:
            return line
        letters = min(len(line), 500)  # more fit in no line
        while letters and self.width(line[:letters].rstrip() + " …", style) > width:
            letters -= 1
        return line[:letters].rstrip() + " …"

    def clean(self, text: str) -> str:
        """The text as the fonts can print it."""
        shown, missing = printable(text)
        self.missing |= missing
        return shown


@dataclass(frozen=True, slots=True)
class Particulars:
    """What a PDF says about itself."""

    title: str
    author: str
    subject: str


_saving = threading.Lock()
"""ReportLab reads a font's file at one place at a time when it embeds a subset."""


class Pen:
    """Writes lines and rules straight into the pages of a PDF, as plain text: nothing in it is read as markup."""

    def __init__(self, paper: Paper, particulars: Particulars):
        self._buffer = io.BytesIO()
        self._canvas = Canvas(
            self._buffer,
            pagesize=(paper.width, paper.height),
            pageCompression=1,
            pdfVersion=(1, 7),
            lang="de-DE",
            initialFontName=face("Regular").name,
        )
        self._canvas.setTitle(_metadata(particulars.title))
        self._canvas.setAuthor(_metadata(particulars.author))
        self._canvas.setSubject(_metadata(particulars.subject))
        self._canvas.setCreator("nrw_desktop")
        self._canvas.setViewerPreference("DisplayDocTitle", "true")
        self._operators: list[str] = []
        self._scribes: dict[Cut, _Scribe] = {}
        self._bookmarks = 0

    def lines(self, x: float, top: float, lines: tuple[str, ...], style: Style) -> None:
        """Lines below each other, the first one's upper edge at ``top``."""
        scribe = self._scribe(style.cut)
        red, green, blue = style.colour
        last = len(lines) - 1
        # A line ends in a space, else a copied or spoken text runs together; a divided word must not.
        shown = (
            scribe.show(line if at == last or line.endswith(SOFT_HYPHEN) else f"{line} ", style.size)
            for at, line in enumerate(lines)
        )
        self._operators.append(
            f"BT {red:g} {green:g} {blue:g} rg {scribe.font} {style.size:g} Tf {style.leading:g} TL "
            f"{x:.2f} {top - style.drop:.2f} Td {' T* '.join(shown)} ET"
        )

    def rule(self, x: float, y: float, width: float, thickness: float, colour: Colour) -> None:
        """A horizontal line."""
        red, green, blue = colour
        self._operators.append(
            f"{red:g} {green:g} {blue:g} RG {thickness:g} w {x:.2f} {y:.2f} m {x + width:.2f} {y:.2f} l S"
        )

    def bookmark(self, title: str, top: float) -> None:
        """An entry of the PDF's outline that leads here."""
        self._bookmarks += 1
        key = f"part{self._bookmarks}"
        self._canvas.bookmarkHorizontal(key, 0, top)
        self._canvas.addOutlineEntry(_metadata(title), key, 0, False)

    def end_page(self) -> None:
        """Finish this page; what is written next stands on a new one."""
        self._canvas.addLiteral("\n".join(self._operators))
        self._operators.clear()
        self._canvas.showPage()

    def finished(self) -> bytes:
        """The whole PDF."""
        with _saving:
            self._canvas.save()
        return self._buffer.getvalue()

    def _scribe(self, cut: Cut) -> "_Scribe":
        if cut not in self._scribes:
            self._scribes[cut] = _Scribe(face(cut), self._canvas)
        return self._scribes[cut]


class _Scribe:
    """Turns the words of one font into PDF operators, each word once."""

    def __init__(self, face: Face, canvas: Canvas):
        self._face = face
        # The one private name of ReportLab used here: fonts hand out subsets by document.
        self._document = canvas._doc
        self.font = face.font.getSubsetInternalName(0, self._document)
        self._words: dict[str, str | None] = {"": ""}

    def show(self, line: str, size: float) -> str:
        """The operators that show a line."""
        hidden = ""
        if line.rstrip(" ").endswith("-"):
            # Poppler takes a hyphen at a line's end for a division and drops it. An unseen soft hyphen keeps it.
            line = line.rstrip(" ")
            hidden = f" 3 Tr {self._runs(SOFT_HYPHEN, size)} 0 Tr"
        words = [self._word(word) for word in line.split(" ")]
        known = [word for word in words if word is not None]
        if len(known) < len(words):
            return self._runs(line, size) + hidden
        return f"[({' '.join(known)})] TJ{hidden}"

    def _word(self, word: str) -> str | None:
        """The inside of a TJ array with the word's letters and kerning; None where the first subset does not do."""
        if word not in self._words:
            self._words[word] = self._spelt(word)
        return self._words[word]

    def _spelt(self, word: str) -> str | None:
        runs = self._face.font.splitString(word, self._document)
        if len(runs) != 1 or runs[0][0]:
            return None
        signs = []
        for code, left, right in zip(runs[0][1], word, f"{word[1:]} ", strict=True):
            signs.append(_escaped(code))
            if right != " " and (kern := self._face.kern(left, right)):
                signs.append(f"){-kern:.0f}(")
        return "".join(signs)

    def _runs(self, text: str, size: float) -> str:
        """A line with rare characters: the font is changed for each run of another subset, and changed back."""
        shown = []
        for subset, codes in self._face.font.splitString(text, self._document):
            font = self._face.font.getSubsetInternalName(subset, self._document)
            shown.append(f"{font} {size:g} Tf ({''.join(map(_escaped, codes))}) Tj")
        return f"{' '.join(shown)} {self.font} {size:g} Tf"


def _escaped(code: int) -> str:
    return chr(code) if 32 <= code < 127 and code not in b"()\\" else f"\\{code:03o}"


def _metadata(text: str) -> str:
    """Text for the PDF's properties: any script, but one line without control characters and lone surrogates."""
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return line[:1000]
