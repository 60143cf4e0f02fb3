"""What cells of a workbook show beside their values, and what number formats make of a day."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from nrw_desktop.exchange.lists.asides import Asides
from nrw_desktop.exchange.lists.cells import Spot

_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\[\]]*\]|_.|\*.')
PERCENT_FORMATS = frozenset({9, 10})
"""Of the formats that Excel knows by number: „0%“ and „0.00%“."""
MONTH_FORMATS = frozenset({17})
"""Of the formats that Excel knows by number: „mmm-yy“."""


class Seen(NamedTuple):
    """What a sheet tells: hidden rows, what cells show beside their values, the levels of rows in groups."""

    hidden: frozenset[int]
    months: frozenset[Spot]
    percents: frozenset[Spot]
    errors: list[str]
    asides: Asides = Asides()
    colours: Mapping[Spot, str] = {}
    struck: frozenset[Spot] = frozenset()
    years: frozenset[Spot] = frozenset()
    indents: Mapping[Spot, int] = {}
    levels: Mapping[int, int] = {}


def shows_year(code: str) -> bool:
    """Whether a number format shows a year, and nothing else of a day."""
    bare = _QUOTED.sub("", code).casefold()
    return bool(re.fullmatch(r"[yj]+", bare.strip()))


def shows_month(code: str) -> bool:
    """Whether a number format shows a month, with its year or without, and no day."""
    bare = _QUOTED.sub("", code).casefold()
    return "m" in bare and not any(letter in bare for letter in "dths0#:")
