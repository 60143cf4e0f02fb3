"""A meeting in the real program: the plan before a room, by keys alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.person import Person, missing_tool, person
from tests.e2e.test_a_day import saved

pytestmark = pytest.mark.skipif(bool(missing_tool()), reason=f"{missing_tool()} is not installed")


@pytest.fixture
def coordinator() -> Iterator[Person]:
    with person() as someone:
        yield someone


def test_a_status_is_set_while_others_look_on(coordinator: Person, data_dir: Path) -> None:
    path = data_dir.parent / "Dokumente/NRWeltoffen/Bielefeld.nrwplan"
    coordinator.start("Bielefeld.nrwplan")
    phase = saved(path).phases[0].id

    def status() -> str:
        return saved(path).measures(phase)[1].status

    coordinator.after(lambda: coordinator.press("F5"), "the view for a meeting")
    # Past the title, the Stand and the timeline to the first phase, and there to its second measure.
    for key in ("Next", "Right", "space", "Down"):
        coordinator.after(lambda key=key: coordinator.press(key), f"what {key} leads to")
    for key, wanted in (("3", "done"), ("ctrl+z", "planned"), ("ctrl+y", "done")):
        coordinator.press(key)
        coordinator.until(lambda wanted=wanted: status() == wanted, f"the status {wanted}")
    coordinator.after(lambda: coordinator.press("Escape"), "the window of the plan")
    coordinator.press("ctrl+z")
    coordinator.until(lambda: status() == "planned", "an undo in the window of the plan")
