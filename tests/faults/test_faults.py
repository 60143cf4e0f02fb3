"""A program that is killed, cut from its power or refused a system call loses nothing that it acknowledged.

The oracle is a log outside the program, written when a step has returned (in the window: when its foot says saved).
Afterwards the files must hold so many whole steps: all that were acknowledged, and nothing by halves.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults import calls
from tests.faults.headless_steps import KINDS

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and kill -9")
watched = pytest.mark.skipif(bool(calls.missing()), reason=calls.missing())

DRIVER = Path(__file__).with_name("driver.py")
ROOT = DRIVER.parents[2]
WINDOW = ("edit", "undo", "redo", "delete with children", "migration", "backup", "restore")
WORDS = {
    "kill": "killed at random",
    "kill_at_calls": "killed at each call",
    "kill_at_statements": "killed after each statement",
    "refuse": "n-th call refused",
    "power": "power cuts",
    "power_wal": "power cuts with WAL/NORMAL, the control",
}
BAD = ("lost", "half", "not usable")

Counts = dict[str, int]
Run = Callable[..., list[Counts]]


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return calls.compiled(tmp_path_factory.mktemp("calls"))


@pytest.fixture
def quick(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is such a thing: thousands of times the files are laid out anew."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else tmp_path) as folder:
        yield Path(folder)


@pytest.fixture
def run(tmp_path: Path, request: pytest.FixtureRequest, counted: Callable[..., None]) -> Run:
    """Runs the driver; what it counted for each kind, after a look that all has gone well."""

    def start(command: str, *kinds: str, count: int, window: bool = False, control: bool = False) -> list[Counts]:
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), *sys.path]))}
        # Counting lines would slow down what is cut off, and be cut off with it.
        for name in [name for name in environment if name.startswith("COVERAGE_")]:
            del environment[name]
        if command != "kill" and command != "kill_at_statements":
            environment["LD_PRELOAD"] = str(request.getfixturevalue("library"))
        folder = (request.getfixturevalue("quick") if "LD_PRELOAD" in environment else tmp_path) / command
        folder.mkdir()
        options = ["--count", str(count), *(["--window"] if window else [])]
        done = subprocess.run(
            [sys.executable, str(DRIVER), str(folder), command, *kinds, *options],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=1800,
        )
        assert done.returncode == 0, done.stderr
        found = [json.loads(line) for line in done.stdout.splitlines()]
        for kind, one in zip(kinds, found, strict=True):
            what = f"{kind}{' in the window' if window else ''}, {WORDS[command]}"
            numbers = {name: one["counts"].pop(name, 0) for name in BAD if name != "not usable" or command == "refuse"}
            counted(what, **one["counts"], **numbers)
            one["counts"] |= numbers
            assert control or (not any(numbers.values()) and one["troubles"] == []), (what, one, done.stderr[-2000:])
        return [one["counts"] for one in found]

    return start


# In every run, a few of each.


def test_a_few_kills(run: Run) -> None:
    assert [counts["kills"] for counts in run("kill", *KINDS, count=2)] == [2] * len(KINDS)


def test_a_kill_in_the_window(run: Run) -> None:
    assert [counts["kills"] for counts in run("kill", "edit", count=2, window=True)] == [2]


@watched
def test_a_kill_at_some_calls(run: Run) -> None:
    assert all(counts["kills"] for counts in run("kill_at_calls", "edit", "import", "migration", count=13))


def test_a_kill_after_some_statements(run: Run) -> None:
    assert all(counts["kills"] for counts in run("kill_at_statements", "migration", count=397))


@watched
def test_some_calls_are_refused(run: Run) -> None:
    assert all(counts["told"] for counts in run("refuse", "edit", "import", "backup", count=37))


@watched
def test_a_few_power_cuts(run: Run) -> None:
    assert [counts["cuts"] for counts in run("power", "edit", "migration", "backup", count=20)] == [20] * 3
    (control,) = run("power_wal", "edit", count=20, control=True)
    assert control["lost"] > 0


# Only with --faults: as many as docs/architecture.md asks for, or all there are.


@pytest.mark.faults
@pytest.mark.parametrize("kind", KINDS)
def test_two_hundred_kills(run: Run, kind: str) -> None:
    (counts,) = run("kill", kind, count=200)
    assert counts["kills"] == 200
    assert counts["within a step"] >= 100


@pytest.mark.faults
@pytest.mark.parametrize("kind", WINDOW)
def test_twenty_kills_in_the_window(run: Run, kind: str) -> None:
    (counts,) = run("kill", kind, count=20, window=True)
    assert counts["kills"] == 20
    assert counts["within a step"] >= 8


@pytest.mark.faults
@pytest.mark.parametrize("kind", KINDS)
@watched
def test_a_kill_at_each_call(run: Run, kind: str) -> None:
    assert run("kill_at_calls", kind, count=1)[0]["kills"] >= 10


@pytest.mark.faults
@pytest.mark.parametrize("kind", ["edit", "migration"])
def test_a_kill_after_each_statement(run: Run, kind: str) -> None:
    assert run("kill_at_statements", kind, count=1)[0]["kills"] >= 5


@pytest.mark.faults
@pytest.mark.parametrize("kind", KINDS)
@watched
def test_each_call_is_refused(run: Run, kind: str) -> None:
    assert run("refuse", kind, count=1)[0]["refusals"] >= 30


@pytest.mark.faults
@watched
def test_each_call_of_the_window_is_refused(run: Run) -> None:
    """What was typed stays in its cell until a later Enter saves it."""
    assert run("refuse", "edit", count=1, window=True)[0]["told"] >= 30


@pytest.mark.faults
@pytest.mark.parametrize("kind", KINDS)
@watched
def test_two_thousand_power_cuts(run: Run, kind: str) -> None:
    (counts,) = run("power", kind, count=2000)
    assert counts["cuts"] == 2000


@pytest.mark.faults
@watched
def test_two_thousand_power_cuts_with_a_write_ahead_log_lose_some(run: Run) -> None:
    (control,) = run("power_wal", "edit", count=2000, control=True)
    assert control["cuts"] == 2000
    assert control["lost"] > 0
