"""How to reach people, said within the cells of a plan, below a measure or behind a name: left out, and counted."""

from collections.abc import Iterator, Sequence

from msgspec import structs

from nrw_desktop.domain.drafts.draft import Place
from nrw_desktop.exchange.drafting.row_cells import is_of_people
from nrw_desktop.exchange.sources.source import Line
from nrw_desktop.exchange.tables.cells import notes_of, one_text
from nrw_desktop.exchange.tables.contacts import (
    is_labelled,
    leave_contact,
    leaves,
    may_reach,
    without_contact_lines,
    without_reached,
)
from nrw_desktop.exchange.tables.questions import OF_CELLS, Questions
from nrw_desktop.exchange.tables.sheet import Band, Row, Sheet

_ITEMS = frozenset({"measures", "goals"})
_LISTS = _ITEMS | {"partners"}


def without_people(sheet: Sheet, fields: Sequence[str], part: str, questions: Questions) -> Sheet:
    """The sheet without such lines in the cells of measures, goals and partners, and of who is responsible.

    Of a measure or goal that is nothing but „E-Mail: …“ it is asked.
    """
    plain = sheet.plain
    known: set[str] = set()
    # Of thousands of rows few have several lines in a cell, or a number.
    for field, column in zip(fields, zip(*plain, strict=True), strict=False):
        if field in _LISTS:
            known.update(text for text in set(column) if "\n" in text or (may_reach(text) and is_labelled(text)))
        elif field == "responsible":
            known.update(filter(may_reach, set(column)))
    if not known and len(plain) == len(sheet.rows):
        return sheet
    return sheet.with_rows(_cleaned(sheet.rows, fields, known, part, questions))


def _cleaned(
    rows: Sequence[Row | Band], fields: Sequence[str], known: set[str], part: str, questions: Questions
) -> Iterator[Row | Band]:
    for row in rows:
        # A row of people goes as one.
        if isinstance(row, Band) or (row.texts and known.isdisjoint(row.texts)) or is_of_people(row, fields):
            yield row
            continue
        cells = dict(row.cells)
        for number, entry in row.cells.items():
            if fields[number] in _ITEMS and not entry.goes_on and is_labelled(text := one_text(entry.lines)):
                if leaves(questions, Place(part, entry.row, entry.column), [[text]]):
                    leave_contact(questions, text)
                    questions.leave_notes(notes_of(entry.lines), *OF_CELLS)
                    cells[number] = structs.replace(entry, lines=())
                continue
            lines = _left(entry.lines, fields[number], Questions({}))
            # Where nothing else stands, an address shows that it is one.
            if lines != list(entry.lines) and (lines or any(may_reach(line.text) for line in entry.lines)):
                # A cell that reaches down is counted once.
                if not entry.goes_on:
                    _left(entry.lines, fields[number], questions)
                cells[number] = structs.replace(entry, lines=tuple(lines))
        left = {number: entry for number, entry in cells.items() if entry.lines}
        if left:
            yield Row(left, row.row) if cells != row.cells else row


def _left(lines: Sequence[Line], field: str, questions: Questions) -> list[Line]:
    """The lines of a cell without how to reach people."""
    if field in _LISTS and (len(lines) > 1 or any("\n" in line.text for line in lines)):
        return without_contact_lines(lines, questions)
    if field == "responsible":
        named = [(line, without_reached([line.text], questions)) for line in lines]
        return [structs.replace(line, text=text) for line, texts in named for text in texts]
    return list(lines)
