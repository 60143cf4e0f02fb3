"""The kinds of values that fields hold: how each is received, read, shown, sorted and bounded; a field names its kind.

Stored are texts, whole numbers or nothing: months as ``YYYY-MM``, dates as ISO dates, money in whole cents.
"""

import re
from collections.abc import Callable
from typing import Any

import msgspec

from nrw_desktop.domain.text import gate
from nrw_desktop.domain.text.collation import number_key, sort_key
from nrw_desktop.domain.text.months import FIRST_YEAR, LAST_YEAR, numeric, parse_month
from nrw_desktop.domain.text.numbers import grouped
from nrw_desktop.domain.text.values import (
    FARTHEST,
    MOST_CENTS,
    MOST_PEOPLE,
    checked_mail,
    euros,
    german_date,
    is_iso_date,
    parse_date,
    parse_euros,
    parse_number,
)

_LONGEST_CODE = 200

STEPS = 7
"""Of the logic of effects: 1 to 3 output, 4 to 6 outcome, 7 impact."""


class Kind(msgspec.Struct, frozen=True):
    """One kind of values.

    ``receive`` is the gate that a text goes through first, ``read`` makes of it what is stored (None: it is stored as
    it is) and raises `PlanError` where it cannot be, ``show`` and ``sort`` make of a stored value what people read and
    what lists are sorted by. ``typed`` is a number as it could have been typed. ``low`` and ``high`` bound numbers,
    ``holds`` says whether a stored text is one of the kind. ``is_text`` are words of people's own.
    """

    name: str
    receive: Callable[[str], str] = gate.received
    read: Callable[[str], str | int | None] | None = None
    show: Callable[[Any], str] = str
    sort: Callable[[Any], str] = sort_key
    typed: Callable[[int], str] = str
    is_number: bool = False
    is_text: bool = False
    low: int = 0
    high: int = 0
    holds: Callable[[str], bool] | None = None
    broken: str = ""
    """What is said of a text that is none of the kind; ``{value}`` and ``{field}`` stand for it and its field."""


def _number(name: str, what: str, low: int, high: int, show: Callable[[Any], str] = str) -> Kind:
    def read(text: str) -> int | None:
        return parse_number(text, what, low, high)

    return Kind(name, read=read, show=show, sort=number_key, is_number=True, low=low, high=high)


def _to_the_letter(text: str) -> str:
    return text if text.strip() else ""


def _lines(text: str) -> str:
    return gate.received(text, lines=True)


def _is_month(text: str) -> bool:
    return re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", text, re.ASCII) is not None


def _is_code(text: str) -> bool:
    return 0 < len(text) <= _LONGEST_CODE and str.isprintable(text)


TEXT = Kind("text", _lines, is_text=True)
"""Words in several lines."""
LINE = Kind("line", is_text=True)
"""Words in one line."""
LETTERS = Kind("letters", _to_the_letter, is_text=True)
"""A text whose blanks at the ends count."""
ADDRESS = Kind("address", gate.address, is_text=True)
"""The path of a file, or an address in the web."""
MAIL = Kind("mail", read=checked_mail, is_text=True)
"""A mail address."""
MONTH = Kind(
    "month",
    read=parse_month,
    show=numeric,
    # Written so that their order is that of time, as dates are.
    sort=str,
    holds=_is_month,
    broken="„{value}“ unter „{field}“ ist kein Monat.",
)
DAY = _number("day", "einen Tag von 1 bis 31", 1, 31)
"""A day of the month that another field names."""
DATE = Kind(
    "date",
    read=parse_date,
    show=german_date,
    sort=str,
    holds=is_iso_date,
    broken="„{value}“ unter „{field}“ ist kein Datum.",
)
CENTS = Kind(
    "cents",
    read=parse_euros,
    show=euros,
    sort=number_key,
    typed=euros,
    is_number=True,
    low=-MOST_CENTS,
    high=MOST_CENTS,
)
YEAR = _number("year", f"ein Jahr von {FIRST_YEAR} bis {LAST_YEAR}", FIRST_YEAR, LAST_YEAR)
LENIENT_YEAR = msgspec.structs.replace(YEAR, low=0)
"""A year of which an older file may hold any, and nothing, which is 0; one that is typed has the same bounds."""
COUNT = _number("count", f"eine Zahl von 0 bis {grouped(MOST_PEOPLE)}", 0, MOST_PEOPLE, grouped)
"""So many people."""
STEP = _number("step", f"eine Stufe von 1 bis {STEPS}", 1, STEPS)
OFFSET = _number("offset", f"eine Zahl von Monaten bis {grouped(FARTHEST)}", -FARTHEST, FARTHEST)
"""A distance in months."""
FLAG = msgspec.structs.replace(_number("flag", "ja oder nein", 0, 1), show=lambda value: "ja" if value else "nein")
CHOICE = Kind("choice")
"""The code of one of the words that its field lists."""
CODE = Kind("code", _to_the_letter, holds=_is_code, broken="Unter „{field}“ steht nicht, was dort stehen kann.")
"""What the program itself names something by; a newer one may know more of them than the field lists."""
REFERENCE = Kind("reference", _to_the_letter)
"""The id of another record."""
KEY = Kind("key", _to_the_letter)
"""What the program itself makes: ids and order keys."""
