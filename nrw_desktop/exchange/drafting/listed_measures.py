"""Measures that stand as a list below the title of their phase, where no column of the table has any."""

from collections.abc import Sequence

from msgspec import structs

from nrw_desktop.domain.drafts.draft import Place
from nrw_desktop.domain.text.shortening import shortened
from nrw_desktop.exchange.sources.source import Line
from nrw_desktop.exchange.tables.cells import has_typed_marks
from nrw_desktop.exchange.tables.questions import Questions
from nrw_desktop.exchange.tables.sheet import Band, Column, Entry, Row, Sheet

_MEASURES, _TITLE = "measures", "title"


def with_listed_measures(
    sheet: Sheet, fields: Sequence[str], part: str, questions: Questions
) -> tuple[Sheet, Sequence[str]]:
    """The sheet with such lists as a column of their own, if that is the answer, and the fields of its columns."""
    if "title" not in fields or "measures" in fields:
        return sheet, fields
    place = fields.index("title")
    divided = {row.row: found for row in sheet.rows if isinstance(row, Row) and (found := _divided(row.entry(place)))}
    if not divided:
        return sheet, fields
    title, listed = next(iter(divided.values()))
    answer = questions.ask(
        f"{part}, Listen unter Titeln",
        Place(part, title.row, title.column),
        " ".join(line.text for line in listed.lines),
        f"Unter „{shortened(' '.join(line.text for line in title.lines))}“ steht eine Liste. Sind das Maßnahmen?",
        {_MEASURES: "ja", _TITLE: "nein, es gehört zum Titel"},
    )
    if answer == _TITLE:
        return sheet, fields
    columns = (*sheet.columns, Column("", None, sheet.columns[place].number))
    rows: list[Row | Band] = []
    for row in sheet.rows:
        found = divided.get(row.row) if isinstance(row, Row) else None
        texts = (*row.texts, "") if isinstance(row, Row) and row.texts else ()
        if found and isinstance(row, Row):
            rows.append(Row({**row.cells, place: found[0], len(fields): found[1]}, row.row))
        else:
            rows.append(Row(None, row.row, texts) if texts else row)
    return structs.replace(sheet, columns=columns, rows=tuple(rows)), [*fields, "measures"]


def _divided(entry: Entry | None) -> tuple[Entry, Entry] | None:
    """A title and the list below it; None where no list is."""
    if entry is None or entry.goes_on:
        return None
    lines = [structs.replace(line, text=text) for line in entry.lines for text in line.text.split("\n") if text.strip()]
    first = next((at for at, line in enumerate(lines) if line.mark or _is_marked(line)), 0)
    rest = lines[first:]
    if not first or not all(line.mark or _is_marked(line) for line in rest):
        return None
    return structs.replace(entry, lines=tuple(lines[:first])), structs.replace(entry, lines=tuple(rest))


def _is_marked(line: Line) -> bool:
    return has_typed_marks([line.text])
