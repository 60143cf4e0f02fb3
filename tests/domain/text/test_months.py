"""Months as people type and read them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.text import months
from nrw_desktop.domain.text.period_text import parse_period

MONTHS = [
    ("", None),
    ("   ", None),
    ("07/2018", "2018-07"),
    ("7/2018", "2018-07"),
    ("07.2018", "2018-07"),
    ("7.2018", "2018-07"),
    ("7-2018", "2018-07"),
    ("07 2018", "2018-07"),
    ("07 / 2018", "2018-07"),
    ("2018-07", "2018-07"),
    ("2018-7", "2018-07"),
    ("Juli 2018", "2018-07"),
    ("juli 2018", "2018-07"),
    ("JULI 2018", "2018-07"),
    ("Jul 2018", "2018-07"),
    ("Jul. 2018", "2018-07"),
    ("  Juli   2018 ", "2018-07"),
    ("März 2017", "2017-03"),
    ("MÄRZ 2017", "2017-03"),
    ("Ma\u0308rz 2017", "2017-03"),
    ("Maerz 2017", "2017-03"),
    ("Mrz 2017", "2017-03"),
    ("Mär. 2017", "2017-03"),
    ("Mai 2017", "2017-05"),
    ("Sept. 2017", "2017-09"),
    ("Dezember 2017", "2017-12"),
    ("01/1900", "1900-01"),
    ("12/9999", "9999-12"),
]

NO_MONTHS = [
    ("13/2018", "Einen Monat 13 gibt es nicht"),
    ("00/2018", "Einen Monat 0 gibt es nicht"),
    ("2018-13", "Einen Monat 13 gibt es nicht"),
    ("12/1899", "außerhalb von 1900 bis 9999"),
    ("Juli", "fehlt das Jahr"),
    ("07", "fehlt das Jahr"),
    ("2018", "ist kein Monat"),
    ("01.07.2018", "ist kein Monat"),
    ("Juno 2018", "ist kein Monat"),
    ("Julius 2018", "ist kein Monat"),
    ("Juli 18", "ist kein Monat"),
    ("bald", "ist kein Monat"),
    ("\0", "ist kein Monat"),
    ("x" * 100_000, "ist kein Monat"),
]


@pytest.mark.parametrize(("text", "month"), MONTHS)
def test_a_month_is_read(text: str, month: str | None) -> None:
    assert months.parse_month(text) == month


@pytest.mark.parametrize(("text", "why"), NO_MONTHS)
def test_no_month_is_refused_with_a_reason(text: str, why: str) -> None:
    with pytest.raises(PlanError, match=why) as refusal:
        months.parse_month(text)
    assert len(str(refusal.value)) < 250


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        ("2017-08", "2017-10", "08–10/2017"),
        ("2017-11", "2018-02", "11/2017–02/2018"),
        ("2017-08", "2017-08", "08/2017"),
        ("2017-08", None, "ab 08/2017"),
        (None, "2017-10", "bis 10/2017"),
        (None, None, ""),
    ],
)
def test_a_short_span_is_read_back(start: str | None, end: str | None, text: str) -> None:
    assert months.span(start, end) == text
    typed = parse_period(text)
    assert (typed.start.month, typed.end.month) == (start, end)


def test_months_for_people() -> None:
    assert (months.numeric("2018-07"), months.named("2018-07")) == ("07/2018", "Juli 2018")
    assert (months.numeric(None), months.named(None)) == ("", "")


@given(st.integers(1950, 9000), st.integers(1, 12), st.integers(-500, 500))
def test_a_month_shifted_there_and_back_is_the_same(year: int, month: int, distance: int) -> None:
    start = f"{year:04d}-{month:02d}"
    there = months.shifted(start, distance)
    assert months.shifted(there, -distance) == start
    assert (there > start) == (distance > 0)
    assert months.parse_month(months.named(there)) == there


@given(st.integers(months.FIRST_YEAR, months.LAST_YEAR), st.integers(1, 12))
def test_every_month_is_read_as_it_is_shown(year: int, number: int) -> None:
    month = f"{year:04d}-{number:02d}"
    for shown in (month, months.numeric(month), months.named(month)):
        assert months.parse_month(shown) == month
    assert parse_period(f"{months.named(month)} bis Projektende").start.month == month


@given(st.integers(0, 99999), st.integers(0, 99))
def test_no_other_month_is_read(year: int, number: int) -> None:
    if months.FIRST_YEAR <= year <= months.LAST_YEAR and 1 <= number <= 12:
        return
    with pytest.raises(PlanError, match="Bitte"):
        months.parse_month(f"{number:02d}/{year}")


def test_there_is_no_month_beyond_the_calendar() -> None:
    assert months.shifted("9999-12", 2) == "9999-12"
    assert months.shifted("0001-01", -3) == "0001-01"
