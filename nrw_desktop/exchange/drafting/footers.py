"""Rows at the end of a table that are none of its plan: sums, remarks, „Träger: …“; what to do with them is asked."""

import re
from collections.abc import Sequence
from itertools import takewhile

from nrw_desktop.domain.text.shortening import shortened
from nrw_desktop.exchange.drafting.row_cells import RowCells
from nrw_desktop.exchange.sources.source import Line
from nrw_desktop.exchange.tables.cells import notes_of, one_text
from nrw_desktop.exchange.tables.questions import OF_CELLS, Questions
from nrw_desktop.exchange.tables.sheet import Band, Entry, Row, lines_in, words_of
from nrw_desktop.exchange.tables.titles import is_footer, is_phase, is_sentence, leads_notes

_NOTE = re.compile(r"\*|[¹²³⁴]|\d{1,2}\)\s")
_SUBTOTAL = re.compile(r"(?:.*\S\s+)?(?:Ergebnis|Summe|Zwischensumme)|Gesamt(?:ergebnis|summe)", re.I | re.S)
_AMOUNT = re.compile(r"-?[\d.,\s]+(?:€|EUR|%)?")
_FEW = 2
"""Cells that are filled in a row of a legend."""


class Footers:
    """Finds them among the rows of one table."""

    def __init__(self, rows: Sequence[Row | Band], cells: RowCells, questions: Questions):
        self._rows, self._cells, self._questions = rows, cells, questions
        self._tail = _tail(rows)
        self._lone, self._lone_goes = _lone(rows), False

    def left(self, number: int) -> str:
        """The words of a row that is none of the plan by its answer, and is counted; empty where it is one of it."""
        row = self._rows[number]
        assert isinstance(row, Row)
        is_inside = row.texts and number < min(self._tail, self._lone)
        is_sum = _is_subtotal(row)
        if is_inside and not is_sum and not is_footer(self._cells.in_line(next(filter(None, row.texts)))):
            return ""
        filled = _filled(row)
        if not filled:
            return ""
        words = one_text(filled[0].lines)
        if number > self._lone and not is_footer(words):
            # It is one of those about which was asked.
            return self._leave(row) if self._lone_goes else ""
        looks_so = is_sum or is_footer(words) or number >= self._tail or (number == self._lone and _is_note(row))
        if not looks_so and number != self._lone:
            return ""
        goes = self._questions.leaves_footer(self._cells.place(filled[0]), words, looks_so, self._more(number))
        self._lone_goes = goes if number == self._lone else self._lone_goes
        return self._leave(row) if goes else ""

    def _more(self, number: int) -> str:
        """How many rows the answer about one is for as well, with the verb for all of them."""
        rows = self._rows[number + 1 :]
        leads, is_lone = self.leads_notes(number), number == self._lone
        notes = takewhile(lambda row: not self.is_of_plan(row), rows)
        more = len([*notes]) if leads else sum(not is_footer(words_of(row)) for row in rows) if is_lone else 0
        return (
            f" und {more} weitere Zeilen sehen" if more > 1 else " und eine weitere Zeile sehen" if more else " sieht"
        )

    def leads_notes(self, number: int) -> bool:
        """Whether a row is the head of what explains the table below it; one with cells of a plan is none."""
        row = self._rows[number]
        filled = _filled(row) if isinstance(row, Row) else []
        return 0 < len(filled) < 3 and leads_notes(one_text(filled[0].lines))

    def is_of_plan(self, row: Row | Band) -> bool:
        """Whether a row below notes has as much in its cells as one of the plan."""
        return isinstance(row, Row) and len(_filled(row)) > _FEW and self._cells.says(row, "measures")

    def _leave(self, row: Row) -> str:
        self.leave(row)
        return one_text(_filled(row)[0].lines)

    def leave(self, row: Row | Band) -> None:
        """Count a row that is none of the plan."""
        self._questions.leave_out("Fußzeile", "Fußzeilen", shortened(words_of(row)))
        self._questions.leave_notes(notes_of(lines_in(row)), *OF_CELLS)


def _filled(row: Row) -> list[Entry]:
    return [entry for _, entry in sorted(row.cells.items()) if entry.lines and not entry.goes_on]


def _is_subtotal(row: Row) -> bool:
    """Whether a row is a sum as Excel puts it below groups: „Aufbau Ergebnis“ and amounts alone."""
    first = next(filter(None, row.texts), "")
    if row.texts and "rgebnis" not in first and "umme" not in first:
        return False
    filled = _filled(row)
    words = one_text(filled[0].lines) if len(filled) > 1 else ""
    amounts = (one_text(entry.lines) for entry in filled[1:])
    return bool(_SUBTOTAL.fullmatch(words)) and all(map(_AMOUNT.fullmatch, amounts))


def _tail(rows: Sequence[Row | Band]) -> int:
    """From which row on there are, to the end, words with a colon and at most one text beside each: „Träger: | Stadt“.

    Where all rows are so, they are the plan.
    """
    first = len(rows)
    while first and _says_of_all(rows[first - 1]):
        first -= 1
    return first if first else len(rows)


def _lone(rows: Sequence[Row | Band]) -> int:
    """From which row on, to the end, words stand alone that may be notes: behind a gap, or by how they begin or end.

    Behind the last of all rows where there is none.
    """
    first = len(rows)
    while first and isinstance(row := rows[first - 1], Row) and len(_filled(row)) == 1:
        first -= 1
    # Where nearly all rows are so, only the last one may be a note.
    first = max(first, 1) if first else len(rows) - 1
    found = (number for number in range(max(first, 1), len(rows)) if _is_apart(rows, number))
    return next(found, len(rows))


def _is_apart(rows: Sequence[Row | Band], number: int) -> bool:
    row = rows[number]
    return isinstance(row, Row) and (row.row > rows[number - 1].row + 1 or _is_note(row))


def _is_note(row: Row) -> bool:
    """Whether a row is written as a note: „* vorläufig“, „1) laut Antrag“, or a sentence."""
    filled = _filled(row)
    text = " ".join(line.text for line in filled[0].lines).strip() if filled else ""
    return bool(_NOTE.match(text)) or is_sentence(text)


def _says_of_all(row: Row | Band) -> bool:
    if isinstance(row, Band):
        return False
    filled = _filled(row)
    words = one_text(filled[0].lines) if 0 < len(filled) < 3 else ""
    return words.endswith(":") and not is_phase(Line(words))
