"""The texts of a year in its Sachbericht: where they stand, as headings and paragraphs; nothing for an empty one."""

import io
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Phase, Project, YearText
from nrw_desktop.reports import catalogue
from nrw_desktop.reports.request import Request
from tests.reports.full_plan import TEXTS, full_plan
from tests.reports.pdf_tools import DAY, made, text
from tests.reports.tag_tree import Read, plain, read

HEADINGS = {
    "introduction": "Einleitung",
    "course": "Verlauf des Jahres",
    "difficulties": "Schwierigkeiten",
    "outlook": "Ausblick",
}


def printed(plan: Plan, **options: object) -> Read:
    return read(catalogue.made("annual-report", plan, Request(DAY, **options)))  # type: ignore[arg-type]


def plan_with(*texts: YearText) -> Plan:
    return made([Project("p"), Phase("a", title="Erste", start="2018-01", end="2018-12"), *texts])


def headings(said: Read) -> list[str]:
    return [plain(node.text) for node in said.root.all("H2")]


def paragraphs(said: Read, heading: str) -> list[str]:
    """The paragraphs below a heading, up to the next of any level."""
    found: list[str] = []
    within = False
    for node in said.root.kids:
        if node.tag in ("H1", "H2", "H3"):
            within = plain(node.text) == heading
        elif within:
            assert node.tag == "P"
            found.append(plain(node.text))
    return found


@pytest.mark.parametrize("edition", ["internal", "public"])
def test_they_frame_the_figures_in_both_editions(edition: str) -> None:
    said = printed(full_plan(), year=2018, edition=edition)
    found = headings(said)
    assert [one for one in found if one != "Inhalt"][:3] == ["Einleitung", "Verlauf des Jahres", "Soll und Ist"]
    assert found[-2:] == ["Schwierigkeiten", "Ausblick"]
    assert "Fristen" in found[3:-2]
    for field, heading in HEADINGS.items():
        assert paragraphs(said, heading) == [line for line in TEXTS[field].split("\n") if line]
    assert not any(said.unmarked)


def test_a_year_prints_its_own_texts() -> None:
    plan = plan_with(YearText("a", 2017, course="Siebzehn."), YearText("b", 2018, course="Achtzehn."))
    assert paragraphs(printed(plan, year=2018), "Verlauf des Jahres") == ["Achtzehn."]
    # Also where no phase runs in it.
    assert paragraphs(printed(plan, year=2017), "Verlauf des Jahres") == [
        "Siebzehn.",
        "Im Jahr 2017 läuft keine der Phasen.",
    ]
    assert "Verlauf des Jahres" not in headings(printed(plan, year=2019))


@pytest.mark.parametrize("empty", [None, "", " \n\n "])
def test_what_is_empty_prints_nothing_and_is_missed_in_the_internal_edition_alone(empty: str | None) -> None:
    plan = plan_with(YearText("a", 2018, introduction="Da.", course=empty, difficulties=empty, outlook="Auch da."))
    public, internal = (printed(plan, year=2018, edition=edition) for edition in ("public", "internal"))
    for said in (public, internal):
        assert set(HEADINGS.values()) & set(headings(said)) == {"Einleitung", "Ausblick"}
    missing = "Noch zu schreiben: Verlauf des Jahres, Schwierigkeiten"
    assert (missing in public.texts(), missing in internal.texts()) == (False, True)
    assert "Verlauf des Jahres" not in " ".join(public.texts())
    full = printed(full_plan(), year=2018, edition="internal")
    assert not [one for one in full.texts() if one.startswith("Noch zu schreiben")]


WORDS = st.text("abcdefgh ÄÖß.,–„“", max_size=60).map(lambda words: words * 12)


@settings(max_examples=40)
@given(
    st.lists(st.one_of(st.just(""), st.just("  "), WORDS), min_size=1, max_size=30),
    st.sampled_from([("A4", "portrait"), ("A4", "landscape"), ("A3", "landscape")]),
)
def test_every_line_is_one_paragraph_in_its_order(lines: list[str], paper: tuple[str, str]) -> None:
    size, orientation = paper
    plan = plan_with(YearText("a", 2018, course="\n".join(lines)))
    said = printed(plan, year=2018, paper=size, orientation=orientation)
    assert paragraphs(said, "Verlauf des Jahres") == [plain(line) for line in lines if line.strip()]


def test_a_long_paragraph_begins_where_there_is_room_for_it() -> None:
    """A page is not left empty below a heading because all of it would fit on the next."""
    words = "Das Jahr begann mit der Auswertung der Dialogforen in vier Quartieren. " * 60
    plan = plan_with(YearText("a", 2018, introduction=words, course=words))
    said = printed(plan, year=2018)
    (course,) = (node for node in said.root.kids if plain(node.text) == plain(words) and 2 in node.pages)
    assert course.pages == {1, 2}
    lines = [page for page, _x, _y, text in said.places if text in words]
    assert lines.count(1) > 1


def test_a_long_paragraph_with_an_address_is_printed_once(tmp_path: Path) -> None:
    words = "Anfang " + "Wort " * 60 + "siehe https://www.abc.de/liste Mitte " + "Rede " * 60 + "Schluss."
    pdf = catalogue.made("annual-report", plan_with(YearText("a", 2018, course=words)), Request(DAY, year=2018))
    shown = text(pdf, tmp_path)
    assert [shown.count(word) for word in ("Anfang", "https://www.abc.de/liste", "Mitte", "Schluss")] == [1, 1, 1, 1]
    assert paragraphs(read(pdf), "Verlauf des Jahres") == [plain(words)]
    with pikepdf.open(io.BytesIO(pdf)) as document:
        links = [link for page in document.pages for link in page.get("/Annots", []) if link.Subtype == "/Link"]
    assert len([link for link in links if "/A" in link]) == 1
