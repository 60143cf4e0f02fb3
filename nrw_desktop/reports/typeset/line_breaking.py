"""Paragraphs into lines: the whole paragraph at once, so that its right edge is calm and few words are divided."""

import re
from collections.abc import Iterable, Iterator, Sequence

from nrw_desktop.domain.text.hyphenation import points
from nrw_desktop.domain.text.keeping import NO_BREAK, kept
from nrw_desktop.reports.typeset import bidi
from nrw_desktop.reports.typeset.fonts import SOFT_HYPHEN, Face, Piece, is_foreign

LINE, DIVISION, GOOD_DIVISION, SHORT_END = 0.12, 0.35, 0.06, 0.08
"""What a further line, a divided word, one divided at a joint, and a last line of a few letters cost; the square of
the empty part of a line is the measure for all of them."""

KEPT_LETTERS = 60
"""Longer words come once."""

_SPACE = re.compile(r"[ \u2000-\u2006\u2008-\u200a\u205f\u3000]+")
_PARTS = re.compile(r"[^\W\d_]+|[\W\d_]+")
_AFTER = re.compile(r"(?<=[-–/@])(?=[^\W\d_])|(?<=[^\W\d_][._])(?=[^\W\d_]{2})")


def broken(text: str, face: Face, size: float, width: float, ragged: float) -> tuple[str, ...]:
    """The lines of a text in a column of this width (points), which put together are the text.

    A line keeps the space it ends with, and has one for a line break in the text; a divided word ends in a soft hyphen,
    and a line of a paragraph that runs from right to left begins with `RUNS_LEFT`.
    ``ragged`` is the part of a line that may stay empty before words are divided to fill it (1: any). A line break in
    the text is kept. No line is wider than the column, however long a word is.
    """
    parts = text.split("\n")
    lines = [line for part in parts[:-1] for line in _ended(_directed(part, face, width / size, ragged))]
    return (*lines, *_directed(parts[-1], face, width / size, ragged))


def _ended(lines: list[str]) -> list[str]:
    return [*lines[:-1], f"{lines[-1]} "]


def _directed(text: str, face: Face, width: float, ragged: float) -> list[str]:
    lines = _paragraph(text, face, width, ragged)
    return [bidi.RUNS_LEFT + line for line in lines] if is_foreign(text) and bidi.runs_left(text) else lines


def _paragraph(text: str, face: Face, width: float, ragged: float) -> list[str]:
    fitting = (part for word in _SPACE.split(kept(text)) if word for part in _fitting(word, face, width))
    words = [word for word in fitting if word.strip(SOFT_HYPHEN)]
    known = face.undivided
    plain = [known[word] if word in known else _undivided(word, face) for word in words]
    if SOFT_HYPHEN not in text and max([piece.width for piece in plain], default=0.0) <= width:
        if sum([piece.width + piece.space for piece in plain]) - face.width(" ") <= width:
            return [" ".join(words)]
        ends, worst = _fitted(plain, width)
        if worst <= ragged:
            return _joined(plain, ends)
    pieces: list[Piece] = []
    for word in words:
        pieces += _pieces(word, face, width)
    return _joined(pieces, _fitted(pieces, width)[0])


def _fitting(word: str, face: Face, width: float) -> Sequence[str]:
    """A word, or those that are kept together where all of them are too wide; the last stay so as far as they fit."""
    parts = []
    while NO_BREAK in word and face.width(word) > width:
        first, _gap, word = word.partition(NO_BREAK)
        parts.append(first)
    return [part for part in (*parts, word) if part]


def _fitted(pieces: Sequence[Piece], width: float) -> tuple[list[int], float]:
    """Where the lines end so that the whole costs least, and the emptiest line but the last, as a part of the width."""
    count = len(pieces)
    steps = [piece.width + piece.space for piece in pieces]
    costs = [0.0] * (count + 1)
    starts = [0] * (count + 1)
    inverse, endless = 1 / width, float("inf")
    for end, piece in enumerate(pieces, 1):
        best, line, start = endless, piece.width + piece.hyphen, end - 1
        best_start, own = start, LINE + piece.cost
        while True:
            slack = 1 - line * inverse
            cost = costs[start] + slack * slack
            if end == count:
                cost = costs[start] + (SHORT_END if slack > 0.85 else 0.0)
            if cost < best:
                best, best_start = cost, start
            if not start:
                break
            start -= 1
            line += steps[start]
            if line > width:
                break
        costs[end], starts[end] = best + own, best_start
    ends = []
    end = count
    while end:
        ends.append(end)
        end = starts[end]
    ends.reverse()
    worst, start = 0.0, 0
    for end in ends[:-1]:
        line = sum(steps[start:end]) - pieces[end - 1].space
        worst, start = max(worst, 1 - line / width), end
    return ends, worst


def _joined(pieces: Sequence[Piece], ends: list[int]) -> list[str]:
    lines, start = [], 0
    for end in ends:
        text = "".join([piece.text + " " if piece.space else piece.text for piece in pieces[start:end]])
        lines.append(text + SOFT_HYPHEN if pieces[end - 1].hyphen else text)
        start = end
    return [*lines[:-1], lines[-1].rstrip(" ")] if lines else [""]


def _undivided(word: str, face: Face) -> Piece:
    """A word as it is, followed by a space; kept, since plans say the same words again and again."""
    piece = Piece(word, face.width(word), face.width(" "), 0.0, 0.0)
    if len(word) <= KEPT_LETTERS:
        face.undivided[word] = piece
    return piece


def _pieces(word: str, face: Face, width: float) -> Sequence[Piece]:
    """A word in the pieces it may be divided into, none wider than the column."""
    pieces = face.divided.get(word)
    if pieces is None:
        pieces = tuple(_divided(word, face))
        if len(word) <= KEPT_LETTERS:
            face.divided[word] = pieces
    if max([piece.width + piece.hyphen for piece in pieces]) <= width:
        return pieces
    hyphen = face.width("-")
    narrow: list[Piece] = []
    for piece in pieces:
        if piece.width + piece.hyphen > width:
            *cut, rest = _cut(piece.text, face, width - hyphen)
            for part in cut:
                tail = hyphen if part[-1].isalpha() and not is_foreign(part) else 0.0
                narrow.append(Piece(part, face.width(part), 0.0, tail, DIVISION))
            piece = piece._replace(text=rest, width=face.width(rest))
        narrow.append(piece)
    return narrow


def _divided(word: str, face: Face) -> Iterator[Piece]:
    """The places to divide a word at: hyphens and slashes, soft hyphens and syllables."""
    hyphen = face.width("-")
    parts: list[tuple[str, float, float]] = []
    for portion in _portions(word):
        if SOFT_HYPHEN in portion:
            parts += [(part, hyphen, GOOD_DIVISION) for part in portion.split(SOFT_HYPHEN) if part]
        else:
            parts += _syllables(portion, hyphen)
        if parts:
            parts[-1] = (parts[-1][0], 0.0, GOOD_DIVISION)
    for text, tail, cost in parts[:-1]:
        yield Piece(text, face.width(text), 0.0, tail, cost)
    for text, _, _ in parts[-1:]:
        yield Piece(text, face.width(text), face.width(" "), 0.0, 0.0)


def _portions(word: str) -> Iterator[str]:
    """The parts of a word between which a line may end without a hyphen."""
    if not is_foreign(word):
        yield from _AFTER.split(word)
        return
    from nrw_desktop.reports.typeset import east_asian

    for portion in _AFTER.split(word):
        yield from east_asian.parts(portion)


def _syllables(portion: str, hyphen: float) -> list[tuple[str, float, float]]:
    """Divided between letters only: „Migrant*in-nen“, but nothing in „07/2018“."""
    cuts: list[tuple[int, bool]] = []
    for match in _PARTS.finditer(portion):
        if match[0][0].isalpha():
            cuts += [(match.start() + point.at, point.good) for point in points(match[0])]
    parts, start = [], 0
    for at, good in cuts:
        parts.append((portion[start:at], hyphen, GOOD_DIVISION if good else DIVISION))
        start = at
    return [*parts, (portion[start:], 0.0, 0.0)]


def _cut(text: str, face: Face, width: float) -> list[str]:
    """A piece wider than the column in parts that fit, at least a letter each."""
    parts, start, used = [], 0, 0.0
    at = 0
    for letter in letters(text):
        step = face.width(letter)
        if used + step > width and at > start:
            parts.append(text[start:at])
            start, used = at, 0.0
        used += step
        at += len(letter)
    return [*parts, text[start:]]


def letters(text: str) -> Iterable[str]:
    """What is never divided: letters, with the marks on them."""
    if not is_foreign(text):
        return text
    from nrw_desktop.reports.typeset import typefaces

    return typefaces.clusters(text)
