"""Which way each letter of a line runs: the Unicode Bidirectional Algorithm (UAX #9) for text without its controls.

Marks and embeddings of direction never reach a page (`fonts.printable`), so the rules for them are not here. The
library python-bidi gives the turned text alone; what is drawn has to know where each letter went.
"""

import unicodedata
from collections.abc import Sequence
from itertools import groupby

RUNS_LEFT = "\u200f"
"""Stands before each line of a paragraph that runs to the left; `fonts.printable` lets no other come to a line."""

_PAIRS = "()[]{}⟨⟩⟪⟫⁅⁆⁽⁾₍₎〈〉《》「」『』【】〔〕〖〗（）［］｛｝｟｠｢｣"
_CLOSING = dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True))
_NEUTRAL = ("B", "S", "WS", "ON")
_MOST_OPEN = 63
"""So many brackets may be open at once (rule BD16)."""


def runs_left(text: str) -> bool:
    """Whether a paragraph is of a script that is written from right to left: it begins with it, and most of it is.

    By the rules P2 and P3 the beginning alone would tell, and an Arabic name turn round the German list it begins.
    """
    kinds = [kind for kind in map(unicodedata.bidirectional, text) if kind in ("L", "R", "AL", "EN", "AN")]
    return kinds[:1] in (["R"], ["AL"]) and kinds.count("L") < kinds.count("R") + kinds.count("AL")


def turns(text: str) -> bool:
    """Whether something in it runs from right to left."""
    return not text.isascii() and any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text)


def levels(text: str, base: int) -> list[int]:
    """The level of each letter: odd ones run to the left. ``base`` is that of the paragraph, 0 or 1."""
    own = [unicodedata.bidirectional(letter) or "L" for letter in text]
    kinds = _resolved(own, "L" if base == 0 else "R")
    _pair(text, own, kinds, base)
    _settle(kinds, base)
    level = {"R": 1, "L": 2 * base}
    found = [level.get(kind, 2) for kind in kinds]
    # Blanks at the end of a line belong to the paragraph (rule L1).
    for at in range(len(text) - 1, -1, -1):
        if own[at] not in ("WS", "S", "B", "BN"):
            break
        found[at] = base
    return found


def visual(levels: Sequence[int]) -> list[int]:
    """The places in the order in which they stand from left to right (rule L2)."""
    order = list(range(len(levels)))
    for level in range(max(levels, default=0), 0, -1):
        turned: list[int] = []
        for high, group in groupby(order, lambda place, least=level: levels[place] >= least):  # type: ignore[misc]
            places = list(group)
            turned += reversed(places) if high else places
        order = turned
    return order


def _resolved(own: Sequence[str], start: str) -> list[str]:
    """The classes after rules W1 to W7: strong ones, numbers and neutrals are left."""
    kinds = _numbers(own, start)
    at = 0
    for kind, group in groupby(list(kinds)):
        end = at + len(list(group))
        if kind == "ET" and "EN" in (kinds[at - 1 : at] + kinds[end : end + 1]):
            kinds[at:end] = ["EN"] * (end - at)
        at = end
    strong = start
    for at, kind in enumerate(kinds):
        if kind in ("ES", "ET", "CS"):
            kinds[at] = "ON"
        elif kind == "AL":
            kinds[at] = "R"
        elif kind == "EN" and strong == "L":
            kinds[at] = "L"
        if kinds[at] in ("L", "R"):
            strong = kinds[at]
    return kinds


def _numbers(own: Sequence[str], start: str) -> list[str]:
    """The classes after rules W1 to W4: marks are as what they stand on, and commas between digits are digits."""
    kinds = list(own)
    before = strong = start
    for at, kind in enumerate(kinds):
        if kind in ("NSM", "BN"):
            kind = kinds[at] = before
        if kind == "EN" and strong == "AL":
            kinds[at] = "AN"
        if kind in ("L", "R", "AL"):
            strong = kind
        before = kind
    for at in range(1, len(kinds) - 1):
        left, kind, right = kinds[at - 1 : at + 2]
        if left == right and ((kind in ("ES", "CS") and left == "EN") or (kind == "CS" and left == "AN")):
            kinds[at] = left
    return kinds


def _pair(text: str, classes: Sequence[str], kinds: list[str], base: int) -> None:
    """Brackets, with marks on them, take the direction of what is within them, or else before them (rule N0)."""
    own, other = ("L", "R") if base == 0 else ("R", "L")
    for opened, closed in _brackets(text, kinds):
        within = {_strong(kind) for kind in kinds[opened + 1 : closed]}
        if own in within:
            direction = own
        elif other in within:
            before = next((_strong(kind) for kind in reversed(kinds[:opened]) if _strong(kind)), own)
            direction = other if before == other else own
        else:
            continue
        for at in (opened, closed):
            kinds[at] = direction
            while at + 1 < len(text) and classes[at + 1] in ("NSM", "BN"):
                at += 1
                kinds[at] = direction


def _brackets(text: str, kinds: Sequence[str]) -> list[tuple[int, int]]:
    """The places of brackets that belong together, sorted."""
    pairs: list[tuple[int, int]] = []
    waiting: list[tuple[str, int]] = []
    for at, letter in enumerate(text):
        if kinds[at] != "ON":
            continue
        if letter in _CLOSING:
            if len(waiting) == _MOST_OPEN:
                break
            waiting.append((_CLOSING[letter], at))
        for depth in range(len(waiting) - 1, -1, -1):
            if waiting[depth][0] == letter:
                pairs.append((waiting[depth][1], at))
                del waiting[depth:]
                break
    return sorted(pairs)


def _settle(kinds: list[str], base: int) -> None:
    """Neutrals between two of a direction take it, others that of the paragraph (rules N1 and N2)."""
    own = "L" if base == 0 else "R"
    at = 0
    for neutral, group in groupby(list(kinds), lambda kind: kind in _NEUTRAL):
        end = at + len(list(group))
        if neutral:
            left = _strong(kinds[at - 1]) if at else own
            right = _strong(kinds[end]) if end < len(kinds) else own
            kinds[at:end] = [left if left == right else own] * (end - at)
        at = end


def _strong(kind: str) -> str:
    """The direction beside a neutral: numbers count as written from right to left; empty for a neutral."""
    return "R" if kind in ("R", "EN", "AN") else "L" if kind == "L" else ""
