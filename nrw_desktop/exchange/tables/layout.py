"""Finds the head of a table, whichever way it lies, and gives its rows cell by cell below it."""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import count, islice

import msgspec

from nrw_desktop.exchange.sources.limits import MOST_COLUMNS, too_much
from nrw_desktop.exchange.sources.source import Cell, Table, TextRows, lines_of
from nrw_desktop.exchange.tables.cards import MAIN, cards
from nrw_desktop.exchange.tables.grid import Grid
from nrw_desktop.exchange.tables.head_rows import (
    goes_below,
    group_of,
    has_bands,
    has_several,
    holds_heads,
    is_head_again,
    is_part,
    lines_above,
    lines_beside,
    names_table,
    times_in,
)
from nrw_desktop.exchange.tables.headings import Heading, folded, heading
from nrw_desktop.exchange.tables.sheet import Band, Column, Entry, Row, Sheet

MOST_ROWS = 20_000
"""Rows of a table of a plan."""
_LOOKED_AT = 12
"""Rows in which the head is looked for, without empty ones: a title or a legend may stand above it."""
_HIGHEST = 3
"""Rows of a head."""
_LEAST_KNOWN = 0.5
_COUNTED = MAIN | {"title"}

_NUMBER = re.compile(r"\d{1,3}(?:[.,]\d{1,3})*[.)]?")
_WHOLE = re.compile(r"(\d{1,3})[.)]?")


def lies_in_doubt(table: Table) -> bool:
    """Whether the heads of a table may as well stand on top as at the left: both say as much of a plan."""
    # Who writes the heads at the left has one row for each, and not hundreds.
    if not 2 <= len(table.rows) <= MOST_COLUMNS or table.width < 2 or table.is_upright:
        return False
    grid = Grid(table.rows)
    if cards(grid) is not None or has_bands(grid):
        return False
    upright, turned = _head(grid)[2], _left_head(grid.turned())[2]
    return upright == turned >= 2


def has_head(table: Table) -> bool:
    """Whether a table has a head that says something of a plan, wherever that stands."""
    texts = _texts(table)
    grid = Grid(table.rows) if texts is None else _top(texts)
    if _head(grid)[2] >= 2 or (texts is None and cards(grid) is not None):
        return True
    if texts is None and has_bands(grid):
        return _head(grid, above_bands=True)[2] >= 2
    return len(table.rows) <= MOST_COLUMNS and _left_head(Grid(table.rows).turned())[2] >= 2


def laid_out(table: Table) -> Sheet | None:
    """The table below its head, however it lies; None where it has no head that says anything of a plan.

    Raises:
        SourceError: it is one of a plan with more rows than are taken at once.
    """
    if (texts := _texts(table)) is not None:
        return _sheet_of_texts(texts, table.is_upright)
    grid = Grid(table.rows)
    blocks = None if table.is_upright else cards(grid)
    # A phase over all columns makes no sense where the heads stand at the left.
    above_bands = blocks is None and has_bands(grid)
    upright = _head(grid, above_bands=above_bands)
    may_be_turned = len(grid) <= MOST_COLUMNS and not table.is_upright and not above_bands
    turned_grid = grid.turned() if may_be_turned else Grid(())
    turned = _left_head(turned_grid)
    found = max((upright, turned), key=lambda one: one[2])
    if blocks is not None and (upright[2] < 2 or turned[2] > upright[2]):
        return blocks
    if found[2] < 2:
        return None
    if len(grid) > MOST_ROWS:
        raise too_much("Zeilen in einer Tabelle", MOST_ROWS)
    if found is turned and turned[2] > upright[2]:
        return _sheet(turned_grid, *turned[:2], is_turned=True)
    return _sheet(grid, *upright[:2])


def without_head(table: Table, columns: Sequence[Column] = ()) -> Sheet:
    """A table whose columns have no head: as they are, or those of the table that it goes on with."""
    width = table.width
    found = tuple(columns) or tuple(Column("", None, number) for number in range(1, width + 1))
    heads = {folded(column.words) for column in found if column.words}
    if isinstance(table.rows, TextRows):
        return Sheet(found, tuple(_body_of_texts(table.rows, 0, found, heads)), has_head=False)
    groups = [[number] for number in range(width)]
    return Sheet(found, tuple(_body(Grid(table.rows), 0, groups, found, heads)), has_head=False)


def _texts(table: Table) -> TextRows | None:
    """The rows of a sheet, of which one at least has more cells for itself than heads and what is beside them."""
    rows = table.rows
    return rows if isinstance(rows, TextRows) and table.width > 2 and len(rows.dressed) < len(rows) else None


def _sheet_of_texts(rows: TextRows, is_upright: bool) -> Sheet | None:
    """The same of a sheet: few of its cells reach over others, so that most need no looking at."""
    grid, texts = _top(rows), rows.texts
    upright = _head(grid)
    if len(texts) <= MOST_COLUMNS and not is_upright:
        turned_grid = Grid(rows).turned()
        turned = _left_head(turned_grid)
        if turned[2] > max(upright[2], 1):
            return _sheet(turned_grid, *turned[:2], is_turned=True)
    if upright[2] < 2:
        return None
    if len(texts) > MOST_ROWS:
        raise too_much("Zeilen in einer Tabelle", MOST_ROWS)
    first, height, _ = upright
    if any(number in rows.dressed for number in range(first, first + height)):
        return _sheet(Grid(rows), first, height)
    columns = tuple(
        Column(" ".join(words), _heading_of(words), place + 1)
        for place in range(len(texts[first]))
        for words in [_words(grid, first, height, [place])]
    )
    above = lines_above(grid.rows[:first])
    words = {folded(cell.text) for row in grid.rows[first : first + height] for cell in row if cell.text}
    return Sheet(columns, tuple(_body_of_texts(rows, first + height, columns, words)), above)


def _top(rows: Sequence[tuple[Cell, ...]]) -> Grid:
    """The rows of a sheet in which its head is looked for, and some below them."""
    candidates = islice((number for number, row in enumerate(rows) if has_several(row)), _LOOKED_AT)
    return Grid(rows[: max(candidates, default=0) + _LOOKED_AT])


# Finding the head


def _head(grid: Grid, most: int = _LOOKED_AT, above_bands: bool = False) -> tuple[int, int, int]:
    """The first row of the head, its height, and how much it says: how many fields it names; below 2 it is none.

    One ``above_bands`` says what phases there are below it.
    """
    best = (0, 1, 0)
    candidates = ((number, row) for number, row in enumerate(grid.rows) if has_several(row))
    for number, row in islice(candidates, most):
        height = _height(grid, number)
        # Heads at the left have something beside them.
        if most < _LOOKED_AT and number + height >= len(grid):
            continue
        found = [one for one in _headings(grid, number, height, [[place] for place in range(len(row))]) if one]
        sure = {one.field for one in found if one.is_sure}
        fields = {one.field for one in found} | times_in(row) | ({"title"} if above_bands else set())
        says = len(sure) * 2 + len(fields - sure)
        # Phases may stand on a sheet of their own, with nothing but their times.
        is_of_phases = "title" in sure and bool(sure & {"period", "start"})
        if len(fields) >= 2 and (fields & MAIN or is_of_phases) and says >= 3 and len(sure) + len(fields) > best[2] + 1:
            best = (number, height, len(sure) + len(fields) - 1)
    return best


def _left_head(grid: Grid) -> tuple[int, int, int]:
    """The same of the heads at the left of a table that was turned: most of them have to be known."""
    first, height, says = _head(grid, 2)
    texts = [cell.text for cell in grid[first] if cell.text] if len(grid) else []
    known = sum(heading(text) is not None for text in texts)
    return (first, height, says) if known >= _LEAST_KNOWN * len(texts) else (0, 1, 0)


def _height(grid: Grid, number: int) -> int:
    """How many rows a head that begins in this row takes: „Zeitraum“ over „von“ and „bis“."""
    row = [cell for cell in grid[number] if not cell.is_covered]
    most = max((cell.rows for cell in row), default=1)
    # One cell alone, or one that names a phase, is no group of columns.
    groups = len(row) > 1 and not any(re.search(r"\d", cell.text) for cell in row)
    if groups and number + most < len(grid) and most == 1:
        below = [cell for cell in grid[number + 1] if not cell.is_covered and cell.text]
        is_group = any(cell.columns > 1 for cell in row)
        # In a sheet, „Zeitraum“ stands over „von“ and leaves the cell over „bis“ empty.
        places = [place for place, cell in enumerate(grid[number + 1]) if not cell.is_covered and cell.text]
        is_open = (
            len(below) > 1
            and any(not grid[number][place].text for place in places)
            and sum(heading(cell.text) is not None for cell in row if cell.text) > 1
        )
        known = [heading(cell.text) for cell in below]
        if below and ((is_group and all(known)) or (is_open and all(one and one.is_sure for one in known))):
            return 2
    height = most if 1 <= most <= _HIGHEST and number + most < len(grid) and holds_heads(grid, number, most) else 1
    while height < _HIGHEST and goes_below(grid, number, height):
        height += 1
    return height


def _headings(grid: Grid, first: int, height: int, groups: Sequence[Sequence[int]]) -> list[Heading | None]:
    return [_heading_of(_words(grid, first, height, group)) for group in groups]


def _words(grid: Grid, first: int, height: int, group: Sequence[int]) -> list[str]:
    """The words at the head of a column, from top to bottom."""
    found: list[str] = []
    for number in range(first, min(first + height, len(grid))):
        place = group[0]
        # Below „Kosten“, whose cells nobody merged, „Plan“ and „Ist“ stand side by side.
        if number + 1 < first + height and not grid[number][place].text and grid[number + 1][place].text:
            place = group_of(grid, number, 1, place)
        owner = grid.owners[number][place]
        if owner is not None and owner[0] >= first and (text := grid[owner[0]][owner[1]].text) and text not in found:
            found.append(text)
    return found


def _heading_of(words: Sequence[str]) -> Heading | None:
    """The lowest that says something; „Zeitraum“ above „von“ tells less than that."""
    known = [found for word in reversed(words) if (found := heading(word))]
    return next((one for one in known if one.is_sure), known[0] if known else None)


# Below the head


def _sheet(grid: Grid, first: int, height: int, is_turned: bool = False) -> Sheet:
    groups = _groups(grid, first, height)
    columns = tuple(
        Column(" ".join(words), _heading_of(words), group[0] + 1)
        for group in groups
        for words in [_words(grid, first, height, group)]
    )
    above = (*lines_above(grid.rows[:first]), *lines_beside(grid, first, height))
    notes = tuple(
        note for row in grid.rows[first : first + height] for cell in row for line in cell.lines for note in line.notes
    )
    words = {folded(cell.text) for row in grid.rows[first : first + height] for cell in row if cell.text}
    body = tuple(_body(grid, first + height, groups, columns, words, is_turned))
    return Sheet(columns, body, above, notes, is_turned)


def _groups(grid: Grid, first: int, height: int) -> list[list[int]]:
    """The places of the grid under each head, from left to right."""
    groups: list[list[int]] = []
    last: object = None
    for place in range(len(grid[first])):
        owners = tuple(grid.owners[number][place] for number in range(first, min(first + height, len(grid))))
        if groups and owners == last:
            groups[-1].append(place)
        else:
            groups.append([place])
        last = owners
    return groups


def _body(
    grid: Grid,
    first: int,
    groups: Sequence[Sequence[int]],
    columns: Sequence[Column],
    heads: Collection[str],
    is_turned: bool = False,
) -> Iterator[Row | Band]:
    titles = [one.number - 1 for one in columns if one.heading and one.heading.field == "title"]
    counted = {place for place, column in enumerate(columns) if column.heading and column.heading.field in _COUNTED}
    for number in range(first, len(grid)):
        entries = _entries(grid, number, groups, counted, first)
        own = [entry for entry in entries.values() if not entry.goes_on and entry.lines]
        if not own and not any(entry.lines for entry in entries.values()):
            continue
        if len(own) > 1 and is_head_again([_text_of(entry) for entry in own], heads):
            continue
        if titles and not is_turned and len(own) == 1 and names_table(grid.texts(number + 1), heads, titles):
            yield Band(own[0].lines, number + 1)
            continue
        wide = [cell for cell in grid[number] if not cell.is_covered]
        is_wide = len(wide) == 1 and wide[0].columns == len(grid[number]) and len(groups) > 1
        begins_phase = bool(own) and folded(own[0].lines[0].text).startswith("phase ") and len(wide) < len(groups)
        is_first_alone = len(own) == 1 and not titles and own[0] is entries.get(0) and len(entries) < 2
        # A list is no title.
        is_first_alone = is_first_alone and not (len(own[0].lines) > 1 and any(line.mark for line in own[0].lines))
        is_first_alone = is_first_alone and not is_part(_text_of(own[0]), grid.texts(max(0, number - 1), number + 2))
        counts = not titles and _counts_those_below(grid, number, groups, counted, own)
        if not is_turned and own and (is_wide or counts or (not titles and (begins_phase or is_first_alone))):
            lone = own[0] if is_first_alone and not is_wide else None
            yield Band(tuple(line for entry in own[counts:] for line in entry.lines), number + 1, lone)
        else:
            yield Row(_turned_back(entries) if is_turned else entries, number + 1)


def _body_of_texts(
    rows: TextRows, first: int, columns: Sequence[Column], heads: Collection[str]
) -> Iterator[Row | Band]:
    """The same of a sheet."""
    texts, dressed = rows.texts, rows.dressed
    titles = [one.number - 1 for one in columns if one.heading and one.heading.field == "title"]
    # Thousands of rows are no heads by their first letter; what is none might stand before it.
    begins = {"", "1", "(", "a", *(head[:1] for head in heads)}
    for number, row in enumerate(texts[first:], first + 1):
        if number - 1 in dressed:
            if number - 2 < first or number - 2 not in dressed:
                yield from _dressed(rows, number - 1, columns, heads)
            continue
        own = list(filter(None, row))
        if not own or (len(own) > 1 and folded(own[0][:1])[:1] in begins and is_head_again(own, heads)):
            continue
        if titles and len(own) == 1 and names_table(map(texts.__getitem__, range(number, len(texts))), heads, titles):
            yield Band(lines_of(own[0]), number)
        elif titles or len(own) > 2:
            yield Row(None, number, row)
        elif len(own) == 1 and row[0] and not is_part(row[0], texts[max(first, number - 2) : number + 1]):
            lines = lines_of(row[0])
            yield Band(lines, number, Entry(lines, number, 1))
        elif len(own) == 2 and number < len(texts) and _numbers(own[0], texts[number][row.index(own[0])]):
            yield Band(lines_of(own[1]), number)
        else:
            yield Row(None, number, row)


def _dressed(rows: TextRows, first: int, columns: Sequence[Column], heads: Collection[str]) -> Iterator[Row | Band]:
    """Those rows of a sheet from this one on that have more than texts, which reach into no other."""
    last = next(number for number in count(first) if number + 1 not in rows.dressed)
    groups = [[number] for number in range(len(rows.texts[first]))]
    for row in _body(Grid(rows[first : last + 2]), 0, groups, columns, heads):
        if row.row + first > last + 1:
            return
        if isinstance(row, Band):
            entry = msgspec.structs.replace(row.entry, row=row.row + first) if row.entry else None
            yield Band(row.lines, row.row + first, entry)
        else:
            cells = {place: msgspec.structs.replace(one, row=one.row + first) for place, one in row.cells.items()}
            yield Row(cells, row.row + first)


def _counts_those_below(
    grid: Grid, number: int, groups: Sequence[Sequence[int]], counted: Collection[int], own: Sequence[Entry]
) -> bool:
    """Whether a row of a number and a title is above others by its number: „1“ and „Aufbau“ above „1.1“."""
    if len(own) != 2 or number + 1 >= len(grid):
        return False
    if not _WHOLE.fullmatch(_text_of(own[0])):
        return False
    below = [one for one in _entries(grid, number + 1, groups, counted).values() if one.column == own[0].column]
    return any(_numbers(_text_of(own[0]), _text_of(one)) for one in below)


def _numbers(text: str, below: str) -> bool:
    """Whether a number counts what stands below it: „1“ above „1.1“."""
    whole = _WHOLE.fullmatch(text.strip())
    return bool(whole and re.match(rf"{whole[1]}[.,]\d", below.strip()))


def _text_of(entry: Entry) -> str:
    return " ".join(line.text for line in entry.lines).strip()


def _entries(
    grid: Grid, number: int, groups: Sequence[Sequence[int]], counted: Collection[int], first: int = 0
) -> dict[int, Entry]:
    """What stands in a row, by the head above it: the one that it lies under with most of its width.

    In ``counted`` columns a number before a text counts the rows. A head that reaches down below the ``first`` row is
    nothing that stands there.
    """
    owners: dict[tuple[int, int], list[int]] = {}
    for place in range(len(grid[number])):
        owner = grid.owners[number][place]
        if owner is not None and owner[0] >= first:
            owners.setdefault(owner, []).append(place)
    by_count = len(owners) == len(groups)
    found: dict[int, Entry] = {}
    for order, ((row, column), places) in enumerate(owners.items()):
        cell = grid[row][column]
        head = order if by_count else max(range(len(groups)), key=lambda one: len(set(groups[one]) & set(places)))
        over = () if by_count else tuple(one for one, group in enumerate(groups) if set(group) <= set(places))
        entry = Entry(cell.lines, row + 1, column + 1, row < number, cell.rows, over if len(over) > 1 else ())
        if before := found.get(head):
            entry = _beside(before, entry, head in counted)
        found[head] = entry
    return {head: entry for head, entry in found.items() if entry.lines}


def _beside(one: Entry, other: Entry, is_counted: bool) -> Entry:
    """Two cells under one head as one; a number before what a plan is made of counts the rows."""
    if one.is_empty or (is_counted and _NUMBER.fullmatch(_text_of(one))):
        return other
    return one if other.is_empty else msgspec.structs.replace(one, lines=one.lines + other.lines)


def _turned_back(entries: dict[int, Entry]) -> dict[int, Entry]:
    return {head: msgspec.structs.replace(entry, row=entry.column, column=entry.row) for head, entry in entries.items()}
