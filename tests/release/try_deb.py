"""Tries the Debian package as a person would: install it, start it from the menu, open a plan, print, remove it.

python tests/release/try_deb.py PACKAGE prints one line a step; exit 1 at the first that fails. Only as root, on a
system where the package may come and go: apt installs what it needs and takes the package away again.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from screen import count, virtual_screen
from smoke_frozen import DRESSED, EDGE, HOMES, went_well

TOOLS = {
    "appstreamcli": "appstream",
    "desktop-file-validate": "desktop-file-utils",
    "gio": "libglib2.0-bin",
    "gtk-launch": "libgtk-3-bin",
    "lintian": "lintian",
    "update-mime-database": "shared-mime-info",
    "xdotool": "xdotool",
}
"""What this calls, and the Debian packages that have it."""
NAME, TYPE = "nrw-desktop", "application/x-nrwplan"
ENTRY = Path("/usr/share/applications/nrw-desktop.desktop")
METAINFO = Path("/usr/share/metainfo/de.nrw_desktop.nrw_desktop.metainfo.xml")


def try_out(package: Path) -> bool:
    """Whether every step went well with this package; nothing of the person's own is touched."""
    with tempfile.TemporaryDirectory(prefix="nrw-deb-") as scratch, virtual_screen() as (environment, framebuffer):
        assert framebuffer is not None, "there is no Xvfb"
        environment = {name: value for name, value in environment.items() if not name.startswith("PYTHON")}
        environment |= dict.fromkeys(HOMES, scratch)
        plan, paper = Path(scratch, "Probelauf.nrwplan"), Path(scratch, "Phasen.pdf")

        def call(*command: str | Path) -> str:
            done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, encoding="utf-8", check=True)
            return done.stdout

        def launch(*command: str | Path) -> None:
            # Not read to its end: what is launched goes on, and has the same stdout.
            subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)

        def lintian() -> bool:
            return call("lintian", "--allow-root", "--fail-on", "error,warning", package) == ""

        def install() -> bool:
            _apt("install", str(package))
            call("desktop-file-validate", ENTRY)
            call("appstreamcli", "validate", "--no-net", "--pedantic", METAINFO)
            return call("which", NAME).strip() == f"/usr/bin/{NAME}"

        def menu() -> bool:
            launch("gtk-launch", NAME)
            return _window_came("Bielefeld", environment, framebuffer)

        def file() -> bool:
            call(NAME, "new", plan)
            told = call("gio", "info", "--attributes", "standard::content-type", plan)
            launch("gio", "open", plan)
            return TYPE in told and _window_came(plan.stem, environment, framebuffer)

        def report() -> bool:
            call(NAME, "report", "phase-overview", plan, "-o", paper)
            return paper.read_bytes().startswith(b"%PDF-")

        def remove() -> bool:
            before = plan.read_bytes()
            _apt("remove", NAME)
            return plan.read_bytes() == before and not ENTRY.exists() and not Path("/usr/lib", NAME).exists()

        return all(went_well(step) for step in (lintian, install, menu, file, report, remove))


def _apt(*command: str) -> None:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    apt = ["apt-get", "-qq", "-y", "--no-install-recommends", *command]
    subprocess.run(apt, env=environment, stdout=subprocess.DEVNULL, check=True)


def _window_came(title: str, environment: Mapping[str, str], framebuffer: Path) -> bool:
    """Whether within 60 s a window with this in its title is there in its design; it is closed again."""
    search = ["xdotool", "search", "--onlyvisible", "--name", title]
    until = time.monotonic() + 60
    while time.monotonic() < until:
        time.sleep(0.2)
        found = subprocess.run(search, env=environment, capture_output=True, encoding="utf-8", check=False).stdout
        if found and count(framebuffer, EDGE) >= DRESSED:
            asked = ["xdotool", "getwindowpid", found.split()[0]]
            program = subprocess.run(asked, env=environment, capture_output=True, encoding="utf-8", check=True)
            os.kill(int(program.stdout), signal.SIGTERM)
            while subprocess.run(search, env=environment, capture_output=True, check=False).stdout:
                if time.monotonic() > until:
                    return False
                time.sleep(0.2)
            return True
    return False


if __name__ == "__main__":
    sys.exit(0 if try_out(Path(sys.argv[1]).resolve()) else 1)
