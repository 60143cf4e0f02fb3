"""The line of today: its words, and that it counts what the standing and the Sachstand count."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nrw_desktop.domain.model.meeting_records import Meeting
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Deadline
from nrw_desktop.domain.queries import standing, today_line
from tests.domain.queries.test_due import DAYS, plans
from tests.domain.queries.test_standing import measure, plan_with

ROWS = (
    measure("1", "2018-12"),
    measure("2", "2018-11"),
    measure("3", "2019-03"),
    measure("4", "2019-06"),
    measure("5", "2018-10", "done"),
    measure("6", "2019-01", "done"),
    Deadline("d1", "Verwendungsnachweis", "2019-03-31"),
    Deadline("d2", "Sachbericht", "2019-03-31"),
    Deadline("d3", "Mittelabruf", "2019-05-15"),
    Deadline("d0", "Antrag", "2018-03-31"),
)


@pytest.mark.parametrize(
    ("today", "since", "met", "line"),
    [
        ("2019-01-10", None, False, "2 überfällig · 1 bis Ende März · nächste Frist 31.03."),
        ("2019-01-10", "2018-12-03", False, "… · seit dem 3. Dezember 2018 1 erledigt"),
        ("2019-01-10", "2019-01-03", False, "… · seit dem 3. Januar 1 erledigt"),
        ("2019-01-10", "2018-01-03", True, "… · seit der letzten Sitzung (03.01.2018) 2 erledigt"),
        ("2019-01-10", "2019-01-03", True, "… · seit der letzten Sitzung (03.01.) 1 erledigt"),
        ("2019-01-10", "2019-02-03", False, "… · seit dem 3. Februar nichts erledigt"),
        ("2019-03-31", None, False, "2 überfällig · 1 bis Ende Mai · nächste Frist heute"),
        ("2018-11-30", None, False, "nichts überfällig · 2 bis Ende Januar 2019 · nächste Frist 31.03.2019"),
        ("2018-01-01", None, False, "nichts überfällig · nichts bis Ende März fällig · nächste Frist 31.03."),
        ("2020-01-01", None, False, "4 überfällig · nichts bis Ende März fällig"),
    ],
)
def test_the_line_tells_years_where_they_are_not_todays(today: str, since: str | None, met: bool, line: str) -> None:
    held = [Meeting("met", date=since, state="held")] if met else []
    plan, day = plan_with(*ROWS, *held), dt.date.fromisoformat(today)
    stand = standing.of_plan(plan, day, dt.date.fromisoformat(since) if since else None)
    found = today_line.SEPARATOR.join(part.words for part in today_line.parts(plan, stand))
    start = "2 überfällig · 1 bis Ende März · nächste Frist 31.03."
    assert found == line.replace("…", start)


def test_each_part_leads_to_what_it_counts() -> None:
    plan = plan_with(*ROWS)
    found = today_line.parts(plan, standing.of_plan(plan, dt.date(2019, 1, 10), dt.date(2018, 1, 3)))
    assert {part.kind: [record.id for record in part.records] for part in found} == {
        "overdue": ["2", "1"],
        "soon": ["3"],
        "deadline": ["d1", "d2"],
        "done": ["6", "5"],
    }


@settings(max_examples=30)
@given(plans(), DAYS, st.one_of(st.none(), DAYS))
def test_it_counts_what_the_standing_counts(plan: Plan, today: dt.date, since: dt.date | None) -> None:
    stand = standing.of_plan(plan, today, since)
    lists = {"overdue": stand.lists.overdue, "soon": stand.lists.soon}
    lists |= {"done": stand.lists.done} if since else {}
    found = today_line.parts(plan, stand)
    assert {part.kind: part.records for part in found} == {
        kind: tuple(entry.measure for entry in entries) for kind, entries in lists.items()
    }
    for part in found:
        assert (str(len(part.records)) if part.records else "nichts") in part.words.split()
