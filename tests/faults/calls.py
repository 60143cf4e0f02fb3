"""The system calls of a program on the files of one folder: recorded, refused from Python, or its last (calls.c)."""

import ctypes
import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES)
"""A full disk, a broken one, one that may not be written."""

_SOURCE = Path(__file__).with_name("calls.c")
_RECORD, _REFUSE_ONCE, _REFUSE_ON, _KILL = range(1, 5)


def missing() -> str:
    """Why calls cannot be watched here; empty where they can."""
    if not sys.platform.startswith("linux"):
        return "system calls are watched on Linux only"
    return "" if shutil.which("cc") else "there is no C compiler (cc)"


def compiled(folder: Path) -> Path:
    """The library, made in this folder unless it is there."""
    library = folder / "calls.so"
    if not library.exists():
        command = ["cc", "-shared", "-fPIC", "-O2", "-o", str(library), str(_SOURCE), "-ldl"]
        subprocess.run(command, check=True, capture_output=True, text=True)
    return library


class Call(NamedTuple):
    """One call that was recorded: write, truncate, sync, create, unlink, rename, link or mkdir; or a mark.

    ``number`` is where a write begins or how long a truncated file is, ``other`` the new name of a rename or link.
    """

    what: str
    path: str
    other: str
    number: int
    data: bytes


def watch(folder: Path) -> None:
    """From now on watch what this process and its children do in that folder; syncs are not waited for."""
    _library().calls_watch(os.fsencode(os.path.realpath(folder)))


def record(trace: int) -> None:
    """Write down all calls, to an open file."""
    _library().calls_begin(_RECORD, 0, 0, trace)


def refuse(number: int, error: int, lasting: bool) -> None:
    """Have the n-th call (from 1) fail, or that and all after it."""
    _library().calls_begin(_REFUSE_ON if lasting else _REFUSE_ONCE, number, error, -1)


def kill_at(number: int) -> None:
    """End this process by kill -9 in place of the n-th call."""
    _library().calls_begin(_KILL, number, 0, -1)


def mark() -> None:
    """Note in the record that something was acknowledged."""
    _library().calls_mark()


def end() -> int:
    """Let all calls pass again; how many there were."""
    return int(_library().calls_end())


def recorded(library: Path, folder: Path, trace: Path) -> dict[str, str]:
    """Variables for a program that is not Python's: all its calls in that folder are written to a file."""
    return _told(library, folder, _RECORD, 0, 0, trace)


def killed(library: Path, folder: Path, number: int, counted: Path) -> dict[str, str]:
    """The same, where it ends by kill -9 in place of the n-th call; one that is not killed leaves the count."""
    return _told(library, folder, _KILL, number, 0, counted)


def refused(library: Path, folder: Path, number: int, error: int, counted: Path) -> dict[str, str]:
    """The same, where the n-th call and all after it fail."""
    return _told(library, folder, _REFUSE_ON, number, error, counted)


def _told(library: Path, folder: Path, what: int, number: int, error: int, file: Path) -> dict[str, str]:
    return {"LD_PRELOAD": str(library), "NRW_CALLS": f"{what} {number} {error} {file} {os.path.realpath(folder)}"}


def read(trace: Path) -> Iterator[Call]:
    """What was recorded."""
    with trace.open("rb") as file:
        while line := file.readline():
            what, path, other, number, length = os.fsdecode(line.rstrip(b"\n")).split("\t")
            yield Call(what, path, other, int(number), file.read(int(length)))


def _library() -> ctypes.CDLL:
    library = ctypes.CDLL(None)
    library.calls_begin.argtypes = [ctypes.c_int, ctypes.c_long, ctypes.c_int, ctypes.c_int]
    library.calls_end.restype = ctypes.c_long
    return library
