"""Phases that come with all that stands in their rows: one step, and to the letter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nrw_desktop.domain.edits import phase_table
from nrw_desktop.domain.edits.partner_cells import PartnerCell, partner_cell
from nrw_desktop.domain.edits.phase_table import Item, TypedPhase, partner_cells
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import inverted
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.queries import goals, partners
from nrw_desktop.domain.text.gate import looks

NAMES = st.lists(
    st.sampled_from(["AWO", "DRK", "Amt für Jugend und Familie", "Büro (Rat, Haus 2)", "KI – Team", "Ämter"]),
    min_size=1,
    max_size=6,
    unique=True,
)


def test_it_is_one_step_behind_the_phases_there_are(template_plan: Plan) -> None:
    row = TypedPhase(
        1,
        "Nachlauf",
        "Juli bis Projektende",
        ("Bericht",),
        (Item("Oben", 0, True), Item("darunter", 1), Item("Zweites", 0, True)),
        ("AWO, Integrationsrat und Musikschule",),
    )
    change = phase_table.add(template_plan, [row, TypedPhase(2, "Schluss", partners=("Siehe Phase 1",))])
    plan = template_plan.apply(change)
    assert change.label == "2 Phasen eingefügt"
    phase, last = plan.phases[4:]
    assert [measure.text for measure in plan.measures(phase.id)] == ["Bericht"]
    assert [(entry.mark, entry.goal.text) for entry in goals.entries(plan, phase)] == [
        ("1.", "Oben"),
        (goals.BULLET, "darunter"),
        ("2.", "Zweites"),
    ]
    # „Phase 1“ is the first row of the table; the register knows one of the two names around „und“.
    assert last.refers_to == phase.id
    assert partners.cell_text(plan, phase) == "AWO, Integrationsrat und Musikschule"
    assert len(plan.mentions(phase.id)) == 3
    assert len(plan.partners) == len(template_plan.partners) + 2
    back = plan.apply(type(change)(inverted(change.rows), ""))
    assert back == template_plan


@given(names=NAMES, opening=st.sampled_from(["", "Siehe Phase 1 und insbesondere: ", "Siehe Phase 1, "]))
def test_a_cell_prints_as_it_stood(names: list[str], opening: str) -> None:
    text = opening + ", ".join(names)
    rows = [TypedPhase(1, "Eins"), TypedPhase(2, "Zwei", partners=(text,))]
    plan = Plan.empty().apply(phase_table.add(Plan.empty(), rows))
    assert partners.cell_text(plan, plan.phases[1]) == text
    assert [partners.printed_name(plan, mention) for mention in plan.mentions(plan.phases[1].id)] == names


@pytest.mark.parametrize(
    ("lines", "wording", "names"),
    [
        (("AWO", "Amt für Jugend, Familie", "DRK"), None, ["AWO", "Amt für Jugend, Familie", "DRK"]),
        (("AWO,", "DRK; KI"), None, ["AWO", "DRK", "KI"]),
        (("AWO und DRK",), None, ["AWO und DRK"]),
        (("MBR und Stadt und Land",), None, ["MBR", "Stadt und Land"]),
        (("Siehe Phase 1", "und insbesondere:", "AWO", "DRK"), "Siehe Phase {n} und insbesondere:", ["AWO", "DRK"]),
        (("siehe Phase 1 sowie alle Vereine",), "siehe Phase {n} sowie alle Vereine", []),
        (("Siehe Phase 1, insbesondere AWO",), "Siehe Phase {n}, insbesondere AWO", []),
        ((), None, []),
    ],
)
def test_how_a_cell_is_read(lines: tuple[str, ...], wording: str | None, names: list[str]) -> None:
    cell = partner_cell(lines, {1}, {looks("MBR")})
    assert (cell.wording, [name.text for name in cell.names]) == (wording, names)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (TypedPhase(2, " "), "darf nicht leer sein"),
        (TypedPhase(2, "x", "13/2017"), "Phase 2 der Tabelle: Einen Monat 13 gibt es nicht"),
        (TypedPhase(2, "x", "5/2017 bis 3/2017"), "vor dem Beginn"),
        (TypedPhase(2, "x", "bis Ende von Phase 2"), "im Kreis"),
        (TypedPhase(2, "x", partners=("Siehe Phase 2",)), "keine frühere Phase"),
    ],
)
def test_what_cannot_be_is_refused_as_a_whole(row: TypedPhase, said: str) -> None:
    with pytest.raises(PlanError, match=said):
        phase_table.add(Plan.empty(), [TypedPhase(1, "Eins"), row])


def test_an_empty_table_is_refused() -> None:
    with pytest.raises(PlanError, match="keine Tabelle"):
        phase_table.add(Plan.empty(), [])


def test_long_and_odd_cells_are_read_at_once(template_plan: Plan) -> None:
    names = ", ".join(f"Verein {number} (Ort, Kreis)" for number in range(3_000)) + ", AWO"
    joined = " und ".join(["AWO"] * 3_000)
    rows = [TypedPhase(1, "Eins", partners=(names,)), TypedPhase(2, "Zwei", partners=(f"{joined};", ";"))]
    long, ands = partner_cells(template_plan, rows)
    assert isinstance(long, PartnerCell)
    assert len(long.names) == 3_001
    assert isinstance(ands, PartnerCell)
    # Each „und“ divides, and a semicolon alone is no name.
    assert {name.text for name in ands.names} == {"AWO"}
    assert len(ands.names) == 3_000
