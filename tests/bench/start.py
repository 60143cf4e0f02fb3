"""The start: until data rows are read, until the picture is complete, and the memory then, beside a bare window.

Xvfb's framebuffer is read, so both are timed the same way and nothing runs in the programs. A first start of each shows
where its data rows have their text once the picture has settled; from then on rows count as painted as soon as nearly
all of that text stands where it will stay, and the picture as complete with its last change.
"""

import os
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

import psutil

from nrw_desktop.storage.upkeep import new_plans
from tests.bench import plans
from tests.bench.table import Finding, largest
from tests.pixels import Framebuffer, Picture
from tests.screen import virtual_screen

ROOT = Path(__file__).resolve().parents[2]
SIZE = "1366x800x24"
BLANK = "#c0ffc0"
# Where data rows are: in both windows the left half, below all headers and above the form, which comes later.
LINES, COLUMNS = slice(290, 430), slice(20, 560)
INK = 0x60
"""Texts are dark in every colour; signs of what is overdue, which come with the rest of the window, are red."""
NEARLY_ALL = 0.95
# As the installed command does it.
ENTRY = "import sys; from nrw_desktop.cli import main; sys.exit(main())"
PATIENCE, SETTLED = 30.0, 1.5
FROZEN = ROOT / "dist" / "nrw-desktop" / "nrw-desktop"
"""The frozen program, where `dev.py build` has made one."""
_IMPORTED = re.compile(r"import time:\s+(\d+) \|\s+\d+ \|\s+(\w+)")


@dataclass
class Start:
    """One start: milliseconds until data rows were painted and until nothing changed any more, MB of memory (PSS)."""

    painted: float
    complete: float
    memory: float


@dataclass
class Program:
    """What is started, on which screen, and where its data rows have their text."""

    command: list[str]
    environment: dict[str, str]
    screen: Framebuffer
    plan: Path | None = None
    text: Picture | None = None

    def learn(self) -> None:
        """Start once and keep where the settled picture has text."""
        with self._running() as process:
            picture, since = self._ink(), time.monotonic()
            while time.monotonic() - since < SETTLED or not picture.any():
                self._check(process)
                time.sleep(0.02)
                now = self._ink()
                if (now != picture).any():
                    picture, since = now, time.monotonic()
            self.text = picture

    def start(self, weigh: bool = False) -> Start:
        """Start once, and wait until the data rows are painted and the picture is complete."""
        assert self.text is not None
        wanted = NEARLY_ALL * self.text.sum()
        with self._running() as process:
            started = changed = time.perf_counter()
            painted, seen = None, self.screen.look(2)
            while painted is None or time.perf_counter() - changed < SETTLED:
                now, picture = time.perf_counter(), self.screen.look(2)
                if painted is None and (self._ink() & self.text).sum() >= wanted:
                    painted = now - started
                if (picture != seen).any():
                    seen, changed = picture, now
                if now - started > PATIENCE:
                    raise TimeoutError(f"no data rows, or no end of changes: {self.command}")
                self._check(process)
                time.sleep(0.002)
            memory = self._memory(process) if weigh else 0.0
            return Start(painted * 1000, (changed - started) * 1000, memory)

    def imports(self) -> str:
        """Where the time goes that modules take to be loaded before the picture is complete, package by package."""
        said, before = self.plan.with_suffix(".imports") if self.plan else ROOT, self.command
        with said.open("wb") as stderr:
            self.command = [before[0], "-X", "importtime", *before[1:]]
            try:
                with self._running(stderr):
                    time.sleep(PATIENCE / 6)
            finally:
                self.command = before
        spent: Counter[str] = Counter()
        for line in said.read_text("utf-8", "replace").splitlines():
            if match := _IMPORTED.match(line):
                spent[match[2]] += int(match[1]) / 1000
        return f"loading modules {sum(spent.values()):.0f} ms: {largest(spent, 'ms')}"

    def weight(self) -> str:
        """What the memory is, by the libraries that it belongs to; what belongs to none is objects of Python and Qt."""
        with self._running() as process:
            self._memory(process)
            held: Counter[str] = Counter()
            for one in psutil.Process(process.pid).memory_maps():
                held[Path(one.path).name.partition(".so")[0] if "/" in one.path else "heap"] += one.pss / 2**20
        return largest(held, "MB")

    def _check(self, process: subprocess.Popen[bytes]) -> None:
        if process.poll() is not None:
            raise RuntimeError(f"ended with {process.returncode} instead of showing a window: {self.command}")

    def _ink(self) -> Picture:
        place = self.screen.look()[LINES, COLUMNS]
        return ((place & 0xFF) < INK) & ((place >> 8 & 0xFF) < INK) & ((place >> 16 & 0xFF) < INK)

    def _memory(self, process: subprocess.Popen[bytes]) -> float:
        """What the program weighs when it has had nothing to do for a while."""
        program = psutil.Process(process.pid)
        busy = -1.0
        while (now := sum(program.cpu_times()[:2])) > busy + 0.02:
            busy = now
            time.sleep(1)
        return program.memory_full_info().pss / 2**20

    @contextmanager
    def _running(self, stderr: IO[bytes] | None = None) -> Iterator[subprocess.Popen[bytes]]:
        while self._ink().any():
            subprocess.run(["xsetroot", "-solid", BLANK], env=self.environment, check=True)
            time.sleep(0.05)
        process = subprocess.Popen(self.command, cwd=ROOT, env=self.environment, stderr=stderr)
        try:
            yield process
        finally:
            process.kill()
            process.wait()
            # What it leaves behind would make the next start another one.
            for rest in self.plan.parent.glob(f"*{self.plan.name}[-#]*") if self.plan else ():
                rest.unlink()


def measure(folder: Path, pairs: int) -> list[Finding]:
    """Starts with the example, 1,000 and 10,000 measures, in turns with the bare window; the memory; the frozen one."""
    with virtual_screen(SIZE) as (environment, framebuffer):
        if framebuffer is None:
            print("The start is measured with Xvfb only.", file=sys.stderr)
            return []
        environment |= {"XDG_DATA_HOME": str(folder / "data"), "HOME": str(folder), "LIBGL_ALWAYS_SOFTWARE": "1"}
        # As on a person's own computer the program asks the system for its folder.
        environment.pop("NRW_DESKTOP_DATA", None)
        # As an installed program has them: without compiled modules each start compiles all anew.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        subprocess.run([sys.executable, "-m", "compileall", "-q", str(ROOT / "nrw_desktop")], check=True)
        subprocess.run(["xsetroot", "-solid", BLANK], env=environment, check=True)
        screen = Framebuffer(framebuffer)
        bare = Program([sys.executable, os.fspath(Path(__file__).with_name("bare.py"))], environment, screen)
        bare.learn()
        findings, small = [], None
        for measures in (0, 1_000, 10_000):
            plan = plans.make(folder / f"{measures}.nrwplan", measures) if measures else _example(folder)
            ours = Program([sys.executable, "-c", ENTRY, str(plan)], environment, screen, plan)
            ours.learn()
            small = ours if measures == 1_000 else small
            found = [(ours.start(), bare.start()) for _ in range(pairs)]
            name = f"start, {measures:,} measures" if measures else "start, the example"
            rows = [(one.painted, other.painted) for one, other in found]
            whole = [(one.complete, other.complete) for one, other in found]
            pair = [
                Finding(f"{name}, rows", *zip(*rows, strict=True), "bare window", 1.4),
                # For the example and a large plan; what a huge one has to look through comes a moment later.
                Finding(
                    f"{name}, complete", *zip(*whole, strict=True), "bare window", 1.8 if measures <= 1_000 else None
                ),
            ]
            why = ours.imports() if any(one.over for one in pair) else ""
            findings += [replace(one, profile=why if one.over else "") for one in pair]
        findings.append(_floor(bare, plan, pairs))
        assert small is not None
        weights = [(small.start(weigh=True).memory, bare.start(weigh=True).memory) for _ in range(min(3, pairs))]
        ours_mb, bare_mb = zip(*weights, strict=True)
        memory = Finding("memory (PSS), 1,000 measures", ours_mb, bare_mb, "bare window", 2.0, unit="MB")
        findings.append(replace(memory, profile=small.weight()) if memory.over else memory)
        return [*findings, *_frozen(small, pairs)]


def _floor(bare: Program, plan: Path, pairs: int) -> Finding:
    """What no window that reads a plan whole before it shows rows can be quicker than."""
    reading = replace(bare, command=[*bare.command, str(plan)])
    found = [(reading.start().painted, bare.start().painted) for _ in range(pairs)]
    name = "a bare window that takes 10,000 measures out of SQLite first, rows"
    return Finding(name, *zip(*found, strict=True), "bare window")


def _example(folder: Path) -> Path:
    os.environ["NRW_DESKTOP_DATA"] = str(folder / "own")
    with new_plans.new_plan(folder / "example.nrwplan") as file:
        return file.path


def _frozen(venv: Program, pairs: int) -> list[Finding]:
    """The frozen program against the same from its source; nothing where none was built."""
    if not FROZEN.exists():
        return []
    frozen = replace(venv, command=[str(FROZEN), str(venv.plan)], text=None)
    frozen.learn()
    found = [(frozen.start().complete, venv.start().complete) for _ in range(pairs)]
    return [Finding("start of the frozen program, complete", *zip(*found, strict=True), "from the source", 1.2)]
