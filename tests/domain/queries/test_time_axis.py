"""The axis of time: names that do not run into each other, years cut out, months as places and back."""

import datetime
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nrw_desktop.domain.queries.time_axis import BREAK, TimeAxis, index, of_day

months = st.integers(min_value=index("1900-01"), max_value=index("9999-12"))


@given(st.lists(months, min_size=1, max_size=6), st.floats(100, 900))
def test_names_on_the_axis_never_run_into_each_other(found: list[int], width: float) -> None:
    axis = TimeAxis.over(found, width)
    assert axis.first <= min(found)
    assert max(found) < axis.last
    ticks = list(axis.ticks(24, 38))
    assert len(ticks) <= width / 24 + 1
    for one, other in itertools.pairwise(ticks):
        assert other.x - one.x >= 24
        assert 0 <= one.x <= width
    assert 0 <= axis.x(min(found)) <= axis.x(max(found)) <= width


@given(st.lists(months, min_size=2, max_size=8), st.floats(300, 900))
def test_years_are_cut_out_only_where_nothing_begins_or_ends(found: list[int], width: float) -> None:
    axis = TimeAxis.over(found, width)
    for start, end in axis.cuts:
        assert not any(start <= month < end for month in found)
        assert (end - start) % 12 == start % 12 == 0
        assert axis.x(end) - axis.x(start) == pytest.approx(BREAK)
    # What is left has no stretch without anything that is longer than a third, if it can be seen as years.
    shown = sum(end - start for start, end in axis.stretches)
    for one, other in itertools.pairwise(sorted(found)):
        empty = (other - other % 12) - (one - one % 12 + 12)
        if not any(one < start < other for start, _ in axis.cuts) and axis.last - axis.first > 12:
            assert empty < 24 or empty * 3 <= shown
    places = [axis.x(month) for month in sorted(found)]
    assert places == sorted(places)
    edges = [edge for piece in axis.pieces(axis.first, axis.last) for edge in piece]
    assert (edges[0], edges[-1]) == pytest.approx((0, width))
    assert len(edges) == 2 * (len(axis.cuts) + 1)


def test_a_month_is_as_wide_as_every_other() -> None:
    axis = TimeAxis.over([index("2017-01"), index("2018-12")], 240)
    assert axis.x(index("2017-07")) == pytest.approx(60)
    assert axis.x(of_day(datetime.date(2018, 1, 1))) == pytest.approx(120)


@given(st.lists(months, min_size=1, max_size=6), st.floats(0.5, 400), st.floats(100, 2000))
def test_a_scaled_axis_has_months_of_its_width_and_fills_its_room(found: list[int], month: float, least: float) -> None:
    axis = TimeAxis.scaled(found, month, least)
    assert axis.month == pytest.approx(month)
    assert axis.width >= least - 0.001
    assert all(axis.holds(one) for one in found)
    assert axis.cuts == TimeAxis.over(found, 1).cuts


@given(st.lists(months, min_size=1, max_size=6), st.floats(-5, 25))
def test_a_place_is_the_time_that_stands_there(found: list[int], beside: float) -> None:
    axis = TimeAxis.scaled(found, 20, 500)
    for at in (*found, axis.first + 0.5, axis.last - 0.25):
        assert axis.at(axis.x(at)) == pytest.approx(at)
    # Beyond both ends a month is as wide as on it; within a break one is at its end.
    assert axis.at(-20 * 3) == pytest.approx(axis.first - 3)
    assert axis.at(axis.width + 20 * 7) == pytest.approx(axis.last + 7)
    places = [axis.at(x) for x in range(-50, int(min(axis.width, 5000)) + 50, 7)]
    assert places == sorted(places)
    for start, end in axis.cuts:
        assert start <= axis.at(axis.x(start) + BREAK / 2) <= end


def test_quarters_and_years_are_those_that_are_seen() -> None:
    axis = TimeAxis.over([index("2017-02"), index("2018-03"), index("2031-05")], 300)
    years = list(axis.spans(12, axis.first, axis.last))
    assert years == [(index(f"{year}-01"), index(f"{year + 1}-01")) for year in (2017, 2018, 2031)]
    assert len(list(axis.spans(3, axis.first, axis.last))) == 12
    assert list(axis.spans(3, index("2017-05") + 0.5, index("2017-08"))) == [
        (index("2017-04"), index("2017-07")),
        (index("2017-07"), index("2017-10")),
    ]
    # An axis of a few months has a part of a year.
    assert list(TimeAxis.over([index("2017-05")], 300).spans(12, 0, 1e9)) == [(index("2017-05"), index("2017-08"))]


@given(st.lists(months, min_size=1, max_size=6), st.sampled_from([1, 3, 12, 60]))
def test_spans_are_all_that_is_shown_without_a_gap(found: list[int], step: int) -> None:
    axis = TimeAxis.over(found[:1] + [one % 400 + found[0] for one in found[1:]], 500)
    spans = list(axis.spans(step, axis.first, axis.last))
    assert sum(after - at for at, after in spans) == sum(last - first for first, last in axis.stretches)
    assert all(0 < after - at <= step for at, after in spans)
