"""Texts cut to a length at which they can stand in a sentence."""

from hypothesis import example, given
from hypothesis import strategies as st

from nrw_desktop.domain.text.shortening import differing

WORDS = st.lists(st.sampled_from(("der", "Rat", "beschließt", "x" * 90, "\n", "12")), max_size=60).map(" ".join)


@given(WORDS, WORDS, st.integers(20, 90))
@example("a b", "a  b", 40)
@example("x" * 200, "x" * 201, 40)
def test_what_differs_in_two_texts_is_in_sight(before: str, after: str, length: int) -> None:
    one, other = differing(before, after, length)
    assert (one == other) == (before == after)
    note = " (nur Leerraum geändert)"
    assert max(len(one), len(other.removesuffix(note))) <= length + len("… ") + len(" …")
    assert "\n" not in one + other
