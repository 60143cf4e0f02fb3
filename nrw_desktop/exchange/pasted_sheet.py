"""A pasted table on its way into a plan: what its columns are taken for, which cells are in doubt, and what becomes."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from nrw_desktop.domain.edits.bulk_add import FIRST, Reader
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.labels_de import field_word
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.text.points import SIDES
from nrw_desktop.exchange.pasted_columns import NOTES, Taken, fields_of, guess, has_heading, suggestion
from nrw_desktop.exchange.pasted_rows import Row

IN_NOTE, EMPTY, WITHOUT_ROW = "note", "empty", "row"
"""What becomes of cells that stay in doubt: their text goes into the note, is left out, or its whole row is."""


_WORDS = {
    "measure": ("Maßnahme", "Maßnahmen"),
    "goal": ("Ziel", "Ziele"),
    "partner": ("Kooperationspartner",) * 2,
    "phase": ("Phase", "Phasen"),
}


class Sheet:
    """Rows that were pasted for one table, and all that a person decides about them before they are put in.

    With ``targets``, each row can be written into a record that is there, from top to bottom, instead of making a new
    one; ``filling`` tells which. ``at`` is the field of the column that the keyboard was in, ``phase`` where they go.
    """

    def __init__(
        self,
        plan: Plan,
        table: str,
        rows: Sequence[Row],
        targets: Sequence[str] = (),
        at: str | None = None,
        filling: bool = False,
        phase: str | None = None,
    ):
        self.table = table
        self.fields = fields_of(table)
        self.cells = [list(row.cells) for row in rows]
        self.depths = [row.depth for row in rows]
        self.targets, self._at = list(targets), at
        self.left_out: set[int] = set()
        self.filling = filling and bool(targets)
        self.rest = IN_NOTE
        self._reader = Reader(plan, table, phase)
        self._doubts: list[tuple[int, int]] | None = None
        self._read: dict[tuple[str, str], str] = {}
        self.heading = has_heading(table, self.cells)
        self.width = max(map(len, self.cells), default=0)
        for row in self.cells:
            row += [""] * (self.width - len(row))
        self.taken: list[Taken] = []
        self.guess()

    # What a person decides

    def guess(self) -> None:
        """Take the columns for what they seem to be."""
        self._doubts = None
        heading = self.cells[0] if self.heading else None
        self.taken = guess(self._reader, self.table, self.cells[self.first :], heading)
        if self.filling and self._at is not None and (self.width == 1 or not self.heading):
            self.taken[0] = Taken(self._at)
            self.taken[1:] = [one if one.field != self._at else Taken(None) for one in self.taken[1:]]

    def set_heading(self, heading: bool) -> None:
        """Say whether the first row is a heading; what the columns are is guessed anew."""
        self.heading = heading
        self.guess()

    def set_filling(self, filling: bool) -> None:
        """Say whether the rows are written into records that are there; what the columns are is guessed anew."""
        self.filling = filling and bool(self.targets)
        self.guess()

    def take(self, column: int, field: str | None) -> None:
        """Say what a column is; what two are must be mended (`missing`), but for notes, which are put together."""
        self._doubts = None
        self.taken[column] = Taken(field)

    def mend(self, row: int, column: int, text: str) -> None:
        """Write something else into a cell."""
        self._doubts = None
        self.cells[row][column] = text.strip()

    def leave_out(self, row: int, left_out: bool) -> None:
        """Say whether a row is left out."""
        self._doubts = None
        (self.left_out.add if left_out else self.left_out.discard)(row)

    # What can be asked

    @property
    def first(self) -> int:
        """The first row that is no heading."""
        return int(self.heading)

    @property
    def rows(self) -> list[int]:
        """The rows that are put in: no heading, not empty, not left out."""
        return [row for row in range(self.first, len(self.cells)) if row not in self.left_out and any(self.cells[row])]

    @property
    def told(self) -> str:
        """How many rows are put in, as a person would say it."""
        count = len(self.filled() if self.filling else self.typed())
        one, several = _WORDS[self.table]
        return f"1 {one}" if count == 1 else f"{count} {several}"

    @property
    def missing(self) -> str:
        """Why nothing can be put in as the columns are taken; empty where it can."""
        fields = {one.field for one in self.taken}
        single = Counter(one.field for one in self.taken if one.field not in (None, NOTES.get(self.table)))
        for field, count in single.items():
            if count > 1 and field is not None:
                return f"„{self.fields[field]}“ steht über {count} Spalten. Bitte nur bei einer davon wählen."
        if self.filling:
            return "" if fields - {None} else "Bitte bei einer Spalte wählen, was in ihr steht."
        first = FIRST[self.table]
        return "" if first in fields else f"Bitte bei einer Spalte „{self.fields[first]}“ wählen."

    @property
    def is_plain(self) -> bool:
        """Whether there is one column, which holds the text of each row, and nothing in doubt."""
        return self.width == 1 and not self.heading and self.taken[0].field == FIRST[self.table] and not self.doubts()

    def doubt(self, row: int, column: int) -> str:
        """Why a cell cannot be put in as it is; empty where it can."""
        field, text = self.taken[column].field, self.cells[row][column]
        if field is None or row < self.first or row in self.left_out or not any(self.cells[row]):
            return ""
        if self.filling and self._target(row) is None:
            return "Hierfür ist in der Liste keine Zeile mehr da."
        if self.filling and (self.table, field) == ("partner", "name") and text:
            return "Namen im Verzeichnis werden nur einzeln geändert. Bitte diese Spalte nicht übernehmen."
        if not text.strip():
            if field != FIRST[self.table] or self.filling:
                return ""
            return f"Ohne „{self.fields[field]}“ geht es nicht: Bitte einen Text eingeben, sonst bleibt die Zeile weg."
        found = self._refusal(field, text)
        return found or (self._order(row) if field == "end" else "")

    def suggestion(self, row: int, column: int) -> str:
        """What could be meant by a cell in doubt; empty where nothing is known."""
        field = self.taken[column].field
        if field is None or not self.doubt(row, column):
            return ""
        return suggestion(self._reader, self.table, field, self.cells[row][column])

    def doubts(self) -> list[tuple[int, int]]:
        """The cells in doubt, row by row."""
        if self._doubts is None:
            columns = [column for column, one in enumerate(self.taken) if one.field is not None]
            self._doubts = [(row, column) for row in self.rows for column in columns if self.doubt(row, column)]
        return self._doubts

    # What becomes of it

    def typed(self) -> list[tuple[int, dict[str, str]]]:
        """The new rows as (depth, text by field)."""
        found = []
        for row in self.rows:
            cells = self._row(row)
            if cells is not None and cells.get(FIRST[self.table], "").strip():
                found.append((self.depths[row], cells))
        return found

    def filled(self) -> list[tuple[str, dict[str, str]]]:
        """The records to write into, with the text by field; cells in doubt are left out."""
        found = []
        for row in self.rows:
            key = self._target(row)
            cells = {
                one.field: self.cells[row][column]
                for column, one in enumerate(self.taken)
                if one.field is not None and self.cells[row][column].strip() and not self.doubt(row, column)
            }
            if key is not None and cells:
                found.append((key, cells))
        return found

    def lost(self) -> list[str]:
        """What is not put in, as a person would say it; `moved` tells of cells."""
        parts = []
        put_in = len(self.filled() if self.filling else self.typed())
        rows = sum(any(row) for row in self.cells[self.first :]) - put_in
        if rows:
            parts.append("1 Zeile ausgelassen" if rows == 1 else f"{rows} Zeilen ausgelassen")
        columns = sum(
            one.field is None and any(row[column] for row in self.cells) for column, one in enumerate(self.taken)
        )
        if columns:
            parts.append("1 Spalte nicht übernommen" if columns == 1 else f"{columns} Spalten nicht übernommen")
        return parts

    def moved(self) -> list[str]:
        """What becomes of the cells that stayed in doubt, as a person would say it."""
        cells = len([None for row, column in self.doubts() if self.cells[row][column].strip()])
        if not cells or (not self.filling and self.rest == WITHOUT_ROW):
            return []
        if self.filling or self.rest == EMPTY:
            return [f"{_cells(cells)} nicht übernommen"]
        return [f"{_cells(cells)} in „{field_word(self.table, NOTES[self.table])}“ übernommen"]

    # Inside

    def _target(self, row: int) -> str | None:
        place = row - self.first
        return self.targets[place] if place < len(self.targets) else None

    def _refusal(self, field: str, text: str) -> str:
        key = (field, text)
        if key not in self._read:
            try:
                self._reader.cell(field, text)
                self._read[key] = ""
            except PlanError as error:
                self._read[key] = str(error)
        return self._read[key]

    def _order(self, row: int) -> str:
        """Why the two ends of a period in columns of their own do not go together."""
        ends: dict[str, Any] = {}
        for column, one in enumerate(self.taken):
            if one.field in SIDES and not self._refusal(one.field, self.cells[row][column]):
                ends |= self._reader.cell(one.field, self.cells[row][column])
        try:
            self._reader.check(ends)
        except PlanError as error:
            return str(error)
        return ""

    def _row(self, row: int) -> dict[str, str] | None:
        """The cells of a new row by field; None where it is left out for one in doubt."""
        note = NOTES[self.table]
        cells: dict[str, str] = {}
        notes: list[str] = []
        several = sum(one.field == note for one in self.taken) > 1
        for column, one in enumerate(self.taken):
            text = self.cells[row][column]
            if one.field is None or not text.strip():
                continue
            if self.doubt(row, column):
                if self.rest == WITHOUT_ROW:
                    return None
                if self.rest == IN_NOTE and one.field != note:
                    notes.append(f"{self.fields[one.field]}: {text}")
            elif one.field == note:
                name = self.cells[0][column] if several and self.heading else ""
                notes.append(f"{name}: {text}" if name else text)
            else:
                cells[one.field] = text
        return cells | ({note: "\n".join(notes)} if notes else {})


def _cells(count: int) -> str:
    return "1 Zelle" if count == 1 else f"{count} Zellen"
