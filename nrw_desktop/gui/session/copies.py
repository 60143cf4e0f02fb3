"""Looks, while a plan is open, for copies of it that have come on without it, and tells of them once."""

from contextlib import suppress
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QTimer, Signal

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.gui.kit.background import Work
from nrw_desktop.gui.session.plan_window import PlanWindow
from nrw_desktop.storage.upkeep import copies

if TYPE_CHECKING:
    from pathlib import Path

    from nrw_desktop.storage.upkeep.copies import OtherVersion, Places

_Found = tuple["tuple[Path, Places] | None", "list[OtherVersion]"]

PAUSE = 5000
"""Milliseconds between two looks into the folder; a share tells nobody of what comes into it."""


class Copies(QObject):
    """`found` tells which copies have steps that the plan lacks, whenever that changes; none where they are merged."""

    found = Signal(object)

    def __init__(self, window: PlanWindow):
        super().__init__(window)
        self._workspace = window.workspace
        self._seen: tuple[Path, Places] | None = None
        self._told: list[OtherVersion] = []
        self._is_stale = self._is_finished = False
        self._waived: set[tuple[Path, int]] = set()
        self._work = Work(lambda _progress: self._look(), self)
        self._work.done.connect(self._tell)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(PAUSE)
        window.workspace.changed.connect(self._follow)
        window.closing.connect(self.finish)
        self.look()

    def look(self) -> None:
        """Look into the folder; in the background, since a share that is gone would hold all up."""
        if not (self._is_finished or self._work.isRunning()):
            self._is_stale = False
            self._path = self._workspace.path
            self._work.start()

    def _follow(self, _plan: Plan, change: Change | None) -> None:
        """A merge brings what a copy had, and taking one back takes it away again."""
        if change is None or change.kind != "edit":
            self._is_stale, self._seen = True, None
            self.look()

    def waive(self) -> None:
        """Tell no more of those that were told of, until they have come on again."""
        self._waived |= {(one.path, one.steps) for one in self._told}
        self._tell((self._seen, self._told))

    def _look(self) -> object:
        places = copies.candidates(self._path)
        if self._seen == (self._path, places):
            return None
        with suppress(PlanError):
            return (self._path, places), copies.with_news(self._path, places)
        return None

    def _tell(self, result: object) -> None:
        if self._is_stale:
            # It was of the plan before.
            self.look()
            return
        if result is None:
            return
        seen, told = cast("_Found", result)
        self._seen = seen
        left = [one for one in told if (one.path, one.steps) not in self._waived]
        if left != self._told:
            self._told = left
            self.found.emit(left)

    def finish(self) -> None:
        """Wait for the look that is under way; before the window goes."""
        self._is_finished = True
        self._timer.stop()
        self._work.stop()
        self._work.wait()
