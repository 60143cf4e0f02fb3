"""Rows at the end of a table that are none of its plan: sums, remarks, „Träger: …“; what to do with them is asked."""

from collections.abc import Sequence

from nrw_desktop.domain.text.shortening import shortened
from nrw_desktop.exchange.sources.source import Line
from nrw_desktop.exchange.tables.cells import one_text
from nrw_desktop.exchange.tables.questions import Questions
from nrw_desktop.exchange.tables.row_cells import RowCells
from nrw_desktop.exchange.tables.sheet import Band, Entry, Row, words_of
from nrw_desktop.exchange.tables.titles import is_footer, is_phase, is_sentence

_NONE, _OWN = "none", "own"


class Footers:
    """Finds them among the rows of one table."""

    def __init__(self, rows: Sequence[Row | Band], cells: RowCells, questions: Questions):
        self._rows, self._cells, self._questions = rows, cells, questions
        self._tail = _tail(rows)

    def left(self, number: int) -> str:
        """The words of a row that is none of the plan by its answer, and is counted; empty where it is one of it."""
        row, is_last = self._rows[number], number + 1 == len(self._rows)
        assert isinstance(row, Row)
        is_inside = row.texts and not is_last and number < self._tail
        if is_inside and not is_footer(self._cells.in_line(next(filter(None, row.texts)))):
            return ""
        filled = _filled(row)
        if not filled:
            return ""
        words = one_text(filled[0].lines)
        before = self._rows[number - 1] if number else None
        # The last row, with a gap above it and nothing beside its words, may be either.
        gap = is_last and before is not None and row.row > before.row + 1 and len(filled) == 1
        looks_so = is_footer(words) or number >= self._tail
        if not looks_so and not gap:
            return ""
        choices = {_NONE: "nicht übernehmen", _OWN: "übernehmen wie die Zeilen darüber"}
        answer = self._questions.ask(
            f"{self._cells.place(filled[0]).said}, Fußzeile",
            self._cells.place(filled[0]),
            words,
            f"„{shortened(words)}“ sieht nach einer Summe oder Anmerkung aus. Was soll damit geschehen?",
            choices if looks_so or is_sentence(words) else dict(reversed(choices.items())),
        )
        if answer == _OWN:
            return ""
        self.leave(row)
        return words

    def leave(self, row: Row | Band) -> None:
        """Count a row that is none of the plan."""
        self._questions.leave_out("Fußzeile", "Fußzeilen", shortened(words_of(row)))


def _filled(row: Row) -> list[Entry]:
    return [entry for _, entry in sorted(row.cells.items()) if entry.lines and not entry.goes_on]


def _tail(rows: Sequence[Row | Band]) -> int:
    """From which row on there are, to the end, words with a colon and at most one text beside each: „Träger: | Stadt“.

    Where all rows are so, they are the plan.
    """
    first = len(rows)
    while first and _says_of_all(rows[first - 1]):
        first -= 1
    return first if first else len(rows)


def _says_of_all(row: Row | Band) -> bool:
    if isinstance(row, Band):
        return False
    filled = _filled(row)
    words = one_text(filled[0].lines) if 0 < len(filled) < 3 else ""
    return words.endswith(":") and not is_phase(Line(words))
