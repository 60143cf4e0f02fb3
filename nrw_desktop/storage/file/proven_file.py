"""An open plan file that is proven, from the disk, to have what its plan stands on before anything is written."""

import logging
import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Self

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.storage.database import change_log, file_check, ground, snapshot
from nrw_desktop.storage.database.connection import has_hot_journal
from nrw_desktop.storage.database.ground import Ground, Standing, TouchedError
from nrw_desktop.storage.file import ancestry, fork, late_writing
from nrw_desktop.storage.file.ancestry import Look
from nrw_desktop.storage.file.plan_history import PlanHistory
from nrw_desktop.storage.file.remembered import Remembered
from nrw_desktop.storage.system import error_messages

if TYPE_CHECKING:
    from nrw_desktop.storage.file.fork import Fork
    from nrw_desktop.storage.writing.plan_writer import PlanWriter

_log = logging.getLogger(__name__)

_WAITS = (0.05, 0.15, 0.3, None)
"""Seconds between the looks at a file that lacks the plan: another program may just be putting it there."""


class ProvenFile(PlanHistory):
    """Where an open plan is written, and where it goes on when its file lacks it.

    Each write, undo, backup and the closing first makes sure, from the disk, that the file has the change that the plan
    stands on. Where it lacks it, nothing is written over it: the plan parts from it and goes on in a new file beside
    it; ``fork`` says how, and ``moved`` is called with that.
    """

    read_only: bool
    older: bool

    def __init__(self, path: Path, connection: sqlite3.Connection, plan: Plan, origin: str) -> None:
        self.path = path
        self.plan = plan
        self.older = False
        self.fork: Fork | None = None
        self.moved: Callable[[Fork], None] = lambda _fork: None
        self._shaken = self._closed = False
        self._identity = file_check.identity(path)
        self._drive = file_check.drive(path)
        self._connection = connection
        # The file itself, where what is shown is its plan in the newest schema.
        self._source: sqlite3.Connection | None = None
        self._origin = origin
        self._writer: PlanWriter | None = None
        self._ground: Ground | None = None
        self._remembered = Remembered(plan.head)
        self._left: list[Path] = []

    @classmethod
    def open(cls, path: Path | str, origin: str = "", read_only: bool = False) -> Self:
        """The file of this name."""
        raise NotImplementedError

    @property
    def is_closed(self) -> bool:
        """Whether the file has been let go of."""
        return self._closed

    def close(self) -> None:
        """Closes the file; a second time does nothing. What was written is looked for in it once more."""
        if self._closed:
            return
        self._closed = True
        if not self.read_only:
            with error_messages.logged(self.path):
                self._leave()
            with suppress(sqlite3.Error):
                self._drop_journal()
        self._let_go()

    def _drop_journal(self) -> None:
        """Takes the empty journal away, under SQLite's own locks; if another program is at it, it stays."""
        self._connection.execute("PRAGMA journal_mode=DELETE")

    def _let_go(self) -> None:
        if self._ground is not None:
            self._ground.close()
        self._writer = self._ground = None
        self._connection.close()
        if self._source is not None:
            self._source.close()

    def _save(self, write: "Callable[[PlanWriter, Ground], str]", key: str = "") -> None:
        """Writes, and reads from the disk that the change arrived; where the file lacks the plan, in one beside it.

        ``write`` gives the id of the change; ``key`` is that id where it is known before.
        """
        for again in (self._stand, self._compare, self._part, None):
            with error_messages.worded_while_open(self.path):
                self._stand()
                try:
                    key = write(*self._ready_to_write())
                    arrived = self._follow(key)
                except Exception as error:
                    arrived = self._arrived(key)
                    touched = isinstance(error, TouchedError) or error_messages.is_damage(error, self.path)
                    if not (arrived or touched or self._is_unlike(error)):
                        self._shaken = not isinstance(error, PlanError)
                        raise
                    _log.warning("%s: %s was not written in peace; it is there: %s, %r", self.path, key, arrived, error)
                if arrived:
                    return
                if again is None:
                    raise error_messages.busy(self.path)
                # Somebody else is at it: nothing that is in memory hangs on what becomes of the file.
                self._shaken = True
                again()
                if key and change_log.count_since(self._connection, key) is not None:
                    self._remembered.follow(self._connection, key)
                    return

    def _is_unlike(self, error: Exception) -> bool:
        """Whether rows that do not fit showed that the file is not what the plan is; it has then parted from it."""
        if not isinstance(error, sqlite3.IntegrityError):
            return False
        before = self.path
        self._compare()
        return self.path != before

    def _ready_to_write(self) -> "tuple[PlanWriter, Ground]":
        if self._writer is None or self._ground is None:
            self._writer = late_writing.writer_on(self._connection)
            self._ground = Ground(self.path, self._connection)
        return self._writer, self._ground

    def _follow(self, key: str) -> bool:
        """After a commit: whether the disk has the change as its newest; takes it in."""
        ground.forget_pages(self._connection)
        if file_check.identity(self.path) != self._identity:
            return False
        self._remembered.follow(self._connection, key)
        return self._remembered.last == key

    def _arrived(self, key: str) -> bool:
        """After an error: ends the transaction if one is still open, and asks the file whether the change is in it."""
        try:
            self._connection.rollback()
            newest = change_log.newest(self._connection)
            return newest is not None and newest.id == key and self._follow(key)
        except (sqlite3.Error, OSError):
            # It stays unknown. If it did arrive, the next commit finds the file further on than the plan.
            return False

    def prove(self) -> None:
        """Makes sure that the file has all that the plan stands on; else the plan goes on in a file beside it.

        Raises:
            PlanError: it cannot be read now.
        """
        if self.read_only:
            return
        with error_messages.worded_while_open(self.path):
            self._stand()
            if self._standing() is Standing.APART:
                self._shaken = True
                self._stand()

    def look(self) -> Callable[[], Look]:
        """A look at all of the file, for another thread; `take` its result."""
        path, plan, flaws = self.path, self.plan, self._remembered.flaws
        return lambda: ancestry.at_rest(path, plan, flaws)

    def take(self, look: Look) -> None:
        """Takes in what a look found; where the file still stands apart then, the plan parts from it.

        Raises:
            PlanError: the file cannot be read now, or nothing be written beside it.
        """
        if look.head != self.plan.head or self.read_only:
            return
        if look.standing is not Standing.APART:
            if self._remembered.flaws is None:
                self._remembered.flaws = look.flaws
            return
        self.prove()
        for wait in _WAITS:
            if self.look()().standing is not Standing.APART:
                return
            time.sleep(wait or 0)
        self._part()

    def _compare(self) -> None:
        self._stand()
        self.take(self.look()())

    def _leave(self) -> None:
        """At the end: what was written here is in a file, come what may."""
        if not self._remembered.entries:
            self.prove()
            return
        try:
            self.take(self.look()())
        except PlanError:
            if os.path.exists(self.path):
                raise
            # Out of reach, and who knows whether it comes back.
            self._part()

    def _stand(self) -> None:
        """Before a write: the connection is on the file of this name, or after trouble or a swap on that of now.

        A stick that was put back, or a copy that a program for synchronising laid there, is written if it has the plan.
        Where it lacks it, the plan parts from it.

        Raises:
            PlanError: the file cannot be read now, or not be written.
        """
        if self._shaken or self._is_another() or not self._is_quiet():
            self._look_anew()
        if not file_check.is_writable(self.path):
            if self._standing() is Standing.APART:
                self._part()
            else:
                raise error_messages.read_only(self.path)

    def _is_another(self) -> bool:
        try:
            return file_check.identity(self.path) != self._identity
        except FileNotFoundError:
            return True

    def _is_quiet(self) -> bool:
        """Whether there is no journal beside the file that SQLite would take for its own and roll back."""
        for wait in _WAITS:
            if not has_hot_journal(self.path):
                return True
            # Another window may be writing just now.
            time.sleep(wait or 0)
        return False

    def _standing(self) -> Standing:
        ground.forget_pages(self._connection)
        try:
            return ground.standing(self._connection, self.plan.head)
        except sqlite3.DatabaseError as error:
            if not error_messages.is_damage(error, self.path):
                raise
            return Standing.APART

    def _look_anew(self) -> None:
        """Opens the file of this name, and parts from it where it lacks the plan."""
        for wait in _WAITS:
            fresh = self._opened_anew()
            if fresh is not None:
                if not fresh.older and fresh._standing_to(self.plan) is not Standing.APART:  # noqa: SLF001  (of its kind)
                    self._adopt(fresh)
                    return
                fresh._let_go()  # noqa: SLF001  (of its kind)
            if wait is not None:
                time.sleep(wait)
        self._part()

    def _opened_anew(self) -> Self | None:
        """The file of this name; None where it is no plan that can be read.

        Raises:
            PlanError: it cannot be read now.
        """
        try:
            return type(self).open(self.path, self._origin)
        except PlanError as error:
            if self._is_unmounted():
                raise error_messages.unmounted(self.path) from error
            if error_messages.is_about_content(error):
                return None
            raise

    def _is_unmounted(self) -> bool:
        """Whether the drive is gone that the file was on, and only the folder is left by which it was reached."""
        return not os.path.exists(self.path) and file_check.drive(self.path) not in (None, self._drive)

    def _has_plan(self) -> bool:
        return self._standing() is Standing.SAME

    def _standing_to(self, plan: Plan) -> Standing:
        return ground.standing(self._connection, plan.head)

    def _adopt(self, fresh: Self) -> None:
        self._let_go()
        self._connection, self._identity, self._drive = fresh._connection, fresh._identity, fresh._drive
        self._steps, self._shaken = None, False

    def _part(self) -> None:
        """Goes on in a new file with all that is in memory."""
        beside = not self._is_unmounted()
        parted = fork.part(self._connection, self.plan, self._remembered, self.path, self._origin, self._left, beside)
        fresh = type(self).open(parted.kept, self._origin)
        with suppress(sqlite3.Error, OSError):
            if not self._is_another() and self._is_quiet():
                self._drop_journal()
        self._adopt(fresh)
        self._left.append(self.path)
        self.path, self.fork = parted.kept, parted
        if not parted.whole:
            # Its log begins anew.
            self.plan = fresh.plan
            self._remembered = Remembered(fresh.plan.head)
        self._remembered.flaws = ancestry.at_rest(self.path, self.plan, None).flaws
        self.moved(parted)

    def _reload_to_read(self) -> Plan:
        with error_messages.worded_while_open(self.path):
            if self._source is None and self._is_another():
                fresh = type(self).open(self.path, self._origin, read_only=True)
                if fresh.older:
                    fresh.close()
                    raise error_messages.another_version(self.path)
                self._adopt(fresh)
            if self._standing() is Standing.APART:
                raise error_messages.another_version(self.path)
            self.plan = snapshot.read(self._connection)
        return self.plan
