"""Where a plan stands on a day: each list by itself, and that all of them add up."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nrw_desktop.domain.model.change import Change, inserted
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Deadline, Measure, Phase, Project, Record
from nrw_desktop.domain.queries import due, progress, standing
from nrw_desktop.domain.queries.standing import Entry, Lists, Standing
from nrw_desktop.domain.text.points import PHASE_END, PROJECT_END
from tests.domain.queries.test_due import DAYS, plans

TODAY = dt.date(2026, 11, 26)


def measure(key: str, end: str | None = None, status: Any = "planned", **more: Any) -> Measure:
    return Measure(key, more.pop("phase", "f"), key, text=key, end=end, status=status, **more)


def plan_with(*rows: Record, project_end: str | None = None, **phase: Any) -> Plan:
    first = (Project("p", end=project_end), Phase("f", "a", "Phase", **phase))
    return Plan.empty().apply(Change(tuple(map(inserted, (*first, *rows))), "Test"))


def of(*rows: Record, today: dt.date = TODAY, since: dt.date | None = None, **more: Any) -> Standing:
    return standing.of_plan(plan_with(*rows, **more), today, since)


def keys(entries: tuple[Entry, ...]) -> list[str]:
    return [entry.measure.id for entry in entries]


def where(lists: Lists, key: str) -> list[str]:
    """In which lists a measure is."""
    return [name for name in Lists.__struct_fields__ if key in keys(getattr(lists, name))]


def test_each_list_has_its_measures_what_is_due_first_before_the_others() -> None:
    found = of(
        measure("1", "2026-10"),
        measure("2", "2024-01", "running"),
        measure("3", "2027-01"),
        measure("4", "2026-11", "running"),
        measure("5", "2029-02"),
        measure("6", "2027-02"),
        measure("7", None, "running"),
        measure("8", "2026-01", "done"),
        measure("9", "2026-05", "done"),
        measure("a", "2026-01", "postponed"),
        measure("b", "2026-01", "dropped"),
    )
    lists = found.lists
    assert {name: keys(getattr(lists, name)) for name in Lists.__struct_fields__} == {
        "overdue": ["2", "1"],
        "soon": ["4", "3"],
        "later": ["6", "5"],
        "undated": ["7"],
        "done": ["9", "8"],
        "done_earlier": [],
        "postponed": ["a"],
        "dropped": ["b"],
    }
    assert keys(lists.running) == ["2", "4", "7"]
    assert lists.statuses == {"planned": 4, "running": 3, "done": 2, "postponed": 1, "dropped": 1}
    assert lists.told_unlisted([lists.overdue, lists.soon]) == (
        "2 später fällig, 1 ohne bekanntes Ende, 2 abgeschlossen, 1 zurückgestellt, 1 entfallen"
    )
    assert lists.told_unlisted([lists.all]) == ""


@pytest.mark.parametrize(
    ("today", "place"),
    [
        ("2026-04-30", "later"),
        ("2026-05-01", "soon"),
        ("2026-07-31", "soon"),
        ("2026-08-01", "overdue"),
    ],
)
def test_soon_is_this_month_and_the_two_after_it(today: str, place: str) -> None:
    assert where(of(measure("m", "2026-07"), today=dt.date.fromisoformat(today)).lists, "m") == [place]


@pytest.mark.parametrize(
    ("today", "place"),
    [("2025-10-31", "later"), ("2025-11-01", "soon"), ("2026-01-14", "soon"), ("2026-01-15", "overdue")],
)
def test_an_end_on_a_day_is_overdue_on_the_next(today: str, place: str) -> None:
    assert where(of(measure("m", "2026-01", end_day=14), today=dt.date.fromisoformat(today)).lists, "m") == [place]


def test_a_month_is_due_after_all_of_its_days() -> None:
    found = of(measure("1", "2026-12"), measure("2", "2026-12", end_day=31), measure("3", "2026-12", end_day=1))
    assert keys(found.lists.soon) == ["3", "2", "1"]


@pytest.mark.parametrize(
    ("own", "more", "expected"),
    [
        ({"end_rule": PHASE_END, "end_phase": "f", "end_offset": 2}, {"end": "2026-08"}, "overdue"),
        ({"end_rule": PHASE_END, "end_phase": "f", "end_offset": 3}, {"end": "2026-08"}, "soon"),
        ({"end_rule": PROJECT_END, "end_offset": -3}, {"project_end": "2027-01"}, "overdue"),
        ({"end_rule": PROJECT_END}, {"project_end": "2027-02"}, "later"),
        ({"end_rule": PROJECT_END}, {}, "undated"),
        ({}, {"end_rule": PROJECT_END, "project_end": "2026-10"}, "overdue"),
        ({}, {"end": "2026-12"}, "soon"),
        ({}, {}, "undated"),
    ],
)
def test_an_end_that_follows_moves_with_what_it_follows(
    own: dict[str, Any], more: dict[str, Any], expected: str
) -> None:
    assert where(of(measure("m", **own), **more).lists, "m") == [expected]


def test_what_is_done_since_a_day_is_told_by_its_months_or_by_the_plan_as_it_was() -> None:
    now = plan_with(*(measure(key, f"2026-0{key}", "done") for key in "1234"))
    since = dt.date(2026, 3, 1)
    by_months = standing.of_plan(now, TODAY, since).lists
    assert (keys(by_months.done), keys(by_months.done_earlier)) == (["4", "3"], ["2", "1"])
    earlier = plan_with(measure("1", "2026-01"), measure("3", "2026-03", "done"), measure("4", "2026-04", "done"))
    by_plan = standing.of_plan(now, TODAY, since, earlier).lists
    assert (keys(by_plan.done), keys(by_plan.done_earlier)) == (["2", "1"], ["4", "3"])
    assert by_plan.told_unlisted([by_plan.done]) == "2 schon früher abgeschlossen"


def test_without_a_period_is_what_has_no_month_at_all_not_even_by_its_phase() -> None:
    rows = [measure("1"), measure("2", None, "done"), measure("3", None, "dropped"), measure("4", start="2026-01")]
    assert keys(of(*rows).without_period) == ["1", "2"]
    assert keys(of(*rows, start="2025-01").without_period) == []


def test_the_next_deadline_may_be_today_and_one_without_a_date_is_neither_next_nor_past() -> None:
    deadlines = [
        Deadline("a", "Nachweis", "2026-11-25"),
        Deadline("b", "Antrag", "2026-11-27"),
        Deadline("c", "Bericht", "2026-11-26"),
        Deadline("d", "Offen"),
    ]
    found = of(*deadlines)
    assert found.next_deadline == deadlines[2]
    assert found.past_deadlines == (deadlines[0],)
    later = of(*deadlines, today=dt.date(2026, 11, 28))
    assert (later.next_deadline, later.past_deadlines) == (None, (deadlines[0], deadlines[2], deadlines[1]))


def test_every_phase_tells_how_far_it_is() -> None:
    second = Phase("g", "b", "Danach")
    found = of(second, measure("1", None, "done"), measure("2"), measure("3", None, "dropped", phase="g"))
    assert [(phase.id, one.done, one.total, one.dropped) for phase, one in found.phases] == [
        ("f", 1, 2, 0),
        ("g", 0, 0, 1),
    ]


@settings(max_examples=60)
@given(plans(), DAYS, st.one_of(st.none(), DAYS))
def test_every_measure_is_in_one_list(plan: Plan, today: dt.date, since: dt.date | None) -> None:
    found = standing.of_plan(plan, today, since)
    lists = found.lists
    assert sorted(keys(lists.all)) == sorted(plan.all(Measure))
    for one in plan.all(Measure).values():
        (place,) = where(lists, one.id)
        assert place.removesuffix("_earlier") == due.standing(plan, one, today)
        assert (one.id in keys(lists.running)) == (one.status == "running")
    assert sum(one.total for _, one in found.phases) == len(list(filter(progress.counts, plan.all(Measure).values())))
    assert sum(one.done for _, one in found.phases) == len(lists.done) + len(lists.done_earlier)
    for entries in (lists.overdue, lists.soon, lists.later, lists.done[::-1], lists.done_earlier[::-1]):
        order = [entry.due.order if entry.due else "" for entry in entries]
        assert order == sorted(order)


def test_a_hundred_measures_of_a_day_stay_in_the_order_of_the_plan() -> None:
    rows = [measure(f"{n:03}", "2026-12") for n in range(100)]
    assert keys(of(*rows).lists.soon) == [row.id for row in rows]
