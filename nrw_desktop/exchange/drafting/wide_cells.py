"""Cells below a head that go over several of its columns: whose they are, which is asked where it may be either's."""

from collections.abc import Iterator, Sequence

from msgspec import structs

from nrw_desktop.domain.drafts.draft import Place
from nrw_desktop.domain.text.shortening import shortened
from nrw_desktop.exchange.drafting.row_cells import WHEN
from nrw_desktop.exchange.tables.cells import is_nothing, one_text
from nrw_desktop.exchange.tables.headings import NO_FIELD, WORDS
from nrw_desktop.exchange.tables.questions import Questions
from nrw_desktop.exchange.tables.sheet import Band, Entry, Row, Sheet
from nrw_desktop.exchange.tables.titles import is_period

_NOT_TAKEN = frozenset({NO_FIELD, "number"})


def with_wide_cells(sheet: Sheet, fields: Sequence[str], part: str, questions: Questions) -> Sheet:
    """The sheet with such cells in the columns that they are for."""
    if not any(entry.over for row in sheet.rows if isinstance(row, Row) and not row.texts for entry in _of(row)):
        return sheet
    return structs.replace(sheet, rows=tuple(_placed(sheet.rows, fields, part, questions)))


def _of(row: Row) -> Iterator[Entry]:
    return iter(row.cells.values())


def _placed(rows: Sequence[Row | Band], fields: Sequence[str], part: str, questions: Questions) -> Iterator[Row | Band]:
    for row in rows:
        if isinstance(row, Band) or row.texts or not any(entry.over for entry in _of(row)):
            yield row
            continue
        cells: dict[int, Entry] = {}
        for number, entry in row.cells.items():
            for place in _places(number, entry, fields, part, questions) if entry.over else (number,):
                cells[place] = entry
        yield Row(dict(sorted(cells.items())), row.row)


def _places(number: int, entry: Entry, fields: Sequence[str], part: str, questions: Questions) -> Sequence[int]:
    """The columns that a cell is for; none of them is one that is not taken, where another is."""
    by_field: dict[str, int] = {}
    for place in entry.over:
        if fields[place] not in _NOT_TAKEN:
            by_field.setdefault(fields[place], place)
    text = one_text(entry.lines)
    times = [by_field[field] for field in WHEN if field in by_field]
    if len(by_field) < 2 or is_nothing(entry.lines):
        return [*by_field.values()] or [number]
    if "title" in by_field:
        return [by_field["title"]]
    if times and (len(times) == len(by_field) or is_period(text)):
        # What stands below „von“ and „bis“ alike is both.
        return times if "period" not in by_field else times[:1]
    named = "“, „".join(WORDS[field] for field in by_field)
    answer = questions.ask(
        f"{Place(part, entry.row, entry.column).said}, mehrere Spalten",
        Place(part, entry.row, entry.column),
        text,
        f"„{shortened(text)}“ geht über mehrere Spalten: „{named}“. Was ist es?",
        {field: WORDS[field] for field in by_field},
    )
    return [by_field[answer]]
