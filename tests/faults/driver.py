"""The program that is cut off, refused or recorded in its steps, and what is in its files then, as one line of JSON.

python tests/faults/driver.py FOLDER COMMAND KIND… [--window] [--count N] [--seed N]

COMMAND is one of COMMANDS, KIND one of the steps' names; each gives one line. All that the program needs is imported
once; each time it is cut off it is a fork of this process.
"""

import argparse
import errno
import json
import logging
import os
import random
import signal
import sqlite3
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.storage.database import file_check
from nrw_desktop.storage.database.connection import SCHEMA, make_durable
from nrw_desktop.storage.file import plan_file
from tests.faults import calls, disk
from tests.faults.steps import BrokenError, Steps, lay

_BEGUN, _DONE = b"b", b"d"
_MOST_CALLS = 500
_FIRST = 5
"""Kills come in one of so many steps."""


class Findings:
    """What was counted, and what went wrong in words."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.troubles: list[str] = []

    def judge(self, steps: Steps, acknowledged: int, begun: int, where: str) -> None:
        """Look at the files: at least what was acknowledged must be there, at most what was begun, each step whole."""
        try:
            found = steps.found()
        except BrokenError as error:
            self.counts["half"] += 1
            self.troubles.append(f"{where}: {error}")
            return
        if found < acknowledged:
            self.counts["lost"] += 1
            self.troubles.append(f"{where}: {acknowledged} acknowledged, {found} found")
        if found > begun:
            self.counts["half"] += 1
            self.troubles.append(f"{where}: {begun} begun, {found} found")


def forked(work: Callable[[int], object]) -> tuple[int, int]:
    """Start work in a process of its own; its number, and the log outside that it writes into."""
    read, write = os.pipe()
    child = os.fork()
    if child:
        os.close(write)
        return child, read
    os.close(read)
    try:
        work(write)
    except BaseException:
        import traceback

        traceback.print_exc()
        os._exit(3)
    os._exit(0)


def do(steps: Steps, number: int) -> None:
    """One whole step."""
    steps.ready(number)
    steps.step(number)


def run(steps: Steps, log: int) -> None:
    """The program: one step after the other, each noted outside when it begins and when it has returned."""
    steps.begin()
    for number in range(steps.length):
        steps.ready(number)
        os.write(log, _BEGUN)
        steps.step(number)
        os.write(log, _DONE)
    # Whoever kills may still be asleep.
    signal.pause()


def durations(steps: Steps) -> list[float]:
    """How long the first steps take, in seconds."""
    steps.reset()
    child, log = forked(lambda log: run(steps, log))
    found, began = [], 0.0
    while len(found) < min(_FIRST, steps.length):
        what, now = os.read(log, 1), time.monotonic()
        if what == _DONE:
            found.append(now - began)
        elif not what:
            raise RuntimeError(f"{steps.name}: the program ended")
        began = now
    ended(child, log)
    return found


def ended(child: int, log: int, by_kill: bool = True) -> tuple[bytes, int]:
    """Kill it; the rest of its log, and what it ended with."""
    if by_kill:
        os.kill(child, signal.SIGKILL)
    rest = b""
    while part := os.read(log, 4096):
        rest += part
    os.close(log)
    return rest, os.waitpid(child, 0)[1]


def kill(steps: Steps, kills: int, dice: random.Random) -> Findings:
    """kill -9 at random moments."""
    findings, lasting = Findings(), durations(steps)
    for _ in range(kills):
        steps.reset()
        wanted = dice.randrange(len(lasting))
        child, log = forked(lambda log: run(steps, log))
        told = b""
        while told.count(_BEGUN) <= wanted:
            part = os.read(log, 1)
            if not part:
                raise RuntimeError(f"{steps.name}: the program ended")
            told += part
        time.sleep(dice.uniform(0, 1.1 * max(lasting[wanted], statistics.median(lasting))))
        rest, _status = ended(child, log)
        told += rest
        begun, acknowledged = told.count(_BEGUN), told.count(_DONE)
        findings.counts["kills"] += 1
        findings.counts["within a step"] += begun > acknowledged
        findings.judge(steps, acknowledged, begun, f"kill in step {begun}")
    return findings


def kill_at_calls(steps: Steps, every: int, dice: random.Random) -> Findings:
    """kill -9 in place of each single system call of the second step, or of one in so many."""
    findings = Findings()

    def work(number: int) -> None:
        steps.begin()
        do(steps, 0)
        steps.ready(1)
        calls.kill_at(number)
        steps.step(1)
        calls.end()

    for number in count(1 + dice.randrange(every), every):
        if not _killed(steps, partial(work, number)):
            break
        findings.counts["kills"] += 1
        findings.judge(steps, 1, 2, f"kill at call {number}")
    return findings


def kill_at_statements(steps: Steps, every: int, dice: random.Random) -> Findings:
    """kill -9 after each SQL statement of each different step, or one in so many, of whatever connection."""
    findings = Findings()

    def work(step: int, number: int) -> None:
        fuse = _Fuse()
        steps.begin()
        for before in range(step):
            do(steps, before)
        steps.ready(step)
        fuse.left = number
        steps.step(step)
        fuse.left = sys.maxsize

    for step in range(steps.different):
        for number in count(dice.randrange(every), every):
            if not _killed(steps, partial(work, step, number)):
                break
            findings.counts["kills"] += 1
            findings.judge(steps, step, step + 1, f"kill after statement {number} of step {step}")
    return findings


def _killed(steps: Steps, work: Callable[[], None]) -> bool:
    """Do work that is to be killed; whether it was, or came to its end before."""
    steps.reset()
    status = ended(*forked(lambda _log: work()), by_kill=False)[1]
    if status not in (0, signal.SIGKILL):
        raise RuntimeError(f"{steps.name}: the program failed")
    return status == signal.SIGKILL


class _Fuse:
    """From now on ends this process instead of an SQL statement, once ``left`` more have been done."""

    def __init__(self) -> None:
        self.left = sys.maxsize
        self._connect = sqlite3.connect
        sqlite3.connect = self._traced  # type: ignore[assignment]

    def _traced(self, *arguments: Any, **more: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = self._connect(*arguments, **more)
        connection.set_trace_callback(self._begins)
        return connection

    def _begins(self, _statement: str) -> None:
        self.left -= 1
        if self.left < 0:
            os.kill(os.getpid(), signal.SIGKILL)


def refuse(steps: Steps, every: int, dice: random.Random) -> Findings:
    """The n-th call of the second step fails, or all from there on, until the step meets no refusal any more.

    The program then has to go on, without a restart, as if nothing had been. ``every`` leaves out all but one call in
    so many.
    """
    findings = Findings()
    # A disk that is full stays so.
    for error, lasting in (*((error, False) for error in calls.ERRORS), (errno.ENOSPC, True)):
        for number in count(1 + dice.randrange(every), every):
            if not _refused(steps, findings, number, error, lasting):
                break
    return findings


def _refused(steps: Steps, findings: Findings, number: int, error: int, lasting: bool) -> bool:
    """Let one call fail, and look what comes of it; whether there was such a call."""

    def work(log: int) -> None:
        steps.begin()
        do(steps, 0)
        steps.ready(1)
        calls.refuse(number, error, lasting)
        try:
            steps.step(1)
            said = ""
        except PlanError as refusal:
            said = str(refusal).replace("\n", " ")
        made = calls.end()
        os.write(log, f"{made}\n{said}\n".encode())
        after = steps.again(1) if said else steps.whole()
        os.write(log, f"{after}".encode())

    steps.reset()
    child, log = forked(work)
    told, status = ended(child, log, by_kill=False)
    made, said, after = [*told.decode().split("\n"), "", ""][:3]
    where = f"{os.strerror(error)} {'from' if lasting else 'at'} call {number}"
    if not status and int(made) < number:
        return False
    findings.counts["refusals"] += 1
    if status or not after:
        findings.counts["not usable"] += 1
        findings.troubles.append(f"{where}: {status} {told!r}")
        # How many calls there are is not known then.
        return number < _MOST_CALLS
    findings.counts["told"] += bool(said)
    findings.judge(steps, max(2, int(after)), int(after), where)
    return True


def power(steps: Steps, cuts: int, dice: random.Random, wal: bool = False) -> Findings:
    """Power cuts at random places of what the program did to its files.

    ``wal`` is the control: with a write-ahead log and without a sync at each commit some must be lost.
    """
    findings = Findings()
    trace = steps.folder.with_suffix(".trace")

    if wal:
        plan_file.make_durable = in_wal  # type: ignore[attr-defined]
        # A file with a write-ahead log is refused otherwise.
        file_check.check_header = lambda _path: SCHEMA

    def work(_log: int) -> None:
        file = os.open(trace, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        calls.record(file)
        steps.begin()
        for number in range(steps.length):
            do(steps, number)
            calls.mark()
        # What a program does at its end is not what is looked for.
        calls.end()

    steps.reset()
    status = ended(*forked(work), by_kill=False)[1]
    if status:
        raise RuntimeError(f"{steps.name}: the recorded program failed")
    recorded = list(calls.read(trace))
    findings.counts["calls"] = len(recorded)
    for _ in range(cuts):
        place = dice.randrange(len(recorded) + 1)
        machine = disk.Disk(steps.folder, steps.start)
        acknowledged = 0
        for call in recorded[:place]:
            acknowledged += call.what == "mark"
            machine.do(call)
        lay(steps.folder, machine.after_cut(dice))
        findings.counts["cuts"] += 1
        findings.judge(steps, acknowledged, acknowledged + 1, f"cut at call {place}")
    return findings


def in_wal(connection: sqlite3.Connection) -> None:
    """What the control does instead of `make_durable`."""
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")


def kinds(window: bool) -> dict[str, type[Steps]]:
    """The steps there are, without a window or in one; Qt is only loaded for that."""
    if window:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        from tests.faults import window_steps

        return window_steps.KINDS
    from tests.faults import headless_steps

    return headless_steps.KINDS


COMMANDS: dict[str, Callable[[Steps, int, random.Random], Findings]] = {
    "kill": kill,
    "kill_at_calls": kill_at_calls,
    "kill_at_statements": kill_at_statements,
    "refuse": refuse,
    "power": power,
    "power_wal": lambda steps, cuts, dice: power(steps, cuts, dice, wal=True),
}


def main() -> int:
    """Do what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("command", choices=COMMANDS)
    parser.add_argument("kind", nargs="+")
    parser.add_argument("--window", action="store_true")
    parser.add_argument("--count", type=int, default=1, help="so many kills or cuts; of calls one in so many")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    # Errors are what is asked for here.
    logging.disable()
    assert make_durable is plan_file.make_durable  # type: ignore[attr-defined]
    if os.environ.get("LD_PRELOAD"):
        calls.watch(asked.folder)
    known = kinds(asked.window)
    for kind in asked.kind:
        steps = known[kind](asked.folder / f"{kind}{len(os.listdir(asked.folder))}")
        findings = COMMANDS[asked.command](steps, asked.count, random.Random(asked.seed))
        print(json.dumps({"counts": findings.counts, "troubles": findings.troubles[:20]}), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
