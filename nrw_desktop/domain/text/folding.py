"""Comparing words as people spell them: case, umlauts, ß, accents, dashes and gender marks do not matter."""

import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache
from typing import NamedTuple

# Patterns are compiled when something is compared, not at the start of the program. The mark first: a pattern that
# begins with a look behind would be tried at every letter.
_GENDER = r"(?i)[*:_/](?<=[^\W\d_].)(?:(?<!/)(?=[^\W\d_])|(?<=/)-?(?=in(?:nen)?\b))"
_MARKS = "*:_/"
_FOREIGN = r"[^\x00-\x7fäöü]"
_SPELT_OUT = {"ä": "ae", "ö": "oe", "ü": "ue"}
_DIGRAPH = "[aou]e"
_TYPOGRAPHY = {
    **dict.fromkeys("„“”«»", '"'),
    **dict.fromkeys("‚‘’‹›", "'"),
    **dict.fromkeys("‐‑‒–—−", "-"),
    # Old texts may still hold what no text does that came through the gate.
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff", ""),
    **dict.fromkeys(map(chr, range(0x202A, 0x202F)), ""),
    **dict.fromkeys(map(chr, range(0x2066, 0x206A)), ""),
}
_PIECE, _OVERLAP = 2000, 200
"""Characters of a long text that are looked at in one go, and how many of them again with the next."""


class Word(NamedTuple):
    """A folded word that is looked for: umlauts bare, and umlauts spelt out."""

    bare: str
    spelt: str

    @property
    def may_be_spelt_out(self) -> bool:
        """Whether an umlaut of the text can stand for two of its letters."""
        return re.search(_DIGRAPH, self.spelt) is not None


def fold(text: str) -> Word:
    """The text for comparing, without case, accents and gender marks: umlauts bare, and umlauts spelt out.

    „Müller“ gives „muller“ and „mueller“, so that either is found; words that hold „ue“ of their own stay whole. Texts
    put together, with a character of no word between them, fold to their folded texts put together.
    """
    return spellings(with_umlauts(text))


def with_umlauts(text: str) -> str:
    """The first half of folding: all but the umlauts."""
    text = unicodedata.normalize("NFC", text)
    # Each of `_MARKS` by itself: a loop over them takes longer than all the rest.
    if "*" in text or ":" in text or "/" in text or "_" in text:
        text = re.sub(_GENDER, "", text)
    text = text.casefold()
    # Few kinds of characters in a German text are foreign, so each is replaced everywhere at once.
    for letter in set() if text.isascii() else set(re.findall(_FOREIGN, text)):
        text = text.replace(letter, _plain(letter))
    return text


def spellings(text: str) -> Word:
    """The second half: umlauts bare, and spelt out."""
    bare = spelt = text
    if not text.isascii():
        for umlaut, digraph in _SPELT_OUT.items():
            bare, spelt = bare.replace(umlaut, digraph[0]), spelt.replace(umlaut, digraph)
    return Word(bare, spelt)


@lru_cache(maxsize=4096)
def _plain(letter: str) -> str:
    """A foreign character as it is compared: without accents, typographic marks as they are typed."""
    if letter in _TYPOGRAPHY:
        return _TYPOGRAPHY[letter]
    parts = unicodedata.normalize("NFKD", letter)
    return "".join(part for part in parts if not unicodedata.combining(part)).casefold()


@lru_cache(maxsize=4096)
def _letter(letter: str) -> Word:
    return fold(letter)


def needles(words: str) -> tuple[Word, ...]:
    """The words that a person typed, each once and folded; a gender mark typed so far counts only between letters."""
    folded = fold(words)
    pairs = zip(folded.bare.split(), folded.spelt.split(), strict=True)
    return tuple(dict.fromkeys(Word(bare.strip(_MARKS) or bare, spelt.strip(_MARKS) or spelt) for bare, spelt in pairs))


def contains(text: Word, word: Word) -> bool:
    """Whether a folded word stands in a folded text, in either spelling."""
    return word.bare in text.bare or (word.may_be_spelt_out and word.spelt in text.spelt)


def alike(one: str, other: str) -> bool:
    """Whether two texts are the same but for case, umlauts and gender marks."""
    return not set(fold(one)).isdisjoint(fold(other))


def places(text: str, words: tuple[Word, ...]) -> list[tuple[int, int]]:
    """Where the words stand in a text in composed letters: start and end of each place, in order and apart.

    Of a very long text, only the part where the first of them stands is looked at.
    """
    for start in range(0, max(1, len(text)), _PIECE - _OVERLAP):
        piece = text[start : start + _PIECE]
        if len(text) <= _PIECE or any(contains(fold(piece), word) for word in words):
            return [(start + first, start + last) for first, last in _places(piece, words)]
    return []


def _places(text: str, words: tuple[Word, ...]) -> list[tuple[int, int]]:
    found: set[int] = set()
    whole = fold(text)
    for spelling in (0, 1):
        sought = [word[spelling] for word in words if not spelling or word.may_be_spelt_out]
        if not any(word in whole[spelling] for word in sought):
            continue
        shifts = _shifts(text, spelling)
        for word in sought:
            at = whole[spelling].find(word)
            while at >= 0:
                found.update(range(_origin(shifts, at), _origin(shifts, at + len(word) - 1) + 1))
                at = whole[spelling].find(word, at + 1)
    starts = sorted(place for place in found if place - 1 not in found)
    ends = sorted(place + 1 for place in found if place + 1 not in found)
    return list(zip(starts, ends, strict=True))


def _shifts(text: str, spelling: int) -> list[tuple[int, int, int]]:
    """Where folding makes a text longer or shorter: what comes there, after it in the folded text and in the text."""
    uneven = {letter for letter in set(text) if len(_letter(letter)[spelling]) != 1}
    parts = [
        (place, place + 1, len(_letter(letter)[spelling])) for place, letter in enumerate(text) if letter in uneven
    ]
    parts += [(*match.span(), 0) for match in re.finditer(_GENDER, text)]
    shifts, folded, last = [(0, 0, 0)], 0, 0
    for start, end, length in sorted(parts):
        folded += start - last
        shifts.append((folded, folded + length, end))
        folded, last = folded + length, end
    return shifts


def _origin(shifts: list[tuple[int, int, int]], place: int) -> int:
    """The letter of the text that a letter of the folded text comes from."""
    start, after, end = shifts[bisect_right(shifts, place, key=lambda shift: shift[0]) - 1]
    return end - 1 if start <= place < after else end + place - after
