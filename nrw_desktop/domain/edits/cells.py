"""Editing the cells of a table of measures: what a measure cost in a year, and many cells in one step."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from nrw_desktop.domain.edits.common import Setter, checked, field_label, removed
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change, RowChange, inserted, reference, updated
from nrw_desktop.domain.model.difference import difference
from nrw_desktop.domain.model.labels_de import caption
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Cost, Measure, new_id, row

_OWN = ("id", "measure", "year")


class Cell(NamedTuple):
    """A text for a field of the measure of this id: by which edit it is set, and what the column is called."""

    key: str
    field: str
    text: str
    setter: Setter
    column: str


def set_cost(plan: Plan, key: str, year: int, field: str, value: str | None) -> Change:
    """Set what a measure costs in a year; the row of that year comes and goes with its content, as a contact does.

    Raises:
        PlanError: the value is no amount, or an older file has several rows of that year.
    """
    measure, amount = plan.get(Measure, key), checked("cost", field, value)
    label = f"{field_label('cost', field)} {year} bei {reference(measure)} geändert"
    costs = [cost for cost in plan.costs(key) if cost.year == year]
    if len(costs) > 1:
        raise PlanError(f"Für {year} hat diese Maßnahme mehrere Zeilen mit Kosten. Bitte in ihren Einzelheiten ändern.")
    if not costs:
        new = Cost(new_id(), measure=key, year=checked("cost", "year", str(year)), **{field: amount})
        return Change((inserted(new),) if amount is not None else (), label)
    (cost,) = costs
    content = {name: held for name, held in row(cost).items() if name not in _OWN} | {field: amount}
    if all(held is None for held in content.values()):
        return Change(tuple(removed(plan, [cost])), label)
    return Change(updated(cost, **{field: amount}), label)


def set_cells(plan: Plan, cells: Sequence[Cell]) -> Change:
    """Write into many cells in one step, each as if it had been typed there; no cell may come twice.

    Raises:
        PlanError: one of them refuses; the sentence says which, and none is written.
    """
    columns: dict[str, list[Cell]] = defaultdict(list)
    for cell in cells:
        columns[cell.column].append(cell)
    after, changed = plan, list[tuple[Cell, Change]]()
    # Within a column no cell knows of another, so that the plan is made anew once for each.
    for column in columns.values():
        found = [(cell, change) for cell in column if (change := _set(after, cell)).rows]
        changed += found
        rows: list[RowChange] = [row for _cell, change in found for row in change.rows]
        after = after.apply(Change(tuple(rows), ""))
    if len(changed) == 1:
        return changed[0][1]
    measures = len({cell.key for cell, _change in changed})
    names = {cell.column for cell, _change in changed}
    where = "einer Maßnahme" if measures == 1 else f"{measures} Maßnahmen"
    label = f"{names.pop()} von {where} geändert" if len(names) == 1 else f"{len(changed)} Zellen bei {where} geändert"
    return Change(difference(plan, after), label)


def _set(plan: Plan, cell: Cell) -> Change:
    try:
        return cell.setter(plan, cell.key, cell.field, cell.text)
    except PlanError as error:
        name = caption(plan.get(Measure, cell.key))
        raise PlanError(f"„{cell.column}“ bei „{name}“: {error} Es wurde nichts eingetragen.") from None
