"""kill -9 at any moment of a step at the real window: what its foot had said to be saved is there, nothing by halves.

Also for the frozen program (`tests/release/try_frozen.py`). The eyes are the only witness of what was acknowledged.
"""

import random
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from nrw_desktop.storage.file import integrity_check
from nrw_desktop.storage.upkeep import new_plans
from tests.e2e.person import Person, missing_tool, person
from tests.e2e.test_a_day import measures

pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(bool(missing_tool()), reason=f"{missing_tool()} is not installed"),
]

KILLS, STEPS = 20, 3
MOST_SECONDS = 3.0
"""From the call to the window that can be worked in, also after a kill."""


@pytest.fixture
def coordinator() -> Iterator[Person]:
    with person() as someone:
        yield someone


def enter(someone: Person, number: int) -> None:
    """Hand in a new row, which is typed already."""
    someone.press("Return")


def typed(someone: Person, number: int) -> None:
    someone.type(f"Maßnahme {number}")


def nothing(_someone: Person, _number: int) -> None:
    """Nothing comes before it."""


def pressed(keys: str) -> Callable[[Person, int], None]:
    return lambda someone, _number: someone.press(keys)


KINDS: dict[str, tuple[str, Callable[[Person, int], None], Callable[[Person, int], None], int]] = {
    "edit": ("ctrl+m", typed, enter, 1),
    "undo": ("", nothing, pressed("ctrl+z"), -1),
    "redo": ("", nothing, pressed("ctrl+y"), 1),
    "delete": ("End", nothing, pressed("ctrl+Delete"), -1),
}
"""What is done once, before each step, and as the step, and how many rows it adds."""


@pytest.mark.parametrize("kind", KINDS)
def test_what_the_foot_said_is_there_after_a_kill(
    coordinator: Person, tmp_path: Path, data_dir: Path, kind: str, counted: Callable[..., None]
) -> None:
    first, before, step, added = KINDS[kind]
    dice, plan, slowest, between = random.Random(kind), tmp_path / "Abbruch.nrwplan", 0.0, 0
    new_plans.new_plan(plan).close()
    for attempt in range(KILLS):
        # Else it may begin on the page that was in front.
        (data_dir / "window.ini").unlink(missing_ok=True)
        began = time.monotonic()
        coordinator.start(plan.name, plan)
        slowest = max(slowest, coordinator.ready - began)
        coordinator.after(lambda: coordinator.press("ctrl+Next"), "the first phase")
        if attempt == 0 or kind in ("undo", "redo"):
            rows(coordinator, kind)
        there = len(measures(plan, 1))
        coordinator.rest()
        if first:
            coordinator.after(lambda: coordinator.press(first), f"„{first}“")
        done = dice.randrange(STEPS)
        for number in range(done):
            before(coordinator, number)
            acknowledged(coordinator, lambda number=number: step(coordinator, number))
        before(coordinator, done)
        # While the keys are on their way, or what they do.
        killer = threading.Timer(dice.uniform(0, 0.1), coordinator.kill)
        killer.start()
        step(coordinator, done)
        killer.join()
        found = (len(measures(plan, 1)) - there) / added
        assert found in (done, done + 1), f"attempt {attempt}: {done} acknowledged, {found} found"
        between += found == done
        assert integrity_check.problems(plan) == []
    counted(f"{kind} in the real window, killed", kills=KILLS, in_time=between, slowest_start_ms=round(slowest * 1000))
    assert slowest <= MOST_SECONDS


def acknowledged(someone: Person, action: Callable[[], object]) -> None:
    """Do something, and see both what came of it and the mark that all is saved."""
    someone.after(action, "a step")
    someone.until(someone.says_saved, "the mark that all is saved")


def rows(someone: Person, kind: str) -> None:
    """Make rows to work on: for what is undone, and done again, as many as there may be steps."""
    someone.after(lambda: someone.press("ctrl+m"), "a new row")
    for number in range(STEPS + 1 if kind in ("undo", "redo") else 2 * KILLS if kind == "delete" else 1):
        someone.type(f"Zeile {number}")
        acknowledged(someone, lambda: someone.press("Return"))
    someone.after(lambda: someone.press("Escape"), "the end of new rows")
    for _ in range(STEPS + 1 if kind == "redo" else 0):
        acknowledged(someone, lambda: someone.press("ctrl+z"))
