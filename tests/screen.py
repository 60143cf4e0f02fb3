"""A screen of its own for whatever must paint: Xvfb with a window manager, and a look at its pixels.

python tests/screen.py COMMAND… runs a command on such a screen. Standard library only.
"""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

SIZE = "1600x1000x24"
TOOLS = ("Xvfb", "openbox", "xprop")
_PATIENCE = 30.0
_MANNERS = Path(__file__).with_name("openbox.xml")


@contextlib.contextmanager
def virtual_screen(size: str = SIZE) -> Iterator[tuple[dict[str, str], Path | None]]:
    """An environment with a screen of its own, and the file in which Xvfb keeps that screen's pixels.

    Where Xvfb is not to be had, on Windows and macOS, the person's own screen and no file.
    """
    if shutil.which("Xvfb") is None:
        yield dict(os.environ), None
        return
    with tempfile.TemporaryDirectory(prefix="nrw-screen-") as folder:
        reader, writer = os.pipe()
        command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", size, "-fbdir", folder, "-nolisten", "tcp"]
        # Else it starts anew whenever nobody is connected: whoever comes just then is turned away.
        command.append("-noreset")
        server = subprocess.Popen(command, pass_fds=[writer], stderr=subprocess.DEVNULL)
        os.close(writer)
        try:
            with open(reader, encoding="ascii") as answer:
                number = answer.readline().strip()
            if not number:
                raise RuntimeError("Xvfb did not start")
            environment = os.environ | {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
            environment.pop("WAYLAND_DISPLAY", None)
            with _window_manager(environment):
                yield environment, Path(folder, "Xvfb_screen0")
        finally:
            stop(server)


@contextlib.contextmanager
def _window_manager(environment: dict[str, str]) -> Iterator[None]:
    """Windows get frames and the keyboard as on a person's screen; with it come and go windows and focus in turns."""
    command = ["openbox", "--sm-disable", "--config-file", str(_MANNERS)]
    manager = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + _PATIENCE
        while not _is_managed(environment):
            if manager.poll() is not None or time.monotonic() > until:
                raise RuntimeError("openbox did not start")
            time.sleep(0.02)
        yield
    finally:
        stop(manager)


def _is_managed(environment: dict[str, str]) -> bool:
    asked = ["xprop", "-root", "_NET_SUPPORTING_WM_CHECK"]
    return b"window id" in subprocess.run(asked, env=environment, capture_output=True, check=False).stdout


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a process, by force if it does not listen."""
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def count(framebuffer: Path, colour: int) -> int:
    """How many pixels of Xvfb's framebuffer (a file in XWD format: header, colour map, pixels) have this 0xRRGGBB."""
    content = framebuffer.read_bytes()
    header, entries = (int.from_bytes(content[at : at + 4], "big") for at in (0, 19 * 4))
    pixels = memoryview(content)[header + entries * 12 :]
    return sum(pixel & 0xFFFFFF == colour for pixel in pixels[: len(pixels) // 4 * 4].cast("I"))


if __name__ == "__main__":
    with virtual_screen() as (surroundings, _):
        sys.exit(subprocess.run(sys.argv[1:], env=surroundings, check=False).returncode)
