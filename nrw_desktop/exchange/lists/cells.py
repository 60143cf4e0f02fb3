"""Values of sheets as a person would type them, and rows of them as a table."""

import datetime as dt
from collections.abc import Iterable, Sequence

from nrw_desktop.exchange.sources.limits import LONGEST_EXAMPLE, MOST_CELLS, MOST_COLUMNS, MOST_EXAMPLES, too_much
from nrw_desktop.exchange.sources.source import Cell, Left, Line, Table

_EMPTY = Cell()


def typed(value: object, is_month: bool = False) -> str:
    """A value as text: days as 14.11.2018, where only ``is_month`` is shown as 11/2018, numbers with a comma."""
    match value:
        case None:
            return ""
        case bool():
            return "ja" if value else "nein"
        case dt.datetime() if value.time() != dt.time():
            return f"{value:%d.%m.%Y %H:%M}"
        case dt.date():
            return f"{value:%m/%Y}" if is_month else f"{value:%d.%m.%Y}"
        case dt.time():
            return f"{value:%H:%M}"
        case dt.timedelta():
            return str(value)
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case float():
            return f"{value:.10g}".replace(".", ",")
    return str(value)


def table(name: str, rows: Iterable[Sequence[str]]) -> Table:
    """A table of these texts, without empty rows and columns around them.

    Raises:
        SourceError: it is larger than is read.
    """
    kept = [list(row) for row in rows]
    while kept and not any(kept[-1]):
        kept.pop()
    width = max((place for row in kept for place, text in enumerate(row, 1) if text), default=0)
    if width > MOST_COLUMNS:
        raise too_much("Spalten", MOST_COLUMNS)
    if width * len(kept) > MOST_CELLS:
        raise too_much("Zellen", MOST_CELLS)
    return Table(tuple(tuple(map(_cell, [*row[:width], *[""] * (width - len(row))])) for row in kept), name)


def _cell(text: str) -> Cell:
    return Cell(tuple(map(Line, text.split("\n")))) if text else _EMPTY


def left(kind: str, found: Sequence[str]) -> list[Left]:
    """What was left out, with a few examples; nothing where there is none."""
    examples = tuple(" ".join(one.split())[:LONGEST_EXAMPLE] for one in found[:MOST_EXAMPLES] if one.strip())
    return [Left(kind, len(found), examples)] if found else []
