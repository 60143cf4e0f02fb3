"""Any fifty edits in a file: taken back, done again, opened anew in between; the log adds up to the tables."""

import shutil
import sqlite3
from collections.abc import Callable
from itertools import count
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model import ids
from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.storage.database import change_log
from nrw_desktop.storage.file import integrity_check, plan_file
from nrw_desktop.storage.file.plan_file import PlanFile
from tests.domain.test_random_edits import STEPS, Chooser
from tests.storage.plans import ORIGIN

EDITS = 50

Drawn = Callable[[st.DataObject], None]


@pytest.fixture
def drawn(template_plan: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Drawn:
    """Makes one sequence of edits and all that comes after it."""
    origin, path = tmp_path / "Vorlage.nrwplan", tmp_path / "Plan.nrwplan"
    PlanFile.create(origin, change_log.origin_of(template_plan), ORIGIN).close()
    # What a power cut leaves is looked at elsewhere; here waiting for the disk shows nothing.
    monkeypatch.setattr(plan_file, "make_durable", make_quick)

    def run(data: st.DataObject) -> None:
        # What is drawn again has the same ids again: sets of them would have another order.
        monkeypatch.setattr(ids, "os", SimpleNamespace(urandom=bytes))
        monkeypatch.setattr(ids, "time", SimpleNamespace(time_ns=count(1_700_000_000_000_000_000, 1_000).__next__))
        shutil.copy(origin, path)
        back_and_again(path, data.draw, set(data.draw(st.lists(st.integers(0, 3 * EDITS), max_size=4))))

    return run


def make_quick(connection: sqlite3.Connection) -> None:
    """Without waiting for the disk."""
    connection.execute("PRAGMA journal_mode=MEMORY")
    connection.execute("PRAGMA synchronous=OFF")


def back_and_again(path: Path, draw: Callable[..., object], reopened: set[int]) -> None:
    """Edit, undo all, redo all; open the file anew after so many of these steps."""
    file, done = PlanFile.open(path, ORIGIN), 0
    first = file.plan

    def step(change: Callable[[], object]) -> object:
        nonlocal file, done
        made, done = change(), done + 1
        if done in reopened:
            plan = file.plan
            file.close()
            file = PlanFile.open(path, ORIGIN)
            assert file.plan == plan
        return made

    try:
        edits = 0
        while edits < EDITS:
            change = edit(file.plan, draw)
            if change is not None:
                step(lambda change=change: file.commit(change))  # type: ignore[misc]
                edits += 1
        last = file.plan
        for _ in range(EDITS):
            assert step(lambda: file.undo()) is not None
        assert file.undo() is None
        assert file.plan == first == file.reload()
        for _ in range(EDITS):
            assert step(lambda: file.redo()) is not None
        assert file.redo() is None
        assert file.plan == last == file.reload()
    finally:
        file.close()
    assert integrity_check.problems(path) == []
    with PlanFile.open(path, ORIGIN) as again:
        assert again.plan == last


def edit(plan: Plan, draw: Callable[..., object]) -> Change | None:
    """Any edit; None where it is refused or would change nothing."""
    try:
        change = draw(st.sampled_from(STEPS))(Chooser(plan, draw))  # type: ignore[operator]
    except PlanError:
        return None
    return change if change.rows else None


anything_goes = settings(max_examples=50, suppress_health_check=list(HealthCheck))


@anything_goes
@given(st.data())
def test_fifty_edits_back_and_again(drawn: Drawn, data: st.DataObject) -> None:
    drawn(data)


@pytest.mark.faults
@pytest.mark.parametrize("part", range(4))
def test_a_thousand_times_fifty_edits(drawn: Drawn, part: int, counted: Callable[..., None]) -> None:
    done = 0

    @settings(anything_goes, max_examples=250, database=None)
    @given(st.data())
    def run(data: st.DataObject) -> None:
        nonlocal done
        drawn(data)
        done += 1

    run()
    counted(f"random edits, part {part + 1}", sequences=done, edits_undone_and_redone=done * EDITS)
    assert done >= 250
