"""Times that stand side by side over the columns of a sheet, below which cells are marked: where they are, and when."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from nrw_desktop.domain.text.time_heads import TimeHead, Unit, row_of_times, with_years, year_in
from nrw_desktop.exchange.sources.source import Table, TextRows
from nrw_desktop.exchange.tables.headings import heading

_LOOKED_AT = 300
"""Rows in which heads are looked for; of a sheet whose years stand one below the other there are several."""
_MOST_ABOVE = 3
_FINER: Mapping[str, Unit] = {"year": "month", "month": "week"}
_SHORTEST, _LEAST = 3, 0.5
"""Letters of a number below a month, and how many of the columns have one."""
_WEEKS = frozenset({"KW", "Kalenderwoche", "Kalenderwochen", "Woche", "Wochen"})
_UNITS = _WEEKS | {"", "Monat", "Monate", "Quartal", "Quartale", "Halbjahr", "Jahr", "Jahre"}
"""What may stand beside times, to say what they are."""
_WORD = re.compile(r"[^\W\d_]{4}")
Spot = tuple[int, int]


class Timeline(NamedTuple):
    """Times over columns: the rows of their heads, the time of each column, and the rows below them.

    ``is_dated`` says that their years are known; else these count from 0.
    """

    head: range
    columns: Mapping[int, TimeHead]
    body: range
    is_dated: bool


def timelines(table: Table) -> list[Timeline]:
    """All that a sheet has, from top to bottom."""
    texts = table.texts[:_LOOKED_AT]
    if not any(_times(texts, number) for number in range(len(texts))):
        return []
    owners = owners_of(table)
    found: list[tuple[range, Mapping[int, TimeHead], bool]] = []
    number = 0
    while number < len(texts):
        start = found[-1][0].stop if found else 0
        if not (times := _times(texts, number)) or _has_words_above(texts[start:number], times):
            number += 1
            continue
        last = number
        # The finest of several rows of times says when.
        while last + 1 < len(texts) and (below := _times(texts, last + 1, times)) and len(below) >= len(times):
            last, times = last + 1, below
        head = _head(texts, owners, number, last, times)
        above = ((place, year_in(text)) for row in texts[head.start : last] for place, text in enumerate(row))
        years = {place: year for place, year in above if year}
        columns, is_dated = with_years(times, years)
        if columns:
            found.append((head, _widened(columns, texts, owners, last, head.stop), is_dated))
        number = head.stop
    starts = [*(head.start for head, *_ in found), len(table.texts)]
    return [
        Timeline(head, columns, range(head.stop, end), is_dated)
        for (head, columns, is_dated), end in zip(found, starts[1:], strict=True)
    ]


def _has_words_above(rows: Sequence[Sequence[str]], times: Collection[int]) -> bool:
    """Whether a row above times has other words for them, so that these are what stands below a head."""
    return any(sum(bool(_WORD.search(row[place])) and not year_in(row[place]) for place in times) > 1 for row in rows)


def times_in_groups(table: Table) -> dict[int, dict[int, str]]:
    """The cells of rows above and at times that stand there twice, below „Plan“ and „Ist“, each with both words."""
    texts = table.texts[:_LOOKED_AT]
    for number in range(1, len(texts)):
        times, above = _times(texts, number), texts[number - 1]
        words = {place: above[place] for place in times if above[place]}
        named = {(head.number, head.year) for head in times.values() if head.unit in ("month", "week", "quarter")}
        is_twice = len(times) > _SHORTEST and 0 < len(named) < len(times) and not any(map(heading, words.values()))
        # Below other years they are others.
        years = {year_in(word) for word in words.values()}
        if len(words) > 1 and is_twice and (None in years or len(years) < len(words)):
            group, said = "", {}
            for place in sorted(times):
                group = words.get(place, group)
                said[place] = f"{group} {texts[number][place]}".strip()
            return {number - 1: dict.fromkeys(words, ""), number: said}
    return {}


def names_unit(text: str) -> bool:
    """Whether what stands beside times says no more than what these are, or nothing."""
    return text.strip(" :.") in _UNITS


def owners_of(table: Table) -> dict[Spot, Spot]:
    """For each place that lies under a merged cell, its own first one included, where that cell begins."""
    rows = table.rows
    if not isinstance(rows, TextRows):
        return {}
    return {
        (below, beside): (number, place)
        for number, row in rows.dressed.items()
        for place, cell in enumerate(row)
        if cell.rows > 1 or cell.columns > 1
        for below in range(number, number + cell.rows)
        for beside in range(place, place + cell.columns)
    }


def _times(
    texts: Sequence[Sequence[str]], number: int, above: Mapping[int, TimeHead] | None = None
) -> dict[int, TimeHead]:
    """The times in a row; bare numbers are months below years, and weeks behind a word that says so."""
    row = texts[number]
    if sum(map(bool, row)) < 2:
        return {}
    unit: Unit | None = None
    if above:
        unit = _FINER.get(next(iter(above.values())).unit)
    if any(text.strip(" :.") in _WEEKS for text in row):
        unit = "week"
    return row_of_times(row, unit)


def _head(
    texts: Sequence[Sequence[str]], owners: Mapping[Spot, Spot], first: int, last: int, times: Mapping[int, TimeHead]
) -> range:
    """The rows of a head whose times are those of some rows: with years above them, and numbers of days below."""
    gap = min((after - before for before, after in pairwise(sorted(times))), default=1)
    reach = [place for (row, place), owner in owners.items() if row == last and owner == (last, max(times))]
    block = range(min(times), max([max(times) + gap - 1, *reach]) + 1)
    start = first
    while start and first - start < _MOST_ABOVE and _belongs_above(texts[start - 1], owners, start - 1, block):
        start -= 1
    end = last + 1
    # What is merged downwards is a head all the way.
    end = max([end, *(row + 1 for (row, place), owner in owners.items() if place in block and owner == (last, place))])
    while end < len(texts) and _is_finer(texts[end], block):
        end += 1
    return range(start, end)


def _belongs_above(row: Sequence[str], owners: Mapping[Spot, Spot], number: int, block: range) -> bool:
    """Whether a row above times has words for these: years, or one above all of them."""
    words = [(place, text) for place, text in enumerate(row[: block.stop]) if text and place >= block.start]
    if not words:
        return False
    if all(year_in(text) for _, text in words):
        return True
    is_wide = owners.get((number, words[0][0] + 1)) == (number, words[0][0])
    return len(words) == 1 and is_wide


def _is_finer(row: Sequence[str], block: range) -> bool:
    """Whether a row below times only counts what is within them: „1“, „2“, „3“, „4“ below each month."""
    inside = [text for text in row[block.start : block.stop] if text]
    outside = [text for place, text in enumerate(row) if text and place not in block]
    has_numbers = all(text.isdecimal() and len(text) <= _SHORTEST for text in inside)
    is_head = all(names_unit(text) or heading(text) is not None for text in outside)
    return is_head and len(inside) >= _LEAST * len(block) and has_numbers and len(set(inside)) > 1


def _widened(
    columns: Mapping[int, TimeHead], texts: Sequence[Sequence[str]], owners: Mapping[Spot, Spot], last: int, end: int
) -> Mapping[int, TimeHead]:
    """The times of all columns: one that is merged, or has empty cells behind it, reaches over several."""
    row, places = texts[last], sorted(columns)
    has_finer = end > last + 1
    gap = min((after - before for before, after in pairwise(places)), default=1)
    found: dict[int, TimeHead] = {}
    for place, behind in zip(places, [*places[1:], places[-1] + gap], strict=True):
        found[place] = columns[place]
        for beside in range(place + 1, min(max(behind, place + 1), len(row)) if has_finer or gap > 1 else place + 1):
            if not row[beside]:
                found[beside] = columns[place]
        found |= {at: columns[place] for (line, at), owner in owners.items() if line == last and owner == (last, place)}
    return dict(sorted(found.items()))


def runs(places: Sequence[int], columns: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The columns that stand together among all of a timeline, as the first and the last of each run."""
    order = {place: number for number, place in enumerate(columns)}
    start = before = None
    for place in sorted(places):
        if start is None or before is None or order[place] != order[before] + 1:
            if start is not None and before is not None:
                yield start, before
            start = place
        before = place
    if start is not None and before is not None:
        yield start, before
