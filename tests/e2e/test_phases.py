"""Phases added, deleted, undone and redone in the real program: it ends without an error or a word on the side."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from nrw_desktop.storage.file import integrity_check
from tests.e2e.person import Person, missing_tool, person
from tests.e2e.test_a_day import saved

pytestmark = pytest.mark.skipif(bool(missing_tool()), reason=f"{missing_tool()} is not installed")

STEPS = 20


@pytest.fixture
def coordinator() -> Iterator[Person]:
    with person() as someone:
        yield someone


def do(coordinator: Person, *keys: str) -> None:
    coordinator.press(*keys)
    coordinator.rest()


def delete_phase(coordinator: Person) -> None:
    coordinator.after(lambda: coordinator.press("alt+p"), "the menu „Plan“")
    # The menu stays open where there is no phase in front.
    do(coordinator, "s")
    do(coordinator, "Escape")


def add_phase(coordinator: Person) -> None:
    do(coordinator, "ctrl+shift+n")
    coordinator.type("Noch eine")
    do(coordinator, "Return")


def add_measure(coordinator: Person) -> None:
    do(coordinator, "ctrl+m")
    coordinator.type("Noch etwas")
    do(coordinator, "Return", "Escape")


def test_a_phase_comes_back_and_goes_again(coordinator: Person, data_dir: Path) -> None:
    path = data_dir.parent / "Dokumente/NRWeltoffen/Bielefeld.nrwplan"
    coordinator.start_on_first_phase("Bielefeld.nrwplan")
    phases = saved(path).phases
    coordinator.after(lambda: coordinator.press("ctrl+Next"), "the second phase")
    delete_phase(coordinator)
    coordinator.until(lambda: len(saved(path).phases) == 3, "a plan without the second phase")
    for keys, count in (("ctrl+z", 4), ("ctrl+y", 3), ("ctrl+z", 4)):
        do(coordinator, keys)
        coordinator.until(lambda count=count: len(saved(path).phases) == count, f"a plan of {count} phases")
    assert saved(path).phases == phases
    add_phase(coordinator)
    # The title is a step of its own.
    for _ in range(2):
        do(coordinator, "ctrl+z", "ctrl+z")
        coordinator.until(lambda: saved(path).phases == phases, "the plan as it was")
        do(coordinator, "ctrl+y", "ctrl+y")
        coordinator.until(lambda: len(saved(path).phases) == 5, "the new phase")
    dice = random.Random(31)
    steps: list[Callable[[Person], None]] = [
        delete_phase,
        add_phase,
        add_measure,
        lambda someone: do(someone, "ctrl+z"),
        lambda someone: do(someone, "ctrl+z", "ctrl+z"),
        lambda someone: do(someone, "ctrl+y"),
        lambda someone: do(someone, "ctrl+Next"),
        lambda someone: do(someone, "ctrl+Prior"),
    ]
    for _ in range(STEPS):
        dice.choice(steps)(coordinator)
    coordinator.press("Escape", "ctrl+q")
    assert coordinator.wait_for_end() == 0
    assert integrity_check.problems(path) == []
