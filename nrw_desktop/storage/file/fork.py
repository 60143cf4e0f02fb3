"""A plan parts from its file: what is open goes to a new file beside one that lacks it, and both are kept."""

import logging
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import datetime
from itertools import chain, takewhile
from pathlib import Path

import msgspec

from nrw_desktop import paths
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.queries.change_labels import filled
from nrw_desktop.domain.text.values import local_time
from nrw_desktop.storage.archive import backup_store
from nrw_desktop.storage.database import history, safe_files, snapshot
from nrw_desktop.storage.file import ancestry, plan_copy
from nrw_desktop.storage.file.remembered import Remembered
from nrw_desktop.storage.system import error_messages

_log = logging.getLogger(__name__)

_MARK = " (mein Stand vom "
_LONGEST_NAME = 200
"""Bytes of a file's name, with room for what a lock and a journal add to it; most systems allow 255."""
_LABELS = 3
"""So many of the newest steps are told by their labels."""


class Side(msgspec.Struct, frozen=True):
    """What one of two versions of a plan has that the other lacks: how many steps, the newest labels, its newest time.

    ``steps`` is None where that is not known.
    """

    steps: int | None
    labels: tuple[str, ...]
    at: datetime | None


class Fork(msgspec.Struct, frozen=True):
    """That a plan parted from its file.

    ``left`` is the file, in which another version is, told by ``theirs`` (None where no plan can be read there), and
    ``kept`` the new one with all that was open, which is told by ``mine``. ``whole`` says whether the history is along.
    """

    left: Path
    kept: Path
    whole: bool
    mine: Side
    theirs: Side | None

    @property
    def is_elsewhere(self) -> bool:
        """Whether nothing could be written beside the file."""
        return self.kept.parent != self.left.parent

    @property
    def sentence(self) -> str:
        """What happened, for who only reads one sentence."""
        where = self.kept if self.is_elsewhere else self.kept.name
        found = "enthält jetzt einen anderen Stand" if self.theirs else "ist weg oder kein lesbarer Plan mehr"
        return (
            f"„{self.left.name}“ {found}, dort wurde nichts überschrieben. Der Stand von hier liegt in „{where}“. "
            "Bitte beide ansehen und mit einem davon weiterarbeiten."
        )


def part(
    connection: sqlite3.Connection,
    plan: Plan,
    known: Remembered,
    path: Path,
    origin: str,
    left: Iterable[Path] = (),
    beside: bool = True,
) -> Fork:
    """Writes a plan that is open to a new file beside its own, or where that cannot be, among the program's data.

    ``left`` are files that it parted from before; ``beside`` says whether its folder is the one that it was in.

    Raises:
        PlanError: it cannot be written anywhere.
    """
    elsewhere = paths.data_dir() / "rescued"
    for folder in ([path.parent] if beside else []) + [elsewhere]:
        try:
            with error_messages.worded(folder / path.name):
                if folder is elsewhere:
                    paths.make_folder(folder)
                kept, whole = _written(folder, connection, plan, known, (path, *left), origin)
        except PlanError:
            if folder is elsewhere:
                raise
            _log.warning("%s: nothing can be written beside it", path, exc_info=True)
        else:
            break
    _log.warning("%s is not what it was; the plan goes on in %s, with its history: %s", path, kept, whole)
    return Fork(path, kept, whole, *_sides(path, kept, plan, known, whole, origin))


def _written(
    folder: Path, connection: sqlite3.Connection, plan: Plan, known: Remembered, files: tuple[Path, ...], origin: str
) -> tuple[Path, bool]:
    temporary = paths.temporary_beside(folder / "x")
    try:
        whole = plan_copy.copy_plan(connection, plan, known, sources(files, known), temporary, origin)
        for kept in _names(folder, files[0]):
            if kept in files:
                # It may come back to where it was.
                continue
            try:
                safe_files.refuse_leftover(kept)
                safe_files.publish(temporary, kept)
            except PlanError:
                if not os.path.lexists(kept) and not os.path.lexists(f"{kept}-journal"):
                    raise
            else:
                break
    finally:
        safe_files.remove_temporary(temporary)
    return kept, whole


def sources(files: Iterable[Path], known: Remembered) -> Iterator[Path]:
    """Files that may have the beginning of a plan's log: those given, then their backups of a state that is known."""
    yield from files
    for backup in chain.from_iterable(backup_store.listed(backup_store.folder(file)) for file in files):
        if backup.facts is not None and backup.facts.head in known.known and backup_store.is_intact(backup):
            yield backup.path


def _names(folder: Path, path: Path) -> Iterator[Path]:
    """Names for a plan that parts from its file, one after the other."""
    at = f"{_MARK}{datetime.now():%d.%m.%Y, %H.%M} Uhr"
    stem, number = path.stem.partition(_MARK)[0], 1
    while True:
        end = f"{at}{f', {number}' if number > 1 else ''}){path.suffix}"
        room = _LONGEST_NAME - len(end.encode())
        yield folder / (stem.encode("utf-8", "surrogateescape")[:room].decode("utf-8", "ignore") + end)
        number += 1


def _sides(left: Path, kept: Path, plan: Plan, known: Remembered, whole: bool, origin: str) -> tuple[Side, Side | None]:
    try:
        with closing(ancestry.read_whole(left)) as there, closing(ancestry.read_whole(kept)) as here:
            their_ids, our_ids = _ids(there), _ids(here)
            if not whole:
                our_ids = known.known  # type: ignore[assignment]
            theirs = _side(there, snapshot.read(there), our_ids, origin)
            mine = _side(here, plan, their_ids, origin) if whole else _remembered_side(plan, known, their_ids)
            return mine, theirs
    except (PlanError, sqlite3.DatabaseError):
        return _remembered_side(plan, known, set()), None


def _ids(connection: sqlite3.Connection) -> set[str]:
    return {key for (key,) in connection.execute("SELECT id FROM change")}


def _side(connection: sqlite3.Connection, plan: Plan, others: set[str], origin: str) -> Side:
    """What a log has after the newest change that the other one has too."""
    steps = history.steps(connection, plan, origin)
    own = list(takewhile(lambda step: step.id not in others, steps))
    if len(own) == len(steps):
        # Nothing in common: it is another plan.
        return Side(None, tuple(step.label for step in own[:_LABELS]), steps[0].at)
    return Side(len(own), tuple(step.label for step in own[:_LABELS]), steps[0].at)


def _remembered_side(plan: Plan, known: Remembered, others: set[str]) -> Side:
    own = [entry for entry, _ in known.entries if entry.id not in others]
    labels = [filled(entry.label, plan.record) for entry in reversed(own)]
    at = local_time(own[-1].at) if own else None
    return Side(len({entry.joins or entry.id for entry in own}), tuple(dict.fromkeys(labels))[:_LABELS], at)
