"""When measures are due, and that all who tell or count what is overdue say the same."""

import calendar
import datetime as dt
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nrw_desktop.domain.model.change import Change, inserted
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Cost, Measure, Phase, Project
from nrw_desktop.domain.queries import checks, due, progress, standing
from nrw_desktop.domain.text.points import PROJECT_END

TODAY = dt.date(2026, 11, 26)
MONTHS = st.one_of(st.none(), st.builds("20{}-{:02}".format, st.integers(17, 27), st.integers(1, 12)))
STATUSES = st.sampled_from(["planned", "running", "done", "postponed", "dropped"])


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Phases that end, end with the project, or are open, with measures that have months of their own or none."""
    rows: list[Project | Phase | Measure] = [Project("p", end=draw(MONTHS))]
    for number in range(draw(st.integers(1, 3))):
        rule = draw(st.sampled_from([None, PROJECT_END]))
        rows.append(Phase(f"f{number}", f"{number}", "Phase", end=None if rule else draw(MONTHS), end_rule=rule))
        for place in range(draw(st.integers(0, 4))):
            key = f"m{number}{place}"
            start, end = draw(MONTHS), draw(MONTHS)
            rows.append(Measure(key, f"f{number}", key, text=key, status=draw(STATUSES), start=start, end=end))
    return Plan.empty().apply(Change(tuple(map(inserted, rows)), "Test"))


DAYS = st.dates(dt.date(2017, 1, 1), dt.date(2027, 12, 31))


@settings(max_examples=60)
@given(plans(), DAYS)
def test_every_view_counts_the_same(plan: Plan, today: dt.date) -> None:
    late = set()
    for measure in plan.rows["measure"].values():
        assert isinstance(measure, Measure)
        phase = plan.rows["phase"][measure.phase]
        assert isinstance(phase, Phase)
        end = measure.end or phase.end or (plan.project.end if phase.end_rule else None)
        year, month = map(int, (end or "9999-12").split("-"))
        if measure.status in ("planned", "running") and today > dt.date(
            year, month, calendar.monthrange(year, month)[1]
        ):
            late.add(measure.id)
    lists = standing.of_plan(plan, today).lists
    assert {entry.measure.id for entry in lists.overdue} == late
    found = [gap for gap in checks.gaps(plan, today) if gap.kind == "overdue"]
    assert {gap.record.id for gap in found} == late
    for gap in found:
        assert isinstance(gap.record, Measure)
        assert (due.BY_PHASE in gap.text) == (gap.record.end is None)
    soon = {entry.measure.id for entry in lists.soon}
    assert soon.isdisjoint(late)
    counts = Counter(entry.measure.status for entry in lists.all)
    told = progress.of_measures(entry.measure for entry in lists.all)
    assert (told.done, told.total, told.postponed, told.dropped) == (
        counts["done"],
        counts.total() - counts["dropped"],
        counts["postponed"],
        counts["dropped"],
    )


@settings(max_examples=60)
@given(plans(), DAYS)
def test_each_measure_stands_in_one_place(plan: Plan, today: dt.date) -> None:
    for measure in plan.all(Measure).values():
        where = due.standing(plan, measure, today)
        assert (where == "overdue") == due.is_overdue(plan, measure, today)
        if measure.status not in due.OPEN:
            assert where == measure.status
            continue
        found = due.of_measure(plan, measure)
        assert (found is None) == (where == "undated")
        if found is not None:
            months = (int(found.until[:4]) - today.year) * 12 + int(found.until[5:7]) - today.month
            assert where == ("overdue" if months < 0 else "soon" if months < due.SOON else "later")


@pytest.mark.parametrize(
    ("cost", "years"),
    [
        ({"year": 2021, "planned": 5}, {2018, 2021}),
        ({"year": 2016, "actual": 0}, {2016, 2018}),
        ({"year": 2021}, {2018}),
        ({"year": 0, "planned": 5}, {2018}),
    ],
)
def test_a_measure_is_in_the_years_in_which_it_costs_something(cost: dict[str, int], years: set[int]) -> None:
    phase = Phase("f", title="Phase", start="2018-01", end="2018-12")
    rows = [phase, Measure("m", "f", text="x"), Cost("c", measure="m", **cost)]
    plan = Plan.empty().apply(Change(tuple(map(inserted, rows)), "Test"))
    measure = plan.get(Measure, "m")
    assert {year for year in range(2010, 2030) if due.measure_in_year(plan, measure, year)} == years
    assert due.years(plan) == list(range(min(years), max(years) + 1))


def test_one_odd_year_hides_no_other() -> None:
    rows = [Phase("f", title="Phase", start="2018-03", end="2019-12"), Measure("m", "f", text="x", start="1918-01")]
    plan = Plan.empty().apply(Change(tuple(map(inserted, rows)), "Test"))
    assert due.years(plan) == [1918, 2018, 2019]


@pytest.mark.parametrize(
    ("phase", "measure", "known"),
    [
        ({}, {}, False),
        ({"start": "2018-01"}, {}, True),
        ({}, {"end": "2018-01"}, True),
        ({}, {"period_text": "x"}, False),
    ],
)
def test_whether_anybody_knows_when(phase: dict[str, str], measure: dict[str, str], known: bool) -> None:
    one = Measure("m", "f", text="x", **measure)
    plan = Plan.empty().apply(Change((inserted(Phase("f", title="Phase", **phase)), inserted(one)), "Test"))
    assert due.has_period(plan, one) is known


def test_the_seed_has_twelve_overdue(bielefeld: Plan) -> None:
    assert len(standing.of_plan(bielefeld, TODAY).lists.overdue) == 12
    assert sum(gap.kind == "overdue" for gap in checks.gaps(bielefeld, TODAY)) == 12


@pytest.mark.parametrize(
    ("until", "today", "past"),
    [
        ("2026-11", "2026-11-30", False),
        ("2026-11", "2026-12-01", True),
        ("2026-11-26", "2026-11-26", False),
        ("2026-11-26", "2026-11-27", True),
    ],
)
def test_a_month_or_a_day_must_be_wholly_past(until: str, today: str, past: bool) -> None:
    assert due.is_past(until, dt.date.fromisoformat(today)) is past


def test_it_is_said_as_months_or_days_are() -> None:
    assert [(due.Due(until).named, due.Due(until).numeric) for until in ("2026-11", "2026-11-06")] == [
        ("November 2026", "11/2026"),
        ("6. November 2026", "06.11.2026"),
    ]


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [
        (None, None, {2017, 2018, 2019}),
        ("2018-05", None, {2018, 2019}),
        (None, "2018-05", {2017, 2018}),
        ("2018-05", "2018-07", {2018}),
        ("2020-05", None, {2020}),
        (None, "2016-05", {2016}),
    ],
)
def test_a_measure_is_in_the_years_it_reaches_into(start: str | None, end: str | None, years: set[int]) -> None:
    phase = Phase("f", title="Phase", start="2017-03", end="2019-06")
    measure = Measure("m", "f", text="x", start=start, end=end)
    plan = Plan.empty().apply(Change((inserted(phase), inserted(measure)), "Test"))
    assert {year for year in range(2010, 2030) if due.measure_in_year(plan, measure, year)} == years
    assert {year for year in range(2010, 2030) if due.phase_in_year(plan, phase, year)} == {2017, 2018, 2019}
