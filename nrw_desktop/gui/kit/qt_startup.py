"""Loads PySide6 without work that it does anew at each start: a quarter of the time to the first paint.

It is about signatures in error texts, stub files, `from __feature__ import …` and the making of enums, never about the
window. A frozen program gains as much: the source in question lies within PySide6's own library. It is done by putting
other functions in the place of `compile`, `re.compile` and `__import__` while PySide6 is imported; with
``NRW_DESKTOP_PLAIN_QT`` in the environment nothing of this is done.
"""

import builtins
import importlib.util
import logging
import marshal
import os
import re
import sys
import zlib
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from types import CodeType
from typing import Any

from nrw_desktop import paths
from nrw_desktop.gui.kit import quick_enums

_log = logging.getLogger(__name__)

PLAIN = "NRW_DESKTOP_PLAIN_QT"
"""The variable that leaves PySide6 as it is."""
_KIND = b"pyside-code-2\n"
_EMBEDDED = ("shibokensupport/", "signature_bootstrap.py")
"""How the names of the modules begin whose source PySide6 carries within its library."""
_UNUSED = "shibokensupport/signature/lib/pyi_generator.py"
"""Makes stub files, in a process of its own; merely importing it builds regular expressions for 7 ms."""


def load_qt() -> None:
    """Import PySide6, and have imports be Python's own again; enums are when `quick_enums.end` is called."""
    if os.environ.get(PLAIN):
        import PySide6.QtCore

        return
    quick_enums.begin()
    kept = _KeptCode(paths.data_dir() / f"pyside.{sys.implementation.cache_tag}.code")
    # PySide6 compiles the source of its embedded modules at each start, as it has no place for compiled ones.
    vars(builtins)["compile"], vars(re)["compile"] = kept.compile, _pattern
    try:
        import PySide6.QtCore  # noqa: F401
    finally:
        vars(builtins)["compile"], vars(re)["compile"] = kept.plain_compile, _plain_pattern
    kept.put_back()
    # For its features, PySide6 looks for its own name in the source of every module that is imported from now on, and
    # `linecache` keeps all these sources in memory.
    vars(builtins)["__import__"] = getattr(builtins, "__orig_import__", builtins.__import__)


_plain_pattern: Any = re.compile


def _pattern(pattern: Any, flags: Any = 0) -> Any:
    """In place of `re.compile`: what PySide6 takes signatures apart with can wait until an error text needs it."""
    asks = str(sys._getframe(1).f_globals.get("__name__"))  # noqa: SLF001
    return _LatePattern(pattern, flags) if asks.startswith("shibokensupport.") else _plain_pattern(pattern, flags)


class _LatePattern:
    """A regular expression that is compiled when something is first looked for."""

    def __init__(self, pattern: str, flags: int):
        self._wanted = pattern, flags

    def __getattr__(self, name: str) -> Any:
        return getattr(self._compiled, name)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """As of a pattern; PySide6 takes this function at once."""
        return self._compiled.finditer(text)

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return _plain_pattern(*self._wanted)  # type: ignore[no-any-return]


class _KeptCode:
    """A file with the compiled modules, as Python's own ``.pyc`` files are: of this Python, and of this very source.

    While they are used the file has another name. Where something is wrong with them PySide6 ends the process, without
    an exception to catch; the next start then finds no file, and compiles.
    """

    def __init__(self, file: Path):
        self.plain_compile = builtins.compile
        self._file = file
        self._in_use = file.with_name(f"{file.name}.in-use-{os.getpid()}")
        self._found = self._taken()
        self._used: dict[str, tuple[bytes, CodeType]] = {}

    def _taken(self) -> dict[str, tuple[bytes, CodeType]]:
        """What an earlier start has kept."""
        try:
            os.replace(self._file, self._in_use)
            return _decoded(self._in_use.read_bytes())
        except OSError:
            return {}

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

    def put_back(self) -> None:
        """Keep what was used, or compiled anew, for the next start. Where that cannot be, that one compiles as well."""
        try:
            if self._used == self._found:
                os.replace(self._in_use, self._file)
            else:
                content = marshal.dumps(self._used)
                paths.make_data_folder()
                paths.write_whole(self._file, _marks() + _checksum(content) + content)
            # Of starts that did not come this far, too.
            for left in self._file.parent.glob(f"{self._file.name}.in-use-*"):
                left.unlink(missing_ok=True)
        except OSError:
            _log.info("the compiled modules of PySide6 were not kept", exc_info=True)


def _decoded(kept: bytes) -> dict[str, tuple[bytes, CodeType]]:
    """The modules in a file; none where it is of another Python or program, damaged, or holds something else."""
    head = len(_marks())
    checksum, content = kept[head : head + 4], kept[head + 4 :]
    # Python would crash over a damaged one.
    if kept[:head] != _marks() or checksum != _checksum(content):
        return {}
    try:
        found = marshal.loads(content)
    except (ValueError, EOFError, TypeError, MemoryError):
        return {}
    whole = isinstance(found, dict) and all(_is_module(name, entry) for name, entry in found.items())
    return found if whole else {}


def _is_module(name: object, entry: object) -> bool:
    """Whether this is the mark of a module's source, and its code as compiling gives it."""
    match entry:
        case (bytes(), CodeType() as code):
            return name == code.co_filename and (code.co_name, code.co_argcount) == ("<module>", 0)
    return False


def _marks() -> bytes:
    """What the file begins with: its kind and form, and the Python that it is for."""
    return _KIND + importlib.util.MAGIC_NUMBER


def _checksum(content: bytes) -> bytes:
    return zlib.crc32(content).to_bytes(4, "big")
