"""Cells that say something by their colour alone, as bars below months do: a colour is not read, but told of."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from nrw_desktop.exchange.lists.cells import Spot

_LETTERS = 26


def telling(
    texts: Sequence[Sequence[str]], colours: Mapping[Spot, str], merged: Iterable[tuple[Spot, Spot]]
) -> list[Spot]:
    """The empty cells with a colour that their row and their column do not have all over, as in every other row."""
    covered = {
        (row, place)
        for (top, start), (bottom, end) in merged
        for row in range(top, min(bottom + 1, len(texts)))
        for place in range(start, end + 1)
    }
    by_row: defaultdict[int, list[int]] = defaultdict(list)
    for row, place in colours:
        is_empty = row < len(texts) and not (place < len(texts[row]) and texts[row][place])
        if is_empty and any(texts[row]) and (row, place) not in covered:
            by_row[row].append(place)
    filled = [row for row, cells in enumerate(texts) if any(cells)]
    found = []
    for row, places in sorted(by_row.items()):
        of_texts = {colours.get((row, place), "") for place, text in enumerate(texts[row]) if text}
        found += [
            (row, place)
            for place in sorted(places)
            if of_texts != {colours[row, place]} and not _is_all_over(place, filled, colours)
        ]
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
