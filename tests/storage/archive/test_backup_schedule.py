"""Which backups are kept, whatever the clock says, and when the next one is due."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nrw_desktop.storage.archive.backup_schedule import INTERVAL_SECONDS, LATEST, Rhythm, to_remove

NOW = datetime(2026, 11, 20, 14, 5, tzinfo=UTC)
YEAR = timedelta(days=365)
HALF_HOURS = [NOW - timedelta(minutes=30 * number) for number in range(200)]

moments = st.sets(
    st.one_of(
        st.integers(-3 * 365 * 24 * 60, 365 * 24 * 60).map(lambda minutes: NOW + timedelta(minutes=minutes)),
        st.sampled_from(HALF_HOURS),
    ),
    max_size=80,
)


@given(moments)
def test_what_is_kept(times: set[datetime]) -> None:
    removed = to_remove(times, NOW)
    kept, past = times - removed, {at for at in times if at <= NOW}
    assert removed <= past
    assert set(sorted(past)[-LATEST:]) <= kept
    for at in past:
        # Each stretch of time in which there was a backup has its newest one, or one that is as good.
        age = NOW - at
        assert any((at.year, at.month) == (one.year, one.month) for one in kept)
        if age <= timedelta(days=91 - 7):
            assert any(at.isocalendar()[:2] == one.isocalendar()[:2] for one in kept)
        if age <= timedelta(days=13):
            assert any(at.date() == one.date() for one in kept)
        if age <= timedelta(hours=23):
            assert any((at.date(), at.hour) == (one.date(), one.hour) and one >= at for one in kept)
    assert to_remove(kept, NOW) == set()


@given(moments, st.sampled_from([-YEAR, YEAR, timedelta(0)]))
def test_a_clock_a_year_off_removes_next_to_nothing(times: set[datetime], off: timedelta) -> None:
    kept = times - to_remove(times, NOW)
    future = {at for at in kept if at > NOW}
    wrong = NOW + off
    removed = to_remove(kept | {wrong}, wrong)
    if off < timedelta(0):
        # What is in the future now does not count: those of a year ago are alone, and were few already.
        assert not {at for at in removed if at > wrong}
    else:
        # One backup more pushes out one hour, one day and one week at most; a future that has come is thinned.
        assert len(removed - future) <= 3 + len(future)
    assert wrong not in removed


@pytest.mark.parametrize("off", [-YEAR, YEAR])
def test_a_day_with_a_wrong_clock_loses_nothing_of_the_year(off: timedelta) -> None:
    times: set[datetime] = set()
    at = NOW - YEAR / 2
    while at < NOW:
        times.add(at)
        times -= to_remove(times, at)
        at += timedelta(minutes=30) if at.hour < 16 else timedelta(hours=16)
    before = set(times)
    for number in range(16):
        at = NOW + off + timedelta(minutes=30 * number)
        times.add(at)
        times -= to_remove(times, at)
    for number in range(16):
        at = NOW + timedelta(minutes=30 * number)
        times.add(at)
        times -= to_remove(times, at)
    lost = before - times
    assert len(lost) <= 30
    assert {at.isocalendar()[:2] for at in before if NOW - at < timedelta(weeks=10)} <= {
        at.isocalendar()[:2] for at in times
    }
    assert {(at.year, at.month) for at in before} <= {(at.year, at.month) for at in times}


def test_half_hours_become_hours_and_days() -> None:
    kept = set(HALF_HOURS) - to_remove(HALF_HOURS, NOW)
    assert HALF_HOURS[:LATEST] == sorted(kept, reverse=True)[:LATEST]
    # 24 hours, two half hours more among the latest, and three days before those hours.
    assert len(kept) == 24 + 2 + 3
    assert to_remove([], NOW) == set()


def test_the_rhythm_of_backups() -> None:
    clock = [0.0]
    rhythm = Rhythm(lambda: clock[0])
    assert rhythm.due("a")
    rhythm.tried("a")
    clock[0] = INTERVAL_SECONDS + 1
    assert not rhythm.due("a")
    assert rhythm.due("b")
    rhythm.tried("b")
    assert not rhythm.due("c")
    clock[0] *= 2
    assert rhythm.due("c")


def test_trouble_is_said_once() -> None:
    rhythm = Rhythm()
    assert [rhythm.say_once(word) for word in ("weg", "weg", "voll", "", "voll")] == ["weg", "", "voll", "", "voll"]
