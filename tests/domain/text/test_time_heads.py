"""Heads of columns that are times are known in every spelling, and other words are none."""

import pytest

from nrw_desktop.domain.text.time_heads import TimeHead, row_of_times, said, time_head, with_years


@pytest.mark.parametrize(
    ("text", "unit", "number", "year"),
    [
        ("Jan", "month", 1, None),
        ("Mrz. 24", "month", 3, 2024),
        ("Sept 2024", "month", 9, 2024),
        ("01/24", "month", 1, 2024),
        ("2024-07", "month", 7, 2024),
        ("KW 03", "week", 3, None),
        ("3. KW 2024", "week", 3, 2024),
        ("Q1", "quarter", 1, None),
        ("IV. Quartal", "quarter", 4, None),
        ("2024 Q3", "quarter", 3, 2024),
        ("I/2024", "quarter", 1, 2024),
        ("2. Hj.", "half", 2, None),
        ("Jahr 2025", "year", 2025, None),
        ("Projektmonat 4", "step", 4, None),
    ],
)
def test_a_time_is_known(text: str, unit: str, number: int, year: int | None) -> None:
    assert time_head(text) == (unit, number, year)


@pytest.mark.parametrize("text", ["Maßnahme", "Ende", "Maria", "13/2024", "Q5", "KW 60", "5", "IV", "", "1.000 €"])
def test_other_words_are_none(text: str) -> None:
    assert time_head(text) is None


def test_years_go_on_with_the_months() -> None:
    months = row_of_times(["Maßnahme", "Nov", "Dez", "Jan", "Feb"])
    found, is_dated = with_years(months, {3: 2025})
    assert [head.year for head in found.values()] == [2024, 2024, 2025, 2025]
    assert is_dated
    assert said(found[1], found[4]) == "November 2024 bis Februar 2025"
    assert said(found[1], found[2]) == "November bis Dezember 2024"
    assert with_years(months, {}) == (
        {place: head._replace(year=head.year - 2024) for place, head in found.items()},
        False,
    )


def test_times_that_do_not_follow_one_another_are_no_head() -> None:
    assert with_years({1: TimeHead("month", 3, 2024), 2: TimeHead("month", 1, 2024)}, {}) == ({}, False)
    assert row_of_times(["Beginn", "01.02.2024", "03.04.2024", "", "x", "y", "z"]) == {}
