"""The order of German words."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nrw_desktop.domain.model.records import field_of
from nrw_desktop.domain.text.collation import sort_key, span_key


def test_it_is_that_of_din_5007_1() -> None:
    """Umlauts stand as their vowels, ß as ss, case does not count."""
    words = ["Zeit", "Ärzte", "arm", "Öl", "Straße", "Strasse", "Oase", "Udo", "über", "Éclair", "Ecke"]
    wanted = ["arm", "Ärzte", "Ecke", "Éclair", "Oase", "Öl", "Straße", "Strasse", "über", "Udo", "Zeit"]
    order = sorted(words, key=sort_key)
    assert order == wanted
    assert sort_key("Straße") == sort_key("STRASSE") == "strasse"
    assert sort_key("  Öl") == "ol"


@given(st.text())
def test_case_and_composition_never_count(text: str) -> None:
    assert sort_key(text.upper().lower()) == sort_key(text.upper().lower().upper().lower())
    assert sort_key(unicodedata.normalize("NFC", text)) == sort_key(unicodedata.normalize("NFD", text))


def test_numbers_within_words_count_as_numbers() -> None:
    order = ["900 Plakate", "1.000 Plakate", "Forum 2", "Forum 2,25", "Forum 2,5", "Forum 016", "Forum 154", "Forum A"]
    assert sorted(set(order), key=sort_key) == order
    assert sort_key("z.\N{NO-BREAK SPACE}B.") == sort_key("z. B.")


@given(st.integers(0, 10**30), st.integers(0, 10**30), st.sampled_from(["", "Forum ", "Ä"]))
def test_whole_numbers_of_any_length(one: int, other: int, before: str) -> None:
    assert (sort_key(f"{before}{one}") < sort_key(f"{before}{other}")) == (one < other)
    assert sort_key(f"{before}{one:,}".replace(",", ".")) == sort_key(f"{before}{one}")


VALUES = {
    ("cost", "planned"): [500_50, 2_000_00, 10_000_00],
    ("deadline", "date"): ["2017-12-01", "2018-01-31", "2018-11-02"],
    ("project", "end"): ["2017-12", "2018-01"],
    ("measure", "status"): ["planned", "running", "done", "postponed", "dropped"],
    ("goal", "step"): [1, 3, 7],
    ("partner", "name"): ["Ärztekammer 2", "Ärztekammer 10", "Zentrum"],
}


@pytest.mark.parametrize("field", VALUES)
def test_each_kind_of_field_has_an_order(field: tuple[str, str]) -> None:
    keys = [field_of(*field).sort_key(value) for value in VALUES[field]]
    assert keys == sorted(set(keys))
    assert all(keys)
    assert field_of(*field).sort_key(None) == field_of(*field).sort_key("") == ""


def test_stretches_of_time_stand_by_their_beginning() -> None:
    spans = [(None, "2017-03"), ("2017-03", "2017-05"), ("2017-03", None), ("2018-01", "2018-01")]
    assert sorted(set(spans), key=lambda span: span_key(*span)) == spans
    assert span_key(None, None) == ""
