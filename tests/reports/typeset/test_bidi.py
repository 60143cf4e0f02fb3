"""Which way letters run, as another implementation of the same algorithm has it."""

import pytest
from bidi import get_display
from hypothesis import given, settings
from hypothesis import strategies as st

from nrw_desktop.reports.typeset import bidi

_LETTERS = st.sampled_from("abäאבגدمح٣٤12 -+.,:/%€()[]{}„“!?&«»·–\u0301\u064f漢")


def turned(text: str, base: int) -> str:
    return "".join(text[at] for at in bidi.visual(bidi.levels(text, base)))


@settings(max_examples=2000)
@given(st.text(_LETTERS, max_size=14), st.sampled_from([0, 1]))
def test_letters_stand_where_the_library_has_them(text: str, base: int) -> None:
    assert turned(text, base) == get_display(text, base_dir="LR"[base])


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("", False),
        ("12 (", False),
        ("Ende אב", False),
        ("12 אב", False),
        ("אבג (Ende) 12", False),
        ("אבגד (ab) 1", True),
    ],
)
def test_its_letters_say_how_a_paragraph_runs(text: str, left: bool) -> None:
    assert bidi.runs_left(text) is left


def test_numbers_within_hebrew_run_to_the_right() -> None:
    assert turned("אב 12 גד", 0) == "דג 12 בא"
