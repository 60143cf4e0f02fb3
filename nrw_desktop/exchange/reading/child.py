"""Reads a file in a process of its own with limits, so that no file can hurt the program or the plan.

The child is this program started anew, from a checkout or frozen, with a command that no help names (`serving`).
"""

import logging
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from nrw_desktop.exchange.reading.fences import OUT_OF_TIME
from nrw_desktop.exchange.reading.kinds import Kind, kind_of
from nrw_desktop.exchange.reading.serving import FAILED, READ, REFUSED
from nrw_desktop.exchange.sources import READ_COMMAND
from nrw_desktop.exchange.sources.limits import SourceError
from nrw_desktop.exchange.sources.source import Source, unpacked

_log = logging.getLogger(__name__)

_PLACE = Path(__file__).parents[2]
"""The folder of the program."""
LEAST_SECONDS = 4
"""What a file may take of a processor, however small."""
_MOST_SECONDS = 30
_SECONDS_OF_MEGABYTE = 2
"""What a packed megabyte may take; the largest real file took less than half of this."""
PATIENCE = 20
"""Seconds beside these in which the child starts and waits: where much else runs, or each start is looked at first."""
_PAUSE = 0.05
"""Seconds after which somebody who has given up is heard."""
_TOO_LONG = (
    "Das Lesen der Datei hat zu lange gedauert und wurde abgebrochen. Bitte nur den Teil mit dem Plan in eine neue "
    "Datei kopieren und diese importieren."
)


def source_of(
    path: Path,
    command: Sequence[str] = (),
    watch: Callable[[], object] = lambda: None,
    form: tuple[str, str] = ("", ""),
) -> Source:
    """What the file at this path holds, as a child tells; ``command`` starts another one than this program.

    ``form`` is the encoding and the separator of a text file, where a person says what they are. ``watch`` is called
    again and again while it reads: what it raises ends the child and goes on from here.

    Raises:
        SourceError: it cannot be read; the sentence says why and what to do.
    """
    path = path.absolute()
    kind = kind_of(path)
    content = _answer(command or _program(), kind, path, watch, form)
    try:
        return unpacked(content)
    except ValueError as error:
        raise SourceError(FAILED) from error


def _answer(command: Sequence[str], kind: Kind, path: Path, watch: Callable[[], object], form: Sequence[str]) -> bytes:
    seconds = _seconds(path)
    child = subprocess.Popen(
        [*command, READ_COMMAND, kind, str(seconds), str(path), *form],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=_surroundings(),
        # No console flashes up beside the window.
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    until = time.monotonic() + seconds + PATIENCE
    try:
        written, told = _talk(child, until, watch)
    finally:
        if child.poll() is None:
            child.kill()
            child.communicate()
    if told:
        _log.warning("reading a file: %s", told.decode("utf-8", "replace")[-4_000:])
    if written.startswith(READ):
        return written[1:]
    if written.startswith(REFUSED):
        raise SourceError(written[1:].decode("utf-8", "replace"))
    raise SourceError(_TOO_LONG if child.returncode in OUT_OF_TIME else FAILED)


def _talk(child: subprocess.Popen[bytes], until: float, watch: Callable[[], object]) -> tuple[bytes, bytes]:
    while True:
        watch()
        try:
            return child.communicate(timeout=_PAUSE)
        except subprocess.TimeoutExpired:
            if time.monotonic() > until:
                raise SourceError(_TOO_LONG) from None


def _seconds(path: Path) -> int:
    return min(LEAST_SECONDS + path.stat().st_size * _SECONDS_OF_MEGABYTE // 1_000_000, _MOST_SECONDS)


def _program() -> list[str]:
    """How this program is started: frozen it is the executable, else a file of Python's."""
    if getattr(sys, "frozen", False):
        return [sys.executable]
    # Python need not look for packages: its surroundings say where they are.
    return [sys.executable, "-P", "-S", str(_PLACE / "__main__.py")]


def _surroundings() -> dict[str, str]:
    """The environment of the child, which finds the program and its libraries where this one has found them."""
    places = [str(_PLACE.parent), *sys.path]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, places))}
