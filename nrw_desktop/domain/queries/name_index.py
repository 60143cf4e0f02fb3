"""Finding things by what they are called as one types: words in any order, parts of them or initials; best first."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from operator import is_
from typing import Any, Generic, Protocol, TypeVar

from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Goal, Measure, Partner, Phase, Record
from nrw_desktop.domain.queries import goals
from nrw_desktop.domain.queries.search_index import BETWEEN_RECORDS, rows_holding
from nrw_desktop.domain.text import folding
from nrw_desktop.domain.text.folding import Word

_SIZE = 512
"""Names that are folded in one go: some milliseconds."""
_START = "\x1f"
"""What stands before the first word of each name of a thing, and behind the last one."""
_OWN = str.maketrans(dict.fromkeys((BETWEEN_RECORDS, _START), " "))
_BETWEEN_WORDS = re.compile(rf"(?:[^\w{BETWEEN_RECORDS}{_START}]|_)+")
_INITIALS = range(2, 9)
"""How many letters are taken for initials."""


class Named(Protocol):
    """Something that can be found."""

    @property
    def id(self) -> str:
        """What tells it from all others."""


N = TypeVar("N", bound=Named)


class Chunk(Generic[N]):
    """Some things that follow each other, and what each is called, which is folded when it is first needed."""

    __slots__ = ("_names", "_text", "items")

    def __init__(self, items: Sequence[N], names: Callable[[N], Sequence[str]]):
        self.items, self._names = items, names
        self._text: Word | None = None

    @property
    def text(self) -> Word:
        """The names, each as „ word word “ between marks."""
        if self._text is None:
            told = ([one.translate(_OWN) for one in self._names(item)] for item in self.items)
            marked = (f" {_START} ".join(["", *names, ""]).strip(" ") for names in told)
            folded = folding.fold(BETWEEN_RECORDS.join(marked))
            self._text = Word(*(_BETWEEN_WORDS.sub(" ", spelling) for spelling in folded))
        return self._text

    def holds(self, words: Iterable[Word]) -> bool:
        """Whether each of the words stands in one of the names."""
        return all(folding.contains(self.text, word) for word in words)

    def rows(self, wanted: "Sequence[Word] | re.Pattern[str]") -> list[int]:
        """The places of the things whose name holds all of this, or fits the pattern."""
        if isinstance(wanted, re.Pattern):
            text = self.text.bare
            return sorted({text.count(BETWEEN_RECORDS, 0, found.start()) for found in wanted.finditer(text)})
        return rows_holding(self.text, wanted)


def matches(words: str, chunks: Iterable[Chunk[Any]], limit: int) -> Iterator[Any]:
    """The things whose names hold all words, at most so many and each once; None in between, to let others go on.

    First comes what is called exactly so, then what begins with the words, what has them as they are, what has words
    that begin with them, what has them for initials, at last what has them anywhere. Equals stand in their order.
    """
    needles = _needles(words)
    if not needles:
        return
    chunks, holding = list(chunks), []
    for chunk in chunks:
        if chunk.holds(needles):
            holding.append(chunk)
        yield None
    seen: set[str] = set()
    for wanted in _levels(needles):
        for chunk in chunks if isinstance(wanted, re.Pattern) else holding:
            for row in chunk.rows(wanted):
                item = chunk.items[row]
                if item.id not in seen:
                    seen.add(item.id)
                    yield item
                    if len(seen) >= limit:
                        return
            yield None


def _needles(words: str) -> list[Word]:
    folded = folding.fold(words)
    bare, spelt = (_BETWEEN_WORDS.sub(" ", spelling).split() for spelling in folded)
    return [Word(*pair) for pair in zip(bare, spelt, strict=True)]


def _levels(needles: Sequence[Word]) -> "Iterator[Sequence[Word] | re.Pattern[str]]":
    """What a name holds, from the best down; each includes those above it but for the initials."""
    phrase = Word(*(" ".join(words) for words in zip(*needles, strict=True)))
    yield [_around(f"{_START} ", phrase, f" {_START}")]
    yield [_around(f"{_START} ", phrase, " ")]
    yield [_around(f"{_START} ", phrase)]
    yield [_around(" ", word, " ") for word in needles]
    yield [_around(" ", word) for word in needles]
    if len(needles) == 1 and len(needles[0].bare) in _INITIALS:
        yield re.compile(_START + "".join(rf" {re.escape(letter)}\w*" for letter in needles[0].bare))
    yield needles


def _around(before: str, word: Word, after: str = "") -> Word:
    return Word(f"{before}{word.bare}{after}", f"{before}{word.spelt}{after}")


class NameIndex:
    """What a plan's phases, partners, measures and goals are called; `follow` gives it a newer plan."""

    def __init__(self, plan: Plan):
        self._groups: dict[str, list[Chunk[Any]]] = {}
        self._aliases: object = None
        self.follow(plan)

    def follow(self, plan: Plan) -> None:
        """Find in this plan from now on; what it has in common with the one before stays folded."""
        self.plan = plan
        old = self._groups
        if plan.rows["alias"] is not self._aliases:
            self._aliases = plan.rows["alias"]
            old = {group: chunks for group, chunks in old.items() if group != "partners"}
        self._groups = {}
        for group, records in _records(plan):
            bounds = [*range(0, len(records), _SIZE), len(records)]
            parts = [records[low:high] for low, high in pairwise(bounds)]
            kept = old.get(group, [])
            self._groups[group] = [
                kept[place] if place < len(kept) and _same(kept[place].items, part) else Chunk(part, self._names)
                for place, part in enumerate(parts)
            ]

    def chunks(self) -> Iterator[Chunk[Any]]:
        """All names in the order in which equals are listed."""
        for chunks in self._groups.values():
            yield from chunks

    def _names(self, record: Record) -> Sequence[str]:
        return names(self.plan, record)


def names(plan: Plan, record: Record) -> Sequence[str]:
    """What a record is called: each is as good as the others to begin with what was typed."""
    match record:
        case Measure():
            return [record.short or "", record.text]
        case Goal():
            return [record.text]
        case Phase():
            return [str(plan.number(record.id)), f"{record.title} Phase"]
        case Partner():
            return [record.name, record.abbreviation or "", *(alias.text for alias in plan.aliases(record.id))]
        case _:
            return []


def _records(plan: Plan) -> Iterator[tuple[str, Sequence[Record]]]:
    yield "phases", plan.phases
    yield "partners", plan.partners
    for phase in plan.phases:
        yield f"measures {phase.id}", plan.measures(phase.id)
    for phase in plan.phases:
        yield f"goals {phase.id}", [entry.goal for entry in goals.entries(plan, phase)]


def _same(some: Sequence[Record], others: Sequence[Record]) -> bool:
    return len(some) == len(others) and all(map(is_, some, others))
