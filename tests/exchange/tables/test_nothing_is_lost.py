"""What stands in odd places of a table – twice in a row, beside, below, at an empty cell – is taken, asked or told."""

from pathlib import Path

from nrw_desktop.domain.drafts.draft import Draft
from nrw_desktop.exchange.reading.drafts import draft_of
from nrw_desktop.exchange.word import docx
from tests.exchange.tables.plans import said
from tests.exchange.word.docx_maker import cell, document, ps, row, table

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
