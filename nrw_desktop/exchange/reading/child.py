"""Reads a file in a process of its own with limits, so that no file can hurt the program or the plan.

The child is this program started anew, from a checkout or frozen, with a command that no help names. It writes one
letter and what it has read, or why it has not, and ends.
"""

import logging
import os
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.exchange.reading.fences import raise_fences
from nrw_desktop.exchange.reading.kinds import Kind, kind_of
from nrw_desktop.exchange.sources import READ_COMMAND
from nrw_desktop.exchange.sources.limits import SourceError
from nrw_desktop.exchange.sources.source import Source

_log = logging.getLogger(__name__)

_READ, _REFUSED = b"+", b"-"
LEAST_SECONDS = 4
"""What a file may take, however small."""
_MOST_SECONDS = 30
_SECONDS_OF_MEGABYTE = 2
"""What a packed megabyte may take; the largest real file took less than half of this."""
_PAUSE = 0.05
"""Seconds after which somebody who has given up is heard."""
_TOO_LONG = (
    "Das Lesen der Datei hat zu lange gedauert und wurde abgebrochen. Bitte nur den Teil mit dem Plan in eine neue "
    "Datei kopieren und diese importieren."
)
_TOO_LARGE = (
    "Zum Lesen der Datei reicht der Speicher nicht, der dafür vorgesehen ist. Bitte nur den Teil mit dem Plan in eine "
    "neue Datei kopieren und diese importieren."
)
_FAILED = (
    "Die Datei ließ sich nicht lesen; vielleicht ist sie beschädigt. Bitte sie in dem Programm öffnen, aus dem sie "
    "kommt, neu speichern und noch einmal importieren."
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
        return msgspec.msgpack.decode(content, type=Source)
    except msgspec.DecodeError as error:
        raise SourceError(_FAILED) from error


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
    until = time.monotonic() + seconds
    try:
        written, told = _talk(child, until, watch)
    finally:
        if child.poll() is None:
            child.kill()
            child.communicate()
    if told:
        _log.warning("reading a file: %s", told.decode("utf-8", "replace")[-4_000:])
    if written.startswith(_READ):
        return written[1:]
    if written.startswith(_REFUSED):
        raise SourceError(written[1:].decode("utf-8", "replace"))
    raise SourceError(_FAILED)


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
    """How this program is started: frozen it is the executable, else a module of Python's."""
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-P", "-m", "nrw_desktop"]


def _surroundings() -> dict[str, str]:
    """The environment of the child, which finds the program where this one was found."""
    place = str(Path(__file__).parents[3])
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (place, os.environ.get("PYTHONPATH"))))}


def serve(arguments: Sequence[str]) -> int:
    """Be the child: read a file of a kind within so many seconds, and write to stdout what is in it."""
    kind, seconds, path, encoding, separator = arguments
    raise_fences(int(seconds))
    try:
        answer = _READ + msgspec.msgpack.encode(_read(kind, Path(path), encoding, separator))
    except PlanError as error:
        answer = _REFUSED + str(error).encode()
    except MemoryError:
        answer = _REFUSED + _TOO_LARGE.encode()
    except Exception:
        answer = _REFUSED + _FAILED.encode()
        _tell(traceback.format_exc())
    # Frozen without a console, there is no sys.stdout, but what the parent opened is there.
    with os.fdopen(1, "wb", closefd=False) as out:
        out.write(answer)
    return 0


def _read(kind: str, path: Path, encoding: str, separator: str) -> Source:
    # Each of these needs libraries of its own: a child loads those that it uses.
    if kind == "odt":
        from nrw_desktop.exchange.word import odt

        return odt.read(path)
    if kind == "docx":
        from nrw_desktop.exchange.word import docx

        return docx.read(path)
    if kind == "json":
        from nrw_desktop.exchange.returning import package_text

        return package_text.read(path)
    from nrw_desktop.exchange.lists import calendars, csv_files, ods, workbooks

    if kind == "csv":
        return csv_files.read(path, encoding, separator)
    readers = {"ods": ods.read, "ics": calendars.read}
    return readers.get(kind, workbooks.read)(path)


def _tell(text: str) -> None:
    with os.fdopen(2, "wb", closefd=False) as out:
        out.write(text.encode("utf-8", "replace"))
