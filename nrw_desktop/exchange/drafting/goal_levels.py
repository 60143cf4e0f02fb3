"""Goals that stand in several columns, one kind below the other: „Leitziel“, „Mittlerziel“, „Handlungsziel“."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from msgspec import structs

from nrw_desktop.domain.drafts.draft import Place
from nrw_desktop.exchange.tables.cells import Item
from nrw_desktop.exchange.tables.found import FoundPhase
from nrw_desktop.exchange.tables.headings import folded
from nrw_desktop.exchange.tables.sheet import Sheet

_RANKS = (
    ("leit", "ober", "haupt", "gesamt", "global", "uber", "vision", "strategisch"),
    ("mittler", "rahmen", "schwerpunkt", "projekt"),
    ("teil", "handlungs", "unter", "detail", "fein", "massnahmen", "operativ", "konkret", "smart"),
)
"""How the words of such heads begin, from the widest goals to the nearest."""


def levels(sheet: Sheet, fields: Sequence[str]) -> Mapping[int, int]:
    """How deep the goals of each column stand, by its number from 1; empty where the heads do not say it."""
    places = [place for place, field in enumerate(fields) if field == "goals"]
    if len(places) < 2 or sheet.is_turned:
        return {}
    ranks = [rank for place in places if (rank := _rank(sheet.columns[place].words)) is not None]
    if len(ranks) < len(places) or any(one >= other for one, other in pairwise(ranks)):
        return {}
    return {sheet.columns[place].number: depth for depth, place in enumerate(places)}


def _rank(words: str) -> int | None:
    text = folded(words)
    for rank, begins in enumerate(_RANKS):
        if any(text.startswith(one) for one in begins):
            return rank
    return 1 if text.startswith(("ziel", "zielsetzung")) and not any(map(str.isdigit, text)) else None


def put(phase: FoundPhase, items: Sequence[Item], place: Place, above: Sequence[str], known: set[str]) -> None:
    """Take goals of a cell that are not there yet, below the last of those ``above`` that stand beside it.

    ``known`` are those that the phase has, for comparing, each with what it stands below.
    """
    depth = len(above)
    lead = "".join(f"{folded(text)}\0" for text in above)
    keys = [f"{lead}{folded(item.text)}" for item in items]
    if all(key in known for key in keys):
        return
    pairs = zip(items, keys, strict=True)
    new = [item for item, key in pairs if item.depth or key not in known or len(items) > 1]
    known.update(keys)
    at = _end_below(phase.goals, above)
    phase.goals[at:at] = [structs.replace(item, depth=item.depth + depth) for item in new] if depth else new
    phase.goal_places[at:at] = [place] * len(new)


def _end_below(goals: Sequence[Item], above: Sequence[str]) -> int:
    """Behind the last goal that stands below these, each below the one before it; behind all where there is none."""
    start, end = 0, len(goals)
    for depth, text in enumerate(above):
        key, places = folded(text), range(start, end)
        at = next((at for at in places if goals[at].depth == depth and folded(goals[at].text) == key), None)
        if at is None:
            return end
        start = at + 1
        end = next((other for other in range(start, end) if goals[other].depth <= depth), end)
    return end
