"""Comparing words as people spell them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nrw_desktop.domain.text import folding

letters = st.text(st.sampled_from("aeouäöüÄßsSin*:_/-„“é \n\u0308\u00ad2"), max_size=20) | st.text(max_size=20)


@pytest.mark.parametrize("spelling", ["Müller", "MÜLLER", "Mueller", "muller", "Mu\u0308ller"])
def test_umlauts_fold(spelling: str) -> None:
    assert folding.alike(spelling, "Müller")


@pytest.mark.parametrize("words", ["erung", "steu", "STEUER", "ungs"])
def test_a_ue_that_is_no_umlaut_stays(words: str) -> None:
    assert folding.contains(folding.fold("Steuerungskreis"), folding.fold(words))


@pytest.mark.parametrize("words", ["steur", "nue", "quelle"])
def test_letters_that_make_no_umlaut_are_not_taken_for_one(words: str) -> None:
    assert not folding.contains(folding.fold("Steuerung der Neuen aus dem Quartier"), folding.fold(words))


def test_the_e_of_an_umlaut_that_is_spelt_out_is_no_letter_of_its_own() -> None:
    assert not folding.contains(folding.fold("Müller"), folding.fold("eller"))


@pytest.mark.parametrize(
    "spelling", ["Migrant*innen", "Migrant:innen", "Migrant_innen", "MigrantInnen", "migrantinnen", "Migrant/-innen"]
)
def test_gender_marks_fold(spelling: str) -> None:
    assert folding.fold(spelling) == ("migrantinnen", "migrantinnen")


def test_other_marks_stay() -> None:
    assert folding.fold("Straße é Ist-Zustand * a und/oder 12:30")[0] == "strasse e ist-zustand * a und/oder 12:30"


def test_typographic_marks_are_as_they_are_typed() -> None:
    assert folding.fold("„Universität\u00a0Bielefeld – IKG“")[0] == '"universitat bielefeld - ikg"'


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("  Mobile  Beratung ", ["mobile", "beratung"]),
        ("Migrant*", ["migrant"]),
        ("*innen", ["innen"]),
        ("a A ä", ["a"]),
        ("*", ["*"]),
        ("", []),
        ("\u00ad", []),
    ],
)
def test_words_are_told_apart(typed: str, words: list[str]) -> None:
    assert list(dict.fromkeys(word.bare for word in folding.needles(typed))) == words


@given(letters, letters)
def test_texts_put_together_fold_as_each_does(one: str, other: str) -> None:
    whole = folding.fold(f"{one}\x1e{other}")
    for spelling in (0, 1):
        assert whole[spelling] == f"{folding.fold(one)[spelling]}\x1e{folding.fold(other)[spelling]}"


@pytest.mark.parametrize(
    ("text", "words", "marked"),
    [
        ("Maßnahmen", "massnahme", ["Maßnahme"]),
        ("Büro Müller, Müllerstraße", "mueller", ["Müller", "Müller"]),
        ("Netzwerk Migrant*innenorganisationen", "migrantinnen", ["Migrant*innen"]),
        ("die Analyse der Ausgangssituation", "ausgang analyse", ["Analyse", "Ausgang"]),
        ("Hauptausschuss", "haupt ausschuss", ["Hauptausschuss"]),
        ("nichts", "etwas", []),
        ("Fuß", "fus", ["Fuß"]),
    ],
)
def test_the_places_are_those_of_the_words(text: str, words: str, marked: list[str]) -> None:
    assert [text[start:end] for start, end in folding.places(text, folding.needles(words))] == marked


@given(letters, letters)
def test_a_word_that_is_contained_has_its_place(text: str, typed: str) -> None:
    text, words = unicodedata.normalize("NFC", text), folding.needles(typed)
    folded = folding.fold(text)
    places = folding.places(text, words)
    assert bool(places) == any(folding.contains(folded, word) for word in words)
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert places == sorted(places)


def test_a_place_far_down_in_a_very_long_text_is_found() -> None:
    text = "Löwe " * 100_000 + "Schlüsselübergabe" + " Löwe" * 100_000
    ((start, end),) = folding.places(text, folding.needles("schluessel"))
    assert text[start:end] == "Schlüssel"
