"""Texts as a report composes them: short ones with dots between, one cut to a line, line breaks of any kind."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nrw_desktop.reports.typeset.styles import BODY, NOTE, Composer

PARTS = st.lists(st.sampled_from(["läuft", "02–09/2018", "Frau Namentlich-Getippt", "", "KI", "abgeschlossen"]))


@given(PARTS, st.floats(20, 300))
def test_a_dot_stands_between_two_and_never_at_an_end(parts: list[str], width: float) -> None:
    composer = Composer()
    lines = composer.dotted(parts, NOTE, width)
    assert [part for line in lines for part in line.split(" · ")] == [part for part in parts if part]
    assert not any(line.startswith("·") or line.endswith("·") for line in lines)
    assert all(composer.width(line, NOTE) <= width for line in lines if " · " in line)


@given(st.floats(30, 300))
def test_a_line_that_is_cut_does_not_end_in_a_dot(width: float) -> None:
    composer = Composer()
    line = composer.shortened("Interne Fassung · Plan · Stadt", NOTE, width)
    assert composer.width(line, NOTE) <= width
    assert "· …" not in line


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028"])
def test_a_line_break_is_one_however_it_is_written(end: str) -> None:
    composer = Composer()
    assert composer.lines(f"eins{end}zwei", BODY, 200) == ("eins ", "zwei")
    assert composer.lines(f"eins{end}{end}zwei", BODY, 200) == ("eins ", " ", "zwei")


def test_a_line_break_in_a_line_makes_it_as_wide_as_its_wider_half() -> None:
    composer = Composer()
    assert composer.width("Wort\nWortwortwort", BODY) == composer.width("Wortwortwort", BODY)
    assert composer.dotted(["Wort\nWort", "Ort"], BODY, 300) == ["Wort\nWort · Ort"]


def test_only_what_was_asked_for_counts_as_not_printable() -> None:
    composer = Composer()
    composer.shortened("\U00013080 " + "Wort " * 60, BODY, 100)
    assert len(composer.unprinted) == 1
