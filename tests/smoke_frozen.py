"""Tries the frozen program as a person would: make a plan, show it, print it, open it in its window.

python tests/smoke_frozen.py FOLDER prints one line a step; exit 1 at the first that fails. Standard library only.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from screen import colours, stop, virtual_screen

SUFFIX = ".exe" if os.name == "nt" else ""
# A screen with nothing on it has one or two colours; smoothed text alone brings dozens.
PAINTED_COLOURS = 24
HOMES = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")


def smoke(folder: Path) -> bool:
    """Whether every step went well with the program in that folder; nothing of the person's own is touched."""
    with tempfile.TemporaryDirectory(prefix="nrw-smoke-") as scratch, virtual_screen() as (environment, framebuffer):
        environment = {name: value for name, value in environment.items() if not name.startswith("PYTHON")}
        environment |= dict.fromkeys(HOMES, scratch)
        plan, paper = Path(scratch, "Probelauf.nrwplan"), Path(scratch, "Phasen.pdf")
        console, windowed = (str(folder / f"{name}{SUFFIX}") for name in ("nrw-desktop", "nrw-desktop-gui"))

        def call(*arguments: str) -> bytes:
            return subprocess.run([console, *arguments], env=environment, stdout=subprocess.PIPE, check=True).stdout

        def new() -> bool:
            call("new", str(plan))
            return plan.stat().st_size > 0

        def show() -> bool:
            return len(json.loads(call("show", str(plan), "--json"))["phases"]) == 4

        def report() -> bool:
            call("report", "phase-overview", str(plan), "-o", str(paper))
            return paper.read_bytes().startswith(b"%PDF-")

        def window() -> bool:
            return window_paints(windowed, plan, environment, framebuffer)

        return all(went_well(step) for step in (new, show, report, window))


def went_well(step: Callable[[], bool]) -> bool:
    """Take one step, print how it went, and say whether it went well."""
    started = time.monotonic()
    try:
        well = step()
    except (OSError, ValueError, LookupError, subprocess.CalledProcessError) as error:
        print(error, file=sys.stderr, flush=True)
        well = False
    print(f"— {step.__name__}: {'geht' if well else 'FEHLER'} ({time.monotonic() - started:.1f} s)", flush=True)
    return well


def window_paints(program: str, plan: Path, environment: Mapping[str, str], framebuffer: Path | None) -> bool:
    """Whether the program shows, within 30 s, a painted window with the plan's name in its title.

    Without pixels that can be read, whether it is still alive after five seconds.
    """
    search = ["xdotool", "search", "--onlyvisible", "--name", plan.stem]
    process = subprocess.Popen([program, str(plan)], env=environment)
    found = False
    try:
        until = time.monotonic() + (30 if framebuffer else 5)
        while time.monotonic() < until:
            time.sleep(0.2)
            if process.poll() is not None:
                print(f"{program} endete mit {process.returncode}.", file=sys.stderr, flush=True)
                return False
            if framebuffer:
                found = bool(subprocess.run(search, env=environment, capture_output=True, check=False).stdout)
                if found and colours(framebuffer) >= PAINTED_COLOURS:
                    return True
        if framebuffer:
            why = "es ist nichts darin zu sehen" if found else f"keines trägt „{plan.stem}“ im Titel"
            print(f"Kein gemaltes Fenster nach 30 Sekunden: {why}.", file=sys.stderr, flush=True)
        return framebuffer is None
    finally:
        stop(process)


if __name__ == "__main__":
    sys.exit(0 if smoke(Path(sys.argv[1]).resolve()) else 1)
