"""A person at the program: starts it on a screen of its own, uses keys and mouse alone, and sees only pixels."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO

import numpy as np
import psutil

from nrw_desktop.gui.kit import colors
from tests.pixels import Framebuffer, Picture, places_of
from tests.program import program_command
from tests.quiet import complaints
from tests.screen import TOOLS as SCREEN_TOOLS
from tests.screen import stop, virtual_screen

TOOLS = (*SCREEN_TOOLS, "xdotool", "xwininfo", "setxkbmap")
PATIENCE = 30.0
"""Seconds after which something is taken for broken; a busy machine is no defect."""

_STATUS_BAR = 26
_MARK = 40
"""Pixels from the left in which the status bar has its mark; few of its pixels are not smoothed."""
_CLIPBOARD = """
import sys
from PySide6.QtWidgets import QApplication
sys.stdout.buffer.write(QApplication(sys.argv).clipboard().text().encode())
"""


def missing_tool() -> str:
    """The first of the tools that is not there; empty where all are."""
    return next((name for name in TOOLS if shutil.which(name) is None), "")


class Person:
    """Sits at one screen; `start` opens the program on it."""

    def __init__(self, environment: dict[str, str], screen: Framebuffer, said: IO[bytes]):
        self._environment, self._screen, self._said = environment, screen, said
        self._program: subprocess.Popen[bytes] | None = None
        self._main = ""
        self.ready = 0.0
        """When the last start was done, by the clock of `time.monotonic`."""
        # With the German layout umlauts are keys of their own; xdotool need not remap keys while the program reads.
        subprocess.run(["setxkbmap", "de"], env=environment, check=True)

    # The program

    @property
    def environment(self) -> dict[str, str]:
        """In which programs have this screen."""
        return dict(self._environment)

    def surround(self, **variables: str) -> None:
        """Let what is started from now on have these variables."""
        self._environment.update(variables)

    def launch(self, *arguments: object) -> None:
        """Start the program."""
        command = program_command(*arguments, windowed=True)
        self._program = subprocess.Popen(command, env=self._environment, stderr=self._said)

    def start(self, title: str = "NRWeltoffen", *arguments: object) -> None:
        """Start the program, and wait until its window is painted and has been given the keyboard."""
        self.launch(*arguments)
        self.has_keyboard(title)
        self._main = title
        # The first look is not all of it: icons, goals, partners and the form come after, that of the foot as well.
        self.until(self.says_saved, "the word at the foot that all is saved")
        self.ready = time.monotonic()
        self.rest(0.8)

    def start_on_first_phase(self, title: str, *arguments: object) -> None:
        """Start for the first time, which shows where the plan stands, and go to phase 1 from there."""
        self.start(title, *arguments)
        self.after(lambda: self.press("ctrl+Next"), "the first phase")
        self.rest(0.8)

    def has_keyboard(self, title: str) -> None:
        """Wait until the window manager has given the keyboard to a window whose title holds these words."""
        self.until(lambda: title in self._xdotool("getactivewindow", "getwindowname"), f"the keyboard in „{title}“")

    @contextlib.contextmanager
    def beside(self, *command: str) -> Iterator[None]:
        """Have another program on this screen meanwhile, of which nobody reads what it says."""
        nowhere = subprocess.DEVNULL
        program = subprocess.Popen(command, env=self._environment, stdout=nowhere, stderr=nowhere)
        try:
            yield
        finally:
            stop(program)

    def kill(self) -> None:
        """Take the program away without a word, as a crash would."""
        assert self._program is not None
        self._program.send_signal(signal.SIGKILL)
        self._program.wait(PATIENCE)

    def wait_for_end(self) -> int:
        """Wait until the program has ended by itself; its exit code."""
        assert self._program is not None
        return self._program.wait(PATIENCE)

    def leave(self) -> None:
        """End whatever still runs."""
        if self._program is not None and self._program.poll() is None:
            stop(self._program)

    def complaints(self, expected: Sequence[str] = ()) -> list[str]:
        """What all programs that were started have said on stderr: nobody reads it, so it should be nothing."""
        self._said.seek(0)
        return complaints(self._said.read().decode(errors="replace").splitlines(), expected)

    # Hands

    def press(self, *keys: str) -> None:
        """Press key combinations, one after the other, as xdotool names them."""
        self._xdotool("key", "--delay", "15", *keys)

    def type(self, text: str) -> None:
        """Type a text."""
        self._xdotool("type", "--delay", "8", text)

    def write(self, text: str) -> None:
        """Type a long text as fast as the program takes it; what waits in the queue of the keyboard is not lost."""
        self._xdotool("type", "--delay", "2", text)

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Press the left button at a place, move to another in small steps, and let go there."""
        self._xdotool("mousemove", *map(str, start), "mousedown", "1")
        for step in range(1, 9):
            x, y = (round(a + (b - a) * step / 8) for a, b in zip(start, end, strict=True))
            self._xdotool("mousemove", str(x), str(y))
            time.sleep(0.02)
        self.rest()
        self._xdotool("mouseup", "1")

    def point(self, x: int, y: int) -> None:
        """Move the mouse."""
        self._xdotool("mousemove", str(x), str(y))

    # Eyes

    def windows(self, title: str) -> int:
        """How many windows are to be seen whose title holds these words."""
        return len(self._xdotool("search", "--onlyvisible", "--name", title).split())

    def place(self, title: str) -> tuple[int, int, int, int]:
        """Where on the screen a window is: left, top, width, height."""
        found = ""

        def is_there() -> bool:
            nonlocal found
            found = self._xdotool("search", "--onlyvisible", "--name", title)
            return bool(found)

        # While another window goes, a search may find none.
        self.until(is_there, f"a window „{title}“")
        # Not xdotool: it counts the frame of the window manager twice.
        told = subprocess.run(
            ["xwininfo", "-id", found.split()[-1]], env=self._environment, capture_output=True, text=True
        )
        names = ("Absolute upper-left X", "Absolute upper-left Y", "Width", "Height")
        left, top, width, height = (int(told.stdout.split(f"{name}:")[1].split()[0]) for name in names)
        return left, top, width, height

    def look(self) -> Picture:
        """The whole screen."""
        return self._screen.look()

    def status_bar(self) -> Picture:
        """The line at the bottom of the window, where the program says what it has saved."""
        left, top, width, height = self.place(self._main)
        return self.look()[top + height - _STATUS_BAR : top + height, left : left + width]

    def says_saved(self) -> bool:
        """Whether the status bar shows its mark that all is saved."""
        mark = self.status_bar()[:, :_MARK]
        return any(len(places_of(mark, shades.done)[0]) > 0 for shades in (colors.LIGHT, colors.DARK))

    def selection(self) -> tuple[int, int]:
        """The middle of the chosen row in the list with the keyboard: in the others a chosen row has another ground."""
        found: list[tuple[int, int]] = []

        def chosen() -> bool:
            lines, columns = places_of(self.look(), colors.LIGHT.selection)
            found[:] = [(int(np.median(columns)), int(np.median(lines)))] if len(lines) > 200 else []
            return bool(found)

        self.until(chosen, "a chosen row")
        return found[0]

    def clipboard(self) -> str:
        """What was copied last."""
        command = [sys.executable, "-c", _CLIPBOARD]
        return subprocess.run(command, env=self._environment, stdout=subprocess.PIPE, check=True).stdout.decode()

    # Waiting

    def until(self, condition: Callable[[], object], what: str) -> None:
        """Wait until something is so; without it the test fails."""
        until = time.monotonic() + PATIENCE
        while not condition():
            if self._program is not None and self._program.poll() is not None:
                raise AssertionError(f"the program ended with {self._program.returncode} before there was {what}")
            if time.monotonic() > until:
                raise AssertionError(f"waited {PATIENCE:.0f} s in vain for {what}")
            time.sleep(0.02)

    def after(self, action: Callable[[], object], what: str) -> None:
        """Do something, wait until the picture changes, and let it come to rest."""
        before = self.look()
        action()
        self.until(lambda: not np.array_equal(self.look(), before), f"anything to see after {what}")
        self.rest()

    def rest(self, quiet: float = 0.12) -> None:
        """Wait until the picture stands still for so many seconds, in which the program had nothing to do.

        On a busy machine a still picture alone says little: the program may just not have got its turn.
        """
        picture, since = self.look(), time.monotonic()

        def at_rest() -> bool:
            nonlocal picture, since
            now = self.look()
            if not np.array_equal(now, picture) or self._is_at_work():
                picture, since = now, time.monotonic()
            return time.monotonic() - since > quiet

        self.until(at_rest, "a picture at rest")

    def told(self, action: Callable[[], object]) -> None:
        """Do something and wait until the window says in its status bar that it is saved; return at that moment.

        What is said there differs from before, and that all is saved is not said while anything typed waits.
        """
        before = self.status_bar()
        action()

        def said() -> bool:
            return self.says_saved() and not np.array_equal(self.status_bar(), before)

        self.until(said, "a word in the status bar")

    def _is_at_work(self) -> bool:
        """Whether the program runs or waits for its turn, and not for events."""
        if self._program is None or self._program.poll() is not None:
            return False
        return psutil.Process(self._program.pid).status() == psutil.STATUS_RUNNING

    def _xdotool(self, *arguments: str) -> str:
        command = ["xdotool", *arguments]
        return subprocess.run(command, env=self._environment, capture_output=True, text=True, check=False).stdout


@contextlib.contextmanager
def person(
    size: str = "1400x900x24", more: Mapping[str, str] | None = None, expected: Sequence[str] = ()
) -> Iterator[Person]:
    """A person in front of a screen with nothing on it; ``more`` is for the surroundings of the programs.

    They say nothing on stderr but what has one of the ``expected`` parts.
    """
    with virtual_screen(size) as (environment, framebuffer), tempfile.TemporaryFile() as said:
        assert framebuffer is not None
        root = str(Path(__file__).resolve().parents[2])
        environment["PYTHONPATH"] = os.pathsep.join([root, os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
        someone = Person(environment | dict(more or {}), Framebuffer(framebuffer), said)
        try:
            yield someone
        finally:
            someone.leave()
        found = someone.complaints(expected)
        assert found == [], found
