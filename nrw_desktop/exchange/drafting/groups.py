"""Which rows of a table belong to which phase: a phase begins with its title, in a column or in a row of its own."""

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from nrw_desktop.domain.drafts.draft import Place
from nrw_desktop.domain.text.shortening import shortened
from nrw_desktop.exchange.drafting import several
from nrw_desktop.exchange.drafting.footers import Footers
from nrw_desktop.exchange.drafting.row_cells import RowCells
from nrw_desktop.exchange.sources.source import PLACEHOLDER, Line
from nrw_desktop.exchange.tables.cells import notes_of, one_text, says_nothing
from nrw_desktop.exchange.tables.contacts import leave_contact
from nrw_desktop.exchange.tables.headings import folded
from nrw_desktop.exchange.tables.questions import OF_CELLS, Questions
from nrw_desktop.exchange.tables.sheet import Band, Entry, Row, Sheet, lines_in, words_of
from nrw_desktop.exchange.tables.titles import continues, leads_notes


class Named(NamedTuple):
    """A sheet with the name of its table, the fields of its columns, and the lines that are its heading."""

    part: str
    sheet: Sheet
    fields: Sequence[str]
    heading: Sequence[Line] = ()


class Group(msgspec.Struct):
    """The words of a phase, none where its rows go on with the phase before, and its rows.

    ``years`` are those that stand above each of the rows; empty for none.
    """

    words: str
    lines: Sequence[Line]
    place: Place
    rows: list[Row] = msgspec.field(default_factory=list)
    years: list[str] = msgspec.field(default_factory=list)


def groups_of(named: Named, cells: RowCells, questions: Questions, last: str) -> list[Group]:
    """The rows by their phases; ``last`` is the title of the one that the table may go on with."""
    has_titles = "title" in named.fields
    found: list[Group] = []
    if named.heading and not has_titles:
        found.append(Group(one_text(named.heading), named.heading, Place(named.part)))
    rows = [row for row in named.sheet.rows if isinstance(row, Band) or not cells.is_empty(row)]
    last_row = next((number for number in range(len(rows) - 1, -1, -1) if isinstance(rows[number], Row)), -1)
    is_behind, year, unused = False, "", ""
    footers = Footers(rows, cells, questions)
    for number, row in enumerate(rows):
        if is_behind := is_behind and not footers.is_of_plan(row):
            footers.leave(row)
            continue
        if isinstance(row, Band):
            words = one_text(row.lines)
            is_behind = leads_notes(words)
            if is_behind:
                footers.leave(row)
            elif not row.lines or several.is_title(rows, number, not has_titles and number < last_row):
                found.append(Group(words, row.lines, Place(named.part, row.row)))
            elif said := several.year_of(words):
                leave_between(questions, unused)
                year = unused = said
            else:
                leave_between(questions, words)
                questions.leave_notes(notes_of(row.lines), *OF_CELLS)
            continue
        if cells.is_of_people(row):
            leave_contact(questions, words_of(row))
            questions.leave_notes(notes_of(lines_in(row)), *OF_CELLS)
            continue
        if footers.left(number):
            # What stands below „Legende:“ is a part of it.
            is_behind = footers.leads_notes(number)
            continue
        new = _begun(row, named.part, cells, questions, found[-1].words if found else last, not found)
        found += new
        for group in new or found[-1:]:
            group.rows.append(row)
            group.years.append(year)
        unused = ""
    leave_between(questions, unused)
    return [group for group in found if group.rows or group.words]


def leave_between(questions: Questions, words: str) -> None:
    """Count a row that is none of a phase, such as a year of which nothing is made; empty words are no row."""
    if words:
        questions.leave_out("Zwischenzeile", "Zwischenzeilen", shortened(words))


def _begun(row: Row, part: str, cells: RowCells, questions: Questions, before: str, is_first: bool) -> list[Group]:
    """The phases that begin with a row, mostly one or none; ``before`` are the words of the last one."""
    words = cells.text(row, "title")
    begins = words and (is_first or (words != before and folded(words) != folded(before)))
    says_none = not words or says_nothing(words)
    begins = begins and not says_none
    if begins and not continues(words, before) and (entry := cells.one(row, "title")) and not entry.goes_on:
        place = cells.place(entry)
        each = several.several_titles(entry.lines, place, questions)
        return [Group(one_text(lines), lines, place) for lines in each]
    # In a row of texts there are no notes.
    again = None if row.texts and not says_none else cells.one(row, "title")
    if is_first or (says_none and _is_unnamed(again, words)):
        return [Group("", (), Place(part, row.row))]
    if again and not again.goes_on:
        questions.leave_notes(notes_of(again.lines), "zu einem Titel", "zu Titeln")
    return []


def _is_unnamed(title: Entry | None, words: str) -> bool:
    """Whether a phase begins where a form or „…“ stands in place of its title; ``words`` are the latter."""
    if title is None or title.goes_on:
        return False
    return bool(words) or any(line.style == PLACEHOLDER for line in title.lines)
