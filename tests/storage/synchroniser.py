"""A program for synchronising, as it treats a plan file that is open: it knows nothing of locks, journals and logs."""

import contextlib
import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from nrw_desktop.domain.model.change import Change, inserted
from nrw_desktop.domain.model.records import Measure, new_id
from nrw_desktop.storage.file.plan_file import PlanFile

COLLEAGUE = "44444444-4444-4444-8444-444444444444"


def added(text: str) -> Change:
    """The change that adds a measure with this text."""
    return Change(
        (inserted(Measure(new_id(), phase="f1", order=f"b{new_id().replace('-', '')}z", text=text)),),
        f"„{text}“ hinzugefügt",
    )


def version(base: bytes, folder: Path, *texts: str) -> bytes:
    """The bytes of the plan file that a colleague makes of another one, at a computer of their own."""
    folder.mkdir(exist_ok=True)
    path = folder / "kollegin.nrwplan"
    path.write_bytes(base)
    with PlanFile.open(path, COLLEAGUE) as file:
        for text in texts:
            file.commit(added(text))
    return path.read_bytes()


def in_place(path: Path, content: bytes) -> None:
    """Over the file that is there: it stays the same one for the system."""
    with path.open("r+b") if path.exists() else path.open("wb") as file:
        file.write(content)
        file.truncate()


def by_rename(path: Path, content: bytes) -> None:
    """Another file gets the name."""
    path.with_name(".sync").write_bytes(content)
    with _only_where_it_can_be():
        os.replace(path.with_name(".sync"), path)


def removed(path: Path) -> None:
    """Takes the file away, if it is there."""
    with _only_where_it_can_be():
        path.unlink(missing_ok=True)


@contextlib.contextmanager
def _only_where_it_can_be() -> Iterator[None]:
    """On Windows there is nothing to test: it lets nobody remove an open file, or give its name to another."""
    try:
        yield
    except PermissionError:
        if os.name != "nt":
            raise
        pytest.skip("Windows holds an open file")


def same_times(path: Path, content: bytes) -> None:
    """In place, and the time of the file put back to what it was."""
    before = path.stat() if path.exists() else None
    in_place(path, content)
    if before:
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


WAYS: dict[str, Callable[[Path, bytes], None]] = {
    "in place": in_place,
    "by rename": by_rename,
    "same times": same_times,
}


def mixed(path: Path, ours: bytes, theirs: bytes, dice: random.Random) -> None:
    """What two writers at once leave: of each page that of the one or of the other."""
    size = max(len(ours), len(theirs))
    pages = []
    for at in range(0, size, 4096):
        one, other = ours[at : at + 4096], theirs[at : at + 4096]
        pages.append(dice.choice([one or other, other or one]))
    in_place(path, b"".join(pages))
