"""Periods as people type and read them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nrw_desktop.domain import period
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.period import Period
from nrw_desktop.domain.records import PROJECT_END, Phase

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

PERIODS = [
    ("", Period()),
    ("März bis Juli 2017", Period("2017-03", "2017-07")),
    ("August bis Dezember 2017", Period("2017-08", "2017-12")),
    ("Januar bis Juni 2018", Period("2018-01", "2018-06")),
    ("Juli 2018 bis Projektende", Period("2018-07", None, PROJECT_END)),
    ("Juli 2018 bis projektende", Period("2018-07", None, PROJECT_END)),
    ("Juli 2018 bis zum Projektende", Period("2018-07", None, PROJECT_END)),
    ("07/2018 – Projektende", Period("2018-07", None, PROJECT_END)),
    ("Juli 2018 bis Ende des Projekts", Period("2018-07", None, PROJECT_END)),
    ("Juli 2018 bis Projektende (12/2018)", Period("2018-07", None, PROJECT_END)),
    ("bis Projektende", Period(None, None, PROJECT_END)),
    ("bis zum Projektende", Period(None, None, PROJECT_END)),
    ("bis Oktober 2017", Period(None, "2017-10")),
    ("November 2017 bis Februar 2018", Period("2017-11", "2018-02")),
    ("November bis Februar 2018", Period("2017-11", "2018-02")),
    ("Juli bis Juli 2018", Period("2018-07", "2018-07")),
    ("März - Juli 2017", Period("2017-03", "2017-07")),
    ("März – Juli 2017", Period("2017-03", "2017-07")),
    ("März–Juli 2017", Period("2017-03", "2017-07")),
    ("03–07/2017", Period("2017-03", "2017-07")),
    ("03-07/2017", Period("2017-03", "2017-07")),
    ("03/2017-07/2017", Period("2017-03", "2017-07")),
    ("03/2017 – 07/2017", Period("2017-03", "2017-07")),
    ("3.2017 bis 7.2017", Period("2017-03", "2017-07")),
    ("2017-03 bis 2017-07", Period("2017-03", "2017-07")),
    ("Juli 2018", Period("2018-07", "2018-07")),
    ("07/2018", Period("2018-07", "2018-07")),
    ("ab Juli 2018", Period("2018-07", None)),
    ("Ab 07/2018", Period("2018-07", None)),
    ("seit Juli 2018", Period("2018-07", None)),
    ("Juli 2018 bis", Period("2018-07", None)),
    ("  März   bis\tJuli 2017 ", Period("2017-03", "2017-07")),
]

NO_PERIODS = [
    ("Juli bis Projektende", "Bei „Juli“ fehlt das Jahr"),
    ("März bis Juli", "fehlt das Jahr"),
    ("Juli", "fehlt das Jahr"),
    ("März 2017 bis Juli", "fehlt das Jahr"),
    ("Juli 2018 bis März 2018", "liegt vor dem Beginn"),
    ("12/2018 – 11/2017", "liegt vor dem Beginn"),
    ("13/2018 bis 14/2018", "Einen Monat 13 gibt es nicht"),
    ("März bis Sommer 2017", "ist kein Monat"),
    ("irgendwann", "ist kein Monat"),
    ("2017 bis 2018", "ist kein Monat"),
    ("01.03.2017 bis 31.07.2017", "ist kein Monat"),
    ("ab", "ist kein Monat"),
    ("bis", "ist kein Monat"),
    ("bis bald", "ist kein Monat"),
]


@pytest.mark.parametrize(("text", "month"), MONTHS)
def test_a_month_is_read(text: str, month: str | None) -> None:
    assert period.parse_month(text) == month


@pytest.mark.parametrize(("text", "why"), NO_MONTHS)
def test_no_month_is_refused_with_a_reason(text: str, why: str) -> None:
    with pytest.raises(PlanError, match=why) as refusal:
        period.parse_month(text)
    assert len(str(refusal.value)) < 250


@pytest.mark.parametrize(("text", "expected"), PERIODS)
def test_a_period_is_read(text: str, expected: Period) -> None:
    assert period.parse_period(text) == expected


@pytest.mark.parametrize(("text", "why"), NO_PERIODS)
def test_no_period_is_refused_with_a_reason(text: str, why: str) -> None:
    with pytest.raises(PlanError, match=why):
        period.parse_period(text)


WORDINGS = [
    (Phase("p"), ""),
    (Phase("p", start="2017-03", end="2017-07"), "März bis Juli 2017"),
    (Phase("p", start="2017-11", end="2018-02"), "November 2017 bis Februar 2018"),
    (Phase("p", start="2018-07", end="2018-07"), "Juli 2018"),
    (Phase("p", start="2018-07", end_rule=PROJECT_END), "Juli 2018 bis Projektende"),
    (Phase("p", end_rule=PROJECT_END), "bis Projektende"),
    (Phase("p", start="2018-07"), "ab Juli 2018"),
    (Phase("p", end="2018-07"), "bis Juli 2018"),
    (Phase("p", start="2018-07", end_rule=PROJECT_END, period_text="Juli bis Projektende"), "Juli bis Projektende"),
]


@pytest.mark.parametrize(("phase", "text"), WORDINGS)
def test_a_period_in_words(phase: Phase, text: str) -> None:
    assert period.wording(phase) == text


@pytest.mark.parametrize("phase", [phase for phase, _ in WORDINGS if phase.period_text is None])
def test_what_is_shown_can_be_typed_again(phase: Phase) -> None:
    expected = Period(phase.start, phase.end, phase.end_rule)
    assert period.parse_period(period.wording(phase)) == expected
    assert period.parse_period(period.shown(phase, "2018-12")) == expected


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
    assert period.span(start, end) == text
    typed = period.parse_period(text)
    assert (typed.start, typed.end) == (start, end)


def test_an_open_end_is_the_projects() -> None:
    open_phase, closed = Phase("a", start="2018-07", end_rule=PROJECT_END), Phase("b", end="2017-12")
    assert period.resolved_end(open_phase, None) is None
    assert period.resolved_end(open_phase, "2023-12") == "2023-12"
    assert period.resolved_end(closed, "2023-12") == "2017-12"
    assert period.shown(open_phase, None) == "Juli 2018 bis Projektende"
    assert period.shown(open_phase, "2018-12") == "Juli 2018 bis Projektende (12/2018)"
    assert period.shown(closed, "2018-12") == "bis Dezember 2017"


def test_months_for_people() -> None:
    assert (period.numeric("2018-07"), period.named("2018-07")) == ("07/2018", "Juli 2018")
    assert (period.numeric(None), period.named(None)) == ("", "")


@given(st.integers(period.FIRST_YEAR, period.LAST_YEAR), st.integers(1, 12))
def test_every_month_is_read_as_it_is_shown(year: int, number: int) -> None:
    month = f"{year:04d}-{number:02d}"
    for shown in (month, period.numeric(month), period.named(month)):
        assert period.parse_month(shown) == month
    assert period.parse_period(f"{period.named(month)} bis Projektende").start == month


@given(st.integers(0, 99999), st.integers(0, 99))
def test_no_other_month_is_read(year: int, number: int) -> None:
    if period.FIRST_YEAR <= year <= period.LAST_YEAR and 1 <= number <= 12:
        return
    with pytest.raises(PlanError, match="Bitte"):
        period.parse_month(f"{number:02d}/{year}")


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Februar 2024", "2024-02", "2024-02"),
        ("02/2023 – 02/2024", "2023-02", "2024-02"),
        ("Januar 1900 bis Dezember 9999", "1900-01", "9999-12"),
        ("Dezember bis Januar 1901", "1900-12", "1901-01"),
        ("März bis Oktober 2026", "2026-03", "2026-10"),
    ],
)
def test_periods_at_the_edges_of_the_calendar(text: str, start: str, end: str) -> None:
    assert period.parse_period(text) == Period(start, end)


@pytest.mark.parametrize(
    "text", ["29. Februar 2024", "29.02.2024", "Dezember 1899 bis Januar 1900", "12/9999 – 01/10000"]
)
def test_what_no_month_can_be_is_refused(text: str) -> None:
    with pytest.raises(PlanError, match="Bitte"):
        period.parse_period(text)


def test_a_start_before_the_first_year_is_refused_where_the_year_is_not_typed() -> None:
    with pytest.raises(PlanError, match="1899 liegt außerhalb"):
        period.parse_period("Dezember bis Januar 1900")
