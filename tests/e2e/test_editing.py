"""Typing into lists at the real program, under a window manager: no letter is lost on the way."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.person import Person, missing_tool, person
from tests.e2e.test_a_day import measures, saved

pytestmark = pytest.mark.skipif(bool(missing_tool()), reason=f"{missing_tool()} is not installed")

WINDOW = "Bielefeld.nrwplan"
TO_TIMELINE = ["Tab"] * 5
"""From the line of today past what the head of the timeline chooses."""


@pytest.fixture
def coordinator() -> Iterator[Person]:
    with person() as someone:
        yield someone


@pytest.fixture
def plan_path(data_dir: Path) -> Path:
    """Where the first start puts the plan."""
    return data_dir.parent / "Dokumente/NRWeltoffen/Bielefeld.nrwplan"


def texts(path: Path) -> list[str]:
    return [measure.text for measure in measures(path, 1)]


def log(data_dir: Path) -> str:
    """What the program wrote into its log."""
    return "".join(path.read_text("utf-8") for path in data_dir.rglob("*.log*"))


def test_a_new_row_while_one_is_typed_into_loses_nothing(
    coordinator: Person, plan_path: Path, data_dir: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Ctrl+M twice, F2 then Ctrl+M, and Ctrl+M in the middle of a word: each text arrives, and nothing breaks."""
    coordinator.start_on_first_phase(WINDOW)
    before = texts(plan_path)
    coordinator.press("Home", "F2", "ctrl+m", "ctrl+m")
    coordinator.type("Erste")
    coordinator.press("ctrl+m")
    coordinator.type("Zweite")
    coordinator.press("Return", "Escape")
    coordinator.until(lambda: texts(plan_path) == [*before, "Erste", "Zweite"], "both measures in the file")

    # One Enter in the overview opens the phase and no editor: what is typed then goes nowhere without a word.
    coordinator.after(lambda: coordinator.press("ctrl+Prior"), "the overview")
    coordinator.press(*TO_TIMELINE)
    coordinator.after(lambda: coordinator.press("Return"), "the phase")
    coordinator.press("Right", "Escape", "ctrl+q")
    assert coordinator.wait_for_end() == 0
    assert texts(plan_path) == [*before, "Erste", "Zweite"]
    assert "Traceback" not in log(data_dir) + capfd.readouterr().err


def test_by_keys_alone_to_what_is_overdue_first_and_back(coordinator: Person, plan_path: Path) -> None:
    """From the start over „Stand“ to the measure, its status, back, the next one, and its end moved in the timeline."""
    coordinator.start(WINDOW)
    for done in (1, 2):
        coordinator.after(lambda: coordinator.press("alt+Home"), "the overview")
        coordinator.after(lambda: coordinator.press("Return"), "the list of what is overdue")
        coordinator.after(lambda: coordinator.press("Return"), "the measure")
        coordinator.press("ctrl+3")
        statuses = ["done"] * done + ["planned"] * (6 - done)
        coordinator.until(
            lambda wanted=statuses: [one.status for one in measures(plan_path, 1)] == wanted,  # type: ignore[misc]
            "the status in the file",
        )
    # The third one gets months of its own, since what it only has of its phase cannot be moved.
    coordinator.after(lambda: coordinator.press("alt+Home"), "the overview")
    coordinator.after(lambda: coordinator.press("Return"), "the list of what is overdue")
    coordinator.after(lambda: coordinator.press("Return"), "the measure")
    coordinator.press("Right", "Right")
    coordinator.after(lambda: coordinator.press("F2"), "the editor of the period")
    coordinator.type("6/2017 bis 7/2017")
    coordinator.told(lambda: coordinator.press("Return"))
    coordinator.press("Escape")
    # In the timeline: open the first phase, to its third measure, whose end goes on by a month, and back again.
    coordinator.after(lambda: coordinator.press("alt+Home", *TO_TIMELINE), "the timeline")
    coordinator.press("Home", "Right", "Down", "Down", "Down")
    for keys, end in (
        ("alt+Right", "2017-08"),
        ("alt+Right", "2017-09"),
        ("alt+Left", "2017-08"),
        ("ctrl+z", "2017-07"),
    ):
        coordinator.press(keys)
        coordinator.until(
            lambda wanted=end: measures(plan_path, 1)[2].end == wanted,  # type: ignore[misc]
            f"an end of {end} in the file",
        )


def test_rows_are_typed_through_without_a_pause(coordinator: Person, plan_path: Path) -> None:
    """As fast as xdotool types: text, status by a letter, period and who is responsible, row after row."""
    coordinator.start_on_first_phase(WINDOW)
    coordinator.press("ctrl+m")
    for number, status in enumerate(("l", "", "abge"), 1):
        coordinator.write(f"Neue Sache {number}")
        coordinator.press("Tab")
        coordinator.write(status)
        coordinator.press("Tab")
        coordinator.write(f"0{number}/2027")
        coordinator.press("Tab")
        coordinator.write("Jugendamt")
        coordinator.press("Return")
    coordinator.press("Escape")
    wanted = [
        ("Neue Sache 1", "running", "2027-01", "Jugendamt"),
        ("Neue Sache 2", "planned", "2027-02", "Jugendamt"),
        ("Neue Sache 3", "done", "2027-03", "Jugendamt"),
    ]

    def arrived() -> bool:
        plan = saved(plan_path)
        found = plan.measures(plan.phases[0].id)[-3:]
        return [(one.text, one.status, one.start, plan.responsible(one)) for one in found] == wanted

    coordinator.until(arrived, "three whole rows in the file")


def test_dead_keys_open_a_cell_and_arrive(coordinator: Person, plan_path: Path) -> None:
    """´ and then E, into a chosen measure, a name with suggestions open, and a chosen goal."""
    coordinator.start_on_first_phase(WINDOW)
    # On X11, Qt hands over a composed letter at once, before keys that wait for a busy program: there Home came last.
    coordinator.press("Home")
    coordinator.rest()
    coordinator.press("dead_acute", "E")
    coordinator.type("tude")
    coordinator.press("Return", "ctrl+Home", "End")
    # A list of names comes up behind the first letter.
    coordinator.type("M")
    coordinator.rest()
    coordinator.press("dead_acute", "e")
    coordinator.type("lanie")
    coordinator.press("Return")
    coordinator.after(lambda: coordinator.press("ctrl+g"), "the new goal")
    coordinator.after(lambda: coordinator.press("Escape", "Home"), "the first goal")
    coordinator.press("dead_acute", "E")
    coordinator.type("cole")
    coordinator.press("Return")

    def arrived() -> bool:
        plan = saved(plan_path)
        measure, goal = plan.measures(plan.phases[0].id)[0], plan.goals(plan.phases[0].id)[0]
        return (measure.text, plan.responsible(measure), goal.text) == ("Étude", "Mélanie", "École")

    coordinator.until(arrived, "all that was typed, in the file")
