"""What an open file knows of undo and redo without asking is what its log says, whoever writes and whatever happens."""

import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from nrw_desktop.domain.errors import ConflictError
from nrw_desktop.domain.model.change import Change, RowChange, deleted, inserted, updated
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Measure, Partner
from nrw_desktop.storage.file import integrity_check, plan_file, plan_history
from nrw_desktop.storage.file.plan_file import PlanFile, StaleError
from tests.storage.plans import ORIGIN

STRANGER = "22222222-2222-4222-8222-222222222222"
STEPS = 50


def quick(connection: sqlite3.Connection) -> None:
    """Without waiting for the disk."""
    connection.execute("PRAGMA journal_mode=MEMORY")
    connection.execute("PRAGMA synchronous=OFF")


class Told:
    """An open file, written by dice, and what its log says of it to somebody who opens it anew."""

    def __init__(self, path: Path, dice: random.Random) -> None:
        self.file = PlanFile.open(path, ORIGIN)
        self._dice = dice
        self._run: str | None = None
        self._old = path.with_name("alt")
        shutil.copy(path, self._old)

    def edit(self, origin: str = ORIGIN) -> None:
        """A step of its own, by this program or another one."""
        if origin == ORIGIN:
            change = self._edit(self.file.plan)
            self._commit(lambda: self.file.commit(change))
            self._run = change.id
            return
        with PlanFile.open(self.file.path, origin) as other:
            other.commit(self._edit(other.plan))

    def _edit(self, plan: Plan) -> Change:
        if self._dice.random() < 0.3:
            partners = [partner for partner in plan.partners if partner.id.startswith("neu")]
            rows = [deleted(self._dice.choice(partners))] if partners else [inserted(Partner("neu", name="Neu"))]
            return Change(tuple(rows), "Partner")
        return Change(self._typed(plan), "Text")

    def _typed(self, plan: Plan) -> tuple[RowChange, ...]:
        measure = plan.get(Measure, "m1")
        # Now and then a run comes back to where it began.
        return updated(measure, text=self._dice.choice([word for word in "abc" if word != measure.text]))

    def join(self) -> None:
        """A quick edit that may be part of the last run."""
        run = self.file.run_of(self._run)
        change = Change(self._typed(self.file.plan), "Text", joins=run)
        self._commit(lambda: self.file.commit(change))
        self._run = run or change.id

    def stranger(self) -> None:
        self.edit(STRANGER)

    def twin(self) -> None:
        """Another window of the same installation."""
        with PlanFile.open(self.file.path, ORIGIN) as other:
            other.commit(self._edit(other.plan))

    def undo(self) -> None:
        self._commit(self.file.undo)

    def redo(self) -> None:
        self._commit(self.file.redo)

    def reload(self) -> None:
        self.file.reload()

    def reopen(self) -> None:
        path = self.file.path
        self.file.close()
        self.file = PlanFile.open(path, ORIGIN)

    def keep(self) -> None:
        """What a program for synchronising lays aside …"""
        shutil.copy(self.file.path, self._old)

    def put_back(self) -> None:
        """… and puts in the place of the file later on."""
        shutil.copy(self._old, self.file.path)

    def _commit(self, write: Callable[[], object]) -> None:
        try:
            write()
        except StaleError:
            self.file.reload()
        except ConflictError:
            # Somebody else has changed what would be taken back.
            pass

    def compare(self) -> None:
        """Both say the same, as soon as the file is as the plan is."""
        newest = self.file.newest()
        if newest is None or newest.id != self.file.plan.head:
            return
        with PlanFile.open(self.file.path, ORIGIN, read_only=True) as fresh:
            assert spread(self.file.undo_step()) == spread(fresh.undo_step())
            assert spread(self.file.redo_step()) == spread(fresh.redo_step())
            run = self.file.run_of(self._run)
            assert run is None or (self._run == run and run in (newest.id, newest.joins))


def spread(step: Change | None) -> object:
    """All that a step is; the rows of a run are in any order."""
    if step is None:
        return None
    rows = {(row.table, row.id): (row.before, row.after) for row in step.rows}
    return rows, step.id, step.label, step.kind, step.target, step.joins


@pytest.mark.parametrize("kept", [2, plan_history._KEPT])
@pytest.mark.parametrize("seed", range(4))
def test_what_is_known_is_what_the_log_says(path: Path, seed: int, kept: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan_history, "_KEPT", kept)
    monkeypatch.setattr(plan_file, "make_durable", quick)
    dice = random.Random(seed)
    told = Told(path, dice)
    often, seldom = ["edit", "join", "join", "undo", "undo", "redo"], ["stranger", "twin", "reload", "reopen"]
    for _ in range(STEPS):
        # Half of the plans are never put back: what is known grows long there.
        kinds = often if dice.random() < 0.8 else seldom + (["keep", "put_back"] if seed % 2 else [])
        getattr(told, dice.choice(kinds))()
        told.compare()
    told.file.close()
    assert integrity_check.problems(told.file.path) == []


def test_what_an_erasing_took_is_not_kept_for_undo(path: Path) -> None:
    with PlanFile.open(path, ORIGIN) as file:
        file.commit(Change(updated(file.plan.get(Partner, "k1"), remark="Frau Muster"), "Anmerkung"))
        assert file.undo_step() is not None
        file.erase(file.plan.get(Partner, "k1"))
        assert file._steps is None
        assert file.undo_step() is None
