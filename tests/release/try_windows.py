"""Tries the installers for Windows in Wine: over an older version, new, show, report, the window, and all removed.

python tests/release/try_windows.py FOLDER prints one line a step; exit 1 at the first that fails. FOLDER has the MSI
and the setup program that release/installers.py made. Everything happens in a Wine of its own, gone afterwards.
Wine is not Windows: the preview of reports ends a program there (in five lines of its own, too), so no step prints from
the window, and whoever runs a program has the choice of pipes only.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[place]) for place in (1, 2)]

from screen import count, stop, virtual_screen  # noqa: E402
from smoke_frozen import DRESSED, EDGE, went_well  # noqa: E402

from release import installers, wine  # noqa: E402

REFUSED = 1602
"""What msiexec ends with where a person, or nobody, said no."""
TYPED = "Mit Wine getippt"


def try_out(folder: Path) -> bool:
    """Whether every step went well with the two installers in that folder."""
    msi, setup = next(folder.glob("*.msi")), next(folder.glob("*-setup.exe"))
    with tempfile.TemporaryDirectory(prefix="nrw-wine-") as scratch, virtual_screen() as (screen, framebuffer):
        assert framebuffer is not None, "there is no Xvfb"
        prefix = Path(scratch, "prefix")
        wine.make_prefix(prefix)
        environment = wine.environment(prefix) | {"DISPLAY": screen["DISPLAY"]}
        drive = prefix / "drive_c"
        place = drive / "Pläne"
        place.mkdir()
        plan, paper = place / "Probelauf.nrwplan", place / "Phasen.pdf"
        (home,) = (drive / "users").glob("[!P]*")
        program = home / "AppData/Local/Programs/NRWeltoffen"

        def call(*command: str | Path, code: int = 0) -> bytes:
            done = subprocess.run(["wine", *command], env=environment, input=b"", capture_output=True, check=False)
            if done.returncode != code % 256:
                raise subprocess.CalledProcessError(done.returncode, command, done.stdout, done.stderr)
            return done.stdout

        def tool(*arguments: str) -> bytes:
            return call(program / "nrw-desktop.exe", *arguments)

        def measures() -> list[str]:
            told = json.loads(tool("show", wine.of_windows(plan), "--json").decode("utf-8"))
            return [measure["text"] for phase in told["phases"] for measure in phase["measures"]]

        def opened() -> "subprocess.Popen[bytes]":
            command = ["wine", str(program / "nrw-desktop-gui.exe"), wine.of_windows(plan)]
            # All three must be pipes, even where nobody reads or writes.
            pipes = subprocess.PIPE
            process = subprocess.Popen(command, env=environment, stdin=pipes, stdout=pipes, stderr=pipes)
            if not _is_dressed(plan.stem, environment, framebuffer):
                stop(process)
                raise ValueError("no window")
            return process

        def keys(*names: str) -> None:
            for name in names:
                subprocess.run(["xdotool", "key", "--delay", "80", name], env=environment, check=True)
                time.sleep(1)

        def close(process: "subprocess.Popen[bytes]") -> None:
            keys("alt+F4")
            process.wait(60)

        def older() -> bool:
            old = Path(scratch, "old")
            (old / "_internal").mkdir(parents=True)
            for name in ("nrw-desktop.exe", "nrw-desktop-gui.exe", "_internal/only-then.txt"):
                (old / name).write_bytes(b"old")
            package = installers.make_msi(old, Path(scratch), "0.0.1")
            call("msiexec", "/i", wine.of_windows(package), "/qn")
            return (program / "_internal/only-then.txt").exists()

        def newer() -> bool:
            call("msiexec", "/i", wine.of_windows(msi), "/qn")
            said = call("reg", "query", rf"HKCU\Software\Classes\{installers.PLAN}\shell\open\command")
            return (
                not (program / "_internal/only-then.txt").exists()
                and b"nrw-desktop-gui.exe" in said
                and any(home.rglob("NRWeltoffen.lnk"))
            )

        def new() -> bool:
            tool("new", wine.of_windows(plan))
            return plan.stat().st_size > 0

        def show() -> bool:
            # Piped, it is in UTF-8, whatever the code page.
            return "Maßnahme" in tool("show", wine.of_windows(plan)).decode("utf-8") and len(measures()) > 10

        def report() -> bool:
            tool("report", "phase-overview", wine.of_windows(plan), "-o", wine.of_windows(paper))
            return paper.read_bytes().startswith(b"%PDF-")

        def window() -> bool:
            process = opened()
            keys("ctrl+Page_Down", "ctrl+m")
            subprocess.run(["xdotool", "type", "--delay", "60", TYPED], env=environment, check=True)
            keys("Return", "Escape")
            close(process)
            return TYPED in measures()

        def undone() -> bool:
            """Opened by its name, as a double click does it; as long as it is open, nothing can be removed."""
            process = opened()
            call("msiexec", "/x", wine.of_windows(msi), "/qn", code=REFUSED)
            is_whole = (program / "nrw-desktop-gui.exe").exists() and (program / "_internal/base_library.zip").exists()
            keys("ctrl+z")
            close(process)
            return is_whole and TYPED not in measures()

        def remove() -> bool:
            before = plan.read_bytes()
            call("msiexec", "/x", wine.of_windows(msi), "/qn")
            return plan.read_bytes() == before and not program.exists() and not any(home.rglob("NRWeltoffen.lnk"))

        def nsis() -> bool:
            there = program.with_name("nrw-desktop")
            call(setup, "/S")
            said = call(there / "nrw-desktop.exe", "--version")
            # By another name it would start a copy of itself and end at once.
            call(there / "uninstall.exe", "/S", f"_?={wine.of_windows(there)}")
            return said.startswith(b"nrw-desktop ") and not (there / "_internal").exists() and plan.exists()

        try:
            return all(went_well(step) for step in (older, newer, new, show, report, window, undone, remove, nsis))
        finally:
            subprocess.run(["wineserver", "-k"], env=environment, check=False)


def _is_dressed(title: str, environment: Mapping[str, str], framebuffer: Path) -> bool:
    """Whether within two minutes a window with this in its title is there in its design."""
    search = ["xdotool", "search", "--onlyvisible", "--name", title]
    until = time.monotonic() + 120
    while time.monotonic() < until:
        time.sleep(0.5)
        found = subprocess.run(search, env=environment, capture_output=True, check=False).stdout
        if found and count(framebuffer, EDGE) >= DRESSED:
            return True
    return False


if __name__ == "__main__":
    sys.exit(0 if try_out(Path(sys.argv[1]).resolve()) else 1)
