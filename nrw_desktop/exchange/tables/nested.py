"""Tables within the cells of another one: what becomes of their texts, which are lines of those cells, is asked."""

from collections.abc import Sequence

from msgspec import structs

from nrw_desktop.domain.drafts.draft import Place
from nrw_desktop.domain.text.shortening import shortened
from nrw_desktop.exchange.sources.source import Line, Table
from nrw_desktop.exchange.tables.cells import notes_of
from nrw_desktop.exchange.tables.contacts import contact_rows, leave_contact
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


def _found(lines: Sequence[Line], wanted: Sequence[Line]) -> int:
    """Where some lines stand among others, one behind the other; -1 for nowhere."""
    places = range(len(lines) - len(wanted) + 1) if wanted else ()
    return next((place for place in places if lines[place : place + len(wanted)] == wanted), -1)


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
