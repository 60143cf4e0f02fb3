"""Loads PySide6 without work that it does anew at each start: a sixth of the time to the first paint.

All of it is about signatures in error texts, stub files and `from __feature__ import …`, never about the window.
"""

import builtins
import importlib.util
import logging
import marshal
import sys
import zlib
from pathlib import Path
from types import CodeType
from typing import Any

from nrw_desktop import paths

_log = logging.getLogger(__name__)

_EMBEDDED = "shibokensupport/"
"""How the names of the modules begin whose source PySide6 carries within its library."""
_UNUSED = f"{_EMBEDDED}signature/lib/pyi_generator.py"
"""Makes stub files, in a process of its own; merely importing it builds regular expressions for 7 ms."""


def load_qt() -> None:
    """Import PySide6, and have imports be Python's own again."""
    kept = _KeptCode(paths.data_dir() / f"pyside.{sys.implementation.cache_tag}.code")
    # PySide6 compiles the source of its embedded modules at each start, as it has no place for compiled ones.
    vars(builtins)["compile"] = kept.compile
    try:
        import PySide6.QtCore  # noqa: F401
    finally:
        vars(builtins)["compile"] = kept.plain_compile
    kept.write()
    # For its features, PySide6 looks for its own name in the source of every module that is imported from now on, and
    # `linecache` keeps all these sources in memory: SQLAlchemy's too.
    vars(builtins)["__import__"] = getattr(builtins, "__orig_import__", builtins.__import__)


class _KeptCode:
    """A file with the compiled modules, as Python's own ``.pyc`` files are: of this Python, and of this very source."""

    def __init__(self, file: Path):
        self.plain_compile = builtins.compile
        self._file = file
        self._found = _read(file)
        self._used: dict[str, tuple[bytes, CodeType]] = {}

    def compile(self, source: Any, filename: Any, mode: str, *more: Any, **options: Any) -> Any:
        """In place of the function of the same name."""
        if not isinstance(source, bytes) or not str(filename).startswith(_EMBEDDED):
            return self.plain_compile(source, filename, mode, *more, **options)
        if filename == _UNUSED:
            source = b""
        mark = importlib.util.source_hash(source)
        found = self._found.get(filename)
        if found is None or found[0] != mark:
            found = mark, self.plain_compile(source, filename, mode, *more, **options)
        self._used[filename] = found
        return found[1]

    def write(self) -> None:
        """Keep what was compiled anew for the next start. Where that cannot be, the next one compiles as well."""
        if self._used == self._found:
            return
        content = marshal.dumps(self._used)
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            paths.write_whole(self._file, importlib.util.MAGIC_NUMBER + _checksum(content) + content)
        except OSError:
            _log.info("the compiled modules of PySide6 were not kept", exc_info=True)


def _read(file: Path) -> dict[str, tuple[bytes, CodeType]]:
    """What an earlier start has kept; nothing where the file is of another Python, damaged or not there."""
    try:
        kept = file.read_bytes()
    except OSError:
        return {}
    magic, checksum, content = kept[:4], kept[4:8], kept[8:]
    # Python would crash over a damaged one.
    if magic != importlib.util.MAGIC_NUMBER or checksum != _checksum(content):
        return {}
    found: dict[str, tuple[bytes, CodeType]] = marshal.loads(content)
    return found


def _checksum(content: bytes) -> bytes:
    return zlib.crc32(content).to_bytes(4, "big")
