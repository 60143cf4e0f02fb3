"""Comparing words as people spell them: case, umlauts, ß, accents, dashes and gender marks do not matter."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_GENDER = re.compile(
    # The mark first: a pattern that begins with a look behind would be tried at every letter.
    r"[*:_/](?<=[^\W\d_].)(?:(?<!/)(?=[^\W\d_])|(?<=/)-?(?=in(?:nen)?\b))",
    re.IGNORECASE,
)
_MARKS = "*:_/"
_FOREIGN = re.compile(r"[^\x00-\x7fäöü]")
_SPELT_OUT = {"ä": "ae", "ö": "oe", "ü": "ue"}
_DIGRAPH = re.compile("[aou]e")
_TYPOGRAPHY = {
    **dict.fromkeys("„“”«»", '"'),
    **dict.fromkeys("‚‘’‹›", "'"),
    **dict.fromkeys("‐‑‒–—−", "-"),
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\ufeff", ""),
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
        return _DIGRAPH.search(self.spelt) is not None


def fold(text: str) -> Word:
    """The text for comparing, without case, accents and gender marks: umlauts bare, and umlauts spelt out.

    „Müller“ gives „muller“ and „mueller“, so that either is found; words that hold „ue“ of their own stay whole. Texts
    put together, with a character of no word between them, fold to their folded texts put together.
    """
    return spellings(with_umlauts(text))


def with_umlauts(text: str) -> str:
    """The first half of folding: all but the umlauts."""
    text = unicodedata.normalize("NFC", text)
    if any(mark in text for mark in _MARKS):
        text = _GENDER.sub("", text)
    text = text.casefold()
    # Few kinds of characters in a German text are foreign, so each is replaced everywhere at once.
    for letter in set() if text.isascii() else set(_FOREIGN.findall(text)):
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
    left_out = {place for match in _GENDER.finditer(text) for place in range(*match.span())}
    found: set[int] = set()
    for spelling in (0, 1):
        folded, origin = "", list[int]()
        for place, letter in enumerate(text):
            if place not in left_out:
                part = _letter(letter)[spelling]
                folded += part
                origin += [place] * len(part)
        for word in words:
            if spelling and not word.may_be_spelt_out:
                continue
            at = folded.find(word[spelling])
            while at >= 0:
                found.update(range(origin[at], origin[at + len(word[spelling]) - 1] + 1))
                at = folded.find(word[spelling], at + 1)
    starts = sorted(place for place in found if place - 1 not in found)
    ends = sorted(place + 1 for place in found if place + 1 not in found)
    return list(zip(starts, ends, strict=True))
