"""Tables within the cells of another one: what becomes of their texts, which are lines of those cells, is asked.

One that only holds others in place, as a frame does, is taken away around them.
"""

from collections.abc import Sequence

from msgspec import structs

from nrw_desktop.domain.drafts.draft import Place
from nrw_desktop.domain.text.shortening import shortened
from nrw_desktop.exchange.sources.source import Line, Source, Table
from nrw_desktop.exchange.tables.cells import notes_of
from nrw_desktop.exchange.tables.contacts import contact_rows, leave_contact
from nrw_desktop.exchange.tables.layout import has_head
from nrw_desktop.exchange.tables.questions import Questions

_ROWS, _EACH, _NONE = "rows", "each", "none"


def with_nested(table: Table, nested: Sequence[Table], questions: Questions) -> Table:
    """A table with the lines of those within its cells as they are wanted; one of a single column is a list there."""
    rows = [list(row) for row in table.rows]
    for inner in (one for one in nested if one.width > 1):
        lines = tuple(line for row in inner.rows for cell in row if not cell.is_covered for line in cell.lines)
        for row in rows:
            for place, cell in enumerate(row):
                at = _found(cell.lines, lines)
                if at >= 0:
                    kept = _lines(inner, lines, questions)
                    row[place] = structs.replace(cell, lines=cell.lines[:at] + kept + cell.lines[at + len(lines) :])
                    lines = ()
    return structs.replace(table, rows=tuple(map(tuple, rows)))


def unwrapped(source: Source) -> Source:
    """A document without the tables that only hold those of a plan in place; their other lines stand between these."""
    tables, behind = dict(enumerate(source.tables, 1)), source.behind
    inside: dict[int, list[int]] = {}
    ends = {number: number for number in tables}
    for number in reversed(tables):
        inside.setdefault(tables[number].within, []).insert(0, number)
        ends[tables[number].within] = max(ends[number], ends.get(tables[number].within, 0))
    inside.pop(0, None)
    for number in sorted(inside, reverse=True):
        frame = tables[number]
        if not any(has_head(tables[one]) for one in inside[number]) or has_head(frame):
            continue
        parts = _divided(frame, [tables[one] for one in inside[number]])
        if parts is None:
            continue
        for one, before in zip(inside[number], parts, strict=False):
            tables[one] = structs.replace(tables[one], before=before, within=frame.within)
        if frame.within:
            place = inside[frame.within].index(number)
            inside[frame.within][place : place + 1] = inside[number]
        del tables[number]
        after = next((one for one in range(ends[number] + 1, len(source.tables) + 1) if one in tables), 0)
        if after:
            tables[after] = structs.replace(tables[after], before=(*parts[-1], *tables[after].before))
        else:
            behind = (*parts[-1], *behind)
    if len(tables) == len(source.tables):
        return source
    numbers = {0: 0} | {old: new for new, old in enumerate(tables, 1)}
    left = tuple(structs.replace(table, within=numbers[table.within]) for table in tables.values())
    return structs.replace(source, tables=left, behind=behind)


def _divided(frame: Table, inner: Sequence[Table]) -> list[tuple[Line, ...]] | None:
    """The lines of a frame before each of the tables in it, and behind the last; None where these are not found."""
    lines = [line for row in frame.rows for cell in row for line in cell.lines]
    found, before = list[tuple[Line, ...]](), frame.before
    for table in inner:
        own = [line for row in table.rows for cell in row if not cell.is_covered for line in cell.lines]
        at = _found(lines, own)
        if at < 0:
            return None
        found.append((*before, *lines[:at]))
        lines, before = lines[at + len(own) :], ()
    return [*found, (*before, *lines)]


def _found(lines: Sequence[Line], wanted: Sequence[Line]) -> int:
    """Where some lines stand among others, one behind the other; -1 for nowhere."""
    places = range(len(lines) - len(wanted) + 1) if wanted else ()
    return next((place for place in places if list(lines[place : place + len(wanted)]) == list(wanted)), -1)


def _lines(inner: Table, lines: tuple[Line, ...], questions: Questions) -> tuple[Line, ...]:
    """What a table within a cell says there; how to reach people is counted."""
    people = contact_rows(inner.texts)
    rows: list[list[Line]] = []
    for number, row in enumerate(inner.rows):
        cells = [cell for cell in row if cell.text and not cell.is_covered]
        if number in people:
            leave_contact(questions, " ".join(cell.text for cell in cells))
        elif cells:
            rows.append([Line(" ".join(cell.text.split()), notes=notes_of(cell.lines)) for cell in cells])
    if not rows:
        return ()
    words = shortened(" ".join(one.text for one in rows[0]))
    answer = questions.ask(
        f"{inner.name}, in einer Zelle",
        Place(inner.name),
        words,
        f"{inner.name} steht in einer Zelle einer anderen Tabelle. Was soll dort aus ihr werden?",
        {_ROWS: "je Zeile ein Eintrag", _EACH: "je Feld ein Eintrag", _NONE: "nicht übernehmen"},
        kind="Tabellen in Zellen",
    )
    if answer == _NONE:
        questions.leave_out("Tabelle in einer Zelle", "Tabellen in Zellen", words)
        return ()
    if answer == _ROWS:
        return tuple(Line(" – ".join(one.text for one in row), notes=notes_of(row)) for row in rows)
    return tuple(one for row in rows for one in row) if people else lines
