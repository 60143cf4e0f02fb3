"""A monkey at the real window loses nothing and breaks nothing; and what judges it sees what it is there to see."""

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from nrw_desktop import paths
from nrw_desktop.domain import edits
from nrw_desktop.domain.model import template
from nrw_desktop.storage.database import change_log
from nrw_desktop.storage.file.plan_file import PlanFile
from tests.monkey import run
from tests.monkey.actions import ACTIONS, chosen
from tests.monkey.monkey import ORIGIN, Monkey
from tests.monkey.oracle import STRANGER, FaultError, Oracle, bytes_at_rest
from tests.screen import virtual_screen

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs an X server")
on_screen = pytest.mark.skipif(bool(run.missing()), reason=f"{run.missing()} is not installed")

SHORT, LONG = 300, 20_000


def play(seed: int, actions: int, pictures: Path) -> str:
    """What the command line says to a run; nothing where it found nothing."""
    command = [
        sys.executable,
        run.__file__,
        "--seed",
        str(seed),
        "--actions",
        str(actions),
        "--pictures",
        str(pictures),
    ]
    # Counting lines would slow down what is killed, and be killed with it.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stdout + done.stderr


@on_screen
def test_a_short_run(tmp_path: Path) -> None:
    said = play(1, SHORT, tmp_path)
    assert not said, said


@pytest.mark.faults
@pytest.mark.parametrize("seed", range(1, 6))
@on_screen
def test_a_long_run(seed: int, tmp_path: Path, counted: Callable[..., None]) -> None:
    said = play(seed, LONG, tmp_path)
    assert not said, said
    counted(f"monkey at the window, seed {seed}", actions=LONG, faults=0)


# Hands and eyes


@on_screen
def test_what_is_typed_arrives_and_is_seen(tmp_path: Path) -> None:
    """Keys reach the window that has the keyboard, whatever letters they are; the file tells."""
    words = "Grüße: 5 € für „Öl“, Ärger & [Maß] @ {x} | ~ é"
    typed = words.replace("„", '"').replace("“", '"').replace("é", "")
    with virtual_screen(run.SIZE) as (environment, framebuffer):
        assert framebuffer is not None
        monkey = Monkey(tmp_path, environment, framebuffer)
        try:
            monkey.start()
            monkey.hands.press("ctrl+pgdn")
            monkey.hands.press("ctrl+m")
            assert monkey.look()["cell"] == ""
            monkey.hands.type(typed)
            monkey.hands.press("acute", "e")
            assert monkey.look()["cell"] == f"{typed}é"
            monkey.hands.press("enter")
            monkey.must_find("é")
            monkey.copy(text="von anderswo")
            monkey.hands.press("ctrl+v")
            assert monkey.look()["cell"] == "von anderswo"
            with pytest.raises(FaultError, match="nowhere"):
                monkey.must_find("was niemand tippte")
        finally:
            monkey.leave()


# What is chosen


def test_a_number_is_the_same_action_each_time() -> None:
    first, again = ([(chosen(7, number)[0], chosen(7, number)[1].random()) for number in range(200)] for _ in "ab")
    assert first == again
    assert first != [(chosen(8, number)[0], chosen(8, number)[1].random()) for number in range(200)]
    assert {chosen(7, number)[0] for number in range(20_000)} == set(ACTIONS)


def test_a_finding_is_shortened_to_what_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    def play(_seed: int, numbers: Sequence[int], _screen: run.Screen) -> run.Found | None:
        for at, number in enumerate(numbers):
            if number == 91 and {17, 60} <= set(numbers[:at]):
                return run.Found("it", 91, list(numbers[: at + 1]), "")
        return None

    monkeypatch.setattr(run, "play", play)
    screen = run.Screen({}, Path(), Path())
    (found,) = run.hunt(1, range(1, 101), screen)
    assert found.numbers == list(range(1, 92))
    assert run.shortened(1, found, screen).numbers == [17, 60, 91]


@pytest.mark.parametrize("text", ["1", "1-3", "1,5,9-12", "2-4,6"])
def test_numbers_are_read_as_they_are_written(text: str) -> None:
    assert run.as_text(run.numbers_of(text)) == text


# What judges


class Case:
    """A plan file in a folder, two programs that write into it, and the oracle that watches."""

    def __init__(self, folder: Path):
        self.path, self.log, self.errors = folder / "Plan.nrwplan", folder / "log", folder / "stderr"
        content = template.read(paths.plan_template("bielefeld").read_bytes())
        PlanFile.create(self.path, template.origin_change(content), ORIGIN).close()
        self.oracle = Oracle(folder, self.log, self.errors)
        self.oracle.observe()

    def edit(self, text: str, origin: str = ORIGIN) -> None:
        with PlanFile.open(self.path, origin) as file:
            key = file.plan.measures(file.plan.phases[0].id)[0].id
            file.commit(edits.measures.set_field(file.plan, key, "text", text))

    def lay(self, content: bytes) -> None:
        self.oracle.observe()
        before = self.oracle.standing(self.path)
        self.path.write_bytes(content)
        self.oracle.laid(before)


@pytest.fixture
def case(tmp_path: Path) -> Case:
    folder = tmp_path / "plans"
    folder.mkdir()
    return Case(folder)


def test_changes_that_vanish_are_seen(case: Case) -> None:
    old = bytes_at_rest(case.path)
    case.edit("eins")
    case.oracle.observe()
    case.path.write_bytes(old)
    with pytest.raises(FaultError, match="nobody touched"):
        case.oracle.observe()


def test_a_program_that_writes_over_an_older_version_is_seen(case: Case) -> None:
    old = bytes_at_rest(case.path)
    case.edit("eins")
    case.lay(old)
    # Still in memory, it may be kept yet.
    case.oracle.observe()
    case.edit("zwei", STRANGER)
    case.oracle.observe()
    case.edit("drei")
    with pytest.raises(FaultError, match="wrote on over another version"):
        case.oracle.observe()


def test_a_program_that_keeps_both_is_right(case: Case) -> None:
    old = bytes_at_rest(case.path)
    case.edit("eins")
    kept = bytes_at_rest(case.path)
    case.lay(old)
    case.path.with_name("Plan (2).nrwplan").write_bytes(kept)
    case.edit("zwei")
    case.oracle.observe()
    case.path.with_name("Plan (2).nrwplan").unlink()
    with pytest.raises(FaultError, match="in no file any more"):
        case.oracle.observe()


@pytest.mark.parametrize("right", [True, False])
def test_a_program_that_keeps_its_plan_without_its_history_is_right(case: Case, right: bool) -> None:
    old = bytes_at_rest(case.path)
    case.edit("eins")
    with PlanFile.open(case.path, read_only=True) as file:
        kept = change_log.origin_of(file.plan if right else file.state_at(file.steps()[-1].id))
    case.lay(old)
    PlanFile.create(case.path.with_name("Plan (2).nrwplan"), kept, ORIGIN).close()
    with contextlib.nullcontext() if right else pytest.raises(FaultError, match="in no file any more"):
        case.oracle.observe()


def test_a_new_plan_beside_one_that_is_still_in_memory_is_right(case: Case) -> None:
    """„Neu“, and then a text that is refused: the window stays with its plan, and has had no reason to write it."""
    old = bytes_at_rest(case.path)
    case.edit("eins")
    case.lay(old)
    content = template.read(paths.plan_template("leer").read_bytes())
    PlanFile.create(case.path.with_name("Neu.nrwplan"), template.origin_change(content), ORIGIN).close()
    case.oracle.observe()
    case.edit("zwei")
    with pytest.raises(FaultError, match="wrote on over another version"):
        case.oracle.observe()


def test_what_only_a_killed_program_knew_is_not_asked_for(case: Case) -> None:
    old = bytes_at_rest(case.path)
    case.edit("eins")
    case.lay(old)
    case.oracle.ended()
    case.edit("zwei")
    case.oracle.observe()


def test_what_the_program_cannot_have_read_is_not_asked_for(case: Case) -> None:
    old = bytes_at_rest(case.path)
    case.edit("von anderswo", STRANGER)
    case.lay(old)
    case.edit("eins")
    case.oracle.observe()


def test_words_are_found_though_they_were_taken_back(case: Case) -> None:
    case.edit("ein Wörtchen")
    with PlanFile.open(case.path, ORIGIN) as file:
        file.undo()
    assert case.oracle.has_word("Wörtchen")
    assert not case.oracle.has_word("Wörtlein")


def test_a_damaged_file_is_seen(case: Case) -> None:
    case.oracle.check_files()
    with closing(sqlite3.connect(case.path)) as connection:
        connection.execute("UPDATE measure SET text = 'heimlich'")
        connection.commit()
    with pytest.raises(FaultError, match="damaged"):
        case.oracle.check_files()


def test_undo_and_redo_come_back_to_the_plan(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    case.edit("eins")
    case.edit("zwei")
    before = shutil.copy(case.path, tmp_path)
    case.oracle.check_undo(case.path, ORIGIN)
    assert case.path.read_bytes() == Path(before).read_bytes()
    redo = PlanFile.redo
    steps = iter([None, redo, None])
    monkeypatch.setattr(PlanFile, "redo", lambda file: (step := next(steps)) and step(file))
    with pytest.raises(FaultError, match="another plan"):
        case.oracle.check_undo(case.path, ORIGIN)


LINE = "2026-01-02 03:04:05,678 99 {} nrw_desktop.{}: something\n"
TRACE = 'Traceback (most recent call last):\n  File "/x/nrw_desktop/gui/a.py", line 7, in f\nIndexError: 5\n'


@pytest.mark.parametrize(
    ("log", "errors", "outside", "kind"),
    [
        (LINE.format("WARNING", "gui.a"), "", False, ""),
        (LINE.format("ERROR", "gui.a"), "", True, "log: .*something"),
        (LINE.format("CRITICAL", "gui.errors") + TRACE, "", True, r"log: IndexError: 5 \(nrw_desktop/gui/a.py:7 f\)"),
        (LINE.format("CRITICAL", "gui.errors") + f"{TRACE}\nDuring\n\n{TRACE}", "", False, "log: IndexError"),
        (LINE.format("WARNING", "gui.a") + TRACE, "", False, "log: IndexError"),
        (LINE.format("WARNING", "gui.a") + TRACE, "", True, ""),
        (LINE.format("ERROR", "storage.faults") + TRACE, "", True, ""),
        (LINE.format("ERROR", "storage.faults") + TRACE, "", False, "log: IndexError"),
        ("", "QLayout: attempt to add\n", True, "stderr: QLayout"),
        ("", "This plugin does not support propagateSizeHints()\n", False, ""),
    ],
)
def test_errors_and_warnings_are_seen_once(case: Case, log: str, errors: str, outside: bool, kind: str) -> None:
    case.log.write_text(log)
    case.errors.write_text(errors)
    if kind:
        with pytest.raises(FaultError, match=kind):
            case.oracle.check_words(outside)
    case.oracle.check_words(outside)
