"""A disk that keeps for sure only what was synced: what a power cut leaves of what a program wrote.

Content that was not synced is there in part, in pieces of 512 bytes and in any order; names that were made, changed or
removed are there for sure only after a sync of their folder, whatever was synced of the file itself.
"""

import os
import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.calls import Call
from tests.faults.steps import Contents

_SECTOR = 512
_PAGE = 4096

Write = tuple[int, bytes | None]
"""A piece of content and where it begins; without content, the length that a file was cut to."""


@dataclass
class _File:
    """``safe`` is what was synced, ``pending`` what was done to it since."""

    safe: bytes = b""
    pending: list[Write] = field(default_factory=list)

    def content(self) -> bytes:
        return _written(self.safe, self.pending)


@dataclass
class _Name:
    """A change of the names in a folder: these go, this one comes. A file of None is a folder."""

    gone: str | None
    made: str | None
    file: _File | None = None


class Disk:
    """The files below a folder. ``start`` is what was on it for sure before the first call."""

    def __init__(self, folder: Path, start: Contents) -> None:
        self._root = str(folder)
        self._names: dict[str, _File | None] = {self._root: None}
        for name, data in start.items():
            self._names[os.path.join(self._root, name)] = None if data is None else _File(data)
        self._safe = dict(self._names)
        self._pending: list[_Name] = []

    def do(self, call: Call) -> None:
        """What a call does."""
        path = call.path
        if call.what == "write":
            self._file(path).pending.append((call.number, call.data))
        elif call.what == "truncate":
            self._file(path).pending.append((call.number, None))
        elif call.what == "create":
            self._rename(_Name(None, path, _File()))
        elif call.what == "mkdir":
            self._rename(_Name(None, path))
        elif call.what == "unlink":
            self._rename(_Name(path, None))
        elif call.what == "rename":
            self._rename(_Name(path, call.other, self._file(path)))
        elif call.what == "link":
            self._rename(_Name(None, call.other, self._file(path)))
        elif call.what == "sync":
            self._sync(path)

    def after_cut(self, dice: random.Random) -> Contents:
        """What is there when the power comes back; each call throws the dice anew."""
        names = dict(self._safe)
        for change in _some(self._pending, dice):
            _apply(change, names)
        found: dict[int, bytes] = {}
        left: Contents = {}
        for path, file in names.items():
            if path == self._root or not self._is_reachable(path, names):
                continue
            name = os.path.relpath(path, self._root)
            if file is None:
                left[name] = None
            elif not path.endswith("-shm"):
                # The index of a write-ahead log is memory, made anew. Two names of one file hold the same.
                left[name] = found.setdefault(id(file), _torn(file, dice))
        return left

    def _file(self, path: str) -> _File:
        file = self._names[path]
        assert file is not None, path
        return file

    def _rename(self, change: _Name) -> None:
        _apply(change, self._names)
        self._pending.append(change)

    def _sync(self, path: str) -> None:
        file = self._names[path]
        if file is not None:
            file.safe, file.pending = file.content(), []
            return
        for change in self._pending:
            if _folder(change) == path:
                _apply(change, self._safe)
        self._pending = [change for change in self._pending if _folder(change) != path]

    def _is_reachable(self, path: str, names: dict[str, _File | None]) -> bool:
        return path == self._root or (path in names and self._is_reachable(os.path.dirname(path), names))


def _folder(change: _Name) -> str:
    return os.path.dirname(change.made or change.gone or "")


def _apply(change: _Name, names: dict[str, _File | None]) -> None:
    if change.gone is not None:
        names.pop(change.gone, None)
    if change.made is not None:
        names[change.made] = change.file


def _some(changes: list[_Name], dice: random.Random) -> Iterable[_Name]:
    """As many file systems do it, the first few; as some do, any."""
    if dice.random() < 0.5:
        return changes[: dice.randint(0, len(changes))]
    return [change for change in changes if dice.random() < 0.5]


def _torn(file: _File, dice: random.Random) -> bytes:
    """What is there of a file: what was synced for sure, of the rest nothing, all, the beginning, or any pieces."""
    way = dice.randrange(4)
    if way == 0:
        return file.safe
    if way == 1:
        return file.content()
    if way == 2:
        return _written(file.safe, file.pending[: dice.randint(0, len(file.pending))])
    size, share = dice.choice((_SECTOR, _PAGE)), dice.random()
    return _written(file.safe, [piece for piece in _pieces(file.pending, size) if dice.random() < share])


def _pieces(writes: list[Write], size: int) -> Iterable[Write]:
    for start, data in writes:
        if data is None:
            yield start, None
            continue
        at = 0
        while at < len(data):
            step = size - (start + at) % size
            yield start + at, data[at : at + step]
            at += step


def _written(before: bytes, writes: Iterable[Write]) -> bytes:
    content = bytearray(before)
    for start, data in writes:
        if data is None:
            del content[start:]
            content.extend(bytes(start - len(content)))
            continue
        if len(content) < start:
            content.extend(bytes(start - len(content)))
        content[start : start + len(data)] = data
    return bytes(content)
