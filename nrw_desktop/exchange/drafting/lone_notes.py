"""Notes at cells of which nothing is taken: at empty ones, at „–“, and at the number of a row; they are counted."""

from collections.abc import Iterator, Sequence

from msgspec import structs

from nrw_desktop.exchange.tables.cells import is_nothing, notes_of
from nrw_desktop.exchange.tables.questions import OF_CELLS, Questions
from nrw_desktop.exchange.tables.sheet import Band, Row, Sheet


def without_lone_notes(sheet: Sheet, fields: Sequence[str], questions: Questions) -> Sheet:
    """The sheet without such notes."""
    # A row of texts has none.
    if len(sheet.plain) == len(sheet.rows):
        return sheet
    return sheet.with_rows(_without(sheet.rows, fields, questions))


def _without(rows: Sequence[Row | Band], fields: Sequence[str], questions: Questions) -> Iterator[Row | Band]:
    for row in rows:
        if isinstance(row, Band) or row.texts:
            yield row
            continue
        cells = dict(row.cells)
        for number, entry in row.cells.items():
            notes = notes_of(entry.lines)
            if notes and (fields[number] == "number" or is_nothing(entry.lines)):
                questions.leave_notes(() if entry.goes_on else notes, *OF_CELLS)
                lines = (structs.replace(line, notes=()) for line in entry.lines)
                cells[number] = structs.replace(entry, lines=tuple(lines))
        yield Row(cells, row.row) if cells != row.cells else row
