"""Wrapped text in cells: lines end between words, at hyphens and syllables, never within a date, with air between."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption

from nrw_desktop.domain.text.hyphenation import points
from nrw_desktop.domain.text.keeping import NO_BREAK, kept

LEADING = 1.16
"""The height of a line, where that of its font is 1."""
_NARROWEST = 24
_MOST = 4096
"""So many texts are kept laid out."""
_SOFT_HYPHEN, _END = "\u00ad", "\u200b"
"""Where a line may end, with a hyphen and without."""
_UNSEEN = str.maketrans(dict.fromkeys((_SOFT_HYPHEN, _END)))
_DASH = re.compile("–")
_ABOUT = re.compile(r"\b(Anfang|Mitte|Ende|Q[1-4]) (?=\d{4}\b)")
_PIECES = re.compile(r"(?:[^ \t\n\-–]|(?<=\d)–(?=\d)|(?<=\d\.)–(?=\d))+-?")
"""What Qt keeps together on a line."""
_ADDRESS = re.compile(r"://|@|www\.")
"""A hyphen would be read as a part of it."""
_LETTERS = re.compile(r"[^\W\d_]+")
_PAIR = re.compile(r"(?<=[A-Za-zÀ-ɏ])(?=[A-Za-zÀ-ɏ])")
"""Where a word may be divided by need: between letters of a script in which each stands for itself."""
_layouts: dict[tuple[str, str, int], tuple[QTextLayout, float]] = {}


class Divided(NamedTuple):
    """A text with what says where its lines may end, and before which of its own letters something was put in."""

    text: str
    put_in: tuple[int, ...] = ()

    def there(self, at: int) -> int:
        """Where a letter of the original is now."""
        return at + bisect_right(self.put_in, at)

    def before(self, at: int) -> int:
        """How many letters of the original are before a place."""
        return at - sum(place + number < at for number, place in enumerate(self.put_in))


def divided(text: str, font: QFont, width: float) -> Divided:
    """A text whose dates stay whole, and whose words are divided only where they are wider than ``width`` (pixels).

    A word is divided at its syllables; where one of them is too wide still, between any letters, always with a hyphen.
    """
    return _divided(text, QFontMetricsF(font), width)


def _divided(text: str, metrics: QFontMetricsF, width: float) -> Divided:
    text, marks = _held(text), list[tuple[int, str]]()
    em = metrics.height()
    if max(map(len, text.split(" "))) * em <= width:
        # No piece is longer than what stands between blanks.
        return Divided(text)
    for found in _PIECES.finditer(text):
        start, piece = found.start(), found[0]
        # Hardly any letter is wider than the font is high: most words need not be measured.
        if len(piece) * em > width and metrics.horizontalAdvance(piece) > width and not _ADDRESS.search(piece):
            for at, part in _parts(piece, metrics, width):
                begin = start + at
                text = text[: begin - 1] + " " + text[begin:] if at else text
                if metrics.horizontalAdvance(part) > width:
                    marks += [(begin + dash.end(), _END) for dash in _DASH.finditer(part)]
                    marks += [(begin + division, _SOFT_HYPHEN) for division in _divisions(part, metrics, width)]
    parts, last = [], 0
    for at, mark in sorted(marks):
        parts += [text[last:at], mark]
        last = at
    return Divided("".join(parts) + text[last:], tuple(sorted(at for at, _mark in marks)))


def _held(text: str) -> str:
    """The text with spaces that do not break where words and numbers belong together."""
    return _ABOUT.sub(lambda match: match[1] + NO_BREAK, kept(text))


def _parts(piece: str, metrics: QFontMetricsF, width: float) -> Iterator[tuple[int, str]]:
    """The parts of a piece that is too wide, and where they begin: rather two lines than a number in two.

    Its last words stay together as soon as they find room: „AWO“ is given up before „Juli 2018“ is.
    """
    at = 0
    while metrics.horizontalAdvance(piece[at:]) > width and (gap := piece.find(NO_BREAK, at)) >= 0:
        yield at, piece[at:gap]
        at = gap + 1
    yield at, piece[at:]


def _divisions(piece: str, metrics: QFontMetricsF, width: float) -> list[int]:
    """The places at which the words in a piece that is too wide are divided: joints, then syllables, then letters."""
    syllables = [
        (word.start() + point.at, point.good) for word in _LETTERS.finditer(piece) for point in points(word[0])
    ]
    joints = [at for at, good in syllables if good]
    pairs = [match.start() for match in _PAIR.finditer(piece)]
    found = [match.end() for match in _DASH.finditer(piece)]
    for places in (joints, [at for at, _good in syllables], pairs):
        for start, end in list(pairwise([0, *found, len(piece)])):
            if metrics.horizontalAdvance(f"{piece[start:end]}-") > width:
                found += [at for at in places if start < at < end]
        found.sort()
    return [at for at in found if piece[at - 1].isalpha() or piece[at - 1] == "*"]


def widest_piece(text: str, font: QFont) -> float:
    """The pixels of the widest word or date of a text: it needs no hyphen in a line that has room for it."""
    metrics = QFontMetricsF(font)
    longest = sorted(set(_PIECES.findall(_held(text))), key=len)[-3:]
    return max((metrics.horizontalAdvance(piece) for piece in longest), default=0.0)


def height(text: str, font: QFont, width: int) -> int:
    """The pixels that the text needs in this width; one line where there is none."""
    layout, step = laid_out(text, font, width)
    return round(max(1, layout.lineCount()) * step)


def draw(painter: QPainter, place: QRect, text: str, font: QFont, key: str = "") -> None:
    """Draw the text from the top of the place; what does not fit ends in an ellipsis."""
    layout, step = laid_out(text, font, place.width(), key)
    fitting = max(1, round(place.height() / step))
    at = QPointF(place.topLeft())
    if layout.lineCount() <= fitting:
        layout.draw(painter, at)
        return
    painter.setFont(font)
    for number in range(fitting - 1):
        layout.lineAt(number).draw(painter, at)
    line = layout.lineAt(fitting - 1)
    rest = layout.text()[line.textStart() :].translate(_UNSEEN).replace("\N{LINE SEPARATOR}", " ")
    rest = QFontMetricsF(font).elidedText(rest, Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(at + QPointF(0, line.y() + line.ascent()), rest)


def laid_out(text: str, font: QFont, width: int, key: str = "") -> tuple[QTextLayout, float]:
    """The text in lines of this width, and the height of one of them; ``key`` is the font's, where it is known."""
    place = text, key or font.key(), max(width, _NARROWEST)
    found = _layouts.get(place)
    if found is None:
        if len(_layouts) >= _MOST:
            _layouts.clear()
        found = _layouts[place] = _made(text, place[2], font)
    return found


def _made(text: str, width: int, font: QFont) -> tuple[QTextLayout, float]:
    metrics = QFontMetricsF(font)
    layout = QTextLayout(_divided(text, metrics, width).text.replace("\n", "\N{LINE SEPARATOR}"), font)
    option = QTextOption()
    # Addresses of the net have no syllables.
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    step = metrics.height() * LEADING
    layout.beginLayout()
    number = 0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, number * step + (step - line.height()) / 2))
        number += 1
    layout.endLayout()
    return layout, step
