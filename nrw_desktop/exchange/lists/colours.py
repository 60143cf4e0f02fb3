"""Cells that say something by their colour alone, as bars below months do: these are handed on, others told of."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import partial

from nrw_desktop.domain.text.time_heads import Unit, row_of_times
from nrw_desktop.exchange.lists.cells import Spot

_LETTERS = 26
_UNITS: Sequence[Unit] = ("month", "week")
_HEADS, _MOST_BELOW = 60, 40_000
"""Rows in which times are looked for, and coloured cells that are handed on."""
_MOST = 1_000_000
"""Rows with colours times merged cells; beyond it nobody looks at colours."""


def telling(
    texts: Sequence[Sequence[str]], colours: Mapping[Spot, str], merged: Sequence[tuple[Spot, Spot]]
) -> list[Spot]:
    """The empty cells with a colour that their row and their column do not have all over, as in every other row."""
    by_row: defaultdict[int, set[int]] = defaultdict(set)
    for row, place in colours:
        is_empty = row < len(texts) and not (place < len(texts[row]) and texts[row][place])
        if is_empty and any(texts[row]):
            by_row[row].add(place)
    if len(by_row) * len(merged) > _MOST:
        return []
    # What lies under a merged cell is a part of it.
    for (top, start), (bottom, end) in merged:
        for row in (row for row in by_row if top <= row <= bottom):
            by_row[row] -= {place for place in by_row[row] if start <= place <= end}
    filled = [row for row, cells in enumerate(texts) if any(cells)]
    all_over = {place for place in set().union(*by_row.values()) if _is_all_over(place, filled, colours)}
    found = []
    for row, places in sorted(by_row.items()):
        of_texts = {colours.get((row, place), "") for place, text in enumerate(texts[row]) if text}
        found += [
            (row, place) for place in sorted(places) if place not in all_over and of_texts != {colours[row, place]}
        ]
    return found


def below_times(texts: Sequence[Sequence[str]], colours: Mapping[Spot, str]) -> dict[int, dict[int, str]]:
    """The colours of all cells by rows and columns, where some stand below times; else none."""
    if not colours or len(colours) > _MOST_BELOW:
        return {}
    rows = enumerate(texts[:_HEADS])
    first = next((number for number, row in rows if any(map(partial(row_of_times, row), _UNITS))), len(texts))
    found: dict[int, dict[int, str]] = {}
    for (row, place), colour in sorted(colours.items()):
        if first < row < len(texts):
            found.setdefault(row, {})[place] = colour
    return found


def _is_all_over(place: int, rows: Collection[int], colours: Mapping[Spot, str]) -> bool:
    """Whether a column has one colour in all rows that hold something, but perhaps the one of its head."""
    return len({colours.get((row, place), "") for row in list(rows)[1:]}) == 1 and len(rows) > 2


def name_of(spot: Spot) -> str:
    """What a sheet calls a cell: „B3“."""
    row, column = spot
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row + 1}"
