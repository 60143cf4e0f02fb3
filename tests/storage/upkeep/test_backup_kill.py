"""A backup that is killed at any moment leaves none under a backup's name that is not whole."""

import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from nrw_desktop.domain.model.change import Change, inserted
from nrw_desktop.domain.model.records import Measure
from nrw_desktop.storage.archive import backup_mirror, backup_store
from nrw_desktop.storage.file import integrity_check
from nrw_desktop.storage.file.plan_file import PlanFile
from nrw_desktop.storage.upkeep import backup
from tests.storage.plans import ORIGIN

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs kill -9")

WORK = """
import sys
from nrw_desktop.domain.model.change import Change, updated
from nrw_desktop.domain.model.records import Measure
from nrw_desktop.storage.upkeep import backup
from nrw_desktop.storage.archive import backup_mirror
from nrw_desktop.storage.file.plan_file import PlanFile
plan_file = PlanFile.open(sys.argv[1], sys.argv[2])
for number in range(10_000):
    text = f"{sys.argv[3]}/{number}"
    plan_file.commit(Change(updated(plan_file.plan.get(Measure, "m1"), text=text), "Text"))
    print("begin", flush=True)
    made = backup.make(plan_file, "Probe")
    print(made.path.name, flush=True)
    backup_mirror.mirror(plan_file.path)
"""

STEPS = """
import os, shutil, signal, sys
from nrw_desktop.domain.model.change import Change, updated
from nrw_desktop.domain.model.records import Measure
from nrw_desktop.storage.upkeep import backup
from nrw_desktop.storage.file import integrity_check
from nrw_desktop.storage.archive import backup_mirror
from nrw_desktop.storage.archive import backup_store
from nrw_desktop.storage.file.plan_file import PlanFile

WATCHED = ("open", "os.rename", "os.remove", "os.mkdir", "os.chmod", "os.listdir", "os.scandir", "sqlite3.connect")

def work(path, origin, last):
    seen = 0
    def watch(event, _):
        nonlocal seen
        if armed and event in WATCHED:
            seen += 1
            if seen == last:
                os.kill(os.getpid(), signal.SIGKILL)
    armed = False
    sys.addaudithook(watch)
    plan_file = PlanFile.open(path, origin)
    plan_file.commit(Change(updated(plan_file.plan.get(Measure, "m1"), text=str(last)), "Text"))
    armed = True
    backup.make(plan_file, "Probe")
    backup_mirror.mirror(path)
    os._exit(0)

path, origin, kills, bad, whole = sys.argv[1], sys.argv[2], 0, [], set()
while True:
    child = os.fork()
    if not child:
        work(path, origin, kills + 1)
    if os.waitpid(child, 0)[1] == 0:
        break
    kills += 1
    found = backup.backups(path)
    bad += [one.path.name for one in found if not backup_store.is_intact(one) or integrity_check.problems(one.path)]
    whole |= {one.path for one in found}
    # Each time the same number of steps.
    for where in (backup_store.folder(path), backup_mirror.folder(path)):
        shutil.rmtree(where, ignore_errors=True)
print(kills, len(whole), *bad)
"""


def test_killed_at_each_of_its_steps_a_backup_is_whole_or_not_there(path: Path, tmp_path: Path) -> None:
    stick = tmp_path / "Stick"
    stick.mkdir()
    backup_mirror.set_second_place(stick)
    command = [sys.executable, "-c", STEPS, str(path), ORIGIN]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.stderr == ""
    kills, whole, *bad = done.stdout.split()
    assert bad == []
    # Most kills were before a name was given, some between the two places and after both.
    assert int(kills) > int(whole) > 10


def killed(path: Path, number: int, dice: random.Random) -> tuple[list[str], bool]:
    """Kills a program that makes one backup after the other; which ones it told of, and whether it was at one."""
    command = [sys.executable, "-c", WORK, str(path), ORIGIN, str(number)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    told = [child.stdout.readline() for _ in range(dice.choice([1, 3]))]
    # About as long as one backup of this plan takes.
    time.sleep(dice.uniform(0, 0.05))
    child.kill()
    told += child.stdout.readlines()
    child.wait()
    child.stdout.close()
    return [line.strip() for line in told if line.strip() not in ("", "begin")], told[-1] == "begin\n"


def run(path: Path, stick: Path, kills: int, seed: int) -> Counter[str]:
    """Kills so often; what was found, counted."""
    stick.mkdir()
    backup_mirror.set_second_place(stick)
    with PlanFile.open(path, ORIGIN) as file:
        rows = tuple(inserted(Measure(f"n{number}", phase="f1", text="x" * 200)) for number in range(300))
        file.commit(Change(rows, "Maßnahmen"))
    dice, counts = random.Random(seed), Counter[str]()
    for number in range(kills):
        told, within = killed(path, number, dice)
        counts["kills"] += 1
        counts["within a backup"] += within
        where = backup_store.folder(path)
        counts["left unfinished"] += any(where.glob("*.tmp"))
        found = backup.backups(path)
        counts["bad"] += sum(
            not backup_store.is_intact(one) or integrity_check.problems(one.path) != [] for one in found
        )
        counts["lost"] += not set(told) <= {one.path.name for one in found}
        with PlanFile.open(path, ORIGIN) as file:
            # The next one works, and sweeps up what was left.
            backup.make(file, "Probe")
            backup_store.thin(where)
        counts["not swept up"] += any(where.glob("*.tmp"))
        for one in backup.backups(path)[2:]:
            backup_store.remove(one)
    return counts


def test_a_few_kills_leave_no_bad_backup(path: Path, tmp_path: Path) -> None:
    counts = run(path, tmp_path / "Stick", 3, 1)
    assert (counts["kills"], counts["bad"], counts["lost"], counts["not swept up"]) == (3, 0, 0, 0)


@pytest.mark.faults
def test_forty_kills_leave_no_bad_backup(path: Path, tmp_path: Path, counted: Callable[..., None]) -> None:
    counts = run(path, tmp_path / "Stick", 40, 2)
    counted("kill -9 in a backup and its second place", **{**{"bad": 0, "lost": 0}, **counts})
    assert (counts["kills"], counts["bad"], counts["lost"], counts["not swept up"]) == (40, 0, 0, 0)
    assert counts["within a backup"] >= 10
