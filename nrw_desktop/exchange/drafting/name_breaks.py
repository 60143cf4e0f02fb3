"""Breaks in the cells of partners: each line a name, or one name that goes on in the next line, which is asked."""

import re
from collections.abc import Sequence
from itertools import pairwise

from nrw_desktop.domain.drafts.draft import Place
from nrw_desktop.domain.text.shortening import shortened
from nrw_desktop.exchange.drafting.references import is_like_reference
from nrw_desktop.exchange.sources.source import Line
from nrw_desktop.exchange.tables.cells import has_typed_marks, is_open
from nrw_desktop.exchange.tables.questions import Questions

_BELONGS = re.compile(
    r"(?:e\.\s?V\.|gGmbH|GmbH|gUG|AöR|KdöR|und|oder|sowie|der|die|des|dem|für|in|im|zu|zum|zur|von|vom|bei|beim|am|an"
    r"|auf|mit|gegen|&|/)(?!\w)|\((?!\w{1,2}\))"
)
"""How a line begins that goes on with the name above it."""
_PART = re.compile(
    r"(?:Kreis|Orts|Bezirks|Landes|Bundes|Stadt|Regional|Gemeinde|Gebiets|Diözesan)(?:verband|verein|gruppe|vereinigung)"
    r"|(?:Bezirk|Region|Sektion|Abteilung|Referat|Dezernat|Fachbereich|Lehrstuhl|Standort|Zweigstelle"
    r"|Niederlassung|Außenstelle|(?:Kreis|Landes)?[Gg]eschäftsstelle)\b"
    r"|(?:[A-ZÄÖÜ][\w-]+\s+){0,2}(?:e\.\s?V\.|gGmbH|GmbH|gUG)$"
    r"|(?!pro\s)[a-zäöüß]|[–-]\s"
)
"""How a line begins that may be a part of the one above it: „Kreisverband Bielefeld e. V.“."""
_HYPHEN = re.compile(r"(?<=\w)-$")
_AND = re.compile(r"(?:und|oder|bzw\.)\b")
_LEAST = 3
"""Lines of a paragraph that may be a list without a question."""
_APART, _UNSURE, _LIKELY, _TOGETHER = range(4)
"""What a break is: between names, likely so, likely within one, within one."""
_OWN, _ONE, _SOME = "own", "one", "some"


def named_lines(lines: Sequence[Line], place: Place, questions: Questions) -> Sequence[Line]:
    """The lines of a cell of partners, those of one name as one; what is not sure is asked."""
    pieces = [(number, piece) for number, line in enumerate(lines) for piece in line.text.split("\n") if piece.strip()]
    texts = [" ".join(piece.split()) for _, piece in pieces]
    # Lines that have marks, each, are names; a single one may hold a list.
    if len(texts) < 2 or (len(lines) > 1 and any(line.mark for line in lines)) or has_typed_marks(texts):
        return lines
    longest = max(map(len, texts))
    found = [
        _break(texts[at], texts[at + 1], one[0] == other[0], longest if len(texts) >= _LEAST else 0)
        for at, (one, other) in enumerate(pairwise(pieces))
    ]
    joins = [one >= _LIKELY for one in found]
    if _UNSURE in found or _LIKELY in found:
        joins = _asked(texts, joins, place, questions)
    return _joined(texts, joins) if any(joins) or any(line.mark for line in lines) else lines


def _break(before: str, after: str, is_soft: bool, longest: int) -> int:
    """What the break between two lines is; ``longest`` is how much stands in a line where there are enough to tell."""
    if before.endswith((",", ";", ":")) or is_like_reference(before) or is_like_reference(after):
        return _APART
    if is_open(before) or before.count("(") > before.count(")") or _BELONGS.match(after):
        return _TOGETHER if is_soft else _LIKELY
    if _PART.match(after):
        return _LIKELY
    # Where the next word would have had room, nobody was forced to break there.
    fits = len(before) + 1 + len(after.split()[0]) <= longest
    return _UNSURE if is_soft and not fits else _APART


def _asked(texts: Sequence[str], joins: Sequence[bool], place: Place, questions: Questions) -> list[bool]:
    """Which lines go together, as it is answered."""
    some = [line.text for line in _joined(texts, joins) if line.text not in texts]
    every = _joined(texts, [True] * len(joins))[0].text
    ways = {
        _SOME: (list(joins), f"zusammen ist nur „{shortened('“, „'.join(some), 60)}“"),
        _OWN: ([False] * len(joins), "ja, je Zeile einer"),
        _ONE: ([True] * len(joins), f"nein, zusammen einer: „{shortened(every)}“"),
    }
    first = _OWN if not any(joins) else _ONE if all(joins) else _SOME
    order = dict.fromkeys((first, _OWN, _ONE))
    answer = questions.ask(
        f"{place.said}, Umbrüche",
        place,
        " ".join(texts),
        "In dieser Zelle stehen Kooperationspartner in mehreren Zeilen. Ist jede ein eigener?",
        {way: ways[way][1] for way in order},
    )
    return ways[answer][0]


def _joined(texts: Sequence[str], joins: Sequence[bool]) -> list[Line]:
    """The lines, each with those that go on with it."""
    found = [texts[0]]
    for text, goes_on in zip(texts[1:], joins, strict=True):
        if not goes_on:
            found.append(text)
        elif not _HYPHEN.search(found[-1]) or _AND.match(text):
            found[-1] = f"{found[-1]} {text}"
        else:
            # „Kreis-“ and „verband“ were one word, „Nordrhein-“ and „Westfalen“ still are.
            found[-1] = (found[-1][:-1] if text[0].islower() else found[-1]) + text
    return list(map(Line, found))
