"""Which stretch a phase or a measure takes: months, days, ends that nobody knows."""

from math import inf

import pytest

from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import TABLE_OF, Measure, Phase, Project, Record
from nrw_desktop.domain.queries import stretches
from nrw_desktop.domain.queries.stretches import Stretch
from nrw_desktop.domain.queries.time_axis import index

JANUARY = index("2018-01")


def plan(*records: Record) -> Plan:
    rows = dict(Plan.empty().rows)
    for record in records:
        rows[TABLE_OF[type(record)]] = {**rows[TABLE_OF[type(record)]], record.id: record}
    return Plan(rows)


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"start": "2018-01", "end": "2018-03"}, Stretch(JANUARY, JANUARY + 3)),
        ({"start": "2018-01", "end": "2018-01", "start_day": 1, "end_day": 31}, Stretch(JANUARY, JANUARY + 1)),
        ({"start": "2018-01", "start_day": 1, "end": "2018-01", "end_day": 1}, Stretch(JANUARY, JANUARY + 1 / 31)),
        ({"start": "2018-01", "end_rule": "project_end"}, Stretch(JANUARY, inf, ends=False)),
        ({"end": "2018-01"}, Stretch(-inf, JANUARY + 1, starts=False)),
        ({"start": "2018-01", "end": "2018-02", "start_derived": 1}, Stretch(JANUARY, JANUARY + 2, derived=True)),
        ({"end_rule": "project_end"}, None),
        ({}, None),
    ],
)
def test_a_phase_takes_what_is_known_of_it(fields: dict[str, object], found: Stretch | None) -> None:
    phase = Phase("a", **fields)  # type: ignore[arg-type]
    assert stretches.of_phase(plan(Project("p"), phase), phase) == found


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"start": "2018-02", "end": "2018-03"}, Stretch(JANUARY + 1, JANUARY + 3)),
        ({"start": "2018-02"}, Stretch(JANUARY + 1, JANUARY + 6, ends=False)),
        ({"end": "2018-02"}, Stretch(JANUARY, JANUARY + 2, starts=False)),
        ({}, Stretch(JANUARY, JANUARY + 6, starts=False, ends=False)),
        # Outside of its phase it keeps the end that is known, and takes a month.
        ({"start": "2019-02"}, Stretch(JANUARY + 13, JANUARY + 14, ends=False)),
        ({"end": "2017-02"}, Stretch(JANUARY - 11, JANUARY - 10, starts=False)),
    ],
)
def test_a_measure_takes_from_its_phase_what_is_not_its_own(fields: dict[str, object], found: Stretch) -> None:
    phase, measure = Phase("a", start="2018-01", end="2018-06"), Measure("m", phase="a", **fields)  # type: ignore[arg-type]
    whole = plan(Project("p"), phase, measure)
    stretch = stretches.of_measure(whole, measure, stretches.of_phase(whole, phase))
    assert stretch == found
    assert stretch.own == bool(fields)


def test_nothing_is_invented_where_nobody_knows_a_period() -> None:
    phase, measure = Phase("a"), Measure("m", phase="a")
    whole = plan(Project("p"), phase, measure)
    assert stretches.of_phase(whole, phase) is None
    assert stretches.of_measure(whole, measure, None) is None


def test_an_axis_holds_what_is_known_and_today_where_it_is_near_or_an_end_is_open() -> None:
    known, opened = Phase("a", start="2018-01", end="2018-06"), Phase("b", start="2018-07", end_rule="project_end")
    whole = plan(Project("p"), known, opened)
    found = [stretches.of_phase(whole, phase) for phase in (known, opened)]
    later = index("2031-01") + 0.5
    assert stretches.months_shown(whole, [known], found[:1], later) == [JANUARY, JANUARY + 5]
    assert max(stretches.months_shown(whole, [known, opened], found, later)) == index("2031-01")
    assert JANUARY + 8 in stretches.months_shown(whole, [known], found[:1], JANUARY + 8.5)
    ended = plan(Project("p", end="2020-12"), known)
    assert max(stretches.months_shown(ended, [known], found[:1], later)) == index("2020-12")
