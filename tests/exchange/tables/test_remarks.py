"""What tables say in passing – sums below them, notes beside them, a time in a row of its own – is asked or told of."""

from collections.abc import Sequence

import pytest
from exchange.tables.plans import keys
from exchange.tables.test_documents import HEAD

from nrw_desktop.domain.drafts.draft import Draft
from nrw_desktop.domain.model.records import Goal, Measure
from nrw_desktop.exchange.reading.drafts import draft_of
from nrw_desktop.exchange.sources.source import Cell, Left, Line, Source, Table

FIRST = ("Analyse", "2019", "Tagung", "Austausch", "AK Asyl")


def lines(*texts: str, notes: tuple[str, ...] = ()) -> tuple[Line, ...]:
    return tuple(Line(text, notes=notes) for text in texts)


def sheet(*rows: Sequence[str | Cell], name: str = "Plan", before: tuple[Line, ...] = ()) -> Table:
    """A table as a reader gives it."""
    cells = [[one if isinstance(one, Cell) else Cell(lines(*filter(None, [one]))) for one in row] for row in rows]
    return Table(tuple(map(tuple, cells)), name, before)


def drawn(*tables: Table, answers: dict[str, str] | None = None) -> Draft:
    return draft_of(Source(tables), answers or {})


def test_another_table_of_as_many_columns_goes_on_only_where_its_first_row_says_so() -> None:
    team = ("Name", "Funktion", "Telefon", "E-Mail", "Raum")
    draft = drawn(sheet(HEAD, FIRST), sheet(team, ("Kaya", "Leitung", "0521", "k@example.org", "1"), name="Tabelle 2"))
    assert [(one.key, one.suggestion) for one in draft.doubts] == [("Tabelle 2, Fortsetzung", "no")]
    assert (len(draft.plan.phases), [one.said for one in draft.left_out]) == (1, ["1 weitere Tabelle"])
    draft = drawn(sheet(HEAD, FIRST), sheet(("Umsetzung", "2020", "Beratung", "Hilfe", "MBR"), name="Tabelle 2"))
    assert ([phase.title for phase in draft.plan.phases], draft.doubts) == (["Analyse", "Umsetzung"], ())


def test_sums_and_remarks_below_the_rows_are_no_phases_unasked() -> None:
    rows = (("Summe", "", "12", "", ""), ("* Stand: Mai 2020", "", "", "", ""), ("Quelle: Amt", "", "", "", ""))
    draft = drawn(sheet(HEAD, FIRST, *rows))
    assert ([phase.title for phase in draft.plan.phases], len(draft.plan.all(Measure))) == (["Analyse"], 1)
    assert [(one.key, one.suggestion) for one in draft.open] == [
        (f"Plan, Zeile {row}, Spalte 1, Fußzeile", "none") for row in (3, 4, 5)
    ]
    assert [(one.said, one.examples[0]) for one in draft.left_out] == [("3 Fußzeilen", "Summe 12")]
    kept = drawn(sheet(HEAD, FIRST, *rows), answers={"Plan, Zeile 3, Spalte 1, Fußzeile": "own"})
    assert [phase.title for phase in kept.plan.phases] == ["Analyse", "Summe"]


def test_sheets_without_a_phase_are_asked_about_by_their_names_and_lose_no_line_above() -> None:
    head = HEAD[2:]
    draft = drawn(
        sheet(head, FIRST[2:], name="Phase 1 Aufbau"),
        sheet(("Nur vorläufig", "", ""), head, FIRST[2:], name="Phase 2 Ausbau"),
    )
    assert [phase.title for phase in draft.plan.phases] == ["Aufbau", "Ausbau"]
    assert keys(draft) == ["Phase 1 Aufbau, Phase", "Phase 2 Ausbau, Phase"]
    assert [(one.said, one.examples) for one in draft.left_out] == [("1 Absatz dazwischen", ("Nur vorläufig",))]
    told_above = lines("Aufbau", "Zeitraum: 2019")
    draft = drawn(sheet(head, FIRST[2:]), sheet(head, FIRST[2:], name="Tabelle 2", before=told_above))
    assert [(phase.title, phase.start) for phase in draft.plan.phases] == [("Maßnahmen", None), ("Aufbau", "2019-01")]
    assert (draft.doubts[1].suggestion, draft.left_out) == ("new", ())
    draft = drawn(sheet(("Arbeitsplan", "", ""), *[("", "", "")] * 20, ("Dieser Satz gilt.", "", ""), head, FIRST[2:]))
    assert (draft.plan.project.title, draft.plan.project.introduction) == ("Arbeitsplan", "Dieser Satz gilt.")


def test_what_a_phase_says_of_its_time_beside_its_measures_is_kept() -> None:
    rows = (
        ("Analyse", "2019 bis 2020", "", "Ziel", ""),
        ("", "3/2019", "Tagung", "", ""),
        ("", "5/2020", "Fest", "", ""),
    )
    (phase, *_) = drawn(sheet(HEAD, *rows)).plan.phases
    assert (phase.start, phase.end) == ("2019-01", "2020-12")
    head = ("Phase", "Beginn", "Ende", "Maßnahme", "Ziel")
    rows = (("Analyse", "1.1.2019", "31.12.2020", "", "Ziel"), ("", "1.3.2019", "31.3.2019", "Tagung", ""))
    draft = drawn(sheet(head, *rows))
    (phase, *_) = draft.plan.phases
    (measure,) = draft.plan.measures(phase.id)
    assert (phase.start, phase.end, measure.start, measure.end) == ("2019-01", "2020-12", "2019-03", "2019-03")
    lost = drawn(sheet(HEAD, ("Analyse", "2019", "", "Ziel", ""), ("", "2020", "", "", ""), ("", "", "Fest", "", "")))
    assert [(one.place.row, one.read) for one in lost.errors] == [(3, "2020")]


def test_what_two_columns_say_and_what_is_noted_beside_the_plan_is_told_of() -> None:
    head = ("Phase", "Zeitraum", "Laufzeit", "Maßnahme", "Ziel", "Partner")
    cells = (
        "Analyse",
        Cell(lines("2019", notes=("Vorbehalt",))),
        "3/2019",
        "Tagung",
        Cell(lines("Z", notes=("N",))),
        "",
    )
    before = (*lines("Plan"), *lines("Ein Satz davor.", notes=("Fußnote",)))
    source = Source((sheet(head, cells, before=before),), left=(Left("error", 2, ("Plan C2: #DIV/0!",)),))
    draft = draft_of(source, {"Plan, Spalte 3": "period"})
    assert [(one.place.said, one.read) for one in draft.errors] == [("Plan, Spalte 3", "Laufzeit")]
    assert draft.columns["Plan, Spalte 3"] == "period"
    assert [(one.said, one.examples) for one in draft.left_out] == [
        ("1 Anmerkung über der Tabelle", ("Fußnote",)),
        ("1 Anmerkung zu einem Zeitraum", ("Vorbehalt",)),
        ("2 Zellen mit einem Fehler", ("Plan C2: #DIV/0!",)),
    ]
    (goal,) = draft.plan.all(Goal).values()
    assert "remark" in draft.said[goal.id]


@pytest.mark.parametrize("unseen", ["\u200b", "\u00ad", "\ufeff", "\u200e"])
def test_what_nobody_can_see_is_no_partner_and_no_title(unseen: str) -> None:
    cell = Cell((Line("AK Asyl", 0, "-"), Line(unseen, 0, "-")))
    assert [one.name for one in drawn(sheet(HEAD, (*FIRST[:4], cell))).plan.partners] == ["AK Asyl"]
    dated = drawn(sheet(("Phase", *HEAD[2:]), (Cell(lines(unseen, "3/2019")), *FIRST[2:])))
    assert [phase.title for phase in dated.plan.phases] == ["3/2019"]


def test_a_plan_row_that_is_called_notes_leaves_those_below_it_in_the_plan() -> None:
    notes = ("Hinweise sammeln", "2020", "Umfrage", "Wissen", "MBR")
    draft = drawn(sheet(HEAD, FIRST, notes, ("Umsetzung", "2021", "Beratung", "Hilfe", "MBR")))
    assert [phase.title for phase in draft.plan.phases] == ["Analyse", "Hinweise sammeln", "Umsetzung"]


def test_a_measure_named_by_a_telephone_is_asked_about_where_more_stands_beside_it() -> None:
    hotline = ("", "", "Hotline Telefon: 0521 512000", "Beratung", "")
    draft = drawn(sheet(HEAD, FIRST, hotline))
    assert [(one.key, one.suggestion) for one in draft.open] == [("Plan, Zeile 3, Kontakt", "none")]
    kept = drawn(sheet(HEAD, FIRST, hotline), answers={"Plan, Zeile 3, Kontakt": "own"})
    assert [one.text for one in kept.plan.all(Measure).values()] == ["Tagung", "Hotline Telefon: 0521 512000"]


def test_a_year_that_only_the_name_of_a_sheet_says_is_counted() -> None:
    draft = drawn(sheet(HEAD, ("Analyse", "", "Tagung", "Austausch", "AK Asyl"), name="2018"))
    assert [(one.said, one.examples) for one in draft.left_out] == [("1 Jahr im Namen eines Blatts", ("2018",))]


def test_a_question_about_a_cell_points_at_it() -> None:
    head = ("Phase", "Maßnahme", "Verantwortlich", "Status")
    draft = drawn(sheet(head, ("Analyse", "Tagung", "Frau Kaya", "demnächst"), ("", "Beratung", "", "läuft")))
    (doubt,) = (one for one in draft.doubts if "demnächst" in one.question)
    assert (doubt.place.row, doubt.place.column) == (2, 4)
