"""A whole table of phases, as Word and others put it on the clipboard, on its way into a plan."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nrw_desktop.domain.edits import phase_table
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change, inserted
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Project, new_id
from nrw_desktop.domain.queries import invariants, period
from nrw_desktop.domain.text.gate import received
from nrw_desktop.exchange.pasted_rows import lines_of, pasted_table
from nrw_desktop.exchange.pasted_sheet import WITHOUT_ROW
from nrw_desktop.exchange.pasted_size import MOST_PHASES
from nrw_desktop.exchange.phase_sheet import PhaseSheet
from nrw_desktop.exchange.plan_json import plan_json

COPIED = Path(__file__).parent / "clipboard"
GOLDEN = Path(__file__).parent.parent / "data" / "bielefeld.json"
PLAN = Plan.empty().apply(Change((inserted(Project(new_id())),), ""))
HEAD = "<tr><th>Projektphase</th><th>Zeitrahmen</th><th>Maßnahmen</th><th>Ziele</th><th>Beteiligte</th></tr>"


def sheet(html: str, text: str = "", plan: Plan | None = None) -> PhaseSheet:
    return PhaseSheet(plan or Plan.empty(), pasted_table(html, text).rows)


def table(*rows: tuple[str, ...], head: str = HEAD) -> str:
    lines = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    return f"<table>{head}{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


def put_in(made: PhaseSheet) -> Plan:
    return Plan.empty().apply(phase_table.add(Plan.empty(), made.phases()))


def test_the_whole_table_of_the_document_comes_as_it_is() -> None:
    """As Word copies it: what is typed anew from it is what the seed has, but for what its register knows besides."""
    made = sheet((COPIED / "word_table.html").read_text("utf-8"))
    assert made.told == "4 Phasen, 14 Maßnahmen, 13 Ziele, 26 genannte Kooperationspartner"
    assert (made.heading, made.doubts(), made.lost(), made.missing) == (True, [], [], "")
    found = json.loads(plan_json(put_in(made)))["phases"]
    wanted = json.loads(GOLDEN.read_text("utf-8"))["phases"]
    for phase in (*found, *wanted):
        del phase["partners"]["effective"]
    assert found == wanted


def test_a_table_without_a_heading_is_known_by_its_places() -> None:
    cells = ("1. Analyse", "März bis Juli 2017", "Fachtag<br>Netzwerk", "<ol><li>Ziel A<li>Ziel B</ol>", "AWO, DRK")
    made = sheet(table(cells, ("2. Umsetzung", "ab August 2017", "Bericht", "", "Siehe Phase 1"), head=""))
    assert not made.heading
    assert [one.field for one in made.taken] == ["title", "period", "measures", "goals", "partners"]
    first, second = made.phases()
    assert (first.title, first.measures, [goal.text for goal in first.goals]) == (
        "Analyse",
        ("Fachtag", "Netzwerk"),
        ["Ziel A", "Ziel B"],
    )
    assert all(goal.numbered for goal in first.goals)
    assert second.partners == ("Siehe Phase 1",)


def test_plain_text_and_spreadsheets_give_a_table_too() -> None:
    text = 'Phase\tZeitraum\tMaßnahmen\nAnalyse\t3/2017\t"• Fachtag\n• Netzwerk"\n\t\t\n2\tQ2 2018\tBericht'
    made = sheet("", text)
    assert [(one.title, one.period, one.measures) for one in made.phases()] == [
        ("Analyse", "3/2017", ("Fachtag", "Netzwerk")),
        ("2", "Q2 2018", ("Bericht",)),
    ]
    assert pasted_table("<p>kein Wort davon</p>", "").rows == []
    assert pasted_table("", "eine Zeile\nnoch eine").rows == []


def test_what_stands_beside_the_table_is_noticed() -> None:
    around = f"<h1>Anlage 1</h1>{table(('Analyse', '3/2017', 'Fachtag', '', ''))}<p>Ende</p>"
    assert pasted_table(around, "").has_more
    assert not pasted_table(table(("Analyse", "3/2017", "Fachtag", "", "")), "").has_more


def test_doubts_are_told_in_their_cells_and_can_be_mended() -> None:
    rows = (
        ("Analyse", "im Frühling irgendwann", "Fachtag", "", "AWO"),
        ("", "4/2017", "Bericht", "", ""),
        ("Umsetzung", "im Anschluss an Phase 1 bis Projektende", "", "", "Siehe Phase 7 und insbesondere: DRK"),
    )
    made = sheet(table(*rows))
    assert made.doubts() == [(1, 1), (2, 0), (3, 4)]
    assert "kein Monat" in made.doubt(1, 1)
    assert "Ohne Titel" in made.doubt(2, 0)
    assert "Phase 7" in made.doubt(3, 4)
    # What stays in doubt is left out and told, or its phase is.
    assert [one.title for one in made.phases()] == ["Analyse", "Umsetzung"]
    assert [one.period for one in made.phases()] == ["", rows[2][1]]
    assert (made.lost(), made.moved()) == (["1 Zeile ausgelassen"], ["2 Zellen nicht übernommen"])
    made.rest = WITHOUT_ROW
    assert made.phases() == []
    made.mend(1, 1, "März 17 bis Mai 2017")
    made.mend(2, 0, "Bestand")
    made.mend(3, 4, "Siehe Phase 2 und insbesondere: DRK, AWO")
    assert made.doubts() == []
    plan = put_in(made)
    assert period.shown(plan, plan.phases[0]) == "März bis Mai 2017"
    assert plan.phases[2].start_phase == plan.phases[0].id
    assert plan.phases[2].refers_to == plan.phases[1].id
    assert [len(plan.mentions(phase.id)) for phase in plan.phases] == [1, 0, 2]


def test_a_row_left_out_keeps_its_number() -> None:
    last = ("Drei", "bis Ende von Phase 2", "", "", "Siehe Phase 2")
    made = sheet(table(("Eins", "3/2017", "", "", "AWO"), ("Zwei", "4/2017", "", "", "DRK"), last))
    made.leave_out(1, True)
    plan = put_in(made)
    assert [phase.title for phase in plan.phases] == ["Zwei", "Drei"]
    assert plan.phases[1].refers_to == plan.phases[1].end_phase == plan.phases[0].id
    made.leave_out(2, True)
    assert made.doubts() == [(3, 1), (3, 4)]
    assert "nicht eingefügt" in made.doubt(3, 1)


def test_rows_about_people_are_left_out_until_somebody_wants_them() -> None:
    found = sheet(table(("A", "2018", "eins", "", ""), ("Telefon:", "0521 12345", "", "", "")))
    assert (found.left_out, found.told, found.lost()) == ({2}, "1 Phase, 1 Maßnahme", ["1 Zeile ausgelassen"])
    found.leave_out(2, False)
    assert found.told == "2 Phasen, 1 Maßnahme"


def test_a_table_of_too_many_rows_is_refused_at_once() -> None:
    rows = table(*[("Phase", "3/2017", "", "", "")] * (MOST_PHASES + 1))
    with pytest.raises(PlanError, match="mehr als 200 Phasen"):
        sheet(rows)
    assert len(sheet(table(*[("Phase", "3/2017", "x", "y", "Siehe Phase 1")] * MOST_PHASES)).doubts()) == 1


@pytest.mark.parametrize("column", range(5))
def test_a_column_can_be_left_out(column: int) -> None:
    made = sheet((COPIED / "word_table.html").read_text("utf-8"))
    made.take(column, None)
    assert made.lost() == (["4 Zeilen ausgelassen"] if column == 0 else []) + ["1 Spalte nicht übernommen"]
    assert bool(made.missing) == (column == 0)
    if column:
        assert len(put_in(made).phases) == 4


CELL = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["Juli bis Projektende", "3/2017", "bis Ende von Phase 1", "im Anschluss an Phase 2", "Siehe Phase 1",
         "Siehe Phase 1 und insbesondere: A und B, A", "A, B und C", "1. Eins\n2. Zwei\n   a) drei",
         "• eins\n\t• zwei", ":"]
    ),
)  # fmt: skip


@given(
    st.lists(st.tuples(CELL, CELL, CELL, CELL, CELL), min_size=1, max_size=5), st.sets(st.integers(0, 5), max_size=2)
)
def test_whatever_a_table_holds_becomes_a_sound_plan(rows: list[tuple[str, ...]], left_out: set[int]) -> None:
    """What is not in doubt can be put in, and what is in doubt is left out."""
    made = PhaseSheet(PLAN, [tuple(lines_of(received(cell, lines=True)) for cell in row) for row in rows])
    for column, field in enumerate(made.fields):
        made.take(column, field)
    for row in left_out & set(made.rows):
        made.leave_out(row, True)
    if phases := made.phases():
        plan = PLAN.apply(phase_table.add(PLAN, phases))
        assert list(invariants.breaches(plan)) == []
        assert len(plan.phases) == len(phases)
        assert [len(plan.measures(one.id)) for one in plan.phases] == [len(one.measures) for one in phases]


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        (("1. Analyse", "2. Bestand"), ("Analyse", "Bestand")),
        (("1 Analyse", "2 – Bestand"), ("Analyse", "Bestand")),
        (("Phase 1: Analyse", "Bestand"), ("Analyse", "Bestand")),
        # A number may be the title's own.
        (("Vorbereitung", "2 Workshops"), ("Vorbereitung", "2 Workshops")),
        (("1 Jahr Beratung", "Danach"), ("1 Jahr Beratung", "Danach")),
        (("1.7.2018 Auftakt", "2. Bestand"), ("1.7.2018 Auftakt", "2. Bestand")),
        (("1 Jahr Beratung",), ("1 Jahr Beratung",)),
    ],
)
def test_only_the_number_that_a_phase_has_anyway_is_left_out(typed: tuple[str, ...], titles: tuple[str, ...]) -> None:
    read = sheet(table(*((title, "", "m", "z", "AWO") for title in typed)))
    assert tuple(phase.title for phase in read.phases()) == titles
