"""Dates, amounts and numbers as people type and read them."""

import contextlib
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
    ("€", None),
    ("ca. 500", 50000),
    ("ca 500 €", 50000),
    ("rund 1.200,50 €", 120050),
    ("1 200", 120000),
    ("1\u202f200,50 €", 120050),
    ("12 000 000 €", 1_200_000_000),
    ("€ 500", 50000),
    ("EUR 500,5", 50050),
    ("500 euro", 50000),
    ("500€", 50000),
    ("1.200,–", 120000),
    ("1.200,--", 120000),
    ("1.200,— €", 120000),
    ("12 T€", 1_200_000),
    ("12 TEUR", 1_200_000),
    ("12 Tsd. €", 1_200_000),
    ("T€ 12", 1_200_000),
    ("1,5 T€", 150000),
    ("1.5 T€", 150000),
    ("1.500 T€", 150_000_000),
    ("1,2345 TEUR", 123450),
    ("2 Mio.", 200_000_000),
    ("2,5 Mio. €", 250_000_000),
    ("3*150", 45000),
    ("3 x 150", 45000),
    ("3x150,50 €", 45150),
    ("3 × 150 €", 45000),
    ("150 € x 3", 45000),
    ("12,50 x 4", 5000),
    ("2 × 1,5 T€", 300000),
    ("ca. 3 x 1 200", 360000),
    ("0 x 150", 0),
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
    ("ca.", "ist kein Betrag"),
    ("ca. viel", "ist kein Betrag"),
    ("12 50", "ist kein Betrag"),
    ("1 20 000", "ist kein Betrag"),
    ("€ 500 €", "ist kein Betrag"),
    ("500 $", "ist kein Betrag"),
    ("T€", "ist kein Betrag"),
    ("1,2345678 T€", "ist kein Betrag"),
    ("12 Mark", "ist kein Betrag"),
    ("3 x", "ist kein Betrag"),
    ("x 3", "ist kein Betrag"),
    ("2 x 3 x 4", "ist kein Betrag"),
    ("3 x viel", "ist kein Betrag"),
    ("2,5 x 3,5", "ist kein Betrag"),
    ("3-150", "ist kein Betrag"),
    ("500-600", "ist kein Betrag"),
    ("€ -5", "negativer Betrag"),
    ("ca. -5", "negativer Betrag"),
    ("3 x -5", "negativer Betrag"),
    ("1.000 Mio.", "zu viel"),
    ("9999 x 999.999", "zu viel"),
    ("9" * 5000, "zu viel"),
    ("9" * 5000 + ",5 T€", "zu viel"),
    ("\0", "ist kein Betrag"),
]

NOTES = [
    ("", ""),
    ("150", ""),
    ("12 T€", ""),
    ("3 x 150", "3 × 150,00 € = 450,00 €"),
    ("150 € x 3", "3 × 150,00 € = 450,00 €"),
    ("ca. 500", "Ohne „ca.“ gelesen: 500,00 €"),
    ("Rund 500", "Ohne „Rund“ gelesen: 500,00 €"),
    ("ca. 3*150", "3 × 150,00 € = 450,00 €; Ohne „ca.“ gelesen: 450,00 €"),
]

MAILS = [
    ("", None),
    ("  ", None),
    ("a@b.de", "a@b.de"),
    (" Anna.Muster+plan@stadt-köln.de ", "Anna.Muster+plan@stadt-köln.de"),
    ("<a@b.de>", "a@b.de"),
    ("mailto:a@b.de", "a@b.de"),
    ("<MAILTO:a@b.de?subject=Plan>", "a@b.de"),
    ("a@b.c.museum", "a@b.c.museum"),
    ("o'neill_x@b.de", "o'neill_x@b.de"),
    ("müller@b.xn--p1ai", "müller@b.xn--p1ai"),
]

NO_MAILS = [
    ("a", "ist keine Mailadresse"),
    ("a@", "ist keine Mailadresse"),
    ("@b.de", "ist keine Mailadresse"),
    ("a@b", "ist keine Mailadresse"),
    ("a@localhost", "ist keine Mailadresse"),
    ("a@b.", "ist keine Mailadresse"),
    ("a@b..de", "ist keine Mailadresse"),
    ("a@.de", "ist keine Mailadresse"),
    ("a@b.d", "ist keine Mailadresse"),
    ("a@1.2.3.4", "ist keine Mailadresse"),
    ("a b@c.de", "ist keine Mailadresse"),
    ("a@b .de", "ist keine Mailadresse"),
    ("a(at)b.de", "ist keine Mailadresse"),
    ("www.b.de/a", "ist keine Mailadresse"),
    ("Anna Muster <a@b.de>", "ist keine Mailadresse"),
    ("02 21/12 34", "ist keine Mailadresse"),
    ("a@@b.de", "mehr als eine"),
    ("a@b.de, c@d.de", "mehr als eine"),
    ("a@b.de; c@d.de", "mehr als eine"),
    ("a@b.de c@d.de", "mehr als eine"),
    ("a" * 300 + "@b.de", "ist keine Mailadresse"),
]


@pytest.mark.parametrize(("text", "date"), DATES)
def test_a_date_is_read(text: str, date: str | None) -> None:
    assert values.parse_date(text) == date


@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(PlanError, match="ist kein Datum"):
        values.parse_date(text)


@pytest.mark.parametrize("time", ["", "gestern", "2018-13-01T10:00:00+00:00"])
def test_what_is_no_time_is_none(time: str) -> None:
    assert values.local_time(time) is None


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


@pytest.mark.parametrize(("text", "note"), NOTES)
def test_what_is_calculated_or_left_out_is_said(text: str, note: str) -> None:
    assert values.reading_note(text) == note


@given(st.one_of(st.text(), st.text("0123456789,. xX*×€TMioca-–", max_size=20)))
def test_any_text_is_an_amount_or_refused(text: str) -> None:
    with contextlib.suppress(PlanError):
        cents = values.parse_euros(text)
        assert cents is None or 0 <= cents <= values.MOST_CENTS
        values.reading_note(text)


@pytest.mark.parametrize(("text", "mail"), MAILS)
def test_a_mail_address_is_read(text: str, mail: str | None) -> None:
    assert values.checked_mail(text) == mail


@pytest.mark.parametrize(("text", "why"), NO_MAILS)
def test_what_can_be_no_mail_address_is_refused(text: str, why: str) -> None:
    with pytest.raises(PlanError, match=why):
        values.checked_mail(text)


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
