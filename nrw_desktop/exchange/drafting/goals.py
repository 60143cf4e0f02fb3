"""The goals of a phase, row by row: in a list, or those of a column below those of the one that leads to them."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

import msgspec

from nrw_desktop.domain.drafts.draft import Place
from nrw_desktop.domain.text.shortening import shortened
from nrw_desktop.exchange.drafting.row_cells import RowCells
from nrw_desktop.exchange.tables.cells import Item, is_nothing
from nrw_desktop.exchange.tables.found import FoundPhase
from nrw_desktop.exchange.tables.headings import folded
from nrw_desktop.exchange.tables.questions import Questions
from nrw_desktop.exchange.tables.sheet import Entry, Row, Sheet

_KINDS = (
    r"leit\w*|ober\w*|haupt\w*|gesamt\w*|richt\w*|dach\w*|fern\w*|übergeordnet\w*|strategisch\w*|allgemein\w*",
    r"wirkungs?\w*|rahmen\w*|programm\w*",
    r"ziel(?:e|en|setzung(?:en)?|stellung(?:en)?)?|projekt\w*",
    r"mittler\w*|mittel\w*|zwischen\w*|bereichs?\w*|etappen\w*|meilenstein\w*",
    r"teil\w*|sub\w*",
    r"handlungs?\w*|unter\w*|fein\w*|detail\w*|einzel\w*|operativ\w*|konkret\w*|leistungs?\w*|maßnahmen?\w*|nah\w*",
)
"""Kinds of goals from the highest to the lowest, by how their words begin."""
_NO_KIND = 2
"""That of a plain „Ziel“."""
_RANKS = [re.compile(kind, re.I) for kind in _KINDS]
_OF_GOALS = re.compile(r"ziel", re.I)
_BELOW, _BESIDE, _EACH, _LAST = "below", "beside", "each", "last"


class _Node(msgspec.Struct):
    """A goal, where it stands, and those below it."""

    item: Item
    place: Place
    below: list["_Node"] = msgspec.field(default_factory=list)


class Goals:
    """Takes the goals of one table.

    ``is_said`` tells of a cell that reaches down whether that is said already, ``items`` divides cells.
    """

    def __init__(
        self,
        part: str,
        sheet: Sheet,
        fields: Sequence[str],
        cells: RowCells,
        questions: Questions,
        is_said: Callable[[Entry, Row], bool],
        items: Callable[[Entry], list[Item]],
    ):
        self._part, self._cells, self._questions = part, cells, questions
        self._is_said, self._items = is_said, items
        heads = {number: sheet.columns[number].words for number, field in enumerate(fields) if field == "goals"}
        self._levels = self._levels_of(heads)
        """How deep the goals of each column stand, from 0; empty where they are one list."""
        self._known: set[str] = set()
        self._top: list[_Node] = []
        self._open: dict[int, list[_Node]] = {}
        """The goals of each level that the next ones may stand below."""

    def begin(self, phase: FoundPhase) -> None:
        """Begin with a phase, which may have some from a table before."""
        self._known = {folded(item.text) for item in phase.goals}
        self._top, self._open = [], {}
        for item, place in zip(phase.goals, phase.goal_places, strict=True) if self._levels else ():
            above = self._open.get(item.depth - 1)
            node = _Node(item, place)
            (above[-1].below if above else self._top).append(node)
            self._open = {level: nodes for level, nodes in self._open.items() if level < item.depth}
            self._open[item.depth] = [node]

    def take(self, phase: FoundPhase, row: Row, rows: int) -> list[str]:
        """Take the goals of one of so many rows; those beside its measures that stand not beside all of the phase."""
        if self._levels:
            return self._take_nested(row, rows)
        beside: list[str] = []
        for entry in self._cells.all(row, "goals"):
            found = [] if is_nothing(entry.lines) else self._items(entry)
            if rows > 1 and entry.rows < rows:
                beside += [item.text for item in found if not item.depth]
            if not self._is_said(entry, row):
                phase.add_goals(found, [self._cells.place(entry)] * len(found), self._known)
        return beside

    def end(self, phase: FoundPhase) -> None:
        """End with a phase, which has all its goals then."""
        if self._levels:
            found = list(_flat(self._top, 0))
            phase.goals, phase.goal_places = [item for item, _ in found], [place for _, place in found]

    # Inside

    def _levels_of(self, heads: dict[int, str]) -> dict[int, int]:
        """How deep each column stands by its words, as it is answered where these do not go down from left to right."""
        ranks = {number: _rank(words) for number, words in heads.items()}
        if len({rank for rank in ranks.values() if rank is not None}) < 2:
            return {}
        by_place = {number: level for level, number in enumerate(heads)}
        if None in ranks.values():
            levels = by_place
        else:
            order = sorted({rank for rank in ranks.values() if rank is not None})
            levels = {number: order.index(rank) for number, rank in ranks.items() if rank is not None}
            if all(one <= other for one, other in pairwise(levels.values())):
                return levels
        named = "“, „".join(heads[number] for number in sorted(heads, key=levels.__getitem__))
        answer = self._questions.ask(
            f"{self._part}, Ebenen der Ziele",
            Place(self._part, 0, min(heads) + 1),
            " | ".join(heads.values()),
            f"Ziele stehen in {len(heads)} Spalten: „{named}“. Steht jede unter der davor?",
            {_BELOW: "ja, in dieser Reihenfolge untereinander", _BESIDE: "nein, in einer Liste"},
        )
        return levels if answer == _BELOW else {}

    def _take_nested(self, row: Row, rows: int) -> list[str]:
        beside: list[str] = []
        # What the cell of another column calls a goal leads to others, and stands below none.
        parts = self._cells.parts(row)
        entries = [(self._levels.get(number, 0), entry) for field, number, entry in parts if field == "goals"]
        for level, entry in sorted(entries, key=lambda one: one[0]):
            found = [] if is_nothing(entry.lines) else self._items(entry)
            if rows > 1 and entry.rows < rows:
                beside += [item.text for item in found if not item.depth]
            if found and not self._is_said(entry, row):
                self._put(level, found, self._cells.place(entry))
        return beside

    def _put(self, level: int, found: Sequence[Item], place: Place) -> None:
        """Take the goals of a cell, each once below the same one."""
        under = next((self._open[above] for above in range(level - 1, -1, -1) if self._open.get(above)), [])
        answer = self._asked(under, found, place) if len(under) > 1 else _LAST
        if answer == _EACH:
            each = iter(under)
            targets = [self._top if item.depth else next(each).below for item in found]
        else:
            beside = _list_with(under[-1], self._top) if under and answer == _BESIDE else None
            targets = [beside or (under[-1].below if under else self._top)] * len(found)
        tops: list[_Node] = []
        above: list[_Node] = []
        for item, target in zip(found, targets, strict=True):
            depth = min(item.depth, len(above))
            siblings = above[depth - 1].below if depth else target
            key = folded(item.text)
            node = next((one for one in siblings if folded(one.item.text) == key), None)
            if node is None:
                node = _Node(item, place)
                siblings.append(node)
            above = [*above[:depth], node]
            tops += [] if depth else [node]
        if list(map(id, tops)) != list(map(id, self._open.get(level, ()))):
            self._open = {other: nodes for other, nodes in self._open.items() if other < level}
            self._open[level] = tops

    def _asked(self, under: Sequence[_Node], found: Sequence[Item], place: Place) -> str:
        """Below which of several goals in one cell those at its right stand."""
        tops = sum(not item.depth for item in found)
        choices = {
            _BESIDE: "unter keinem davon, sondern daneben",
            _LAST: f"alle unter „{shortened(under[-1].item.text)}“",
        }
        if tops == len(under):
            choices = {_EACH: "der Reihe nach jedes unter einem"} | choices
        return self._questions.ask(
            f"{place.said}, Ebenen",
            place,
            found[0].text,
            f"Links von „{shortened(found[0].text)}“ stehen {len(under)} Ziele in einer Zelle. Wo gehört das hin?",
            choices,
        )


def _rank(words: str) -> int | None:
    """Which kind of goals a head names, from the highest; None for one that is not known."""
    parts = [part for part in re.split(r"[^\w]+", words) if part]
    found = [rank for part in parts for rank, kind in enumerate(_RANKS) if kind.fullmatch(part)]
    kinds = [rank for rank in found if rank != _NO_KIND]
    if kinds:
        return kinds[-1]
    return _NO_KIND if found or not any(map(_OF_GOALS.search, parts)) else None


def _list_with(node: _Node, nodes: list[_Node]) -> list[_Node] | None:
    """The list that a goal stands in."""
    if any(one is node for one in nodes):
        return nodes
    return next((found for one in nodes if (found := _list_with(node, one.below)) is not None), None)


def _flat(nodes: Sequence[_Node], depth: int) -> "list[tuple[Item, Place]]":
    found: list[tuple[Item, Place]] = []
    for node in nodes:
        found.append((msgspec.structs.replace(node.item, depth=depth), node.place))
        found += _flat(node.below, depth + 1)
    return found
