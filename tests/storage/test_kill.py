"""What was acknowledged is in the file, whenever the program is killed."""

import subprocess
import sys
from pathlib import Path

import pytest

from nrw_desktop.domain.model.records import Measure
from nrw_desktop.storage.file import integrity_check
from nrw_desktop.storage.file.plan_file import PlanFile
from tests.storage.plans import ORIGIN

WORK = """
import sys
from nrw_desktop.domain.model.change import Change, updated
from nrw_desktop.domain.model.records import Measure
from nrw_desktop.storage.file.plan_file import PlanFile
plan_file = PlanFile.open(sys.argv[1], sys.argv[2])
for number in range(10_000):
    plan_file.commit(Change(updated(plan_file.plan.get(Measure, "m1"), text=str(number)), "Text"))
    print(number, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs kill -9")
@pytest.mark.parametrize("acknowledged", [1, 7, 40])
def test_kill_9_right_after_a_commit(path: Path, acknowledged: int) -> None:
    child = subprocess.Popen([sys.executable, "-c", WORK, str(path), ORIGIN], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    told = [child.stdout.readline() for _ in range(acknowledged)]
    child.kill()
    told += child.stdout.readlines()
    child.wait()
    child.stdout.close()
    last = int(told[-1])
    with PlanFile.open(path, ORIGIN) as plan_file:
        # The one that was not told any more may be there too.
        assert int(plan_file.plan.get(Measure, "m1").text) in (last, last + 1)
    assert integrity_check.problems(path) == []
