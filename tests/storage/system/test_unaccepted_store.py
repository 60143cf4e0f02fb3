"""Entries that were not accepted outlive the program, for thirty days, and only for their plan."""

import datetime as dt
from pathlib import Path

import pytest

from nrw_desktop.storage.system import unaccepted_store
from nrw_desktop.storage.system.unaccepted_store import Entry, load, save

NOW = dt.datetime(2026, 11, 26, 12, tzinfo=dt.UTC)


def entry(at: dt.datetime = NOW, text: str = "13/2017") -> Entry:
    return Entry("measure", "m1+m2", "start", text, "Einen Monat 13 gibt es nicht.", at)


def test_they_come_back_for_their_plan(data_dir: Path) -> None:
    save("plan", [entry()])
    assert load("plan", NOW) == [entry()]
    assert load("plan", NOW)[0].records == ("m1", "m2")
    assert load("anderer", NOW) == []


def test_none_leave_no_file(data_dir: Path) -> None:
    save("plan", [entry()])
    save("plan", [])
    save("plan", [])
    assert [path for path in data_dir.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(("days", "left"), [(-40, 0), (-2, 0), (0, 1), (29, 1), (31, 0)])
def test_they_go_after_thirty_days(days: int, left: int, data_dir: Path) -> None:
    save("plan", [entry(NOW - dt.timedelta(days=days))])
    assert len(load("plan", NOW)) == left


@pytest.mark.parametrize("content", [b"", b"{", b'[{"table": 1}]', b"\xff"])
def test_a_broken_file_is_no_entry(content: bytes, data_dir: Path) -> None:
    save("plan", [entry()])
    (file,) = (path for path in data_dir.rglob("*.json"))
    file.write_bytes(content)
    assert load("plan", NOW) == []
    save("plan", [entry()])
    assert load("plan", NOW) == [entry()]


def test_a_plan_names_no_place_of_its_own(data_dir: Path) -> None:
    save("../../../weg\ud800", [entry()])
    (file,) = (path for path in data_dir.parent.rglob("*.json"))
    assert file.parent == data_dir / "unaccepted"
    assert unaccepted_store.load("../../../weg\ud800", NOW) == [entry()]


def test_where_nothing_can_be_written_the_program_goes_on(data_dir: Path) -> None:
    data_dir.parent.mkdir(parents=True, exist_ok=True)
    data_dir.write_bytes(b"")
    save("plan", [entry()])
    assert load("plan", NOW) == []
