"""A pasted table of whole phases on its way into a plan: a row each, with period, measures, goals and partners."""

from collections.abc import Collection, Sequence

from nrw_desktop.domain.edits.phase_table import Item, TypedPhase, partner_cells, period_refusals
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.queries.goals import BULLET
from nrw_desktop.domain.text import gate
from nrw_desktop.exchange.clipboard import outline_text
from nrw_desktop.exchange.pasted_rows import Lines, Row, lines_of
from nrw_desktop.exchange.pasted_sheet import EMPTY, WITHOUT_ROW, Sheet
from nrw_desktop.exchange.pasted_size import check_phases
from nrw_desktop.exchange.phase_numbers import are_counted, without_number
from nrw_desktop.exchange.tables.contacts import contact_rows

_LISTS = ("measures", "goals", "partners")
_BROKEN = "Hier steht ein Zeichen, das sich nicht speichern lässt. Bitte den Text neu eingeben."


class PhaseSheet(Sheet):
    """Its cells are shown as text; what a list in one holds stays as it was, until somebody writes into that cell.

    Raises:
        PlanError: it has more rows than can be pasted as phases.
    """

    def __init__(self, plan: Plan, rows: Sequence[Sequence[Lines]]):
        self._plan = plan
        self._refused: dict[str, dict[int, str]] | None = None
        self._are_counted: bool | None = None
        self._lines = {(row, column): cell for row, cells in enumerate(rows) for column, cell in enumerate(cells)}
        super().__init__(plan, "phase", [Row(tuple(map(_shown, cells))) for cells in rows])
        check_phases(len(self.cells) - self.first)
        # Who sees them may still put them in.
        for row in contact_rows(self.cells):
            self.leave_out(row, True)
        self.rest = EMPTY

    def guess(self) -> None:
        self._forget()
        super().guess()

    def take(self, column: int, field: str | None) -> None:
        self._forget()
        super().take(column, field)

    def mend(self, row: int, column: int, text: str) -> None:
        lines = lines_of(text)
        self._forget()
        super().mend(row, column, text)
        self._lines[row, column] = lines

    def leave_out(self, row: int, left_out: bool) -> None:
        self._forget()
        super().leave_out(row, left_out)

    @property
    def told(self) -> str:
        """How many phases, measures, goals and names there are."""
        found = self.phases()
        cells = [cell for cell in partner_cells(self._plan, found) if not isinstance(cell, PlanError)]
        counts = (
            (sum(len(one.measures) for one in found), "Maßnahme", "Maßnahmen"),
            (sum(len(one.goals) for one in found), "Ziel", "Ziele"),
            (sum(len(cell.names) for cell in cells), "genannter Kooperationspartner", "genannte Kooperationspartner"),
        )
        parts = [f"1 {one}" if count == 1 else f"{count} {several}" for count, one, several in counts if count]
        return ", ".join((super().told, *parts))

    def phases(self) -> list[TypedPhase]:
        """The phases that are put in; what stays in doubt is left out of them, or they are."""
        found = []
        for row in self._titled():
            doubtful = {field for field, whys in self._refusals().items() if whys.get(row)}
            if not doubtful or self.rest != WITHOUT_ROW:
                found.append(self._phase(row, doubtful))
        return found

    def typed(self) -> list[tuple[int, dict[str, str]]]:
        """The same by field, as far as that is a text."""
        return [(0, {"title": phase.title, "period": phase.period}) for phase in self.phases()]

    def doubt(self, row: int, column: int) -> str:
        """Why a cell cannot be put in as it is; empty where it can."""
        field = self.taken[column].field
        if field is None or row < self.first or row in self.left_out or not any(self.cells[row]):
            return ""
        if field == "title" and not self._title(row):
            return "Ohne Titel geht es nicht: Bitte einen eingeben, sonst bleibt die Zeile weg."
        return self._refusals().get(field, {}).get(row, "")

    # Inside

    def _forget(self) -> None:
        """What was found of rows that are other ones now."""
        self._refused = self._are_counted = None

    def _titled(self) -> list[int]:
        return [row for row in self.rows if self._title(row)]

    def _refusals(self) -> dict[str, dict[int, str]]:
        """What cannot be put in, by field and row: what periods and partners mean depends on the rows before."""
        if self._refused is None:
            rows = self._titled()
            typed = [self._phase(row) for row in rows]
            partners = [str(cell) if isinstance(cell, PlanError) else "" for cell in partner_cells(self._plan, typed)]
            periods = period_refusals(self._plan, typed) if typed else []
            found = {"period": periods, "partners": partners}
            self._refused = {field: dict(zip(rows, whys, strict=True)) for field, whys in found.items()}
            for field in ("period", *_LISTS):
                broken = [row for row in rows if not gate.is_storable(self._text(row, field))]
                self._refused.setdefault(field, {}).update(dict.fromkeys(broken, _BROKEN))
        return self._refused

    def _phase(self, row: int, without: Collection[str] = ()) -> TypedPhase:
        lists = {field: self._list(row, field) if field not in without else () for field in _LISTS}
        return TypedPhase(
            self._number(row),
            self._title(row),
            "" if "period" in without else self._text(row, "period"),
            tuple(line.cells[0] for line in lists["measures"]),
            tuple(Item(line.cells[0], line.depth, line.numbered) for line in lists["goals"]),
            tuple(line.cells[0] for line in lists["partners"]),
        )

    def _number(self, row: int) -> int:
        """Its number in the table, counting those that are left out."""
        return sum(any(self.cells[one]) for one in range(self.first, row + 1))

    def _title(self, row: int) -> str:
        """The title without the number that the phase has anyway."""
        text, number = self._text(row, "title"), self._number(row)
        if not gate.is_storable(text):
            return ""
        return without_number(text, number, self._all_are_counted())

    def _all_are_counted(self) -> bool:
        """Whether each row has its own number before its title, as in „1 Analyse“, „2 Bestand“."""
        if self._are_counted is None:
            self._are_counted = are_counted({self._number(row): self._text(row, "title") for row in self.rows})
        return self._are_counted

    def _text(self, row: int, field: str) -> str:
        return " ".join(line.cells[0] for line in self._list(row, field))

    def _list(self, row: int, field: str) -> Lines:
        column = next((place for place, one in enumerate(self.taken) if one.field == field), None)
        return self._lines.get((row, column), ()) if column is not None else ()


def _shown(lines: Lines) -> str:
    """The lines of a cell as text; a single one needs no mark."""
    if len(lines) == 1:
        return lines[0].cells[0]
    counts = [0] * (max((line.depth for line in lines), default=0) + 1)
    marked = []
    for line in lines:
        counts[line.depth] += 1
        counts[line.depth + 1 :] = [0] * (len(counts) - line.depth - 1)
        marked.append((line.depth, f"{counts[line.depth]}." if line.numbered else BULLET, line.cells[0]))
    return outline_text(marked)
