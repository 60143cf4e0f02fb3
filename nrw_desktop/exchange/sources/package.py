"""A packed file (of Word, Excel, Writer, Calc): looked at before anything in it is unpacked."""

import zipfile
import zlib
from pathlib import Path

from nrw_desktop.exchange.sources.limits import (
    MOST_PARTS,
    MOST_RATIO,
    MOST_UNPACKED,
    MOST_XML,
    SourceError,
    too_much,
)

DAMAGED = (
    "Die Datei ist beschädigt oder nicht vollständig, etwa beim Herunterladen abgebrochen. Bitte sie noch einmal holen "
    "oder in dem Programm öffnen, aus dem sie kommt, neu speichern und noch einmal importieren."
)
PASSWORD = (
    "Die Datei ist mit einem Kennwort geschützt. Bitte sie öffnen, unter einem anderen Namen ohne Kennwort speichern "
    "und diese Datei importieren."
)
_BOMB = (
    "Die Datei ist ungewöhnlich dicht gepackt: „{part}“ wäre ausgepackt {times}-mal so groß. So etwas ist kein "
    "gewöhnliches Dokument und wird nicht gelesen."
)
_FAILURES = (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError)
"""What the standard library raises on a broken file: of these, a RuntimeError asks for a password."""


class Package:
    """The parts of a packed file by their names; used as a context.

    Raises:
        SourceError: it is damaged, protected, or larger than is read.
    """

    def __init__(self, path: Path):
        try:
            self._zip = zipfile.ZipFile(path)
        except _FAILURES as error:
            raise SourceError(DAMAGED) from error
        try:
            self._look()
        except SourceError:
            self._zip.close()
            raise
        self._by_name = {info.filename.replace("\\", "/").lstrip("/").casefold(): info for info in self._infos}

    def __enter__(self) -> "Package":
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    @property
    def _infos(self) -> list[zipfile.ZipInfo]:
        return self._zip.infolist()

    def _look(self) -> None:
        if len(self._infos) > MOST_PARTS:
            raise too_much("Teile", MOST_PARTS)
        if sum(info.file_size for info in self._infos) > MOST_UNPACKED:
            raise too_much("Megabyte", MOST_UNPACKED // 1_000_000)
        for info in self._infos:
            times = info.file_size // max(1, info.compress_size)
            if info.file_size > 1_000_000 and times > MOST_RATIO:
                raise SourceError(_BOMB.format(part=info.filename[-60:], times=times))

    def names(self) -> list[str]:
        """The names of all parts, as they are found by."""
        return list(self._by_name)

    def has(self, name: str) -> bool:
        """Whether there is a part of this name; upper and lower case are the same."""
        return name.casefold() in self._by_name

    def read(self, name: str, most: int = MOST_XML, first: int | None = None) -> bytes:
        """The content of a part, or its ``first`` bytes.

        Raises:
            SourceError: it is not there, damaged, protected, or larger than ``most`` bytes.
        """
        info = self._by_name.get(name.casefold())
        if info is None:
            raise SourceError(DAMAGED)
        if info.file_size > most:
            raise too_much("Megabyte Text", most // 1_000_000)
        if info.flag_bits & 0x1:
            raise SourceError(PASSWORD)
        try:
            with self._zip.open(info) as stream:
                return stream.read(first or most)
        except _FAILURES as error:
            raise SourceError(DAMAGED) from error
