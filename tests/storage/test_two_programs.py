"""Two programs write the same plan file at the same time, and neither loses anything."""

import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO

import pytest

from nrw_desktop.domain.model.change import Change, updated
from nrw_desktop.domain.model.records import Measure
from nrw_desktop.storage.file import integrity_check
from nrw_desktop.storage.file.plan_file import PlanFile
from tests.storage.plans import ORIGIN

COUNT = """
import sys
from nrw_desktop.domain.model.change import Change, updated
from nrw_desktop.domain.model.records import Measure
from nrw_desktop.storage.file.plan_file import PlanFile, StaleError
plan_file = PlanFile.open(sys.argv[1], sys.argv[2])
print("da", flush=True)
for _ in sys.stdin:
    stale = 0
    while True:
        measure = plan_file.plan.get(Measure, "m1")
        try:
            plan_file.commit(Change(updated(measure, text=str(int(measure.text) + 1)), "gezählt"))
            break
        except StaleError:
            stale += 1
            plan_file.reload()
    print(stale, flush=True)
"""


class Counter:
    """A program that counts one up in the plan whenever it is told to."""

    def __init__(self, path: Path, origin: str) -> None:
        command = [sys.executable, "-c", COUNT, str(path), origin]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.answer()

    def tell(self) -> None:
        """Have it count; it does so while others do."""
        _pipe(self._process.stdin).write("weiter\n")
        _pipe(self._process.stdin).flush()

    def answer(self) -> str:
        """Wait until it has."""
        return _pipe(self._process.stdout).readline().strip()

    def end(self) -> None:
        self._process.communicate(timeout=60)
        assert self._process.returncode == 0


def _pipe(found: IO[str] | None) -> IO[str]:
    assert found is not None
    return found


@pytest.mark.parametrize("commits", [100, pytest.param(1000, marks=pytest.mark.faults)])
def test_two_programs_count_together(path: Path, commits: int, counted: Callable[..., None]) -> None:
    with PlanFile.open(path, ORIGIN) as plan_file:
        plan_file.commit(Change(updated(plan_file.plan.get(Measure, "m1"), text="0"), "Null"))
    programs = [Counter(path, origin) for origin in ("sie", "er")]
    dice, made, at_once, stale = random.Random(commits), 0, 0, 0
    while made < commits:
        # One after the other in any order, or both in the same moment.
        turn = dice.choice([programs[:1], programs[1:], programs])[: commits - made]
        for program in turn:
            program.tell()
        stale += sum(int(program.answer()) for program in turn)
        made += len(turn)
        at_once += len(turn) == 2
    for program in programs:
        program.end()
    with PlanFile.open(path, ORIGIN) as plan_file:
        found = int(plan_file.plan.get(Measure, "m1").text)
    counted("two programs on one file", commits=made, times_both_at_once=at_once, stale=stale, lost=made - found)
    assert found == made == commits
    # Whoever comes after the other has to read what that one wrote.
    assert stale > commits / 4
    assert integrity_check.problems(path) == []
