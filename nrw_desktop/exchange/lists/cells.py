"""Values of sheets as a person would type them, and rows of them as a table."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import islice

from msgspec import structs

from nrw_desktop.exchange.marks import ID_HEAD
from nrw_desktop.exchange.sources.limits import (
    LONGEST_EXAMPLE,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_EXAMPLES,
    SourceError,
    too_much,
)
from nrw_desktop.exchange.sources.source import Cell, Left, Table, TextRows

HEAD_ROWS = 12
"""Rows with something in them, among which the heads of a list of ours are: lines may have been put above."""
_DAYS = frozenset({dt.date, dt.datetime})
Spot = tuple[int, int]
"""Row and column of a cell, counted from 0."""


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
            minutes = round(value.total_seconds() / 60)
            return f"{minutes // 60}:{minutes % 60:02}"
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case float():
            text = f"{value:.10g}"
            return (f"{value:.10f}".rstrip("0").rstrip(".") if "e-" in text else text).replace(".", ",")
    return str(value)


def typed_rows(rows: Sequence[Sequence[object]], months: Collection[Spot]) -> list[list[str]]:
    """The values of rows as texts; ``months`` are the places, counted from 0, where a day is shown as its month."""
    # The same days and numbers come again and again. Each kind by itself, since True is 1 among the keys of a dict.
    known: defaultdict[type, dict[object, str]] = defaultdict(dict)

    def text(value: object) -> str:
        said = known[value.__class__]
        found = said.get(value)
        if found is None:
            found = said[value] = typed(value)
        return found

    found = [[value if value.__class__ is str else text(value) for value in row] for row in rows]
    shown: dict[object, str] = {}
    for number, place in months:
        if number < len(rows) and place < len(rows[number]) and (value := rows[number][place]).__class__ in _DAYS:
            found[number][place] = shown.get(value) or shown.setdefault(value, typed(value, True))
    return found


def is_ours(rows: Sequence[Sequence[str]]) -> bool:
    """Whether rows are a list of ours, above whose heads somebody may have put lines."""
    filled = islice((row for row in rows if any(row)), HEAD_ROWS)
    return any(ID_HEAD in map(str.strip, row) for row in filled)


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


def seen_part(
    texts: Sequence[list[str]], first: Spot, last: Spot, hidden: tuple[Collection[int], Collection[int]]
) -> tuple[Spot, Spot]:
    """The part of a merged cell that is seen where rows and columns are ``hidden``: its text moves into it."""
    (top, start), (bottom, end) = first, last
    row = next((number for number in range(top, min(bottom + 1, len(texts))) if number not in hidden[0]), top)
    column = next((place for place in range(start, min(end + 1, MOST_COLUMNS)) if place not in hidden[1]), start)
    if (row, column) != first and top < len(texts) and start < len(texts[top]):
        text, texts[top][start] = texts[top][start], ""
        texts[row] += [""] * (column + 1 - len(texts[row]))
        texts[row][column] = text
    return (row, column), last


def without_columns(texts: Sequence[list[str]], hidden: Collection[int]) -> list[str]:
    """Empty these columns; what stood in those that were not empty yet, one text for each."""
    found = []
    for place in sorted(hidden):
        held = [row[place] for row in texts if place < len(row) and row[place]]
        found += [" ".join(held)] if held else []
        for row in texts:
            if place < len(row):
                row[place] = ""
    return found


def dressed(
    bare: Table, merged: Collection[tuple[Spot, Spot]], notes: Mapping[Spot, str], counts: Mapping[str, list[str]]
) -> Table:
    """A table with its merged cells, each from the first to the last of the cells it covers, and its notes.

    A note at an empty cell is one at the next filled one before it in the row, as it is seen. Notes of empty rows, and
    texts under merged cells, are added to the ``counts`` of what is left out, by their kinds.
    """
    if not merged and not notes:
        return bare
    rows: dict[int, list[Cell]] = {}

    def row_of(number: int) -> list[Cell]:
        return rows.setdefault(number, list(bare.rows[number]))

    for (top, start), (bottom, end) in merged:
        if top >= len(bare.rows) or start >= bare.width:
            continue
        bottom, end = min(bottom, len(bare.rows) - 1), min(end, bare.width - 1)
        for number in range(top, bottom + 1):
            texts = bare.texts[number][start : end + 1]
            counts["hidden"].extend(filter(None, texts[1:] if number == top else texts))
            row_of(number)[start : end + 1] = [Cell(is_covered=True)] * (end + 1 - start)
        rows[top][start] = structs.replace(bare.rows[top][start], rows=bottom - top + 1, columns=end - start + 1)
    for (number, place), note in sorted(notes.items()):
        row = row_of(number) if number < len(bare.rows) else []
        filled = [at for at in range(min(place, len(row) - 1), -1, -1) if row[at].lines]
        filled += [at for at, cell in enumerate(row) if cell.lines]
        if not filled:
            counts["comment"].append(note)
            continue
        cell = row[filled[0]]
        last = cell.lines[-1]
        lines = (*cell.lines[:-1], structs.replace(last, notes=(*last.notes, *note.split("\n"))))
        row[filled[0]] = structs.replace(cell, lines=lines)
    seen = list(bare.texts)
    for number, row in rows.items():
        seen[number] = tuple("\n".join(line.text for line in cell.lines) for cell in row)
    return structs.replace(bare, rows=TextRows(seen, {number: tuple(row) for number, row in rows.items()}))


def nothing_seen(hidden: Sequence[str]) -> SourceError:
    """That nothing stands on any sheet that is seen; ``hidden`` are the names of the others."""
    named = f" Verborgen: {', '.join(f'„{name}“' for name in hidden[:MOST_EXAMPLES])}." if hidden else ""
    seen = "In der Datei steht keine Tabelle; was an Blättern zu sehen ist, ist leer."
    return SourceError(f"{seen}{named} Bitte prüfen, ob es die richtige Datei ist.")


def left(kind: str, found: Sequence[str]) -> list[Left]:
    """What was left out, with a few examples; nothing where there is none."""
    examples = tuple(" ".join(one.split())[:LONGEST_EXAMPLE] for one in found[:MOST_EXAMPLES] if one.strip())
    return [Left(kind, len(found), examples)] if found else []
