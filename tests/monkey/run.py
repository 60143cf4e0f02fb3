"""A monkey with keys and mouse at the real window: python tests/monkey/run.py --seed 1 --actions 20000.

The same seed does the same; ``--only`` repeats some of its actions, ``--shorten`` looks for the fewest that still show
what was found.
"""

import argparse
import logging
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.monkey import hands  # noqa: E402
from tests.monkey.actions import chosen, tidy  # noqa: E402
from tests.monkey.monkey import ORIGIN, Monkey  # noqa: E402
from tests.monkey.oracle import FaultError, tail  # noqa: E402
from tests.monkey.outside import another_plan  # noqa: E402
from tests.screen import TOOLS, virtual_screen  # noqa: E402

SIZE = "1366x768x24"
_LOOK, _CHECK = 3, 500
"""So many actions between two looks at the window and the files; between two checks whether all files are sound."""
_LARGEST = 8_000_000
"""Bytes of a plan file after which the monkey goes on with a fresh one: else it copies rows until all is slow."""
_TRIES = 80
"""Runs that are spent on shortening."""


class Found(NamedTuple):
    """What was found, at which action, and what led there: the numbers since the program's folder was fresh."""

    kind: str
    number: int
    numbers: list[int]
    report: str


class Screen(NamedTuple):
    """Where it happens, and where pictures go."""

    environment: dict[str, str]
    framebuffer: Path
    pictures: Path


def play(seed: int, numbers: Sequence[int], screen: Screen) -> Found | None:
    """Do actions, in a fresh folder, until something is found."""
    with tempfile.TemporaryDirectory(prefix="nrw-monkey-") as folder:
        monkey = Monkey(Path(folder), screen.environment, screen.framebuffer)
        number, done = 0, 0
        try:
            away = 0
            for done, number in enumerate(numbers, 1):
                away = _one(monkey, seed, number, done, away)
            _last_look(monkey)
        except FaultError as fault:
            picture = screen.pictures / f"monkey-{seed}-{number}.png"
            monkey.picture(picture)
            return Found(fault.kind, number, list(numbers[:done]), _report(monkey, seed, number, fault, picture))
        finally:
            monkey.leave()
    return None


def _one(monkey: Monkey, seed: int, number: int, done: int, away: int) -> int:
    """Do one action and look what came of it; how many actions ago the window had the keyboard."""
    if not monkey.is_running():
        monkey.ended_well()
        monkey.start()
    action, dice = chosen(seed, number)
    monkey.do(number, action, dice)
    if monkey.is_running() and dice.random() < 0.9:
        monkey.idle()
    monkey.oracle.check_words(monkey.outside)
    if done % _LOOK == 0 and monkey.is_running():
        monkey.oracle.observe()
        away = 0 if monkey.is_home(monkey.look()) else away + _LOOK
        tidy(monkey, away)
        if monkey.moved is None and monkey.plan.stat().st_size > _LARGEST:
            another_plan(monkey, dice)
    if done % _CHECK == 0:
        monkey.oracle.check_files()
    return away


def _last_look(monkey: Monkey) -> None:
    """End the program, and judge what it leaves."""
    if monkey.is_running():
        monkey.come_home()
        monkey.oracle.observe()
        monkey.hands.press("ctrl+q")
        until = time.monotonic() + 5
        while monkey.is_running() and time.monotonic() < until:
            time.sleep(0.05)
    monkey.put_back()
    monkey.oracle.observe()
    monkey.oracle.check_words(monkey.outside)
    monkey.oracle.check_files()
    for path in monkey.oracle.plans():
        monkey.oracle.check_undo(path, ORIGIN)


def _report(monkey: Monkey, seed: int, number: int, fault: FaultError, picture: Path) -> str:
    last = "\n  ".join(monkey.done)
    parts = (
        f"seed {seed}, action {number}: {fault}",
        f"the last actions:\n  {last}",
        f"picture: {picture}",
        f"log:\n{tail(monkey.log)}",
    )
    return "\n\n".join(parts)


def shortened(seed: int, found: Found, screen: Screen) -> Found:
    """The same finding with fewer actions: the last ones alone, then without parts that it does not need."""
    tries = 0

    def shows(numbers: list[int]) -> Found | None:
        nonlocal tries
        tries += 1
        again = play(seed, numbers, screen) if numbers else None
        return again if again is not None and again.kind == found.kind else None

    last = 4
    while last < len(found.numbers):
        if again := shows(found.numbers[-last:]):
            found = again
            break
        last *= 4
    part = max(1, len(found.numbers) // 2)
    while tries < _TRIES:
        begin = 0
        while begin < len(found.numbers) and tries < _TRIES:
            if again := shows(found.numbers[:begin] + found.numbers[begin + part :]):
                found = again
            else:
                begin += part
        if part == 1:
            break
        part //= 2
    return found


def hunt(seed: int, numbers: Sequence[int], screen: Screen) -> Iterator[Found]:
    """What is found in a run that goes on after each finding, in a fresh folder."""
    rest = list(numbers)
    while rest and (found := play(seed, rest, screen)):
        yield found
        rest = rest[len(found.numbers) :]


def numbers_of(text: str) -> list[int]:
    """The numbers of „1,5,9-12“."""
    found: list[int] = []
    for part in text.split(","):
        first, _, last = part.partition("-")
        found += range(int(first), int(last or first) + 1)
    return found


def as_text(numbers: Sequence[int]) -> str:
    """The other way round."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    return ",".join("-".join(map(str, run)) for run in runs)


def main() -> int:
    """Do what the arguments say; 1 if something was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--actions", type=int, default=20_000, help="how many (20000)")
    parser.add_argument("--only", default="", metavar="1,5,9-12", help="only the actions of these numbers")
    parser.add_argument("--keep-going", action="store_true", help="go on after a finding, in a fresh folder")
    parser.add_argument("--shorten", action="store_true", help="look for the fewest actions that show a finding")
    parser.add_argument("--pictures", type=Path, default=Path(tempfile.gettempdir()), metavar="FOLDER")
    asked = parser.parse_args()
    asked.pictures.mkdir(parents=True, exist_ok=True)
    numbers = numbers_of(asked.only or f"1-{asked.actions}")
    known: dict[str, list[int]] = {}
    began = time.monotonic()
    # What it reads of plans itself must neither meet the person's own data nor be told on the screen.
    logging.getLogger("nrw_desktop").addHandler(logging.NullHandler())
    with tempfile.TemporaryDirectory() as data, virtual_screen(SIZE) as (environment, framebuffer):
        os.environ["NRW_DESKTOP_DATA"] = data
        assert framebuffer is not None
        screen = Screen(environment, framebuffer, asked.pictures)
        for found in hunt(seed := asked.seed, numbers, screen):
            known.setdefault(found.kind, []).append(found.number)
            if len(known[found.kind]) > 1:
                continue
            print(found.report, flush=True)
            if asked.shorten:
                found = shortened(seed, found, screen)
                print(found.report)
            print(f"\nonce more: --seed {seed} --only {as_text(found.numbers)}\n{'—' * 60}", flush=True)
            if not asked.keep_going:
                break
    for kind, found_at in known.items():
        print(f"seed {seed}: first at action {found_at[0]:6,}, {len(found_at):4} ×  {kind}")
    seconds = time.monotonic() - began
    print(f"seed {seed}: {len(numbers):,} actions, {len(known)} kinds found, {seconds:.0f} s", flush=True)
    return 1 if known else 0


def missing() -> str:
    """What is not installed that the monkey needs; empty where all is."""
    return next((name for name in (*TOOLS, "setxkbmap") if shutil.which(name) is None), "") or hands.missing()


if __name__ == "__main__":
    sys.exit(main())
