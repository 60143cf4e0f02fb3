"""Which coloured cells below times are bars, and which only lie behind them: every other row, a column of holidays."""

from collections.abc import Mapping
from typing import NamedTuple

from nrw_desktop.domain.text.shortening import shortened
from nrw_desktop.exchange.sources.source import Table
from nrw_desktop.exchange.tables.timelines import Spot, Timeline

_LEAST, _MOST = 3, 0.6
"""Rows, and the part of them that has a colour in a column, where that is none of bars."""


class BarColours(NamedTuple):
    """The colours of bars by their places, and what is said of colours that were not taken for bars."""

    spots: Mapping[Spot, str]
    remarks: list[str]


class _Row(NamedTuple):
    """The colours of a row below times, and those of its words."""

    block: Mapping[int, str]
    words: set[str]

    def is_whole(self, line: Timeline) -> bool:
        """Whether the row has the colour of its words from one end to the other."""
        return len(self.block) == len(line.columns) and len(self.words) == 1 and self.words <= {*self.block.values()}


def bar_colours(table: Table, line: Timeline, owners: Mapping[Spot, Spot]) -> BarColours:
    """Those of a timeline."""
    texts = table.texts
    rows = {row: _row(table, line, owners, row) for row in line.body if any(texts[row])}
    # Where the words have the colours of their bars, a bar may go from one end to the other.
    are_alike = any(one.words & {*one.block.values()} and not one.is_whole(line) for one in rows.values())
    found: dict[Spot, str] = {}
    whole: list[int] = []
    for row, one in rows.items():
        is_ground = one.is_whole(line) and (not are_alike or len({*one.block.values()}) > 1)
        ground = one.words if is_ground else set()
        found |= {(row, place): colour for place, colour in one.block.items() if colour not in ground}
        whole += [row] if is_ground and {*one.block.values()} == one.words else []
    behind = _columns_behind(found, len(rows))
    spots = {spot: colour for spot, colour in found.items() if (spot[1], colour) not in behind}
    remarks = [_said(table, next(filter(None, texts[row])), "ganz gefärbt") for row in whole if spots]
    for place, _ in sorted(behind):
        heads = (texts[row][place] for row in reversed(line.head))
        remarks.append(_said(table, next(filter(None, heads), ""), "in fast allen Zeilen gleich gefärbt"))
    return BarColours(spots, remarks)


def _row(table: Table, line: Timeline, owners: Mapping[Spot, Spot], row: int) -> _Row:
    colours, texts = table.colours.get(row, {}), table.texts[row]
    inside = [place for place in line.columns if owners.get((row, place), (row, place))[1] in line.columns]
    words = {colours.get(place, "") for place, text in enumerate(texts) if text and place not in line.columns}
    return _Row({place: colours[place] for place in inside if place in colours}, words)


def _columns_behind(found: Mapping[Spot, str], rows: int) -> set[tuple[int, str]]:
    """The columns, each with the colour that it has in nearly all rows and no others have: today, holidays."""
    counts: dict[str, dict[int, int]] = {}
    for (_, place), colour in found.items():
        counts.setdefault(colour, {})[place] = counts.get(colour, {}).get(place, 0) + 1
    behind = {
        colour: places
        for colour, places in counts.items()
        if rows >= _LEAST and all(count >= max(_MOST * rows, 2) for count in places.values())
    }
    # Where nothing else is coloured, these are the bars.
    if len(behind) == len(counts):
        return set()
    return {(place, colour) for colour, places in behind.items() for place in places}


def _said(table: Table, words: str, how: str) -> str:
    return f"In {table.name} ist „{shortened(words)}“ {how}; das zählt nicht als Balken. Bitte prüfen."
