"""A meeting in the real program: the plan before a room, by keys alone."""

import datetime as dt
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


MOST_KEYS = 5
"""Keys besides its text that a task with person and day may take."""


def test_a_status_is_set_and_a_task_given_while_others_look_on(coordinator: Person, data_dir: Path) -> None:
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
    # A task for whoever begins so, until the day that is suggested; there was no meeting, and now there is.
    keys = ["a", "Return", "m", "Return", "Return"]
    coordinator.after(lambda: coordinator.press(keys[0]), "the card of a task")
    coordinator.type("Saal anfragen")
    coordinator.press(*keys[1:])
    coordinator.until(lambda: saved(path).tasks, "the task")
    (task,), (meeting,) = saved(path).tasks, saved(path).meetings
    assert len(keys) <= MOST_KEYS
    assert (task.text, meeting.date) == ("Saal anfragen", dt.date.today().isoformat())
    assert task.partner is not None
    assert task.until == (dt.date.today() + dt.timedelta(weeks=2)).isoformat()
    coordinator.press("ctrl+z")
    coordinator.until(lambda: not saved(path).meetings, "an undo of all of that")
    coordinator.after(lambda: coordinator.press("Escape"), "the window of the plan")
    coordinator.press("ctrl+z")
    coordinator.until(lambda: status() == "planned", "an undo in the window of the plan")
