"""Values of sheets as a person would type them, and rows of them as a table."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence

from nrw_desktop.exchange.sources.limits import LONGEST_EXAMPLE, MOST_CELLS, MOST_COLUMNS, MOST_EXAMPLES, too_much
from nrw_desktop.exchange.sources.source import Left, Table, TextRows

_DAYS = frozenset({dt.date, dt.datetime})


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


def typed_rows(rows: Sequence[Sequence[object]], months: Collection[tuple[int, int]]) -> list[list[str]]:
    """The values of rows as texts; ``months`` are the places, counted from 0, where a day is shown as its month."""
    # The same days and numbers come again and again. Each kind by itself, since True is 1 among the keys of a dict.
    known: dict[type, dict[object, str]] = {}
    found = []
    for number, row in enumerate(rows):
        texts: list[str] = []
        for place, value in enumerate(row):
            if isinstance(value, str):
                texts.append(value)
                continue
            kind = value.__class__
            if months and kind in _DAYS and (number, place) in months:
                texts.append(typed(value, True))
                continue
            said = known.setdefault(kind, {})
            text = said.get(value)
            if text is None:
                text = said[value] = typed(value)
            texts.append(text)
        found.append(texts)
    return found


def table(name: str, rows: Iterable[Sequence[str]]) -> Table:
    """A table of these texts, without empty rows and columns around them.

    Raises:
        SourceError: it is larger than is read.
    """
    kept = [tuple(row) for row in rows]
    while kept and not any(kept[-1]):
        kept.pop()
    width = max(map(len, kept), default=0)
    while width and not any(row[width - 1] for row in kept if len(row) >= width):
        width -= 1
    if width > MOST_COLUMNS:
        raise too_much("Spalten", MOST_COLUMNS)
    if width * len(kept) > MOST_CELLS:
        raise too_much("Zellen", MOST_CELLS)
    rest = ("",) * width
    return Table(TextRows([row if len(row) == width else (row + rest)[:width] for row in kept]), name)


def left(kind: str, found: Sequence[str]) -> list[Left]:
    """What was left out, with a few examples; nothing where there is none."""
    examples = tuple(" ".join(one.split())[:LONGEST_EXAMPLE] for one in found[:MOST_EXAMPLES] if one.strip())
    return [Left(kind, len(found), examples)] if found else []
