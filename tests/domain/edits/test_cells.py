"""Cells of a table of measures: what each cost in a year, and many of them in one step."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nrw_desktop.domain import edits
from nrw_desktop.domain.edits.cells import Cell, set_cells, set_cost
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change, inserted, inverted
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Cost, Measure, new_id
from nrw_desktop.domain.queries import invariants, year_figures
from nrw_desktop.domain.queries.change_labels import label_text

YEAR = 2018


def put(plan: Plan, key: str, field: str, value: str | None) -> Change:
    return set_cost(plan, key, YEAR, field, value)


def measures(plan: Plan) -> list[Measure]:
    return [measure for phase in plan.phases for measure in plan.measures(phase.id)]


def costs(plan: Plan, key: str) -> list[tuple[int, int | None, int | None]]:
    return [(cost.year, cost.planned, cost.actual) for cost in plan.costs(key)]


def test_a_year_of_costs_comes_and_goes_with_its_content(bielefeld: Plan) -> None:
    key = measures(bielefeld)[0].id
    assert put(bielefeld, key, "planned", "").rows == ()
    change = put(bielefeld, key, "planned", "1.200")
    plan = bielefeld.apply(change)
    assert costs(plan, key) == [(2018, 120000, None)]
    assert label_text(change, plan).startswith("Kosten geplant 2018 bei ‚")
    plan = plan.apply(set_cost(plan, key, 2017, "actual", "5"))
    plan = plan.apply(put(plan, key, "actual", "0"))
    plan = plan.apply(put(plan, key, "planned", None))
    # Nothing is an amount.
    assert costs(plan, key) == [(2017, None, 500), (2018, None, 0)]
    plan = plan.apply(put(plan, key, "actual", ""))
    assert costs(plan, key) == [(2017, None, 500)]
    with pytest.raises(PlanError, match="Betrag"):
        put(plan, key, "planned", "viel")


def test_several_rows_of_a_year_in_an_older_file_are_left_alone(bielefeld: Plan) -> None:
    key = measures(bielefeld)[0].id
    rows = tuple(inserted(Cost(new_id(), measure=key, year=YEAR, planned=100 * at)) for at in (1, 2))
    plan = bielefeld.apply(Change(rows, ""))
    assert year_figures.costs(plan, [plan.get(Measure, key)], YEAR) == (300, None)
    with pytest.raises(PlanError, match="mehrere Zeilen"):
        put(plan, key, "planned", "5")


SETTERS: dict[str, Any] = {
    "status": edits.measures.set_field,
    "period": edits.measures.set_field,
    "responsible": edits.measures.set_field,
    "participants_actual": edits.measures.set_field,
    "result": edits.measures.set_field,
    "planned": put,
    "actual": put,
}
TEXTS = st.sampled_from(["", "läuft", "3", "1.200,50", "07–08/2018", "MBR", "bis Projektende", "„ganz\nandere“ Worte"])


@settings(max_examples=60)
@given(data=st.data())
def test_many_cells_are_as_if_each_was_typed_and_one_step(template_plan: Plan, data: st.DataObject) -> None:
    rows = measures(template_plan)
    places = st.tuples(st.integers(0, 3), st.sampled_from(list(SETTERS)))
    plan = template_plan
    # The second time there is something to change, and to empty.
    for _ in range(2):
        chosen = data.draw(st.dictionaries(places, TEXTS, max_size=8))
        cells = [Cell(rows[row].id, field, text, SETTERS[field], field) for (row, field), text in chosen.items()]
        each: Plan | None = plan
        for cell in cells:
            try:
                each = each.apply(cell.setter(each, cell.key, cell.field, cell.text)) if each else None
            except PlanError:
                each = None
        if each is None:
            with pytest.raises(PlanError, match="Es wurde nichts eingetragen"):
                set_cells(plan, cells)
            continue
        change = set_cells(plan, cells)
        after = plan.apply(change)
        assert after.rows["measure"] == each.rows["measure"]
        assert [costs(after, row.id) for row in rows] == [costs(each, row.id) for row in rows]
        assert bool(change.rows) == (after != plan)
        if change.rows:
            assert label_text(change, after)
            assert after.apply(Change(inverted(change.rows), "")) == plan
        plan = after


def test_a_step_says_what_it_was_about_and_a_refusal_which_cell(bielefeld: Plan) -> None:
    one, other = measures(bielefeld)[:2]

    def cells(*texts: str) -> list[Cell]:
        return [Cell(key.id, "participants_actual", text, edits.measures.set_field, "Teilnehmende gekommen")
                for key, text in zip((one, other), texts, strict=True)]  # fmt: skip

    several = set_cells(bielefeld, cells("3", "4"))
    assert label_text(several, bielefeld) == "Teilnehmende gekommen von 2 Maßnahmen geändert"
    mixed = [*cells("3", "4"), Cell(one.id, "planned", "5", put, "Kosten geplant 2018")]
    assert label_text(set_cells(bielefeld, mixed), bielefeld) == "3 Zellen bei 2 Maßnahmen geändert"
    assert "Teilnehmende gekommen von ‚" in label_text(set_cells(bielefeld, cells("3", "")), bielefeld)
    with pytest.raises(PlanError) as refused:
        set_cells(bielefeld, cells("3", "viele"))
    assert str(refused.value).startswith("„Teilnehmende gekommen“ bei „")
    assert "„viele“" in str(refused.value)


def test_the_sums_say_what_they_are_of(bielefeld: Plan) -> None:
    one, other, third = measures(bielefeld)[:3]
    set_field = edits.measures.set_field
    plan = bielefeld
    assert year_figures.people([one, other]).note == "noch ohne Angabe"
    for key, field, text in (
        (one, "participants_expected", "30"), (one, "participants_actual", "20"), (other, "status", "dropped"),
        (other, "participants_actual", "500"),
    ):  # fmt: skip
        plan = plan.apply(set_field(plan, key.id, field, text))
    for key, field, text in ((other, "planned", "10"), (third, "planned", "5"), (third, "actual", "7")):
        plan = plan.apply(put(plan, key.id, field, text))
    rows = [plan.get(Measure, key.id) for key in (one, other, third)]
    people = year_figures.people(rows)
    assert people == (30, 20, "bei 1 von 2 Maßnahmen angegeben; ohne 1 entfallene", True)
    assert year_figures.costs(plan, rows, YEAR) == (1500, 700)
    note = "darin eine entfallene Maßnahme; tatsächliche Kosten von einer Maßnahme noch offen"
    assert year_figures.costs_note(plan, rows, YEAR) == note


def test_what_is_set_aside_about_a_cost_goes_with_it(bielefeld: Plan) -> None:
    key = measures(bielefeld)[0].id
    plan = bielefeld.apply(put(bielefeld, key, "planned", "70"))
    (cost,) = (cost for cost in plan.costs(key) if cost.year == YEAR)
    plan = plan.apply(edits.set_asides.set_aside(plan, "overdue", cost))
    assert not invariants.applied(plan, put(plan, key, "planned", "")).rows["set_aside"]
