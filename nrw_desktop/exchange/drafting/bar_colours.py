"""Which coloured cells below times are bars, and which only lie behind them: every other row, a column of holidays."""

from collections import Counter
from collections.abc import Mapping

from nrw_desktop.exchange.sources.source import Table
from nrw_desktop.exchange.tables.timelines import Spot, Timeline

_LEAST = 3
"""Rows of which all have a colour in a column, where that is none of bars."""


def bar_colours(table: Table, line: Timeline, owners: Mapping[Spot, Spot]) -> dict[Spot, str]:
    """The colours of bars by their places."""
    found: dict[Spot, str] = {}
    texts = table.texts
    rows = [row for row in line.body if any(texts[row])]
    for row in rows:
        colours = table.colours.get(row, {})
        block = {
            place: colours[place]
            for place in line.columns
            if place in colours and owners.get((row, place), (row, place))[1] in line.columns
        }
        beside = {colours.get(place, "") for place, text in enumerate(texts[row]) if text and place not in line.columns}
        ground = _ground(block, beside, len(line.columns))
        found |= {(row, place): colour for place, colour in block.items() if colour != ground}
    behind = _columns_behind(found, line, len(rows))
    return {spot: colour for spot, colour in found.items() if spot[1] not in behind}


def _ground(block: Mapping[int, str], beside: set[str], width: int) -> str:
    """The colour of a row as a whole, on which its bars lie; empty where it has none."""
    colour = next(iter(beside)) if len(beside) == 1 else ""
    counts = Counter(block.values())
    return colour if colour in counts and len(block) == width else ""


def _columns_behind(found: Mapping[Spot, str], line: Timeline, rows: int) -> set[int]:
    """The columns that have one colour in all rows, which no bar has."""
    by_column: dict[int, list[str]] = {place: [] for place in line.columns}
    for (_, place), colour in found.items():
        by_column[place].append(colour)
    whole = {place for place, colours in by_column.items() if len(colours) == rows >= _LEAST and len(set(colours)) == 1}
    bars = {colour for place, colours in by_column.items() if place not in whole for colour in colours}
    # Where nothing else is coloured, these are the bars.
    return {place for place in whole if bars and by_column[place][0] not in bars}
