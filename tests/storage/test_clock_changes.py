"""Both changes of the clock, 29 February and the edges of the calendar: what is shown, and what is kept in order."""

import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from nrw_desktop.domain.model.change import Change, updated
from nrw_desktop.domain.model.records import Measure
from nrw_desktop.storage.archive import backup_schedule, backup_store
from nrw_desktop.storage.file import integrity_check
from nrw_desktop.storage.file.plan_file import PlanFile
from nrw_desktop.storage.system.lock import Holder
from nrw_desktop.storage.upkeep import backup
from nrw_desktop.storage.writing import writer

pytestmark = pytest.mark.skipif(not hasattr(time, "tzset"), reason="Windows takes its time zone from the system alone")


@pytest.fixture(autouse=True)
def berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """German local time."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "Europe/Berlin")
        time.tzset()
        yield
    os.environ.pop("TZ", None)
    time.tzset()


def commit(file: PlanFile, at: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An edit at a time in UTC."""

    class Clock(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return datetime.fromisoformat(at)

    monkeypatch.setattr(writer, "datetime", Clock)
    file.commit(Change(updated(file.plan.get(Measure, "m1"), text=f"um {at}"), at))


TIMES = [
    # The hour from 2 to 3 does not exist, and the one in October is there twice.
    ("2026-03-29T00:59:59+00:00", "29.03.2026 01:59"),
    ("2026-03-29T01:00:00+00:00", "29.03.2026 03:00"),
    ("2026-10-25T00:30:00+00:00", "25.10.2026 02:30"),
    ("2026-10-25T01:30:00+00:00", "25.10.2026 02:30"),
    ("2028-02-28T23:30:00+00:00", "29.02.2028 00:30"),
    ("2028-02-29T23:30:00+00:00", "01.03.2028 00:30"),
    ("1900-01-01T00:00:00+00:00", "01.01.1900 01:00"),
    ("9999-12-31T22:59:59+00:00", "31.12.9999 23:59"),
]


def test_the_history_keeps_its_order_and_shows_local_time(
    path: Path, plan_file: PlanFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    for at, _shown in TIMES:
        commit(plan_file, at, monkeypatch)
    steps = plan_file.steps()[: len(TIMES)]
    assert [f"{step.at:%d.%m.%Y %H:%M}" for step in reversed(steps)] == [shown for _at, shown in TIMES]
    assert [step.label for step in reversed(steps)] == [at for at, _shown in TIMES]
    for step, (at, _shown) in zip(reversed(steps), TIMES, strict=True):
        assert plan_file.state_at(step.id).get(Measure, "m1").text == f"um {at}"
    assert integrity_check.problems(path) == []


def test_a_time_that_no_calendar_here_has_is_shown_all_the_same(
    plan_file: PlanFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(plan_file, "9999-12-31T23:59:59+00:00", monkeypatch)
    assert plan_file.steps()[0].at.year == 1970


def test_backups_in_the_doubled_hour_keep_their_order(path: Path, plan_file: PlanFile) -> None:
    made = backup.make(plan_file, "x")
    assert made is not None
    first, second = datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 10, tzinfo=UTC)
    last = datetime(9999, 12, 31, 23, 59, tzinfo=UTC)
    content, facts = made.path.read_bytes(), made.facts
    assert facts is not None
    for at in (second, last, first):
        temporary = made.path.with_name("x.tmp")
        temporary.write_bytes(content)
        backup_store.put(temporary, made.path.parent, backup_store.new_name(at), facts)
    found = backup.backups(path)
    assert [one.made for one in found if one.path != made.path] == [last, second, first]
    # The later one has the earlier time on the clock on the wall.
    assert [f"{one.at:%H:%M}" for one in found if one.path != made.path][1:] == ["02:10", "02:30"]


@pytest.mark.parametrize("change", [datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC)])
def test_no_hour_is_lost_when_the_clock_changes(change: datetime) -> None:
    times = [change + timedelta(minutes=30 * number) for number in range(-20, 20)]
    kept = set(times) - backup_schedule.to_remove(times, times[-1])
    # The newest of each of the last 24 hours that there were, not that the clock showed.
    hours = {at.replace(minute=0) for at in times[-40:]}
    assert {at.replace(minute=0) for at in kept} == hours
    days = [datetime(2028, 2, 27, 12, tzinfo=UTC) + timedelta(days=number) for number in range(4)]
    assert backup_schedule.to_remove(days, days[-1]) == set()


def test_since_when_a_plan_is_open_is_said_in_the_holders_own_time() -> None:
    for since, shown in (
        ("2026-10-25T02:30:00+02:00", "25.10.2026, 02:30 Uhr"),
        ("2026-10-25T02:30:00+01:00", "25.10.2026, 02:30 Uhr"),
        ("1900-02-28T02:30:00+01:00", "28.02.1900, 02:30 Uhr"),
        ("9999-12-31T23:59:00-01:00", "31.12.9999, 23:59 Uhr"),
        ("2026-02-29T02:30:00+01:00", "2026-02-29T02:30:00+01:00"),
    ):
        assert Holder("", 1, "", since, "").since_text == shown
