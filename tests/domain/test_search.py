"""Finding words as people spell them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nrw_desktop.domain import edits, search
from nrw_desktop.domain.plan import Plan
from nrw_desktop.domain.records import Goal, Measure, Partner, Phase, Project

COORDINATORS = "Stadtteilkoordinatorinnen und -koordinatoren"


@pytest.mark.parametrize("spelling", ["Müller", "MÜLLER", "Mueller", "muller", "Mu\u0308ller"])
def test_umlauts_fold(spelling: str) -> None:
    assert search.alike(spelling, "Müller")


@pytest.mark.parametrize("words", ["erung", "steu", "STEUER", "ungs"])
def test_a_ue_that_is_no_umlaut_stays(words: str) -> None:
    assert search.contains(search.fold("Steuerungskreis"), search.fold(words))


@pytest.mark.parametrize(
    "spelling", ["Migrant*innen", "Migrant:innen", "Migrant_innen", "MigrantInnen", "migrantinnen"]
)
def test_gender_marks_fold(spelling: str) -> None:
    assert search.fold(spelling) == ("migrantinnen", "migrantinnen")


def test_other_marks_stay() -> None:
    assert search.fold("Straße é Ist-Zustand * a")[0] == "strasse e ist-zustand * a"


def partners_found(plan: Plan, words: str) -> list[str]:
    return [hit.record.name for hit in search.find(plan, words) if isinstance(hit.record, Partner)]


@pytest.mark.parametrize("words", ["STADTTEILKORDINAT", "stadtteilkoordinat", "Stadtteilkordinatorinnen"])
def test_both_spellings_find_the_partner(bielefeld: Plan, words: str) -> None:
    assert partners_found(bielefeld, words) == [COORDINATORS]


@pytest.mark.parametrize(
    ("words", "name", "phases"),
    [
        ("Migrantinnenorganisation", "Netzwerk Migrant*innenorganisationen", [1]),
        ("ikg", "Universität Bielefeld – IKG", [2]),
        ("sozialplan", "Büro für integrierte Sozialplanung und Prävention", [1, 2]),
        ("Mobile Beratung", "MBR", [2]),
    ],
)
def test_a_partner_is_found_with_its_phases(bielefeld: Plan, words: str, name: str, phases: list[int]) -> None:
    (hit,) = search.find(bielefeld, words)
    assert isinstance(hit.record, Partner)
    assert hit.record.name == name
    assert sorted(bielefeld.number(mention.phase) for mention in bielefeld.mentioned(hit.record.id)) == phases


def test_massnahme_is_found_wherever_it_stands(bielefeld: Plan) -> None:
    hits = search.find(bielefeld, "massnahme")
    kinds = [type(hit.record) for hit in hits]
    assert [kinds.count(kind) for kind in (Project, Phase, Measure, Goal)] == [1, 2, 1, 3]
    assert len(hits) == 7
    assert [bielefeld.number(hit.phase.id) for hit in hits if hit.phase] == [3, 3, 3, 4, 4, 4]


@pytest.mark.parametrize("words", ["mueller", "muller", "Müller", " MÜLLER "])
def test_an_added_name_is_found(bielefeld: Plan, words: str) -> None:
    plan = bielefeld.apply(edits.partners.add(bielefeld, "Büro Müller"))
    assert partners_found(plan, words) == ["Büro Müller"]


def test_notes_and_short_titles_are_found(bielefeld: Plan) -> None:
    measure = bielefeld.measures(bielefeld.phases[0].id)[0]
    plan = bielefeld.apply(edits.measures.set_field(bielefeld, measure.id, "note", "Rückfrage bei der Kämmerei"))
    assert [hit.record.id for hit in search.find(plan, "kaemmerei")] == [measure.id]


def test_nothing_finds_nothing(bielefeld: Plan) -> None:
    assert search.find(bielefeld, "") == search.find(bielefeld, "  ") == []
    assert len(search.find(bielefeld, "e", limit=3)) == 3


@given(st.text(max_size=12))
def test_any_words_find_what_a_naive_scan_finds(bielefeld: Plan, words: str) -> None:
    hits = search.find(bielefeld, words, limit=10_000)
    needle = search.fold(words.strip())
    texts = [hit.text for hit in search.find(bielefeld, "e", limit=10_000)]
    naive = [text for text in texts if needle[0] and search.contains(search.fold(text), needle)]
    assert [hit.text for hit in hits if "e" in search.fold(hit.text)[0]] == naive
