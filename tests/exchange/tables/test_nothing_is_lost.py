"""What stands in odd places of a table – twice in a row, beside, below, at an empty cell – is taken, asked or told."""

from pathlib import Path

from nrw_desktop.domain.drafts.draft import Draft
from nrw_desktop.exchange.reading.drafts import draft_of
from nrw_desktop.exchange.word import docx
from tests.exchange.tables.plans import keys, said
from tests.exchange.word.docx_maker import cell, document, p, ps, row, table

HEAD = ("Phase", "Zeitraum", "Maßnahmen", "Ziele", "Kooperationspartner")


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
