"""Speaking on stdout and stderr whatever their encoding, and writing files, with German words for what fails."""

import contextlib
import errno
import io
import os
import sys
from pathlib import Path
from typing import TextIO

from nrw_desktop import paths
from nrw_desktop.domain.errors import PlanError

PROGRAM = "nrw-desktop"
COMMANDS = (
    "new",
    "show",
    "status",
    "changes",
    "report",
    "minutes",
    "agenda",
    "export",
    "check",
    "history",
    "undo",
    "redo",
    "merge",
    "import",
    "backup",
    "backups",
    "restore",
    "handbook",
)
DONE, COULD_NOT, WRONG_USE = 0, 1, 2

_REASONS = {
    errno.ENOENT: "Den Ordner gibt es nicht",
    errno.ENOTDIR: "Den Ordner gibt es nicht",
    errno.EACCES: "Die Rechte fehlen, oder ein anderes Programm hält die Datei fest",
    errno.EPERM: "Die Rechte fehlen",
    errno.EROFS: "Der Datenträger ist schreibgeschützt",
    errno.ENOSPC: "Der Datenträger ist voll",
    errno.EDQUOT: "Der Datenträger ist voll",
    errno.EFBIG: "Der Datenträger ist voll",
    errno.ENAMETOOLONG: "Der Name ist zu lang",
}


class WrongUseError(Exception):
    """The arguments make no sense; the text is the sentence that says so."""


class AnswerError(Exception):
    """A help or a version was asked for; the text is the answer."""


def speak_utf8() -> None:
    """Have what is piped be UTF-8 on Windows as elsewhere, if nothing else is asked for.

    There it would be in a code page that lacks letters, and JSON is in UTF-8. A console shows any letter anyway.
    """
    if os.name != "nt" or "PYTHONIOENCODING" in os.environ:
        return
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")


def say(text: str) -> None:
    """Print the text and a line end."""
    put(f"{text}\n".encode(getattr(sys.stdout, "encoding", None) or "utf-8", "replace"))


def put(content: bytes) -> None:
    """Write bytes to stdout as they are; a program without a console says nothing.

    Raises:
        PlanError: they cannot be written; without a sentence where whoever read them has gone.
    """
    stream: TextIO | None = sys.stdout
    if stream is None:
        return
    try:
        stream.flush()
        stream.buffer.write(content)
        stream.flush()
    except BrokenPipeError:
        _give_up_stdout()
        raise PlanError("") from None
    except OSError as error:
        _give_up_stdout()
        raise PlanError(f"Die Ausgabe lässt sich nicht schreiben: {reason(error)}.") from error


def _give_up_stdout() -> None:
    """What is still in the buffer must not fail once more, with a traceback, when the interpreter ends."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def complain(sentence: str) -> None:
    """Say on stderr what went wrong; an empty sentence is not said."""
    stream: TextIO | None = sys.stderr
    if stream is None or not sentence:
        return
    encoding = getattr(stream, "encoding", None) or "utf-8"
    with contextlib.suppress(OSError, ValueError):
        stream.write(f"{sentence}\n".encode(encoding, "replace").decode(encoding))
        stream.flush()


def write(out: Path, content: bytes) -> None:
    """Write a file as a whole or not at all.

    Raises:
        PlanError: it cannot be written.
    """
    try:
        paths.write_whole(out, content, shared=True)
    except OSError as error:
        raise unwritable(out, error) from error


def unwritable(out: Path, error: OSError) -> PlanError:
    """The sentence for a file that cannot be written."""
    return PlanError(f"„{out}“ lässt sich nicht schreiben: {reason(error)}. Bitte einen anderen Ort wählen.")


def reason(error: OSError) -> str:
    """What the operating system means, in German."""
    return _REASONS.get(error.errno or 0, f"Das System meldet Fehler {error.errno}")
