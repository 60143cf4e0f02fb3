"""The monkey at its screen: starts and ends the program, asks it whether it is idle, sees, and lays files about."""

import json
import os
import random
import select
import shutil
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any

from nrw_desktop import paths
from nrw_desktop.domain.model import template
from nrw_desktop.storage.file.plan_file import PlanFile
from nrw_desktop.storage.upkeep import new_plans, recent_plans
from tests.monkey.hands import Hands
from tests.monkey.oracle import FaultError, Oracle, bytes_at_rest, place_of, tail
from tests.pixels import Framebuffer, Picture, image

PATIENCE = 60.0
"""Seconds after which a program that does not answer is taken for stuck; a busy machine is no defect."""
_SAVED = 10.0
"""Seconds within which what was typed must be in the file, or still to be seen."""
_ROOT = Path(__file__).resolve().parents[2]
_HERE = Path(__file__).parent
ORIGIN = "11111111-1111-4111-8111-111111111111"


class Monkey:
    """One monkey in a folder of its own: ``home`` for the program, ``aside`` for copies it puts back later."""

    def __init__(self, folder: Path, environment: dict[str, str], framebuffer: Path):
        self.home, self.aside = folder / "home", folder / "aside"
        self._plans, data = self.home / "Dokumente/NRWeltoffen", self.home / "data"
        self._screen = Framebuffer(framebuffer)
        for one in (self._plans, data, self.aside):
            one.mkdir(parents=True)
        (data / "origin").write_text(ORIGIN)
        self.log, self.errors = data / "nrw-desktop.log", self.home / "stderr"
        self.oracle = Oracle(self._plans, self.log, self.errors)
        self._environment = environment | {
            "HOME": str(self.home),
            "XDG_DOCUMENTS_DIR": str(self.home / "Dokumente"),
            "NRW_DESKTOP_DATA": str(data),
            # Dead keys are put together by the rules of a language area.
            "LC_ALL": "C.UTF-8",
            "PYTHONPATH": str(_ROOT),
            "PYTHONFAULTHANDLER": "1",
        }
        # What opens other programs opens none here: they would take the keyboard, or it would complain of none.
        opener = folder / "bin" / "xdg-open"
        opener.parent.mkdir()
        opener.write_text("#!/bin/sh\n")
        opener.chmod(0o755)
        self._environment["PATH"] = f"{opener.parent}{os.pathsep}{environment['PATH']}"
        for name in ("CONFIG", "DATA", "STATE", "CACHE"):
            self._environment[f"XDG_{name}_HOME"] = str(self.home / name.lower())
        subprocess.run(["setxkbmap", "de"], env=self._environment, check=True)
        self.done: deque[str] = deque(maxlen=30)
        self._doing: list[str] = []
        self.patient = True
        self.name = ""
        """The action that is being done."""
        self.outside = False
        """Whether files were touched from outside since the program started."""
        self.moved: tuple[Path, Path] | None = None
        self._hung: Picture | None = None
        self.hands = Hands(environment["DISPLAY"], self._doing.append, self._settle)
        self._clipboard = subprocess.Popen(
            [sys.executable, _HERE / "clipboard.py"],
            env=self._environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._program: subprocess.Popen[bytes] | None = None
        self._pipes: tuple[int, int] = (-1, -1)
        self._count = 0
        self.plan = self.fresh_plan()

    # The program

    def fresh_plan(self) -> Path:
        """Another plan file, of the template; the others stay."""
        self._count += 1
        self.plan = self._plans / f"Bielefeld {self._count}.nrwplan"
        content = template.read(paths.plan_template(new_plans.FIRST_TEMPLATE).read_bytes())
        PlanFile.create(self.plan, template.origin_change(content), ORIGIN).close()
        for old in self.aside.iterdir():
            old.unlink()
        return self.plan

    def start(self) -> None:
        """Start the program with the plan, and wait until its window has the keyboard."""
        self.put_back()
        self.oracle.ended()
        self.outside = False
        questions, answers = os.pipe(), os.pipe()
        with self.errors.open("ab") as errors:
            command = [sys.executable, str(_HERE / "program.py"), str(questions[0]), str(answers[1]), str(self.plan)]
            self._program = subprocess.Popen(
                command,
                env=self._environment,
                cwd=self.home,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                pass_fds=[questions[0], answers[1]],
            )
        os.close(questions[0])
        os.close(answers[1])
        self._pipes = questions[1], answers[0]
        until = time.monotonic() + PATIENCE
        while self.is_running() and not self.look()["window"]:
            if time.monotonic() > until:
                raise FaultError("no window has the keyboard after the start")
            time.sleep(0.02)

    def is_running(self) -> bool:
        """Whether the program runs."""
        return self._program is not None and self._program.poll() is None

    def ended_well(self) -> None:
        """The program that has ended by itself did so in order."""
        code = self._program.returncode if self._program is not None else 0
        if code not in (0, 1):
            raise FaultError(f"the program ended with {code}", tail(self.errors, 60))

    def kill(self) -> None:
        """Take the program away without a word."""
        self._doing.append("kill -9")
        self._end(signal.SIGKILL)

    def _end(self, how: signal.Signals) -> None:
        if self._program is not None:
            self._program.send_signal(how)
            self._program.wait(PATIENCE)
            self._program = None

    def leave(self) -> None:
        """End everything that was started here."""
        if self.is_running():
            self.kill()
        for pipe in self._pipes:
            if pipe >= 0:
                os.close(pipe)
        self._clipboard.kill()
        self._clipboard.wait()
        self.hands.let_go()
        self.hands.leave()

    # Eyes

    def idle(self) -> None:
        """Wait until the program has done everything that is due."""
        self._ask("idle")

    def look(self) -> dict[str, Any]:
        """What is to be seen, as `program` tells it; all empty where the program has ended."""
        nothing: dict[str, Any] = {
            "window": "", "title": "", "modal": False, "frame": (0, 0, 0, 0), "focus": "", "cell": None, "column": "",
            "fields": [], "words": [], "places": [],
        }  # fmt: skip
        return nothing | self._ask("look")

    def picture(self, file: Path) -> None:
        """Keep a picture of the screen; of a program that hung, as it was then."""
        image(self._screen.look() if self._hung is None else self._hung).save(file)

    def copied(self) -> str:
        """The text of the clipboard."""
        return str(self._on_clipboard({}))

    def copy(self, **content: Any) -> None:
        """Fill the clipboard from elsewhere."""
        self._doing.append(f"clipboard: {str(content)[:60]}")
        self._on_clipboard(content)

    def _on_clipboard(self, question: dict[str, Any]) -> Any:
        assert self._clipboard.stdin is not None
        assert self._clipboard.stdout is not None
        self._clipboard.stdin.write(json.dumps(question).encode() + b"\n")
        self._clipboard.stdin.flush()
        return json.loads(self._clipboard.stdout.readline())

    def _settle(self) -> None:
        if self.patient:
            self.idle()

    def _ask(self, question: str) -> dict[str, Any]:
        write, read = self._pipes
        try:
            os.write(write, f"{question}\n".encode())
        except BrokenPipeError:
            return self._gone()
        answer, until = b"", time.monotonic() + PATIENCE
        while not answer.endswith(b"\n"):
            if not select.select([read], [], [], max(0, until - time.monotonic()))[0]:
                stack = self._stack()
                raise FaultError(f"no answer within {PATIENCE:.0f} s: {place_of(stack.splitlines())}", stack)
            part = os.read(read, 1 << 16)
            if not part:
                return self._gone()
            answer += part
        found: dict[str, Any] = json.loads(answer)
        return found

    def _stack(self) -> str:
        """Where the program hangs, for which it is ended; the screen is kept first."""
        self._hung = self._screen.look()
        self._end(signal.SIGABRT)
        return tail(self.errors, 60)

    def _gone(self) -> dict[str, Any]:
        if self._program is not None:
            self._program.wait(PATIENCE)
        return {}

    # What it does

    def note(self, what: str) -> None:
        """Say that something was done; for the report."""
        self._doing.append(what)

    def do(self, number: int, action: Callable[["Monkey", random.Random], object], dice: random.Random) -> None:
        """Do one action and remember it."""
        self._doing.clear()
        self.name = action.__name__
        self.patient = dice.random() < 0.8
        try:
            action(self, dice)
        finally:
            hasty = "" if self.patient else " (hasty)"
            self.done.append(f"{number} {self.name}{hasty}: {', '.join(self._doing)}")
            self.patient = True

    def is_home(self, seen: dict[str, Any]) -> bool:
        """Whether the window of a plan has the keyboard, and not one of a past state, which has no file."""
        return seen["window"] == "MainWindow" and not seen["modal"] and self._follow(seen["title"])

    def come_home(self) -> bool:
        """Close what is open above the window; whether the window has the keyboard then."""
        for _ in range(7):
            seen = self.look()
            if self.is_home(seen):
                return True
            if not seen["window"]:
                time.sleep(0.05)
                continue
            self.hands.press("alt+f4" if seen["window"] == "MainWindow" and not seen["modal"] else "esc")
            self.idle()
        return False

    def must_find(self, *words: str) -> None:
        """What was typed is in a file, or still in a field, in a box or on the clipboard."""
        missing, until = list(words), time.monotonic() + _SAVED
        while True:
            missing = [word for word in missing if not self.oracle.has_word(word)]
            if not missing or not self.is_running():
                return
            seen = self.look()
            missing = [word for word in missing if not any(word in text for text in seen["fields"] + seen["words"])]
            if not missing:
                return
            if time.monotonic() > until:
                break
            time.sleep(0.05)
        copied = self.copied()
        missing = [word for word in missing if word not in copied]
        if missing:
            # Whatever went wrong may have been told in the log.
            self.oracle.check_words(self.outside)
            where = f"{', '.join(missing)}; the keyboard is in {seen['focus']}"
            raise FaultError(f"what was typed is nowhere: {self.name}", where)

    # What happens outside

    def _follow(self, title: str) -> bool:
        """Turn to the file of a window, which the program may have changed; whether it has one."""
        open_now = self._plans / title.partition(" – ")[0]
        is_away = self.moved is not None and open_now == self.moved[0]
        if open_now.suffix != recent_plans.SUFFIX or not (open_now.is_file() or is_away):
            return False
        self.plan = open_now
        return True

    def keep_copy(self) -> Path:
        """Lay a copy of the plan file aside."""
        target = self.aside / f"{len(list(self.aside.iterdir()))}.nrwplan"
        target.write_bytes(bytes_at_rest(self.plan))
        return target

    def lay(self, copy: Path, how: str) -> None:
        """Put a copy in the place of the plan file as synchronising programs do: in place, by rename, in two goes."""
        self.note(f"lay {copy.name} {how}")
        self.idle()
        self.oracle.observe()
        before = self.oracle.standing(self.plan)
        self.outside = True
        content = copy.read_bytes()
        if how == "by rename":
            new = self.plan.with_name(".incoming")
            new.write_bytes(content)
            os.replace(new, self.plan)
        else:
            with self.plan.open("r+b") as file:
                half = len(content) // 2 if how == "in two goes" else len(content)
                if how == "in two goes":
                    file.truncate(0)
                file.write(content[:half])
                file.flush()
                if half < len(content):
                    time.sleep(0.05)
                file.write(content[half:])
                file.truncate(len(content))
        self.oracle.laid(before)

    def move(self) -> None:
        """Give the plan file another name, until `put_back`."""
        if self.moved is None:
            self.note("move the file")
            self.outside = True
            self.moved = self.plan, self.plan.with_name(f"Umbenannt {len(self.oracle.plans())}.nrwplan")
            shutil.move(*self.moved)

    def put_back(self) -> None:
        """Give it its name back, unless the program has made another of that name meanwhile."""
        if self.moved is not None:
            self.note("put the file back")
            plan, there = self.moved
            self.moved = None
            if not plan.exists() and there.exists():
                shutil.move(there, plan)
