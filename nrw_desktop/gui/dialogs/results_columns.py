"""The columns of the results of a year: fields of measures, and of what each cost in that year."""

from collections.abc import Sequence
from typing import Any

import msgspec

from nrw_desktop.domain import edits
from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import FIELD_TABLE, Measure, Phase
from nrw_desktop.domain.queries import due, year_figures
from nrw_desktop.domain.text import kinds
from nrw_desktop.domain.text.collation import number_key
from nrw_desktop.domain.text.points import PARTS
from nrw_desktop.domain.text.values import euros
from nrw_desktop.gui.lists.columns import MEASURES, Column, TableSpec, column_of

_WIDTHS = {kinds.TEXT: 240, kinds.COUNT: 96, kinds.CENTS: 122, kinds.CHOICE: 148}
_WIDTH = 150
_HEADERS = {
    "participants_expected": "Erwartet",
    "participants_actual": "Gekommen",
    "deviation": "Abweichung, Grund",
    "planned": "Kosten Soll",
    "actual": "Kosten Ist",
}
"""Where the field's own word is too long for its column; the tip of the header has that."""
_AMOUNT = "Zum Beispiel 1.234,50"
_FIRST = ("participants_expected", "participants_actual", "result", "deviation")
_ELSEWHERE = ("text", "period_text", "start_rule", "end_rule")
"""Stands beside the rows, or is a part of the period."""


def key_of(column: Column) -> str:
    """What a column is called in a saved view."""
    return f"{column.table}.{column.field}"


def word_of(column: Column) -> str:
    """What a column is called in full: of costs with their year."""
    return f"{column.spec.word} {column.part}".rstrip()


def columns(year: int) -> tuple[Column, ...]:
    """All there are, in the order in which they are offered."""
    listed = [column for column in MEASURES.columns if column.field not in _ELSEWHERE]
    known = {column.field for column in listed}
    phase = column_of("measure", "phase", width=180, editable=False, shows=_phase)
    status, *others = listed
    costs = [_cost(field, year) for field in ("planned", "actual")]
    rest = [
        column_of("measure", field, header=_HEADERS.get(field, ""), width=_WIDTHS.get(spec.kind, _WIDTH))
        for field, spec in FIELD_TABLE["measure"].items()
        if field not in known and field not in _ELSEWHERE
        if spec.kind in (kinds.TEXT, kinds.LINE, kinds.COUNT) or spec.words
    ]
    results = [column for column in rest if column.field in _FIRST]
    more = [column for column in rest if column.field not in _FIRST]
    return phase, status, *results, *costs, *others, *more


def _phase(plan: Plan, measure: Measure) -> str:
    phase = plan.find(Phase, measure.phase)
    return f"{plan.number(measure.phase)}  {phase.title}" if phase else ""


def _cost(field: str, year: int) -> Column:
    """What a measure cost in the year: shown as the reports add it up, set in the one row of that year."""
    side = ("planned", "actual").index(field)

    def amount(plan: Plan, measure: Any) -> int | None:
        return year_figures.costs(plan, [measure], year)[side]

    def put(plan: Plan, key: str, _field: str, value: str | None) -> Change:
        return edits.cells.set_cost(plan, key, year, field, value)

    return column_of(
        "cost",
        field,
        header=_HEADERS[field],
        width=_WIDTHS[kinds.CENTS],
        shows=lambda plan, measure: euros(amount(plan, measure)),
        sets=put,
        sorts=lambda plan, measure: "" if (cents := amount(plan, measure)) is None else number_key(cents),
        tip=_AMOUNT,
        part=str(year),
    )


class Rows:
    """Which measures have a row, in the order of the plan.

    With ``own`` only those of the year, by the rule of the Sachbericht. What has been seen stays, whatever is edited:
    no row goes away below the hand that types into it.
    """

    def __init__(self, year: int, own: bool):
        self._year, self._own = year, own
        self._seen: set[str] = set()

    def __call__(self, plan: Plan, phase: str | None) -> Sequence[Measure]:
        """The measures of a phase, or of all phases for None."""
        found = [measure for one in plan.phases if phase in (None, one.id) for measure in plan.measures(one.id)]
        if not self._own:
            return found
        self._seen |= {one.id for one in found if one.id not in self._seen and self._is_of_year(plan, one)}
        return [measure for measure in found if measure.id in self._seen]

    def left_out(self, plan: Plan, phase: str | None) -> int:
        """How many measures of other years are not shown."""
        return sum(len(plan.measures(one.id)) for one in plan.phases if phase in (None, one.id)) - len(
            self(plan, phase)
        )

    def _is_of_year(self, plan: Plan, measure: Measure) -> bool:
        return due.measure_in_year(plan, measure, self._year)


def spec(rows: Rows, chosen: Sequence[Column]) -> TableSpec:
    """The table with these columns."""
    return msgspec.structs.replace(
        MEASURES,
        columns=tuple(chosen),
        rows=rows,
        add=None,
        move=None,
        remove=None,
        sortable=False,
        # Its period says whether a measure is of the year.
        placed_by=("phase", "order", *PARTS),
        empty="Hier sind keine Maßnahmen. Bitte ein anderes Jahr oder einen anderen Umfang wählen, oder auf der Seite "
        "einer Phase welche anlegen (Strg+M).",
    )
