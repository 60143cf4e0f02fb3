"""The program's own log file: what went wrong and nobody needs to read, unless someone asks why."""

import contextlib
import logging
import os
from pathlib import Path

from nrw_desktop import paths

LONGEST = 1_000_000
"""Bytes; a longer log makes room, and the one before it is kept once."""


def log_file() -> Path:
    """Where the log lies."""
    return paths.data_dir() / "nrw-desktop.log"


def start() -> None:
    """From now on keep warnings and errors of the program in the log: without a handler they would go to stderr."""
    logger = logging.getLogger("nrw_desktop")
    if not any(isinstance(handler, _Handler) for handler in logger.handlers):
        logger.addHandler(_Handler(logging.WARNING))


class _Handler(logging.Handler):
    """Opens the file for each entry: there are few, and several programs may write. A log that fails is no error."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.setFormatter(logging.Formatter("%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        """Append one entry."""
        with contextlib.suppress(Exception):
            file = log_file()
            paths.make_folder(file.parent)
            if file.exists() and file.stat().st_size > LONGEST:
                os.replace(file, file.with_suffix(".old.log"))
            with paths.open_private(file, "ab") as stream:
                stream.write(f"{self.format(record)}\n".encode("utf-8", "backslashreplace"))
