"""Periods and dates as people type them everywhere: what is understood, what is refused and why."""

import datetime as dt
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.text import points
from nrw_desktop.domain.text.period_text import parse_period
from nrw_desktop.domain.text.points import PHASE_END, PROJECT_END, Period, Point, before, spoken

TODAY = dt.date(2018, 3, 14)
END = Point(None, PROJECT_END)
AFTER_2 = Point(None, PHASE_END, "b", 1)
PHASES = ("a", "b")
YEAR = ("2018-01", "2018-12")


def at(text: str | None) -> Point:
    """„2018-07“ is a month, „2018-07-01“ a day in it, nothing an open end."""
    if not text:
        return Point()
    return Point(text[:7], day=int(text[8:]) if text[7:] else None)


CASES: list[tuple[str, str | None, str | None]] = [
    # Months.
    ("3/2018", "2018-03", "2018-03"),
    ("3/18", "2018-03", "2018-03"),
    ("03/18", "2018-03", "2018-03"),
    ("3.18", "2018-03", "2018-03"),
    ("7.2018", "2018-07", "2018-07"),
    ("07 2018", "2018-07", "2018-07"),
    ("2018-07", "2018-07", "2018-07"),
    ("2018/07", "2018-07", "2018-07"),
    ("März 18", "2018-03", "2018-03"),
    ("März '18", "2018-03", "2018-03"),
    ("Jul-18", "2018-07", "2018-07"),
    ("Sept. 2018", "2018-09", "2018-09"),
    ("im Juli 2018", "2018-07", "2018-07"),
    ("im Monat Juli 2018", "2018-07", "2018-07"),
    ("Mitte Juli 2018", "2018-07", "2018-07"),
    ("Mitte/Ende Juli 2018", "2018-07", "2018-07"),
    ("Mitte bis Ende Juli 2018", "2018-07", "2018-07"),
    ("Anfang Juli bis Mitte September 2018", "2018-07", "2018-09"),
    ("ca. Mai 2018", "2018-05", "2018-05"),
    ("voraussichtlich Mai 2018", "2018-05", "2018-05"),
    ("März 99", "2099-03", "2099-03"),
    ("März 00", "2000-03", "2000-03"),
    # Several months.
    ("Mai/Juni 2018", "2018-05", "2018-06"),
    ("Mai / Juni 2018", "2018-05", "2018-06"),
    ("Mai und Juni 2018", "2018-05", "2018-06"),
    ("Mai u. Juni 18", "2018-05", "2018-06"),
    ("Dezember 2018/Januar 2019", "2018-12", "2019-01"),
    ("Dezember/Januar 2019", "2018-12", "2019-01"),
    ("Juli-September 2018", "2018-07", "2018-09"),
    ("Juli - September 2018", "2018-07", "2018-09"),
    ("Juli – September 2018", "2018-07", "2018-09"),
    ("Juli—September 2018", "2018-07", "2018-09"),
    ("Juli −September 2018", "2018-07", "2018-09"),
    ("Juli bis September 18", "2018-07", "2018-09"),
    ("von Mai bis Juli 2018", "2018-05", "2018-07"),
    ("Von Mai 2018 bis einschließlich Juli 2018", "2018-05", "2018-07"),
    ("zwischen Mai und Juli 2018", "2018-05", "2018-07"),
    ("zwischen 1.7. und 15.8.2018", "2018-07-01", "2018-08-15"),
    ("07/18-09/18", "2018-07", "2018-09"),
    ("07/18 – 09/18", "2018-07", "2018-09"),
    ("3-5/2018", "2018-03", "2018-05"),
    ("3–5/2018", "2018-03", "2018-05"),
    ("3 - 5/18", "2018-03", "2018-05"),
    ("3/4 2018", "2018-03", "2018-04"),
    ("11–02/2019", "2018-11", "2019-02"),
    ("2018-03 bis 2018-07", "2018-03", "2018-07"),
    ("Mai/Juni bis Juli/August 2018", "2018-05", "2018-08"),
    ("März 2018 bis Juli", "2018-03", "2018-07"),
    ("November 2018 bis Februar", "2018-11", "2019-02"),
    # Days.
    ("1.7.2018", "2018-07-01", "2018-07-01"),
    ("1.7.18", "2018-07-01", "2018-07-01"),
    ("1. 7. 2018", "2018-07-01", "2018-07-01"),
    ("01.07.2018", "2018-07-01", "2018-07-01"),
    ("am 14.11.2018", "2018-11-14", "2018-11-14"),
    ("Am 14. November 2018", "2018-11-14", "2018-11-14"),
    ("14. Nov. 18", "2018-11-14", "2018-11-14"),
    ("1 Juli 2018", "2018-07-01", "2018-07-01"),
    ("Mittwoch, 14.11.2018", "2018-11-14", "2018-11-14"),
    ("am Mittwoch, den 14. November 2018", "2018-11-14", "2018-11-14"),
    ("Mi., 14.11.2018", "2018-11-14", "2018-11-14"),
    ("2018-07-01", "2018-07-01", "2018-07-01"),
    ("29.2.2020", "2020-02-29", "2020-02-29"),
    # Several days.
    ("01.07.2018–30.09.2018", "2018-07-01", "2018-09-30"),
    ("01.07.2018 - 30.09.2018", "2018-07-01", "2018-09-30"),
    ("1.7.18-30.9.18", "2018-07-01", "2018-09-30"),
    ("1.7.2018 bis zum 30.9.2018", "2018-07-01", "2018-09-30"),
    ("vom 1.7. bis 30.9.2018", "2018-07-01", "2018-09-30"),
    ("vom 1.7.2018 bis zum 30.9.", "2018-07-01", "2018-09-30"),
    ("vom 20.12. bis 6.1.2019", "2018-12-20", "2019-01-06"),
    ("20.12.2018 bis 6.1.", "2018-12-20", "2019-01-06"),
    ("1.-3.7.2018", "2018-07-01", "2018-07-03"),
    ("1. – 3.7.2018", "2018-07-01", "2018-07-03"),
    ("1.–3. Juli 2018", "2018-07-01", "2018-07-03"),
    ("1. bis 3. Juli 2018", "2018-07-01", "2018-07-03"),
    ("1-3.7.2018", "2018-07-01", "2018-07-03"),
    ("1./2. Juli 2018", "2018-07-01", "2018-07-02"),
    ("1. und 2. Juli 2018", "2018-07-01", "2018-07-02"),
    ("31.7./1.8.2018", "2018-07-31", "2018-08-01"),
    ("2018-07-01/2018-09-30", "2018-07-01", "2018-09-30"),
    ("2018-07-01 bis 2018-09-30", "2018-07-01", "2018-09-30"),
    # A month is not before a day in it.
    ("15.7.2018 bis Juli 2018", "2018-07-15", "2018-07"),
    ("Juli 2018 bis 15.7.2018", "2018-07", "2018-07-15"),
    ("15. Juli bis September 2018", "2018-07-15", "2018-09"),
    # Years and their parts.
    ("2018", "2018-01", "2018-12"),
    ("im Jahr 2018", "2018-01", "2018-12"),
    ("ganzjährig 2018", "2018-01", "2018-12"),
    ("im Laufe des Jahres 2018", "2018-01", "2018-12"),
    ("2018–2020", "2018-01", "2020-12"),
    ("2018-2020", "2018-01", "2020-12"),
    ("2018 bis 2020", "2018-01", "2020-12"),
    ("2018/2019", "2018-01", "2019-12"),
    ("Anfang 2018", "2018-01", "2018-04"),
    ("Beginn 2018", "2018-01", "2018-04"),
    ("Mitte 2018", "2018-05", "2018-08"),
    ("Ende 2018", "2018-09", "2018-12"),
    ("Ende 18", "2018-09", "2018-12"),
    ("Ende des Jahres 2018", "2018-09", "2018-12"),
    ("Jahresende 2018", "2018-09", "2018-12"),
    ("Anfang/Mitte 2018", "2018-01", "2018-08"),
    ("Anfang bis Mitte 2018", "2018-01", "2018-08"),
    ("Mitte/Ende 2018", "2018-05", "2018-12"),
    ("Ende 2018 bis Anfang 2019", "2018-09", "2019-04"),
    ("Ende 2018/Anfang 2019", "2018-09", "2019-04"),
    ("Ende bis Anfang 2019", "2018-09", "2019-04"),
    ("Q3 2019", "2019-07", "2019-09"),
    ("Q3/2019", "2019-07", "2019-09"),
    ("Q 3/19", "2019-07", "2019-09"),
    ("2019-Q3", "2019-07", "2019-09"),
    ("3. Quartal 2019", "2019-07", "2019-09"),
    ("3.Quartal 19", "2019-07", "2019-09"),
    ("III. Quartal 2019", "2019-07", "2019-09"),
    ("IV. Quartal 2019", "2019-10", "2019-12"),
    ("I. Quartal 2019", "2019-01", "2019-03"),
    ("im dritten Quartal 2019", "2019-07", "2019-09"),
    ("drittes Quartal des Jahres 2019", "2019-07", "2019-09"),
    ("Q3–Q4 2019", "2019-07", "2019-12"),
    ("Q3-4 2019", "2019-07", "2019-12"),
    ("Q3/4 2019", "2019-07", "2019-12"),
    ("Q4 2018 bis Q1 2019", "2018-10", "2019-03"),
    ("Q4–Q1 2019", "2018-10", "2019-03"),
    ("1. und 2. Quartal 2019", "2019-01", "2019-06"),
    ("1.-3. Quartal 2019", "2019-01", "2019-09"),
    ("1. Halbjahr 2018", "2018-01", "2018-06"),
    ("2. Halbjahr 2018", "2018-07", "2018-12"),
    ("II. Halbjahr 2018", "2018-07", "2018-12"),
    ("zweite Jahreshälfte 2018", "2018-07", "2018-12"),
    ("HJ 2/2018", "2018-07", "2018-12"),
    # Weeks.
    ("KW 34/2018", "2018-08-20", "2018-08-26"),
    ("KW34 2018", "2018-08-20", "2018-08-26"),
    ("KW 34/18", "2018-08-20", "2018-08-26"),
    ("34. KW 2018", "2018-08-20", "2018-08-26"),
    ("34. Kalenderwoche 2018", "2018-08-20", "2018-08-26"),
    ("in KW 34/2018", "2018-08-20", "2018-08-26"),
    ("KW 34-36/2018", "2018-08-20", "2018-09-09"),
    ("KW 34 – 36 2018", "2018-08-20", "2018-09-09"),
    ("KW 34 bis KW 36/2018", "2018-08-20", "2018-09-09"),
    ("KW 34/35 2018", "2018-08-20", "2018-09-02"),
    ("34.–36. KW 2018", "2018-08-20", "2018-09-09"),
    ("KW 1/2019", "2018-12-31", "2019-01-06"),
    ("KW 53/2020", "2020-12-28", "2021-01-03"),
    ("KW 50 bis KW 3/2019", "2018-12-10", "2019-01-20"),
    # One end.
    ("ab 2018", "2018-01", None),
    ("seit 2018", "2018-01", None),
    ("ab Mitte 2018", "2018-05", None),
    ("ab 14.11.2018", "2018-11-14", None),
    ("ab dem 14.11.2018", "2018-11-14", None),
    ("frühestens ab Mai 2018", "2018-05", None),
    ("Mai 2018 –", "2018-05", None),
    ("ab Mai/Juni 2018", "2018-05", None),
    ("ab KW 34/2018", "2018-08-20", None),
    ("bis 2020", None, "2020-12"),
    ("bis Ende 2018", None, "2018-12"),
    ("bis Mitte 2018", None, "2018-08"),
    ("bis zum 30.9.2018", None, "2018-09-30"),
    ("bis Mai/Juni 2018", None, "2018-06"),
    ("spätestens Juli 2018", None, "2018-07"),
    ("bis spätestens 30.9.2018", None, "2018-09-30"),
    ("bis einschließlich Juli 2018", None, "2018-07"),
    ("– 07/2018", None, "2018-07"),
    ("ab Mai 2018 bis Juli 2018", "2018-05", "2018-07"),
    # No end.
    ("laufend", None, None),
    ("fortlaufend", None, None),
    ("lfd.", None, None),
    ("lfd. ab 2018", "2018-01", None),
    ("Bis auf Weiteres", None, None),
    ("dauerhaft", None, None),
    ("offen", None, None),
    ("", None, None),
    ("ab Mai 2018 fortlaufend", "2018-05", None),
    ("ab Mai 2018, fortlaufend", "2018-05", None),
    ("laufend ab Mai 2018", "2018-05", None),
    ("seit 2018 laufend", "2018-01", None),
    ("Mai 2018 bis auf Weiteres", "2018-05", None),
    ("1.7.2018 – offen", "2018-07-01", None),
    ("2018 ff.", "2018-01", None),
    ("Mai bis Juli 2018 durchgehend", "2018-05", "2018-07"),
]

OF_TODAY: list[tuple[str, str | None, str | None]] = [
    ("heute", "2018-03-14", "2018-03-14"),
    ("morgen", "2018-03-15", "2018-03-15"),
    ("Übermorgen", "2018-03-16", "2018-03-16"),
    ("gestern", "2018-03-13", "2018-03-13"),
    ("ab sofort", "2018-03-14", None),
    ("sofort", "2018-03-14", None),
    ("ab sofort bis 30.9.2018", "2018-03-14", "2018-09-30"),
    ("ab sofort bis Juli", "2018-03-14", "2018-07"),
    ("ab morgen", "2018-03-15", None),
    ("seit gestern", "2018-03-13", None),
    ("heute bis morgen", "2018-03-14", "2018-03-15"),
    ("in 2 Wochen", "2018-03-28", "2018-03-28"),
    ("in einer Woche", "2018-03-21", "2018-03-21"),
    ("in 3 Tagen", "2018-03-17", "2018-03-17"),
    ("vor drei Tagen", "2018-03-11", "2018-03-11"),
    ("in einem Monat", "2018-04", "2018-04"),
    ("in 10 Monaten", "2019-01", "2019-01"),
    ("in einem Jahr", "2019-03", "2019-03"),
    ("bis in 2 Wochen", None, "2018-03-28"),
    ("diese Woche", "2018-03-12", "2018-03-18"),
    ("nächste Woche", "2018-03-19", "2018-03-25"),
    ("in der nächsten Woche", "2018-03-19", "2018-03-25"),
    ("nächsten Monat", "2018-04", "2018-04"),
    ("in diesem Jahr", "2018-01", "2018-12"),
    ("Ende nächsten Jahres", "2019-09", "2019-12"),
    ("bis Ende des Jahres", None, "2018-12"),
    ("14.11.", "2017-11-14", "2017-11-14"),
    ("ab 1.2.", "2018-02-01", None),
]

RULES = [
    ("im Anschluss an Phase 2", Period(AFTER_2)),
    ("nach Phase 2", Period(AFTER_2)),
    ("ab Ende von Phase 1", Period(Point(None, PHASE_END, "a", 0))),
    ("bis Projektende", Period(Point(), END)),
    ("1.7.2018 bis Projektende", Period(at("2018-07-01"), END)),
    ("Q3 2018 bis Projektende", Period(at("2018-07"), END)),
    ("im Anschluss an Phase 2 bis Ende 2018", Period(AFTER_2, at("2018-12"))),
    ("ab Mai 2018 bis 2 Monate vor Projektende", Period(at("2018-05"), Point(None, PROJECT_END, None, -2))),
    ("laufend bis Projektende", Period(Point(), END)),
]

WITHOUT_YEAR: list[tuple[str, dict[str, Any], str | None, str | None, str]] = [
    ("14.11.", {"within": YEAR}, "2018-11-14", "2018-11-14", "Ohne Jahr: als 14.11.2018 gelesen."),
    ("14. November", {"within": YEAR}, "2018-11-14", "2018-11-14", "als 14.11.2018"),
    ("14.11", {"within": YEAR}, "2018-11-14", "2018-11-14", "als 14.11.2018"),
    ("14.11.", {"within": ("2020-01", "2020-12")}, "2020-11-14", "2020-11-14", "als 14.11.2020"),
    ("14.11.", {"within": ("2019-01", "2019-06")}, "2018-11-14", "2018-11-14", "als 14.11.2018"),
    ("14.11.", {"within": ("2019-08", None)}, "2019-11-14", "2019-11-14", "als 14.11.2019"),
    ("Juli", {"within": (None, "2017-09")}, "2017-07", "2017-07", "als Juli 2017"),
    ("Juli", {"within": ("2016-01", "2020-12")}, "2018-07", "2018-07", "als Juli 2018"),
    ("März bis Juli", {"within": YEAR}, "2018-03", "2018-07", "als März bis Juli 2018"),
    ("November bis Februar", {"within": ("2018-10", "2019-03")}, "2018-11", "2019-02", "gelesen"),
    ("Q3", {"within": YEAR}, "2018-07", "2018-09", "als Juli bis September 2018"),
    ("KW 34", {"within": YEAR}, "2018-08-20", "2018-08-26", "als 20.8.2018 bis 26.8.2018"),
    ("bis Jahresende", {"within": YEAR}, None, "2018-12", "als bis Dezember 2018"),
    ("29.2.", {"within": YEAR}, "2020-02-29", "2020-02-29", "als 29.2.2020"),
    ("14.11.", {"after": "2019-11"}, "2020-11-14", "2020-11-14", "als 14.11.2020"),
    ("ab Juli", {"after": "2018-06"}, "2018-07", None, "als ab Juli 2018"),
    ("1./2. Juli", {"within": YEAR}, "2018-07-01", "2018-07-02", "gelesen"),
    ("14.–16.11.", {"within": YEAR}, "2018-11-14", "2018-11-16", "gelesen"),
]

REFUSED = [
    ("Sommer 2018", "etwa „Juni bis August 2018“"),
    ("Frühjahr 2018", "etwa „März bis Mai 2018“"),
    ("Frühling 18", "etwa „März bis Mai 2018“"),
    ("Herbst 2018", "etwa „September bis November 2018“"),
    ("Pfingstferien 2018", "etwa „Mai 2018“"),
    ("Winter 2018", "etwa „Dezember 2018 bis Februar 2019“"),
    ("SoSe 2018", "etwa „April bis September 2018“"),
    ("WiSe 2018/19", "etwa „Oktober 2018 bis März 2019“"),
    ("Schuljahr 2018/19", "etwa „August 2018 bis Juli 2019“"),
    ("nach den Sommerferien", "nicht genau genug"),
    ("März bis Sommer 2017", "„Sommer 2017“ ist kein Monat"),
    ("Mai bis bald", "„bald“ ist kein Monat"),
    ("bald", "ist kein Monat und kein Datum"),
    ("demnächst", "ist kein Monat und kein Datum"),
    ("nach Bedarf", "ist kein Monat und kein Datum"),
    ("monatlich", "wie oft, nicht wann"),
    ("zweimal wöchentlich", "wie oft, nicht wann"),
    ("30.2.2018", "Den 30.2.2018 gibt es nicht.*Februar 2018 hat 28 Tage"),
    ("29.2.2018", "gibt es nicht"),
    ("31.11.", "gibt es nicht.*hat 30 Tage"),
    ("0.7.2018", "Den 0.7.2018 gibt es nicht"),
    ("31.9.2018 bis 3.10.2018", "Den 31.9.2018 gibt es nicht"),
    ("1.13.2018", "Einen Monat 13 gibt es nicht"),
    ("13/2018", "Einen Monat 13 gibt es nicht"),
    ("2018-13", "Einen Monat 13 gibt es nicht"),
    ("13-14/2018", "Einen Monat 13 gibt es nicht|Einen Monat 14 gibt es nicht"),
    ("KW 54/2018", "Eine KW 54 gibt es nicht"),
    ("KW 0/2018", "Eine KW 0 gibt es nicht"),
    ("KW 53/2018", "Eine KW 53 gibt es im Jahr 2018 nicht"),
    ("Q5 2018", "Ein 5. Quartal gibt es nicht"),
    ("0. Quartal 2018", "Ein 0. Quartal gibt es nicht"),
    ("3. Halbjahr 2018", "Ein 3. Halbjahr gibt es nicht"),
    ("Juli 2018 bis März 2018", "liegt vor dem Beginn"),
    ("30.9.2018 bis 1.7.2018", r"Ende \(1.7.2018\) liegt vor dem Beginn \(30.9.2018\).*beiden Tage"),
    ("15.7.2018 bis Juni 2018", "liegt vor dem Beginn"),
    ("2020–2018", "liegt vor dem Beginn"),
    ("5.–3.7.2018", "liegt vor dem Beginn"),
    ("ab morgen bis gestern", "liegt vor dem Beginn"),
    ("1./3. Juli 2018", "nicht aneinander"),
    ("Mai/Juli 2018", "nicht aneinander"),
    ("1. und 3. Quartal 2018", "nicht aneinander"),
    ("1.7.2018 und 5.8.2018", "nicht aneinander"),
    ("07/08", "kann zweierlei heißen.*„07/2008“"),
    ("KW 17/18", "kann zweierlei heißen.*„KW 17/2018“"),
    ("1/7/2018", "kann mehreres heißen"),
    ("1-7-2018", "kann mehreres heißen"),
    ("Donnerstag, 14.11.2018", "ist kein Donnerstag, sondern ein Mittwoch"),
    ("nach Phase 3", "Eine Phase 3 gibt es nicht"),
    ("Projektende", "fehlt das Ende"),
    ("7", "fehlt das Jahr"),
    ("bis Ende", "fehlt das Jahr"),
    ("1.7.1899", "Das Jahr 1899 liegt außerhalb"),
    ("KW 1/1899", "Das Jahr 1899 liegt außerhalb"),
    ("ab", "ist kein Monat"),
    ("bis", "ist kein Monat"),
    ("–", "ist kein Monat"),
    ("12:30", "ist kein Monat"),
    ("in 999 Jahren vor Weihnachten", "nicht genau genug"),
    ("vor 999 Jahren", "ist kein Monat"),
    ("Ende nächster Woche", "ist kein Monat"),
    ("\0", "ist kein Monat"),
]


@pytest.mark.parametrize(("text", "start", "end"), CASES)
def test_a_period_is_read(text: str, start: str | None, end: str | None) -> None:
    typed = parse_period(text, PHASES, today=TODAY)
    assert (typed.start, typed.end, typed.keeps_wording) == (at(start), at(end), True)


@pytest.mark.parametrize(("text", "start", "end"), OF_TODAY)
def test_what_counts_from_today_is_read_and_does_not_keep_its_words(
    text: str, start: str | None, end: str | None
) -> None:
    typed = parse_period(text, PHASES, today=TODAY)
    assert (typed.start, typed.end, typed.keeps_wording) == (at(start), at(end), False)


@pytest.mark.parametrize(("text", "expected"), RULES)
def test_a_period_that_follows_something_is_read(text: str, expected: Period) -> None:
    assert parse_period(text, PHASES, today=TODAY)[:2] == expected[:2]


@pytest.mark.parametrize(("text", "known", "start", "end", "remark"), WITHOUT_YEAR)
def test_a_missing_year_is_the_one_that_fits_and_is_said(
    text: str, known: dict[str, Any], start: str | None, end: str | None, remark: str
) -> None:
    typed = parse_period(text, PHASES, today=TODAY, **known)
    assert (typed.start, typed.end, typed.keeps_wording) == (at(start), at(end), True)
    assert remark in typed.remark
    assert typed.derived == (start is not None)


@pytest.mark.parametrize(("text", "why"), REFUSED)
def test_what_is_no_period_is_refused_with_a_reason(text: str, why: str) -> None:
    with pytest.raises(PlanError, match=why) as refusal:
        parse_period(text, PHASES, today=TODAY)
    assert "Bitte" in str(refusal.value)
    assert len(str(refusal.value)) < 250


@pytest.mark.parametrize("text", ["14.11.", "14. November", "Juli", "März bis Juli", "bis Juli", "Q3", "KW 34"])
def test_without_a_year_and_anything_to_tell_it_a_period_is_refused(text: str) -> None:
    with pytest.raises(PlanError, match="fehlt das Jahr"):
        parse_period(text, PHASES)


def test_a_time_of_day_is_left_out_and_said() -> None:
    for text in ("14.11.2018, 15 Uhr", "14.11.2018 um 15:00 Uhr", "14.11.2018 15:00", "14.11.2018 von 15 bis 17 Uhr"):
        typed = parse_period(text)
        assert (typed.start, typed.end) == (at("2018-11-14"),) * 2
        assert typed.remark.startswith("Ohne Uhrzeit gelesen („15")


def test_a_month_and_a_day_in_it_are_not_before_each_other() -> None:
    day, month = at("2018-07-15"), at("2018-07")
    assert not before(day, month)
    assert not before(month, day)
    assert before(at("2018-07-14"), day)
    assert before(at("2018-06-30"), month)
    assert not before(END, month)
    assert not before(Point(), month)


months = st.dates(dt.date(1900, 1, 1)).map(lambda date: Point(date.isoformat()[:7]))
days = st.dates(dt.date(1900, 1, 1)).map(points.day_point)
rules = st.one_of(
    st.integers(-999, 999).map(lambda offset: Point(None, PROJECT_END, None, offset)),
    st.tuples(st.sampled_from(PHASES), st.integers(-999, 999)).map(lambda pair: Point(None, PHASE_END, *pair)),
)
ends = st.one_of(st.just(Point()), months, days, rules)


@given(ends, ends)
def test_every_period_reads_back_as_it_is_spoken(start: Point, end: Point) -> None:
    if before(end, start):
        start, end = end, start
    period = Period(start, end)
    assert parse_period(spoken(period, lambda key: PHASES.index(key) + 1), PHASES) == period


numbers = st.integers(0, 40)
years = st.one_of(st.integers(1890, 2110), st.integers(0, 9999)).map("{:04}".format)
dates = st.one_of(
    st.tuples(numbers, numbers, years).map("{0[0]}.{0[1]}.{0[2]}".format),
    st.tuples(numbers, numbers, years).map("{0[0]:02}.{0[1]:02}.{0[2]}".format),
    st.tuples(numbers, years).map("{0[0]}/{0[1]}".format),
)


@given(dates, st.one_of(st.none(), dates))
def test_dates_as_sheets_have_them_are_read_as_in_words(one: str, other: str | None) -> None:
    typed = attempt(one if other is None else f"{one} bis {other}")
    worded = attempt(f"im {one}" if other is None else f"von {one} bis zum {other}")
    assert isinstance(typed, PlanError) == isinstance(worded, PlanError)
    if isinstance(typed, Period) and isinstance(worded, Period):
        assert typed == worded


WORDS = [
    "1.7.", "2018", "Juli", "bis", "-", "–", "/", "und", "KW", "Q3", "34", "Ende", "Mitte", "ab", "laufend", "18",
    "heute", "in", "2", "Wochen", "Phase 1", "nach", "im Anschluss an", "Projektende", "Quartal", "29.2.", "30.2.2018",
    ",", "um", "15 Uhr", "Mi", "zwischen", "vom", "von", "9999", "KW 53", "31.12.9999", "nächstes Jahr", "ca.", "07/",
]  # fmt: skip


def attempt(text: str, after: str | None = None, **known: Any) -> Period | PlanError:
    """The period, or why it is none."""
    try:
        return parse_period(text, PHASES, after, today=TODAY, **known)
    except PlanError as refusal:
        return refusal


@given(
    st.one_of(st.text(), st.lists(st.sampled_from(WORDS)).map(" ".join), st.lists(st.sampled_from(WORDS)).map("".join)),
    st.sampled_from([(None, None), YEAR, ("9999-01", "9999-12"), ("1900-01", "1900-02"), (None, "2018-06")]),
    st.sampled_from([None, "2018-06", "9999-12"]),
)
def test_any_text_is_a_period_or_refused(text: str, within: tuple[str | None, str | None], after: str | None) -> None:
    typed = attempt(text, after, within=within)
    if isinstance(typed, PlanError):
        assert "Bitte" in str(typed)
    else:
        assert not before(typed.end, typed.start)
        assert typed.keeps_wording or not typed.words
        again = parse_period(spoken(typed, lambda key: PHASES.index(key) + 1), PHASES)
        assert again[:2] == typed[:2]


@pytest.mark.parametrize(
    "text",
    [
        "1" * 10_000, "1." * 5000, "bis " * 3000, " bis" * 3000, "a" + " " * 100_000 + "b", "-/" * 30, "1-" * 60,
        "Mai/" * 25, "KW 1/" * 20, "Ende " * 20, "am " * 35, "1 und " * 15, "„" * 5000, "ca. " * 25, "laufend " * 15,
        "(ab 01/2018)" * 9, "\t\n" * 5000, "- " * 50,
    ],
)  # fmt: skip
def test_what_is_endless_is_read_at_once(text: str) -> None:
    started = time.process_time()
    assert len(str(attempt(text))) < 400
    assert time.process_time() - started < 0.5
