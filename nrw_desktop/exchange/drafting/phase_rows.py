"""Rows that are phases where no column says so: by their word, „Phase 1“, their number, „1“ above „1.1“, or indents."""

import re
from collections.abc import Sequence
from itertools import chain

from msgspec import structs

from nrw_desktop.domain.drafts.draft import Place
from nrw_desktop.domain.text.shortening import shortened
from nrw_desktop.exchange.drafting.row_cells import WHEN
from nrw_desktop.exchange.tables.cells import notes_of, one_text
from nrw_desktop.exchange.tables.questions import OF_CELLS, Questions
from nrw_desktop.exchange.tables.sheet import Band, Entry, Row, Sheet

_PHASE = re.compile(r"(?:Projekt)?phase\s+(?:\d{1,2}|[IVX]{1,4})\b", re.I)
_NUMBER = re.compile(r"\s*(\d{1,3}(?:[.,]\d{1,3})*)(?:[.):]?(?=\s|$)|\.$)")
_INDENT = re.compile(r"[ \t\xa0]{2,}|\t")
_PHASES, _MEASURES = "phases", "measures"


def with_phase_rows(sheet: Sheet, fields: Sequence[str], part: str, questions: Questions) -> Sheet:
    """The sheet with such rows as bands, each followed by what else the row says, such as the time of the phase."""
    if "title" in fields or "measures" not in fields or sheet.is_turned:
        return sheet
    leading = _leading(sheet, fields, part, questions)
    if not leading:
        return sheet
    rows: list[Row | Band] = []
    for row in sheet.rows:
        if not isinstance(row, Row) or row.row not in leading:
            rows.append(row)
            continue
        title = _measure(row, fields)
        rows.append(Band(title.lines, row.row))
        cells = {place: one for place, one in row.cells.items() if one.column != title.column}
        rest = {place: one for place, one in cells.items() if fields[place] != "number"}
        rows += [Row(rest, row.row)] if rest else []
        counted = (one.lines for place, one in cells.items() if place not in rest)
        questions.leave_notes(notes_of([*chain.from_iterable(counted)]), *OF_CELLS)
    return structs.replace(sheet, rows=tuple(rows))


def _leading(sheet: Sheet, fields: Sequence[str], part: str, questions: Questions) -> set[int]:
    """The numbers of the rows that are phases; of those that say more than their time by their count, it is asked."""
    rows = [row for row in sheet.rows if isinstance(row, Row)]
    named = {row.row for row in rows if _PHASE.match(one_text(_measure(row, fields).lines))}
    # Where each row is called so, these are its measures.
    if named and len(named) < len(rows):
        return named
    counted = _counted(rows, fields)
    if not counted:
        return _outdented(rows, fields, part, questions)
    full = [row for row in counted if any(fields[place] not in {*WHEN, "measures", "number"} for place in row.cells)]
    if full:
        words = shortened(one_text(_measure(full[0], fields).lines))
        answer = questions.ask(
            f"{part}, gezählte Zeilen",
            Place(part, full[0].row),
            words,
            f"„{words}“ ist so gezählt, dass es über den Zeilen darunter steht. Sind solche Zeilen Phasen?",
            {_PHASES: "ja, Phasen", _MEASURES: "nein, Maßnahmen wie die anderen"},
        )
        if answer == _MEASURES:
            return {row.row for row in counted} - {row.row for row in full}
    return {row.row for row in counted}


def _outdented(rows: Sequence[Row], fields: Sequence[str], part: str, questions: Questions) -> set[int]:
    """The rows above others that are indented, as it is answered; none where these have none above them."""
    texts = [entry.lines[0].text if (entry := _measure(row, fields)).lines else "" for row in rows]
    deep = [bool(_INDENT.match(text)) for text in texts]
    leading = [place for place, is_deep in enumerate(deep) if not is_deep]
    if not any(deep) or deep[0] or not all(deep[place + 1 : place + 2] == [True] for place in leading):
        return set()
    words = shortened(texts[0])
    answer = questions.ask(
        f"{part}, eingerückte Zeilen",
        Place(part, rows[0].row),
        words,
        f"Unter „{words}“ sind Zeilen eingerückt. Sind die anderen Zeilen Phasen?",
        {_PHASES: "ja, Phasen", _MEASURES: "nein, Maßnahmen wie die eingerückten"},
    )
    return {rows[place].row for place in leading} if answer == _PHASES else set()


def _counted(rows: Sequence[Row], fields: Sequence[str]) -> list[Row]:
    """The rows with a whole number, where each is followed by those that it counts: „1“ by „1.1“."""
    numbers = [_number(row, fields) for row in rows]
    whole = [place for place, number in enumerate(numbers) if number.isdigit()]
    follow = (numbers[place + 1] if place + 1 < len(numbers) else "" for place in whole)
    if not all(re.match(rf"{numbers[place]}[.,]\d", below) for place, below in zip(whole, follow, strict=True)):
        return []
    return [rows[place] for place in whole]


def _number(row: Row, fields: Sequence[str]) -> str:
    """The number by which a row is counted, in a column of its own or before its measure."""
    own = next((row.entry(place) for place, field in enumerate(fields) if field == "number"), None)
    entry = own or _measure(row, fields)
    found = _NUMBER.match(entry.lines[0].text) if entry.lines else None
    return found[1] if found else ""


def _measure(row: Row, fields: Sequence[str]) -> Entry:
    found = (row.entry(place) for place, field in enumerate(fields) if field == "measures")
    return next((entry for entry in found if entry and not entry.goes_on), Entry((), row.row, 0))
