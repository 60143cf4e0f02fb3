"""Dates, amounts and numbers as people type and read them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nrw_desktop.domain.edits.common import checked
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.labels_de import value_text
from nrw_desktop.domain.text import values

DATES = [
    ("", None),
    ("31.12.2018", "2018-12-31"),
    ("1.7.2018", "2018-07-01"),
    ("1. 7. 2018", "2018-07-01"),
    ("1. Juli 2018", "2018-07-01"),
    ("1 Juli 2018", "2018-07-01"),
    ("05. Mrz. 2019", "2019-03-05"),
    ("29.02.2020", "2020-02-29"),
    ("31.03.2024", "2024-03-31"),
    ("27.10.2024", "2024-10-27"),
    ("2018-07-01", "2018-07-01"),
    ("01.01.1900", "1900-01-01"),
    ("31.12.9999", "9999-12-31"),
]

NO_DATES = ["29.02.2019", "31.04.2018", "0.1.2018", "1.13.2018", "1.7.18", "20180701", "Juli 2018", "\0"]

EUROS = [
    ("", None),
    ("0", 0),
    ("1234", 123400),
    ("1.234,50 €", 123450),
    ("1234,5", 123450),
    ("1234,50 EUR", 123450),
    ("70.000", 7000000),
    ("70.000 Euro", 7000000),
    ("12.50", 1250),
    ("12.5", 1250),
    ("12,-", 1200),
    ("12,– €", 1200),
    ("999.999.999,99", 99_999_999_999),
]

NO_EUROS = [
    ("viel", "ist kein Betrag"),
    ("12,345", "ist kein Betrag"),
    ("1.23.4", "ist kein Betrag"),
    ("1,2,3", "ist kein Betrag"),
    ("-5", "negativer Betrag"),
    ("−5,00 €", "negativer Betrag"),
    ("1.000.000.000,00", "zu viel"),
    ("=1+1", "ist kein Betrag"),
]


@pytest.mark.parametrize(("text", "date"), DATES)
def test_a_date_is_read(text: str, date: str | None) -> None:
    assert values.parse_date(text) == date


@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(PlanError, match="ist kein Datum"):
        values.parse_date(text)


def test_a_date_far_back_is_refused() -> None:
    with pytest.raises(PlanError, match="außerhalb von 1900 bis 9999"):
        values.parse_date("31.12.1899")


@given(st.dates(dt.date(1900, 1, 1)))
def test_a_date_reads_back_as_it_was_written(date: dt.date) -> None:
    stored = date.isoformat()
    assert values.parse_date(values.german_date(stored)) == stored
    assert values.parse_date(values.running_date(stored)) == stored


@pytest.mark.parametrize(("text", "cents"), EUROS)
def test_an_amount_is_read(text: str, cents: int | None) -> None:
    assert values.parse_euros(text) == cents


@pytest.mark.parametrize(("text", "why"), NO_EUROS)
def test_what_is_no_amount_is_refused(text: str, why: str) -> None:
    with pytest.raises(PlanError, match=why):
        values.parse_euros(text)


@given(st.integers(0, values.MOST_CENTS))
def test_an_amount_reads_back_as_it_was_written(cents: int) -> None:
    assert values.parse_euros(values.euros(cents)) == cents


def test_amounts_for_people() -> None:
    assert [values.euros(cents) for cents in (None, 0, 5, 123450, 7000000, -100)] == [
        "", "0,00 €", "0,05 €", "1.234,50 €", "70.000,00 €", "−1,00 €",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("table", "field", "text", "stored"),
    [
        ("cost", "year", "2018", 2018),
        ("cost", "planned", "1.234,50", 123450),
        ("measure", "participants_actual", "1.200", 1200),
        ("measure", "participants_actual", "", None),
        ("goal", "step", "7", 7),
        ("deadline", "date", "31.3.2019", "2019-03-31"),
        ("measure", "start", "Juli 2018", "2018-07"),
        ("measure", "text", " so ", "so"),
        ("measure", "note", "  ", None),
    ],
)
def test_a_field_knows_how_it_is_read(table: str, field: str, text: str, stored: str | int | None) -> None:
    assert checked(table, field, text) == stored


@pytest.mark.parametrize(
    ("table", "field", "text"),
    [
        ("cost", "year", "18"),
        ("cost", "year", "2018,5"),
        ("measure", "participants_actual", "-1"),
        ("measure", "participants_actual", "etwa 20"),
        ("measure", "participants_actual", "9" * 5000),
        ("goal", "step", "0"),
        ("goal", "step", "8"),
        ("phase", "end_offset", "9999"),
    ],
)
def test_a_number_out_of_bounds_is_refused(table: str, field: str, text: str) -> None:
    with pytest.raises(PlanError, match="Bitte ein"):
        checked(table, field, text)


def test_values_are_shown_as_people_write_them() -> None:
    assert value_text("cost", "planned", 123450) == "1.234,50 €"
    assert value_text("cost", "planned", 0) == "0,00 €"
    assert value_text("cost", "year", 2018) == "2018"
    assert value_text("measure", "participants_expected", 1200) == "1.200"
    assert value_text("deadline", "date", "2019-03-31") == "31.03.2019"
    assert value_text("goal", "reached", "partly") == "teilweise"
