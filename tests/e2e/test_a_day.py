"""A coordinator's day at the real program, with keys and mouse alone; the plan file tells what came of it."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Measure
from nrw_desktop.storage.file.plan_file import PlanFile
from tests.e2e.person import Person, missing_tool, person

pytestmark = pytest.mark.skipif(bool(missing_tool()), reason=f"{missing_tool()} is not installed")

TYPED = "Prüfung der Förderanträge"
NOTE = "Rückfrage bei der Stadtkämmerei, größere Beträge zuerst"


@pytest.fixture
def coordinator() -> Iterator[Person]:
    with person() as someone:
        yield someone


@pytest.fixture
def plan_path(data_dir: Path) -> Path:
    """Where the first start puts the plan."""
    return data_dir.parent / "Dokumente/NRWeltoffen/Bielefeld.nrwplan"


def saved(path: Path) -> Plan:
    """The plan as another program reads it from the file."""
    with PlanFile.open(path, read_only=True) as file:
        return file.plan


def measures(path: Path, number: int) -> tuple[Measure, ...]:
    """The measures of the phase with this number, from the file."""
    plan = saved(path)
    return plan.measures(plan.phases[number - 1].id)


def goals(path: Path, number: int) -> list[list[str]]:
    """The goals of a phase, from the file: each with those right under it."""
    plan = saved(path)
    phase = plan.phases[number - 1].id
    return [[goal.text, *(child.text for child in plan.goals(phase, goal.id))] for goal in plan.goals(phase)]


def test_a_day(coordinator: Person, plan_path: Path) -> None:
    """Add, set a status, move goals, undo, redo, close, and start again: all is there."""
    coordinator.start_on_first_phase("Bielefeld.nrwplan")
    coordinator.after(lambda: coordinator.press("ctrl+Next"), "the tab of phase 2")
    first, second, third = goals(plan_path, 2)

    coordinator.after(lambda: coordinator.press("ctrl+m"), "the new row")
    coordinator.type(TYPED)
    coordinator.told(lambda: coordinator.press("Return"))
    coordinator.press("Escape")
    coordinator.rest()
    assert [measure.text for measure in measures(plan_path, 2)][-1] == TYPED

    coordinator.press("Right")
    coordinator.after(lambda: coordinator.press("F2"), "the list of statuses")
    coordinator.told(lambda: coordinator.press("Down", "Return"))
    assert measures(plan_path, 2)[-1].status == "running"

    # A draft that is given up leaves the keyboard among the goals.
    coordinator.after(lambda: coordinator.press("ctrl+g"), "the new goal")
    coordinator.after(lambda: coordinator.press("Escape", "Home"), "the first goal")
    source = coordinator.selection()
    coordinator.after(lambda: coordinator.press("Down"), "the second goal")
    target = coordinator.selection()
    coordinator.after(lambda: coordinator.press("End"), "the last goal")
    coordinator.told(lambda: coordinator.press("alt+shift+Right"))
    nested = [first, [*second, *third]]
    assert goals(plan_path, 2) == nested

    coordinator.told(lambda: coordinator.drag(source, target))
    assert goals(plan_path, 2) == [[*second, *third, *first]]

    for expected in (nested, [first, second, third]):
        coordinator.told(lambda: coordinator.press("ctrl+z"))
        assert goals(plan_path, 2) == expected
    coordinator.told(lambda: coordinator.press("ctrl+y"))
    assert goals(plan_path, 2) == nested

    coordinator.press("ctrl+q")
    assert coordinator.wait_for_end() == 0
    assert sorted(path.name for path in plan_path.parent.iterdir()) == [plan_path.name]

    coordinator.start("Bielefeld.nrwplan")
    assert goals(plan_path, 2) == nested
    added = measures(plan_path, 2)[-1]
    assert (added.text, added.status) == (TYPED, "running")
    # The window shows it as well, on the page it was left with: the last row's text is what its editor holds.
    coordinator.press("ctrl+End", "Home")
    coordinator.after(lambda: coordinator.press("F2"), "the editor of the last measure")
    coordinator.press("ctrl+a", "ctrl+c")
    coordinator.rest()
    assert coordinator.clipboard() == TYPED
    coordinator.press("Escape", "ctrl+q")
    assert coordinator.wait_for_end() == 0
    assert goals(plan_path, 2) == nested


def test_a_kill_after_the_window_said_saved_loses_nothing(coordinator: Person, plan_path: Path) -> None:
    """What the status bar has acknowledged is in the file, and the lock of the dead program does not block."""
    coordinator.start_on_first_phase("Bielefeld.nrwplan")
    coordinator.after(lambda: coordinator.press("ctrl+m"), "the new row")
    coordinator.type(TYPED)
    coordinator.told(lambda: coordinator.press("Return"))
    coordinator.kill()
    assert measures(plan_path, 1)[-1].text == TYPED

    coordinator.start("Bielefeld.nrwplan")
    # It can be written as before: a further step arrives.
    coordinator.told(lambda: coordinator.press("ctrl+z"))
    assert TYPED not in [measure.text for measure in measures(plan_path, 1)]


def test_the_window_does_not_say_saved_while_text_waits(coordinator: Person, plan_path: Path) -> None:
    """Neither in a cell, which nothing takes over by itself, nor in a form before the person rests."""
    coordinator.start_on_first_phase("Bielefeld.nrwplan")
    coordinator.after(lambda: coordinator.press("ctrl+m"), "the new row")
    coordinator.type(TYPED)
    coordinator.rest()
    assert not coordinator.says_saved()
    coordinator.press("Escape")
    coordinator.until(coordinator.says_saved, "the word that all is saved")
    assert TYPED not in [measure.text for measure in measures(plan_path, 1)]


def test_a_kill_after_a_rest_keeps_what_was_typed_into_the_form(coordinator: Person, plan_path: Path) -> None:
    """Free text is saved once the person rests, without leaving the field."""
    coordinator.start_on_first_phase("Bielefeld.nrwplan")
    coordinator.after(lambda: coordinator.press("alt+n"), "the keyboard in the note")

    coordinator.type(NOTE)
    # Not what the foot says alone: on a busy machine there may be a rest amid the text as well.
    coordinator.until(lambda: measures(plan_path, 1)[0].note == NOTE, "the whole note in the file")
    coordinator.until(coordinator.says_saved, "the word that it is saved")
    coordinator.kill()
    assert measures(plan_path, 1)[0].note == NOTE


def test_the_preview_shows_a_page_and_goes(coordinator: Person, plan_path: Path) -> None:
    """Ctrl+P opens the pages as they will be printed; Esc closes them and the window is usable again."""
    coordinator.start("Bielefeld.nrwplan")
    coordinator.press("ctrl+p")
    coordinator.until(lambda: coordinator.windows("Drucken und PDF"), "the preview")

    def page_is_painted() -> bool:
        left, top, width, height = coordinator.place("Drucken und PDF")
        middle = coordinator.look()[top + height // 6 : top + height // 2, left + width // 2 : left + width * 5 // 6]
        brightness = middle >> 8 & 0xFF
        # Paper is white, and the words on it are dark: an empty preview is neither.
        return float(np.mean(brightness == 0xFF)) > 0.5 and float(np.mean(brightness < 0x60)) > 0.002

    coordinator.until(page_is_painted, "a page with words")
    coordinator.rest()
    coordinator.press("Escape")
    coordinator.until(lambda: not coordinator.windows("Drucken und PDF"), "the end of the preview")
    coordinator.has_keyboard("Bielefeld.nrwplan")
    coordinator.press("ctrl+q")
    assert coordinator.wait_for_end() == 0
