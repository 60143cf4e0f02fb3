"""The whole program, seen from outside alone: killed, cut from its power, refused a call, given bombs and markup.

Also for the frozen one, which `tests/release/try_frozen.py` puts in its place: nothing of it is looked into. The oracle
for what was acknowledged is how a command ended; what is in a plan then, SQLite alone is asked.
"""

import errno
import os
import random
import re
import resource
import shutil
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Hashable
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest
from exchange.reading.bombs import BOMBS
from exchange.word.docx_maker import document, table

from nrw_desktop import paths
from nrw_desktop.domain.model.change import Change, inserted
from nrw_desktop.storage.file.plan_file import PlanFile
from tests.faults import calls, disk
from tests.faults.steps import ORIGIN, BrokenError, contents, lay
from tests.program import FOLDER, program_command
from tests.reports.pdf_tools import images, plan_of, urls
from tests.reports.tag_tree import plain
from tests.reports.test_texts import MARKUP, items, random_texts

pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(bool(calls.missing()), reason=calls.missing()),
]

KILLS, REFUSALS, CUTS = 200, 20, 250
"""Of each kind; half of the kills come at a call of the system, half at any moment."""
MOST_SECONDS, MOST_MEGABYTES = 5, 512
FIXTURE = Path(__file__).resolve().parents[1] / "storage/fixtures/schema-1.nrwplan"
TEXTS = {"phase": "title", "measure": "text", "goal": "text", "partner": "name"}
"""By which tables and columns a state is told from another one."""


Words = tuple[str | Path, ...]


class Task(NamedTuple):
    """A command, the file that it changes, and how to see what came of it."""

    words: Words
    file: str
    look: Callable[[Path], Hashable]


def plan_state(path: Path) -> Hashable:
    """What a plan holds, once SQLite has taken back what was broken off."""
    if not path.exists():
        return None
    with closing(sqlite3.connect(path)) as database:
        try:
            found = [line for (line,) in database.execute("PRAGMA integrity_check")]
            broken = database.execute("PRAGMA foreign_key_check").fetchall()
            (version,) = database.execute("PRAGMA user_version").fetchone()
            rows = [
                tuple(sorted(text for (text,) in database.execute(f"SELECT {column} FROM {name}")))
                for name, column in TEXTS.items()
            ]
            (steps,) = database.execute("SELECT count(*) FROM change").fetchone()
        except sqlite3.Error as error:
            raise BrokenError(f"{path.name}: {error}") from error
    if found != ["ok"] or broken:
        raise BrokenError(f"{path.name}: {found[:2]} {broken[:2]}")
    return version, steps, *rows


def whole_pdf(path: Path) -> Hashable:
    if path.exists() and not (path.read_bytes()[:5] == b"%PDF-" and path.read_bytes().rstrip().endswith(b"%%EOF")):
        raise BrokenError(f"{path.name}: half a PDF")
    return path.exists()


def whole_zip(path: Path) -> Hashable:
    try:
        if path.exists() and zipfile.ZipFile(path).testzip():
            raise BrokenError(f"{path.name}: damaged")
    except zipfile.BadZipFile as error:
        raise BrokenError(f"{path.name}: {error}") from error
    return path.exists()


def backups_in(folder: Path) -> Hashable:
    """How many backups there are; each under its final name must be a whole plan."""
    found = sorted(folder.rglob("[!.]*.nrwplan"))
    return len({plan_state(path) for path in found}), len(found)


PLAN, COPY, OLD, WORD = (Path(name) for name in ("Plan.nrwplan", "Kopie.nrwplan", "Schema 1.nrwplan", "Tabelle.docx"))
TASKS = {
    "new plan": Task(("new", Path("Neu.nrwplan")), "Neu.nrwplan", plan_state),
    "import": Task(("import", WORD, "--into", PLAN), PLAN.name, plan_state),
    "undo": Task(("undo", PLAN), PLAN.name, plan_state),
    "redo": Task(("redo", COPY), COPY.name, plan_state),
    "merge": Task(("merge", COPY, "--into", Path("Alt.nrwplan")), "Alt.nrwplan", plan_state),
    "migration": Task(("import", WORD, "--into", OLD), OLD.name, plan_state),
    "backup": Task(("backup", PLAN, "--to", Path("Sicherungen")), "Sicherungen", backups_in),
    "report": Task(("report", "phase-overview", PLAN, "-o", Path("Plan.pdf")), "Plan.pdf", whole_pdf),
    "export": Task(("export", PLAN, "-o", Path("Plan.xlsx")), "Plan.xlsx", whole_zip),
}
"""What lies in the folder is named by a path."""


class Desk:
    """A folder with plans in which the program is called."""

    def __init__(self, folder: Path, library: Path):
        self.folder, self._library = folder, library
        self._counted = folder.with_name("counted")
        (folder / "Sicherungen").mkdir(parents=True)
        rows = [(f"Analyse {number}", f"Tagung {number}", f"Austausch {number}") for number in range(9)]
        (folder / "Tabelle.docx").write_bytes(document(table(("Phase", "Maßnahme", "Ziel"), *rows)))
        self.does("new", PLAN)
        self.does("import", WORD, "--into", PLAN)
        for other in (COPY, Path("Alt.nrwplan")):
            shutil.copy(folder / PLAN, folder / other)
        for words in (("import", WORD, "--into", COPY), ("undo", COPY)):
            self.does(*words)
        shutil.copy(FIXTURE, folder / "Schema 1.nrwplan")
        self.start = contents(folder)

    def does(self, *words: str | Path) -> None:
        done = self.call(*words)
        assert done.returncode == 0, done.stderr

    def call(self, *words: str | Path, **variables: str) -> "subprocess.CompletedProcess[str]":
        """Call the program and wait for its end."""
        return subprocess.run(
            self.command(words),
            cwd=self.folder,
            env=self.environment() | variables,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=60,
        )

    def command(self, words: Words) -> list[str]:
        return program_command(*(self.folder / word if isinstance(word, Path) else word for word in words))

    def environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        checkout = {} if FOLDER else {"PYTHONPATH": str(Path(paths.__file__).parents[1])}
        return kept | checkout | {paths.DATA_VARIABLE: str(self.folder / "data")}

    def killed(self, words: Words, number: int) -> tuple[int, int]:
        """Call it and kill it at the n-th call of the system: how it ended, and how many there were if it was not."""
        self._counted.unlink(missing_ok=True)
        done = self.call(*words, **calls.killed(self._library, self.folder, number, self._counted))
        return done.returncode, int(self._counted.read_text()) if self._counted.exists() else 0

    def killed_after(self, words: Words, seconds: float) -> int:
        """The same at any moment."""
        streams = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        with subprocess.Popen(self.command(words), cwd=self.folder, env=self.environment(), **streams) as process:
            time.sleep(seconds)
            process.kill()
        return process.returncode

    def refused(self, words: Words, number: int, error: int) -> "subprocess.CompletedProcess[str]":
        """Call it, and let the n-th call of the system fail, and all that come after it."""
        return self.call(*words, **calls.refused(self._library, self.folder, number, error, self._counted))

    def recorded(self, words: Words) -> list[calls.Call]:
        """Call it and write down what it does to its files."""
        trace = self.folder.with_name("trace")
        trace.unlink(missing_ok=True)
        done = self.call(*words, **calls.recorded(self._library, self.folder, trace))
        assert done.returncode == 0, done.stderr
        return list(calls.read(trace))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    memory = Path("/dev/shm")
    place = tmp_path_factory.mktemp("desk")
    if os.access(memory, os.W_OK):
        # Thousands of times the files are laid out anew.
        place = Path(shutil.copytree(place, memory / f"nrw-{os.getpid()}"))
    yield Desk(Path(os.path.realpath(place)) / "Pläne", calls.compiled(place))
    shutil.rmtree(place)


def stages_of(desk: Desk, task: Task) -> list[Hashable]:
    """What is to be seen before, and after; a file of an older version is first brought up, which is a stage."""
    lay(desk.folder, desk.start)
    found = [task.look(desk.folder / task.file)]
    desk.does(*task.words)
    found.append(task.look(desk.folder / task.file))
    assert found[0] != found[1], "nothing was done"
    if task.file == OLD.name:
        desk.does("undo", OLD)
        version, steps, *rows = task.look(desk.folder / task.file)  # type: ignore[misc]
        found.insert(1, (version, steps - 2, *rows))
    return found


def judged(desk: Desk, task: Task, stages: list[Hashable], acknowledged: bool, where: str) -> list[str]:
    """What is wrong with the files: what was acknowledged must be there, and nothing by halves."""
    try:
        found = task.look(desk.folder / task.file)
    except BrokenError as error:
        return [f"{where}: {error}"]
    if found not in (stages[-1:] if acknowledged else stages):
        return [f"{where}: {'lost' if acknowledged else 'half'}: {str(found)[:300]}"]
    return []


@pytest.mark.parametrize("kind", TASKS)
def test_killed_refused_or_without_power_nothing_is_lost_or_half(
    desk: Desk, kind: str, counted: Callable[..., None]
) -> None:
    task, dice, troubles = TASKS[kind], random.Random(kind), []
    stages = stages_of(desk, task)
    lay(desk.folder, desk.start)
    began = time.monotonic()
    code, number_of_calls = desk.killed(task.words, sys.maxsize)
    lasting = time.monotonic() - began
    assert code == 0
    assert number_of_calls >= 5
    ends = {"killed": 0, "not killed": 0}
    for attempt in range(KILLS):
        lay(desk.folder, desk.start)
        if attempt % 2:
            at = dice.randint(1, number_of_calls)
            code, _ = desk.killed(task.words, at)
            where = f"kill at call {at}"
        else:
            wait = dice.uniform(0, 1.1 * lasting)
            code = desk.killed_after(task.words, wait)
            where = f"kill after {wait:.3f} s"
        ends["killed" if code else "not killed"] += 1
        troubles += judged(desk, task, stages, code == 0, where)
        if attempt % 10 == 1 and task.look is plan_state and (desk.folder / task.file).exists():
            after = desk.call("check", Path(task.file))
            if after.returncode or after.stderr:
                troubles.append(f"{where}: {after.stderr}")
    told = 0
    for attempt in range(REFUSALS):
        lay(desk.folder, desk.start)
        at, error = dice.randint(1, number_of_calls), (errno.ENOSPC, errno.EIO, errno.EACCES)[attempt % 3]
        done = desk.refused(task.words, at, error)
        where = f"{os.strerror(error)} from call {at}"
        if done.returncode not in (0, 1) or (done.returncode == 1) != ("itte" in done.stderr):
            troubles.append(f"{where}: {done.returncode} {done.stderr}")
        told += done.returncode
        troubles += judged(desk, task, stages, done.returncode == 0, where)
    lay(desk.folder, desk.start)
    recorded, start = desk.recorded(task.words), desk.start
    for _ in range(CUTS):
        place = dice.randrange(len(recorded) + 1)
        machine = disk.Disk(desk.folder, start)
        for call in recorded[:place]:
            machine.do(call)
        lay(desk.folder, machine.after_cut(dice))
        # What it said last may be said before its last call, and is not acknowledged then.
        troubles += judged(desk, task, stages, False, f"cut at call {place}")
    for _ in range(CUTS // 5):
        machine = disk.Disk(desk.folder, start)
        for call in recorded:
            machine.do(call)
        lay(desk.folder, machine.after_cut(dice))
        troubles += judged(desk, task, stages, True, "cut at the end")
    cuts = CUTS + CUTS // 5
    counted(f"{kind}, seen from outside", **ends, refusals=REFUSALS, told=told, power_cuts=cuts, bad=len(troubles))
    assert troubles == []
    assert ends["killed"] >= KILLS // 2


def test_a_bomb_is_refused_soon_and_in_little_memory(desk: Desk, counted: Callable[..., None]) -> None:
    lay(desk.folder, desk.start)
    before, slowest, bad = (desk.folder / PLAN).read_bytes(), 0.0, []
    for name, (make, word) in BOMBS.items():
        (desk.folder / "Bombe.docx").write_bytes(make())
        began = time.monotonic()
        done = desk.call("import", Path("Bombe.docx"), "--into", PLAN, "--dry-run")
        slowest = max(slowest, time.monotonic() - began)
        # Those with no word can be read; there is nothing in them, or a question.
        fine = done.returncode == (1 if word else done.returncode) and word in done.stderr
        if not fine or "Traceback" in done.stderr or done.returncode not in (0, 1):
            bad.append((name, done.returncode, done.stderr))
    # Of all children that have ended, of the program's as well.
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    counted("bombs, seen from outside", bombs=len(BOMBS), most_ms=round(slowest * 1000), most_MB=most, bad=len(bad))
    assert bad == []
    assert slowest <= MOST_SECONDS
    assert most <= MOST_MEGABYTES
    assert (desk.folder / PLAN).read_bytes() == before


def test_texts_are_printed_letter_for_letter(desk: Desk, tmp_path: Path, counted: Callable[..., None]) -> None:
    lay(desk.folder, desk.start)

    def printed(*measures: str) -> bytes:
        plan, paper = desk.folder / "Texte.nrwplan", desk.folder / "Texte.pdf"
        for path in (plan, paper):
            path.unlink(missing_ok=True)
        records = [record for rows in plan_of(*measures).rows.values() for record in rows.values()]
        PlanFile.create(plan, Change(tuple(map(inserted, records)), "Texte"), ORIGIN).close()
        desk.does("report", "phase-overview", plan, "-o", paper)
        return paper.read_bytes()

    pdf = printed(*MARKUP)
    assert items(pdf) == [plain(words) for words in MARKUP]
    assert images(pdf, tmp_path) == []
    assert all(re.search(r"example\.org|bielefeld\.de|stadt\.de|a@b\.de", line) for line in urls(pdf, tmp_path))
    for seed in range(4):
        texts = random_texts(seed)
        assert items(printed(*texts)) == [plain(words) for words in texts]
    longest = ("Wort für Wort, " * 1334)[:20_000]
    began = time.monotonic()
    assert items(printed(longest)) == [plain(longest)]
    lasting = time.monotonic() - began
    counted("texts printed, seen from outside", markup=len(MARKUP), random=2000, longest_ms=round(lasting * 1000))
    assert lasting <= 2
