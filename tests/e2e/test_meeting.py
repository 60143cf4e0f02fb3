"""A small meeting at the real program, by keys alone: prepared, held, written down, printed; taken back and redone."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.queries import meetings
from nrw_desktop.storage.file.plan_file import PlanFile
from tests.e2e.person import Person, missing_tool, person

pytestmark = pytest.mark.skipif(bool(missing_tool()), reason=f"{missing_tool()} is not installed")

MOST_KEYS = {"status": 2, "task": 5}
"""Keys besides the letters of a text that a status and a task with person and day may take."""


@pytest.fixture
def coordinator() -> Iterator[Person]:
    with person("1280x720x24") as someone:
        yield someone


@pytest.fixture
def plan_path(data_dir: Path) -> Path:
    """Where the first start puts the plan."""
    return data_dir.parent / "Dokumente/NRWeltoffen/Bielefeld.nrwplan"


def saved(path: Path) -> Plan:
    """The plan as another program reads it from the file."""
    with PlanFile.open(path, read_only=True) as file:
        return file.plan


class Keys:
    """Presses keys, counts them, and waits for what they write."""

    def __init__(self, who: Person, path: Path):
        self._who, self._path = who, path
        self.count = 0

    def press(self, *keys: str) -> None:
        self.count += len(keys)
        self._who.press(*keys)
        self._who.rest()

    def counted(self, action: Callable[..., object], *given: str) -> int:
        """How many keys something takes."""
        before = self.count
        action(*given)
        return self.count - before

    def written(self, *keys: str) -> Plan:
        """Press keys, and wait until the file holds what they did."""
        before = saved(self._path).head
        self.press(*keys)
        self._who.until(lambda: saved(self._path).head != before, f"a change by {keys}")
        return saved(self._path)

    def fill_in(self, key: str, *texts: str) -> None:
        """Open a new row by a key, fill in its cells, and leave it."""
        self.press(key)
        for place, text in enumerate(texts):
            if place:
                self.press("Tab")
            self._who.type(text)
            self._who.rest()
        self.written("Return")
        self.press("Escape")


def test_a_meeting(coordinator: Person, plan_path: Path) -> None:
    """Agenda, attendance, three statuses, two decisions by vote, two tasks, minutes; then undo and redo."""
    coordinator.start("Bielefeld.nrwplan")
    keys, before = Keys(coordinator, plan_path), saved(plan_path)

    # Prepared.
    keys.press("ctrl+Prior")
    plan = keys.written("space")
    (meeting,) = plan.meetings
    assert [item.title for item in plan.agenda(meeting.id)][-1] == "Verschiedenes"
    coordinator.type("Steuerungskreis")
    keys.written("Tab")
    keys.press("Tab")
    coordinator.type("12.3.2018")
    plan = keys.written("Tab")
    assert (plan.meetings[0].title, plan.meetings[0].date) == ("Steuerungskreis", "2018-03-12")
    keys.fill_in("ctrl+shift+t", "Förderanträge")
    assert [item.title for item in saved(plan_path).agenda(meeting.id)][-2:] == ["Förderanträge", "Verschiedenes"]

    # Who came.
    keys.press("ctrl+shift+a")
    for name in ("Frau Demir", "MBR"):
        keys.fill_in("Insert", name)
    keys.press("ctrl+a")
    plan = keys.written("space")
    assert [(meetings.who(plan, one), one.state) for one in plan.attendance(meeting.id)] == [
        ("Frau Demir", "came"),
        ("MBR", "came"),
    ]

    # Three statuses, on the page of their phase.
    keys.press("ctrl+Next", "ctrl+Next")
    assert keys.counted(keys.written, "ctrl+3") <= MOST_KEYS["status"]
    for status in ("ctrl+2", "ctrl+4"):
        keys.press("Down")
        assert keys.counted(keys.written, status) <= MOST_KEYS["status"]
    plan = saved(plan_path)
    assert [one.status for one in plan.measures(plan.phases[0].id)][:3] == ["done", "running", "postponed"]
    keys.press("ctrl+Prior", "ctrl+Prior")

    # What was decided, and what is to be done.
    keys.fill_in("ctrl+b", "Die Anträge werden gestellt.", "1", "0", "1")
    keys.fill_in("ctrl+b", "Der Eigenanteil kommt aus dem Haushalt.", "2", "0", "0")
    for work, who, until in (("Anträge vorbereiten", "Frau Demir", "20.3.2018"), ("Saal buchen", "MBR", "30.3.2018")):
        assert keys.counted(keys.fill_in, "ctrl+u", work, who, until) <= MOST_KEYS["task"]
    after = saved(plan_path)
    (item,) = [one for one in after.agenda(meeting.id) if one.title == "Förderanträge"]
    assert [(one.text, meetings.vote_text(one)) for one in after.decisions_at(item.id)] == [
        ("Die Anträge werden gestellt.", "1 Ja, 0 Nein, 1 Enthaltung"),
        ("Der Eigenanteil kommt aus dem Haushalt.", "einstimmig (2 Ja)"),
    ]
    assert [(one.text, meetings.who(after, one), one.until) for one in after.tasks_at(item.id)] == [
        ("Anträge vorbereiten", "Frau Demir", "2018-03-20"),
        ("Saal buchen", "MBR", "2018-03-30"),
    ]

    # The minutes as a PDF.
    keys.press("alt+p", "i", "p")
    coordinator.has_keyboard("Drucken und PDF")
    coordinator.rest(0.8)
    keys.press("alt+s")
    coordinator.has_keyboard("PDF speichern")
    keys.press("Return")
    coordinator.until(lambda: list(plan_path.parent.glob("*.pdf")), "the minutes")
    (paper,) = plan_path.parent.glob("*.pdf")
    coordinator.until(lambda: paper.read_bytes().rstrip().endswith(b"%%EOF"), "the whole of the minutes")
    coordinator.has_keyboard("Gespeichert")
    keys.press("Escape")
    coordinator.has_keyboard("Drucken und PDF")
    keys.press("Escape")
    coordinator.has_keyboard("Bielefeld.nrwplan")

    # Back to before the meeting, step by step, and all of it again.
    steps = 0
    while saved(plan_path).rows != before.rows:
        keys.written("ctrl+z")
        steps += 1
        assert steps < 40
    for _ in range(steps):
        keys.written("ctrl+y")
    assert saved(plan_path).rows == after.rows
    coordinator.press("ctrl+q")
    assert coordinator.wait_for_end() == 0
