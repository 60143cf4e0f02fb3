"""What stands in odd places of a table – twice in a row, beside, below, at an empty cell – is taken, asked or told."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from nrw_desktop.domain.drafts.draft import Draft
from nrw_desktop.domain.model.records import Goal, Measure
from nrw_desktop.exchange.lists.cells import table as sheet
from nrw_desktop.exchange.reading.drafts import draft_of
from nrw_desktop.exchange.sources.source import Source
from nrw_desktop.exchange.word import docx
from tests.exchange.tables.plans import keys, said
from tests.exchange.word.docx_maker import cell, document, p, ps, row, table

HEAD = ("Phase", "Zeitraum", "Maßnahmen", "Ziele", "Kooperationspartner")
FIRST = ("Aufbau", "2020", "M", "Z", "P")
NOTED = '<w:r><w:commentReference w:id="1"/></w:r>'
NOTE = '<w:comment w:id="1" w:author="Kaya"><w:p><w:r><w:t>neu</w:t></w:r></w:p></w:comment>'


def read(tmp_path: Path, *blocks: str, answers: dict[str, str] | None = None, comment: str = "") -> Draft:
    path = tmp_path / "Plan.docx"
    path.write_bytes(document(*blocks, comments=comment))
    return draft_of(docx.read(path), answers or {})


def left(draft: Draft) -> list[tuple[str, tuple[str, ...]]]:
    """What is left out, counted and with its examples."""
    return [(one.said, one.examples) for one in draft.left_out]


def wide(text: str) -> str:
    return row(cell(text, span=len(HEAD)))


def test_a_year_in_a_row_of_its_own_holds_for_the_rows_below_it_up_to_the_next(tmp_path: Path) -> None:
    begin, end = ("Aufbau", "März", "M1", "Z1", "P"), ("Aufbau", "März", "M2", "Z2", "P")
    draft = read(tmp_path, table(HEAD, wide("2020"), begin, wide("2021"), end, wide("2022")))
    assert said(draft.plan)[:3] == ["# Aufbau", "- M1; März 2020; geplant", "- M2; März 2021; geplant"]
    assert (draft.doubts, left(draft)) == ((), [("1 Zwischenzeile", ("2022",))])
    draft = read(tmp_path, table(HEAD, wide("2020"), wide("im Stadtteil"), begin))
    assert (said(draft.plan)[0], left(draft)) == ("# Aufbau (März 2020)", [("1 Zwischenzeile", ("im Stadtteil",))])


def test_partners_of_a_table_that_goes_on_stay_as_many_as_they_are(tmp_path: Path) -> None:
    first = table(HEAD, ("Aufbau", "2020", "M1", "Z1", "AK Asyl, Integrationsrat"))
    draft = read(tmp_path, first, table(("", "", "M2", "Z2", "MBR"), ("", "", "M3", "Z3", "AK Asyl")))
    assert [one.name for one in draft.plan.partners] == ["AK Asyl", "Integrationsrat", "MBR"]


def test_a_cell_of_goals_that_comes_again_with_one_more_adds_that_one(tmp_path: Path) -> None:
    rows = ("Aufbau", "2020", "M1", ps("Z1", "Z2"), "P"), ("Aufbau", "2020", "M2", ps("Z1", "Z2", "Z3"), "P")
    draft = read(tmp_path, table(HEAD, *rows))
    assert said(draft.plan)[3:-1] == ["* Z1", "* Z2", "* Z3"]


def test_what_a_cell_and_a_column_both_say_of_a_measure_is_kept(tmp_path: Path) -> None:
    cells = p("Fachtag") + p("Verantwortlich: Jugendamt") + p("Zeitraum: Mai 2020")
    rows = ("Aufbau", "2020", cells, "Schulamt"), ("", "2021", "Umfrage", "")
    draft = read(tmp_path, table(("Phase", "Zeitraum", "Maßnahmen", "Verantwortlich"), *rows))
    first = draft.plan.measures(draft.plan.phases[0].id)[0]
    assert (first.responsible, first.note) == ("Jugendamt", "Verantwortlich: Schulamt\nZeitraum: Mai 2020")


def test_times_below_the_measures_of_a_cell_are_theirs(tmp_path: Path) -> None:
    cells = p("Maßnahmen:") + p("Fachtag") + p("Zeitraum: März 2020") + p("Maßnahmen:") + p("Umfrage")
    draft = read(tmp_path, table(HEAD[::2], ("Aufbau", cells + p("Zeitraum: Mai 2020"), "P")))
    assert said(draft.plan)[1:3] == ["- Fachtag; März 2020; geplant", "- Umfrage; Mai 2020; geplant"]
    assert keys(draft) == ["Tabelle 1, Zeiten je Maßnahme"]


def test_a_label_of_a_card_that_reaches_down_holds_what_stands_beside_it(tmp_path: Path) -> None:
    measures = (cell("Maßnahmen", merge="restart"), "M1"), (cell(merge="continue"), "M2")
    card = (cell("Aufbau", span=2),), ("Zeitraum", "2020"), *measures, ("Ziele", "Z1")
    draft = read(tmp_path, table(*card))
    assert said(draft.plan) == ["# Aufbau (2020)", "- M1; geplant", "- M2; geplant", "* Z1"]


@pytest.mark.parametrize("first", ["nach Bedarf", "laufend", "ab sofort", "bis Projektende"])
def test_no_year_is_invented_behind_a_time_that_says_none(first: str, tmp_path: Path) -> None:
    rows = ("Aufbau", first, "M1", "Z1", "P"), ("Ende", "März bis Juli", "M2", "Z2", "P")
    assert "Jahr" in keys(read(tmp_path, table(HEAD, *rows)))


def test_a_head_that_reaches_down_into_the_table_is_no_partner_of_its_phases(tmp_path: Path) -> None:
    rows = [(f"P{number}", "2020", f"M{number}", "Z", cell(merge="continue")) for number in range(4)]
    draft = read(tmp_path, table((*HEAD[:-1], cell(HEAD[-1], merge="restart")), *rows))
    assert (len(draft.plan.phases), draft.plan.partners) == (4, ())


def test_a_reference_in_small_letters_is_to_the_phase_that_was_answered(tmp_path: Path) -> None:
    rows = ("2. Phase: Auftakt", "2020", "M", "Z", "P"), ("1. Phase: Mitte", "2021", "M", "Z", "Q")
    whole = table(HEAD, *rows, ("Ende", "2022", "M", "Z", "siehe phase 1"))
    for answer in ("1", "2"):
        draft = read(tmp_path, whole, answers={"Tabelle 1, Zeile 4, Spalte 5, welche Phase": answer})
        assert draft.plan.phases[2].refers_to == draft.plan.phases[int(answer) - 1].id


def test_a_row_that_stands_in_two_phases_says_its_note_once_in_each(tmp_path: Path) -> None:
    rows = [("Phase", "Maßnahmen", "Zeitraum", "Beginn"), ("Phase 1\nPhase 2", "M", "März bis Mai 2020", "04/2020")]
    key = "Plan, Zeile 2, Spalte 1, mehrere Phasen"
    draft = draft_of(Source((sheet("Plan", rows),)), {key: "each"})
    assert [one.note for one in draft.plan.all(Measure).values()] == ["Beginn und Ende: ab 04/2020"] * 2


@pytest.mark.parametrize("place", [0, 3, 4])
@pytest.mark.parametrize("text", ["", "–"])
def test_a_note_at_a_cell_without_anything_is_counted(place: int, text: str, tmp_path: Path) -> None:
    cells = [cell(p(text, inside=NOTED)) if number == place else one for number, one in enumerate(("1", *FIRST))]
    draft = read(tmp_path, table(("Nr.", *HEAD), (*cells,), ("2", *FIRST)), comment=NOTE)
    assert ("1 Anmerkung zu einer Zelle", ("Kommentar (Kaya): neu",)) in left(draft)


def test_notes_in_registers_and_in_tables_within_cells_are_kept_or_counted(tmp_path: Path) -> None:
    noted = cell(p("Amt", inside=NOTED))
    draft = read(tmp_path, table(("Einrichtung", "Telefon", "E-Mail"), (noted, "0521 12345", "a@b.de")), comment=NOTE)
    assert left(draft) == [("1 Anmerkung im Verzeichnis", ("Kommentar (Kaya): neu",))]
    inner = table(("Fachtag", noted), ("Umfrage", "Verein"))
    draft = read(tmp_path, table(HEAD, ("Aufbau", "2020", cell(p("M") + inner + p()), "Z", "P")), comment=NOTE)
    assert said(draft.plan)[2] == "- Fachtag – Amt; geplant; Kommentar (Kaya): neu"


def test_what_is_taken_is_not_told_to_be_left_out(tmp_path: Path) -> None:
    register = table(("Einrichtung", "Telefon", "E-Mail"), ("Amt", "0521 12345", "a@b.de"))
    deep = table(("Fachtag", cell(table(("a", "b"), ("c", "d")) + p())), ("Umfrage", "Verein"))
    plan = table(HEAD, ("Aufbau", "2020", cell(p("M") + deep + p()), "Z", "P"))
    draft = read(tmp_path, p("Konzept", style="Titel"), register, p("Ein Plan.", style="U1"), plan)
    assert (draft.plan.project.heading, draft.plan.project.title, left(draft)) == ("Konzept", "Ein Plan.", [])


def rows_of(*rows: Sequence[str]) -> Source:
    """A sheet of these rows."""
    return Source((sheet("Plan", rows),))


def test_the_same_year_twice_in_a_row_is_no_head_of_times() -> None:
    draft = draft_of(rows_of(("Phase", "Maßnahmen", "Beginn", "Ende"), ("Aufbau", "M", "2021", "2021")), {})
    assert said(draft.plan) == ["# Aufbau (2021)", "- M; geplant"]


def test_a_mark_alone_in_a_line_is_no_item_that_the_next_goes_on_with() -> None:
    draft = draft_of(rows_of(("Phase", "Maßnahmen"), ("Aufbau", "•\n  Fachtag")), {})
    assert said(draft.plan) == ["# Aufbau", "- Fachtag; geplant"]


def test_a_table_without_a_phase_may_be_left_out_whatever_it_holds(tmp_path: Path) -> None:
    whole = table(HEAD[2:], FIRST[2:])
    assert said(read(tmp_path, whole, answers={"Tabelle 1, Phase": "no"}).plan) == []


def test_goals_that_a_measure_names_stand_beside_those_of_columns_with_levels(tmp_path: Path) -> None:
    head = ("Phase", "Maßnahmen", "Leitziel", "Teilziel")
    measures = p("Maßnahmen:") + p("Fachtag") + p("Ziele:") + p("Austausch")
    draft = read(tmp_path, table(head, ("Aufbau", measures, "Teilhabe", "Sprache")))
    assert said(draft.plan)[1:] == ["- Fachtag; geplant", "* Austausch", "* Teilhabe", "  * Sprache"]


@pytest.mark.parametrize(
    "cells",
    [
        ("Aufbau", "", "", "", "", NOTED),
        ("E-Mail: a@example.org", "", "", "", NOTED, ""),
        ("Summe", "", "", "", NOTED, ""),
        ("Telefon: 0521 123456", "", "", "", "", NOTED),
    ],
    ids=["without a measure", "of people", "of a sum", "of a telephone"],
)
def test_notes_of_rows_that_are_not_taken_are_counted(cells: Sequence[str], tmp_path: Path) -> None:
    row_of = [cell(p("x", inside=one)) if one == NOTED else one for one in cells]
    draft = read(tmp_path, table((*HEAD, "Notiz"), (*FIRST, ""), (*row_of,)), comment=NOTE)
    assert ("1 Anmerkung zu einer Zelle", ("Kommentar (Kaya): neu",)) in left(draft)


def test_a_head_that_reaches_over_the_first_row_takes_nothing_of_it(tmp_path: Path) -> None:
    head = (*HEAD[:-1], cell(HEAD[-1], merge="restart"))
    draft = read(tmp_path, table(head, (*FIRST[:-1], cell(merge="continue")), ("Ende", "2021", "N", "Y", "Q")))
    assert [phase.title for phase in draft.plan.phases] == ["Aufbau", "Ende"]


def test_a_row_that_is_a_phase_keeps_what_stands_in_another_column_of_measures() -> None:
    rows = ("Aktivität", "Maßnahmen", "Ziele"), ("Phase 1: Aufbau", "Fachtag", ""), ("Umfrage", "", "Wissen")
    draft = draft_of(rows_of(*rows), {})
    assert said(draft.plan) == ["# Aufbau", "- Fachtag; geplant", "- Umfrage; geplant", "* Wissen"]


def test_notes_at_lines_without_a_text_and_at_signs_for_the_same_are_kept(tmp_path: Path) -> None:
    listed = p("", inside=NOTED) + p("M", mark="-")
    draft = read(tmp_path, table(HEAD, ("Aufbau", "2020", cell(listed), "Z", "P")), comment=NOTE)
    assert said(draft.plan)[1] == "- M; geplant; Kommentar (Kaya): neu"
    ditto = ("", "", "N", "", cell(p("dito", inside=NOTED)))
    draft = read(tmp_path, table((*HEAD[:4], "Notiz"), FIRST, ditto), comment=NOTE)
    assert [one.note for one in draft.plan.all(Measure).values()] == ["P", "P\nKommentar (Kaya): neu"]


def test_a_note_at_a_title_that_comes_again_is_counted(tmp_path: Path) -> None:
    again = (cell(p("Aufbau", inside=NOTED)), "", "N", "", "")
    draft = read(tmp_path, table(HEAD, FIRST, again), comment=NOTE)
    assert left(draft) == [("1 Anmerkung zu einem Titel", ("Kommentar (Kaya): neu",))]


def test_days_beside_a_period_of_the_same_months_are_a_note_and_other_days_a_question() -> None:
    head = ("Phase", "Maßnahmen", "Zeitraum", "Beginn", "Ende")
    whole, days = ("Juni 2020", "01.06.2020", "30.06.2020"), ("2.3. bis 5.5.2020", "03/2020", "05/2020")
    more = ("B", "M3", "März bis Mai 2020", "15.03.2020", "20.05.2020")
    draft = draft_of(rows_of(head, ("A", "M1", *whole), ("A", "M2", *days), more), {})
    noted = "Beginn und Ende: 15.03.2020 bis 20.05.2020"
    assert [one.note for one in draft.plan.all(Measure).values()] == [None, None, noted]
    assert draft.doubts == ()
    other = ("A", "M", "2.3. bis 5.5.2020", "03.03.2020", "05.05.2020")
    assert keys(draft_of(rows_of(head, other), {})) == ["Plan, Zeiten"]
    assert keys(draft_of(rows_of(head, ("A", "M", "ab März 2020", "03/2020", "Projektende")), {})) == ["Plan, Zeiten"]


def test_a_period_without_a_year_counts_from_no_open_one(tmp_path: Path) -> None:
    rows = ("Aufbau", "ab Januar 2020"), ("Ende", "März bis Juli"), ("Schluss", "August")
    draft = read(tmp_path, table(HEAD, *[(*row, "M", "Z", "P") for row in rows]))
    assert [(one.key, one.chosen) for one in draft.doubts] == [("Jahr", "2020")]
    assert [phase.start for phase in draft.plan.phases] == ["2020-01", "2020-03", "2020-08"]


def test_notes_beside_tables_are_counted(tmp_path: Path) -> None:
    register = table(("Einrichtung", cell(p("Telefon", inside=NOTED))), ("Amt", "0521 12345"))
    plan = table(HEAD, FIRST)
    draft = read(tmp_path, plan, p("Ein Satz dazu.", inside=NOTED), register, comment=NOTE)
    assert [count for count, examples in left(draft) if examples == ("Kommentar (Kaya): neu",)] == [
        "1 Anmerkung im Verzeichnis",
        "1 Anmerkung zu einem Absatz",
    ]


def test_a_last_paragraph_whose_end_was_removed_keeps_its_mark_and_its_notes(tmp_path: Path) -> None:
    removed = p("N", mark="1", inside=NOTED).replace(
        "</w:pPr>", '<w:rPr><w:del w:id="9" w:author="x"/></w:rPr></w:pPr>'
    )
    draft = read(tmp_path, table(HEAD, (*FIRST[:3], cell(p("Y", mark="1") + removed), "P")), comment=NOTE)
    assert [(one.text, one.remark) for one in draft.plan.all(Goal).values()] == [
        ("Y", None),
        ("N", "Kommentar (Kaya): neu"),
    ]


def test_a_remark_below_a_register_is_no_partner_unasked(tmp_path: Path) -> None:
    rows = ("Amt", "0521 12345"), ("", ""), ("Stand: Mai 2020", "")
    draft = read(tmp_path, table(("Einrichtung", "Telefon"), *rows))
    assert [one.name for one in draft.plan.partners] == ["Amt"]
    assert keys(draft) == ["Tabelle 1, Verzeichnis", "Tabelle 1, Zeile 4, Spalte 1, Fußzeile"]
    none = read(tmp_path, table(("Einrichtung", "Telefon"), *rows), answers={"Tabelle 1, Verzeichnis": "none"})
    assert left(none) == [("2 Zeilen eines Verzeichnisses", ("Tabelle 1",))]
