"""Periods as people type and read them."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change, inserted
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Phase, Project, Record
from nrw_desktop.domain.queries import period
from nrw_desktop.domain.queries.period import Period, Point
from nrw_desktop.domain.text.period_text import parse_period
from nrw_desktop.domain.text.points import PHASE_END, PROJECT_END

END = Point(None, PROJECT_END)

PERIODS = [
    ("", Period()),
    ("März bis Juli 2017", Period(Point("2017-03"), Point("2017-07"))),
    ("August bis Dezember 2017", Period(Point("2017-08"), Point("2017-12"))),
    ("Januar bis Juni 2018", Period(Point("2018-01"), Point("2018-06"))),
    ("Juli 2018 bis Projektende", Period(Point("2018-07"), END)),
    ("Juli 2018 bis projektende", Period(Point("2018-07"), END)),
    ("Juli 2018 bis zum Projektende", Period(Point("2018-07"), END)),
    ("07/2018 – Projektende", Period(Point("2018-07"), END)),
    ("Juli 2018 bis Ende des Projekts", Period(Point("2018-07"), END)),
    ("Juli 2018 bis Projektende (12/2018)", Period(Point("2018-07"), END)),
    ("bis Projektende", Period(Point(), END)),
    ("bis zum Projektende", Period(Point(), END)),
    ("bis Oktober 2017", Period(Point(), Point("2017-10"))),
    ("November 2017 bis Februar 2018", Period(Point("2017-11"), Point("2018-02"))),
    ("November bis Februar 2018", Period(Point("2017-11"), Point("2018-02"))),
    ("Juli bis Juli 2018", Period(Point("2018-07"), Point("2018-07"))),
    ("März - Juli 2017", Period(Point("2017-03"), Point("2017-07"))),
    ("März – Juli 2017", Period(Point("2017-03"), Point("2017-07"))),
    ("März–Juli 2017", Period(Point("2017-03"), Point("2017-07"))),
    ("03–07/2017", Period(Point("2017-03"), Point("2017-07"))),
    ("03-07/2017", Period(Point("2017-03"), Point("2017-07"))),
    ("03/2017-07/2017", Period(Point("2017-03"), Point("2017-07"))),
    ("03/2017 – 07/2017", Period(Point("2017-03"), Point("2017-07"))),
    ("3.2017 bis 7.2017", Period(Point("2017-03"), Point("2017-07"))),
    ("2017-03 bis 2017-07", Period(Point("2017-03"), Point("2017-07"))),
    ("Juli 2018", Period(Point("2018-07"), Point("2018-07"))),
    ("07/2018", Period(Point("2018-07"), Point("2018-07"))),
    ("ab Juli 2018", Period(Point("2018-07"))),
    ("Ab 07/2018", Period(Point("2018-07"))),
    ("seit Juli 2018", Period(Point("2018-07"))),
    ("Juli 2018 bis", Period(Point("2018-07"))),
    ("  März   bis\tJuli 2017 ", Period(Point("2017-03"), Point("2017-07"))),
    ("Juli 2018 bis 2 Monate vor Projektende", Period(Point("2018-07"), Point(None, PROJECT_END, None, -2))),
    ("6 Monate vor Projektende bis Projektende", Period(Point(None, PROJECT_END, None, -6), END)),
    ("ein Monat vor Projektende bis zum Projektende", Period(Point(None, PROJECT_END, None, -1), END)),
    ("im Anschluss an Phase 1 bis Projektende", Period(Point(None, PHASE_END, "a", 1), END)),
    ("nach Phase 2 bis 12/2018", Period(Point(None, PHASE_END, "b", 1), Point("2018-12"))),
    ("ab Ende von Phase 1", Period(Point(None, PHASE_END, "a", 0))),
    ("ab 3 Monate nach Ende der Phase 1", Period(Point(None, PHASE_END, "a", 3))),
    ("07/2018 bis Ende von Phase 2", Period(Point("2018-07"), Point(None, PHASE_END, "b", 0))),
    ("bis 1 Monat nach Ende von Phase 2", Period(Point(), Point(None, PHASE_END, "b", 1))),
    ("IM ANSCHLUSS AN PHASE 1 BIS PROJEKTENDE (08/2017 bis 12/2018)", Period(Point(None, PHASE_END, "a", 1), END)),
    ("im Anschluss an Phase 1", Period(Point(None, PHASE_END, "a", 1))),
    ("01.03.2017 bis 31.07.2017", Period(Point("2017-03", day=1), Point("2017-07", day=31))),
    ("29. Februar 2024", Period(Point("2024-02", day=29), Point("2024-02", day=29))),
    ("29.02.2024", Period(Point("2024-02", day=29), Point("2024-02", day=29))),
    ("2017 bis 2018", Period(Point("2017-01"), Point("2018-12"), words="2017 bis 2018")),
    ("im Anschluss an Phase 1 bis Juli 2018 (ab 08/2017)", Period(Point(None, PHASE_END, "a", 1), Point("2018-07"))),
]

NO_PERIODS = [
    ("Juli bis Projektende", "Bei „Juli“ fehlt das Jahr"),
    ("März bis Juli", "fehlt das Jahr"),
    ("Juli", "fehlt das Jahr"),
    ("Juli 2018 bis März 2018", "liegt vor dem Beginn"),
    ("12/2018 – 11/2017", "liegt vor dem Beginn"),
    ("13/2018 bis 14/2018", "Einen Monat 13 gibt es nicht"),
    ("März bis Sommer 2017", "ist kein Monat"),
    ("irgendwann", "ist kein Monat"),
    ("ab", "ist kein Monat"),
    ("bis", "ist kein Monat"),
    ("bis bald", "ist kein Monat"),
    ("nach Phase 3 bis Projektende", "Eine Phase 3 gibt es nicht"),
    ("nach Phase 0 bis Projektende", "Eine Phase 0 gibt es nicht"),
    ("Projektende", "fehlt das Ende"),
    ("3 Jahre vor Projektende bis Projektende", "ist kein Monat"),
    ("im Anschluss an Phase 1 bis Juli", "fehlt das Jahr"),
]


@pytest.mark.parametrize(("text", "expected"), PERIODS)
def test_a_period_is_read(text: str, expected: Period) -> None:
    assert parse_period(text, ("a", "b")) == expected


@pytest.mark.parametrize(("text", "why"), NO_PERIODS)
def test_no_period_is_refused_with_a_reason(text: str, why: str) -> None:
    with pytest.raises(PlanError, match=why):
        parse_period(text, ("a", "b"))


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


def plan_with(*phases: Phase, end: str | None = None) -> Plan:
    rows: list[Record] = [Project("x", end=end), *phases]
    return Plan.empty().apply(Change(tuple(inserted(row) for row in rows), "", "origin"))


@pytest.mark.parametrize(("phase", "text"), WORDINGS)
def test_a_period_in_words(phase: Phase, text: str) -> None:
    assert period.wording(plan_with(phase), phase) == text


@pytest.mark.parametrize("phase", [phase for phase, _ in WORDINGS if phase.period_text is None])
def test_what_is_shown_can_be_typed_again(phase: Phase) -> None:
    expected = Period(period.point(phase, "start"), period.point(phase, "end"))
    plan = plan_with(phase, end="2018-12")
    assert parse_period(period.wording(plan, phase)) == expected
    assert parse_period(period.shown(plan, phase)) == expected


points = st.one_of(
    st.just(Point()),
    st.sampled_from(["2016-12", "2017-03", "2017-07", "2018-07"]).map(Point),
    st.integers(-24, 24).map(lambda offset: Point(None, PROJECT_END, None, offset)),
    st.tuples(st.sampled_from(["a", "b"]), st.integers(-24, 24)).map(lambda pair: Point(None, PHASE_END, *pair)),
)


@given(points, points, st.sampled_from([None, "2020-12"]))
def test_every_period_reads_back_as_it_was_written(start: Point, end: Point, project_end: str | None) -> None:
    if start.month and end.month and end.month < start.month:
        start, end = end, start
    others = (Phase("a", order="a", end="2017-07"), Phase("b", order="b", end="2018-02"))
    phase = Phase("c", order="c", **Period(start, end).fields)  # type: ignore[arg-type]
    plan = plan_with(*others, phase, end=project_end)
    for text in (period.wording(plan, phase), period.shown(plan, phase)):
        assert parse_period(text, ("a", "b", "c")) == Period(start, end)


@pytest.mark.parametrize(
    ("text", "after", "month"),
    [
        ("Juli bis Projektende", "2018-06", "2018-07"),
        ("Juli bis Projektende", "2018-07", "2019-07"),
        ("Januar bis Ende von Phase 1", "2017-12", "2018-01"),
        ("ab Juli", "2018-06", "2018-07"),
    ],
)
def test_a_year_that_is_missing_follows_from_the_phase_before(text: str, after: str, month: str) -> None:
    typed = parse_period(text, ("a",), after)
    assert (typed.start, typed.derived) == (Point(month), True)


def test_a_year_is_derived_only_where_none_stands() -> None:
    assert not parse_period("Juli 2018 bis Projektende", (), "2019-06").derived
    assert parse_period("März bis Juli", (), "2018-06").derived


def test_an_open_end_is_the_projects() -> None:
    open_phase, closed = Phase("a", start="2018-07", end_rule=PROJECT_END), Phase("b", end="2017-12")
    unknown, known = plan_with(open_phase, closed), plan_with(open_phase, closed, end="2018-12")
    assert period.resolved_end(unknown, open_phase) is None
    assert period.resolved_end(known, open_phase) == "2018-12"
    assert period.resolved_end(known, closed) == "2017-12"
    assert period.shown(unknown, open_phase) == "Juli 2018 bis Projektende"
    assert period.shown(known, open_phase) == "Juli 2018 bis Projektende (12/2018)"
    assert period.shown(known, closed) == "bis Dezember 2017"


def test_a_period_follows_what_it_names() -> None:
    first = Phase("a", order="a", start="2017-03", end_rule=PROJECT_END, end_offset=-6)
    second = Phase("b", order="b", start_rule=PHASE_END, start_phase="a", start_offset=1, end_rule=PROJECT_END)
    for end, months in (("2018-12", ("2018-06", "2018-07")), ("2020-01", ("2019-07", "2019-08"))):
        plan = plan_with(first, second, end=end)
        assert (period.resolved_end(plan, first), period.resolved_start(plan, second)) == months
    assert period.wording(plan, second) == "im Anschluss an Phase 1 bis Projektende"
    assert period.shown(plan, second) == "im Anschluss an Phase 1 bis Projektende (08/2019 bis 01/2020)"
    assert period.wording(plan, first) == "März 2017 bis 6 Monate vor Projektende"
    moved = plan_with(msgspec.structs.replace(first, order="z"), second)
    assert period.wording(moved, second) == "im Anschluss an Phase 2 bis Projektende"
    assert period.shown(moved, second) == "im Anschluss an Phase 2 bis Projektende"


def test_phases_that_follow_each_other_in_a_circle_have_no_month() -> None:
    first = Phase("a", end_rule=PHASE_END, end_phase="b")
    second = Phase("b", end_rule=PHASE_END, end_phase="a")
    plan = plan_with(first, second)
    assert period.resolved_end(plan, first) is None
    assert period.follows(plan, "a", "b")
    assert not period.follows(plan, "c", "b")


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
    assert parse_period(text) == Period(Point(start), Point(end))


@pytest.mark.parametrize(
    "text", ["29. Februar 2023", "29.02.2023", "Dezember 1899 bis Januar 1900", "12/9999 – 01/10000"]
)
def test_what_no_month_can_be_is_refused(text: str) -> None:
    with pytest.raises(PlanError, match="Bitte"):
        parse_period(text)


def test_a_start_before_the_first_year_is_refused_where_the_year_is_not_typed() -> None:
    with pytest.raises(PlanError, match="1899 liegt außerhalb"):
        parse_period("Dezember bis Januar 1900")
