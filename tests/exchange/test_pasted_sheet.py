"""A pasted table on its way into a plan: what columns are taken for, what is in doubt, and that nothing goes unsaid."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nrw_desktop.domain.edits import bulk_add
from nrw_desktop.domain.edits.bulk_add import Reader
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.exchange.pasted_columns import suggestion
from nrw_desktop.exchange.pasted_rows import Row, pasted_rows
from nrw_desktop.exchange.pasted_sheet import EMPTY, IN_NOTE, WITHOUT_ROW, Sheet


def sheet(plan: Plan, text: str, table: str = "measure") -> Sheet:
    return Sheet(plan, table, pasted_rows("", text))


def fields(made: Sheet) -> list[str | None]:
    return [one.field for one in made.taken]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Maßnahme\tZeitraum\tStatus\nA\tx\ty", ["text", "period", "status"]),
        ("MASSNAHME:\tUnbekannt\nFachtag\tx", ["text", None]),
        ("Was\tWann\tWer\tBemerkungen\nFachtag\t\t\t", ["text", "period", "responsible", "note"]),
        ("Nr.\tMaßnahme\tBeginn\tEnde\n1\tFachtag\t03/2017\t04/2017", [None, "text", "start", "end"]),
        ("1\tFachtag\t03/2017\n2\tNetzwerk\t04/2017", [None, "text", "period"]),
        ("01.03.2017\tFachtag\n02.04.2017\tNetzwerk", ["period", "text"]),
        ("Mrz 17\tFachtag\nApr 17\tNetzwerk", ["period", "text"]),
        ("2017\tFachtag\n2018\tNetzwerk", ["period", "text"]),
        ("Fachtag\terledigt\nNetzwerk\tin Arbeit", ["text", "status"]),
        ("Fachtag\thoch\nNetzwerk\tniedrig", ["text", "priority"]),
        ("Fachtag\tAK Asyl\nNetzwerk\tIntegrationsrat", ["text", "responsible"]),
        ("AK Asyl\tFachtag\nIntegrationsrat\tNetzwerk", ["responsible", "text"]),
        ("Fachtag\t120\nNetzwerk\t80", ["text", "participants_expected"]),
        ("Fachtag\t" + "lange Erläuterung " * 5 + "\nNetzwerk\t" + "mehr dazu " * 9, ["text", "note"]),
        ("Was\tKosten\nFachtag\t500\nNetzwerk\t80", ["text", None]),
        ("03/2017\t1\n04/2017\t2", ["period", None]),
    ],
)
def test_what_columns_are_taken_for(bielefeld: Plan, text: str, wanted: list[str | None]) -> None:
    assert fields(sheet(bielefeld, text)) == wanted


def test_columns_of_goals_and_partners(bielefeld: Plan) -> None:
    goals = sheet(bielefeld, "Ziel\tIndikator\tErreicht\nTeilhabe\tAnteil\tteilweise", "goal")
    assert fields(goals) == ["text", "indicator", "reached"]
    partners = sheet(bielefeld, "Neu e. V.\tVerein, Verband\nAmt\tVerwaltung", "partner")
    assert fields(partners) == ["name", "kind"]
    assert [one.guessed for one in partners.taken] == [True, True]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Sommer 2018", "Juni bis August 2018"),
        ("im Herbst 17", "September bis November 2017"),
        ("Winter 2018", "Dezember 2018 bis Februar 2019"),
        ("Sommer", ""),
        ("irgendwann", ""),
        ("32.13.2017", ""),
    ],
)
def test_what_could_be_meant_by_a_period(bielefeld: Plan, text: str, wanted: str) -> None:
    found = suggestion(Reader(bielefeld, "measure"), "measure", "period", text)
    assert found == wanted
    if found:
        assert Reader(bielefeld, "measure").cell("period", found)


def test_two_months_that_do_not_go_together_are_in_doubt(bielefeld: Plan) -> None:
    made = sheet(bielefeld, "Maßnahme\tBeginn\tEnde\nFachtag\t05/2017\t03/2017")
    assert made.doubts() == [(1, 2)]
    assert "liegt vor dem Beginn" in made.doubt(1, 2)
    [(_depth, cells)] = made.typed()
    assert cells == {"text": "Fachtag", "start": "05/2017", "note": "Ende: 03/2017"}


def test_names_of_the_register_are_not_written_over(bielefeld: Plan) -> None:
    rows = pasted_rows("", "Name\tAbkürzung\nNeu\tN")
    made = Sheet(bielefeld, "partner", rows, [bielefeld.partners[0].id], "abbreviation", filling=True)
    assert "nur einzeln geändert" in made.doubt(1, 0)
    assert made.filled() == [(bielefeld.partners[0].id, {"abbreviation": "N"})]


WORDS = st.sampled_from(["03/2017", "bald", "läuft", "14.03.2017", "Jugendamt", "", "12", "=A1", "x" * 60])


@given(
    st.lists(st.lists(WORDS, min_size=1, max_size=4), min_size=1, max_size=6),
    st.sampled_from([IN_NOTE, EMPTY, WITHOUT_ROW]),
    st.sampled_from(["measure", "goal", "partner"]),
    st.booleans(),
    st.data(),
)
def test_nothing_is_dropped_in_silence(
    cells: list[list[str]], rest: str, table: str, heading: bool, data: st.DataObject
) -> None:
    plan = Plan.empty()
    marked = [tuple(f"{word}" for word in row) for row in cells]
    made = Sheet(plan, table, [Row(row) for row in marked])
    made.set_heading(heading and len(cells) > 1)
    made.rest = rest
    for column in range(made.width):
        made.take(column, data.draw(st.sampled_from([None, *made.fields])))
    if made.missing:
        return
    typed, lost = made.typed(), " ".join((*made.lost(), *made.moved()))
    values = "\n".join(text for _depth, row in typed for text in row.values())
    for row in made.rows:
        for column, one in enumerate(made.taken):
            text = made.cells[row][column]
            if text and text not in values:
                assert "ausgelassen" in lost or "nicht übernommen" in lost, (text, one)
    # What is left can be put in.
    if typed and table == "measure":
        for _depth, row in typed:
            Reader(plan, table).row(row)


def test_the_rows_of_a_sheet_are_what_an_edit_takes(bielefeld: Plan) -> None:
    made = sheet(bielefeld, "Maßnahme\tZeitraum\tOrt\nFachtag\tbald\tRathaus\nNetzwerk\t03/2017\t")
    change = bulk_add.add_measures(bielefeld, bielefeld.phases[0].id, [cells for _depth, cells in made.typed()])
    after = bielefeld.apply(change)
    found = {one.text: one for one in after.measures(bielefeld.phases[0].id)}
    assert (found["Fachtag"].note, found["Fachtag"].place) == ("Zeitraum: bald", "Rathaus")
    assert found["Netzwerk"].start == "2017-03"
