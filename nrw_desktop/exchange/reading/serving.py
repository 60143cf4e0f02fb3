"""The child that reads a file: it writes one letter and what it has read, or why it has not, and ends.

A person waits for its start with each file, so it loads what the file needs and nothing else.
"""

import os
import traceback
from collections.abc import Sequence
from pathlib import Path

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.exchange.reading.fences import raise_fences
from nrw_desktop.exchange.sources.source import Source, packed

READ, REFUSED = b"+", b"-"
_TOO_LARGE = (
    "Zum Lesen der Datei reicht der Speicher nicht, der dafür vorgesehen ist. Bitte nur den Teil mit dem Plan in eine "
    "neue Datei kopieren und diese importieren."
)
FAILED = (
    "Die Datei ließ sich nicht lesen; vielleicht ist sie beschädigt. Bitte sie in dem Programm öffnen, aus dem sie "
    "kommt, neu speichern und noch einmal importieren."
)


def serve(arguments: Sequence[str]) -> int:
    """Be the child: read a file of a kind within so many seconds, and write to stdout what is in it."""
    kind, seconds, path, encoding, separator = arguments
    raise_fences(int(seconds))
    try:
        answer = READ + packed(_read(kind, Path(path), encoding, separator))
    except PlanError as error:
        answer = REFUSED + str(error).encode()
    except MemoryError:
        answer = REFUSED + _TOO_LARGE.encode()
    except Exception:
        answer = REFUSED + FAILED.encode()
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
    if kind == "ods":
        from nrw_desktop.exchange.lists import ods

        return ods.read(path)
    if kind == "csv":
        from nrw_desktop.exchange.lists import csv_files

        return csv_files.read(path, encoding, separator)
    if kind == "ics":
        from nrw_desktop.exchange.lists import calendars

        return calendars.read(path)
    from nrw_desktop.exchange.lists import workbooks

    return workbooks.read(path)


def _tell(text: str) -> None:
    with os.fdopen(2, "wb", closefd=False) as out:
        out.write(text.encode("utf-8", "replace"))
