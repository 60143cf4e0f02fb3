"""Where German words may be divided, by the patterns of LibreOffice that come with Pyphen.

The patterns have two levels: the first finds the joints of a compound, the second the syllables between them. Pyphen
itself reads both as one and then divides „Bedarf“ as „Beda-rf“, so only its dictionary is used here.
"""

import functools
import itertools
import logging
import re
from typing import NamedTuple

_log = logging.getLogger(__name__)

LEFT, RIGHT = 3, 3
"""Letters that stay together at least at the beginning and the end of a word."""

_DIGITS = b"0123456789"
_VOWEL = re.compile("[aeiouyäöüáàéèêíóúœæ]", re.IGNORECASE)
_LINK = re.compile(r"(?:ungs|heits|keits|schafts|ions|täts|lings|nahmen)$")
_PREFIX = re.compile(r"(?<=[ns])(?:be|ent|emp|ver|zer|vor|um|auf|aus|ein|zu|ex|pro)$|(?<=[sl])ge$|(?<=[esn])kon$")
"""A division after a prefix inside a compound misleads: „Maßnahmenum-setzung“."""
_LONGEST_WORD = 80

Patterns = dict[str, str]


class Point(NamedTuple):
    """A place to divide a word: after how many letters, and whether it is one that reads well."""

    at: int
    good: bool


@functools.lru_cache(maxsize=20_000)
def points(word: str) -> tuple[Point, ...]:
    """Where a word of letters may be divided; nowhere in one so long that it cannot be a word."""
    if not LEFT + RIGHT <= len(word) <= _LONGEST_WORD:
        return ()
    joints, syllables = _patterns()
    lower = word.lower()
    if len(lower) != len(word):
        return ()
    found: list[Point] = []
    bounds = [0, *_divided(lower, joints), len(lower)]
    for start, end in itertools.pairwise(bounds):
        if start:
            found.append(Point(start, min(start, len(lower) - start) >= 5))
        found += [Point(start + at, _linked(lower, start + at)) for at in _divided(lower[start:end], syllables)]
    return tuple(point for point in _speakable(lower, found) if not _PREFIX.search(lower, 0, point.at))


def _linked(word: str, at: int) -> bool:
    """Whether a syllable ends in the link of a compound that the dictionary does not know: „Planungs-runde“."""
    return len(word) - at >= 4 and _LINK.search(word, 0, at) is not None


def _speakable(word: str, found: list[Point]) -> list[Point]:
    """Only points that leave a vowel on both sides of them, so that no part is a lone consonant or a single letter."""
    kept: list[Point] = []
    last = 0
    for point in found:
        part = word[last : point.at]
        if len(part) == 1 and _VOWEL.match(part):
            continue
        if not _VOWEL.search(part):
            # Patterns sometimes take a consonant for a syllable („so-zi-a-l-ar-beit“): it belongs to the one before.
            if kept and kept[-1].at == last:
                kept.pop()
            last = kept[-1].at if kept else 0
        kept.append(point)
        last = point.at
    while kept and not _VOWEL.search(word[kept[-1].at :]):
        kept.pop()
    return [point for point in kept if LEFT <= point.at <= len(word) - RIGHT]


def _divided(word: str, patterns: Patterns) -> list[int]:
    """Liang's method: each pattern found raises the values between its letters, and odd ones divide."""
    dotted = f".{word}."
    size = len(dotted)
    values = [0] * (size + 1)
    for start in range(size):
        for end in range(start + 1, size + 1):
            pattern = patterns.get(dotted[start:end])
            if pattern:
                at = start
                for sign in pattern:
                    if sign.isdigit():
                        values[at] = max(values[at], int(sign))
                    else:
                        at += 1
    return [at - 1 for at in range(3, size - 2) if values[at] % 2]


@functools.cache
def _patterns() -> tuple[Patterns, Patterns]:
    try:
        import pyphen

        text = pyphen.LANGUAGES["de_DE"].read_text("latin-1")
    except (ImportError, KeyError, OSError) as error:
        _log.warning("Keine Silbentrennung: Das deutsche Wörterbuch von Pyphen fehlt (%s).", error)
        return {}, {}
    joints, _, syllables = text.partition("NEXTLEVEL")
    return {**_read(joints), **_OWN_JOINTS}, _read(syllables)


def _read(section: str) -> Patterns:
    """The patterns of one level by their letters.

    Comments and options stand among them and may stay: they have blanks, signs or capitals, so no word finds them.
    """
    # As bytes and all at once, since this is waited for before the first page.
    letters = section.encode("latin-1").translate(None, _DIGITS).decode("latin-1")
    return dict(zip(letters.split("\n"), section.split("\n"), strict=True))


_OWN_JOINTS = {".maßnahmen": ".maßnahmen9"}
"""What the dictionary lacks and every plan has: „Maßnahmen-entwicklung“."""
