"""Two programs write the same plan file at the same time, and neither loses anything."""

import subprocess
import sys
from pathlib import Path

from nrw_desktop.domain.change import Change, updated
from nrw_desktop.domain.records import Measure
from nrw_desktop.storage import check
from nrw_desktop.storage.plan_file import PlanFile
from tests.storage.plans import ORIGIN

COUNT = """
import sys
from nrw_desktop.domain.change import Change, updated
from nrw_desktop.domain.records import Measure
from nrw_desktop.storage.plan_file import PlanFile, StaleError
plan_file = PlanFile.open(sys.argv[1], sys.argv[2])
sys.stdin.readline()
stale = 0
for _ in range(50):
    while True:
        measure = plan_file.plan.get(Measure, "m1")
        try:
            plan_file.commit(Change(updated(measure, text=str(int(measure.text) + 1)), "gezählt"))
            break
        except StaleError:
            stale += 1
            plan_file.reload()
print(stale)
"""


def test_two_programs_count_together(path: Path) -> None:
    with PlanFile.open(path, ORIGIN) as plan_file:
        plan_file.commit(Change(updated(plan_file.plan.get(Measure, "m1"), text="0"), "Null"))
    children = [
        subprocess.Popen(
            [sys.executable, "-c", COUNT, str(path), origin], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for origin in ("sie", "er")
    ]
    for child in children:
        assert child.stdin is not None
        child.stdin.write("los\n")
        child.stdin.flush()
    stale = [int(child.communicate(timeout=60)[0]) for child in children]
    with PlanFile.open(path, ORIGIN) as plan_file:
        assert plan_file.plan.get(Measure, "m1").text == "100"
    assert sum(stale) > 0
    assert check.problems(path) == []
