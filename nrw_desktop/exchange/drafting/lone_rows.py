"""Rows with nothing but their first cell: a heading for those below, or a measure that has nothing beside it."""

from collections.abc import Sequence

from msgspec import structs

from nrw_desktop.domain.drafts.draft import Place
from nrw_desktop.domain.text.shortening import shortened
from nrw_desktop.exchange.sources.source import Line
from nrw_desktop.exchange.tables.cells import one_text
from nrw_desktop.exchange.tables.headings import WORDS, folded
from nrw_desktop.exchange.tables.questions import Questions
from nrw_desktop.exchange.tables.sheet import Band, Row, Sheet
from nrw_desktop.exchange.tables.titles import is_footer, is_phase, leads_notes

_ROW, _HEADING = "row", "heading"
_FIELDS = frozenset({"measures", "goals", "partners"})


def with_lone_rows(
    sheet: Sheet, fields: Sequence[str], has_heading: bool, goes_on: bool, part: str, questions: Questions
) -> Sheet:
    """The sheet with such rows as rows, if that is the answer.

    Where no other row says what phases there are, nor a heading above the table, nor the table before with which it
    ``goes_on``, they are these.
    """
    if not fields or fields[0] not in _FIELDS:
        return sheet
    bands = [row for row in sheet.rows if isinstance(row, Band)]
    # „2 Workshops“ is a phase only where others are none by more than a number.
    is_strict = has_heading or any(row.entry is None and _is_phase(row) for row in bands)
    lone = {row.row: row.entry for row in bands if row.entry is not None and not _is_sure(row, is_strict)}
    has_phases = bool(lone) and any(map(_is_phase, bands))
    begins = bool(lone) and sheet.rows[0].row in lone
    if not lone or not (has_heading or has_phases or (goes_on and not begins)):
        return sheet
    first = next(iter(lone))
    words = one_text(lone[first].lines)
    # Above another such row, a phase or nothing there is nothing that they would be the heading of.
    below = (*(isinstance(row, Band) for row in sheet.rows[1:]), True)
    leads = all(not is_band for row, is_band in zip(sheet.rows, below, strict=True) if row.row in lone)
    answer = (
        _ROW
        if not leads
        else questions.ask(
            f"{part}, einzeln in der Zeile",
            Place(part, first, 1),
            words,
            f"„{shortened(words)}“ steht allein in seiner Zeile. Gehört es wie andere Zeilen zu „{WORDS[fields[0]]}“?",
            {_ROW: "ja", _HEADING: "nein, es ist eine Überschrift"},
        )
    )
    if answer == _HEADING:
        return sheet
    rows = tuple(Row({0: lone[row.row]}, row.row) if row.row in lone else row for row in sheet.rows)
    return structs.replace(sheet, rows=rows)


def _is_phase(band: Band) -> bool:
    return is_phase(Line(one_text(band.lines)))


def _is_sure(band: Band, is_strict: bool) -> bool:
    """Whether a row is none of measures by its words: a phase, a sum, the head of what explains the table."""
    words = one_text(band.lines)
    is_one = folded(words).startswith("phase ") if is_strict else _is_phase(band)
    return is_one or is_footer(words) or leads_notes(words)
