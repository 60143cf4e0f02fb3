"""A past state as it is shown in a window of its own: it looks like a file, and never changes."""

from datetime import datetime
from pathlib import Path

import pytest

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change, updated
from nrw_desktop.domain.model.records import Measure
from nrw_desktop.storage.file import integrity_check
from nrw_desktop.storage.file.past_state import PastState
from nrw_desktop.storage.file.plan_file import PlanFile
from nrw_desktop.storage.system.lock import Lock
from tests.storage.plans import ORIGIN


def change(file: PlanFile, text: str) -> Change:
    return Change(updated(file.plan.get(Measure, "m1"), text=text), f"Text „{text}“")


@pytest.fixture
def past(plan_file: PlanFile) -> PastState:
    plan_file.commit(change(plan_file, "damals"))
    plan = plan_file.plan
    plan_file.commit(change(plan_file, "heute"))
    return PastState(plan_file, plan, datetime(2026, 3, 4, 5, 6).astimezone(), ORIGIN)


def test_it_never_changes(past: PastState, plan_file: PlanFile) -> None:
    assert past.read_only
    with pytest.raises(PlanError, match="früherer Stand"):
        past.commit(change(plan_file, "anders"))
    assert past.undo() is past.redo() is past.undo_step() is past.redo_step() is past.newest() is None
    assert past.reload() is past.plan
    past.close()
    assert plan_file.plan.get(Measure, "m1").text == "heute"


def test_its_name_tells_the_day(past: PastState, path: Path) -> None:
    assert past.name == f"{path.stem} – Stand vom 04.03.2026, 05:06 Uhr"
    assert past.path == path


def test_its_copy_is_a_plan_that_begins_with_it(past: PastState, tmp_path: Path) -> None:
    target = tmp_path / "Damals.nrwplan"
    assert not past.copy_to(target)
    with PlanFile.open(target, ORIGIN) as copy:
        assert copy.plan.get(Measure, "m1").text == "damals"
        assert copy.plan == past.plan
        assert copy.undo_step() is None
        assert len(copy.steps()) == 1
    assert integrity_check.problems(target) == []


def test_its_copy_takes_the_place_of_a_file_that_may_go(past: PastState, tmp_path: Path) -> None:
    target = tmp_path / "Damals.nrwplan"
    target.write_text("etwas anderes")
    past.copy_to(target)
    with PlanFile.open(target, ORIGIN, read_only=True) as copy:
        assert copy.plan == past.plan
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == [target.name]


def test_it_never_takes_the_place_of_the_plan(past: PastState, path: Path, tmp_path: Path) -> None:
    content = path.read_bytes()
    with pytest.raises(PlanError, match="der Plan selbst"):
        past.copy_to(path)
    link = tmp_path / "anders.nrwplan"
    link.hardlink_to(path)
    with pytest.raises(PlanError, match="der Plan selbst"):
        past.copy_to(link)
    assert path.read_bytes() == content


def test_it_takes_no_place_that_is_in_use(past: PastState, template: Path, tmp_path: Path) -> None:
    other = tmp_path / "Anderer.nrwplan"
    other.write_bytes(content := template.read_bytes())
    lock = Lock.acquire(other)
    with pytest.raises(PlanError, match="geöffnet"):
        past.copy_to(other)
    lock.release()
    assert other.read_bytes() == content
    with pytest.raises(PlanError, match="ist ein Ordner"):
        past.copy_to(tmp_path)
    with pytest.raises(PlanError):
        past.copy_to(tmp_path / "gibt es nicht" / "x.nrwplan")
