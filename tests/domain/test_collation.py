"""The order of German words."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from nrw_desktop.domain.collation import sort_key


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
    assert sort_key(sort_key(text)) == sort_key(text)
    assert sort_key(unicodedata.normalize("NFC", text)) == sort_key(unicodedata.normalize("NFD", text))
