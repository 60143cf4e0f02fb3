"""Indents of a sheet, of cells and of rows in groups, as blanks before the text: by these a list shows its levels."""

from collections import defaultdict
from collections.abc import Mapping

from nrw_desktop.exchange.lists.cells import Spot

_BLANKS = "   "


def indent(texts: list[list[str]], cells: Mapping[Spot, int], rows: Mapping[int, int]) -> None:
    """Put blanks before the first text of each row that is indented, where others in its column are not.

    ``cells`` are the indents of cells, ``rows`` the levels of rows that stand in groups.
    """
    levels: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for number, row in enumerate(texts[1:], 1):
        place = next((place for place, text in enumerate(row) if text), None)
        if place is not None:
            levels[place][number] = max(cells.get((number, place), 0), rows.get(number, 0))
    for place, found in levels.items():
        least = min(found.values())
        for number, level in found.items():
            if level > least and not texts[number][place][:1].isspace():
                texts[number][place] = _BLANKS * (level - least) + texts[number][place]
